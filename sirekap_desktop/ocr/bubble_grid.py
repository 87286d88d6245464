"""Finds the circles of a number by their own printed rings, and measures how dark each one is inside.

A sheet bends between the boxes and the last circle, ten rows further down: a fit that is right at the boxes can be half
a circle off there. So the rings themselves are looked for, all thirty at once, then the upper and the lower half.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Bubbles, Rect
from sirekap_desktop.ocr.cutting import Offset
from sirekap_desktop.ocr.plane import Floats
from sirekap_desktop.ocr.view import View

_PX_PER_RADIUS = 6.0
"""Resolution of the patch in which rings are looked for."""
_REACH = (2.0, 2.75)
"""How far the circles may stand from the fit, in radii, across and down: one row is 2.6 radii."""
_HALF_REACH = 0.6
_DEEPEST = 0.3
"""Darkness beyond which a blackened circle counts no more than a printed ring."""
_LEAST_MATCH = 0.25
"""Least correlation with the printed rings for a shift to be believed."""

Image = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Measured:
    """The circles of one number as a picture shows them; shares of the paper's light beside it."""

    dark: Floats
    """(columns, 10): how much darker the inside is than the paper."""
    rim: Floats
    """(columns, 10): the same on the printed ring."""
    around: Floats
    """(columns, 10): the same for the darkest places just outside the circle, where the pen does not belong."""


def measure(view: View, bubbles: Bubbles, offset: Offset) -> Measured:
    """Find the circles near where the fit and the boxes' offset have them, and measure each."""
    centers = find(view, bubbles, offset)
    radius = bubbles.diameter / 2
    places = (_disc(0.75 * radius), _circle(0.95 * radius), _stray(radius), _sides(radius))
    light = view.light(centers[:, :, None, :] + np.concatenate(places), 2.5, bubbles.area).astype(np.float64)
    inside, rim, around, beside = np.split(light, np.cumsum([len(part) for part in places])[:-1], axis=2)
    left, right = (np.median(side, axis=2) for side in np.split(beside, 2, axis=2))
    # A shadow's edge may run through the circle: its paper is half of each. Ink on one side must not count as shade.
    paper = np.maximum((np.maximum(left, 0.7 * right) + np.maximum(right, 0.7 * left)) / 2, 10.0)
    stray = np.sort(around, axis=2)[..., : around.shape[2] // 4].mean(axis=2)
    return Measured(1.0 - inside.mean(axis=2) / paper, 1.0 - rim.mean(axis=2) / paper, 1.0 - stray / paper)


def find(view: View, bubbles: Bubbles, offset: Offset) -> Floats:
    """Centres of all circles on the fitted paper, mm: (columns, 10, 2)."""
    flat = np.array([[bubbles.center(column, digit) for digit in range(10)] for column in range(len(bubbles.column_x))])
    flat = flat + np.array(offset)
    radius = bubbles.diameter / 2
    step = radius / _PX_PER_RADIUS
    margin = (_REACH[0] + 1.5) * radius, (_REACH[1] + 1.5) * radius
    low, high = flat.min(axis=(0, 1)) - margin, flat.max(axis=(0, 1)) + margin
    x, y = np.arange(low[0], high[0], step), np.arange(low[1], high[1], step)
    area = Rect(float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))
    light = view.patch(x, y, 1 / step, area).astype(np.float32)
    paper = cv2.blur(light, (int(3 * _PX_PER_RADIUS), int(3 * _PX_PER_RADIUS))) + np.float32(1)
    dark = cv2.GaussianBlur(np.clip(1 - light / paper, -0.1, _DEEPEST), (0, 0), 1.0)
    whole = _shift(dark, (flat - low) / step, np.array(_REACH) * _PX_PER_RADIUS)
    near = (flat - low) / step + whole
    reach = np.full(2, _HALF_REACH * _PX_PER_RADIUS)
    upper, lower = _shift(dark, near[:, :5], reach), _shift(dark, near[:, 5:], reach)
    share = ((np.arange(10) - 2.0) / 5.0)[None, :, None]
    return np.asarray(flat + step * (whole + upper + share * (lower - upper)))


