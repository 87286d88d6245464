"""Boxes as no real crop shows them: plain and narrow ones, joined ones, ink on the border, corrections.

The real crops come from the square dotted boxes of page 2 alone. Here other boxes are printed, and either drawn marks
or *real ink lifted from a crop* are written into them: onto the border, stretched as a cell that is not square is
stretched when it is cut, over correction fluid, or struck out and written anew. What nobody could tell for sure is not
taught as one class: ``Scene.target`` says what a careful reader should believe.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from digit_data import Cell, Corners, Grey
from digit_synth import CANVAS, EDGE, SIDE, Ink, InkSource, Rng, at, disturb, draw_mark, print_box, stroke
from numpy.typing import NDArray

from sirekap_desktop.forms.reading import CELL_CLASSES

CLASSES = len(CELL_CLASSES)
BLANK = CELL_CLASSES.index("")
_BORDERING = range(CELL_CLASSES.index("X") + 1)
"""What is written onto the border: a dash or slash there could not be told from it."""
_ENDS = (EDGE, EDGE + SIDE)
CORNERS: Corners = np.array([(_ENDS[i], _ENDS[j]) for i, j in ((0, 0), (1, 0), (1, 1), (0, 1))], np.float32)
"""The border's corners on every canvas."""
_INSIDE = 0.075
"""How far inside the border lifted ink begins, as a share of the side."""
_DOTS = 0.5
"""Ink fainter than this share of the darkest is taken for the printed guide."""
_SMALLEST = 0.012
"""Least area of a lifted stroke, as a share of the box: below it is a dot of the guide or noise."""

Target = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scene:
    """One drawn box."""

    image: Grey
    corners: Corners
    target: Target
    """(15,) what to believe; adds up to 1."""


def scene(label: int, source: InkSource, rng: Rng, lifted: Ink | None = None) -> Scene:
    """Print some box and write ``label`` into it: the lifted ink where given, else a drawn mark."""
    canvas = np.full((CANVAS, CANVAS), rng.uniform(120, 250), np.float32)
    aspect = float(np.exp(rng.uniform(np.log(0.5), np.log(1.6)))) if rng.random() < 0.4 else 1.0
    print_any(canvas, aspect, rng)
    ink, target = lifted, sure(label)
    if ink is None:
        ink = mark(label, source, rng)
    if aspect != 1.0 or rng.random() < 0.25:
        ink = stretched(ink, aspect, rng)
    way = rng.random()
    if label in _BORDERING and way < 0.12:
        ink = onto_border(ink, rng)
    elif way < 0.2:
        cover(canvas, mark(int(rng.integers(10)), source, rng), rng)
    elif label < 10 and way < 0.28:
        ink, target = corrected(ink, label, source, rng)
    write(canvas, ink, rng)
    if rng.random() < (0.5 if label == BLANK else 0.12):
        disturb(canvas, rng)
    return Scene(np.clip(canvas, 0, 255).astype(np.uint8), CORNERS, target)


def sure(label: int) -> Target:
    """Belief in one class alone."""
    return np.asarray(np.eye(CLASSES, dtype=np.float32)[label])


def unsure(*shares: tuple[int, float]) -> Target:
    """Belief in some classes, by share; what is left goes evenly to all."""
    rest = 1.0 - sum(share for _, share in shares)
    target = np.full(CLASSES, rest / CLASSES, np.float32)
    for label, share in shares:
        target[label] += share
    return target


def mark(label: int, source: InkSource, rng: Rng) -> Ink:
    """A drawn mark alone on the canvas."""
    ink = np.zeros((CANVAS, CANVAS), np.float32)
    shape = _lookalike(label, rng) if rng.random() < 0.3 else None
    if shape is None:
        draw_mark(ink, label, source, rng)
        return ink
    thick = rng.uniform(0.03, 0.09) * SIDE
    for line in shape:
        points = np.asarray(line) + rng.normal(0, 0.012, (len(line), 2))
        stroke(ink, [at(x, y) for x, y in points], thick)
    return ink


