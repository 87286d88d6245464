"""D.HASIL DPR from 100 to 1,591 TPS, the longest table there is: do seconds and memory grow with the pages, not faster?

Run: ``python -m benchmarks.growth [TPS ...]``. 18 parties with 10 calon each in 7 desa, A3. Each size is measured in a
process of its own, so that its peak is its own; seconds are processor time, which other programs disturb least.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pypdfium2 as pdfium

from benchmarks._table import show
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.reports import content, dhasil, xlsx
from sirekap_desktop.reports.options import ReportOptions
from tests.reports.factories import Recap, parties, snapshot

SIZES = ("100", "400", "1591")
DESA = 7
HEAD = ("TPS", "pages", "hash s", "PDF s", "ms/page", "PDF MB", "XLSX s", "before MB", "peak MB")


def main() -> None:
    rows = [_in_own_process(size) for size in sys.argv[1:] or SIZES]
    show(HEAD, rows)


def _in_own_process(size: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", "import sys; from benchmarks import growth; growth.measure(int(sys.argv[1]))", size],
        cwd=Path(__file__).resolve().parent.parent, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return run.stdout.split()


def recap(tps: int) -> RecapSnapshot:
    """Random figures of so many TPS."""
    form = load_form("c-hasil-dpr-2024", parties(10))
    return snapshot(Recap(tps=[tps // DESA + (i < tps % DESA) for i in range(DESA)], form=form, dapil="SIMULASI I"))


def measure(tps: int) -> None:
    """Print the columns of :data:`HEAD` for one size."""
    made = recap(tps)
    before, started = _peak_mb(), time.process_time()
    content.check_sums(made)
    identity = content.identify(made)
    hashed = time.process_time()
    data = dhasil.build(made, ReportOptions("A3"), identity=identity)
    drawn = time.process_time()
    xlsx.build(made, identity)
    written, peak, pages = time.process_time(), _peak_mb(), len(pdfium.PdfDocument(data))
    print(
        tps, pages, f"{hashed - started:.2f}", f"{drawn - hashed:.2f}", f"{(drawn - hashed) * 1000 / pages:.0f}",
        f"{len(data) / 1e6:.1f}", f"{written - drawn:.2f}", f"{before:.0f}", f"{peak:.0f}",
    )  # fmt: skip


def _peak_mb() -> float:
    """Largest memory of this process so far; ``getrusage`` would count what its parent held when it started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
