"""Grain and moiré are no ink."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from sirekap_desktop.forms.reading import CELL_CLASSES
from sirekap_desktop.ocr import ink
from sirekap_desktop.ocr.cells import CELL_MARGIN, CELL_PX
from sirekap_desktop.ocr.evidence import BLANK

EDGE = round(CELL_PX * CELL_MARGIN / (1 + 2 * CELL_MARGIN))


def box(*, paper: int = 200, border: int = 90) -> np.ndarray:
    crop = np.full((CELL_PX, CELL_PX), paper, np.uint8)
    cv2.rectangle(crop, (EDGE, EDGE), (CELL_PX - EDGE - 1, CELL_PX - EDGE - 1), border, 2)
    return cv2.GaussianBlur(crop, (3, 3), 0)


def striped(amplitude: float) -> np.ndarray:
    waves = amplitude * np.sin(np.arange(CELL_PX) * 1.3)[None, :] + np.zeros((CELL_PX, 1))
    return np.clip(box().astype(float) + waves, 0, 255).astype(np.uint8)


def written() -> np.ndarray:
    crop = box()
    cv2.line(crop, (20, 10), (20, 30), 100, 2)
    return crop


def test_strength_tells_strokes_from_moire_and_bare_paper() -> None:
    bare, moire, stroke = ink.strength(np.stack([box(), striped(10), written()]))
    assert bare < 0.1
    assert moire < 0.25
    assert stroke > 0.6


def test_a_box_without_a_visible_border_says_nothing() -> None:
    assert np.isnan(ink.strength(np.full((1, CELL_PX, CELL_PX), 180, np.uint8)))[0]


@pytest.mark.parametrize("sure_of", ["1", "8", "."])
def test_without_ink_a_box_is_empty_whatever_the_model_saw(sure_of: str) -> None:
    cells = np.full((1, 15), 0.002)
    cells[0, CELL_CLASSES.index(sure_of)] = 0.972
    weighed = ink.weigh(cells, np.array([0.05]))
    assert weighed[0].argmax() == BLANK
    assert weighed[0, BLANK] > 0.95
    assert weighed.sum() == pytest.approx(1)


@pytest.mark.parametrize("strength", [0.9, float("nan")])
def test_with_ink_the_model_is_left_alone(strength: float) -> None:
    cells = np.random.default_rng(1).dirichlet(np.ones(15), 1)
    assert np.allclose(ink.weigh(cells, np.array([strength])), cells)


def test_no_boxes_are_no_trouble() -> None:
    assert ink.strength(np.zeros((0, CELL_PX, CELL_PX), np.uint8)).shape == (0,)
