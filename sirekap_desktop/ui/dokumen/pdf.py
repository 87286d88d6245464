"""PDF pages as pictures by pypdfium2. PDFium is not thread-safe: everything here holds one lock."""

from __future__ import annotations

import threading

import numpy as np
import pypdfium2
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from sirekap_desktop.ui.images import to_qimage
from sirekap_desktop.ui.tasks import TaskHandle

_PDFIUM = threading.Lock()
_POINTS_PER_INCH = 72
_PRINT_DPI = 300
_PRINT_WIDTH_MAX_PX = 6000


def page_sizes(data: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page in points (1/72 inch)."""
    with _PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            return tuple(document.get_page_size(number) for number in range(len(document)))
        finally:
            document.close()


def render_page(data: bytes, number: int, width_px: int) -> np.ndarray:
    """Page ``number`` (from 0) as BGR uint8, ``width_px`` wide."""
    with _PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            page = document[number]
            picture: np.ndarray = page.render(scale=width_px / page.get_width()).to_numpy().copy()
            page.close()
            return picture
        finally:
            document.close()


def prepare_printer(printer: QPrinter, size: tuple[float, float]) -> None:
    """Set the paper of the document, so that the print dialog opens with it. ``size`` in points."""
    width, height = size
    short, long = sorted((width, height))
    paper = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(paper, turned, QMarginsF(0, 0, 0, 0)))
    printer.setResolution(_PRINT_DPI)


def print_pages(data: bytes, printer: QPrinter, job: TaskHandle) -> int:
    """Print the pages that the operator chose; runs in a worker. Returns how many were printed."""
    sizes = page_sizes(data)
    first, last = printer.fromPage() or 1, printer.toPage() or len(sizes)
    numbers = range(first - 1, min(last, len(sizes)))
    painter = QPainter(printer)
    try:
        for count, number in enumerate(numbers):
            if job.is_cancelled():
                printer.abort()
                return count
            if count:
                printer.newPage()
            job.report((count + 1, len(numbers)))
            _draw(painter, printer, data, number)
        return len(numbers)
    finally:
        painter.end()


def _draw(painter: QPainter, printer: QPrinter, data: bytes, number: int) -> None:
    area = QRectF(printer.pageRect(QPrinter.Unit.DevicePixel))
    picture = to_qimage(render_page(data, number, min(round(area.width()), _PRINT_WIDTH_MAX_PX)))
    scale = min(area.width() / picture.width(), area.height() / picture.height())
    painter.drawImage(QRectF(0, 0, picture.width() * scale, picture.height() * scale), picture)
