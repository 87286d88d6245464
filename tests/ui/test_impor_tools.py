"""Turn, corners, replace, move, versions: on real photos, through the real dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.models.records import EntryHow, ImageVersion, ImportOutcome, NewEntry
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr import engine, imageio
from sirekap_desktop.ui.context import Context, Message
from sirekap_desktop.ui.impor.corner_canvas import CornerCanvas
from sirekap_desktop.ui.impor.corner_dialog import CornerDialog, turn_corners
from sirekap_desktop.ui.impor.move_dialog import MoveDialog
from sirekap_desktop.ui.impor.photo_tools import PhotoTools
from sirekap_desktop.ui.impor.versions import VersionsDialog
from tests.ui.conftest import FORM, TPS, ScriptedDialogs, settle
from tests.ui.impor_samples import SALINAN, paper_corners, photo

FIRST, SECOND = TPS[0].code, TPS[1].code


class Bench:
    """The tools, and what they said."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self.tools = PhotoTools(context, parent)
        self.said: list[Message] = []
        context.message.connect(self.said.append)

    @property
    def text(self) -> str:
        return " ".join(f"{item.text} {item.hint}" for item in self.said)


@pytest.fixture
def bench(context: Context, qtbot: QtBot) -> Bench:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return Bench(context, parent)


def put(workspace: Workspace, data: bytes, *, tps: str | None = FIRST, page: int | None = 2) -> ImageVersion:
    sha256, _ = workspace.store_original(data, ".jpg")
    reading = engine.read_file(data, "x.jpg")[0]
    read = reading.status == "read"
    return workspace.add_image(
        sha256=sha256, source="/kartu/foto.jpg", outcome=ImportOutcome.ACCEPTED if read and tps else
        ImportOutcome.UNREADABLE, reason=reading.reason or "", tps=tps, form=reading.form, page=page if read else None,
        reading=reading,
    )  # fmt: skip


def test_turning_four_times_keeps_the_photo_readable_and_in_its_place(
    bench: Bench, workspace: Workspace, idle: Callable[[], None]
) -> None:
    image = put(workspace, photo(2).jpeg)
    for degrees in (90, 180):
        current = workspace.image(image.id)
        assert current is not None
        bench.tools.rotate(current)
        idle()
        turned = workspace.image(image.id)
        assert turned is not None
        assert turned.rotation == degrees
        assert (turned.tps, turned.page, turned.version) == (FIRST, 2, 1)
        reading = workspace.reading(image.id)
        assert reading is not None
        assert reading.field("suara_1").value == 79  # type: ignore[union-attr]
    assert "halaman 2 terbaca" in bench.text


def test_a_photo_is_turned_once_at_a_time(bench: Bench, workspace: Workspace, idle: Callable[[], None]) -> None:
    image = put(workspace, photo(2).jpeg)
    bench.tools.rotate(image)
    bench.tools.rotate(image)
    idle()
    turned = workspace.image(image.id)
    assert turned is not None
    assert turned.rotation == 90
    assert "sedang dibaca ulang" in bench.text


def only_by_hand(data: bytes) -> bytes:
    """The same photo without tag and corner marks, a sheet over its lower part: only a hand can find the page."""
    picture = imageio.decode(data).page(0).copy()
    form = load_form(FORM)
    page = form.page(2)
    matrix = np.array(photo(2).homography).reshape(3, 3)
    marks = [mark for group in page.corner_marks for mark in group]
    for area in [*marks, *([page.tag.rect] if page.tag else [])]:
        corners = np.array([[*point, 1.0] for point in area.grown(3).corners]) @ matrix.T
        polygon = np.round(corners[:, :2] / corners[:, 2:]).astype(np.int32)
        cv2.fillPoly(picture, [polygon], (225, 228, 230))
    height = len(picture)
    picture[int(0.73 * height) : int(0.95 * height)] = 235
    done, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 92])
    assert done
    return encoded.tobytes()


