"""Reads a workbook back: one to be filled by hand, or the recap's; its hidden sheet says what stands where."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from sirekap_desktop.exchange import bounded_zip
from sirekap_desktop.exchange.figures import NOTHING, BadValueError, Dpt, Figure, Figures, Resolve, cell_value
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.rules import field_number
from sirekap_desktop.reports import sheet_map
from sirekap_desktop.reports.ballot_facts import BallotFacts
from sirekap_desktop.reports.fillin_layout import cell_name, formulas, total_formula
from sirekap_desktop.reports.sheet_map import HEADINGS, Leaf, MapError, SheetMap, joined

MAX_UNPACKED = 256 * 2**20
"""Bytes of XML; the recap of the largest kecamatan takes about a quarter."""
_DAMAGED = (
    OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, EOFError,
    zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException,
)  # fmt: skip
"""What the libraries raise on a file that is not whole: none of them promises a single kind."""
_MAX_PARTS = 10_000
"""Members of a workbook: a sheet per desa, and some of the program's."""
_ROWS_MAX, _COLUMNS_MAX = 20_000, 4_000
_FILLIN_ROWS = {"terisi", "hitungan", "dpt:l", "dpt:p", "dpt:j"}
Row = tuple[object, ...]


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turns what a damaged file makes the reader raise into a sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # what the library does not understand; what counts is compared with the map
            yield
    except _DAMAGED as error:
        raise UserError(
            f"Berkas {name} tidak dapat dibaca; berkasnya rusak atau bukan buku kerja.",
            "Buka dengan program lembar kerja, simpan ulang sebagai XLSX, lalu impor lagi.",
            code="figures.damaged",
        ) from error


