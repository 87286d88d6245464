"""Publikasi of the largest kecamatan (1,591 TPS) in five elections: seconds, MB and memory, of the pages and of all.

Run: ``python -m benchmarks.publishing [TPS ...] [--keep FOLDER]``. Building the workspace takes minutes; ``--keep``
leaves it (``lima-<TPS>``, the one of ``benchmarks.elections``). Each part is measured in a process of its own, so that
its peak is its own: the recaps alone, which the pages are made of; with the pages; everything, documents included.
Seconds are processor time.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks._peak import peak_mb
from benchmarks._table import show
from sirekap_desktop.jobs.pleno import election_name
from sirekap_desktop.jobs.publishing import publish
from sirekap_desktop.models.recap import recap_name
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports import content
from sirekap_desktop.reports.site.facts import Ballot, BallotName, Site
from sirekap_desktop.reports.site.pages import ballot_pages

PARTS = ("recaps", "pages", "site")
HEAD = ("TPS", "what", "files", "MB", "s", "ms/file", "peak MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tps", nargs="*", type=int, default=[100, 1591])
    parser.add_argument("--keep", type=Path, help="folder that keeps the workspaces")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        rows = []
        for count in options.tps:
            _in_own_process("build", folder, count)
            rows += [_in_own_process(part, folder, count).split() for part in PARTS]
        show(HEAD, rows)


def _in_own_process(part: str, folder: Path, count: int) -> str:
    code = f"from benchmarks import publishing as p; p.measure({part!r}, {str(folder)!r}, {count})"
    root = Path(__file__).resolve().parent.parent
    return subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True).stdout


def measure(part: str, folder: str, count: int) -> None:
    """Print the columns of :data:`HEAD` for one part; ``build`` only makes the workspace."""
    if part == "build":
        from benchmarks.elections import opened  # noqa: PLC0415 - knows Qt, which would count as memory

        opened(Path(folder), count).close()
        return
    target = Path(folder) / f"lima-{count}"
    with Workspace.open(target, operator="SIMULASI", key_folder=Path(folder) / "keys") as workspace:
        started = time.process_time()
        files, size = _site(workspace, Path(folder)) if part == "site" else _pages(workspace, made=part == "pages")
        seconds = time.process_time() - started
    each = f"{seconds * 1000 / files:.1f}" if files else "–"
    print(count, part, files, f"{size / 1e6:.1f}", f"{seconds:.1f}", each, f"{peak_mb():.0f}")


def _pages(workspace: Workspace, *, made: bool) -> tuple[int, int]:
    """Every recap, one after the other, and its pages, which are counted and dropped."""
    contests = workspace.contests()
    names = tuple(BallotName(recap_name(c.form.pemilihan, c.dapil), election_name(c.form), c.form.id) for c in contests)
    site = Site(workspace.kecamatan, workspace.desa(), names, True, False, "–", "Sirekap Desktop")  # noqa: FBT003
    files = size = 0
    for contest, name in zip(contests, names, strict=True):
        snapshot = workspace.recap(contest.form.id, contest.dapil)
        ballot = Ballot(name, snapshot, content.Identity("–", "–"))
        for _, data in ballot_pages(site, ballot) if made else ():
            files, size = files + 1, size + len(data)
    return files, size


def _site(workspace: Workspace, folder: Path) -> tuple[int, int]:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        made = publish(workspace, Path(place) / "situs")
    return made.files, made.size


if __name__ == "__main__":
    main()
