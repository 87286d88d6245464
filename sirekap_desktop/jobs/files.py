"""Which files an import is about: named files as they are, folders with all that looks like a photo or scan."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from sirekap_desktop.exchange.foreign_zip import is_archive

SUFFIXES = frozenset({".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".webp", ".heic", ".heif", ".pdf"})
"""What is taken from folders; a file that is named itself is tried whatever its name."""


def looks_like_photo(path: Path) -> bool:
    """By its name only, which is what a folder is sifted by; hidden and half-copied files are passed over."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~"))


def collect(paths: Iterable[Path], *, archives: bool = False) -> tuple[Path, ...]:
    """Files in the order in which they were given; folders with everything below them, by name; each file once.

    Links to folders are not followed, so that no ring can keep the import busy for ever. Paths that do not exist stay
    in the list: the import says so about each. ``archives``: zip archives among them, as the files that they are.
    """
    return tuple(dict.fromkeys(found for path in paths for found in _expand(path, archives=archives)))


def _expand(path: Path, *, archives: bool) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, names, files in os.walk(path, followlinks=False):
        names.sort(key=_natural)
        yield from (
            Path(folder, name) for name in sorted(files, key=_natural) if _is_wanted(Path(name), archives=archives)
        )


def _is_wanted(path: Path, *, archives: bool) -> bool:
    return looks_like_photo(path) or (archives and is_archive(path))


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """``hal2`` before ``hal10``: pages that were photographed in order stay in order."""
    parts: list[tuple[int, int, str]] = []
    digits = ""
    for sign in f"{name.lower()}\0":
        if sign.isascii() and sign.isdigit():
            digits += sign
            continue
        if digits:
            parts.append((0, int(digits), digits))
            digits = ""
        parts.append((1, 0, sign))
    return tuple(parts)
