"""*Pilih isi paket*: everything at first, the size said beforehand, and what was picked is in the package."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.exchange.scope import Images
from sirekap_desktop.jobs.packing import FAT32, Since, Wish
from sirekap_desktop.ui.kirim.model import size_text
from sirekap_desktop.ui.kirim.packing_dialog import PackingDialog
from tests.ui.conftest import TPS, record_tps


@pytest.fixture
def page(window, workspace, idle):
    record_tps(workspace, TPS[0].code)
    window.open_workspace(workspace, "kirim")
    idle()
    return window.page


@pytest.fixture
def dialog(page, idle):
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    (shown,) = page.findChildren(PackingDialog)
    idle()
    return shown


def _uncheck(view, row):
    view.item(row).setCheckState(Qt.CheckState.Unchecked)


def _pick(combo, value):
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def test_everything_is_picked_at_first_and_its_size_is_said(dialog):
    assert dialog.wish() == Wish()
    assert "Sekitar " in dialog.said.text()
    assert dialog.write_button.isEnabled()


def test_what_was_picked_is_what_is_written(dialog, page, idle, dialogs, tmp_path):
    wanted = dialog.desa.item(0).data(Qt.ItemDataRole.UserRole)
    for row in range(1, dialog.desa.count()):
        _uncheck(dialog.desa, row)
    dialog.documents.click()
    _pick(dialog.photos, Images.NONE)
    _pick(dialog.volume, FAT32)
    idle()
    assert not dialog.all_desa.isChecked()
    dialogs.answers.append(tmp_path / "bagian.zip")
    dialog.write_button.click()
    idle()
    scope = page.report.manifest.scope
    assert page.report.ok
    assert (scope.desa, scope.images, scope.contents) == ((wanted,), "none", ("audit", "signed"))
    shown = [page.findings.item(row).text() for row in range(page.findings.count())]
    assert any("Paket sebagian: isian TPS dari 1 desa" in text for text in shown)
    assert page._verdict.text == "utuh dan tanda tangan sah"


def test_without_any_desa_or_pemilihan_nothing_can_be_written(dialog, idle):
    dialog.all_desa.click()
    idle()
    assert dialog.said.text() == "Pilih sedikitnya satu desa."
    assert not dialog.write_button.isEnabled()
    dialog.all_desa.click()
    idle()
    assert dialog.write_button.isEnabled()
    for row in range(dialog.pemilihan.count()):
        _uncheck(dialog.pemilihan, row)
    idle()
    assert dialog.said.text() == "Pilih sedikitnya satu pemilihan."


def test_before_anything_was_sent_there_are_no_new_photos_to_speak_of(dialog, idle):
    _pick(dialog.photos, Since.LAST_SENT)
    idle()
    assert "Belum ada paket yang terkirim" in dialog.said.text()
    assert not dialog.write_button.isEnabled()


def test_turning_back_from_the_older_package_picks_all_photos_again(dialog, idle, dialogs):
    dialogs.answers.append(None)
    _pick(dialog.photos, "file")
    idle()
    assert dialog.wish() == Wish()
    assert dialog.write_button.isEnabled()


def test_volumes_and_their_number_are_said(dialog, idle):
    _pick(dialog.volume, FAT32)
    idle()
    assert "1 volume" in dialog.said.text()


def test_gigabytes_are_written_for_people():
    assert size_text(20_050_000_000) == "20,1 GB"
