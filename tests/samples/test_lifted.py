from __future__ import annotations

import cv2
import numpy as np
import pytest

from sirekap_desktop.forms.model import Rect
from sirekap_desktop.samples.lifted import PATCH_PX, LiftedInk, lay_ink, lift_ink

CORNERS = np.array([(6, 8), (45, 7), (46, 48), (5, 47)], np.float32)


def _photographed(ink: np.ndarray | None) -> np.ndarray:
    """A box of 40 px with border and dot guides under uneven light; ink of a pen on it, all blurred."""
    side = 8 * 54
    page = np.full((side, side), 1.0)
    corners = (CORNERS * 8).astype(np.int32)
    cv2.polylines(page, [corners], True, 0.15, 14, cv2.LINE_AA)
    for y in range(130, 340, 26):
        for x in (150, 205, 260):
            cv2.circle(page, (x, y), 4, 0.75, -1, cv2.LINE_AA)
    if ink is not None:
        page *= 1 - 0.6 * ink
    small = cv2.resize(cv2.GaussianBlur(page, (0, 0), 6), (54, 54), interpolation=cv2.INTER_AREA)
    light = np.linspace(150, 200, 54)[None, :]
    return np.clip(small * light, 0, 255).astype(np.uint8)


def _seven() -> np.ndarray:
    ink = np.zeros((8 * 54, 8 * 54))
    cv2.polylines(ink, [np.array([(150, 140), (270, 140), (200, 330)])], False, 1.0, 18, cv2.LINE_AA)
    return ink


def test_ink_is_lifted_without_border_guides_and_light() -> None:
    lifted = lift_ink(_photographed(_seven()), CORNERS)
    matrix = cv2.getPerspectiveTransform(
        CORNERS * 8, np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32) * np.float32(PATCH_PX)
    )
    true = cv2.warpPerspective(_seven(), matrix, (PATCH_PX, PATCH_PX))
    near = cv2.dilate(true, np.ones((13, 13))) > 0.5
    core = true > 0.9
    assert lifted.cover[~near].max() < 30
    assert lifted.cover[core].mean() > 170
    assert 0.25 < lifted.strength < 0.7


def test_an_empty_box_has_no_ink() -> None:
    assert lift_ink(_photographed(None), CORNERS).cover.max() == 0


def test_ink_is_laid_where_it_is_wanted_and_darkens_only() -> None:
    cover = np.zeros((PATCH_PX, PATCH_PX), np.uint8)
    cover[40:56, 40:56] = 255
    page = np.full((400, 400, 3), 240, np.uint8)
    page[180:200] = 20
    before = page.copy()
    lay_ink(page, LiftedInk(cover, 1.0), Rect(40, 40, 20, 20), 4.0, colour=(38, 62, 158), shift=(0.25, 0.0))
    changed = np.argwhere((page < before).any(axis=2))
    assert (page <= before).all()
    assert changed.mean(axis=0) == pytest.approx((199.5, 219.5), abs=6)
    assert page[203, 220].tolist() == pytest.approx([151, 59, 36], abs=6)