def _shift(dark: Image, centers: Floats, reach: Floats) -> Floats:
    """By how many pixels (x, y) the rings stand from their places at most ``reach`` away; 0 where none are seen."""
    low = np.floor(centers.min(axis=(0, 1)) - 1.5 * _PX_PER_RADIUS).astype(int)
    high = np.ceil(centers.max(axis=(0, 1)) + 1.5 * _PX_PER_RADIUS).astype(int)
    pattern = _rings(centers - low, (int(high[0] - low[0]), int(high[1] - low[1])))
    free = np.minimum(np.ceil(reach).astype(int), np.minimum(low, np.array(dark.shape[::-1]) - high))
    if (free < 1).any():
        return np.zeros(2)
    window = dark[low[1] - free[1] : high[1] + free[1], low[0] - free[0] : high[0] + free[0]]
    found = cv2.matchTemplate(np.ascontiguousarray(window), pattern, cv2.TM_CCOEFF_NORMED)
    match = np.asarray(found, np.float32)
    far = [np.arange(-free[axis], free[axis] + 1) / reach[axis] for axis in (0, 1)]
    ranked = match - 0.1 * (far[0][None, :] ** 2 + far[1][:, None] ** 2)
    row, column = np.unravel_index(int(ranked.argmax()), ranked.shape)
    if match[row, column] < _LEAST_MATCH:
        return np.zeros(2)
    return np.array([_peak(match[row], int(column)) - free[0], _peak(match[:, column], int(row)) - free[1]])


def _peak(line: Image, at: int) -> float:
    """The top of a parabola through the best place and its neighbours."""
    if not 0 < at < len(line) - 1:
        return float(at)
    before, here, after = (float(value) for value in line[at - 1 : at + 2])
    bend = before - 2 * here + after
    return at + (0.5 * (before - after) / bend if bend < -1e-9 else 0.0)


def _rings(centers: Floats, size: tuple[int, int]) -> Image:
    """What the printed circles look like, (height, width)."""
    canvas = np.zeros((size[1], size[0]), np.uint8)
    for x, y in centers.reshape(-1, 2):
        place = (round(float(x) * 16), round(float(y) * 16))
        cv2.circle(canvas, place, round(0.25 * _PX_PER_RADIUS * 16), 90, 2, cv2.LINE_AA, 4)
        cv2.circle(canvas, place, round((_PX_PER_RADIUS - 0.4) * 16), 255, 1, cv2.LINE_AA, 4)
    return np.asarray(cv2.GaussianBlur(canvas.astype(np.float32), (0, 0), 1.0), np.float32)


def _disc(radius: float) -> Floats:
    axis = np.linspace(-radius, radius, 9)
    x, y = np.meshgrid(axis, axis)
    within = x**2 + y**2 <= radius**2 * (1 + 1e-9)
    return np.stack((x[within], y[within]), axis=-1)


def _circle(radius: float) -> Floats:
    turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    return np.stack((np.cos(turn), np.sin(turn)), axis=-1) * radius


def _stray(radius: float) -> Floats:
    """Just outside the printed circle: a pen that strikes a filled circle out leaves its ink there."""
    return np.concatenate((_circle(1.35 * radius), _circle(1.55 * radius)[::2]))


def _sides(radius: float) -> Floats:
    """Blank paper left, then right of a circle: above and below stand the next ones."""
    x, y = np.meshgrid(np.array([1.7, 1.9, 2.1]) * radius, np.linspace(-0.6, 0.6, 5) * radius)
    right = np.stack((x.ravel(), y.ravel()), axis=-1)
    return np.concatenate((right * np.array([-1.0, 1.0]), right))
