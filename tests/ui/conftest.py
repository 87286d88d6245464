"""Fixtures for the window: a real, small workspace, real widgets offscreen, dialogs that answer by script."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.models import pins
from sirekap_desktop.models.records import Desa, EntryHow, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.app_settings import AppSettings
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.crash import CrashReporter
from sirekap_desktop.ui.dialogs import Dialogs
from sirekap_desktop.ui.main_window import MainWindow
from sirekap_desktop.ui.tasks import Tasks
from sirekap_desktop.ui.theme import apply_theme

FORM = "c-hasil-ppwp-2024"
KECAMATAN = Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
DESA = (Desa("7605052001", "KABIRAAN"), Desa("7605052002", "SAMBABO"))
TPS = tuple(
    Tps(f"{desa.code}{number:03d}", desa.code, number, 100 + number, 110 + number)
    for desa, count in zip(DESA, (2, 3), strict=True)
    for number in range(1, count + 1)
)

RIGHT: dict[str, int] = {
    "pemilih_dpt_l": 101,
    "pemilih_dpt_p": 111,
    "pemilih_dpt_j": 212,
    "pengguna_dpt_l": 80,
    "pengguna_dpt_p": 90,
    "pengguna_dpt_j": 170,
    "pengguna_dptb_l": 1,
    "pengguna_dptb_p": 0,
    "pengguna_dptb_j": 1,
    "pengguna_dpk_l": 0,
    "pengguna_dpk_p": 2,
    "pengguna_dpk_j": 2,
    "pengguna_total_l": 81,
    "pengguna_total_p": 92,
    "pengguna_total_j": 173,
    "ss_diterima": 217,
    "ss_digunakan": 173,
    "ss_dikembalikan": 0,
    "ss_tidak_digunakan": 44,
    "disabilitas_l": 0,
    "disabilitas_p": 1,
    "disabilitas_j": 1,
    "suara_1": 79,
    "suara_2": 86,
    "suara_3": 7,
    "suara_sah": 172,
    "suara_tidak_sah": 1,
    "suara_total": 173,
}
"""The 28 numbers of a TPS whose paper adds up."""


class ScriptedDialogs(Dialogs):
    """Answers from a list, in order; keeps what was asked. An unexpected question fails the test."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Any] = []
        self.asked: list[tuple[str, str]] = []
        self.said: list[str] = []
        self.errors: list[UserError] = []

    def _answer(self, kind: str, title: str) -> Any:
        self.asked.append((kind, title))
        assert self.answers, f"unexpected question: {kind} {title!r}"
        return self.answers.pop(0)

    def ask_text(self, title: str, label: str, *, validate: Any = None, **options: Any) -> str | None:
        self.said.append(label)
        answer: str | None = self._answer("ask_text", title)
        if answer is not None and validate:
            assert not validate(answer), validate(answer)
        return answer

    def confirm(self, title: str, text: str, *, yes: str, no: str = "") -> bool:
        return bool(self._answer("confirm", title))

    def choose(self, title: str, text: str, options: Any) -> int | None:
        return self._answer("choose", title)

    def show_error(self, error: UserError) -> None:
        self.errors.append(error)

    def show_info(self, title: str, text: str) -> None:
        self.asked.append(("show_info", title))

    def open_file(self, title: str, pattern: str, folder: Path | None = None) -> Path | None:
        return self._answer("open_file", title)

    def open_files(self, title: str, pattern: str, folder: Path | None = None) -> list[Path]:
        return self._answer("open_files", title)

    def open_folder(self, title: str, folder: Path | None = None) -> Path | None:
        return self._answer("open_folder", title)

    def save_file(self, title: str, suggested: Path, pattern: str) -> Path | None:
        return self._answer("save_file", title)

    def printer(self, title: str, printer: QPrinter) -> bool:
        answer = self._answer("printer", title)
        if answer:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(answer))
        return bool(answer)


class CrashFails(CrashReporter):
    """A programming error in the window fails the test at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[BaseException] = []

    def report(self, error: BaseException) -> None:
        self.errors.append(error)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen screen says what it can not do (least sizes, raising); every other Qt warning fails a test."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session", autouse=True)
def themed(qapp: QApplication) -> None:
    """The program's own fonts and style, as operators see it."""
    apply_theme(qapp)


