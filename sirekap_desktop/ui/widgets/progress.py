"""Progress: a stacked bar per status, and a long job's bar with time left and *batalkan*."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from sirekap_desktop.ui.theme import color, px
from sirekap_desktop.ui.widgets.basics import button, label


def paint_stack(painter: QPainter, area: QRectF, parts: Sequence[tuple[float, QColor]]) -> None:
    """Paint shares side by side in a rounded bar; zero shares leave no sliver, an empty bar stays grey."""
    total = sum(share for share, _ in parts)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(area, area.height() / 2, area.height() / 2)
    painter.fillPath(path, color("border"))
    painter.setClipPath(path)
    left = area.left()
    for share, tint in parts:
        width = area.width() * share / total if total else 0
        painter.fillRect(QRectF(left, area.top(), width, area.height()), tint)
        left += width
    painter.restore()


class StackedBar(QWidget):
    """A stacked bar as a widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[tuple[float, QColor]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[tuple[float, QColor]], description: str) -> None:
        """``description`` says the same in words for a screen reader."""
        self._parts = list(parts)
        self.setAccessibleName(description)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_stack(painter, QRectF(self.rect()), self._parts)
        painter.end()


def time_left(seconds: float) -> str:
    """Words for a remaining time: *kurang dari 10 detik*, *sekitar 40 detik*, *sekitar 3 menit*."""
    if seconds < 10:
        return QCoreApplication.translate("Progress", "kurang dari 10 detik lagi")
    if seconds < 90:
        text = QCoreApplication.translate("Progress", "sekitar {n} detik lagi")
        return text.format(n=round(seconds / 10) * 10)
    return QCoreApplication.translate("Progress", "sekitar {n} menit lagi").format(n=round(seconds / 60))


class JobProgress(QWidget):
    """Caption, bar, time left and *Batalkan* of one long job. Time left appears once it can be known."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._started = clock()
        self._caption = label("", wrap=True)
        self._left = label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.cancel_button = button(self.tr("Batalkan"), self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self._caption)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self._bar, 1)
        row.addWidget(self._left)
        row.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(row)

    def start(self, caption: str) -> None:
        """Begin a job: the bar runs until the first :meth:`show_progress`."""
        self._started = self._clock()
        self._bar.setRange(0, 0)
        self._left.setText("")
        self.cancel_button.setEnabled(True)
        self._say(caption)

    def show_progress(self, done: int, total: int, caption: str = "") -> None:
        """``done`` of ``total`` steps are finished."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        elapsed = self._clock() - self._started
        known = done > 0 and total > done and elapsed > 1
        self._left.setText(time_left(elapsed * (total - done) / done) if known else "")
        if caption:
            self._say(caption)

    def show_moving(self, caption: str) -> None:
        """It goes on, but nobody knows how far it is."""
        self._bar.setRange(0, 0)
        self._say(caption)

    def _say(self, caption: str) -> None:
        self._caption.setText(caption)
        self._bar.setAccessibleName(caption)

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self._say(self.tr("Sedang berhenti. Yang sudah selesai tetap tersimpan."))
        self.cancelled.emit()
