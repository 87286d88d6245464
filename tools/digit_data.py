"""Real digit boxes to train and measure the cell model: loaded, split by kecamatan, cut as the program cuts.

The crops of the shared data were cut loosely: the border of the box runs somewhere near the crop's edge. The program
cuts its boxes by the page's homography instead. ``fit_box`` finds the border, so that both look the same to the model.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.reading import CELL_CLASSES
from sirekap_desktop.ocr.cells import CELL_MARGIN, CELL_PX

Grey = NDArray[np.uint8]
Corners = NDArray[np.float32]
"""Corners of a box's border (centre of the line) in pixels: top-left first, clockwise; shape (4, 2)."""

FOLDS = 5
CALIBRATE_EVERY = 12
"""One kecamatan in so many is kept from training to calibrate on."""
_SEARCH = 0.3
"""How far from the crop's edge, as a share of its side, the border is looked for."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One box as it was cut, and where its border runs."""

    file: str
    code: str | None
    """Kecamatan (six digits), empty where the crop has no code, None for a cell of the photos."""
    label: int
    """Index in CELL_CLASSES."""
    image: Grey
    corners: Corners


def label_index(label: str) -> int | None:
    """Index of a label of ``labels.csv`` in CELL_CLASSES; None for ``unclear``, which is not used."""
    label = "" if label == "blank" else label
    return CELL_CLASSES.index(label) if label in CELL_CLASSES else None


def _number(code: str) -> int:
    return int(hashlib.sha256(code.encode()).hexdigest(), 16)


def fold_of(code: str) -> int | None:
    """Fold (0 to FOLDS - 1) of a kecamatan code of six digits; None for a crop without code, which no fold tests."""
    return _number(code) % FOLDS if code else None


def calibrates(code: str) -> bool:
    """Whether a kecamatan is kept from every training: where its fold is not tested, it sets the temperature."""
    return _number(code) // FOLDS % CALIBRATE_EVERY == 0


def parts_of(cells: Sequence[Cell], fold: int) -> dict[str, list[Cell]]:
    """Deal cells for the model of one fold: ``test`` (its kecamatan), ``validation`` and ``train`` (the others).

    A crop without a code is in none of them; a cell of the photos (``code`` is None) is always in ``train``.
    """
    parts: dict[str, list[Cell]] = {"train": [], "validation": [], "test": []}
    for cell in cells:
        if cell.code is None:
            parts["train"].append(cell)
        elif cell.code:
            tested = fold_of(cell.code) == fold
            parts["test" if tested else "validation" if calibrates(cell.code) else "train"].append(cell)
    return parts


def read_rows(folder: Path) -> list[dict[str, str]]:
    """Rows of ``labels.csv`` with a usable label, each distinct crop once per label."""
    seen: set[tuple[str, str]] = set()
    rows = []
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        # Of a crop that occurs with and without a code, the one with the code counts.
        for row in sorted(csv.DictReader(file), key=lambda row: not row["tps"]):
            key = (hashlib.sha256((folder / row["file"]).read_bytes()).hexdigest(), row["label"])
            if label_index(row["label"]) is not None and key not in seen:
                seen.add(key)
                rows.append(row)
    return rows


def load_cells(folder: Path, kecamatan: Sequence[str] | None = None) -> list[Cell]:
    """Usable crops of the shared data with their border found, all or those of some kecamatan."""
    wanted = None if kecamatan is None else set(kecamatan)
    cells = []
    for row in read_rows(folder):
        code, label = row["tps"][:6], label_index(row["label"])
        if label is not None and (wanted is None or code in wanted):
            image = decode(folder / row["file"])
            cells.append(Cell(row["file"], code, label, image, fit_box(image)))
    return cells


def decode(path: Path) -> Grey:
    """Grey pixels of a small image file."""
    image = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    if image is None:
        raise ValueError(f"{path.name} is not an image")
    return np.asarray(image, np.uint8)


