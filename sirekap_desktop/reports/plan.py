"""Which columns, rows, notes and signatures stand on which page: all decided before anything is drawn.

Pure functions on frozen dataclasses; lengths in mm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.penerimaan.recap import Recap
from sirekap_desktop.models.recap import RecapTable
from sirekap_desktop.reports import asal, content
from sirekap_desktop.reports.captions import Captions
from sirekap_desktop.reports.columns import column_widths, split_columns, title_lines, widths
from sirekap_desktop.reports.content import Group, Identity
from sirekap_desktop.reports.endmatter import closing_height, notes_height, place_notes, signing, tail_height
from sirekap_desktop.reports.fonts import wrap
from sirekap_desktop.reports.measures import GAP, Block, NotePage, PagePlan, SheetPlan, leading, model_left
from sirekap_desktop.reports.meeting import Meeting, postponed_notes, refusal_notes, revision_notes, when, where
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.reports.style import STYLES

#: A run of columns and the rows of them that stand on one page.
Piece = tuple[Block, tuple[Group, ...]]
#: Lengths are compared with this tolerance.
_TINY = 1e-6
#: Between two row heights that are tried.
_STEP = 0.05
#: Of these, one in so many is tried where pages are counted.
_COARSE = 4


def split_rows(part: SheetPlan, first: float, following: float) -> tuple[tuple[Group, ...], ...]:
    """Cut the rows where a page is full: never after a heading, and not inside a party that fits on the next page.

    A section that goes on repeats its heading, carries the votes of the pages before, and repeats the heading of a
    party that had to be cut.
    """
    pages = _Pages(part, first, following)
    for block in _blocks(part.groups):
        pages.make_room(block)
        for unit in block:
            pages.add(unit)
    return pages.cut()


Unit = tuple[Group, ...]


def _blocks(groups: Sequence[Group]) -> Iterator[tuple[Unit, ...]]:
    """What should stay together: the lines of a party; elsewhere each line by itself."""
    for partai, units in groupby(_units(groups), key=lambda unit: unit[-1].partai):
        block = tuple(units)
        yield from (block,) if partai else ((unit,) for unit in block)


def _units(groups: Sequence[Group]) -> Iterator[Unit]:
    """A line with the headings right above it."""
    unit: list[Group] = []
    for group in groups:
        unit.append(group)
        if not group.is_heading:
            yield tuple(unit)
            unit = []
    if unit:
        yield tuple(unit)


class _Pages:
    """Fills pages from above."""

    def __init__(self, part: SheetPlan, first: float, following: float) -> None:
        self.part = part
        self.limit, self.following = first, following
        self.full: list[tuple[Group, ...]] = []
        self.page: list[Group] = []
        self.height = 0.0
        self.placed: list[Group] = []
        """All lines so far, without what pages repeat."""

    def make_room(self, block: Sequence[Unit]) -> None:
        """Begin a page for ``block`` if it does not fit below and does fit there."""
        need = sum(map(self._measure, block))
        if self._overflows(need) and self._measure(self._again(block[0])) + need <= self.following + _TINY:
            self._turn(block[0])

    def add(self, unit: Unit) -> None:
        if self._overflows(self._measure(unit)):
            self._turn(unit)
        self._put(unit)
        self.placed += unit

    def cut(self) -> tuple[tuple[Group, ...], ...]:
        return (*self.full, tuple(self.page))

    def _measure(self, groups: Sequence[Group]) -> float:
        return sum(map(self.part.group_height, groups))

    def _overflows(self, need: float) -> bool:
        return any(group.kind == "rows" for group in self.page) and self.height + need > self.limit + _TINY

    def _turn(self, unit: Unit) -> None:
        self.full.append(tuple(self.page))
        self.page, self.height, self.limit = [], 0.0, self.following
        self._put(self._again(unit))

    def _again(self, unit: Unit) -> tuple[Group, ...]:
        return repeated(self.placed, unit[0], self.part.captions)

    def _put(self, groups: Sequence[Group]) -> None:
        self.page += groups
        self.height += self._measure(groups)


def repeated(placed: Sequence[Group], following: Group, captions: Captions) -> tuple[Group, ...]:
    """What a page repeats above the line or heading that it goes on with, after all that was ``placed`` before.

    Votes of contestants are carried also to the section behind them: that is where their sum stands.
    """
    section = next((i for i in reversed(range(len(placed))) if placed[i].kind == "section"), None)
    moved = content.carried_rows(placed[section:], captions)
    if section is None or (following.kind == "section" and moved is None):
        return ()
    cut = following.partai if following.kind == "rows" else 0
    headings = [
        placed[section],
        *(one for one in placed[section:] if cut and (one.kind, one.partai) == ("partai", cut)),
    ]
    again = [replace(one, label=f"{one.label} {captions.text('continued')}") for one in headings]
    return (again[0], *([moved] if moved else []), *again[1:])


def fit_rows(part: SheetPlan) -> SheetPlan:
    """Choose the row height: as high as the page allows; lower if only then the end stands on the last page too."""
    style = part.style
    steps = int((style.row_max - style.row_min) / _STEP)
    tall = [replace(part, row=style.row_max - i * _STEP) for i in range(steps + 1)]
    whole = [one for one in tall if _height(one) <= one.room(opening=True) + _TINY]
    for one in whole:
        room = one.room(opening=len(one.blocks) == 1)
        if _height(one) + tail_height(one) <= room + _TINY:
            return one
    return whole[0] if whole else _fewest_pages(tall)


def _fewest_pages(tall: Sequence[SheetPlan]) -> SheetPlan:
    """Rows that need several pages anyway: the highest ones with which no page more is needed than with lower ones."""
    tried = tall[len(tall) // 3 :: _COARSE]
    return min(tried, key=lambda one: len(plan_pages(one)))


def _height(part: SheetPlan) -> float:
    return sum(part.group_height(group) for group in part.groups)


def plan_sheet(
    snapshot: Recap,
    identity: Identity,
    table: RecapTable,
    options: ReportOptions,
    captions: Captions,
    meeting: Meeting | None = None,
) -> SheetPlan:
    """Measure the sheet of ``table`` on its paper."""
    style = STYLES[options.paper]
    groups = content.groups(snapshot, captions)
    column, end = column_widths(table, groups, captions, style)
    free = style.inner - style.no_width - style.uraian_width - style.part_width
    blocks = split_columns(len(table.columns), int((free - 2 * end) / column), int((free - end) / column))
    values = {"pemilihan": snapshot.pemilihan_title, "tahun": snapshot.year}
    opening = _opening(snapshot, table, captions, meeting)
    title_width = 2 * min(style.inner / 2 - style.side, model_left(snapshot, captions, style) - style.width / 2) - 4
    part = SheetPlan(
        snapshot=snapshot,
        identity=identity,
        table=table,
        captions=captions,
        style=style,
        options=options,
        title=wrap(captions.text(f"title_{table.level}", **values), "bold", style.title, title_width),
        opening=wrap(opening, "regular", style.body, style.inner),
        legend=wrap(content.legend(table, captions), "regular", style.fine, style.inner)
        if content.marks(table)
        else (),
        notes=(
            *content.notes(snapshot, table, captions),
            *asal.notes(snapshot, captions),
            *_meeting_notes(meeting, table, captions),
        ),
        signatures=signing(snapshot, captions, style, options, meeting),
        groups=groups,
        blocks=blocks,
        carried=content.carried(table, [block.end for block in blocks]),
        column_min=column,
        sum_width=end,
        titles=1,
        uraian=style.uraian_width,
        meeting=meeting,
    )
    part = replace(part, uraian=min(widths(part, block).uraian for block in part.blocks))
    lines = max((len(title) for block in part.blocks for title in title_lines(part, block)), default=1)
    return fit_rows(replace(part, titles=lines))


_BELOW = {"kabupaten": "jumlah_kecamatan", "kecamatan": "jumlah_desa"}


def _opening(snapshot: Recap, table: RecapTable, captions: Captions, meeting: Meeting | None) -> str:
    """The sentence above the table: who met when and where, and whose results these are."""
    facts = {snapshot.level: snapshot.top.name, table.level: table.name}
    if table.level in _BELOW:
        facts |= {_BELOW[table.level]: format_count(len(table.columns)), "tempat": where(meeting, captions)}
    tps = format_count(content.tps_below(table))
    return captions.text(f"opening_{table.level}", waktu=when(meeting, captions), jumlah_tps=tps, **facts)


def _meeting_notes(meeting: Meeting | None, table: RecapTable, captions: Captions) -> Iterator[content.Note]:
    """Why there is a next revision, what waits, and who does not sign."""
    if meeting is None:
        return
    of_desa = table.level == "desa"
    desa = table.code if of_desa else ""
    texts = [*revision_notes(meeting, captions, desa), *postponed_notes(meeting, captions, desa)]
    texts += () if of_desa else refusal_notes(meeting, captions)
    yield from (content.Note("", text) for text in texts)


def plan_pages(part: SheetPlan) -> tuple[PagePlan, ...]:
    """Every page of the sheet: column blocks outside, row pieces inside, then notes, closing and signatures."""
    pieces = _with_end(part, _table_pieces(part))
    opening = len(pieces) == 1
    left = part.room(opening=opening) - sum(part.group_height(group) for group in pieces[-1][1])
    note_pages, closing_alone = _tail(part, left)
    every = part.options.signatures == "every_page"
    own: list[tuple[None, tuple[Group, ...]]] = [(None, ())] * (len(note_pages) - 1 + closing_alone)
    notes = (*[None] * (len(pieces) - 1), *note_pages, None)
    last = len(pieces) + len(own)
    behind = asal.pages(part)
    count = last + len(behind)
    return (
        *(
            PagePlan(part, i, count, *piece, note, closing=i == last, signed=i == last or every)
            for i, (piece, note) in enumerate(zip((*pieces, *own), notes, strict=False), 1)
        ),
        *(
            PagePlan(part, i, count, None, (), None, closing=False, signed=False, appendix=page)
            for i, page in enumerate(behind, last + 1)
        ),
    )


def _table_pieces(part: SheetPlan) -> list[Piece]:
    first, following = part.room(opening=True), part.room(opening=False)
    begin = split_rows(part, first, following)
    again = split_rows(part, following, following) if len(part.blocks) > 1 else ()
    return [(block, chunk) for block in part.blocks for chunk in (again if block.first else begin)]


def _with_end(part: SheetPlan, pieces: list[Piece]) -> list[Piece]:
    """Nobody signs a page without figures: if the end needs a page more, the last sections move there with it."""
    block, chunk = pieces[-1]
    tail, room = tail_height(part), part.room(opening=False)
    if sum(map(part.group_height, chunk)) + tail <= part.room(opening=len(pieces) == 1) + _TINY:
        return pieces
    for start in _places_to_part(part, chunk):
        before = part.groups[: part.groups.index(chunk[start])]
        last = (*repeated(before, chunk[start], part.captions), *chunk[start:])
        if sum(map(part.group_height, last)) + tail <= room:
            return [*pieces[:-1], (block, chunk[:start]), (block, last)]
    return pieces


def _places_to_part(part: SheetPlan, chunk: Sequence[Group]) -> list[int]:
    """Where sections begin: before the votes at best, so that these, their sum and the signatures stand together."""
    starts = [i for i, group in enumerate(chunk) if i and group.kind == "section" and group in part.groups]
    votes = next((i for i, group in enumerate(chunk) if group.kind == "rows" and group.contestant), 0)
    section = max((start for start in starts if start < votes), default=0)
    return sorted(starts, key=lambda start: (start < section, start))


def _tail(part: SheetPlan, left: float) -> tuple[tuple[NotePage | None, ...], bool]:
    """Notes on the last table page (or ``None``) and on pages of their own, and whether the closing needs one more."""
    if tail_height(part) <= left + _TINY:
        most = int(part.room(opening=False) / leading(part.style.small)) // 2
        together = place_notes(part, max(most, 1))
        return (together[0] if together else None,), False
    free = part.room(opening=False) + part.head_height + part.legend_height
    most = int((free - 2 * GAP) / leading(part.style.small)) - 1
    for lines in range(most, 0, -1):  # fuller pages first; shorter ones if the closing would stand alone
        notes = place_notes(part, lines)
        if notes and notes_height(part, notes[-1]) + closing_height(part) <= free:
            return (None, *notes), False
    return (None, *place_notes(part, most)), True
