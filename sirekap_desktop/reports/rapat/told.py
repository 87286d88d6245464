"""What happened to the TPS, in words: shared by the record of incidents and by the minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.pleno.facts import (
    Answered,
    Compared,
    Delay,
    Event,
    Fact,
    Incident,
    Objection,
    Postponed,
    Recounted,
    RecountOrdered,
    Resumed,
    Reverted,
)
from sirekap_desktop.reports.content import readable_time
from sirekap_desktop.reports.meeting import capacity_words
from sirekap_desktop.reports.rapat.sheet import Doc


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened, and what became of it."""

    event: Event
    text: str
    outcome: str = ""


def stamped(event: Event) -> str:
    """When it was written down, and by whom."""
    return f"{readable_time(event.at)}, {event.who}"


def incidents(doc: Doc) -> tuple[Told, ...]:
    """Part A: everything out of the ordinary that was settled in the room, as it happened."""
    events = doc.meeting.events
    found = (_told(doc, event, events[at + 1 :]) for at, event in enumerate(events))
    return tuple(one for one in found if one is not None)


def _told(doc: Doc, event: Event, later: Sequence[Event]) -> Told | None:
    text = _happened(doc, event.fact)
    match event.fact:
        case Incident(settled=settled):
            return Told(event, text, settled)
        case Postponed():
            return Told(event, text, _ended(doc, event, later, Resumed, "event_resumed"))
        case RecountOrdered():
            return Told(event, text, _ended(doc, event, later, Recounted, "event_recounted"))
        case Objection():
            return _accepted(doc, event)
    return Told(event, text) if text else None


def _happened(doc: Doc, fact: Fact) -> str:
    """What is out of the ordinary, as a sentence; empty for what is not."""
    text = ""
    match fact:
        case Incident():
            text = fact.text
        case Postponed():
            text = doc.text("event_postponed", jenis_tunda=delay_words(doc, fact.delay), alasan=fact.reason)
        case RecountOrdered():
            text = doc.text("event_recount", alasan=fact.reason)
            text += f" ({doc.text('event_witnesses', oleh=fact.witnesses)})" if fact.witnesses else ""
        case Reverted():
            text = doc.text("event_reverted", alasan=fact.reason)
        case Compared() if fact.differences:
            holder = holder_words(doc, fact.holder)
            text = doc.text("event_differs", pemegang=holder, isian=differing(doc, fact.differences))
    return text


def holder_words(doc: Doc, holder: str) -> str:
    """With what a TPS was compared: ``Salinan saksi 02``, ``Data Sirekap``."""
    if holder in {"panwaslu", "sirekap"}:
        return doc.text(f"holder_{holder}")
    return doc.text("holder_other", pemegang=holder)


def delay_words(doc: Doc, delay: str) -> str:
    """Why a TPS waits."""
    return doc.text(f"delay_{delay if delay in set(Delay) else Delay.OTHER}")


def differing(doc: Doc, differences: Sequence[tuple[str, int]]) -> str:
    """``IV.2 tertulis 61; V.A tertulis 160``."""
    numbers = dict(doc.meeting.snapshot.fields)
    return "; ".join(
        doc.text("event_figure", nomor=numbers.get(name, name), angka=format_count(value))
        for name, value in differences
    )


def _ended(doc: Doc, event: Event, later: Sequence[Event], kind: type[Fact], name: str) -> str:
    """What ended it, with what was noted then; empty while it lasts."""
    end = next((one for one in later if one.tps == event.tps and isinstance(one.fact, kind)), None)
    if end is None:
        return ""
    note = str(getattr(end.fact, "note", ""))
    return f"{doc.text(name, waktu=readable_time(end.at))}{f': {note}' if note else ''}"


def _answer(doc: Doc, objection: Event) -> Answered | None:
    facts = (event.fact for event in doc.meeting.events if event.ref == objection.id)
    return next((fact for fact in facts if isinstance(fact, Answered)), None)


def who_objects(doc: Doc, fact: Objection) -> str:
    """``BUDI (Saksi 02 PASANGAN CALON DUA)``."""
    return f"{fact.name} ({capacity_words(fact.capacity, fact.contestant, doc.meeting)})"


def _accepted(doc: Doc, event: Event) -> Told | None:
    answer, fact = _answer(doc, event), event.fact
    if answer is None or not answer.accepted or not isinstance(fact, Objection):
        return None
    text = doc.text("event_objection", siapa=who_objects(doc, fact), uraian=fact.text)
    return Told(event, text, doc.text("event_accepted", jawaban=answer.text))


def carried(doc: Doc) -> Iterator[Told]:
    """Part B: objections that were not accepted, or not answered yet."""
    for event in doc.meeting.events:
        if not isinstance(event.fact, Objection):
            continue
        answer = _answer(doc, event)
        if answer is None:
            yield Told(event, event.fact.text, doc.text("event_open"))
        elif not answer.accepted:
            yield Told(event, event.fact.text, doc.text("event_carried", jawaban=answer.text))
