"""Measure the digit model: ``python tools/evaluate_digits.py ../shared`` (runs in the program's own environment).

Prints, each as a table for docs/digits.md: cells of the test kecamatan right per class, what X, 0 and 8 were read as,
every wrong cell, calibration, the measuring half of the real photos, drawn boxes of the classes that real crops lack,
and the boxes of the official blank. Forward passes only.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import cv2  # noqa: E402
import numpy as np  # noqa: E402
from digit_augment import augment  # noqa: E402
from digit_data import Cell, Grey, cut, load_cells, usual_box  # noqa: E402
from digit_photos import MEASURE, photo_cells  # noqa: E402
from digit_synth import InkSource, synthetic_cell  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from sirekap_desktop.forms.reading import CELL_CLASSES  # noqa: E402
from sirekap_desktop.ocr.cells import CELL_MARGIN, CELL_PX, CellClassifier  # noqa: E402

NAMES = tuple(name or "kosong" for name in CELL_CLASSES)
LOOKALIKES = ("X", "0", "8")


@dataclass(frozen=True, slots=True)
class Measured:
    """What the model answered to some cells."""

    files: tuple[str, ...]
    labels: NDArray[np.int64]
    probabilities: NDArray[np.float32]

    @property
    def answers(self) -> NDArray[np.int64]:
        return self.probabilities.argmax(1)

    @property
    def accuracy(self) -> float:
        return float((self.answers == self.labels).mean())


def measure(classifier: CellClassifier, cells: list[Cell], *, loose: bool = False) -> Measured:
    """Classify cells cut at their border, or (``loose``) where such crops usually have it."""
    crops = np.stack([cut(cell.image, usual_box(*cell.image.shape[::-1]) if loose else cell.corners) for cell in cells])
    labels = np.array([cell.label for cell in cells])
    return Measured(tuple(cell.file for cell in cells), labels, classifier.classify(crops))


def test_cells(classifier: CellClassifier, shared: Path) -> list[Cell]:
    """Cells of the kecamatan that the model's card keeps for the test."""
    return load_cells(shared / "digits" / "c-hasil-2024", classifier.card.data["split"]["test"])


def class_table(result: Measured) -> str:
    """Markdown: per class how many cells, how many right, and what the wrong ones were read as."""
    lines = ["| class | cells | right | % | wrong ones read as |", "|---|---|---|---|---|"]
    for index, name in enumerate(NAMES):
        mine = result.labels == index
        if mine.any():
            wrong = Counter(NAMES[answer] for answer in result.answers[mine] if answer != index)
            right = int(mine.sum()) - wrong.total()
            said = ", ".join(f"{other} ×{count}" for other, count in wrong.most_common())
            lines.append(f"| {name} | {mine.sum()} | {right} | {100 * right / mine.sum():.2f} | {said} |")
    right = int((result.answers == result.labels).sum())
    lines.append(f"| all | {len(result.labels)} | {right} | {100 * result.accuracy:.2f} | |")
    return "\n".join(lines)


def lookalike_table(result: Measured) -> str:
    """Markdown: confusions among X, 0 and 8."""
    lines = ["| written \\ read | " + " | ".join((*LOOKALIKES, "other")) + " |", "|---|---|---|---|---|"]
    for written in LOOKALIKES:
        answers = Counter(NAMES[answer] for answer in result.answers[result.labels == CELL_CLASSES.index(written)])
        counts = [answers[name] for name in LOOKALIKES]
        lines.append(f"| {written} | " + " | ".join(map(str, (*counts, answers.total() - sum(counts)))) + " |")
    return "\n".join(lines)


def wrong_list(result: Measured) -> str:
    """Every wrong cell with the probability the model gave to its answer."""
    best = result.probabilities.max(1)
    wrong = np.flatnonzero(result.answers != result.labels)
    return "\n".join(
        f"- {result.files[place]}: labelled {NAMES[result.labels[place]]}, read {NAMES[result.answers[place]]}"
        f" ({best[place]:.3f})"
        for place in wrong
    )


def calibration(result: Measured) -> str:
    """Expected calibration error over ten bins, and what a threshold of 0.99 leaves and lets through."""
    best = result.probabilities.max(1)
    right = result.answers == result.labels
    bins = np.minimum((best * 10).astype(int), 9)
    gaps = [
        abs(best[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    ]
    sure = best >= 0.99
    return (
        f"expected calibration error {sum(gaps):.4f}; at 0.99 and above: {sure.mean():.2%} of the cells,"
        f" {int((~right & sure).sum())} of them wrong"
    )


def drawn_cells(shared: Path, *, per_class: int, seed: int = 99) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Drawn boxes of every class, seen as in training but drawn with another seed."""
    rng = np.random.default_rng(seed)
    source = InkSource(shared / "digits")
    labels = np.repeat(np.arange(len(CELL_CLASSES)), per_class)
    crops = np.stack([augment(*synthetic_cell(int(label), source, rng), rng) for label in labels])
    return crops, labels


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


def _report_test(classifier: CellClassifier, shared: Path) -> None:
    cells = test_cells(classifier, shared)
    result = measure(classifier, cells)
    print(f"## Test kecamatan ({len(classifier.card.data['split']['test'])})\n\n{class_table(result)}\n")
    print(f"{lookalike_table(result)}\n\n{wrong_list(result)}\n\n{calibration(result)}\n")
    loose = measure(classifier, cells, loose=True)
    print(f"Cut without looking for the border: {loose.accuracy:.2%}\n")


def _report_photos(classifier: CellClassifier, shared: Path) -> None:
    cells, missed = photo_cells(shared / "photos" / "ppwp-page2-2024", MEASURE)
    result = measure(classifier, cells)
    print(f"## Real photos {MEASURE.start} to {MEASURE.stop - 1} ({missed} left out: pattern not found)\n")
    print(f"{class_table(result)}\n\n{lookalike_table(result)}\n\n{wrong_list(result)}\n\n{calibration(result)}\n")


def _report_drawn(classifier: CellClassifier, shared: Path) -> None:
    crops, labels = drawn_cells(shared, per_class=300)
    result = Measured(("",) * len(labels), labels, classifier.classify(crops))
    print(f"## Drawn boxes, as hard as in training\n\n{class_table(result)}\n")
    print("## Official blank\n\n| px per mm | boxes | read as empty | least probability of empty |\n|---|---|---|---|")
    for px_per_mm in (1.0, 1.8, 3.0, 6.0):
        empty = classifier.classify(blank_crops(shared, px_per_mm))
        right = int((empty.argmax(1) == CELL_CLASSES.index("")).sum())
        print(f"| {px_per_mm} | {len(empty)} | {right} | {empty[:, CELL_CLASSES.index('')].min():.4f} |")


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, help="the shared data folder")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    classifier = CellClassifier()
    print(f"# Model {classifier.version}\n")
    _report_test(classifier, options.shared)
    _report_photos(classifier, options.shared)
    _report_drawn(classifier, options.shared)


if __name__ == "__main__":
    main()
