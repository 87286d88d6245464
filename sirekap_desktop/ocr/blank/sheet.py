"""From a decoded page to an upright sheet: paper white, print straight."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.ocr.blank.model import Sheet
from sirekap_desktop.ocr.lines_frame import segments_in
from sirekap_desktop.ocr.plane import Floats, Grey, Pyramid

DARK = 0.12
"""Share of the paper's light that any print takes: grey box borders take 0.2."""
PALE, PALEST = 0.075, 0.045
"""The same for lines that a scan has thinned, and on a clean page whose boxes are paler still."""
_MOST_SKEW_DEG = 6.0
_LEAST_SKEW_DEG = 0.03
_GRAIN = 1.0
"""Grey levels by which most pixels of a scan differ from those around them; of a clean page none do."""
_ENOUGH_PX = 2600
"""Longer side at which a line of a tally grid is two pixels wide."""
_PLAIN_MM = 900.0
"""Long side to assume of a picture that has not the ratio of the A series: only proportions count for reading."""
_A_SERIES = 2**0.5


def usual_paper(pixels: Grey) -> tuple[float, float]:
    """The size to assume for a picture that does not say it: A4, or a plano of the picture's ratio."""
    height, width = pixels.shape
    ratio = max(height, width) / min(height, width)
    longest = 297.0 if abs(ratio / _A_SERIES - 1) < 0.012 else _PLAIN_MM
    shortest = round(longest / ratio, 1) if longest == _PLAIN_MM else 210.0
    return (shortest, longest) if height >= width else (longest, shortest)


def sheet_of(pixels: Grey, paper: tuple[float, float]) -> Sheet:
    """A page with its skew taken out, and enough pixels for its thin lines; a vector page stays as it is."""
    if max(pixels.shape) < _ENOUGH_PX:
        pixels = np.asarray(cv2.resize(pixels, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)
    angle = _skew_deg(pixels)
    if _LEAST_SKEW_DEG < abs(angle) < _MOST_SKEW_DEG:
        pixels = _turned(pixels, angle)
    return Sheet(_calmed(pixels), paper)


def _calmed(pixels: Grey) -> Grey:
    """A scan without its grain, which breaks pale lines; clean print stays as it is."""
    blurred = np.asarray(cv2.GaussianBlur(pixels, (3, 3), 0), np.uint8)
    grain = np.abs(pixels[::3, ::3].astype(np.int16) - blurred[::3, ::3])
    return blurred if np.percentile(grain, 60) >= _GRAIN else pixels


def darkness(sheet: Sheet) -> NDArray[np.float32]:
    """Per pixel the share of the paper's light that the print takes, 0 … 1."""
    side = max(3, sheet.long_px // 60) | 1
    paper = cv2.morphologyEx(sheet.pixels, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    paper = np.maximum(cv2.blur(paper, (side, side)), 160)
    return np.asarray(np.clip(1.0 - sheet.pixels.astype(np.float32) / paper, 0.0, 1.0), np.float32)


def _skew_deg(pixels: Grey) -> float:
    """How far the long level lines are turned, degrees clockwise."""
    segments: Floats = segments_in(Pyramid(pixels))
    step = segments[:, 2:] - segments[:, :2]
    length = np.hypot(*step.T)
    angle = (np.degrees(np.arctan2(step[:, 1], step[:, 0])) + 90.0) % 180.0 - 90.0
    chosen = (np.abs(angle) < _MOST_SKEW_DEG) & (length > 0.06 * pixels.shape[1])
    if chosen.sum() < 4:
        return 0.0
    order = np.argsort(angle[chosen])
    weight = np.cumsum(length[chosen][order])
    return float(angle[chosen][order][np.searchsorted(weight, weight[-1] / 2)])


def _turned(pixels: Grey, angle: float) -> Grey:
    height, width = pixels.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, 1.0)
    turned = cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))
    return np.asarray(turned, np.uint8)
