"""The meeting of a pemilihan from its history: place, days, panels, who takes part; and what of these may not be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.pleno.facts import (
    Attended,
    Capacity,
    Closed,
    Event,
    Fact,
    Opened,
    PanelSet,
    Planned,
    Scheduled,
    Signed,
)

MOST_PANELS = 4
MOST_NAMED = 2
"""Saksi with a mandate per contestant (domain.md §4); one of them is in the room at a time."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody on the list of attendance."""

    id: str
    """Of the event that named them; answer it to change name or presence."""
    fact: Attended

    @property
    def present(self) -> bool:
        return self.fact.present

    @property
    def is_saksi(self) -> bool:
        return self.fact.capacity == Capacity.SAKSI


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is true of the meeting now."""

    open: bool = False
    ever_opened: bool = False
    place: str = ""
    agenda: str = ""
    days: tuple[tuple[str, str], ...] = ()
    """Desa and day, in the order of reading."""
    panels: tuple[PanelSet, ...] = ()
    """By number; a desa belongs to the panel that took it last."""
    seats: tuple[Seat, ...] = ()
    signed: tuple[Signed, ...] = ()
    """The newest word of each who signs D.HASIL or refuses."""

    def day_of(self, desa: str) -> str:
        return dict(self.days).get(desa, "")

    def panel_of(self, desa: str) -> int:
        """Number of the panel that reads a desa; 0 while none does."""
        return next((panel.number for panel in self.panels if desa in panel.desa), 0)

    def signature_of(self, fact: Attended) -> Signed | None:
        """What somebody of the list said about signing."""
        return next((one for one in self.signed if _person(one) == _person(fact)), None)

    @property
    def saksi(self) -> tuple[Seat, ...]:
        """Those with a mandate, by contestant."""
        return tuple(sorted((one for one in self.seats if one.is_saksi), key=lambda one: one.fact.contestant))


def meeting_of(events: Iterable[Event]) -> Meeting:
    """Replay the history of a meeting, oldest first."""
    meeting = Meeting()
    for event in events:
        meeting = _after(meeting, event)
    return meeting


def _after(meeting: Meeting, event: Event) -> Meeting:
    new = meeting
    match event.fact:
        case Planned(place=place, agenda=agenda):
            new = replace(meeting, place=place, agenda=agenda)
        case Opened(place=place, agenda=agenda):
            new = replace(meeting, open=True, ever_opened=True, place=place, agenda=agenda)
        case Closed():
            new = replace(meeting, open=False)
        case Scheduled(days=days):
            new = replace(meeting, days=days)
        case PanelSet() as panel:
            new = replace(meeting, panels=_with_panel(meeting.panels, panel))
        case Attended() as fact:
            new = replace(meeting, seats=_with_seat(meeting.seats, Seat(event.ref or event.id, fact)))
        case Signed() as fact:
            others = tuple(one for one in meeting.signed if _person(one) != _person(fact))
            new = replace(meeting, signed=(*others, fact))
    return new


def _with_panel(panels: tuple[PanelSet, ...], panel: PanelSet) -> tuple[PanelSet, ...]:
    others = (
        replace(one, desa=tuple(code for code in one.desa if code not in panel.desa))
        for one in panels
        if one.number != panel.number
    )
    kept = [one for one in others if one.desa]
    return tuple(sorted([*kept, *([panel] if panel.desa else [])], key=lambda one: one.number))


def _with_seat(seats: tuple[Seat, ...], seat: Seat) -> tuple[Seat, ...]:
    known = next((one for one in seats if one.id == seat.id or _same(one.fact, seat.fact)), None)
    if known is None:
        return (*seats, seat)
    return tuple(Seat(known.id, seat.fact) if one is known else one for one in seats)


def _same(one: Attended, other: Attended) -> bool:
    """Whether both are of one person: who comes again on the next day is not a second saksi."""
    return _person(one) == _person(other)


def _person(fact: Attended | Signed) -> tuple[str, str, int]:
    return " ".join(fact.name.split()).casefold(), fact.capacity, fact.contestant


def crowded(meeting: Meeting) -> dict[int, tuple[str, ...]]:
    """Contestants with more saksi named than may be, and their names: rooms that are joined know not of each other."""
    named: dict[int, list[str]] = {}
    for one in meeting.saksi:
        named.setdefault(one.fact.contestant, []).append(one.fact.name)
    return {number: tuple(names) for number, names in named.items() if len(names) > MOST_NAMED}


def refuse(meeting: Meeting, fact: Fact, ref: str | None) -> None:
    """Refuse what a meeting may not have.

    Raises:
        UserError: ``meeting.panel``, ``meeting.saksi`` (no contestant, a third one named, a second one in
            the room), ``meeting.seat`` (answers nobody on the list).
    """
    if isinstance(fact, PanelSet) and not 1 <= fact.number <= MOST_PANELS:
        raise UserError(f"Rapat dapat dibagi dalam paling banyak {MOST_PANELS} panel.", code="meeting.panel")
    if isinstance(fact, Attended):
        if ref is not None and ref not in {one.id for one in meeting.seats}:
            raise UserError("Orang ini tidak ada dalam daftar hadir.", code="meeting.seat")
        if fact.capacity == Capacity.SAKSI:
            _refuse_saksi(meeting, fact, ref)


def _refuse_saksi(meeting: Meeting, fact: Attended, ref: str | None) -> None:
    if fact.contestant < 1:
        raise UserError("Saksi perlu nomor peserta yang menunjuknya.", code="meeting.saksi")
    others = [one for one in meeting.saksi if one.fact.contestant == fact.contestant and one.id != ref]
    others = [one for one in others if not _same(one.fact, fact)]
    if len(others) >= MOST_NAMED:
        names = " dan ".join(one.fact.name for one in others)
        raise UserError(
            f"Peserta nomor {fact.contestant} sudah menunjuk dua saksi: {names}.",
            "Tiap peserta menunjuk paling banyak dua saksi. Ubah nama salah satunya bila mandatnya diganti.",
            code="meeting.saksi",
        )
    inside = next((one for one in others if one.present), None)
    if fact.present and inside is not None:
        raise UserError(
            f"Saksi peserta nomor {fact.contestant} sudah ada di ruang rapat: {inside.fact.name}.",
            "Satu saksi tiap peserta di ruang rapat. Catat dahulu bahwa saksi itu keluar.",
            code="meeting.saksi",
        )
