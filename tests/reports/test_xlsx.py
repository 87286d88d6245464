from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sirekap_desktop.reports import xlsx

from .factories import Recap, flagged_cell, notes, rows, snapshot
from .workbooks import check, evaluate, lines_of, open_book, shown


def test_live_formulas_and_stored_values_equal_the_recap() -> None:
    check(snapshot(Recap(tps=(5, 1, 30))))


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(0, 10**6), st.integers(1, 6))
def test_any_recap_adds_up_in_the_workbook(sizes: list[int], seed: int, contestants: int) -> None:
    check(snapshot(Recap(tps=sizes, contestants=contestants, cell=flagged_cell(seed, rows()))))


def test_changing_a_tps_moves_desa_and_kecamatan() -> None:
    made = snapshot(Recap(tps=(2, 3)))
    book = open_book(xlsx.build(made))
    row = lines_of(book, "SAMBABO", made)[0]
    before = evaluate(book, book.sheetnames[0], f"F{row}")
    book["SAMBABO"][f"D{row}"] = book["SAMBABO"][f"D{row}"].value + 7
    assert evaluate(book, book.sheetnames[0], f"F{row}") == before + 7


def test_sheets_are_the_kecamatan_and_its_desa_with_frozen_heads() -> None:
    book = open_book(xlsx.build(snapshot()))
    assert shown(book) == ["KEC ULUMANDA", "KABIRAAN", "SAMBABO", "TANDEALLO"]
    assert all(book[name].freeze_panes == "D11" for name in shown(book))


def test_desa_names_with_quotes_do_not_break_formulas() -> None:
    names = ("SIHARE'O III BAWOSALO'O BERUA", "TJ. HARO/PD. PANJANG", "SIHARE'O III BAWOSALO'O BERUA")
    check(snapshot(Recap(tps=(2, 2, 2), names=names)))


@pytest.mark.parametrize("locked", [True, False])
@pytest.mark.parametrize("simulation", [True, False])
def test_every_sheet_carries_document_hash_and_state(*, locked: bool, simulation: bool) -> None:
    made = snapshot(Recap(locked=locked, simulation=simulation))
    book = open_book(xlsx.build(made))
    for sheet in (book[name] for name in shown(book)):
        text = "\n".join(str(cell.value) for line in sheet["A1:B8"] for cell in line if cell.value)
        assert made.document_id in text
        assert made.sha256 in text
        assert ("DRAF" in text) == (not locked)
        assert ("SIMULASI" in text) == simulation


def test_marks_show_in_number_formats_and_notes() -> None:
    recap = Recap(tps=(40,), seed=4)
    made = snapshot(replace(recap, cell=flagged_cell(4, rows()), notes=notes(recap)))
    sheet = open_book(xlsx.build(made))["KABIRAAN"]
    formats = {cell.number_format for line in sheet.iter_rows() for cell in line}
    assert any(one.startswith('"! "') for one in formats)
    assert any(one.startswith('"!# "') for one in formats)
    assert any(one.endswith('"*"') for one in formats)
    written = {cell.value for cell in sheet["B"]}
    assert any(made.notes[0].text in str(text) for text in written)


def test_same_snapshot_gives_the_same_workbook() -> None:
    assert xlsx.build(snapshot()) == xlsx.build(snapshot())


def test_kecamatan_without_tps_makes_a_workbook() -> None:
    book = open_book(xlsx.build(snapshot(Recap(tps=(0,)))))
    assert shown(book) == ["KEC ULUMANDA", "KABIRAAN"]
