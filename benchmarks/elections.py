"""The largest kecamatan (1,591 TPS) in five elections, 18 parties × 10 calon: recap and recap table of the DPR.

Run: ``python -m benchmarks.elections [--tps 1591] [--keep FOLDER]``. Building it takes minutes; ``--keep`` leaves the
workspace for the next run. Without it nothing is written outside a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks._peak import peak_mb
from benchmarks.recap import KECAMATAN, TPS_PER_DESA, measure
from sirekap_desktop.forms.elections import elections_of
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.models.records import Desa, EntryHow, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.votes import invented_values
from sirekap_desktop.ui.collecting import Collector
from sirekap_desktop.ui.rekap.model import RecapModel
from sirekap_desktop.ui.rekap.sheet import RecapSheet
from sirekap_desktop.ui.theme import apply_theme

DPR = "c-hasil-dpr-2024"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tps", type=int, default=1591)
    parser.add_argument("--keep", type=Path, help="folder that keeps the workspace")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        with opened(folder, options.tps) as workspace:
            report(workspace)
            table(workspace)


def opened(folder: Path, count: int) -> Workspace:
    """The workspace, built unless it stands there complete."""
    target = folder / f"lima-{count}"
    if (target / "sirekap.db").is_file():
        return Workspace.open(target, operator="SIMULASI", key_folder=folder / "keys")
    started = time.perf_counter()
    workspace = build(target, folder / "keys", count)
    entries = sum(len(form.fields) for form in workspace.forms()) * count
    print(f"{count} TPS x 5 elections, {entries} entries recorded in {time.perf_counter() - started:.0f} s", flush=True)
    return workspace


def build(target: Path, keys: Path, count: int) -> Workspace:
    """Every TPS recorded in every election."""
    workspace = Workspace.create(target, KECAMATAN, operator="SIMULASI", simulation=True, key_folder=keys)
    forms = [load_form(one.plano) for one in elections_of("pemilu-2024", KECAMATAN.code)]
    workspace.set_elections([form.id for form in forms])
    desa = [Desa(f"{KECAMATAN.code}{2001 + n}", f"DESA {n + 1}") for n in range(-(-count // TPS_PER_DESA))]
    places = [(desa[n // TPS_PER_DESA].code, n % TPS_PER_DESA + 1) for n in range(count)]
    tps = [Tps(f"{code}{number:03d}", code, number, 140, 145) for code, number in places]
    workspace.add_lists({form.pemilihan: {"": form.contestants} for form in forms}, {}, desa=desa, tps=tps)
    for number, item in enumerate(tps):
        for form in forms:
            values = invented_values(form, {"pemilih_dpt_l": 140, "pemilih_dpt_p": 145}, seed=number)
            new = [NewEntry(name, value, EntryHow.TYPED) for name, value in values.items()]
            workspace.record_many(item.code, form.id, new)
    return workspace


def report(workspace: Workspace) -> None:
    """Each time, and as a ratio to the bare sum over the same rows."""
    bare = measure(lambda: bare_sum(workspace), rounds=5)
    print(f"{'bare SQL SUM by field and desa, DPR':44} {bare * 1000:8.0f} ms")
    for name, act in (
        ("recap_kecamatan DPR (table by SQL)", lambda: workspace.recap_kecamatan(DPR)),
        ("recap_desa DPR (120 TPS)", lambda: workspace.recap_desa(workspace.desa()[0].code, DPR)),
        ("recap DPR (snapshot: every TPS, notes)", lambda: workspace.recap(DPR)),
        ("progress DPR (every TPS)", lambda: workspace.progress(DPR)),
        ("progress of all five elections", lambda: [workspace.progress(one) for one in workspace.form_ids()]),
    ):
        seconds = measure(act, rounds=3)
        print(f"{name:44} {seconds * 1000:8.0f} ms {seconds / bare:6.2f} x")
    size = (workspace.folder / "sirekap.db").stat().st_size
    print(f"database {size / 1e6:.0f} MB; peak memory {peak_mb():.0f} MB")


def bare_sum(workspace: Workspace) -> list[tuple[object, ...]]:
    sql = (
        "SELECT e.field, t.desa, sum(e.value), count(*), count(e.value) FROM entry_state e "
        "JOIN tps t ON t.code = e.tps WHERE e.form = ? GROUP BY e.field, t.desa"
    )
    with workspace.read() as session:
        return list(session.database.execute_sql(sql, (DPR,)).fetchall())


def table(workspace: Workspace) -> None:
    """The recap table in the window: how long opening a desa of 120 TPS takes, and the longest frame of scrolling."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app)
    snapshot = workspace.recap(DPR)
    collector = Collector()  # as the program runs
    collector.start()
    model = RecapModel()
    sheet = RecapSheet(model)
    sheet.resize(1290, 690)
    sheet.show()
    for name, one in (("kecamatan", snapshot.kecamatan_table), ("desa of 120 TPS", snapshot.desa_tables[0])):
        started = time.perf_counter()
        model.show_table(one, snapshot.rows, snapshot.sections)
        sheet.restructure()
        app.processEvents()
        opening = time.perf_counter() - started
        frames = sorted(_frames(app, sheet))
        print(
            f"recap table DPR, {name}: opened in {opening * 1000:.0f} ms; {len(frames)} frames of scrolling, "
            f"longest {frames[-1] * 1000:.0f} ms, median {frames[len(frames) // 2] * 1000:.1f} ms"
        )
    sheet.close()
    collector.stop()


def _frames(app: QApplication, sheet: RecapSheet) -> Iterator[float]:
    """Seconds of each frame while scrolling down and right, a wheel's step at a time."""
    figures = sheet.figures
    for bar in (figures.verticalScrollBar(), figures.horizontalScrollBar()):
        step = max(bar.maximum() // 60, 1)
        for value in range(bar.minimum(), bar.maximum() + 1, step):
            started = time.perf_counter()
            bar.setValue(value)
            app.processEvents()  # paints what the step has made due, once
            yield time.perf_counter() - started


if __name__ == "__main__":
    main()
