"""What the two tables of the kabupaten show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sirekap_desktop.forms.numbers import format_count

Index = QModelIndex | QPersistentModelIndex
Cell = str | int


@dataclass(frozen=True, slots=True)
class Rows:
    """Headings and lines; numbers stand at the right."""

    heads: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...] = ()


class RowsModel(QAbstractTableModel):
    """A small table that is shown whole."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None, *, words: int = 99) -> None:
        """``words``: how many columns from the left hold words; the others are numbers."""
        super().__init__(parent)
        self._words = words
        self.rows = Rows(tuple(heads))

    def show_lines(self, lines: Sequence[tuple[Cell, ...]]) -> None:
        self.beginResetModel()
        self.rows = Rows(self.rows.heads, tuple(lines))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        cell = self.rows.lines[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return format_count(cell) if isinstance(cell, int) else cell
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(cell, int):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= self._words:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.rows.heads[section]