@pytest.fixture(autouse=True)
def no_leaked_widgets_or_timers(qapp: QApplication) -> Iterator[None]:
    """No window and no running timer outlives a test."""
    before = {id(widget) for widget in QApplication.topLevelWidgets()}
    yield
    settle()
    alive = [w for w in QApplication.topLevelWidgets() if id(w) not in before and not w.inherits("QTipLabel")]
    names = [f"{type(w).__name__} {w.objectName()!r} {w.windowTitle()!r}" for w in alive if w.parent() is None]
    timers = [f"timer of {t.parent()}" for t in gc.get_objects() if isinstance(t, QTimer) and _runs(t)]
    for widget in alive:
        widget.close()
        widget.deleteLater()
    settle()
    assert not names, f"windows outlive the test: {names}"
    assert not timers, f"timers outlive the test: {timers}"


def _runs(timer: QTimer) -> bool:
    try:
        return timer.isActive()
    except RuntimeError:  # the C++ object is gone
        return False


def settle() -> None:
    """Deliver what is queued, deferred deletions too."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def quick_pins(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashing as fast as it goes: how slow it must be is tested with the PINs themselves."""
    pins._hasher.cache_clear()
    monkeypatch.setattr(pins, "TARGET_SECONDS", 0.0)
    yield
    pins._hasher.cache_clear()


@pytest.fixture
def settings(tmp_path: Path) -> AppSettings:
    result = AppSettings(tmp_path / "seat" / "sirekap.ini")
    result.operator = "SITI R."
    return result


@pytest.fixture
def dialogs() -> ScriptedDialogs:
    return ScriptedDialogs()


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    result = Tasks(workers=2)
    yield result
    result.close()
    result.deleteLater()
    settle()


@pytest.fixture
def empty_workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Just created: no desa, no TPS."""
    folder = tmp_path / "kosong"
    made = Workspace.create(folder, KECAMATAN, operator="SITI R.", key_folder=tmp_path / "keys")
    yield made
    made.close()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Two desa, five TPS, three paslon; nothing imported, nothing recorded."""
    folder = tmp_path / "ulumanda"
    made = Workspace.create(folder, KECAMATAN, operator="SITI R.", simulation=True, key_folder=tmp_path / "keys")
    made.add_wilayah(DESA, TPS, [Contestant(n, f"PASANGAN CALON 0{n}") for n in (1, 2, 3)])
    yield made
    made.close()


def record_tps(workspace: Workspace, code: str, **changes: int | None) -> None:
    """Record all 28 numbers of a TPS; ``changes`` replace some of :data:`RIGHT`."""
    values = {**RIGHT, **changes}
    workspace.record_many(code, FORM, [NewEntry(name, value, EntryHow.TYPED) for name, value in values.items()])


@pytest.fixture
def context(workspace: Workspace, tasks: Tasks, dialogs: ScriptedDialogs, settings: AppSettings) -> Iterator[Context]:
    """For tests of one page without the main window."""
    result = Context(workspace, tasks, dialogs, settings)
    yield result
    result.close()
    result.deleteLater()
    settle()


@pytest.fixture
def window(qtbot: QtBot, tasks: Tasks, dialogs: ScriptedDialogs, settings: AppSettings) -> Iterator[MainWindow]:
    """The main window, shown, without a workspace; ``window.open_workspace(workspace)`` opens one.

    The window closes the workspace that it was given.
    """
    crash = CrashFails()
    result = MainWindow(settings, tasks, dialogs, crash)
    result.show()
    yield result
    result.close()
    qtbot.waitUntil(tasks.is_idle)
    result.deleteLater()
    crash.deleteLater()
    settle()
    assert not crash.errors, f"the window crashed: {crash.errors!r}"


@pytest.fixture
def idle(qtbot: QtBot, tasks: Tasks) -> Any:
    """Call it to wait until no task runs and everything queued was delivered."""

    def wait() -> None:
        qtbot.waitUntil(tasks.is_idle, timeout=10_000)
        settle()
        qtbot.waitUntil(tasks.is_idle, timeout=10_000)

    return wait
