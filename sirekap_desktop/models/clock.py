"""The time as records keep it; injectable, because no rule may hang on a clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
"""Gives the time with its offset."""


def local_now() -> datetime:
    """Now, with the offset of this computer's time zone (WIB, WITA or WIT)."""
    return datetime.now().astimezone()


def is_after(time: str, other: str | None) -> bool:
    """Whether one stamp is later than another, whatever their offsets; anything is later than none."""
    return not other or datetime.fromisoformat(time) > datetime.fromisoformat(other)


def stamp(clock: Clock) -> str:
    """ISO 8601 with offset, to the millisecond: ``2024-02-17T09:15:02.120+08:00``."""
    return clock().isoformat(timespec="milliseconds")
