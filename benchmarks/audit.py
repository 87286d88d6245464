"""The audit chain of the largest kecamatan with five elections: filter, piece, details, in ms.

Run: ``python -m benchmarks.audit [--tps 1591] [--times 10] [--keep FOLDER]``. The entries of one pemilihan are recorded
as the program does it; their acts are then copied so often (``--times``) that the chain is as long as five elections
make it. The copies have no right hashes: they are for reading, not for verifying. Then the page *Jejak* over that
chain: the longest turn of the event loop in processor time of the GUI thread, beside its limit of 50 ms.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks._table import median_ms, show
from benchmarks.recap import FORM, build
from sirekap_desktop.models.audit_acts import ActKind, AuditFilter
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ui.app_settings import AppSettings
from sirekap_desktop.ui.crash import CrashReporter
from sirekap_desktop.ui.dialogs import Dialogs
from sirekap_desktop.ui.jejak.page import JejakPage
from sirekap_desktop.ui.main_window import MainWindow
from sirekap_desktop.ui.tasks import Tasks
from sirekap_desktop.ui.theme import apply_theme

LIMIT_MS = 50
STEP = 200
_COPY = """
INSERT INTO audit
SELECT machine, seq + ?, at, who, kind, subject, row_id, tps, replace(detail, ?, ?), row_sha256, prev_hash,
       lower(hex(randomblob(32)))
FROM audit WHERE seq <= ?
"""
_FORMS = ("c-hasil-dpr-2024", "c-hasil-dpd-2024", "c-hasil-dprd-prov-2024", "c-hasil-dprd-kabko-2024")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tps", type=int, default=1591)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        place = given.keep or Path(folder)
        if not (place / "ws" / "sirekap.db").is_file():
            with build(place, given.tps) as workspace:
                lengthen(workspace, given.times)
        with Workspace.open(place / "ws", operator="SIMULASI", key_folder=place / "keys") as workspace:
            report(workspace)
            report_page(workspace, Path(folder))


def lengthen(workspace: Workspace, times: int) -> None:
    """Copy the acts, for the other elections in turn."""
    last = max(seq for _, seq, _ in workspace.audit_heads())
    with workspace.write() as tx:
        for number in range(1, times):
            values = (number * last, FORM, _FORMS[number % len(_FORMS)], last)
            tx.database.execute_sql(_COPY, values)
        tx.database.execute_sql("UPDATE chain_head SET seq = (SELECT max(seq) FROM audit)")


def report(workspace: Workspace) -> None:
    """What a reader waits for."""
    desa = workspace.desa()[3].code
    filters = {
        "everything": AuditFilter(),
        "one TPS": AuditFilter(tps=f"{desa}017"),
        "one desa": AuditFilter(desa=desa),
        "one person": AuditFilter(who="SIMULASI"),
        "nobody": AuditFilter(who="TIDAK ADA"),
        "one pemilihan": AuditFilter(form=FORM, pemilihan="ppwp"),
        "kind: isian": AuditFilter(kind=ActKind.ISIAN),
        "kind: kunci": AuditFilter(kind=ActKind.KUNCI),
        "one day": AuditFilter(since=workspace.audit_facets().days[0], until=workspace.audit_facets().days[0]),
        "desa and pemilihan": AuditFilter(desa=desa, form=FORM),
    }
    print(f"{workspace.audit_count()} acts")
    show(
        ("filter", "acts", "first page", "index", "page in the middle"),
        [_row(workspace, *item) for item in filters.items()],
    )
    acts = workspace.audit_acts(AuditFilter(), STEP)
    detail = median_ms(lambda: workspace.audit_act((acts[-1].row.seq, acts[-1].row.machine)), 5)
    show(
        ("other", "ms"),
        [
            ("one act with before and after", f"{detail:.1f}"),
            ("people and days", f"{median_ms(workspace.audit_facets, 3):.0f}"),
        ],
    )


def _row(workspace: Workspace, name: str, wanted: AuditFilter) -> tuple[object, ...]:
    index = workspace.audit_index(wanted, STEP)
    first = median_ms(lambda: workspace.audit_acts(wanted, STEP), 3)
    whole = median_ms(lambda: workspace.audit_index(wanted, STEP), 3)
    if not index.marks:
        return name, 0, f"{first:.0f}", f"{whole:.0f}", "-"
    mark = index.marks[len(index.marks) // 2]
    middle = median_ms(lambda: workspace.audit_acts(wanted, STEP, mark), 3)
    return name, index.total, f"{first:.0f}", f"{whole:.0f}", f"{middle:.0f}"


def report_page(workspace: Workspace, folder: Path) -> None:
    """What the GUI thread does for a reader, at most at once."""
    apply_theme(QApplication.instance() or QApplication([]))  # type: ignore[arg-type]
    tasks = Tasks(workers=2)
    window = MainWindow(AppSettings(folder / "s.ini"), tasks, Dialogs(), CrashReporter())
    window.show()
    window.open_workspace(workspace, "beranda")
    _settle(window)
    window.go("jejak")  # makes the page: once in a sitting
    _settle(window)
    page: JejakPage = window.page  # type: ignore[assignment]
    bar = page.table.verticalScrollBar()
    actions: dict[str, Callable[[], object]] = {
        "another filter": lambda: _ask(page, AuditFilter(kind=ActKind.ISIAN)),
        "everything again": page.filters.clear,
        "scroll to the middle": lambda: bar.setValue(bar.maximum() // 2),
        "to the oldest act": lambda: QTest.keyClick(page.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier),
        "one act up": lambda: QTest.keyClick(page.table, Qt.Key.Key_Up),
        "something is written": lambda: workspace.set_setting("sample_percent", 17),
    }
    rows = []
    for name, action in actions.items():
        longest = max(_cpu_ms(action), _settle(window))
        rows.append((name, f"{longest:.1f}", f"{longest / LIMIT_MS:.2f}"))
    show(("what", "longest turn ms", "of 50 ms"), rows)
    print(f"pieces of {STEP} acts in memory: {page.model.pieces}")
    window.close()
    tasks.close()


def _ask(page: JejakPage, wanted: AuditFilter) -> None:
    page.filters.show_filter(wanted)
    page.filters.changed.emit()


def _cpu_ms(action: Callable[[], object]) -> float:
    started = time.thread_time()
    action()
    return (time.thread_time() - started) * 1000


def _settle(window: MainWindow) -> float:
    """Let everything come to rest; the longest turn on the way."""
    longest, quiet = 0.0, 0
    while quiet < 200:  # longer than changes are collected
        longest = max(longest, _cpu_ms(_turn))
        quiet = quiet + 1 if window.tasks.is_idle() else 0
        time.sleep(0.001)
    return longest


def _turn() -> None:
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    main()
