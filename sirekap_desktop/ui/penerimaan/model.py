"""The tables of Penerimaan: kecamatan with their states, and small lists whose second column is a pill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sirekap_desktop.models.penerimaan.records import KecamatanState, State
from sirekap_desktop.ui.penerimaan.words import Pill, moment, note_text, part_text, state_pill
from sirekap_desktop.ui.theme import color, px
from sirekap_desktop.ui.widgets import paint_pill, pill_size

Index = QModelIndex | QPersistentModelIndex
PILL_ROLE = Qt.ItemDataRole.UserRole
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what it is about, its texts, and the pill that stands in one of its columns."""

    key: str
    texts: tuple[str, ...]
    pill: Pill | None = None


class LinesModel(QAbstractTableModel):
    """Rows of text; ``pill`` is the column of the pill, ``right`` those of figures."""

    def __init__(
        self, heads: Sequence[str], parent: QObject | None = None, *, pill: int = -1, right: Sequence[int] = ()
    ) -> None:
        super().__init__(parent)
        self.heads, self.pill, self._right = tuple(heads), pill, frozenset(right)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def row_of(self, key: str) -> int | None:
        return next((row for row, line in enumerate(self.lines) if line.key == key), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        line, column = self.lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.texts[column]
        if role == PILL_ROLE and column == self.pill:
            return line.pill
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return self.heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        return RIGHT if column in self._right else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PillDelegate(QStyledItemDelegate):
    """Paints the pill of a row over its column, and a line under every row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
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


NAME, STATE, REVISION, RECEIVED, TPS, SIGNED, NOTE = range(7)
STRAYS = "asing"
"""Key of the line that holds what was refused and belongs to no kecamatan of the list."""


def kecamatan_line(state: KecamatanState) -> Line:
    """One kecamatan of the list."""
    pill = state_pill(state.state)
    came = state.state not in {State.BELUM, State.DITOLAK}
    return Line(
        state.code,
        (
            f"{state.code} {state.name}", pill[0], str(state.revision) if came else "–",
            moment(state.received_at) or "–", part_text(state.tps_complete, state.tps_total),
            part_text(state.signed, state.sheets), note_text(state),
        ),
        pill,
    )  # fmt: skip
