"""The wall: hundreds of boxes of one digit side by side, moved over by keys, marked by Space or click."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from sirekap_desktop.ui.icons import paint_icon
from sirekap_desktop.ui.theme import Sign, Tone, color, current_scale, font, px, tone_colors

_SIDE, _GAP = 52, 4
_FRAME = 0.12
"""Share of a picture, on each side, that holds the printed frame: alike everywhere, it would only distract."""
_VEIL = QColor(160, 18, 25, 40)
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_H: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_L: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_K: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_J: (0, 1),
}


class WallView(QAbstractScrollArea):
    """Paints what is in sight only; what the boxes mean is the page's business."""

    moved = Signal(int)
    """The focus is on another box."""
    toggled = Signal(int)
    opened = Signal(int)
    digit_wanted = Signal(int)
    wall_wanted = Signal(int)
    """One wall further (1) or back (-1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Dinding angka"))
        self._images: list[QImage | None] = []
        self._marked: frozenset[int] = frozenset()
        self._message = ""
        self.current = 0

    @property
    def count(self) -> int:
        return len(self._images)

    def show_places(self, count: int, current: int = 0) -> None:
        """A new wall of so many boxes, their pictures still to come."""
        self._images = [None] * count
        self._marked = frozenset()
        self.current = max(0, min(current, count - 1))
        self._fit()
        self.verticalScrollBar().setValue(0)
        self._into_view()
        self.viewport().update()

    def show_message(self, text: str) -> None:
        """What to say in place of a wall that is empty."""
        self._message = text
        self.setAccessibleDescription("" if self.count else text)
        self.viewport().update()

    def show_picture(self, place: int, image: QImage) -> None:
        """The picture of one box has come."""
        self._images[place] = image
        self.viewport().update(self._tile(place))

    def show_marks(self, marked: AbstractSet[int]) -> None:
        """Which boxes are marked."""
        self._marked = frozenset(marked)
        self.viewport().update()

    # Geometry

    @property
    def columns(self) -> int:
        return max(1, (self.viewport().width() - px(_GAP)) // self._pitch)

    @property
    def _pitch(self) -> int:
        return px(_SIDE) + px(_GAP)

    def _tile(self, place: int) -> QRect:
        """Where a box is painted, in pixels of the viewport."""
        row, column = divmod(place, self.columns)
        top = px(_GAP) + row * self._pitch - self.verticalScrollBar().value()
        return QRect(px(_GAP) + column * self._pitch, top, px(_SIDE), px(_SIDE))

    def _at(self, point: QPoint) -> int | None:
        column = (point.x() - px(_GAP)) // self._pitch
        row = (point.y() + self.verticalScrollBar().value() - px(_GAP)) // self._pitch
        place = row * self.columns + column
        return place if 0 <= column < self.columns and 0 <= place < self.count else None

    def _fit(self) -> None:
        rows = -(-self.count // self.columns)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, rows * self._pitch + px(_GAP) - height))
        bar.setPageStep(max(self._pitch, height // self._pitch * self._pitch))
        bar.setSingleStep(self._pitch)

    def _into_view(self) -> None:
        """Scroll only as far as is needed: nothing moves unless the operator moved."""
        if not self.count:
            return
        tile, bar = self._tile(self.current), self.verticalScrollBar()
        if tile.top() < 0:
            bar.setValue(bar.value() + tile.top() - px(_GAP))
        elif tile.bottom() > self.viewport().height():
            bar.setValue(bar.value() + tile.bottom() - self.viewport().height() + px(_GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._into_view()

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (plain and self._handle(event)):
            event.ignore()

    def _handle(self, event: QKeyEvent) -> bool:
        key, text = Qt.Key(event.key()), event.text()
        rows = max(1, self.viewport().height() // self._pitch)
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.count - 1}
        pages = {Qt.Key.Key_PageDown: rows, Qt.Key.Key_PageUp: -rows}
        if key in _STEPS:
            across, down = _STEPS[key]
            self._go(self.current + across + down * self.columns)
        elif key in pages:
            self._go(min(max(self.current + pages[key] * self.columns, 0), self.count - 1))
        elif key in ends:
            self._go(ends[key])
        elif text.isascii() and text.isdigit():
            self.digit_wanted.emit(int(text))
        elif text in {"+", "-"} and text:
            self.wall_wanted.emit(1 if text == "+" else -1)
        else:
            return self._act(key)
        return True

    def _act(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Space and self.count:
            self.toggled.emit(self.current)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.count:
            self.opened.emit(self.current)
        else:
            return False
        return True

    def _go(self, place: int) -> None:
        if not 0 <= place < self.count or place == self.current:
            return
        self.current = place
        self._into_view()
        self.viewport().update()
        self.moved.emit(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().toPoint())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go(place)
            self.toggled.emit(place)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        top = event.rect().top() + self.verticalScrollBar().value() - px(_GAP)
        first = max(0, top // self._pitch) * self.columns
        last = ((top + event.rect().height()) // self._pitch + 1) * self.columns
        for place in range(first, min(last, self.count)):
            self._paint_tile(painter, place)
        if self.count:
            self._paint_frame(painter, self._tile(self.current))
        else:
            self._paint_message(painter)
        painter.end()

    def _paint_message(self, painter: QPainter) -> None:
        painter.setPen(color("muted"))
        painter.setFont(font(14, scale=current_scale()))
        room = QRectF(self.viewport().rect()).adjusted(px(80), px(60), -px(80), -px(60))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)

    def _paint_tile(self, painter: QPainter, place: int) -> None:
        area, image = self._tile(place), self._images[place]
        if image is None:
            painter.fillRect(area, color("neutral_bg"))
        else:
            edge = image.width() * _FRAME
            painter.drawImage(QRectF(area), image, QRectF(image.rect()).adjusted(edge, edge, -edge, -edge))
        if place in self._marked:
            colors = tone_colors(Tone.BAD)
            painter.fillRect(area, _VEIL)
            painter.setPen(QPen(colors.text, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(area).adjusted(1, 1, -1, -1))
            sign = QRectF(area.right() - px(17), area.top() + px(3), px(15), px(15))
            painter.fillRect(sign, color("surface"))
            paint_icon(painter, sign, Sign.BANG.value, colors.text)

    @staticmethod
    def _paint_frame(painter: QPainter, area: QRect) -> None:
        painter.setPen(QPen(color("focus"), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(area).adjusted(-1, -1, 1, 1))
