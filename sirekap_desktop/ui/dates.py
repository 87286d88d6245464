"""Days as the window writes them."""

from __future__ import annotations

from datetime import datetime


def day_text(stamp: str) -> str:
    """``17-02-2024`` from an ISO time; a text that is none (it came in a file) stays as it is."""
    try:
        return f"{datetime.fromisoformat(stamp):%d-%m-%Y}"
    except ValueError:
        return stamp
