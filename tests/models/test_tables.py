"""Wilayah, DPT and contestants from a spreadsheet: every bad row named, a bad file changes nothing."""

from __future__ import annotations

import contextlib
import csv
import random
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.templates import CONTESTANT_COLUMNS, TPS_COLUMNS, write_template
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, TPS_1

_GOOD = ("7605052002", "Kabiraan", "2", "120", "118")


def _csv(path: Path, rows: Sequence[Sequence[object]], columns: Sequence[str] = TPS_COLUMNS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([columns, *rows])
    return path


@pytest.mark.parametrize("name", ["templat.xlsx", "templat.csv"])
def test_the_template_as_written_can_be_imported(workspace: Workspace, tmp_path: Path, name: str) -> None:
    write_template(tmp_path / name)
    report = workspace.import_table(tmp_path / name)
    assert report.problems == ()
    assert (report.desa, report.tps, report.contestants) == (1, 1, 1 if name.endswith("xlsx") else 0)
    assert workspace.find_tps(TPS_1).dpt_l == 101  # type: ignore[union-attr]


def test_a_filled_spreadsheet_brings_wilayah_and_contestants(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "isi.xlsx"
    write_template(path)
    book = openpyxl.load_workbook(path)
    book["TPS"].append([7605052002, " kabiraan ", 1.0, 120, None])
    book["TPS"].append([None] * 5)
    for number in (2, 3):
        book["Peserta"].append(["PPWP", "", number, f"PASANGAN CALON 0{number}"])
    book.save(path)
    report = workspace.import_table(path)
    assert report.problems == ()
    found = workspace.find_tps("7605052002001")
    assert found
    assert (found.dpt_l, found.dpt_p) == (120, None)
    assert [item.name for item in workspace.desa()] == ["SAMBABO", "KABIRAAN"]
    assert [item.number for item in workspace.form(FORM).contestants] == [1, 2, 3]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (("760505200", "A", "1", "", ""), "kode_desa", "sepuluh angka"),
        (("7605062001", "A", "1", "", ""), "kode_desa", "bukan di kecamatan ULUMANDA"),
        (("7605052003", "", "1", "", ""), "nama_desa", "kosong"),
        (("7605052002", "LAIN", "3", "", ""), "nama_desa", "bernama KABIRAAN"),
        (("7605052003", "A", "", "", ""), "nomor_tps", "kosong"),
        (("7605052003", "A", "0", "", ""), "nomor_tps", "1 sampai 999"),
        (("7605052003", "A", "satu", "", ""), "nomor_tps", "satu"),
        (("7605052003", "A", "1", "1.5", ""), "dpt_l", "1.5"),
        (("7605052003", "A", "1", "", "-3"), "dpt_p", "-3"),
        (("7605052003", "A", "1", "٣", ""), "dpt_l", "٣"),
        (_GOOD, "nomor_tps", "baris 2"),
    ],
)
def test_each_bad_row_is_named_and_nothing_is_imported(
    workspace: Workspace, tmp_path: Path, row: tuple[str, ...], column: str, words: str
) -> None:
    before = (workspace.desa(), workspace.tps(), workspace.audit_rows())
    report = workspace.import_table(_csv(tmp_path / "isi.csv", [_GOOD, [""] * 5, row]))
    assert [(item.line, item.column) for item in report.problems] == [(4, column)]
    assert words in report.problems[0].message
    assert (report.desa, report.tps) == (0, 0)
    assert (workspace.desa(), workspace.tps(), workspace.audit_rows()) == before


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([("1", "A"), ("1", "B")], "nomor_urut"),
        ([("x", "A")], "nomor_urut"),
        ([("", "A")], "nomor_urut"),
        ([("1", " ")], "nama"),
    ],
)
def test_bad_contestants_are_named(
    workspace: Workspace, tmp_path: Path, rows: list[tuple[str, str]], column: str
) -> None:
    report = workspace.import_table(_csv(tmp_path / "paslon.csv", rows, CONTESTANT_COLUMNS))
    assert [item.column for item in report.problems] == [column]
    assert workspace.contestants() == ()


def test_importing_again_updates_without_losing_entries(workspace: Workspace, tmp_path: Path) -> None:
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED)
    workspace.import_table(_csv(tmp_path / "isi.csv", [("7605052001", "SAMBABO", "1", "90", "91"), _GOOD]))
    assert workspace.values(TPS_1, FORM) == {"suara_1": 66}
    assert workspace.find_tps(TPS_1).dpt_l == 90  # type: ignore[union-attr]
    assert len(workspace.tps()) == 4
    rows = len(workspace.audit_rows())
    workspace.import_table(tmp_path / "isi.csv")
    assert len(workspace.audit_rows()) == rows
    assert workspace.verify().ok


