"""Starting the program until its window is shown, beside a bare QApplication with an empty widget: seconds."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

from benchmarks._table import show

REPEATS = 7

_PROLOGUE = "import sys\nfrom PySide6.QtCore import QTimer\nfrom PySide6.QtWidgets import QApplication, QWidget\n"
_BARE = _PROLOGUE + (
    "app = QApplication(sys.argv)\nwindow = QWidget()\nwindow.resize(1366, 768)\nwindow.show()\n"
    "QTimer.singleShot(0, app.quit)\nsys.exit(app.exec())\n"
)
_PROGRAM = _PROLOGUE + (
    "from sirekap_desktop.ui.app import make_app, run\napp = make_app(['sirekap-desktop'])\n"
    "QTimer.singleShot(0, app.quit)\nsys.exit(run(['sirekap-desktop']))\n"
)
_PYTHON = "pass\n"


def run() -> None:
    bare = _seconds(_BARE)
    rows = [("Python alone", _seconds(_PYTHON)), ("bare QApplication", bare), ("Sirekap Desktop", _seconds(_PROGRAM))]
    show(("what", "seconds", "ratio"), [(name, f"{taken:.2f}", f"{taken / bare:.2f}") for name, taken in rows])


def _seconds(code: str) -> float:
    """Median of fresh processes, off screen, with an empty home; the first, which fills the disk cache, not counted."""
    with tempfile.TemporaryDirectory() as home:
        names = ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
        environment = os.environ | dict.fromkeys(names, home) | {"QT_QPA_PLATFORM": "offscreen"}
        taken = []
        for _ in range(REPEATS + 1):
            started = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
            taken.append(time.perf_counter() - started)
    return statistics.median(taken[1:])
