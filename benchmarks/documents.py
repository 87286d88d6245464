"""Seconds, pages and memory of D.HASIL for the largest kecamatan of the country, with synthetic figures.

    python benchmarks/documents.py

Beside it a reference: the same number of figures put on blank pages by reportlab's canvas, with no layout at all.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import sys
import time
from collections import defaultdict
from pathlib import Path

import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sirekap_desktop.models.recap import RecapSnapshot  # noqa: E402
from sirekap_desktop.models.records import Kecamatan  # noqa: E402
from sirekap_desktop.reports import dhasil, xlsx  # noqa: E402
from sirekap_desktop.reports.documents import document_set  # noqa: E402
from sirekap_desktop.reports.fonts import load  # noqa: E402
from sirekap_desktop.reports.options import ReportOptions  # noqa: E402
from tests.reports.factories import Recap, snapshot  # noqa: E402


def largest_kecamatan(shared: Path) -> Recap:
    """The kecamatan with most TPS in the shared list of desa (Cakung, 1,591)."""
    found = defaultdict(list)
    with gzip.open(shared / "wilayah" / "desa-2024.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["kode_desa"][:6]].append(row)
    code, desa = max(found.items(), key=lambda item: sum(_tps(row["tps"]) for row in item[1]))
    place = Kecamatan(code, desa[0]["kecamatan"], desa[0]["kabupaten_kota"], desa[0]["provinsi"])
    return Recap(tps=[_tps(row["tps"]) for row in desa], names=[row["desa"] for row in desa], kecamatan=place)


def _tps(text: str) -> int:
    """``n``, or ``n;a;b`` with special TPS a to b."""
    count, *special = (int(part) for part in text.split(";"))
    return count + (special[1] - special[0] + 1 if special else 0)


def _reference(made: RecapSnapshot) -> float:
    """Seconds to write every figure of the desa sheets once, 1,000 a page."""
    start = time.perf_counter()
    canvas = Canvas(io.BytesIO(), pageCompression=1)
    figures = [str(cell.value) for table in made.desa_tables for row in table.cells for cell in row]
    for at in range(0, len(figures), 1000):
        canvas.setFont("NotoSans-Regular", 8)
        for i, text in enumerate(figures[at : at + 1000]):
            canvas.drawRightString(40 + i % 25 * 20, 30 + i // 25 * 14, text)
        canvas.showPage()
    canvas.save()
    return time.perf_counter() - start


def _peak_mb() -> str:
    if sys.platform == "win32":
        return "–"
    import resource  # noqa: PLC0415

    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"


def _line(name: str, seconds: float, pages: int | None, size: int, reference: float) -> None:
    shown = f"{pages:5d} pages" if pages is not None else " " * 11
    print(f"{name:34s} {seconds:7.2f} s  {shown}  {size / 1e6:6.2f} MB  {seconds / reference:5.1f} × reference")


def main() -> None:
    """Measure and print."""
    shared = Path(os.environ.get("SIREKAP_SHARED", ROOT.parent / "shared"))
    if not shared.is_dir():
        print("Skipped: the shared data folder is not beside this checkout.")
        return
    recap = largest_kecamatan(shared)
    made = snapshot(recap)
    load("NotoSans-Regular")
    print(f"{recap.kecamatan.name} {recap.kecamatan.code}: {len(recap.tps)} desa, {sum(recap.tps):,} TPS")
    print(f"memory before the first document: {_peak_mb()}")
    reference = _reference(made)
    print(f"reference (same figures, no layout) {reference:6.2f} s")
    for paper in ("A3", "A4"):
        start = time.perf_counter()
        data = dhasil.build(made, ReportOptions(paper))
        seconds = time.perf_counter() - start
        _line(f"all sheets in one PDF, {paper}", seconds, len(pdfium.PdfDocument(data)), len(data), reference)
    start = time.perf_counter()
    data = xlsx.build(made)
    _line("workbook", time.perf_counter() - start, None, len(data), reference)
    start = time.perf_counter()
    size = sum(len(document.bytes) for document in document_set(made))
    _line("whole set: each sheet, all, XLSX", time.perf_counter() - start, None, size, reference)
    print(f"peak memory: {_peak_mb()}")


if __name__ == "__main__":
    main()
