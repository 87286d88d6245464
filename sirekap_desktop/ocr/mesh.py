"""How a sheet of paper bends: a smooth shift over the paper, in mm, that comes before the homography."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.reading import Mesh
from sirekap_desktop.ocr.plane import Floats

_ROW = 2048
"""Points are looked up in rows of this many: OpenCV takes no side of 32,767 and more."""


@dataclass(frozen=True, slots=True, eq=False)
class Bend:
    """A field of shifts over the paper."""

    paper: tuple[float, float]
    """Width and height, mm; the field reaches from edge to edge."""
    shifts: NDArray[np.float32]
    """(rows, columns, 2) mm at the control points."""

    def moved(self, points: Floats) -> Floats:
        """The points (…, 2) mm where a flat sheet would have to carry them to be seen as they are."""
        return points + self.shift_at(points)

    def shift_at(self, points: Floats) -> Floats:
        """The shift at points (…, 2) mm; beyond the paper that of its edge."""
        flat = points.reshape(-1, 2)
        padded = np.zeros((max(-(-len(flat) // _ROW), 1) * _ROW, 2), np.float32)
        rows, columns = self.shifts.shape[:2]
        padded[: len(flat)] = flat * ((columns - 1) / self.paper[0], (rows - 1) / self.paper[1])
        grid = padded.reshape(-1, _ROW, 2)
        x, y = np.ascontiguousarray(grid[..., 0]), np.ascontiguousarray(grid[..., 1])
        found = cv2.remap(self.shifts, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(found, np.float64).reshape(-1, 2)[: len(flat)].reshape(points.shape)


def bend_of(mesh: Mesh | None) -> Bend | None:
    """The bend that was stored with a reading."""
    if mesh is None:
        return None
    return Bend(mesh.paper, np.array(mesh.shifts, np.float32).reshape(mesh.rows, mesh.columns, 2))


def mesh_of(bend: Bend | None) -> Mesh | None:
    """A bend as it is stored: to a hundredth of a mm."""
    if bend is None:
        return None
    rows, columns = bend.shifts.shape[:2]
    return Mesh(bend.paper, rows, columns, tuple(round(float(value), 2) for value in bend.shifts.ravel()))
