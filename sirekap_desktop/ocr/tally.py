"""Reads the tally marks of a page: strokes in the grid and the sums beside its rows, as evidence with its own doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sirekap_desktop.forms.model import Field
from sirekap_desktop.ocr.calibration import calibration
from sirekap_desktop.ocr.plane import Floats
from sirekap_desktop.ocr.tally_count import Marks, all_totals, totals, values
from sirekap_desktop.ocr.tally_grid import TallyCrops, cut_tally
from sirekap_desktop.ocr.tally_net import FILLER, STROKES, SUM_CLASSES, TallyReader
from sirekap_desktop.ocr.view import View

__all__ = ["TallyEvidence", "TallyReader", "TallyState", "read_tallies", "weigh"]

_LEAST_SEEN = 0.5
"""Share of a grid's cells that the picture must show for the tally to be read at all."""
_LIKELIER_THAN_NOT = 0.5
_MOSTLY_EMPTY = 0.8
"""Mean certainty that row-sum boxes hold no digit, from which on there are no sums: one stray mark makes none."""


class TallyState(StrEnum):
    """How much of a tally there is to read."""

    NONE = "none"
    """Neither strokes nor row sums."""
    PARTIAL = "partial"
    """The picture ends within the grid."""
    UNCLEAR = "unclear"
    """No total is likelier than all others together."""
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class TallyEvidence:
    """What the tally of one number says."""

    likelihood: Floats
    """(10**boxes,) P(marks and row sums | value) up to scale; never 0: a KPPS or the reader can be wrong."""
    value: int | None
    """What the tally alone shows; None when no value is likelier than not."""
    confidence: float
    """How likely the tally's likeliest value is the number's, were all that fit into the grid as likely before."""
    state: TallyState
    unseen: tuple[int, ...] = ()
    """Cells outside the picture, counted in the order in which they are filled; they may hold anything."""


def read_tallies(view: View, fields: Sequence[Field], reader: TallyReader) -> dict[str, TallyEvidence]:
    """Read the tallies of a page, all cells in one batch.

    Args:
        view: the page in its picture.
        fields: numbers; those without a tally grid, or with less than half of it in the picture, are left out.
        reader: the network; one per thread.

    Returns:
        By name of the number.
    """
    cut: dict[Field, TallyCrops] = {}
    for field in fields:
        if field.tally is not None:
            crops = cut_tally(view, field.tally)
            if crops.cells_seen.mean() >= _LEAST_SEEN:
                cut[field] = crops
    if not cut:
        return {}
    strokes, _ = reader.read(np.concatenate([crops.cells for crops in cut.values()]))
    _, digits = reader.read(np.concatenate([crops.sums.reshape(-1, *crops.sums.shape[2:]) for crops in cut.values()]))
    marks, cells_at, sums_at = [], 0, 0
    for crops in cut.values():
        cells_end, sums_end = cells_at + len(crops.cells), sums_at + crops.sums_seen.size
        marks.append(_marks(crops, strokes[cells_at:cells_end], digits[sums_at:sums_end]))
        cells_at, sums_at = cells_end, sums_end
    return {
        field.name: _weighed(item, drawn, 10 ** len(field.boxes), tuple(np.flatnonzero(~crops.cells_seen).tolist()))
        for (field, crops), item, drawn in zip(cut.items(), marks, all_totals(marks, calibration().tally), strict=True)
    }


def _marks(crops: TallyCrops, strokes: Floats, digits: Floats) -> Marks:
    """Cells outside the picture may be anything."""
    rows, boxes = crops.sums_seen.shape
    strokes = np.where(crops.cells_seen[:, None], strokes, 1 / STROKES)
    digits = np.where(crops.sums_seen.reshape(-1, 1), digits, 1 / SUM_CLASSES)
    return Marks(strokes.reshape(rows, -1, STROKES), digits.reshape(rows, boxes, SUM_CLASSES))


def weigh(marks: Marks, count: int, unseen: tuple[int, ...] = ()) -> TallyEvidence:
    """Likelihood of ``count`` values, and what the tally alone shows."""
    return _weighed(marks, totals(marks, calibration().tally), count, unseen)


def _weighed(marks: Marks, drawn: Floats, count: int, unseen: tuple[int, ...]) -> TallyEvidence:
    likelihood = values(drawn, count, calibration().tally)
    fitting = likelihood[: 5 * marks.cells.shape[0] * marks.cells.shape[1] + 1]
    shares = fitting / fitting.sum()
    value = int(shares.argmax())
    confidence = float(shares[value])
    shown = confidence > _LIKELIER_THAN_NOT
    state = _state(marks, shown, unseen)
    # No stroke and no sum may mean 0, or that nobody tallied: the likelihood says how much, the paper shows no number.
    return TallyEvidence(
        likelihood, value if shown and state is not TallyState.NONE else None, confidence, state, unseen
    )


def _state(marks: Marks, shown: bool, unseen: Sequence[int]) -> TallyState:
    if unseen:
        return TallyState.PARTIAL
    untouched = marks.cells[..., 0].min() > _LIKELIER_THAN_NOT
    if untouched and (marks.sums.shape[1] == 0 or marks.sums[..., FILLER].mean() > _MOSTLY_EMPTY):
        return TallyState.NONE
    return TallyState.CLEAR if shown else TallyState.UNCLEAR
