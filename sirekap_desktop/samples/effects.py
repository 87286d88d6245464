"""What else happens between paper and file: a screen's moiré, a lens out of focus on one side, hands at the edges."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from sirekap_desktop.samples.optics import Sheet
from sirekap_desktop.samples.scenery import Field, Image
from sirekap_desktop.samples.strokes import Points

Rng = np.random.Generator

_COARSE = 4
"""Wide fringes are computed on every 4th pixel."""


def _coordinates(size: tuple[int, int], step: int = 1) -> tuple[Field, Field]:
    x, y = np.meshgrid(np.arange(0, size[0], step, dtype=np.float32), np.arange(0, size[1], step, dtype=np.float32))
    return x, y


def _fringes(size: tuple[int, int], rng: Rng) -> Field:
    """Wide coloured bands that bend slowly: the screen's dots against the camera's; −1 to 1, (height, width, 3)."""
    coarse = (-(-size[0] // _COARSE), -(-size[1] // _COARSE))
    x, y = _coordinates(coarse)
    turn, period = rng.uniform(0, np.pi), rng.uniform(14, 60) * size[0] / 2000 / _COARSE * 2
    bend = rng.uniform(-0.4, 0.4, 2) / max(coarse)
    along = x * np.cos(turn) + y * np.sin(turn)
    phase = 2 * np.pi / period * along * (1 + bend[0] * x + bend[1] * y)
    bands = np.stack([np.sin(phase + shift) for shift in (0.0, 2.1, 4.2)], axis=-1).astype(np.float32)
    return np.asarray(cv2.resize(bands, size, interpolation=cv2.INTER_LINEAR), np.float32)


def _mesh(size: tuple[int, int], rng: Rng) -> Field:
    """The grid of the screen itself, two to four pixels wide, as fine dark lines beating against the sensor."""
    x, y = _coordinates(size)
    pitch, turn = rng.uniform(2.1, 3.7), rng.uniform(-0.12, 0.12)
    across, down = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    grid = np.sin(2 * np.pi / pitch * across) * 0.6 + np.sin(2 * np.pi / pitch * down) * 0.4
    return np.asarray(grid, np.float32)


MOIRE: dict[str, Callable[[tuple[int, int], Rng], Field]] = {"fringes": _fringes, "mesh": _mesh}
"""Kinds of moiré in the photo of a screen: −1 to 1, (height, width) or with a channel each for blue, green and red."""


def add_moire(image: Image, kind: str, strength: float, rng: Rng) -> Image:
    """Modulate a BGR photo by a pattern of ``MOIRE`` that moves ``strength`` of the brightness, up to about 0.3."""
    pattern = MOIRE[kind]((image.shape[1], image.shape[0]), rng)
    gain = cv2.convertScaleAbs(pattern, alpha=128 * strength, beta=128)
    if gain.ndim == 2:
        gain = cv2.merge([gain, gain, gain])
    return np.asarray(cv2.multiply(image, gain, scale=1 / 128), np.uint8)


def defocus_side(image: Image, sigma: float, rng: Rng) -> Image:
    """Out of focus towards one side: blurred by ``sigma`` px at that edge, sharp at the opposite one."""
    height, width = image.shape[:2]
    soft = np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.uint8)
    turn = rng.uniform(0, 2 * np.pi)
    x, y = np.meshgrid(np.linspace(-1, 1, 64), np.linspace(-1, 1, 64))
    share = np.clip(0.5 + 0.5 * (x * np.cos(turn) + y * np.sin(turn)), 0, 1).astype(np.float32)
    weight = cv2.resize(share, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.blendLinear(soft, image, weight, np.float32(1) - weight), np.uint8)


_SKIN = ((96, 132, 182), (72, 102, 150), (52, 78, 120))
"""Blue, green and red of skin in the light."""


def add_hands(image: Image, sheet: Sheet, count: int, rng: Rng) -> None:
    """Thumbs that hold the sheet by its left and right edges, in place; the boxes lie further in."""
    skin = np.asarray(_SKIN[int(rng.integers(len(_SKIN)))]) * rng.uniform(0.85, 1.15)
    first = int(rng.integers(2))
    for index in range(count):
        left = (index + first) % 2 == 0
        edge = 0.0 if left else sheet.paper[0]
        inward = (1.0 if left else -1.0) * sheet.paper[0] * rng.uniform(0.05, 0.085)
        y = sheet.paper[1] * rng.uniform(0.25, 0.8)
        tip = (edge + inward, y)
        root = (edge - inward * 2.2, y + sheet.paper[1] * rng.uniform(0.0, 0.06))
        _thumb(image, sheet.project(np.array([root, tip])), skin)


def _thumb(image: Image, ends: Points, skin: Points) -> None:
    """A finger as ever thinner, ever lighter capsules; a nail at its tip."""
    length = float(np.hypot(*(ends[1] - ends[0])))
    root, tip = (np.round(end * 16).astype(int).tolist() for end in ends)
    for share, light in ((1.0, 0.62), (0.86, 0.85), (0.62, 1.0)):
        colour = [float(v) for v in np.clip(skin * light, 0, 255)]
        cv2.line(image, root, tip, colour, max(2, round(0.3 * length * share)), cv2.LINE_AA, 4)
    angle = float(np.rad2deg(np.arctan2(*(ends[1] - ends[0])[::-1])))
    middle = np.round(ends[1] + (ends[1] - ends[0]) * 0.04).astype(int)
    axes = (max(1, round(0.09 * length)), max(1, round(0.07 * length)))
    nail = [float(v) for v in np.clip(skin * 1.12 + 18, 0, 255)]
    cv2.ellipse(image, middle.tolist(), axes, angle, 0, 360, nail, -1, cv2.LINE_AA)
