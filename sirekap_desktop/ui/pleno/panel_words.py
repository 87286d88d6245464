"""The words of *Panel*, each said in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.panels import Handing, HandingState

if TYPE_CHECKING:
    from sirekap_desktop.jobs.panels import Preview


def handing_state(one: Handing, *, here: bool) -> str:
    """Where the desa of a handing are; ``here``: this is the panel's own laptop."""
    translate = QCoreApplication.translate
    if one.state is HandingState.OUT:
        if not here and one.packages:
            return translate("Panel", "di laptop panel, paket sementara sudah digabung")
        return translate("Panel", "di laptop panel")
    return {
        HandingState.RETURNED: translate("Panel", "paket akhir sudah dibuat"),
        HandingState.JOINED: translate("Panel", "sudah digabung"),
        HandingState.TAKEN_BACK: translate("Panel", "diambil kembali"),
    }[one.state]


def desa_words(one: Handing, names: Mapping[str, str]) -> str:
    """Names of the desa, with commas."""
    return ", ".join(names.get(code, code) for code in one.desa)


def preview_lines(seen: Preview) -> list[str]:
    """What a package brings, before it is joined."""
    translate = QCoreApplication.translate
    head = translate("Panel", "Panel {n}, {leader}, dari laptop {host}: {desa}.")
    lines = [head.format(n=seen.number, leader=seen.leader, host=seen.host, desa=", ".join(seen.desa))]
    if seen.repeats:
        return [*lines, translate("Panel", "Semua isinya sudah ada di sini.")]
    counts = (
        (seen.tps, "TPS"),
        (seen.approved, translate("Panel", "disahkan")),
        (seen.entries, translate("Panel", "isian")),
        (seen.corrections, translate("Panel", "pembetulan")),
        (seen.photos, translate("Panel", "foto")),
        (seen.facts, translate("Panel", "catatan rapat")),
        (seen.objections, translate("Panel", "keberatan")),
    )
    lines.append(translate("Panel", "Yang baru: {list}.").format(list=", ".join(_counted(*one) for one in counts)))
    if seen.people:
        lines.append(translate("Panel", "Dicatat oleh {people}.").format(people=", ".join(seen.people)))
    return lines


def crowd_lines(seen: Preview) -> list[str]:
    """Saksi whom nobody could refuse while the rooms did not know of each other."""
    text = QCoreApplication.translate(
        "Panel",
        "Sesudah digabung, peserta nomor {n} ({election}) punya {count} saksi: {names}. Paling banyak dua yang "
        "bermandat: cocokkan surat mandatnya, lalu perbaiki Daftar hadir.",
    )
    return [
        text.format(n=one.contestant, election=one.election, count=len(one.names), names=", ".join(one.names))
        for one in seen.crowds
    ]


def _counted(count: int, word: str) -> str:
    return f"{format_count(count)} {word}"
