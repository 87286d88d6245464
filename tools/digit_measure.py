"""What a digit model answered, and the tables that say how well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from digit_data import Cell, Grey, cut
from numpy.typing import NDArray

from sirekap_desktop.forms.reading import CELL_CLASSES
from sirekap_desktop.ocr.cells import CellClassifier

NAMES = tuple(name or "kosong" for name in CELL_CLASSES)
DIGITS = 10
SURE = 0.99
_BINS = 10


@dataclass(frozen=True, slots=True)
class Measured:
    """What a model answered to some cells."""

    files: tuple[str, ...]
    labels: NDArray[np.int64]
    probabilities: NDArray[np.float32]

    @property
    def answers(self) -> NDArray[np.int64]:
        return self.probabilities.argmax(1)

    @property
    def right(self) -> int:
        return int((self.answers == self.labels).sum())

    @property
    def accuracy(self) -> float:
        return self.right / len(self.labels)

    def keep(self, chosen: NDArray[np.bool_]) -> Measured:
        """Some of the cells."""
        files = tuple(file for file, kept in zip(self.files, chosen, strict=True) if kept)
        return Measured(files, self.labels[chosen], self.probabilities[chosen])

    def without(self, files: frozenset[str]) -> Measured:
        """All but these crops."""
        return self.keep(np.array([file not in files for file in self.files]))

    def crosses_as_digits(self) -> int:
        """Boxes with an X that were read as a digit."""
        return int((self.answers[self.labels == CELL_CLASSES.index("X")] < DIGITS).sum())

    def calibration_error(self) -> float:
        """Expected calibration error of the likeliest class, over ten even bins."""
        best, right = self.probabilities.max(1), self.answers == self.labels
        bins = np.minimum((best * _BINS).astype(int), _BINS - 1)
        gaps = [
            abs(best[at].mean() - right[at].mean()) * at.mean() for at in (bins == b for b in range(_BINS)) if at.any()
        ]
        return float(sum(gaps))

    def sure(self) -> tuple[float, int]:
        """Share of the cells at SURE or above, and how many of these are wrong."""
        sure = self.probabilities.max(1) >= SURE
        return float(sure.mean()), int((sure & (self.answers != self.labels)).sum())


def measure_crops(classifier: CellClassifier, cells: Sequence[Cell], crops: Sequence[Grey]) -> Measured:
    """Classify crops made of these cells."""
    labels = np.array([cell.label for cell in cells], np.int64)
    return Measured(tuple(cell.file for cell in cells), labels, classifier.classify(np.stack(crops)))


def measure(classifier: CellClassifier, cells: Sequence[Cell]) -> Measured:
    """Classify cells cut at their border."""
    return measure_crops(classifier, cells, [cut(cell.image, cell.corners) for cell in cells])


def joined(parts: Sequence[Measured]) -> Measured:
    """Several measurements as one."""
    return Measured(
        tuple(file for part in parts for file in part.files),
        np.concatenate([part.labels for part in parts]),
        np.concatenate([part.probabilities for part in parts]),
    )


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
    lines.append(f"| all | {len(result.labels)} | {result.right} | {100 * result.accuracy:.2f} | |")
    return "\n".join(lines)


def wrong_list(result: Measured) -> str:
    """Every wrong cell with the probability the model gave to its answer."""
    best = result.probabilities.max(1)
    return "\n".join(
        f"- {result.files[place]}: labelled {NAMES[result.labels[place]]}, read {NAMES[result.answers[place]]}"
        f" ({best[place]:.3f})"
        for place in np.flatnonzero(result.answers != result.labels)
    )


def row(name: str, result: Measured) -> str:
    """Markdown: one line of a table with the head HEAD."""
    share, wrong = result.sure()
    values = (
        name, len(result.labels), result.right, f"{100 * result.accuracy:.2f}", result.crosses_as_digits(),
        f"{result.calibration_error():.4f}", f"{100 * share:.1f}", wrong,
    )  # fmt: skip
    return f"| {' | '.join(map(str, values))} |"


HEAD = (
    "| | cells | right | % | X read as a digit | calibration error | % at 0.99 and above | wrong there |\n"
    "|---|---|---|---|---|---|---|---|"
)
