"""Circles are judged against their neighbours' light and this form's own ink."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.ocr import bubbles
from sirekap_desktop.ocr.calibration import calibration

MEASURED = calibration().bubbles


def darkness(
    filled: list[tuple[int, int]], *, ink: float = 0.7, empty: float = 0.12, grain: float = 0.01
) -> np.ndarray:
    """30 circles as measured on paper: printed digits make even empty ones a little dark."""
    table = empty + np.random.default_rng(2).normal(0, grain, (3, 10))
    for column, digit in filled:
        table[column, digit] = ink
    return table


@given(st.lists(st.integers(0, 9), min_size=3, max_size=3), st.floats(0.45, 0.95), st.floats(0.0, 0.2))
def test_the_blackened_circle_is_read_in_any_ink_and_light(digits: list[int], ink: float, empty: float) -> None:
    columns = bubbles.weigh(darkness(list(enumerate(digits)), ink=ink, empty=empty), MEASURED)
    assert columns.value == int("".join(map(str, digits)))
    assert columns.probabilities.max(axis=1).min() > 0.9
    assert np.allclose(columns.probabilities.sum(axis=1), 1.0, atol=1e-6)


def test_an_untouched_number_has_no_circle_however_dark_its_printing() -> None:
    for empty in (0.05, 0.3):
        columns = bubbles.weigh(darkness([], empty=empty, grain=0.02), MEASURED)
        assert columns.digits == (bubbles.NONE,) * 3
        assert columns.value is None


def test_two_circles_in_a_column_are_double_and_give_no_value() -> None:
    columns = bubbles.weigh(darkness([(0, 1), (0, 7), (1, 2), (2, 3)]), MEASURED)
    assert columns.digits == (bubbles.DOUBLE, 2, 3)
    assert columns.value is None


def test_a_half_filled_circle_is_uncertain() -> None:
    table = darkness([(0, 1), (1, 2)])
    table[2, 3] = 0.12 + 0.45 * 0.58
    assert bubbles.weigh(table, MEASURED).probabilities[2].max() < 0.9


@pytest.mark.parametrize(("filled", "value"), [([(1, 3), (2, 2)], 32), ([(2, 4)], 4), ([(0, 0), (1, 0), (2, 9)], 9)])
def test_leading_columns_may_stay_empty_or_show_zero(filled: list[tuple[int, int]], value: int) -> None:
    assert bubbles.weigh(darkness(filled), MEASURED).value == value


def test_a_gap_inside_a_number_gives_no_value() -> None:
    assert bubbles.weigh(darkness([(0, 1), (2, 3)]), MEASURED).value is None