def open_corners(bench: Bench, image: ImageVersion, idle: Callable[[], None]) -> CornerDialog:
    bench.tools.set_corners(image)
    idle()
    dialog = bench.tools.dialog
    assert isinstance(dialog, CornerDialog)
    return dialog


def set_all(canvas: CornerCanvas, corners: list[tuple[float, float]]) -> None:
    """Each corner by its key and the arrows' own step."""
    for number, (x, y) in enumerate(corners):
        QTest.keyClick(canvas, Qt.Key(Qt.Key.Key_1 + number))
        now = canvas.corners()[number]
        canvas.nudge(x - now[0], y - now[1])


def test_four_corners_by_hand_make_a_page_readable(
    bench: Bench, workspace: Workspace, idle: Callable[[], None]
) -> None:
    image = put(workspace, only_by_hand(photo(2).jpeg))
    dialog = open_corners(bench, image, idle)
    set_all(dialog.canvas, paper_corners(photo(2), load_form(FORM).paper))
    dialog.form_chips._chips[FORM].click()
    dialog.page_chips._chips["2"].click()
    dialog.save_button.click()
    idle()

    reading = workspace.reading(image.id)
    assert reading is not None
    assert (reading.status, reading.form, reading.page) == ("read", FORM, 2)
    assert reading.registration is not None
    assert reading.registration.method == "manual"
    assert reading.field("suara_2").value == 86  # type: ignore[union-attr]
    kept = workspace.image(image.id)
    assert kept is not None
    assert kept.corners is not None
    assert bench.tools.dialog is None


def test_corners_find_a_form_that_has_no_marks(bench: Bench, workspace: Workspace, idle: Callable[[], None]) -> None:
    taken = photo(1, form_id=SALINAN)
    image = put(workspace, only_by_hand(taken.jpeg), page=None)
    assert image.outcome is ImportOutcome.UNREADABLE
    dialog = open_corners(bench, image, idle)
    set_all(dialog.canvas, paper_corners(taken, load_form(SALINAN).paper))
    dialog.form_chips._chips[SALINAN].click()
    dialog.page_chips._chips["1"].click()
    dialog.save_button.click()
    idle()

    reading = workspace.reading(image.id)
    assert reading is not None
    assert (reading.status, reading.form, reading.page) == ("read", SALINAN, 1)


def test_a_corner_is_dragged_and_the_others_stay(bench: Bench, workspace: Workspace, idle: Callable[[], None]) -> None:
    dialog = open_corners(bench, put(workspace, photo(2).jpeg), idle)
    canvas = dialog.canvas
    before = canvas.corners()
    start = canvas.corner_on_screen(2).toPoint()

    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, start - QPoint(30, 20))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start - QPoint(30, 20))

    after = canvas.corners()
    assert canvas.active == 2
    assert after[2][0] < before[2][0]
    assert after[2][1] < before[2][1]
    assert [after[n] for n in (0, 1, 3)] == [before[n] for n in (0, 1, 3)]

    QTest.keyClick(canvas, Qt.Key.Key_1)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    far = canvas.corners()[0][0] - before[0][0]
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.corners()[0][0] - before[0][0] > 5 * far > 0
    idle()
    dialog.reject()
    settle()


def test_turning_in_the_dialog_turns_the_corners_with_the_photo(
    bench: Bench, workspace: Workspace, idle: Callable[[], None]
) -> None:
    image = put(workspace, photo(2).jpeg)
    dialog = open_corners(bench, image, idle)
    for _ in range(4):
        dialog.turn.click()
    idle()
    reading = workspace.reading(image.id)
    assert reading is not None
    assert reading.registration is not None
    assert np.allclose(dialog.canvas.corners(), reading.registration.corners, atol=0.5)
    dialog.reject()
    settle()


def test_the_upper_left_corner_is_first_after_a_turn() -> None:
    square = [(10.0, 20.0), (90.0, 20.0), (90.0, 180.0), (10.0, 180.0)]
    turned = turn_corners(square, 200)
    assert turned == ((20.0, 10.0), (180.0, 10.0), (180.0, 90.0), (20.0, 90.0))


