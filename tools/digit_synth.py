"""Synthetic boxes for what the real crops lack: zeros, crosses, dashes, slashes, dots, empty boxes, boxes without dots.

Every box is drawn after the official blank: border 1 mm thick on a side of 18 or 20 mm, neighbours 23 or 23.5 mm
apart, on page 2 the dotted guide of a seven-segment eight. The ink is drawn here as strokes, written by the synthetic
hands of ``samples.handwriting``, or lifted from MNIST and from a set of handwritten symbols.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from digit_data import Corners, Grey
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Rect
from sirekap_desktop.forms.reading import CELL_CLASSES
from sirekap_desktop.samples.handwriting import make_hand, write_cell

Ink = NDArray[np.float32]
Rng = np.random.Generator

SIDE = 72
"""Side of the drawn box in pixels."""
EDGE = 20
"""Paper around it."""
CANVAS = SIDE + 2 * EDGE

_GUIDE_X, _GUIDE_Y = (0.295, 0.398, 0.5, 0.605, 0.708), (0.17, 0.252, 0.335, 0.42, 0.5, 0.585, 0.668, 0.75, 0.835)
TRAINING_HANDS = 10_000
"""Seeds of the hands to train with; hands beyond are left for measuring."""

GUIDE_DOTS = tuple(
    (x, y) for row, y in enumerate(_GUIDE_Y) for col, x in enumerate(_GUIDE_X) if row % 4 == 0 or col % 2 == 0
)
"""Dots of the official guide as shares of the box side, measured on the official blank."""

_SEGMENT_ENDS = {
    "a": ((0, 0), (1, 0)), "b": ((1, 0), (1, 1)), "c": ((1, 1), (1, 2)), "d": ((1, 2), (0, 2)),
    "e": ((0, 2), (0, 1)), "f": ((0, 1), (0, 0)), "g": ((0, 1), (1, 1)),
}  # fmt: skip
_SEGMENTS = {
    0: ("abcdef",), 1: ("bc",), 2: ("abged",), 3: ("abgcd",), 4: ("fgbc",), 5: ("afgcd",), 6: ("afgcde", "fgcde"),
    7: ("abc", "fabc"), 8: ("abcdefg",), 9: ("abcdfg", "abcfg"),
}  # fmt: skip

_BLANK, _CROSS, _DASH, _SLASH, _DOT = (CELL_CLASSES.index(sign) for sign in ("", "X", "-", "/", "."))
_SYMBOLS = {"x": _CROSS, "minus": _DASH, "dot": _DOT, **{str(digit): digit for digit in range(10)}}


class InkSource:
    """Handwritten marks of the public sets, by class."""

    def __init__(self, folder: Path, *, per_class: int = 1200) -> None:
        self._images: dict[int, list[Grey]] = {}
        with np.load(folder / "bhmsds.npz") as data:
            for name, index in _SYMBOLS.items():
                found = data["images"][data["labels"].astype(str) == name][:per_class]
                self._images[index] = [_bright(image.reshape(28, 28)) for image in found]
        with np.load(folder / "mnist.npz") as data:
            for digit in (0, 2, 3, 4, 5, 6, 7, 8, 9):  # many of its ones lean like a slash
                self._images[digit] += list(data["train_images"][data["train_labels"] == digit][:per_class])

    def take(self, index: int, rng: Rng) -> Grey | None:
        """Some mark of this class, cut to its ink; None if there is none."""
        images = self._images.get(index)
        if not images:
            return None
        image = images[int(rng.integers(len(images)))]
        rows, columns = np.nonzero(image > 60)
        if rows.size == 0:
            return None
        return image[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def _bright(image: Grey) -> Grey:
    """Ink bright on black, whichever way round the set keeps it."""
    rim = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
    return 255 - image if np.median(rim) > 127 else image


def synthetic_cell(index: int, source: InkSource, rng: Rng) -> tuple[Grey, Corners]:
    """Draw one box that holds the class ``index``; returns its picture and the corners of its border."""
    paper = rng.uniform(120, 250)
    canvas = np.full((CANVAS, CANVAS), paper, np.float32)
    print_box(canvas, rng)
    ink = np.zeros((CANVAS, CANVAS), np.float32)
    draw_mark(ink, index, source, rng)
    depth = rng.uniform(0.28, 0.95)
    canvas *= 1 - depth * np.clip(ink, 0, 1)
    if rng.random() < (0.5 if index == _BLANK else 0.12):
        disturb(canvas, rng)
    far = EDGE + SIDE
    corners = np.array([(EDGE, EDGE), (far, EDGE), (far, far), (EDGE, far)], np.float32)
    return np.clip(canvas, 0, 255).astype(np.uint8), corners


def print_box(canvas: Ink, rng: Rng, dotted: float = 0.45) -> None:
    """A box of the plano with its neighbours; ``dotted`` is how often it has the printed guide."""
    black = np.zeros_like(canvas)
    thick = rng.uniform(0.03, 0.075) * SIDE
    pitch = SIDE * (23.5 / 20 if rng.random() < 0.6 else 23 / 18)
    for shift in (-1, 0, 1):
        if shift == 0 or rng.random() < 0.7:
            x = EDGE + shift * pitch
            stroke(black, [(x, EDGE), (x + SIDE, EDGE), (x + SIDE, EDGE + SIDE), (x, EDGE + SIDE), (x, EDGE)], thick)
    canvas *= 1 - rng.uniform(0.4, 0.95) * np.clip(black, 0, 1)
    if rng.random() < dotted:
        grey = np.zeros_like(canvas)
        size = rng.uniform(0.03, 0.05) * SIDE
        for x, y in GUIDE_DOTS:
            centre = (EDGE + x * SIDE, EDGE + y * SIDE)
            stroke(grey, [centre, centre], size)
        canvas *= 1 - rng.uniform(0.1, 0.45) * np.clip(grey, 0, 1)


def draw_mark(ink: Ink, index: int, source: InkSource, rng: Rng) -> None:
    """Put ink of one class into the box: strokes drawn here or a mark from the sets."""
    if index == _BLANK:
        return
    way = rng.random()
    mark = source.take(index, rng) if way < (0.5 if index in (0, _DOT) else 0.3) else None
    if mark is not None:
        _paste(ink, mark, index, rng)
        return
    if way > 0.6:
        _write(ink, index, rng)
        return
    thick = rng.uniform(0.025, 0.09) * SIDE
    if index == _CROSS:
        _cross(ink, thick, rng)
    elif index == _DASH:
        _dash(ink, thick, rng)
    elif index == _SLASH:
        _slash(ink, thick, rng)
    elif index == _DOT:
        _dot(ink, rng)
    elif index == 0 and rng.random() < 0.5:
        _round_zero(ink, thick, rng)
    else:
        _segments(ink, index, thick, rng)


def _write(ink: Ink, index: int, rng: Rng) -> None:
    """A mark of one of the hands that fill the program's sample forms."""
    hand = make_hand(int(rng.integers(TRAINING_HANDS)))
    millimetres = 20.0
    box = Rect(0.0, 0.0, millimetres, millimetres)
    scale = SIDE / millimetres
    for line in write_cell(hand, CELL_CLASSES[index], box, guided=bool(rng.random() < 0.5), rng=rng):
        points = [(EDGE + x * scale, EDGE + y * scale) for x, y in line.points]
        if line.filled:
            outline = np.zeros(ink.shape, np.uint8)
            cv2.fillPoly(outline, [np.round(points).astype(np.int32)], (255,), cv2.LINE_AA)
            np.maximum(ink, outline.astype(np.float32) / 255, out=ink)
        stroke(ink, points, line.width * scale * rng.uniform(0.8, 1.5))


