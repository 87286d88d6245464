"""The table on a page: column heads, headings, figures with their marks, rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sirekap_desktop.models.recap import RecapCell
from sirekap_desktop.reports import content
from sirekap_desktop.reports.columns import gutter, title_lines, widths
from sirekap_desktop.reports.content import Figure, Group
from sirekap_desktop.reports.fonts import Face, shortened, text_width
from sirekap_desktop.reports.items import Fill, Item, Rule, Text
from sirekap_desktop.reports.measures import PAD, Block, SheetPlan, label_lines, label_type, leading
from sirekap_desktop.reports.style import PT

_HEAD_GREY, _SUM_GREY = 0.90, 0.965
_HEADING_GREY = {"section": 0.94, "partai": 0.965, "subheading": 1.0}
_HAIR_GREY, _FAINT_GREY = 0.45, 0.78


@dataclass(frozen=True, slots=True)
class Span:
    """A rectangle by its sides."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the table's rules run; ``edges`` are the x of all column rules, from NO's left to the last one's right."""

    part: SheetPlan
    block: Block
    groups: tuple[Group, ...]
    edges: tuple[float, ...]
    top: float

    @property
    def first(self) -> int:
        """Index of the edge left of the first TPS or desa column."""
        return 4 if self.block.carry_in else 3

    @property
    def titles(self) -> float:
        """y of the rule between RINCIAN and the titles."""
        return self.top + leading(self.part.style.small) + 1.1

    @property
    def numbers(self) -> float:
        """y of the rule above the numbering row."""
        return self.body - leading(self.part.style.fine) - 0.5

    @property
    def body(self) -> float:
        """y of the rule below the column heads."""
        return self.top + self.part.head_height

    @property
    def bottom(self) -> float:
        return self.body + sum(self.part.group_height(group) for group in self.groups)

    def lines(self) -> Iterator[tuple[Group, float, float]]:
        """Every heading and group of rows with its top and height."""
        y = self.body
        for group in self.groups:
            height = self.part.group_height(group)
            yield group, y, height
            y += height


def grid(part: SheetPlan, block: Block, groups: tuple[Group, ...], top: float) -> Grid:
    """Measure the piece of the table that stands on one page."""
    edges = tuple(accumulate(widths(part, block).edges(block), initial=part.style.left))
    return Grid(part, block, groups, edges, top)


def table(place: Grid) -> Iterator[Item]:
    """Everything of the table that stands on one page."""
    yield from _shades(place)
    yield from _head(place)
    yield from _body(place)
    yield from _rules(place)


def baseline(top: float, height: float, size: float) -> float:
    """Baseline that centres digits and capitals (0.714 em high) of ``size`` points in a row."""
    return top + height / 2 + 0.357 * size * PT


def _shades(place: Grid) -> Iterator[Fill]:
    edges, height = place.edges, place.bottom - place.body
    yield Fill(edges[0], place.top, edges[-1] - edges[0], place.part.head_height, _HEAD_GREY)
    yield Fill(edges[-2], place.body, edges[-1] - edges[-2], height, _SUM_GREY)
    if place.block.carry_in:
        yield Fill(edges[3], place.body, edges[4] - edges[3], height, _SUM_GREY)
    for group, y, line in place.lines():
        if group.is_heading or _is_sum(group):
            grey = _HEADING_GREY.get(group.kind, _SUM_GREY)
            yield Fill(edges[0], y, edges[-1] - edges[0], line, grey)


def _is_sum(group: Group) -> bool:
    """Lines that add up others: shaded, and in bold type."""
    return group.is_partai_sum or group.kind == "carried"


def _head(place: Grid) -> Iterator[Text]:
    part, block, edges, first = place.part, place.block, place.edges, place.first
    captions, small, fine = part.captions, part.style.small, part.style.fine
    top, titles, numbers = place.top, place.titles, place.numbers
    yield from _centred(Span(edges[0], edges[1], top, numbers), (captions.text("no"),), small)
    yield from _centred(Span(edges[1], edges[3], top, numbers), (captions.text("uraian"),), small)
    carried = captions.text("jumlah_pindahan").split()
    if block.carry_in:
        yield from _centred(Span(edges[3], edges[4], top, numbers), carried, fine)
    end = captions.text("jumlah_akhir").split() if block.last else carried
    yield from _centred(Span(edges[-2], edges[-1], top, numbers), end, fine)
    if block.end > block.first:
        yield from _centred(Span(edges[first], edges[-2], top, titles), (_range_title(place),), small)
    for i, lines in enumerate(title_lines(part, block), first):
        yield from _centred(Span(edges[i], edges[i + 1], titles, numbers), lines, fine)
    yield from _numbering(place)


