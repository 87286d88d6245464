"""A drawing as pixels. Pixel ``i`` covers the millimetres ``i / px_per_mm`` to ``(i + 1) / px_per_mm``."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from sirekap_desktop.forms.model import Circle, Label, Line, Rect
from sirekap_desktop.samples.drawing import PAPER_WHITE, Drawing, Patch, Printed
from sirekap_desktop.samples.strokes import Points, Stroke

Image = NDArray[np.uint8]

_SHIFT = 5
"""Fixed-point bits that cv2 gets: positions keep a 32nd of a pixel."""
_INK = 235
"""How much a pen covers, of 255."""


def render(drawing: Drawing, px_per_mm: float) -> Image:
    """The page in BGR, ``(height, width, 3)``; its printed part is kept for the next page of the same form."""
    page = _blank(drawing.printed, drawing.paper, px_per_mm)
    if not drawing.written:
        return cv2.cvtColor(page, cv2.COLOR_GRAY2BGR).astype(np.uint8, copy=False)
    return _inked(page, _ink_mask(drawing.written, page.shape, px_per_mm), drawing.ink)


@lru_cache(maxsize=18)
def _blank(printed: tuple[Printed, ...], paper: tuple[float, float], px_per_mm: float) -> Image:
    """The printed page in grey."""
    size = (round(paper[0] * px_per_mm), round(paper[1] * px_per_mm))
    page = np.full((size[1], size[0]), PAPER_WHITE, np.uint8)
    for mark in printed:
        if isinstance(mark, Patch):
            _fill(page, mark.rect, mark.grey, px_per_mm, over=True)
        elif isinstance(mark, Line):
            _line(page, mark, px_per_mm)
        elif isinstance(mark, Circle):
            _circle(page, mark, px_per_mm)
        else:
            _text(page, mark, px_per_mm)
    return page


def forget_blanks() -> None:
    """Print anew what was kept: for who changes the type."""
    _blank.cache_clear()


def _level(grey: float) -> int:
    return round(PAPER_WHITE * grey + 18 * (1 - grey))


def _fill(page: Image, rect: Rect, grey: float, px_per_mm: float, *, over: bool = False) -> None:
    """Fill a rectangle with exact coverage of the pixels at its edge, which cv2 cannot; ``over`` may lighten."""
    left, top, right, bottom = (v * px_per_mm for v in (rect.x, rect.y, rect.right, rect.bottom))
    x0, y0 = max(int(left), 0), max(int(top), 0)
    x1, y1 = min(int(np.ceil(right)), page.shape[1]), min(int(np.ceil(bottom)), page.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    x, y = np.arange(x0, x1), np.arange(y0, y1)
    across = np.clip(np.minimum(x + 1, right) - np.maximum(x, left), 0, 1)
    down = np.clip(np.minimum(y + 1, bottom) - np.maximum(y, top), 0, 1)
    cover = down[:, None] * across[None, :]
    part = page[y0:y1, x0:x1]
    mixed = np.rint(part * (1 - cover) + _level(grey) * cover).astype(np.uint8)
    page[y0:y1, x0:x1] = mixed if over else np.minimum(part, mixed)


def _line(page: Image, line: Line, px_per_mm: float) -> None:
    half = line.width / 2
    if line.dash:
        count = int(np.hypot(line.x2 - line.x1, line.y2 - line.y1) / line.dash) + 1
        for x, y in zip(np.linspace(line.x1, line.x2, count), np.linspace(line.y1, line.y2, count), strict=True):
            _fill(page, Rect(x - half, y - half, line.width, line.width), line.grey, px_per_mm)
        return
    if line.x1 == line.x2 or line.y1 == line.y2:
        x, y = min(line.x1, line.x2), min(line.y1, line.y2)
        w, h = abs(line.x2 - line.x1), abs(line.y2 - line.y1)
        area = Rect(x - half, y, 2 * half, h) if w == 0 else Rect(x, y - half, w, 2 * half)
        _fill(page, area, line.grey, px_per_mm)
        return
    ends = np.array([(line.x1, line.y1), (line.x2, line.y2)])
    _stroke(page, Stroke(ends, line.width), max(1, round(line.width * px_per_mm)), _level(line.grey), px_per_mm)


def _circle(page: Image, circle: Circle, px_per_mm: float) -> None:
    """A ring is a disc less a smaller one, so that its line can be thinner than a pixel."""
    radius = circle.diameter / 2
    side = int(np.ceil((radius + circle.width) * px_per_mm)) + 2
    cx, cy = circle.x * px_per_mm - 0.5, circle.y * px_per_mm - 0.5
    x0, y0 = max(int(cx) - side, 0), max(int(cy) - side, 0)
    part = page[y0 : y0 + 2 * side, x0 : x0 + 2 * side]
    y, x = np.mgrid[y0 : y0 + part.shape[0], x0 : x0 + part.shape[1]]
    away = np.hypot(x - cx, y - cy)
    cover = np.clip((radius + circle.width / 2) * px_per_mm - away + 0.5, 0, 1)
    if not circle.filled:
        cover -= np.clip((radius - circle.width / 2) * px_per_mm - away + 0.5, 0, 1)
    part[:] = np.rint(part * (1 - cover) + _level(0.0) * cover).astype(np.uint8)


def _text(page: Image, label: Label, px_per_mm: float) -> None:
    """Write twice as large, then squeeze, turn and shift into place at once."""
    font = _font(_font_name(label), round(2 * label.size * px_per_mm, 2))
    left, top, right, bottom = font.getbbox(label.text, anchor="ls")
    pad = 4
    size = (int(right - left) + 2 * pad, int(bottom - top) + 2 * pad)
    picture = Pillow.new("L", size)
    ImageDraw.Draw(picture).text((pad - left, pad - top), label.text, fill=255, font=font, anchor="ls")
    natural = font.getlength(label.text)
    stretch = 2 * label.width * px_per_mm / natural if label.width else 1.0
    start = -natural * {"left": 0.0, "center": 0.5, "right": 1.0}[label.align]
    base = np.array([[1, 0, left - pad + start], [0, 1, top - pad], [0, 0, 1]])
    angle = np.deg2rad(label.rotation_deg)
    turn = np.array(
        [
            [np.cos(angle), -np.sin(angle), label.x * px_per_mm - 0.5],
            [np.sin(angle), np.cos(angle), label.y * px_per_mm - 0.5],
            [0, 0, 1],
        ]
    )
    _blend(page, np.asarray(picture), turn @ np.diag([stretch / 2, 0.5, 1.0]) @ base, _level(label.grey))


def _blend(page: Image, mask: Image, matrix: Points, level: int) -> None:
    """Print a mask, moved by an affine matrix, onto the page."""
    height, width = mask.shape
    corners = np.array([(0, 0, 1), (width, 0, 1), (0, height, 1), (width, height, 1)]) @ matrix[:2].T
    x0, y0 = np.maximum(np.floor(corners.min(axis=0)).astype(int), 0)
    x1, y1 = np.minimum(np.ceil(corners.max(axis=0)).astype(int) + 1, (page.shape[1], page.shape[0]))
    if x0 >= x1 or y0 >= y1:
        return
    local = matrix[:2] - np.array([[0, 0, x0], [0, 0, y0]])
    cover = cv2.warpAffine(mask, local, (int(x1 - x0), int(y1 - y0)), flags=cv2.INTER_LINEAR).astype(np.float32) / 255
    part = page[y0:y1, x0:x1]
    part[:] = np.rint(part * (1 - cover) + level * cover).astype(np.uint8)


def _font_name(label: Label) -> str:
    return "NotoSans-Bold.ttf" if label.bold else "NotoSans-Italic.ttf" if label.italic else "NotoSans-Regular.ttf"


@lru_cache(maxsize=64)
def _font(name: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO((files("sirekap_desktop.resources") / "fonts" / name).read_bytes()), size)


def _fixed(points: Points, px_per_mm: float) -> NDArray[np.int32]:
    return np.rint((points * px_per_mm - 0.5) * (1 << _SHIFT)).astype(np.int32)


def _stroke(image: Image, stroke: Stroke, thickness: int, level: int, px_per_mm: float) -> None:
    points = _fixed(stroke.points, px_per_mm)
    cv2.polylines(image, [points], stroke.filled, level, thickness, cv2.LINE_AA, _SHIFT)


def _ink_mask(strokes: tuple[Stroke, ...], shape: tuple[int, ...], px_per_mm: float) -> Image:
    mask = np.zeros(shape, np.uint8)
    # cv2 draws whole pixels only: a pen of 2.3 is one of 3, pale, under one of 2.
    for stroke in strokes:
        rest = stroke.width * px_per_mm % 1.0
        if rest > 0.1:
            _stroke(mask, stroke, int(stroke.width * px_per_mm) + 1, int(_INK * max(rest, 0.35)), px_per_mm)
    for stroke in strokes:
        if stroke.filled:
            cv2.fillPoly(mask, [_fixed(stroke.points, px_per_mm)], _INK, cv2.LINE_AA, _SHIFT)
        if stroke.width * px_per_mm >= 1:
            _stroke(mask, stroke, int(stroke.width * px_per_mm), _INK, px_per_mm)
    return mask


def _inked(page: Image, mask: Image, ink: tuple[int, int, int]) -> Image:
    """Ink darkens what is printed; it never hides it."""
    strength = np.arange(256) / 255
    channels = []
    for color in reversed(ink):
        factor = np.rint(255 * (1 - strength * (1 - color / PAPER_WHITE))).astype(np.uint8)
        channels.append(cv2.multiply(page, cv2.LUT(mask, factor), scale=1 / 255))
    return np.asarray(cv2.merge(channels), np.uint8)