def read_workbook(data: bytes, name: str, resolve: Resolve, into: Figures) -> None:
    """Read all figures of a workbook.

    Args:
        data: the file.
        name: its name, for sentences.
        resolve: finds the form of the ballot, and notes problems about it.
        into: gets the figures, and every problem.

    Raises:
        UserError: ``figures.damaged``; ``figures.unknown`` when no program of ours wrote it.
    """
    with reading(name):
        _refuse_bombs(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        try:
            rows = {sheet.title: _rows(sheet) for sheet in book.worksheets}
        finally:
            book.close()
    wanted = _map(rows.get(sheet_map.SHEET), name)
    into.ballots.append(wanted.facts)
    form = resolve(wanted.facts)
    if form is None:
        return
    for leaf in wanted.leaves:
        if leaf.name in rows:
            _Sheet(wanted.facts, leaf, form, rows[leaf.name], into).read()
        else:
            into.problem("sheet", f"Lembar {leaf.name}", "Lembar ini tidak ada lagi dalam berkas.")


def _refuse_bombs(data: bytes) -> None:
    with bounded_zip.opened(data, _MAX_PARTS) as archive:
        if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
            raise zipfile.BadZipFile("too large")


def _rows(sheet: Any) -> list[Row]:  # noqa: ANN401
    sheet.reset_dimensions()  # what the file says of its own size is not to be trusted
    return [tuple(row[:_COLUMNS_MAX]) for row in islice(sheet.iter_rows(values_only=True), _ROWS_MAX)]


def _map(rows: Sequence[Row] | None, name: str) -> SheetMap:
    if rows is None:
        raise UserError(
            f"Buku kerja {name} tidak punya lembar Identitas, jadi tidak diketahui TPS dan formulirnya.",
            "Pakai buku kerja yang ditulis program ini.",
            code="figures.unknown",
        )
    try:
        return sheet_map.parse([["" if cell is None else str(cell) for cell in row] for row in rows])
    except MapError as error:
        raise UserError(
            f"Buku kerja {name} tidak dapat dipakai: {error}.",
            "Salin angkanya ke buku kerja baru yang ditulis program ini.",
            code="figures.identity",
        ) from error


@dataclass(slots=True)
class _Sheet:
    """One worksheet against its map."""

    facts: BallotFacts
    leaf: Leaf
    form: FormDefinition
    rows: list[Row]
    into: Figures

    def read(self) -> None:
        if not self._check_map():
            return
        self._check_headings()
        self._check_formulas()
        names = {field.name: field_number(field) for field in self.form.fields}
        for field, row in self.leaf.field_rows.items():
            for column in self.leaf.columns:
                self._take(row, column.at, column.tps, field, names[field])
        self._check_outside()
        for part in ("l", "p"):
            at = self.leaf.row(f"dpt:{part}")
            if at is not None:
                self.into.dpt += [
                    Dpt(one.tps, part, self.cell(at, one.at), self.place(at, one.at)) for one in self.leaf.columns
                ]

    def cell(self, row: int, column: int) -> object:
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def place(self, row: int, column: int, more: str = "") -> str:
        return f"Lembar {self.leaf.name}, sel {cell_name(row, column)}{f' ({more})' if more else ''}"

    def _check_map(self) -> bool:
        """The hidden sheet says what it said when it was written: every field once, every TPS of this desa once."""
        fields = [line.field for line in self.leaf.lines if line.field]
        tps = [column.tps for column in self.leaf.columns]
        rows = [line.at for line in self.leaf.lines]
        at = [column.at for column in self.leaf.columns]
        whole = sorted(fields) == sorted(field.name for field in self.form.fields)
        whole &= all(len(set(items)) == len(items) for items in (tps, rows, at))
        whole &= all(code.startswith(self.leaf.desa) and len(code) == 13 for code in tps)
        whole &= at == list(range(HEADINGS, self.leaf.total))
        whats = {line.what for line in self.leaf.lines}
        whole &= whats.isdisjoint(_FILLIN_ROWS) or whats >= _FILLIN_ROWS
        if not whole:
            self.into.problem("identity", f"Lembar {sheet_map.SHEET}", "Lembar identitas telah diubah.")
        return whole

    def _check_headings(self) -> None:
        """Rows and columns still stand under their own headings."""
        for column in self.leaf.columns:
            found = joined([self.cell(self.leaf.head, column.at)])
            if found != column.heading:
                message = (
                    f"Judul kolom ini “{column.heading}” ketika ditulis, sekarang “{found}”: kolom mungkin tertukar."
                )
                self.into.problem("heading", self.place(self.leaf.head, column.at), message)
        for line in self.leaf.lines:
            found = joined(self.cell(line.at, at) for at in range(HEADINGS))
            if found != line.heading:
                message = (
                    f"Judul baris ini “{line.heading}” ketika ditulis, sekarang “{found}”: baris mungkin tertukar."
                )
                self.into.problem("heading", self.place(line.at, 0), message)

    def _check_formulas(self) -> None:
        """The program adds up by itself, so a lost formula spoils no figure; but whoever filled it was not warned."""
        for (row, column), wanted in self._formulas().items():
            found = self.cell(row, column)
            if found is None or _plain(found) != _plain(wanted):
                message = "Rumus di sel ini ditimpa; yang berlaku hitungan program ini."
                self.into.problem("overwritten", self.place(row, column), message, blocks=False)

    def _formulas(self) -> dict[tuple[int, int], str]:
        if self.leaf.row("terisi") is not None:
            return formulas(self.form, self.leaf)
        return {(row, self.leaf.total): total_formula(self.leaf, row) for row in self.leaf.field_rows.values()}

    def _take(self, row: int, column: int, tps: str, field: str, number: str) -> None:
        place = self.place(row, column, f"TPS {tps[-3:]}, {number}")
        try:
            value = cell_value(self.cell(row, column))
        except BadValueError as error:
            self.into.problem(error.kind, place, f"Sel ini {error.message}.")
            return
        if value is not NOTHING:
            assert value is None or isinstance(value, int)
            self.into.found.append(Figure(self.facts, tps, field, value, place))

    def _check_outside(self) -> None:
        """Numbers right of the table belong to no TPS."""
        for row in self.leaf.field_rows.values():
            for column in range(self.leaf.total + 1, len(self.rows[row]) if row < len(self.rows) else 0):
                if self.cell(row, column) is not None:
                    message = "Di luar tabel ada isian yang bukan milik TPS mana pun; tidak akan dicatat."
                    self.into.problem("outside", self.place(row, column), message, blocks=False)


def _plain(formula: object) -> str:
    return str(formula).replace(" ", "").upper()
