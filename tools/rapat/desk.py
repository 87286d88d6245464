"""One laptop of the rehearsal: the real window, worked by keys and clicks, with what it would ask answered in order."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from sirekap_desktop.jobs.logfile import log_file
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.app import Application, make_app
from sirekap_desktop.ui.app_settings import AppSettings
from sirekap_desktop.ui.crash import CrashReporter
from sirekap_desktop.ui.dialogs import Dialogs
from sirekap_desktop.ui.pleno.forms import ActionForm
from tools.rapat.story import OPERATOR, Person

_HOMES = ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
_WINDOWS = ("LOCALAPPDATA", "APPDATA")
_PATIENCE = 120
_TURN_MS = 5
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class RehearsalError(RuntimeError):
    """The program did not do what the script expects."""


class Answers(Dialogs):
    """The system's dialogs, answered from a list: what they ask is not the program's own widget."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[Any] = []

    def _next(self, title: str) -> Any:  # noqa: ANN401
        if not self.given:
            raise RehearsalError(f"unexpected question: {title}")
        return self.given.pop(0)

    def ask_text(self, title: str, label: str, **_options: Any) -> str | None:  # noqa: ANN401, ARG002
        return self._next(title)

    def confirm(self, title: str, text: str, *, yes: str, no: str = "") -> bool:  # noqa: ARG002
        return bool(self._next(title))

    def open_file(self, title: str, pattern: str, folder: Path | None = None) -> Path | None:  # noqa: ARG002
        return self._next(title)

    def open_files(self, title: str, pattern: str, folder: Path | None = None) -> list[Path]:  # noqa: ARG002
        return self._next(title)

    def open_folder(self, title: str, folder: Path | None = None) -> Path | None:  # noqa: ARG002
        return self._next(title)

    def save_file(self, title: str, suggested: Path, pattern: str) -> Path | None:  # noqa: ARG002
        return self._next(title)


class LoudCrash(CrashReporter):
    """A programming error in the window ends the rehearsal."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.error: BaseException | None = None

    def report(self, error: BaseException) -> None:
        self.error = error


@contextmanager
def home(folder: Path) -> Iterator[None]:
    """This process belongs to another laptop: its settings, keys and logs lie in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    before = {name: os.environ.get(name) for name in (*_HOMES, *_WINDOWS)}
    os.environ.update(dict.fromkeys(before, str(folder)))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class Desk:
    """Settings, tasks and window of one laptop; closed at the end as by hand."""

    def __init__(self, folder: Path, told: Callable[[Workspace], None] | None = None) -> None:
        settings = AppSettings(folder / "sirekap.ini")
        settings.operator = settings.operator or OPERATOR.name
        self.answers = Answers()
        self.crash = LoudCrash(log_file())
        self.program = Application(make_app(["rapat"]), settings, self.answers, self.crash)
        self.window: Any = self.program.build_window()
        self._told = told
        self._log = _keep_log(folder / "sirekap.log")
        self.window.resize(1366, 768)
        self.window.show()
        self.front()
        self.window.go("awal")
        self.settle()

    # -- waiting -------------------------------------------------------------------------------------------------

    def idle(self) -> None:
        """Until no task runs and what it brought is shown."""
        self.until(self.program.tasks.is_idle, "the work in the background ends")
        _deliver()
        self.until(self.program.tasks.is_idle, "the work in the background ends")
        if self.crash.error is not None:
            raise RehearsalError("the window crashed") from self.crash.error
        if self._told and self.window.context:
            self._told(self.window.context.workspace)

    def settle(self) -> None:
        """Until every page has heard of what changed, too."""
        self.idle()
        context = self.window.context
        if context is not None:
            self.until(lambda: not context._timer.isActive(), "the changes are told")  # noqa: SLF001 - no signal says so
        self.idle()

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Let the window work until something is so."""
        end = time.monotonic() + _PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise RehearsalError(f"waited too long until {what}")
            QTest.qWait(_TURN_MS)

    def front(self) -> None:
        """The window gets the keys."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow, "the window gets the keys")

    # -- acting --------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Any:  # noqa: ANN401 - whichever is on show
        return self.window.page

    @property
    def workspace(self) -> Workspace:
        if self.window.context is None:
            raise RehearsalError("no workspace is open")
        return self.window.context.workspace

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key to whatever has the focus."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.idle()

    def type(self, text: str, into: QWidget | None = None) -> None:
        """Letters to a field (what stood there goes), or to whatever has the focus."""
        if isinstance(into, QLineEdit):
            into.setFocus()
            into.selectAll()
            QTest.keyClick(into, Qt.Key.Key_Delete)
        QTest.keyClicks(into or QApplication.focusWidget() or self.window, text)

    def click(self, button: Any) -> None:  # noqa: ANN401
        """A button, if it may be pressed."""
        if not button.isEnabled() or not button.isVisible():
            raise RehearsalError(f"the button {button.text()!r} can not be pressed: {button.toolTip()}")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def pick(self, combo: QComboBox, value: object) -> None:
        """An entry of a list by its value, as its key would."""
        row = combo.findData(value)
        if row < 0:
            raise RehearsalError(f"{combo.accessibleName()} does not offer {value!r}")
        combo.setCurrentIndex(row)
        combo.activated.emit(row)

    def fill(self, form: ActionForm, **values: object) -> None:
        """Answer an open form and do it."""
        for name, value in values.items():
            control = form.controls[name]
            if isinstance(control, QComboBox):
                self.pick(control, value)
            else:
                self.type(str(value), control)
        self.click(form.yes)

    def go(self, page: str, **target: object) -> Any:  # noqa: ANN401
        """A page of the rail."""
        self.front()
        self.window.go(page, **target)
        self.settle()
        return self.page

    def expect(self, text: str) -> None:
        """The message bar says so."""
        if text not in self.window.message_bar.text:
            raise RehearsalError(f"expected {text!r}, the program says {self.window.message_bar.text!r}")

    # -- people --------------------------------------------------------------------------------------------------

    def open_recent(self) -> None:
        """The workspace of yesterday: Enter at Awal."""
        self.page.operator.setFocus()
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.window.context is not None, "the workspace is open")
        self.settle()

    def sign_in(self, person: Person) -> None:
        """Number, PIN, Enter; nothing where this person works already."""
        now = self.workspace.person
        if now is not None and now.name == person.name:
            return
        if self.window.seat.dialog is None:
            self.front()
            QTest.keyClick(self.window, Qt.Key.Key_O, CONTROL | SHIFT)
            self.until(lambda: self.window.seat.dialog is not None, "the program asks who works")
        dialog = self.window.seat.dialog
        number = next(n for n, one in enumerate(dialog._people, 1) if one.name == person.name)  # noqa: SLF001
        self.type(str(number), dialog.list)
        self.type(person.pin, dialog.pin)
        QTest.keyClick(dialog.pin, Qt.Key.Key_Return)
        self.until(lambda: self.window.seat.dialog is None, f"{person.name} is signed in")
        self.settle()

    def close(self) -> None:
        """As by hand: the window first, then the threads."""
        self.window.close()
        self.until(self.program.tasks.is_idle, "the last work ends")
        self.program.close()
        for owned in (self.window, self.program.tasks, self.crash):
            owned.deleteLater()
        _deliver()
        logging.getLogger().removeHandler(self._log)
        self._log.close()


def _keep_log(path: Path) -> logging.Handler:
    """What the program would log on this laptop."""
    handler = logging.FileHandler(path, encoding="utf-8")
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(root.level, logging.INFO))
    return handler


def _deliver() -> None:
    """What is queued, deferred deletions too."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
