"""What else a pen leaves on a C.Hasil: tally bundles, struck-out rows, filled bubbles, signatures. All in mm."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sirekap_desktop.forms.model import Rect
from sirekap_desktop.samples.handwriting import Hand
from sirekap_desktop.samples.strokes import Points, Stroke, ellipse, smooth, straight, tremor

Rng = np.random.Generator


def tally_bundle(hand: Hand, strokes: int, cell: Rect, rng: Rng) -> tuple[Stroke, ...]:
    """One to five strokes in a cell, the fifth crossing the other four."""
    area = _tally_area(cell, rng)
    zigzag = hand.tally == "zigzag"
    lines = _zigzag(min(strokes, 4), area, rng) if zigzag else _uprights(min(strokes, 4), area, rng)
    if strokes >= 5:
        lines.append(_crossing(hand.tally, area, rng))
    pen = min(hand.pen_mm, 1.3) * 0.75
    return tuple(Stroke(tremor(straight(line, 3), area.h * 0.012, rng), pen) for line in lines)


def _tally_area(cell: Rect, rng: Rng) -> Rect:
    width, height = cell.w * rng.uniform(0.5, 0.64), cell.h * rng.uniform(0.62, 0.8)
    x = cell.x + (cell.w - width) * rng.uniform(0.25, 0.75)
    y = cell.y + (cell.h - height) * rng.uniform(0.25, 0.75)
    return Rect(x, y, width, height)


def _uprights(count: int, area: Rect, rng: Rng) -> list[Points]:
    lean = rng.normal(0.03, 0.05) * area.h
    lines = []
    for i in range(count):
        x = area.x + area.w * (0.1 + 0.26 * i + rng.normal(0, 0.02))
        top, foot = area.y + rng.normal(0, 0.05) * area.h, area.bottom + rng.normal(0, 0.05) * area.h
        lines.append(np.array([(x + lean / 2, top), (x - lean / 2, foot)]))
    return lines


def _zigzag(count: int, area: Rect, rng: Rng) -> list[Points]:
    """Uprights joined by the pen's way back, as most KPPS of 2024 draw them: ``NN``."""
    uprights = _uprights(count, area, rng)
    if count < 2:
        return uprights
    joined = [np.vstack([pair[0][::-1], pair[1][::-1]]) for pair in zip(uprights[::2], uprights[1::2], strict=False)]
    return joined + (uprights[-1:] if count % 2 else [])


def _crossing(kind: str, area: Rect, rng: Rng) -> Points:
    top, low = area.y + area.h * rng.uniform(0.08, 0.25), area.y + area.h * rng.uniform(0.75, 0.95)
    left, right = area.x - area.w * rng.uniform(0, 0.08), area.right + area.w * rng.uniform(0, 0.08)
    middle = (top + low) / 2
    ends = {"rising": (low, top), "level": (middle, middle - 0.05 * area.h)}.get(kind, (top, low))
    return np.array([(left, ends[0]), (right, ends[1])])


def strike_rows(hand: Hand, area: Rect, start: tuple[float, float] | None, rng: Rng) -> tuple[Stroke, ...]:
    """The long Z through unused tally rows: from ``start`` to the row's end, back, and along the bottom."""
    top = start or (area.x + area.w * 0.03, area.y + area.h * rng.uniform(0.05, 0.15))
    right = area.right - area.w * rng.uniform(0.01, 0.04)
    foot = area.bottom - area.h * rng.uniform(0.05, 0.12)
    knots = [top, (right, top[1] + rng.normal(0, 1.0)), (area.x + area.w * rng.uniform(0.01, 0.06), foot)]
    if rng.random() < 0.7:
        knots.append((area.x + area.w * rng.uniform(0.86, 0.97), foot + rng.normal(0, 1.0)))
    return (Stroke(tremor(straight(knots, 9), 0.7, rng), hand.pen_mm * 0.85),)


def strike_out(hand: Hand, box: Rect, rng: Rng) -> tuple[Stroke, ...]:
    """A wrong digit crossed out: two lines through the box."""
    lines = []
    for _ in range(2):
        y = box.y + box.h * rng.uniform(0.3, 0.6)
        lines.append([(box.x + box.w * 0.08, y), (box.right - box.w * 0.08, y + box.h * rng.uniform(-0.05, 0.2))])
    return tuple(Stroke(tremor(straight(line), 0.2, rng), hand.pen_mm) for line in lines)


def fill_bubble(hand: Hand, center: tuple[float, float], diameter: float, rng: Rng) -> tuple[Stroke, ...]:
    """A bubble blackened by hand: a blot that meets the printed circle only roughly."""
    radius = diameter / 2 * rng.uniform(0.86, 1.06)
    outline = ellipse((0.0, 0.0), (radius, radius * rng.uniform(0.92, 1.06)), rng.uniform(0, 360), 352)
    wave = tremor(outline, radius * 0.07, rng)
    shift = np.asarray(center) + rng.normal(0, diameter * 0.045, 2)
    return (Stroke(wave + shift, hand.pen_mm * 0.5, filled=True),)


def faint_bubble(hand: Hand, center: tuple[float, float], diameter: float, rng: Rng) -> tuple[Stroke, ...]:
    """A bubble only half filled: a few lines of hatching."""
    lines: list[Points] = []
    for i in range(3):
        y = center[1] + diameter * (0.22 * (i - 1) + rng.normal(0, 0.03))
        half = diameter * rng.uniform(0.2, 0.38)
        lines.append(straight([(center[0] - half, y + 0.4), (center[0] + half, y - 0.4)]))
    return tuple(Stroke(tremor(line, 0.15, rng), hand.pen_mm * 0.8) for line in lines)


def signature(hand: Hand, area: Rect, rng: Rng) -> tuple[Stroke, ...]:
    """An invented signature: a large first loop, smaller ones after it, often a flourish under them."""
    height = area.h * rng.uniform(0.55, 0.85)
    width = min(area.w * rng.uniform(0.55, 0.8), height * rng.uniform(1.8, 3.2))
    loops = int(rng.integers(3, 8))
    run = np.linspace(0, 1, 14 * loops)
    turn = 2 * np.pi * loops * run + rng.uniform(0, 2 * np.pi)
    sizes = np.interp(run * loops, np.arange(loops + 1), np.concatenate([[0.5], rng.uniform(0.12, 0.34, loops)]))
    curl = rng.uniform(0.15, 0.45) if rng.random() < 0.65 else rng.uniform(-0.05, 0.05)
    x = run * 0.8 + sizes * curl * np.cos(turn) + 0.1
    y = 0.5 - sizes * np.sin(turn) + rng.normal(0, 0.08) * np.sin(4 * run)
    lines = [np.column_stack([x + (0.5 - y) * rng.uniform(0.0, 0.3), y])]
    if rng.random() < 0.6:
        low = rng.uniform(0.75, 0.95)
        lines.append(smooth(np.array([lines[0][-1], (1.1, low - 0.1), (0.15, low), (0.95, low + 0.04)]), 8))
    origin = np.array([area.x + (area.w - width) * rng.uniform(0.4, 0.9), area.y + (area.h - height) * 0.5])
    return tuple(Stroke(line * (width, height) + origin, min(hand.pen_mm, 1.1) * 0.7) for line in lines)


BUBBLE_FILLS: dict[str, Callable[[Hand, tuple[float, float], float, Rng], tuple[Stroke, ...]]] = {
    "full": fill_bubble,
    "faint": faint_bubble,
}
"""How a bubble can be filled."""
