"""The comparison with Sirekap as a table: differences, sums that Sirekap breaks, TPS on one side only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.reports.rapat.sirekap import SirekapReport, signed
from sirekap_desktop.ui.periksa.words import value_text
from sirekap_desktop.ui.theme import color

Index = QModelIndex | QPersistentModelIndex
PLACE, WHAT, RECORDED, SIREKAP, DIFFERENCE = range(5)
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The :class:`Line` of a row."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what is shown, and where Enter goes."""

    tps: str
    texts: tuple[str, str, str, str, str]
    field: str = ""
    known: bool = True
    """Whether the workspace has this TPS."""


def lines_of(report: SirekapReport) -> Iterator[Line]:
    """Differences first: they are what the meeting settles."""
    translate = QCoreApplication.translate
    for one in report.lines:
        figures = (value_text(one.recorded), format_count(one.sirekap), signed(one.difference))
        yield Line(one.tps, (one.place, f"{one.number} {one.label}", *figures), one.field)
    for sum_ in report.sums:
        words = translate("Sirekap", "Hitungan Sirekap: {formula}").format(formula=sum_.formula)
        yield Line(sum_.tps, (sum_.place, words, "", sum_.numbers, signed(sum_.difference)), sum_.field)
    for code, place in report.absent:
        yield Line(code, (place, translate("Sirekap", "Sirekap belum punya angka TPS ini"), "", "–", ""))
    for code in report.foreign:
        words = translate("Sirekap", "Hanya ada di Sirekap: TPS ini tidak ada di ruang kerja")
        yield Line(code, (code, words, "–", "", ""), known=False)


class SirekapModel(QAbstractTableModel):
    """Where, what, and both figures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else DIFFERENCE + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.texts[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == DIFFERENCE:
            return color("warn")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return _side(section)
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        translate = QCoreApplication.translate
        return (
            translate("Sirekap", "TPS"),
            translate("Sirekap", "Yang dibandingkan"),
            translate("Sirekap", "Tercatat"),
            "Sirekap",
            translate("Sirekap", "Selisih"),
        )[section]


def _side(column: int) -> Qt.AlignmentFlag:
    """Numbers at the right, their heading above them."""
    side = Qt.AlignmentFlag.AlignRight if column >= RECORDED else Qt.AlignmentFlag.AlignLeft
    return Qt.AlignmentFlag.AlignVCenter | side
