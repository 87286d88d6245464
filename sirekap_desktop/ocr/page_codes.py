"""Finds the QR of printed documents in photos and scans: which pages a picture shows.

A photo of a whole A3 sheet leaves two or three pixels for each square of the QR. OpenCV's own detector reads few of
these, ZXing nearly all (docs/signed-copies.md), so this is the one place that asks ZXing. A QR carries enough check
words that one that is read at all is read right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp

from sirekap_desktop.forms.page_code import PageCode, parse
from sirekap_desktop.ocr.imageio import Grey

_LARGE_PX = 4500
"""Longer side up to which a picture is enlarged for the second look; a larger one resolves the QR by itself."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page that a picture shows."""

    code: PageCode
    rotation: int
    """Degrees clockwise, in quarter turns, that bring it upright."""


@dataclass(frozen=True, slots=True)
class FoundCodes:
    """What the QRs of one picture say."""

    pages: tuple[FoundPage, ...]
    """From left to right and top to bottom, each page once."""
    others: int = 0
    """QRs that name no page of a document."""


def find_pages(picture: Grey) -> FoundCodes:
    """Every page whose QR can be read; when there is none at first sight, a second look at an enlarged picture."""
    found = FoundCodes(())
    for look in _looks(picture):
        found = _read(look)
        if found.pages or found.others:
            break
    return found


def _looks(picture: Grey) -> Iterator[Grey]:
    yield picture
    if max(picture.shape) <= _LARGE_PX:
        yield _enlarged(picture)


def _enlarged(picture: Grey) -> Grey:
    """Twice as large, grain smoothed and edges raised: lifts squares of two pixels out of blur."""
    smooth = cv2.GaussianBlur(picture, (0, 0), 0.8)
    large = cv2.resize(smooth, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    sharp = cv2.addWeighted(large, 3.5, cv2.GaussianBlur(large, (0, 0), 4.0), -2.5, 0)
    return np.ascontiguousarray(sharp, dtype=np.uint8)


def _read(picture: Grey) -> FoundCodes:
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    barcodes = zxingcpp.read_barcodes(picture, formats=formats)
    pages: dict[PageCode, FoundPage] = {}
    others = 0
    for barcode in sorted(barcodes, key=_place):
        code = parse(barcode.text)
        if code is None:
            others += 1
        else:
            pages.setdefault(code, FoundPage(code, _rotation(barcode)))
    return FoundCodes(tuple(pages.values()), others)


def _place(barcode: zxingcpp.Barcode) -> tuple[int, int]:
    """Left to right, then down: sheets laid side by side in their order."""
    corner = barcode.position.top_left
    return corner.x, corner.y


def _rotation(barcode: zxingcpp.Barcode) -> int:
    """ZXing tells how far the QR is turned clockwise; turning it back brings the page upright."""
    return -90 * round(barcode.orientation / 90) % 360
