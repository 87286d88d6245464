"""*Periksa* with a party form of 20 pages and 241 numbers: few keys, parties by number, sums that betray nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.forms.reading import FieldStatus
from sirekap_desktop.jobs.outline import PageState
from sirekap_desktop.models.records import Status
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.main_window import MainWindow
from sirekap_desktop.ui.periksa.picture_cache import _KEPT
from tests.ui.conftest import DESA, KECAMATAN, TPS
from tests.ui.long_form import DPR, OF_A_PARTY, add_photos, form, right, seen_as
from tests.ui.test_periksa import Operator

CODE, NEXT = TPS[0].code, TPS[1].code
PAGES = len(form().pages)
AFTER_5 = tuple(range(6, PAGES + 1))
"""Most tests need no photos of these."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Of the DPR alone."""
    made = Workspace.create(tmp_path / "dpr", KECAMATAN, operator="SITI R.", key_folder=tmp_path / "keys")
    made.set_elections([DPR])
    made.add_wilayah(DESA, TPS)
    yield made
    made.close()


@pytest.fixture
def operator(window: MainWindow, workspace: Workspace, idle) -> Operator:
    window.resize(1366, 768)
    window.open_workspace(workspace)
    idle()
    window.activateWindow()
    return Operator(window, workspace, idle)


def typed(*names: str) -> dict:
    """These numbers are not proven: they must be typed."""
    return {name: seen_as(name, right()[name], FieldStatus.CONFIRM)[name] for name in names}


def test_a_wholly_proven_party_form_costs_one_key_per_page_and_one_for_the_next_tps(operator: Operator):
    add_photos(operator.workspace, CODE)
    add_photos(operator.workspace, NEXT)
    operator.opens(CODE)
    keys = [*[Qt.Key.Key_Space] * PAGES, Qt.Key.Key_Return]
    assert len(keys) <= 2 * PAGES
    operator.presses(*keys)
    assert operator.workspace.values(CODE, DPR) == right()
    assert operator.workspace.status(CODE, DPR) is Status.DIPERIKSA
    assert operator.page.session.view.tps.code == NEXT


def test_confirming_a_page_goes_to_the_next_that_needs_work_over_pages_that_are_done(operator: Operator):
    add_photos(operator.workspace, CODE, without=AFTER_5)
    operator.opens(CODE)
    operator.presses(Qt.Key.Key_PageDown, Qt.Key.Key_Space)  # page 2 first
    operator.presses(Qt.Key.Key_Home, Qt.Key.Key_Space)
    assert operator.page.session.page == 3


def test_a_long_form_makes_only_the_pages_ready_that_are_near(operator: Operator):
    add_photos(operator.workspace, CODE, without=AFTER_5)
    operator.opens(CODE)  # comes to rest at all
    kept = operator.page._cache._kept.values()
    assert 1 < len(kept) <= _KEPT
    assert {picture.image.page for picture in kept} == {1, 2, 3, 4}
    operator.presses(Qt.Key.Key_Space)
    assert 5 in {picture.image.page for picture in operator.page._cache._kept.values()}


@pytest.mark.parametrize(
    ("keys", "party"), [("/05", 5), ("/7", 7), ("/1" + "2", 12), ("/24", 24)], ids=["05", "7", "12", "24"]
)
def test_the_jump_key_and_a_number_lead_to_that_party(operator: Operator, keys: str, party: int):
    add_photos(operator.workspace, CODE, without=AFTER_5)
    operator.opens(CODE)
    for key in keys:
        operator.presses(key)
    assert form().page(operator.page.session.page).partai == party
    assert operator.page.panel.editor._button.hasFocus(), "the next key works on the page again"


def test_one_digit_that_begins_several_numbers_waits_for_enter(operator: Operator):
    add_photos(operator.workspace, CODE, without=AFTER_5)
    operator.opens(CODE)
    operator.presses("/", "1")
    assert operator.page.session.page == 1
    operator.presses(Qt.Key.Key_Return)
    assert form().page(operator.page.session.page).partai == 1


def test_a_jump_interrupts_typing_and_nothing_of_it_reaches_the_entry(operator: Operator):
    add_photos(operator.workspace, CODE, typed("partai_02_suara", "partai_09_suara"), without=(6, 7, 8, 9))
    operator.opens(CODE)
    operator.presses("/", "9")
    assert operator.page.session.focused == "partai_09_suara"
    assert operator.page.panel.editor.entry.text() == ""
    operator.types(right()["partai_09_suara"])
    assert set(operator.workspace.values(CODE, DPR)) == {"partai_09_suara"}


