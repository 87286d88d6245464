"""The straight dark lines of a picture, and the frame in which its two main directions run upright.

A printed table shows two families of parallel lines. Each family meets in one vanishing point; both points together
give the picture back its right angles. What is left open: scale and offset along either axis, quarter turn and mirror.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.ocr.plane import Floats, Grey, Homography, Pyramid, invert, project

FRAME_PX = 640
"""Long side of the frame."""
NEAR_PX = 6.0
"""How far from its place in the frame a line may be seen: sheets bend, lenses distort."""
_WORK_PX = 1400
"""Longest side of the picture in which segments are looked for: then a plano shows at least 0.8 px per mm."""
_SMALL_PX = 600
_LEAST_LENGTH = 0.012
"""Shortest segment, as a share of the picture's long side; a digit box of a whole plano is 0.02, and the rows of the
tally grid of 2019 cut its columns into pieces of 0.0124."""
_FAMILY_DEG = 28.0
_SLANT = 0.12
"""Slope up to which a segment in the frame still counts as upright or level: sheets bend."""
_LEAST_SEGMENTS = 8
_TRIALS = 240


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture with its lines set upright."""

    to_picture: Homography
    """From frame px to px of the full picture."""
    size: tuple[int, int]
    """Width and height, px."""
    across: Floats
    """(W,) how much vertical line stands at each x, 0 … 1."""
    down: Floats
    """(H,) how much horizontal line stands at each y, 0 … 1."""
    vertical: Grey
    """(H, W) 0 … 255: how near a vertical line is."""
    horizontal: Grey
    inside: NDArray[np.bool_]
    """(H, W): what the picture shows."""
    segments: tuple[Floats, Floats]
    """Upright and level segments, (N, 2, 2) frame px each: the ends of each."""
    _near: dict[tuple[int, float], Grey] = field(default_factory=dict)

    def near(self, family: int, reach: float) -> Grey:
        """How near an upright (0) or level (1) line is, made once for every reach."""
        if (family, reach) not in self._near:
            self._near[family, reach] = nearness(self.segments[family], self.size, reach)
        return self._near[family, reach]


def frame_of(pyramid: Pyramid) -> Frame | None:
    """The frame of a picture; None where nothing in it runs in two directions."""
    segments = segments_in(pyramid)
    families = _families(segments)
    if families is None:
        return None
    points = [_vanishing_point(segments[family]) for family in families]
    upright = _rectification(points[0], points[1], pyramid.shape)
    if upright is None:
        return None
    to_frame, size = upright
    ends = project(to_frame, segments.reshape(-1, 2, 2))
    vertical, horizontal = (_along(ends[family], 1 - axis) for axis, family in enumerate(families))
    return Frame(
        invert(to_frame),
        size,
        _profile(vertical, 0, size[0]),
        _profile(horizontal, 1, size[1]),
        nearness(vertical, size),
        nearness(horizontal, size),
        _shown(to_frame, size, pyramid.shape),
        (vertical, horizontal),
    )


def segments_in(pyramid: Pyramid) -> Floats:
    """Straight edges (N, 4) in px of the full picture: both sides of every line, on dark and pale pictures alike."""
    halvings = pyramid.halvings_for(_WORK_PX)
    image = _evened(pyramid.level(halvings))
    if max(image.shape) < _SMALL_PX:  # lines a pixel wide need more of them
        halvings -= 1
        image = np.asarray(cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)
    found: object = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(image)[0]
    segments = np.zeros((0, 4)) if found is None else np.asarray(found, np.float64).reshape(-1, 4)
    length = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    kept = segments[length > _LEAST_LENGTH * max(image.shape)]
    return np.asarray((kept + 0.5) * 2.0**halvings - 0.5, np.float64)


