"""The card that shows a file of the kabupaten before it is used: whose it is, what it brings, what it changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.roles import Role, role_words
from sirekap_desktop.ui.dates import day_text
from sirekap_desktop.ui.dialogs import Dialogs
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets import Card, Pill, button, field_row, label

if TYPE_CHECKING:
    from sirekap_desktop.jobs.activation import Preview

_CHANGES_SHOWN = 500


class ActivationCard(Card):
    """``accepted`` carries folder and sign-in; ``folder_chosen`` asks for the same file shown for another folder."""

    accepted = Signal(object, object)
    folder_chosen = Signal(object)
    turned_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, strong=True)
        self.shown: Preview | None = None
        self._dialogs: Dialogs | None = None
        self.heading = label("", "big", wrap=True)
        self.pill = Pill()
        self.facts = label("", wrap=True)
        self.fingerprint = label("", "mono")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fingerprint.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.compare = label("", "small", wrap=True)
        self.changes = QListWidget()
        self.changes.setAccessibleName(self.tr("Yang berubah"))
        self.changes.setMaximumHeight(px(170))
        self.folder = QLineEdit()
        self.folder.setReadOnly(True)
        self.folder.setAccessibleName(self.tr("Folder ruang kerja"))
        self.person = QComboBox()
        self.person.setAccessibleName(self.tr("Siapa yang memakai berkas ini"))
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName("PIN")
        self.pin.setPlaceholderText("PIN")
        self.pin.returnPressed.connect(self.accept)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        for item in (self.facts, self._fingerprint_row(), self.changes):
            self.body.addWidget(item)
        self.folder_row = field_row(self.tr("Folder ruang kerja"), self._folder_with_button())
        self.sign_in_row = self._sign_in()
        self.body.addWidget(self.folder_row)
        self.body.addWidget(self.sign_in_row)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Kembali"), self.turned_back.emit))
        self.accept_button = button(self.tr("Buat ruang kerja ini"), self.accept, primary=True)
        buttons.addWidget(self.accept_button)
        self.body.addLayout(buttons)

    def _fingerprint_row(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(label(self.tr("Sidik jari kunci kabupaten"), "strong"))
        column.addWidget(self.fingerprint)
        column.addWidget(self.compare)
        return holder

    def _folder_with_button(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(button(self.tr("Pilih folder"), self._choose_folder, icon_name="folder"))
        return holder

    def _sign_in(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.person, 2)
        row.addWidget(self.pin, 1)
        return field_row(self.tr("Ruang kerja ini memakai PIN: siapa yang memperbarui?"), holder)

    # -- showing -------------------------------------------------------------------------------------------------

    def show_preview(self, shown: Preview, dialogs: Dialogs) -> None:
        """Say what the file is and would do."""
        self.shown, self._dialogs = shown, dialogs
        place = shown.content.kecamatan
        self.heading.setText(f"{place.name} ({place.code}), {place.kabupaten}, {place.provinsi}")
        self.pill.setVisible(shown.content.simulation)
        self.pill.show_state(self.tr("SIMULASI"), Tone.WARN, Sign.BANG)
        self.facts.setText("\n".join(self._facts(shown)))
        self.fingerprint.setText(shown.signed.fingerprint)
        self.compare.setText(self._compare(shown))
        self.changes.clear()
        self.changes.addItems([one.text for one in shown.changes[:_CHANGES_SHOWN]])
        self.changes.setVisible(bool(shown.changes))
        self.folder.setText(str(shown.folder))
        self.accept_button.setText(self._verb(shown))
        self.accept_button.setAccessibleName(self._verb(shown))
        self._show_people(shown)

    def _facts(self, shown: Preview) -> list[str]:
        body = shown.signed.body
        found = [
            self.tr("Dari {office}, versi {n}, ditulis {date}.").format(
                office=body.office, n=format_count(body.version), date=day_text(body.made_at)
            ),
            ", ".join(f"{format_count(count)} {word}" for word, count in shown.counts) + ".",
        ]
        names = [f"{one.name} ({role_words(Role(one.role))})" for one in shown.content.people]
        if names and not shown.exists:
            found.append(", ".join(names) + ".")
        if shown.exists:
            found.append(self._state(shown))
        return found

    def _state(self, shown: Preview) -> str:
        if shown.is_used:
            return self.tr("Berkas ini sudah dipakai di ruang kerja ini; tidak ada yang berubah.")
        count = format_count(len(shown.changes))
        return self.tr("Ruang kerja ini diperbarui, {n} perubahan. Isian dan foto tetap:").format(n=count)

    def _compare(self, shown: Preview) -> str:
        if shown.exists:
            return self.tr("Tanda tangan sah.")
        return self.tr("Tanda tangan sah. Cocokkan sidik jari ini dengan yang dibacakan KPU kabupaten/kota.")

    def _verb(self, shown: Preview) -> str:
        if not shown.exists:
            return self.tr("Buat ruang kerja ini")
        return self.tr("Buka ruang kerja") if shown.is_used else self.tr("Perbarui ruang kerja")

    def _show_people(self, shown: Preview) -> None:
        needed = bool(shown.people) and not shown.is_used
        self.sign_in_row.setVisible(needed)
        self.person.clear()
        self.pin.clear()
        for one in shown.people:
            self.person.addItem(one.label, one.id)
        (self.pin if needed else self.accept_button).setFocus()

    # -- answers -------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Use the file."""
        from sirekap_desktop.jobs.activation import SignIn  # noqa: PLC0415 - the window is shown sooner

        if self.shown is None:
            return
        sign_in = None
        if self.shown.people and not self.shown.is_used:
            sign_in = SignIn(str(self.person.currentData()), self.pin.text())
        self.pin.clear()
        self.accepted.emit(self.shown.folder, sign_in)

    def _choose_folder(self) -> None:
        assert self._dialogs is not None
        folder = self._dialogs.open_folder(
            self.tr("Pilih folder ruang kerja, atau folder kosong"), Path(self.folder.text())
        )
        if folder is not None:
            self.folder_chosen.emit(folder)