def test_a_party_that_does_not_stand_on_the_form_is_said_and_nothing_moves(operator: Operator):
    add_photos(operator.workspace, CODE, without=AFTER_5)
    operator.opens(CODE)
    operator.presses("/", "1", "9")
    assert operator.page.session.page == 1
    assert "Partai 19 tidak ada" in operator.says()
    operator.presses("/", Qt.Key.Key_Escape, Qt.Key.Key_Space)
    assert len(operator.workspace.values(CODE, DPR)) == len(form().fields_on(1))


def test_a_click_on_a_party_shows_its_page(operator: Operator):
    add_photos(operator.workspace, CODE, without=AFTER_5)
    operator.opens(CODE)
    cell = operator.page.parts.strip.cells[6]
    QTest.mouseClick(cell, Qt.MouseButton.LeftButton)
    operator.idle()
    assert operator.page.session.page == 7
    assert "Partai 06" in cell.accessibleName()


def test_the_pages_of_a_long_form_all_fit_the_smallest_screen(operator: Operator):
    add_photos(operator.workspace, CODE, without=tuple(range(3, PAGES + 1)))
    operator.opens(CODE)
    strip = operator.page.parts.strip
    assert len(strip.cells) == PAGES
    assert strip.cells[-1].geometry().right() <= strip.width() <= 1366
    assert min(cell.width() for cell in strip.cells) >= 24
    assert strip.minimumSizeHint().width() + 20 * strip.cells[0].minimumSizeHint().width() <= 1290  # room for 40


def test_progress_counts_pages_and_parties_of_this_tps(operator: Operator):
    add_photos(operator.workspace, CODE, without=AFTER_5)
    operator.opens(CODE)
    operator.presses(*[Qt.Key.Key_Space] * 3)
    assert "3 dari 20 halaman selesai\n2 dari 18 partai selesai" in operator.says()


def test_the_sum_of_a_party_grows_with_its_recorded_numbers(operator: Operator):
    add_photos(
        operator.workspace, CODE, typed("partai_03_suara", "partai_03_calon_01", "partai_03_calon_02"), without=AFTER_5
    )
    operator.opens(CODE)
    line = operator.page.panel.party
    operator.types(right()["partai_03_suara"])
    assert "1 dari 11 isian dicatat: A.1 + A.2 = 3" in line.accessibleName()
    operator.types(right()["partai_03_calon_01"])
    assert "2 dari 11 isian dicatat: A.1 + A.2 = 40" in line.accessibleName()


def test_the_sum_of_a_party_is_hidden_while_it_would_give_the_last_number_away(operator: Operator):
    party = [field.name for field in form().fields if field.name.startswith("partai_03_")]
    add_photos(operator.workspace, CODE, typed(*party), without=AFTER_5)
    operator.opens(CODE)
    line = operator.page.panel.party
    for name in party[:-1]:
        operator.types(right()[name])
    assert operator.page.session.focused == "partai_03_jumlah"
    assert str(OF_A_PARTY) not in line.accessibleName()
    assert str(OF_A_PARTY) not in operator.says()
    operator.types(OF_A_PARTY)
    operator.opens(CODE, field="partai_03_jumlah")
    assert "cocok dengan B" in line.accessibleName()


def test_a_party_whose_sum_is_wrong_on_the_paper_says_by_how_much(operator: Operator):
    add_photos(
        operator.workspace, CODE, seen_as("partai_01_jumlah", OF_A_PARTY + 2, FieldStatus.PROVEN), without=AFTER_5
    )
    operator.opens(CODE)
    operator.presses(Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_PageUp)
    assert "selisih 2" in operator.page.panel.party.accessibleName()


def test_a_page_without_a_photo_and_one_to_type_are_marked_in_the_row_of_pages(operator: Operator):
    add_photos(operator.workspace, CODE, typed("partai_02_suara"), without=(5,))
    operator.opens(CODE)
    states = {cell._mark.number: cell._mark.state for cell in operator.page.parts.strip.cells}
    assert (states[3], states[5], states[4]) == (PageState.TYPE, PageState.NO_PHOTO, PageState.CONFIRM)


def test_down_chooses_a_number_also_while_a_page_waits_for_its_key(operator: Operator):
    add_photos(operator.workspace, CODE, without=AFTER_5)
    operator.opens(CODE)
    operator.presses(Qt.Key.Key_Down)
    assert operator.page.session.focused == form().fields[0].name
    operator.presses(Qt.Key.Key_Space)
    assert len(operator.workspace.values(CODE, DPR)) == len(form().fields_on(1))
