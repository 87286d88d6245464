from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sirekap_desktop.models.recap import RecapCell, RecapColumn, RecapNote, RecapRow, RecapTable
from sirekap_desktop.models.records import EntryHow, NewEntry
from sirekap_desktop.models.sirekap import NewSirekap
from sirekap_desktop.ui.rekap.model import FIXED_COLUMNS, RecapModel, cell_text, sheet_rows, short_number
from sirekap_desktop.ui.rekap.notes import footer, notes_of
from sirekap_desktop.ui.rekap.sheet import CellDelegate, RecapSheet, column_widths
from tests.ui.conftest import DESA, FORM, RIGHT, TPS, record_tps

ROWS = (
    *(RecapRow(f"pengguna_{p}", "pengguna", p, "I", "I.B.4", "Jumlah pengguna", "x") for p in ("l", "p", "j")),
    RecapRow("ss_diterima", "ss_diterima", "", "II", "II.1", "Surat suara diterima", "x"),
)
SECTIONS = (("I", "DATA PEMILIH"), ("II", "DATA SURAT SUARA"))


def _table(columns: int, level: str = "desa") -> RecapTable:
    cells = tuple(tuple(RecapCell(row * 1000 + number) for number in range(columns)) for row in range(len(ROWS)))
    heads = tuple(RecapColumn(f"{DESA[0].code}{n + 1:03d}", f"TPS {n + 1:03d}", 1, 1) for n in range(columns))
    totals = tuple(RecapCell(sum(cell.value for cell in row)) for row in cells)
    return RecapTable(level, DESA[0].code, DESA[0].name, heads, cells, totals)


def test_sections_take_a_row_and_groups_share_their_caption():
    sheet = sheet_rows(ROWS, SECTIONS)
    assert [row.section for row in sheet] == ["I. DATA PEMILIH", "", "", "", "II. DATA SURAT SUARA", ""]
    assert [row.span for row in sheet] == [1, 3, 0, 0, 1, 1]
    assert short_number(ROWS[0]) == "B.4"


def test_a_recap_without_columns_keeps_its_captions_readable():
    label, widths = column_widths(900, [])
    assert label > 300
    assert widths == []


@pytest.mark.parametrize(
    ("cell", "single", "text"),
    [
        (RecapCell(0, missing=1), True, "belum"),
        (RecapCell(0, empty=1), True, "kosong"),
        (RecapCell(0), True, "0"),
        (RecapCell(12345), True, "12.345"),
        (RecapCell(461, missing=1), False, "461 *"),
        (RecapCell(461, empty=2), False, "461 *"),
        (RecapCell(0, missing=4), False, "0 *"),
    ],
)
def test_a_figure_says_when_something_is_lacking(cell, single, text):
    assert cell_text(cell, single=single) == text


def test_the_model_is_a_sound_table(qtmodeltester):
    model = RecapModel()
    model.show_table(_table(3), ROWS, SECTIONS)
    qtmodeltester.check(model, force_py=True)
    assert model.index(1, FIXED_COLUMNS + 1).data() == "1"
    assert model.index(5, model.total_column).data() == "9.003"
    assert model.column_code(model.index(1, FIXED_COLUMNS)) == TPS[0].code


def test_few_columns_grow_and_many_keep_their_least_width():
    label, widths = column_widths(1000, [78] * 4)
    assert label + sum(widths) <= 1000
    assert min(widths) >= 104
    label, widths = column_widths(1000, [78] * 451)
    assert label == 240
    assert set(widths) == {78}


def test_a_desa_of_451_tps_is_shown_and_scrolled_quickly(qtbot):
    model = RecapModel()
    sheet = RecapSheet(model)
    qtbot.addWidget(sheet)
    sheet.resize(1200, 640)
    sheet.show()
    started = time.perf_counter()
    model.show_table(_table(451), ROWS, SECTIONS)
    sheet.restructure()
    sheet.grab()
    assert time.perf_counter() - started < 1.5  # measured 0.1 s; the bound only catches quadratic work
    sheet.go_to(model.index(5, FIXED_COLUMNS + 450))
    assert sheet.captions.isVisible()
    assert sheet.captions.columnViewportPosition(0) == 0
    assert sheet.totals.columnWidth(model.total_column) > 0


def test_a_step_of_scrolling_paints_only_what_comes_into_view(qtbot, monkeypatch):
    painted = []
    paint = CellDelegate.paint
    monkeypatch.setattr(CellDelegate, "paint", lambda self, *told: (painted.append(told[2].row()), paint(self, *told)))
    model = RecapModel()
    sheet = RecapSheet(model)
    qtbot.addWidget(sheet)
    sheet.resize(900, 200)
    sheet.show()
    model.show_table(_table(60), ROWS, SECTIONS)
    sheet.restructure()
    QApplication.processEvents()
    painted.clear()
    sheet.figures.horizontalScrollBar().setValue(10)
    QApplication.processEvents()
    columns = sheet.figures.viewport().width() // sheet.figures.columnWidth(FIXED_COLUMNS)
    rows = len(set(painted))
    assert 0 < len(painted) <= 2 * rows < columns * rows


