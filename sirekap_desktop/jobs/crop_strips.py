"""Digit boxes kept small on the disk, a strip per photo: a wall of 500 must not decode 100 photos.

Nothing here is truth. A strip is named by what it was made from (photo, how the page was found, boxes of the form), so
it is never stale; the folder may be deleted at any time, and what is missing or damaged is simply made again.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Field, FormDefinition, FormPage
from sirekap_desktop.jobs.pictures import load_picture
from sirekap_desktop.models.records import ImageVersion
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr import engine, imageio
from sirekap_desktop.ocr.cells import CELL_PX
from sirekap_desktop.ocr.digit_crops import CUT_VERSION, cut_boxes
from sirekap_desktop.ocr.plane import Pyramid
from sirekap_desktop.ocr.remembered import per_page

Cells = NDArray[np.uint8]

FOLDER = "cache"
"""Inside the workspace; no cadangan and no package carries it."""
_JPEG_QUALITY = 88
_MOST_BYTES = 400_000_000
_SUM = 16
"""Bytes of the checksum that stands before the picture."""
_ACROSS = 12
"""Boxes side by side in a strip: JPEG packs a compact picture better than a long one."""


class CropStrips:
    """The strips of one workspace; usable from any thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._folder = workspace.folder / FOLDER

    def kept(self, reading_id: str, form: FormDefinition, page: int) -> Cells | None:
        """The boxes of a page from the disk, by field and box in the order of the form; ``None`` if not there."""
        return _read(self._path(reading_id, form, page), _layout(form, form.page(page)).count)

    def make(self, reading_id: str, form: FormDefinition, image: ImageVersion) -> Cells | None:
        """Cut them from the photo and keep them; ``None`` when the page was not found on it.

        Raises:
            UserError: the original is missing or can no longer be decoded.
        """
        reading = self._workspace.reading(image.id)
        if reading is None or reading.registration is None or image.page is None:
            return None
        pyramid = _pyramid(self._workspace, image)
        cells = cut_boxes(pyramid, reading.registration, form, image.page)
        _write(self._path(reading_id, form, image.page), cells)
        return cells

    def prune(self, most_bytes: int = _MOST_BYTES) -> None:
        """Delete the strips that were made first until the folder is small enough."""
        files = sorted(_files(self._folder), key=lambda item: item[1])
        surplus = sum(size for _, _, size in files) - most_bytes
        for path, _, size in files:
            if surplus <= 0:
                return
            with suppress(OSError):
                path.unlink()
                surplus -= size

    def _path(self, reading_id: str, form: FormDefinition, page: int) -> Path:
        name = hashlib.sha256(
            f"{reading_id}|{CUT_VERSION}|{_layout(form, form.page(page)).digest}".encode()
        ).hexdigest()[:40]
        return self._folder / name[:2] / f"{name}.strip"


@dataclass(frozen=True, slots=True)
class _Layout:
    """The boxes of one page of a form."""

    digest: str
    count: int
    starts: dict[str, int]
    """Where the first box of each field stands among them."""


@per_page
def _layout(form: FormDefinition, page: FormPage) -> _Layout:
    fields = form.fields_on(page.number)
    counts = [len(field.boxes) for field in fields]
    starts = dict(zip((field.name for field in fields), accumulate(counts, initial=0), strict=False))
    boxes = repr([field.boxes for field in fields])
    return _Layout(hashlib.sha256(boxes.encode()).hexdigest(), sum(counts), starts)


def place_in_strip(form: FormDefinition, field: Field) -> int:
    """Where the first box of a field stands among the boxes of its page."""
    return _layout(form, form.page(field.page)).starts[field.name]


def _pyramid(workspace: Workspace, image: ImageVersion) -> Pyramid:
    """The picture that the reading's registration speaks of; no more pixels of it than the engine reads."""
    decoded = imageio.decode(workspace.original_path(image.sha256).read_bytes(), name=image.source)
    if decoded.page_count == 1:
        page = decoded.grey(0, engine.ENOUGH_PX)
        return Pyramid(imageio.rotated(page.pixels, image.rotation), page.halvings)
    return Pyramid(engine.grey(imageio.rotated(load_picture(workspace, image), image.rotation)))


def _read(path: Path, count: int) -> Cells | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if data[:_SUM] != _checksum(data[_SUM:]):  # a power cut may leave half of it, which JPEG fills with grey
        return None
    sheet = cv2.imdecode(np.frombuffer(data, np.uint8, offset=_SUM), cv2.IMREAD_GRAYSCALE)
    rows = -(-count // _ACROSS)
    if sheet is None or sheet.shape != (rows * CELL_PX, _ACROSS * CELL_PX):
        return None
    cells = sheet.reshape(rows, CELL_PX, _ACROSS, CELL_PX).swapaxes(1, 2).reshape(-1, CELL_PX, CELL_PX)
    return np.asarray(cells[:count], np.uint8)


def _write(path: Path, cells: Cells) -> None:
    """Under another name first: a half strip must never be found. A disk that is full or read-only costs only time."""
    rows = -(-len(cells) // _ACROSS)
    padded = np.full((rows * _ACROSS, CELL_PX, CELL_PX), 255, np.uint8)
    padded[: len(cells)] = cells
    sheet = padded.reshape(rows, _ACROSS, CELL_PX, CELL_PX).swapaxes(1, 2).reshape(rows * CELL_PX, -1)
    made, data = cv2.imencode(".jpg", sheet, (cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY))
    if not made:
        return
    partial = path.with_suffix(f".{secrets.token_hex(4)}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(_checksum(data.tobytes()) + data.tobytes())
        os.replace(partial, path)


def _checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SUM).digest()


def _files(folder: Path) -> Iterator[tuple[Path, float, int]]:
    for path in folder.glob("*/*"):
        with suppress(OSError):
            found = path.stat()
            yield path, found.st_mtime, found.st_size
