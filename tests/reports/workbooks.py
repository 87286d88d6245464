"""Opens a workbook and computes its formulas as a spreadsheet program does."""

from __future__ import annotations

import io
import re

import openpyxl
from openpyxl.workbook import Workbook

from sirekap_desktop.models.penerimaan.recap import Recap
from sirekap_desktop.reports import xlsx

_SUM = re.compile(r"=SUM\(([A-Z]+\d+)(?::([A-Z]+\d+))?\)")
_REFERENCE = re.compile(r"='((?:[^']|'')+)'!\$([A-Z]+)\$(\d+)")
FIRST = 4
"""Column of the first TPS or desa, counted from 1."""


def open_book(data: bytes, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def shown(book: Workbook) -> list[str]:
    """Names of the sheets that people see."""
    return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]


def evaluate(book: Workbook, sheet: str, cell: str) -> int:
    """What a spreadsheet program would show: numbers, SUM of a range, reference to another sheet."""
    value = book[sheet][cell].value
    if isinstance(value, int):
        return value
    if found := _REFERENCE.fullmatch(str(value)):
        return evaluate(book, found[1].replace("''", "'"), found[2] + found[3])
    if found := _SUM.fullmatch(str(value)):
        cells = (one for line in book[sheet][f"{found[1]}:{found[2] or found[1]}"] for one in line)
        return sum(evaluate(book, sheet, one.coordinate) for one in cells)
    assert value in {"belum", "–", "=0"}, value
    return 0


def lines_of(book: Workbook, sheet: str, snapshot: Recap) -> list[int]:
    """Worksheet rows of the recap's rows: those with a figure or formula in the first column."""
    column = book[sheet][openpyxl.utils.get_column_letter(FIRST)]
    lines = [cell.row for cell in column if cell.row > 10 and cell.value is not None]
    assert len(lines) == len(snapshot.rows)
    return lines


def check(made: Recap) -> Workbook:
    """Every figure of the workbook, computed from its formulas, is that of the recap; returns the workbook."""
    data = xlsx.build(made)
    live, cached = open_book(data), open_book(data, values=True)
    tables = (made.top, *made.parts)
    for name, table in zip(shown(live)[: len(tables)], tables, strict=True):
        for line, row in enumerate(lines_of(live, name, made)):
            ends = [*table.cells[line], table.totals[line]]
            for i, cell in enumerate(ends):
                place = f"{openpyxl.utils.get_column_letter(FIRST + i)}{row}"
                assert evaluate(live, name, place) == cell.value
                kept = cached[name][place].value
                assert kept == cell.value or (not cell.value and kept in {"belum", "–"})
    return live