def test_arrows_pass_over_section_rows(qtbot):
    model = RecapModel()
    sheet = RecapSheet(model)
    qtbot.addWidget(sheet)
    model.show_table(_table(3), ROWS, SECTIONS)
    sheet.restructure()
    sheet.go_to(model.index(3, FIXED_COLUMNS))
    QTest.keyClick(sheet.figures, Qt.Key.Key_Down)
    assert sheet.figures.currentIndex().row() == 5
    QTest.keyClick(sheet.figures, Qt.Key.Key_Up)
    assert sheet.figures.currentIndex().row() == 3


def test_notes_belong_to_the_row_they_name():
    row = ROWS[3]
    rule = RecapNote("rule", "t1", "X TPS 001", "II.1 = II.2 + II.3: 127 ≠ 126, selisih 1", "")
    other = RecapNote("rule", "t1", "X TPS 001", "III.10 = II.12: 1 ≠ 2, selisih 1", "")
    fixed = RecapNote("correction", "t1", "X TPS 001", "II.1: 126 → 127", "salah tulis")
    assert notes_of(row, "t1", [rule, other, fixed]) == [rule, fixed]
    assert notes_of(row, "t2", [rule, fixed]) == []
    text = footer(RecapCell(127, broken=("R6",)), RecapCell(610, missing=1), [rule])
    assert "hitungan beda: II.1 = II.2 + II.3: 127 ≠ 126, selisih 1" in text
    assert "belum lengkap: 1 TPS belum dicatat" in text


def test_text_from_files_never_becomes_markup():
    note = RecapNote("rule", "t", "p", "II.1 <b>", "<script>")
    assert "<script>" not in footer(RecapCell(1), None, [note])


@pytest.fixture
def page(window, workspace, idle):
    record_tps(workspace, TPS[0].code)
    record_tps(workspace, TPS[2].code, ss_tidak_digunakan=43)
    workspace.record(TPS[2].code, FORM, "suara_1", 80, EntryHow.CORRECTED, before=79, reason="salah tulis", witness="X")
    window.open_workspace(workspace, "rekap", desa=DESA[1].code)
    idle()
    return window.page


def _index(page, field: str, column: int):
    rows = [page.model.rows[row.recap].field if row.recap >= 0 else "" for row in page.model.sheet]
    return page.model.index(rows.index(field), FIXED_COLUMNS + column)


def test_the_sheet_shows_marks_and_explains_the_cell_at_hand(page):
    broken = _index(page, "ss_diterima", 0)
    assert page.model.cell(broken).broken
    page.sheet.go_to(broken)
    assert "hitungan beda" in page.footer_note()
    assert _index(page, "suara_1", 1).data() == "belum"
    page.sheet.go_to(_index(page, "suara_1", 0))
    assert "79 → 80" in page.footer_note()
    assert "2 TPS belum dicatat" in page.footer_note()


def test_enter_opens_the_number_itself(page, window, monkeypatch):
    gone = []
    monkeypatch.setattr(window, "go", lambda page_id, **target: gone.append((page_id, target)))
    page.sheet.go_to(_index(page, "suara_2", 0))
    QTest.keyClick(page.sheet.figures, Qt.Key.Key_Return)
    assert gone == [("periksa", {"tps": TPS[2].code, "field": "suara_2"})]


def test_in_the_kecamatan_sheet_enter_opens_the_desa(page):
    page.show_table("")
    assert page.model.table.level == "kecamatan"
    page.sheet.go_to(_index(page, "suara_2", 1))
    QTest.keyClick(page.sheet.figures, Qt.Key.Key_Return)
    assert page.model.table.code == DESA[1].code
    assert page.model.recap_row(page.sheet.figures.currentIndex()).field == "suara_2"


def test_ctrl_and_arrows_walk_through_the_desa(page, window):
    seen = [page.chips.current]
    for _ in range(3):
        QTest.keyClick(page.sheet.figures, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        seen.append(page.chips.current)
    assert seen == [DESA[1].code, "kecamatan", DESA[0].code, DESA[1].code]


def test_the_total_row_equals_what_was_recorded(page):
    page.show_table("")
    total = _index(page, "suara_2", 0).siblingAtColumn(page.model.total_column)
    assert total.data() == f"{2 * RIGHT['suara_2']} *"


def test_an_empty_field_is_marked_and_counts_as_zero(page, workspace, idle, qtbot):
    with qtbot.waitSignal(page.context.changed):
        workspace.record_many(TPS[3].code, FORM, [NewEntry("suara_3", None, EntryHow.TYPED)])
    idle()
    assert _index(page, "suara_3", 1).data() == "kosong"


def test_the_xlsx_is_saved_where_the_operator_says(page, dialogs, idle, tmp_path, window):
    dialogs.answers.append(tmp_path / "rekap")
    page._save_xlsx()
    idle()
    assert (tmp_path / "rekap.xlsx").read_bytes()[:2] == b"PK"
    assert "Tersimpan" in window.message_bar.text


def test_the_comparison_with_sirekap_is_one_click_away_once_there_is_something_to_compare(
    window, page, workspace, idle, qtbot
):
    assert page.beside.isHidden()
    assert ("Ctrl 9", "banding Sirekap") not in page.key_hints()
    workspace.add_sirekap([NewSirekap(TPS[0].code, FORM, "", {"suara_1": 12}, "a.json", "e" * 64)])
    idle()
    qtbot.waitUntil(lambda: not page.beside.isHidden())
    assert ("Ctrl 9", "banding Sirekap") in page.key_hints()
    page.beside.click()
    assert window.page.page_id == "sirekap"
