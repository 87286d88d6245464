"""A child that records photos and entries until it is killed, and the check afterwards (see ``test_kill``).

The drill with imports and checking, fifty times, is ``python -m benchmarks.kill_drill``.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from sirekap_desktop.models.audit import AuditReport
from sirekap_desktop.models.records import Desa, EntryHow, ImportOutcome, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.schema import Entry, Image
from sirekap_desktop.models.workspace import Workspace

FORM = "c-hasil-ppwp-2024"
_DESA = "7605052001"


def make(folder: Path, keys: Path) -> None:
    place = Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
    with Workspace.create(folder, place, operator="SIMULASI", simulation=True, key_folder=keys) as workspace:
        workspace.add_wilayah([Desa(_DESA, "SAMBABO")], [Tps(f"{_DESA}{n:03d}", _DESA, n) for n in range(1, 41)])


def run_and_kill(folder: Path, keys: Path, seconds: float) -> list[str]:
    """Kill the child ``seconds`` after its first acknowledgement; returns all it acknowledged."""
    command = [sys.executable, __file__, str(folder), str(keys)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        said = [child.stdout.readline()]
        time.sleep(seconds)
        child.kill()
        said += child.stdout.readlines()
    return [line for line in said if line.endswith("\n")]


def check(folder: Path, keys: Path, acknowledged: list[str]) -> tuple[list[str], AuditReport]:
    """What was acknowledged and is not there, and what verification says."""
    with Workspace.open(folder, operator="SIMULASI", key_folder=keys) as workspace:
        with workspace.read() as session:
            there = {f"entry {one} {value}\n" for one, value in session.tuples(Entry.select(Entry.id, Entry.value))}
            there |= {f"image {one} {sha}\n" for one, sha in session.tuples(Image.select(Image.id, Image.sha256))}
        return [line for line in acknowledged if line not in there], workspace.verify()


def work(folder: Path, keys: Path) -> None:
    """Photos and entries without end, a line for each once it is acknowledged."""
    with Workspace.open(folder, operator="SIMULASI", key_folder=keys) as workspace:
        codes = [item.code for item in workspace.tps()]
        fields = [field.name for field in workspace.form(FORM).fields]
        number = len(workspace.images())
        while True:
            code = codes[number % len(codes)]
            sha256, _ = workspace.store_original(f"foto {number}".encode() * 500, ".jpg")
            photo = workspace.add_image(
                sha256=sha256, source="uji", outcome=ImportOutcome.ACCEPTED, tps=code, form=FORM, page=1 + number % 3,
                replace=True,
            )  # fmt: skip
            _say(f"image {photo.id} {sha256}")
            names = [fields[(number + step) % len(fields)] for step in range(3)]
            new = [NewEntry(name, number, EntryHow.TYPED, photo.id) for name in names]
            for entry in workspace.record_many(code, FORM, new):
                _say(f"entry {entry.id} {entry.value}")
            number += 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]))
