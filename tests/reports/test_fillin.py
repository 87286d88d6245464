"""The workbook that is filled by hand: what may be typed, what the formulas say, and that LibreOffice says the same."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import libreoffice
import openpyxl
import pytest
from figure_files import changed, fill_in, made, read_book, values_of
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from sirekap_desktop.exchange import sirekap_names
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.rules import check_rules
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.reports import xlsx
from sirekap_desktop.reports.fillin_layout import DPT
from sirekap_desktop.reports.rule_formulas import check_word, rule_lines
from tests.forms.contestants import add_up

from .elections import ELECTIONS, recap_of
from .workbooks import open_book, shown


def _formulas(book: Workbook) -> Iterator[tuple[str, str, str]]:
    """Sheet, place and formula."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    yield sheet.title, cell.coordinate, cell.value


def _book(election: str = "PPWP", *, blank: bool = False) -> tuple[Workbook, RecapSnapshot, FormDefinition]:
    recap, form = made(recap_of(election))
    return open_book(fill_in(recap, form, blank=blank)), recap, form


def _rows_of(book: Workbook) -> dict[str, int]:
    """What a row holds → worksheet row, from 1."""
    lines = book["Identitas"].iter_rows(values_only=True)
    return {str(line[2]): int(line[1]) + 1 for line in lines if line[0] == "baris"}


