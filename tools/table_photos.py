"""The real photos of the vote table (page 2, cut to it, without marks): their truth, and the page behind each cut."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.ocr import refine
from sirekap_desktop.ocr.plane import Pyramid, from_points
from sirekap_desktop.ocr.refine import Fit

FORM = load_form("c-hasil-ppwp-2024")
PAGE = FORM.page(2)
LEARN, MEASURE = range(1, 176), range(176, 351)
"""Photos to learn from, and photos that are only measured on."""
_CUT_MM = (167.0, 155.0, 529.0, 631.0)
"""What the collector's cut shows of the paper, roughly: left, top, right, bottom."""
_SHIFTS_MM = [(x, y) for x in (0, -12, 12) for y in (0, -10, 10)]


def find_table(pyramid: Pyramid) -> Fit | None:
    """The page behind a cut of its table, by printed lines alone."""
    height, width = pyramid.shape
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


def read_truth(folder: Path) -> dict[str, dict[str, tuple[str, str]]]:
    """File → field → (value, cells), where two transcriptions agree."""
    truth: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["check"] == "double":
                truth[row["file"]][row["field"]] = (row["value"], row["cells"])
    return truth