def _paste(ink: Ink, mark: Grey, index: int, rng: Rng) -> None:
    height, width = mark.shape
    reach = {_DOT: (0.05, 0.2), _DASH: (0.3, 0.9), _CROSS: (0.28, 1.0)}.get(index, (0.28, 0.9))
    scale = rng.uniform(*reach) * SIDE / max(height, width)
    size = (max(2, round(width * scale * rng.uniform(0.8, 1.25))), max(2, round(height * scale)))
    big = cv2.resize(
        mark.astype(np.float32) / 255, (min(size[0], CANVAS), min(size[1], CANVAS)), interpolation=cv2.INTER_CUBIC
    )
    big = 1 / (1 + np.exp(-(big - rng.uniform(0.35, 0.72)) / 0.08))
    room = [CANVAS - big.shape[axis] for axis in (0, 1)]
    slack = 0.16 if index == _DOT else 0.07
    top, left = (int(np.clip(free / 2 + rng.normal(0, slack) * SIDE, 0, free)) for free in room)
    area = ink[top : top + big.shape[0], left : left + big.shape[1]]
    np.maximum(area, big, out=area)


def at(x: float, y: float) -> tuple[float, float]:
    """Canvas pixels of a point given as shares of the box side."""
    return EDGE + x * SIDE, EDGE + y * SIDE


