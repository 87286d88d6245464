"""Finds the printed page tag (AprilTag 36h10 on the 2024 plano), in any rotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from sirekap_desktop.forms.model import Tag
from sirekap_desktop.ocr.plane import Floats, Grey, Pyramid

_SIZES = (1100, 2200, 4400)
"""Long sides at which the tag is looked for: a page that fills the picture then shows it at 35 px and more."""

_ALONE = 0.026
"""Side of a tag, as a share of the picture's long side, from which on there is no room for another page beside its
own: on two that share it without any margin it is 0.0267, on a page that fills the picture 0.035."""
_NEAR_PX = 22.0
"""Side of the smallest tag found at which the look was close enough: one of half its size would have been seen too."""
_MODULES = 8
"""Modules per side of a 36h10 tag, its black border included."""


@dataclass(frozen=True, slots=True)
class FoundTag:
    """A tag in a picture."""

    id: int
    corners: Floats
    """(4, 2) px: the corners of the tag's own top-left, top-right, bottom-right, bottom-left."""


def find_tags(pyramid: Pyramid, family: str, ids: Sequence[int]) -> tuple[FoundTag, ...]:
    """Tags of the given ids: a clear photo that one page fills costs one look.

    Args:
        pyramid: the picture.
        family: as OpenCV names it.
        ids: the ids that known forms carry. Fewer candidates are also much faster to tell apart.
    """
    found: list[FoundTag] = []
    finest = pyramid.halvings_for(_SIZES[-1])
    for number, (image, halvings) in enumerate(_attempts(pyramid)):
        found += _unlike(found, _seen(_detector(family, tuple(ids), quick=number == 0), image, halvings, ids))
        sides = [_side(tag.corners) / 2**halvings for tag in found]
        if sides and max(sides) >= _ALONE * max(image.shape):
            break  # a page so large leaves no room for another
        if sides and number and (min(sides) >= _NEAR_PX or halvings == finest):
            break
    return tuple(FoundTag(tag.id, _sharpened(pyramid, tag.corners)) for tag in found)


def _seen(detector: cv2.aruco.ArucoDetector, image: Grey, halvings: int, ids: Sequence[int]) -> Iterator[FoundTag]:
    corners, found, _ = detector.detectMarkers(image)
    for index, quad in zip(() if found is None else found.ravel(), corners, strict=True):
        pixels = np.asarray(quad, np.float64).reshape(4, 2)
        yield FoundTag(ids[int(index)], (pixels + 0.5) * 2.0**halvings - 0.5)


def _unlike(known: Sequence[FoundTag], others: Iterable[FoundTag]) -> list[FoundTag]:
    """Those of the others that are not one of the known tags seen again."""
    return [tag for tag in others if not any(_same(tag, item) for item in known)]


def _same(first: FoundTag, second: FoundTag) -> bool:
    apart = np.hypot(*(first.corners.mean(axis=0) - second.corners.mean(axis=0)))
    return first.id == second.id and bool(apart < _side(first.corners))


def _side(quad: Floats) -> float:
    """Mean length of the four sides, px."""
    return float(np.hypot(*(quad - np.roll(quad, 1, axis=0)).T).mean())


def _sharpened(pyramid: Pyramid, corners: Floats) -> Floats:
    """Corners to sub-pixel at the finest level where a module of the tag still fits the search window."""
    side = _side(corners)
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
    detector = _detector(family, (), corrected=0.0)
    image = pyramid.level(pyramid.halvings_for(_SIZES[0]))
    _, found, _ = detector.detectMarkers(image)
    return int(found.ravel()[0]) if found is not None and len(found) else None


def tag_corners_mm(tag: Tag) -> Floats:
    """Where the tag's own corners stand on the paper, in the order of :class:`FoundTag`, (4, 2) mm."""
    upright = np.array(tag.rect.corners, np.float64)
    # Turned clockwise by a quarter, the tag's own top-left stands at the paper's top-right.
    return np.roll(upright, -(tag.rotation_deg // 90 % 4), axis=0)


def _attempts(pyramid: Pyramid) -> Iterator[tuple[Grey, int]]:
    """The picture at several sizes: the first is looked at quickly, and again with care."""
    tried: list[int] = []
    first = pyramid.halvings_for(_SIZES[0])
    yield pyramid.level(first), first
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
def _detector(
    family: str, ids: tuple[int, ...], *, corrected: float = 0.6, quick: bool = False
) -> cv2.aruco.ArucoDetector:
    whole = cv2.aruco.getPredefinedDictionary(int(getattr(cv2.aruco, family)))
    dictionary = whole
    if ids:
        dictionary = cv2.aruco.Dictionary(
            np.ascontiguousarray(whole.bytesList[list(ids)]), whole.markerSize, whole.maxCorrectionBits
        )
    parameters = cv2.aruco.DetectorParameters()
    parameters.errorCorrectionRate = corrected
    parameters.adaptiveThreshWinSizeMin = 23 if quick else 13
    parameters.adaptiveThreshWinSizeMax = 23 if quick else 33
    parameters.adaptiveThreshWinSizeStep = 10
    parameters.adaptiveThreshConstant = 7
    parameters.minMarkerPerimeterRate = 0.04 if quick else 0.02
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_CONTOUR
    return cv2.aruco.ArucoDetector(dictionary, parameters)