def lift(cell: Cell) -> Ink | None:
    """The writing of a real crop without the printed border and guide; None where hardly any is left.

    Returns:
        Shape (CANVAS, CANVAS), 0 paper to 1 ink, the box where drawn boxes have it.
    """
    near, far = _ENDS
    turn = cv2.getPerspectiveTransform(cell.corners, CORNERS)
    level = cv2.warpPerspective(
        cell.image, turn, (CANVAS, CANVAS), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.float32)
    inset = round(_INSIDE * SIDE)
    inside = slice(near + inset, far - inset)
    paper, dark = np.percentile(level[inside, inside], (70, 4))
    if paper - dark < 25:
        return None
    depth = (paper - level) / (paper - dark)
    ink = (1 / (1 + np.exp(-(depth - _DOTS) / 0.09))).astype(np.float32)
    alone = np.zeros_like(ink)
    alone[inside, inside] = ink[inside, inside]
    count, parts, stats, _ = cv2.connectedComponentsWithStats((alone > 0.4).astype(np.uint8), connectivity=8)
    small = [part for part in range(1, count) if stats[part, cv2.CC_STAT_AREA] < _SMALLEST * SIDE * SIDE]
    if count - 1 == len(small):
        return None
    alone[cv2.dilate(np.isin(parts, small).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 0.0
    return alone


def onto_border(ink: Ink, rng: Rng) -> Ink:
    """Move or widen the writing until one of its sides lies on the border (or both, as a wide zero's do)."""
    rows, columns = np.nonzero(ink > 0.3)
    if rows.size == 0:
        return ink
    low, high = (columns, rows)[side := int(rng.integers(2))].min(), (columns, rows)[side].max()
    # A thin stroke stays beside the line that it touches: exactly on it nobody could see it.
    loose = rng.normal(0, 0.035) if high - low > 0.2 * SIDE else rng.uniform(0.02, 0.1)
    near, far = _ENDS[0] + loose * SIDE, _ENDS[1] - loose * SIDE
    scale = 1.0
    if rng.random() < 0.3 and high - low > 0.3 * SIDE:
        scale = (far - near) / (high - low)
        shift = near - low * scale
    else:
        shift = near - low if rng.random() < 0.5 else far - high
    turn = np.array([[1, 0, 0], [0, 1, 0]], np.float32)
    turn[side, side], turn[side, 2] = scale, shift
    return np.asarray(cv2.warpAffine(ink, turn, (CANVAS, CANVAS)), np.float32)


def stretched(ink: Ink, aspect: float, rng: Rng) -> Ink:
    """How writing looks when a cell of this width by height is cut to a square: people fit it into the cell a bit."""
    rows, columns = np.nonzero(ink > 0.3)
    if rows.size == 0:
        return ink
    x, y = (columns.min() + columns.max()) / 2, (rows.min() + rows.max()) / 2
    wide, high = max(np.ptp(columns), 4), max(np.ptp(rows), 4)
    across = min(aspect ** -rng.uniform(0.4, 1.0), 0.96 * SIDE / wide) * np.exp(rng.normal(0, 0.06))
    down = min(np.exp(rng.normal(0, 0.1)), 0.96 * SIDE / high)
    middle = (EDGE + SIDE / 2, EDGE + SIDE / 2)
    to = [m + 0.7 * (p - m) + rng.normal(0, 0.02) * SIDE for p, m in zip((x, y), middle, strict=True)]
    turn = np.array([[across, 0, to[0] - across * x], [0, down, to[1] - down * y]], np.float32)
    return np.asarray(cv2.warpAffine(ink, turn, (CANVAS, CANVAS), flags=cv2.INTER_AREA), np.float32)


def print_any(canvas: Ink, aspect: float, rng: Rng) -> None:
    """A box of the plano (dotted or plain), or a cell of a table that shares its lines with its neighbours."""
    if aspect == 1.0 and rng.random() < 0.7:
        print_box(canvas, rng, dotted=0.25)
        return
    lines = np.zeros_like(canvas)
    thick = rng.uniform(0.012, 0.06) * SIDE
    pens = (max(1.0, thick / aspect**0.5), max(1.0, thick * aspect**0.5))
    for place in (-1, 0, 1, 2):
        end = EDGE + place * SIDE
        if 0 <= place <= 1 or rng.random() < 0.6:
            stroke(lines, [(end, -EDGE), (end, CANVAS + EDGE)], pens[0])
            stroke(lines, [(-EDGE, end), (CANVAS + EDGE, end)], pens[1])
    canvas *= 1 - rng.uniform(0.3, 0.95) * np.clip(lines, 0, 1)


def write(canvas: Ink, ink: Ink, rng: Rng) -> None:
    """Darken the paper by ink of some pen."""
    if rng.random() < 0.25:
        ink = cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.5, 1.5))
    canvas *= 1 - rng.uniform(0.28, 0.95) * np.clip(ink, 0, 1)


def cover(canvas: Ink, old: Ink, rng: Rng) -> None:
    """Correction fluid over an older mark: a bright smear with a soft rim that hides paper, guide and border."""
    write(canvas, old, rng)
    smear = np.zeros_like(canvas)
    x, y = 0.5 + rng.normal(0, 0.06, 2)
    wide, high = rng.uniform(0.3, 0.6), rng.uniform(0.32, 0.6)
    for share in np.linspace(-1, 1, int(rng.integers(4, 8))):
        ends = [
            at(x - wide + rng.normal(0, 0.05), y + share * high),
            at(x + wide + rng.normal(0, 0.05), y + share * high),
        ]
        stroke(smear, ends, rng.uniform(0.25, 0.4) * SIDE)
    smear = cv2.GaussianBlur(np.clip(smear, 0, 1), (0, 0), rng.uniform(0.6, 2.0)) * rng.uniform(0.86, 1.0)
    white = min(255.0, float(np.percentile(canvas, 80)) * rng.uniform(1.0, 1.2))
    canvas += smear * (white - canvas)


