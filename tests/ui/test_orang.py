"""Who sits at the window: signing in, the lock after idle minutes, and what a role may not do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from sirekap_desktop.models import pins
from sirekap_desktop.models.roles import Role
from sirekap_desktop.ui.crash import report_text
from sirekap_desktop.ui.masuk.dialog import PinEdit
from sirekap_desktop.ui.masuk.idle import IdleWatch
from tests.ui.conftest import FORM, TPS

PINS = {"KETUA ANI": "135790", "OPERATOR BUDI": "246813", "SAKSI CICI": "918273"}
ROLES = {"KETUA ANI": Role.KETUA, "OPERATOR BUDI": Role.OPERATOR, "SAKSI CICI": Role.SAKSI}


@pytest.fixture
def staffed(workspace, quick_pins):
    """Three people, nobody signed in."""
    for name, role in ROLES.items():
        workspace.add_person(name, role, PINS[name])
    workspace.sign_out()
    return workspace


@pytest.fixture
def opened(window, staffed, idle, qtbot):
    window.open_workspace(staffed, "setelan")
    idle()
    qtbot.waitUntil(lambda: window.seat.dialog is not None)
    return window


def sign_in(window, idle, qtbot, number, pin):
    """As by hand: the person's number, the PIN, Enter."""
    dialog = window.seat.dialog
    QTest.keyClicks(dialog.list, number)
    QTest.keyClicks(dialog.pin, pin)
    with qtbot.waitSignal(dialog.signed_in):
        QTest.keyClick(dialog.pin, Qt.Key.Key_Return)
    idle()


def test_a_workspace_with_people_opens_read_only_and_asks_who_works(opened, staffed, idle, dialogs):
    assert opened.top_bar.seat.isVisible()
    QTest.keyClick(opened.seat.dialog, Qt.Key.Key_Escape)
    idle()
    assert staffed.person is None
    page = opened.page
    assert not page.policies[1].isEnabled()
    assert "PIN" in page.policies[1].toolTip()
    assert not page.people.add.isEnabled()
    page._set("sample_percent", 7)
    idle()
    assert opened.message_bar.isVisible()
    assert staffed.settings().sample_percent == 5


def test_a_person_signs_in_by_number_and_pin(opened, staffed, idle, qtbot):
    sign_in(opened, idle, qtbot, "2", PINS["OPERATOR BUDI"])
    assert staffed.person.name == staffed.operator == "OPERATOR BUDI"
    assert opened.seat.dialog is None
    assert not opened.top_bar.seat.isVisible()
    assert opened.top_bar._operator.text() == "OPERATOR BUDI · Operator"
    assert opened.page.policies[1].isEnabled()
    assert not opened.page.people.add.isEnabled()
    assert "Ketua PPK" in opened.page.people.add.toolTip()


def test_a_wrong_pin_is_said_and_the_dialog_stays(opened, staffed, idle):
    dialog = opened.seat.dialog
    QTest.keyClicks(dialog.list, "1")
    QTest.keyClicks(dialog.pin, "111222")
    QTest.keyClick(dialog.pin, Qt.Key.Key_Return)
    idle()
    assert dialog.isVisible()
    assert "PIN salah" in dialog.problem.text()
    assert dialog.pin.text() == ""
    assert staffed.person is None
    dialog.reject()


def test_a_pin_shows_dots_and_takes_digits_only(qtbot):
    edit = PinEdit("PIN")
    qtbot.addWidget(edit)
    QTest.keyClicks(edit, "1a2-3")
    assert edit.text() == "123"
    assert edit.echoMode() is QLineEdit.EchoMode.Password


