"""A page as a list of marks in mm, before anything is drawn: the same list becomes a PDF or pixels."""

from __future__ import annotations

from dataclasses import dataclass

from sirekap_desktop.forms.model import Circle, Label, Line, Rect
from sirekap_desktop.samples.strokes import Stroke

INKS: dict[str, tuple[int, int, int]] = {"blue": (38, 62, 158), "black": (38, 36, 40), "red": (170, 30, 40)}
"""Pens, as red, green, blue: KPPS write with a small blue marker or a black ballpoint."""

PAPER_WHITE = 250


@dataclass(frozen=True, slots=True)
class Patch:
    """A printed filled rectangle; it covers what was printed before, so that white ones can stand on black."""

    rect: Rect
    grey: float = 0.0


Printed = Line | Patch | Circle | Label


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """One page: what the printing house put there, and what the pen added."""

    paper: tuple[float, float]
    printed: tuple[Printed, ...]
    written: tuple[Stroke, ...]
    ink: tuple[int, int, int]


def outline(rect: Rect, width: float, grey: float = 0.0) -> tuple[Line, ...]:
    """The four sides of a rectangle, the line centred on its edge and square at the corners."""
    half = width / 2
    left, right = rect.x - half, rect.right + half
    return (
        Line(left, rect.y, right, rect.y, width, grey),
        Line(left, rect.bottom, right, rect.bottom, width, grey),
        Line(rect.x, rect.y, rect.x, rect.bottom, width, grey),
        Line(rect.right, rect.y, rect.right, rect.bottom, width, grey),
    )
