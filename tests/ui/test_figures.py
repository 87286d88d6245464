"""Figures in and out through the window: workbooks are written in Dokumen and come back through Impor."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.jobs.figures_export import Format, write_figures
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.ui.impor.figures import figures_among
from tests.ui.conftest import FORM, RIGHT, TPS, record_tps


def _fill(path: Path, values: dict[str, object], column: int = 4) -> Path:
    book = openpyxl.load_workbook(path)
    lines = book["Identitas"].iter_rows(values_only=True)
    rows = {line[2]: int(line[1]) + 1 for line in lines if line[0] == "baris"}
    for field, value in values.items():
        book.worksheets[0].cell(rows[f"isian:{field}"], column).value = value
    book.save(path)
    return path


@pytest.fixture
def book(workspace, tmp_path):
    return next(iter(write_figures(workspace, Format.FILL_IN, tmp_path / "isian")))


@pytest.fixture
def page(window, workspace, idle, book):
    window.open_workspace(workspace, "impor")
    idle()
    return window.page


def _open(page, dialogs, idle, path):
    dialogs.answers.append([path])
    QTest.keyClick(page, Qt.Key.Key_F6)
    idle()
    return page.figures.dialog


def test_a_filled_workbook_is_looked_at_and_recorded(page, book, dialogs, idle, workspace, window):
    dialog = _open(page, dialogs, idle, _fill(book, RIGHT))
    assert "28 isian baru" in dialog._summary()
    assert workspace.values(TPS[0].code, FORM) == {}
    QTest.keyClick(dialog.take_button, Qt.Key.Key_Return)
    idle()
    assert workspace.values(TPS[0].code, FORM) == RIGHT
    assert workspace.entries(TPS[0].code, FORM)["suara_1"].how is EntryHow.IMPORTED
    assert "28 isian" in window.message_bar.text


def test_differences_stand_side_by_side_and_only_ticked_ones_replace(page, book, dialogs, idle, workspace):
    record_tps(workspace, TPS[0].code)
    dialog = _open(page, dialogs, idle, _fill(book, {**RIGHT, "suara_1": 78, "suara_2": "-"}))
    model = dialog.differences
    shown = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]
    assert shown == [
        ["PPWP · KABIRAAN TPS 001 · IV.1", "79", "78"],
        ["PPWP · KABIRAAN TPS 001 · IV.2", "86", "kosong"],
    ]
    assert not dialog.take_button.isEnabled()
    assert dialog.rules.rowCount() == 0
    model.setData(model.index(0, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert dialog.take_button.text() == "Catat 1 isian"
    rules = [[dialog.rules.index(row, column).data() for column in (1, 2)] for row in range(dialog.rules.rowCount())]
    assert rules == [["V.A = IV.1 + IV.2 + IV.3", "172 ≠ 78 + 86 + 7"]]
    dialog.take_button.click()
    idle()
    assert workspace.values(TPS[0].code, FORM) == {**RIGHT, "suara_1": 78}


def test_everything_that_is_wrong_is_listed_and_nothing_can_be_recorded(page, book, dialogs, idle, workspace):
    dialog = _open(page, dialogs, idle, _fill(book, {"suara_1": "tujuh", "suara_2": 2.5}))
    assert dialog.take_button.isHidden()
    assert "Tidak ada yang dicatat" in dialog._summary()
    QTest.keyClick(dialog.back, Qt.Key.Key_Return)
    idle()
    assert page.figures.dialog is None
    assert workspace.values(TPS[0].code, FORM) == {}


def test_turning_back_records_nothing_and_the_next_file_follows(page, book, dialogs, idle, workspace, tmp_path):
    other = tmp_path / "lain.csv"
    other.write_text("a,b\n1,2\n")
    page.start([_fill(book, RIGHT), other])
    idle()
    page.figures.dialog.reject()
    idle()
    assert page.figures.dialog is None
    assert workspace.values(TPS[0].code, FORM) == {}
    assert "tidak punya kolom" in page.window().message_bar.text


def test_photos_and_figures_that_are_dropped_together_go_their_own_ways():
    paths = [Path("a.jpg"), Path("b.XLSX"), Path("folder"), Path("c.csv"), Path("d.zip")]
    assert figures_among(paths) == [paths[1], paths[3]]


@pytest.mark.parametrize(
    ("choice", "count", "suffixes"), [(0, 2, {".xlsx"}), (1, 2, {".xlsx"}), (2, 3, {".csv"}), (3, 1, {".zip"})]
)
def test_other_formats_are_written_where_the_operator_says(
    window, workspace, idle, dialogs, tmp_path, choice, count, suffixes
):
    record_tps(workspace, TPS[0].code)
    window.open_workspace(workspace, "dokumen")
    idle()
    out = tmp_path / "keluar"
    dialogs.answers += [choice, out]
    window.page.formats_button.click()
    idle()
    written = [path for path in out.iterdir() if path.is_file()]
    assert (len(written), {path.suffix for path in written}) == (count, suffixes)
    assert f"{count} berkas tersimpan" in window.message_bar.text
    assert window.page.progress.isHidden()
    if choice < 2:
        values = [cell.value for row in openpyxl.load_workbook(written[0]).worksheets[0].iter_rows() for cell in row]
        assert (RIGHT["suara_2"] in values) == (choice == 0)
