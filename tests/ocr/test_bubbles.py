"""Circles are judged against their neighbours' light and this form's own ink, where their rings are seen."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.ocr import bubbles, engine
from sirekap_desktop.ocr.bubble_grid import Measured, find
from sirekap_desktop.ocr.bubbles import BubbleColumns, BubbleState, read_bubbles
from sirekap_desktop.ocr.calibration import calibration
from sirekap_desktop.ocr.plane import Pyramid
from sirekap_desktop.ocr.view import View
from sirekap_desktop.samples.draw import render_page

MEASURED = calibration().bubbles
FORM = load_form("c-hasil-ppwp-2024")
FIELD = FORM.field("suara_1")
CIRCLES = FIELD.bubbles
PX_PER_MM = 3.0


def darkness(
    filled: list[tuple[int, int]], *, ink: float = 0.7, empty: float = 0.12, grain: float = 0.01
) -> np.ndarray:
    """30 circles as measured on paper: printed digits make even empty ones a little dark."""
    table = empty + np.random.default_rng(2).normal(0, grain, (3, 10))
    for column, digit in filled:
        table[column, digit] = ink
    return table


def weigh(dark: np.ndarray, around: np.ndarray | None = None) -> BubbleColumns:
    stray = np.full((3, 10), 0.02) if around is None else around
    return bubbles.weigh(Measured(dark, np.maximum(dark, 0.1), stray), MEASURED)


@pytest.fixture(scope="module")
def printed() -> np.ndarray:
    """A page with nothing but its printing, grey."""
    page = engine.grey(render_page(FORM, 2, {}, seed=1, px_per_mm=PX_PER_MM))
    return np.asarray(cv2.GaussianBlur(page, (0, 0), 0.8), np.uint8)


def pixel(column: int, digit: int) -> tuple[int, int]:
    assert CIRCLES is not None
    x, y = CIRCLES.center(column, digit)
    return round(x * PX_PER_MM), round(y * PX_PER_MM)


def read(picture: np.ndarray, offset: tuple[float, float] = (0.0, 0.0)) -> BubbleColumns:
    scale = np.diag([PX_PER_MM, PX_PER_MM, 1.0])
    scale[:2, 2] = PX_PER_MM / 2 - 0.5
    assert CIRCLES is not None
    return read_bubbles(View(Pyramid(picture), scale), CIRCLES, offset)


def blacken(picture: np.ndarray, *circles: tuple[int, int], ink: int = 60) -> np.ndarray:
    for column, digit in circles:
        cv2.circle(picture, pixel(column, digit), round(3.8 * PX_PER_MM), ink, -1, cv2.LINE_AA)
    return picture


@given(st.lists(st.integers(0, 9), min_size=3, max_size=3), st.floats(0.45, 0.95), st.floats(0.0, 0.2))
def test_the_blackened_circle_is_read_in_any_ink_and_light(digits: list[int], ink: float, empty: float) -> None:
    columns = weigh(darkness(list(enumerate(digits)), ink=ink, empty=empty))
    assert columns.value == int("".join(map(str, digits)))
    assert columns.states == (BubbleState.SINGLE,) * 3
    assert columns.probabilities.max(axis=1).min() > 0.9
    assert np.allclose(columns.probabilities.sum(axis=1), 1.0, atol=1e-6)


def test_an_untouched_number_has_no_circle_however_dark_its_printing() -> None:
    for empty in (0.05, 0.3):
        columns = weigh(darkness([], empty=empty, grain=0.015))
        assert columns.digits == (bubbles.NONE,) * 3
        assert columns.states == (BubbleState.NONE,) * 3
        assert columns.value is None


def test_two_circles_in_a_column_are_double_and_give_no_value() -> None:
    columns = weigh(darkness([(0, 1), (0, 7), (1, 2), (2, 3)]))
    assert columns.digits == (bubbles.DOUBLE, 2, 3)
    assert columns.states[0] is BubbleState.DOUBLE
    assert columns.value is None


def test_a_half_filled_circle_is_uncertain() -> None:
    table = darkness([(0, 1), (1, 2)])
    table[2, 3] = 0.12 + 0.45 * 0.58
    columns = weigh(table)
    assert columns.states[2] is BubbleState.PARTIAL
    assert columns.probabilities[2].max() < 0.9
    assert columns.value is None


@pytest.mark.parametrize(("filled", "value"), [([(1, 3), (2, 2)], 32), ([(2, 4)], 4), ([(0, 0), (1, 0), (2, 9)], 9)])
def test_leading_columns_may_stay_empty_or_show_zero(filled: list[tuple[int, int]], value: int) -> None:
    assert weigh(darkness(filled)).value == value


def test_a_gap_inside_a_number_gives_no_value() -> None:
    assert weigh(darkness([(0, 1), (2, 3)])).value is None


def test_a_struck_out_circle_leaves_the_other_one_but_no_proof(printed: np.ndarray) -> None:
    picture = blacken(printed.copy(), (0, 1), (1, 4), (2, 2), (2, 4))
    x, y = pixel(2, 4)
    for side in (-1, 1):
        cv2.line(picture, (x - 20, y - 15 * side), (x + 20, y + 15 * side), 60, 3, cv2.LINE_AA)
    columns = read(picture)
    assert columns.states == (BubbleState.SINGLE, BubbleState.SINGLE, BubbleState.CORRECTED)
    assert columns.digits == (1, 4, 2)
    assert columns.probabilities[2].max() < 0.9
    assert columns.value is None


def test_a_whited_out_circle_makes_its_column_corrected(printed: np.ndarray) -> None:
    picture = blacken(printed.copy(), (0, 1), (1, 4), (2, 2))
    cv2.circle(picture, pixel(2, 7), round(4.6 * PX_PER_MM), 255, -1, cv2.LINE_AA)
    columns = read(picture)
    assert columns.states == (BubbleState.SINGLE, BubbleState.SINGLE, BubbleState.CORRECTED)
    assert columns.digits == (1, 4, 2)


def test_a_tick_is_partial(printed: np.ndarray) -> None:
    picture = blacken(printed.copy(), (0, 1), (1, 4))
    x, y = pixel(2, 6)
    points = np.array([(x - 9, y - 1), (x - 3, y + 7), (x + 10, y - 9)], np.int32)
    cv2.polylines(picture, [points], isClosed=False, color=60, thickness=4, lineType=cv2.LINE_AA)
    columns = read(picture)
    assert columns.states[2] is BubbleState.PARTIAL
    assert columns.value is None


def test_a_shadow_across_the_columns_fills_nothing(printed: np.ndarray) -> None:
    picture = blacken(printed.copy(), (0, 1), (1, 4), (2, 2))
    edge = pixel(1, 0)[0]
    shaded = picture.astype(np.float64)
    shaded[:, edge:] *= 0.45
    columns = read(shaded.astype(np.uint8))
    assert columns.value == 142
    assert columns.states == (BubbleState.SINGLE,) * 3


@pytest.mark.parametrize("offset", [(0.0, 0.0), (3.0, -4.0), (-4.0, 8.0)])
def test_circles_are_found_by_their_rings_when_the_fit_is_off(printed: np.ndarray, offset: tuple[float, float]) -> None:
    picture = blacken(printed.copy(), (0, 1), (1, 4), (2, 2))
    assert read(picture, offset).value == 142


def test_paper_without_rings_leaves_the_circles_where_the_fit_has_them() -> None:
    blank = np.full((2700, 1800), 200, np.uint8)
    assert CIRCLES is not None
    centers = find(View(Pyramid(blank), np.diag([PX_PER_MM, PX_PER_MM, 1.0])), CIRCLES, (1.0, 2.0))
    assert centers.shape == (3, 10, 2)
    assert np.allclose(centers[2, 3], np.add(CIRCLES.center(2, 3), (1.0, 2.0)))