def test_two_keys_change_the_person(opened, staffed, idle, qtbot):
    sign_in(opened, idle, qtbot, "1", PINS["KETUA ANI"])
    opened.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is opened)
    QTest.keyClick(opened, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    idle()
    sign_in(opened, idle, qtbot, "3", PINS["SAKSI CICI"])
    assert staffed.person.role is Role.SAKSI
    assert not opened.page.policies[0].isEnabled()


def test_the_screen_locks_after_idle_minutes_and_keeps_what_was_half_typed(opened, staffed, idle, qtbot):
    sign_in(opened, idle, qtbot, "1", PINS["KETUA ANI"])
    qtbot.waitUntil(lambda: opened.seat.watch.running)
    opened.page.people.add.click()
    half_typed = opened.page.people.form
    half_typed.name.setText("DED")
    opened.seat.watch._last -= 10 * 60 + 1
    opened.seat.watch.look()
    idle()
    assert opened.seat.locked
    for hidden in (opened, half_typed):
        cover = hidden.findChild(QWidget, "cover", Qt.FindChildOption.FindDirectChildrenOnly)
        assert cover.isVisible()
        assert cover.geometry() == hidden.rect()
    dialog = opened.seat.dialog
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.close()
    assert dialog.isVisible()
    assert staffed.person.name == "KETUA ANI"
    QTest.keyClicks(dialog.pin, PINS["KETUA ANI"])
    with qtbot.waitSignal(dialog.signed_in):
        QTest.keyClick(dialog.pin, Qt.Key.Key_Return)
    idle()
    assert not opened.seat.locked
    assert half_typed.isVisible()
    assert half_typed.name.text() == "DED"
    half_typed.reject()


def test_a_locked_program_can_be_closed_without_a_pin(opened, staffed, idle, qtbot):
    sign_in(opened, idle, qtbot, "1", PINS["KETUA ANI"])
    opened.seat.lock()
    idle()
    opened.seat.dialog.turn_back()
    idle()
    assert not opened.isVisible()
    assert opened.seat.dialog is None


def test_a_key_puts_the_lock_off(qtbot):
    now = [0.0]
    parent = QLineEdit()
    qtbot.addWidget(parent)
    watch = IdleWatch(parent, clock=lambda: now[0])
    heard = []
    watch.idle.connect(lambda: heard.append(now[0]))
    watch.start(10)
    now[0] = 599
    QTest.keyClick(parent, Qt.Key.Key_1)
    now[0] = 601
    watch.look()
    assert heard == []
    now[0] = 599 + 600
    watch.look()
    assert heard == [1199]
    assert not watch.running


def test_without_people_nothing_is_locked_or_asked(window, workspace, idle):
    window.open_workspace(workspace, "setelan")
    idle()
    window.seat.lock()
    idle()
    assert window.seat.dialog is None
    assert not window.seat.locked
    assert not window.seat.watch.running
    assert window.page.policies[1].isEnabled()
    assert not window.top_bar.seat.isVisible()


def test_the_ketua_is_added_first_and_adds_the_others(window, workspace, idle, qtbot, quick_pins):
    window.open_workspace(workspace, "setelan")
    idle()
    card = window.page.people
    card.add.click()
    assert [card.form.role.itemData(n) for n in range(card.form.role.count())] == [Role.KETUA]
    fill(card.form, idle, "KETUA ANI", "135790")
    assert workspace.person.name == "KETUA ANI"
    assert window.top_bar._operator.text() == "KETUA ANI · Ketua PPK"
    qtbot.waitUntil(lambda: len(card.people) == 1)
    card.add.click()
    card.form.role.setCurrentText("Anggota PPK")
    fill(card.form, idle, "DEDI", "864209")
    assert [one.name for one in workspace.people()] == ["KETUA ANI", "DEDI"]
    qtbot.waitUntil(lambda: len(card.people) == 2)
    card.list.setCurrentRow(1)
    card.take_off.click()
    idle()
    assert [one.active for one in workspace.people()] == [True, False]


def fill(form, idle, name, pin, again=None):
    form.name.setText(name)
    form.pin.setText(pin)
    form.again.setText(again or pin)
    form.accept()
    idle()


def test_a_weak_or_mistyped_pin_keeps_the_form_open(window, workspace, idle, quick_pins):
    window.open_workspace(workspace, "setelan")
    idle()
    card = window.page.people
    card.add.click()
    form = card.form
    fill(form, idle, "ANI", "135790", "135791")
    assert "tidak sama" in form.problem.text()
    fill(form, idle, "ANI", "111111")
    assert "mudah ditebak" in form.problem.text()
    assert form.isVisible()
    assert workspace.people() == ()
    form.reject()
    idle()


def test_the_ketua_gives_a_new_pin_and_everybody_changes_their_own(opened, staffed, idle, qtbot):
    sign_in(opened, idle, qtbot, "1", PINS["KETUA ANI"])
    card = opened.page.people
    card.list.setCurrentRow(1)
    card.reset.click()
    fill(card.form, idle, "", "778899")
    card.own.click()
    card.form.old.setText(PINS["KETUA ANI"])
    fill(card.form, idle, "", "442200")
    people = {one.name: one.id for one in staffed.people()}
    assert staffed.sign_in(people["OPERATOR BUDI"], "778899").role is Role.OPERATOR
    assert staffed.sign_in(people["KETUA ANI"], "442200").role is Role.KETUA


def test_a_saksi_reads_and_is_told_why_nothing_is_recorded(opened, staffed, idle, qtbot):
    sign_in(opened, idle, qtbot, "3", PINS["SAKSI CICI"])
    context = opened.context
    context.write(lambda: staffed.note(FORM, _opened()))
    idle()
    assert staffed.meeting(FORM) == ()
    assert "Saksi tidak berhak" in opened.message_bar.text
    assert staffed.values(TPS[0].code, FORM) == {}


def _opened():
    from sirekap_desktop.models.pleno.facts import Opened

    return Opened(place="Aula")


def test_a_locked_window_takes_no_keys_of_the_pages(opened, staffed, idle, qtbot):
    sign_in(opened, idle, qtbot, "1", PINS["KETUA ANI"])
    opened.seat.lock()
    idle()
    assert QApplication.activeModalWidget() is opened.seat.dialog
    before = opened.page.page_id
    QApplication.postEvent(opened, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier))
    idle()
    assert opened.page.page_id == before
    sign_in(opened, idle, qtbot, "1", PINS["KETUA ANI"])


def test_a_crash_while_signing_in_betrays_no_pin(opened, idle, monkeypatch):
    def broken(_stored, _pin):
        raise RuntimeError("rusak")

    errors = []
    monkeypatch.setattr(pins, "matches", broken)
    monkeypatch.setattr(opened.tasks, "on_error", errors.append)
    dialog = opened.seat.dialog
    QTest.keyClicks(dialog.list, "1")
    QTest.keyClicks(dialog.pin, PINS["KETUA ANI"])
    QTest.keyClick(dialog.pin, Qt.Key.Key_Return)
    idle()
    (error,) = errors
    report = report_text(error)
    assert "rusak" in report
    assert "matches" in report or "broken" in report
    assert PINS["KETUA ANI"] not in report
    dialog.reject()