def test_only_the_cells_to_be_filled_are_unlocked() -> None:
    book, recap, _ = _book("DPR")
    sheet = book.worksheets[0]
    rows, table = _rows_of(book), recap.desa_tables[0]
    fields = [row for what, row in rows.items() if what.startswith("isian:")]
    wanted = {(row, 4 + number) for row in fields for number in range(len(table.columns))}
    unlocked = {(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    checked = {
        (row, column)
        for rule in sheet.data_validations.dataValidation
        for span in rule.sqref.ranges
        for row in range(span.min_row, span.max_row + 1)
        for column in range(span.min_col, span.max_col + 1)
    }
    assert sheet.protection.sheet
    assert unlocked == wanted == checked


def test_rows_carry_the_official_wording_in_the_order_of_the_form() -> None:
    for election in ELECTIONS:
        book, _, form = _book(election, blank=True)
        rows = {what.removeprefix("isian:"): row for what, row in _rows_of(book).items() if what.startswith("isian:")}
        assert [name for name, _ in sorted(rows.items(), key=lambda item: item[1])] == [one.name for one in form.fields]
        sheet = book.worksheets[0]
        for field in form.fields:
            if field.section in {"I", "II", "III", "V"} and field.part in {"l", ""}:
                assert sheet.cell(rows[field.name], 2).value == field.label


def test_every_rule_that_the_workbook_can_check_is_there() -> None:
    book, _, form = _book("DPR")
    keys = {what.removeprefix("aturan:") for what in _rows_of(book) if what.startswith("aturan:")}
    single = {f"{rule.id}@{rule.at}" for rule in form.rules if rule.id != "R12"}
    assert keys == single | {"R12@*"}


@given(data=st.data(), election=st.sampled_from(sorted(ELECTIONS)))
@settings(max_examples=40, deadline=None)
def test_words_of_checks_are_those_of_the_rules(data: st.DataObject, election: str) -> None:
    _, form = made(recap_of(election))
    numbers = st.one_of(st.none(), st.integers(0, 400))
    drawn = data.draw(st.lists(numbers, min_size=len(form.fields), max_size=len(form.fields)))
    values: dict[str, int | None] = dict(zip((one.name for one in form.fields), drawn, strict=True))
    values |= {"dpt_l": 100, "dpt_p": 90}
    ok = {(check.rule, check.at): check.ok for check in check_rules(form, values)}
    for line in rule_lines(form, values):
        states = [ok[rule.id, rule.at] for rule in line.rules]
        word = check_word(line, values)
        assert (word == "") == all(state is None for state in states)
        assert word.startswith(line.word) == (False in states)


def test_formulas_recalculated_by_libreoffice_give_the_sums_and_words_of_the_program(tmp_path: Path) -> None:
    books, forms = [], []
    for election in sorted(ELECTIONS):
        recap, form = made(recap_of(election))
        books += [fill_in(recap, form, 1), fill_in(recap, form, blank=True), xlsx.build(recap, None, "w")]
        forms += [(recap, form)]
    bare = [changed(data, lambda _book: None) for data in books]  # without the results that the program wrote
    computed = libreoffice.recalculated(bare, tmp_path)
    count = 0
    for data, again in zip(books, computed, strict=True):
        kept = open_book(data, values=True)
        for sheet, place, _ in _formulas(open_book(data)):
            assert (again[sheet][place].value or "") == (kept[sheet][place].value or ""), (sheet, place)
            count += 1
    assert count > 3000


def test_what_is_typed_in_libreoffice_is_added_up_there_and_comes_back(tmp_path: Path) -> None:
    """The blank workbook, filled with a TPS that adds up and one that does not, saved by LibreOffice."""
    recap, form = made(recap_of("DPR"))
    right = add_up(form, {"partai_01_suara": 40, "partai_02_calon_01": 7})
    wrong = {**right, "suara_sah": right["suara_sah"] + 3}

    def type_in(book: Workbook) -> None:
        for what, row in _rows_of(book).items():
            kind, _, field = what.partition(":")
            for column, values in ((4, right), (5, wrong)) if kind == "isian" else ():
                book.worksheets[0].cell(row, column).value = values[field]

    (saved,) = libreoffice.resaved([changed(fill_in(recap, form, 1, blank=True), type_in)], tmp_path)
    computed = openpyxl.load_workbook(io.BytesIO(saved), data_only=True)
    sheet, rows = computed.worksheets[0], _rows_of(computed)
    total = sheet.max_column
    for field, value in right.items():
        assert sheet.cell(rows[f"isian:{field}"], total).value == value + wrong[field]
    assert sheet.cell(rows["aturan:R3@"], 4).value == "cocok"
    assert sheet.cell(rows["aturan:R3@"], 5).value == "beda +3"
    assert sheet.cell(rows["terisi"], 4).value == "lengkap"
    assert "beda" in sheet.cell(rows["hitungan"], 5).value
    figures = read_book(saved, recap, form)
    assert figures.problems == []
    codes = [column.code for column in recap.desa_tables[1].columns]
    for code, values in zip(codes[:2], (right, wrong), strict=True):
        assert {one.field: one.value for one in figures.found if one.tps == code} == values


def test_libreoffice_saves_a_recap_that_can_be_taken_back(tmp_path: Path) -> None:
    recap, form = made(recap_of("PPWP"))
    (saved,) = libreoffice.resaved([xlsx.build(recap, None, "0123456789abcdef")], tmp_path)
    figures = read_book(saved, recap, form)
    assert figures.problems == []
    assert {(one.tps, one.field): one.value for one in figures.found} == values_of(recap)


def test_a_desa_called_identitas_does_not_hide_the_hidden_sheet() -> None:
    recap, _ = made(recap_of("PPWP", (1,)))
    (table,) = recap.desa_tables
    book = open_book(xlsx.build(replace(recap, desa_tables=(replace(table, name="IDENTITAS"),)), None, "w"))
    assert shown(book)[1] == "IDENTITAS (2)"


@pytest.mark.parametrize("election", sorted(ELECTIONS))
def test_every_field_has_its_own_place_in_sirekaps_names(election: str) -> None:
    recap, _ = made(recap_of(election))
    names = sirekap_names.Names(recap.pemilihan, recap.year)
    paths = [names.path(row) for row in recap.rows]
    assert len(set(paths)) == len(paths)
    assert set(DPT) == {"dpt_l", "dpt_p"}
