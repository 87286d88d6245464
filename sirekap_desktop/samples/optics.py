"""Where each point of a sheet of paper falls in a photo: camera pose, folds and their inverse."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.samples.strokes import Points

Matrix = NDArray[np.float64]
Grid = NDArray[np.float32]

_STEP = 8
"""The inverse map is computed on every 8th pixel and interpolated: its error there is far below 0.1 px."""


@dataclass(frozen=True, slots=True)
class Crease:
    """A fold that does not lie flat: a ridge along a straight line."""

    angle_deg: float
    """Direction of the normal of the line, on the paper."""
    offset_mm: float
    """Distance of the line from the paper's centre."""
    height_mm: float
    reach_mm: float
    """How fast the paper comes down again on both sides."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A sheet before a camera."""

    paper: tuple[float, float]
    camera: Matrix
    """3×4: from mm on and above the paper (z towards the camera) to pixels."""
    size: tuple[int, int]
    """Width and height of the photo."""
    creases: tuple[Crease, ...] = ()
    curl_mm: float = 0.0

    @property
    def homography(self) -> Matrix:
        """From mm to pixels for a flat sheet."""
        h = self.camera[:, (0, 1, 3)]
        return np.asarray(h / h[2, 2])

    @property
    def flat(self) -> bool:
        return not self.creases and self.curl_mm == 0

    def project(self, points_mm: Points) -> Points:
        """Exact pixel positions of points given in mm, folds included; shapes ``(n, 2)``."""
        points = np.asarray(points_mm, dtype=np.float64)
        lifted = np.column_stack([points, self._height(points)[0], np.ones(len(points))])
        image = lifted @ self.camera.T
        return np.asarray(image[:, :2] / image[:, 2:])

    def _height(self, points: Points) -> tuple[Points, Points]:
        """Height above the table and its slope against light from the upper left."""
        centered = points - np.asarray(self.paper) / 2
        height = np.zeros(len(points))
        slope = np.zeros(len(points))
        for crease in self.creases:
            angle = np.deg2rad(crease.angle_deg)
            away = centered @ (np.cos(angle), np.sin(angle)) - crease.offset_mm
            # Rounded like real paper; a knife edge would also show the grid on which the shading is computed.
            far = np.hypot(away, 0.006 * self.paper[0])
            lift = crease.height_mm * np.exp(-far / crease.reach_mm)
            height += lift
            slope -= away / far * lift / crease.reach_mm * (np.cos(angle) + np.sin(angle))
        wave = 2 * np.pi / (0.9 * self.paper[1])
        height += self.curl_mm * np.sin(centered @ (0.35, 1.0) * wave + 0.6)
        slope += self.curl_mm * wave * np.cos(centered @ (0.35, 1.0) * wave + 0.6)
        return height, slope

    def inverse_map(self) -> tuple[Grid, Grid, Grid]:
        """For every pixel the paper's x and y in mm; and the shading of the folds on a grid of 8 px."""
        width, height = self.size
        columns, rows = -(-width // _STEP) + 2, -(-height // _STEP) + 2
        x = (np.arange(columns) - 0.5) * _STEP - 0.5
        y = (np.arange(rows) - 0.5) * _STEP - 0.5
        wanted = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
        points = self._unproject(wanted)
        shade = 1.0 + 1.1 * self._height(points)[1]
        grid = points.reshape(rows, columns, 2).astype(np.float32)
        return (
            _grown(np.ascontiguousarray(grid[..., 0]), self.size),
            _grown(np.ascontiguousarray(grid[..., 1]), self.size),
            shade.reshape(rows, columns)[1:-1, 1:-1].astype(np.float32),
        )

    def _unproject(self, pixels: Points) -> Points:
        back = np.asarray(np.linalg.inv(self.homography), np.float64)
        aim = pixels
        for _ in range(3):
            aim = np.asarray(aim + pixels - self.project(transform(back, aim)), np.float64)
        return transform(back, aim)


def _grown(grid: Grid, size: tuple[int, int]) -> Grid:
    """The grid at full size, without its padding."""
    full = cv2.resize(grid, (grid.shape[1] * _STEP, grid.shape[0] * _STEP), interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(full[_STEP : _STEP + size[1], _STEP : _STEP + size[0]], dtype=np.float32)


def transform(matrix: Matrix, points: Points) -> Points:
    """Apply a homography to ``(n, 2)`` points."""
    moved = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(moved[:, :2] / moved[:, 2:])


def aim_camera(
    paper: tuple[float, float], size: tuple[int, int], *, pitch: float, yaw: float, roll: float, cover: float
) -> Matrix:
    """A 3×4 camera that sees the whole sheet in the middle of the photo.

    Args:
        pitch, yaw: tilt of the paper against the camera, in degrees.
        roll: turn of the paper in the picture, in degrees, clockwise.
        cover: the part of the photo's width or height that the sheet spans.
    """
    turned = _rotation(2, roll) @ _rotation(0, pitch) @ _rotation(1, yaw)
    flip = np.array([[1.0, 0, -paper[0] / 2], [0, 1.0, -paper[1] / 2], [0, 0, 0]])
    focal = 0.8 * max(size)
    distance = 2.0 * max(paper)
    corners = np.array([(0.0, 0.0), (paper[0], 0.0), paper, (0.0, paper[1])])
    for _ in range(8):
        camera = _camera(turned, flip, focal, distance)
        box = transform(camera[:, (0, 1, 3)], corners)
        distance *= float(max(np.ptp(box, axis=0) / np.asarray(size))) / cover
    box = transform(_camera(turned, flip, focal, distance)[:, (0, 1, 3)], corners)
    x, y = (np.asarray(size) - 1) / 2 - (box.min(axis=0) + box.max(axis=0)) / 2
    return shifted(_camera(turned, flip, focal, distance), float(x), float(y))


def shifted(camera: Matrix, x: float, y: float) -> Matrix:
    """The same view, moved by ``x`` and ``y`` pixels in the picture."""
    return np.asarray(np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]]) @ camera)


def _camera(turned: Matrix, flip: Matrix, focal: float, distance: float) -> Matrix:
    """Paper coordinates: x right, y down, z towards the camera; the camera looks along its own z."""
    lens = np.diag([focal, focal, 1.0])
    centered = np.column_stack([flip[:, 0], flip[:, 1], (0.0, 0.0, -1.0), flip[:, 2]])
    view = turned @ centered
    view[2, 3] += distance
    return np.asarray(lens @ view)


def _rotation(axis: int, degrees: float) -> Matrix:
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    a, b = [(1, 2), (2, 0), (0, 1)][axis]
    matrix = np.eye(3)
    matrix[[a, a, b, b], [a, b, a, b]] = c, -s, s, c
    return matrix


def quarter_turned(camera: Matrix, size: tuple[int, int], turns: int) -> tuple[Matrix, tuple[int, int]]:
    """The same view in a picture stored ``turns`` quarter turns clockwise."""
    for _ in range(turns % 4):
        camera = np.array([[0.0, -1.0, size[1] - 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]) @ camera
        size = (size[1], size[0])
    return camera, size


def mirrored(camera: Matrix, size: tuple[int, int]) -> Matrix:
    """The same view with left and right of the picture exchanged."""
    return np.asarray(np.array([[-1.0, 0.0, size[0] - 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]) @ camera)
