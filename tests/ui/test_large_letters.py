"""Large letters on a small laptop (1366 × 768): nothing is cut, nothing lies over something else."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from sirekap_desktop.jobs.publishing import Offer
from sirekap_desktop.ui.kirim.publish_dialog import PublishDialog
from sirekap_desktop.ui.main_window import MainWindow
from sirekap_desktop.ui.periksa.photo_pane import PhotoPane
from sirekap_desktop.ui.theme import Sign, apply_theme
from sirekap_desktop.ui.widgets import fitted, pill_size


@pytest.fixture
def large(qapp):
    apply_theme(qapp, 1.3)
    yield
    apply_theme(qapp)


@pytest.fixture
def window(large, qtbot, settings, tasks, dialogs):
    from tests.ui.conftest import CrashFails

    made = MainWindow(settings, tasks, dialogs, CrashFails())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()


def cut(shown) -> list[str]:
    """Texts on show that have less room than they need."""
    labels = [one for one in shown.findChildren(QLabel) if one.isVisible() and one.wordWrap()]
    buttons = [one for one in shown.findChildren(QPushButton) if one.isVisible()]
    return [
        *(one.text() for one in labels if one.heightForWidth(one.width()) > one.height() + 2),
        *(one.text() for one in buttons if one.sizeHint().width() > one.width() + 2),
    ]


@pytest.mark.parametrize("page", ["awal", "kabupaten", "penerimaan"])
def test_the_pages_without_a_workspace_are_readable(window, idle, page):
    window.go(page)
    idle()
    assert cut(window.page) == []


@pytest.mark.parametrize("page", ["kirim", "dokumen", "setelan"])
def test_pages_of_many_controls_are_readable(window, workspace, idle, page):
    window.open_workspace(workspace, page)
    idle()
    assert cut(window.page) == []


def test_what_is_said_before_a_site_is_published_is_readable_to_its_end(large, qtbot):
    names = ("Presiden dan Wakil Presiden", "DPR", "DPD", "DPRD Provinsi", "DPRD Kabupaten/Kota")
    dialog = PublishDialog([Offer(name, name, final=False) for name in names])
    qtbot.addWidget(dialog)
    dialog.show()
    assert cut(dialog) == []


def test_a_pill_without_room_ends_in_an_ellipsis():
    text = "TPS 003 R3 beda 227, R7b beda 227"
    width = pill_size(text, Sign.BANG).width()
    assert fitted(text, Sign.BANG, width) == text
    short = fitted(text, Sign.BANG, width / 2)
    assert short.endswith("…")
    assert pill_size(short, Sign.BANG).width() <= width / 2 + 1


def test_tools_of_the_photo_that_do_not_fit_wait_in_the_menu(large, qtbot):
    pane = PhotoPane()
    qtbot.addWidget(pane)
    pane.resize(1200, 400)
    pane.show()
    assert not any(one.isVisible() for one in pane._instead)
    pane.resize(480, 400)
    hidden = [one.text() for one in pane._yielding if one.isHidden()]
    assert hidden
    assert [one.text() for one in pane._instead if one.isVisible()] == hidden
    assert pane._tools.geometry().right() <= pane.width()
    with qtbot.waitSignal(pane.tool) as wanted:
        pane._instead[-1].trigger()
    assert wanted.args == ["replace"]
