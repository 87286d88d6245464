"""Other type in drawn forms: the official print's is not known, so a reader must not depend on that of our drawings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from unittest import mock

from PIL import ImageFont

from sirekap_desktop.samples import raster

_SYSTEM = Path("/usr/share/fonts/truetype/dejavu")


def typefaces() -> dict[str, tuple[Path, Path] | None]:
    """Name, and files of the regular and the bold face; ``None`` is the type of our own drawings."""
    vera = Path(str(files("reportlab") / "fonts"))
    found: dict[str, tuple[Path, Path] | None] = {"Noto Sans": None}
    other = {
        "Vera": (vera / "Vera.ttf", vera / "VeraBd.ttf"),
        "DejaVu Serif": (_SYSTEM / "DejaVuSerif.ttf", _SYSTEM / "DejaVuSerif-Bold.ttf"),
        "DejaVu Condensed": (_SYSTEM / "DejaVuSansCondensed.ttf", _SYSTEM / "DejaVuSansCondensed-Bold.ttf"),
    }
    return found | {name: pair for name, pair in other.items() if all(path.exists() for path in pair)}


@lru_cache(maxsize=64)
def _font(path: Path, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


@contextmanager
def printed_in(faces: tuple[Path, Path] | None) -> Iterator[None]:
    """Draw forms in another type for a while."""
    if faces is None:
        yield
        return
    regular, bold = faces
    raster.forget_blanks()
    try:
        with mock.patch.object(raster, "_font", lambda name, size: _font(bold if "Bold" in name else regular, size)):
            yield
    finally:
        raster.forget_blanks()
