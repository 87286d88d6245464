"""Line icons from ``resources/icons/*.svg``, tinted at run time and drawn as vectors: sharp at any screen scale."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SIZES_PX = (16, 20, 24, 32, 40, 48, 64)


@lru_cache(maxsize=256)
def _renderer(name: str, tint: str) -> QSvgRenderer:
    svg = (files("sirekap_desktop.resources") / "icons" / f"{name}.svg").read_text("utf-8")
    return QSvgRenderer(QByteArray(svg.replace("currentColor", tint).encode()))


def paint_icon(painter: QPainter, area: QRectF, name: str, tint: QColor) -> None:
    """Draw icon ``name`` into ``area`` (logical pixels). Raises FileNotFoundError for an unknown name."""
    side = min(area.width(), area.height())
    box = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
    _renderer(name, tint.name()).render(painter, box)


def icon_pixmap(name: str, side: float, tint: QColor, ratio: float = 1.0) -> QPixmap:
    """A square pixmap of ``side`` logical pixels for a screen of device pixel ratio ``ratio``."""
    pixmap = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, QRectF(0, 0, side, side), name, tint)
    painter.end()
    return pixmap


def icon(name: str, tint: QColor) -> QIcon:
    """A QIcon with enough sizes to be sharp at 100 % to 300 %."""
    result = QIcon()
    for side in _SIZES_PX:
        result.addPixmap(icon_pixmap(name, side, tint))
    return result


def program_icon() -> QIcon:
    """The program's own icon, for windows and the task bar."""
    pixmap = QPixmap()
    pixmap.loadFromData((files("sirekap_desktop.resources") / "icons" / "sirekap.png").read_bytes())
    return QIcon(pixmap)
