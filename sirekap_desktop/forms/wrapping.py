"""Names of any length in the room that a paper has for them: broken into lines, then made smaller."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace

from sirekap_desktop.forms.model import Label

_CHARACTER = 0.7
"""Mean width of a bold capital, as a part of the font size; no font is asked, so that forms need none."""
_PITCH = 1.25
_SMALLEST = 0.4
"""As a part of the wanted size; a name still too long then runs over rather than becoming unreadable."""


def wrapped(label: Label, width: float, height: float) -> Iterator[Label]:
    """The text in lines about the label's own, none wider than ``width`` mm, all within ``height`` mm if it can be."""
    size = label.size
    lines = _lines(label.text, width, size)
    while len(lines) * size * _PITCH > height and size > label.size * _SMALLEST:
        size *= 0.9
        lines = _lines(label.text, width, size)
    first = label.y - (len(lines) - 1) / 2 * size * _PITCH
    for index, line in enumerate(lines):
        yield replace(label, text=line, size=round(size, 2), y=round(first + index * size * _PITCH, 3))


def _lines(text: str, width: float, size: float) -> list[str]:
    return textwrap.wrap(text, max(int(width / (size * _CHARACTER)), 1))
