"""The bottom bar: the keys that work now. Hints that do not fit are left out from the end, never cut in half."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from sirekap_desktop.ui.theme import color, current_scale, font, px


class _Keys(QWidget):
    """Paints ``[Enter] lanjut   [Tab] lewati``."""

    def __init__(self, parent: QWidget | None = None, *, right: bool = False) -> None:
        super().__init__(parent)
        self.hints: list[tuple[str, str]] = []
        self._right = right
        policy = QSizePolicy.Policy.Fixed if right else QSizePolicy.Policy.Ignored
        self.setSizePolicy(policy, QSizePolicy.Policy.Preferred)

    def show_hints(self, hints: list[tuple[str, str]]) -> None:
        self.hints = list(hints)
        self.setAccessibleName("; ".join(f"{key}: {text}" for key, text in hints))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._width(hint) for hint in self.hints)), px(24))

    def _width(self, hint: tuple[str, str]) -> float:
        key, text = (QFontMetricsF(item) for item in self._fonts())
        return key.horizontalAdvance(hint[0]) + px(12) + px(4) + text.horizontalAdvance(hint[1]) + px(18)

    @staticmethod
    def _fonts() -> tuple[QFont, QFont]:
        return font(11.5, mono=True, scale=current_scale()), font(12, scale=current_scale())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for hint in self.hints:
            width = self._width(hint)
            if left + width - px(18) > self.width() + 1:
                break
            self._paint_one(painter, left, hint)
            left += width
        painter.end()

    def _paint_one(self, painter: QPainter, left: float, hint: tuple[str, str]) -> None:
        key_font, text_font = self._fonts()
        cap_width = QFontMetricsF(key_font).horizontalAdvance(hint[0]) + px(12)
        height = px(18)
        cap = QRectF(left + 0.5, (self.height() - height) / 2 + 0.5, cap_width - 1, height - 1)
        painter.setPen(QPen(color("neutral_border"), 1))
        painter.setBrush(color("neutral_bg"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(color("text"))
        painter.setFont(key_font)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, hint[0])
        painter.setPen(color("neutral"))
        painter.setFont(text_font)
        rest = QRectF(left + cap_width + px(4), 0, self._width(hint), self.height())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, hint[1])


class HintBar(QFrame):
    """Page hints on the left, help on the right; a page may put explanations before the keys (*Rekap*'s footer)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hintBar")
        self.setFixedHeight(px(30))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), 0, px(14), 0)
        row.setSpacing(px(12))
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.RichText)
        self._note.setProperty("role", "small")
        self._note.hide()
        self._left = _Keys()
        self._help = _Keys(right=True)
        row.addWidget(self._note)
        row.addWidget(self._left, 1)
        row.addWidget(self._help)
        self._help.show_hints([("F1", self.tr("bantuan"))])

    def show_hints(self, hints: list[tuple[str, str]]) -> None:
        """Replace the keys on the left."""
        self._left.show_hints(hints)

    def show_note(self, note: str) -> None:
        """Rich text before the keys; empty hides it."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def show_help(self, text: str) -> None:
        """The words beside F1."""
        self._help.show_hints([("F1", text)])

    @property
    def hints(self) -> list[tuple[str, str]]:
        return self._left.hints
