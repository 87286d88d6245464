"""The pages of a long form in one row below the top bar: parties by number, what is done, and a jump by number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from sirekap_desktop.forms.numbers import parse_count
from sirekap_desktop.jobs.outline import Outline, PageMark, PageState
from sirekap_desktop.ui.icons import paint_icon
from sirekap_desktop.ui.theme import Sign, Tone, color, current_scale, font, px, tone_colors
from sirekap_desktop.ui.widgets.basics import label

JUMP_KEY = "/"
"""Beside the digits on the numeric pad, and no part of any number."""
_SIGNS = {
    PageState.DONE: (Tone.OK, Sign.CHECK),
    PageState.TYPE: (Tone.WARN, Sign.PENCIL),
    PageState.NO_PHOTO: (Tone.NEUTRAL, Sign.PHOTO),
    PageState.CONFIRM: (Tone.OK, Sign.EYE),
}


class PageCell(QWidget):
    """One page: the number of its party (or its section), and its state as a sign."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark: PageMark | None = None
        self._current = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_mark(self, mark: PageMark, *, current: bool) -> None:
        """Show a page; nothing happens where nothing changed."""
        if (mark, current) == (self._mark, self._current):
            return
        self._mark, self._current = mark, current
        name = self._name(mark)
        self.setAccessibleName(f"{name}, {self._state(mark.state)}")
        self.setToolTip(self.accessibleName())
        self.update()

    def _name(self, mark: PageMark) -> str:
        page = self.tr("halaman {0}").format(mark.number)
        return self.tr("Partai {0} {1}, {2}").format(f"{mark.partai:02d}", mark.name, page) if mark.partai else page

    def _state(self, state: PageState) -> str:
        return {
            PageState.DONE: self.tr("selesai"),
            PageState.TYPE: self.tr("ada yang harus diketik"),
            PageState.NO_PHOTO: self.tr("belum ada foto"),
            PageState.CONFIRM: self.tr("terbukti, menunggu konfirmasi"),
        }[state]

    def _text(self, mark: PageMark) -> str:
        if mark.partai is None:
            return mark.section or str(mark.number)
        return f"{mark.partai:02d}" if mark.sheet == 1 else f"·{mark.sheet}"

    def sizeHint(self) -> QSize:
        return QSize(px(38), px(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(20), px(34))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._mark is not None:
            self.chosen.emit(self._mark.number)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._mark is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone, sign = _SIGNS[self._mark.state]
        colors = tone_colors(tone)
        painter.setPen(QPen(color("accent"), 1) if self._current else QPen(colors.border, 1))
        painter.setBrush(color("accent") if self._current else colors.background)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        tint = color("surface") if self._current else colors.text
        painter.setPen(tint)
        painter.setFont(font(12, bold=True, scale=current_scale()))
        painter.drawText(QRectF(0, px(2), self.width(), px(17)), Qt.AlignmentFlag.AlignCenter, self._text(self._mark))
        side = px(11)
        paint_icon(painter, QRectF((self.width() - side) / 2, px(19), side, side), sign.value, tint)
        painter.end()


class JumpEdit(QLineEdit):
    """Takes the number of a party; goes as soon as only one can be meant, else on Enter."""

    wanted = Signal(int)
    left = Signal()
    """Esc, or Enter without a number: back to where the operator was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.places: tuple[int, ...] = ()
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,2}"), self))
        self.setFixedWidth(px(44))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setPlaceholderText(JUMP_KEY)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textEdited.connect(self._typed)

    def _typed(self, text: str) -> None:
        number = parse_count(text)
        if number is not None and (len(text) == 2 or not self._can_go_on(text)):
            self._go(number)

    def _can_go_on(self, text: str) -> bool:
        """Whether another digit could still make the number of a party: 1 may become 12, and 0 begins 05."""
        return text == "0" or any(len(str(place)) > 1 and str(place).startswith(text) for place in self.places)

    def _go(self, number: int) -> None:
        self.clear()
        self.wanted.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            number = parse_count(self.text())
            self._go(number) if number is not None else self._leave()
        elif event.key() == Qt.Key.Key_Escape or event.text() == JUMP_KEY:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.clear()
        self.left.emit()


class PageStrip(QWidget):
    """Progress, jump and pages; emits what the operator chose."""

    chosen = Signal(int)
    """A page, by click."""
    jumped = Signal(int)
    """A party (or a page of a form without parties), by its number."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Halaman formulir"))
        self.jump = JumpEdit()
        self.jump.setAccessibleName(self.tr("Lompat ke partai nomor"))
        self.jump.wanted.connect(self.jumped)
        self.jump.left.connect(self.left)
        self._caption = label("", "small")
        self._done = label("", "small")
        self._done.setMinimumWidth(px(150))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(10), px(4), px(10), px(4))
        self._row.setSpacing(px(2))
        for item in (self._done, self._caption, self.jump):
            self._row.addWidget(item)
        self._row.addSpacing(px(6))
        self.cells: list[PageCell] = []

    def show_outline(self, outline: Outline, page: int) -> None:
        """Show the pages; cells are kept, so that a key press repaints only what changed."""
        self._match(len(outline.pages))
        for cell, mark in zip(self.cells, outline.pages, strict=True):
            cell.show_mark(mark, current=mark.number == page)
        self.jump.places = outline.places
        self._caption.setText(self.tr("Partai") if outline.parties else self.tr("Halaman"))
        self.jump.setAccessibleName(
            self.tr("Lompat ke partai nomor") if outline.parties else self.tr("Lompat ke halaman")
        )
        self._done.setText(self._words(outline))

    def _words(self, outline: Outline) -> str:
        words = self.tr("{0} dari {1} halaman selesai").format(outline.pages_done, len(outline.pages))
        if outline.parties:
            words += "\n" + self.tr("{0} dari {1} partai selesai").format(outline.parties_done, len(outline.parties))
        return words

    def _match(self, count: int) -> None:
        while len(self.cells) < count:
            cell = PageCell(self)
            cell.chosen.connect(self.chosen)
            self._row.addWidget(cell, 1)
            self.cells.append(cell)
        while len(self.cells) > count:
            cell = self.cells.pop()
            self._row.removeWidget(cell)
            cell.deleteLater()

    def start_jump(self) -> None:
        """The key was pressed: the next digits are a number of a party."""
        self.jump.clear()
        self.jump.setFocus(Qt.FocusReason.ShortcutFocusReason)
