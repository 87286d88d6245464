"""Right-aligned numbers with leading fillers; everything else is handed to a person."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.ocr import evidence
from sirekap_desktop.ocr.calibration import calibration

from .papers import shown, written

FILLERS = ("X", "-", "/", ".", "")


@given(st.integers(0, 999), st.tuples(*[st.sampled_from([*FILLERS, "0"])] * 2))
def test_leading_fillers_and_zeros_do_not_change_a_number(value: int, lead: tuple[str, str]) -> None:
    digits = str(value)
    cells = (*lead[: 3 - len(digits)], *digits)
    if "0" in cells[: 3 - len(digits)]:  # after a written 0 nothing but digits may follow
        first = cells.index("0")
        cells = (*cells[:first], *("0" if cell in FILLERS else cell for cell in cells[first:]))
    best, probability = evidence.parse(written(cells)).best
    assert best == value
    assert probability > 0.9


@given(st.lists(st.sampled_from(FILLERS), min_size=3, max_size=3))
def test_only_crosses_or_dashes_is_never_zero(cells: list[str]) -> None:
    beliefs = evidence.parse(written(tuple(cells)))
    nothing = beliefs.empty if not any(cells) else beliefs.crossed
    assert nothing > 0.85
    assert beliefs.values[0] < 0.05


@pytest.mark.parametrize("cells", [("7", "4", ""), ("1", "6", "X"), ("5", "", ""), ("X", "4", "-")])
def test_left_aligned_numbers_are_recognised_and_given_no_value(cells: tuple[str, ...]) -> None:
    beliefs = evidence.parse(written(cells))
    assert beliefs.left > 0.85
    assert beliefs.best[1] < 0.1


def test_probabilities_add_up_over_every_way_to_fill_three_boxes() -> None:
    cells = np.random.default_rng(5).dirichlet(np.ones(15), 3)
    values, empty, crossed = np.zeros(1000), 0.0, 0.0
    for classes in product(range(15), repeat=3):
        share = float(np.prod([cells[box, item] for box, item in enumerate(classes)]))
        lead = next((box for box, item in enumerate(classes) if item < 10), 3)
        if lead == 3:
            if set(classes) == {14}:
                empty += share
            else:
                crossed += share
        elif all(item < 10 for item in classes[lead:]):
            values[int("".join(map(str, classes[lead:])))] += share
    beliefs = evidence.parse(cells, misaligned=1.0)
    assert np.allclose(beliefs.values, values)
    assert beliefs.empty == pytest.approx(empty)
    assert beliefs.crossed == pytest.approx(crossed)


@given(st.integers(100, 999))
def test_agreeing_circles_make_a_doubtful_number_certain(value: int) -> None:
    digits = str(value)
    doubtful = written(tuple(digits), 0.8)
    fused = evidence.parse(evidence.with_bubbles(doubtful, shown(*map(int, digits)), calibration().bubbles))
    assert fused.best[0] == value
    assert fused.best[1] > 0.95 > evidence.parse(doubtful).best[1]


@pytest.mark.parametrize("circle", [0, None])
def test_a_crossed_box_goes_with_circle_zero_or_none(circle: int | None) -> None:
    cells = evidence.soften(written(("X", "3", "2")), calibration().cell_floor)
    fused = evidence.parse(evidence.with_bubbles(cells, shown(circle, 3, 2), calibration().bubbles))
    assert fused.best[0] == 32
    assert fused.best[1] > 0.99


def test_the_bubble_model_is_a_probability_for_each_kind_of_box() -> None:
    assert np.allclose(evidence.likelihood(calibration().bubbles).sum(axis=1), 1.0)


def test_circles_alone_give_their_number() -> None:
    assert evidence.bubbles_alone(shown(2, 7, 4), calibration().bubbles).best[0] == 274
