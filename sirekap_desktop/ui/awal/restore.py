"""Pulihkan dari cadangan: which stick, which copy, which new folder; and what the copy can not hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.ui.awal.work import Wanted
from sirekap_desktop.ui.dialogs import Dialogs
from sirekap_desktop.ui.tasks import Tasks
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, button, field_row, label

if TYPE_CHECKING:
    from sirekap_desktop.jobs.second_copy import Copy

_ROWS = 3


class RestoreForm(Card):
    """``submitted`` carries a :class:`Wanted`."""

    submitted = Signal(object)
    turned_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Pulihkan dari cadangan"), parent, strong=True)
        self._dialogs: Dialogs | None = None
        self._tasks: Tasks | None = None
        self._base = Path()
        self._copies: tuple[Copy, ...] = ()
        self.stick_button = button(self.tr("Pilih flash disk"), self.choose_stick, icon_name="folder")
        self.stick = label("", "small", wrap=True)
        self._names = QStringListModel(self)
        self.copies = QListView()
        self.copies.setModel(self._names)
        self.copies.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.copies.setFixedHeight(px(30) * _ROWS)
        self.copies.selectionModel().currentChanged.connect(lambda *_: self._show_choice())
        self.folder = QLineEdit()
        self.lacks = label("", wrap=True)
        self.restore_button = button(self.tr("Pulihkan"), self.submit, primary=True)
        self._lay_out()
        self.setFocusProxy(self.stick_button)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.stick_button)
        row.addWidget(self.stick, 1)
        self.body.addWidget(label(self.tr("1. Pasang flash disk salinan kedua, lalu pilih."), "strong"))
        self.body.addLayout(row)
        self.body.addWidget(field_row(self.tr("2. Pilih salinan: yang terbaru di atas"), self.copies))
        self.body.addWidget(field_row(self.tr("3. Folder baru di laptop ini"), self.folder))
        self.body.addWidget(self.lacks)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Kembali"), self.turned_back.emit))
        buttons.addWidget(self.restore_button)
        self.body.addLayout(buttons)

    def begin(self, dialogs: Dialogs, tasks: Tasks, base: Path) -> None:
        """Start empty; new folders are suggested below ``base``."""
        self._dialogs, self._tasks, self._base = dialogs, tasks, base
        self._show_copies(())
        self.stick.setText("")

    def choose_stick(self) -> None:
        """Ask for the stick and look for copies on it."""
        from sirekap_desktop.jobs.second_copy import find_copies  # noqa: PLC0415 - the window is shown sooner

        assert self._dialogs is not None
        assert self._tasks is not None
        place = self._dialogs.open_folder(self.tr("Pilih flash disk atau folder salinan"))
        if place is None:
            return
        self.stick.setText(str(place))
        self._tasks.query(lambda: find_copies(place), done=self._found, key="awal.copies", owner=self)

    def _found(self, copies: tuple[Copy, ...]) -> None:
        self._show_copies(copies)
        if not copies:
            none = self.tr("Tidak ada salinan yang utuh di sini. Pilih flash disk lain.")
            own = self.tr("Cadangan yang dibuat sendiri (Ctrl Shift B) dibuka dengan Buka ruang kerja.")
            self.lacks.setText(f"{none} {own}")
            self.stick_button.setFocus()
            return
        self.copies.setCurrentIndex(self._names.index(0))
        self.restore_button.setFocus()

    def _show_copies(self, copies: tuple[Copy, ...]) -> None:
        self._copies = copies
        self._names.setStringList([self._line(item) for item in copies])
        self._show_choice()

    def _line(self, copy: Copy) -> str:
        words = self.tr("{name} ({code}) · {at} · {n} dari {of} TPS disahkan · {photos} foto")
        card = copy.card
        line = words.format(
            name=card.kecamatan, code=card.code, at=f"{copy.at:%d-%m-%Y %H.%M}", n=format_count(card.approved),
            of=format_count(card.of), photos=format_count(card.photos),
        )  # fmt: skip
        return f"{line} · SIMULASI" if card.simulation else line

    def _chosen(self) -> Copy | None:
        row = self.copies.currentIndex().row()
        return self._copies[row] if 0 <= row < len(self._copies) else None

    def _show_choice(self) -> None:
        from sirekap_desktop.jobs.restoring import suggest_folder  # noqa: PLC0415 - the window is shown sooner

        copy = self._chosen()
        self.restore_button.setEnabled(copy is not None)
        if copy is None:
            self.folder.clear()
            self.lacks.clear()
            return
        self.folder.setText(str(suggest_folder(copy, self._base / "Sirekap")))
        words = self.tr(
            "Yang dicatat sesudah {at} tidak ada dalam salinan ini: cocokkan dengan notula, lalu catat lagi. Kunci "
            "tanda tangan laptop lama tidak ikut; laptop ini membuat kuncinya sendiri. Laptop lama jangan dipakai "
            "melanjutkan."
        )
        self.lacks.setText(words.format(at=f"{copy.at:%d-%m-%Y %H.%M}"))

    def submit(self) -> None:
        """Hand over the choice."""
        copy, folder = self._chosen(), self.folder.text().strip()
        if copy is not None and folder:
            self.submitted.emit(Wanted(copy, Path(folder)))
