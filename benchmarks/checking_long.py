"""One key in Periksa on a party form of 20 pages and 241 numbers: the window's own time, beside its limit of 50 ms.

The longest turn of the event loop, in processor time of the GUI thread: what else runs on the machine does not count.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks._table import show
from benchmarks.digit_wall import DPR, add_tps
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.models.records import Desa, Kecamatan, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.app_settings import AppSettings
from sirekap_desktop.ui.crash import CrashReporter
from sirekap_desktop.ui.dialogs import Dialogs
from sirekap_desktop.ui.main_window import MainWindow
from sirekap_desktop.ui.tasks import Tasks
from sirekap_desktop.ui.theme import apply_theme

LIMIT_MS = 50
CODES = tuple(f"7605052001{number:03d}" for number in (1, 2, 3))


def run() -> None:
    with tempfile.TemporaryDirectory() as folder, _window(Path(folder)) as window:
        window.go("periksa", tps=CODES[0])  # makes the page: once in a sitting
        _settle(window)
        keys: dict[str, Callable[[], object]] = {
            "open a TPS": lambda: window.go("periksa", tps=CODES[1]),
            "next page": lambda: _press(Qt.Key.Key_PageDown),
            "next number": lambda: _press(Qt.Key.Key_Down),
            "record a page": lambda: _press(Qt.Key.Key_Space),
            "type a digit of a recorded number": lambda: _press(Qt.Key.Key_1),
        }
        rows = [(name, *_turns(window, name, action)) for name, action in keys.items()]
        show(("what", "longest turn ms", "of 50 ms"), rows)


def _turns(window: MainWindow, name: str, action: Callable[[], object]) -> tuple[str, str]:
    if name.startswith("type"):
        window.go("periksa", tps=CODES[1], field="pemilih_dpt_l")
        _settle(window)
    longest = max(_cpu_ms(action), _settle(window))
    return f"{longest:.1f}", f"{longest / LIMIT_MS:.2f}"


def _press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def _cpu_ms(action: Callable[[], object]) -> float:
    started = time.thread_time()
    action()
    return (time.thread_time() - started) * 1000


def _settle(window: MainWindow) -> float:
    """Let everything come to rest; the longest turn on the way."""
    longest, quiet = 0.0, 0
    while quiet < 3:
        longest = max(longest, _cpu_ms(_turn))
        quiet = quiet + 1 if window.tasks.is_idle() else 0
        time.sleep(0.001)
    return longest


def _turn() -> None:
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def _window(folder: Path) -> Iterator[MainWindow]:
    app = QApplication.instance() or QApplication([])
    apply_theme(app)
    area = Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
    workspace = Workspace.create(folder / "w", area, operator="UJI", key_folder=folder / "k")
    workspace.set_elections([DPR])
    workspace.add_wilayah([Desa(CODES[0][:10], "KABIRAAN")], [Tps(c, c[:10], int(c[10:]), 150, 150) for c in CODES])
    for code in CODES:
        add_tps(workspace, load_form(DPR), code, 0)
    tasks = Tasks(workers=2)
    window = MainWindow(AppSettings(folder / "s.ini"), tasks, Dialogs(), CrashReporter())
    window.show()
    window.open_workspace(workspace, "periksa")
    window.activateWindow()
    _settle(window)
    yield window
    window.close()
    tasks.close()


if __name__ == "__main__":
    run()
