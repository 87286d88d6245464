"""The ruled lines and the runs of text of a blank page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Line, Rect
from sirekap_desktop.ocr.blank.model import Sheet
from sirekap_desktop.ocr.blank.sheet import DARK

_LEAST_LEVEL, _LEAST_UPRIGHT = 0.02, 0.013
"""Shortest line as a share of the paper's long side; upright ones are cut by the rows of the table."""
_THICKEST = 0.004
_FAINT_GREY = 0.3
_TEXT_GAP, _TEXT_LEAST, _TEXT_HEIGHT = 0.0035, 0.012, (0.0025, 0.014)


def ruled_lines(sheet: Sheet, dark: NDArray[np.float32]) -> tuple[Line, ...]:
    """Level and upright lines with width and grey."""
    return (*_lines(sheet, dark, level=True), *_lines(sheet, dark, level=False))


def _lines(sheet: Sheet, dark: NDArray[np.float32], *, level: bool) -> Iterator[Line]:
    mask = _ruled((dark > DARK).astype(np.uint8), sheet.long_px, level=level)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for number, row in enumerate(stats[1:], start=1):
        left, top, width, height, area = (int(value) for value in row)
        length, thick = (width, height) if level else (height, width)
        if area / length > _THICKEST * sheet.long_px or thick > 3 * area / length + 3:
            continue
        patch = np.where(labels[top : top + height, left : left + width] == number, 1, 0)
        ink = dark[top : top + height, left : left + width] * patch
        across = ink.sum(axis=1 if level else 0)
        place = float(np.arange(len(across)) @ across / across.sum()) + (top if level else left)
        start = left if level else top
        ends = sheet.mm(start - 0.5), sheet.mm(start + length - 0.5)
        style = _style(sheet, ink, length)
        at = sheet.mm(place)
        yield Line(ends[0], at, ends[1], at, *style) if level else Line(at, ends[0], at, ends[1], *style)


def _style(sheet: Sheet, ink: NDArray[np.float32], length: int) -> tuple[float, float]:
    """Width in mm, and grey: black for everything that is not clearly pale."""
    peak = float(np.percentile(ink[ink > 0], 90)) if (ink > 0).any() else 1.0
    width = max(float(ink.sum()) / length / max(peak, 0.1) / sheet.px_per_mm, 0.1)
    grey = 1.0 - peak
    return round(width, 2), round(grey, 2) if grey >= _FAINT_GREY else 0.0


def _ruled(mask: NDArray[np.uint8], long_px: int, *, level: bool) -> NDArray[np.uint8]:
    length = max(8, round((_LEAST_LEVEL if level else _LEAST_UPRIGHT) * long_px))
    kernel = np.ones((1, length) if level else (length, 1), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), np.uint8)


def text_runs(sheet: Sheet, dark: NDArray[np.float32], taken: Sequence[Rect]) -> tuple[Rect, ...]:
    """Runs of print that are no line and stand in none of the ``taken`` areas, long enough to be known again."""
    mask = (dark > 0.4).astype(np.uint8)
    for level in (True, False):
        mask[cv2.dilate(_ruled(mask, sheet.long_px, level=level), np.ones((5, 5), np.uint8)) > 0] = 0
    joined = cv2.dilate(mask, np.ones((1, max(3, round(_TEXT_GAP * sheet.long_px))), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    runs = (Rect(*_edges(sheet, row)) for row in stats[1:])
    low, high = (share * max(sheet.paper) for share in _TEXT_HEIGHT)
    least = _TEXT_LEAST * max(sheet.paper)
    return tuple(run for run in runs if run.w > least and low < run.h < high and not any(_in(run, a) for a in taken))


def _edges(sheet: Sheet, row: NDArray[np.int32]) -> tuple[float, float, float, float]:
    left, top, width, height = (int(value) for value in row[:4])
    pad = _TEXT_GAP * sheet.long_px / 2
    return (
        sheet.mm(left + pad - 0.5),
        sheet.mm(top - 0.5),
        max(width - 2 * pad, 1) / sheet.px_per_mm,
        height / sheet.px_per_mm,
    )


def _in(run: Rect, area: Rect) -> bool:
    x, y = run.x + run.w / 2, run.y + run.h / 2
    return area.x <= x <= area.right and area.y <= y <= area.bottom