def _range_title(place: Grid) -> str:
    part, block = place.part, place.block
    captions, columns, level = part.captions, part.table.columns, part.table.level
    text = captions.text(f"rincian_{level}")
    if len(part.blocks) > 1:
        ends = (columns[block.first].title, columns[block.end - 1].title)
        awal, akhir = ends if level == "desa" else (block.first + 1, block.end)
        text += captions.text(f"rincian_range_{level}", awal=awal, akhir=akhir, jumlah=block.count)
    return shortened(text, "bold", part.style.small, place.edges[-2] - place.edges[place.first] - 1)


def _centred(place: Span, lines: Sequence[str], size: float, face: Face = "bold") -> Iterator[Text]:
    step = size * PT * 1.15
    first = baseline(place.top, place.bottom - place.top, size) - (len(lines) - 1) * step / 2
    for i, line in enumerate(lines):
        yield Text((place.left + place.right) / 2, first + i * step, line, size, face, "center")


def _numbering(place: Grid) -> Iterator[Text]:
    """1, 2, 3 … through all pages; a carried sum has no number of its own."""
    block, edges, start = place.block, place.edges, place.part.captions.first_column_number
    numbers = [(0, 1, 1), (1, 3, 2)]
    numbers += [(place.first + i, place.first + i + 1, start + block.first + i) for i in range(block.end - block.first)]
    if block.last:
        numbers.append((len(edges) - 2, len(edges) - 1, start + block.count))
    for left, right, number in numbers:
        span = Span(edges[left], edges[right], place.numbers, place.body)
        yield from _centred(span, (str(number),), place.part.style.fine, "regular")


def _body(place: Grid) -> Iterator[Text]:
    size = place.part.style.body
    for group, top, height in place.lines():
        if group.is_heading:
            yield from _heading(place, group, top, height)
            continue
        yield from _labels(place, group, top, height)
        step = height / group.lines
        lines = [_summed(place, group)] if group.kind == "carried" else [_single(place, row) for row in group.rows]
        for at, line in enumerate(lines):
            face = "bold" if _is_sum(group) else _face(place.part.snapshot.rows[group.rows[at]].part)
            yield from _figures(place, line, baseline(top + at * step, step, size), face)


@dataclass(frozen=True, slots=True)
class _Line:
    """Cells of one line of the page: carried in, its columns, and the sum at its right."""

    left: RecapCell | None
    cells: tuple[RecapCell, ...]
    right: RecapCell
    added: int = 0
    """How many rows a carried sum adds up."""


def _single(place: Grid, row: int) -> _Line:
    part, block = place.part, place.block
    left = part.carried[block.first][row] if block.carry_in else None
    right = part.table.totals[row] if block.last else part.carried[block.end][row]
    return _Line(left, part.table.cells[row][block.first : block.end], right)


def _summed(place: Grid, group: Group) -> _Line:
    lines = [_single(place, row) for row in group.rows]
    columns = zip(*(line.cells for line in lines), strict=True)
    left = content.total(line.left for line in lines if line.left) if place.block.carry_in else None
    right = content.total(line.right for line in lines)
    return _Line(left, tuple(map(content.total, columns)), right, len(lines))


def _heading(place: Grid, group: Group, top: float, height: float) -> Iterator[Text]:
    style, edges = place.part.style, place.edges
    size = style.small if group.kind == "subheading" else style.body
    x = edges[0] + 1.6 if group.kind == "section" else edges[1] + 1.2
    y = baseline(top, height, size)
    yield Text(x, y, shortened(group.label, "bold", size, edges[-1] - x - 1), size, "bold")
    if group.number:
        yield Text((edges[0] + edges[1]) / 2, y, group.number, size, "bold", "center")


def _labels(place: Grid, group: Group, top: float, height: float) -> Iterator[Text]:
    part, edges = place.part, place.edges
    (face, size), small = label_type(part.style, group), part.style.small
    lines, step = label_lines(part, group), leading(size) * 0.95
    first = baseline(top, height, size) - (len(lines) - 1) * step / 2
    yield Text((edges[0] + edges[1]) / 2, baseline(top, height, size), group.number, size, face, "center")
    for i, line in enumerate(lines):
        yield Text(edges[1] + 1.2, first + i * step, line, size, face)
    line_height = height / group.lines
    for at, row in enumerate(group.rows):
        name = part.snapshot.rows[row].part
        if name:
            y = baseline(top + at * line_height, line_height, small)
            caption = part.captions.text(f"part_{name}")
            yield Text((edges[2] + edges[3]) / 2, y, caption, small, _face(name), "center")