def stroke(ink: Ink, points: list[tuple[float, float]], thick: float) -> None:
    """A smooth line through points (canvas pixels), drawn four times as large for a thickness below one pixel."""
    big = np.zeros((CANVAS * 2, CANVAS * 2), np.uint8)
    path = np.round(np.array(points) * 2 * 16).astype(np.int32)
    cv2.polylines(
        big, [path], isClosed=False, color=255, thickness=max(1, round(thick * 2)), lineType=cv2.LINE_AA, shift=4
    )
    np.maximum(ink, cv2.resize(big, (CANVAS, CANVAS), interpolation=cv2.INTER_AREA).astype(np.float32) / 255, out=ink)


def _bent(
    start: tuple[float, float], end: tuple[float, float], rng: Rng, bend: float = 0.04
) -> list[tuple[float, float]]:
    """A hand's line between two points of the box (shares of its side): bent a little."""
    (x0, y0), (x1, y1) = start, end
    middle = ((x0 + x1) / 2 + rng.normal(0, bend), (y0 + y1) / 2 + rng.normal(0, bend))
    steps = np.linspace(0, 1, 9)
    return [
        at(
            (1 - t) ** 2 * x0 + 2 * t * (1 - t) * middle[0] + t * t * x1,
            (1 - t) ** 2 * y0 + 2 * t * (1 - t) * middle[1] + t * t * y1,
        )
        for t in steps
    ]


def _cross(ink: Ink, thick: float, rng: Rng) -> None:
    half_x, half_y = rng.uniform(0.12, 0.54), rng.uniform(0.15, 0.54)
    if rng.random() < 0.3:
        half_x = half_y = rng.uniform(0.42, 0.53)
    x, y = 0.5 + rng.normal(0, 0.04), 0.5 + rng.normal(0, 0.04)
    for side in (-1, 1):
        wide, high = half_x * rng.uniform(0.8, 1.1), half_y * rng.uniform(0.85, 1.1)
        stroke(ink, _bent((x - side * wide, y - high), (x + side * wide, y + high), rng), thick)
    if rng.random() < 0.08:  # a boxed zero that was crossed out: a person decides, but no digit is read
        _segments(ink, 0, thick, rng)


def _dash(ink: Ink, thick: float, rng: Rng) -> None:
    half, lean = rng.uniform(0.1, 0.6), rng.normal(0, 0.05)
    x, y = 0.5 + rng.normal(0, 0.06), 0.5 + rng.normal(0, 0.09)
    stroke(ink, _bent((x - half, y + lean), (x + half, y - lean), rng, 0.02), thick)


def _slash(ink: Ink, thick: float, rng: Rng) -> None:
    half = rng.uniform(0.25, 0.72)
    angle = np.radians(rng.uniform(30, 58)) * (1 if rng.random() < 0.75 else -1)
    x, y = 0.5 + rng.normal(0, 0.05), 0.5 + rng.normal(0, 0.05)
    wide, high = half * np.sin(angle), half * np.cos(angle)
    stroke(ink, _bent((x + wide, y - high), (x - wide, y + high), rng), thick)


