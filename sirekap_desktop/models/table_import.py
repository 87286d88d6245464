"""Reads wilayah, DPT, dapil and contestants from a filled template; bad rows are named with line, column, reason."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.contestant_import import ContestantTables, Lists
from sirekap_desktop.models.records import Desa, Kecamatan, RowProblem, TableReport, Tps
from sirekap_desktop.models.table_cells import BadCellError, Known, Line, Row, count, desa_code, lines, words
from sirekap_desktop.models.templates import (
    CONTESTANT_COLUMNS,
    DAPIL_COLUMNS,
    DAPIL_SHEET,
    KECAMATAN_COLUMNS,
    PESERTA_COLUMNS,
    PESERTA_SHEET,
    PPK_COLUMNS,
    TPS_COLUMNS,
    TPS_SHEET,
)

__all__ = ["Known", "Table", "read"]

MAX_DPT = 99_999
_DAMAGED = (
    OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, EOFError,
    zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, csv.Error,
)  # fmt: skip
"""What the libraries raise on a file that is not whole: none of them promises a single kind."""
_ORDER = ("", TPS_SHEET, DAPIL_SHEET, PESERTA_SHEET)
Sheet = Sequence[Sequence[str]]


@dataclass(slots=True)
class Table:
    """What a file holds, or what is wrong with it."""

    desa: list[Desa] = field(default_factory=list)
    tps: list[Tps] = field(default_factory=list)
    lists: Lists = field(default_factory=dict)
    dapil: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Pemilihan → desa → name of its dapil."""
    found: list[RowProblem] = field(default_factory=list)

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        return tuple(sorted(self.found, key=lambda item: (_ORDER.index(item.table), item.line)))

    def report(self) -> TableReport:
        """How much the file holds."""
        everyone = [one for by_dapil in self.lists.values() for items in by_dapil.values() for one in items]
        contestants = {
            (name, one.number) for name, found in self.lists.items() for items in found.values() for one in items
        }
        dapil = {(name, its) for name, of_desa in self.dapil.items() for its in of_desa.values()}
        return TableReport(
            desa=len(self.desa),
            tps=len(self.tps),
            contestants=len(contestants),
            calon=sum(len(one.calon) for one in everyone),
            dapil=len(dapil),
        )


def read(path: Path, known: Known) -> Table:
    """Read an ``.xlsx`` or ``.csv``; each kind of table is known by its headings.

    Raises:
        UserError: ``table.missing``, ``table.kind``, ``table.damaged`` or ``table.headings``.
    """
    table = table_of(kinds_of_lines(path), known)
    if not (table.tps or table.lists or table.dapil or table.found):
        table.found.append(RowProblem(2, "", "Tabel ini tidak berisi baris."))
    return table


def kinds_of_lines(path: Path) -> dict[str, list[Line]]:
    """The lines of each kind of table in a file: ``tps``, ``dapil``, ``peserta``, ``kecamatan``, ``ppk``.

    Raises:
        UserError: ``table.missing``, ``table.kind``, ``table.damaged`` or ``table.headings``.
    """
    kinds: dict[str, list[tuple[Sheet, list[str]]]] = {}
    for sheet in _sheets(path):
        head = [cell.strip().lower() for cell in sheet[0]] if sheet else []
        if kind := _kind(head):
            kinds.setdefault(kind, []).append((sheet, head))
    if not kinds:
        raise UserError(
            f"Tabel {path.name} tidak punya judul kolom yang dikenal.",
            f"Pakai templat dari program ini: {', '.join(TPS_COLUMNS)}; atau {', '.join(PESERTA_COLUMNS)}.",
            code="table.headings",
        )
    return {kind: list(_all_lines(found)) for kind, found in kinds.items()}


def _kind(head: Sequence[str]) -> str:
    names = set(head)
    if set(KECAMATAN_COLUMNS) <= names:
        return "kecamatan"
    if set(PPK_COLUMNS) <= names:
        return "ppk"
    if set(TPS_COLUMNS[:3]) <= names:
        return "tps"
    if set(CONTESTANT_COLUMNS) <= names:
        return "peserta"
    return "dapil" if set(DAPIL_COLUMNS) <= names else ""


def _all_lines(found: Iterable[tuple[Sheet, list[str]]]) -> Iterable[Line]:
    for sheet, head in found:
        yield from lines(sheet, head)


def table_of(kinds: Mapping[str, Iterable[Line]], known: Known) -> Table:
    """What the lines of one kecamatan hold. Wilayah first: the other sheets name its desa."""
    table = Table()
    _read_tps(kinds.get("tps", ()), known.kecamatan, table)
    others = ContestantTables(known, table.found)
    others.read_dapil(kinds.get("dapil", ()), table.desa)
    others.read_peserta(kinds.get("peserta", ()))
    table.lists, table.dapil = others.lists(), others.dapil
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


def _read_tps(table: Iterable[Line], kecamatan: Kecamatan, into: Table) -> None:
    names: dict[str, str] = {}
    seen: dict[str, int] = {}
    for number, row in table:
        try:
            desa, tps = _tps(row, kecamatan)
            if names.setdefault(desa.code, desa.name) != desa.name:
                raise BadCellError("nama_desa", f"Desa {desa.code} di atas bernama {names[desa.code]}.")
            if tps.code in seen:
                raise BadCellError("nomor_tps", f"TPS ini sudah ada di baris {seen[tps.code]}.")
        except BadCellError as error:
            into.found.append(RowProblem(number, *error.problem, TPS_SHEET))
            continue
        seen[tps.code] = number
        into.tps.append(tps)
    into.desa.extend(Desa(code, name) for code, name in sorted(names.items()))


def _tps(row: Row, kecamatan: Kecamatan) -> tuple[Desa, Tps]:
    code = desa_code(row, kecamatan)
    name = words(row, "nama_desa").upper()
    if not name:
        raise BadCellError("nama_desa", "Nama desa kosong.")
    number = count(row, "nomor_tps", 1, 999)
    if number is None:
        raise BadCellError("nomor_tps", "Nomor TPS kosong.")
    dpt_l, dpt_p = (count(row, column, 0, MAX_DPT) for column in ("dpt_l", "dpt_p"))
    return Desa(code, name), Tps(f"{code}{number:03d}", code, number, dpt_l, dpt_p)
