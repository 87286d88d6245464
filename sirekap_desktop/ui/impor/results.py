"""The result list with its filter chips: what each file became, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from sirekap_desktop.jobs.importing import ImportItem
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.ui.impor import model as m
from sirekap_desktop.ui.impor.words import OUTCOMES, chip_text, outcome_pill
from sirekap_desktop.ui.theme import color, px
from sirekap_desktop.ui.widgets import paint_pill, pill_size, setup_table
from sirekap_desktop.ui.widgets.chips import ChipRow

ROW_PX = 32
_WIDTHS = {m.FILE: 250, m.PAGE: 84, m.TPS: 190, m.OUTCOME: 152, m.TIME: 104}
_ALL = "all"


class ResultDelegate(QStyledItemDelegate):
    """Paints the outcome as a pill, and a calm line under each row."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
        area = QRectF(option.rect)
        if current:
            painter.fillRect(area, color("current"))
        if index.column() == m.OUTCOME:
            row: m.Row = index.data(m.ROW_ROLE)
            text, tone, sign = outcome_pill(row.outcome)
            top = area.center().y() - pill_size(text, sign).height() / 2
            paint_pill(painter, QPointF(area.left() + px(4), top), text, tone, sign)
        else:
            option.rect = option.rect.adjusted(-px(3), 0, -px(3), 0)
            option.textElideMode = (
                Qt.TextElideMode.ElideMiddle if index.column() == m.FILE else Qt.TextElideMode.ElideRight
            )
            super().paint(painter, option, index)
        painter.setPen(color("border"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if current and index.column() == m.FILE:
            view = option.widget
            tint = color("accent" if isinstance(view, QWidget) and view.hasFocus() else "border_strong")
            painter.fillRect(QRectF(area.left(), area.top(), px(4), area.height() - 1), tint)


class ResultTable(QTableView):
    """Enter, a double click: ``opened`` with the row. The newest stands on top; what the operator reads stays put."""

    opened = Signal(object)
    place_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results = m.ResultModel(self)
        self._filter = m.OutcomeFilter(self)
        self._filter.setSourceModel(self.results)
        self.setModel(self._filter)
        setup_table(self, self.tr("Hasil impor"), row_px=ROW_PX)
        self.setItemDelegate(ResultDelegate(self))
        self.setWordWrap(False)
        header = self.horizontalHeader()
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, px(width))
        header.setSectionResizeMode(m.REASON, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.place_changed.emit())

    def current(self) -> m.Row | None:
        """The row with the mark."""
        index = self.currentIndex()
        return index.data(m.ROW_ROLE) if index.isValid() else None

    def show_only(self, outcome: ImportOutcome | None) -> None:
        self._filter.show_only(outcome)
        self.place_changed.emit()

    def show_rows(self, rows: Sequence[m.Row], names: m.Names) -> None:
        """Replace what is known; the mark and the place stay on the same image."""
        marked, place = self.current(), self.verticalScrollBar().value()
        self.results.show_rows(rows, names)
        if marked is not None and marked.image_id is not None:
            self.select(marked.image_id)
        self.verticalScrollBar().setValue(place)

    def add_items(self, items: Sequence[ImportItem]) -> None:
        """New results on top; whoever has scrolled down keeps the rows in view."""
        bar = self.verticalScrollBar()
        place, before = bar.value(), self._filter.rowCount()
        self.results.add_items(items)
        if place > 0:
            bar.setValue(place + (self._filter.rowCount() - before) * self.rowHeight(0))

    def select(self, image_id: str) -> None:
        """Put the mark on an image, if it is shown."""
        number = self.results.find(image_id)
        if number is not None:
            index = self._filter.mapFromSource(self.results.index(number, 0))
            if index.isValid():
                self.setCurrentIndex(index)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(m.ROW_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_operator = event.reason() is not Qt.FocusReason.OtherFocusReason
        if by_operator and not self.currentIndex().isValid() and self._filter.rowCount():
            self.setCurrentIndex(self._filter.index(0, 0))
        self.place_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.place_changed.emit()


class OutcomeChips(ChipRow):
    """Semua, Diterima, Ganda, Tidak terbaca, Belum bertempat, each with its count."""

    outcome_chosen = Signal(object)
    """An outcome, or ``None`` for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Saring hasil impor"))
        self.show_counts({})
        self.choose(_ALL)
        self.chosen.connect(lambda key: self.outcome_chosen.emit(None if key == _ALL else ImportOutcome(key)))

    def show_counts(self, counts: dict[ImportOutcome, int]) -> None:
        """Update the numbers; the chosen chip stays chosen."""
        items: list[tuple[str, Any]] = [(_ALL, chip_text(None, sum(counts.values())))]
        items += [(outcome.value, chip_text(outcome, counts.get(outcome, 0))) for outcome in OUTCOMES]
        focused = next((key for key in self.keys if self._chips[key].hasFocus()), "")
        self.show_items(items)
        self.choose(self.current or _ALL)
        if focused:
            self._chips[focused].setFocus()

    def choose_outcome(self, outcome: ImportOutcome | None) -> None:
        """Mark a chip and tell about it."""
        self.choose(outcome.value if outcome else _ALL)
        self.outcome_chosen.emit(outcome)
