"""Lays any area of a found page straight, as a picture: crops for the window, header strips."""

from __future__ import annotations

import cv2
import numpy as np

from sirekap_desktop.forms.model import Rect
from sirekap_desktop.forms.reading import Registration
from sirekap_desktop.ocr.imageio import Picture
from sirekap_desktop.ocr.plane import Floats, project
from sirekap_desktop.ocr.view import placed

_STEP = 8
"""A bent sheet is followed exactly on every 8th pixel, and evenly between."""
_BAND = 512
"""Rows of the result made at a time: the maps of a whole page would take more memory than its picture."""


def warp(image: Picture, found: Registration, area: Rect, px_per_mm: float) -> Picture:
    """Cut any area of the paper out of a picture, upright.

    Args:
        image: the picture that was read (turned as it was read), BGR or grey.
        found: how the page was found in it.
        area: mm on the paper; parts outside the picture come out white.
        px_per_mm: resolution of the result.
    """
    size = max(1, round(area.w * px_per_mm)), max(1, round(area.h * px_per_mm))
    to_mm = np.array([[1 / px_per_mm, 0, area.x], [0, 1 / px_per_mm, area.y], [0, 0, 1.0]])
    middle = np.array([[size[0] / 2, size[1] / 2], [size[0] / 2 + 1, size[1] / 2]])
    step = float(np.hypot(*np.diff(placed(found, project(to_mm, middle)), axis=0)[0]))
    # Reading every n-th pixel of a sharp photo would show moiré: shrink first where the crop is much coarser.
    shrink = 2.0 ** max(0, int(np.floor(np.log2(max(step, 1.0)))))
    if shrink > 1:
        small = cv2.resize(image, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
        image = np.asarray(small, np.uint8)
    return _flat(image, found, to_mm, size, shrink) if found.mesh is None else _bent(image, found, to_mm, size, shrink)


def _flat(image: Picture, found: Registration, to_mm: Floats, size: tuple[int, int], shrink: float) -> Picture:
    half = 0.5 / shrink - 0.5
    shrunk = np.array([[1 / shrink, 0, half], [0, 1 / shrink, half], [0, 0, 1]])
    cut = cv2.warpPerspective(
        image,
        shrunk @ np.array(found.homography, np.float64).reshape(3, 3) @ to_mm,
        size,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )
    return np.asarray(cut, np.uint8)


def _bent(image: Picture, found: Registration, to_mm: Floats, size: tuple[int, int], shrink: float) -> Picture:
    width, height = size
    result = np.empty((height, width, *image.shape[2:]), np.uint8)
    for top in range(0, height, _BAND):
        rows = min(_BAND, height - top)
        x = (np.arange(-(-width // _STEP) + 2) - 0.5) * _STEP - 0.5
        y = (np.arange(-(-rows // _STEP) + 2) - 0.5) * _STEP - 0.5 + top
        pixels = placed(found, project(to_mm, np.stack(np.meshgrid(x, y), axis=-1)))
        at = ((pixels + 0.5) / shrink - 0.5).astype(np.float32)
        full = cv2.resize(at, (len(x) * _STEP, len(y) * _STEP), interpolation=cv2.INTER_LINEAR)
        x_map, y_map = cv2.split(full[_STEP : _STEP + rows, _STEP : _STEP + width])
        result[top : top + rows] = cv2.remap(
            image, x_map, y_map, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(255, 255, 255)
        )
    return result
