"""Where a TPS or desa stands, in the words of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.pleno.machine import Stage
from sirekap_desktop.models.pleno.snapshot import LockLine
from sirekap_desktop.models.recap import RecapColumn
from sirekap_desktop.models.records import Desa
from sirekap_desktop.reports.content import readable_time

_DESA_DIGITS = 10


@dataclass(frozen=True, slots=True)
class State:
    """Words and what colour says besides them."""

    words: str
    tone: str = ""
    """``ok``, ``warn`` or nothing."""


def tps_state(stage: Stage | None, recorded: int, fields: int, *, final: bool) -> State:
    """Of a TPS: what was recorded, and how far it is in the meeting; never what a machine has read."""
    if stage is Stage.POSTPONED:
        return State("ditunda", "warn")
    if stage is Stage.RECOUNT:
        return State("dihitung ulang", "warn")
    if not recorded:
        return State("belum dicatat")
    if recorded < fields:
        return State(f"{format_count(recorded)} dari {format_count(fields)} isian dicatat", "warn")
    if final:
        return State("final", "ok")
    return State("disahkan", "ok") if stage is Stage.APPROVED else State("dicatat lengkap, belum disahkan", "warn")


def place_state(column: RecapColumn) -> State:
    """Of a desa: how many of its TPS are complete."""
    words = f"{format_count(column.tps_complete)} dari {format_count(column.tps_total)} TPS"
    return State(words, "ok" if column.tps_complete == column.tps_total else "warn")


def note_words(rules: int, changes: int) -> str:
    """``2 hitungan beda, 1 pembetulan``."""
    said = ((rules, "hitungan beda"), (changes, "pembetulan"))
    return ", ".join(f"{format_count(count)} {words}" for count, words in said if count)


def revision_words(one: LockLine, desa: Sequence[Desa]) -> str:
    """Why a revision was begun; who opened it is named on paper, not here."""
    place = one.scope.partition("/")[0]
    names = {item.code: item.name for item in desa}
    what = names.get(place, place) if len(place) == _DESA_DIGITS else "kecamatan"
    return f"Revisi {one.revision}: {what} dibuka kembali {readable_time(one.at)}. Alasan: {one.reason}"
