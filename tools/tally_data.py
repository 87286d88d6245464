"""Tally cells to train and measure the counting network on: of real photos, labelled by their numbers, and drawn ones.

A photo's number says how many strokes each of its cells holds: five each, row by row, the last one partly. Cells of
numbers that a first model reads quite otherwise (KPPS who counted in another way, tables not found) are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from digit_data import Cell, cut
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Rect, TallyGrid
from sirekap_desktop.ocr import tally_grid
from sirekap_desktop.ocr.tally_grid import CELL, CROP, EDGE
from sirekap_desktop.ocr.tally_net import FILLER, OUTPUTS, STROKES
from sirekap_desktop.ocr.view import View
from sirekap_desktop.samples.filling import tally_strokes
from sirekap_desktop.samples.handwriting import Hand, make_hand, write_cell
from sirekap_desktop.samples.marks import strike_rows, tally_bundle
from sirekap_desktop.samples.strokes import Stroke

Grey = NDArray[np.uint8]
Rng = np.random.Generator
Allowed = NDArray[np.bool_]
"""(OUTPUTS,) which answers are right; several where the paper leaves it open (0 or nothing before a single digit)."""

AROUND = 10
"""Pixels kept around a crop, so that it can be shifted and turned."""
TRAINING_HANDS = 10_000


@dataclass(frozen=True, slots=True)
class TallyCell:
    """One cell with its surroundings: ``CROP`` plus ``AROUND`` on each side."""

    image: Grey
    allowed: Allowed
    photo: int
    name: str
    """Field it belongs to."""
    place: int
    """Index of the cell in filling order; row sums count on behind the cells."""


@dataclass(frozen=True, slots=True)
class Block:
    """All cells of one number."""

    photo: int
    name: str
    value: int
    cells: tuple[TallyCell, ...] = field(repr=False)


def strokes_at(value: int, place: int, each: int = 5) -> int:
    """Strokes in the ``place``-th cell of a tally that shows ``value``."""
    return min(max(value - place * each, 0), each)


def answers(*places: int) -> Allowed:
    """The right outputs of a cell."""
    allowed = np.zeros(OUTPUTS, np.bool_)
    allowed[list(places)] = True
    return allowed


def sum_answers(strokes: int) -> tuple[Allowed, Allowed]:
    """What may stand in the two boxes beside a row with so many strokes."""
    tens, ones = divmod(strokes, 10)
    left = answers(STROKES, STROKES + FILLER) if tens == 0 else answers(STROKES + tens)
    right = answers(STROKES, STROKES + FILLER) if strokes == 0 else answers(STROKES + ones)
    return left, right


def block_of(view: View, grid: TallyGrid, photo: int, name: str, value: int) -> Block:
    """All cells and row sums of a number as the program lays the grid, each with its surroundings."""
    cells = []
    columns, rows = len(grid.columns) - 1, len(grid.rows) - 1
    images = _loose(view, grid.columns, grid.rows)
    for place, image in enumerate(images):
        cells.append(TallyCell(image, answers(strokes_at(value, place)), photo, name, place))
    for place, image in enumerate(_loose(view, grid.row_sum_columns, grid.rows)):
        row, box = divmod(place, 2)
        allowed = sum_answers(strokes_at(value, row, 5 * columns))[box]
        cells.append(TallyCell(image, allowed, photo, name, rows * columns + place))
    return Block(photo, name, value, tuple(cells))


def _loose(view: View, columns: tuple[float, ...], rows: tuple[float, ...]) -> list[Grey]:
    block = tally_grid.sample_block(view, columns, rows)
    down, across = tally_grid.grid_shifts(block, len(rows) - 1, len(columns) - 1)
    margin = (block.shape[0] - (len(rows) - 1) * CELL[1]) / 2
    size = (CROP[0] + 2 * AROUND, CROP[1] + 2 * AROUND)
    return [
        cv2.getRectSubPix(
            block,
            size,
            (
                margin + (column + 0.5) * CELL[0] - 0.5 + float(across[column]),
                margin + (row + 0.5) * CELL[1] - 0.5 + float(down[column]),
            ),
        )
        for row in range(len(rows) - 1)
        for column in range(len(columns) - 1)
    ]


def inner(image: Grey) -> Grey:
    """The crop that the program would cut."""
    return image[AROUND:-AROUND, AROUND:-AROUND]


def augment(image: Grey, rng: Rng) -> Grey:
    """The same cell in another picture and with a slightly wrong fit; (height, width) of a crop."""
    size = (image.shape[1], image.shape[0])
    if rng.random() < 0.3:
        change = cv2.erode if rng.random() < 0.55 else cv2.dilate
        share = rng.uniform(0.2, 0.8)
        thick = change(image, cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3)))
        image = np.asarray(cv2.addWeighted(image, 1 - share, thick, share, 0), np.uint8)
    turn = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), float(np.clip(rng.normal(0, 2), -5, 5)), 1.0)
    turn[0, :2] *= np.clip(rng.normal(1, 0.05), 0.87, 1.13)
    turn[1, :2] *= np.clip(rng.normal(1, 0.05), 0.87, 1.13)
    turn[0, 1] += rng.normal(0, 0.04)
    middle = np.array([size[0] / 2, size[1] / 2])
    turn[:, 2] = middle - turn[:, :2] @ middle + np.clip(rng.normal(0, 1.3, 2), -4, 4)
    cell = cv2.warpAffine(image, turn, size, borderMode=cv2.BORDER_REPLICATE)
    if rng.random() < 0.35:
        shrink = rng.uniform(0.5, 0.9)
        small = cv2.resize(cell, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        cell = cv2.resize(small, size, interpolation=cv2.INTER_LINEAR)
    level = inner(np.asarray(cell, np.uint8)).astype(np.float32)
    if rng.random() < 0.4:
        level = cv2.GaussianBlur(level, (0, 0), rng.uniform(0.3, 1.1))
    y, x = np.mgrid[0 : CROP[1], 0 : CROP[0]].astype(np.float32)
    slope = rng.normal(0, 0.0025, 2)
    level = level * rng.uniform(0.6, 1.1) * (1 + slope[0] * (x - CROP[0] / 2) + slope[1] * (y - CROP[1] / 2))
    if rng.random() < 0.1:
        level = level * np.where(np.cos(rng.uniform(0, 7)) * x + np.sin(rng.uniform(0, 7)) * y > 14, 1, 0.75)
    if rng.random() < 0.6:
        level = level + rng.normal(0, rng.uniform(0.5, 6), level.shape)
    return np.clip(level, 0, 255).astype(np.uint8)


def drawn_block(rng: Rng) -> list[TallyCell]:
    """The cells of a whole grid on the official lines, each with its surroundings.

    Half of the grids are filled as the sample hands fill them, with row sums and long lines through what is unused;
    in the others every cell holds any number of strokes, in more styles, so that one to four are seen often enough.
    """
    hand = make_hand(int(rng.integers(TRAINING_HANDS)))
    tall = 16.0 if rng.random() < 0.8 else 12.45
    columns = tuple(float(x) for x in np.arange(13) * 19.6)
    grid = TallyGrid(columns, tuple(float(y) for y in np.arange(6) * tall), (240.2, 252.2, 264.2))
    light = (rng.uniform(120, 250), rng.uniform(0.05, 0.35), rng.uniform(0.3, 0.9))
    if rng.random() < 0.5:
        value = int(rng.integers(0, 300)) if rng.random() < 0.9 else 0
        counts = [strokes_at(value, place) for place in range(60)]
        sums = [strokes_at(value, row, 60) if rng.random() < 0.85 else 0 for row in range(5)]
        strokes = tally_strokes(grid, value, tuple(item or None for item in sums), hand, rng)
        right = [allowed for item in sums for allowed in sum_answers(item)]
    else:
        struck, right = rng.random() < 0.3, []
        counts = [int(count) for count in rng.integers(0, 6, 36 if struck else 60)]
        strokes = _mixed(grid, counts, hand, rng)
        counts += [0] * (60 - len(counts))
    cells = _pieces(_rendered(strokes, grid.columns, grid.rows, light, rng), [answers(count) for count in counts], 0)
    if right:
        cells += _pieces(_rendered(strokes, grid.row_sum_columns, grid.rows, light, rng), right, 60)
    return cells


def _pieces(image: Grey, right: Sequence[Allowed], first: int) -> list[TallyCell]:
    """Cut a rendered block of five rows into its cells."""
    columns = len(right) // 5
    cells = []
    for place, allowed in enumerate(right):
        top, left = place // columns * CELL[1], place % columns * CELL[0]
        part = image[top : top + CROP[1] + 2 * AROUND, left : left + CROP[0] + 2 * AROUND]
        cells.append(TallyCell(part, allowed, 0, "", first + place))
    return cells


def _mixed(grid: TallyGrid, counts: Sequence[int], hand: Hand, rng: Rng) -> tuple[Stroke, ...]:
    """Any number of strokes per cell: bundles of a sample hand, crowded uprights, or a square with a diagonal.

    Where there are none, some cross or dash each cell.
    """
    style = rng.choice(["hand", "crowd", "square"], p=[0.55, 0.3, 0.15])
    high, wide, pen = rng.uniform(0.45, 0.9), rng.uniform(0.4, 0.95), float(rng.uniform(0.5, 1.1))
    unused = str(rng.choice(["", "X", "-"], p=[0.5, 0.35, 0.15]))
    strokes: list[Stroke] = []
    for place, count in enumerate(counts):
        row, column = divmod(place, len(grid.columns) - 1)
        cell = Rect(grid.columns[column], grid.rows[row], 19.6, grid.rows[1])
        if count == 0:
            square = Rect(cell.x + (cell.w - cell.h) / 2, cell.y, cell.h, cell.h)
            strokes += write_cell(hand, unused, square, guided=False, rng=rng)
            continue
        if style == "hand":
            strokes += tally_bundle(hand, count, cell, rng)
            continue
        width, height = cell.w * wide * rng.uniform(0.9, 1.1), cell.h * high * rng.uniform(0.9, 1.1)
        left = cell.x + rng.uniform(0.1, 0.9) * (cell.w - width)
        top = cell.y + rng.uniform(0.1, 0.9) * (cell.h - height)
        lines = _SQUARE[:count] if style == "square" else _crowd(count, rng)
        strokes += [Stroke(np.array([(left + a * width, top + b * height) for a, b in line]), pen) for line in lines]
    if len(counts) < 60:
        strokes += strike_rows(hand, Rect(0, grid.rows[3], grid.columns[-1], grid.rows[2]), None, rng)
    return tuple(strokes)


def _rendered(
    strokes: Sequence[Stroke],
    verticals: Sequence[float],
    rows: Sequence[float],
    light: tuple[float, float, float],
    rng: Rng,
) -> Grey:
    """Grid lines and strokes as grey pixels, EDGE + AROUND pixels around the cells; drawn three times as large.

    ``light``: the paper's grey, and by what share lines and ink are darker.
    """
    big, around = 3, EDGE + AROUND
    scale = (CELL[0] / (verticals[1] - verticals[0]), CELL[1] / (rows[1] - rows[0]))
    size = ((len(verticals) - 1) * CELL[0] + 2 * around, (len(rows) - 1) * CELL[1] + 2 * around)

    def at(points: NDArray[np.float64]) -> NDArray[np.int32]:
        pixels = (points - (verticals[0], rows[0])) * scale + around
        return np.round(pixels * big * 16).astype(np.int32)

    printed, ink = np.zeros((2, size[1] * big, size[0] * big), np.uint8)
    for x in verticals:
        ends = at(np.array([(x, rows[0]), (x, rows[-1])]))
        cv2.polylines(printed, [ends], isClosed=False, color=255, thickness=2, lineType=cv2.LINE_AA, shift=4)
    for y in rows:
        ends = at(np.array([(verticals[0], y), (verticals[-1], y)]))
        cv2.polylines(printed, [ends], isClosed=False, color=255, thickness=2, lineType=cv2.LINE_AA, shift=4)
    wide = rng.uniform(0.7, 1.5) * (scale[0] + scale[1]) / 2 * big
    for stroke in strokes:
        thick = max(1, round(stroke.width * wide))
        path = at(np.asarray(stroke.points))
        cv2.polylines(ink, [path], isClosed=False, color=255, thickness=thick, lineType=cv2.LINE_AA, shift=4)
    paper, lines, depth = light
    cover = np.maximum(printed * lines, ink * depth)
    cover = cv2.GaussianBlur(cover.astype(np.float32), (0, 0), rng.uniform(0.5, 1.3) * big / 2)
    small = cv2.resize(cover, size, interpolation=cv2.INTER_AREA)
    return np.clip(paper * (1 - small / 255), 0, 255).astype(np.uint8)


_SQUARE = (((0, 0), (0, 1)), ((0, 1), (1, 1)), ((1, 1), (1, 0)), ((1, 0), (0, 0)), ((0, 1), (1, 0)))


def _crowd(count: int, rng: Rng) -> Sequence[Sequence[tuple[float, float]]]:
    lean, spread = rng.normal(0.08, 0.08), rng.uniform(0.16, 0.3)
    lines = []
    for place in range(min(count, 4)):
        at = 0.05 + spread * place + rng.normal(0, 0.02)
        lines.append(((at + lean, rng.normal(0, 0.06)), (at - lean, 1 + rng.normal(0, 0.06))))
    if count == 5:
        far = 0.05 + spread * 3.4
        rising = rng.random() < 0.4
        lines.append(((-0.05, 0.85 if rising else 0.1), (far, 0.1 if rising else 0.9)))
    return lines


def lifted_digit(cell: Cell, label: int, rng: Rng) -> TallyCell:
    """The ink of a real digit box, put into a row-sum box."""
    ink = cut(cell.image, cell.corners).astype(np.float32)[7:-7, 7:-7]
    paper = float(np.percentile(ink, 75))
    cover = np.clip(1 - ink / max(paper, 20), 0, 1)
    cover = np.where(cover < 0.12, 0, cover)
    size = (CROP[0] + 2 * AROUND, CROP[1] + 2 * AROUND)
    wide, high = int(rng.uniform(0.55, 1.0) * CELL[0]), int(rng.uniform(0.55, 1.05) * CELL[1])
    small = cv2.resize(cover, (wide, high), interpolation=cv2.INTER_AREA)
    sheet = np.zeros(size[::-1], np.float32)
    lines = rng.uniform(0.03, 0.3)
    for x in (AROUND + EDGE, AROUND + EDGE + CELL[0]):
        sheet[:, x] = lines
    for y in (AROUND + EDGE, AROUND + EDGE + CELL[1]):
        sheet[y] = lines
    left, top = ((size[0] - wide) // 2 + int(rng.normal(0, 2)), (size[1] - high) // 2 + int(rng.normal(0, 1.5)))
    left, top = max(0, min(left, size[0] - wide)), max(0, min(top, size[1] - high))
    area = sheet[top : top + high, left : left + wide]
    np.maximum(area, small, out=area)
    image = np.clip(rng.uniform(120, 250) * (1 - cv2.GaussianBlur(sheet, (0, 0), 0.6)), 0, 255).astype(np.uint8)
    return TallyCell(image, answers(STROKES + label), 0, "", 60)
