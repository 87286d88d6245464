"""Rows of the dialog about a file of figures: problems, differences side by side, and rules."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex
Row = tuple[str, ...]


class RowsModel(QAbstractTableModel):
    """Texts in columns; with ``keys`` each row can be ticked in its first column."""

    ticked = Signal()

    def __init__(self, heads: Sequence[str], rows: Sequence[Row], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self._rows = tuple(rows)
        self._keys: tuple[Hashable, ...] = ()
        self.chosen: set[Hashable] = set()

    def use_keys(self, keys: Sequence[Hashable]) -> None:
        """Let rows be ticked; ``chosen`` holds the keys of those that are."""
        self._keys = tuple(keys)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Other rows, none of which can be ticked."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def choose_all(self, *, chosen: bool) -> None:
        """Tick every row, or none."""
        self.chosen = set(self._keys) if chosen else set()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        self.ticked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self._keys and index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and self._keys and index.column() == 0:
            return Qt.CheckState.Checked if self._keys[index.row()] in self.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole and self._keys and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        if role != Qt.ItemDataRole.CheckStateRole or not self._keys:
            return False
        key = self._keys[index.row()]
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self.chosen.add(key)
        else:
            self.chosen.discard(key)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and self._keys and section:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None
