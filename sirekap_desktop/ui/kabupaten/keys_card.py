"""The keys of the PPK that the kabupaten knows, and the ketua's forgotten PIN."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QWidget

from sirekap_desktop.jobs.kabupaten import fingerprint
from sirekap_desktop.models.office import EnrolledKey
from sirekap_desktop.ui.dates import day_text
from sirekap_desktop.ui.kabupaten.model import RowsModel
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, button, label, setup_table


class KeysCard(Card):
    """A line per laptop."""

    enrol_wanted = Signal()
    reset_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("3 Kunci PPK yang terdaftar"), parent)
        self.keys: tuple[EnrolledKey, ...] = ()
        heads = (self.tr("Kecamatan"), self.tr("Sidik jari"), self.tr("Laptop"), self.tr("Terdaftar"))
        self.model = RowsModel(heads, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        setup_table(self.table, self.tr("Kunci PPK yang terdaftar"), row_px=28)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 240), (2, 120), (3, 150)):
            self.table.setColumnWidth(column, px(width))
        self.enrol_button = button(self.tr("Baca berkas jawaban"), self.enrol_wanted.emit, icon_name="impor")
        self.reset_button = button(self.tr("Reset PIN ketua"), self._reset, icon_name="user")
        words = self.tr("Cocokkan sidik jarinya lewat telepon dengan yang tampil di Kirim pada laptop PPK.")
        row = QHBoxLayout()
        row.addWidget(label(words, "small", wrap=True), 1)
        row.addWidget(self.reset_button)
        row.addWidget(self.enrol_button)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row)

    def show_keys(self, keys: Sequence[EnrolledKey]) -> None:
        """Say which there are."""
        self.keys = tuple(keys)
        self.model.show_lines(
            [(f"{one.kecamatan} {one.name}", fingerprint(one), one.host, day_text(one.enrolled_at)) for one in keys]
        )
        self.reset_button.setEnabled(bool(keys))
        if keys:
            self.table.selectRow(0)

    def _reset(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.keys):
            self.reset_wanted.emit(self.keys[row])
