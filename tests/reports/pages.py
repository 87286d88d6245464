"""Takes a drawn PDF apart again: characters with their places, figures by table cell, pictures, QR."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import zxingcpp

_MM = 25.4 / 72


@dataclass(frozen=True)
class Char:
    """A character on the page: middle and size in mm and points, top-left origin; ``turned`` for the watermark."""

    text: str
    x: float
    y: float
    size: float
    turned: bool


def collisions(chars: list[Char]) -> list[tuple[Char, Char]]:
    """Upright characters that lie over each other: beside each other by less than a stroke, neither on one line nor
    on two."""
    upright = sorted((char for char in chars if not char.turned), key=lambda char: char.x)
    found = []
    for i, one in enumerate(upright):
        for other in upright[i + 1 :]:
            if other.x - one.x > 0.25:
                break
            if 0.9 < abs(other.y - one.y) < 1.5:
                found.append((one, other))
    return found


class Pages:
    """An open PDF."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pdfium.PdfDocument(data)
        self.count = len(self.pdf)

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        self.pdf.close()

    def text(self, page: int) -> str:
        """All text of the page (from 0), line breaks as spaces."""
        one = self.pdf[page].get_textpage()
        return " ".join(one.get_text_range().split())

    def chars(self, page: int) -> list[Char]:
        one = self.pdf[page]
        height, textpage = one.get_height(), one.get_textpage()
        return list(_chars(textpage.raw, textpage.count_chars(), height))

    def cells(self, page: int, columns: tuple[float, ...], rows: tuple[float, ...]) -> dict[tuple[int, int], str]:
        """Upright text in each cell between the given x and y of a grid."""
        found: dict[tuple[int, int], str] = {}
        for char in self.chars(page):
            column, row = bisect_right(columns, char.x) - 1, bisect_right(rows, char.y) - 1
            if not char.turned and 0 <= column < len(columns) - 1 and 0 <= row < len(rows) - 1:
                found[row, column] = found.get((row, column), "") + char.text
        return {place: " ".join(text.split()) for place, text in found.items()}

    def picture(self, page: int, dpi: float = 100) -> np.ndarray:
        """RGB uint8."""
        return np.asarray(self.pdf[page].render(scale=dpi / 72).to_pil().convert("RGB"))

    def qr(self, page: int, dpi: float = 200) -> list[str]:
        return [code.text for code in zxingcpp.read_barcodes(self.picture(page, dpi))]

    def fonts(self, page: int) -> dict[str, bool]:
        """Name of each font used, and whether it is embedded."""
        result: dict[str, bool] = {}
        for item in self.pdf[page].get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT]):
            font = pdfium_c.FPDFTextObj_GetFont(item.raw)
            name = ctypes.create_string_buffer(200)
            pdfium_c.FPDFFont_GetBaseFontName(font, name, 200)
            result[name.value.decode()] = bool(pdfium_c.FPDFFont_GetIsEmbedded(font))
        return result


def _chars(raw: object, count: int, height: float) -> Iterator[Char]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for i in range(count):
        text = chr(pdfium_c.FPDFText_GetUnicode(raw, i))
        pdfium_c.FPDFText_GetCharBox(raw, i, left, right, bottom, top)
        if not text.isspace() and right.value > left.value:
            x, y = (left.value + right.value) / 2, height - (top.value + bottom.value) / 2
            angle = pdfium_c.FPDFText_GetCharAngle(raw, i)
            size = pdfium_c.FPDFText_GetFontSize(raw, i)
            yield Char(text, x * _MM, y * _MM, size, abs(angle) > 0.01)
