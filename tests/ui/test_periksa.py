"""*Periksa* through its real widgets: keys in, entries out; the readings are made up so that each case is certain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.reading import (
    BoxFault,
    Evidence,
    FieldReading,
    FieldStatus,
    PageReading,
    Quality,
    Registration,
)
from sirekap_desktop.jobs.checking import Stage
from sirekap_desktop.models.records import EntryHow, ImportOutcome, Status
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.draw import render_page
from sirekap_desktop.ui.main_window import MainWindow
from sirekap_desktop.ui.periksa.page import PeriksaPage
from tests.ui.conftest import FORM, RIGHT, TPS, ScriptedDialogs

PX_PER_MM = 1.0
CODE, NEXT = TPS[0].code, TPS[1].code


@cache
def photo(page: int) -> bytes:
    """A drawn page laid flat at one pixel per mm: small, and where everything lies is known."""
    image = render_page(load_form(FORM), page, RIGHT, seed=7, px_per_mm=PX_PER_MM)
    return cv2.imencode(".jpg", image)[1].tobytes()


def reading(page: int, changes: Mapping[str, FieldReading] = {}) -> PageReading:
    form = load_form(FORM)
    proven = {
        field.name: FieldReading(
            field.name, RIGHT[field.name], RIGHT[field.name], 0.999, FieldStatus.PROVEN, ("", "", ""),
            Evidence(digits=RIGHT[field.name]),
        )
        for field in form.fields_on(page)
    }  # fmt: skip
    fields = proven | {name: item for name, item in changes.items() if name in proven}
    width, height = form.paper
    flat = Registration(
        "tag+corners", 0.1, ((0, 0), (width, 0), (width, height), (0, height)), (1, 0, 0, 0, 1, 0, 0, 0, 1)
    )
    return PageReading(0, "read", None, FORM, page, None, flat, Quality(ok=True), tuple(fields.values()), 1, "test")


def seen_as(name: str, value: int | None, status: FieldStatus) -> dict[str, FieldReading]:
    return {name: FieldReading(name, value, value, 0.6, status, ("", "", ""), Evidence(digits=value))}


def add_photos(
    workspace: Workspace, code: str, changes: Mapping[str, FieldReading] = {}, pages: tuple[int, ...] = (1, 2, 3)
) -> None:
    for page in pages:
        sha, _ = workspace.store_original(photo(page) + code.encode(), ".jpg")
        workspace.add_image(
            sha256=sha, source=f"{code}-hal{page}.jpg", outcome=ImportOutcome.ACCEPTED, tps=code, form=FORM, page=page,
            reading=reading(page, changes),
        )  # fmt: skip


@dataclass
class Operator:
    """What a person does at the keyboard, and what they see."""

    window: MainWindow
    workspace: Workspace
    idle: object

    @property
    def page(self) -> PeriksaPage:
        page = self.window.page
        assert isinstance(page, PeriksaPage)
        return page

    def opens(self, code: str, **target: str) -> None:
        self.window.go("periksa", tps=code, **target)
        self.idle()

    def presses(self, *keys: Qt.Key | str, control: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None, "the keyboard has no target"
            if isinstance(key, str):
                QTest.keyClicks(target, key, modifier)
            else:
                QTest.keyClick(target, key, modifier)
            self.idle()

    def types(self, value: int | str) -> None:
        self.presses(str(value), Qt.Key.Key_Return)

    def says(self) -> str:
        """Every word on the screen: texts, tooltips, what a screen reader says, what is painted in the rows."""
        words = []
        for widget in self.window.findChildren(QWidget):
            words += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
            if hasattr(widget, "text") and callable(widget.text) and widget.isVisible():
                words.append(widget.text())
        words += [cell._value + cell._evidence for cell in self.page.panel.rows.cells.values()]
        return "\n".join(words)


@pytest.fixture
def operator(window: MainWindow, workspace: Workspace, idle, qtbot: QtBot) -> Operator:
    window.resize(1366, 768)
    window.open_workspace(workspace)
    idle()
    window.activateWindow()
    return Operator(window, workspace, idle)


def test_a_wholly_proven_tps_costs_four_key_presses(operator: Operator):
    add_photos(operator.workspace, CODE)
    add_photos(operator.workspace, NEXT)
    operator.opens(CODE)
    operator.presses(Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert operator.workspace.values(CODE, FORM) == RIGHT
    assert operator.workspace.status(CODE, FORM) is Status.DIPERIKSA
    assert {entry.how for entry in operator.workspace.entries(CODE, FORM).values()} == {EntryHow.CONFIRMED}
    assert operator.page.session.view.tps.code == NEXT


def test_nothing_on_the_screen_betrays_a_field_that_is_still_to_be_typed(operator: Operator):
    machine = seen_as("suara_2", 863, FieldStatus.CONFIRM)
    add_photos(operator.workspace, CODE, machine)
    operator.opens(CODE)
    assert operator.page.session.focused == "suara_2"
    words = operator.says()
    assert "863" not in words
    for betrayer in ("172", "79"):  # V.A and IV.1 would give IV.2 away
        assert betrayer not in words
    operator.types(86)
    assert "863" in operator.says()


def test_a_photo_that_glares_at_a_number_is_named_where_it_is_typed(operator: Operator):
    unclear = {
        name: replace(item, problems=(BoxFault.GLARE, "rata kiri"))
        for name, item in seen_as("suara_2", 863, FieldStatus.TYPE).items()
    }
    add_photos(operator.workspace, CODE, unclear)
    operator.opens(CODE)
    assert BoxFault.GLARE in operator.says()
    assert "rata kiri" not in operator.says()  # that would tell what the machine saw


def test_what_agrees_with_the_machine_is_recorded_with_one_enter(operator: Operator):
    add_photos(operator.workspace, CODE, seen_as("suara_2", 86, FieldStatus.CONFIRM))
    operator.opens(CODE)
    operator.types(86)
    entry = operator.workspace.entries(CODE, FORM)["suara_2"]
    assert (entry.value, entry.how, entry.who) == (86, EntryHow.TYPED, "SITI R.")
    assert entry.image_id == operator.workspace.current_image(CODE, FORM, 2).id


def test_a_misread_digit_is_decided_by_the_person_and_kept_as_decided(operator: Operator):
    add_photos(operator.workspace, CODE, seen_as("suara_2", 36, FieldStatus.CONFIRM))
    operator.opens(CODE)
    height = operator.page.panel.editor.height()
    operator.types(86)
    assert operator.workspace.entries(CODE, FORM) == {}
    assert "36" in operator.says()
    assert operator.page.panel.editor.height() == height, "the rows below must not move"
    operator.types(86)
    entry = operator.workspace.entries(CODE, FORM)["suara_2"]
    assert (entry.value, entry.how) == (86, EntryHow.RESOLVED)


def test_a_mismatch_shows_the_number_large_and_then_the_page_as_before(operator: Operator):
    add_photos(operator.workspace, CODE, seen_as("suara_2", 36, FieldStatus.CONFIRM))
    operator.opens(CODE)
    canvas = operator.page.photo.canvas
    canvas.animated = False
    before = canvas.view_rect()
    operator.types(86)
    number = operator.page.photo._picture.frame(load_form(FORM).field("suara_2").number_area)
    assert canvas.view_rect().contains(number)
    assert number.height() > 0.8 * canvas.view_rect().height() or number.width() > 0.8 * canvas.view_rect().width()
    operator.types(86)
    assert canvas.view_rect().size() == before.size()


def test_an_empty_box_is_recorded_as_empty_not_as_zero(operator: Operator):
    add_photos(operator.workspace, CODE, seen_as("suara_3", None, FieldStatus.EMPTY))
    operator.opens(CODE)
    operator.types("-")
    assert operator.workspace.values(CODE, FORM) == {"suara_3": None}


def test_paper_that_breaks_a_sum_is_recorded_as_it_is_and_given_a_reason(operator: Operator, dialogs: ScriptedDialogs):
    add_photos(operator.workspace, CODE, seen_as("suara_sah", 171, FieldStatus.CONFIRM))
    operator.opens(CODE)
    operator.types(171)
    operator.presses(Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert operator.workspace.status(CODE, FORM) is Status.DIPERIKSA
    assert "171 ≠ 79 + 86 + 7" in operator.says()
    while operator.page.session.view.unexplained:
        dialogs.answers.append("Tertulis begitu di kertas, disaksikan semua saksi.")
        operator.presses(Qt.Key.Key_F4)
    rules = {reason.rule for reason in operator.workspace.reasons(CODE, FORM)}
    assert "R3" in rules
    assert operator.workspace.tps_progress(CODE, FORM).broken_rules == ()


def test_a_hint_is_shown_but_asks_for_no_reason(operator: Operator):
    add_photos(operator.workspace, CODE, seen_as("ss_diterima", 218, FieldStatus.CONFIRM))
    operator.opens(CODE)
    operator.types(218)
    operator.presses(Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert [line.check.rule for line in operator.page.session.view.unexplained] == ["R6"]
    assert "R8: " in operator.says()
    assert "hanya petunjuk" in operator.says()


def test_without_a_tps_no_key_does_anything_and_no_empty_entry_is_shown(
    window: MainWindow, empty_workspace: Workspace, idle, dialogs: ScriptedDialogs
):
    window.open_workspace(empty_workspace, "periksa")
    idle()
    window.activateWindow()
    page = window.page
    assert isinstance(page, PeriksaPage)
    assert not page.panel.isVisible()
    plain = (Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F8, Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Space)
    for key in (*plain, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget(), key)
    for key in (Qt.Key.Key_Z, Qt.Key.Key_PageDown, Qt.Key.Key_0, Qt.Key.Key_Plus):
        QTest.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert page.session is None
    assert dialogs.asked == []


def test_news_from_the_import_keep_what_was_typed_once_and_the_keyboard_where_it_is(operator: Operator):
    add_photos(operator.workspace, CODE, seen_as("suara_2", 36, FieldStatus.CONFIRM))
    operator.opens(CODE)
    operator.types(36)
    operator.opens(CODE, field="suara_2")
    operator.types(86)
    add_photos(operator.workspace, NEXT)
    operator.idle()
    assert "mesin membaca 36" in operator.says()
    operator.page.panel.later.setFocus()
    operator.page.refresh(frozenset({"images"}))
    operator.idle()
    assert operator.page.panel.later.hasFocus()
    operator.page.panel.editor.entry.setFocus()
    operator.types(86)
    assert operator.workspace.values(CODE, FORM)["suara_2"] == 86


def test_undo_takes_a_whole_page_back(operator: Operator):
    add_photos(operator.workspace, CODE)
    operator.opens(CODE)
    operator.presses(Qt.Key.Key_Space)
    assert len(operator.workspace.entries(CODE, FORM)) == 22
    operator.presses(Qt.Key.Key_Z, control=True)
    assert operator.workspace.entries(CODE, FORM) == {}
    assert operator.page.session.page == 1


def test_undo_after_typing_asks_for_the_same_field_again(operator: Operator):
    add_photos(operator.workspace, CODE, seen_as("suara_2", 86, FieldStatus.CONFIRM))
    operator.opens(CODE)
    operator.types(86)
    operator.presses(Qt.Key.Key_Z, control=True)
    assert operator.workspace.entries(CODE, FORM) == {}
    assert operator.page.session.focused == "suara_2"


def test_looking_at_a_tps_writes_nothing(operator: Operator):
    add_photos(operator.workspace, CODE)
    before = operator.workspace.audit_rows()
    operator.opens(CODE)
    operator.presses(Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert operator.workspace.audit_rows() == before


def test_space_waits_until_everything_blind_is_typed(operator: Operator):
    add_photos(operator.workspace, CODE, seen_as("suara_2", 86, FieldStatus.CONFIRM))
    operator.opens(CODE)
    operator.presses(Qt.Key.Key_Space)
    assert operator.workspace.entries(CODE, FORM) == {}
    operator.types(86)
    operator.presses(Qt.Key.Key_Space)
    assert len(operator.workspace.entries(CODE, FORM)) > 1


def test_a_locked_recap_can_be_looked_at_but_not_typed_into(operator: Operator):
    add_photos(operator.workspace, CODE)
    operator.workspace.lock("rekap selesai")
    operator.opens(CODE)
    assert not operator.page.panel.editor.entry.isVisible()
    operator.presses(Qt.Key.Key_Space)
    assert operator.workspace.entries(CODE, FORM) == {}


def test_a_recorded_number_can_be_typed_again_and_both_stay_in_the_history(operator: Operator):
    add_photos(operator.workspace, CODE, seen_as("suara_2", 36, FieldStatus.CONFIRM))
    operator.opens(CODE)
    operator.types(36)
    operator.opens(CODE, field="suara_2")
    operator.types(86)
    operator.types(86)
    assert operator.workspace.values(CODE, FORM)["suara_2"] == 86
    assert [entry.value for entry in operator.workspace.history(CODE, FORM, "suara_2")] == [36, 86]


def test_a_missing_page_is_named_and_the_others_can_be_checked(operator: Operator):
    add_photos(operator.workspace, CODE, pages=(1, 2))
    operator.opens(CODE)
    operator.presses(Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert len(operator.workspace.entries(CODE, FORM)) == 25
    assert "halaman 3" in operator.says()


def test_a_tps_without_any_photo_is_typed_from_its_paper_each_number_twice(operator: Operator):
    operator.opens(CODE)
    assert "F7" in dict(operator.page.key_hints())
    for _ in range(3):
        operator.presses(Qt.Key.Key_F7)
        while operator.page.session.task is not None and operator.page.session.typing_now:
            value = RIGHT[operator.page.session.focused]
            operator.types(value)
            assert operator.page.session.typing.stage is Stage.AGAIN
            operator.types(value)
        operator.presses(Qt.Key.Key_PageDown)
    assert operator.workspace.values(CODE, FORM) == RIGHT
    assert operator.workspace.status(CODE, FORM) is Status.DIPERIKSA
    entries = operator.workspace.entries(CODE, FORM).values()
    assert {(entry.how, entry.image_id) for entry in entries} == {(EntryHow.TYPED, None)}


def test_two_different_readings_of_the_paper_are_settled_by_a_third(operator: Operator):
    operator.opens(CODE, field="suara_1")
    operator.presses(Qt.Key.Key_Return)  # the field has no photo: the button offers to type it from the paper
    for value in (41, 47):
        operator.types(value)
    assert "kertasnya" in operator.says()
    operator.types(47)
    entry = operator.workspace.entries(CODE, FORM)["suara_1"]
    assert (entry.value, entry.how) == (47, EntryHow.RESOLVED)


def test_a_missing_page_typed_from_paper_betrays_nothing_and_finishes_the_tps(operator: Operator):
    add_photos(operator.workspace, CODE, pages=(1, 2))
    operator.opens(CODE, field="suara_sah")
    operator.presses(Qt.Key.Key_F7)
    session = operator.page.session
    assert session.focused == "suara_sah"
    assert str(RIGHT["suara_2"]) not in operator.says()  # proven, but hidden again while V is typed blind
    while session.typing_now:
        for _ in range(2):
            operator.types(RIGHT[session.focused])
    operator.presses(Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert operator.workspace.values(CODE, FORM) == RIGHT


def test_undo_of_a_number_typed_from_paper_asks_for_it_again(operator: Operator):
    operator.opens(CODE)
    operator.presses(Qt.Key.Key_F7)
    first = operator.page.session.focused
    operator.types(RIGHT[first])
    operator.types(RIGHT[first])
    operator.presses("z", control=True)
    assert operator.page.session.focused == first
    assert operator.page.session.typing_now
    assert operator.workspace.entries(CODE, FORM) == {}


def test_a_page_with_a_photo_is_never_typed_from_paper(operator: Operator):
    add_photos(operator.workspace, CODE)
    operator.opens(CODE)
    operator.presses(Qt.Key.Key_F7)
    assert operator.page.session.paper == frozenset()


def test_a_replaced_photo_asks_for_its_numbers_again(operator: Operator):
    add_photos(operator.workspace, CODE)
    operator.opens(CODE)
    operator.presses(Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Space)
    again = replace(reading(2), fields=tuple(seen_as("suara_1", 79, FieldStatus.CONFIRM).values()))
    sha, _ = operator.workspace.store_original(photo(2) + b"again", ".jpg")
    operator.workspace.add_image(
        sha256=sha, source="baru.jpg", outcome=ImportOutcome.ACCEPTED, tps=CODE, form=FORM, page=2, reading=again,
        replace=True,
    )  # fmt: skip
    operator.opens(CODE)
    assert operator.page.session.focused == "suara_1"
    operator.types(79)
    assert not operator.workspace.entries(CODE, FORM)["suara_1"].recheck


def test_a_photo_that_cannot_be_opened_says_so_and_leaves_the_entries_alone(operator: Operator):
    add_photos(operator.workspace, CODE)
    image = operator.workspace.current_image(CODE, FORM, 1)
    Path(operator.workspace.original_path(image.sha256)).chmod(0o600)
    Path(operator.workspace.original_path(image.sha256)).write_bytes(b"rusak")
    operator.opens(CODE)
    assert "tidak dapat dibuka" in operator.says()


def test_skipped_fields_come_round_again(operator: Operator):
    blind = {**seen_as("suara_1", 79, FieldStatus.CONFIRM), **seen_as("suara_3", 7, FieldStatus.CONFIRM)}
    add_photos(operator.workspace, CODE, blind)
    operator.opens(CODE)
    operator.presses(Qt.Key.Key_Tab)
    assert operator.page.session.focused == "suara_3"
    operator.types(7)
    assert operator.page.session.focused == "suara_1"
