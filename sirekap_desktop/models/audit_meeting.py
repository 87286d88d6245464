"""What each fact of a rapat pleno says, after the name of who noted it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.pleno.facts import Capacity, Fact

_CAPACITIES: Mapping[str, str] = {
    Capacity.PPK: "PPK",
    Capacity.PPS: "PPS",
    Capacity.SEKRETARIAT: "sekretariat",
    Capacity.SAKSI: "saksi",
    Capacity.PANWASLU: "Panwaslu",
    Capacity.GUEST: "undangan",
}

_HOLDERS: Mapping[str, str] = {"panwaslu": "salinan Panwaslu", "sirekap": "data Sirekap"}


def meeting_text(fact: Fact, place: str, desa: Mapping[str, str], figures: str) -> str:
    """``mengesahkan hasil SAMBABO TPS 003 (PPWP)``.

    Args:
        fact: what happened.
        place: the TPS with its pemilihan, or the pemilihan.
        desa: code → name.
        figures: of a comparison, where the other copy differs; empty for nowhere.
    """
    if isinstance(fact, facts.Compared):
        other = _HOLDERS.get(fact.holder, f"salinan {fact.holder}")
        return f"membandingkan {place} dengan {other}: {figures or 'sama'}"
    if isinstance(fact, facts.PanelSet):
        names = ", ".join(desa.get(code, code) for code in fact.desa)
        return f"menetapkan panel {fact.number} ({place}), dipimpin {fact.leader}: {names or 'tanpa desa'}"
    text = _TEXTS.get(type(fact))
    return text(fact, place) if text else f"mencatat {fact.kind} di rapat {place}"


def _who(fact: facts.Attended | facts.Signed | facts.Objection) -> str:
    """``SITI (saksi 02)``, ``BUDI (Panwaslu)``."""
    word = _CAPACITIES.get(fact.capacity, fact.capacity)
    return f"{fact.name} ({f'{word} {fact.contestant:02d}' if fact.contestant else word})"


def _signed(fact: facts.Signed, place: str) -> str:
    did = f"menolak menandatangani: “{fact.reason}”" if fact.refuses else "menandatangani"
    return f"mencatat {_who(fact)} {did}, {place}"


def _answered(fact: facts.Answered, place: str) -> str:
    how = "diterima" if fact.accepted else "diteruskan ke tingkat berikut"
    return f"menjawab keberatan di {place}, {how}: “{fact.text}”"


_TEXTS: Mapping[type[Fact], Callable[[Any, str], str]] = {
    facts.Planned: lambda fact, place: f"menetapkan tempat rapat {place}: {fact.place}",
    facts.Opened: lambda fact, place: f"membuka rapat pleno {place} di {fact.place}",
    facts.Scheduled: lambda fact, place: f"menetapkan jadwal rapat {place} untuk {len(fact.days)} desa",
    facts.Attended: lambda fact, place: (
        f"mencatat {_who(fact)} {'hadir' if fact.present else 'tidak lagi hadir'} di rapat {place}"
    ),
    facts.Signed: _signed,
    facts.Closed: lambda _fact, place: f"menutup rapat pleno {place}",
    facts.ReadOut: lambda _fact, place: f"mencatat C.HASIL {place} dibacakan",
    facts.RecountOrdered: lambda fact, place: f"memulai hitung suara ulang {place}: “{fact.reason}”",
    facts.Recounted: lambda _fact, place: f"mencatat hitung suara ulang {place} selesai",
    facts.Incident: lambda fact, place: f"mencatat kejadian khusus di {place}: “{fact.text}”",
    facts.Objection: lambda fact, place: f"mencatat keberatan {_who(fact)} di {place}: “{fact.text}”",
    facts.Answered: _answered,
    facts.Approved: lambda _fact, place: f"mengesahkan hasil {place}",
    facts.Postponed: lambda fact, place: f"menunda {place}: “{fact.reason}”",
    facts.Resumed: lambda _fact, place: f"melanjutkan {place} yang ditunda",
    facts.Reverted: lambda fact, place: f"membatalkan pengesahan {place}: “{fact.reason}”",
}
