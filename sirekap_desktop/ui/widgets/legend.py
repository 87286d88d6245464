"""The legend of the status colours: colour and word together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from sirekap_desktop.models.records import Status
from sirekap_desktop.ui.theme import color, current_scale, font, px, status_color


class Legend(QWidget):
    """Small coloured squares with their words."""

    def __init__(self, items: Sequence[tuple[Status, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = list(items)
        self.setAccessibleName(", ".join(word for _, word in items))

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(12, scale=current_scale()))
        metrics = QFontMetricsF(painter.font())
        left = 0.0
        for status, word in self._items:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(status_color(status))
            painter.drawRoundedRect(QRectF(left, (self.height() - px(12)) / 2, px(12), px(12)), 3, 3)
            painter.setPen(color("muted"))
            width = metrics.horizontalAdvance(word)
            words = QRectF(left + px(17), 0, width + 4, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, word)
            left += px(17) + width + px(14)
        painter.end()
