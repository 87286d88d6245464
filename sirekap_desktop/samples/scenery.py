"""What lies behind the paper and what light falls on it."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.samples.optics import Matrix
from sirekap_desktop.samples.strokes import Points

Image = NDArray[np.uint8]
Field = NDArray[np.float32]
Rng = np.random.Generator

_SIDE = 512
"""Textures are seamless squares of this many pixels …"""
_SIDE_MM = 800.0
"""… and cover this much of the table."""


def _waves(rng: Rng, rows: int, columns: int) -> Field:
    """Seamless smooth noise, standard deviation about 1: random values on a coarse grid, blown up."""
    coarse = np.pad(rng.normal(0, 1, (rows, columns)).astype(np.float32), 2, mode="wrap")
    step = (_SIDE // columns, _SIDE // rows)
    full = cv2.resize(coarse, (coarse.shape[1] * step[0], coarse.shape[0] * step[1]), interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(full[2 * step[1] : 2 * step[1] + _SIDE, 2 * step[0] : 2 * step[0] + _SIDE], np.float32)


def _tinted(lightness: Field, color: tuple[float, float, float]) -> Image:
    return np.clip(lightness[..., None] * np.asarray(color, np.float32), 0, 255).astype(np.uint8)


def _wood(rng: Rng) -> Image:
    grain = 0.06 * _waves(rng, 128, 4) + 0.05 * _waves(rng, 32, 2) + 0.03 * _waves(rng, 256, 8)
    light = 1.0 + grain
    for row in range(0, _SIDE, 128):
        light[row : row + 128] *= rng.uniform(0.9, 1.08)
        light[row : row + 3] *= 0.45
    return _tinted(light, _choose(rng, ((96, 150, 196), (70, 105, 150), (60, 80, 105), (120, 165, 200))))


def _tiles(rng: Rng) -> Image:
    light = 1.0 + 0.025 * _waves(rng, 16, 16) + 0.02 * _waves(rng, 128, 128)
    light[:5] *= 0.72
    light[:, :5] *= 0.72
    return _tinted(light, _choose(rng, ((205, 215, 220), (190, 205, 215), (215, 205, 195), (150, 165, 178))))


def _wall(rng: Rng) -> Image:
    light = 1.0 + 0.03 * _waves(rng, 4, 4) + 0.02 * _waves(rng, 64, 64) + 0.015 * _waves(rng, 256, 256)
    return _tinted(light, _choose(rng, ((180, 205, 190), (190, 210, 220), (200, 190, 170), (165, 195, 160))))


def _mat(rng: Rng) -> Image:
    """A woven plastic mat (tikar): bands of colour with a fine weave."""
    weave = 1.0 + 0.10 * ((np.indices((_SIDE, _SIDE)).sum(axis=0) // 3) % 2).astype(np.float32) - 0.05
    image = _tinted(weave + 0.03 * _waves(rng, 64, 64), (120, 130, 150)).astype(np.float32)
    for column in range(0, _SIDE, 64):
        image[:, column : column + int(rng.integers(12, 60))] *= rng.uniform(0.45, 1.25, 3)
    return np.clip(image, 0, 255).astype(np.uint8)


def _cloth(rng: Rng) -> Image:
    light = 1.0 + 0.05 * _waves(rng, 8, 8) + 0.05 * _waves(rng, 256, 256)
    return _tinted(light, _choose(rng, ((70, 50, 40), (40, 60, 120), (60, 90, 60), (45, 45, 50))))


def _tarp(rng: Rng) -> Image:
    """A woven tarpaulin with eyelets' folds: bright stripes over a fine weave."""
    weave = 1.0 + 0.06 * ((np.indices((_SIDE, _SIDE)).sum(axis=0) // 2) % 2).astype(np.float32) - 0.03
    image = _tinted(weave + 0.05 * _waves(rng, 8, 32), (200, 120, 40)).astype(np.float32)
    for row in range(0, _SIDE, 128):
        image[row : row + int(rng.integers(20, 70))] = image[row : row + 1] * 0.2 + (40, 130, 220)
    return np.clip(image, 0, 255).astype(np.uint8)


def _room(rng: Rng) -> Image:
    """Far behind a sheet that is held up: dark and light things out of focus."""
    light = 0.75 + 0.35 * _waves(rng, 4, 8) + 0.12 * _waves(rng, 16, 16)
    tints = 1.0 + 0.15 * np.stack([_waves(rng, 4, 4) for _ in range(3)], axis=-1)
    return np.asarray(np.clip(np.clip(light, 0.05, 1.5)[..., None] * tints * 120, 0, 255), np.uint8)


def _choose(rng: Rng, colors: tuple[tuple[int, int, int], ...]) -> tuple[float, float, float]:
    b, g, r = colors[int(rng.integers(len(colors)))]
    return (float(b), float(g), float(r))


BACKGROUNDS: dict[str, Callable[[Rng], Image]] = {
    "table": _wood,
    "floor": _tiles,
    "wall": _wall,
    "mat": _mat,
    "cloth": _cloth,
}
"""What the paper can lie on or hang at."""

RARE_BACKGROUNDS: dict[str, Callable[[Rng], Image]] = {"tarp": _tarp, "room": _room}
"""Only for those who ask by name: random settings never choose them."""


def background(name: str, homography: Matrix, size: tuple[int, int], outline: Points, rng: Rng) -> Image:
    """The surface behind the paper, seen by the same camera, with the paper's own shadow on it.

    Args:
        homography: from mm to pixels of the photo.
        outline: the paper's four corners in pixels.
    """
    texture = (BACKGROUNDS | RARE_BACKGROUNDS)[name](rng)
    half = (-(-size[0] // 2), -(-size[1] // 2))
    to_mm = np.diag([_SIDE_MM / _SIDE, _SIDE_MM / _SIDE, 1.0])
    turn = np.deg2rad(rng.uniform(0, 90) if name != "wall" else 0)
    spin = np.array([[np.cos(turn), -np.sin(turn), -130], [np.sin(turn), np.cos(turn), -90], [0, 0, 1]])
    view = np.diag([0.5, 0.5, 1.0]) @ homography @ spin @ to_mm
    seen = cv2.warpPerspective(texture, view, half, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    shadow = np.full((-(-half[1] // 4), -(-half[0] // 4)), 255, np.uint8)
    drop = np.asarray(outline) / 8 + rng.uniform(0.002, 0.012, 2) * max(size) / 8
    cv2.fillConvexPoly(shadow, np.round(drop).astype(np.int32), 110)
    soft = cv2.GaussianBlur(shadow, (0, 0), max(1.0, size[0] / 900))
    grown = cv2.cvtColor(cv2.resize(soft, half, interpolation=cv2.INTER_LINEAR), cv2.COLOR_GRAY2BGR)
    return np.asarray(
        cv2.resize(cv2.multiply(seen, grown, scale=1 / 255), size, interpolation=cv2.INTER_LINEAR), np.uint8
    )


def light(size: tuple[int, int], rng: Rng, *, gradient: float, vignette: float, shadow: float, glare: float) -> Field:
    """Brightness over a picture of ``size``, 1 where the light is as it should be.

    Args:
        gradient: how much darker one side is than the other.
        vignette: how much darker the corners are.
        shadow: depth of the photographer's own shadow.
        glare: strength of a lamp's reflection.
    """
    width, height = size
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    angle = rng.uniform(0, 2 * np.pi)
    field = 1.0 + gradient / 2 * (np.cos(angle) * x + np.sin(angle) * y) - vignette * (x**2 + y**2) / 2
    if shadow > 0:
        field *= 1.0 - shadow * _photographer(size, rng)
    if glare > 0:
        cx, cy, spread = rng.uniform(-0.7, 0.7), rng.uniform(-0.7, 0.7), rng.uniform(0.12, 0.3)
        field += glare * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * spread**2))
    return np.asarray(field, np.float32)


def _photographer(size: tuple[int, int], rng: Rng) -> Field:
    """Head and shoulders of the person who holds the phone, from the lower or upper edge; soft."""
    width, height = size
    mask = np.zeros((height, width), np.uint8)
    cx, tall = width * rng.uniform(0.1, 0.9), height * rng.uniform(0.3, 0.7)
    head = width * rng.uniform(0.1, 0.16)
    cv2.ellipse(mask, (int(cx), int(height - tall)), (int(head), int(head * 1.25)), 0, 0, 360, 255, -1)
    shoulders = height - tall + head
    body = [
        (cx - 4 * head, height),
        (cx - 2.6 * head, shoulders),
        (cx + 2.6 * head, shoulders),
        (cx + 4 * head, height),
    ]
    cv2.fillPoly(mask, [np.asarray(body, np.float64).astype(np.int32)], 255)
    if rng.random() < 0.4:
        mask = np.ascontiguousarray(mask[::-1])
    soft = cv2.GaussianBlur(mask, (0, 0), width * rng.uniform(0.04, 0.09))
    return np.asarray(soft, np.float32) / np.float32(255)
