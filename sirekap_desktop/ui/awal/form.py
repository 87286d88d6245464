"""The form for a new workspace: six fields, each with its own sentence when it can not be used."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from sirekap_desktop.jobs.voting import election_sets
from sirekap_desktop.ui.awal.work import NewWorkspace, problems
from sirekap_desktop.ui.dialogs import Dialogs
from sirekap_desktop.ui.election_words import set_name
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, button, field_row, label


class NewWorkspaceForm(Card):
    """``submitted`` carries a checked :class:`NewWorkspace`."""

    submitted = Signal(object)
    turned_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Ruang kerja baru"), parent, strong=True)
        self._dialogs: Dialogs | None = None
        self._base = Path()
        self._folder_touched = False
        captions = {
            "code": self.tr("Kode kecamatan (enam angka)"),
            "name": self.tr("Kecamatan"),
            "kabupaten": self.tr("Kabupaten/kota"),
            "provinsi": self.tr("Provinsi"),
            "folder": self.tr("Folder"),
        }
        self.elections = QComboBox()
        self.elections.setAccessibleName(self.tr("Pemilihan yang direkap"))
        self._offer_elections("")
        self.edits = {name: QLineEdit() for name in captions}
        self.says: dict[str, QLabel] = {name: label("", "bad", wrap=True) for name in captions}
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(4))
        for number, (name, caption) in enumerate(captions.items()):
            row, column = divmod(number, 2)
            wide = 2 if name == "folder" else 1
            control = self._with_folder_button() if name == "folder" else self.edits[name]
            self.edits[name].setAccessibleName(caption)
            grid.addWidget(field_row(caption, control), row * 2, column, 1, wide)
            grid.addWidget(self.says[name], row * 2 + 1, column, 1, wide)
            self.says[name].hide()
            self.edits[name].returnPressed.connect(self.submit)
        last = 2 * len(captions)
        grid.addWidget(field_row(self.tr("Pemilihan yang direkap"), self.elections), last, 0, 1, 2)
        self.edits["code"].setMaxLength(6)
        self.edits["code"].textEdited.connect(self._offer_elections)
        self.edits["name"].textEdited.connect(self._suggest)
        self.edits["code"].textEdited.connect(self._suggest)
        self.edits["folder"].textEdited.connect(lambda _text: self._touch_folder())
        self.body.addLayout(grid)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Kembali"), self.turned_back.emit))
        self.create_button = button(self.tr("Buat ruang kerja"), self.submit, primary=True)
        buttons.addWidget(self.create_button)
        self.body.addLayout(buttons)
        self.setFocusProxy(self.edits["code"])

    def _with_folder_button(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edits["folder"], 1)
        row.addWidget(button(self.tr("Pilih folder"), self._choose_folder, icon_name="folder"))
        return holder

    def begin(self, dialogs: Dialogs, base: Path) -> None:
        """Start empty; new folders are suggested below ``base``."""
        self._dialogs, self._base, self._folder_touched = dialogs, base, False
        for name, edit in self.edits.items():
            edit.clear()
            self.says[name].hide()
        self._offer_elections("")

    def value(self) -> NewWorkspace:
        """What stands in the form."""
        texts = {name: edit.text() for name, edit in self.edits.items()}
        return NewWorkspace(**texts, elections=str(self.elections.currentData()))

    def submit(self) -> None:
        """Check, and emit or say what is wrong."""
        form = self.value()
        found = problems(form)
        for name, says in self.says.items():
            says.setText(found.get(name, ""))
            says.setVisible(name in found)
        if found:
            self.edits[next(iter(found))].setFocus()
            return
        self.submitted.emit(form)

    def _offer_elections(self, code: str) -> None:
        """Those of the region; the choice stays where it can."""
        kept = self.elections.currentData()
        self.elections.clear()
        for item in election_sets(code):
            self.elections.addItem(set_name(item), item.id)
        self.elections.setCurrentIndex(max(self.elections.findData(kept), 0))

    def _suggest(self, _text: str = "") -> None:
        if not self._folder_touched:
            name = "-".join(self.edits["name"].text().split()).upper()
            folder = "-".join(part for part in (self.edits["code"].text(), name) if part)
            self.edits["folder"].setText(str(self._base / "Sirekap" / folder) if folder else "")

    def _touch_folder(self) -> None:
        self._folder_touched = True

    def _choose_folder(self) -> None:
        assert self._dialogs is not None
        folder = self._dialogs.open_folder(self.tr("Pilih folder baru atau kosong"), self._base)
        if folder is not None:
            self._folder_touched = True
            self.edits["folder"].setText(str(folder))
