"""Real ink on a drawn page: lifted from the photo of a box, laid into another box."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Rect
from sirekap_desktop.samples.drawing import PAPER_WHITE
from sirekap_desktop.samples.raster import Image

Corners = NDArray[np.float32]
"""Centre lines of a box's border in pixels: top-left first, clockwise; shape (4, 2)."""

PATCH_PX = 96
"""Side of a lifted patch: the box between the centre lines of its border."""
_BORDER = (0.035, 0.075)
"""Ink nearer to the border than this, as a share of the side, cannot be told from it; it fades in between."""
_THRESHOLDS = (0.32, 0.78)
"""Between these shares of the usual ink's darkness, coverage goes from none to full."""
_SURE = 0.75
"""What hangs together with something this dark is ink; the rest are dot guides, folds and grain."""
_SPARSE = 3
"""The paper's brightness is fitted to every third pixel."""
_STRIP = 0.17
"""A part of the ink that is nowhere further from the border than this, as a share of the side, is none."""
_LEAST_INK = 0.12
"""A box whose darkest part absorbs less than this holds no ink."""


@dataclass(frozen=True, slots=True, eq=False)
class LiftedInk:
    """Ink of one box."""

    cover: Image
    """How much of the light the ink takes, 0 to 255, shape (PATCH_PX, PATCH_PX)."""
    strength: float
    """How dark the ink was in the photo, as a share of the light it took."""


def lift_ink(grey: Image, corners: Corners) -> LiftedInk:
    """Take the ink out of a photographed box: without paper, border, dot guides and light.

    Ink on the border itself is lost: the photo cannot tell it from the border. The edges of strokes are made as sharp
    as a pen's, since the photo that the page is laid into blurs them again.

    Args:
        grey: the photo, grey levels.
        corners: where the border runs in it.
    """
    box = _flattened(grey, corners)
    taken = np.asarray(1.0 - np.clip(box / np.maximum(_paper(box), 1.0), 0.0, 1.0), np.float32)
    inside = _inside()
    darkest = float(np.percentile(taken[inside > 0.5], 98.5))
    if darkest < _LEAST_INK:
        return LiftedInk(np.zeros((PATCH_PX, PATCH_PX), np.uint8), 0.0)
    usual = float(np.median(taken[(inside > 0.5) & (taken > 0.4 * darkest)]))
    share = taken / np.float32(usual)
    share[~_connected(share * inside)] = 0.0
    low, high = _THRESHOLDS
    ramp = np.clip((share - low) / (high - low), 0.0, 1.0)
    cover = ramp * ramp * (3 - 2 * ramp) * inside
    return LiftedInk(np.rint(cover * 255).astype(np.uint8), min(darkest, 1.0))


def _flattened(grey: Image, corners: Corners) -> NDArray[np.float32]:
    side = float(PATCH_PX)
    target = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32) - np.float32(0.5)
    matrix = cv2.getPerspectiveTransform(corners, target)
    size = (PATCH_PX, PATCH_PX)
    flat = cv2.warpPerspective(grey, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.GaussianBlur(flat, (0, 0), 0.8), np.float32)


def _paper(box: NDArray[np.float32]) -> NDArray[np.float32]:
    """The paper's own brightness under the ink: a smooth surface through the brighter half of the pixels."""
    terms, inside = _terms(), (_inside() > 0.5)[::_SPARSE, ::_SPARSE].reshape(-1)
    levels, use = box[::_SPARSE, ::_SPARSE].reshape(-1), inside
    few = terms[::_SPARSE, ::_SPARSE].reshape(-1, 6)
    fit = np.zeros(6, np.float32)
    for _ in range(3):
        fit = np.linalg.solve(few[use].T @ few[use], few[use].T @ levels[use])
        above = levels - few @ fit
        use = inside & (above > np.median(above[use]) - 1.0)
    return np.asarray(terms @ fit, np.float32)


def _terms() -> NDArray[np.float32]:
    y, x = np.mgrid[-1 : 1 : PATCH_PX * 1j, -1 : 1 : PATCH_PX * 1j].astype(np.float32)
    return np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=-1)


def _inside() -> NDArray[np.float32]:
    """1 within the border, 0 on it."""
    near, far = _BORDER
    return np.asarray(np.clip((_border_distance() - near) / (far - near), 0.0, 1.0), np.float32)


def _border_distance() -> NDArray[np.float32]:
    """Distance from the nearest side, as a share of the side."""
    at = (np.arange(PATCH_PX) + 0.5) / PATCH_PX
    away = np.minimum(at, 1 - at)
    return np.minimum.outer(away, away).astype(np.float32)


def _connected(share: NDArray[np.float32]) -> NDArray[np.bool_]:
    weak = (share > _THRESHOLDS[0] * 0.8).astype(np.uint8)
    _, labels = cv2.connectedComponents(weak, connectivity=8)
    sizes = np.bincount(labels.ravel())
    sure = np.unique(labels[share > _SURE])
    sure = sure[(sure > 0) & (sizes[sure] > 0.004 * PATCH_PX**2)]
    away = _border_distance()
    # A strip along the border that reaches nowhere further in is the border itself, a little off where it was found.
    return np.isin(labels, [label for label in sure if float(away[labels == label].max()) > _STRIP])


def lay_ink(
    page: Image,
    ink: LiftedInk,
    box: Rect,
    px_per_mm: float,
    *,
    colour: tuple[int, int, int],
    turn_deg: float = 0.0,
    shift: tuple[float, float] = (0.0, 0.0),
    size: float = 1.0,
    strength: float = 1.0,
) -> None:
    """Lay lifted ink into a box of a BGR page, in place: it darkens what is printed and never hides it.

    Args:
        box: where, between the centre lines of its border, in mm.
        colour: red, green and blue of the pen.
        turn_deg: turned clockwise about the box's middle.
        shift: moved to the right and down, as shares of the box's sides.
        size: grown about the box's middle.
        strength: how dark the pen writes, 1 as dark as its colour.
    """
    middle = ((box.x + box.w * (0.5 + shift[0])) * px_per_mm, (box.y + box.h * (0.5 + shift[1])) * px_per_mm)
    reach = 0.75 * size * max(box.w, box.h) * px_per_mm
    x0, y0 = max(int(middle[0] - reach), 0), max(int(middle[1] - reach), 0)
    part = page[y0 : int(middle[1] + reach) + 1, x0 : int(middle[0] + reach) + 1]
    if part.size == 0:
        return
    scale = size * box.w * px_per_mm / PATCH_PX
    cover = ink.cover
    if scale < 0.5:
        cover = np.asarray(cv2.GaussianBlur(cover, (0, 0), 0.4 / scale), np.uint8)
    matrix = cv2.getRotationMatrix2D((PATCH_PX / 2 - 0.5, PATCH_PX / 2 - 0.5), -turn_deg, scale)
    matrix[:, 2] = matrix[:, 2] + np.array(middle) - 0.5 - (PATCH_PX / 2 - 0.5) - (x0, y0)
    laid = cv2.warpAffine(cover, matrix, (part.shape[1], part.shape[0]), flags=cv2.INTER_LINEAR)
    share = laid.astype(np.float32)[..., None] * np.float32(strength / 255)
    light = np.asarray(colour[::-1], np.float32) / PAPER_WHITE
    part[:] = np.rint(part * (1 - share * (1 - light))).astype(np.uint8)