def fit_box(image: Grey) -> Corners:
    """Find the border of the box in a loose crop.

    Each side is the straight dark line, near that edge of the crop, which is darkest along its whole length. Where the
    four do not make a plausible box (border cut off, or too faint) the usual place in such crops is taken.
    """
    ridges = _ridges(image)
    height, width = image.shape
    left, right = _side(ridges), width - 1 - _side(ridges[:, ::-1])
    top, bottom = _side(ridges.T), height - 1 - _side(ridges.T[:, ::-1])
    corners = np.array(
        [
            _crossing(vertical, horizontal, width, height)
            for vertical, horizontal in ((left, top), (right, top), (right, bottom), (left, bottom))
        ],
        np.float32,
    )
    return corners if _plausible(corners, width, height) else usual_box(width, height)


def cut(image: Grey, corners: Corners, size: int = CELL_PX) -> Grey:
    """Cut a box as the program does (``sirekap_desktop.ocr.cells``)."""
    transform = cv2.getPerspectiveTransform(corners, target_corners(size))
    return np.asarray(cv2.warpPerspective(image, transform, (size, size), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def target_corners(size: int = CELL_PX) -> Corners:
    """Where the border's corners lie in a crop of the program."""
    near = size * CELL_MARGIN / (1 + 2 * CELL_MARGIN) - 0.5
    far = size - 1 - near
    return np.array([(near, near), (far, near), (far, far), (near, far)], np.float32)


def _ridges(image: Grey) -> NDArray[np.float32]:
    """How much darker than the paper around, 0 to about 1."""
    size = max(5, int(0.22 * min(image.shape)) | 1)
    paper = cv2.GaussianBlur(cv2.morphologyEx(image, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8)), (0, 0), 1.0)
    depth = paper.astype(np.float32) - image
    return np.clip(depth / max(float(np.percentile(depth, 97)), 4.0), 0.0, 1.2).astype(np.float32)


def _side(ridges: NDArray[np.float32]) -> NDArray[np.float64]:
    """Best near-vertical line in the left part: its x at the top and at the bottom."""
    height, width = ridges.shape
    rows = np.linspace(0.08, 0.92, 24) * height
    offsets = np.arange(-1.0, _SEARCH * width, 0.5)
    leans = np.linspace(-0.16, 0.16, 17) * height
    at = offsets[:, None, None] + leans[None, :, None] * (rows / height - 0.5)
    at = np.clip(at, 0.0, width - 1.001)
    whole = at.astype(np.intp)
    part = at - whole
    line = rows.astype(np.intp)
    values = ridges[line, whole] * (1 - part) + ridges[line, whole + 1] * part
    score = values.mean(-1) + 0.5 * np.percentile(values, 25, axis=-1)
    offset, lean = np.unravel_index(int(score.argmax()), score.shape)
    middle, half = offsets[offset], leans[lean] / 2
    return np.array([middle - half, middle + half])


def _crossing(
    vertical: NDArray[np.float64], horizontal: NDArray[np.float64], width: int, height: int
) -> tuple[float, float]:
    down, across = (vertical[1] - vertical[0]) / height, (horizontal[1] - horizontal[0]) / width
    x = (vertical[0] + down * horizontal[0]) / (1 - down * across)
    return float(x), float(horizontal[0] + across * x)


def _plausible(corners: Corners, width: int, height: int) -> bool:
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    wide, high = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    even = abs(sides[0] - sides[2]) < 0.1 * wide and abs(sides[1] - sides[3]) < 0.1 * high
    return bool(even and 0.78 < wide / high < 1.22 and wide > 0.66 * width and high > 0.64 * height)


def usual_box(width: int, height: int) -> Corners:
    """Where the border usually runs in the loose crops of the shared data."""
    x, y = 0.04 * width, 0.07 * height
    return np.array([(x, y), (width - 1 - x, y), (width - 1 - x, height - 1 - y), (x, height - 1 - y)], np.float32)
