"""Finds the corner marks of a page: two black squares that touch at one point, in each corner of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np

from sirekap_desktop.forms.model import FormPage, Rect
from sirekap_desktop.ocr.plane import Floats, Homography, Pyramid, project, px_per_mm
from sirekap_desktop.ocr.view import View

_PX_PER_MM = 1.25
"""Resolution of the rectified patch in which a mark is searched."""
_SCALES = (1.0, 0.78, 1.28)
_WIDE_SCALES = (1.0, 0.45, 0.6, 0.78, 1.28, 1.65, 2.1)
_LEAST_LIKENESS = 0.85
_CERTAIN = 0.93
_LEAST_ANYWHERE = 0.62
"""Less is asked where size and turn are guessed: the printed edges decide later."""
_MARGIN_MM = 2.4


@dataclass(frozen=True, slots=True)
class MarkCandidate:
    """A place that looks like a corner mark."""

    pixel: tuple[float, float]
    """Where the two squares touch."""
    likeness: float
    """Correlation with the printed mark, up to 1."""


def touching_point(mark: Sequence[Rect]) -> tuple[float, float]:
    """Where the two squares of a mark meet, mm."""
    first, second = mark
    return (first.right + second.x) / 2, (first.bottom + second.y) / 2


def mark_points(page: FormPage) -> Floats:
    """The four touching points, (4, 2) mm: top-left, top-right, bottom-right, bottom-left; (0, 2) without marks."""
    return np.array([touching_point(mark) for mark in page.corner_marks], np.float64).reshape(-1, 2)


def search_mark(
    pyramid: Pyramid,
    homography: Homography,
    mark: Sequence[Rect],
    reach_mm: float,
    *,
    wide: bool = False,
    count: int = 3,
) -> tuple[MarkCandidate, ...]:
    """Look for one mark around its predicted place.

    Args:
        pyramid: the picture.
        homography: a first guess, right in turn and roughly in size.
        mark: its two squares, mm.
        reach_mm: how far it may be from the prediction.
        wide: whether its size may differ much from the guess.
        count: how many candidates to give, best first.
    """
    x, y = touching_point(mark)
    patch, origin = _rectified(pyramid, homography, (x, y), reach_mm)
    if patch is None:
        return ()
    least = _LEAST_ANYWHERE if wide else _LEAST_LIKENESS
    found: list[tuple[float, float, float]] = []
    for scale in _WIDE_SCALES if wide else _SCALES:
        template = mark_template(mark[0].w * _PX_PER_MM * scale)
        if template.shape[0] >= patch.shape[0]:
            continue
        likeness = np.asarray(cv2.matchTemplate(patch, template, cv2.TM_CCOEFF_NORMED))
        half = (template.shape[0] - 1) / 2
        found.extend((value, column + half, row + half) for value, column, row in _peaks(likeness, count, least))
        if not wide and found and found[0][0] > _CERTAIN:
            break  # as printed: other sizes need not be tried
    found.sort(reverse=True)
    distinct = _distinct(found, 8.0)[:count]
    return tuple(_refined(pyramid, homography, mark, origin, item) for item in distinct)


def mark_template(square_px: float) -> np.ndarray:
    """The printed mark as a picture: dark upper-left and lower-right square, white around, uint8."""
    margin = _MARGIN_MM / 7.2 * square_px
    side = round(2 * (square_px + margin)) | 1
    fine = 4
    axis = (np.arange(side * fine) + 0.5) / fine - side / 2
    low = (axis > -square_px) & (axis < 0)
    high = (axis >= 0) & (axis < square_px)
    dark = low[:, None] & low[None, :] | high[:, None] & high[None, :]
    image = np.where(dark, 20.0, 235.0).reshape(side, fine, side, fine).mean(axis=(1, 3))
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 0.7)).astype(np.uint8)


def quads(pyramid: Pyramid, count: int = 3) -> list[Floats]:
    """Sets of four corner marks anywhere in the picture, best first: (4, 2) px each, clockwise.

    For pictures whose tag is torn off or covered. Size and turn are unknown: several sizes are tried, and both the mark
    and its mirror image, which is the mark turned by a quarter.
    """
    halvings = pyramid.halvings_for(1100)
    image = pyramid.level(halvings)
    found: list[Floats] = []
    for mirrored in (False, True):
        points = _anywhere(image, mirrored=mirrored)
        found.extend(_rectangles(points)[:count])
    return [
        np.array([refine_saddle(pyramid, (float(x), float(y)), _square_of(quad)) for x, y in quad])
        for quad in ((item + 0.5) * 2.0**halvings - 0.5 for item in found)
    ]


def _square_of(quad: Floats) -> float:
    """Side of a mark's square in px, from the distance of the marks: 7.2 mm of 809.7 mm on the plano."""
    longest = float(np.hypot(*(quad - np.roll(quad, 1, axis=0)).T).max())
    return longest * 7.2 / 809.7


