"""The blank with what was proposed on it: groups are chosen by a click, drawn with the mouse, named from the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from sirekap_desktop.forms.model import Rect
from sirekap_desktop.ocr.blank.model import BlankPage, BoxGroup
from sirekap_desktop.ui.theme import Tone, color, current_scale, font, px, tone_colors

_LEAST_SCALE, _MOST_SCALE = 0.1, 4.0
_STEP = 1.25
_LEAST_DRAWN_MM = 2.0
_EVIDENCE = QColor("#2563a8")
_MARKS = QColor("#6b3fa0")
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class BlankCanvas(QWidget):
    """One page of the blank. Lengths on paper are mm; ``scale`` is screen pixels per mm of the shown picture."""

    chosen = Signal(int)
    """A group was clicked."""
    stepped = Signal(int)
    """Arrow keys: to the next (1) or previous (-1) group."""
    drawn = Signal(object)
    """A :class:`Rect` was drawn, in mm, while :attr:`drawing` is on."""
    name_wanted = Signal()
    run_wanted = Signal()
    removal_wanted = Signal()
    scaled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._pixmap = QPixmap()
        self._page: BlankPage | None = None
        self._names: dict[int, str] = {}
        self._current = -1
        self._scale = 1.0
        self._held: QPointF | None = None
        self._band = QRectF()
        self.drawing = False
        """The mouse draws a rectangle instead of choosing."""

    # what is shown

    def show_page(self, image: QImage, page: BlankPage) -> None:
        """Another page, or the same one with other groups."""
        self._pixmap, self._page = QPixmap.fromImage(image), page
        self._resize()

    def show_groups(self, page: BlankPage, names: Mapping[int, str], current: int) -> None:
        """Other groups, names, or another choice on the page that is shown."""
        self._page, self._names, self._current = page, dict(names), current
        self.update()

    @property
    def scale(self) -> float:
        """Screen pixels per mm."""
        return self._scale

    def set_scale(self, scale: float) -> None:
        """Zoom; kept between limits."""
        self._scale = min(max(scale, _LEAST_SCALE), _MOST_SCALE)
        self._resize()
        self.scaled.emit()

    def zoom(self, steps: int) -> None:
        self.set_scale(self._scale * _STEP**steps)

    def fit_width(self, width: int) -> None:
        """The whole width of the paper within ``width`` screen pixels."""
        if self._page:
            self.set_scale(width / self._page.paper[0])

    def _resize(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        if self._page is None:
            return QSize(px(320), px(240))
        width, height = self._page.paper
        return QSize(round(width * self._scale), round(height * self._scale))

    # places

    def to_screen(self, rect: Rect) -> QRectF:
        """From mm to the widget."""
        return QRectF(rect.x * self._scale, rect.y * self._scale, rect.w * self._scale, rect.h * self._scale)

    def group_place(self, index: int) -> QRectF:
        """Where the boxes of a group are painted."""
        return self.to_screen(self._groups()[index].area)

    def _groups(self) -> Sequence[BoxGroup]:
        return self._page.groups if self._page else ()

    def _at(self, place: QPointF) -> int:
        for index, group in enumerate(self._groups()):
            if self.to_screen(group.area.grown(1.5)).contains(place):
                return index
        return -1

    # events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.setFocus()
        if self.drawing:
            self._held, self._band = event.position(), QRectF()
        elif (index := self._at(event.position())) >= 0:
            self.chosen.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._band = QRectF(self._held, event.position()).normalized()
            self.update()
            return
        over = not self.drawing and self._at(event.position()) >= 0
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.setCursor(Qt.CursorShape.CrossCursor if self.drawing else shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._held, band, self._band = None, self._band, QRectF()
        self.update()
        rect = Rect(*(value / self._scale for value in (band.x(), band.y(), band.width(), band.height())))
        if min(rect.w, rect.h) >= _LEAST_DRAWN_MM:
            self.drawn.emit(rect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shifted = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.run_wanted if shifted else self.name_wanted).emit()
        elif key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.stepped.emit(_STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = QRectF(event.rect())
        if self._page:
            factor = self._pixmap.width() / max(self.width(), 1)
            source = QRectF(shown.topLeft() * factor, shown.size() * factor)
            painter.drawPixmap(shown, self._pixmap, source)
            self._paint_marks(painter, self._page)
            for index, group in enumerate(self._page.groups):
                self._paint_group(painter, index, group)
        if not self._band.isEmpty():
            painter.setPen(QPen(color("focus"), 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._band)
        painter.end()

    def _paint_marks(self, painter: QPainter, page: BlankPage) -> None:
        marks = page.marks
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_MARKS, 2))
        found = [square for corner in marks.corner_marks for square in corner]
        found += [rect for rect in (marks.tag.rect if marks.tag else None, marks.qr) if rect]
        for rect in found:
            painter.drawRect(self.to_screen(rect.grown(1)))
        painter.setPen(QPen(_MARKS, 1, Qt.PenStyle.DotLine))
        for rect in (*marks.others, *(box for group in page.dates for box in group)):
            painter.drawRect(self.to_screen(rect))
        for area in (page.header, page.partai_number):
            if area:
                painter.drawRect(self.to_screen(area))

    def _paint_group(self, painter: QPainter, index: int, group: BoxGroup) -> None:
        name, current = self._names.get(index, ""), index == self._current
        tone = tone_colors(Tone.OK if name else Tone.WARN)
        if current:
            self._paint_evidence(painter, group)
        fill = QColor(tone.border)
        fill.setAlpha(60)
        painter.setBrush(fill)
        painter.setPen(QPen(color("focus") if current else tone.text, 3 if current else 1.5))
        for box in group.boxes:
            painter.drawRect(self.to_screen(box))
        area = self.to_screen(group.area)
        _paint_label(painter, area, name or str(index + 1), tone.text, current=current)

    def _paint_evidence(self, painter: QPainter, group: BoxGroup) -> None:
        """Circles, tally grid and words of the chosen number."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_EVIDENCE, 2))
        if group.tally:
            painter.drawRect(self.to_screen(group.tally.area))
        if group.words:
            painter.drawRect(self.to_screen(group.words))
        if group.bubbles:
            radius = group.bubbles.diameter / 2 * self._scale
            for column in range(len(group.bubbles.column_x)):
                for digit in range(10):
                    x, y = group.bubbles.center(column, digit)
                    painter.drawEllipse(QPointF(x, y) * self._scale, radius, radius)


def _paint_label(painter: QPainter, area: QRectF, text: str, ink: QColor, *, current: bool) -> None:
    """The name (or number) of a group on a patch over the upper edge of its boxes."""
    face: QFont = font(10.5, bold=current, scale=current_scale())
    width = QFontMetricsF(face).horizontalAdvance(text) + px(8)
    patch = QRectF(area.left(), area.top() - px(7), width, px(14))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("focus") if current else ink)
    painter.drawRoundedRect(patch, 3, 3)
    painter.setPen(color("surface"))
    painter.setFont(face)
    painter.drawText(patch, Qt.AlignmentFlag.AlignCenter, text)
