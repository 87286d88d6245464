"""Measure the digit models: ``python tools/evaluate_digits.py ../shared --folds build/folds``.

Runs in the program's own environment and prints the tables of docs/model-card.md. Every box of the real crops is read
by the one of the five models that never saw its kecamatan. Without ``--folds`` only the shipped model is measured, on
its own held-out kecamatan. The measuring half of the real photos is read only with ``--photos``. Forward passes only.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import cv2  # noqa: E402
import numpy as np  # noqa: E402
from digit_conditions import CONDITIONS, SIZES, at_size, pasted, struck  # noqa: E402
from digit_data import FOLDS, Cell, Grey, cut, load_cells, parts_of  # noqa: E402
from digit_measure import HEAD, Measured, class_table, joined, measure, measure_crops, row, wrong_list  # noqa: E402
from digit_photos import MEASURE, photo_cells  # noqa: E402
from digit_synth import InkSource, synthetic_cell  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from sirekap_desktop.forms.reading import CELL_CLASSES  # noqa: E402
from sirekap_desktop.ocr.cells import CELL_MARGIN, CELL_PX, CellClassifier, load_card  # noqa: E402

SUSPECTS = Path(__file__).with_name("digit_suspects.csv")
BLANK = CELL_CLASSES.index("")
PLAIN, FIVE = "as it is", "mean of five cuts, 1 px apart"

Models = dict[int, CellClassifier]
Read = Callable[[CellClassifier, Sequence[Cell]], Measured]


def suspects() -> frozenset[str]:
    """Crops whose label is surely wrong (tools/digit_suspects.csv)."""
    with SUSPECTS.open(encoding="utf-8", newline="") as file:
        return frozenset(line["file"] for line in csv.DictReader(file))


def test_cells(classifier: CellClassifier, shared: Path) -> list[Cell]:
    """Cells of the kecamatan that this model never saw."""
    return load_cells(shared / "digits" / "c-hasil-2024", classifier.card.data["split"]["test"])


def fold_models(folder: Path | None) -> Models:
    """The models of the folds by their number; only the shipped one without a folder."""
    if folder is None:
        shipped = CellClassifier()
        return {int(shipped.card.data["fold"]): shipped}
    models = {}
    for fold in range(FOLDS):
        place = folder / f"fold{fold}"
        models[fold] = CellClassifier(
            (place / "cells.onnx").read_bytes(), load_card((place / "cells.json").read_text())
        )
    return models


def blank_crops(shared: Path, px_per_mm: float) -> NDArray[np.uint8]:
    """All boxes of the official blank (three pages), cut by their geometry."""
    import pypdfium2  # noqa: PLC0415 (only this check renders a PDF)

    geometry = json.loads((shared / "forms" / "ppwp-2024-plano-geometry.json").read_text("utf-8"))
    document = pypdfium2.PdfDocument(shared / "forms" / "C.HASIL-PPWP.pdf")
    crops: list[Grey] = []
    for number, fields in geometry["pages"].items():
        page = document[int(number) - 1]
        image = page.render(scale=600 * px_per_mm / page.get_width(), grayscale=True).to_numpy()
        for field in fields:
            boxes = [(x, field["y"], field["size"]) for x in field["x"]]
            crops += [_cut_mm(np.squeeze(image), *box, px_per_mm) for box in boxes]
    return np.stack(crops)


def _cut_mm(image: Grey, x: float, y: float, size: float, px_per_mm: float) -> Grey:
    margin = CELL_MARGIN * size
    scale = CELL_PX / ((size + 2 * margin) * px_per_mm)
    shift = np.array([[scale, 0, -(x - margin) * px_per_mm * scale], [0, scale, -(y - margin) * px_per_mm * scale]])
    return np.asarray(cv2.warpAffine(image, shift, (CELL_PX, CELL_PX), flags=cv2.INTER_AREA), np.uint8)


def shifted(step: float) -> Read:
    """Test-time augmentation: the mean of what the model says of five cuts, ``step`` px apart."""

    def read(model: CellClassifier, cells: Sequence[Cell]) -> Measured:
        views = []
        for dx, dy in ((0, 0), (step, 0), (-step, 0), (0, step), (0, -step)):
            move = np.array([dx, dy], np.float32)
            views.append(measure_crops(model, cells, [cut(cell.image, cell.corners + move) for cell in cells]))
        mean = np.mean([view.probabilities for view in views], axis=0)
        return Measured(views[0].files, views[0].labels, mean)

    return read


def under(change: Callable[[Cell, np.random.Generator], Grey]) -> Read:
    """Read cells after a change; the same change for all models."""

    def read(model: CellClassifier, cells: Sequence[Cell]) -> Measured:
        rng = np.random.default_rng(5)
        return measure_crops(model, cells, [change(cell, rng) for cell in cells])

    return read


def readings(model: CellClassifier, cells: Sequence[Cell], source: InkSource) -> dict[str, Measured]:
    """What a model says of cells it never saw: as cut, in five cuts, at each size, in each condition and other box."""
    found = {PLAIN: measure(model, cells), FIVE: shifted(1.0)(model, cells)}
    for side in SIZES:
        found[f"{side} px per box"] = under(at_size(side))(model, cells)
    for name, change in CONDITIONS.items():
        found[name] = under(change)(model, cells)
    for name, made in pasted(cells, source).items():
        mine, crops = zip(*made, strict=True)
        found[name] = measure_crops(model, mine, crops)
    return found


def doubts(model: CellClassifier, cells: Sequence[Cell], source: InkSource) -> NDArray[np.float64]:
    """Of real digits struck out or rewritten: the belief in the best digit, and that deserved by the last; (N, 2)."""
    crops, belief = struck(cells, source)
    return np.column_stack([model.classify(np.stack(crops))[:, :10].max(axis=1), belief])


def report_folds(models: Models, found: dict[int, dict[str, Measured]]) -> None:
    """Tables of all held-out crops: by fold, by class, by condition."""
    print(f"## Boxes of kecamatan never seen\n\n{HEAD}")
    for fold, model in models.items():
        print(row(f"fold {fold}, `{model.version}`", found[fold][PLAIN]))
    every = {name: joined([part[name] for part in found.values()]) for name in found[min(found)]}
    cleaned = every[PLAIN].without(suspects())
    print(f"{row('all, labels as given', every[PLAIN])}\n{row('all, cleaned', cleaned)}\n")
    print(f"{class_table(cleaned)}\n\n{wrong_list(every[PLAIN])}\n")
    print(f"## By picture size, condition and box\n\n{HEAD}")
    for name, result in every.items():
        print(row(name, result))


def report_doubts(found: NDArray[np.float64]) -> None:
    """Table of corrected digits: how sure the model is of its best one."""
    best, belief = found.T
    print("\n| corrected digit | boxes | median of the best digit | at 0.9 and above | at 0.99 and above |")
    print("|---|---|---|---|---|")
    kinds = (("struck out", 0.0, 0.3), ("struck out, a new one beside it", 0.3, 0.68), ("written over", 0.68, 0.9))
    for name, low, high in kinds:
        mine = best[(belief >= low) & (belief < high)]
        shares = " | ".join(f"{100 * (mine >= limit).mean():.1f} %" for limit in (0.9, 0.99))
        print(f"| {name} | {len(mine)} | {np.median(mine):.2f} | {shares} |")
    print()


def _report_photos(models: Models, shared: Path) -> None:
    cells, missed = photo_cells(shared / "photos" / "ppwp-page2-2024", MEASURE)
    read = [measure(model, cells) for model in models.values()]
    print(f"## Real photos {MEASURE.start} to {MEASURE.stop - 1} ({missed} left out: pattern not found)\n\n{HEAD}")
    for (fold, _), result in zip(models.items(), read, strict=True):
        print(row(f"fold {fold}{' (shipped)' if fold == 0 else ''}", result))
    mean = np.mean([result.probabilities for result in read], axis=0)
    print(row(f"mean of {len(read)} models", Measured(read[0].files, read[0].labels, mean)))
    print(row("fold 0, five cuts", shifted(1.0)(models[0], cells)))
    print(f"\n{class_table(read[0])}\n\n{wrong_list(read[0])}\n")


def _report_drawn(model: CellClassifier, shared: Path, source: InkSource) -> None:
    rng = np.random.default_rng(99)
    labels = np.repeat(np.arange(len(CELL_CLASSES)), 200)
    crops = np.stack([cut(*synthetic_cell(int(label), source, rng)) for label in labels])
    result = Measured(("",) * len(labels), labels, model.classify(crops))
    print(f"## Drawn boxes\n\n{class_table(result)}\n")
    print("## Official blank\n\n| px per mm | boxes | read as empty | least probability of empty |\n|---|---|---|---|")
    for px_per_mm in (1.0, 1.8, 3.0, 6.0):
        empty = model.classify(blank_crops(shared, px_per_mm))
        right = int((empty.argmax(1) == BLANK).sum())
        print(f"| {px_per_mm} | {len(empty)} | {right} | {empty[:, BLANK].min():.4f} |")


def _report_time(model: CellClassifier, cells: Sequence[Cell]) -> None:
    crops = np.stack([cut(cell.image, cell.corners) for cell in cells[:960]])
    began = time.process_time()
    model.classify(crops)
    print(f"\n{1000 * (time.process_time() - began) / len(crops):.3f} ms of processor time per box, one thread")


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, help="the shared data folder")
    parser.add_argument("--folds", type=Path, help="folder with fold0 to fold4 (train_digits.py --folds all)")
    parser.add_argument("--photos", action="store_true", help="read the measuring half of the real photos too")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    models = fold_models(options.folds)
    cells = load_cells(options.shared / "digits" / "c-hasil-2024")
    source = InkSource(options.shared / "digits")
    tests = {fold: parts_of(cells, fold)["test"] for fold in models}
    report_folds(models, {fold: readings(model, tests[fold], source) for fold, model in models.items()})
    report_doubts(np.concatenate([doubts(model, tests[fold], source) for fold, model in models.items()]))
    _report_drawn(models[0], options.shared, source)
    _report_time(models[0], cells)
    if options.photos:
        _report_photos(models, options.shared)


if __name__ == "__main__":
    main()
