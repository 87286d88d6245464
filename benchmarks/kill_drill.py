"""SIGKILL drill: a child records photos and entries and is killed at a random moment, 50 times.

After each round the workspace is opened again: every acknowledged entry and photo must be there, and database, chain
and photos must verify. Run: ``python -m benchmarks.kill_drill [--rounds 50] [--seed 1]``.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sirekap_desktop.models.audit import AuditReport
from sirekap_desktop.models.records import Desa, EntryHow, ImportOutcome, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.schema import Entry, Image
from sirekap_desktop.models.workspace import Workspace

FORM = "c-hasil-ppwp-2024"
_DESA = "7605052001"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=2, metavar=("WORKSPACE", "KEYS"), help="work until killed (used by the drill)")
    options = parser.parse_args()
    if options.child:
        work(Path(options.child[0]), Path(options.child[1]))
    else:
        sys.exit(drill(options.rounds, options.seed))


def drill(rounds: int, seed: int) -> int:
    """Kill and check; prints one line at the end and returns the exit status."""
    dice = random.Random(seed)
    acknowledged: list[str] = []
    lost: list[str] = []
    findings = 0
    with tempfile.TemporaryDirectory() as name:
        folder, keys = Path(name) / "ws", Path(name) / "keys"
        make(folder, keys)
        for _ in range(rounds):
            acknowledged += run_and_kill(folder, keys, dice.uniform(0, 0.4))
            missing, report = check(folder, keys, acknowledged)
            lost += missing
            findings += len(report.findings)
    print(f"{rounds} kills, {len(acknowledged)} acknowledged, {len(lost)} lost, {findings} findings")
    return 1 if lost or findings else 0


def make(folder: Path, keys: Path) -> None:
    place = Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
    with Workspace.create(folder, place, operator="SIMULASI", simulation=True, key_folder=keys) as workspace:
        workspace.add_wilayah([Desa(_DESA, "SAMBABO")], [Tps(f"{_DESA}{n:03d}", _DESA, n) for n in range(1, 41)])


def run_and_kill(folder: Path, keys: Path, seconds: float) -> list[str]:
    """Kill the child ``seconds`` after its first acknowledgement; returns all it acknowledged."""
    command = [sys.executable, "-m", "benchmarks.kill_drill", "--child", str(folder), str(keys)]
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
            print(f"image {photo.id} {sha256}", flush=True)
            names = [fields[(number + step) % len(fields)] for step in range(3)]
            new = [NewEntry(name, number, EntryHow.TYPED, photo.id) for name in names]
            for entry in workspace.record_many(code, FORM, new):
                print(f"entry {entry.id} {entry.value}", flush=True)
            number += 1


if __name__ == "__main__":
    main()
