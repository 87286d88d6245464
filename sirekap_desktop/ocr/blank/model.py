"""What a blank page shows: boxes in groups, circles, tally grids, marks and lines; lengths in mm from the top-left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sirekap_desktop.forms.model import Bubbles, Line, Rect, Tag, TallyGrid
from sirekap_desktop.ocr.plane import Grey


@dataclass(frozen=True, slots=True)
class Sheet:
    """A blank page set upright, with the size of its paper."""

    pixels: Grey
    paper: tuple[float, float]

    @property
    def px_per_mm(self) -> float:
        return float(self.pixels.shape[1] / self.paper[0])

    @property
    def long_px(self) -> int:
        return int(max(self.pixels.shape))

    def mm(self, pixel: float) -> float:
        """Where the centre of a pixel lies, mm."""
        return float((pixel + 0.5) / self.px_per_mm)


@dataclass(frozen=True, slots=True)
class BoxGroup:
    """The boxes of one number, most significant first, and what stands with them."""

    boxes: tuple[Rect, ...]
    dotted: bool = False
    border: float = 0.0
    """How the boxes are bordered: 0 black … 1 white."""
    bubbles: Bubbles | None = None
    tally: TallyGrid | None = None
    words: Rect | None = None

    @property
    def area(self) -> Rect:
        """The rectangle around the boxes."""
        area = self.boxes[0]
        for box in self.boxes[1:]:
            area = area.united(box)
        return area

    def without_evidence(self) -> BoxGroup:
        """The boxes alone."""
        return replace(self, bubbles=None, tally=None, words=None)


@dataclass(frozen=True, slots=True)
class Marks:
    """What is printed so that a machine finds the page."""

    tag: Tag | None = None
    corner_marks: tuple[tuple[Rect, ...], ...] = ()
    """Two touching squares per corner, top-left first, clockwise; empty unless all four are there."""
    qr: Rect | None = None
    others: tuple[Rect, ...] = ()
    """Solid black squares, bars and triangles of other kinds: shown, not used."""


@dataclass(frozen=True, slots=True)
class BlankPage:
    """Everything that is proposed for one page."""

    paper: tuple[float, float]
    groups: tuple[BoxGroup, ...]
    """As the paper is read: from top to bottom, from left to right."""
    marks: Marks = field(default_factory=Marks)
    lines: tuple[Line, ...] = ()
    texts: tuple[Rect, ...] = ()
    """Runs of printed text."""
    dates: tuple[tuple[Rect, ...], ...] = ()
    """Boxes of day, month and year: 2, 2 and 4 that touch."""
    header: Rect | None = None
    """What stands above the first table."""
    partai_number: Rect | None = None
    """Where the number of the party is printed; a person shows it."""


def in_reading_order(groups: tuple[BoxGroup, ...] | list[BoxGroup]) -> tuple[BoxGroup, ...]:
    """From top to bottom; what stands side by side from left to right."""
    rows: list[list[BoxGroup]] = []
    for group in sorted(groups, key=lambda item: item.area.y):
        last = rows[-1][0].area if rows else None
        if last and group.area.y < last.y + 0.5 * last.h:
            rows[-1].append(group)
        else:
            rows.append([group])
    return tuple(group for row in rows for group in sorted(row, key=lambda item: item.area.x))
