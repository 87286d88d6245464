"""One line about the watched folder: which it is, what it is doing, and how to change it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sirekap_desktop.jobs.watching import Look
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets import Pill, button, label


class WatchLine(QWidget):
    """Says it in words; a scanner's folder is chosen once and then only looked at."""

    choose_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = ""
        self.pill = Pill()
        self.text = label("", "small")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.choose = button(self.tr("Pantau folder pemindai…"), self.choose_wanted.emit)
        self.stop = button(self.tr("Berhenti memantau"), self.stop_wanted.emit)
        for item in (self.choose, self.stop):
            item.setProperty("chip", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(2), 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(self.pill)
        row.addWidget(self.text, 1)
        row.addWidget(self.choose)
        row.addWidget(self.stop)
        self.show_folder("")

    def show_folder(self, folder: str) -> None:
        """The watched folder; empty for none."""
        if folder and folder == self._folder:
            return
        self._folder = folder
        self.pill.setVisible(bool(folder))
        self.stop.setVisible(bool(folder))
        self.choose.setText(self.tr("Ubah…") if folder else self.tr("Pantau folder pemindai…"))
        self.choose.setAccessibleName(self.choose.text())
        self.pill.show_state(self.tr("dipantau"), Tone.OK, Sign.EYE)
        self._say(folder or self.tr("Pemindai yang menyimpan ke folder dapat dipantau: hasilnya langsung diimpor."))

    def show_look(self, look: Look) -> None:
        """What the newest look found."""
        if look.problem:
            self.pill.show_state(self.tr("terputus"), Tone.BAD, Sign.BANG)
            self._say(look.problem)
            return
        if look.waiting:
            waits = self.tr("{folder} · {n} berkas masih ditulis, ditunggu sampai selesai")
            self.pill.show_state(self.tr("menunggu"), Tone.WARN, Sign.CLOCK)
            self._say(waits.format(folder=self._folder, n=len(look.waiting)))
            return
        self.pill.show_state(self.tr("dipantau"), Tone.OK, Sign.EYE)
        self._say(self._folder)

    def _say(self, text: str) -> None:
        if text != self.text.text():
            self.text.setText(text)
            self.text.setToolTip(text)
