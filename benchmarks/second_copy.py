"""The second copy and the way back from it: 1,600 small photos, approvals in a meeting, restored on another laptop.

Run: ``python -m benchmarks.second_copy [PHOTOS] [STICK]``. Photos of 60 kB of noise, in a workspace of 400 TPS with one
reading out of 20 recorded. ``STICK`` is where the copy goes (default: a temporary folder, so the figures are of this
computer's disk and not of a stick). The restore is all that *Pulihkan dari cadangan* does: database and every photo
compared by hash, opened with a new key, everything verified.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks._table import show
from sirekap_desktop.jobs import restoring, second_copy
from sirekap_desktop.models.records import Desa, EntryHow, ImportOutcome, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace

PHOTO_BYTES = 60_000
TPS = 400
FORM = "c-hasil-ppwp-2024"
_Result = TypeVar("_Result")


def main() -> None:
    photos = int(sys.argv[1]) if len(sys.argv) > 1 else 1600
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), Path(sys.argv[2]) if len(sys.argv) > 2 else Path(name) / "stick", photos)


def measure(folder: Path, stick: Path, photos: int) -> None:
    stick.mkdir(exist_ok=True)
    with _workspace(folder, photos) as workspace:
        first = _timed(lambda: second_copy.make(workspace, stick))
        _add_photos(workspace, 4)
        again = _timed(lambda: second_copy.make(workspace, stick))
        thorough = _timed(lambda: second_copy.make(workspace, stick, thorough=True))
    copy = second_copy.find_copies(stick)[0]
    found = _timed(lambda: second_copy.find_copies(stick))
    brought = _timed(lambda: restoring.restore(copy, folder / "baru"))
    seconds, back = _run(
        lambda: restoring.open_restored(copy, folder / "baru", operator="BUDI", key_folder=folder / "b")
    )
    back.workspace.close()
    show(
        ("what", "seconds"),
        [
            ["first copy", f"{first:.1f}"],
            ["copy at the next sahkan, 4 new photos", f"{again:.1f}"],
            ["copy that reads every photo", f"{thorough:.1f}"],
            ["list the copies", f"{found:.2f}"],
            ["restore: check and copy", f"{brought:.1f}"],
            ["restore: open and verify", f"{seconds:.1f}"],
            ["restore in all", f"{brought + seconds:.1f}"],
        ],
    )
    print(f"{copy.card.photos} photos, database {copy.card.size / 1e6:.1f} MB, findings after: {back.findings}")


def _workspace(folder: Path, photos: int) -> Workspace:
    place = Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
    workspace = Workspace.create(folder / "asal", place, operator="ANI", simulation=True, key_folder=folder / "a")
    desa = "7605052001"
    workspace.add_wilayah(
        [Desa(desa, "SAMBABO")], [Tps(f"{desa}{n:03d}", desa, n, 100, 100) for n in range(1, TPS + 1)]
    )
    fields = [field.name for field in workspace.form(FORM).fields]
    for n in range(1, TPS + 1, 20):
        workspace.record_many(f"{desa}{n:03d}", FORM, [NewEntry(name, 0, EntryHow.TYPED) for name in fields])
    _add_photos(workspace, photos)
    return workspace


def _add_photos(workspace: Workspace, count: int) -> None:
    for _ in range(count):
        sha256, _new = workspace.store_original(os.urandom(PHOTO_BYTES), ".jpg")
        workspace.add_image(sha256=sha256, source="kamera", outcome=ImportOutcome.UNASSIGNED)


def _timed(act: Callable[[], object]) -> float:
    return _run(act)[0]


def _run(act: Callable[[], _Result]) -> tuple[float, _Result]:
    started = time.perf_counter()
    result = act()
    return time.perf_counter() - started, result


if __name__ == "__main__":
    main()
