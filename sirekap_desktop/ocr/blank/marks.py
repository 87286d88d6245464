"""Marks of a blank page: tag, QR, the touching squares of the corners, and what else is solid black."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Rect, Tag
from sirekap_desktop.ocr.blank.model import Marks, Sheet
from sirekap_desktop.ocr.plane import Floats

_FAMILIES = ("DICT_APRILTAG_36h10", "DICT_APRILTAG_36h11")
_TAG_PX = 1650
_BLACK = 0.6
_LEAST, _MOST = 0.004, 0.03
"""Sides of a solid mark as a share of the paper's long side."""
_NEAR = 0.16
"""Corner marks stand within this share of the paper's sides from their corner."""


def marks_of(sheet: Sheet, dark: NDArray[np.float32]) -> Marks:
    """All marks of a page."""
    solid = list(_solid(sheet, dark))
    squares = [rect for rect, full in solid if full > 0.9]
    pairs = [*(_squares(rect) for rect, full in solid if full <= 0.9), *_touching(squares)]
    corner_marks = _corner_marks(sheet, pairs)
    used = [square for mark in corner_marks for square in mark]
    return Marks(_tag(sheet), corner_marks, _qr(sheet), tuple(rect for rect in squares if rect not in used))


def _tag(sheet: Sheet) -> Tag | None:
    scale = min(1.0, _TAG_PX / sheet.long_px)
    small = cv2.resize(sheet.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    parameters = cv2.aruco.DetectorParameters()
    parameters.errorCorrectionRate = 0.0
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    for family in _FAMILIES:
        dictionary = cv2.aruco.getPredefinedDictionary(int(getattr(cv2.aruco, family)))
        corners, ids, _ = cv2.aruco.ArucoDetector(dictionary, parameters).detectMarkers(small)
        if ids is not None and len(ids) == 1:
            quad = (np.asarray(corners[0], np.float64).reshape(4, 2) + 0.5) / scale - 0.5
            return _upright_tag(sheet, family, int(ids.ravel()[0]), quad)
    return None


def _upright_tag(sheet: Sheet, family: str, number: int, quad: Floats) -> Tag:
    center = quad.mean(axis=0)
    own_first = quad[0] - center
    # Where the tag's own top-left stands: 0 top-left, then clockwise by quarters.
    quarter = {(-1, -1): 0, (1, -1): 1, (1, 1): 2, (-1, 1): 3}[_sign(own_first[0]), _sign(own_first[1])]
    side = float(np.hypot(*(quad - np.roll(quad, 1, axis=0)).T).mean())
    left, top = center - side / 2
    rect = Rect(sheet.mm(left), sheet.mm(top), side / sheet.px_per_mm, side / sheet.px_per_mm)
    return Tag(family, number, rect, 90 * quarter)


def _sign(value: float) -> int:
    return 1 if value > 0 else -1


def _qr(sheet: Sheet) -> Rect | None:
    found, points = cv2.QRCodeDetector().detect(sheet.pixels)
    if not found or points is None:
        return None
    quad = np.asarray(points, np.float64).reshape(-1, 2)
    (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
    if not 0.01 < (right - left) / sheet.long_px < 0.12 or abs((right - left) / (bottom - top) - 1) > 0.1:
        return None
    width, height = float(right - left) / sheet.px_per_mm, float(bottom - top) / sheet.px_per_mm
    return Rect(sheet.mm(left), sheet.mm(top), width, height)


def _solid(sheet: Sheet, dark: NDArray[np.float32]) -> Iterator[tuple[Rect, float]]:
    """Black patches of the size of a mark, and how much of its rectangle each fills."""
    mask = (dark > _BLACK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    least, most = _LEAST * sheet.long_px, _MOST * sheet.long_px
    for left, top, width, height, area in (tuple(int(value) for value in row) for row in stats[1:]):
        if min(width, height) < least or max(width, height) > most:
            continue
        full = area / (width * height)
        if full > 0.9 or _is_pair(mask[top : top + height, left : left + width]):
            # A patch ends between pixels: half a pixel outside the centres of its outermost ones.
            edge = (sheet.mm(left - 0.5), sheet.mm(top - 0.5))
            yield Rect(*edge, width / sheet.px_per_mm, height / sheet.px_per_mm), full


def _is_pair(patch: NDArray[np.uint8]) -> bool:
    """Whether the upper-left and lower-right quarters are black and the others white."""
    height, width = patch.shape
    y, x = height // 2, width // 2
    inset_y, inset_x = max(1, height // 10), max(1, width // 10)
    low_y, high_y = slice(0, y - inset_y), slice(y + inset_y, height)
    low_x, high_x = slice(0, x - inset_x), slice(x + inset_x, width)
    black = min(patch[low_y, low_x].mean(), patch[high_y, high_x].mean())
    white = max(patch[low_y, high_x].mean(), patch[high_y, low_x].mean())
    return bool(black > 0.9 and white < 0.1 and 0.85 < width / height < 1.18)


def _touching(squares: Sequence[Rect]) -> Iterator[tuple[Rect, Rect]]:
    """Pairs whose corners nearly meet, the second at the lower right of the first."""
    for first in squares:
        for second in squares:
            near = 0.25 * first.w
            if abs(first.right - second.x) < near and abs(first.bottom - second.y) < near:
                yield first, second


def _corner_marks(sheet: Sheet, pairs: Sequence[tuple[Rect, Rect]]) -> tuple[tuple[Rect, ...], ...]:
    """The pair nearest to each corner of the paper; nothing unless all four corners have one."""
    width, height = sheet.paper
    found = []
    for x, y in ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)):
        near = [pair for pair in pairs if abs(pair[1].x - x) < _NEAR * width and abs(pair[1].y - y) < _NEAR * height]
        if not near:
            return ()
        found.append(_nearest(near, x, y))
    return tuple(found)


def _nearest(pairs: Sequence[tuple[Rect, Rect]], x: float, y: float) -> tuple[Rect, Rect]:
    return min(pairs, key=lambda pair: abs(pair[1].x - x) + abs(pair[1].y - y))


def _squares(rect: Rect) -> tuple[Rect, Rect]:
    w, h = rect.w / 2, rect.h / 2
    return Rect(rect.x, rect.y, w, h), Rect(rect.x + w, rect.y + h, w, h)
