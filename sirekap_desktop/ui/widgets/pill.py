"""Pills: one word of state with sign and colour, as a widget and as something a delegate paints."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sirekap_desktop.models.records import Status
from sirekap_desktop.ui.icons import paint_icon
from sirekap_desktop.ui.theme import Sign, Tone, current_scale, font, px, tone_colors

_PAD = 10
_GAP = 5
_SIGN = 11


def _pill_font() -> QFont:
    return font(12, bold=True, scale=current_scale())


def pill_size(text: str, sign: Sign = Sign.NONE) -> QSize:
    """The size that a pill with this text needs, in logical pixels."""
    metrics = QFontMetricsF(_pill_font())
    extra = px(_SIGN) + (px(_GAP) if text else 0) if sign else 0
    return QSize(round(metrics.horizontalAdvance(text) + 2 * px(_PAD) + extra + 1), round(metrics.height() + px(5)))


def fitted(text: str, sign: Sign, width: float) -> str:
    """The text, shortened with an ellipsis where a pill of this width has no room for it."""
    metrics = QFontMetricsF(_pill_font())
    room = width - (pill_size(text, sign).width() - metrics.horizontalAdvance(text))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


def paint_pill(painter: QPainter, at: QPointF, text: str, tone: Tone, sign: Sign = Sign.NONE) -> float:
    """Paint a pill with its left top at ``at``; returns its width."""
    size = pill_size(text, sign)
    colors = tone_colors(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(at.x() + 0.5, at.y() + 0.5, size.width() - 1, size.height() - 1)
    painter.setPen(QPen(colors.border, 1))
    painter.setBrush(colors.background)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    left = box.left() + px(_PAD)
    if sign:
        side = px(_SIGN)
        paint_icon(painter, QRectF(left, box.center().y() - side / 2, side, side), sign.value, colors.text)
        left += side + px(_GAP)
    painter.setFont(_pill_font())
    painter.setPen(colors.text)
    painter.drawText(QRectF(left, box.top(), box.right() - left, box.height()), Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()
    return size.width()


class Pill(QWidget):
    """A pill as a widget; its accessible name is its text."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.NEUTRAL, sign: Sign = Sign.NONE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone, sign)

    def show_state(self, text: str, tone: Tone, sign: Sign = Sign.NONE) -> None:
        """Change text, tone and sign together."""
        self.text, self.tone, self.sign = text, tone, sign
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self.text, self.sign)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, QPointF(0, 0), self.text, self.tone, self.sign)
        painter.end()


_STATUS = {
    Status.BELUM: (Tone.NEUTRAL, Sign.EMPTY),
    Status.TERBACA: (Tone.WARN, Sign.EYE),
    Status.DIPERIKSA: (Tone.OK, Sign.CHECK),
    Status.DISAHKAN: (Tone.OK, Sign.CHECK),
    Status.TERKUNCI: (Tone.NEUTRAL, Sign.LOCK),
}


def status_text(status: Status) -> str:
    """The word of a status in the language of the window."""
    words = {
        Status.BELUM: QCoreApplication.translate("Status", "belum"),
        Status.TERBACA: QCoreApplication.translate("Status", "terbaca"),
        Status.DIPERIKSA: QCoreApplication.translate("Status", "diperiksa"),
        Status.DISAHKAN: QCoreApplication.translate("Status", "disahkan"),
        Status.TERKUNCI: QCoreApplication.translate("Status", "terkunci"),
    }
    return words[status]


class StatusPill(Pill):
    """The pill of a TPS status."""

    def __init__(self, status: Status = Status.BELUM, parent: QWidget | None = None) -> None:
        super().__init__(status_text(status), *_STATUS[status], parent)

    def show_status(self, status: Status) -> None:
        self.show_state(status_text(status), *_STATUS[status])


def status_pill(status: Status) -> tuple[str, Tone, Sign]:
    """Text, tone and sign of a status, for :func:`paint_pill`."""
    tone, sign = _STATUS[status]
    return status_text(status), tone, sign
