"""Bounds and calibration."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EDGES = (0.0, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0 + 1e-9)
"""Bins of confidence."""


def upper_bound(wrong: int, count: int, level: float = 0.95) -> float:
    """Clopper-Pearson, one-sided: the rate of errors that would give so few of them in only 1 of 20 such runs."""
    if count == 0 or wrong >= count:
        return 1.0
    low, high = wrong / count, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(wrong, count, middle) > 1 - level:
            low = middle
        else:
            high = middle
    return high


def _at_most(wrong: int, count: int, rate: float) -> float:
    """Probability of at most ``wrong`` errors among ``count``."""
    if rate <= 0:
        return 1.0

    def term(k: int) -> float:
        choose = math.lgamma(count + 1) - math.lgamma(k + 1) - math.lgamma(count - k + 1)
        return math.exp(choose + k * math.log(rate) + (count - k) * math.log1p(-rate))

    return math.fsum(term(k) for k in range(wrong + 1))


@dataclass(frozen=True, slots=True)
class Bin:
    """Numbers of about the same confidence."""

    low: float
    high: float
    count: int
    confidence: float
    """Mean."""
    right: float
    """Share."""


def reliability(pairs: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Bins of (confidence, right) that hold anything."""
    known = list(pairs)
    bins = []
    for low, high in itertools.pairwise(EDGES):
        within = [(confidence, right) for confidence, right in known if low <= confidence < high]
        if within:
            mean = math.fsum(confidence for confidence, _ in within) / len(within)
            bins.append(Bin(low, min(high, 1.0), len(within), mean, sum(right for _, right in within) / len(within)))
    return bins


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: the gap of confidence and share right, weighted by the bins' sizes."""
    total = sum(item.count for item in bins)
    return math.fsum(abs(item.confidence - item.right) * item.count for item in bins) / max(1, total)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of them lie (nearest rank); NaN for none."""
    if not values:
        return math.nan
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, max(0, math.ceil(share * len(ranked)) - 1))]
