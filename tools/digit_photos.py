"""Boxes of the real photos of the vote table (page 2, cut to the table, without tag or corner marks).

The boxes are found by the pattern that the official form prints in the right column three times: three boxes and under
them thirty bubbles. A photo on which the pattern is not found clearly (upside down, badly cut) is left out and counted.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from digit_data import Cell, Corners, Grey, decode, fit_box
from numpy.typing import NDArray

from sirekap_desktop.forms.reading import CELL_CLASSES

LEARN, MEASURE = range(1, 176), range(176, 351)
"""Photos to learn from and photos to measure on, by number."""

_BOX, _PITCH, _BLOCK = 20.0, 23.5, 152.0
_BUBBLE_X, _BUBBLE_Y, _BUBBLE_STEP, _BUBBLE_RADIUS = 10.0, 29.5, 10.5, 4.0
_WIDE, _HIGH = 67.0, 128.0
"""The pattern of one block in mm, from the official geometry: origin at the first box's corner."""
_WORK = 480
_CLEAR = 1.3
"""Least sum of the three blocks' correlations for a photo to count as found."""
_PAD = 0.16

Map = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """The three blocks of a photo: corner of the first box in pixels and the scale in pixels per mm (x, y)."""

    blocks: tuple[tuple[float, float], ...]
    scale: tuple[float, float]
    score: float


def photo_cells(folder: Path, files: range) -> tuple[list[Cell], int]:
    """Cells of photos ``TPS_<n>.jpg`` with a sure transcription (``double``), and how many photos were not found."""
    truth: dict[str, list[str]] = defaultdict(list)
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            truth[row["file"]].append(row["cells"] if row["check"] == "double" and len(row["cells"]) == 3 else "")
    cells: list[Cell] = []
    missed = 0
    for number in files:
        name = f"TPS_{number:03d}.jpg"
        found = find_blocks(decode(folder / name))
        if found is None or len(truth[name]) != 3:
            missed += 1
            continue
        cells += _cells_of(name, decode(folder / name), found, truth[name])
    return cells, missed


def _cells_of(name: str, image: Grey, found: Found, truth: list[str]) -> list[Cell]:
    cells = []
    for row, ((left, top), written) in enumerate(zip(found.blocks, truth, strict=True), start=1):
        for place, sign in enumerate(written):
            x = left + place * _PITCH * found.scale[0]
            area = _area(image, x, top, found.scale)
            if area is not None:
                label = CELL_CLASSES.index("" if sign == "B" else sign)
                crop, corners = area
                cells.append(Cell(f"{name}:{row}:{place}", None, label, crop, corners))
    return cells


def _area(image: Grey, x: float, y: float, scale: tuple[float, float]) -> tuple[Grey, Corners] | None:
    """The box with some paper around it, and its border; None where the photo ends inside the box."""
    wide, high = _BOX * scale[0], _BOX * scale[1]
    left, top = round(x - _PAD * wide), round(y - _PAD * high)
    right, bottom = round(x + (1 + _PAD) * wide), round(y + (1 + _PAD) * high)
    if left < -_PAD * wide or right > image.shape[1] + _PAD * wide or top < 0 or bottom > image.shape[0]:
        return None
    crop = np.ascontiguousarray(image[max(top, 0) : bottom, max(left, 0) : right])
    return crop, fit_box(crop)


def find_blocks(image: Grey) -> Found | None:
    """Look for the pattern at all scales; None when it is not clearly there."""
    shrink = _WORK / max(image.shape)
    small = cv2.resize(image, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    paper = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), (0, 0), 2)
    ink = np.clip((paper.astype(np.float32) - small) / 40, 0, 1)
    best: Found | None = None
    for mm in np.linspace(0.82, 1.3, 14):
        for stretch in (0.92, 1.0, 1.08, 1.16, 1.24):
            found = _match(ink, (mm * stretch, mm))
            if found is not None and (best is None or found.score > best.score):
                best = found
    if best is None or best.score < _CLEAR:
        return None
    blocks = tuple((x / shrink, y / shrink) for x, y in best.blocks)
    return Found(blocks, (best.scale[0] / shrink, best.scale[1] / shrink), best.score)


def _match(ink: Map, scale: tuple[float, float]) -> Found | None:
    pattern, margin = _pattern(scale)
    if pattern.shape[0] >= ink.shape[0] or pattern.shape[1] >= ink.shape[1]:
        return None
    fit = cv2.matchTemplate(ink, pattern, cv2.TM_CCOEFF_NORMED)
    step = round(_BLOCK * scale[1])
    if fit.shape[0] <= 2 * step:
        return None
    slack = np.ones((max(3, round(0.16 * step)) | 1, max(3, round(0.1 * step)) | 1), np.uint8)
    near = cv2.dilate(fit, slack)
    rows = fit.shape[0] - 2 * step
    total = near[:rows] + fit[step : step + rows] + near[2 * step : 2 * step + rows]
    row, column = np.unravel_index(int(total.argmax()), total.shape)
    blocks = []
    for block in range(3):
        y, x = _peak(fit, int(row) + block * step, int(column), slack.shape)
        blocks.append((x + margin, y + margin))
    return Found(tuple(blocks), scale, float(total[row, column]))


def _peak(fit: Map, row: int, column: int, window: tuple[int, ...]) -> tuple[int, int]:
    top, left = max(row - window[0] // 2, 0), max(column - window[1] // 2, 0)
    area = fit[top : row + window[0] // 2 + 1, left : column + window[1] // 2 + 1]
    y, x = np.unravel_index(int(area.argmax()), area.shape)
    return top + int(y), left + int(x)


def _pattern(scale: tuple[float, float]) -> tuple[Map, float]:
    """The ink of one block as the official blank prints it, blurred as a small picture shows it."""
    margin = 3
    big = 4
    size = (round(_HIGH * scale[1]) + 2 * margin, round(_WIDE * scale[0]) + 2 * margin)
    canvas = np.zeros((size[0] * big, size[1] * big), np.uint8)

    def at(x: float, y: float) -> tuple[int, int]:
        return round((x * scale[0] + margin) * big), round((y * scale[1] + margin) * big)

    for place in range(3):
        cv2.rectangle(
            canvas, at(place * _PITCH, 0), at(place * _PITCH + _BOX, _BOX), 255, max(1, round(scale[1] * big))
        )
        for digit in range(10):
            centre = at(place * _PITCH + _BUBBLE_X, _BUBBLE_Y + digit * _BUBBLE_STEP)
            radius = (round(_BUBBLE_RADIUS * scale[0] * big), round(_BUBBLE_RADIUS * scale[1] * big))
            cv2.ellipse(canvas, centre, radius, 0, 0, 360, 110, max(1, round(0.5 * scale[1] * big)))
    small = cv2.resize(canvas, (size[1], size[0]), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return cv2.GaussianBlur(small, (0, 0), 0.7), margin
