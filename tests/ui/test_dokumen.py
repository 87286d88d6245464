from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from sirekap_desktop.models.pleno.facts import Attended
from sirekap_desktop.reports.rapat.captions import KEYS, READINESS
from tests.ui.conftest import DESA, FORM, TPS, record_tps


@pytest.fixture
def page(window, workspace, idle):
    record_tps(workspace, TPS[0].code)
    window.open_workspace(workspace, "dokumen")
    idle()
    return window.page


def _text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    document.close()
    return text


def test_the_certificate_is_shown_first_and_every_desa_is_listed(page):
    of_recap = ["kecamatan", DESA[0].code, DESA[1].code, "all"]
    assert [item.table for item in page.items] == [*of_recap, *KEYS, READINESS]
    assert page.chosen().table == "kecamatan"
    assert page.preview.pages >= 1
    assert page.preview.picture.width() > 200


def test_arrows_choose_the_document_and_the_picture_follows(page, idle):
    before = page.preview.picture.toImage()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    idle()
    assert page.chosen().table == DESA[0].code
    assert page.preview.picture.toImage() != before
    assert "KABIRAAN" in _text(page.data)


@pytest.mark.parametrize(
    ("table", "said"), [("hadir", "BUDI SANTOSO"), ("kunci", "Belum ada kepala"), ("kesiapan", "Proyektor")]
)
def test_the_documents_of_the_meeting_are_shown_with_what_was_noted(page, workspace, window, idle, table, said):
    workspace.note(FORM, Attended(name="BUDI SANTOSO", capacity="saksi", contestant=2))
    window.go("dokumen", table=table)
    idle()
    assert page.chosen().table == table
    assert said in _text(page.data)


def test_a_new_fact_of_the_meeting_changes_the_shown_document(page, workspace, window, idle, qtbot):
    window.go("dokumen", table="hadir")
    idle()
    assert "SITI AMINAH" not in _text(page.data)
    page.context.write(lambda: workspace.note(FORM, Attended(name="SITI AMINAH", capacity="ppk", office="Anggota")))
    idle()
    qtbot.waitUntil(lambda: bool(page.data) and "SITI AMINAH" in _text(page.data))


def test_rekap_opens_the_sheet_of_its_desa(page, window, idle):
    window.go("dokumen", table=DESA[1].code)
    idle()
    assert page.chosen().table == DESA[1].code


def test_pages_and_zoom_follow_the_keys_and_stay_inside(page, idle):
    fitted = page.preview.picture.width()
    QTest.keyClick(page, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert page.preview.picture.width() > fitted
    QTest.keyClick(page, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert page.preview.picture.width() == fitted
    page.preview.go(999)
    assert page.preview.page == page.preview.pages
    page.preview.go(-5)
    assert page.preview.page == 1


def test_what_is_saved_is_what_is_shown(page, idle, dialogs, tmp_path):
    dialogs.answers.append(tmp_path / "sertifikat")
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert (tmp_path / "sertifikat.pdf").read_bytes() == page.data


def test_a_place_that_can_not_be_written_is_said_and_nothing_is_lost(page, idle, dialogs, window, tmp_path):
    dialogs.answers.append(tmp_path / "no such folder" / "x.pdf")
    page.save()
    idle()
    assert "tidak dapat ditulis" in window.message_bar.text
    assert page.data


def test_all_documents_are_written_into_a_folder(page, idle, dialogs, tmp_path, window):
    dialogs.answers.append(tmp_path / "semua")
    page.save_all()
    idle()
    assert {path.suffix for path in (tmp_path / "semua").iterdir()} == {".pdf", ".xlsx"}
    assert "dokumen tersimpan" in window.message_bar.text
    assert page.progress.isHidden()


def test_printing_sends_every_page_of_the_same_size(page, idle, dialogs, tmp_path, window):
    target = tmp_path / "cetak.pdf"
    dialogs.answers.append(target)
    page.print()
    idle()
    printed = pypdfium2.PdfDocument(target.read_bytes())
    assert len(printed) == page.preview.pages
    width, height = printed[0].get_size()
    printed.close()
    assert (width, height) == pytest.approx(page.preview.size_points, abs=3)
    assert "dikirim ke pencetak" in window.message_bar.text


def test_filling_the_choices_never_writes_and_choosing_writes_once(page, idle, workspace, qtbot):
    assert workspace.settings().paper == "A3"
    rows = len(workspace.audit_rows())
    page.refresh(frozenset({"settings"}))
    idle()
    assert len(workspace.audit_rows()) == rows
    page.paper.setCurrentIndex(1)
    page.paper.activated.emit(1)
    idle()
    assert workspace.settings().paper == "A4"
    qtbot.waitUntil(lambda: page.preview.size_points[0] == pytest.approx(842, abs=1))


def test_kunci_needs_a_reason_and_takes_the_draf_away(page, idle, workspace, dialogs, qtbot):
    assert "DRAF" in _text(page.data)
    dialogs.answers.append("disahkan dalam rapat pleno")
    page.lock_button.click()
    idle()
    assert workspace.is_locked
    qtbot.waitUntil(lambda: bool(page.data) and "DRAF" not in _text(page.data))
    assert page._state.text == "FINAL"
    dialogs.answers.append("salah satu TPS dihitung ulang")
    page.lock_button.click()
    idle()
    assert not workspace.is_locked
    qtbot.waitUntil(lambda: page._state.text == "DRAF")


def test_kunci_says_first_what_is_not_finished(page, idle, workspace, dialogs):
    record_tps(workspace, TPS[0].code, suara_sah=170)
    dialogs.answers.append(None)
    page.lock_button.click()
    idle()
    assert "4 TPS belum selesai diperiksa, 1 TPS hitungannya beda tanpa alasan." in dialogs.said[-1]


def test_a_message_does_not_lie_over_the_buttons(page, window, idle):
    window.notify("Tersimpan.", "lembar.pdf")
    bar, lock = window.message_bar, page.lock_button
    assert not bar.geometry().intersects(QRect(lock.mapTo(bar.parentWidget(), QPoint(0, 0)), lock.size()))


def test_turning_back_from_kunci_changes_nothing(page, idle, workspace, dialogs):
    dialogs.answers.append(None)
    page.lock_button.click()
    idle()
    assert not workspace.is_locked


def test_a_pemilihan_that_is_locked_by_itself_is_final_while_the_kecamatan_can_still_be_locked(
    page, idle, workspace, qtbot
):
    workspace.lock("selesai dibacakan", FORM)
    idle()
    qtbot.waitUntil(lambda: bool(page.data) and "DRAF" not in _text(page.data))
    assert page._state.text == "FINAL"
    assert "selesai dibacakan" in page._state_note.text()
    assert page.lock_button.accessibleName() == "Kunci kecamatan"
