"""One calm message with a next step, below the page, so that nothing above it moves."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sirekap_desktop.ui.context import Message
from sirekap_desktop.ui.icons import icon_pixmap
from sirekap_desktop.ui.theme import Tone, px, tone_colors
from sirekap_desktop.ui.widgets.basics import button, label

_SIGNS = {Tone.OK: "check", Tone.WARN: "bang", Tone.BAD: "bang", Tone.NEUTRAL: "dot", Tone.ACCENT: "dot"}


class MessageBar(QFrame):
    """Shows the newest message until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(8), px(8), px(8))
        row.setSpacing(px(10))
        self._sign = QLabel()
        self._text = label("", "strong", wrap=True)
        self._hint = label("", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(self._text)
        words.addWidget(self._hint)
        self.close_button = button(self.tr("Tutup pesan"), self.clear)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        row.addWidget(self.close_button)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty when hidden."""
        return f"{self._text.text()} {self._hint.text()}".strip() if self.isVisibleTo(self.parentWidget()) else ""

    def show_message(self, message: Message) -> None:
        """Replace what it says."""
        self._text.setText(message.text)
        self._hint.setText(message.hint)
        self._hint.setVisible(bool(message.hint))
        tint = tone_colors(message.tone).text
        self._sign.setPixmap(icon_pixmap(_SIGNS[message.tone], px(16), tint, self.devicePixelRatioF()))
        self.setProperty("tone", message.tone.value)
        self.setAccessibleName(f"{message.text} {message.hint}".strip())
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def clear(self) -> None:
        """Hide the message."""
        self.hide()