def _evened(image: Grey) -> Grey:
    """Darkness against the paper around, stretched so that lines of weak light are as dark as others."""
    side = max(image.shape) // 16 | 1
    paper = cv2.blur(cv2.dilate(image, np.ones((9, 9), np.uint8)), (side, side))
    share = image.astype(np.float32) / np.maximum(paper, 8)
    dark = 1.0 - share
    gain = float(np.clip(0.5 / max(float(np.percentile(dark[::4, ::4], 97)), 1e-3), 1.0, 6.0))
    return np.clip(255.0 * (1.0 - gain * dark), 0, 255).astype(np.uint8)


def _families(segments: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]] | None:
    """Indices of the upright and of the level segments: about the two main directions of the picture."""
    if len(segments) < 2 * _LEAST_SEGMENTS:
        return None
    step = segments[:, 2:] - segments[:, :2]
    length = np.hypot(*step.T)
    angle = np.degrees(np.arctan2(step[:, 1], step[:, 0])) % 180.0
    counts = np.bincount(angle.astype(int) % 180, weights=length**1.5, minlength=180)
    smooth = np.sum([np.roll(counts, shift) for shift in range(-4, 5)], axis=0)
    # Text and ruled lines give one strong direction; the pair at right angles counts, not each alone.
    first = int((smooth * np.maximum(np.roll(smooth, 90), 1e-3 * smooth.max())).argmax())
    second = (first + 90 + int(np.roll(smooth, -(first + 65))[:51].argmax()) - 25) % 180
    level, upright = sorted((first, second), key=lambda item: min(item, 180 - item))
    chosen = [np.flatnonzero(_turn(angle, float(main)) < _FAMILY_DEG) for main in (upright, level)]
    both = np.intersect1d(chosen[0], chosen[1])
    chosen = [np.setdiff1d(item, both) for item in chosen]
    return (chosen[0], chosen[1]) if min(map(len, chosen)) >= _LEAST_SEGMENTS else None


def _turn(angle: Floats, main: float) -> Floats:
    return np.abs((angle - main + 90.0) % 180.0 - 90.0)


def _vanishing_point(segments: Floats) -> Floats:
    """Where a family of lines meets: homogeneous (3,), px. The longest segments vote for pairs of themselves."""
    length = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    best = np.argsort(-length)[:120]
    chosen, length = segments[best], length[best]
    center, scale = chosen.reshape(-1, 2).mean(axis=0), 1000.0
    ends = (chosen.reshape(-1, 2, 2) - center) / scale
    ones = np.ones((len(ends), 1))
    lines = np.cross(np.hstack((ends[:, 0], ones)), np.hstack((ends[:, 1], ones)))
    lines /= np.hypot(lines[:, 0], lines[:, 1])[:, None]
    middle = ends.mean(axis=1)
    step = (ends[:, 1] - ends[:, 0]) / np.maximum(np.hypot(*(ends[:, 1] - ends[:, 0]).T), 1e-9)[:, None]
    points = _candidates(lines)
    weight = (_misfit(points, middle, step) < 0.02) @ length
    point = points[int(weight.argmax())]
    for _ in range(4):
        share = length * np.exp(-0.5 * (_misfit(point[None], middle, step)[0] / 0.012) ** 2)
        _, vectors = np.linalg.eigh((lines * share[:, None]).T @ lines + np.diag([0.0, 0.0, 1e-9]))
        point = np.asarray(vectors[:, 0], np.float64)
    back = np.array([[scale, 0, center[0]], [0, scale, center[1]], [0, 0, 1.0]])
    return np.asarray(back @ point, np.float64)


def _candidates(lines: Floats) -> Floats:
    """Crossings of drawn pairs, and the direction of the longest segments as if all ran parallel."""
    drawn = np.random.default_rng(0).integers(0, len(lines), (_TRIALS, 2))
    points = np.cross(lines[drawn[:, 0]], lines[drawn[:, 1]])
    flat = np.stack((lines[:8, 1], -lines[:8, 0], np.zeros(min(8, len(lines)))), axis=1)
    points = np.vstack((points, flat))
    norm = np.linalg.norm(points, axis=1)
    return np.asarray(points[norm > 1e-9] / norm[norm > 1e-9][:, None], np.float64)


