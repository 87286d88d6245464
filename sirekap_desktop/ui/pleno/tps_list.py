"""All TPS of the meeting in the order of reading, each with its stage."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from sirekap_desktop.jobs.pleno import TpsLine
from sirekap_desktop.ui.pleno.words import line_state, place_words
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import paint_pill, pill_size, setup_table

Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractTableModel):
    """Place and stage."""

    def __init__(self, parent: TpsList) -> None:
        super().__init__(parent)
        self.lines: tuple[TpsLine, ...] = ()

    def show_lines(self, lines: tuple[TpsLine, ...]) -> None:
        """Replace all; where only stages changed, the list does not move."""
        if [line.code for line in lines] == [line.code for line in self.lines]:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole and index.column() == 0:
            return place_words(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{place_words(line)}, {line_state(line)[0]}"
        return None


class _StageDelegate(QStyledItemDelegate):
    """Paints the stage as a pill."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        view = self.parent()
        assert isinstance(view, TpsList)
        state = line_state(view.lines[index.row()])
        size = pill_size(state[0], state[2])
        top = option.rect.center().y() - size.height() / 2
        paint_pill(painter, QPointF(option.rect.right() - size.width() - px(6), top), *state)


class TpsList(QTableView):
    """Enter or a click opens a TPS."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._model = _Model(self)
        self.setModel(self._model)
        setup_table(self, self.tr("TPS menurut urutan rapat"), row_px=32)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(1, px(138))
        self.setItemDelegateForColumn(1, _StageDelegate(self))
        self.clicked.connect(lambda index: self._open(index.row()))

    @property
    def lines(self) -> tuple[TpsLine, ...]:
        return self._model.lines

    def show_lines(self, lines: tuple[TpsLine, ...]) -> None:
        """Replace the list."""
        self._model.show_lines(lines)

    def show_current(self, code: str) -> None:
        """Mark the TPS that is before the meeting."""
        row = next((number for number, line in enumerate(self.lines) if line.code == code), -1)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))
            self.scrollTo(self.currentIndex(), QTableView.ScrollHint.PositionAtCenter)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scrollTo(self.currentIndex(), QTableView.ScrollHint.PositionAtCenter)  # a hidden list does not scroll

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.lines):
            self.opened.emit(self.lines[row].code)
