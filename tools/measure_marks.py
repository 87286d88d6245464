"""Measures tally marks alone and circles alone on photos of page 2.

python tools/measure_marks.py ../shared/photos/ppwp-page2-2024 [--from 176 --to 350]
python tools/measure_marks.py --drawn 33
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import cv2
import numpy as np
from digit_data import decode
from numpy.typing import NDArray
from table_photos import FORM, find_table, read_truth

from sirekap_desktop.ocr import registration
from sirekap_desktop.ocr.bubbles import read_bubbles
from sirekap_desktop.ocr.cutting import field_offsets
from sirekap_desktop.ocr.edges import measure_boxes
from sirekap_desktop.ocr.plane import Pyramid
from sirekap_desktop.ocr.refine import Fit
from sirekap_desktop.ocr.tally import TallyReader, read_tallies
from sirekap_desktop.samples.sheets import sample_photo

Row = tuple[float, bool, bool]
Page = tuple[str, Pyramid, Fit, dict[str, int]]
_EDGES = (0.0, 0.5, 0.8, 0.9, 0.95, 1.01)
LEVELS = ("easy", "normal", "hard")


def real(folder: Path, numbers: range) -> Iterator[Page]:
    """Photos whose table is found, with numbers that two transcriptions agree on."""
    truth = read_truth(folder)
    for number in numbers:
        name = f"TPS_{number:03d}.jpg"
        pyramid = Pyramid(decode(folder / name))
        fit = find_table(pyramid)
        if fit is not None:
            yield name, pyramid, fit, {key: int(value) for key, (value, _) in truth[name].items() if value.isdigit()}


def drawn(each: int) -> Iterator[Page]:
    """As many drawn photos of each level; hands that the network was not trained with."""
    rng = np.random.default_rng(41)
    for level, index in itertools.product(LEVELS, range(each)):
        values = {f"suara_{n}": int(rng.integers(0, 140 if n < 3 else 30)) for n in (1, 2, 3)}
        photo = sample_photo(FORM, 2, values, seed=20_000 + index, level=level)
        grey = cv2.imdecode(np.frombuffer(photo.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
        pyramid = Pyramid(np.asarray(grey, np.uint8))
        fits = registration.find_pages(pyramid, (FORM,))
        if isinstance(fits, tuple):
            yield f"{level} {index}", pyramid, fits[0], values


def main() -> None:
    """Read all pages and print what each kind of evidence alone makes of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--from", type=int, default=1, dest="first")
    parser.add_argument("--to", type=int, default=175, dest="last")
    parser.add_argument("--drawn", type=int, default=0, help="photos per level to draw instead")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    pages = drawn(options.drawn) if options.drawn else real(options.folder, range(options.first, options.last + 1))
    reader, found = TallyReader(), 0
    rows: dict[str, list[Row]] = {"tally": [], "circles": []}
    for page in pages:
        found += 1
        for kind, name, shown, true, confidence in read_page(page, reader):
            rows[kind].append((confidence, shown is not None, shown == true))
            if shown not in {None, true}:
                print(f"  {kind} {page[0]} {name}: {true} read as {shown} at {confidence:.3f}")
    print(f"{found} pages found")
    for kind, seen in rows.items():
        report(kind, np.array(seen, np.float64).reshape(-1, 3))


def read_page(page: Page, reader: TallyReader) -> Iterator[tuple[str, str, int | None, int, float]]:
    """Kind of evidence, field, what it shows, what is true, and how surely."""
    _, pyramid, fit, truth = page
    view, fields = fit.view(pyramid), FORM.fields_on(2)
    tallies, offsets = read_tallies(view, fields, reader), field_offsets(measure_boxes(view, fit.edges), fields)
    for field in fields:
        if field.name not in truth:
            continue
        if (item := tallies.get(field.name)) is not None:
            yield "tally", field.name, item.value, truth[field.name], item.confidence
        if field.bubbles is not None and view.sees(field.bubbles.area):
            shown = read_bubbles(view, field.bubbles, offsets[field.name]).value
            yield "circles", field.name, shown, truth[field.name], 1.0


def report(kind: str, rows: NDArray[np.float64]) -> None:
    """Right, wrong, silent; for the tally also by confidence."""
    right, spoken = int(rows[:, 2].sum()), int(rows[:, 1].sum())
    print(f"{kind}: {len(rows)} numbers, {right} right, {spoken - right} wrong, {len(rows) - spoken} silent")
    if kind != "tally":
        return
    for low, high in itertools.pairwise(_EDGES):
        inside = rows[(rows[:, 0] >= low) & (rows[:, 0] < high) & (rows[:, 1] == 1)]
        if len(inside):
            said, hits = inside[:, 0].mean(), inside[:, 2].mean()
            print(f"  at {low:.2f}–{min(high, 1):.2f}: {len(inside)} shown, said {said:.3f}, {hits:.3f} right")


if __name__ == "__main__":
    main()
