from __future__ import annotations

import math

import pytest

from benchmarks.bench_reading.statistics import calibration_error, percentile, reliability, upper_bound


def test_no_error_in_n_gives_the_rule_of_three() -> None:
    assert upper_bound(0, 1000) == pytest.approx(1 - 0.05 ** (1 / 1000), rel=1e-9)
    assert upper_bound(0, 1000) == pytest.approx(3 / 1000, rel=0.01)


@pytest.mark.parametrize(("wrong", "count"), [(1, 10), (5, 50), (2, 10_000)])
def test_at_the_bound_so_few_errors_are_seen_once_in_twenty_runs(wrong: int, count: int) -> None:
    rate = upper_bound(wrong, count)
    seen = sum(math.comb(count, k) * rate**k * (1 - rate) ** (count - k) for k in range(wrong + 1))
    assert seen == pytest.approx(0.05, rel=1e-6)


def test_nothing_measured_bounds_nothing() -> None:
    assert upper_bound(0, 0) == 1.0
    assert upper_bound(3, 3) == 1.0


def test_the_calibration_error_is_the_gap_between_confidence_and_share_right() -> None:
    surely_right = [(0.97, True)] * 60
    too_sure = [(0.92, True)] * 30 + [(0.92, False)] * 10
    bins = reliability(surely_right + too_sure)
    assert [(item.low, item.count) for item in bins] == [(0.9, 40), (0.95, 60)]
    assert calibration_error(bins) == pytest.approx(0.4 * (0.92 - 0.75) + 0.6 * 0.03)


def test_a_percentile_is_the_value_below_which_so_many_lie() -> None:
    assert percentile([float(v) for v in range(1, 101)], 0.95) == 95.0
    assert percentile([7.0], 0.01) == 7.0
    assert math.isnan(percentile([], 0.5))
