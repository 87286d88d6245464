"""Draws composed sheets with reportlab's canvas: no tables, no flowables, so that hundreds of pages take seconds."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import segno
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.reports.fonts import load, runs, text_width
from sirekap_desktop.reports.items import Fill, Item, Picture, Qr, Rule, Sheet, Text, Watermark
from sirekap_desktop.reports.style import PT

_MM = 1 / PT
_WATERMARK_GREY = 0.9


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a reader's document properties show."""

    title: str
    author: str
    subject: str
    keywords: str
    language: str


def paint(sheets: Iterable[Sheet], metadata: Metadata, logo: Path | None = None) -> bytes:
    """The PDF of ``sheets``; the same sheets give the same bytes.

    Raises:
        UserError: the logo cannot be read (``report.logo``).
    """
    for name in ("NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic", "NotoSansMono-Regular", "NotoSansMono-Bold"):
        load(name)
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1, pageCompression=1, lang=metadata.language)
    canvas.setTitle(metadata.title)
    canvas.setAuthor(metadata.author)
    canvas.setSubject(metadata.subject)
    canvas.setKeywords(metadata.keywords)
    canvas.setCreator("Sirekap Desktop")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    picture = _open_logo(logo) if logo else None
    for i, sheet in enumerate(sheets):
        canvas.setPageSize((sheet.width * _MM, sheet.height * _MM))
        if sheet.bookmark:
            canvas.bookmarkPage(f"sheet{i}")
            canvas.addOutlineEntry(sheet.bookmark, f"sheet{i}", level=0)
        _Painter(canvas, sheet, picture).draw()
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _open_logo(path: Path) -> ImageReader:
    try:
        return ImageReader(io.BytesIO(path.read_bytes()))
    except (OSError, ValueError) as error:
        message = f"Berkas logo {path.name} tidak dapat dibuka."
        raise UserError(message, "Pilih berkas PNG atau JPEG lain di Setelan.", code="report.logo") from error


class _Painter:
    """One page, bottom layer first: fills, words across the page, rules and symbols, text."""

    def __init__(self, canvas: Canvas, sheet: Sheet, logo: ImageReader | None) -> None:
        self.canvas = canvas
        self.sheet = sheet
        self.logo = logo

    def draw(self) -> None:
        for kind in (Fill, Watermark, Qr, Picture):
            for item in self.sheet.items:
                if isinstance(item, kind):
                    self._draw_one(item)
        self._rules([item for item in self.sheet.items if isinstance(item, Rule)])
        self._texts([item for item in self.sheet.items if isinstance(item, Text)])

    def _draw_one(self, item: Item) -> None:
        match item:
            case Fill():
                self._fill(item)
            case Watermark():
                self._watermark(item.words)
            case Qr():
                self._qr(item)
            case Picture():
                self._picture(item)

    def _y(self, y: float) -> float:
        return (self.sheet.height - y) * _MM

    def _fill(self, item: Fill) -> None:
        self.canvas.setFillGray(item.grey)
        self.canvas.rect(item.x * _MM, self._y(item.y + item.h), item.w * _MM, item.h * _MM, stroke=0, fill=1)

    def _watermark(self, words: tuple[str, ...]) -> None:
        """Pale letters from corner to corner, so that figures on them stay easy to read."""
        if not words:
            return
        canvas, sheet = self.canvas, self.sheet
        diagonal = math.hypot(sheet.width, sheet.height)
        size = min(0.62 * diagonal / max(text_width(word, "bold", 1) for word in words), 0.34 * sheet.height / PT)
        size = size if len(words) == 1 else min(size, 0.27 * sheet.height / PT)
        canvas.saveState()
        canvas.setFillGray(_WATERMARK_GREY)
        canvas.translate(sheet.width / 2 * _MM, sheet.height / 2 * _MM)
        canvas.rotate(math.degrees(math.atan2(sheet.height, sheet.width)))
        canvas.setFont("NotoSans-Bold", size)
        for i, word in enumerate(words):
            canvas.drawCentredString(0, ((len(words) - 1) / 2 - i) * size * 0.95 - 0.357 * size, word)
        canvas.restoreState()

    def _qr(self, item: Qr) -> None:
        modules = _matrix(item.payload)
        step = item.side / len(modules)
        path = self.canvas.beginPath()
        for row, line in enumerate(modules):
            y = self._y(item.y + (row + 1) * step)
            for start, length in _dark_runs(line):
                path.rect((item.x + start * step) * _MM, y, length * step * _MM, step * _MM)
        self.canvas.setFillGray(1)
        quiet = 4 * step
        self.canvas.rect(
            (item.x - quiet) * _MM, self._y(item.y + item.side + quiet),
            (item.side + 2 * quiet) * _MM, (item.side + 2 * quiet) * _MM, stroke=0, fill=1,
        )  # fmt: skip
        self.canvas.setFillGray(0)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _picture(self, item: Picture) -> None:
        if self.logo is not None:
            place = (item.x * _MM, self._y(item.y + item.side), item.side * _MM, item.side * _MM)
            self.canvas.drawImage(self.logo, *place, mask="auto", preserveAspectRatio=True, anchor="c")

    def _rules(self, rules: list[Rule]) -> None:
        """Rules of one look in one go: they come in a few looks, but by the hundred."""
        looks: dict[tuple[float, float, bool], list[tuple[float, float, float, float]]] = {}
        for rule in rules:
            ends = (rule.x1 * _MM, self._y(rule.y1), rule.x2 * _MM, self._y(rule.y2))
            looks.setdefault((rule.width, -rule.grey, rule.dotted), []).append(ends)
        for (width, grey, dotted), lines in sorted(looks.items(), key=lambda look: look[0][1]):
            self.canvas.setLineWidth(width)
            self.canvas.setStrokeGray(-grey)
            self.canvas.setDash([0.6, 1.4] if dotted else [])
            self.canvas.lines(lines)

    def _texts(self, texts: list[Text]) -> None:
        target = self.canvas.beginText()
        grey = face = size = None
        for item in texts:
            if grey != item.grey:
                grey = item.grey
                target.setFillGray(grey)
            x = item.x - _shift(item)
            for font, text in runs(item.text, item.face):
                if (face, size) != (font, item.size):
                    face, size = font, item.size
                    target.setFont(font, item.size)
                target.setTextOrigin(x * _MM, self._y(item.y))
                target.textOut(text)
                x += text_width(text, item.face, item.size)
        self.canvas.drawText(target)


def _shift(item: Text) -> float:
    if item.align == "left":
        return 0.0
    width = text_width(item.text, item.face, item.size)
    return width if item.align == "right" else width / 2


@lru_cache(maxsize=8)
def _matrix(payload: str) -> tuple[bytearray, ...]:
    """Modules of the QR, error correction M: a fold or stamp over 15 % of it does no harm."""
    matrix: tuple[bytearray, ...] = segno.make(payload, error="m", micro=False, boost_error=False).matrix
    return matrix


def _dark_runs(line: bytearray) -> Iterable[tuple[int, int]]:
    start = 0
    while (start := line.find(1, start)) >= 0:
        stop = line.find(0, start)
        stop = len(line) if stop < 0 else stop
        yield start, stop - start
        start = stop
