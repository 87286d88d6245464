"""Names of worksheets, safe in every spreadsheet program."""

from __future__ import annotations

import re

_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_SHEET_LIMIT = 31


def sheet_names(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """A worksheet name for each of ``wanted``: at most 31 characters, none twice, capitals and small ones alike."""
    used: set[str] = {"history", "identitas"}  # names that Excel and the hidden sheet keep for themselves
    result = []
    for name in wanted:
        base = _SHEET_FORBIDDEN.sub(" ", name).strip(" '")[:_SHEET_LIMIT].rstrip(" '") or "Lembar"
        candidate, number = base, 2
        while candidate.lower() in used:
            ending = f" ({number})"
            candidate, number = base[: _SHEET_LIMIT - len(ending)].rstrip(" '") + ending, number + 1
        used.add(candidate.lower())
        result.append(candidate)
    return tuple(result)
