"""Fits the constants of the fusion to the real photos of the vote table, and measures what they are worth.

    python tools/calibrate_fusion.py ../shared/photos/ppwp-page2-2024 [--write]

Photos 1–175 are learnt from, 176–350 only measured on (as the digit model does). The photos have no marks: each is
found by its printed lines from a rough guess of how the collector cut them, and left out where that fails. Only rows
on which two transcriptions agree count. With ``--write`` the counted constants go to ``resources/models/fusion.json``;
thresholds of statuses and the weight of sums are set by hand and stay as they are.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.reading import FieldReading
from sirekap_desktop.ocr import bubbles, engine, evidence, fusion, imageio, ink, refine
from sirekap_desktop.ocr.bubble_grid import Measured, measure
from sirekap_desktop.ocr.calibration import calibration
from sirekap_desktop.ocr.cutting import cut_cells, field_offsets
from sirekap_desktop.ocr.fusion import FieldEvidence
from sirekap_desktop.ocr.gathering import readers
from sirekap_desktop.ocr.plane import Floats, Pyramid, from_points
from sirekap_desktop.ocr.refine import Fit

FORM = load_form("c-hasil-ppwp-2024")
PAGE = FORM.page(2)
LEARN = range(1, 176)
_CUT_MM = (167.0, 155.0, 529.0, 631.0)
"""What the collector's cut shows of the paper, roughly: left, top, right, bottom."""
_SHIFTS_MM = [(x, y) for x in (0, -12, 12) for y in (0, -10, 10)]


@dataclass(frozen=True)
class Row:
    """One number of one photo."""

    photo: int
    field: str
    value: int | None
    written: tuple[str, ...]
    cells: Floats
    circles: Measured


def find_table(pyramid: Pyramid) -> Fit | None:
    """The page behind a cut of its table, by printed lines alone."""
    height, width = pyramid.grey.shape
    pixels = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], np.float64)
    scene = refine.scene_of(pyramid, FORM, PAGE)
    fits: list[Fit] = []
    left, top, right, bottom = _CUT_MM
    for x, y in _SHIFTS_MM:
        mm = np.array([[left + x, top + y], [right + x, top + y], [right + x, bottom + y], [left + x, bottom + y]])
        fits.append(refine.refined(scene, from_points(mm, pixels), "lines", reaches=(10.0, 6.0, 2.4, 1.8)))
        if fits[-1].box_score > 0.9:
            break
    best = max(fits, key=lambda fit: fit.score + fit.box_score)
    return best if best.accepted else None


def rows_of(path: Path, truth: dict[str, tuple[str, str]]) -> list[Row]:
    """Everything measured on one photo; empty when its table was not found."""
    pyramid = Pyramid(engine.grey(imageio.decode(path.read_bytes()).page(0)))
    fit = find_table(pyramid)
    if fit is None:
        return []
    view, fields = fit.view(pyramid), FORM.fields_on(2)
    offsets = field_offsets(view, fit.edges, fields)
    rows = []
    for field in fields:
        if field.name not in truth or field.bubbles is None or not view.sees(field.number_area):
            continue
        crops = cut_cells(view, [(box, offsets[field.name]) for box in field.boxes])
        cells = readers().cells.classify(crops).astype(np.float64)
        value, written = truth[field.name]
        rows.append(
            Row(
                int(path.stem[-3:]),
                field.name,
                int(value) if value else None,
                tuple("" if cell == "B" else cell for cell in written),
                ink.weigh(cells, ink.strength(crops)),
                measure(view, field.bubbles, offsets[field.name]),
            )
        )
    return rows


def read_truth(folder: Path) -> dict[str, dict[str, tuple[str, str]]]:
    """File → field → (value, cells), where two transcriptions agree."""
    truth: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["check"] == "double":
                truth[row["file"]][row["field"]] = (row["value"], row["cells"])
    return truth


def count_bubbles(rows: list[Row]) -> dict[str, float]:
    """How people fill circles beside digits and crosses, each count begun at one half so that none is zero."""
    counts = Counter({"match": 0.5, "missing": 0.5, "wrong": 0.5, "zero": 0.5, "none": 0.5, "other": 0.5})
    for row in rows:
        if row.value is None or fusion_value(row) != row.value:
            continue  # boxes that were not found say nothing about circles
        shown = bubbles.weigh(row.circles, calibration().bubbles).digits
        for cell, digit in zip(row.written, shown, strict=True):
            if cell.isdigit():
                kind = "match" if digit == int(cell) else "missing" if digit == bubbles.NONE else "wrong"
            else:
                kind = "zero" if digit == 0 else "none" if digit == bubbles.NONE else "other"
            counts[kind] += 1
    digits = counts["match"] + counts["missing"] + counts["wrong"]
    crosses = counts["zero"] + counts["none"] + counts["other"]
    return {
        "match": counts["match"] / digits,
        "missing": counts["missing"] / digits,
        "cross_zero": counts["zero"] / crosses,
        "cross_none": counts["none"] / crosses,
    }


def fusion_value(row: Row) -> int:
    """What the digits alone say."""
    return evidence.parse(row.cells).best[0]


def reading_of(row: Row) -> FieldReading:
    """The number as boxes and circles give it; page 2 has no sums of its own."""
    return fusion.field_reading(
        FORM.field(row.field), FieldEvidence(row.cells, bubbles.weigh(row.circles, calibration().bubbles))
    )


def report(rows: list[Row], title: str) -> None:
    """Right and wrong by status, and by each kind of evidence alone."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        circles = bubbles.weigh(row.circles, calibration().bubbles)
        reading = reading_of(row)
        outcome = "benar" if reading.value == row.value else "tanpa nilai" if reading.value is None else "SALAH"
        counts[reading.status.value, outcome] += 1
        counts["digits alone", "benar" if fusion_value(row) == row.value else "SALAH"] += 1
        counts["bubbles alone", "tanpa nilai" if circles.value is None else str(circles.value == row.value)] += 1
    print(f"{title}: {len(rows)} numbers")
    for (kind, outcome), count in sorted(counts.items()):
        print(f"  {kind:14} {outcome:12} {count:5}")


def main() -> None:
    """Measure, print, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    truth = read_truth(options.folder)
    rows = [row for name in sorted(truth) for row in rows_of(options.folder / name, truth[name])]
    found = len({row.photo for row in rows})
    print(f"found {found} of {len(truth)} photos")
    learnt = count_bubbles([row for row in rows if row.photo in LEARN])
    print("counted on 1–175:", {name: round(share, 4) for name, share in learnt.items()})
    report([row for row in rows if row.photo in LEARN], "photos 1–175")
    report([row for row in rows if row.photo not in LEARN], "photos 176–350")
    if options.write:
        target = Path(str(files("sirekap_desktop.resources") / "models" / "fusion.json"))
        data = json.loads(target.read_text("utf-8"))
        data["bubbles"] |= {name: round(share, 4) for name, share in learnt.items()}
        target.write_text(json.dumps(data, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
