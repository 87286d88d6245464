"""Cuts the cells of a tally grid, and of the row sums beside it, out of a picture: upright, each to the same size.

How a crop is cut (the reader and the training tool keep to it): a cell is measured between its grid lines and brought
to ``CELL`` pixels, whatever its size in mm; the crop shows ``EDGE`` more pixels on each side, so that a line that
crosses out a whole row is seen to go on. Both kinds of cells are cut alike.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Rect, TallyGrid
from sirekap_desktop.ocr.cutting import View
from sirekap_desktop.ocr.plane import Floats

CELL = (34, 26)
"""Width and height of a cell in pixels."""
EDGE = 3
"""Pixels that a crop shows around its cell."""
CROP = (CELL[0] + 2 * EDGE, CELL[1] + 2 * EDGE)
"""Width and height of a crop."""

_MARGIN = 12
"""Pixels that a block shows around its cells: how far a bent sheet can move a line, and the crop's edge."""
_REACH = _MARGIN - EDGE - 1
_PART = 2
"""Columns that are shifted together when the grid is laid on its printed lines."""
_LEAST_LINE = 0.012
"""How much darker than the paper beside it a grid line must be on average, as a share of the paper's light."""

Crops = NDArray[np.uint8]
Image = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TallyCrops:
    """The cells of one number's tally."""

    cells: Crops
    """(rows * columns, height, width), row by row from the left: the order in which they are filled."""
    cells_seen: NDArray[np.bool_]
    """(rows * columns,) False where the picture ends before the cell."""
    sums: Crops
    """(rows, boxes, height, width) of the row sums; no boxes where the form has none."""
    sums_seen: NDArray[np.bool_]
    """(rows, boxes)"""


def cut_tally(view: View, grid: TallyGrid) -> TallyCrops:
    """Cut all cells of a grid; each block of cells is first laid on its own printed lines."""
    cells, cells_seen = _cut(view, grid.columns, grid.rows)
    rows = len(grid.rows) - 1
    if len(grid.row_sum_columns) < 2:
        return TallyCrops(
            cells.reshape(-1, *CROP[::-1]),
            cells_seen.ravel(),
            np.zeros((rows, 0, *CROP[::-1]), np.uint8),
            np.zeros((rows, 0), np.bool_),
        )
    sums, sums_seen = _cut(view, grid.row_sum_columns, grid.rows)
    return TallyCrops(cells.reshape(-1, *CROP[::-1]), cells_seen.ravel(), sums, sums_seen)


def _cut(view: View, columns: tuple[float, ...], rows: tuple[float, ...]) -> tuple[Crops, NDArray[np.bool_]]:
    block = sample_block(view, columns, rows)
    down, across = grid_shifts(block, len(rows) - 1, len(columns) - 1)
    return crops_of(block, down, across), _seen(view, columns, rows)


def sample_block(view: View, columns: tuple[float, ...], rows: tuple[float, ...]) -> NDArray[np.uint8]:
    """All cells between the given lines as one picture: each cell ``CELL`` pixels, ``_MARGIN`` pixels around."""
    x, y = _mm(columns, CELL[0]), _mm(rows, CELL[1])
    area = Rect(columns[0], rows[0], columns[-1] - columns[0], rows[-1] - rows[0])
    wanted = CELL[1] / (rows[1] - rows[0])
    return view.patch(x, y, wanted, area)


def _mm(lines: tuple[float, ...], cell: int) -> Floats:
    """Where each pixel row or column of a block lies on the paper; grid lines fall between two pixels."""
    at = np.arange(-_MARGIN, (len(lines) - 1) * cell + _MARGIN) + 0.5
    places = np.arange(len(lines), dtype=np.float64) * cell
    inside = np.interp(at, places, lines)
    first, last = (lines[1] - lines[0]) / cell, (lines[-1] - lines[-2]) / cell
    inside[:_MARGIN] = lines[0] + at[:_MARGIN] * first
    inside[-_MARGIN:] = lines[-1] + (at[-_MARGIN:] - places[-1]) * last
    return np.asarray(inside, np.float64)


