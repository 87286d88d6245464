from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sirekap_desktop.ui.dialogs import Ask, TextAsk
from sirekap_desktop.ui.widgets import button


@pytest.fixture
def question(qtbot: QtBot) -> TextAsk:
    dialog = TextAsk(
        None, "Beri alasan", "II.1 beda", text="", yes="Simpan", no="Batal", multiline=True,
        validate=lambda text: "" if text else "Tulis alasannya.",
    )  # fmt: skip
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_enter_answers_a_paragraph_and_shift_enter_begins_a_line(question: TextAsk):
    QTest.keyClicks(question.edit, "Tertulis begitu")
    QTest.keyClick(question.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(question.edit, "di kertas")
    assert question.isVisible()
    QTest.keyClick(question.edit, Qt.Key.Key_Return)
    assert not question.isVisible()
    assert question.text() == "Tertulis begitu\ndi kertas"


def test_an_empty_paragraph_stays_open_and_says_what_is_missing(question: TextAsk):
    QTest.keyClick(question.edit, Qt.Key.Key_Enter)
    assert question.isVisible()
    assert question.problem.text() == "Tulis alasannya."


@pytest.mark.parametrize(("tabs", "answer"), [(0, True), (1, False)])
def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, tabs: int, answer: bool):
    dialog = Ask(None, "Kunci kecamatan?", "Isian tidak dapat diubah lagi.", yes="Kunci", no="Batal")
    dialog.finish()
    qtbot.addWidget(dialog)
    dialog.show()
    for _ in range(tabs):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert (dialog.result() == Ask.DialogCode.Accepted) is answer


def test_enter_presses_a_button_of_a_page(qtbot: QtBot):
    pressed = []
    sample = button("Tulis templat", lambda: pressed.append(True))
    qtbot.addWidget(sample)
    sample.show()
    QTest.keyClick(sample, Qt.Key.Key_Return)
    QTest.keyClick(sample, Qt.Key.Key_Space)
    assert pressed == [True, True]
