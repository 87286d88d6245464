"""Reads the columns of circles 0–9 under the vote boxes: which one is blackened, against its neighbours' light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sirekap_desktop.forms.model import Bubbles
from sirekap_desktop.ocr.calibration import BubbleCalibration, calibration
from sirekap_desktop.ocr.cutting import Offset, View
from sirekap_desktop.ocr.plane import Floats

NONE, DOUBLE = 10, 11
"""Places 10 and 11 of a column's probabilities: no circle filled, more than one filled."""

_LEAST_INK = 0.22
"""How much darker than its neighbours a filled circle is at least, as a share of the paper's light."""


@dataclass(frozen=True, slots=True)
class BubbleColumns:
    """The circles of one number."""

    probabilities: Floats
    """(columns, 12): 0–9 exactly this one filled, none, more than one."""
    fill: Floats
    """(columns, 10): 0 as light as its neighbours … 1 as dark as the ink of this form."""

    @property
    def digits(self) -> tuple[int, ...]:
        """The likeliest of the twelve per column."""
        return tuple(int(index) for index in self.probabilities.argmax(axis=1))

    @property
    def value(self) -> int | None:
        """The number that the circles alone show; None when none is filled, one is double or a gap stands inside."""
        shown = self.digits
        if any(self.probabilities.max(axis=1) < 0.5) or DOUBLE in shown:
            return None
        first = next((index for index, digit in enumerate(shown) if digit != NONE), len(shown))
        if first == len(shown) or NONE in shown[first:]:
            return None
        return int("".join(str(digit) for digit in shown[first:]))


def read_bubbles(view: View, bubbles: Bubbles, offset: Offset) -> BubbleColumns:
    """Measure all circles of a number and weigh each column."""
    return weigh(darkness(view, bubbles, offset), calibration().bubbles)


def darkness(view: View, bubbles: Bubbles, offset: Offset) -> Floats:
    """How much darker the inside of each circle is than the paper beside it, (columns, 10), share of its light."""
    centers = np.array(
        [[bubbles.center(column, digit) for digit in range(10)] for column in range(len(bubbles.column_x))]
    ) + np.array(offset)
    radius = bubbles.diameter / 2
    inside = view.light(centers[:, :, None, :] + _disc(0.75 * radius), 2.5, bubbles.area)
    beside = view.light(centers[:, :, None, :] + _sides(radius), 2.5, bubbles.area)
    paper = np.maximum(np.median(beside.astype(np.float64), axis=2), 10.0)
    return np.asarray(1.0 - inside.astype(np.float64).mean(axis=2) / paper)


def weigh(dark: Floats, measured: BubbleCalibration) -> BubbleColumns:
    """Probabilities per column from the darkness of its circles.

    An empty circle is not white: it carries its digit and outline. So the measure is the median circle of this number
    and, for black, its darkest ones.
    """
    empty = float(np.median(dark))
    ink = max(float(np.sort(dark, axis=None)[-2:].mean()) - empty, _LEAST_INK)
    fill = (dark - empty) / ink
    filled = 1.0 / (1.0 + np.exp(-np.clip((fill - measured.threshold) / measured.width, -30, 30)))
    filled = np.clip(filled, measured.floor, 1 - measured.floor)
    none = np.prod(1 - filled, axis=1)
    single = filled / (1 - filled) * none[:, None]
    double = np.clip(1 - none - single.sum(axis=1), 0.0, 1.0)
    return BubbleColumns(np.column_stack((single, none, double)), fill)


def _disc(radius: float) -> Floats:
    axis = np.linspace(-radius, radius, 9)
    x, y = np.meshgrid(axis, axis)
    within = x**2 + y**2 <= radius**2
    return np.stack((x[within], y[within]), axis=-1)


def _sides(radius: float) -> Floats:
    """Blank paper left and right of a circle: above and below stand the next ones."""
    x, y = np.meshgrid(np.array([-2.1, -1.9, -1.7, 1.7, 1.9, 2.1]) * radius, np.linspace(-0.6, 0.6, 5) * radius)
    return np.stack((x.ravel(), y.ravel()), axis=-1)
