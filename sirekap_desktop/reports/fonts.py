"""The embedded faces: registering, measuring and wrapping text.

NotoSans has tabular figures (every digit 572/1000 em), so right-aligned numbers stand in columns; it lacks ``≠`` and
other signs, which NotoSansMono has.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from itertools import groupby
from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from sirekap_desktop.reports.style import PT

Face = Literal["regular", "bold", "italic"]

_FILES: dict[str, tuple[str, str]] = {
    "regular": ("NotoSans-Regular", "NotoSansMono-Regular"),
    "bold": ("NotoSans-Bold", "NotoSansMono-Bold"),
    "italic": ("NotoSans-Italic", "NotoSansMono-Regular"),
}


@cache
def load(name: str) -> TTFont:
    """Register the shipped font ``name`` with reportlab, once per process."""
    path = resources.files("sirekap_desktop.resources") / "fonts" / f"{name}.ttf"
    with resources.as_file(path) as file:
        font = TTFont(name, str(file))
    pdfmetrics.registerFont(font)
    return font


@cache
def _advances(face: Face) -> tuple[dict[int, int], dict[int, int], int]:
    main, fallback = (load(name).face for name in _FILES[face])
    return main.charWidths, fallback.charWidths, fallback.defaultWidth


@cache
def _font_of(char: str, face: Face) -> str:
    main, other = _FILES[face]
    return main if ord(char) in _advances(face)[0] else other


@lru_cache(maxsize=65536)
def runs(text: str, face: Face) -> tuple[tuple[str, str], ...]:
    """Split ``text`` into (font name, text) pieces that each font can show."""
    return tuple((font, "".join(chars)) for font, chars in groupby(text, lambda char: _font_of(char, face)))


@lru_cache(maxsize=65536)
def _units(text: str, face: Face) -> int:
    main, other, default = _advances(face)
    return sum(main.get(ord(char)) or other.get(ord(char), default) for char in text)


def text_width(text: str, face: Face, size: float) -> float:
    """Width in mm of ``text`` at ``size`` points."""
    return _units(text, face) * size * PT / 1000


@lru_cache(maxsize=4096)
def wrap(text: str, face: Face, size: float, width: float) -> tuple[str, ...]:
    """Break ``text`` into lines of at most ``width`` mm, at spaces, after hyphens and slashes, else inside a word."""
    return tuple(line for part in text.split("\n") for line in _wrap_paragraph(part, face, size, width)) or ("",)


def _wrap_paragraph(text: str, face: Face, size: float, width: float) -> Iterator[str]:
    line = ""
    for piece in _pieces(text):
        for bit in _fitting(piece, face, size, width):
            if line and text_width((line + bit).rstrip(), face, size) > width:
                yield line.rstrip()
                line = ""
            line += bit
    yield line.rstrip()


#: Letters that must follow a hyphen for a line to end there.
_LONG = 5


def _pieces(text: str) -> Iterator[str]:
    """Words with the space that ends them; long ones are cut after hyphen or slash, ``KTP-el`` and ``dan/atau`` not."""
    start = 0
    for i, char in enumerate(text):
        if char == " " or (char in "-/" and i > start and len(text[i + 1 :].partition(" ")[0]) >= _LONG):
            yield text[start : i + 1]
            start = i + 1
    if start < len(text):
        yield text[start:]


def _fitting(piece: str, face: Face, size: float, width: float) -> Iterator[str]:
    """``piece`` cut where it alone would be wider than the line."""
    while len(piece) > 1 and text_width(piece.rstrip(), face, size) > width:
        cut = len(piece) - 1
        while cut > 1 and text_width(piece[:cut], face, size) > width:
            cut -= 1
        yield piece[:cut]
        piece = piece[cut:]
    yield piece


def shortened(text: str, face: Face, size: float, width: float) -> str:
    """``text``, cut with an ellipsis if it is wider than ``width`` mm."""
    if text_width(text, face, size) <= width:
        return text
    while text and text_width(text + "…", face, size) > width:
        text = text[:-1]
    return text.rstrip() + "…"
