"""Our digit model beside ready OCR programs, on the same held-out boxes in one run.

    python -m benchmarks.digit_readers ../shared --sample 600

The boxes come from the kecamatan that the shipped model never saw (fold 0); only digits 0 to 9, since the others know
no crosses. Every other reader gets what suits it: the inside of the box without border and guide dots, on white.
Tesseract reads all boxes in one process (single character, digits only), so its start is not counted per box. RapidOCR
(PP-OCR's recogniser) is used where the package ``rapidocr-onnxruntime`` is installed. What is absent is left out,
saying so. Time is processor time of one thread.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks._table import show
from sirekap_desktop.forms.reading import CELL_CLASSES
from sirekap_desktop.ocr.cells import CELL_MARGIN, CellClassifier

sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))

from digit_data import Cell, cut, load_cells, parts_of

Grey = NDArray[np.uint8]
BIG = 160
"""Side in pixels at which a box is cut for the ready programs."""
SMALL, _RIM = 48, 12
"""Side and rim of the picture that they get: of 32 to 160 px this suited Tesseract best (tried on other kecamatan)."""
_INSIDE = 0.06
"""How far inside the centre line of the border their picture begins, as a share of the box."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader answered: one digit or nothing per box, and the processor time for all."""

    answers: tuple[str, ...]
    seconds: float


def ours(cells: Sequence[Cell]) -> Read:
    """The program's model, cutting included, all 15 classes open."""
    classifier = CellClassifier()
    classifier.classify(np.stack([cut(cell.image, cell.corners) for cell in cells[:8]]))
    began = time.process_time()
    found = classifier.classify(np.stack([cut(cell.image, cell.corners) for cell in cells])).argmax(axis=1)
    return Read(tuple(CELL_CLASSES[index] for index in found), time.process_time() - began)


def prepared(cell: Cell) -> Grey:
    """The writing alone, dark on white: border cut away, guide dots bleached, with a white rim."""
    big = cut(cell.image, cell.corners, BIG)
    edge = round(BIG * (CELL_MARGIN + _INSIDE) / (1 + 2 * CELL_MARGIN))
    inner = cv2.GaussianBlur(big[edge:-edge, edge:-edge], (0, 0), 1.5).astype(np.float32)
    paper, ink = np.percentile(inner, (75, 2))
    level = 255 * np.clip((inner - ink) / max(0.6 * float(paper - ink), 1.0), 0, 1)
    small = cv2.resize(level.astype(np.uint8), (SMALL, SMALL), interpolation=cv2.INTER_AREA)
    return np.pad(small, _RIM, constant_values=255)


def tesseract(cells: Sequence[Cell]) -> Read:
    """Tesseract's command line over a list of pictures: one character each, digits only."""
    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder) / f"{number:05d}.png") for number in range(len(cells))]
        for name, cell in zip(names, cells, strict=True):
            Path(name).write_bytes(cv2.imencode(".png", prepared(cell))[1].tobytes())
        (Path(folder) / "list.txt").write_text("\n".join(names), "ascii")
        command = ["tesseract", "list.txt", "-", "--psm", "10", "--dpi", "300"]
        before = _child_seconds()
        done = subprocess.run(
            [*command, "-c", "tessedit_char_whitelist=0123456789"],
            cwd=folder, check=True, capture_output=True, text=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
        pages = done.stdout.split("\f")[: len(cells)]
    return Read(tuple(_digit(page) for page in pages), _child_seconds() - before)


def rapid(cells: Sequence[Cell]) -> Read:
    """RapidOCR's recogniser alone, without looking for text first."""
    from rapidocr_onnxruntime import RapidOCR  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    engine: Any = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)
    pictures = [cv2.cvtColor(prepared(cell), cv2.COLOR_GRAY2BGR) for cell in cells]
    began = time.process_time()
    found = [engine(picture, use_det=False, use_cls=False, use_rec=True)[0] for picture in pictures]
    taken = time.process_time() - began
    return Read(tuple(_digit(item[0][0]) if item else "" for item in found), taken)


def _digit(text: str) -> str:
    """The first digit of an answer; nothing where there is none."""
    return next((sign for sign in text if sign in "0123456789"), "")


def _child_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def readers() -> dict[str, Callable[[Sequence[Cell]], Read] | None]:
    """Every reader by name; None where this machine lacks it."""
    has_tesseract, has_rapid = shutil.which("tesseract"), find_spec("rapidocr_onnxruntime")
    return {
        "this program": ours,
        "Tesseract": tesseract if has_tesseract else None,
        "RapidOCR": rapid if has_rapid else None,
    }


def held_out_digits(shared: Path, sample: int) -> list[Cell]:
    """Some boxes with a digit from the kecamatan of fold 0, always the same ones."""
    cells = parts_of(load_cells(shared / "digits" / "c-hasil-2024"), 0)["test"]
    digits = [cell for cell in cells if cell.label < 10]
    order = np.random.default_rng(0).permutation(len(digits))[:sample]
    return [digits[place] for place in order]


def main() -> None:
    """Print accuracy, missing answers and ms per digit of each reader."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, help="the shared data folder")
    parser.add_argument("--sample", type=int, default=600, help="how many boxes")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    cells = held_out_digits(options.shared, options.sample)
    truth = [CELL_CLASSES[cell.label] for cell in cells]
    rows: list[tuple[object, ...]] = []
    for name, reader in readers().items():
        if reader is None:
            print(f"  {name}: not installed, left out")
            continue
        read = reader(cells)
        right = sum(a == b for a, b in zip(read.answers, truth, strict=True))
        silent, milliseconds = read.answers.count(""), 1000 * read.seconds / len(cells)
        rows.append((name, len(cells), right, f"{right / len(cells):.2%}", silent, f"{milliseconds:.2f}"))
    show(("reader", "boxes", "right", "%", "no answer", "ms per box"), rows)


if __name__ == "__main__":
    main()
