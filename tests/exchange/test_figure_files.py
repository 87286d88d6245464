"""Figures that leave in a file come back the same, for every election; whatever is wrong with a file is named."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from figure_files import (
    FORMATS,
    changed,
    fill_in,
    found,
    made,
    read_book,
    read_csv,
    read_zip,
    values_of,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from sirekap_desktop.exchange.figures import Figures
from sirekap_desktop.forms.errors import UserError
from tests.reports.elections import ELECTIONS, recap_of, recaps
from tests.reports.factories import Recap

FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("election", sorted(ELECTIONS))
@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_every_figure_of_every_election_comes_back(election: str, kind: str) -> None:
    recap, form = made(recap_of(election))
    write, read = FORMATS[kind]
    figures = read(write(recap, form), recap, form)
    assert figures.problems == []
    assert found(figures) == values_of(recap)


@pytest.mark.parametrize("kind", sorted(FORMATS))
@FEW
@given(drawn=recaps())
def test_any_figures_of_any_contestants_come_back(kind: str, drawn: Recap) -> None:
    recap, form = made(drawn)
    write, read = FORMATS[kind]
    figures = read(write(recap, form), recap, form)
    assert figures.problems == []
    assert found(figures) == values_of(recap)


@FEW
@given(drawn=recaps(), desa=st.integers(0, 8))
def test_a_workbook_with_what_is_recorded_comes_back_and_a_blank_one_holds_nothing(drawn: Recap, desa: int) -> None:
    recap, form = made(drawn)
    desa %= len(recap.desa_tables)
    figures = read_book(fill_in(recap, form, desa), recap, form)
    assert figures.problems == []
    assert found(figures) == values_of(recap, recap.desa_tables[desa].code)
    blank = read_book(fill_in(recap, form, desa, blank=True), recap, form)
    assert (blank.found, blank.problems) == ([], [])


@pytest.mark.parametrize("kind", ["fill-in", *sorted(FORMATS)])
def test_the_same_figures_give_the_same_bytes(kind: str) -> None:
    recap, form = made(recap_of("PPWP"))
    write = FORMATS[kind][0] if kind in FORMATS else fill_in
    assert write(recap, form) == write(recap, form)


# --- workbooks: what people do to them ------------------------------------------------------------------------------

CELL = "E17"
"""TPS 002, I.A P, in the workbook to be filled."""


def _set(place: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book.worksheets[0][place].value = value

    return change


def _book(change: Callable[[Workbook], None]) -> Figures:
    recap, form = made(recap_of("PPWP"))
    return read_book(changed(fill_in(recap, form, blank=True), change), recap, form)


def test_numbers_dashes_and_empty_cells_are_what_they_are_on_paper() -> None:
    for value, kept in (
        (0, [0]),
        (99_999, [99_999]),
        (12.0, [12]),
        ("-", [None]),
        ("–", [None]),
        (" ", []),
        (None, []),
    ):
        figures = _book(_set(CELL, value))
        assert [one.value for one in figures.found] == kept
        assert figures.problems == []
    (one,) = _book(_set(CELL, 7)).found
    assert (one.tps[-3:], one.field, one.place) == ("002", "pemilih_dpt_p", "Lembar KABIRAAN, sel E17 (TPS 002, I.A P)")


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ("dua belas", "text", "tulisan “dua belas”"),
        ("12", "text", "tulisan “12”"),
        (True, "text", "BENAR"),
        (12.5, "fraction", "12,5, bukan bilangan bulat"),
        (-3, "negative", "kurang dari nol"),
        (100_000, "large", "lebih dari 99.999"),
        ("=5+7", "formula", "rumus =5+7"),
    ],
)
def test_a_cell_without_a_plain_number_is_named_with_its_place(value: object, kind: str, words: str) -> None:
    figures = _book(_set(CELL, value))
    (problem,) = figures.problems
    assert (problem.kind, problem.blocks) == (kind, True)
    assert "sel E17 (TPS 002, I.A P)" in problem.place
    assert words in problem.message
    assert figures.found == []


def test_an_overwritten_formula_is_named_and_spoils_no_figure() -> None:
    def change(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet[CELL].value = 9
        sheet.cell(17, sheet.max_column).value = 12

    figures = _book(change)
    (problem,) = figures.problems
    assert (problem.kind, problem.blocks) == ("overwritten", False)
    assert [one.value for one in figures.found] == [9]


@pytest.mark.parametrize(("place", "value"), [("E7", "TPS 003"), ("B16", "Suara sah"), ("C17", "LK")])
def test_moved_columns_and_rows_are_noticed(place: str, value: str) -> None:
    (problem,) = _book(_set(place, value)).problems
    assert (problem.kind, problem.blocks) == ("heading", True)
    assert value in problem.message


def test_an_inserted_row_is_noticed() -> None:
    figures = _book(lambda book: book.worksheets[0].insert_rows(18))
    assert {problem.kind for problem in figures.problems} >= {"heading"}
    assert figures.is_blocked


def test_numbers_beside_the_table_are_named() -> None:
    (problem,) = _book(_set("J20", 5)).problems
    assert (problem.kind, problem.blocks) == ("outside", False)


def _identity(change: Callable[[Any], None]) -> Callable[[Workbook], None]:
    return lambda book: change(book["Identitas"])


def _retell(sheet: Any, first: str, second: str, value: str) -> None:
    for row in sheet.iter_rows():
        if (row[0].value, row[1].value) == (first, second):
            row[2].value = value


@pytest.mark.parametrize(
    "change",
    [
        _identity(lambda sheet: _retell(sheet, "kolom", "4", "7605052001001")),
        _identity(lambda sheet: _retell(sheet, "kolom", "4", "7605052009002")),
        _identity(lambda sheet: _retell(sheet, "baris", "15", "isian:suara_1")),
        _identity(lambda sheet: _retell(sheet, "baris", "15", "isian:lain")),
        _identity(lambda sheet: _retell(sheet, "baris", "7", "lain")),
    ],
)
def test_a_changed_hidden_sheet_is_noticed(change: Callable[[Workbook], None]) -> None:
    figures = _book(change)
    assert [problem.kind for problem in figures.problems] == ["identity"]
    assert figures.found == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda book: book.remove(book["Identitas"]), "figures.unknown"),
        (_identity(lambda sheet: sheet.delete_rows(1)), "figures.identity"),
        (_identity(lambda sheet: sheet.delete_rows(2)), "figures.identity"),
        (_identity(lambda sheet: sheet.append(["lain", "1"])), "figures.identity"),
        (_identity(lambda sheet: sheet.append(["kolom", "x"])), "figures.identity"),
    ],
)  # fmt: skip
def test_a_workbook_that_says_nothing_of_itself_is_refused(change: Callable[[Workbook], Any], code: str) -> None:
    with pytest.raises(UserError) as caught:
        _book(change)
    assert caught.value.code == code


def test_a_renamed_sheet_is_named() -> None:
    def change(book: Workbook) -> None:
        book.worksheets[0].title = "LAIN"

    (problem,) = _book(change).problems
    assert problem.kind == "sheet"


@given(cut=st.integers(0, 5000), flip=st.integers(0, 5000))
@settings(max_examples=40, deadline=None)
def test_a_damaged_workbook_is_refused_with_a_sentence_or_read_as_it_is(cut: int, flip: int) -> None:
    recap, form = made(recap_of("PPWP", (1,)))
    data = bytearray(fill_in(recap, form))
    data[flip % len(data)] ^= 0x55
    for broken in (bytes(data), bytes(data[: cut % len(data)])):
        with suppress(UserError):
            figures = read_book(broken, recap, form)
            assert figures.found or figures.problems or not values_of(recap)


def test_a_bomb_is_refused() -> None:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as member,
    ):
        for _ in range(300):
            member.write(b" " * 2**20)
    recap, form = made(recap_of("PPWP", (1,)))
    with pytest.raises(UserError) as caught:
        read_book(target.getvalue(), recap, form)
    assert caught.value.code == "figures.damaged"


# --- CSV --------------------------------------------------------------------------------------------------------------


def _table(change: Callable[[list[list[str]]], None], delimiter: str = ",") -> Figures:
    recap, form = made(recap_of("PPWP", (2,)))
    rows = list(csv.reader(io.StringIO(FORMATS["csv"][0](recap, form).decode("utf-8-sig"))))
    change(rows)
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return read_csv(text.getvalue().encode(), recap, form)


def test_a_table_saved_with_semicolons_is_read() -> None:
    recap, _ = made(recap_of("PPWP", (2,)))
    assert found(_table(lambda rows: None, ";")) == values_of(recap)


@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        (lambda rows: rows.append(rows[1]), "twice", "sudah ada di baris 2"),
        (lambda rows: rows[1].pop(), "columns", "kolom, seharusnya"),
        (lambda rows: rows[0].__setitem__(rows[0].index("suara_1"), "suara_9"), "columns", "Kolom suara_1 tidak ada"),
        (lambda rows: rows[1].__setitem__(rows[0].index("suara_1"), "1.234"), "fraction", "tanpa titik"),
        (lambda rows: rows[1].__setitem__(rows[0].index("suara_1"), "-4"), "negative", "kurang dari nol"),
        (lambda rows: rows[1].__setitem__(rows[0].index("suara_1"), "x"), "text", "“x”"),
        (lambda rows: rows[1].__setitem__(rows[0].index("suara_1"), "1000000"), "large", "99.999"),
    ],
)
def test_each_problem_of_a_table_is_named(change: Callable[[list[list[str]]], None], kind: str, words: str) -> None:
    figures = _table(change)
    assert figures.is_blocked
    assert any(problem.kind == kind and words in problem.message for problem in figures.problems)


def test_a_figure_that_the_table_calls_missing_is_a_contradiction() -> None:
    def change(rows: list[list[str]]) -> None:
        rows[1][rows[0].index("suara_1")] = "5"
        rows[1][-2] = "suara_1"

    assert [problem.kind for problem in _table(change).problems] == ["contradiction"]


def test_a_table_of_another_kind_is_refused() -> None:
    recap, form = made(recap_of("PPWP", (2,)))
    for data, code in (
        (b"a,b\n1,2\n", "figures.unknown"),
        (b"\xff\xfe\x00", "figures.damaged"),
        (b"", "figures.unknown"),
    ):
        with pytest.raises(UserError) as caught:
            read_csv(data, recap, form)
        assert caught.value.code == code


# --- JSON -------------------------------------------------------------------------------------------------------------


def _tps_json(election: str = "PPWP") -> tuple[str, dict[str, Any]]:
    recap, form = made(recap_of(election, (2,)))
    with zipfile.ZipFile(io.BytesIO(FORMATS["json"][0](recap, form))) as archive:
        name = next(one for one in archive.namelist() if one.endswith("001.json") and len(one.split("/")[-1]) == 18)
        return name, json.loads(archive.read(name))


def test_names_and_places_are_those_of_sirekap() -> None:
    name, content = _tps_json()
    assert name == "pemilu/hhcw/ppwp/76/7605/760505/7605052001/7605052001001.json"
    assert set(content["chart"]) == {"100025", "100026", "100027"}
    assert {"suara_sah", "pengguna_non_dpt_l", "pemilih_dpt_j"} <= set(content["administrasi"])
    assert {"ss_diterima", "disabilitas_l"} <= set(content["tambahan"])
    assert {"images", "psu", "ts", "status_suara", "status_adm"} <= set(content)
    _, party = _tps_json("DPR")
    assert {"jml_suara_partai", "jml_suara_total", "1"} <= set(party["chart"]["1"])
    name, pilkada = _tps_json("KWK-BUPATI")
    assert name.startswith("pilkada/hhcw/pkwkk/")
    assert set(pilkada["tungsura"]["chart"]) == {"1", "kolom_kosong"}


def _json(change: Callable[[dict[str, Any]], None]) -> Figures:
    recap, form = made(recap_of("PPWP", (2,)))
    name, content = _tps_json()
    change(content)
    return read_zip(json.dumps(content).encode(), recap, form, name)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda content: content.pop("sirekap_desktop"), "foreign"),
        (lambda content: content["sirekap_desktop"].pop("sidik"), "identity"),
        (lambda content: content["sirekap_desktop"].update(kosong=[1]), "identity"),
        (lambda content: content["chart"].update({"100025": 1.5}), "fraction"),
        (lambda content: content["chart"].update({"100025": "12"}), "text"),
        (lambda content: content["chart"].update({"100025": True}), "text"),
        (lambda content: content["chart"].update({"100025": -1}), "negative"),
        (lambda content: content["chart"].update({"100025": 10**30}), "large"),
        (lambda content: content["sirekap_desktop"].update(belum=["suara_sah"]), "contradiction"),
    ],
)  # fmt: skip
def test_each_problem_of_a_json_is_named(change: Callable[[dict[str, Any]], Any], kind: str) -> None:
    figures = _json(change)
    assert kind in {problem.kind for problem in figures.problems if problem.blocks}


def test_a_number_that_the_form_does_not_have_is_named() -> None:
    figures = _json(lambda content: content["chart"].update({"null": 3}))
    assert [(problem.kind, problem.blocks) for problem in figures.problems] == [("columns", False)]


def test_an_archive_without_tps_or_that_is_broken_is_refused() -> None:
    recap, form = made(recap_of("PPWP", (2,)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.json", "{}")
    for data, code in ((target.getvalue(), "figures.unknown"), (b"PK", "figures.damaged")):
        with pytest.raises(UserError) as caught:
            read_zip(data, recap, form)
        assert caught.value.code == code