def grid_shifts(block: NDArray[np.uint8], rows: int, columns: int) -> tuple[Floats, Floats]:
    """By how many pixels the cells of a block stand lower and further right than the fit has them.

    Horizontal lines are looked for under every few columns, vertical ones over the whole height, where strokes do not
    reach; a straight line through the parts' shifts keeps one scrawled part from misleading.

    Returns:
        (columns,) down and (columns,) to the right.
    """
    dark = _darkness(block)
    parts = np.array_split(np.arange(columns), max(1, columns // _PART))
    centers = np.array([part.mean() for part in parts])
    down, across = np.zeros((2, len(parts), 2))
    for place, part in enumerate(parts):
        left, right = _MARGIN + part[0] * CELL[0], _MARGIN + (part[-1] + 1) * CELL[0]
        down[place] = _comb(dark[:, left:right].mean(axis=1), CELL[1], rows + 1)
        inside = np.sort(dark[_MARGIN:-_MARGIN, left - _MARGIN : right + _MARGIN], axis=0)
        across[place] = _comb(inside[: len(inside) // 2].mean(axis=0), CELL[0], len(part) + 1)
    shifts = _along(centers, np.stack((down, across)), np.arange(columns))
    return shifts[0], shifts[1]


def _darkness(block: NDArray[np.uint8]) -> Image:
    """How much darker than the paper around, 0 … 0.3: a thick pen must not outweigh a printed line."""
    light = block.astype(np.float32)
    paper = cv2.blur(light, (CELL[0], CELL[1])) + np.float32(1)
    return np.asarray(np.clip(1 - light / paper, -0.1, 0.25), np.float32)


def _comb(profile: Image, pitch: int, lines: int) -> tuple[float, float]:
    """Shift at which a profile is darkest on all lines of a grid, and by how much; lines lie between two pixels."""
    pair = profile[:-1] + profile[1:]
    ridge = np.full(len(pair), -1.0)
    ridge[3:-3] = pair[3:-3] / 2 - (pair[:-6] + pair[6:]) / 4
    at = _MARGIN - 1 + pitch * np.arange(lines)
    shifts = np.arange(-_REACH, _REACH + 1)
    found = np.clip(ridge[at[:, None] + shifts], -0.05, 0.12)
    score = np.sort(found, axis=0)[lines // 4 :].mean(axis=0) * np.exp(-0.5 * (shifts / _REACH) ** 2)
    best = int(score.argmax())
    if 0 < best < len(shifts) - 1:
        before, here, after = score[best - 1 : best + 2]
        bend = before - 2 * here + after
        return float(shifts[best] + (0.5 * (before - after) / bend if bend < -1e-9 else 0.0)), float(score[best])
    return 0.0, 0.0


def _along(centers: Floats, parts: Floats, every: NDArray[np.int_]) -> Floats:
    """Smooth courses (D, columns) through parts' shifts (D, P, shift and contrast).

    Each is a parabola at most, less where little was seen.
    """
    weight = np.clip(parts[..., 1] / _LEAST_LINE - 0.5, 0.0, 2.0)
    scaled, target = (centers - every.mean()) / max(len(every), 2), (every - every.mean()) / max(len(every), 2)
    powers = min(3, len(centers))
    design, wanted = np.vander(scaled, powers), np.vander(target, powers)
    ridge = np.diag([1.0, 0.3, 1e-3][3 - powers :])
    for _ in range(4):
        weighted = design * weight[..., None]
        normal = design.T @ weighted + ridge
        solution = np.linalg.solve(normal, weighted.swapaxes(1, 2) @ parts[..., :1])[..., 0]
        left = np.abs(parts[..., 0] - solution @ design.T)
        weight = weight * np.where(left < 4.0, 1.0, 0.2)
    return np.asarray(np.clip(solution @ wanted.T, -_REACH, _REACH))


def crops_of(block: NDArray[np.uint8], down: Floats, across: Floats) -> Crops:
    """The cells of a block, each shifted with its column: (rows, columns, height, width)."""
    columns, rows = len(down), (block.shape[0] - 2 * _MARGIN) // CELL[1]
    crops = np.empty((rows, columns, *CROP[::-1]), np.uint8)
    tall = (CROP[0], (rows - 1) * CELL[1] + CROP[1])
    for column in range(columns):
        center = (
            _MARGIN + column * CELL[0] + (CELL[0] - 1) / 2 + float(across[column]),
            _MARGIN + (rows * CELL[1] - 1) / 2 + float(down[column]),
        )
        strip = cv2.getRectSubPix(block, tall, center)
        for row in range(rows):
            crops[row, column] = strip[row * CELL[1] : row * CELL[1] + CROP[1]]
    return crops


def _seen(view: View, columns: tuple[float, ...], rows: tuple[float, ...]) -> NDArray[np.bool_]:
    """(rows, columns): the cell lies in the picture."""
    shape = (len(rows) - 1, len(columns) - 1)
    if view.sees(Rect(columns[0], rows[0], columns[-1] - columns[0], rows[-1] - rows[0])):
        return np.ones(shape, np.bool_)
    return np.array(
        [
            [view.sees(Rect(left, top, right - left, bottom - top)) for left, right in itertools.pairwise(columns)]
            for top, bottom in itertools.pairwise(rows)
        ]
    )
