"""*Pindahkan foto*: to which TPS, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sirekap_desktop.ui.impor.matching import TpsChoice
from sirekap_desktop.ui.impor.tps_picker import TpsPicker
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import button, field_row, label


class MoveDialog(QDialog):
    """``chosen`` carries the TPS and the reason (may be empty)."""

    chosen = Signal(object, str)

    def __init__(self, place: str, page: int | None, items: Sequence[TpsChoice], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Pindahkan foto ke TPS lain"))
        self.setModal(True)
        self.picker = TpsPicker()
        self.picker.show_choices(items)
        self.picker.ask(page, (), None)
        self.picker.chosen.connect(self._choose)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("boleh kosong, misalnya: salah tempat saat impor"))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(18), px(22), px(16))
        column.setSpacing(px(10))
        column.addWidget(label(self.tr("Pindahkan foto ke TPS lain"), "heading"))
        now = self.tr("Sekarang di {place}. Formulir dan halamannya tetap sama.").format(place=place)
        column.addWidget(label(now, wrap=True))
        column.addWidget(field_row(self.tr("Alasan"), self.reason))
        column.addWidget(label(self.tr("TPS mana?"), "strong"))
        column.addWidget(self.picker, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self.tr("Batal"), self.reject))
        self.move_button = button(self.tr("Pindahkan"), self.picker.accept, primary=True)
        row.addWidget(self.move_button)
        column.addLayout(row)
        self.resize(px(480), px(520))
        self.picker.edit.setFocus()

    def _choose(self, choice: TpsChoice) -> None:
        self.chosen.emit(choice, self.reason.text().strip())
        self.accept()
