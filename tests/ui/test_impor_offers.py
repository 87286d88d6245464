"""Photos without a code come with proposals: how sure, why, and one key to take the likeliest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.jobs.proposing import Offer
from sirekap_desktop.models.records import ImageVersion, ImportOutcome, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr import engine
from sirekap_desktop.ui.impor.assign_words import offer_text
from sirekap_desktop.ui.impor.page import ImporPage
from sirekap_desktop.ui.main_window import MainWindow
from tests.ui.conftest import FORM, TPS
from tests.ui.impor_samples import photo

OWN = TPS[0]
"""The TPS whose DPT stands on the drawn page 1."""
TWIN = TPS[2]
"""Another with the same DPT."""


@pytest.fixture(scope="module")
def reading() -> PageReading:
    return engine.read_file(photo(1).jpeg, "x.jpg")[0]


def bring(workspace: Workspace, reading: PageReading, name: str = "IMG_1.jpg", seed: int = 31) -> ImageVersion:
    sha256, _ = workspace.store_original(photo(1, seed).jpeg, ".jpg")
    return workspace.add_image(
        sha256=sha256, source=f"/kartu/{name}", outcome=ImportOutcome.UNASSIGNED, reason="Nama tidak memuat kode.",
        form=FORM, page=1, reading=reading,
    )  # fmt: skip


def shown(window: MainWindow, workspace: Workspace, idle: Callable[[], None]) -> ImporPage:
    window.open_workspace(workspace, "impor", assign=True)
    idle()
    page = window.page
    assert isinstance(page, ImporPage)
    return page


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def rows(page: ImporPage) -> list[str]:
    model = page.assign.panel.picker.list.model()
    return [model.index(number, 0).data() for number in range(model.rowCount())]


def test_enter_takes_the_tps_of_the_dpt_and_it_is_recorded_how(
    window: MainWindow, workspace: Workspace, reading: PageReading, idle: Callable[[], None]
) -> None:
    workspace.add_wilayah([], [replace(TWIN, dpt_l=90)])
    bring(workspace, reading)
    page = shown(window, workspace, idle)
    assert rows(page)[0].startswith("KABIRAAN · TPS 001 · cocok 9")
    assert rows(page)[0].endswith("DPT L, P, Jml sama")
    assert ("Enter", "terima usulan") in page.key_hints()
    press(Qt.Key.Key_Return)
    idle()
    image = workspace.current_image(OWN.code, FORM, 1)
    assert image is not None
    assert image.reason.startswith("Usulan diterima operator (cocok 9")


def test_of_two_alike_neither_is_taken_by_enter_alone(
    window: MainWindow, workspace: Workspace, reading: PageReading, idle: Callable[[], None]
) -> None:
    bring(workspace, reading)
    page = shown(window, workspace, idle)
    assert [row.split(" · cocok")[0] for row in rows(page)[:2]] == ["KABIRAAN · TPS 001", "SAMBABO · TPS 001"]
    assert "juga pada 1 TPS lain" in rows(page)[0]
    press(Qt.Key.Key_Return)
    idle()
    assert len(workspace.images(outcome=ImportOutcome.UNASSIGNED)) == 1
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    idle()
    assert workspace.current_image(TWIN.code, FORM, 1) is not None


def test_what_is_typed_is_a_choice_by_hand(
    window: MainWindow, workspace: Workspace, reading: PageReading, idle: Callable[[], None]
) -> None:
    bring(workspace, reading)
    shown(window, workspace, idle)
    QTest.keyClicks(QApplication.focusWidget(), "kab 1")
    press(Qt.Key.Key_Return)
    idle()
    image = workspace.current_image(OWN.code, FORM, 1)
    assert image is not None
    assert image.reason == ""


def test_without_dpt_one_sentence_says_so(
    window: MainWindow, workspace: Workspace, reading: PageReading, idle: Callable[[], None]
) -> None:
    workspace.add_wilayah([], [Tps(item.code, item.desa_code, item.number) for item in TPS])
    bring(workspace, reading)
    page = shown(window, workspace, idle)
    assert rows(page) == []
    assert page.assign.panel.picker.note.text().startswith("DPT belum ada di daftar TPS")


@pytest.mark.parametrize(
    ("offer", "text"),
    [
        (Offer("x", 0.97, ("L", "P", "Jml"), (), "", summed=False, twins=0), "cocok 97 % · DPT L, P, Jml sama"),
        (Offer("x", 0.4, ("P",), ("L", "Jml"), "", summed=False, twins=0), "cocok 40 % · DPT P sama, L, Jml beda"),
        (
            Offer("x", 0.9, (), (), "a.jpg", summed=True, twins=0),
            "cocok 90 % · jumlah suara cocok · sekelompok dengan a.jpg",
        ),
    ],
)
def test_certainty_and_reason_stand_in_one_line(offer: Offer, text: str) -> None:
    assert offer_text(offer) == text
