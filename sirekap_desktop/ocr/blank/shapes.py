"""Closed shapes of the print: rectangles and circles with paper inside, to a fraction of a pixel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Rect
from sirekap_desktop.ocr.blank.model import Sheet
from sirekap_desktop.ocr.blank.sheet import DARK

Dark = NDArray[np.float32]

_LEAST_SIDE, _MOST_SIDE = 0.006, 0.09
"""Sides of a cell as a share of the paper's long side."""
_LEAST_FULL = 0.93
"""Share of its bounding rectangle that a rectangle fills."""
_ROUND = np.pi / 4
_LEAST_CIRCLE, _MOST_CIRCLE = 0.004, 0.02
_THICKEST_PX = 14
_AROUND_PX = _THICKEST_PX + 3
_WRITTEN = 0.012
"""Share of the middle of a box that its printed guide covers."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A printed circle, mm; the diameter runs along the middle of its line."""

    x: float
    y: float
    diameter: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A closed rectangle; its sides run along the middle of the printed lines."""

    rect: Rect
    dotted: bool
    """Something is printed inside: the guide of a digit."""
    border: float = 0.0
    """How its sides are printed: 0 black … 1 white."""


def closed_shapes(sheet: Sheet, dark: Dark, least: float = DARK) -> tuple[tuple[Cell, ...], tuple[Circle, ...]]:
    """All cells and circles of a page, each once; print that takes less than ``least`` of the light is paper."""
    mask = (dark > least).astype(np.uint8)
    contours, hierarchy = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    cells: list[Cell] = []
    circles: list[Circle] = []
    for contour, links in zip(contours, hierarchy[0] if hierarchy is not None else (), strict=True):
        if links[3] < 0:
            continue  # an outer border: what counts is the paper that a line encloses
        box = cv2.boundingRect(contour)
        full = cv2.contourArea(contour) / max((box[2] - 1) * (box[3] - 1), 1)
        if _is_cell(sheet, box, full):
            cells.append(_cell(sheet, dark, mask, box))
        elif _is_circle(sheet, box, full):
            circles.append(_circle(sheet, dark, box))
    return tuple(cells), tuple(_distinct(circles))


def _is_cell(sheet: Sheet, box: Sequence[int], full: float) -> bool:
    shortest, longest = sorted(side / sheet.long_px for side in box[2:])
    return full >= _LEAST_FULL and shortest >= _LEAST_SIDE and longest <= _MOST_SIDE


def _is_circle(sheet: Sheet, box: Sequence[int], full: float) -> bool:
    shortest, longest = sorted(box[2:])
    return (
        shortest >= _LEAST_CIRCLE * sheet.long_px
        and longest <= _MOST_CIRCLE * sheet.long_px
        and longest <= 1.12 * shortest
        and abs(full / _ROUND - 1) < 0.08
    )


def _cell(sheet: Sheet, dark: Dark, mask: NDArray[np.uint8], box: Sequence[int]) -> Cell:
    x, y, w, h = box
    middle_x, middle_y = slice(x + w // 4, x + w - w // 4), slice(y + h // 4, y + h - h // 4)
    from_x, from_y = max(x - _AROUND_PX, 0), max(y - _AROUND_PX, 0)
    across = dark[middle_y, from_x : x + w + _AROUND_PX].mean(axis=0)
    down = dark[from_y : y + h + _AROUND_PX, middle_x].mean(axis=1)
    left, right = (from_x + at for at in _lines_around(across, x - from_x, x + w - 1 - from_x))
    top, bottom = (from_y + at for at in _lines_around(down, y - from_y, y + h - 1 - from_y))
    inset_x, inset_y = max(2, w // 6), max(2, h // 6)
    inside = mask[y + inset_y : y + h - inset_y, x + inset_x : x + w - inset_x]
    rect = Rect(sheet.mm(left), sheet.mm(top), (right - left) / sheet.px_per_mm, (bottom - top) / sheet.px_per_mm)
    border = 1.0 - max(dark[y + h // 2, [x, x + w - 1]].max(), dark[[y, y + h - 1], x + w // 2].max())
    return Cell(rect, bool(inside.size and inside.mean() > _WRITTEN), float(border))


def _lines_around(profile: Dark, low: int, high: int) -> tuple[float, float]:
    """Middles of the lines whose inner pixels are ``low`` and ``high``."""
    return _middle(profile, low, -1), _middle(profile, high, 1)


def _middle(profile: Dark, inner: int, step: int) -> float:
    """Centre of gravity of a line from its inner pixel outwards; a very thick one counts by its inner side."""
    least = 0.5 * float(profile[inner])
    end = inner
    while 0 <= end + step < len(profile) and profile[end + step] > least and abs(end + step - inner) < _THICKEST_PX:
        end += step
    low, high = min(inner, end), max(inner, end)
    places = np.arange(max(low - 1, 0), min(high + 2, len(profile)))
    weight = profile[places].astype(np.float64)
    return float(places @ weight / weight.sum()) if weight.sum() > 0 else float(inner)


def _circle(sheet: Sheet, dark: Dark, box: Sequence[int]) -> Circle:
    """The middle of the line by its darkness: a ring around the hole."""
    x, y, w, h = box
    cx, cy = x + (w - 1) / 2, y + (h - 1) / 2
    radius = (w + h - 2) / 4
    reach = int(radius * 1.4) + 2
    rows, columns = np.mgrid[int(cy) - reach : int(cy) + reach + 1, int(cx) - reach : int(cx) + reach + 1]
    inside = (rows >= 0) & (rows < dark.shape[0]) & (columns >= 0) & (columns < dark.shape[1])
    far = np.hypot(rows - cy, columns - cx)
    ring = inside & (far > radius - 2) & (far < radius * 1.18 + 2)
    weight = dark[rows[ring], columns[ring]].astype(np.float64)
    mean = float(far[ring] @ weight / weight.sum()) if weight.sum() > 0 else radius
    return Circle(sheet.mm(cx), sheet.mm(cy), 2 * mean / sheet.px_per_mm)


def _distinct(circles: Sequence[Circle]) -> Iterator[Circle]:
    """The outer one of circles in each other: a zero in a bubble is no bubble."""
    kept: list[Circle] = []
    for item in sorted(circles, key=lambda one: -one.diameter):
        if all(np.hypot(item.x - other.x, item.y - other.y) > other.diameter / 2 for other in kept):
            kept.append(item)
            yield item
