"""The photo: glides to the place in question, dims the rest, and is moved and zoomed by mouse and keys.

The view of every picture is remembered while the TPS is open, and nothing moves unless the operator moved.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSizeF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from sirekap_desktop.ui.theme import color

_BACKGROUND = QColor("#20252e")
_DIM = QColor(16, 19, 26, 110)
_GLIDE_MS = 170
_ZOOM_STEP = 1.25
_MOST_ZOOM = 6.0
_FRAME_PX = 3
_LEVELS = 4


class PhotoCanvas(QWidget):
    """Shows one picture; ``look_at`` frames a polygon of it and brings its surroundings into view."""

    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(320, 240)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._levels: list[QPixmap] = []
        self._size = QSizeF(1, 1)
        self._key = ""
        self._views: dict[str, QRectF] = {}
        self._view = QRectF(0, 0, 1, 1)
        self._framed = QPolygonF()
        self._wide: QRectF | None = None
        """The view to go back to after a close look."""
        self._drag: QPointF | None = None
        self._fit: Callable[[], None] | None = None
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(_GLIDE_MS)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._glided)
        self.animated = True

    # What is shown

    def set_picture(self, image: QImage, key: str) -> None:
        """Show a picture; a ``key`` seen before gets its last view back, a new one is fitted to the width."""
        self._remember()
        self._glide.stop()
        self._key, self._size = key, QSizeF(image.size())
        self._levels = _pyramid(image)
        self._framed, self._wide = QPolygonF(), None
        if key in self._views:
            self._set_view(self._shaped(self._views[key]))
        else:
            self._view = QRectF()
            self.fit_width()

    def clear(self) -> None:
        """Show nothing and forget every remembered view."""
        self._glide.stop()
        self._levels, self._key = [], ""
        self._views.clear()
        self._framed = QPolygonF()
        self.update()

    def look_at(self, framed: QPolygonF, context: QRectF) -> None:
        """Frame ``framed`` and move as little as needed until ``context`` is in view (picture coordinates)."""
        self._framed = framed
        before = self._wide or self._view
        self._wide = None
        target = self._view_showing(context, before)
        if target.width() != before.width():
            self._fit = None
        if target != self._view:
            self._go(target)
        self.update()

    def look_closely(self, framed: QPolygonF, context: QRectF) -> None:
        """Fill the view with ``context``; :meth:`look_at` and :meth:`release` go back to the view of before."""
        self._framed = framed
        if self._wide is None:
            self._wide = QRectF(self._view)
        least = QRectF(QPointF(0, 0), QSizeF(self.size()) / _MOST_ZOOM)
        least.moveCenter(context.center())
        self._go(self._inside(self._shaped(context.united(least))))
        self.update()

    def release(self) -> None:
        """Frame nothing: the picture at normal light, seen as before a close look."""
        self._framed = QPolygonF()
        if self._wide is not None:
            wide, self._wide = self._wide, None
            self._go(wide)
        self.update()

    # Zoom and pan

    def scale(self) -> float:
        """Screen pixels per picture pixel."""
        return self.width() / self._view.width() if self._view.width() else 1.0

    def zoom_in(self) -> None:
        self._zoom(_ZOOM_STEP, QPointF(self.rect().center()))

    def zoom_out(self) -> None:
        self._zoom(1 / _ZOOM_STEP, QPointF(self.rect().center()))

    def fit_page(self) -> None:
        """The whole picture; stays so when the window changes, until the operator zooms or moves."""
        self._taken_over()
        self._set_view(self._shaped(QRectF(QPointF(0, 0), self._size)))
        self._fit = self.fit_page

    def fit_width(self) -> None:
        """The picture as wide as the view, at the height where it was; stays so like :meth:`fit_page`."""
        self._taken_over()
        height = self._size.width() * self.height() / max(1, self.width())
        self._set_view(QRectF(0, self._view.top(), self._size.width(), height))
        self._fit = self.fit_width

    def actual_size(self) -> None:
        """One picture pixel per screen pixel."""
        self._zoom(1 / self.scale(), QPointF(self.rect().center()))

    def pan(self, dx: float, dy: float) -> None:
        """Move the view by a part of its size: ``pan(0, 0.5)`` shows half a view further down."""
        self._wide = None
        self._set_view(self._view.translated(dx * self._view.width(), dy * self._view.height()))

    def view_rect(self) -> QRectF:
        """What is in view, in picture coordinates."""
        return QRectF(self._view)

    # Events

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(_ZOOM_STEP**steps, event.position())
        else:
            sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.pan(-0.15 * steps if sideways else 0.0, 0.0 if sideways else -0.15 * steps)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._taken_over()
            self._drag = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            return
        moved = (event.position() - self._drag) / self.scale()
        self._drag = event.position()
        self._set_view(self._view.translated(-moved))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._glide.stop()
        fit = self._fit
        if fit is not None:
            fit()
        else:
            self._set_view(self._shaped(self._view))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), _BACKGROUND)
        if self._levels:
            painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
            self._to_picture(painter)
            self._paint_picture(painter)
            if not self._framed.isEmpty():
                self._paint_frame(painter)
        painter.end()

    # Inside

    def _taken_over(self) -> None:
        """The operator zooms or moves: what glides stops, and there is nothing to go back to."""
        self._glide.stop()
        self._wide = None

    def _to_picture(self, painter: QPainter) -> None:
        painter.scale(self.scale(), self.scale())
        painter.translate(-self._view.topLeft())

    def _paint_picture(self, painter: QPainter) -> None:
        level = 0
        while level + 1 < len(self._levels) and self.scale() * self.devicePixelRatioF() * 2 ** (level + 1) <= 1:
            level += 1
        pixmap = self._levels[level]
        painter.drawPixmap(QRectF(QPointF(0, 0), self._size), pixmap, QRectF(pixmap.rect()))

    def _paint_frame(self, painter: QPainter) -> None:
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(self._view)
        inside.addPolygon(self._framed)
        inside.closeSubpath()
        painter.fillPath(outside.subtracted(inside), _DIM)
        pen = QPen(color("terbaca"), _FRAME_PX)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolygon(self._framed)

    def _zoom(self, factor: float, at: QPointF) -> None:
        now = self.scale()
        whole = min(self.width() / self._size.width(), self.height() / self._size.height())
        factor = min(max(now * factor, whole), _MOST_ZOOM) / now
        anchor = self._view.topLeft() + at / now
        size = QSizeF(self._view.width() / factor, self._view.height() / factor)
        self._taken_over()
        self._fit = None
        self._set_view(QRectF(anchor - at / (now * factor), size))

    def _shaped(self, rect: QRectF) -> QRectF:
        """The smallest view of the widget's shape that holds ``rect``, about the same centre."""
        shape = self.width() / max(1, self.height())
        width = max(rect.width(), rect.height() * shape)
        size = QSizeF(width, width / shape)
        return QRectF(rect.center() - QPointF(size.width() / 2, size.height() / 2), size)

    def _view_showing(self, context: QRectF, now: QRectF) -> QRectF:
        """The view ``now``, moved and widened no more than needed to hold ``context``."""
        view = QRectF(now)
        if context.width() > view.width() or context.height() > view.height():
            return self._inside(self._shaped(context))
        dx = min(0.0, context.left() - view.left()) + max(0.0, context.right() - view.right())
        dy = min(0.0, context.top() - view.top()) + max(0.0, context.bottom() - view.bottom())
        return self._inside(view.translated(dx, dy))

    def _inside(self, view: QRectF) -> QRectF:
        """Keep the picture in view: centred where it is smaller than the view, else without a gap at its edges."""
        left, top = view.left(), view.top()
        spare_x, spare_y = self._size.width() - view.width(), self._size.height() - view.height()
        left = spare_x / 2 if spare_x < 0 else min(max(0.0, left), spare_x)
        top = spare_y / 2 if spare_y < 0 else min(max(0.0, top), spare_y)
        return QRectF(QPointF(left, top), view.size())

    def _go(self, target: QRectF) -> None:
        self._glide.stop()
        if not self.animated or not self.isVisible():
            self._set_view(target)
            return
        self._glide.setStartValue(QRectF(self._view))
        self._glide.setEndValue(target)
        self._glide.start()

    def _glided(self, view: object) -> None:
        if isinstance(view, QRectF):
            self._set_view(view)

    def _set_view(self, view: QRectF) -> None:
        self._view = self._inside(view)
        self._remember()
        self.update()
        self.view_changed.emit()

    def _remember(self) -> None:
        if self._key:
            self._views[self._key] = QRectF(self._wide or self._view)


def _pyramid(image: QImage) -> list[QPixmap]:
    """The picture and its halves, so that a small view is smooth and cheap to paint."""
    levels = [QPixmap.fromImage(image)]
    smooth = Qt.TransformationMode.SmoothTransformation
    while len(levels) < _LEVELS and min(levels[-1].width(), levels[-1].height()) > 500:
        half = levels[-1].size() / 2
        levels.append(levels[-1].scaled(half, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
    return levels
