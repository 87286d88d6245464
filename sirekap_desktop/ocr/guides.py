"""Takes printed guide figures out of digit boxes: a pale 8 in every box would be read as the digit.

What all boxes of a page share is print, what one of them has alone is ink. So the print is measured in the picture
itself: no other copy of the form needs to be at hand, and prints of another run do as well.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.ocr.cells import CELL_MARGIN, CELL_PX

LEAST_BOXES = 12
"""Fewer boxes share strokes by chance."""
_SHARED = 60
"""Percentile of lightness over all boxes: ink covers one place in fewer boxes than that."""
_LEAST_DARK = 0.06
"""Shared darkness below it, as a share of the paper's light, is grain or a guide too pale to be read as a digit."""
_LEAST_PLACES = 0.08
"""A guide figure darkens so much of the inside of a box; dots far less."""
_EDGE = round(CELL_PX * CELL_MARGIN / (1 + 2 * CELL_MARGIN)) + 3
_INNER = slice(_EDGE, CELL_PX - _EDGE)
_PAPER = 75


def without_guides(crops: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Crops of boxes that carry the same guide, without it; unchanged where they share nothing.

    Args:
        crops: (N, CELL_PX, CELL_PX) grey, cut as :mod:`ocr.cells` says, all from one picture.
    """
    if len(crops) < LEAST_BOXES:
        return crops
    paper = np.percentile(crops.reshape(len(crops), -1), _PAPER, axis=1).astype(np.float32)[:, None, None]
    light = np.minimum(crops / np.maximum(paper, 1.0), 1.0)
    shared = _shared(light)
    if shared is None:
        return crops
    cleaned = np.minimum(light + shared, np.maximum(light, 1.0)) * paper
    return np.clip(np.where(shared > 0, cleaned, crops), 0, 255).astype(np.uint8)


def _shared(light: NDArray[np.float32]) -> NDArray[np.float32] | None:
    """(CELL_PX, CELL_PX) how dark the print is that the boxes share, a pixel wider than it is; None without one."""
    dark = np.zeros((CELL_PX, CELL_PX), np.float32)
    dark[_INNER, _INNER] = 1.0 - np.percentile(light, _SHARED, axis=0)[_INNER, _INNER]
    if (dark[_INNER, _INNER] > _LEAST_DARK).mean() < _LEAST_PLACES:
        return None
    wider: NDArray[np.float32] = np.asarray(cv2.dilate(dark, np.ones((3, 3), np.uint8)), np.float32)
    return np.where(wider > _LEAST_DARK / 2, wider, 0.0).astype(np.float32)
