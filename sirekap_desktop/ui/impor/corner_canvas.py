"""The photo with four corners that are dragged or nudged; a loupe shows the paper's edge while one moves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from sirekap_desktop.ui.theme import color, current_scale, font, px

_GROUND = QColor("#20252e")
_OUTSIDE = QColor(16, 19, 26, 120)
_LINE = QColor("#ffb020")
_GRAB = 22
_LOUPE = 168
_LOUPE_ZOOM = 3.0
_MARGIN = 26

Point = tuple[float, float]


class CornerCanvas(QWidget):
    """Corners are in pixels of the picture: top-left first, clockwise as the paper is read."""

    moved = Signal()
    """A corner stands elsewhere."""
    settled = Signal()
    """A drag has ended, or a key has nudged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(px(360), px(320))
        self._pixmap = QPixmap()
        self._scaled = QPixmap()
        self._factor = 1.0
        self._corners: list[QPointF] = []
        self._active = 0
        self._held: QPointF | None = None
        self._loupe = False

    # what is shown

    def show_picture(self, image: QImage, factor: float, corners: Sequence[Point]) -> None:
        """Show a picture.

        Args:
            image: perhaps smaller than the photo.
            factor: pixels of the photo per pixel of ``image``.
            corners: in pixels of the photo.
        """
        self._pixmap, self._factor = QPixmap.fromImage(image), factor
        self._corners = [QPointF(x / factor, y / factor) for x, y in corners]
        self._loupe = False
        self._rescale()
        self.update()

    def corners(self) -> tuple[Point, ...]:
        """In pixels of the photo."""
        return tuple((point.x() * self._factor, point.y() * self._factor) for point in self._corners)

    @property
    def active(self) -> int:
        """The corner that the arrows move, 0 to 3."""
        return self._active

    def choose(self, number: int) -> None:
        """Make a corner the one that moves."""
        self._active, self._loupe = number, True
        self.update()

    def nudge(self, dx: float, dy: float) -> None:
        """Move the chosen corner by pixels of the photo."""
        if self._corners:
            self._put(self._corners[self._active] + QPointF(dx, dy) / self._factor)
            self._loupe = True
            self.settled.emit()

    def sizeHint(self) -> QSize:
        return QSize(px(760), px(600))

    # geometry

    def _scale(self) -> float:
        if self._pixmap.isNull():
            return 1.0
        width, height = self.width() - 2 * px(_MARGIN), self.height() - 2 * px(_MARGIN)
        return max(0.01, min(width / self._pixmap.width(), height / self._pixmap.height()))

    def _area(self) -> QRectF:
        scale = self._scale()
        size = self._pixmap.size()
        box = QRectF(0, 0, size.width() * scale, size.height() * scale)
        box.moveCenter(QRectF(self.rect()).center())
        return box

    def to_screen(self, point: QPointF) -> QPointF:
        """From pixels of the shown picture to the widget."""
        return self._area().topLeft() + point * self._scale()

    def corner_on_screen(self, number: int) -> QPointF:
        """Where a corner is painted."""
        return self.to_screen(self._corners[number])

    def _to_picture(self, place: QPointF) -> QPointF:
        return (place - self._area().topLeft()) / self._scale()

    def _put(self, point: QPointF) -> None:
        """A little outside the picture is allowed: corners may have been cut off."""
        spare = 0.15 * max(self._pixmap.width(), self._pixmap.height())
        x = min(max(point.x(), -spare), self._pixmap.width() + spare)
        y = min(max(point.y(), -spare), self._pixmap.height() + spare)
        self._corners[self._active] = QPointF(x, y)
        self.moved.emit()
        self.update()

    def _rescale(self) -> None:
        if not self._pixmap.isNull():
            ratio = self.devicePixelRatioF()
            size = (self._area().size() * ratio).toSize()
            self._scaled = self._pixmap.scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._scaled.setDevicePixelRatio(ratio)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._rescale()
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._corners or event.button() is not Qt.MouseButton.LeftButton:
            return
        gaps = [(self.to_screen(point) - event.position()).manhattanLength() for point in self._corners]
        nearest = min(range(4), key=lambda number: gaps[number])
        self._active, self._loupe = nearest, True
        near = gaps[nearest] <= 2 * px(_GRAB)
        self._held = self.to_screen(self._corners[nearest]) - event.position() if near else QPointF(0, 0)
        if not near:
            self._put(self._to_picture(event.position()))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._put(self._to_picture(event.position() + self._held))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._held = None
            self.settled.emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in steps:
            far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            # one screen pixel, or a finger's breadth
            length = (12.0 if far else 1.0) / self._scale() * self._factor
            self.nudge(steps[key][0] * length, steps[key][1] * length)
        elif event.text() in ("1", "2", "3", "4") and self._corners:
            self.choose(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), _GROUND)
        if not self._pixmap.isNull():
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self._area().topLeft(), self._scaled)
            self._paint_outside(painter)
            for number in range(4):
                self._paint_handle(painter, number)
            if self._loupe:
                self._paint_loupe(painter)
        if self.hasFocus():
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_outside(self, painter: QPainter) -> None:
        polygon = QPolygonF([self.to_screen(point) for point in self._corners])
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(self._area())
        inside.addPolygon(polygon)
        inside.closeSubpath()
        painter.fillPath(outside.subtracted(inside), _OUTSIDE)
        painter.setPen(QPen(_LINE, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(polygon)

    def _paint_handle(self, painter: QPainter, number: int) -> None:
        at, active = self.corner_on_screen(number), number == self._active
        radius = px(_GRAB) / 2 if active else px(9)
        painter.setPen(QPen(QColor("#ffffff") if active else _LINE, 2.5 if active else 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius, radius)
        painter.drawPoint(at)
        # the number stands towards the outside, so that it does not hide the corner
        middle = sum((self.to_screen(point) for point in self._corners), QPointF()) / 4
        away = at - middle
        length = max(1.0, (away.x() ** 2 + away.y() ** 2) ** 0.5)
        spot = at + away / length * px(20)
        badge = QRectF(spot.x() - px(9), spot.y() - px(9), px(18), px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#ffffff") if active else _LINE)
        painter.drawEllipse(badge)
        painter.setPen(QColor("#20252e"))
        painter.setFont(font(12, bold=True, scale=current_scale()))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number + 1))

    def _paint_loupe(self, painter: QPainter) -> None:
        """What lies under the chosen corner, enlarged, beside it where the finger or the cursor does not hide it."""
        side = px(_LOUPE)
        point = self._corners[self._active]
        at = self.to_screen(point)
        left = at.x() + px(34) if at.x() + px(34) + side < self.width() - 4 else at.x() - px(34) - side
        top = min(max(4.0, at.y() - side / 2), self.height() - side - 4.0)
        box = QRectF(left, top, side, side)
        half = side / (2 * _LOUPE_ZOOM * self._scale())
        source = QRectF(point.x() - half, point.y() - half, 2 * half, 2 * half)
        clip = QPainterPath()
        clip.addEllipse(box)
        painter.save()
        painter.setClipPath(clip)
        painter.fillRect(box, _GROUND)
        painter.drawPixmap(box, self._pixmap, source)
        painter.translate(box.center() - point * (side / (2 * half)))
        painter.scale(side / (2 * half), side / (2 * half))
        pen = QPen(_LINE, 1.4)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF(self._corners))
        painter.restore()
        painter.setPen(QPen(QColor("#ffffff"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        painter.drawLine(box.center() - QPointF(px(7), 0), box.center() + QPointF(px(7), 0))
        painter.drawLine(box.center() - QPointF(0, px(7)), box.center() + QPointF(0, px(7)))
