"""The computer account that runs the program."""

from __future__ import annotations

import getpass

from sirekap_desktop.forms.errors import UserError


def account_name() -> str:
    """Its name; empty for an account without one (a bare user id in a container, Windows without its variables)."""
    try:
        return getpass.getuser().strip()
    except (OSError, KeyError, ImportError):  # each system refuses in its own way
        return ""


def operator_name(given: str | None) -> str:
    """Who answers for what a command does: never nobody, for the audit names them. UserError ``operator.missing``."""
    if name := (given or "").strip() or account_name():
        return name
    raise UserError("Akun komputer ini tidak bernama.", "Sebutkan --operator NAMA.", code="operator.missing")
