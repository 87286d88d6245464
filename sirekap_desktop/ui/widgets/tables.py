"""Table helpers: one look, whole rows by key, numbers right-aligned with the thousands point."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.ui.theme import px


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
