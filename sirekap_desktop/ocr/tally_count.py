"""From what the cells of a tally grid hold to how likely every total is: exact, cell by cell and row by row.

Strokes fill cells from the left and rows from the top: five, five, …, the last one partly, then nothing. Each step away
from that (a bundle of four that goes on, a cell left out) costs a factor, so that nothing is impossible. The two boxes
beside a row speak about the same strokes with their own doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sirekap_desktop.ocr.calibration import TallyCalibration
from sirekap_desktop.ocr.plane import Floats
from sirekap_desktop.ocr.tally_net import FILLER, STROKES, SUM_CLASSES

_OPEN, _CLOSED = 0, 1
"""Before and behind the last stroke, as far as the order of the cells tells."""
_LEAD_ZERO = 0.5
"""Share of single digits written with a 0 before them rather than a cross, dash or nothing."""
_EMPTY_ZERO = 0.1
"""Share of unused rows with 0 beside them."""
_NEAR = {1: 0.25, -1: 0.25, 5: 0.15, -5: 0.15, 2: 0.05, -2: 0.05, 60: 0.05, -60: 0.05}
"""By how much a KPPS miscounts where it is a slip; half of all miscounts are taken for anything at all."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the network says of one number's tally: proportional to P(crop | class)."""

    cells: Floats
    """(rows, columns, 6): strokes 0–5; even where the picture does not show the cell."""
    sums: Floats
    """(rows, boxes, 11): digit 0–9 or none; even where it is not seen; no boxes where the form has none."""


def totals(marks: Marks, measured: TallyCalibration) -> Floats:
    """P(marks | so many strokes drawn) for 0 … all strokes that fit, up to scale."""
    return all_totals([marks], measured)[0]


def all_totals(marks: Sequence[Marks], measured: TallyCalibration) -> list[Floats]:
    """The same for several numbers; those with equally wide grids, as on one form, row by row in one go."""
    if len({(item.cells.shape[1:], item.sums.shape[1:]) for item in marks}) > 1:
        return [totals(item, measured) for item in marks]
    together = Marks(np.concatenate([item.cells for item in marks]), np.concatenate([item.sums for item in marks]))
    ends = np.cumsum([len(item.cells) for item in marks])[:-1]
    return [_chained(rows) for rows in np.split(_rows(together, measured), ends)]


def _chained(rows: Floats) -> Floats:
    """Row behind row: (rows, 2, 2, strokes) → (all strokes + 1,)."""
    state = np.zeros((2, 1))
    state[_OPEN, 0] = 1.0
    for row in rows:
        state = np.stack(
            [np.convolve(state[_OPEN], row[_OPEN, to]) + np.convolve(state[_CLOSED], row[_CLOSED, to]) for to in (0, 1)]
        )
        state /= max(float(state.max()), 1e-300)
    return np.asarray(state.sum(axis=0))


def _rows(marks: Marks, measured: TallyCalibration) -> Floats:
    """(rows, state before, state behind, strokes in the row)."""
    cells = (1 - measured.cell_floor) * marks.cells + measured.cell_floor / STROKES
    rows, columns = cells.shape[:2]
    odd, most = measured.irregular, 5 * columns
    table = np.zeros((rows, 2, 2, most + 1))
    table[:, (0, 1), (0, 1), 0] = 1.0
    for column in range(columns):
        chance = cells[:, column, :, None, None]
        before, behind = table[:, :, _OPEN], table[:, :, _CLOSED]
        some = sum(chance[:, k] * _later(before, k) for k in range(1, 5))
        resumed = sum(chance[:, k] * _later(behind, k) for k in range(1, 6))
        table = np.stack(
            (
                chance[:, 5] * _later(before, 5) + odd * (some + chance[:, 0] * before + resumed),
                chance[:, 0] * (before + behind) + some,
            ),
            axis=2,
        )
        table /= np.maximum(table.max(axis=(1, 2, 3), keepdims=True), 1e-300)
    return np.asarray(table * row_sums(marks.sums, most, measured)[:, None, None])


def _later(table: Floats, strokes: int) -> Floats:
    """The table with so many strokes more in the row."""
    moved = np.zeros_like(table)
    moved[..., strokes:] = table[..., : table.shape[-1] - strokes]
    return moved


def row_sums(sums: Floats, most: int, measured: TallyCalibration) -> Floats:
    """P(what stands beside a row | strokes in it), (rows, most + 1): the sum, nothing, or something else."""
    rows, boxes = sums.shape[:2]
    if boxes != 2:
        return np.ones((rows, most + 1))
    soft = (1 - measured.cell_floor) * sums + measured.cell_floor / SUM_CLASSES
    left, right = soft[:, 0], soft[:, 1]
    tens, ones = np.divmod(np.arange(most + 1), 10)
    written = left[:, tens] * right[:, ones]
    lead = _LEAD_ZERO * left[:, 0] + (1 - _LEAD_ZERO) * left[:, FILLER]
    written[:, :10] = lead[:, None] * right[:, :10]
    nothing = left[:, FILLER] * right[:, FILLER]
    written[:, 0] = _EMPTY_ZERO * lead * right[:, 0] + (1 - _EMPTY_ZERO) * nothing
    missing, wrong = measured.sum_missing, measured.sum_wrong
    anything = soft.mean(axis=2).prod(axis=1)
    return np.asarray((1 - missing - wrong) * written + missing * nothing[:, None] + wrong * anything[:, None])


def values(drawn: Floats, count: int, measured: TallyCalibration) -> Floats:
    """P(marks | value) for 0 … count - 1, up to scale, from P(marks | strokes drawn).

    The KPPS drew as many strokes as the number says, or slipped, or drew anything, or nothing at all. More than what
    fits is drawn as a full grid.
    """
    most = len(drawn) - 1
    slips = np.zeros(count)
    target = np.arange(count)
    for by, share in _NEAR.items():
        there = target + by
        inside = (there >= 0) & (there <= most)
        slips[inside] += share * drawn[there[inside]]
    meant = drawn[np.minimum(target, most)].copy()
    meant[most + 1 :] *= 0.5
    wrong = measured.miscounted * (0.5 * slips + 0.5 * drawn.mean())
    return np.asarray((1 - measured.miscounted - measured.undrawn) * meant + wrong + measured.undrawn * drawn[0])
