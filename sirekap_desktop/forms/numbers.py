"""How votes are written and read: the only number formatter and parser of the program."""

from __future__ import annotations

_MINUS = "\N{MINUS SIGN}"
_MAX_DIGITS = 18
"""More digits count nothing on earth; Python itself refuses to convert very long ones."""


def format_count(value: int) -> str:
    """Write a count with the Indonesian thousands point: ``1482`` → ``"1.482"``."""
    text = f"{abs(value):,}".replace(",", ".")
    return f"{_MINUS}{text}" if value < 0 else text


def format_percent(part: int, whole: int) -> str:
    """Write a share with the Indonesian decimal comma: 25 of 1000 → ``"2,5%"``."""
    return f"{part * 100 / whole:g}%".replace(".", ",")


def parse_count(text: str) -> int | None:
    """Read a typed count; ``None`` when the text is not a plain non-negative number.

    Only ASCII digits count: other scripts' digits and locale separators never reach a vote.
    """
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS else None
