"""Printed guides are what all boxes share; ink is what one of them has alone."""

from __future__ import annotations

import cv2
import numpy as np

from sirekap_desktop.ocr.cells import CELL_PX
from sirekap_desktop.ocr.guides import LEAST_BOXES, without_guides

GUIDE = ((13, 10), (26, 10), (26, 20), (13, 20), (13, 30), (26, 30), (26, 20), (13, 20), (13, 10))


def boxes(count: int, *, guide: bool = True) -> np.ndarray:
    """Empty boxes, every third with a stroke of its own."""
    crops = np.full((count, CELL_PX, CELL_PX), 200, np.uint8)
    for index, crop in enumerate(crops):
        cv2.rectangle(crop, (4, 4), (35, 35), (120,), 1)
        if guide:
            cv2.polylines(crop, [np.array(GUIDE, np.int32)], isClosed=False, color=(150,))
        if index % 3 == 0:
            cv2.line(crop, (12 + index % 12, 9), (14 + index % 12, 31), (40,), 2)
    return crops


def test_the_guide_goes_and_ink_and_border_stay() -> None:
    with_guide, plain = boxes(24), boxes(24, guide=False)
    cleaned = without_guides(with_guide)
    empty = [index for index in range(24) if index % 3]
    assert np.abs(cleaned[empty].astype(int) - plain[empty]).max() <= 12
    assert all(cleaned[index].min() < 90 for index in range(0, 24, 3))
    assert (cleaned[:, 4, 10:30] < 130).all()


def test_boxes_that_share_nothing_stay_as_they_are() -> None:
    plain = boxes(24, guide=False)
    assert (without_guides(plain) == plain).all()


def test_few_boxes_may_share_strokes_by_chance_and_stay_as_they_are() -> None:
    few = boxes(LEAST_BOXES - 1)
    assert (without_guides(few) == few).all()
