"""Pages of a published site, five elections with 18 parties × 10 calon, from 100 to 1,591 TPS: do they cost memory?

Run: ``python -m benchmarks.publishing [TPS ...]``. Drawn recaps of 7 desa, one election after the other as ``publish``
does, each page written to the disk and hashed. Beside it the same recaps drawn and dropped, without any page: what the
pages add to the peak is the difference. Each line in a process of its own; seconds are processor time of pages alone.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks._peak import peak_mb
from benchmarks._table import show
from sirekap_desktop.forms.elections import elections_of
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.models.records import Desa
from sirekap_desktop.reports import content
from sirekap_desktop.reports.site.facts import Ballot, BallotName, Progress, Site, progress_of
from sirekap_desktop.reports.site.pages import ballot_pages, front_pages, tps_numbers
from tests.reports.factories import Recap, parties, snapshot

SIZES = ("100", "400", "1591")
DESA = 7
DPD = tuple(Contestant(number, f"CALON DPD NOMOR {number}") for number in range(1, 19))
HEAD = ("TPS", "files", "MB", "kB/page", "s", "ms/page", "index kB", "peak MB", "recaps alone MB")


def main() -> None:
    rows = []
    for size in sys.argv[1:] or SIZES:
        alone = _in_own_process(size, "recaps")
        rows.append([*_in_own_process(size, "pages"), *alone])
    show(HEAD, rows)


def _in_own_process(size: str, what: str) -> list[str]:
    code = f"from benchmarks import publishing as p; p.measure_{what}({size})"
    root = Path(__file__).resolve().parent.parent
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    return run.stdout.split()


def recaps(tps: int) -> Iterator[RecapSnapshot]:
    """One election after the other; the one before is forgotten."""
    for one in elections_of("pemilu-2024", "760505"):
        blank = load_form(one.plano)
        lists = None if one.code == "ppwp" else DPD if one.code == "pdpd" else parties(10)
        form = load_form(one.plano, lists) if lists else blank
        sizes = [tps // DESA + (i < tps % DESA) for i in range(DESA)]
        yield snapshot(Recap(tps=sizes, form=form, simulation=True))


def measure_recaps(tps: int) -> None:
    for made in recaps(tps):
        content.identify(made)
    print(f"{peak_mb():.0f}")


def measure_pages(tps: int) -> None:
    names = tuple(BallotName(one.code, one.code.upper(), one.plano) for one in elections_of("pemilu-2024", "760505"))
    files = size = index = 0
    seconds = 0.0
    kept: list[Progress] = []
    with tempfile.TemporaryDirectory() as folder:
        for made, name in zip(recaps(tps), names, strict=True):
            desa = tuple(Desa(table.code, table.name) for table in made.desa_tables)
            site = Site(made.kecamatan, desa, names, True, False, "–", "Sirekap Desktop")  # noqa: FBT003
            ballot = Ballot(name, made, content.identify(made))
            numbers = tps_numbers(made.desa_tables)
            kept.append(progress_of(ballot))
            started = time.process_time()
            pages = [ballot_pages(site, ballot), *([front_pages(site, kept, numbers)] if name == names[-1] else [])]
            for found in pages:
                for page, data in found:
                    _write(Path(folder) / page, data)
                    files, size = files + 1, size + len(data)
                    index = len(data) if page.endswith("indeks.js") else index
            seconds += time.process_time() - started
    print(
        tps, files, f"{size / 1e6:.1f}", f"{size / files / 1e3:.1f}", f"{seconds:.1f}",
        f"{seconds * 1000 / files:.1f}", f"{index / 1e3:.1f}", f"{peak_mb():.0f}",
    )  # fmt: skip


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    main()
