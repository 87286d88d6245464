from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence

from sirekap_desktop.ui.actions import ACTIONS, GLOBAL, ActionSpec, bind, clashes, key_text, spec
from sirekap_desktop.ui.pages import PAGES, STARTS, SUBPAGES
from sirekap_desktop.ui.shortcuts import ShortcutDialog


def test_no_two_actions_want_the_same_key_at_the_same_place():
    assert clashes() == []


def test_a_clash_between_a_page_and_the_whole_window_is_found():
    table = (ActionSpec("a", GLOBAL, "A", "Ctrl+K"), ActionSpec("b", "rekap", "B", "Ctrl+K"))
    assert clashes(table) == [("a", "b", "Ctrl+K")]


def test_the_same_key_on_two_pages_is_no_clash():
    table = (ActionSpec("a", "kirim", "A", "Ctrl+S"), ActionSpec("b", "dokumen", "B", "Ctrl+S"))
    assert clashes(table) == []


@pytest.mark.parametrize("item", ACTIONS, ids=lambda item: item.id)
def test_every_shortcut_is_a_real_key(item):
    for key in item.sequences:
        assert not QKeySequence(key).isEmpty(), key


def test_ids_are_unique_and_scopes_are_pages():
    assert len({item.id for item in ACTIONS}) == len(ACTIONS)
    assert {item.scope for item in ACTIONS} <= {GLOBAL, *(page.id for page in (*PAGES, *SUBPAGES, *STARTS))}


def test_an_unknown_id_is_refused(qtbot, window):
    with pytest.raises(KeyError):
        bind(window, "no.such.action", lambda: None)


def test_keys_are_written_as_people_write_them():
    assert key_text("Ctrl+Right") == "Ctrl →"
    assert key_text("Ctrl++") == "Ctrl +"
    assert key_text("+") == "+"
    assert key_text("Ctrl+Shift+O") == "Ctrl Shift O"


def test_the_list_of_keys_holds_every_action_with_a_key(window):
    window.open_shortcuts()
    dialog = window.findChild(ShortcutDialog)
    text = dialog.view.toPlainText()
    dialog.close()
    for item in ACTIONS:
        if item.shortcut:
            assert item.label in text


def test_every_global_action_is_bound_in_the_window(window):
    bound = {action.objectName() for action in window.actions()}
    assert {item.id for item in ACTIONS if item.scope == GLOBAL and not item.keys_only} <= bound
    assert spec("palette").sequences == ("Ctrl+K",)