def corrected(ink: Ink, label: int, source: InkSource, rng: Rng) -> tuple[Ink, Target]:
    """Struck out (nothing to read), struck out and written beside it, or written over an older digit."""
    way, other = rng.random(), int(rng.integers(10))
    if way < 0.45:
        return np.maximum(ink, strike(ink, rng)), unsure()
    old = mark(other, source, rng)
    if way < 0.75:
        old = np.maximum(old, strike(old, rng))
        left = rng.random() < 0.75
        return np.maximum(_half(old, rng, left=left), _half(ink, rng, left=not left)), unsure((label, 0.6))
    if other == label:
        return ink, sure(label)
    return np.maximum(old * rng.uniform(0.35, 0.8), cv2.dilate(ink, np.ones((3, 3)))), unsure(
        (label, 0.7), (other, 0.15)
    )


def _half(ink: Ink, rng: Rng, *, left: bool) -> Ink:
    scale = rng.uniform(0.5, 0.65)
    middle = EDGE + SIDE * ((0.28 if left else 0.72) + rng.normal(0, 0.03))
    down = EDGE + SIDE * (0.5 + rng.normal(0, 0.08))
    centre = EDGE + SIDE / 2
    turn = np.array([[scale, 0, middle - scale * centre], [0, scale * 1.15, down - scale * 1.15 * centre]], np.float32)
    return np.asarray(cv2.warpAffine(ink, turn, (CANVAS, CANVAS), flags=cv2.INTER_AREA), np.float32)


def strike(ink: Ink, rng: Rng) -> Ink:
    """Lines that make a mark void: a scribble to and fro, or two to four strokes right across."""
    rows, columns = np.nonzero(ink > 0.3)
    lines = np.zeros_like(ink)
    if rows.size == 0:
        return lines
    left, right = columns.min() - 0.08 * SIDE, columns.max() + 0.08 * SIDE
    top, bottom = rows.min(), rows.max()
    count = int(rng.integers(2, 5)) if rng.random() < 0.5 else int(rng.integers(6, 14))
    heights = np.linspace(top, bottom, count) + rng.normal(0, 0.05 * SIDE, count)
    thick = rng.uniform(0.03, 0.08) * SIDE
    if count < 5:
        lean = rng.normal(0, 0.2) * SIDE
        for height in np.clip(heights, top + 0.2 * (bottom - top), bottom - 0.2 * (bottom - top)):
            stroke(lines, [(left, height + lean), (right, height - lean)], thick)
    else:
        stroke(lines, [((left, right)[n % 2] + rng.normal(0, 2), y) for n, y in enumerate(heights)], thick)
    return lines


def _lookalike(label: int, rng: Rng) -> list[list[tuple[float, float]]] | None:
    """Shapes that are easily taken for another digit: Z-shaped 2, plain, barred, hooked 7, 1 with flag and foot."""
    left, right = 0.5 - rng.uniform(0.12, 0.3), 0.5 + rng.uniform(0.12, 0.3)
    top, bottom = 0.5 - rng.uniform(0.22, 0.4), 0.5 + rng.uniform(0.22, 0.4)
    if label == 2:
        return [[(left, top), (right, top), (left, bottom), (right, bottom)]]
    if label == 7:
        foot = left + rng.uniform(0.1, 0.8) * (right - left)
        lines = [[(left, top), (right, top), (foot, bottom)]]
        if rng.random() < 0.4:
            lines[0].insert(0, (left, top + rng.uniform(0.05, 0.14)))
        if rng.random() < 0.45:
            middle, half = (top + bottom) / 2 + rng.normal(0, 0.03), rng.uniform(0.08, 0.2)
            lines.append([((right + foot) / 2 - half, middle), ((right + foot) / 2 + half, middle)])
        return lines
    if label == 1:
        x, flag = 0.5 + rng.normal(0, 0.1), rng.uniform(0.06, 0.2)
        lines = [[(x - flag, top + flag * rng.uniform(0.7, 1.5)), (x, top), (x + rng.normal(0, 0.02), bottom)]]
        if rng.random() < 0.4:
            lines.append([(x - rng.uniform(0.08, 0.2), bottom), (x + rng.uniform(0.08, 0.2), bottom)])
        return lines
    return None
