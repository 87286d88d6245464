"""Reads the real photos of the vote table with every kind of evidence, and says what each is worth.

    python -m benchmarks.real_photos ../shared/photos/ppwp-page2-2024 --part learn
    python -m benchmarks.real_photos ../shared/photos/ppwp-page2-2024 --part measure

350 photos of C.HASIL-PPWP 2024 page 2, cut to the table by their collector: no tag, no corner marks, some upside down.
Photos 1–175 are there to learn from, 176–350 only to measure on. Each goes through the engine as any photo does. Only
rows on which two independent transcriptions agree count. The failures are listed for the part to learn from alone, so
that nobody tunes on the others.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import cv2

from benchmarks._statuses import Outcome, shared_photos, show_confidence, show_statuses
from benchmarks._table import show
from benchmarks.bench_reading.statistics import upper_bound
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.reading import FieldReading, FieldStatus
from sirekap_desktop.ocr import engine

FORM = "c-hasil-ppwp-2024"
PAGE = 2
PARTS = {"learn": range(1, 176), "measure": range(176, 351)}

Truth = dict[str, dict[str, int | None]]
"""File → field → what is written; None where only crosses or nothing stand."""

_KINDS: tuple[tuple[str, Callable[[FieldReading], int | None]], ...] = (
    ("digits alone", lambda item: item.evidence.digits),
    ("bubbles alone", lambda item: item.evidence.bubbles),
    ("tally alone", lambda item: item.evidence.tally),
    ("fused", lambda item: item.value),
)


@dataclass(frozen=True, slots=True)
class PhotoRead:
    """One photo: its numbers, or why it was refused."""

    file: str
    refusal: str
    """Empty when the page was read."""
    method: str
    outcomes: tuple[Outcome, ...]
    ms: int


def read_truth(folder: Path) -> Truth:
    """The rows of ``truth.csv`` on which two transcriptions agree."""
    truth: Truth = defaultdict(dict)
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["check"] == "double":
                written = any(cell.isdigit() for cell in row["cells"])  # only crosses are no number, design.md §5
                truth[row["file"]][row["field"]] = int(row["value"]) if written else None
    return dict(truth)


def read_photo(folder: Path, item: tuple[str, dict[str, int | None]]) -> PhotoRead:
    """Read one photo and set each of its numbers beside what is written."""
    cv2.setNumThreads(1)
    name, written = item
    readings = engine.read_file((folder / name).read_bytes(), name, forms=(load_form(FORM),))
    page = next((found for found in readings if (found.form, found.page) == (FORM, PAGE)), readings[0])
    if page.status != "read" or page.page != PAGE:
        return PhotoRead(name, page.reason or f"taken for page {page.page}", "", (), page.ms)
    fields = {found.name: found for found in page.fields}
    outcomes = tuple(
        Outcome(f"{Path(name).stem}-{field}", "real", sound=True, truth=value, reading=fields[field])
        for field, value in sorted(written.items())
    )
    return PhotoRead(name, "", page.registration.method if page.registration else "", outcomes, page.ms)


def part_of(truth: Truth, numbers: range) -> list[tuple[str, dict[str, int | None]]]:
    """The photos of one part, by the number in their name."""
    return [(name, truth[name]) for name in sorted(truth) if int(Path(name).stem[-3:]) in numbers]


def show_kinds(outcomes: Sequence[Outcome], total: int) -> None:
    """Right, wrong and silent by each kind of evidence, with the 95 % bound on the share of wrong ones."""
    rows = []
    for kind, value in _KINDS:
        said = [item for item in outcomes if value(item.reading) is not None or item.truth is None]
        right = sum(value(item.reading) == item.truth for item in said)
        wrong = len(said) - right
        share = f"{100 * right / max(1, len(outcomes)):.2f} %"
        of_all = f"{100 * right / max(1, total):.2f} %"
        bound = f"{100 * upper_bound(wrong, max(1, len(outcomes))):.2f} %"
        rows.append((kind, right, wrong, len(outcomes) - len(said), share, of_all, bound))
    show(("evidence", "right", "wrong", "silent", "right of seen", "right of all", "wrong at most"), rows)


def show_pages(photos: Sequence[PhotoRead]) -> None:
    """How the pages were found, and why the others were refused."""
    read = [photo for photo in photos if not photo.refusal]
    print(f"  pages read: {len(read)} of {len(photos)}, median {sorted(p.ms for p in photos)[len(photos) // 2]} ms")
    for (method, refusal), count in Counter((photo.method, photo.refusal) for photo in photos).most_common():
        print(f"    {count:4} {method or refusal}")
    for photo in photos:
        if photo.refusal:
            print(f"      {photo.file}: {photo.refusal}")


def show_failures(outcomes: Sequence[Outcome]) -> None:
    """Every number that is not both right and trusted; for the part to learn from only."""
    trusted = (FieldStatus.PROVEN, FieldStatus.CONFIRM)
    for item in outcomes:
        if not item.right or item.reading.status not in trusted:
            seen, found = item.reading.evidence, item.reading
            print(
                f"    {item.where}: written {item.truth}, read {found.value} ({found.confidence:.3f}, {found.status}), "
                f"cells {' '.join(cell or '_' for cell in found.cells)}, bubbles {seen.bubbles}, tally {seen.tally}"
                f"{', ' + ', '.join(found.problems) if found.problems else ''}"
            )


def tell(photos: Sequence[PhotoRead], truth: Truth, *, failures: bool) -> None:
    """All tables of one part."""
    outcomes = [item for photo in photos for item in photo.outcomes]
    total = sum(len(truth[photo.file]) for photo in photos)
    show_pages(photos)
    seen = [item for item in outcomes if item.reading.status is not FieldStatus.UNSEEN]
    print(f"  numbers with two agreeing transcriptions: {total}, on pages read {len(outcomes)}, seen {len(seen)}")
    if outcomes:
        show_kinds(seen, total)
        show_statuses(outcomes)
        show_confidence(outcomes)
    if failures:
        show_failures(outcomes)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one part and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=shared_photos())
    parser.add_argument("--part", choices=tuple(PARTS), default="learn")
    parser.add_argument("--first", type=int, default=0, help="only so many photos")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args(arguments)
    if options.folder is None:
        print("the shared data folder is not beside this checkout: nothing to measure")
        return
    truth = read_truth(options.folder)
    todo = part_of(truth, PARTS[options.part])[: options.first or None]
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        photos = list(pool.map(partial(read_photo, options.folder), todo))
    print(f"\nreal photos, part {options.part}: {len(photos)}")
    tell(photos, truth, failures=options.part == "learn")


if __name__ == "__main__":
    main()
