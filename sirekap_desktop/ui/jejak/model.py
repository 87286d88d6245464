"""The acts as a table that holds a few pieces of a long list; what is scrolled to is asked for when it is needed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from sirekap_desktop.models.audit_list import AuditAct
from sirekap_desktop.models.audit_query import AuditIndex, Mark
from sirekap_desktop.models.audit_words import KIND_NAMES
from sirekap_desktop.reports.audit_listing import short_time
from sirekap_desktop.ui.theme import color

Index = QModelIndex | QPersistentModelIndex

TIME, KIND, SENTENCE = range(3)
ACT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The :class:`AuditAct` of a row; ``None`` while it is on its way."""
STEP = 200
"""Acts in a piece."""
KEPT = 12
"""Pieces kept; the one that was looked at longest ago goes first."""


class ActModel(QAbstractTableModel):
    """Rows are the acts of a filter, newest first."""

    piece_wanted = Signal(int)
    """A piece that is being looked at and is not there; emitted once until it comes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.index_: AuditIndex = AuditIndex(0, (), STEP)
        self.known = False
        """Whether the number of rows is that of the whole filter."""
        self._pieces: OrderedDict[int, tuple[AuditAct, ...]] = OrderedDict()
        self._asked: set[int] = set()

    def show_first(self, acts: Sequence[AuditAct]) -> None:
        """The newest acts of another filter, before anybody knows how many there are."""
        self._reset(AuditIndex(len(acts), (), STEP), acts, known=False)

    def show_index(self, index: AuditIndex, acts: Sequence[AuditAct]) -> None:
        """How many acts the filter finds, and the first piece of them as it is now."""
        if self.known or self._pieces.get(0, ()) != tuple(acts):
            self._reset(index, acts, known=True)
            return
        before, self.known = self.index_.total, True
        if index.total > before:
            self.beginInsertRows(QModelIndex(), before, index.total - 1)
            self.index_ = index
            self.endInsertRows()
        self.index_ = index

    def _reset(self, index: AuditIndex, acts: Sequence[AuditAct], *, known: bool) -> None:
        self.beginResetModel()
        self.index_, self.known = index, known
        self._pieces = OrderedDict({0: tuple(acts)}) if acts else OrderedDict()
        self._asked.clear()
        self.endResetModel()

    def show_piece(self, number: int, acts: Sequence[AuditAct]) -> None:
        """A piece that was asked for."""
        self._asked.discard(number)
        self._pieces[number] = tuple(acts)
        while len(self._pieces) > KEPT:
            self._pieces.popitem(last=False)
        first = number * STEP
        last = min(first + STEP, self.rowCount()) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, SENTENCE))

    def mark(self, piece: int) -> Mark:
        """Where a piece begins in the chain."""
        return self.index_.marks[piece]

    def act(self, row: int) -> AuditAct | None:
        """The act of a row; asks for it when it is not there."""
        number, place = divmod(row, STEP)
        piece = self._pieces.get(number)
        if piece is None:
            if number not in self._asked and number < len(self.index_.marks):
                self._asked.add(number)
                self.piece_wanted.emit(number)
            return None
        self._pieces.move_to_end(number)
        return piece[place] if place < len(piece) else None

    @property
    def pieces(self) -> int:
        """How many pieces are kept in memory."""
        return len(self._pieces)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.index_.total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else SENTENCE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        translate = QCoreApplication.translate
        return (translate("Jejak", "Waktu"), translate("Jejak", "Jenis"), translate("Jejak", "Perbuatan"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        act = self.act(index.row())
        if role == ACT_ROLE:
            return act
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(act, index.column()) if act else "…"
        if role == Qt.ItemDataRole.ForegroundRole and index.column() != SENTENCE:
            return color("muted")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) and act:
            return f"{short_time(act.row.at)}. {act.sentence}"
        return None


def _text(act: AuditAct, column: int) -> str:
    return (_time(act.row.at), KIND_NAMES[act.kind], act.sentence)[column]


def _time(stamp: str) -> str:
    """Without the year, which stands beside the list: ``17 Feb 09.15.02``."""
    words = short_time(stamp).split(" ")
    return " ".join((*words[:2], *words[3:]))
