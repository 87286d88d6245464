"""The computer account that runs the program."""

from __future__ import annotations

import getpass


def account_name() -> str:
    """Its name; empty for an account without one (a bare user id in a container, Windows without its variables)."""
    try:
        return getpass.getuser().strip()
    except (OSError, KeyError, ImportError):  # each system refuses in its own way
        return ""
