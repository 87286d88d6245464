"""Photos without a TPS code get their place by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.models.records import EntryHow, ImageVersion, ImportOutcome, NewEntry
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr import engine
from sirekap_desktop.ui.impor.page import ImporPage
from sirekap_desktop.ui.main_window import MainWindow
from tests.ui.conftest import FORM, TPS
from tests.ui.impor_samples import photo

FIRST, LAST = TPS[0].code, TPS[4].code


@pytest.fixture(scope="module")
def readings() -> dict[int, PageReading]:
    return {page: engine.read_file(photo(page).jpeg, "x.jpg")[0] for page in (2, 3)}


def bring(
    workspace: Workspace, name: str, page: int, reading: PageReading, *, seed: int = 31, tps: str | None = None
) -> ImageVersion:
    """A photo in the workspace: in its place at ``tps``, or without one."""
    outcome = ImportOutcome.ACCEPTED if tps else ImportOutcome.UNASSIGNED
    sha256, _ = workspace.store_original(photo(page, seed).jpeg, ".jpg")
    return workspace.add_image(
        sha256=sha256, source=f"/kartu/{name}", outcome=outcome, reason="" if tps else "Nama berkas tidak memuat kode.",
        tps=tps, form=FORM, page=page, reading=reading,
    )  # fmt: skip


@pytest.fixture
def open_page(window: MainWindow, workspace: Workspace, idle: Callable[[], None]) -> Callable[..., ImporPage]:
    def show(**target: object) -> ImporPage:
        window.open_workspace(workspace, "impor", **target)
        idle()
        page = window.page
        assert isinstance(page, ImporPage)
        return page

    return show


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def write(text: str) -> None:
    QTest.keyClicks(focused(), text)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_typed_tps_places_the_photo_and_its_neighbour_takes_one_enter(
    workspace: Workspace,
    readings: dict[int, PageReading],
    open_page: Callable[..., ImporPage],
    idle: Callable[[], None],
) -> None:
    second = bring(workspace, "IMG_2.jpg", 2, readings[2])
    third = bring(workspace, "IMG_3.jpg", 3, readings[3])
    page = open_page(assign=True)
    assert page.assign.current == second
    assert page.assign.photo.strip.isVisible()

    write("sam 3")
    press(Qt.Key.Key_Return)
    idle()
    placed = workspace.current_image(LAST, FORM, 2)
    assert placed is not None
    assert placed.id == second.id
    assert ("Enter", "terima usulan") in page.key_hints()

    press(Qt.Key.Key_Return)
    idle()
    placed = workspace.current_image(LAST, FORM, 3)
    assert placed is not None
    assert placed.id == third.id
    assert page.assign.done_button.isVisible()


def test_undo_gives_the_photo_back(
    workspace: Workspace,
    readings: dict[int, PageReading],
    open_page: Callable[..., ImporPage],
    idle: Callable[[], None],
) -> None:
    image = bring(workspace, "IMG_2.jpg", 2, readings[2])
    page = open_page(assign=True)
    write("sam 3")
    press(Qt.Key.Key_Return)
    idle()

    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle()

    assert workspace.current_image(LAST, FORM, 2) is None
    assert page.assign.current is not None
    assert page.assign.current.id == image.id
    assert not page.assign.can_undo


def test_several_that_fit_are_not_guessed(
    workspace: Workspace,
    readings: dict[int, PageReading],
    open_page: Callable[..., ImporPage],
    idle: Callable[[], None],
) -> None:
    bring(workspace, "IMG_2.jpg", 2, readings[2])
    page = open_page(assign=True)
    write("1")
    press(Qt.Key.Key_Return)
    idle()
    assert len(workspace.images(outcome=ImportOutcome.UNASSIGNED)) == 1
    assert page.assign.panel.picker.note.text().startswith("2 TPS cocok")

    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    idle()
    assert workspace.current_image(TPS[2].code, FORM, 2) is not None


def test_later_shows_the_next_photo_and_escape_goes_back(
    workspace: Workspace, readings: dict[int, PageReading], open_page: Callable[..., ImporPage]
) -> None:
    first = bring(workspace, "IMG_2.jpg", 2, readings[2])
    second = bring(workspace, "IMG_3.jpg", 3, readings[3])
    page = open_page(assign=True)
    assert page.assign.current == first
    press(Qt.Key.Key_F8)
    assert page.assign.current == second
    press(Qt.Key.Key_Escape)
    assert not page.assigning


def test_a_photo_whose_page_is_unknown_asks_for_it_with_one_key(
    workspace: Workspace, open_page: Callable[..., ImporPage], idle: Callable[[], None]
) -> None:
    sha256, _ = workspace.store_original(photo(2).jpeg, ".jpg")
    image = workspace.add_image(
        sha256=sha256, source="kabur.jpg", outcome=ImportOutcome.UNREADABLE, reason="Halaman tidak ditemukan.",
        reading=engine.unreadable("Halaman tidak ditemukan."),
    )  # fmt: skip
    page = open_page(image=image.id)
    assert focused() is page.assign.panel.pages
    assert page.assign.photo.problem.text() == "Halaman tidak ditemukan."

    write("3")
    write("kab 1")
    press(Qt.Key.Key_Return)
    idle()

    placed = workspace.current_image(FIRST, FORM, 3)
    assert placed is not None
    assert placed.id == image.id


def test_a_file_that_is_no_picture_can_not_be_placed(workspace: Workspace, open_page: Callable[..., ImporPage]) -> None:
    sha256, _ = workspace.store_original(b"bukan foto", ".jpg")
    image = workspace.add_image(
        sha256=sha256, source="surat.jpg", outcome=ImportOutcome.UNREADABLE, reason="Isi berkas ini bukan gambar."
    )
    page = open_page(image=image.id)
    assert page.assign.photo.problem.text() == "Isi berkas ini bukan gambar."
    assert not page.assign.panel.picker.isVisible()
    assert not any(tool.isVisible() for tool in page.assign.panel.tools.values())


@pytest.fixture
def clash(
    workspace: Workspace,
    readings: dict[int, PageReading],
    open_page: Callable[..., ImporPage],
    idle: Callable[[], None],
) -> ImporPage:
    """Page 2 of the first TPS has a photo with a recorded number; another photo wants the same place."""
    old = bring(workspace, "lama.jpg", 2, readings[2], tps=FIRST)
    workspace.record_many(FIRST, FORM, [NewEntry("suara_1", 79, EntryHow.TYPED, old.id)])
    bring(workspace, "baru.jpg", 2, readings[2], seed=32)
    page = open_page(assign=True)
    write("kab 1")
    press(Qt.Key.Key_Return)
    idle()
    assert page.assign.in_conflict
    return page


def test_a_taken_place_shows_both_photos_and_changes_nothing_yet(clash: ImporPage, workspace: Workspace) -> None:
    current = workspace.current_image(FIRST, FORM, 2)
    assert current is not None
    assert Path(current.source).name == "lama.jpg"
    assert "1 isian" in clash.assign.conflict.note.text()
    assert [key for key, _ in clash.key_hints()] == ["1", "2", "3"]


def test_replacing_keeps_the_old_photo_and_marks_its_numbers(
    clash: ImporPage, workspace: Workspace, idle: Callable[[], None]
) -> None:
    press(Qt.Key.Key_1)
    idle()
    names = [Path(image.source).name for image in workspace.versions(FIRST, FORM, 2)]
    assert names == ["lama.jpg", "baru.jpg"]
    assert workspace.entries(FIRST, FORM)["suara_1"].recheck
    assert not clash.assign.in_conflict


def test_setting_aside_keeps_the_new_photo_unused(
    clash: ImporPage, workspace: Workspace, idle: Callable[[], None]
) -> None:
    press(Qt.Key.Key_2)
    idle()
    assert len(workspace.versions(FIRST, FORM, 2)) == 1
    aside = workspace.images(outcome=ImportOutcome.DUPLICATE)
    assert [Path(image.source).name for image in aside] == ["baru.jpg"]
    assert aside[0].reason.startswith("Tidak dipakai: KABIRAAN · TPS 001 halaman 2")
    assert not workspace.entries(FIRST, FORM)["suara_1"].recheck


def test_another_tps_gives_the_entry_back(
    clash: ImporPage, workspace: Workspace, idle: Callable[[], None], qtbot: QtBot
) -> None:
    press(Qt.Key.Key_3)
    assert focused() is clash.assign.panel.picker.edit
    write("kab 2")
    press(Qt.Key.Key_Return)
    idle()
    assert workspace.current_image(TPS[1].code, FORM, 2) is not None
