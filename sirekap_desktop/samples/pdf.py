"""A drawing as a vector PDF page; the same drawing gives the same bytes."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sirekap_desktop.forms.model import Circle, Label, Line
from sirekap_desktop.samples.drawing import Drawing, Patch, Printed
from sirekap_desktop.samples.strokes import Stroke

_FONTS = {"SampleSans": "NotoSans-Regular", "SampleSans-Bold": "NotoSans-Bold", "SampleSans-Italic": "NotoSans-Italic"}


def to_pdf(*drawings: Drawing) -> bytes:
    """One PDF with a page per drawing."""
    _register_fonts()
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle("SIMULASI")
    for drawing in drawings:
        canvas.setPageSize((drawing.paper[0] * mm, drawing.paper[1] * mm))
        canvas.translate(0, drawing.paper[1] * mm)
        _draw(canvas, drawing)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    folder = files("sirekap_desktop.resources") / "fonts"
    for name, file in _FONTS.items():
        pdfmetrics.registerFont(TTFont(name, BytesIO((folder / f"{file}.ttf").read_bytes())))


def _draw(canvas: Canvas, drawing: Drawing) -> None:
    for mark in drawing.printed:
        _print(canvas, mark)
    red, green, blue = (part / 255 for part in drawing.ink)
    canvas.setStrokeColorRGB(red, green, blue)
    canvas.setFillColorRGB(red, green, blue)
    canvas.setDash([], 0)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in drawing.written:
        _write(canvas, stroke)


def _print(canvas: Canvas, mark: Printed) -> None:
    grey = 0.0 if isinstance(mark, Circle) else mark.grey
    canvas.setStrokeGray(grey)
    canvas.setFillGray(grey)
    if isinstance(mark, Line):
        _line(canvas, mark)
    elif isinstance(mark, Patch):
        canvas.rect(mark.rect.x * mm, -mark.rect.bottom * mm, mark.rect.w * mm, mark.rect.h * mm, stroke=0, fill=1)
    elif isinstance(mark, Circle):
        canvas.setLineWidth(mark.width * mm)
        canvas.circle(mark.x * mm, -mark.y * mm, mark.diameter / 2 * mm, stroke=1, fill=int(mark.filled))
    else:
        _text(canvas, mark)


def _line(canvas: Canvas, line: Line) -> None:
    canvas.setLineWidth(line.width * mm)
    canvas.setLineCap(1 if line.dash else 0)
    canvas.setDash(*(([0, line.dash * mm], 0) if line.dash else ([], 0)))
    canvas.line(line.x1 * mm, -line.y1 * mm, line.x2 * mm, -line.y2 * mm)


def _text(canvas: Canvas, label: Label) -> None:
    name = f"SampleSans{'-Bold' if label.bold else '-Italic' if label.italic else ''}"
    natural = canvas.stringWidth(label.text, name, label.size * mm)
    text = canvas.beginText()
    text.setFont(name, label.size * mm)
    stretch = label.width * mm / natural if label.width else 1.0
    text.setHorizScale(100 * stretch)
    text.setTextOrigin(-natural * stretch * {"left": 0.0, "center": 0.5, "right": 1.0}[label.align], 0)
    text.textOut(label.text)
    canvas.saveState()
    canvas.translate(label.x * mm, -label.y * mm)
    canvas.rotate(-label.rotation_deg)
    canvas.drawText(text)
    canvas.restoreState()


def _write(canvas: Canvas, stroke: Stroke) -> None:
    points = (stroke.points * (mm, -mm)).tolist()
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for x, y in points[1:]:
        path.lineTo(x, y)
    canvas.setLineWidth(stroke.width * mm)
    canvas.drawPath(path, stroke=1, fill=int(stroke.filled))
