"""What file and folder names say of a photo: those published by the KPU carry TPS and pemilihan (domain.md §6)."""

from __future__ import annotations

import re
from pathlib import PurePath

_PAGE = re.compile(r"(?<![a-z])(?:hal|halaman|page)[ _-]?([0-9]{1,2})(?![0-9])", re.IGNORECASE)
_ELECTIONS = frozenset({"ppwp", "pdpr", "pdpd", "pdprdp", "pdprdk", "pkwkp", "pkwkk"})
_CODE = re.compile(r"(?<![0-9])[0-9]{13}(?![0-9])")


def tps_code(path: str | PurePath) -> str | None:
    """The 13-digit TPS code in the file's name, else in the nearest folder's; None without one.

    A name with two different codes says nothing. Folder names are looked at from the file upwards.
    """
    for part in reversed(PurePath(path).parts):
        codes = set(_CODE.findall(part))
        if codes:
            return codes.pop() if len(codes) == 1 else None
    return None


def named_pemilihan(path: str | PurePath) -> str | None:
    """The pemilihan whose folder a photo lies in, as Sirekap names them (``…/pdpr/76/05/…``); the nearest one."""
    return next((part.lower() for part in reversed(PurePath(path).parts[:-1]) if part.lower() in _ELECTIONS), None)


def named_page(path: str | PurePath) -> int | None:
    """The page in a file's name (``…-hal2.jpg``); None without one, or with two different ones."""
    pages = {int(number) for number in _PAGE.findall(PurePath(path).name)}
    return pages.pop() if len(pages) == 1 else None
