"""A picture with a page found in it: how everything that reads samples the paper."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Rect
from sirekap_desktop.forms.reading import Registration
from sirekap_desktop.ocr.mesh import Bend, bend_of
from sirekap_desktop.ocr.plane import Floats, Homography, Pyramid, project, px_per_mm


def place(homography: Homography, bend: Bend | None, points: Floats) -> Floats:
    """Where points of the paper (…, 2) mm are in the picture, px: first the bend of the sheet, then the camera."""
    return project(homography, points if bend is None else bend.moved(points))


def placed(found: Registration, points: Floats) -> Floats:
    """The same for a stored registration: what the window's crops and frames follow."""
    return place(np.array(found.homography, np.float64).reshape(3, 3), bend_of(found.mesh), points)


@dataclass(frozen=True, slots=True)
class View:
    """A picture with a page found in it."""

    pyramid: Pyramid
    homography: Homography
    """For the sheet as if it lay flat."""
    bend: Bend | None = None

    def project(self, points: Floats) -> Floats:
        """Where points of the paper (…, 2) mm are in the picture, px."""
        return place(self.homography, self.bend, points)

    @property
    def mirrored(self) -> bool:
        """Whether the picture shows the page as a mirror does."""
        return bool(np.linalg.det(self.homography) < 0)

    def sees(self, area: Rect) -> bool:
        """Whether the whole area lies within the picture."""
        pixels = self.project(np.array(area.corners, np.float64))
        height, width = self.pyramid.shape
        return bool((pixels >= 0).all() and (pixels <= (width - 1, height - 1)).all())

    def resolution(self, area: Rect) -> float:
        """Pixels per mm in the middle of an area."""
        return self.resolution_at((area.x + area.w / 2, area.y + area.h / 2))

    def resolution_at(self, point: tuple[float, float]) -> float:
        """Pixels per mm at a point; what a bend adds to it is too little to matter."""
        return px_per_mm(self.homography, point)

    def patch(self, x: Floats, y: Floats, wanted_px_per_mm: float, near: Rect) -> NDArray[np.uint8]:
        """Grey values on the grid of mm places ``x`` by ``y``, ascending: (len(y), len(x)).

        As :meth:`light`, several times faster: only every eighth place is projected, between them the paper is flat.
        """
        halvings = self.pyramid.halvings_at(self.resolution(near), wanted_px_per_mm)
        columns, rows = _knots(len(x)), _knots(len(y))
        pixels = self.project(np.stack(np.meshgrid(x[columns], y[rows]), axis=-1))
        at = ((pixels + 0.5) / 2**halvings - 0.5).astype(np.float32)
        to_right, to_bottom = weights_between(x, columns).T, weights_between(y, rows)
        across, down = (to_bottom @ at[..., axis] @ to_right for axis in (0, 1))
        level = self.pyramid.level(halvings)
        values = cv2.remap(level, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
        return np.asarray(values, np.uint8)

    def light(self, points: Floats, wanted_px_per_mm: float, near: Rect) -> NDArray[np.uint8]:
        """Grey values at mm points (…, 2), from the level that resolves ``wanted_px_per_mm`` near an area."""
        halvings = self.pyramid.halvings_at(self.resolution(near), wanted_px_per_mm)
        return self.pyramid.sample(self.project(points), halvings)


def _knots(count: int) -> NDArray[np.int_]:
    """Every eighth of so many places, and the last one."""
    return np.unique(np.append(np.arange(0, count, 8), count - 1))


def weights_between(places: Floats, knots: NDArray[np.int_]) -> NDArray[np.float32]:
    """(places, knots): by how much each knot counts at each place, on straight lines between them."""
    every = np.arange(len(places))
    low = np.clip(np.searchsorted(knots, every, side="right") - 1, 0, max(len(knots) - 2, 0))
    high = np.minimum(low + 1, len(knots) - 1)
    ends = places[knots]
    share = (places - ends[low]) / np.maximum(ends[high] - ends[low], 1e-9)
    weights = np.zeros((len(places), len(knots)), np.float32)
    weights[every, low] = 1 - share
    weights[every, high] += share
    return weights
