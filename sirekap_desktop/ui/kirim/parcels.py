"""The outbox as a card: a row per package and destination, what moves now, and what can be done."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from sirekap_desktop.exchange.transport.destination import Destination
from sirekap_desktop.jobs.outbox_file import Parcel, State
from sirekap_desktop.ui.kirim.runner import Pace, SendRunner
from sirekap_desktop.ui.kirim.words import note_text, progress_words, state_pill
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import PILL_ROLE, Card, PillDelegate, button, label, setup_table

Index = QModelIndex | QPersistentModelIndex
PACKAGE, DESTINATION, STATE, NOTE = range(4)


class ParcelModel(QAbstractTableModel):
    """The newest on top."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.parcels: tuple[Parcel, ...] = ()
        self._names: dict[str, str] = {}
        self.running = ""

    def show_parcels(self, parcels: tuple[Parcel, ...], destinations: tuple[Destination, ...], running: str) -> None:
        """Everything anew: there are few."""
        self.beginResetModel()
        self.parcels = tuple(reversed(parcels))
        self._names = {item.id: item.name for item in destinations}
        self.running = running
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.parcels)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else NOTE + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        parcel, column = self.parcels[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == PILL_ROLE and column == STATE:
            return state_pill(parcel, running=parcel.id == self.running)
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        return self._text(parcel, column)

    def _text(self, parcel: Parcel, column: int) -> str:
        running = parcel.id == self.running
        return (
            parcel.name,
            self._names.get(parcel.destination, ""),
            state_pill(parcel, running=running)[0],
            note_text(parcel, running=running),
        )[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = (self.tr("Paket"), self.tr("Tujuan"), self.tr("Keadaan"), self.tr("Keterangan"))
        return heads[section]


class ParcelsCard(Card):
    """Shows the outbox of a :class:`SendRunner`."""

    again_wanted = Signal(str)
    hold_wanted = Signal(str)
    remove_wanted = Signal(str)
    receipt_wanted = Signal(str)

    def __init__(self, runner: SendRunner, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Kiriman"), parent)
        self._runner = runner
        self.model = ParcelModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        setup_table(self.table, self.tr("Kiriman"), row_px=34)
        self.table.setWordWrap(True)
        self.table.setMinimumHeight(px(150))  # what is on its way stays in sight, however much a check has to say
        self.table.setItemDelegate(PillDelegate(self.table))
        self._size_columns()
        self.empty = label(self.tr("Belum ada kiriman. Pilih tujuan di kiri, lalu tekan Kirim."), "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._moving())
        self.body.addLayout(self._buttons())
        selection = self.table.selectionModel()
        selection.selectionChanged.connect(lambda _new, _old: self._show_buttons())
        runner.changed.connect(self.show_outbox)
        runner.moved.connect(self._show_pace)
        self.show_outbox()

    def _size_columns(self) -> None:
        header = self.table.horizontalHeader()
        for column, width in ((PACKAGE, 196), (DESTINATION, 140), (STATE, 160)):
            self.table.setColumnWidth(column, px(width))
        header.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().setMinimumSectionSize(px(34))

    def _moving(self) -> QWidget:
        self.moving = QWidget()
        column = QVBoxLayout(self.moving)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.pace = label("", "small")
        self.left = label("", "small")
        words = QHBoxLayout()
        words.addWidget(self.pace, 1)
        words.addWidget(self.left)
        column.addWidget(self.bar)
        column.addLayout(words)
        self.moving.hide()
        return self.moving

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.again_button = button(self.tr("Coba sekarang"), lambda: self._ask(self.again_wanted), icon_name="again")
        self.hold_button = button(self.tr("Tahan"), lambda: self._ask(self.hold_wanted))
        self.receipt_button = button(self.tr("Tanda terima"), lambda: self._ask(self.receipt_wanted))
        self.remove_button = button(self.tr("Hapus dari daftar"), lambda: self._ask(self.remove_wanted))
        for item in (self.again_button, self.hold_button, self.receipt_button, self.remove_button):
            row.addWidget(item)
        row.addStretch(1)
        return row

    # -- showing -------------------------------------------------------------------------------------------------

    def show_outbox(self) -> None:
        """As the outbox stands now; the chosen row stays chosen."""
        outbox, chosen = self._runner.outbox, self.chosen()
        parcels = outbox.parcels if outbox else ()
        self.model.show_parcels(parcels, outbox.destinations if outbox else (), self._runner.running)
        ids = [item.id for item in self.model.parcels]
        if ids:
            self.table.selectRow(ids.index(chosen.id) if chosen and chosen.id in ids else 0)
        self.table.setVisible(bool(ids))
        self.empty.setVisible(not ids)
        self.moving.setVisible(self.moving.isVisible() and bool(self._runner.running))
        self._show_buttons()

    def chosen(self) -> Parcel | None:
        """The parcel of the selected row."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.parcels[rows[0].row()] if rows and rows[0].row() < len(self.model.parcels) else None

    def _show_buttons(self) -> None:
        parcel = self.chosen()
        running = parcel is not None and parcel.id == self._runner.running
        state = parcel.state if parcel else ""
        self.again_button.setEnabled(bool(parcel) and not running)
        self.hold_button.setEnabled(running or state == State.WAITING)
        self.receipt_button.setEnabled(state in {State.SENT, State.RECEIVED, State.REFUSED})
        self.remove_button.setEnabled(bool(parcel) and not running)
        for item in (self.again_button, self.hold_button, self.receipt_button, self.remove_button):
            item.setVisible(bool(self.model.parcels))

    def _show_pace(self, pace: Pace) -> None:
        outbox = self._runner.outbox
        parcel = outbox.parcel(pace.parcel) if outbox else None
        if outbox is None or parcel is None or self._runner.running != pace.parcel:
            return
        self.bar.setRange(0, 1000)
        self.bar.setValue(1000 * pace.sent.there // max(1, pace.sent.total))
        said, left = progress_words(parcel, outbox.destination(parcel.destination), pace.sent, pace.seconds_left)
        self.pace.setText(said)
        self.left.setText(left)
        self.bar.setAccessibleName(said)
        self.moving.show()

    def _ask(self, wanted: SignalInstance) -> None:
        if (parcel := self.chosen()) is not None:
            wanted.emit(parcel.id)
