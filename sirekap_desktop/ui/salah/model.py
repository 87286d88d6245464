"""The list of likely slips as a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from sirekap_desktop.jobs.slips import SlipLine
from sirekap_desktop.ui.salah.words import likelihood_pill, look_at, place_text, reason_text, why
from sirekap_desktop.ui.theme import color

Index = QModelIndex | QPersistentModelIndex

PLACE, ELECTION, WHY, LIKELY = range(4)
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The :class:`SlipLine` of a row."""


class SlipModel(QAbstractTableModel):
    """Where, on which form, why with what to look at, and how likely."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[SlipLine, ...] = ()

    def show_lines(self, lines: tuple[SlipLine, ...]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def row_of(self, line: SlipLine) -> int | None:
        """Where the same slip stands now."""
        same = (n for n, one in enumerate(self.lines) if _key(one) == _key(line))
        return next(same, None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else LIKELY + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(line, index.column(), spoken=role == Qt.ItemDataRole.AccessibleTextRole)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == WHY:
            return self._text(line, WHY, spoken=True)
        if role == Qt.ItemDataRole.ForegroundRole and not line.open:
            return QColor(color("muted"))
        return None

    @staticmethod
    def _text(line: SlipLine, column: int, *, spoken: bool) -> str:
        if column == PLACE:
            return place_text(line.desa, line.tps)
        if column == ELECTION:
            return line.form.short_name
        if column == WHY:
            return f"{why(line)}\n{reason_text(line) or look_at(line)}"
        return likelihood_pill(line)[0] if spoken else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        translate = QCoreApplication.translate
        heads = (translate("Salah", "TPS"), translate("Salah", "Formulir"), translate("Salah", "Mengapa"),
                 translate("Salah", "Seberapa mungkin"))  # fmt: skip
        return heads[section]


def _key(line: SlipLine) -> tuple[str, str, str, str]:
    return (line.slip.kind, line.slip.form, line.slip.tps, line.slip.at)
