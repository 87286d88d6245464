"""From boxes and bubbles of one number to a probability for every value it can have.

A number is written right-aligned: leading boxes hold a cross, dash, slash, dot, nothing or 0, the others digits.
Anything else (74 written 7 4 _) is *malformed* and goes to a person; only crosses or dashes is *crossed*, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sirekap_desktop.forms.reading import CELL_CLASSES
from sirekap_desktop.ocr.bubbles import DOUBLE, NONE
from sirekap_desktop.ocr.calibration import BubbleCalibration
from sirekap_desktop.ocr.plane import Floats

BLANK = CELL_CLASSES.index("")
FILLERS = slice(CELL_CLASSES.index("X"), len(CELL_CLASSES))
"""X - / . and empty: what may stand before a number."""
_MARKS = slice(CELL_CLASSES.index("X"), BLANK)
MISALIGNED = 0.2
"""Prior weight of numbers that are not right-aligned: they occur (domain.md §1.7), but rarely."""


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What one number may be; all probabilities add up to 1."""

    values: Floats
    """(10**boxes,) probability of each value."""
    empty: float
    """Nothing is written at all."""
    crossed: float
    """Only crosses, dashes or dots."""
    left: float
    """Digits with something else behind them: left-aligned."""

    @property
    def malformed(self) -> float:
        return max(0.0, 1.0 - float(self.values.sum()) - self.empty - self.crossed)

    @property
    def best(self) -> tuple[int, float]:
        """The likeliest value and its probability."""
        value = int(self.values.argmax())
        return value, float(self.values[value])

    def top(self, count: int, least: float = 1e-5) -> tuple[tuple[int, float], ...]:
        """The likeliest values, best first."""
        order = np.argsort(self.values)[::-1][:count]
        return tuple((int(value), float(self.values[value])) for value in order if self.values[value] >= least)


def soften(cells: Floats, floor: float) -> Floats:
    """Admit that the digit model can be wrong whatever it says: mix (boxes, 15) with an even spread."""
    normal = cells / np.maximum(cells.sum(axis=1, keepdims=True), 1e-12)
    return np.asarray((1 - floor) * normal + floor / cells.shape[1])


def parse(cells: Floats, misaligned: float = MISALIGNED) -> Beliefs:
    """Read (boxes, 15) class probabilities as one right-aligned number.

    ``misaligned`` is how much rarer than right-aligned ones numbers with a gap or a trailing filler are.
    """
    boxes = len(cells)
    digits, filler = cells[:, :10], cells[:, FILLERS].sum(axis=1)
    values = np.zeros(10**boxes)
    fillers_only, zeros = 1.0, 0.0
    for first in range(boxes):
        lead = fillers_only + zeros
        following = np.ones(1)
        for box in range(first + 1, boxes):
            following = np.outer(following, digits[box]).ravel()
        start = 10 ** (boxes - first - 1)
        values[start : 10 * start] += lead * np.outer(digits[first, 1:], following).ravel()
        if first == boxes - 1:
            values[0] += lead * digits[first, 0]
        fillers_only, zeros = fillers_only * filler[first], lead * digits[first, 0]
    empty = float(np.prod(cells[:, BLANK]))
    regular = float(values.sum()) + float(fillers_only)
    total = regular + misaligned * max(0.0, 1.0 - regular)
    left = misaligned * _left_aligned(digits.sum(axis=1), filler) / total
    return Beliefs(values / total, empty / total, max(0.0, float(fillers_only) - empty) / total, left)


def left_share(cells: Floats) -> float:
    """Probability that a number is left-aligned when that is thought as likely as any other way to fill boxes.

    Such numbers are rare but cost ten votes for one (74 as 748), so here nothing speaks against them beforehand.
    """
    return parse(cells, misaligned=1.0).left


def with_tally(beliefs: Beliefs, likelihood: Floats) -> Beliefs:
    """Weigh the values of a number with its tally marks.

    Args:
        beliefs: what boxes and circles say.
        likelihood: (10**boxes,) of the marks seen, for every number that may stand in the boxes, up to scale; slips of
            whoever counted and doubts of the reader are in it.
    """
    factors = likelihood * (len(likelihood) / max(float(likelihood.sum()), 1e-300))
    values = beliefs.values * factors
    empty, crossed = beliefs.empty * float(factors[0]), beliefs.crossed * float(factors[0])
    total = float(values.sum()) + empty + crossed + beliefs.malformed
    return Beliefs(values / total, empty / total, crossed / total, beliefs.left / total)


def _left_aligned(digit: Floats, filler: Floats) -> float:
    """Digits, and behind the last of them only fillers."""
    before, within, behind = 1.0, 0.0, 0.0
    for is_digit, is_filler in zip(digit, filler, strict=True):
        behind = (behind + within) * float(is_filler)
        within = (before + within) * float(is_digit)
        before *= float(is_filler)
    return behind


def with_bubbles(cells: Floats, columns: Floats, measured: BubbleCalibration) -> Floats:
    """Weigh each box's classes with its column of circles, box by box: (boxes, 15)."""
    fused = cells * (columns @ likelihood(measured).T)
    return np.asarray(fused / np.maximum(fused.sum(axis=1, keepdims=True), 1e-300))


def likelihood(measured: BubbleCalibration) -> Floats:
    """P(what a column shows | what its box holds), (15, 12): each row adds up to 1."""
    table = np.zeros((len(CELL_CLASSES), 12))
    wrong = (1 - measured.match - measured.missing) / 10
    table[:10, :10] = wrong
    table[np.arange(10), np.arange(10)] = measured.match
    table[:10, NONE], table[:10, DOUBLE] = measured.missing, wrong
    other = (1 - measured.cross_zero - measured.cross_none) / 10
    table[_MARKS] = other
    table[_MARKS, 0], table[_MARKS, NONE] = measured.cross_zero, measured.cross_none
    # An empty box with a filled circle is a forgotten digit: possible, and no reason to invent one.
    table[BLANK] = 0.01
    table[BLANK, NONE] = 0.89
    return table


def bubbles_alone(columns: Floats, measured: BubbleCalibration) -> Beliefs:
    """What the circles say when nothing is known of the boxes."""
    even = np.full((len(columns), len(CELL_CLASSES)), 1 / len(CELL_CLASSES))
    return parse(with_bubbles(even, columns, measured))
