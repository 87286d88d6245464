"""The figures of a TPS as rows: one is current; beside them what a copy says or what was counted again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from sirekap_desktop.forms.numbers import format_count, parse_count
from sirekap_desktop.jobs.pleno import Figure
from sirekap_desktop.ui.periksa.words import field_name
from sirekap_desktop.ui.pleno.words import change_words, figure_words, holder_words, sirekap_words
from sirekap_desktop.ui.theme import color, current_scale, font, px
from sirekap_desktop.ui.widgets import setup_table

_MOST_DIGITS = 5
SIREKAP = 3
"""Column; shown where something of Sirekap is known."""
Index = QModelIndex | QPersistentModelIndex


class Typing(StrEnum):
    """What the digits that are typed now mean."""

    NOTHING = ""
    COPY = "copy"
    """What stands in the copy that somebody holds, where it differs."""
    RECOUNT = "recount"
    """What was counted again."""


class FigureModel(QAbstractTableModel):
    """Columns: row, figure, beside it, and what Sirekap published."""

    def __init__(self, parent: FigureTable) -> None:
        super().__init__(parent)
        self.figures: tuple[Figure, ...] = ()
        self.typing = Typing.NOTHING
        self._copies: dict[str, str] = {}
        self._typed: dict[str, str] = {}

    def show_figures(self, figures: Sequence[Figure], copies: Mapping[str, Sequence[tuple[str, int]]]) -> None:
        """Replace all; what is being typed stays."""
        self.beginResetModel()
        self.figures = tuple(figures)
        self._copies = {
            name: ", ".join(f"{holder_words(holder)}: {format_count(value)}" for holder, value in found)
            for name, found in copies.items()
        }
        self.endResetModel()

    def begin(self, typing: Typing) -> None:
        """Take digits from now on (or none)."""
        self.typing, self._typed = typing, {}
        if self.figures:
            self.dataChanged.emit(self.index(0, 2), self.index(len(self.figures) - 1, 2))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 2, 2)

    def type_digit(self, row: int, digit: str) -> None:
        """One more digit; an empty one takes the last away."""
        name = self.figures[row].field.name
        before = self._typed.get(name, "")
        now = (before + digit)[:_MOST_DIGITS] if digit else before[:-1]
        if now:
            self._typed[name] = now
        else:
            self._typed.pop(name, None)
        self.dataChanged.emit(self.index(row, 2), self.index(row, 2))

    @property
    def typed(self) -> dict[str, int]:
        """What was typed, by field."""
        found = {name: parse_count(text) for name, text in self._typed.items()}
        return {name: value for name, value in found.items() if value is not None}

    @property
    def differences(self) -> tuple[tuple[str, int], ...]:
        """What was typed and is not the recorded figure."""
        recorded = {one.field.name: one.value for one in self.figures}
        return tuple((name, value) for name, value in self.typed.items() if value != recorded[name])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.figures)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return SIREKAP + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return _side(section)
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        beside = {Typing.COPY: self.tr("Di salinan"), Typing.RECOUNT: self.tr("Hitung ulang")}
        return (self.tr("Isian"), self.tr("Angka"), beside.get(self.typing, self.tr("Catatan")), "Sirekap")[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        figure = self.figures[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (field_name(figure.field), figure_words(figure), self._beside(figure), sirekap_words(figure))[
                index.column()
            ]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role == Qt.ItemDataRole.FontRole and index.column() > 0:
            return _number_font() if index.column() == 1 else None
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2:
            return color("warn")
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == SIREKAP:
            return color("warn" if figure.sirekap_differs else "muted")
        return None

    def _beside(self, figure: Figure) -> str:
        if self.typing is not Typing.NOTHING:
            return self._typed.get(figure.field.name, "")
        return " · ".join(part for part in (change_words(figure), self._copies.get(figure.field.name, "")) if part)


def _side(column: int) -> Qt.AlignmentFlag:
    """Numbers at the right, their heading above them."""
    side = Qt.AlignmentFlag.AlignRight if column in (1, SIREKAP) else Qt.AlignmentFlag.AlignLeft
    return Qt.AlignmentFlag.AlignVCenter | side


def _number_font() -> QFont:
    return font(15, bold=True, scale=current_scale())


class FigureTable(QTableView):
    """Arrow keys step through the rows; Enter goes on, and past the last row says so."""

    stepped = Signal(int)
    """Another row is current."""

    ended = Signal()
    """Enter on the last row."""

    submitted = Signal()
    """Ctrl+Enter while digits are taken."""

    def __init__(self) -> None:
        super().__init__()
        self.figures = FigureModel(self)
        self.setModel(self.figures)
        setup_table(self, self.tr("Angka TPS ini"), row_px=28)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(1, px(90))
        self.setColumnWidth(2, px(230))
        header.setSectionResizeMode(SIREKAP, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(SIREKAP, px(110))
        header.moveSection(SIREKAP, 2)  # beside the figure, before the notes
        self.setColumnHidden(SIREKAP, True)

    @property
    def step(self) -> int:
        """The current row; -1 without figures."""
        return self.currentIndex().row()

    def show_figures(
        self, figures: Sequence[Figure], copies: Mapping[str, Sequence[tuple[str, int]]], step: int
    ) -> None:
        """Replace the rows and go to ``step``."""
        self.figures.show_figures(figures, copies)
        self.setColumnHidden(SIREKAP, all(one.sirekap is None for one in figures))
        if figures:
            self.go_to(min(max(step, 0), len(figures) - 1))

    def go_to(self, row: int) -> None:
        """Make a row current."""
        self.setCurrentIndex(self.figures.index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.scrollTo(current, QTableView.ScrollHint.PositionAtCenter)
            self.stepped.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on(event)
        elif self.figures.typing is not Typing.NOTHING and self._types(event):
            return
        elif event.text() and event.text().isprintable():
            event.ignore()  # letters are keys of the page, not a search in the table
        else:
            super().keyPressEvent(event)

    def _go_on(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
        elif 0 <= self.step < self.figures.rowCount() - 1:
            self.go_to(self.step + 1)
        elif not event.isAutoRepeat():  # a key held down reads to the end, and no further
            self.ended.emit()

    def _types(self, event: QKeyEvent) -> bool:
        text = event.text()
        if event.key() == Qt.Key.Key_Backspace:
            self.figures.type_digit(self.step, "")
        elif text.isascii() and text.isdigit() and self.step >= 0:
            self.figures.type_digit(self.step, text)
        else:
            return False
        return True
