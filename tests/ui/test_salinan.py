"""The second copy in the window: chosen once, kept up by itself, and restored on another laptop."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.jobs import second_copy
from sirekap_desktop.models import keys
from sirekap_desktop.models.pleno.facts import Approved, Opened, ReadOut
from sirekap_desktop.ui.awal import restoring as awal_restoring

from .conftest import FORM, TPS, record_tps


@pytest.fixture
def stick(tmp_path):
    place = tmp_path / "FLASHDISK"
    place.mkdir()
    return place


@pytest.fixture
def setelan(window, workspace, idle):
    window.open_workspace(workspace, "setelan")
    idle()
    return window.page


@pytest.fixture
def laptop_b(monkeypatch, tmp_path):
    """Another laptop: other keys, other documents."""
    monkeypatch.setattr(keys, "default_key_folder", lambda: tmp_path / "laptop-b" / "keys")
    monkeypatch.setattr(awal_restoring, "documents_folder", lambda: tmp_path / "laptop-b")


def approve(workspace, number):
    code = TPS[number].code
    if not workspace.meeting(FORM):
        workspace.note(FORM, Opened(place="Aula"))
    record_tps(workspace, code)
    workspace.note(FORM, ReadOut(), code)
    workspace.note(FORM, Approved(), code)


def approved_on(stick):
    return [copy.card.approved for copy in second_copy.find_copies(stick)]


def test_every_sahkan_is_on_the_stick_without_being_asked(setelan, window, workspace, dialogs, idle, stick, qtbot):
    dialogs.answers.append(stick)
    setelan.second.choose_button.click()
    idle()
    assert approved_on(stick) == [0]
    approve(workspace, 0)
    qtbot.waitUntil(lambda: approved_on(stick)[:1] == [1])
    idle()
    assert "1 TPS disahkan" in setelan.second.state.text()
    window.go("beranda")
    idle()
    assert "FLASHDISK" in window.page.backup_card.accessibleName()
    assert "salinan kedua, 1 TPS disahkan" in window.page.backup_card.accessibleName()
    assert not window.message_bar.text


def test_without_its_stick_work_goes_on_and_the_copy_is_made_up_for(setelan, window, workspace, dialogs, idle, stick):
    dialogs.answers.append(stick)
    setelan.second.choose_button.click()
    idle()
    away = stick.rename(stick.with_name("di-saku"))
    approve(workspace, 0)
    window.context.second.catch_up()
    idle()
    assert "tidak terpasang" in window.message_bar.text
    window.go("beranda")
    idle()
    assert "menunggu flash disk" in window.page.backup_card.accessibleName()
    away.rename(stick)
    window.context.second.catch_up()  # what the timer does
    idle()
    assert approved_on(stick) == [1, 0]
    assert "lengkap" in window.message_bar.text
    assert "1 TPS disahkan" in window.page.backup_card.accessibleName()


def test_what_was_due_is_made_up_for_at_the_next_opening(window, workspace, settings, idle, stick):
    from sirekap_desktop.ui.app_settings import SecondPlace

    approve(workspace, 0)
    settings.remember_second_place(workspace.workspace_id, SecondPlace(stick, apart=False))
    window.open_workspace(workspace)
    idle()
    assert approved_on(stick) == [1]


def test_a_stick_that_left_its_folder_behind_is_missing(window, workspace, settings, idle, stick):
    from sirekap_desktop.ui.app_settings import SecondPlace

    settings.remember_second_place(workspace.workspace_id, SecondPlace(stick, apart=True))
    window.open_workspace(workspace)
    idle()
    assert list(stick.iterdir()) == []
    assert window.context.second.state.problem.code == "copy.missing"


def test_a_second_copy_can_be_asked_for_and_given_up(setelan, window, dialogs, idle, stick):
    assert not setelan.second.now_button.isEnabled()
    dialogs.answers.append(stick)
    setelan.second.choose_button.click()
    idle()
    setelan.second.now_button.click()
    idle()
    assert len(approved_on(stick)) == 2
    assert "diperiksa" in window.message_bar.text
    assert "disk yang sama" in setelan.second.state.text()
    setelan.second.stop_button.click()
    idle()
    assert setelan.second.place.text() == ""
    assert len(approved_on(stick)) == 2


def test_a_copy_is_restored_by_keys_on_another_laptop(window, workspace, dialogs, idle, stick, laptop_b):
    approve(workspace, 0)
    second_copy.make(workspace, stick)
    machine = workspace.machine_id
    window.go("awal")
    page = window.page
    QTest.keyClick(page, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    dialogs.answers.append(stick)
    QTest.keyClick(page.restore_form.stick_button, Qt.Key.Key_Return)
    idle()
    assert "1 dari 5 TPS disahkan" in page.restore_form._names.stringList()[0]
    assert "tidak ada dalam salinan" in page.restore_form.lacks.text()
    QTest.keyClick(page.restore_form.restore_button, Qt.Key.Key_Return)
    idle()
    assert window.page.page_id == "beranda"
    there = window.context.workspace
    assert there.folder.name == "760505-ULUMANDA-pulih"
    assert there.machine_id != machine
    assert there.values(TPS[0].code, FORM) == workspace.values(TPS[0].code, FORM)
    assert "1 dari 5 TPS disahkan" in window.message_bar.text
    assert window.context.second.state.second.place == stick


def test_a_stick_without_copies_and_a_damaged_copy_are_said(window, workspace, dialogs, idle, stick, laptop_b):
    window.go("awal")
    page = window.page
    page.restoring.show()
    dialogs.answers += [stick, stick]
    page.restore_form.choose_stick()
    idle()
    assert "Tidak ada salinan" in page.restore_form.lacks.text()
    assert not page.restore_form.restore_button.isEnabled()
    copy = second_copy.make(workspace, stick)
    copy.database.write_bytes(bytes(copy.card.size))
    page.restore_form.choose_stick()
    idle()
    page.restore_form.restore_button.click()
    idle()
    assert "rusak" in window.message_bar.text
    assert window.page.page_id == "awal"
    assert page.restore_form.isEnabled()


def test_a_restore_that_is_cancelled_at_its_end_leaves_nothing(
    window, workspace, dialogs, idle, stick, laptop_b, monkeypatch
):
    from sirekap_desktop.jobs import restoring

    second_copy.make(workspace, stick)
    window.go("awal")
    page = window.page
    page.restoring.show()
    dialogs.answers.append(stick)
    page.restore_form.choose_stick()
    idle()
    opened = restoring.open_restored

    def cancelled_meanwhile(*args, **options):
        found = opened(*args, **options)
        page._handle.cancel()
        return found

    monkeypatch.setattr(restoring, "open_restored", cancelled_meanwhile)
    page.restore_form.restore_button.click()
    idle()
    assert window.context is None
    assert not (stick.parent / "laptop-b" / "Sirekap" / "760505-ULUMANDA-pulih").exists()
    assert second_copy.find_copies(stick)
    page._cancel()
    assert page.restore_form.isEnabled()
    assert "dibatalkan" in window.message_bar.text
