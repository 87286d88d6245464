"""Draws the program's icon: a C.Hasil sheet with one tally of five. Own drawing, no official logo.

Usage: ``python tools/make_icon.py`` writes ``resources/icons/sirekap.png`` (256 px) and ``sirekap.ico`` (16 to 256 px).
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

ICONS = Path(__file__).resolve().parent.parent / "sirekap_desktop" / "resources" / "icons"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_MAROON, _PAPER, _INK = "#7a1420", "#ffffff", "#1d3f8f"
_FINER = 8
"""Drawn so many times larger, then made smaller: smooth edges."""


def draw(size: int) -> Image.Image:
    """The icon at ``size`` px; at 24 px and less the strokes are bolder and the sheet fills the tile."""
    small = size <= 24
    side = size * _FINER
    image = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(image)

    def at(x: float, y: float) -> tuple[float, float]:
        return x * side, y * side

    pen.rounded_rectangle((*at(0.02, 0.02), *at(0.98, 0.98)), 0.2 * side, fill=_MAROON)
    left, top = (0.14, 0.14) if small else (0.2, 0.16)
    pen.rounded_rectangle((*at(left, top), *at(1 - left, 1 - top)), 0.05 * side, fill=_PAPER)
    if not small:
        pen.rectangle((*at(0.28, 0.25), *at(0.72, 0.30)), fill=_MAROON)
    width = (0.07 if small else 0.05) * side
    above, below = (0.28, 0.72) if small else (0.42, 0.74)
    first, pitch = (0.26, 0.16) if small else (0.29, 0.14)
    for step in range(4):
        x = first + pitch * step
        _stroke(pen, at(x, below), at(x + 0.01, above), width)
    _stroke(pen, at(0.21 if small else 0.25, below - 0.06), at(0.79 if small else 0.75, above + 0.06), width)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _stroke(pen: ImageDraw.ImageDraw, start: tuple[float, float], end: tuple[float, float], width: float) -> None:
    """A line with round ends."""
    pen.line((*start, *end), fill=_INK, width=round(width))
    for x, y in (start, end):
        pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=_INK)


def main() -> None:
    """Write both files."""
    drawn = [draw(size) for size in SIZES]
    drawn[-1].save(ICONS / "sirekap.png", optimize=True)
    drawn[-1].save(ICONS / "sirekap.ico", sizes=[image.size for image in drawn], append_images=drawn[:-1])


if __name__ == "__main__":
    main()
