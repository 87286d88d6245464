"""Pen strokes as polylines, and the few curve helpers that handwriting is built from.

A stroke's points are an ``(n, 2)`` float array, x to the right and y down. Its unit is whatever the caller says:
glyphs live in a unit box, a filled page in mm.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """One pull of the pen, or with ``filled`` a blot whose outline the points are."""

    points: Points
    width: float
    """Pen width in the unit of the points; of a blot, the width of its outline."""
    filled: bool = False


def straight(points: Sequence[tuple[float, float]] | Points, parts: int = 5) -> Points:
    """Corners joined by straight lines, each cut into ``parts`` so that a tremor can bend it."""
    corners = np.asarray(points, dtype=np.float64)
    steps = np.linspace(0.0, 1.0, parts, endpoint=False)[:, None]
    pieces = [a + (b - a) * steps for a, b in itertools.pairwise(corners)]
    return np.vstack([*pieces, corners[-1:]])


def smooth(points: Sequence[tuple[float, float]] | Points, parts: int = 7) -> Points:
    """A Catmull-Rom curve through the points, ``parts`` samples per piece."""
    knots = np.asarray(points, dtype=np.float64)
    closed = bool(np.allclose(knots[0], knots[-1]))
    before = knots[-2] if closed else 2 * knots[0] - knots[1]
    after = knots[1] if closed else 2 * knots[-1] - knots[-2]
    padded = np.vstack([before, knots, after])
    t = np.linspace(0.0, 1.0, parts, endpoint=False)[:, None]
    pieces = [_piece(padded[i : i + 4], t) for i in range(len(knots) - 1)]
    return np.vstack([*pieces, knots[-1:]])


def _piece(p: Points, t: Points) -> Points:
    return np.asarray(
        0.5
        * (
            2 * p[1]
            + (p[2] - p[0]) * t
            + (2 * p[0] - 5 * p[1] + 4 * p[2] - p[3]) * t**2
            + (3 * p[1] - p[0] - 3 * p[2] + p[3]) * t**3
        )
    )


def tremor(points: Points, size: float, rng: np.random.Generator) -> Points:
    """A slow, smooth displacement of about ``size`` along the stroke: no hand draws a straight line."""
    if size <= 0:
        return points
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    run = np.concatenate([[0.0], np.cumsum(steps)])
    run /= max(run[-1], 1e-9)
    waves = rng.uniform((0.6, 1.5), (1.4, 3.2), (2, 2))
    phases = rng.uniform(0.0, 2 * np.pi, (2, 2))
    sizes = rng.normal(0.0, size, (2, 2)) * (1.0, 0.5)
    angles = 2 * np.pi * waves[None] * run[:, None, None] + phases[None]
    return np.asarray(points + (np.sin(angles) * sizes[None]).sum(axis=2))


def ellipse(center: tuple[float, float], radii: tuple[float, float], start_deg: float, sweep_deg: float) -> Points:
    """An arc, clockwise on the page for a positive sweep."""
    angles = np.deg2rad(np.linspace(start_deg, start_deg + sweep_deg, max(8, int(abs(sweep_deg) / 14))))
    return np.column_stack([center[0] + radii[0] * np.cos(angles), center[1] + radii[1] * np.sin(angles)])
