"""What was said in the meeting: D.KEJADIAN KHUSUS, list of pembetulan, minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.forms.terbilang import terbilang
from sirekap_desktop.models.pleno.facts import (
    Approved,
    Closed,
    Compared,
    Event,
    Objection,
    Opened,
    Postponed,
    ReadOut,
    Recounted,
    RecountOrdered,
    Resumed,
    Reverted,
)
from sirekap_desktop.models.pleno.machine import Stage, state_of
from sirekap_desktop.models.pleno.store import by_tps
from sirekap_desktop.reports.content import readable_time
from sirekap_desktop.reports.meeting import capacity_words, when, where
from sirekap_desktop.reports.rapat.flow import Piece, heading, paragraph
from sirekap_desktop.reports.rapat.parts import column, in_words, listed, number_column
from sirekap_desktop.reports.rapat.sheet import Doc, sign
from sirekap_desktop.reports.rapat.told import (
    Told,
    carried,
    differing,
    holder_words,
    incidents,
    stamped,
    who_objects,
)


def _opening(doc: Doc, name: str) -> tuple[Piece, ...]:
    meeting = doc.meeting
    text = doc.text(
        name, waktu=when(meeting, doc.captions), kecamatan=meeting.snapshot.kecamatan.name,
        tempat=where(meeting, doc.captions),
    )  # fmt: skip
    return paragraph(doc.style, text)


def kejadian(doc: Doc) -> Iterator[Piece]:
    """D.KEJADIAN KHUSUS DAN/ATAU KEBERATAN SAKSI: what was settled, what goes to the next level, who does not sign."""
    yield from _opening(doc, "kejadian_opening")
    yield heading(doc.style, doc.text("kejadian_a"))
    columns = [number_column(doc), *(column(doc, *one) for one in
               (("place", 20), ("time", 21), ("event", 45), ("settled", 34)))]  # fmt: skip
    rows = [(doc.meeting.place(one.event.tps), stamped(one.event), one.text, one.outcome) for one in incidents(doc)]
    yield from listed(doc, columns, rows, "kejadian")
    yield heading(doc.style, doc.text("kejadian_b"))
    columns = [number_column(doc), *(column(doc, *one) for one in
               (("place", 20), ("who", 21), ("objection", 45), ("answer", 34)))]  # fmt: skip
    yield from listed(doc, columns, [_carried_row(doc, one) for one in carried(doc)], "kejadian")
    yield heading(doc.style, doc.text("kejadian_c"))
    columns = [number_column(doc), *(column(doc, *one) for one in (("name", 30), ("as", 35), ("reason", 65)))]
    refusals = [
        (one.name, capacity_words(one.capacity, one.contestant, doc.meeting), one.reason)
        for one in doc.meeting.refusals
    ]
    yield from listed(doc, columns, refusals, "refusals")
    yield from paragraph(doc.style, doc.text("kejadian_closing"), glued=True)
    yield from sign(doc)


def _carried_row(doc: Doc, told: Told) -> tuple[str, str, str, str]:
    fact = told.event.fact
    who = who_objects(doc, fact) if isinstance(fact, Objection) else ""
    return doc.meeting.place(told.event.tps), f"{who}, {stamped(told.event)}", told.text, told.outcome


def pembetulan(doc: Doc) -> Iterator[Piece]:
    """Every figure that was changed in the meeting: before and after, in figures and words, why, who gave paraf."""
    changes = doc.meeting.snapshot.corrections
    yield from paragraph(doc.style, doc.text("pembetulan_opening"))
    columns = [number_column(doc), *(column(doc, *one) for one in (
        ("place", 24), ("field", 40), ("before", 20), ("after", 24), ("how", 22), ("reason", 44), ("witness", 24),
        ("time", 24), ("initial", 20)))]  # fmt: skip
    rows = [
        (
            doc.meeting.place(one.tps), f"{one.number} {one.label}", in_words(doc, one.before),
            in_words(doc, one.value), doc.text(f"how_{one.how}"), one.reason, one.witness,
            f"{readable_time(one.at)}, {one.who}", "",
        )
        for one in changes
    ]  # fmt: skip
    yield from listed(doc, columns, rows, "pembetulan")
    if changes:
        count, tps = len(changes), len({one.tps for one in changes})
        text = doc.text("pembetulan_count", jumlah=format_count(count), huruf=terbilang(count), tps=format_count(tps))
        yield from paragraph(doc.style, text, glued=True)
    yield from sign(doc)


def risalah(doc: Doc) -> Iterator[Piece]:
    """The minutes: opening and closing, then every TPS with when it was read, compared and approved."""
    yield from _opening(doc, "risalah_opening")
    yield heading(doc.style, doc.text("risalah_meetings"))
    columns = [number_column(doc), column(doc, "time", 40), column(doc, "act", 110)]
    rows = [(stamped(event), text) for event in doc.meeting.events if (text := _meeting_words(doc, event))]
    yield from listed(doc, columns, rows, "undangan")
    yield heading(doc.style, doc.text("risalah_tps"))
    columns = [number_column(doc), *(column(doc, *one) for one in
               (("place", 30), ("read", 36), ("compared", 60), ("state", 50)))]  # fmt: skip
    histories = sorted(by_tps(doc.meeting.events).items())
    yield from listed(doc, columns, [_tps_row(doc, tps, events) for tps, events in histories], "risalah")
    yield from sign(doc, saksi=False)


def _meeting_words(doc: Doc, event: Event) -> str:
    match event.fact:
        case Opened(place=place, agenda=agenda):
            return doc.text("risalah_opened", tempat=place, acara=agenda).strip()
        case Closed(note=note):
            return doc.text("risalah_closed", catatan=note).strip()
    return ""


def _tps_row(doc: Doc, tps: str, events: Sequence[Event]) -> tuple[str, str, str, str]:
    read = [event for event in events if isinstance(event.fact, ReadOut)]
    compared = [
        doc.text("risalah_differs", pemegang=holder_words(doc, fact.holder), isian=differing(doc, fact.differences))
        if fact.differences
        else doc.text("risalah_agree", pemegang=holder_words(doc, fact.holder))
        for event in events
        if isinstance(fact := event.fact, Compared)
    ]
    return doc.meeting.place(tps), "; ".join(map(stamped, read)), "; ".join(compared), _state(doc, events)


_ENDS = (Approved, Postponed, Recounted, RecountOrdered, Resumed, Reverted)


def _state(doc: Doc, events: Sequence[Event]) -> str:
    """Where the TPS stands, and since when."""
    stage = state_of(events).stage
    last = next((event for event in reversed(events) if isinstance(event.fact, _ENDS)), None)
    if stage is Stage.RECOUNT:
        return doc.text("risalah_recount")
    if last is None or stage not in {Stage.APPROVED, Stage.POSTPONED}:
        return ""
    if isinstance(last.fact, Postponed):
        return doc.text("risalah_postponed", waktu=readable_time(last.at), alasan=last.fact.reason)
    return doc.text("risalah_approved", waktu=readable_time(last.at), siapa=last.who)
