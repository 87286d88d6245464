"""Which cells are the boxes of one number, which a tally grid, row sums, words or a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Bubbles, Line, Rect, TallyGrid
from sirekap_desktop.ocr.blank.model import BoxGroup, in_reading_order
from sirekap_desktop.ocr.blank.shapes import Cell, Circle
from sirekap_desktop.ocr.plane import Floats

_ALIKE = 0.16
"""Cells of one table differ less in size, as a share of it."""
_TOUCH = 0.0022
"""How far edges of neighbouring cells may be apart, as a share of the paper's long side."""
_LEAST_BOX, _MOST_BOX = 0.011, 0.06
_SQUARE = (0.5, 2.0)
_WIDER = 1.45
"""A gap so much wider than the narrowest of its row begins the next number."""
_STROKES = 5
_PALE = 0.15
"""Lines of a tally grid are grey, those of the table black."""
_DIGITS = (2, 6)


@dataclass(frozen=True, slots=True)
class Lattice:
    """Cells of equal size that touch."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def area(self) -> Rect:
        return Rect(self.columns[0], self.rows[0], self.columns[-1] - self.columns[0], self.rows[-1] - self.rows[0])

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.rows) - 1, len(self.columns) - 1

    @property
    def full(self) -> bool:
        return len(self.cells) == self.shape[0] * self.shape[1]


@dataclass(frozen=True, slots=True)
class Grouped:
    """The cells of a page by what they are for."""

    groups: tuple[BoxGroup, ...]
    dates: tuple[tuple[Rect, ...], ...]


def grouped(cells: Sequence[Cell], circles: Sequence[Circle], lines: Sequence[Line], unit: float) -> Grouped:
    """Digit groups with what belongs to them, in reading order.

    Args:
        cells, circles: everything closed on the page.
        lines: the ruled lines; black ones that reach farther than a grid divide it.
        unit: the paper's long side, mm.
    """
    lattices = tuple(part for item in _lattices(cells, unit) for part in _divided(item, lines, unit))
    loose = [item.cells[0] for item in lattices if len(item.cells) == 1]
    numbers = [*_rows_of_boxes(loose, unit), *_adjoining(lattices, unit)]
    dates = _dates(lattices, unit)
    numbers = [item for item in numbers if not any(_overlap(item.area, box) for date in dates for box in date)]
    columns = list(_bubble_columns(circles))
    tallies = [item for item in lattices if item.shape[0] >= 2 and 10 <= item.shape[1] <= 15 and item.full]
    sums = [item for item in lattices if item.shape[0] >= 2 and item.shape[1] == 2]
    letters = [item for item in lattices if _is_for_letters(item)]
    found = [_with_bubbles(item, columns) for item in numbers]
    found = [_with_tally(item, found, tallies, sums) for item in found]
    found = [_with_words(item, found, letters) for item in found]
    return Grouped(in_reading_order(found), dates)


def split_area(area: Rect, count: int) -> BoxGroup:
    """A drawn rectangle divided evenly: boxes that no line closes."""
    width = area.w / count
    return BoxGroup(tuple(Rect(area.x + index * width, area.y, width, area.h) for index in range(count)))


def _overlap(first: Rect, second: Rect) -> bool:
    return first.x < second.right and second.x < first.right and first.y < second.bottom and second.y < first.bottom


# -- lattices ----------------------------------------------------------------------------------------------------


def _lattices(cells: Sequence[Cell], unit: float) -> Iterator[Lattice]:
    """Cells that touch others of their size, taken together."""
    touching = _touching(cells, unit * _TOUCH)
    left = np.ones(len(cells), bool)
    for first in sorted(range(len(cells)), key=lambda index: (cells[index].rect.y, cells[index].rect.x)):
        if not left[first]:
            continue
        together = np.zeros(len(cells), bool)
        together[first] = True
        while (grown := together | touching[together].any(axis=0)).sum() > together.sum():
            together = grown
        left &= ~together
        yield _lattice([cells[int(index)] for index in np.flatnonzero(together)], unit)


def _touching(cells: Sequence[Cell], near: float) -> NDArray[np.bool_]:
    """(N, N) whether two cells of like size stand side by side or below each other without a gap."""
    table = np.array([(c.rect.x, c.rect.y, c.rect.right, c.rect.bottom) for c in cells], np.float64).reshape(-1, 4)
    left, top, right, bottom = table.T
    width, height = right - left, bottom - top

    def apart(first: Floats, second: Floats) -> Floats:
        return np.asarray(np.abs(first[:, None] - second[None, :]), np.float64)

    def unlike(lengths: Floats) -> NDArray[np.bool_]:
        return np.asarray(apart(lengths, lengths) > _ALIKE * np.maximum(lengths[:, None], lengths[None, :]), np.bool_)

    beside = (np.minimum(apart(right, left), apart(left, right)) < near) & (apart(top, top) < near)
    below = (np.minimum(apart(bottom, top), apart(top, bottom)) < near) & (apart(left, left) < near)
    return np.asarray((beside | below) & ~unlike(width) & ~unlike(height), np.bool_)


def _lattice(cells: Sequence[Cell], unit: float) -> Lattice:
    near = 2 * unit * _TOUCH
    columns = _merged([side for cell in cells for side in (cell.rect.x, cell.rect.right)], near)
    rows = _merged([side for cell in cells for side in (cell.rect.y, cell.rect.bottom)], near)
    return Lattice(columns, rows, tuple(cells))


def _merged(places: Sequence[float], near: float) -> tuple[float, ...]:
    """Places that are nearly the same, as their mean."""
    runs: list[list[float]] = []
    for place in sorted(places):
        if runs and place - runs[-1][0] < near:
            runs[-1].append(place)
        else:
            runs.append([place])
    return tuple(float(np.mean(run)) for run in runs)


def _divided(lattice: Lattice, lines: Sequence[Line], unit: float) -> Iterator[Lattice]:
    """Grids of neighbouring rows of a table touch at its black lines."""
    near, area = 2 * unit * _TOUCH, lattice.area
    black = [
        line.y1
        for line in lines
        if line.grey < _PALE and line.y1 == line.y2 and line.x1 < area.x + near and line.x2 > area.right - near
    ]
    cuts = [row for row in lattice.rows[1:-1] if any(abs(row - y) < near for y in black)]
    if not cuts or lattice.shape[1] < 2:
        yield lattice
        return
    for low, high in pairwise((area.y - near, *cuts, area.bottom + near)):
        inside = [cell for cell in lattice.cells if low < cell.rect.y + cell.rect.h / 2 < high]
        if inside:
            yield _lattice(inside, unit)


def _is_for_letters(lattice: Lattice) -> bool:
    """A line of boxes for capitals: the numbers over the columns of a tally grid stand in lower ones."""
    first = lattice.cells[0].rect
    tall = first.h > 0.7 * first.w
    return tall and (lattice.shape[1] > 15 or (lattice.shape[0] == 1 and lattice.shape[1] >= 10))


# -- numbers -----------------------------------------------------------------------------------------------------


def _is_box(rect: Rect, unit: float) -> bool:
    shortest, longest = sorted((rect.w / unit, rect.h / unit))
    return longest <= _MOST_BOX and shortest >= _LEAST_BOX and _SQUARE[0] < rect.w / rect.h < _SQUARE[1]


def _rows_of_boxes(cells: Sequence[Cell], unit: float) -> Iterator[BoxGroup]:
    """Boxes that stand alone, in one line and near each other."""
    left = sorted((cell for cell in cells if _is_box(cell.rect, unit)), key=lambda cell: (cell.rect.y, cell.rect.x))
    while left:
        first = left[0].rect
        row = [cell for cell in left if _in_row(first, cell.rect)]
        left = [cell for cell in left if cell not in row]
        for run in _runs(sorted(row, key=lambda cell: cell.rect.x)):
            if _DIGITS[0] <= len(run) <= _DIGITS[1]:
                yield _group(run)


def _group(cells: Sequence[Cell]) -> BoxGroup:
    boxes, border = tuple(cell.rect for cell in cells), float(np.mean([cell.border for cell in cells]))
    return BoxGroup(boxes, all(cell.dotted for cell in cells), round(border, 2))


def _in_row(first: Rect, second: Rect) -> bool:
    alike = abs(first.w - second.w) < _ALIKE * first.w and abs(first.h - second.h) < _ALIKE * first.h
    return alike and abs(first.y - second.y) < 0.3 * first.h


def _runs(row: Sequence[Cell]) -> Iterator[list[Cell]]:
    gaps = [second.rect.x - first.rect.right for first, second in pairwise(row)]
    near = [gap for gap in gaps if gap < row[0].rect.w]
    most = _WIDER * min(near) if near else 0.0
    run = [row[0]]
    for gap, cell in zip(gaps, row[1:], strict=True):
        if gap <= max(most, 0.02 * cell.rect.w):
            run.append(cell)
        else:
            yield run
            run = [cell]
    yield run


def _adjoining(lattices: Sequence[Lattice], unit: float) -> Iterator[BoxGroup]:
    """Numbers whose boxes touch, three by three: L, P and Jml of the salinan stand wall to wall."""
    for lattice in lattices:
        rows, columns = lattice.shape
        if columns not in {3, 6, 9} or not lattice.full or not all(_is_box(cell.rect, unit) for cell in lattice.cells):
            continue
        for row in range(rows):
            in_row = sorted((c for c in lattice.cells if _row_of(c, lattice) == row), key=lambda cell: cell.rect.x)
            for start in range(0, columns, 3):
                yield _group(in_row[start : start + 3])


def _row_of(cell: Cell, lattice: Lattice) -> int:
    return int(np.argmin([abs(cell.rect.y - y) for y in lattice.rows[:-1]]))


def _dates(lattices: Sequence[Lattice], unit: float) -> tuple[tuple[Rect, ...], ...]:
    """Two, two and four boxes that touch, in one line."""
    runs = [
        tuple(sorted((cell.rect for cell in item.cells), key=lambda rect: rect.x))
        for item in lattices
        if item.shape in {(1, 2), (1, 4)} and all(_is_box(cell.rect, unit) for cell in item.cells)
    ]
    for day in runs:
        row = sorted((run for run in runs if abs(run[0].y - day[0].y) < 0.3 * day[0].h), key=lambda run: run[0].x)
        if [len(run) for run in row] == [2, 2, 4]:
            return tuple(row)
    return ()


# -- what belongs to a number ------------------------------------------------------------------------------------


def _bubble_columns(circles: Sequence[Circle]) -> Iterator[tuple[Circle, ...]]:
    """Ten circles of one size below each other, evenly spaced."""
    left = sorted(circles, key=lambda item: (item.y, item.x))
    while left:
        first = left.pop(0)
        column = [first]
        column += [item for item in left if abs(item.x - first.x) < 0.15 * first.diameter and _same(first, item)]
        for run in _even_runs(column):
            left = [item for item in left if item not in run]
            yield run


def _same(first: Circle, second: Circle) -> bool:
    return abs(first.diameter - second.diameter) < 0.15 * first.diameter


def _even_runs(column: Sequence[Circle]) -> Iterator[tuple[Circle, ...]]:
    for start in range(len(column) - 9):
        run = tuple(column[start : start + 10])
        steps = np.diff([item.y for item in run])
        if np.ptp(steps) < 0.12 * float(steps.mean()) and steps.mean() < 2.5 * run[0].diameter:
            yield run
            return


def _with_bubbles(group: BoxGroup, columns: Sequence[tuple[Circle, ...]]) -> BoxGroup:
    area = group.area
    chosen = []
    for box in group.boxes:
        below = [
            run
            for run in columns
            if abs(run[0].x - box.x - box.w / 2) < 0.25 * box.w and 0 < run[0].y - area.bottom < 2 * area.h
        ]
        chosen.extend(below[:1])
    if len(chosen) != len(group.boxes):
        return group
    pitch = float(np.mean([(run[-1].y - run[0].y) / 9 for run in chosen]))
    bubbles = Bubbles(
        diameter=float(np.mean([item.diameter for run in chosen for item in run])),
        column_x=tuple(float(np.mean([item.x for item in run])) for run in chosen),
        first_y=float(np.mean([item.y - digit * pitch for run in chosen for digit, item in enumerate(run)])),
        pitch=pitch,
    )
    return replace(group, bubbles=bubbles)


def _owns(group: BoxGroup, groups: Sequence[BoxGroup], area: Rect) -> bool:
    """Whether of all numbers at its right the one that stands nearest to the top of an area is this group."""
    if area.x > group.area.x:
        return False
    middle = area.y + min(area.h, group.area.h) / 2
    gaps = [abs(item.area.y + item.area.h / 2 - middle) for item in groups if item.area.x > area.x]
    gap = abs(group.area.y + group.area.h / 2 - middle)
    return gap <= min(gaps) and gap < group.area.h


def _with_tally(
    group: BoxGroup, groups: Sequence[BoxGroup], tallies: Sequence[Lattice], sums: Sequence[Lattice]
) -> BoxGroup:
    owned = [item for item in tallies if _owns(group, groups, item.area)]
    if not owned:
        return group
    grid = owned[0]
    beside = [
        item.columns
        for item in sums
        if item.area.x > grid.area.right - 1e-6
        and item.area.right < group.area.x
        and abs(item.area.y - grid.area.y) < 0.5 * (grid.rows[1] - grid.rows[0])
    ]
    return replace(group, tally=TallyGrid(grid.columns, grid.rows, beside[0] if beside else (), _STROKES))


def _with_words(group: BoxGroup, groups: Sequence[BoxGroup], letters: Sequence[Lattice]) -> BoxGroup:
    """Boxes for letters beside the number, or the nearest below it and above the next one."""
    below = [item.area.y for item in groups if item.area.y > group.area.y + group.area.h / 2]
    end = min(below, default=float("inf"))
    for item in sorted(letters, key=lambda one: one.area.y):
        if group.area.y - group.area.h < item.area.y < end - 0.2 * group.area.h and item.area.bottom > group.area.y:
            return replace(group, words=item.area)
    return group
