"""The program is killed (SIGKILL) with all its processes at a random moment, and opened again.

After each kill every acknowledged photo and entry must be there, and database, chain and photos must verify; after a
kill during an import, the same import again must bring every photo in, once.

Run: ``python -m benchmarks.kill_drill [--during import|checking|all] [--rounds 50] [--seed 1]``.
``import`` imports photos with reading processes; ``checking`` goes through TPS as *Periksa* does (blind fields, pages
confirmed, reasons, undo).
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.jobs.checking import Mode, Typing, advance, confirmable, next_blind, pages_to_confirm
from sirekap_desktop.jobs.importing import ImportProgress, import_paths
from sirekap_desktop.jobs.tps_view import TpsView, load_tps_view
from sirekap_desktop.models.audit import AuditReport
from sirekap_desktop.models.records import Desa, Entry, EntryHow, ImportOutcome, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.schema import Entry as EntryRow
from sirekap_desktop.models.schema import Image as ImageRow
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.sheets import photo_name, sample_photo
from sirekap_desktop.samples.ulumanda import load_ulumanda

ROOT = Path(__file__).resolve().parent.parent
FORM = "c-hasil-ppwp-2024"
PAGES = (1, 2, 3)
TPS_PER_IMPORT = 3
_DESA = "7605052001"
_BEGIN, _END = "begin\n", "end\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--during", choices=[*WORK, "all"], default="all")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=4, metavar=("WORK", "WORKSPACE", "KEYS", "PHOTOS"), help="used by the drill")
    options = parser.parse_args()
    if options.child:
        name, *paths = options.child
        WORK[name](*map(Path, paths))
        return
    wanted = list(DRILLS) if options.during == "all" else [options.during]
    failed = False
    for name in wanted:
        outcome = DRILLS[name](options.rounds, options.seed)
        print(outcome, flush=True)
        failed = failed or outcome.failed
    sys.exit(failed)


@dataclass(slots=True)
class Outcome:
    """What a drill counted."""

    during: str
    kills: int = 0
    acknowledged: int = 0
    late: int = 0
    """Kills that came after the work was done."""
    lost: int = 0
    findings: int = 0
    incomplete: int = 0
    """Photos that a repeated import did not bring in, or brought in twice."""
    seconds: float = 0

    @property
    def failed(self) -> bool:
        return bool(self.lost or self.findings or self.incomplete)

    def __str__(self) -> str:
        repeated = f", {self.incomplete} incomplete after repeating" if self.during == "import" else ""
        return (
            f"{self.during}: {self.kills} kills ({self.late} after the end), {self.acknowledged} acknowledged, "
            f"{self.lost} lost, {self.findings} findings{repeated}; {self.seconds:.0f} s"
        )


# --- drills ---------------------------------------------------------------------------------------------------------


def drill_import(rounds: int, seed: int) -> Outcome:
    """Kill while photos are read and written; then import the same photos again."""
    dice, outcome, started = random.Random(seed), Outcome("import"), time.monotonic()
    said: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder, keys, photos = Path(name) / "ws", Path(name) / "keys", Path(name) / "foto"
        make(folder, keys, TPS_PER_IMPORT * (rounds + 1))
        takes = run_to_end(folder, keys, "import", save_photos(photos / "0", 0))
        for number in range(1, rounds + 1):
            arrived = save_photos(photos / str(number), number)
            said += run_and_kill(folder, keys, dice.uniform(0, takes), "import", arrived)
            _judge(outcome, said, *check(folder, keys, said))
            outcome.incomplete += len(import_again(folder, keys, arrived))
            outcome.findings += len(check(folder, keys, [])[1].findings)
    outcome.seconds = time.monotonic() - started
    return outcome


def drill_checking(rounds: int, seed: int) -> Outcome:
    """Kill while an operator types, confirms and undoes."""
    dice, outcome, started = random.Random(seed), Outcome("checking"), time.monotonic()
    said: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder, keys, photos = Path(name) / "ws", Path(name) / "keys", Path(name) / "foto"
        make(folder, keys, TPS_PER_IMPORT)
        import_again(folder, keys, save_photos(photos, 0))
        for _ in range(rounds):
            said += run_and_kill(folder, keys, dice.uniform(0, 1), "checking")
            _judge(outcome, said, *check(folder, keys, said))
    outcome.seconds = time.monotonic() - started
    return outcome


DRILLS = {"import": drill_import, "checking": drill_checking}


def _judge(outcome: Outcome, said: list[str], lost: list[str], report: AuditReport) -> None:
    outcome.kills += 1
    outcome.late += bool(said) and said[-1] == _END
    outcome.acknowledged = sum(line not in {_BEGIN, _END} for line in said)
    outcome.lost += len(lost)
    outcome.findings += len(report.findings)


# --- the scene ------------------------------------------------------------------------------------------------------


def make(folder: Path, keys: Path, tps: int) -> None:
    """A workspace with one desa of so many TPS."""
    place = Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
    with Workspace.create(folder, place, operator="SIMULASI", simulation=True, key_folder=keys) as workspace:
        workspace.add_wilayah([Desa(_DESA, "SAMBABO")], [Tps(_code(n), _DESA, n) for n in range(1, tps + 1)])


def _code(number: int) -> str:
    return f"{_DESA}{number:03d}"


@cache
def _photo(page: int) -> bytes:
    values = load_ulumanda().tps[0].values
    return sample_photo(load_form(FORM), page, values, seed=7, level="easy", width_px=1300).jpeg


def save_photos(folder: Path, number: int) -> Path:
    """Photos of the next TPS: the same pictures, told apart by a few bytes after their end."""
    folder.mkdir(parents=True)
    for step in range(1, TPS_PER_IMPORT + 1):
        code = _code(number * TPS_PER_IMPORT + step)
        for page in PAGES:
            (folder / photo_name(code, page)).write_bytes(_photo(page) + code.encode())
    return folder


# --- kill, open, look -----------------------------------------------------------------------------------------------


def run_and_kill(folder: Path, keys: Path, seconds: float, work: str, photos: Path = ROOT) -> list[str]:
    """Kill the child and all its processes so long after its first line; returns all it acknowledged."""
    with _start(folder, keys, work, photos) as child:
        assert child.stdout
        said = [child.stdout.readline()]
        time.sleep(seconds)
        os.killpg(child.pid, signal.SIGKILL)
        said += child.stdout.readlines()
    if child.returncode not in {0, -signal.SIGKILL}:
        raise RuntimeError(f"the child failed before it was killed: exit status {child.returncode}")
    return [line for line in said if line.endswith("\n")]


def run_to_end(folder: Path, keys: Path, work: str, photos: Path) -> float:
    """Seconds from the first line to the end of undisturbed work."""
    with _start(folder, keys, work, photos) as child:
        assert child.stdout
        child.stdout.readline()
        started = time.monotonic()
        child.communicate()
        assert child.returncode == 0
    return time.monotonic() - started


def _start(folder: Path, keys: Path, work: str, photos: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.kill_drill", "--child", work, str(folder), str(keys), str(photos)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True)


def check(folder: Path, keys: Path, acknowledged: list[str]) -> tuple[list[str], AuditReport]:
    """What was acknowledged and is not there, and what verification says."""
    with Workspace.open(folder, operator="SIMULASI", key_folder=keys) as workspace:
        with workspace.read() as session:
            there = {
                f"entry {i} {value}\n" for i, value in session.tuples(EntryRow.select(EntryRow.id, EntryRow.value))
            }
            images = list(session.tuples(ImageRow.select(ImageRow.id, ImageRow.sha256)))
        there |= {f"image {i} {sha}\n" for i, sha in images if workspace.original_path(sha).stat().st_size}
        lost = [line for line in acknowledged if line not in there and line not in {_BEGIN, _END}]
        return lost, workspace.verify()


def import_again(folder: Path, keys: Path, photos: Path) -> list[str]:
    """Import what was being imported; returns the photos that are not there exactly once, accepted and fused."""
    with Workspace.open(folder, operator="SIMULASI", key_folder=keys) as workspace:
        import_paths(workspace, [photos], workers=0)
        accepted = Counter(Path(image.source).name for image in workspace.images(outcome=ImportOutcome.ACCEPTED))
        names = [path.name for path in photos.iterdir()]
        fields = len(workspace.form(FORM).fields)
        return [n for n in names if accepted[n] != 1 or len(workspace.tps_reading(n[:13], FORM)) != fields]


# --- work until killed ----------------------------------------------------------------------------------------------


def work_import(folder: Path, keys: Path, photos: Path) -> None:
    """Import with two reading processes, a line for each photo once it is acknowledged."""
    _say(_BEGIN)
    with Workspace.open(folder, operator="SIMULASI", key_folder=keys) as workspace:

        def tell(progress: ImportProgress) -> None:
            item = progress.newest
            image = workspace.image(item.image_id) if item and item.image_id else None
            if image:
                _say(f"image {image.id} {image.sha256}\n")

        import_paths(workspace, [photos], workers=2, progress=tell)
    _say(_END)


def work_checking(folder: Path, keys: Path, _photos: Path) -> None:
    """Check every TPS as *Periksa* does, undo the last page, confirm it again; without end."""
    truth = load_ulumanda().tps[0].values
    _say(_BEGIN)
    with Workspace.open(folder, operator="SIMULASI", key_folder=keys) as workspace:
        while True:
            for tps in workspace.tps():
                for entry in _check_tps(workspace, tps.code, truth):
                    _say(f"entry {entry.id} {entry.value}\n")


def _check_tps(workspace: Workspace, code: str, truth: dict[str, int | None]) -> Iterator[Entry]:
    view = load_tps_view(workspace, code, FORM)
    while (task := next_blind(view.tasks)) is not None:
        typing, decision = advance(task.reading, Typing(), truth[task.field.name])
        while decision is None:
            typing, decision = advance(task.reading, typing, truth[task.field.name])
        new = NewEntry(task.field.name, decision.value, decision.how, view.images[task.field.page].id)
        yield from workspace.record_many(code, FORM, [new])
        view = load_tps_view(workspace, code, FORM)
    for page in pages_to_confirm(view.tasks):
        yield from _confirm(workspace, view, page)
    for line in load_tps_view(workspace, code, FORM).unexplained:
        workspace.give_reason(code, FORM, line.check, "Begitulah angka yang tertulis di formulir.")
    undone = [task.field.name for task in view.tasks if task.mode is not Mode.NO_PHOTO]
    yield from workspace.withdraw_many(code, FORM, undone)


def _confirm(workspace: Workspace, view: TpsView, page: int) -> Iterator[Entry]:
    new = [
        NewEntry(task.field.name, task.reading.value, EntryHow.CONFIRMED, view.images[page].id)
        for task in confirmable(view.tasks, page)
        if task.reading
    ]
    yield from workspace.record_many(view.tps.code, FORM, new)


WORK = {"import": work_import, "checking": work_checking}


def _say(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
