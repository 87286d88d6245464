from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.models import templates


@pytest.fixture
def page(window, workspace, idle):
    window.open_workspace(workspace, "setelan")
    idle()
    return window.page


def test_filling_the_form_from_the_workspace_writes_nothing(page, workspace, idle):
    workspace.set_setting("sample_percent", 17)
    workspace.set_setting("policy", "sample")
    idle()
    rows = len(workspace.audit_rows())
    page.refresh(frozenset({"settings"}))
    idle()
    page.percent.setFocus()
    page.policies[0].setFocus()
    idle()
    assert page.percent.value() == 17
    assert page.policies[2].isChecked()
    assert len(workspace.audit_rows()) == rows


def test_a_choice_of_the_operator_is_written(page, workspace, idle):
    page.policies[2].click()
    idle()
    assert workspace.settings().policy == "sample"
    page.refresh(frozenset({"settings"}))
    idle()
    page.percent.setFocus()
    page.percent.selectAll()
    QTest.keyClicks(page.percent, "12")
    QTest.keyClick(page.percent, Qt.Key.Key_Return)
    idle()
    assert workspace.settings().sample_percent == 12


def test_a_watched_folder_is_chosen_and_left(page, workspace, idle, dialogs, tmp_path):
    dialogs.answers.append(tmp_path)
    page._choose_folder()
    idle()
    assert workspace.settings().watch_folder == str(tmp_path)
    page.refresh(frozenset({"settings"}))
    idle()
    page.stop_watching.click()
    idle()
    assert workspace.settings().watch_folder == ""


def test_a_new_font_size_or_language_builds_the_window_anew(page, window, settings, qtbot):
    with qtbot.waitSignal(window.rebuild_wanted):
        page._set_scale(130)
    assert settings.font_scale == 130
    with qtbot.waitSignal(window.rebuild_wanted):
        page._set_language("en")
    assert settings.language == "en"


def test_the_template_is_written_where_the_operator_says(page, idle, dialogs, tmp_path):
    dialogs.answers.append(tmp_path / "templat")
    page.wilayah.write_template()
    idle()
    assert openpyxl.load_workbook(tmp_path / "templat.xlsx").sheetnames


def test_a_bad_table_changes_nothing_and_each_line_is_named(page, workspace, idle, dialogs, tmp_path):
    path = tmp_path / "tabel.csv"
    templates.write_template(path)
    lines = path.read_text("utf-8-sig").splitlines()
    bad = ["x"] * len(lines[0].split(";"))
    path.write_text("\n".join([lines[0], ";".join(bad), ";".join(bad)]), "utf-8-sig")
    before = workspace.tps()
    dialogs.answers.append(path)
    page.wilayah.import_table()
    idle()
    assert workspace.tps() == before
    assert page.wilayah.model.rowCount() >= 2
    assert page.wilayah.model.index(0, 0).data() == "TPS 2"
    assert not page.wilayah.problems.isHidden()
    assert "Tidak ada yang diubah" in page.wilayah._says.text()


def test_counts_of_the_workspace_are_shown(page):
    assert page.wilayah.counts.text() == "2 desa, 5 TPS, 3 peserta pemilihan."


def test_the_cursor_begins_at_the_first_choice(window, page, idle):
    window.go("beranda")
    window.go("setelan")
    idle()
    assert window.focusWidget() is page.policies[0]