def _face(part: str) -> Face:
    """JML stands out among LK and PR."""
    return "bold" if part == "j" else "regular"


def _figures(place: Grid, line: _Line, y: float, face: Face) -> Iterator[Text]:
    part, block, edges = place.part, place.block, place.edges
    data, size = part.table, part.style.body
    single = data.level == "desa"
    if line.left is not None:
        shown = _shown(place, line, line.left, content.tps_below(data, block.first), single=False)
        yield from _figure(shown, edges[4] - PAD - gutter(size, single=False), y, size, "bold")
    space = PAD + gutter(size, single=single)
    for cell, i, edge in zip(line.cells, range(block.first, block.end), edges[place.first + 1 :], strict=False):
        shown = _shown(place, line, cell, data.columns[i].tps_total, single=single)
        yield from _figure(shown, edge - space, y, size, face)
    shown = _shown(place, line, line.right, content.tps_below(data, block.end), single=False)
    yield from _figure(shown, edges[-1] - PAD - gutter(size, single=False), y, size, "bold")


def _shown(place: Grid, line: _Line, cell: RecapCell, tps: int, *, single: bool) -> Figure:
    captions = place.part.captions
    if line.added:
        return content.carried_figure(cell, tps * line.added, captions, single=single)
    return content.figure(cell, tps, captions, single=single)


def _figure(shown: Figure, right: float, y: float, size: float, face: Face) -> Iterator[Text]:
    """Digits end at the same x in every row of a column; marks stand outside of them."""
    if shown.belum:
        yield Text(right, y, shown.text, size * 0.92, "italic", "right", 0.35)
        return
    yield Text(right, y, shown.text, size, face, "right")
    if shown.before:
        yield Text(right - text_width(shown.text, face, size) - 0.5, y, shown.before, size, "bold", "right")
    if shown.after:
        yield Text(right + 0.1, y, shown.after, size, "bold")


# --- rules -------------------------------------------------------------------------------------------------------


def _rules(place: Grid) -> Iterator[Rule]:
    edges, top, bottom = place.edges, place.top, place.bottom
    yield from _head_rules(place)
    yield from _row_rules(place)
    yield from _column_rules(place)
    for y, width in ((top, 0.9), (place.body, 0.7), (bottom, 0.9)):
        yield Rule(edges[0], y, edges[-1], y, width)
    for x in (edges[0], edges[-1]):
        yield Rule(x, top, x, bottom, 0.9)


def _head_rules(place: Grid) -> Iterator[Rule]:
    edges, first = place.edges, place.first
    if len(edges) - 2 > first:
        yield Rule(edges[first], place.titles, edges[-2], place.titles, 0.4)
    yield Rule(edges[0], place.numbers, edges[-1], place.numbers, 0.4)
    for i, x in enumerate(edges[1:-1], 1):
        if i != 2:
            yield Rule(x, place.titles if first < i < len(edges) - 2 else place.top, x, place.body, 0.4)


def _row_rules(place: Grid) -> Iterator[Rule]:
    edges = place.edges
    for group, top, height in place.lines():
        strong = group.kind in {"section", "partai"}
        if top > place.body:
            yield Rule(edges[0], top, edges[-1], top, 0.6 if strong else 0.35, 0.0 if strong else _HAIR_GREY)
        for at in range(1, group.lines):
            y = top + at * height / group.lines
            yield Rule(edges[2], y, edges[-1], y, 0.25, _FAINT_GREY)


def _column_rules(place: Grid) -> Iterator[Rule]:
    """Headings interrupt all column rules; a row without LK, PR and JML has none before those."""
    edges = place.edges
    for parted, top, bottom in _runs(place):
        for i, x in enumerate(edges[1:-1], 1):
            strong = i in {1, 2, 3, place.first, len(edges) - 2}
            if i != 2 or parted:
                yield Rule(x, top, x, bottom, 0.4, 0.0 if strong else _HAIR_GREY)


def _runs(place: Grid) -> Iterator[tuple[bool, float, float]]:
    """Stretches of rows of one kind between headings: with LK, PR, JML or without, top and bottom."""
    run: tuple[bool, float, float] | None = None
    for group, top, height in place.lines():
        parted = bool(group.rows and place.part.snapshot.rows[group.rows[0]].part)
        if run and group.rows and run[0] == parted and run[2] == top:
            run = (parted, run[1], top + height)
            continue
        if run:
            yield run
        run = (parted, top, top + height) if group.rows else None
    if run:
        yield run
