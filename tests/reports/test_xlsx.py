from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.reports import xlsx

from .factories import Recap, flagged_cell, notes, rows, snapshot

_SUM = re.compile(r"=SUM\(([A-Z]+\d+)(?::([A-Z]+\d+))?\)")
_REFERENCE = re.compile(r"='((?:[^']|'')+)'!\$([A-Z]+)\$(\d+)")
FIRST = 4
"""Column of the first TPS or desa, counted from 1."""


def _open(data: bytes, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def _evaluate(book: Workbook, sheet: str, cell: str) -> int:
    """What a spreadsheet program would show: numbers, SUM of a range, reference to another sheet."""
    value = book[sheet][cell].value
    if isinstance(value, int):
        return value
    if found := _REFERENCE.fullmatch(str(value)):
        return _evaluate(book, found[1].replace("''", "'"), found[2] + found[3])
    if found := _SUM.fullmatch(str(value)):
        cells = (one for line in book[sheet][f"{found[1]}:{found[2] or found[1]}"] for one in line)
        return sum(_evaluate(book, sheet, one.coordinate) for one in cells)
    assert value in {"belum", "–", "=0"}, value
    return 0


def _lines(book: Workbook, sheet: str, snapshot: RecapSnapshot) -> list[int]:
    """Worksheet rows of the recap's rows: those with a figure or formula in the first column."""
    column = book[sheet][openpyxl.utils.get_column_letter(FIRST)]
    lines = [cell.row for cell in column if cell.row > 10 and cell.value is not None]
    assert len(lines) == len(snapshot.rows)
    return lines


def _check(made: RecapSnapshot) -> None:
    data = xlsx.build(made)
    live, cached = _open(data), _open(data, values=True)
    tables = (made.kecamatan_table, *made.desa_tables)
    for name, table in zip(live.sheetnames, tables, strict=True):
        for line, row in enumerate(_lines(live, name, made)):
            ends = [*table.cells[line], table.totals[line]]
            for i, cell in enumerate(ends):
                place = f"{openpyxl.utils.get_column_letter(FIRST + i)}{row}"
                assert _evaluate(live, name, place) == cell.value
                shown = cached[name][place].value
                assert shown == cell.value or (table.level == "desa" and shown in {"belum", "–"})


def test_live_formulas_and_stored_values_equal_the_recap() -> None:
    _check(snapshot(Recap(tps=(5, 1, 30))))


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(0, 10**6), st.integers(1, 6))
def test_any_recap_adds_up_in_the_workbook(sizes: list[int], seed: int, contestants: int) -> None:
    _check(snapshot(Recap(tps=sizes, contestants=contestants, cell=flagged_cell(seed, rows()))))


def test_changing_a_tps_moves_desa_and_kecamatan() -> None:
    made = snapshot(Recap(tps=(2, 3)))
    book = _open(xlsx.build(made))
    row = _lines(book, "SAMBABO", made)[0]
    before = _evaluate(book, book.sheetnames[0], f"F{row}")
    book["SAMBABO"][f"D{row}"] = book["SAMBABO"][f"D{row}"].value + 7
    assert _evaluate(book, book.sheetnames[0], f"F{row}") == before + 7


def test_sheets_are_the_kecamatan_and_its_desa_with_frozen_heads() -> None:
    book = _open(xlsx.build(snapshot()))
    assert book.sheetnames == ["KEC ULUMANDA", "KABIRAAN", "SAMBABO", "TANDEALLO"]
    assert all(book[name].freeze_panes == "D11" for name in book.sheetnames)


def test_desa_names_with_quotes_do_not_break_formulas() -> None:
    names = ("SIHARE'O III BAWOSALO'O BERUA", "TJ. HARO/PD. PANJANG", "SIHARE'O III BAWOSALO'O BERUA")
    _check(snapshot(Recap(tps=(2, 2, 2), names=names)))


@pytest.mark.parametrize("locked", [True, False])
@pytest.mark.parametrize("simulation", [True, False])
def test_every_sheet_carries_document_hash_and_state(*, locked: bool, simulation: bool) -> None:
    made = snapshot(Recap(locked=locked, simulation=simulation))
    book = _open(xlsx.build(made))
    for sheet in book:
        text = "\n".join(str(cell.value) for line in sheet["A1:B8"] for cell in line if cell.value)
        assert made.document_id in text
        assert made.sha256 in text
        assert ("DRAF" in text) == (not locked)
        assert ("SIMULASI" in text) == simulation


def test_marks_show_in_number_formats_and_notes() -> None:
    recap = Recap(tps=(40,), seed=4)
    made = snapshot(replace(recap, cell=flagged_cell(4, rows()), notes=notes(recap)))
    sheet = _open(xlsx.build(made))["KABIRAAN"]
    formats = {cell.number_format for line in sheet.iter_rows() for cell in line}
    assert any(one.startswith('"! "') for one in formats)
    assert any(one.startswith('"!# "') for one in formats)
    assert any(one.endswith('"*"') for one in formats)
    written = {cell.value for cell in sheet["B"]}
    assert any(made.notes[0].text in str(text) for text in written)


def test_same_snapshot_gives_the_same_workbook() -> None:
    assert xlsx.build(snapshot()) == xlsx.build(snapshot())


def test_kecamatan_without_tps_makes_a_workbook() -> None:
    book = _open(xlsx.build(snapshot(Recap(tps=(0,)))))
    assert book.sheetnames == ["KEC ULUMANDA", "KABIRAAN"]