def test_a_better_photo_replaces_and_recorded_numbers_are_checked_again(
    bench: Bench, workspace: Workspace, dialogs: ScriptedDialogs, tmp_path: Path, idle: Callable[[], None]
) -> None:
    image = put(workspace, photo(2).jpeg)
    entry = NewEntry("suara_1", 79, EntryHow.TYPED, image.id)
    workspace.record_many(FIRST, FORM, [entry])
    better = tmp_path / "lebih jelas.jpg"
    better.write_bytes(photo(2, seed=32).jpeg)
    dialogs.answers = [better]

    bench.tools.replace(image)
    idle()

    versions = workspace.versions(FIRST, FORM, 2)
    assert [item.version for item in versions] == [1, 2]
    assert Path(versions[1].source).name == better.name
    assert workspace.entries(FIRST, FORM)["suara_1"].recheck
    assert "1 isian yang sudah dicatat ditandai periksa ulang" in bench.text


def test_a_photo_of_another_page_is_refused(
    bench: Bench, workspace: Workspace, dialogs: ScriptedDialogs, tmp_path: Path, idle: Callable[[], None]
) -> None:
    image = put(workspace, photo(2).jpeg)
    other = tmp_path / "halaman tiga.jpg"
    other.write_bytes(photo(3).jpeg)
    dialogs.answers = [other]
    errors: list[BaseException] = []
    bench.tools._context.tasks.on_error = errors.append

    bench.tools.replace(image)
    idle()

    assert "halaman 3" in str(errors[0])
    assert len(workspace.versions(FIRST, FORM, 2)) == 1


def test_moving_asks_before_it_replaces(
    bench: Bench, workspace: Workspace, dialogs: ScriptedDialogs, idle: Callable[[], None]
) -> None:
    image = put(workspace, photo(2).jpeg)
    put(workspace, photo(2, seed=32).jpeg, tps=SECOND)
    dialogs.answers = [False]
    move_to(bench, image, "kab 2", idle)
    assert workspace.current_image(FIRST, FORM, 2) is not None

    dialogs.answers = [True]
    move_to(bench, image, "kab 2", idle)
    assert workspace.current_image(FIRST, FORM, 2) is None
    assert [item.version for item in workspace.versions(SECOND, FORM, 2)] == [1, 2]
    assert "dipindahkan ke KABIRAAN · TPS 002" in bench.text


def move_to(bench: Bench, image: ImageVersion, text: str, idle: Callable[[], None]) -> None:
    bench.tools.move(image)
    idle()
    dialog = bench.tools.dialog
    assert isinstance(dialog, MoveDialog)
    QTest.keyClicks(dialog.picker.edit, text)
    QTest.keyClick(dialog.picker.edit, Qt.Key.Key_Return)
    idle()


def test_versions_show_every_photo_of_a_place(bench: Bench, workspace: Workspace, idle: Callable[[], None]) -> None:
    first = put(workspace, photo(2).jpeg)
    sha256, _ = workspace.store_original(photo(2, seed=32).jpeg, ".jpg")
    workspace.add_image(
        sha256=sha256, source="b.jpg", outcome=ImportOutcome.ACCEPTED, tps=FIRST, form=FORM, page=2, replace=True
    )
    bench.tools.versions(first)
    idle()
    dialog = bench.tools.dialog
    assert isinstance(dialog, VersionsDialog)
    from PySide6.QtWidgets import QLabel

    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert [text for text in words if text.startswith("Versi ") and text[6:].isdigit()] == ["Versi 2", "Versi 1"]
    dialog.accept()
    settle()


def test_a_photo_without_a_place_is_not_replaced_or_moved(
    bench: Bench, workspace: Workspace, idle: Callable[[], None]
) -> None:
    image = put(workspace, only_by_hand(photo(2).jpeg))
    bench.tools.replace(image)
    bench.tools.move(image)
    bench.tools.versions(image)
    idle()
    assert bench.text.count("belum bertempat") == 3