def test_contestants_can_be_renamed_but_not_dropped_once_figures_are_recorded(
    workspace: Workspace, tmp_path: Path
) -> None:
    three = [(n, f"PASANGAN CALON 0{n}") for n in (1, 2, 3)]
    workspace.import_table(_csv(tmp_path / "a.csv", three, CONTESTANT_COLUMNS))
    workspace.import_table(_csv(tmp_path / "b.csv", three[:2], CONTESTANT_COLUMNS))
    assert len(workspace.contestants()) == 2
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED)
    with pytest.raises(UserError) as caught:
        workspace.import_table(_csv(tmp_path / "c.csv", three[1:2], CONTESTANT_COLUMNS))
    assert caught.value.code == "contestant.in_use"
    assert len(workspace.contestants()) == 2
    assert workspace.verify().ok


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_as_spreadsheet_programs_write_it(
    workspace: Workspace, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "isi.csv"
    lines = [delimiter.join(TPS_COLUMNS), *(delimiter.join(("7605052002", "DÉSA", str(n), "1", "2")) for n in (1, 2))]
    path.write_text("\n".join(lines), encoding=encoding)
    assert workspace.import_table(path).problems == ()
    assert workspace.desa()[1].name == "DÉSA"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("isi.xlsx", b"bukan zip", "table.damaged"),
        ("isi.xlsx", b"PK\x03\x04rusak", "table.damaged"),
        ("isi.csv", b"a;b\n1;2\n", "table.headings"),
        ("isi.csv", b"", "table.headings"),
        ("isi.pdf", b"%PDF", "table.kind"),
    ],
)
def test_a_file_that_is_no_table_is_named(
    workspace: Workspace, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError) as caught:
        workspace.import_table(tmp_path / name)
    assert caught.value.code == code


def test_a_missing_or_empty_table_is_named(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        workspace.import_table(tmp_path / "tidak-ada.csv")
    assert caught.value.code == "table.missing"
    assert workspace.import_table(_csv(tmp_path / "kosong.csv", [])).problems[0].message.endswith("tidak berisi baris.")


def test_a_template_is_only_written_as_a_table(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        write_template(tmp_path / "templat.pdf")
    assert caught.value.code == "table.kind"
    with pytest.raises(UserError):
        write_template(tmp_path / "tidak-ada" / "templat.xlsx")


@pytest.mark.parametrize(
    "member", ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]
)
def test_a_spreadsheet_with_a_torn_part_is_named(workspace: Workspace, tmp_path: Path, member: str) -> None:
    write_template(tmp_path / "utuh.xlsx")
    with zipfile.ZipFile(tmp_path / "utuh.xlsx") as whole, zipfile.ZipFile(tmp_path / "rusak.xlsx", "w") as torn:
        for name in whole.namelist():
            data = whole.read(name)
            torn.writestr(name, data[: len(data) // 2] if name == member else data)
    with pytest.raises(UserError) as caught:
        workspace.import_table(tmp_path / "rusak.xlsx")
    assert caught.value.code == "table.damaged"


@pytest.mark.parametrize("seed", range(20))
def test_a_spreadsheet_with_changed_bytes_never_crashes(workspace: Workspace, tmp_path: Path, seed: int) -> None:
    write_template(tmp_path / "isi.xlsx")
    data = bytearray((tmp_path / "isi.xlsx").read_bytes())
    dice = random.Random(seed)
    for _ in range(3):
        data[dice.randrange(len(data))] = dice.randrange(256)
    (tmp_path / "isi.xlsx").write_bytes(data)
    with contextlib.suppress(UserError):
        workspace.import_table(tmp_path / "isi.xlsx")


def test_a_number_of_thousands_of_digits_is_named(workspace: Workspace, tmp_path: Path) -> None:
    report = workspace.import_table(_csv(tmp_path / "isi.csv", [("7605052001", "SAMBABO", "1", "9" * 5000, "")]))
    assert [item.column for item in report.problems] == ["dpt_l"]


def test_more_contestants_than_the_paper_has_places_are_the_lists_fault(workspace: Workspace, tmp_path: Path) -> None:
    four = [(n, f"PASANGAN CALON 0{n}") for n in (1, 2, 3, 4)]
    with pytest.raises(UserError) as caught:
        workspace.import_table(_csv(tmp_path / "paslon.csv", four, CONTESTANT_COLUMNS))
    assert caught.value.code == "contestant.too_many"
    assert workspace.contestants() == ()
