"""Reads the number that is printed in a blank place of a page, whatever its type: by likeness to drawn numbers.

The type of the official print is not known, so numbers are drawn in several faces, widths and degrees of blur, all laid
on one height. What counts is by how much the likest number is ahead of all others.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from sirekap_desktop.ocr.plane import Floats

Light = NDArray[np.float32]
Box = tuple[float, float, float, float]

_WIDE, _HIGH, _DIGIT = 46, 32, 24
"""Size of the field on which numbers are compared, and the height of a digit in it, px."""
_FACES = ("NotoSans-Bold.ttf", "NotoSans-Regular.ttf", "NotoSansMono-Bold.ttf")
_WEIGHTS = (500, 700)
"""Of OpenCV's own face, which is wider and rounder."""
_STRETCHES = (0.86, 1.0, 1.14)
_BLURS = (0.8, 1.7, 2.8)
_DRAWN_PX = 80
_INKED = 0.45
"""Share of the darkest ink from which on a place counts as inked."""
_LEAST_DARK = 8.0
"""Grey levels: less contrast is no print."""
_HEIGHTS = (0.2, 0.75)
"""Height of a digit as a share of the patch."""
_JITTER = (-1, 0, 1)


def likeness(patch: NDArray[np.uint8], numbers: tuple[int, ...]) -> Floats | None:
    """How like each of the numbers what is printed in a patch is, -1 … 1; None where nothing like digits stands.

    Args:
        patch: grey, upright, with blank paper around the number; about 30 px per height of the type's line.
        numbers: what it may be, whether it is wanted or not: a number that is left out is taken for another.
    """
    dark = darkness(patch.astype(np.float32))
    box = _inked_box(dark)
    if box is None:
        return None
    left, top, right, bottom = box
    seen = [
        _laid(dark, (left + dx, top + up, right + dx, bottom + down), 1.0)
        for dx in _JITTER
        for up in _JITTER
        for down in _JITTER
    ]
    drawn, count = _drawn(numbers)
    best = (unit_vectors(np.stack(seen)) @ drawn.T).max(axis=0)
    return np.asarray(best.reshape(len(numbers), count).max(axis=1), np.float64)


def darkness(patch: Light) -> Light:
    """How much darker each place is than the paper, whose light may change evenly over the patch."""
    rows, columns = np.mgrid[: patch.shape[0], : patch.shape[1]]
    design = np.column_stack((columns.ravel(), rows.ravel(), np.ones(patch.size)))
    light, paper = patch.ravel(), np.ones(patch.size, bool)
    plane = np.zeros(3)
    for _ in range(3):
        plane = np.linalg.lstsq(design[paper], light[paper], rcond=None)[0]
        above = light - design @ plane
        paper = above > -above[paper].std()
    return np.clip((design @ plane).reshape(patch.shape) - patch, 0, None).astype(np.float32)


def _inked_box(dark: Light) -> Box | None:
    """Around all marks of a digit's height; lines and text that reach in from outside are left out."""
    smooth = cv2.GaussianBlur(dark, (0, 0), 1.0)
    high, wide = dark.shape
    strongest = float(np.percentile(smooth[high // 8 : -high // 8, wide // 8 : -wide // 8], 99))
    if strongest < _LEAST_DARK:
        return None
    count, _, stats, _ = cv2.connectedComponentsWithStats((smooth > _INKED * strongest).astype(np.uint8))
    left, top, w, h, _ = np.asarray(stats[1:count], np.float64).T
    inner = (left > 0) & (top > 0) & (left + w < wide) & (top + h < high)
    kept = inner & (h > _HEIGHTS[0] * high) & (h < _HEIGHTS[1] * high)
    if not kept.any():
        return None
    right, bottom = (left + w)[kept].max(), (top + h)[kept].max()
    return float(left[kept].min()), float(top[kept].min()), float(right), float(bottom)


def _laid(image: Light, box: Box, stretch: float) -> Light:
    """The inked box laid on the field, its height that of a digit."""
    left, top, right, bottom = box
    scale = _DIGIT / (bottom - top)
    if scale < 0.6:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), 0.4 / scale), np.float32)
    x, y = (left + right) / 2, (top + bottom) / 2
    wide = scale * stretch
    motion = np.array([[wide, 0, (_WIDE - 1) / 2 - wide * (x - 0.5)], [0, scale, (_HIGH - 1) / 2 - scale * (y - 0.5)]])
    return np.asarray(cv2.warpAffine(image, motion, (_WIDE, _HIGH), flags=cv2.INTER_LINEAR), np.float32)


def unit_vectors(fields: Light) -> Light:
    """Pictures as rows without mean and of length 1, so that products are correlations."""
    flat = fields.reshape(len(fields), -1)
    flat = flat - flat.mean(axis=1, keepdims=True)
    return np.asarray(flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6), np.float32)


@lru_cache(maxsize=4)
def _drawn(numbers: tuple[int, ...]) -> tuple[Light, int]:
    """Every number in every face, width and blur, one row each, and how many rows each number has."""
    fields = [field for number in numbers for picture in _pictures(str(number)) for field in _fields(picture)]
    return unit_vectors(np.stack(fields)), len(fields) // len(numbers)


def _fields(picture: Light) -> list[Light]:
    rows, columns = np.nonzero(picture > 127)
    box = (float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1))
    laid = [_laid(picture, box, stretch) for stretch in _STRETCHES]
    return [np.asarray(cv2.GaussianBlur(field, (0, 0), blur), np.float32) for field in laid for blur in _BLURS]


def _pictures(text: str) -> list[Light]:
    """The text in every face, light on dark."""
    size = (_DRAWN_PX * 2, _DRAWN_PX * (len(text) + 2))
    found = []
    for name in _FACES:
        canvas, start = Image.new("L", size[::-1]), (_DRAWN_PX, 1.5 * _DRAWN_PX)
        ImageDraw.Draw(canvas).text(start, text, fill=255, font=face(name, _DRAWN_PX), anchor="ls")
        found.append(np.asarray(canvas, np.float32))
    for weight in _WEIGHTS:
        blank = np.zeros(size, np.uint8)
        at = (_DRAWN_PX, 3 * _DRAWN_PX // 2)
        cv2.putText(blank, text, at, (255,), _own_face(), _DRAWN_PX, weight=weight)
        found.append(blank.astype(np.float32))
    return found


@lru_cache(maxsize=1)
def _own_face() -> cv2.FontFace:
    return cv2.FontFace("sans")


@lru_cache(maxsize=64)
def face(name: str, size: float) -> ImageFont.FreeTypeFont:
    """A type of the program at a size in px."""
    return ImageFont.truetype(BytesIO((files("sirekap_desktop.resources") / "fonts" / name).read_bytes()), size)
