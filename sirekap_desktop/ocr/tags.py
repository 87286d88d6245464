"""Finds the printed page tag (AprilTag 36h10 on the 2024 plano), in any rotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from sirekap_desktop.forms.model import Tag
from sirekap_desktop.ocr.plane import Floats, Grey, Pyramid

_SIZES = (1100, 2200, 4400)
"""Long sides at which the tag is looked for: a page that fills the picture then shows it at 35 px and more."""

_MODULES = 8
"""Modules per side of a 36h10 tag, its black border included."""


@dataclass(frozen=True, slots=True)
class FoundTag:
    """A tag in a picture."""

    id: int
    corners: Floats
    """(4, 2) px: the corners of the tag's own top-left, top-right, bottom-right, bottom-left."""


def find_tags(pyramid: Pyramid, family: str, ids: Sequence[int]) -> tuple[FoundTag, ...]:
    """Tags of the given ids, from the first attempt that shows any, so that a clear photo costs one.

    Args:
        pyramid: the picture.
        family: as OpenCV names it.
        ids: the ids that known forms carry. Fewer candidates are also much faster to tell apart.
    """
    detector = _detector(family, tuple(ids))
    for image, halvings in _attempts(pyramid):
        corners, found, _ = detector.detectMarkers(image)
        if found is not None and len(found):
            return tuple(
                FoundTag(
                    ids[int(index)],
                    _sharpened(pyramid, (np.asarray(quad, np.float64).reshape(4, 2) + 0.5) * 2.0**halvings - 0.5),
                )
                for index, quad in zip(found.ravel(), corners, strict=True)
            )
    return ()


def _sharpened(pyramid: Pyramid, corners: Floats) -> Floats:
    """Corners to sub-pixel at the finest level where a module of the tag still fits the search window."""
    side = float(np.hypot(*(corners - np.roll(corners, 1, axis=0)).T).mean())
    halvings = pyramid.first
    while side / _MODULES / 2**halvings > 14:
        halvings += 1
    window = int(np.clip(0.5 * side / _MODULES / 2**halvings, 2, 10))
    start = ((corners + 0.5) / 2**halvings - 0.5).astype(np.float32).reshape(4, 1, 2)
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_MAX_ITER, 30, 0.01)
    image = pyramid.level(halvings)
    limit = (image.shape[1] - window - 6, image.shape[0] - window - 6)
    if (start < window + 5).any() or (start > limit).any():
        return corners
    found = cv2.cornerSubPix(image, start.copy(), (window, window), (-1, -1), criteria)
    kept = np.where(np.abs(found - start).max(axis=2, keepdims=True) <= 0.6 * window, found, start)
    return np.asarray((kept.reshape(4, 2).astype(np.float64) + 0.5) * 2**halvings - 0.5)


def find_any_tag(pyramid: Pyramid, family: str) -> int | None:
    """The id of any tag of the family: names a form that this program does not know.

    Only a tag without one wrong module counts: among all ids of a family a blurred one is easily taken for another.
    """
    detector = _detector(family, (), 0.0)
    image = pyramid.level(pyramid.halvings_for(_SIZES[0]))
    _, found, _ = detector.detectMarkers(image)
    return int(found.ravel()[0]) if found is not None and len(found) else None


def tag_corners_mm(tag: Tag) -> Floats:
    """Where the tag's own corners stand on the paper, in the order of :class:`FoundTag`, (4, 2) mm."""
    upright = np.array(tag.rect.corners, np.float64)
    # Turned clockwise by a quarter, the tag's own top-left stands at the paper's top-right.
    return np.roll(upright, -(tag.rotation_deg // 90 % 4), axis=0)


def _attempts(pyramid: Pyramid) -> Iterator[tuple[Grey, int]]:
    tried: list[int] = []
    for size in _SIZES:
        halvings = pyramid.halvings_for(size)
        if halvings not in tried:
            tried.append(halvings)
            yield pyramid.level(halvings), halvings
    for halvings in tried[:2]:
        yield _evened(pyramid.level(halvings)), halvings
    if max(pyramid.shape) < 1600:  # a tag of 15 px needs more pixels than it has
        doubled = cv2.resize(pyramid.finest, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        yield np.asarray(doubled, np.uint8), -1


def _evened(image: Grey) -> Grey:
    """Local contrast stretched: for shadows and weak light."""
    equalizer = cv2.createCLAHE(clipLimit=4.0, tileGridSize=(8, 8))
    return np.asarray(equalizer.apply(cv2.GaussianBlur(image, (3, 3), 0)), np.uint8)


@lru_cache(maxsize=8)
def _detector(family: str, ids: tuple[int, ...], corrected: float = 0.6) -> cv2.aruco.ArucoDetector:
    whole = cv2.aruco.getPredefinedDictionary(int(getattr(cv2.aruco, family)))
    dictionary = whole
    if ids:
        dictionary = cv2.aruco.Dictionary(
            np.ascontiguousarray(whole.bytesList[list(ids)]), whole.markerSize, whole.maxCorrectionBits
        )
    parameters = cv2.aruco.DetectorParameters()
    parameters.errorCorrectionRate = corrected
    parameters.adaptiveThreshWinSizeMin = 13
    parameters.adaptiveThreshWinSizeMax = 33
    parameters.adaptiveThreshWinSizeStep = 10
    parameters.adaptiveThreshConstant = 7
    parameters.minMarkerPerimeterRate = 0.02
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_CONTOUR
    return cv2.aruco.ArucoDetector(dictionary, parameters)
