"""One person's hand: seeded synthetic handwriting as strokes in mm.

A :class:`Hand` is drawn once per TPS, so that all numbers of a form look written by the same person; every mark then
varies a little. Nothing here knows a form: the caller says in which box to write. Also used to synthesise cells for
training the digit model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sirekap_desktop.forms.model import Rect
from sirekap_desktop.samples.glyphs import CROSSES, DIGITS, Shape
from sirekap_desktop.samples.letters import WIDTHS, letter_points
from sirekap_desktop.samples.strokes import Points, Stroke, tremor

GUIDE = Rect(0.295, 0.17, 0.415, 0.66)
"""The printed dot guides inside a box of side 1 (measured on the official blank)."""

_LEADING = ("X", "0", "-", "", "/", ".")
_LEADING_WEIGHTS = (0.74, 0.13, 0.05, 0.05, 0.02, 0.01)
_TALLIES = ("falling", "zigzag", "rising", "level")


@dataclass(frozen=True, slots=True)
class Hand:
    """How one person writes."""

    slant: float
    """Shift to the right per unit of height."""
    size: float
    """Height of a digit as a part of its box, when no guides are traced."""
    pen_mm: float
    tremor: float
    """Size of the wobble, as a part of the glyph's height."""
    traces: bool
    """Follows the dot guides."""
    shapes: Mapping[str, tuple[int, int]]
    """Per digit: the shape used over guides, and the free one."""
    cross: int
    wide_cross: bool
    """The X goes from corner to corner of the box."""
    leading: str
    """What goes in an unused leading box: a class of ``CELL_CLASSES``."""
    fills_leading_bubble: bool
    tally: str
    """How a bundle of five is drawn: ``falling``, ``rising``, ``level`` or ``zigzag``."""
    strikes: bool
    """Crosses out unused tally rows."""
    letter_mm: float
    spacing: float
    """From letter to letter, as a part of their height."""


def make_hand(seed: int | tuple[int, ...]) -> Hand:
    """The hand of a person; the same for the same seed."""
    rng = np.random.default_rng(seed)
    return Hand(
        slant=float(rng.normal(0.06, 0.08)),
        size=float(rng.uniform(0.52, 0.78)),
        pen_mm=float(np.clip(rng.lognormal(np.log(0.95), 0.28), 0.5, 1.9)),
        tremor=float(rng.uniform(0.006, 0.022)),
        traces=bool(rng.random() < 0.68),
        shapes={
            digit: (_pick(shapes, rng, traced=True), _pick(shapes, rng, traced=False))
            for digit, shapes in DIGITS.items()
        },
        cross=_weighted([shape.weight for shape in CROSSES], rng),
        wide_cross=bool(rng.random() < 0.45),
        leading=str(rng.choice(_LEADING, p=_LEADING_WEIGHTS)),
        fills_leading_bubble=bool(rng.random() < 0.65),
        tally=str(rng.choice(_TALLIES, p=(0.45, 0.3, 0.15, 0.1))),
        strikes=bool(rng.random() < 0.85),
        letter_mm=float(rng.uniform(6.5, 9.5)),
        spacing=float(rng.uniform(0.78, 1.02)),
    )


def on_paper(hand: Hand, width_mm: float) -> Hand:
    """The same person on another sheet: a marker on the plano of 600 mm, a ballpoint on A4."""
    factor = (width_mm / 600) ** 0.5
    return replace(hand, pen_mm=hand.pen_mm * factor, letter_mm=hand.letter_mm * factor)


def write_cell(hand: Hand, mark: str, box: Rect, *, guided: bool, rng: np.random.Generator) -> tuple[Stroke, ...]:
    """Write one class of ``CELL_CLASSES`` into a box (mm); nothing for ``""``.

    Args:
        guided: the box has printed dot guides to trace.
    Raises:
        KeyError: for a mark that no hand writes.
    """
    if mark == "":
        return ()
    if mark == "X":
        return _cross(hand, box, rng)
    if mark in _SIGNS:
        return _sign(hand, mark, box, rng)
    shape, traced = _shape(hand, mark, guided, rng)
    frame = _guided_frame(box, rng) if traced and guided else _free_frame(hand, box, rng)
    return place(hand, shape, frame, rng, slant=0.25 if traced else 1.0)


def write_text(
    hand: Hand, text: str, area: Rect, rng: np.random.Generator, *, height: float = 0.0
) -> tuple[Stroke, ...]:
    """Write capitals on one line inside ``area``, narrower when the text is long; unknown signs are left out."""
    height = min(height or hand.letter_mm, area.h * 0.8)
    advances = [WIDTHS.get(letter, 0.85) for letter in text.upper()]
    step = min(height * hand.spacing, area.w * 0.96 / max(sum(advances), 1.0))
    x, base = area.x + min(step * 0.6, area.w * 0.04), area.y + (area.h + height) / 2 + rng.normal(0, 0.03) * height
    drift = rng.normal(0, 0.008)
    strokes: list[Stroke] = []
    for letter, advance in zip(text.upper(), advances, strict=True):
        tall = height * rng.uniform(0.9, 1.06)
        top = base - tall + drift * (x - area.x) + rng.normal(0, 0.02) * height
        frame = Rect(x, top, min(step * 0.72, height * 0.66) * advance, tall)
        strokes += _strokes(hand, letter_points(letter), frame, rng, slant=1.0, width=min(hand.pen_mm, 1.2) * 0.75)
        x += step * advance
    return tuple(strokes)


