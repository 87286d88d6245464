"""Photographs a printed document: a page of a PDF, on its paper, before the sample camera."""

from __future__ import annotations

import numpy as np
import pypdfium2

from sirekap_desktop.samples.camera import photograph, random_settings
from sirekap_desktop.samples.scenery import Image

_DPI = 200
_MM = 25.4 / 72


def print_page(pdf: bytes, index: int) -> tuple[Image, tuple[float, float]]:
    """A page (from 0) as it comes from the printer, BGR, and its width and height in mm."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[index]
        width, height = page.get_size()
        picture = page.render(scale=_DPI / 72).to_numpy()[:, :, :3]
        return np.ascontiguousarray(picture, dtype=np.uint8), (width * _MM, height * _MM)
    finally:
        document.close()


def page_count(pdf: bytes) -> int:
    """How many pages there are to sign."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def photograph_page(pdf: bytes, index: int, *, seed: int, level: str = "easy", width_px: int = 2000) -> bytes:
    """The JPEG of a random photo of this level; ``width_px`` is its shorter side.

    A page that lies across is photographed as people do: the phone is turned with it, and the picture is stored
    standing.
    """
    picture, (width, height) = print_page(pdf, index)
    if width > height:
        picture, width, height = np.ascontiguousarray(np.rot90(picture)), height, width
    settings = random_settings(np.random.default_rng(seed), level)
    return photograph(picture, seed=seed, width_px=width_px, settings=settings, paper=(width, height)).jpeg
