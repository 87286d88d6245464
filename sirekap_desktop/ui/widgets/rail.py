"""The maroon rail of pages on the left."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from sirekap_desktop.ui import actions
from sirekap_desktop.ui.icons import paint_icon
from sirekap_desktop.ui.pages import PageSpec
from sirekap_desktop.ui.theme import color, current_scale, font, px
from sirekap_desktop.ui.widgets.basics import enter_presses


class RailButton(QAbstractButton):
    """Icon above a word; the open page stands out as a white tile."""

    def __init__(self, spec: PageSpec, shortcut: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.setText(spec.label)
        self.setCheckable(True)
        self.setAccessibleName(spec.label)
        self.setToolTip(f"{spec.label} ({shortcut})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(px(64), px(53))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tile = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("surface"))
            painter.drawRoundedRect(tile, 8, 8)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_dark"))
            painter.drawRoundedRect(tile, 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("focus" if self.isChecked() else "surface"), 2))
            painter.drawRoundedRect(tile.adjusted(1, 1, -1, -1), 7, 7)
        tint = color("accent" if self.isChecked() else "rail_text")
        side = px(21)
        paint_icon(painter, QRectF((self.width() - side) / 2, px(8), side, side), self.spec.id, tint)
        painter.setPen(tint)
        painter.setFont(font(11, bold=self.isChecked(), scale=current_scale()))
        words = QRectF(0, px(30), self.width(), px(18))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class Rail(QWidget):
    """Emits :attr:`chosen` with a page id; the main window says which page is current."""

    chosen = Signal(str)

    def __init__(self, pages: tuple[PageSpec, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Halaman program"))
        self.setFixedWidth(px(76))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(px(6), px(8), px(6), px(10))
        column.setSpacing(px(2))
        at_foot = False
        for spec in pages:
            if spec.bottom and not at_foot:
                column.addStretch(1)
            at_foot = at_foot or spec.bottom
            self._buttons[spec.id] = self._add(spec)
            column.addWidget(self._buttons[spec.id])
        if not at_foot:
            column.addStretch(1)

    def _add(self, spec: PageSpec) -> RailButton:
        result = RailButton(spec, actions.spec(f"page.{spec.id}").sequences[0], self)
        self._group.addButton(result)
        result.clicked.connect(lambda _checked=False: self.chosen.emit(spec.id))
        return result

    def show_current(self, page_id: str) -> None:
        """Mark the open page."""
        if page_id in self._buttons:
            self._buttons[page_id].setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("accent"))
        painter.end()
