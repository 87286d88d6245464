"""The kabupaten's own key: made once, then its fingerprint to read out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from sirekap_desktop.exchange.keys import fingerprint
from sirekap_desktop.models.office import Office
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, button, field_row, label


class KeyCard(Card):
    """``wanted`` carries code, name and PIN of a kabupaten that has no key here yet."""

    wanted = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("1 Kunci kabupaten"), parent)
        self.code, self.name, self.pin, self.again = (QLineEdit() for _ in range(4))
        self.code.setMaxLength(5)
        for edit in (self.pin, self.again):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        for edit in (self.code, self.name, self.pin, self.again):
            edit.returnPressed.connect(self.submit)
        self.says = label("", "bad", wrap=True)
        self.office = label("", "strong", wrap=True)
        self.fingerprint = label("", "mono")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fingerprint.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.make_button = button(self.tr("Buat kunci"), self.submit, primary=True, icon_name="key")
        self._asking, self._known = self._ask_rows(), self._known_rows()
        self.body.addWidget(self._asking)
        self.body.addWidget(self._known)

    def _ask_rows(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(10))
        words = self.tr("Dibuat sekali di komputer ini. Tanpa PIN ini tidak ada yang dapat menandatangani.")
        grid.addWidget(label(words, wrap=True), 0, 0, 1, 2)
        grid.addWidget(field_row(self.tr("Kode (empat angka)"), self.code), 1, 0)
        grid.addWidget(field_row(self.tr("Nama KPU kabupaten/kota"), self.name), 1, 1)
        grid.addWidget(field_row(self.tr("PIN (paling sedikit enam angka)"), self.pin), 2, 0)
        grid.addWidget(field_row(self.tr("PIN sekali lagi"), self.again), 2, 1)
        grid.addWidget(self.says, 3, 0, 1, 2)
        grid.addWidget(self.make_button, 4, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        return holder

    def _known_rows(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        words = self.tr("Bacakan sidik jari ini kepada PPK yang membuka berkas aktivasi pertama kali.")
        for item in (self.office, self.fingerprint, label(words, "small", wrap=True)):
            column.addWidget(item)
        return holder

    def show_office(self, office: Office | None) -> None:
        """Ask for what a key needs, or show the one that is there."""
        self._asking.setVisible(office is None)
        self._known.setVisible(office is not None)
        if office is not None:
            self.office.setText(f"{office.name} ({office.code})")
            self.fingerprint.setText(fingerprint(office.public_key))

    def submit(self) -> None:
        """Ask for the key, or say that the PINs differ."""
        if self.pin.text() != self.again.text():
            self.says.setText(self.tr("Kedua PIN tidak sama."))
            self.again.setFocus()
            return
        self.says.setText("")
        self.wanted.emit(self.code.text(), self.name.text(), self.pin.text())

    def forget_pins(self) -> None:
        """Leave nothing in the fields."""
        self.pin.clear()
        self.again.clear()
