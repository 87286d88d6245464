"""What follows the table: CATATAN in columns, the closing sentence, the signatures. Pure; lengths in mm."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sirekap_desktop.forms.terbilang import terbilang
from sirekap_desktop.models.penerimaan.recap import Recap
from sirekap_desktop.reports.captions import Captions
from sirekap_desktop.reports.fonts import wrap
from sirekap_desktop.reports.measures import GAP, NotePage, PlacedNote, SheetPlan, Signing, leading
from sirekap_desktop.reports.meeting import Meeting, SignBox, ppk_boxes, saksi_boxes
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.reports.style import Style

#: Between the columns of CATATAN.
NOTE_GAP = 6.0
#: Room for the mark before a note.
NOTE_INDENT = 3.0
#: How much smaller boxes to sign in may get, step by step.
_SIZES = (1.0, 0.85, 0.7, 0.55)


def note_columns(part: SheetPlan) -> int:
    """A desa's notes are many and short; those of a kecamatan or kabupaten a few sentences."""
    if part.table.level != "desa":
        return 1
    return 3 if part.style.width > 350 else 2


def note_width(part: SheetPlan) -> float:
    """Width of one column of CATATAN."""
    count = note_columns(part)
    return (part.style.inner - (count - 1) * NOTE_GAP) / count


def place_notes(part: SheetPlan, most_lines: int) -> tuple[NotePage, ...]:
    """Flow CATATAN into columns of at most ``most_lines`` lines; the columns of the last page are levelled."""
    style = part.style
    wrapped = [
        (note.mark, wrap(note.text, "regular", style.small, note_width(part) - NOTE_INDENT - 0.5))
        for note in part.notes
    ]
    pieces = [
        (mark if not at else "", lines[at : at + most_lines])
        for mark, lines in wrapped
        for at in range(0, len(lines), most_lines)
    ]
    pages: list[NotePage] = []
    while pieces:
        taken, page = _fill(pieces, most_lines, note_columns(part))
        if taken == len(pieces):
            page = _levelled(pieces, most_lines, note_columns(part))
        pages.append(replace(page, continued=bool(pages)))
        pieces = pieces[taken:]
    return tuple(pages)


def _fill(pieces: Sequence[tuple[str, tuple[str, ...]]], most: int, columns: int) -> tuple[int, NotePage]:
    placed: list[PlacedNote] = []
    column = line = longest = 0
    for mark, lines in pieces:
        if line + len(lines) > most:
            column, line = column + 1, 0
        if column == columns:
            break
        placed.append(PlacedNote(column, line, mark, lines))
        line += len(lines)
        longest = max(longest, line)
    return len(placed), NotePage(tuple(placed), longest)


def _levelled(pieces: Sequence[tuple[str, tuple[str, ...]]], most: int, columns: int) -> NotePage:
    for lines in range(max(len(piece) for _, piece in pieces), most + 1):
        taken, page = _fill(pieces, lines, columns)
        if taken == len(pieces):
            return page
    raise AssertionError("the pieces fitted before")


def notes_height(part: SheetPlan, page: NotePage | None) -> float:
    """Height of CATATAN with its title."""
    return (page.lines + 1) * leading(part.style.small) + 2 * GAP if page else 0.0


def closing_lines(part: SheetPlan) -> tuple[str, ...]:
    """The sentence before the signatures."""
    snapshot, captions = part.snapshot, part.captions
    copies, people = captions.copies, len(snapshot.contestants)
    if part.table.level != "desa":
        count = copies.count(people)
        text = captions.text(
            f"closing_{part.table.level}", rangkap=count, huruf=terbilang(count), penerima=copies.listed
        )
    else:
        text = captions.text("closing_desa", kecamatan=snapshot.top.name)
    return wrap(text, "regular", part.style.body, part.style.inner)


def sentence_height(part: SheetPlan) -> float:
    """Closing sentence with the white above and below it."""
    return len(closing_lines(part)) * leading(part.style.body) + 2.2 * GAP


def closing_height(part: SheetPlan) -> float:
    """Closing sentence, and the signatures where they stand at the end only."""
    return sentence_height(part) + (part.signature_height() if part.options.signatures == "end" else 0.0)


def tail_height(part: SheetPlan) -> float:
    """Everything after the table, if it shall stand on one page with it; infinite when the notes are too long."""
    most = int(part.room(opening=False) / leading(part.style.small)) // 2
    pages = place_notes(part, max(most, 1))
    if len(pages) > 1:
        return math.inf
    return notes_height(part, pages[0] if pages else None) + closing_height(part)


def signing(
    snapshot: Recap, captions: Captions, style: Style, options: ReportOptions, meeting: Meeting | None = None
) -> Signing:
    """Boxes for all who sign; with many saksi they get smaller, so that the table keeps its place."""
    every = options.signatures == "every_page"
    box, most = (style.sign_page, 0.24) if every else (style.sign_end, 0.6)
    people = (ppk_boxes(meeting, captions), saksi_boxes(meeting, captions, snapshot.contestants))
    whose = {snapshot.level: snapshot.top.name}
    titles = (captions.text("signatures_ppk", **whose), captions.text("signatures_saksi"))
    sizes = [Signing(sign_rows(titles, people, style, style.slot_min * size), box * size) for size in _SIZES]
    fitting = (one for one in sizes if one.height(style) <= most * style.height)
    return next(fitting, sizes[-1])


def sign_rows(
    titles: tuple[str, str], people: tuple[tuple[SignBox, ...], tuple[SignBox, ...]], style: Style, slot: float
) -> tuple[tuple[tuple[str, tuple[SignBox, ...]], ...], ...]:
    """Rows of (title, boxes): PPK and saksi side by side if they fit, else one below the other."""
    (left, right), (ppk, saksi) = titles, people
    most = max(int((style.inner - GAP) / slot), 1)
    if len(ppk) + len(saksi) <= most:
        return (((left, ppk), (right, saksi)),) if saksi else (((left, ppk),),)
    rows = (*((left, row) for row in _evenly(ppk, most)), *((right, row) for row in _evenly(saksi, most)))
    return tuple((row,) for row in rows if row[1])


def _evenly(boxes: tuple[SignBox, ...], most: int) -> Iterator[tuple[SignBox, ...]]:
    """As few rows as hold them, all about equally long."""
    rows = math.ceil(len(boxes) / most)
    ends = [round(len(boxes) * row / rows) for row in range(rows + 1)]
    yield from (boxes[first:end] for first, end in pairwise(ends))
