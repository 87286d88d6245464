"""Table helpers: one look, whole rows by key, numbers right-aligned with the thousands point."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.ui.theme import color, px
from sirekap_desktop.ui.widgets.pill import paint_pill, pill_size


def setup_table(view: QTableView, name: str, *, row_px: int = 34, rows: bool = True) -> None:
    """Give a table the house look: no grid, whole rows, Tab leaves it, Enter emits ``activated``."""
    view.setAccessibleName(name)
    view.setProperty("list", "true")
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    if rows:
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(px(row_px))
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)


PILL_ROLE = Qt.ItemDataRole.UserRole
"""Text, tone and sign of the pill that stands in a cell."""


class PillDelegate(QStyledItemDelegate):
    """Paints the pill of a row over its column, and a line under every row."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, color("current"))
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
        if pill := index.data(PILL_ROLE):
            text, tone, sign = pill
            top = area.center().y() - pill_size(text, sign).height() / 2
            paint_pill(painter, QPointF(area.left() + px(4), top), text, tone, sign)
        else:
            super().paint(painter, option, index)
        painter.setPen(color("border"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())


class CountDelegate(QStyledItemDelegate):
    """Shows an int with :func:`format_count`, right-aligned; ``None`` as a dash."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        value = index.data(Qt.ItemDataRole.DisplayRole)
        if isinstance(value, int):
            option.text = format_count(value)
        elif value is None:
            option.text = "–"
        option.displayAlignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
