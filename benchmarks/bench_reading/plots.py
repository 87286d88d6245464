"""Plots for ``docs/reading.md``: small SVG pictures, drawn with reportlab's shapes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor

from benchmarks.bench_reading.field_tables import SLICES, Slice, sliced, valued
from benchmarks.bench_reading.outcomes import Results
from benchmarks.bench_reading.statistics import Bin, reliability

_WIDTH, _HEIGHT = 380, 240
_LEFT, _BOTTOM, _RIGHT, _TOP = 46, 40, 12, 24
_INK, _FAINT = HexColor("#333333"), HexColor("#cccccc")
COLOURS = {
    "proven": HexColor("#2c7a4b"),
    "confirm": HexColor("#8cc49f"),
    "empty": HexColor("#7f9fc4"),
    "type": HexColor("#e0a13a"),
    "unseen": HexColor("#bbbbbb"),
}


@dataclass(frozen=True, slots=True)
class _Frame:
    """Axes from 0 to 1 both ways, in points."""

    drawing: Drawing
    low: float = 0.0
    """What the lower end of the vertical axis stands for."""

    def at(self, x: float, y: float) -> tuple[float, float]:
        inner = (_WIDTH - _LEFT - _RIGHT, _HEIGHT - _BOTTOM - _TOP)
        return _LEFT + x * inner[0], _BOTTOM + (y - self.low) / (1 - self.low) * inner[1]


def write(results: Results, folder: Path) -> list[Path]:
    """Draw all plots into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {"reliability": reliability_plot(reliability(valued(results.fields)))}
    for name in SLICES:
        parts = sliced(results.fields, name)
        if parts:
            key = name.split()[0].lower()
            drawn[f"statuses-{key}"] = status_plot(f"Status by {name}", parts)
            drawn[f"digits-{key}"] = accuracy_plot(f"Digits alone right, by {name}", parts)
    written = []
    for name, drawing in drawn.items():
        path = folder / f"{name}.svg"
        path.write_text(renderSVG.drawToString(drawing), encoding="utf-8")
        written.append(path)
    return written


def reliability_plot(bins: Sequence[Bin]) -> Drawing:
    """Share right over confidence, both as odds: most numbers are surer than 0.999."""
    frame = _framed("Share right by confidence (both as odds)", 0.0)
    ticks = (0.1, 0.5, 0.9, 0.99, 0.999, 0.9999)
    for tick in ticks:
        place = _logit(tick)
        _tick_below(frame, place, f"{tick:g}")
        _tick_left(frame, place, f"{tick:g}")
    frame.drawing.add(Line(*frame.at(0, 0), *frame.at(1, 1), strokeColor=_FAINT))
    largest = max((item.count for item in bins), default=1)
    for item in bins:
        x, y = frame.at(_logit(item.confidence), _logit(item.right))
        size = 2.5 + 5 * math.log1p(item.count) / math.log1p(largest)
        frame.drawing.add(Circle(x, y, size, fillColor=COLOURS["proven"], strokeColor=None))
        frame.drawing.add(_text(x + size + 2, y - 3, str(item.count), 7))
    return frame.drawing


def _logit(share: float) -> float:
    """From 0.05 (0) to 0.99995 (1) by odds."""
    low, high = math.log(0.05 / 0.95), math.log(0.99995 / 0.00005)
    kept = min(max(share, 0.05), 0.99995)
    return (math.log(kept / (1 - kept)) - low) / (high - low)


def status_plot(title: str, parts: Sequence[Slice]) -> Drawing:
    """Stacked shares of the statuses in each band."""
    frame = _framed(title, 0.0)
    for tick in (0, 0.25, 0.5, 0.75, 1):
        _tick_left(frame, tick, f"{100 * tick:.0f} %")
    for index, part in enumerate(parts):
        left, right = (index + 0.15) / len(parts), (index + 0.85) / len(parts)
        passed = 0.0
        for status, colour in COLOURS.items():
            share = part.share(status)
            _bar(frame, left, right, passed, passed + share, colour)
            passed += share
        _tick_below(frame, (left + right) / 2, f"{part.low:g}–{part.high:g}")
    x = _LEFT
    for status, colour in COLOURS.items():
        frame.drawing.add(Rect(x, 6, 8, 8, fillColor=colour, strokeColor=None))
        frame.drawing.add(_text(x + 11, 7, status, 8))
        x += 62
    return frame.drawing


def accuracy_plot(title: str, parts: Sequence[Slice]) -> Drawing:
    """Share of numbers that the boxes alone say rightly, in each band; the axis begins below the lowest."""
    low = min(0.9, math.floor(20 * min(part.digits_right for part in parts)) / 20)
    frame = _framed(title, low)
    for step in range(5):
        value = low + (1 - low) * step / 4
        _tick_left(frame, value, f"{100 * value:.1f} %")
    points = []
    for index, part in enumerate(parts):
        x = (index + 0.5) / len(parts)
        points += [*frame.at(x, part.digits_right)]
        _tick_below(frame, x, f"{part.low:g}–{part.high:g}")
    frame.drawing.add(PolyLine(points, strokeColor=COLOURS["proven"], strokeWidth=1.5))
    for x, y in zip(points[::2], points[1::2], strict=True):
        frame.drawing.add(Circle(x, y, 3, fillColor=COLOURS["proven"], strokeColor=None))
    return frame.drawing


def _framed(title: str, low: float) -> _Frame:
    drawing = Drawing(_WIDTH, _HEIGHT)
    drawing.add(Rect(0, 0, _WIDTH, _HEIGHT, fillColor=HexColor("#ffffff"), strokeColor=None))
    drawing.add(_text(_LEFT, _HEIGHT - 14, title, 10))
    frame = _Frame(drawing, low)
    for end in ((1, low), (0, 1)):
        drawing.add(Line(*frame.at(0, low), *frame.at(*end), strokeColor=_INK))
    return frame


def _tick_below(frame: _Frame, x: float, text: str) -> None:
    at, y = frame.at(x, frame.low)
    frame.drawing.add(Line(at, y, at, y - 3, strokeColor=_INK))
    frame.drawing.add(_text(at, y - 12, text, 7.5, "middle"))


def _tick_left(frame: _Frame, y: float, text: str) -> None:
    x, at = frame.at(0, y)
    frame.drawing.add(Line(x, at, x - 3, at, strokeColor=_INK))
    frame.drawing.add(_text(x - 5, at - 3, text, 7.5, "end"))


def _bar(frame: _Frame, left: float, right: float, low: float, high: float, colour: Color) -> None:
    (x0, y0), (x1, y1) = frame.at(left, low), frame.at(right, high)
    frame.drawing.add(Rect(x0, y0, x1 - x0, y1 - y0, fillColor=colour, strokeColor=None))


def _text(x: float, y: float, text: str, size: float, anchor: str = "start") -> String:
    return String(x, y, text, fontName="Helvetica", fontSize=size, fillColor=_INK, textAnchor=anchor)
