"""Photos come in through the real page: chosen, dropped, or found in a watched folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.sheets import photo_name
from sirekap_desktop.ui.impor import model as m
from sirekap_desktop.ui.impor.page import ImporPage
from sirekap_desktop.ui.impor.watcher import FolderWatcher
from sirekap_desktop.ui.main_window import MainWindow
from tests.ui.conftest import FORM, TPS, ScriptedDialogs
from tests.ui.impor_samples import photo

CODE = TPS[0].code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    result = tmp_path / "kartu memori"
    result.mkdir()
    return result


@pytest.fixture
def page(window: MainWindow, workspace: Workspace, idle: Callable[[], None]) -> ImporPage:
    window.open_workspace(workspace, "impor")
    idle()
    shown = window.page
    assert isinstance(shown, ImporPage)
    return shown


def save(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def outcomes(page: ImporPage) -> dict[str, ImportOutcome]:
    """Outcome per file name, as the list shows it."""
    model = page.table.model()
    rows = [model.index(number, 0).data(m.ROW_ROLE) for number in range(model.rowCount())]
    return {Path(row.source).name: row.outcome for row in rows}


def reason_of(page: ImporPage, name: str) -> str:
    model = page.table.model()
    rows = [model.index(number, 0).data(m.ROW_ROLE) for number in range(model.rowCount())]
    return next(row.reason for row in rows if Path(row.source).name == name)


def test_every_chosen_file_ends_named(
    page: ImporPage, dialogs: ScriptedDialogs, folder: Path, workspace: Workspace, idle: Callable[[], None]
) -> None:
    good = save(folder, photo_name(CODE, 2), photo(2).jpeg)
    twin = save(folder, "salinan berkas.jpg", photo(2).jpeg)
    nameless = save(folder, "IMG_1.jpg", photo(3).jpeg)
    text = save(folder, "surat.jpg", b"Yang terhormat")
    dialogs.answers = [[good, twin, nameless, text]]

    page.zone.pick_files.click()
    idle()

    assert outcomes(page) == {
        good.name: ImportOutcome.ACCEPTED,
        twin.name: ImportOutcome.DUPLICATE,
        nameless.name: ImportOutcome.UNASSIGNED,
        text.name: ImportOutcome.UNREADABLE,
    }
    assert good.name in reason_of(page, twin.name)
    assert "bukan gambar" in reason_of(page, text.name)
    assert workspace.current_image(CODE, FORM, 2) is not None
    assert page.zone.headline == "Impor selesai: 1 diterima, 1 ganda, 1 tidak terbaca, 1 belum bertempat."
    assert not page.runner.running


def test_chips_filter_the_list_and_carry_counts(page: ImporPage, folder: Path, idle: Callable[[], None]) -> None:
    save(folder, "satu.jpg", b"bukan foto")
    save(folder, "dua.jpg", b"bukan foto juga")
    save(folder, photo_name(CODE, 2), photo(2).jpeg)
    page.start([folder])
    idle()

    words = [page.chips._chips[key].text() for key in page.chips.keys]
    assert words == ["Semua 3", "Diterima 1", "Ganda 0", "Tidak terbaca 2", "Belum bertempat 0"]
    page.chips._chips["unreadable"].click()
    assert set(outcomes(page)) == {"satu.jpg", "dua.jpg"}
    page.chips._chips["duplicate"].click()
    assert outcomes(page) == {}
    assert page.empty.isVisible()


def test_enter_on_an_accepted_photo_opens_its_tps(
    page: ImporPage, folder: Path, idle: Callable[[], None], qtbot: QtBot
) -> None:
    save(folder, photo_name(CODE, 2), photo(2).jpeg)
    page.start([folder])
    idle()
    went: list[tuple[str, dict[str, object]]] = []
    page.navigate.disconnect()
    page.navigate.connect(lambda where, target: went.append((where, target)))

    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Return)

    assert went == [("periksa", {"tps": CODE, "form": "c-hasil-ppwp-2024", "field": "suara_1"})]


def test_a_dropped_folder_is_imported_and_the_zone_says_where_to_drop(
    page: ImporPage, folder: Path, workspace: Workspace, idle: Callable[[], None]
) -> None:
    save(folder, photo_name(CODE, 2), photo(2).jpeg)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    enter = QDragEnterEvent(QPoint(20, 20), copy, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    assert page.zone._hot
    QApplication.sendEvent(page, QDropEvent(QPointF(20, 20), copy, data, left, none))
    idle()

    assert not page.zone._hot
    assert workspace.current_image(CODE, FORM, 2) is not None


def test_text_that_is_dragged_is_refused(page: ImporPage) -> None:
    data = QMimeData()
    data.setText("bukan berkas")
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(page, enter)
    assert not enter.isAccepted()


def test_cancel_keeps_what_is_done_and_says_so(
    page: ImporPage, folder: Path, workspace: Workspace, qtbot: QtBot, idle: Callable[[], None]
) -> None:
    for number in range(1, 4):
        save(folder, f"surat {number}.jpg", b"bukan foto %d" % number)
    page.runner.items.connect(lambda _items: page.zone.job.cancel_button.click())
    # every file reports before the next one begins; the click reaches the import between two of them
    page.start([folder])
    assert page.runner.running
    page.zone.job.cancel_button.click()
    idle()

    assert page.zone.headline.startswith("Impor dibatalkan")
    assert len(workspace.images()) < 3
    assert not page.runner.running


def test_the_operator_elsewhere_is_told_when_an_import_ends(
    page: ImporPage, window: MainWindow, folder: Path, idle: Callable[[], None]
) -> None:
    save(folder, photo_name(CODE, 2), photo(2).jpeg)
    page.start([folder])
    window.go("beranda")
    idle()
    assert window.message_bar.text.startswith("Impor selesai: 1 diterima.")


def test_closing_the_window_during_an_import_stops_it_and_keeps_what_was_told(
    page: ImporPage, window: MainWindow, folder: Path, workspace: Workspace, qtbot: QtBot, idle: Callable[[], None]
) -> None:
    for number in range(5):
        save(folder, f"surat {number}.jpg", b"bukan foto %d" % number)
    told: list[str] = []
    page.runner.items.connect(lambda items: told.extend(item.image_id for item in items))
    page.start([folder])
    qtbot.waitUntil(lambda: bool(told))
    place = workspace.folder
    window.close()
    idle()
    with Workspace.open(place, read_only=True) as reopened:
        assert all(reopened.image(image_id) for image_id in told)
        assert reopened.verify().ok


def test_an_import_that_begins_never_puts_the_focus_on_cancel(
    page: ImporPage, folder: Path, idle: Callable[[], None]
) -> None:
    save(folder, "surat.jpg", b"bukan foto")
    page.zone.pick_files.setFocus()
    page.start([folder])
    assert QApplication.focusWidget() is not page.zone.job.cancel_button
    idle()


def test_the_watched_folder_waits_for_half_written_files(
    page: ImporPage, folder: Path, workspace: Workspace, idle: Callable[[], None], qtbot: QtBot
) -> None:
    page.watcher._settle = 0.0
    workspace.set_setting("watch_folder", str(folder))
    qtbot.waitUntil(lambda: page.watcher.folder == folder)
    whole = photo(2).jpeg
    path = save(folder, photo_name(CODE, 2), whole[:1000])

    page.watcher.look()
    idle()
    with path.open("ab") as file:
        file.write(whole[1000:5000])
    page.watcher.look()
    idle()
    assert workspace.images() == ()
    assert "masih ditulis" in page.watch_line.text.text()

    path.write_bytes(whole)
    for _ in range(2):
        page.watcher.look()
        idle()
    assert workspace.current_image(CODE, FORM, 2) is not None
    assert str(folder) in page.watch_line.text.text()


def test_what_came_from_the_folder_before_is_not_told_again(
    context: object, folder: Path, workspace: Workspace, idle: Callable[[], None], qtbot: QtBot
) -> None:
    old = save(folder, "lama.jpg", b"bukan foto")
    sha, _ = workspace.store_original(old.read_bytes(), ".jpg")
    workspace.add_image(sha256=sha, source=str(old), outcome=ImportOutcome.UNREADABLE, reason="x")
    os.utime(old, (1_600_000_000, 1_600_000_000))
    fresh = save(folder, "baru.jpg", b"juga bukan")
    owner = QWidget()
    watcher = FolderWatcher(owner, settle_seconds=0.0)
    found: list[Path] = []
    watcher.found.connect(lambda paths, _first: found.extend(paths))
    watcher.attach(context)  # type: ignore[arg-type]
    watcher.watch(str(folder))
    idle()
    watcher.look()
    idle()
    watcher.detach()
    owner.deleteLater()
    assert found == [fresh]


def test_a_folder_that_is_gone_is_said_and_stopping_forgets_it(
    page: ImporPage, folder: Path, workspace: Workspace, dialogs: ScriptedDialogs, idle: Callable[[], None]
) -> None:
    dialogs.answers = [folder]
    page.watch_line.choose.click()
    idle()
    assert workspace.setting("watch_folder") == str(folder)
    folder.rmdir()
    page.watcher.look()
    idle()
    assert page.watch_line.pill.text == "terputus"

    page.watch_line.stop.click()
    idle()
    assert workspace.setting("watch_folder") == ""
    assert page.watcher.folder is None


def test_a_watched_folder_is_looked_at_before_impor_is_opened(
    window: MainWindow, folder: Path, workspace: Workspace, idle: Callable[[], None]
) -> None:
    workspace.set_setting("watch_folder", str(folder))
    window.open_workspace(workspace, "beranda")
    idle()
    watching = window._pages["impor"]
    assert isinstance(watching, ImporPage)
    assert watching.watcher.folder == folder


def test_every_control_has_an_accessible_name(page: ImporPage) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit

    kinds = (QAbstractButton, QAbstractItemView, QLineEdit)
    controls = [item for kind in kinds for item in page.findChildren(kind)]
    inner = [
        item for item in controls if not item.objectName().startswith("qt_") and "Header" not in type(item).__name__
    ]
    nameless = [item for item in inner if not (item.accessibleName() or getattr(item, "text", str)())]
    corner = [
        item
        for item in nameless
        if "Corner" not in type(item).__name__ and item.metaObject().className() != "QTableCornerButton"
    ]
    assert corner == []


def test_a_full_disk_is_said_and_the_next_import_works(
    page: ImporPage,
    window: MainWindow,
    folder: Path,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    idle: Callable[[], None],
) -> None:
    save(folder, photo_name(CODE, 2), photo(2).jpeg)

    def full(_data: bytes, _suffix: str) -> tuple[str, bool]:
        raise UserError("Cakram penuh.", "Kosongkan tempat, lalu impor lagi.", code="disk.full")

    with monkeypatch.context() as patched:
        patched.setattr(workspace, "store_original", full)
        page.start([folder])
        idle()
    assert window.message_bar.text.startswith("Cakram penuh.")
    assert not page.runner.running
    assert page.zone.pick_files.isVisible()

    page.start([folder])
    idle()
    assert workspace.current_image(CODE, FORM, 2) is not None


def test_enter_on_an_unreadable_file_opens_its_tools(page: ImporPage, folder: Path, idle: Callable[[], None]) -> None:
    save(folder, "surat.jpg", b"bukan foto")
    page.start([folder])
    idle()
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    idle()
    assert page.assigning
    assert page.assign.current is not None
    assert page.assign.current.outcome is ImportOutcome.UNREADABLE


def test_two_imports_run_one_after_the_other(
    page: ImporPage, folder: Path, workspace: Workspace, idle: Callable[[], None]
) -> None:
    first, second = save(folder, "a.jpg", b"bukan foto"), save(folder, "b.jpg", b"juga bukan")
    page.start([first])
    page.start([second])
    idle()
    assert [Path(image.source).name for image in workspace.images()] == ["a.jpg", "b.jpg"]
