"""Held-out boxes made harder in one known way each: smaller, blurred, darker, in other boxes, corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from digit_augment import augment
from digit_data import Cell, Grey, cut, target_corners
from digit_scenes import CORNERS, corrected, cover, lift, mark, onto_border, print_any, stretched, write
from digit_synth import CANVAS, Ink, InkSource, Rng, print_box

from sirekap_desktop.forms.reading import CELL_CLASSES
from sirekap_desktop.ocr.cells import CELL_PX

Change = Callable[[Cell, Rng], Grey]
SIZES = (18, 25, 30, 40, 60, 120)
"""Pixels per box side at which crops are looked at."""


def at_size(side: int) -> Change:
    """The box as a picture shows it whose boxes are ``side`` px wide (above about 40 it is only enlarged)."""

    def change(cell: Cell, _rng: Rng) -> Grey:
        here = float(np.linalg.norm(cell.corners[1] - cell.corners[0]))
        scale = side / here
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        size = (max(8, round(cell.image.shape[1] * scale)), max(8, round(cell.image.shape[0] * scale)))
        image = cv2.resize(cell.image, size, interpolation=way)
        ratio = np.array([size[0] / cell.image.shape[1], size[1] / cell.image.shape[0]])
        corners = ((cell.corners + 0.5) * ratio - 0.5).astype(np.float32)
        return shrunk(np.asarray(image, np.uint8), corners)

    return change


def shrunk(image: Grey, corners: np.ndarray) -> Grey:
    """Cut with averaging, as the program cuts from large pictures."""
    factor = float(np.linalg.norm(corners[1] - corners[0])) / float(np.ptp(target_corners()[:, 0]))
    return cut(cv2.GaussianBlur(image, (0, 0), 0.4 * factor) if factor > 1.4 else image, corners)


def _plainly(change: Callable[[Grey, Rng], np.ndarray]) -> Change:
    def changed(cell: Cell, rng: Rng) -> Grey:
        level = change(cut(cell.image, cell.corners), rng)
        return np.clip(level, 0, 255).astype(np.uint8)

    return changed


def _packed(crop: Grey, _rng: Rng) -> Grey:
    packed = cv2.imencode(".jpg", crop, [cv2.IMWRITE_JPEG_QUALITY, 30])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)


def _shadow(crop: Grey, rng: Rng) -> np.ndarray:
    line = np.linspace(-1, 1, CELL_PX)
    angle = rng.uniform(0, 2 * np.pi)
    slope = line[None] * np.cos(angle) + line[:, None] * np.sin(angle)
    return np.asarray(crop * (1 - 0.45 / (1 + np.exp(-6 * slope))))


def _moved(share: float) -> Change:
    def change(cell: Cell, rng: Rng) -> Grey:
        side = float(np.linalg.norm(cell.corners[1] - cell.corners[0]))
        angle = rng.uniform(0, 2 * np.pi)
        return cut(
            cell.image, (cell.corners + share * side * np.array([np.cos(angle), np.sin(angle)])).astype(np.float32)
        )

    return change


CONDITIONS: dict[str, Change] = {
    "blurred, 1 px": _plainly(lambda crop, _rng: cv2.GaussianBlur(crop, (0, 0), 1.0)),
    "blurred, 2 px": _plainly(lambda crop, _rng: cv2.GaussianBlur(crop, (0, 0), 2.0)),
    "JPEG quality 30": _plainly(_packed),
    "contrast a third": _plainly(lambda crop, _rng: 120 + (crop.astype(np.float32) - 120) / 3),
    "noise of 10 grey levels": _plainly(lambda crop, rng: crop + rng.normal(0, 10, crop.shape)),
    "edge of a shadow, 45 % darker": _plainly(_shadow),
    "cut 5 % of the box beside it": _moved(0.05),
    "cut 10 % of the box beside it": _moved(0.10),
    "as hard as in training": lambda cell, rng: augment(cell.image, cell.corners, rng),
}
"""Changes to the crop itself."""


def _canvas(rng: Rng) -> Ink:
    return np.full((CANVAS, CANVAS), rng.uniform(150, 240), np.float32)


def _finish(canvas: Ink, ink: Ink, rng: Rng) -> Grey:
    write(canvas, ink, rng)
    return shrunk(np.clip(canvas, 0, 255).astype(np.uint8), CORNERS)


def _boxed(ink: Ink, rng: Rng) -> Grey:
    canvas = _canvas(rng)
    print_box(canvas, rng, dotted=0.0)
    return _finish(canvas, ink, rng)


def _in_cell(ink: Ink, aspect: float, rng: Rng) -> Grey:
    canvas = _canvas(rng)
    print_any(canvas, aspect, rng)
    return _finish(canvas, stretched(ink, aspect, rng), rng)


def pasted(cells: Sequence[Cell], source: InkSource, seed: int = 11) -> dict[str, list[tuple[Cell, Grey]]]:
    """Real ink of held-out crops written into other boxes, by kind; crops without ink to lift are left out."""
    rng = np.random.default_rng(seed)
    made: dict[str, list[tuple[Cell, Grey]]] = {}
    for cell in cells:
        ink = lift(cell)
        if ink is None:
            continue
        crops = {
            "plain box (pages 1 and 3)": _boxed(ink, rng),
            "narrow table cell (0.6)": _in_cell(ink, 0.6, rng),
            "wide table cell (1.5)": _in_cell(ink, 1.5, rng),
        }
        if cell.label <= CELL_CLASSES.index("X"):
            crops["plain box, ink on the border"] = _boxed(onto_border(ink, rng), rng)
        canvas = _canvas(rng)
        print_box(canvas, rng)
        cover(canvas, mark(int(rng.integers(10)), source, rng), rng)
        crops["over correction fluid"] = _finish(canvas, ink, rng)
        for name, crop in crops.items():
            made.setdefault(name, []).append((cell, crop))
    return made


def struck(cells: Sequence[Cell], source: InkSource, seed: int = 12) -> tuple[list[Grey], list[float]]:
    """Real digits struck out or rewritten, and how much belief in the last digit each deserves (0 to 1)."""
    rng = np.random.default_rng(seed)
    crops, belief = [], []
    for cell in cells:
        ink = lift(cell) if cell.label < 10 else None
        if ink is not None:
            spoiled, target = corrected(ink, cell.label, source, rng)
            crops.append(_boxed(spoiled, rng))
            belief.append(float(target[cell.label]))
    return crops, belief
