"""The card in which the operator types: always in the same place, the crop beside the entry, no machine value.

It shows what it is told and emits what was typed; when a value may be recorded is decided in ``jobs.checking``.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from sirekap_desktop.forms.numbers import parse_count
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets.basics import button, label
from sirekap_desktop.ui.widgets.cards import Card
from sirekap_desktop.ui.widgets.pill import Pill

_ENTRY_DIGITS = 4
_FLAT_CROP, _TALL_CROP = 66, 150
"""Heights of a crop of boxes alone, and of one with bubbles, tally or words."""
EMPTY_SIGN = "-"
"""What the operator types for a field with nothing written in it: one key of the numeric pad."""


class CropView(QWidget):
    """A crop, as large as the place allows, never larger than twice its pixels."""

    def __init__(self, name: str, *, flat: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flat = flat
        self.setAccessibleName(name)
        self._pixmap = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_image(self, image: QImage | None) -> None:
        """Show a crop, or nothing."""
        self._pixmap = QPixmap.fromImage(image) if image else QPixmap()
        self.setVisible(not self._pixmap.isNull())
        self.update()

    def sizeHint(self) -> QSize:
        if self._pixmap.isNull():
            return QSize(0, 0)
        wide = self._pixmap.width() > 2 * self._pixmap.height()
        height = px(self._flat if wide else _TALL_CROP)
        return QSize(round(height * self._pixmap.width() / self._pixmap.height()), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._pixmap.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QSize(min(self.width(), 2 * self._pixmap.width()), min(self.height(), 2 * self._pixmap.height()))
        size = self._pixmap.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawPixmap(0, 0, size.width(), size.height(), self._pixmap)
        painter.end()


class EntryEdit(QLineEdit):
    """Takes digits, or the one sign for an empty field; every other key goes on to the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        pattern = QRegularExpression(f"[0-9]{{0,{_ENTRY_DIGITS}}}|{EMPTY_SIGN}")
        self.setValidator(QRegularExpressionValidator(pattern, self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedSize(px(118), px(52))
        self.setObjectName("entry")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def event(self, event: QEvent) -> bool:
        """Undo and zoom belong to the page: the line edit does not claim their keys for itself."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not _is_entry(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_entry(event):
            super().keyPressEvent(event)
        else:
            event.ignore()


def _is_entry(event: QKeyEvent) -> bool:
    editing = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_Right)
    plain = bool(event.text()) and event.text() in f"0123456789{EMPTY_SIGN}"
    without_ctrl = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return without_ctrl and (plain or event.key() in editing)


@dataclass(frozen=True, slots=True)
class Notice:
    """Where things stand when nothing is typed; an empty ``action`` shows no button."""

    title: str
    text: str
    action: str
    state: str
    tone: Tone
    sign: Sign


class EditorCard(Card):
    """Title, instruction, crops, entry; in the confirming phase the entry gives way to one button."""

    submitted = Signal(object)
    """An int, or ``None`` for an empty field."""
    nothing_typed = Signal()
    skipped = Signal()
    """Go to the next field to type without recording this one."""
    action = Signal()
    """The button was pressed: confirm the page, or go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("editorCard")
        self.body.setContentsMargins(px(14), px(9), px(14), px(10))
        self.body.setSpacing(px(5))
        self._title = label("", "heading")
        self._text = label("", "small", wrap=True)
        self._text.setMinimumHeight(px(30))
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._both = label("", "big")
        self._pill = Pill()
        self.entry = EntryEdit()
        self.entry.setAccessibleName(self.tr("Angka yang tertulis di kertas"))
        self.entry.installEventFilter(self)
        self._button = button("", self.action.emit, primary=True)
        self._button.installEventFilter(self)
        self._number = CropView(self.tr("Gambar kotak dan bulatan"), flat=_FLAT_CROP)
        self._evidence = CropView(self.tr("Gambar turus dan huruf"), flat=_TALL_CROP)
        self._arrange()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(px(2))
        for item in (self._title, self._text, self._both):
            words.addWidget(item)
        side = QVBoxLayout()
        side.setSpacing(px(6))
        side.addWidget(self.entry, 0, Qt.AlignmentFlag.AlignRight)
        side.addWidget(self._button, 0, Qt.AlignmentFlag.AlignRight)
        side.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignRight)
        head = QHBoxLayout()
        head.addStrut(px(86))  # room for both values of a mismatch: the rows below stay where they are
        head.addLayout(words, 1)
        head.addLayout(side)
        crops = QHBoxLayout()
        crops.setSpacing(px(10))
        crops.addWidget(self._number)
        crops.addWidget(self._evidence)
        crops.addStretch(1)
        self.body.addLayout(head)
        self.body.addLayout(crops, 1)

    def ask(self, title: str, text: str, number: QImage | None, evidence: QImage | None, *, again: bool) -> None:
        """Ask for a field's number. The text already typed stays if the same question is asked again."""
        self._show(title, text, typing=True)
        self._pill.show_state(
            self.tr("ketik sekali lagi") if again else self.tr("ketik"), Tone.WARN, Sign.AGAIN if again else Sign.PENCIL
        )
        self._number.show_image(number)
        self._evidence.show_image(evidence)
        self.entry.setAccessibleDescription(f"{title}. {text}")
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_both(self, text: str) -> None:
        """The values that disagree, below the crop's instruction; empty for none."""
        self._both.setText(text)
        self._both.setVisible(bool(text))

    def say(self, notice: Notice) -> None:
        """Say where things stand, with one button at most."""
        self._show(notice.title, notice.text, typing=False)
        self._button.setText(notice.action)
        self._button.setAccessibleName(notice.action)
        self._button.setVisible(bool(notice.action))
        self._pill.show_state(notice.state, notice.tone, notice.sign)
        self._number.show_image(None)
        self._evidence.show_image(None)
        (self._button if notice.action else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, title: str, text: str, *, typing: bool) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self.show_both("")
        self.entry.setVisible(typing)
        self.entry.setEnabled(typing)
        self._button.setVisible(not typing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.entry and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take(event.key())
        if watched is self._button and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._leave_to_page(event)
        return super().eventFilter(watched, event)

    def _take(self, key: int) -> bool:
        """Enter records and Tab skips; Shift+Tab leaves the entry as everywhere."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
        elif key == Qt.Key.Key_Tab:
            self.skipped.emit()
        else:
            return False
        return True

    @staticmethod
    def _leave_to_page(event: QKeyEvent) -> bool:
        """Up and Down choose a field; a button would pass the focus to its neighbour, where Space postpones the TPS."""
        if event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return False
        event.ignore()
        return True

    def _submit(self) -> None:
        text = self.entry.text()
        if text == EMPTY_SIGN:
            self.entry.clear()
            self.submitted.emit(None)
        elif (value := parse_count(text)) is not None:
            self.entry.clear()
            self.submitted.emit(value)
        else:
            self.nothing_typed.emit()
