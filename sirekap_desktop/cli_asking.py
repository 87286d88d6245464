"""What commands ask of whoever runs them: a PIN that is not shown, and the kabupaten's key on this computer."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING

from sirekap_desktop.forms.errors import UserError

if TYPE_CHECKING:
    from sirekap_desktop.models.office import Office


def ask_pin(prompt: str) -> str:
    """Not shown while typed; a script gives a line on standard input, never an argument."""
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(f"{prompt}: ")
    return sys.stdin.readline().strip() if sys.stdin is not None else ""


def ask_new_pin(prompt: str) -> str:
    """Twice the same. Raises UserError ``pin.differ``."""
    first, again = ask_pin(prompt), ask_pin("Sekali lagi")
    if first != again:
        raise UserError("Kedua PIN tidak sama.", code="pin.differ")
    return first


def require_office() -> Office:
    """The kabupaten on this computer. Raises UserError ``office.none``."""
    from sirekap_desktop.models.office import Office

    if office := Office.open():
        return office
    raise UserError(
        "Belum ada kunci kabupaten di komputer ini.",
        "Buat dahulu: sirekap-desktop kabupaten init --code KODE --name NAMA.",
        code="office.none",
    )
