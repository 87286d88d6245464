"""How like the printed names of several candidates are to what a picture shows in their place.

All names are drawn on one block, so that a short name is not found within a longer one. Words are compared by their
coarse shape: the type of the print is not known, and a phone may not resolve more.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from sirekap_desktop.forms.model import Label, Rect
from sirekap_desktop.ocr.plane import Floats
from sirekap_desktop.ocr.printed_numbers import darkness, face, unit_vectors
from sirekap_desktop.ocr.view import View

Light = NDArray[np.float32]
Name = tuple[Label, ...]
"""One name, line by line."""

_PER_UNIT = 1.5
"""px per unit (mm on the plano) of the block."""
_BLUR = 1.0
_REACH = 2
"""px by which the print may be off its place."""
_STRETCHES = (0.84, 0.92, 1.0, 1.08, 1.17)
"""How much narrower or wider the official type may be than ours."""
_FINE = 4
"""Names are drawn so many times larger than they are compared."""
_MARGIN = 1.5
_FACE = "NotoSans-Bold.ttf"
_SAMPLE_PX = 100


def name_likeness(view: View, names: Sequence[Name], unit: float) -> Floats | None:
    """How like each name what stands in their place is, -1 … 1; None where that is not in the picture.

    Args:
        view: the picture with the page.
        names: what may be printed there.
        unit: mm on this paper for 1 mm on the plano.
    """
    area = _block(tuple(names), unit)
    if area is None or not view.sees(area):
        return None
    step = unit / _PER_UNIT
    width, height = _size(area, unit)
    x = area.x + (np.arange(-_REACH, width + _REACH, dtype=np.float64) + 0.5) * step
    y = area.y + (np.arange(-_REACH, height + _REACH, dtype=np.float64) + 0.5) * step
    seen = darkness(view.patch(x, y, 1.2 / step, area).astype(np.float32))
    seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), 0.6), np.float32)
    shifts = range(2 * _REACH + 1)
    parts = np.stack([seen[down : down + height, right : right + width] for down in shifts for right in shifts])
    best = (unit_vectors(parts) @ _drawn(tuple(names), unit).T).max(axis=0)
    return np.asarray(best.reshape(len(names), len(_STRETCHES)).max(axis=1), np.float64)


def _size(area: Rect, unit: float) -> tuple[int, int]:
    scale = _PER_UNIT / unit
    return max(1, round(area.w * scale)), max(1, round(area.h * scale))


@lru_cache(maxsize=64)
def _block(names: tuple[Name, ...], unit: float) -> Rect | None:
    """Around all lines of all names."""
    lines = [_inked(label) for name in names for label in name]
    if not lines:
        return None
    area = lines[0]
    for line in lines[1:]:
        area = area.united(line)
    return area.grown(_MARGIN * unit)


def _inked(label: Label) -> Rect:
    width = label.width or _natural_width(label)
    left = label.x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[label.align]
    return Rect(left, label.y - 0.75 * label.size, width, 0.95 * label.size)


def _natural_width(label: Label) -> float:
    """How wide our own type makes a text, mm."""
    return face(_FACE, _SAMPLE_PX).getlength(label.text) * label.size / _SAMPLE_PX


@lru_cache(maxsize=32)
def _drawn(names: tuple[Name, ...], unit: float) -> Light:
    """Every name at every width, one row each."""
    area = _block(names, unit)
    if area is None:
        return np.zeros((0, 0), np.float32)
    return unit_vectors(np.stack([picture for name in names for picture in _pictures(name, area, unit)]))


def _pictures(name: Name, area: Rect, unit: float) -> list[Light]:
    width, height = _size(area, unit)
    scale = _FINE * _PER_UNIT / unit
    canvas = Image.new("L", (width * _FINE, height * _FINE))
    pen = ImageDraw.Draw(canvas)
    for label in name:
        at = ((label.x - area.x) * scale, (label.y - area.y) * scale)
        anchor = {"left": "ls", "center": "ms", "right": "rs"}[label.align]
        pen.text(at, label.text, fill=255, font=face(_FACE, round(label.size * scale, 1)), anchor=anchor)
    fine = np.asarray(canvas, np.float32)
    middle = (name[0].x - area.x) * scale if name else 0.0
    usual = name[0].width / _natural_width(name[0]) if name and name[0].width else 1.0
    found = []
    for stretch in (usual * share for share in _STRETCHES):
        motion = np.array([[stretch, 0, middle * (1 - stretch)], [0, 1, 0]])
        laid = cv2.warpAffine(fine, motion, (width * _FINE, height * _FINE), flags=cv2.INTER_LINEAR)
        small = cv2.resize(laid, (width, height), interpolation=cv2.INTER_AREA)
        found.append(np.asarray(cv2.GaussianBlur(small, (0, 0), _BLUR), np.float32))
    return found
