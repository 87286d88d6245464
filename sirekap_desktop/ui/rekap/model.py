"""The recap sheet as a table model: section rows, grouped L/P/JML rows, cells with their marks. No database, no form.

Layout: columns No., Uraian, part, then one per TPS or desa, then JUMLAH AKHIR. A section takes a row of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.recap import RecapCell, RecapRow, RecapTable
from sirekap_desktop.ui.theme import color, current_scale, font

Index = QModelIndex | QPersistentModelIndex

NUMBER, LABEL, PART = range(3)
FIXED_COLUMNS = 3
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
"""The :class:`RecapCell` of a figure."""
SECTION_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether the row is a section heading."""

_BRUSHES = ("accent", "bad", "muted", "section", "bad_bg", "current", "total")
_PARTS = {"l": "LK", "p": "PR", "j": "JML", "": ""}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row on the screen: a section heading, or row ``recap`` of the table."""

    section: str = ""
    recap: int = -1
    span: int = 1
    """Rows that No. and Uraian cover: 3 at the first of an L/P/JML group, 0 at those below it."""


@dataclass(frozen=True, slots=True)
class CellLook:
    """All that painting a figure needs; ``None`` means what the table has."""

    text: str
    alignment: Qt.AlignmentFlag
    font: QFont | None
    ink: QBrush | None
    background: QBrush | None


def sheet_rows(rows: Sequence[RecapRow], sections: Sequence[tuple[str, str]]) -> tuple[SheetRow, ...]:
    """Section headings put between the rows; groups found by ``row``."""
    return tuple(_sheet_rows(rows, dict(sections)))


def _sheet_rows(rows: Sequence[RecapRow], titles: dict[str, str]) -> Iterator[SheetRow]:
    section = group = None
    for number, row in enumerate(rows):
        if row.section != section:
            section = row.section
            yield SheetRow(section=f"{section}. {titles.get(section, '')}")
        span = 0 if row.part and row.row == group else sum(other.row == row.row for other in rows) if row.part else 1
        group = row.row
        yield SheetRow(recap=number, span=span)


def cell_text(cell: RecapCell, *, single: bool) -> str:
    """A figure, or *belum*, or *kosong*; a sum that lacks something carries a star. ``!`` and the pencil are painted.

    Args:
        cell: the figure.
        single: a cell of one TPS, which is *belum* until it is recorded and *kosong* when the paper is empty.
    """
    if single and cell.missing:
        return QCoreApplication.translate("Rekap", "belum")
    if single and cell.empty:
        return QCoreApplication.translate("Rekap", "kosong")
    star = " *" if cell.missing or cell.empty else ""
    return f"{format_count(cell.value)}{star}"


class RecapModel(QAbstractTableModel):
    """Shows one :class:`RecapTable`; another table of the same shape only repaints."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table: RecapTable | None = None
        self.rows: tuple[RecapRow, ...] = ()
        self.sheet: tuple[SheetRow, ...] = ()
        self.labels: Mapping[str, str] = {}
        """Short wording per field for the narrow column; the official one is in the tooltip."""
        self._bold = font(bold=True, scale=current_scale())
        self._brushes = {name: QBrush(color(name)) for name in _BRUSHES}
        self._readers: dict[int, Callable[[Index], Any]] = {
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.ToolTipRole: self._official,
            Qt.ItemDataRole.TextAlignmentRole: self._alignment,
            Qt.ItemDataRole.FontRole: self._font,
            Qt.ItemDataRole.ForegroundRole: self._foreground,
            Qt.ItemDataRole.BackgroundRole: self._background,
        }

    def show_table(self, table: RecapTable, rows: Sequence[RecapRow], sections: Sequence[tuple[str, str]]) -> bool:
        """Replace the sheet; returns whether rows or columns changed, so that widths and spans must be set anew."""
        sheet = sheet_rows(rows, sections)
        same = self._same(table, sheet)
        if not same:
            self.beginResetModel()
        self.table, self.rows, self.sheet = table, tuple(rows), sheet
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        else:
            self.endResetModel()
        return not same

    def _same(self, table: RecapTable, sheet: tuple[SheetRow, ...]) -> bool:
        if self.table is None or self.sheet != sheet:
            return False
        codes = [column.code for column in table.columns]
        return [column.code for column in self.table.columns] == codes

    @property
    def single(self) -> bool:
        """Whether a column is one TPS."""
        return self.table is not None and self.table.level == "desa"

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.sheet)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.table is None else FIXED_COLUMNS + len(self.table.columns) + 1

    @property
    def total_column(self) -> int:
        return self.columnCount() - 1

    def cell(self, index: Index) -> RecapCell | None:
        """The figure at a place; ``None`` in captions and section rows."""
        row, column = self.sheet[index.row()], index.column() - FIXED_COLUMNS
        if self.table is None or row.recap < 0 or column < 0:
            return None
        if index.column() == self.total_column:
            return self.table.totals[row.recap]
        return self.table.cells[row.recap][column]

    def look(self, index: Index) -> CellLook:
        """What painting a figure needs, in one question."""
        return CellLook(
            self._text(index),
            self._alignment(index),
            self._font(index),
            self._foreground(index),
            self._background(index),
        )

    def recap_row(self, index: Index) -> RecapRow | None:
        number = self.sheet[index.row()].recap
        return self.rows[number] if number >= 0 else None

    def column_code(self, index: Index) -> str:
        """TPS or desa of a column; empty in captions and the total."""
        number = index.column() - FIXED_COLUMNS
        if self.table is None or not 0 <= number < len(self.table.columns):
            return ""
        return self.table.columns[number].code

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        if role == SECTION_ROLE:
            return bool(self.sheet[index.row()].section)
        if role == CELL_ROLE:
            return self.cell(index)
        reader = self._readers.get(role)
        return reader(index) if reader else None

    def _text(self, index: Index) -> str:
        sheet = self.sheet[index.row()]
        if sheet.section:
            return sheet.section if index.column() == 0 else ""
        row = self.rows[sheet.recap]
        if index.column() < FIXED_COLUMNS:
            label = self.labels.get(row.field, row.label)
            return (short_number(row), label, _PARTS[row.part])[index.column()]
        cell = self.cell(index)
        assert cell is not None
        is_total = index.column() == self.total_column
        return cell_text(cell, single=self.single and not is_total)

    def _official(self, index: Index) -> str:
        row = self.recap_row(index)
        return f"{row.number} {row.label}" if row and index.column() < FIXED_COLUMNS else ""

    def _spoken(self, index: Index) -> str:
        row = self.recap_row(index)
        if row is None or self.table is None or index.column() < FIXED_COLUMNS:
            return self._text(index)
        heading = self.headerData(index.column(), Qt.Orientation.Horizontal)
        return f"{heading}, {row.number} {row.label} {_PARTS[row.part]}: {self._text(index)}"

    def _alignment(self, index: Index) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if index.column() >= FIXED_COLUMNS else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _font(self, index: Index) -> QFont | None:
        bold = self.sheet[index.row()].section or index.column() == self.total_column
        cell = self.cell(index)
        if bold or (cell and cell.broken):
            return self._bold
        return None

    def _foreground(self, index: Index) -> QBrush | None:
        if self.sheet[index.row()].section:
            return self._brushes["accent"]
        cell = self.cell(index)
        if cell is None:
            return None
        if cell.broken:
            return self._brushes["bad"]
        single = self.single and index.column() != self.total_column
        return self._brushes["muted"] if single and (cell.missing or cell.empty) else None

    def _background(self, index: Index) -> QBrush | None:
        if self.sheet[index.row()].section:
            return self._brushes["section"]
        cell = self.cell(index)
        if cell and cell.broken:
            return self._brushes["bad_bg"]
        if cell and cell.corrected and index.column() != self.total_column:
            return self._brushes["current"]
        return self._brushes["total"] if index.column() == self.total_column else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if orientation is not Qt.Orientation.Horizontal or self.table is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section >= FIXED_COLUMNS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        translate = QCoreApplication.translate
        if section < FIXED_COLUMNS:
            return (translate("Rekap", "No."), translate("Rekap", "Uraian"), "")[section]
        if section == self.total_column:
            return translate("Rekap", "JUMLAH AKHIR")
        return self.table.columns[section - FIXED_COLUMNS].title


def short_number(row: RecapRow) -> str:
    """The official numbering without its section: ``I.B.4`` → ``B.4``."""
    prefix = f"{row.section}."
    return row.number[len(prefix) :] if row.number.startswith(prefix) else row.number
