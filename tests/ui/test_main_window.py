from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.actions import spec
from sirekap_desktop.ui.bantuan import HelpWindow
from sirekap_desktop.ui.pages import PAGES
from sirekap_desktop.ui.palette import CommandPalette, Item, match
from sirekap_desktop.ui.theme import apply_theme
from tests.ui.conftest import FORM, TPS, settle

PAGE_IDS = [page.id for page in PAGES]


def test_without_a_workspace_only_the_start_is_shown(window):
    window.go("rekap")
    assert window.page.page_id == "awal"
    assert window.rail.isHidden()


@pytest.mark.parametrize("page_id", [*PAGE_IDS, "salah"])
def test_the_key_of_a_page_opens_it_and_stands_beside_its_name(window, workspace, idle, page_id):
    window.open_workspace(workspace)
    idle()
    keys = spec(f"page.{page_id}").sequences[0]
    if page_id in window.rail._buttons:
        assert keys in window.rail._buttons[page_id].toolTip()
    QTest.keySequence(window, QKeySequence(keys))
    idle()
    assert window.page.page_id == page_id


def test_f10_opens_the_meeting(window, workspace, idle):
    window.open_workspace(workspace)
    idle()
    QTest.keyClick(window, Qt.Key.Key_F10)
    idle()
    assert window.page.page_id == "pleno"


def test_f1_opens_the_manual_at_the_page(window, workspace, idle):
    window.open_workspace(workspace, "setelan")
    idle()
    QTest.keyClick(window, Qt.Key.Key_F1)
    manual = window.findChild(HelpWindow)
    assert manual.isVisible()
    assert manual.view.textCursor().block().text() == "Setelan"
    assert not manual.view.horizontalScrollBar().isVisible()
    assert manual.view.document().idealWidth() <= manual.view.viewport().width()
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()
    for page_id in PAGE_IDS:
        window.go(page_id)
        assert window.page.help_anchor in manual.anchors, page_id


def test_the_palette_finds_a_tps_by_desa_and_number_and_opens_it(window, workspace, idle, monkeypatch):
    window.open_workspace(workspace)
    idle()
    gone = []
    monkeypatch.setattr(window, "go", lambda page_id, **target: gone.append((page_id, target)))
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    idle()
    palette = window.findChild(CommandPalette)
    QTest.keyClicks(palette.edit, "samb 3")
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    settle()
    assert gone == [("periksa", {"tps": "7605052002003"})]


def test_the_palette_runs_a_command(window, workspace, idle):
    window.open_workspace(workspace)
    idle()
    window.open_palette()
    palette = window.findChild(CommandPalette)
    QTest.keyClicks(palette.edit, "daftar pint")
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    settle()
    dialogs = [child for child in window.findChildren(QWidget) if type(child).__name__ == "ShortcutDialog"]
    assert len(dialogs) == 1
    dialogs[0].close()


def test_a_number_finds_the_exact_tps_before_longer_ones():
    items = [Item(f"SULAI TPS {n:03d}", page="periksa", target={"tps": f"x{n:03d}", "number": n}) for n in (13, 31, 3)]
    assert match(items, "sulai 3")[0].target["number"] == 3


def test_an_error_that_people_can_solve_stands_in_the_message_bar_and_esc_is_not_needed(window, workspace, idle):
    window.open_workspace(workspace)
    idle()
    window.show_error(UserError("Cakram penuh.", "Kosongkan tempat.", code="disk.full"))
    assert window.message_bar.text == "Cakram penuh. Kosongkan tempat."
    QTest.keyClick(window, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert window.message_bar.text == ""


def test_a_programming_error_goes_to_the_crash_reporter(window, workspace, idle):
    window.open_workspace(workspace)
    idle()
    window.tasks.query(lambda: 1 / 0, done=lambda _value: None)
    idle()
    assert [type(error) for error in window.crash.errors] == [ZeroDivisionError]
    window.crash.errors.clear()


def test_a_hidden_page_hears_of_changes_when_it_is_shown(window, workspace, idle, qtbot):
    window.open_workspace(workspace, "rekap")
    idle()
    page = window.page
    window.go("beranda")
    idle()
    with qtbot.waitSignal(window.context.changed):
        workspace.record(TPS[0].code, FORM, "suara_1", 77, EntryHow.TYPED)
    idle()
    assert page.snapshot.desa_tables[0].totals[_row(page, "suara_1")].value == 0
    window.go("rekap")
    idle()
    assert page.snapshot.desa_tables[0].totals[_row(page, "suara_1")].value == 77


def _row(page, field: str) -> int:
    return next(number for number, row in enumerate(page.snapshot.rows) if row.field == field)


def test_closing_the_window_gives_the_workspace_free(window, workspace, idle, tmp_path):
    window.open_workspace(workspace)
    idle()
    window.close()
    idle()
    with Workspace.open(workspace.folder, operator="BUDI", key_folder=tmp_path / "keys") as again:
        assert again.operator == "BUDI"


def test_the_operator_is_changed_with_a_name_that_stays(window, workspace, idle, dialogs, settings):
    window.open_workspace(workspace)
    idle()
    dialogs.answers.append("BUDI S.")
    window.trigger("operator")
    idle()
    assert workspace.operator == "BUDI S."
    assert settings.operator == "BUDI S."


def test_a_cadangan_asks_for_its_place_once(window, workspace, idle, dialogs, tmp_path):
    window.open_workspace(workspace)
    idle()
    stick = tmp_path / "FLASHDISK"
    stick.mkdir()
    dialogs.answers.append(stick)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_B, modifiers)
    idle()
    assert (stick / "cadangan-760505-ULUMANDA" / "sirekap.db").is_file()
    assert "selesai dibuat" in window.message_bar.text
    assert "FLASHDISK" in window.page.backup_card.accessibleName()
    QTest.keyClick(window, Qt.Key.Key_B, modifiers)
    idle()
    assert len(dialogs.asked) == 1


def test_the_audit_trail_is_verified_on_demand_where_it_can_be_read(window, workspace, idle):
    window.open_workspace(workspace)
    idle()
    window.trigger("verify")
    idle()
    assert window.page.page_id == "jejak"
    assert window.page.verdict.state.text == "semua cocok"


@pytest.mark.parametrize("page_id", [*PAGE_IDS, "awal", "kabupaten"])
def test_every_control_has_an_accessible_name(window, workspace, idle, page_id):
    if page_id in PAGE_IDS:
        window.open_workspace(workspace, page_id)
    else:
        window.go(page_id)
    idle()
    nameless = [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in window.findChildren(QWidget)
        if _is_control(widget) and not (widget.accessibleName() or _text(widget))
    ]
    assert nameless == []


def _is_control(widget: QWidget) -> bool:
    owner = widget.parentWidget()
    if widget.objectName().startswith("qt_") or owner is None or owner.inherits("QComboBoxPrivateContainer"):
        return False  # Qt's own parts: the box around a list of choices speaks for them
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, QAbstractButton)


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


@pytest.mark.parametrize("scale", [1.0, 1.15])
@pytest.mark.parametrize("page_id", PAGE_IDS)
def test_every_page_fits_a_small_laptop(window, workspace, idle, page_id, scale):
    qapp = QApplication.instance()
    apply_theme(qapp, scale)
    try:
        window.open_workspace(workspace, page_id)
        idle()
        assert window.minimumSizeHint().width() <= 1280
        assert window.minimumSizeHint().height() <= 720
    finally:
        apply_theme(qapp)
