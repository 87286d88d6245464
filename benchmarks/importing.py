"""Importing the demo's 120 pages into a workspace: pages per minute, on all cores beside one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import cv2

from benchmarks._table import show
from sirekap_desktop.jobs.demo_photos import DrawJob, draw_tps
from sirekap_desktop.jobs.importing import import_paths
from sirekap_desktop.models.records import Desa, ImportOutcome, Kecamatan, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.ulumanda import load_ulumanda

WIDTH_PX = 2000


def run() -> None:
    threads = cv2.getNumThreads()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        photos = folder / "foto"
        photos.mkdir()
        for tps in load_ulumanda().tps:
            draw_tps(DrawJob(str(photos), tps.code, load_ulumanda().form, WIDTH_PX, "normal"))
        megabytes = sum(path.stat().st_size for path in photos.iterdir()) / 1e6
        cores = os.cpu_count() or 1
        cv2.setNumThreads(1)
        rows = [_row(folder / f"ruang-{workers}", photos, workers) for workers in dict.fromkeys((0, 1, cores))]
    cv2.setNumThreads(threads)
    print(f"  {len(load_ulumanda().tps) * 3} photos of {WIDTH_PX} px, {megabytes:.0f} MB")
    show(("workers", "seconds", "pages per minute", "accepted", "times one thread"), _against_first(rows))


def _row(folder: Path, photos: Path, workers: int) -> tuple[str, float, int, int]:
    demo = load_ulumanda()
    area = Kecamatan(demo.code, demo.name, demo.kabupaten, demo.provinsi)
    with Workspace.create(
        folder, area, operator="ukur", simulation=True, key_folder=folder.parent / "keys"
    ) as workspace:
        workspace.add_wilayah(
            [Desa(item.code, item.name) for item in demo.desa],
            [Tps(item.code, item.desa_code, item.number, item.dpt_l, item.dpt_p) for item in demo.tps],
        )
        summary = import_paths(workspace, [photos], workers=workers)
    name = f"{workers} processes" if workers else "calling thread"
    return name, summary.seconds, summary.files, summary.count(ImportOutcome.ACCEPTED)


def _against_first(rows: list[tuple[str, float, int, int]]) -> list[tuple[object, ...]]:
    first = rows[0][1]
    return [
        (name, f"{seconds:.1f}", f"{60 * files / seconds:.0f}", accepted, f"{first / seconds:.2f}")
        for name, seconds, files, accepted in rows
    ]
