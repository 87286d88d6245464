"""The list of results: what came in, how it ended, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from sirekap_desktop.jobs.importing import ImportItem
from sirekap_desktop.jobs.judging import known_forms
from sirekap_desktop.models.records import ImageVersion, ImportOutcome
from sirekap_desktop.ui.impor.words import file_text, outcome_text, page_text, place_text, version_note

if TYPE_CHECKING:
    from sirekap_desktop.models.workspace import Workspace

FILE, PAGE, TPS, OUTCOME, REASON, TIME = range(6)
ROW_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One file, or one form page of it."""

    source: str
    index: int
    outcome: ImportOutcome
    reason: str
    tps: str | None
    form: str | None
    page: int | None
    image_id: str | None
    at: str
    """ISO time; empty while unknown."""
    image: ImageVersion | None = None

    @property
    def time(self) -> str:
        """``19.45`` today, else with the date."""
        if not self.at:
            return ""
        when = datetime.fromisoformat(self.at).astimezone()
        today = when.date() == datetime.now().astimezone().date()
        return f"{when:%H.%M}" if today else f"{when:%d-%m %H.%M}"


@dataclass(frozen=True, slots=True)
class Names:
    """How TPS and forms are called."""

    tps: dict[str, str]
    forms: dict[str, str]
    own_forms: frozenset[str]


def row_of_item(item: ImportItem) -> Row:
    """A result as the import tells it."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Row(item.source, item.index, item.outcome, item.reason, item.tps, item.form, item.page, item.image_id, now)


def load_rows(workspace: Workspace) -> tuple[tuple[Row, ...], Names]:
    """All pictures of the workspace, the newest first; runs in the pool."""
    images = workspace.images()
    newest: dict[tuple[str | None, str | None, int | None], int] = {}
    for image in images:
        place = (image.tps, image.form, image.page)
        newest[place] = max(newest.get(place, 0), image.version)
    rows = tuple(_row_of_image(image, newest[image.tps, image.form, image.page]) for image in reversed(images))
    return rows, load_names(workspace)


def load_names(workspace: Workspace) -> Names:
    """Runs in the pool."""
    desa = {item.code: item.name for item in workspace.desa()}
    return Names(
        {item.code: place_text(desa[item.desa_code], item.number) for item in workspace.tps()},
        {form.id: form.title for form in known_forms(workspace)},
        frozenset(form.id for form in workspace.forms()),
    )


def _row_of_image(image: ImageVersion, newest: int) -> Row:
    note = version_note(image.version, newest) if image.version else ""
    return Row(
        image.source, image.index, image.outcome, image.reason or note, image.tps, image.form, image.page, image.id,
        image.added_at, image,
    )  # fmt: skip


def _moment(row: Row) -> float:
    return datetime.fromisoformat(row.at).timestamp() if row.at else 0.0


class ResultModel(QAbstractTableModel):
    """Rows of the workspace, and on top of them what this session met and the workspace does not keep."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._loose: list[Row] = []
        """Duplicates and files that could not be opened: they leave no picture behind."""
        self._names = Names({}, {}, frozenset())

    # filling

    def show_rows(self, rows: Iterable[Row], names: Names) -> None:
        """What the workspace knows now."""
        self.beginResetModel()
        self._names = names
        stored = list(rows)
        self._rows = sorted([*self._loose, *stored], key=_moment, reverse=True)
        self.endResetModel()

    def add_items(self, items: Sequence[ImportItem]) -> None:
        """Results of a running import, the oldest first."""
        rows = [row_of_item(item) for item in reversed(items)]
        if not rows:
            return
        self._loose = [row for row in rows if row.image_id is None] + self._loose
        self.beginInsertRows(QModelIndex(), 0, len(rows) - 1)
        self._rows[:0] = rows
        self.endInsertRows()

    def clear(self) -> None:
        self.beginResetModel()
        self._rows, self._loose = [], []
        self.endResetModel()

    # asking

    def counts(self) -> Counter[ImportOutcome]:
        return Counter(row.outcome for row in self._rows)

    def row(self, number: int) -> Row:
        return self._rows[number]

    def find(self, image_id: str) -> int | None:
        """The number of the row of an image."""
        return next((number for number, row in enumerate(self._rows) if row.image_id == image_id), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return TIME + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            self.tr("Berkas"), self.tr("Halaman"), self.tr("TPS"), self.tr("Hasil"), self.tr("Keterangan"),
            self.tr("Waktu"),
        )[section]  # fmt: skip

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            tips = {FILE: row.source, REASON: row.reason, PAGE: self._names.forms.get(row.form or "", "")}
            return tips.get(index.column()) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (self._text(row, column) for column in range(TIME + 1))))
        return None

    def _text(self, row: Row, column: int) -> str:
        if column == FILE:
            return file_text(row.source, row.index)
        if column == PAGE:
            other = row.form is not None and row.form not in self._names.own_forms
            return page_text(row.page, other_form=other)
        if column == TPS:
            return self._names.tps.get(row.tps or "", row.tps or "–")
        if column == OUTCOME:
            return outcome_text(row.outcome)
        return row.reason if column == REASON else row.time


class OutcomeFilter(QSortFilterProxyModel):
    """Only rows of one outcome, or all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.outcome: ImportOutcome | None = None

    def show_only(self, outcome: ImportOutcome | None) -> None:
        """``None`` shows all."""
        self.beginFilterChange()
        self.outcome = outcome
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, _parent: _Index) -> bool:
        if self.outcome is None:
            return True
        model: ResultModel = self.sourceModel()  # type: ignore[assignment]
        return model.row(source_row).outcome is self.outcome
