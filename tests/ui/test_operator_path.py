"""The main job through real widgets and pictures: photos in, numbers checked by keys, documents and package out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sirekap_desktop.exchange.verify import verify
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.checking import Stage
from sirekap_desktop.models.records import EntryHow, ImportOutcome, Status
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.camera import EASY
from sirekap_desktop.samples.plan import Deviation
from sirekap_desktop.samples.sheets import photo_name, sample_photo
from sirekap_desktop.ui.main_window import MainWindow
from sirekap_desktop.ui.periksa.page import PeriksaPage
from tests.ui.conftest import FORM, RIGHT, TPS, ScriptedDialogs

SOUND, MISREAD, BROKEN = TPS[0].code, TPS[1].code, TPS[2].code

PAPER: Mapping[str, Mapping[str, int | None]] = {
    SOUND: {**RIGHT, "pemilih_dpt_l": TPS[0].dpt_l, "pemilih_dpt_p": TPS[0].dpt_p},
    MISREAD: dict(RIGHT),
    BROKEN: {**RIGHT, "suara_sah": 171},
}
"""What a person reads on each paper."""

LOOKS_LIKE_36 = {"suara_2": Deviation(cells=("X", "3", "6"), bubbles=(None, 8, 6))}
"""The first digit looks like a 3 to a machine; bubbles, tally and words say 86, and so does a person."""


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine photos of three TPS, named as Sirekap names them."""
    folder = tmp_path_factory.mktemp("kartu memori")
    form = load_form(FORM)
    for seed, (code, values) in enumerate(PAPER.items(), start=21):
        for page in (1, 2, 3):
            deviations = LOOKS_LIKE_36 if (code, page) == (MISREAD, 2) else {}
            photo = sample_photo(form, page, values, seed=seed, settings=EASY, width_px=1500, deviations=deviations)
            (folder / photo_name(code, page)).write_bytes(photo.jpeg)
    return folder


class Desk:
    """The operator's keyboard, and nothing else."""

    def __init__(self, window: MainWindow, idle: Callable[[], None]) -> None:
        self.window, self.idle = window, idle
        self.pressed = 0

    def press(self, key: Qt.Key, *, control: bool = False, shift: bool = False) -> None:
        modifier = Qt.KeyboardModifier.NoModifier
        if control:
            modifier |= Qt.KeyboardModifier.ControlModifier
        if shift:
            modifier |= Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.pressed += 1
        self.idle()

    def type(self, value: int | None) -> None:
        text = "-" if value is None else str(value)
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)
        self.press(Qt.Key.Key_Return)

    @property
    def periksa(self) -> PeriksaPage:
        page = self.window.page
        assert isinstance(page, PeriksaPage)
        return page

    def check_tps(self) -> str:
        """Type what must be typed, look at the rest, confirm page by page; returns the TPS."""
        session = self.periksa.session
        assert session is not None
        code = session.view.tps.code
        paper = PAPER[code]
        for _ in range(200):
            session = self.periksa.session
            assert session is not None
            if session.view.finished:
                return code
            if session.typing_now and session.focused is not None:
                self.type(paper[session.focused])
            else:
                assert session.typing.stage is Stage.FIRST
                shown = {task.field.name: task.reading.value for task in session.confirmable_now if task.reading}
                assert shown == {name: paper[name] for name in shown}, "a proven value differs from the paper"
                self.press(Qt.Key.Key_Space)
        raise AssertionError(f"{code} was not finished after 200 steps")


def test_three_tps_from_photos_to_a_verified_package_with_keys_only(
    window: MainWindow,
    workspace: Workspace,
    dialogs: ScriptedDialogs,
    idle: Callable[[], None],
    photos: Path,
    tmp_path: Path,
    qtbot: QtBot,
):
    window.resize(1366, 768)
    window.open_workspace(workspace)
    idle()
    window.activateWindow()
    desk = Desk(window, idle)

    # Impor
    dialogs.answers.append(sorted(photos.iterdir()))
    desk.press(Qt.Key.Key_I, control=True)
    desk.press(Qt.Key.Key_Space)  # the button that chooses files has the focus
    qtbot.waitUntil(lambda: len(workspace.images()) == 9, timeout=60_000)
    idle()
    assert {image.outcome for image in workspace.images()} == {ImportOutcome.ACCEPTED}
    assert {item.status for item in workspace.progress(FORM) if item.pages_present} == {Status.TERBACA}

    # Periksa
    desk.press(Qt.Key.Key_3, control=True)
    done = []
    for _ in PAPER:
        done.append(desk.check_tps())
        if desk.periksa.session.view.unexplained:
            dialogs.answers += ["Tertulis begitu di kertas."] * len(desk.periksa.session.view.unexplained)
            for _ in range(len(dialogs.answers)):
                desk.press(Qt.Key.Key_F4)
        desk.press(Qt.Key.Key_Return)
    assert sorted(done) == sorted(PAPER)
    for code, paper in PAPER.items():
        assert workspace.values(code, FORM) == paper
    decided = workspace.entries(MISREAD, FORM)["suara_2"]
    assert (decided.value, decided.how) in ((86, EntryHow.RESOLVED), (86, EntryHow.TYPED))
    assert {reason.rule for reason in workspace.reasons(BROKEN, FORM)} >= {"R3"}

    # Rekap
    desk.press(Qt.Key.Key_4, control=True)
    total = sum(paper["suara_2"] for paper in PAPER.values())
    rows = {row.field: place for place, row in enumerate(workspace.recap(FORM).rows)}
    assert workspace.recap_kecamatan(FORM).totals[rows["suara_2"]].value == total

    # Dokumen
    folder = tmp_path / "cetak"
    folder.mkdir()
    dialogs.answers.append(folder)
    desk.press(Qt.Key.Key_5, control=True)
    desk.press(Qt.Key.Key_S, control=True, shift=True)
    qtbot.waitUntil(lambda: any(folder.rglob("D.HASIL-KECAMATAN-PPWP-760505.pdf")), timeout=30_000)
    idle()
    text = _text(next(folder.rglob("D.HASIL-KECAMATAN-PPWP-760505.pdf")))
    assert format_count(total) in text
    assert "DRAF" in text

    # Kirim
    package = tmp_path / "paket.zip"
    dialogs.answers.append(package)
    desk.press(Qt.Key.Key_6, control=True)
    desk.press(Qt.Key.Key_S, control=True)
    qtbot.waitUntil(package.exists, timeout=30_000)
    idle()
    assert verify(package).ok
    assert workspace.verify().ok


def _text(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
