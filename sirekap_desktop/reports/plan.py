"""Which columns, rows, notes and signatures stand on which page: all decided before anything is drawn.

Pure functions on frozen dataclasses; lengths in mm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.recap import RecapSnapshot, RecapTable
from sirekap_desktop.reports import content
from sirekap_desktop.reports.captions import Captions
from sirekap_desktop.reports.columns import column_widths, split_columns, title_lines, widths
from sirekap_desktop.reports.content import Group, Identity
from sirekap_desktop.reports.endmatter import closing_height, notes_height, place_notes, signature_rows, tail_height
from sirekap_desktop.reports.fonts import wrap
from sirekap_desktop.reports.measures import GAP, Block, NotePage, PagePlan, SheetPlan, leading
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.reports.style import STYLES

#: A run of columns and the rows of them that stand on one page.
Piece = tuple[Block, tuple[Group, ...]]


def split_rows(part: SheetPlan, first: float, following: float) -> tuple[tuple[Group, ...], ...]:
    """Cut the rows where a page is full: never after a heading; a section that goes on repeats its heading."""
    chunks: list[tuple[Group, ...]] = []
    current: list[Group] = []
    height, section = 0.0, None
    for unit in _units(part.groups):
        need = sum(part.group_height(group) for group in unit)
        if current and height + need > (following if chunks else first) + 1e-6:
            chunks.append(tuple(current))
            current, height = [], 0.0
            if section and unit[0].kind != "section":
                again = replace(section, label=f"{section.label} {part.captions.text('continued')}")
                current, height = [again], part.group_height(again)
        section = next((group for group in unit if group.kind == "section"), section)
        current.extend(unit)
        height += need
    return (*chunks, tuple(current))


def _units(groups: Sequence[Group]) -> Iterator[tuple[Group, ...]]:
    """A line with the headings right above it."""
    unit: list[Group] = []
    for group in groups:
        unit.append(group)
        if group.kind == "rows":
            yield tuple(unit)
            unit = []
    if unit:
        yield tuple(unit)


def fit_rows(part: SheetPlan) -> SheetPlan:
    """Choose the row height: as high as the page allows; lower if only then the end stands on the last page too."""
    style = part.style
    steps = int((style.row_max - style.row_min) / 0.05)
    tall = [replace(part, row=style.row_max - i * 0.05) for i in range(steps + 1)]
    whole = [one for one in tall if _height(one) <= one.room(opening=True) + 1e-6]
    for one in whole:
        room = one.room(opening=len(one.blocks) == 1)
        if _height(one) + tail_height(one) <= room + 1e-6:
            return one
    return whole[0] if whole else replace(part, row=(style.row_min * 2 + style.row_max) / 3)


def _height(part: SheetPlan) -> float:
    return sum(part.group_height(group) for group in part.groups)


def plan_sheet(
    snapshot: RecapSnapshot, identity: Identity, table: RecapTable, options: ReportOptions, captions: Captions
) -> SheetPlan:
    """Measure the sheet of ``table`` on its paper."""
    style = STYLES[options.paper]
    column, end = column_widths(table, captions, style)
    free = style.inner - style.no_width - style.uraian_width - style.part_width
    values = {"pemilihan": snapshot.pemilihan_title, "tahun": snapshot.year}
    opening = captions.text(
        f"opening_{table.level}",
        kecamatan=snapshot.kecamatan.name,
        jumlah_tps=format_count(content.tps_below(table)),
        **({"desa": table.name} if table.level == "desa" else {"jumlah_desa": len(table.columns)}),
    )
    part = SheetPlan(
        snapshot=snapshot,
        identity=identity,
        table=table,
        captions=captions,
        style=style,
        options=options,
        title=wrap(
            captions.text(f"title_{table.level}", **values), "bold", style.title, style.inner - 2 * style.side - 4
        ),
        opening=wrap(opening, "regular", style.body, style.inner),
        legend=wrap(content.legend(table, captions), "regular", style.fine, style.inner)
        if content.marks(table)
        else (),
        notes=content.notes(snapshot, table, captions),
        signatures=signature_rows(snapshot, captions, style),
        groups=content.groups(snapshot, captions),
        blocks=split_columns(len(table.columns), int((free - 2 * end) / column), int((free - end) / column)),
        column_min=column,
        sum_width=end,
        titles=1,
        uraian=style.uraian_width,
    )
    part = replace(part, uraian=min(widths(part, block).uraian for block in part.blocks))
    lines = max((len(title) for block in part.blocks for title in title_lines(part, block)), default=1)
    return fit_rows(replace(part, titles=lines))


def plan_pages(part: SheetPlan) -> tuple[PagePlan, ...]:
    """Every page of the sheet: column blocks outside, row pieces inside, then notes, closing and signatures."""
    pieces = _with_end(part, _table_pieces(part))
    opening = len(pieces) == 1
    left = part.room(opening=opening) - sum(part.group_height(group) for group in pieces[-1][1])
    note_pages, closing_alone = _tail(part, left)
    every = part.options.signatures == "every_page"
    own: list[tuple[None, tuple[Group, ...]]] = [(None, ())] * (len(note_pages) - 1 + closing_alone)
    notes = (*[None] * (len(pieces) - 1), *note_pages, None)
    count = len(pieces) + len(own)
    return tuple(
        PagePlan(part, i, count, *piece, note, closing=i == count, signed=i == count or every)
        for i, (piece, note) in enumerate(zip((*pieces, *own), notes, strict=False), 1)
    )


def _table_pieces(part: SheetPlan) -> list[Piece]:
    first, following = part.room(opening=True), part.room(opening=False)
    return [
        (block, chunk)
        for block in part.blocks
        for chunk in split_rows(part, following if block.first else first, following)
    ]


def _with_end(part: SheetPlan, pieces: list[Piece]) -> list[Piece]:
    """Nobody signs a page without figures: if the end needs a page more, the last sections move there with it."""
    block, chunk = pieces[-1]
    tail, room = tail_height(part), part.room(opening=False)
    if sum(map(part.group_height, chunk)) + tail <= part.room(opening=len(pieces) == 1) + 1e-6:
        return pieces
    starts = [i for i, group in enumerate(chunk) if i and group.kind == "section"]
    for start in starts:
        if sum(map(part.group_height, chunk[start:])) + tail <= room:
            return [*pieces[:-1], (block, chunk[:start]), (block, chunk[start:])]
    return pieces


def _tail(part: SheetPlan, left: float) -> tuple[tuple[NotePage | None, ...], bool]:
    """Notes on the last table page (or ``None``) and on pages of their own, and whether the closing needs one more."""
    if tail_height(part) <= left + 1e-6:
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
