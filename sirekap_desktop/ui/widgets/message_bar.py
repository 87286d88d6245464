"""One calm message with a next step; it floats above the key hints, so that nothing on the page moves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sirekap_desktop.ui.context import Message
from sirekap_desktop.ui.icons import icon_pixmap
from sirekap_desktop.ui.theme import Tone, px, tone_colors
from sirekap_desktop.ui.widgets.basics import button, label

_SIGNS = {Tone.OK: "check", Tone.WARN: "bang", Tone.BAD: "bang", Tone.NEUTRAL: "dot", Tone.ACCENT: "dot"}


class MessageBar(QFrame):
    """Shows the newest message until it is closed."""

    def __init__(self, host: QWidget, *, above: QWidget) -> None:
        super().__init__(host)
        self._above = above
        self.at_right = False
        host.installEventFilter(self)
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
        return "" if self.isHidden() else f"{self._text.text()} {self._hint.text()}".strip()

    def show_message(self, message: Message) -> None:
        """Replace what it says; an empty text takes the message away."""
        if not message.text:
            self.clear()
            return
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
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """At the foot of the page, on the side where no button of the page lies."""
        host = self.parentWidget()
        if host is None:
            return
        width = min(host.width() - 2 * px(16), px(640))
        height = max(self.sizeHint().height(), self.heightForWidth(width))
        bottom = self._above.geometry().top() - px(10)
        left = host.width() - width - px(16) if self.at_right else px(16)
        self.setGeometry(left, bottom - height, width, height)
        self.raise_()

    def clear(self) -> None:
        """Hide the message."""
        self.hide()
