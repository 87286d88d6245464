"""Words of Penerimaan: states with their signs, times, and what a row of the list has to say."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.penerimaan.receiving import Received
from sirekap_desktop.models.penerimaan.records import (
    BallotName,
    Difference,
    KecamatanState,
    KnownKey,
    ReceivedPackage,
    Result,
    State,
)
from sirekap_desktop.ui.theme import Sign, Tone

Pill = tuple[str, Tone, Sign]


def state_pill(state: State) -> Pill:
    """One word with colour and sign."""
    return {
        State.BELUM: (QCoreApplication.translate("Penerimaan", "belum"), Tone.NEUTRAL, Sign.EMPTY),
        State.DRAF: (QCoreApplication.translate("Penerimaan", "draf"), Tone.WARN, Sign.PENCIL),
        State.FINAL: (QCoreApplication.translate("Penerimaan", "final"), Tone.OK, Sign.LOCK),
        State.DITOLAK: (QCoreApplication.translate("Penerimaan", "ditolak"), Tone.BAD, Sign.BANG),
    }[state]


def package_pill(package: ReceivedPackage) -> Pill:
    """How a package that was taken stands."""
    if package.revoked:
        return QCoreApplication.translate("Penerimaan", "kunci dicabut"), Tone.BAD, Sign.BANG
    if package.current:
        return QCoreApplication.translate("Penerimaan", "berlaku"), Tone.OK, Sign.CHECK
    return QCoreApplication.translate("Penerimaan", "digantikan"), Tone.NEUTRAL, Sign.CLOCK


def refused_pill() -> Pill:
    """Of a package that was not taken."""
    return QCoreApplication.translate("Penerimaan", "ditolak"), Tone.BAD, Sign.BANG


def key_pill(key: KnownKey) -> Pill:
    """Whether a key still counts."""
    if key.revoked:
        return QCoreApplication.translate("Penerimaan", "dicabut"), Tone.BAD, Sign.BANG
    return QCoreApplication.translate("Penerimaan", "terdaftar"), Tone.OK, Sign.CHECK


def moment(stamp: str) -> str:
    """``28-02-2024 14.11``; empty stays empty, and a text that is no time as it is."""
    try:
        return f"{datetime.fromisoformat(stamp):%d-%m-%Y %H.%M}"
    except ValueError:
        return stamp


def part_text(done: int, total: int) -> str:
    """``11 dari 13``; a dash where there is nothing to count."""
    if not total:
        return "–"
    text = QCoreApplication.translate("Penerimaan", "{n} dari {all}")
    return text.format(n=format_count(done), all=format_count(total))


def note_text(state: KecamatanState) -> str:
    """What somebody should look at, in a few words."""
    translate = QCoreApplication.translate
    parts = []
    if state.revoked:
        parts.append(translate("Penerimaan", "kunci penanda tangan dicabut"))
    if state.refusals:
        text = translate("Penerimaan", "{n} paket ditolak")
        parts.append(text.format(n=format_count(state.refusals)))
    changed = max((one.changed for one in state.ballots), default=0)
    if changed:
        parts.append(translate("Penerimaan", "≠ ada revisi sebelumnya"))
    waiting = [one for one in state.ballots if one.state is State.BELUM]
    if waiting and state.state not in {State.BELUM, State.DITOLAK}:
        text = translate("Penerimaan", "belum ada: {ballots}")
        parts.append(text.format(ballots=", ".join(f"{one.title} {one.dapil}".strip() for one in waiting)))
    return "; ".join(parts)


def ballot_text(ballot: BallotName) -> str:
    """``Presiden``, ``DPRD Kabupaten/Kota · MAJENE 2``."""
    return f"{ballot.title} · {ballot.dapil}" if ballot.dapil else ballot.title


def figure_text(value: int | None, *, there: bool) -> str:
    """A figure of a revision: *belum* where nothing was recorded, a dash where the paper is empty."""
    if not there:
        return QCoreApplication.translate("Penerimaan", "belum")
    return "–" if value is None else format_count(value)


def change_text(one: Difference) -> tuple[str, str]:
    """Before and after."""
    return figure_text(one.before, there=one.was_there), figure_text(one.after, there=one.is_there)


def result_text(result: Result) -> str:
    """How one package ended."""
    return {
        Result.DITERIMA: QCoreApplication.translate("Penerimaan", "diterima"),
        Result.SUDAH: QCoreApplication.translate("Penerimaan", "sudah ada"),
        Result.DITOLAK: QCoreApplication.translate("Penerimaan", "ditolak"),
    }[result]


def round_text(received: tuple[Received, ...]) -> str:
    """What a round of receiving brought, in one sentence."""
    translate = QCoreApplication.translate
    counts = {result: sum(one.result is result for one in received) for result in Result}
    if not received:
        return translate("Penerimaan", "Tidak ada paket di tempat terima.")
    text = translate("Penerimaan", "{new} paket diterima, {old} sudah ada, {bad} ditolak.")
    return text.format(
        new=format_count(counts[Result.DITERIMA]),
        old=format_count(counts[Result.SUDAH]),
        bad=format_count(counts[Result.DITOLAK]),
    )
