"""Who is invited, who came: D.UNDANGAN and D.DAFTAR HADIR."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.forms.terbilang import terbilang
from sirekap_desktop.models.pleno.facts import PanelSet, Scheduled
from sirekap_desktop.reports.content import MONTHS, readable_time
from sirekap_desktop.reports.fonts import shortened
from sirekap_desktop.reports.items import Rule, Text
from sirekap_desktop.reports.measures import leading
from sirekap_desktop.reports.meeting import DAYS, Presence, capacity_words, when, where
from sirekap_desktop.reports.rapat.flow import Piece, facts, gap, heading, paragraph
from sirekap_desktop.reports.rapat.parts import column, listed, number_column
from sirekap_desktop.reports.rapat.sheet import Doc, sign
from sirekap_desktop.reports.style import PT

_DOTS = "……………………"
#: Lines for those who come late, besides those known.
_MORE = 4


def undangan(doc: Doc) -> Iterator[Piece]:
    """The invitation: to whom, when, where, and which desa is read on which day in which panel."""
    snapshot, style = doc.meeting.snapshot, doc.style
    days = _schedule(doc)
    yield from facts(style, doc.text("undangan_head"))
    yield from _addressees(doc)
    yield from paragraph(
        style, doc.text("undangan_opening", kecamatan=snapshot.kecamatan.name, pemilihan=snapshot.pemilihan_title,
                        tahun=snapshot.year)
    )  # fmt: skip
    day = _readable_day(min(day for _, day in days)) if days else _DOTS
    plan = doc.meeting.planned
    place = plan.place if plan else doc.captions.text("where_blank")
    agenda = (plan.agenda if plan else "") or doc.text("undangan_agenda")
    text = doc.text("undangan_facts", hari=day, tempat=place, acara=agenda)
    yield from facts(style, text, indent=8)
    yield from paragraph(style, doc.text("undangan_rules"))
    yield from paragraph(style, doc.text("undangan_closing"))
    yield _ketua(doc)
    yield heading(style, doc.text("undangan_schedule"))
    columns = [number_column(doc), column(doc, "desa", 40), column(doc, "day", 60), column(doc, "panel", 40)]
    panel = {code: doc.text("panel_name", nomor=one.number) for one in _panels(doc) for code in one.desa}
    rows = [(doc.meeting.desa_name(code), _readable_day(day), panel.get(code, "")) for code, day in days]
    rows = rows or [(name, "", panel.get(code, "")) for code, name in snapshot.desa]
    yield from listed(doc, columns, rows, "undangan")
    yield heading(style, doc.text("undangan_panels"))
    columns = [number_column(doc), column(doc, "panel", 20), column(doc, "leader", 45), column(doc, "desa", 75)]
    rows = [
        (doc.text("panel_name", nomor=one.number), one.leader, ", ".join(map(doc.meeting.desa_name, one.desa)))
        for one in _panels(doc)
    ]
    yield from listed(doc, columns, rows, "undangan")


def _addressees(doc: Doc) -> Iterator[Piece]:
    snapshot = doc.meeting.snapshot
    names = [doc.text("recipient_saksi", nomor=number, nama=name) for number, name in snapshot.contestants]
    recipients = [name for name in doc.captions.copies.recipients if name != "PPK"]
    names += [*recipients, *(doc.text("undangan_pps", desa=name) for _, name in snapshot.desa)]
    numbered = [f"{number}. {name}" for number, name in enumerate(names, 1)]
    style, size = doc.style, doc.style.body
    yield Piece(leading(size), (Text(style.left, size * PT, doc.text("undangan_to"), size),), glued=True)
    half = -(-len(numbered) // 2)
    for row in zip_longest(numbered[:half], numbered[half:], fillvalue=""):
        width = style.inner / 2 - 8
        places = zip(row, (style.left + 4, style.left + style.inner / 2), strict=True)
        items = (Text(x, size * PT, shortened(text, "regular", size, width), size) for text, x in places)
        yield Piece(leading(size), tuple(items))
    yield from paragraph(style, doc.text("undangan_at"))


def _schedule(doc: Doc) -> tuple[tuple[str, str], ...]:
    """The newest plan: desa and day."""
    plans = [event.fact for event in doc.meeting.events if isinstance(event.fact, Scheduled)]
    return plans[-1].days if plans else ()


def _panels(doc: Doc) -> tuple[PanelSet, ...]:
    """As they are now; a panel without desa is none."""
    found = {event.fact.number: event.fact for event in doc.meeting.events if isinstance(event.fact, PanelSet)}
    return tuple(found[number] for number in sorted(found) if found[number].desa)


def _readable_day(text: str) -> str:
    """``2024-02-17`` → ``Sabtu, 17 Februari 2024``; the text itself if it is no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def _ketua(doc: Doc) -> Piece:
    """Place and day, office, room to sign and the name, at the right as in letters."""
    style, size = doc.style, doc.style.body
    middle, width = style.left + style.inner * 0.74, 58.0
    step = leading(size)
    office = f"{doc.captions.text('ketua')} PPK {doc.meeting.snapshot.kecamatan.name}"
    line = 2 * step + 18
    items = (
        Text(middle, size * PT, doc.text("undangan_date"), size, align="center"),
        Text(middle, step + size * PT, office, size, align="center"),
        Rule(middle - width / 2, line, middle + width / 2, line, 0.5, 0.35, dotted=True),
        Text(middle, line - 1, doc.meeting.ketua(), size, "bold", "center"),
    )
    return Piece(line + 4, items)


def hadir(doc: Doc) -> Iterator[Piece]:
    """The attendance with mandates, and lines for who comes late."""
    meeting = doc.meeting
    text = doc.text(
        "hadir_opening", waktu=when(meeting, doc.captions), kecamatan=meeting.snapshot.kecamatan.name,
        tempat=where(meeting, doc.captions),
    )  # fmt: skip
    yield from paragraph(doc.style, text)
    columns = [number_column(doc), *(column(doc, *one) for one in
               (("name", 34), ("as", 40), ("mandate", 26), ("arrived", 28), ("sign", 34)))]  # fmt: skip
    rows = [_row(doc, one) for one in meeting.presences]
    late = 0 if meeting.snapshot.locked or not rows else _MORE
    yield from listed(doc, columns, [*rows, *[("",) * 5] * late], "hadir", tall=True)
    if rows:
        count = len(rows)
        yield from paragraph(doc.style, doc.text("hadir_count", jumlah=format_count(count), huruf=terbilang(count)))
    yield gap()
    yield from sign(doc, saksi=False)


def _row(doc: Doc, one: Presence) -> tuple[str, str, str, str, str]:
    fact = one.fact
    office = ", ".join(filter(None, (capacity_words(fact.capacity, fact.contestant, doc.meeting), fact.office)))
    since = readable_time(one.since)
    time = doc.text("hadir_left", datang=since, pergi=readable_time(one.left)) if one.left else since
    return fact.name, office, fact.mandate, time, ""
