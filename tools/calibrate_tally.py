"""Fits the constants of the tally to the answers that tools/train_tally.py keeps of photos its networks never saw.

    python tools/calibrate_tally.py build/tally-answers.pkl [--write]

Each constant in turn takes the value under which the true numbers are likeliest, all numbers as likely before. Prints
what the tally alone reads right, wrong and not at all, and how often it is right by confidence. ``--write`` puts the
constants into ``resources/models/fusion.json``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import pickle
from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from sirekap_desktop.ocr.calibration import TallyCalibration, calibration
from sirekap_desktop.ocr.tally_count import Marks, totals, values
from sirekap_desktop.ocr.tally_net import SUM_CLASSES, TallyReader, shares

Answer = tuple[int, str, int, np.ndarray[Any, Any]]
GRIDS = {
    "cell_floor": (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.04),
    "irregular": (1e-5, 1e-4, 5e-4, 2e-3, 8e-3),
    "sum_missing": (0.01, 0.03, 0.06, 0.12),
    "sum_wrong": (0.005, 0.01, 0.02, 0.05, 0.1),
    "miscounted": (0.005, 0.01, 0.02, 0.04, 0.08),
    "undrawn": (0.001, 0.003, 0.01),
}
_EDGES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 1.01)


def marks_of(logits: np.ndarray[Any, Any], temperature: float) -> Marks:
    """A grid of five rows of twelve and their sums."""
    strokes, digits = shares(logits, temperature)
    return Marks(strokes[:60].reshape(5, 12, -1), digits[60:].reshape(5, 2, SUM_CLASSES))


def posterior(marks: Marks, constants: TallyCalibration) -> np.ndarray[Any, Any]:
    """(301,) probability of each number that fits the grid, all as likely before."""
    likelihood = values(totals(marks, constants), 301, constants)
    return np.asarray(likelihood / likelihood.sum())


def cost(marks: Sequence[Marks], truth: Sequence[int], constants: TallyCalibration) -> float:
    """Mean of how unlikely the true numbers are."""
    return float(
        np.mean([-np.log(posterior(item, constants)[value]) for item, value in zip(marks, truth, strict=True)])
    )


def fit(marks: Sequence[Marks], truth: Sequence[int], start: TallyCalibration) -> TallyCalibration:
    """Two rounds over the constants, each in turn."""
    best, least = start, cost(marks, truth, start)
    for _ in range(2):
        for name, grid in GRIDS.items():
            for value in grid:
                tried = replace(best, **{name: value})
                if (found := cost(marks, truth, tried)) < least:
                    best, least = tried, found
    return best


def report(marks: Sequence[Marks], answers: Sequence[Answer], constants: TallyCalibration) -> None:
    """Right, wrong and silent, and the same by confidence."""
    rows = []
    for item, (photo, name, value, _) in zip(marks, answers, strict=True):
        chances = posterior(item, constants)
        shown = int(chances.argmax())
        rows.append((float(chances[shown]), shown == value))
        if shown != value and chances[shown] > 0.5:
            print(f"  wrong: photo {photo} {name}: {value} read as {shown} at {chances[shown]:.3f}")
    table = np.array(rows)
    spoken = table[:, 0] > 0.5
    right, silent = int(table[spoken, 1].sum()), int((~spoken).sum())
    print(f"{len(table)} numbers: {right} right, {len(table) - right - silent} wrong, {silent} silent")
    for low, high in itertools.pairwise(_EDGES):
        inside = (table[:, 0] >= low) & (table[:, 0] < high)
        if inside.any():
            print(f"  confidence {low:.2f}–{min(high, 1):.2f}: {int(inside.sum()):4d} numbers, said"
                  f" {table[inside, 0].mean():.3f}, right {table[inside, 1].mean():.3f}")  # fmt: skip


def main() -> None:
    """Fit, report, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    answers: list[Answer] = pickle.loads(options.answers.read_bytes())
    temperature = TallyReader().card.temperature
    marks, truth = [marks_of(item[3], temperature) for item in answers], [item[2] for item in answers]
    constants = fit(marks, truth, calibration().tally)
    print(asdict(constants))
    report(marks, answers, constants)
    if options.write:
        target = Path(str(files("sirekap_desktop.resources") / "models" / "fusion.json"))
        data = json.loads(target.read_text("utf-8"))
        data["tally"] = asdict(constants)
        target.write_text(json.dumps(data, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
