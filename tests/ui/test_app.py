from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.app import Application
from sirekap_desktop.ui.i18n import install_language
from sirekap_desktop.ui.theme import apply_theme, current_scale
from tests.ui.conftest import CrashFails, settle


@pytest.fixture
def program(qapp, settings, dialogs, qtbot):
    crash = CrashFails()
    result = Application(qapp, settings, dialogs, crash)
    result.build_window().show()
    yield result
    result.window.close()
    qtbot.waitUntil(result.tasks.is_idle)
    result.close()
    result.window.deleteLater()
    crash.deleteLater()
    result.tasks.deleteLater()
    install_language(qapp, "id")
    apply_theme(qapp)
    settle()
    assert crash.errors == []


def _idle(program, qtbot) -> None:
    for _ in range(3):
        qtbot.waitUntil(program.tasks.is_idle)
        settle()


def test_the_operator_is_asked_before_a_workspace_opens(program, workspace, dialogs, qtbot, settings):
    workspace.close()
    dialogs.answers.append("BUDI S.")
    program.open(workspace.folder, "rekap")
    _idle(program, qtbot)
    assert program.window.page.page_id == "rekap"
    assert program.window.context.workspace.operator == "BUDI S."
    assert settings.operator == "BUDI S."


def test_turning_back_from_the_question_leads_to_the_start(program, workspace, dialogs, qtbot):
    workspace.close()
    dialogs.answers.append(None)
    program.open(workspace.folder, "beranda")
    _idle(program, qtbot)
    assert program.window.page.page_id == "awal"
    assert program.window.context is None


def test_a_workspace_that_can_not_be_opened_leads_to_the_start_and_says_why(program, tmp_path, dialogs, qtbot):
    dialogs.answers.append("BUDI S.")
    program.open(tmp_path / "tidak ada", "beranda")
    _idle(program, qtbot)
    assert program.window.page.page_id == "awal"
    assert "Tidak ada ruang kerja" in program.window.message_bar.text


def test_another_language_and_font_size_keep_workspace_and_page(program, workspace: Workspace, qtbot, settings):
    program.window.open_workspace(workspace, "setelan")
    _idle(program, qtbot)
    before = program.window
    program.window.page._set_language("en")
    _idle(program, qtbot)
    assert program.window is not before
    assert program.window.context.workspace is workspace
    assert program.window.page.title() == "Settings"
    program.window.activateWindow()
    program.window.page.scale.setFocus()
    while settings.font_scale < 130:  # each arrow builds the window anew; the keyboard stays at the list
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        _idle(program, qtbot)
        program.window.activateWindow()
    assert workspace.settings().policy == "adaptive"
    assert current_scale() == 1.3
    program.window.page._set_language("id")
    _idle(program, qtbot)
    assert program.window.page.title() == "Setelan"
    assert workspace.desa()
