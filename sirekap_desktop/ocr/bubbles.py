"""Reads the columns of circles 0–9 under the vote boxes: which one is blackened, against its neighbours' light and ink.

An empty circle is not white: it carries its digit and outline. So a circle is compared with those above and below it,
which share its light, and with the darkest of this number for black: any pen, any light.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sirekap_desktop.forms.model import Bubbles
from sirekap_desktop.ocr.bubble_grid import Measured, measure
from sirekap_desktop.ocr.calibration import BubbleCalibration, calibration
from sirekap_desktop.ocr.cutting import Offset
from sirekap_desktop.ocr.plane import Floats
from sirekap_desktop.ocr.view import View

NONE, DOUBLE = 10, 11
"""Places 10 and 11 of a column's probabilities: no circle filled, more than one filled."""

_LEAST_INK = 0.22
"""How much darker than its neighbours a filled circle is at least, as a share of the paper's light."""
_NEIGHBOURS = 3
"""Rows above and below a circle, in its own column, with which it is compared."""
_CERTAIN_FILL = 0.2
"""A circle is partly filled when its fill is nearer to the threshold than this: all real ones stay further away."""
_STRUCK = 0.12
"""By how much more ink stands around a struck-out circle than around the other filled one, as a share of the ink."""
_WHITED = 0.85
"""Share of the printing, digit and ring, that must be gone under correction fluid."""
_DOUBTFUL = 0.85
"""A partly filled or corrected column is never surer of its digit than this."""


class BubbleState(StrEnum):
    """What one column shows."""

    SINGLE = "single"
    NONE = "none"
    DOUBLE = "double"
    PARTIAL = "partial"
    """A circle half filled, ticked, crossed or dotted, and none filled clearly."""
    CORRECTED = "corrected"
    """Two filled, one of them struck out; or one filled and another whited out."""


@dataclass(frozen=True, slots=True)
class BubbleColumns:
    """The circles of one number."""

    probabilities: Floats
    """(columns, 12): 0–9 exactly this one filled, none, more than one."""
    fill: Floats
    """(columns, 10): 0 as light as its neighbours … 1 as dark as the ink of this form."""
    states: tuple[BubbleState, ...] = ()
    """Per column."""

    @property
    def digits(self) -> tuple[int, ...]:
        """The likeliest of the twelve per column."""
        return tuple(int(index) for index in self.probabilities.argmax(axis=1))

    @property
    def value(self) -> int | None:
        """The number that the circles alone show beyond doubt.

        None when none is filled, one is double, partly filled or corrected, or a gap stands inside.
        """
        shown = self.digits
        if any(self.probabilities.max(axis=1) < 0.5) or DOUBLE in shown or _DOUBTS & set(self.states):
            return None
        first = next((index for index, digit in enumerate(shown) if digit != NONE), len(shown))
        if first == len(shown) or NONE in shown[first:]:
            return None
        return int("".join(str(digit) for digit in shown[first:]))


_DOUBTS = {BubbleState.PARTIAL, BubbleState.CORRECTED, BubbleState.DOUBLE}


def read_bubbles(view: View, bubbles: Bubbles, offset: Offset) -> BubbleColumns:
    """Measure all circles of a number and weigh each column."""
    return weigh(measure(view, bubbles, offset), calibration().bubbles)


def weigh(seen: Measured, measured: BubbleCalibration) -> BubbleColumns:
    """Probabilities and state per column from the darkness of its circles."""
    rise = seen.dark - _level(seen.dark)
    ink = max(float(np.sort(rise, axis=None)[-2:].mean()), _LEAST_INK)
    fill = rise / ink
    stray = (seen.around - _level(seen.around)) / ink
    plain = _plain(fill, measured)
    columns = [_column(*rows, measured) for rows in zip(plain, fill, stray, _whited(seen), strict=True)]
    return BubbleColumns(np.stack([row for row, _ in columns]), fill, tuple(state for _, state in columns))


def _level(table: Floats) -> Floats:
    """What the circles around each one show, (columns, 10): the median, so that filled ones do not matter."""
    first = np.clip(np.arange(10) - _NEIGHBOURS, 0, 9 - 2 * _NEIGHBOURS)
    near = first[:, None] + np.arange(2 * _NEIGHBOURS + 1)
    return np.asarray(np.median(table[:, near], axis=2))


def _plain(fill: Floats, measured: BubbleCalibration) -> Floats:
    """(columns, 12) as if every circle were filled or not by itself."""
    filled = 1.0 / (1.0 + np.exp(-np.clip((fill - measured.threshold) / measured.width, -30, 30)))
    filled = np.clip(filled, measured.floor, 1 - measured.floor)
    none = np.prod(1 - filled, axis=1)
    single = filled / (1 - filled) * none[:, None]
    double = np.clip(1 - none - single.sum(axis=1), 0.0, 1.0)
    return np.column_stack((single, none, double))


def _whited(seen: Measured) -> np.ndarray:
    """(columns, 10) bool: neither digit nor ring can be seen, though those of the circles around can."""
    parts = [(table - _level(table)) / np.maximum(_level(table), 0.04) for table in (seen.dark, seen.rim)]
    return np.asarray(np.maximum(*parts) < -_WHITED)


def _column(
    plain: Floats, fill: Floats, stray: Floats, whited: np.ndarray, measured: BubbleCalibration
) -> tuple[Floats, BubbleState]:
    """One column's probabilities and state."""
    marked = np.flatnonzero(fill > measured.threshold - _CERTAIN_FILL)
    clear = np.flatnonzero(fill > measured.threshold + _CERTAIN_FILL)
    if len(marked) == 2 and len(clear) >= 1:
        kept, struck = sorted(marked, key=lambda digit: float(stray[digit]))
        if stray[struck] - stray[kept] > _STRUCK and kept in clear:
            return _doubtful(plain, int(kept)), BubbleState.CORRECTED
    if len(marked) > 1:
        return plain, BubbleState.DOUBLE
    if len(marked) == 0:
        return plain, BubbleState.NONE
    digit = int(marked[0])
    if len(clear) == 0:
        return _doubtful(plain, digit), BubbleState.PARTIAL
    if whited.any():
        return _doubtful(plain, digit), BubbleState.CORRECTED
    return plain, BubbleState.SINGLE


def _doubtful(plain: Floats, digit: int) -> Floats:
    """The column's probabilities with most on one digit, but never more than ``_DOUBTFUL``."""
    even = np.full_like(plain, (1 - _DOUBTFUL) / (len(plain) - 1))
    even[digit] = _DOUBTFUL
    return even if plain[digit] > _DOUBTFUL or plain.argmax() == DOUBLE else 0.5 * (plain + even)
