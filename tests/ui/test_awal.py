from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.ui.awal.work import NewWorkspace, problems


@pytest.fixture
def page(window):
    window.go("awal")
    return window.page


def test_the_last_operator_stands_there_and_a_name_is_needed(page, dialogs):
    assert page.operator.text() == "SITI R."
    page.operator.clear()
    page.choose_folder()
    assert dialogs.asked == []
    assert page._operator_problem.text() == "Isi nama operator dahulu."


def test_each_wrong_field_has_its_own_sentence():
    found = problems(NewWorkspace(folder="", code="7605O5", name=" ", kabupaten="MAJENE", provinsi=""))
    assert set(found) == {"folder", "code", "name", "provinsi"}
    assert problems(NewWorkspace("x", "760505", "a", "b", "c")) == {}


def test_a_workspace_is_created_with_keys_only_and_asks_for_its_wilayah(page, window, idle, tmp_path):
    QTest.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert not page.form.isHidden()
    for name, text in (
        ("code", "760505"),
        ("name", "Ulumanda"),
        ("kabupaten", "Majene"),
        ("provinsi", "Sulawesi Barat"),
    ):
        QTest.keyClicks(page.form.edits[name], text)
    assert page.form.edits["folder"].text().endswith("760505-ULUMANDA")
    page.form.edits["folder"].clear()
    QTest.keyClicks(page.form.edits["folder"], str(tmp_path / "baru"))
    QTest.keyClick(page.form.edits["folder"], Qt.Key.Key_Return)
    idle()
    assert window.page.page_id == "setelan"
    workspace = window.context.workspace
    assert workspace.kecamatan.name == "ULUMANDA"
    assert workspace.operator == "SITI R."
    assert window.page.wilayah.counts.text() == "Belum ada TPS di ruang kerja ini."


def test_a_folder_that_is_no_workspace_is_said_with_a_next_step(page, window, idle, dialogs, tmp_path):
    dialogs.answers.append(tmp_path)
    page.choose_folder()
    idle()
    assert "Tidak ada ruang kerja" in window.message_bar.text
    assert window.page.page_id == "awal"
    assert page._choices.isEnabled()


def test_a_workspace_open_elsewhere_is_named(page, window, workspace, idle, dialogs):
    dialogs.answers.append(workspace.folder)
    page.choose_folder()
    idle()
    assert window.message_bar.text
    assert window.page.page_id == "awal"


def test_recent_workspaces_are_one_key_away(window, workspace, idle):
    window.open_workspace(workspace)
    idle()
    window.close_workspace()
    idle()
    page = window.page
    assert page.page_id == "awal"
    assert page._recent == [workspace.folder]
    page.recent.setCurrentIndex(page._names.index(0))
    QTest.keyClick(page.recent, Qt.Key.Key_Return)
    idle()
    assert window.page.page_id == "beranda"


def test_enter_after_the_name_opens_the_last_workspace_or_begins_the_first(window, workspace, idle):
    folder = workspace.folder
    window.go("awal")
    QTest.keyClick(window.page.operator, Qt.Key.Key_Return)
    assert not window.page.form.isHidden()
    window.open_workspace(workspace)
    idle()
    window.close_workspace()
    idle()
    QTest.keyClick(window.page.operator, Qt.Key.Key_Return)
    idle()
    assert window.page.page_id == "beranda"
    assert window.context.workspace.folder == folder


def test_the_demo_can_be_stopped(page, window, idle, monkeypatch, tmp_path):
    import threading

    from sirekap_desktop.jobs.demo import DemoProgress
    from sirekap_desktop.ui.awal import page as awal_page
    from sirekap_desktop.ui.awal import work

    started, gate = threading.Event(), threading.Event()

    def slow(_folder, *, progress):
        progress(DemoProgress("Menggambar", 1, 120))
        started.set()
        gate.wait(5)
        progress(DemoProgress("Menggambar", 2, 120))
        raise AssertionError("goes on after batalkan")

    monkeypatch.setattr(work, "build_demo", slow)
    monkeypatch.setattr(awal_page, "documents_folder", lambda: tmp_path)
    page.open_demo()
    assert started.wait(5)
    page.progress.cancel_button.click()
    gate.set()
    idle()
    assert "dibatalkan" in window.message_bar.text
    assert page.progress.isHidden()
    assert window.crash.errors == []


def test_esc_turns_back_from_the_form_of_a_new_workspace(window, dialogs):
    window.go("awal")
    page = window.page
    page.operator.setText("SITI R.")
    page.show_form()
    assert ("Esc", "kembali") in page.key_hints()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.form.isHidden()
    assert not page._choices.isHidden()