def place(hand: Hand, shape: Shape, frame: Rect, rng: np.random.Generator, *, slant: float = 1.0) -> tuple[Stroke, ...]:
    """Draw a shape into a frame in mm, with this hand's slant and wobble."""
    loose = 0.024 if shape.traced else 0.05
    lines = []
    for path in shape.paths:
        knots = np.asarray(path.knots)
        moved = knots + rng.normal(0, loose, knots.shape)
        if np.allclose(knots[0], knots[-1]):
            moved[-1] = moved[0] + rng.normal(0, 0.03, 2)
        lines.append(path.points(moved))
    return _strokes(hand, tuple(lines), frame, rng, slant=slant, width=hand.pen_mm)


def _strokes(
    hand: Hand, lines: tuple[Points, ...], frame: Rect, rng: np.random.Generator, *, slant: float, width: float
) -> tuple[Stroke, ...]:
    lean = slant * (hand.slant + rng.normal(0, 0.025))
    done = []
    for line in lines:
        points = tremor(line, hand.tremor, rng)
        points = points + np.column_stack(
            [(0.5 - points[:, 1]) * lean * frame.h / max(frame.w, 1e-6), 0 * points[:, 0]]
        )
        points = points * (frame.w, frame.h) + (frame.x, frame.y)
        done.append(Stroke(points, width * rng.uniform(0.94, 1.06)))
    return tuple(done)


def _shape(hand: Hand, digit: str, guided: bool, rng: np.random.Generator) -> tuple[Shape, bool]:
    """This hand's shape of a digit, now and then another one; and whether it is a seven-segment one."""
    traced = hand.traces if guided else hand.traces and hand.size > 0.62
    index = hand.shapes[digit][0 if traced else 1]
    if rng.random() < 0.08:
        index = _pick(DIGITS[digit], rng, traced=traced)
    return DIGITS[digit][index], traced


def _pick(shapes: tuple[Shape, ...], rng: np.random.Generator, *, traced: bool) -> int:
    return _weighted([shape.weight * (shape.traced == traced) for shape in shapes], rng)


def _weighted(weights: list[float], rng: np.random.Generator) -> int:
    return int(rng.choice(len(weights), p=np.asarray(weights) / sum(weights)))


def _guided_frame(box: Rect, rng: np.random.Generator) -> Rect:
    """The dot guides, as well as they are met."""
    grow = rng.normal(0.02, 0.03)
    x, y = GUIDE.x - grow + rng.normal(0, 0.015), GUIDE.y - grow + rng.normal(0, 0.015)
    return Rect(
        box.x + box.w * x,
        box.y + box.h * y,
        box.w * (GUIDE.w + 2 * grow) * rng.uniform(0.95, 1.05),
        box.h * (GUIDE.h + 2 * grow),
    )


def _free_frame(hand: Hand, box: Rect, rng: np.random.Generator) -> Rect:
    height = box.h * np.clip(hand.size * rng.normal(1.0, 0.06), 0.35, 0.88)
    width = min(height * rng.uniform(0.52, 0.68), box.w * 0.8)
    x = box.x + (box.w - width) * np.clip(rng.normal(0.5, 0.12), 0.05, 0.95)
    y = box.y + (box.h - height) * np.clip(rng.normal(0.5, 0.16), 0.05, 0.95)
    return Rect(float(x), float(y), float(width), float(height))


def _cross(hand: Hand, box: Rect, rng: np.random.Generator) -> tuple[Stroke, ...]:
    if hand.wide_cross:
        frame = box.grown(-box.w * rng.uniform(0.02, 0.09))
    else:
        high, wide = rng.uniform(0.5, 0.75), rng.uniform(0.3, 0.5)
        frame = Rect(box.x + box.w * (1 - wide) / 2, box.y + box.h * (1 - high) / 2, box.w * wide, box.h * high)
    return place(hand, CROSSES[hand.cross], frame, rng, slant=0.0 if hand.wide_cross else 0.5)


_SIGNS: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "-": ((0.22, 0.52), (0.78, 0.5)),
    "/": ((0.8, 0.12), (0.2, 0.88)),
    ".": ((0.48, 0.55), (0.53, 0.57)),
}


def _sign(hand: Hand, mark: str, box: Rect, rng: np.random.Generator) -> tuple[Stroke, ...]:
    ends = np.asarray(_SIGNS[mark]) + rng.normal(0, 0.03, (2, 2)) * (0.2 if mark == "." else 1.0)
    line = ends[0] + (ends[1] - ends[0]) * np.linspace(0, 1, 7)[:, None]
    width = hand.pen_mm * (1.8 if mark == "." else 1.0)
    return _strokes(hand, (line,), box, rng, slant=0.0, width=width)
