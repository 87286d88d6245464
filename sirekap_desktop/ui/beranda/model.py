"""The two-level table of Beranda: desa, and below each its TPS. Columns are constants, roles carry native values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.records import Status, TpsProgress
from sirekap_desktop.ui.beranda.overview import Attention, DesaLine, Overview, attention
from sirekap_desktop.ui.beranda.words import attention_pill
from sirekap_desktop.ui.theme import current_scale, font
from sirekap_desktop.ui.widgets.pill import status_text

Index = QModelIndex | QPersistentModelIndex

NAME, TPS, BAR, BELUM, TERBACA, DIPERIKSA, DISAHKAN, TERKUNCI, MATTERS, ARROW = range(10)
STATUS_COLUMNS = {
    BELUM: Status.BELUM,
    TERBACA: Status.TERBACA,
    DIPERIKSA: Status.DIPERIKSA,
    DISAHKAN: Status.DISAHKAN,
    TERKUNCI: Status.TERKUNCI,
}
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
"""The :class:`DesaLine` or :class:`TpsProgress` of a row."""
MATTERS_ROLE = Qt.ItemDataRole.UserRole + 2
"""Tuple of :class:`Attention` of a row."""


class OverviewModel(QAbstractItemModel):
    """Shows an :class:`Overview`. The structure changes only when desa or TPS change; otherwise rows are repainted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.overview = Overview()

    def show_overview(self, overview: Overview) -> None:
        """Replace the data, keeping open rows and the current one when desa and TPS are the same."""
        if _shape(overview) != _shape(self.overview):
            self.beginResetModel()
            self.overview = overview
            self.endResetModel()
            return
        self.overview = overview
        if overview.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(overview.lines) - 1, ARROW))
        for row, line in enumerate(overview.lines):
            parent = self.index(row, 0)
            if line.tps:
                last = self.index(len(line.tps) - 1, ARROW, parent)
                self.dataChanged.emit(self.index(0, 0, parent), last)

    # -- structure: internal id 0 is a desa, n is a TPS of desa n - 1 ------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        owner = index.internalId() if index.isValid() else 0
        return self.createIndex(owner - 1, 0, 0) if owner else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self.overview.lines)
        is_desa = not parent.internalId() and parent.column() == 0
        return len(self.overview.lines[parent.row()].tps) if is_desa else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return ARROW + 1

    # -- data --------------------------------------------------------------------------------------------------------

    def line(self, index: Index) -> DesaLine:
        """The desa of a row, or of the row's TPS."""
        return self.overview.lines[index.internalId() - 1 if index.internalId() else index.row()]

    def tps(self, index: Index) -> TpsProgress | None:
        """The TPS of a row; ``None`` for a desa."""
        return self.line(index).tps[index.row()] if index.internalId() else None

    def matters(self, index: Index) -> tuple[Attention, ...]:
        tps = self.tps(index)
        return attention(tps) if tps else self.line(index).attention

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        readers: dict[int, Callable[[Index], Any]] = {
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.FontRole: self._font,
            Qt.ItemDataRole.TextAlignmentRole: lambda place: _alignment(place.column()),
            ITEM_ROLE: lambda place: self.tps(place) or self.line(place),
            MATTERS_ROLE: self.matters,
        }
        reader = readers.get(role)
        return reader(index) if reader else None

    def _font(self, index: Index) -> QFont | None:
        is_desa = index.column() == NAME and not index.internalId()
        return font(bold=True, scale=current_scale()) if is_desa else None

    def _text(self, index: Index) -> str:
        tps, line, column = self.tps(index), self.line(index), index.column()
        if column == NAME:
            return tps.tps.label if tps else line.desa.name
        if column == TPS:
            return "" if tps else format_count(len(line.tps))
        if column in STATUS_COLUMNS and tps is None:
            count = line.count(STATUS_COLUMNS[column])
            return format_count(count) if count else "–"
        return ""

    def _spoken(self, index: Index) -> str:
        tps, column = self.tps(index), index.column()
        if column == MATTERS:
            return "; ".join(attention_pill(item)[0] for item in self.matters(index))
        if column == BAR:
            if tps:
                return _recorded(tps)
            line = self.line(index)
            return ", ".join(f"{status_text(s)} {format_count(n)}" for s, n in line.statuses.items())
        if column in STATUS_COLUMNS and tps:
            return status_text(tps.status) if tps.status is STATUS_COLUMNS[column] else ""
        return self._text(index)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        translate = QCoreApplication.translate
        names = {
            NAME: translate("Beranda", "Desa"),
            TPS: "TPS",
            BAR: translate("Beranda", "Kemajuan"),
            MATTERS: translate("Beranda", "Perlu perhatian"),
        }
        if section in STATUS_COLUMNS:
            return status_text(STATUS_COLUMNS[section]).capitalize()
        return names.get(section, "")


def _recorded(tps: TpsProgress) -> str:
    text = QCoreApplication.translate("Beranda", "{done} dari {total} isian dicatat")
    return text.format(done=format_count(tps.fields_recorded), total=format_count(tps.fields_total))


def _alignment(column: int) -> Qt.AlignmentFlag:
    right = column == TPS or column in STATUS_COLUMNS
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _shape(overview: Overview) -> list[tuple[str, int]]:
    return [(line.desa.code, len(line.tps)) for line in overview.lines]
