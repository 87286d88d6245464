"""Whole pictures that show no page of a known form of today, or only pieces of one, in whatever shape."""

from __future__ import annotations

import io
from collections.abc import Callable

import cv2
import numpy as np
from PIL import Image

from benchmarks.fuzz.sources import PARTY_2019, SHOWN, Pixels, pixels

Rng = np.random.Generator
Scene = Callable[[Rng], Pixels]

_WORDS = ("BERITA", "ACARA", "HASIL", "PEROLEHAN", "SUARA", "TPS", "DESA", "JUMLAH", "0123456789", "Kwitansi", "nota")


def _size(rng: Rng) -> tuple[int, int]:
    """Height and width."""
    return int(rng.integers(500, 1100)), int(rng.integers(400, 1000))


def noise(rng: Rng) -> Pixels:
    """Grain of any coarseness."""
    height, width = _size(rng)
    step = int(rng.choice((1, 4, 30)))
    grain = rng.integers(0, 256, (height // step + 2, width // step + 2, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(grain, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def letter(rng: Rng) -> Pixels:
    """A page of text."""
    height, width = _size(rng)
    page = np.full((height, width, 3), int(rng.integers(200, 256)), np.uint8)
    scale = float(rng.uniform(0.4, 0.9))
    for y in range(40, height - 20, int(34 * scale) + 6):
        text = " ".join(str(word) for word in rng.choice(_WORDS, 9))
        cv2.putText(
            page, text, (int(rng.integers(10, 60)), y), cv2.FONT_HERSHEY_SIMPLEX, scale, (40, 40, 40), 1, cv2.LINE_AA
        )
    return page


def table(rng: Rng) -> Pixels:
    """Ruled lines: even or uneven grids, boxes in threes, as other forms have them."""
    height, width = _size(rng)
    page = np.full((height, width, 3), 245, np.uint8)
    for _ in range(int(rng.integers(1, 4))):
        left, top = int(rng.integers(5, width // 2)), int(rng.integers(5, height // 2))
        right, bottom = int(rng.integers(left + 60, width)), int(rng.integers(top + 60, height))
        for low, high, other, way in ((left, right, (top, bottom), 0), (top, bottom, (left, right), 1)):
            count = int(rng.integers(2, 40))
            places = np.linspace(low, high, count) if rng.random() < 0.6 else np.sort(rng.uniform(low, high, count))
            for at in places:
                ends = (
                    ((int(at), other[0]), (int(at), other[1]))
                    if way == 0
                    else ((other[0], int(at)), (other[1], int(at)))
                )
                cv2.line(page, *ends, (30, 30, 30), int(rng.integers(1, 4)))
    return page


def boxes(rng: Rng) -> Pixels:
    """Digit boxes in threes down a page, with digits, but in no place where a form has them."""
    height, width = _size(rng)
    page = np.full((height, width, 3), 240, np.uint8)
    side = int(rng.integers(14, 40))
    for y in range(int(rng.integers(5, 60)), height - side, int(rng.integers(side + 4, 4 * side))):
        left = int(rng.integers(0, max(1, width - 4 * side)))
        for index in range(3):
            corner = (left + index * (side + 3), y)
            cv2.rectangle(page, corner, (corner[0] + side, y + side), (20, 20, 20), 2)
            cv2.putText(page, str(rng.integers(10)), (corner[0] + 3, y + side - 3), 0, side / 30, (120, 40, 30), 2)
    return page


def shuffled(rng: Rng) -> Pixels:
    """A form cut into strips that lie in another order."""
    image = _form(rng)
    count = int(rng.integers(5, 12))
    strips = np.array_split(image, count, axis=int(rng.integers(2)))
    axis = 0 if strips[0].shape[1] == image.shape[1] else 1
    return np.ascontiguousarray(np.concatenate([strips[at] for at in rng.permutation(count)], axis=axis))


def other_year(rng: Rng) -> Pixels:
    """The party page of 2019, whole or in part."""
    image = pixels(PARTY_2019, 3, 640)
    return image if rng.random() < 0.3 else _part(rng, image, 0.4)


def partial(rng: Rng) -> Pixels:
    """A piece of a form, turned or covered."""
    image = _part(rng, _form(rng), 0.2)
    if rng.random() < 0.5:
        height, width = image.shape[:2]
        corner = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        cv2.rectangle(image, corner, (corner[0] + width // 3, corner[1] + height // 3), (60, 90, 140), -1)
    return np.ascontiguousarray(np.rot90(image, int(rng.integers(4))))


def warped(rng: Rng) -> Pixels:
    """A form through a lens that no camera has."""
    image = _form(rng)
    height, width = image.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + rng.uniform(-0.45, 0.45, (4, 2)).astype(np.float32) * (width, height)
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    return np.asarray(cv2.warpPerspective(image, matrix, (width, height), borderValue=(90, 90, 90)), np.uint8)


def thin(rng: Rng) -> Pixels:
    """Pictures of a single row or column, or nearly, up to 65,000 px long."""
    long_side, short = int(rng.choice((200, 30_000, 65_000))), int(rng.choice((1, 2, 160, 200)))
    image = np.full((long_side, short, 3), 128, np.uint8)
    return image if rng.random() < 0.5 else np.ascontiguousarray(image.transpose(1, 0, 2))


def flat(rng: Rng) -> Pixels:
    """One shade, or a gradient."""
    height, width = _size(rng)
    ramp = np.linspace(0, float(rng.choice((0.0, 255.0))), width)
    return np.ascontiguousarray(np.broadcast_to(ramp[None, :, None], (height, width, 3)).astype(np.uint8))


def _form(rng: Rng) -> Pixels:
    form_id, page = SHOWN[int(rng.integers(len(SHOWN)))]
    return pixels(form_id, page, 640).copy()


def _part(rng: Rng, image: Pixels, least: float) -> Pixels:
    height, width = image.shape[:2]
    h, w = (int(side * rng.uniform(least, 1.0)) for side in (height, width))
    top, left = int(rng.integers(0, height - h + 1)), int(rng.integers(0, width - w + 1))
    return np.ascontiguousarray(image[top : top + h, left : left + w])


MEANINGLESS: dict[str, Scene] = {
    "noise": noise,
    "text": letter,
    "lines": table,
    "boxes": boxes,
    "form of another year": other_year,
    "thin": thin,
    "flat": flat,
}
"""No page of a known form of today: whatever is read here is wrong."""

PIECES: dict[str, Scene] = {"part of a form": partial, "form in disorder": shuffled, "form bent out of shape": warped}
"""What is visible may be read."""


def encoded(rng: Rng, image: Pixels) -> bytes:
    """As a file: mostly JPEG."""
    buffer = io.BytesIO()
    picture = Image.fromarray(np.ascontiguousarray(image[:, :, ::-1]))
    kind = "JPEG" if rng.random() < 0.8 else "PNG"
    picture.save(buffer, kind, **({"quality": int(rng.integers(20, 96))} if kind == "JPEG" else {"compress_level": 1}))
    return buffer.getvalue()
