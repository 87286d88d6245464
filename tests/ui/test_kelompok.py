"""*Verifikasi kelompok* through its real widgets: keys and clicks in, doubts out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from sirekap_desktop.forms.reading import FieldReading, FieldStatus
from sirekap_desktop.models.records import EntryHow, ImportOutcome, NewEntry
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.kelompok.page import KelompokPage
from sirekap_desktop.ui.main_window import MainWindow
from sirekap_desktop.ui.periksa.page import PeriksaPage
from tests.ui.conftest import FORM, RIGHT, TPS
from tests.ui.test_periksa import Operator, photo, reading

CODE, OTHER = TPS[0].code, TPS[1].code


def add_page(workspace: Workspace, code: str, *changes: FieldReading, page: int = 2) -> None:
    """Page 2 holds 79, 86 and 7; its cells as the machine would give them."""
    seen = {item.name: item for item in changes}
    whole = reading(page)
    spelled = [
        seen.get(item.name) or replace(item, cells=tuple(str(item.value).rjust(3, "X"))) for item in whole.fields
    ]
    sha, _ = workspace.store_original(photo(page) + code.encode(), ".jpg")
    workspace.add_image(
        sha256=sha, source="hal2.jpg", outcome=ImportOutcome.ACCEPTED, tps=code, form=FORM, page=page,
        reading=replace(whole, fields=tuple(spelled)),
    )  # fmt: skip


@dataclass
class Wall(Operator):
    """The operator before the wall."""

    @property
    def wall(self) -> KelompokPage:
        page = self.window.page
        assert isinstance(page, KelompokPage)
        return page

    def shows(self) -> list[tuple[str, str]]:
        found = self.wall._wall
        return [(cell.tps, cell.field.name) for cell in found.cells] if found else []

    def doubts(self, code: str = CODE) -> set[str]:
        return set(self.workspace.doubts(code, FORM))


@pytest.fixture
def operator(window: MainWindow, workspace: Workspace, idle) -> Wall:
    window.resize(1366, 768)
    window.open_workspace(workspace)
    idle()
    window.activateWindow()
    return Wall(window, workspace, idle)


def test_f9_opens_the_wall_of_sevens_with_its_pictures(operator: Wall):
    for code in (CODE, OTHER):
        add_page(operator.workspace, code)
    operator.presses(Qt.Key.Key_F9)
    assert operator.shows() == [(CODE, "suara_1"), (CODE, "suara_3"), (OTHER, "suara_1"), (OTHER, "suara_3")]
    assert all(image is not None for image in operator.wall.view._images)
    assert operator.window.rail._buttons["periksa"].isChecked()


def test_space_sends_a_proven_number_back_to_be_typed_and_says_so_in_the_history(operator: Wall):
    add_page(operator.workspace, CODE)
    operator.presses(Qt.Key.Key_F9, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert operator.doubts() == {"suara_3"}
    (kept,) = operator.workspace.doubt_log(CODE, FORM)
    assert (kept.digit, kept.cell, kept.who) == (7, 2, "SITI R.")
    operator.opens(CODE)
    page = operator.window.page
    assert isinstance(page, PeriksaPage)
    assert page.session.focused == "suara_3"
    assert page.session.typing_now
    assert "Ditandai ragu oleh SITI R." in operator.says()


def test_a_recorded_number_that_is_doubted_is_marked_periksa_ulang_until_it_is_typed(operator: Wall):
    add_page(operator.workspace, CODE)
    image = operator.workspace.current_image(CODE, FORM, 2).id
    operator.workspace.record_many(CODE, FORM, [NewEntry("suara_3", 7, EntryHow.CONFIRMED, image)])
    operator.presses(Qt.Key.Key_F9, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert operator.workspace.entries(CODE, FORM)["suara_3"].recheck
    operator.presses(Qt.Key.Key_Return)
    operator.types(7)
    entry = operator.workspace.entries(CODE, FORM)["suara_3"]
    assert (entry.recheck, entry.how) == (False, EntryHow.TYPED)
    assert operator.doubts() == set()


def test_what_the_machine_read_of_a_doubted_number_is_nowhere_to_be_seen_in_periksa(operator: Wall):
    name = "suara_2"
    add_page(operator.workspace, CODE, replace(reading(2).field(name), value=863, raw=863, cells=("8", "6", "3")))
    operator.presses(Qt.Key.Key_F9, "8", Qt.Key.Key_Space)
    assert operator.doubts() == {name}
    operator.opens(CODE)
    assert operator.page.session.focused == name
    assert "863" not in operator.says()
    assert str(RIGHT["suara_1"]) not in operator.says()


def test_a_click_marks_and_a_second_click_takes_the_mark_back(operator: Wall):
    add_page(operator.workspace, CODE)
    operator.presses(Qt.Key.Key_F9)
    view = operator.wall.view
    for expected in ({"suara_3"}, set()):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view._tile(1).center())
        operator.idle()
        assert operator.doubts() == expected
        assert view._marked == ({1} if expected else set())


def test_undo_takes_marks_back_one_by_one_also_from_another_digit(operator: Wall):
    add_page(operator.workspace, CODE)
    operator.presses(Qt.Key.Key_F9, Qt.Key.Key_Space, "l", Qt.Key.Key_Space, "8")
    assert operator.doubts() == {"suara_1", "suara_3"}
    operator.presses("z", control=True)
    assert operator.doubts() == {"suara_1"}
    operator.presses("z", control=True)
    assert operator.doubts() == set()
    operator.presses("z", control=True)
    assert len(operator.workspace.doubt_log(CODE, FORM)) == 2


def test_undo_of_a_mark_taken_back_marks_again(operator: Wall):
    add_page(operator.workspace, CODE)
    operator.presses(Qt.Key.Key_F9, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert operator.doubts() == set()
    operator.presses("z", control=True)
    assert operator.doubts() == {"suara_1"}


def test_nothing_moves_while_one_marks_and_the_marked_are_gone_when_one_comes_back(operator: Wall):
    for code in (CODE, OTHER):
        add_page(operator.workspace, code)
    operator.presses(Qt.Key.Key_F9, Qt.Key.Key_Space)
    assert len(operator.shows()) == 4
    assert operator.wall.view.current == 0
    operator.window.go("beranda")
    operator.presses(Qt.Key.Key_F9)
    assert operator.shows() == [(OTHER, "suara_1"), (OTHER, "suara_3")]


def test_a_digit_key_shows_the_wall_of_that_digit(operator: Wall):
    add_page(operator.workspace, CODE)
    operator.presses(Qt.Key.Key_F9, "9")
    assert operator.shows() == [(CODE, "suara_1")]
    assert operator.wall._chips.current == "9"
    operator.presses("4")
    assert operator.shows() == []
    assert "Belum ada kotak angka 4" in operator.wall.view.accessibleDescription()
    operator.presses("7")
    assert len(operator.shows()) == 2


def test_numbers_still_to_be_typed_and_what_would_betray_them_are_not_on_the_wall(operator: Wall):
    blind = replace(reading(2).field("suara_1"), status=FieldStatus.CONFIRM, cells=("X", "7", "9"))
    add_page(operator.workspace, CODE, blind)
    operator.presses(Qt.Key.Key_F9)
    assert operator.shows() == []


def test_hjkl_and_arrows_move_and_stop_at_the_ends(operator: Wall):
    for code in (CODE, OTHER):
        add_page(operator.workspace, code)
    operator.presses(Qt.Key.Key_F9)
    view = operator.wall.view
    for keys, place in (("l", 1), ("ll", 3), ("l", 3), ("h", 2), ("k", 2), ("j", 2)):
        operator.presses(*keys)
        assert view.current == place
    operator.presses(Qt.Key.Key_Home)
    assert view.current == 0
    operator.presses(Qt.Key.Key_End, Qt.Key.Key_Left)
    assert view.current == 2


def test_a_locked_recap_takes_no_mark_and_says_why(operator: Wall):
    add_page(operator.workspace, CODE)
    operator.workspace.lock("selesai")
    operator.idle()
    operator.presses(Qt.Key.Key_F9, Qt.Key.Key_Space)
    assert operator.doubts() == set()
    assert "dikunci" in "".join(item.text() for item in operator.window.message_bar.findChildren(QLabel))
    assert QApplication.focusWidget() is operator.wall.view


def test_walls_follow_each_other_by_key(operator: Wall, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sirekap_desktop.jobs.digit_wall.DigitWall.page.__kwdefaults__", {"size": 2, "cancelled": bool})
    for code in (CODE, OTHER):
        add_page(operator.workspace, code)
    operator.presses(Qt.Key.Key_F9)
    assert {tps for tps, _ in operator.shows()} == {CODE}
    operator.presses("+")
    assert {tps for tps, _ in operator.shows()} == {OTHER}
    operator.presses("-")
    assert {tps for tps, _ in operator.shows()} == {CODE}
