"""Reads wilayah, DPT and contestants from a filled template; every bad row is named with line, column and reason."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.forms.numbers import parse_count
from sirekap_desktop.models.records import Desa, Kecamatan, RowProblem, Tps
from sirekap_desktop.models.templates import CONTESTANT_COLUMNS, TPS_COLUMNS

MAX_DPT = 99_999
_DAMAGED = (
    OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, EOFError,
    zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, csv.Error,
)  # fmt: skip
"""What the libraries raise on a file that is not whole: none of them promises a single kind."""
Line = tuple[int, dict[str, str]]


@dataclass(slots=True)
class Table:
    """What a file holds, or what is wrong with it."""

    desa: list[Desa] = field(default_factory=list)
    tps: list[Tps] = field(default_factory=list)
    contestants: list[Contestant] = field(default_factory=list)
    found: list[RowProblem] = field(default_factory=list)

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        return tuple(sorted(self.found, key=lambda item: item.line))


class _BadCellError(Exception):
    """Column and reason of a cell that cannot be used."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.problem = (column, message)


def read(path: Path, kecamatan: Kecamatan) -> Table:
    """Read an ``.xlsx`` or ``.csv``; both kinds of table are known by their headings.

    Raises:
        UserError: ``table.missing``, ``table.kind``, ``table.damaged`` or ``table.headings``.
    """
    table = Table()
    known = False
    for sheet in _sheets(path):
        head = [cell.strip().lower() for cell in sheet[0]] if sheet else []
        if set(TPS_COLUMNS[:3]) <= set(head):
            _read_tps(_lines(sheet, head), kecamatan, table)
        elif set(CONTESTANT_COLUMNS) <= set(head):
            _read_contestants(_lines(sheet, head), table)
        else:
            continue
        known = True
    if not known:
        raise UserError(
            f"Tabel {path.name} tidak punya judul kolom yang dikenal.",
            f"Pakai templat dari program ini: {', '.join(TPS_COLUMNS)}; atau {', '.join(CONTESTANT_COLUMNS)}.",
            code="table.headings",
        )
    if not (table.tps or table.contestants or table.found):
        table.found.append(RowProblem(2, "", "Tabel ini tidak berisi baris."))
    return table


def _sheets(path: Path) -> list[list[list[str]]]:
    readers = {".xlsx": _read_xlsx, ".csv": _read_csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UserError(f"Berkas {path.name} bukan tabel XLSX atau CSV.", code="table.kind")
    try:
        return reader(path)
    except FileNotFoundError as error:
        raise UserError(f"Berkas {path} tidak ada.", code="table.missing") from error
    except _DAMAGED as error:
        raise UserError(
            f"Tabel {path.name} tidak dapat dibaca; berkasnya rusak atau bukan tabel.",
            "Buka dengan program lembar kerja, simpan ulang, lalu impor lagi.",
            code="table.damaged",
        ) from error


def _read_xlsx(path: Path) -> list[list[list[str]]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        return [
            [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
        ]
    finally:
        book.close()


def _read_csv(path: Path) -> list[list[list[str]]]:
    """Comma, semicolon or tab, whichever the headings use."""
    text = _decode(path.read_bytes())
    head = text.splitlines()[0] if text.strip() else ""
    delimiter = max(";,\t", key=head.count)
    return [list(csv.reader(io.StringIO(text), delimiter=delimiter))]


def _decode(data: bytes) -> str:
    """What spreadsheet programs write: UTF-16 and UTF-8 with their marks, plain UTF-8, else Windows Latin."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _text(cell: object) -> str:
    """Spreadsheets keep codes as numbers: 7605052001.0 is the text 7605052001."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _lines(sheet: Sequence[Sequence[str]], head: Sequence[str]) -> Iterator[Line]:
    """Rows that hold anything, with the line number that a spreadsheet shows."""
    for number, cells in enumerate(sheet[1:], start=2):
        row = {name: cell.strip() for name, cell in zip(head, cells, strict=False) if name}
        if any(row.values()):
            yield number, row


def _read_tps(lines: Iterator[Line], kecamatan: Kecamatan, table: Table) -> None:
    names: dict[str, str] = {}
    seen: dict[str, int] = {}
    for number, row in lines:
        try:
            desa, tps = _tps(row, kecamatan)
            if names.setdefault(desa.code, desa.name) != desa.name:
                raise _BadCellError("nama_desa", f"Desa {desa.code} di atas bernama {names[desa.code]}.")
            if tps.code in seen:
                raise _BadCellError("nomor_tps", f"TPS ini sudah ada di baris {seen[tps.code]}.")
        except _BadCellError as error:
            table.found.append(RowProblem(number, *error.problem))
            continue
        seen[tps.code] = number
        table.tps.append(tps)
    table.desa.extend(Desa(code, name) for code, name in sorted(names.items()))


def _tps(row: dict[str, str], kecamatan: Kecamatan) -> tuple[Desa, Tps]:
    code = row.get("kode_desa", "").replace(".", "")
    if len(code) != 10 or not (code.isascii() and code.isdigit()):
        raise _BadCellError("kode_desa", f"“{row.get('kode_desa', '')}” bukan kode desa sepuluh angka.")
    if not code.startswith(kecamatan.code):
        raise _BadCellError("kode_desa", f"Desa {code} bukan di kecamatan {kecamatan.name} ({kecamatan.code}).")
    name = " ".join(row.get("nama_desa", "").upper().split())
    if not name:
        raise _BadCellError("nama_desa", "Nama desa kosong.")
    number = _count(row, "nomor_tps", 1, 999)
    if number is None:
        raise _BadCellError("nomor_tps", "Nomor TPS kosong.")
    dpt_l, dpt_p = (_count(row, column, 0, MAX_DPT) for column in ("dpt_l", "dpt_p"))
    return Desa(code, name), Tps(f"{code}{number:03d}", code, number, dpt_l, dpt_p)


def _count(row: dict[str, str], column: str, low: int, high: int) -> int | None:
    text = row.get(column, "")
    if not text:
        return None
    value = parse_count(text)
    if value is None or not low <= value <= high:
        raise _BadCellError(column, f"“{text}” bukan angka dari {low} sampai {high}.")
    return value


def _read_contestants(lines: Iterator[Line], table: Table) -> None:
    seen: dict[int, int] = {}
    for line, row in lines:
        try:
            number = _count(row, "nomor_urut", 1, 99)
            if number is None:
                raise _BadCellError("nomor_urut", "Nomor urut kosong.")
            if number in seen:
                raise _BadCellError("nomor_urut", f"Nomor urut {number} sudah ada di baris {seen[number]}.")
            name = " ".join(row.get("nama", "").split())
            if not name:
                raise _BadCellError("nama", "Nama pasangan calon kosong.")
        except _BadCellError as error:
            table.found.append(RowProblem(line, *error.problem))
            continue
        seen[number] = line
        table.contestants.append(Contestant(number, name))
    table.contestants.sort(key=lambda item: item.number)
