"""The form designer, driven by its widgets: keys, mouse, buttons; and a file it made, imported and read with."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from sirekap_desktop.forms.loader import load_form, load_form_bytes
from sirekap_desktop.forms.model import Rect
from sirekap_desktop.jobs.importing import import_paths
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.samples import draw
from sirekap_desktop.ui.perancang.extra import RowForm, RuleForm
from sirekap_desktop.ui.perancang.window import DesignerWindow
from tests.ui.conftest import TPS, settle

FORM = "c-hasil-ppwp-2024"
CLOSE = 0.5
"""mm"""


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """Page 3 of the plano, drawn by the program: three numbers."""
    path = tmp_path / "hal3.png"
    picture = draw.render_page(load_form(FORM), 3, {}, seed=1, px_per_mm=3.0)
    path.write_bytes(cv2.imencode(".png", picture)[1].tobytes())
    return path


@pytest.fixture
def designer(window, idle):
    """Opened without a workspace, from *Awal*."""
    window.go("awal")
    QTest.mouseClick(window.page.designer_button, Qt.MouseButton.LeftButton)
    found = window.findChild(DesignerWindow)
    yield found
    idle()
    if shiboken6.isValid(found):
        if found.session is not None:
            found.session.saved = found.session.draft
        found.close()


@pytest.fixture
def opened(designer, dialogs, blank, idle, qtbot):
    """The drawn page, proposed."""
    open_files(designer, dialogs, [blank], idle, qtbot)
    return designer


def open_files(designer, dialogs, files, idle, qtbot) -> None:
    dialogs.answers.append(files)
    QTest.mouseClick(designer.start.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: designer.session is not None or bool(designer.message_bar.text), timeout=30_000)
    idle()


def formed(designer, qtbot, idle):
    """The form as it would be saved now, once the window has made it."""
    qtbot.waitUntil(lambda: not designer._soon.isActive(), timeout=5_000)
    idle()
    return designer.form


def click_group(canvas, index: int) -> None:
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.group_place(index).center().toPoint())


def drag(canvas, rect: Rect) -> None:
    """Draw a rectangle of the paper with the mouse."""
    area = canvas.to_screen(rect)
    start, end = area.topLeft().toPoint(), area.bottomRight().toPoint()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, start + QPoint(9, 9))
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)


def listed(tree) -> list[tuple[str, ...]]:
    items = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    return [tuple(item.text(column) for column in range(tree.columnCount())) for item in items]


def farthest(first: tuple[Rect, ...], second: tuple[Rect, ...]) -> float:
    pairs = zip(first, second, strict=True)
    corners = [pair for one, other in pairs for pair in zip(one.corners, other.corners, strict=True)]
    return max(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in corners)


# -- the official blank --------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_the_official_blank_becomes_the_shipped_form_with_a_few_keys(
    designer, dialogs, shared_dir, tmp_path, idle, qtbot
):
    open_files(designer, dialogs, [shared_dir / "forms" / "C.HASIL-PPWP.pdf"], idle, qtbot)
    canvas, work = designer.work.canvas, designer.work
    assert designer.work.next.text() == "Enter: kotak 1 menjadi I.A L (Pemilih DPT)"
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert listed(work.fields.tree)[0] == ("I.A L", "Pemilih DPT", "hal 1 no 1")
    QTest.keyClick(canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert "27 kotak dinamai" in designer.message_bar.text
    assert all(place for _, _, place in listed(work.fields.tree))
    formed(designer, qtbot, idle)
    assert work.state.text() == "Siap disimpan."
    assert ("V.A = IV.1 + IV.2 + IV.3", "JUMLAH SELURUH SUARA SAH (IV.1 + IV.2 + IV.3)") in listed(work.rules.tree)

    dialogs.answers.append(shared_dir / "photos" / "pilpres-2024-hal2.jpg")
    QTest.mouseClick(work.sample.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: work.sample.tree.topLevelItemCount() == 3, timeout=20_000)
    assert [row[2] for row in listed(work.sample.tree)] == ["123", "274", "32"]

    target = tmp_path / "plano.sirekap-form.json"
    dialogs.answers.append(target)
    QTest.mouseClick(work.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.exists)
    idle()
    assert str(target) in designer.message_bar.text
    made, shipped = load_form_bytes(target.name, target.read_bytes()), load_form(FORM)
    assert [field.name for field in made.fields] == [field.name for field in shipped.fields]
    assert max(farthest(a.boxes, b.boxes) for a, b in zip(made.fields, shipped.fields, strict=True)) < CLOSE
    assert designer.close()


@pytest.mark.shared
def test_a_file_of_the_designer_is_imported_and_reads_the_photos(
    designer, dialogs, shared_dir, tmp_path, idle, qtbot, window, workspace
):
    open_files(designer, dialogs, [shared_dir / "forms" / "C.HASIL-PPWP.pdf"], idle, qtbot)
    designer.work.id.clear()
    QTest.keyClicks(designer.work.id, "c-hasil-ppwp-perancang")
    QTest.mouseClick(designer.work.run_button, Qt.MouseButton.LeftButton)
    target = tmp_path / "plano.sirekap-form.json"
    dialogs.answers.append(target)
    designer.save()
    qtbot.waitUntil(target.exists)
    idle()
    designer.close()

    window.open_workspace(workspace, "setelan")
    idle()
    dialogs.answers.append(target)
    QTest.mouseClick(window.page.import_form_button, Qt.MouseButton.LeftButton)
    idle()
    assert "kini dipakai ruang kerja ini" in window.message_bar.text
    assert workspace.form_ids() == ("c-hasil-ppwp-perancang",)
    photos = tmp_path / "foto"
    photos.mkdir()
    for number in (1, 2, 3):
        photo = shared_dir / "photos" / f"pilpres-2024-hal{number}.jpg"
        (photos / f"{TPS[0].code}-{number}.jpg").write_bytes(photo.read_bytes())
    summary = import_paths(workspace, [photos], workers=0)
    assert [(item.outcome, item.reason) for item in summary.items] == [(ImportOutcome.ACCEPTED, "")] * 3
    read = workspace.tps_reading(TPS[0].code, "c-hasil-ppwp-perancang")
    values = {name: field.value for name, field in read.items()}
    assert [values[name] for name in ("suara_1", "suara_2", "suara_3", "pemilih_dpt_l")] == [123, 274, 32, None]
    window.close_workspace()
    idle()


# -- naming by keys and mouse ----------------------------------------------------------------------------------------


def test_the_drawn_page_is_proposed_and_waits_for_names(opened, qtbot, idle):
    assert len(opened.session.draft.keys) == 3
    assert formed(opened, qtbot, idle) is None
    assert opened.work.state.text() == "Belum ada kotak yang dinamai."


def test_a_number_of_the_list_is_put_on_the_chosen_group_and_taken_away_again(opened, qtbot, idle):
    work, canvas = opened.work, opened.work.canvas
    rows = [row[0] for row in listed(work.fields.tree)]
    click_group(canvas, 1)
    item = work.fields.tree.topLevelItem(rows.index("V.B"))
    work.fields.tree.setCurrentItem(item)
    work.fields.tree.setFocus()
    QTest.keyClick(work.fields.tree, Qt.Key.Key_Return)
    assert listed(work.fields.tree)[rows.index("V.B")][2] == "hal 1 no 2"
    form = formed(opened, qtbot, idle)
    assert [field.name for field in form.form.fields] == ["suara_tidak_sah"]
    click_group(canvas, 1)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert opened.session.draft.names == {}
    QTest.mouseClick(work.undo_button, Qt.MouseButton.LeftButton)
    assert len(opened.session.draft.names) == 1


def test_after_a_run_enter_renames_nothing(opened):
    QTest.mouseClick(opened.work.run_button, Qt.MouseButton.LeftButton)
    names = dict(opened.session.draft.names)
    assert len(names) == 3
    assert opened.work.next.text() == ""
    QTest.keyClick(opened.work.canvas, Qt.Key.Key_Return)
    assert opened.session.draft.names == names


def test_one_enter_too_many_renames_nothing(opened):
    for _ in range(5):
        QTest.keyClick(opened.work.canvas, Qt.Key.Key_Return)
    assert [slot for _, slot in sorted(opened.session.draft.names.items())] == list(opened.session.draft.slots[:3])


def test_arrows_go_from_group_to_group(opened):
    canvas = opened.work.canvas
    assert opened.session.key == (0, 0)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert opened.session.key == (0, 2)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert opened.session.key == (0, 1)


def test_a_proposal_is_deleted_and_drawn_again_with_the_mouse(opened):
    work, canvas = opened.work, opened.work.canvas
    area = opened.session.draft.group((0, 1)).area
    click_group(canvas, 1)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert len(opened.session.draft.keys) == 2
    work.boxes.setValue(3)
    QTest.mouseClick(work.draw_button, Qt.MouseButton.LeftButton)
    drag(canvas, area)
    assert not work.draw_button.isChecked()
    assert len(opened.session.draft.keys) == 3
    drawn = opened.session.draft.group((0, 1))
    assert len(drawn.boxes) == 3
    assert farthest((drawn.area,), (area,)) < 3.0


def test_the_header_is_drawn_with_the_mouse(opened):
    strip = Rect(100, 75, 370, 45)
    QTest.mouseClick(opened.work.header_button, Qt.MouseButton.LeftButton)
    drag(opened.work.canvas, strip)
    assert farthest((opened.session.draft.blanks[0].page.header,), (strip,)) < 3.0


def test_a_row_and_a_sum_that_only_this_paper_has_are_added(opened, qtbot, idle):
    work = opened.work
    work.fields.new_row_wanted.emit()
    form = opened.findChild(RowForm)
    form.accept()
    assert "Isi nomor" in form.problem.text()
    for edit, text in ((form.number, "V.D"), (form.label, "Jumlah lain"), (form.name, "suara_lain")):
        QTest.keyClicks(edit, text)
    form.parts.setCurrentIndex(1)
    form.section.setCurrentText("V")
    form.accept()
    settle()
    assert ("V.D", "Jumlah lain", "") in listed(work.fields.tree)
    opened.session.choose_group((0, 0))
    QTest.mouseClick(work.run_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(work.canvas, Qt.Key.Key_Home)
    rows = [row[0] for row in listed(work.fields.tree)]
    assert rows[-1] == "V.D"

    for index, name in enumerate(("V.A", "V.B", "V.D")):
        click_group(work.canvas, index)
        tree = work.fields.tree
        tree.setCurrentItem(tree.topLevelItem(rows.index(name)))
        click_group(work.canvas, index)
        opened.session.name(opened.session.draft.slots[rows.index(name)])
    opened._show()
    assert formed(opened, qtbot, idle)
    work.rules.new_rule_wanted.emit()
    rule = opened.findChild(RuleForm)
    QTest.keyClicks(rule.check, "suara_lain = suara_sah + suara_2")
    rule.accept()
    assert "suara_2 tidak ada" in rule.problem.text()
    rule.check.clear()
    QTest.keyClicks(rule.check, "suara_lain = suara_sah + suara_tidak_sah")
    QTest.keyClicks(rule.wording, "A + B")
    rule.accept()
    formed(opened, qtbot, idle)
    assert ("V.D = V.A + V.B", "A + B") in listed(work.rules.tree)


# -- the way in and out ----------------------------------------------------------------------------------------------


def test_a_file_that_is_no_picture_is_said_in_the_window(designer, dialogs, tmp_path, idle, qtbot):
    wrong = tmp_path / "catatan.txt"
    wrong.write_text("halo", "utf-8")
    open_files(designer, dialogs, [wrong], idle, qtbot)
    assert "bukan gambar" in designer.message_bar.text
    assert designer.session is None
    assert designer.start.open_button.isEnabled()


def test_unsaved_work_is_not_closed_without_asking(opened, dialogs, window):
    QTest.mouseClick(opened.work.run_button, Qt.MouseButton.LeftButton)
    dialogs.answers.append(False)
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    assert opened.isVisible()
    dialogs.answers.append(False)
    window.close()
    assert window.isVisible()
    assert [title for kind, title in dialogs.asked if kind == "confirm"] == ["Tutup perancang?"] * 2


def test_one_designer_is_enough(designer, window):
    window.trigger("designer")
    assert [item for item in window.findChildren(QDialog) if isinstance(item, DesignerWindow)] == [designer]


def test_help_opens_at_the_designer(designer, window):
    designer.help_wanted.emit()
    assert "perancang" in window._help.anchors
    window._help.close()


def test_a_form_of_another_version_is_refused_in_words(window, workspace, dialogs, idle, tmp_path):
    window.open_workspace(workspace, "setelan")
    idle()
    file = tmp_path / "baru.json"
    file.write_text('{"kind": "sirekap-formulir", "schema": 2}', "utf-8")
    dialogs.answers.append(file)
    window.trigger("form.import")
    idle()
    assert "versi lain (susunan 2, program ini mengenal susunan 1)" in window.message_bar.text
    assert workspace.form_ids() == (FORM,)
