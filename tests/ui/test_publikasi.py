"""*Publikasi* on Kirim: photos are off until somebody wants them, and what is ticked is what is written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from sirekap_desktop.exchange import site
from sirekap_desktop.jobs.publishing import Choice, Offer
from sirekap_desktop.ui.kirim import publishing
from sirekap_desktop.ui.kirim.publish_dialog import PublishDialog
from tests.ui.conftest import FORM, TPS, record_tps


@pytest.fixture
def opened(monkeypatch):
    """Folders that would have been shown in the file manager."""
    shown = []
    monkeypatch.setattr(publishing, "open_folder", shown.append)
    return shown


@pytest.fixture
def page(window, workspace, idle, opened):
    record_tps(workspace, TPS[0].code)
    window.open_workspace(workspace, "kirim")
    idle()
    return window.page


@pytest.fixture
def dialog(page, idle):
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    idle()
    return page.publishing.dialog


def test_enter_alone_publishes_without_photos_and_shows_the_folder(
    page, dialog, dialogs, idle, opened, tmp_path, window
):
    dialogs.answers.append(tmp_path)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    idle()
    out = tmp_path / "situs-760505-ULUMANDA"
    assert site.check_site(out).findings == ()
    assert not (out / "foto").exists()
    assert opened == [out]
    assert "Situs tertulis" in window.message_bar.text
    assert page.publishing.button.isEnabled()
    assert page.publishing.dialog is None
    assert page.progress.isHidden()


def test_photos_are_off_and_the_warning_stands_there(dialog):
    assert dialog.choice() == Choice((FORM,), photos=False)
    assert any("wajah, nama dan tanda tangan" in item.text() for item in dialog.findChildren(QLabel))
    dialog.photos.click()
    assert dialog.choice().photos
    dialog.reject()


def test_turning_back_writes_nothing(page, dialog, dialogs, idle, tmp_path):
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    idle()
    assert page.publishing.dialog is None
    page.publishing.ask()
    idle()
    dialogs.answers.append(None)
    page.publishing.dialog.accept()
    idle()
    assert list(tmp_path.glob("situs-*")) == []


def test_without_any_pemilihan_there_is_nothing_to_publish(qtbot):
    dialog = PublishDialog((Offer("a", "DPR", final=True), Offer("b", "DPD", final=False)))
    qtbot.addWidget(dialog)
    assert dialog.ballots["a"].text() == "DPR (final)"
    assert "draf" in dialog.ballots["b"].text()
    dialog.ballots["a"].click()
    assert dialog.choice().forms == ("b",)
    dialog.ballots["b"].click()
    assert not dialog.publish_button.isEnabled()


def test_a_folder_with_other_things_is_refused_calmly(page, dialog, dialogs, idle, opened, tmp_path, window):
    foreign = tmp_path / "situs-760505-ULUMANDA"
    foreign.mkdir()
    (foreign / "surat.docx").write_bytes(b"x")
    dialogs.answers.append(tmp_path)
    dialog.accept()
    idle()
    assert "berisi hal lain" in window.message_bar.text or dialogs.errors
    assert opened == []
    assert page.publishing.button.isEnabled()
