"""The number on the projector after the operator's step, on a party form of 241 numbers; the limit is 100 ms.

From the key to the painted second window, in wall time, beside the same keys while no projector is open.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from benchmarks._table import show
from benchmarks.checking_long import CODES, _settle, _window
from benchmarks.digit_wall import DPR
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.models.pleno.facts import Opened, ReadOut
from sirekap_desktop.models.records import EntryHow, NewEntry
from sirekap_desktop.ui.main_window import MainWindow

LIMIT_MS = 100


def run() -> None:
    with tempfile.TemporaryDirectory() as folder, _window(Path(folder)) as window:
        page = _open(window)
        page.show_part("sidang")
        alone = _steps(page)
        page.toggle_projector()
        page.projector.resize(1920, 1080)
        _settle(window)
        projected = _steps(page)
        corrected = [_correction(window, page, row) for row in range(5, 30)]
        rows = [
            _row("step, no projector", alone),
            _row("step, projector of 1920 × 1080", projected),
            _row("pembetulan: on the disk, then shown", corrected),
        ]
        show(("what", "median ms", "longest ms", "of 100 ms"), rows)


def _open(window: MainWindow) -> Any:  # noqa: ANN401 - the page is loaded by name
    assert window.context is not None
    workspace = window.context.workspace
    fields = load_form(DPR).fields
    workspace.record_many(CODES[0], DPR, [NewEntry(field.name, 7, EntryHow.TYPED) for field in fields])
    workspace.note(DPR, Opened(place="Aula"))
    workspace.note(DPR, ReadOut(), CODES[0])
    window.go("pleno", tps=CODES[0])
    _settle(window)
    return window.page


def _steps(page: Any) -> list[float]:  # noqa: ANN401
    """Every row by the key that the operator presses; the number is painted when the key returns."""
    table = page.sidang.table
    table.go_to(0)
    found = []
    for row in range(1, table.figures.rowCount()):
        started = time.perf_counter()
        QTest.keyClick(table, Qt.Key.Key_Down)
        found.append((time.perf_counter() - started) * 1000)
        assert table.step == row
        if page.projector is not None:
            assert page.projector.slide.figure is page.tps.figures[row]
    return found


def _correction(window: MainWindow, page: Any, row: int) -> float:  # noqa: ANN401
    """From the last Enter of the form to old and new value on the projector."""
    page.sidang.table.go_to(row)
    page.sidang.act("pembetulan")
    for name, text in (("value", "8"), ("reason", "turus"), ("witness", "KETUA")):
        page.sidang.form.controls[name].setText(text)
    _settle(window)  # the form stands on the screen when somebody types into it
    started = time.perf_counter()
    page.sidang.form.submit()
    while page.projector.slide.figure.value != 8:
        QCoreApplication.processEvents()
    return (time.perf_counter() - started) * 1000


def _row(name: str, times: list[float]) -> tuple[str, str, str, str]:
    longest = max(times)
    return name, f"{statistics.median(times):.1f}", f"{longest:.1f}", f"{longest / LIMIT_MS:.2f}"


if __name__ == "__main__":
    run()
