"""The first step: which election, which blank."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from sirekap_desktop.forms.slots import part_titles
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, JobProgress, button, field_row, label


class StartCard(QWidget):
    """Asks for the election and the files of the blank."""

    files_wanted = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card(self.tr("Perancang formulir"))
        card.setFixedWidth(px(620))
        says = self.tr(
            "Buat definisi formulir dari blanko resminya: program mengusulkan kotak, Anda menamainya. "
            "Hasilnya satu berkas yang dapat dibuka di ruang kerja mana pun."
        )
        card.body.addWidget(label(says, wrap=True))
        self.part = QComboBox()
        self.part.setObjectName("part")
        self.part.setMinimumHeight(px(30))
        for name, title in part_titles().items():
            self.part.addItem(title, name)
        self.part.setCurrentIndex(self.part.findData("ppwp-2024"))
        card.body.addWidget(
            field_row(self.tr("Pemilihan"), self.part, self.tr("Menentukan daftar isian dan hitungan."))
        )
        self.open_button = button(self.tr("Buka blanko"), self.files_wanted.emit, primary=True, icon_name="folder")
        kinds = self.tr("Satu PDF, atau satu gambar per halaman menurut urutannya.")
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addWidget(label(kinds, "small"), 1)
        card.body.addLayout(row)
        self.progress = JobProgress()
        self.progress.cancelled.connect(self.cancelled)
        self.progress.hide()
        card.body.addWidget(self.progress)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)

    @property
    def chosen_part(self) -> str:
        return str(self.part.currentData())
