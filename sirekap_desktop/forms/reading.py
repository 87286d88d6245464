"""What a machine saw on a form: the vocabulary that ``ocr`` produces, ``models`` keeps and ``ui`` shows.

It stands in ``forms`` because neither the engine nor the database may import the other (design.md §2).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

CELL_CLASSES: tuple[str, ...] = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "X", "-", "/", ".", "")
"""What a cell can hold, in the order of every probability vector; ``""`` is an empty box."""

UNSURE = "?"
"""Stands in ``cells`` where no class is likely enough to be shown."""


class FieldStatus(StrEnum):
    """How far the machine's reading of a field may be trusted (design.md §5.6)."""

    PROVEN = "proven"
    CONFIRM = "confirm"
    TYPE = "type"
    EMPTY = "empty"
    UNSEEN = "unseen"


class BoxFault(StrEnum):
    """What is wrong with the photo where one number stands; it says nothing of the number, so it is never hidden."""

    GLARE = "silau di kotak"
    BLURRED = "kotak buram"
    DARK = "kotak terlalu gelap"
    PALE = "kotak terlalu pucat"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The value that each kind of evidence shows alone; ``None``: absent or unreadable."""

    digits: int | None = None
    bubbles: int | None = None
    tally: int | None = None


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One number as the machine saw it."""

    name: str
    value: int | None
    """The fused value; ``None`` for an empty or unseen field, or crosses only."""
    raw: int | None
    """The value before the form's rules were weighed."""
    confidence: float
    """Calibrated probability that ``value`` is what the paper says."""
    status: FieldStatus
    cells: tuple[str, ...]
    """Most likely class per box (a member of CELL_CLASSES, or UNSURE)."""
    evidence: Evidence
    cell_probabilities: tuple[tuple[float, ...], ...] = ()
    """Per box, aligned with CELL_CLASSES."""
    candidates: tuple[tuple[int, float], ...] = ()
    """Likely values with their probability, best first."""
    problems: tuple[str, ...] = ()
    """Why a person must type it, each a short Indonesian phrase: ``"rata kiri"``, or a :class:`BoxFault`."""

    @property
    def photo_faults(self) -> tuple[BoxFault, ...]:
        """What is wrong with the photo at this number."""
        return tuple(fault for fault in BoxFault if fault in self.problems)


@dataclass(frozen=True, slots=True)
class Mesh:
    """How a sheet bends: a smooth shift over the paper, by its values at an even grid of control points.

    A point printed at p is seen where a flat sheet would show p + shift. How the points are joined is the engine's
    business (``ocr.mesh``): nobody else computes with them.
    """

    paper: tuple[float, float]
    """Width and height of the sheet, mm: the grid reaches from edge to edge."""
    rows: int
    columns: int
    shifts: tuple[float, ...]
    """mm, row by row from the top left, x and y in turn: 2 · rows · columns numbers."""


@dataclass(frozen=True, slots=True)
class Registration:
    """How the page was found."""

    method: str
    """``tag+corners``, ``tag``, ``corners``, ``lines`` or ``manual``."""
    residual_px: float
    corners: tuple[tuple[float, float], ...]
    """The paper's corners in image pixels: top-left first, clockwise as the paper is read."""
    homography: tuple[float, ...]
    """Row-major 3×3, from paper mm to image pixels, for the sheet as if it lay flat."""
    mesh: Mesh | None = None
    """How the sheet bends, applied before ``homography``; ``None``: flat, as far as the picture shows."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Whether the picture is good enough, and what is wrong with it in Indonesian phrases."""

    ok: bool
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReading:
    """One form page found in one image (design.md §9)."""

    index: int
    """Counts pages of a PDF or TIFF and forms in one picture."""
    status: str
    """``read`` or ``unreadable``."""
    reason: str | None
    """Why it is unreadable, one Indonesian sentence."""
    form: str | None
    page: int | None
    partai: int | None
    registration: Registration | None
    quality: Quality
    fields: tuple[FieldReading, ...]
    ms: int
    engine: str
    """Engine and model version."""

    def field(self, name: str) -> FieldReading | None:
        for item in self.fields:
            if item.name == name:
                return item
        return None


@dataclass(frozen=True, slots=True)
class Check:
    """A rule applied to values: design.md §9 ``checks``."""

    rule: str
    at: str
    fields: tuple[str, ...]
    ok: bool | None
    """``None`` when a field it needs is empty or unread."""
    left: int | None
    right: int | None


@dataclass(frozen=True, slots=True)
class TpsReading:
    """All pages of one TPS fused (design.md §5)."""

    form: str
    fields: tuple[FieldReading, ...]
    checks: tuple[Check, ...]
