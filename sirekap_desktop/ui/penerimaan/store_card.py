"""Where the store is, whom it waits for, and whether receipts are signed; and the first choice of a store."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from sirekap_desktop.ui.penerimaan.work import Opened
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, button, icon_button, label


class StoreCard(Card):
    """The open store."""

    change_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Basis data"), parent)
        self.where = label("", "mono", wrap=True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.where.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.receipts = QCheckBox(self.tr("Beri tanda terima (perlu PIN)"))
        self.receipts.setChecked(True)
        self.no_key = label(
            self.tr("Kunci kabupaten tidak ada di komputer ini: diterima tanpa tanda terima."), "small", wrap=True
        )
        self.list_button = button(self.tr("Baca daftar kecamatan"), self.list_wanted.emit, icon_name="impor")
        self.list_button.setToolTip(self.tr("Tabel kabupaten yang dipakai untuk berkas aktivasi"))
        self.change_button = icon_button("folder", self.tr("Ganti basis data"), self.change_wanted.emit)
        row = QHBoxLayout()
        row.addWidget(self.where, 1)
        row.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        for item in (self.receipts, self.no_key, self.list_button):
            self.body.addWidget(item)

    def show_opened(self, opened: Opened) -> None:
        """Say where it is."""
        self.where.setText(opened.shown)
        self.receipts.setVisible(opened.office is not None)
        self.no_key.setVisible(opened.office is None)


class ChooseStore(QWidget):
    """Before there is a store: what it is, and the two kinds."""

    folder_wanted = Signal()
    server_wanted = Signal()
    key_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card(self.tr("Tempat menyimpan penerimaan"))
        card.setFixedWidth(px(760))
        words = self.tr(
            "Paket dari kecamatan, rekapnya, penolakan dan tanda terima disimpan dalam satu basis data. Cukup sebuah "
            "folder bila satu orang yang menerima; bila beberapa orang menerima bersama, pakai satu server PostgreSQL."
        )
        self.folder_button = button(
            self.tr("Pakai folder di komputer ini"), self.folder_wanted.emit, primary=True, icon_name="folder"
        )
        self.server_button = button(self.tr("Sambungkan PostgreSQL"), self.server_wanted.emit, icon_name="kirim")
        self.key_button = button(self.tr("Buat dahulu kunci kabupaten"), self.key_wanted.emit, icon_name="key")
        self.no_key = label(
            self.tr(
                "Kunci kabupaten belum ada di komputer ini. Tanpanya hanya basis data yang sudah dimulai di komputer "
                "lain yang dapat dibuka."
            ),
            "bad",
            wrap=True,
        )
        self.simulation = QCheckBox(self.tr("Untuk latihan: bertanda SIMULASI"))
        row = QHBoxLayout()
        for item in (self.folder_button, self.server_button, self.key_button):
            row.addWidget(item)
        row.addStretch(1)
        card.body.addWidget(label(words, wrap=True))
        card.body.addWidget(self.no_key)
        card.body.addWidget(self.simulation)
        card.body.addLayout(row)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)
        self.show_key(has_key=True)

    def show_key(self, *, has_key: bool) -> None:
        """Without the kabupaten's key nothing new can be begun."""
        self.no_key.setVisible(not has_key)
        self.key_button.setVisible(not has_key)
