"""Salinan bertanda tangan on *Dokumen*: photos in, pages named that lack, what is refused and why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.reports import dhasil
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.samples.paper import photograph_page
from tests.ui.conftest import DESA, FORM, TPS, record_tps


@pytest.fixture
def page(window, workspace, idle):
    record_tps(workspace, TPS[0].code)
    workspace.lock("disahkan dalam rapat pleno")
    window.open_workspace(workspace, "dokumen")
    idle()
    return window.page


def _photo(workspace, path, table="kecamatan", seed=1):
    pdf = dhasil.build(workspace.recap(FORM), ReportOptions("A4"), table)
    path.write_bytes(photograph_page(pdf, 0, seed=seed))
    return path


def _states(page):
    tree = page.signed.tree
    return [tree.topLevelItem(number).text(1) for number in range(tree.topLevelItemCount())]


def test_the_card_says_how_many_sheets_came_back_and_opens_them(page, idle):
    assert page.signed_card.state.text == "0 dari 3 lembar lengkap"
    page.signed_card.button.click()
    assert page.sides.currentWidget() is page.signed
    assert _states(page) == ["belum ada yang kembali"] * 3
    page.signed.close_button.click()
    assert page.sides.currentIndex() == 0


def test_the_key_opens_and_closes_them(page):
    QTest.keyClick(page, Qt.Key.Key_F7)
    assert page.sides.currentWidget() is page.signed
    QTest.keyClick(page, Qt.Key.Key_F7)
    assert page.sides.currentIndex() == 0


def test_photos_are_taken_in_and_each_refused_one_says_why(page, workspace, dialogs, idle, tmp_path, window):
    page.show_signed()
    good = _photo(workspace, tmp_path / "baik.jpg")
    twin = _photo(workspace, tmp_path / "ganda.jpg", seed=2)
    empty = tmp_path / "rusak.jpg"
    empty.write_bytes(b"bukan gambar")
    dialogs.answers.append([good, twin, empty])
    page.signed.files_button.click()
    idle()
    assert _states(page) == ["lengkap, 1 halaman", "belum ada yang kembali", "belum ada yang kembali"]
    assert page.signed_card.state.text == "1 dari 3 lembar lengkap"
    texts = [page.signed.refused.item(number).text() for number in range(page.signed.refused.count())]
    assert len(texts) == 2
    assert texts[0].startswith("ganda.jpg: ganda. PPWP: berita acara kecamatan")
    assert "sudah diambil dari baik.jpg" in texts[0]
    assert texts[1].startswith("rusak.jpg: tidak terbaca.")
    assert "1 dilampirkan, 1 ganda, 1 tidak terbaca" in window.message_bar.text


def test_a_page_of_an_earlier_revision_is_refused_by_name(page, workspace, dialogs, idle, tmp_path):
    old = _photo(workspace, tmp_path / "lama.jpg", DESA[1].code)
    workspace.unlock("salah satu TPS dihitung ulang")
    workspace.lock("disahkan kembali")
    page.show_signed()
    dialogs.answers.append([old])
    page.signed.files_button.click()
    idle()
    (text,) = [page.signed.refused.item(number).text() for number in range(page.signed.refused.count())]
    assert text.startswith("lama.jpg: kedaluwarsa.")
    assert "dari revisi 1; yang berlaku revisi 2" in text


def test_a_chosen_page_is_shown_and_can_be_replaced(page, workspace, dialogs, idle, tmp_path):
    page.show_signed()
    dialogs.answers.append([_photo(workspace, tmp_path / "satu.jpg")])
    page.signed.files_button.click()
    idle()
    page.signed.tree.setCurrentItem(page.signed.tree.topLevelItem(1))
    assert not page.signed.replace_button.isEnabled()
    page.signed.tree.setCurrentItem(page.signed.tree.topLevelItem(0))
    idle()
    assert page.signed.canvas._levels
    assert "satu.jpg" in page.signed.caption.text()
    dialogs.answers.append(_photo(workspace, tmp_path / "dua.jpg", seed=2))
    page.signed.replace_button.click()
    idle()
    assert [item.version for item in workspace.signed_pages()] == [1, 2]
    assert "dua.jpg" in page.signed.caption.text()
    assert page.signed.refused.isHidden()


def test_nothing_chosen_imports_nothing(page, workspace, dialogs, idle):
    dialogs.answers += [[], None]
    page.signed_work.pick_files()
    page.signed_work.pick_folder()
    idle()
    assert not workspace.signed_pages()


def test_before_the_lock_no_sheet_is_owed(window, workspace, idle):
    window.open_workspace(workspace, "dokumen")
    idle()
    assert window.page.signed_card.state.text == "belum ada yang dikunci"
    assert set(_states(window.page)) == {"belum dikunci"}