def _dot(ink: Ink, rng: Rng) -> None:
    x, y = 0.5 + rng.normal(0, 0.12), 0.55 + rng.normal(0, 0.15)
    start = (min(max(x, 0.15), 0.85), min(max(y, 0.15), 0.85))
    end = (start[0] + rng.normal(0, 0.015), start[1] + rng.normal(0, 0.015))
    stroke(ink, _bent(start, end, rng, 0.005), rng.uniform(0.06, 0.15) * SIDE)


def _round_zero(ink: Ink, thick: float, rng: Rng) -> None:
    turn = np.linspace(0, 2 * np.pi * rng.uniform(0.95, 1.08), 40) + rng.uniform(0, 6)
    x = 0.5 + rng.normal(0, 0.04) + rng.uniform(0.1, 0.3) * np.cos(turn)
    y = 0.5 + rng.normal(0, 0.04) + rng.uniform(0.18, 0.4) * np.sin(turn)
    lean = rng.normal(0, 0.12)
    stroke(ink, [at(a - lean * (b - 0.5), b) for a, b in zip(x, y, strict=True)], thick)


def _segments(ink: Ink, digit: int, thick: float, rng: Rng) -> None:
    """A digit written along the dotted guide, as many officials do."""
    wide, high = rng.uniform(0.1, 0.26), rng.uniform(0.2, 0.4)
    x, y = 0.5 + rng.normal(0, 0.05), 0.5 + rng.normal(0, 0.03)
    lean = rng.normal(0, 0.07 if digit == 1 else 0.06)
    nodes = {
        (i, j): (
            x + (2 * i - 1) * wide - lean * (j - 1) + rng.normal(0, 0.02),
            y + (j - 1) * high + rng.normal(0, 0.02),
        )
        for i in (0, 1)
        for j in (0, 1, 2)
    }
    names = str(rng.choice(np.array(_SEGMENTS[digit])))
    for name in names:
        start, end = (nodes[end] for end in _SEGMENT_ENDS[name])
        stroke(ink, _bent(start, end, rng, 0.015), thick)
    if names == "abc" and rng.random() < 0.4:
        stroke(ink, _bent((x - 0.05, y), (x + wide + 0.12, y), rng, 0.01), thick)


def disturb(canvas: Ink, rng: Rng) -> None:
    """What is on paper without being writing: a fold, a speck, a neighbour's stroke over the border, a smudge."""
    layer = np.zeros_like(canvas)
    kind = rng.integers(4)
    if kind == 0:
        angle = rng.uniform(0, np.pi)
        dx, dy = np.cos(angle), np.sin(angle)
        x, y = 0.5 + rng.normal(0, 0.25), 0.5 + rng.normal(0, 0.25)
        stroke(layer, [at(x - 2 * dx, y - 2 * dy), at(x + 2 * dx, y + 2 * dy)], rng.uniform(0.02, 0.08) * SIDE)
        layer = cv2.GaussianBlur(layer, (0, 0), rng.uniform(1, 4))
        canvas *= 1 - rng.uniform(-0.15, 0.12) * layer
    elif kind == 1:
        x, y = rng.uniform(0, 1, 2)
        stroke(layer, [at(x, y), at(x + 0.005, y)], 1.2)
        canvas *= 1 - rng.uniform(0.1, 0.5) * layer
    elif kind == 2:
        x, side = rng.uniform(0, 1), int(rng.integers(2))
        end = (x + rng.normal(0, 0.1), side + (0.06 if side == 0 else -0.06) * rng.random())
        stroke(layer, [at(x, -0.3 + 1.6 * side), at(*end)], rng.uniform(0.02, 0.05) * SIDE)
        canvas *= 1 - rng.uniform(0.3, 0.8) * layer
    else:
        stroke(layer, [at(*rng.uniform(0, 1, 2)), at(*rng.uniform(0, 1, 2))], rng.uniform(0.1, 0.5) * SIDE)
        canvas *= 1 - rng.uniform(-0.1, 0.15) * cv2.GaussianBlur(layer, (0, 0), rng.uniform(3, 9))
