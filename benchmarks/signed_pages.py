"""Signed pages brought back: QRs recognised, refused and read wrong, over drawn photos; OpenCV's detector beside it.

Run: ``python -m benchmarks.signed_pages [PHOTOS]`` (216 by default, a few minutes). Pages of D.HASIL on A3, A4 and F4,
each with a document id and a hash of its own, photographed by the sample camera at 3,000 × 4,000 px. *Wrong* counts
every page that is read as another one than was printed.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import get_args

import cv2
import numpy as np

from benchmarks._table import show
from benchmarks.bench_reading.statistics import upper_bound
from sirekap_desktop.forms.page_code import PageCode, parse
from sirekap_desktop.ocr import imageio
from sirekap_desktop.ocr.page_codes import find_pages
from sirekap_desktop.reports import dhasil
from sirekap_desktop.reports.options import Paper, ReportOptions
from sirekap_desktop.samples.camera import LEVELS
from sirekap_desktop.samples.paper import page_count, photograph_page
from tests.reports.factories import Recap, snapshot

PHOTOS = 216
WIDTH_PX = 3000


def main() -> None:
    photos = int(sys.argv[1]) if len(sys.argv) > 1 else PHOTOS
    each = max(1, photos // (len(LEVELS) * len(get_args(Paper))))
    rows = [_measured(level, paper, each) for level in LEVELS for paper in get_args(Paper)]
    total = [sum(int(str(row[column])) for row in rows) for column in (1, 2, 3, 4)]
    rows.append(
        ("all", *total, f"{100 * upper_bound(total[3], total[0]):.1f} %", sum(int(str(r[6])) for r in rows), "")
    )
    show(("photos", "count", "recognised", "refused", "wrong", "95 % bound", "OpenCV", "ms"), rows)


def _measured(level: str, paper: Paper, count: int) -> tuple[object, ...]:
    found: Counter[str] = Counter()
    taken = 0.0
    for code, jpeg in _photos(level, paper, count):
        grey = imageio.decode(jpeg).grey(0).pixels
        started = time.perf_counter()
        pages = [page.code for page in find_pages(grey).pages]
        taken += time.perf_counter() - started
        found["recognised" if pages == [code] else "wrong" if pages else "refused"] += 1
        found["opencv"] += _by_opencv(grey) == code
    bound = f"{100 * upper_bound(found['wrong'], count):.1f} %"
    figures = (found["recognised"], found["refused"], found["wrong"], bound, found["opencv"])
    return f"{level} {paper}", count, *figures, f"{1000 * taken / count:.0f}"


def _photos(level: str, paper: Paper, count: int) -> Iterator[tuple[PageCode, bytes]]:
    """What was printed, and a photo of it: every page of other figures, of other numbers of TPS."""
    for number in range(count):
        seed = LEVELS.index(level) * 10_000 + get_args(Paper).index(paper) * 1_000 + number
        recap = snapshot(Recap(tps=(5 + number % 30, 3), seed=seed, revision=1 + number % 3))
        desa = recap.desa_tables[number % 2].code
        pdf = dhasil.build(recap, ReportOptions(paper), desa)
        pages = page_count(pdf)
        index = number % pages
        code = PageCode(recap.document_id, desa, index + 1, pages, recap.sha256)
        yield code, photograph_page(pdf, index, seed=seed, level=level, width_px=WIDTH_PX)


def _by_opencv(grey: np.ndarray) -> PageCode | None:
    """What OpenCV's own detector reads."""
    try:
        text, _, _ = cv2.QRCodeDetector().detectAndDecode(grey)
    except (cv2.error, UnicodeDecodeError):
        return None
    return parse(text)


if __name__ == "__main__":
    main()
