"""How documents are printed: settings of the workspace, not facts of the recap."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from sirekap_desktop.forms.errors import UserError

Paper = Literal["A3", "A4", "F4"]
Signatures = Literal["end", "every_page"]


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Paper (always landscape), where people sign, and an optional logo file.

    No official logo is shipped (design.md §7); without ``logo`` the header has no slot at all.

    Raises:
        UserError: paper or signature place unknown (``report.paper``, ``report.signatures``).
    """

    paper: Paper = "A3"
    signatures: Signatures = "end"
    logo: Path | None = None

    def __post_init__(self) -> None:
        if self.paper not in get_args(Paper):
            message = f"Ukuran kertas {self.paper} tidak dikenal."
            raise UserError(message, "Pilih A3, A4 atau F4.", code="report.paper")
        if self.signatures not in get_args(Signatures):
            message = f"Letak tanda tangan {self.signatures} tidak dikenal."
            raise UserError(message, "Pilih di akhir atau di setiap halaman.", code="report.signatures")
