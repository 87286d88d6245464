"""How a sheet of paper bends: a smooth shift over the paper, in mm, that comes before the homography."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.reading import Mesh
from sirekap_desktop.ocr.plane import Floats, Shifts, tukey

_STEEPEST = 0.2
_FARTHEST = 16.0
"""Units, and mm per mm: a fold of 5 mm seen at 45° reaches 0.2."""
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

    @property
    def plausible(self) -> bool:
        """Whether paper can be bent so: neither far off nor steeply; another page cannot be bent to fit."""
        unit = max(self.paper) / 900.0
        rows, columns = self.shifts.shape[:2]
        cell = self.paper[0] / (columns - 1), self.paper[1] / (rows - 1)
        steep = max(float(np.abs(np.diff(self.shifts, axis=axis)).max()) / cell[1 - axis] for axis in (0, 1))
        return steep <= _STEEPEST and float(np.abs(self.shifts).max()) <= _FARTHEST * unit


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
    return Mesh(bend.paper, rows, columns, tuple(np.round(bend.shifts.ravel().astype(np.float64), 2).tolist()))


_PAD = 0.12
"""By how much of the paper's longer side the waves reach beyond it: at its own ends a cosine could not slope."""
_CELL = 25.0
"""Units between the control points of a fitted bend."""
_SHORTEST = 75.0
"""Units: half the wavelength of the shortest waves in any direction."""
_SHORTEST_FOLD = 36.0
"""Units: the same for waves across the sheet's sides, along which paper is folded."""
_AMOUNT = 4.0
"""Units by which long waves are expected to shift paper."""
_KNEE = 150.0
"""Units: waves shorter than twice this are expected to be the lower, the shorter, by the square."""
_NOISE = 0.35
"""Units: how exactly one printed edge is measured."""
_ROUNDS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Waves:
    """The shapes that a sheet of one size can take: products of cosines along its sides."""

    paper: tuple[float, float]
    unit: float
    across: NDArray[np.intp]
    """(K,) half waves over the padded width."""
    down: NDArray[np.intp]
    """(K,) and over the padded height."""
    expected: Floats
    """(K,) units: the amplitude that each may be expected to have."""

    def at(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Tables of cosines (…, 1 + highest) at places mm along either side."""
        pad = _PAD * max(self.paper)
        width, height = self.paper[0] + 2 * pad, self.paper[1] + 2 * pad
        across = np.cos(np.pi * np.multiply.outer((x + pad) / width, np.arange(self.across.max() + 1)))
        down = np.cos(np.pi * np.multiply.outer((y + pad) / height, np.arange(self.down.max() + 1)))
        return across, down

    def design(self, points: Floats) -> NDArray[np.float32]:
        """(N, K) values of all waves at points (N, 2) mm, in single precision: paper is not measured to a nanometre."""
        across, down = (table.astype(np.float32) for table in self.at(points[:, 0], points[:, 1]))
        return np.asarray(across.take(self.across, axis=1) * down.take(self.down, axis=1))

    def grid(self, amplitudes: Floats, rows: int, columns: int) -> Floats:
        """(rows, columns) values on an even grid from edge to edge."""
        across, down = self.at(np.linspace(0, self.paper[0], columns), np.linspace(0, self.paper[1], rows))
        table = np.zeros((down.shape[1], across.shape[1]))
        table[self.down, self.across] = amplitudes
        return down @ table @ across.T


@lru_cache(maxsize=8)
def waves_of(paper: tuple[float, float]) -> Waves:
    """The waves of a paper size, mm."""
    unit = max(paper) / 900.0
    pad = _PAD * max(paper)
    width, height = (paper[0] + 2 * pad) / unit, (paper[1] + 2 * pad) / unit
    i, j = np.meshgrid(np.arange(int(width / _SHORTEST_FOLD) + 1), np.arange(int(height / _SHORTEST_FOLD) + 1))
    short = np.hypot(i / width, j / height)
    kept = (short < 1 / _SHORTEST) | (((i <= 2) | (j <= 2)) & (short < 1 / _SHORTEST_FOLD))
    i, j, short = i[kept], j[kept], short[kept]
    return Waves(paper, unit, i, j, _AMOUNT / (1 + (short * _KNEE) ** 2))


def fit_bend(shifts: Shifts, paper: tuple[float, float], tolerance_mm: float) -> tuple[Bend, Floats]:
    """The smooth bend that explains shifts against the flat sheet, robust against wrong ones.

    Args:
        shifts: along the sides of the paper only (normals (1, 0) or (0, 1)).
        paper: mm.
        tolerance_mm: what is further from the bend than about this stops counting.

    Returns:
        The bend, and the remaining shifts (N,) mm.
    """
    waves = waves_of(paper)
    size = (round(paper[1] / waves.unit / _CELL) + 1, round(paper[0] / waves.unit / _CELL) + 1)
    left = shifts.amount.copy()
    field = []
    for axis in (0, 1):
        chosen = np.flatnonzero(shifts.normals[:, axis] > 0.5)
        amplitudes, left[chosen] = _fit_axis(waves, shifts, chosen, tolerance_mm)
        field.append(waves.grid(amplitudes, *size))
    return Bend(paper, np.stack(field, axis=-1).astype(np.float32)), left


def _fit_axis(waves: Waves, shifts: Shifts, chosen: NDArray[np.intp], tolerance: float) -> tuple[Floats, Floats]:
    """Amplitudes mm, and what is left of the chosen shifts: ridge regression with Tukey's weights."""
    if not len(chosen):
        return np.zeros(len(waves.expected)), np.zeros(0)
    design = waves.design(shifts.points[chosen]) * waves.expected.astype(np.float32)
    amount, given = shifts.amount[chosen].astype(np.float32), shifts.weight[chosen]
    weight = given
    ridge = np.float32(_NOISE**2) * np.eye(design.shape[1], dtype=np.float32)
    solution = np.zeros(design.shape[1], np.float32)
    for step in range(_ROUNDS):
        root = np.sqrt(weight).astype(np.float32)
        weighted = design * root[:, None]
        _, found = cv2.solve(
            weighted.T @ weighted + ridge, (root * amount @ weighted)[:, None], flags=cv2.DECOMP_CHOLESKY
        )
        solution = np.asarray(found, np.float32).ravel()
        left = amount - design @ solution
        reach = tolerance * (2.5 - 0.75 * step)
        weight = given * np.where(shifts.certain[chosen], 1.0, tukey(left.astype(np.float64) / reach))
    return solution.astype(np.float64) * waves.expected, (amount - design @ solution).astype(np.float64)
