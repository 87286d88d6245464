"""Tells boxes without ink by contrast alone, measured against the box's own printed border.

The digit model normalises contrast, so the moiré of a photographed screen or the grain of a dark photo can look like
strokes to it. Ink is about as dark as the printed border; such patterns reach a seventh of it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.ocr.cells import CELL_MARGIN, CELL_PX
from sirekap_desktop.ocr.evidence import BLANK
from sirekap_desktop.ocr.plane import Floats

_NO_INK = 0.22
"""Darkest inner spot, as a share of the border's darkness, that is surely no ink."""
_SOME_INK = 0.38
_LEAST_BORDER = 18.0
"""Grey levels: a border fainter than this is no measure."""


def strength(crops: NDArray[np.uint8]) -> Floats:
    """Darkness of the darkest spots inside each box over that of its border, (N,); nan where no border is seen."""
    if not len(crops):
        return np.zeros(0)
    levels = crops.astype(np.float32)
    paper = np.percentile(levels.reshape(len(levels), -1), 70, axis=1)[:, None, None]
    dark = paper - levels
    edge = CELL_PX * CELL_MARGIN / (1 + 2 * CELL_MARGIN)
    inner = slice(int(edge) + 5, CELL_PX - int(edge) - 5)
    border = _border(dark, edge, inner)
    smooth = np.stack([cv2.blur(item, (2, 2)) for item in dark])[:, inner, inner]
    darkest = np.percentile(smooth.reshape(len(levels), -1), 97, axis=1)
    return np.asarray(np.where(border >= _LEAST_BORDER, darkest / np.maximum(border, 1.0), np.nan), np.float64)


def _border(dark: NDArray[np.float32], edge: float, inner: slice) -> Floats:
    """Median darkness of the four printed sides, each looked for two pixels around its place."""
    near, far = slice(int(edge) - 2, int(edge) + 4), slice(CELL_PX - int(edge) - 4, CELL_PX - int(edge) + 2)
    rows, columns = dark[:, :, inner].mean(axis=2), dark[:, inner, :].mean(axis=1)
    sides = [rows[:, near].max(1), rows[:, far].max(1), columns[:, near].max(1), columns[:, far].max(1)]
    return np.asarray(np.median(np.stack(sides, axis=1), axis=1), np.float64)


def weigh(cells: Floats, ink: Floats) -> Floats:
    """Class probabilities (N, 15) with what the ink says: without ink a box is empty, whatever shape the grain has."""
    doubt = np.clip((ink - _NO_INK) / (_SOME_INK - _NO_INK), 0.0, 1.0)
    factor = np.where(np.isnan(ink), 1.0, np.maximum(doubt, 1e-3))
    weighed = cells * factor[:, None]
    weighed[:, BLANK] = np.maximum(cells[:, BLANK], 1e-6)
    # A blank that the model all but excluded may still win where there is no ink at all.
    weighed[:, BLANK] = np.where(factor < 0.05, np.maximum(weighed[:, BLANK], 0.2), weighed[:, BLANK])
    return np.asarray(weighed / weighed.sum(axis=1, keepdims=True))