def _misfit(points: Floats, middle: Floats, step: Floats) -> Floats:
    """(P, N) sine of the angle between each segment and its way to each point."""
    way = points[:, None, :2] - points[:, None, 2:] * middle[None]
    norm = np.maximum(np.hypot(way[..., 0], way[..., 1]), 1e-12)
    return np.abs(way[..., 0] * step[:, 1] - way[..., 1] * step[:, 0]) / norm


def _rectification(upright: Floats, level: Floats, shape: tuple[int, ...]) -> tuple[Homography, tuple[int, int]] | None:
    """From picture to frame, and the frame's size; None if the horizon would cross the picture."""
    height, width = shape[:2]
    center = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1.0]])
    up, along = center @ upright, center @ level
    horizon = np.cross(up / np.linalg.norm(up), along / np.linalg.norm(along))
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (width / 2, height / 2)
    depth = corners @ horizon[:2] + horizon[2]
    if abs(horizon[2]) < 1e-9 or depth.min() * depth.max() <= 0 or np.abs(depth).max() > 8 * np.abs(depth).min():
        return None
    flat = np.vstack((np.eye(3)[:2], horizon / horizon[2]))
    axes = np.stack([(flat @ point)[:2] for point in (along, up)], axis=1)
    axes /= np.hypot(*axes)
    axes *= np.where(np.diag(axes) < 0, -1.0, 1.0)
    if abs(np.linalg.det(axes)) < 0.5:
        return None
    turned = np.eye(3)
    turned[:2, :2] = np.linalg.inv(axes)
    whole = turned @ flat @ center
    ends = project(whole, corners + np.array((width / 2, height / 2)))
    low, high = ends.min(axis=0), ends.max(axis=0)
    scale = FRAME_PX / float((high - low).max())
    fit = np.array([[scale, 0, -scale * low[0]], [0, scale, -scale * low[1]], [0, 0, 1.0]])
    across, down = (np.ceil((high - low) * scale) + 1).astype(int)
    return np.asarray(fit @ whole, np.float64), (int(across), int(down))


def _along(ends: Floats, axis: int) -> Floats:
    """Segments that run along an axis of the frame; strokes of a pen mostly do not."""
    step = np.abs(ends[:, 1] - ends[:, 0])
    return ends[step[:, 1 - axis] < _SLANT * step[:, axis]]


def _profile(ends: Floats, axis: int, size: int) -> Floats:
    """How much line stands at each place along an axis: long lines count, ink in between does not."""
    place, along = ends.mean(axis=1)[:, axis], np.abs(ends[:, 1, 1 - axis] - ends[:, 0, 1 - axis])
    kept = (place >= 0) & (place < size)
    counts = np.bincount(place[kept].astype(int), weights=along[kept], minlength=size).astype(np.float32)
    smooth = cv2.GaussianBlur(counts[:, None], (1, 0), sigmaX=0.1, sigmaY=0.35 * NEAR_PX)[:, 0] if size else counts
    strong = float(np.sort(smooth[np.r_[True, smooth[1:] >= smooth[:-1]]])[-min(8, size) :].mean())
    return np.clip(smooth.astype(np.float64) / max(0.35 * strong, 1e-6), 0.0, 1.0)


def nearness(ends: Floats, size: tuple[int, int], reach: float = NEAR_PX) -> Grey:
    """A map that is 255 on lines (N, 2, 2) and fades to half ``reach`` px beside them, where it ends."""
    empty = np.full((size[1], size[0]), 255, np.uint8)
    points = np.round(np.clip(ends, -1e4, 1e4)).astype(np.int32)
    cv2.polylines(empty, list(points), isClosed=False, color=(0,), thickness=1)
    distance = cv2.distanceTransform(empty, cv2.DIST_L2, 3)
    return np.asarray(np.clip(255.0 * (1.0 - distance / (2.0 * reach)), 0, 255) * (distance <= reach), np.uint8)


def _shown(to_frame: Homography, size: tuple[int, int], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    height, width = shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    mask = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillConvexPoly(mask, np.round(project(to_frame, corners)).astype(np.int32), (1,))
    return mask.astype(bool)
