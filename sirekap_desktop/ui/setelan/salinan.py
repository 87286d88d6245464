"""The part of *Keamanan data* that says where the second copy goes, and how it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.ui.second_copy import second_words
from sirekap_desktop.ui.widgets import button, label

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context


class SecondCopyBox(QWidget):
    """Place, state, and three buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context: Context | None = None
        self.place = QLineEdit()
        self.place.setReadOnly(True)
        self.place.setPlaceholderText(self.tr("Belum dipilih"))
        self.place.setAccessibleName(self.tr("Tempat salinan kedua"))
        self.state = label("", "small", wrap=True)
        self.choose_button = button(self.tr("Pilih flash disk"), self.choose, icon_name="folder")
        self.now_button = button(self.tr("Salin sekarang"), self._copy_now, icon_name="save")
        self.stop_button = button(self.tr("Berhenti menyalin"), self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        words = self.tr("Salinan kedua di flash disk atau disk lain: diperbarui sendiri setiap TPS disahkan.")
        column.addWidget(label(words, wrap=True))
        column.addWidget(self.place)
        column.addWidget(self.state)
        row = QHBoxLayout()
        for item in (self.choose_button, self.now_button, self.stop_button):
            row.addWidget(item)
        row.addStretch(1)
        column.addLayout(row)

    def attach(self, context: Context) -> None:
        self._context = context
        context.second.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """As the copier says it is."""
        assert self._context is not None
        state = self._context.second.state
        self.place.setText(str(state.second.place) if state.second else "")
        self.now_button.setEnabled(state.second is not None and not state.running)
        self.stop_button.setVisible(state.second is not None)
        self.state.setVisible(state.second is not None)
        if state.second:
            words = " · ".join(part for part in second_words(state) if part)
            same = self.tr("Ini disk yang sama dengan ruang kerja: tidak menolong bila laptop rusak.")
            self.state.setText(words if state.second.apart else f"{words}\n{same}")

    def choose(self) -> None:
        """Ask for the stick."""
        assert self._context is not None
        place = self._context.dialogs.open_folder(self.tr("Pilih flash disk atau disk lain"))
        if place is None:
            return
        try:
            self._context.second.choose(place)
        except UserError as error:
            self._context.tasks.on_error(error)

    def _copy_now(self) -> None:
        assert self._context is not None
        self._context.second.copy_now()

    def _stop(self) -> None:
        assert self._context is not None
        self._context.second.choose(None)
