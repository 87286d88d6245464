"""The tables of Penerimaan: kecamatan with their states, and small lists whose second column is a pill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sirekap_desktop.models.penerimaan.records import KecamatanState, State
from sirekap_desktop.ui.penerimaan.words import Pill, moment, note_text, part_text, state_pill
from sirekap_desktop.ui.widgets import PILL_ROLE

Index = QModelIndex | QPersistentModelIndex
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
