"""The TPS code in file and folder names: photos published by the KPU carry it (domain.md §6)."""

from __future__ import annotations

import re
from pathlib import PurePath

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
