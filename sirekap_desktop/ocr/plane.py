"""The plane of the paper in a picture: homographies from mm to pixels, sampling through them, and their refinement.

Lengths on paper are mm from the top-left corner; pixels are those of the full picture, pixel centres at whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

# NumPy and OpenCV each carry an OpenBLAS. All their work here is many small problems: its threads wait for each other
# by spinning, and that alone doubled the time of reading a page. Several pages at once are read by several processes.
threadpool_limits(1, user_api="blas")

Grey = NDArray[np.uint8]
Floats = NDArray[np.float64]
Homography = Floats
"""3×3, from paper mm to picture pixels."""

_ROW = 2048


@dataclass(slots=True)
class Pyramid:
    """A grey picture and its halvings, each made once and only when needed.

    Small cells cut from a large photo would show grain and moiré; each reader picks the level whose resolution is just
    above what it needs. ``halvings`` everywhere count from the full picture, whose pixels are the unit of all
    coordinates, also where the picture was decoded at a half or a quarter of its size.
    """

    finest: Grey
    """The finest level at hand."""
    first: int = 0
    """How many halvings the finest level is from the full picture."""
    _levels: list[Grey] = field(default_factory=list)

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width of the full picture."""
        height, width = self.finest.shape
        return height << self.first, width << self.first

    def level(self, halvings: int) -> Grey:
        """The picture at 1 / 2**halvings of its size; ``halvings`` is at least :attr:`first`."""
        if halvings < self.first:
            raise ValueError(f"level {halvings} was never decoded, {self.first} is the finest")
        if not self._levels:
            self._levels.append(self.finest)
        while len(self._levels) <= halvings - self.first:
            last = self._levels[-1]
            size = (last.shape[1] // 2, last.shape[0] // 2)
            # An exact factor of two lets OpenCV average blocks, ten times faster than any other ratio.
            even = last[: size[1] * 2, : size[0] * 2]
            self._levels.append(np.asarray(cv2.resize(even, size, interpolation=cv2.INTER_AREA), np.uint8))
        return self._levels[halvings - self.first]

    def halvings_for(self, long_side: int) -> int:
        """How many halvings bring the longer side to at most ``long_side`` pixels."""
        longest, halvings = max(self.finest.shape), self.first
        while longest > long_side:
            longest, halvings = longest // 2, halvings + 1
        return halvings

    def halvings_at(self, px_per_mm: float, wanted: float) -> int:
        """The smallest level that still has ``wanted`` pixels per mm where the full picture has ``px_per_mm``."""
        halvings = 0
        while px_per_mm >= 2 * wanted and min(self.shape) >> (halvings + 1) >= 64:
            px_per_mm, halvings = px_per_mm / 2, halvings + 1
        return max(halvings, self.first)

    def sample(self, pixels: Floats | NDArray[np.float32], halvings: int) -> NDArray[np.uint8]:
        """Grey values at full-picture pixel positions (…, 2), bilinear; outside is white."""
        flat = pixels.astype(np.float32).reshape(-1, 2)
        rows = -(-len(flat) // _ROW)  # remap takes no side of 32,767 and more
        grid = np.zeros((max(rows, 1), _ROW, 2), np.float32)
        grid.reshape(-1, 2)[: len(flat)] = (flat + np.float32(0.5)) * np.float32(0.5**halvings) - np.float32(0.5)
        values = cv2.remap(  # type: ignore[call-overload]  # its stub knows no map of points, which has no second one
            self.level(halvings), grid, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255
        )
        return np.asarray(values, np.uint8).ravel()[: len(flat)].reshape(pixels.shape[:-1])


def project(homography: Homography, points: Floats) -> Floats:
    """Map points (…, 2); a point on or behind the horizon becomes a huge number, never a division by zero."""
    x, y = points[..., 0], points[..., 1]
    h = homography
    w = h[2, 0] * x + h[2, 1] * y + h[2, 2]
    w[np.abs(w) < 1e-9] = 1e-9
    result = np.empty(points.shape, np.float64)
    np.divide(h[0, 0] * x + h[0, 1] * y + h[0, 2], w, out=result[..., 0])
    np.divide(h[1, 0] * x + h[1, 1] * y + h[1, 2], w, out=result[..., 1])
    return result


def invert(homography: Homography) -> Homography:
    """The map back, from pixels to mm."""
    inverse: Homography = np.asarray(np.linalg.inv(homography), np.float64)
    return inverse / inverse[2, 2] if abs(inverse[2, 2]) > 1e-12 else inverse


def from_points(mm: Floats, pixels: Floats) -> Homography:
    """The homography through four point pairs."""
    found = cv2.getPerspectiveTransform(mm.astype(np.float32), pixels.astype(np.float32))
    return np.asarray(found, np.float64)


_FOCAL = 0.75
"""Focal length of a phone's main camera as a share of the picture's longer side: 0.67 to 0.8 are usual."""


def camera_views(mm: Floats, pixels: Floats, size: tuple[int, int]) -> list[Homography]:
    """The two homographies by which an ordinary camera can see points so, the better one first.

    Points close together say little of the paper's tilt through their perspective; but that they are foreshortened
    says much when the focal length is known at least roughly. Of a cropped picture both may be somewhat wrong.

    Args:
        mm: (N, 2) points on the paper, four or more.
        pixels: (N, 2) where they are seen.
        size: width and height of the picture, px.
    """
    focal, center = _FOCAL * max(size), mm.mean(axis=0)
    lens = np.array([[focal, 0, (size[0] - 1) / 2], [0, focal, (size[1] - 1) / 2], [0, 0, 1.0]])
    flat = np.column_stack((mm - center, np.zeros(len(mm))))
    origin = np.array([[1, 0, -center[0]], [0, 1, -center[1]], [0, 0, 1.0]])
    _, turns, places, _ = cv2.solvePnPGeneric(flat, pixels, lens, None, flags=cv2.SOLVEPNP_IPPE)
    found = []
    for rough in zip(turns, places, strict=True):
        turn, place = cv2.solvePnPRefineLM(flat, pixels, lens, None, *rough)
        axes = np.asarray(cv2.Rodrigues(turn)[0], np.float64)
        seen = lens @ np.column_stack((axes[:, 0], axes[:, 1], np.ravel(place))) @ origin
        if np.isfinite(seen).all() and abs(seen[2, 2]) > 1e-9:
            found.append(seen / seen[2, 2])
    return found


def px_per_mm(homography: Homography, point: tuple[float, float]) -> float:
    """Resolution of the picture at one place of the paper."""
    x, y = point
    ring = np.array([[x, y], [x + 1, y], [x, y + 1]], np.float64)
    origin, right, down = project(homography, ring)
    u, v = right - origin, down - origin
    return float(np.sqrt(abs(u[0] * v[1] - u[1] * v[0])))


def is_plausible(homography: Homography, paper: tuple[float, float], tilt_limit: float = 5.0) -> bool:
    """Whether a camera can have seen the paper so: face up, in front of the lens, not foreshortened beyond reason.

    A mirrored sheet is refused here. ``tilt_limit`` bounds the ratio of the largest to the smallest scale: a sheet at
    35° that fills the picture of a phone reaches 3.
    """
    width, height = paper
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    if not np.isfinite(homography).all():
        return False
    depth = corners @ homography[2, :2] + homography[2, 2]
    if depth.min() <= 0 < depth.max() or np.abs(depth).min() < 1e-9:
        return False
    scales = [px_per_mm(homography, (float(x), float(y))) for x, y in corners]
    if min(scales) < 0.2 or max(scales) > tilt_limit * min(scales):
        return False
    quad = project(homography, corners)
    sides = np.roll(quad, -1, axis=0) - quad
    following = np.roll(sides, -1, axis=0)
    turns = sides[:, 0] * following[:, 1] - sides[:, 1] * following[:, 0]
    return bool(turns.min() > 0)


@dataclass(frozen=True, slots=True)
class Shifts:
    """Where printed things were seen: at ``points`` mm, displaced by ``amount`` mm along the unit ``normals``."""

    points: Floats
    """(N, 2)"""
    normals: Floats
    """(N, 2)"""
    amount: Floats
    """(N,)"""
    weight: Floats
    """(N,)"""
    certain: NDArray[np.bool_]
    """(N,) which cannot be something else that looks alike: they count however far from the fit."""

    def joined(self, other: Shifts) -> Shifts:
        return Shifts(
            np.concatenate((self.points, other.points)),
            np.concatenate((self.normals, other.normals)),
            np.concatenate((self.amount, other.amount)),
            np.concatenate((self.weight, other.weight)),
            np.concatenate((self.certain, other.certain)),
        )


def point_shifts(homography: Homography, mm: Floats, pixels: Floats, weight: float) -> Shifts:
    """Shifts that say: the points printed at ``mm`` were seen at ``pixels``."""
    seen = project(invert(homography), pixels) - mm
    count = len(mm)
    normals = np.repeat(np.eye(2), count, axis=0)
    amount = np.concatenate((seen[:, 0], seen[:, 1]))
    return Shifts(np.concatenate((mm, mm)), normals, amount, np.full(2 * count, weight), np.ones(2 * count, bool))


def fit_shifts(
    shifts: Shifts, paper: tuple[float, float], *, tolerance_mm: float, ridge: tuple[float, float, float]
) -> tuple[Homography, Floats]:
    """The small projective motion of the paper plane that explains the shifts, robust against wrong ones.

    Args:
        shifts: what was seen.
        paper: width and height of the sheet, mm.
        tolerance_mm: shifts further than about this from the fit stop counting (Tukey's weights).
        ridge: reluctance to move at all, to stretch or turn, and to tilt, in units of one full shift of weight 1.

    Returns:
        The motion T as a 3×3 map of mm to mm (the refined homography is ``H @ T``), and the remaining shifts (N,).
    """
    design = _design(shifts, paper)
    penalty = np.diag([ridge[0]] * 2 + [ridge[1]] * 4 + [ridge[2]] * 2)
    weight = shifts.weight.copy()
    solution = np.zeros(8)
    for round_number in range(6):
        weighted = design * weight[:, None]
        solution = np.asarray(np.linalg.solve(design.T @ weighted + penalty, weighted.T @ shifts.amount), np.float64)
        left = shifts.amount - design @ solution
        reach = tolerance_mm * (3.0 - 0.4 * round_number)
        weight = shifts.weight * np.where(shifts.certain, 1.0, tukey(left / reach))
    return _motion(solution, paper), shifts.amount - design @ solution


def tukey(share: Floats) -> Floats:
    """Tukey's weights: 1 for what fits, 0 from ``share`` 1 on."""
    return np.clip(1.0 - share**2, 0.0, None) ** 2


def _design(shifts: Shifts, paper: tuple[float, float]) -> Floats:
    """Displacement d = b + A·q + q·(g·q) along each normal; q are paper coordinates from -0.5 to 0.5."""
    x = (shifts.points[:, 0] - paper[0] / 2) / paper[1]
    y = (shifts.points[:, 1] - paper[1] / 2) / paper[1]
    nx, ny = shifts.normals[:, 0], shifts.normals[:, 1]
    along = nx * x + ny * y
    return np.stack((nx, ny, nx * x, nx * y, ny * x, ny * y, along * x, along * y), axis=1)


def _motion(solution: Floats, paper: tuple[float, float]) -> Homography:
    """The fitted displacements as a projective map of mm, to first order."""
    unit = paper[1]
    b, a, g = solution[:2], solution[2:6].reshape(2, 2) / unit, solution[6:] / unit**2
    core = np.array([[1 + a[0, 0], a[0, 1], b[0]], [a[1, 0], 1 + a[1, 1], b[1]], [-g[0], -g[1], 1.0]])
    centre = np.array([[1, 0, paper[0] / 2], [0, 1, paper[1] / 2], [0, 0, 1.0]])
    motion = centre @ core @ np.linalg.inv(centre)
    return np.asarray(motion / motion[2, 2], np.float64)
