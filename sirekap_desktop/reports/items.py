"""What a page is made of: plain values in mm from the sheet's top-left corner, drawn by :mod:`.painter`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sirekap_desktop.reports.fonts import Face

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``y`` is the baseline, ``x`` the left end, middle or right end, ``size`` in points."""

    x: float
    y: float
    text: str
    size: float
    face: Face = "regular"
    align: Align = "left"
    grey: float = 0.0
    """0 black … 1 white."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, ``width`` in points."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.4
    grey: float = 0.0
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle under everything else."""

    x: float
    y: float
    w: float
    h: float
    grey: float


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR symbol; ``side`` without the quiet zone, which the layout leaves white."""

    x: float
    y: float
    side: float
    payload: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The logo: a square place, the picture keeps its shape."""

    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class Watermark:
    """Words across the whole page, along its diagonal, above each other."""

    words: tuple[str, ...]


Item = Text | Rule | Fill | Qr | Picture | Watermark


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page ready to draw."""

    width: float
    height: float
    bookmark: str
    """Outline entry that starts here, or empty."""
    items: tuple[Item, ...]