def _anywhere(image: np.ndarray, *, mirrored: bool) -> list[tuple[float, float, float]]:
    """Places that look like a mark: (likeness, x, y)."""
    longest = max(image.shape)
    found: list[tuple[float, float, float]] = []
    for share in (1.0, 0.8, 0.64, 0.5):
        template = mark_template(longest * share * 7.2 / 900)
        if template.shape[0] > min(image.shape):
            continue  # a strip so thin shows no sheet
        template = np.ascontiguousarray(template[:, ::-1]) if mirrored else template
        likeness = np.asarray(cv2.matchTemplate(image, template, cv2.TM_CCOEFF_NORMED))
        half = (template.shape[0] - 1) / 2
        found.extend((value, column + half, row + half) for value, column, row in _peaks(likeness, 8, _LEAST_ANYWHERE))
    found.sort(reverse=True)
    return _distinct(found, 12.0)[:10]


def _rectangles(points: Sequence[tuple[float, float, float]]) -> list[Floats]:
    """Fours of points that can be the corners of one sheet, the most mark-like first; clockwise on the picture."""
    ranked: list[tuple[float, Floats]] = []
    for four in combinations(points, 4):
        places = np.array([(x, y) for _, x, y in four])
        center = places.mean(axis=0)
        quad = places[np.argsort(np.arctan2(*(places - center).T[::-1]))]
        sides = np.hypot(*(np.roll(quad, -1, axis=0) - quad).T)
        across, along = sorted((sides[0] + sides[2], sides[1] + sides[3]))
        even = max(sides[0], sides[2]) < 1.7 * min(sides[0], sides[2]) and max(sides[1], sides[3]) < 1.7 * min(
            sides[1], sides[3]
        )
        if even and 1.1 < along / max(across, 1.0) < 2.4:
            ranked.append((sum(likeness for likeness, _, _ in four), quad))
    ranked.sort(key=lambda item: -item[0])
    return [quad for _, quad in ranked]


def _rectified(
    pyramid: Pyramid, homography: Homography, center: tuple[float, float], reach_mm: float
) -> tuple[np.ndarray | None, tuple[float, float]]:
    reach_mm += 12.0
    height, width = pyramid.shape
    pixel = project(homography, np.array([center], np.float64))[0]
    resolution = px_per_mm(homography, center)
    slack = reach_mm * resolution
    if not np.isfinite(pixel).all() or not 0.15 < resolution < 80:
        return None, center
    if not (-slack < pixel[0] < width + slack and -slack < pixel[1] < height + slack):
        return None, center
    axis = np.arange(-reach_mm, reach_mm, 1 / _PX_PER_MM)
    origin = (center[0] - reach_mm, center[1] - reach_mm)
    area = Rect(*origin, 2 * reach_mm, 2 * reach_mm)
    return View(pyramid, homography).patch(center[0] + axis, center[1] + axis, _PX_PER_MM, area), origin


def _peaks(likeness: np.ndarray, count: int, least: float = _LEAST_LIKENESS) -> list[tuple[float, float, float]]:
    found = []
    left = likeness.copy()
    for _ in range(count):
        _, value, _, (column, row) = cv2.minMaxLoc(left)
        if value < least:
            break
        found.append((float(value), float(column), float(row)))
        cv2.circle(left, (column, row), 8, -1.0, -1)
    return found


def _distinct(found: Sequence[tuple[float, float, float]], apart_px: float) -> list[tuple[float, float, float]]:
    kept: list[tuple[float, float, float]] = []
    for item in found:
        if all(np.hypot(item[1] - other[1], item[2] - other[2]) >= apart_px for other in kept):
            kept.append(item)
    return kept


def _refined(
    pyramid: Pyramid,
    homography: Homography,
    mark: Sequence[Rect],
    origin: tuple[float, float],
    item: tuple[float, float, float],
) -> MarkCandidate:
    likeness, column, row = item
    mm = np.array([[origin[0] + column / _PX_PER_MM, origin[1] + row / _PX_PER_MM]], np.float64)
    pixel = project(homography, mm)[0]
    side = mark[0].w * px_per_mm(homography, (float(mm[0, 0]), float(mm[0, 1])))
    return MarkCandidate(refine_saddle(pyramid, (float(pixel[0]), float(pixel[1])), side), likeness)


def refine_saddle(pyramid: Pyramid, pixel: tuple[float, float], square_px: float) -> tuple[float, float]:
    """The touching point to sub-pixel: there the brightness has a saddle, which blur does not move."""
    halvings = pyramid.first
    while square_px / 2**halvings > 24:
        halvings += 1
    image = pyramid.level(halvings)
    factor = 2.0**halvings
    start = np.array([[[(pixel[0] + 0.5) / factor - 0.5, (pixel[1] + 0.5) / factor - 0.5]]], np.float32)
    window = int(np.clip(0.55 * square_px / factor, 2, 10))
    height, width = image.shape
    if not (window + 4 < start[0, 0, 0] < width - window - 5 and window + 4 < start[0, 0, 1] < height - window - 5):
        return pixel
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_MAX_ITER, 30, 0.01)
    found = cv2.cornerSubPix(image, start.copy(), (window, window), (-1, -1), criteria)
    if np.abs(found - start).max() > 0.6 * square_px / factor + 1:
        return pixel
    x, y = (found[0, 0].astype(np.float64) + 0.5) * factor - 0.5
    return float(x), float(y)
