"""Cells of imported tables: what is read from one, and how a bad one is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.numbers import parse_count
from sirekap_desktop.models.records import Desa, Kecamatan

Row = Mapping[str, str]
Line = tuple[int, Row]
"""The line number that a spreadsheet shows, and its cells by heading."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the workspace knows already: tables are compared with it."""

    kecamatan: Kecamatan
    forms: tuple[FormDefinition, ...] = ()
    """One for each of its elections."""
    desa: tuple[Desa, ...] = ()
    dapil: Mapping[str, frozenset[str]] | None = None
    """Pemilihan → names of its dapil."""


class BadCellError(Exception):
    """Column and reason of a cell that cannot be used."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.problem = (column, message)


def lines(sheet: Sequence[Sequence[str]], head: Sequence[str]) -> Iterator[Line]:
    """Rows below the headings that hold anything."""
    for number, cells in enumerate(sheet[1:], start=2):
        row = {name: cell.strip() for name, cell in zip(head, cells, strict=False) if name}
        if any(row.values()):
            yield number, row


def count(row: Row, column: str, low: int, high: int) -> int | None:
    """A whole number, or ``None`` for an empty cell. Raises BadCellError."""
    text = row.get(column, "")
    if not text:
        return None
    value = parse_count(text)
    if value is None or not low <= value <= high:
        raise BadCellError(column, f"“{text}” bukan angka dari {low} sampai {high}.")
    return value


def words(row: Row, column: str) -> str:
    """The text of a cell with single spaces."""
    return " ".join(row.get(column, "").split())


def desa_code(row: Row, kecamatan: Kecamatan) -> str:
    """Ten digits, with or without points. Raises BadCellError."""
    code = row.get("kode_desa", "").replace(".", "")
    if len(code) != 10 or not (code.isascii() and code.isdigit()):
        raise BadCellError("kode_desa", f"“{row.get('kode_desa', '')}” bukan kode desa sepuluh angka.")
    if not code.startswith(kecamatan.code):
        raise BadCellError("kode_desa", f"Desa {code} bukan di kecamatan {kecamatan.name} ({kecamatan.code}).")
    return code
