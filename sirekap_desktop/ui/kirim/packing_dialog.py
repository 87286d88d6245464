"""*Pilih isi paket*: which part goes along, photos as they are or smaller, one file or volumes; with its size."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from sirekap_desktop.exchange.scope import Content, Images
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.packing import FAT32, GB, Estimate, Since, Wish, estimate
from sirekap_desktop.jobs.publishing import short_name
from sirekap_desktop.ui.kirim.model import size_text
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import button, field_row, label, set_role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sirekap_desktop.models.workspace import Workspace
    from sirekap_desktop.ui.context import Context

_MOST_PX = 720
"""Of a small laptop's screen."""
_FILE = "file"
"""Photos that came since a package that the person names."""


class PackingDialog(QDialog):
    """``chosen`` carries the :class:`Wish`; everything is picked when it opens."""

    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._since: Path | None = None
        self.setWindowTitle(self.tr("Pilih isi paket"))
        self.setModal(True)
        self.setMinimumSize(px(760), px(520))
        self.resize(px(760), min(px(620), _MOST_PX))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(18), px(22), px(16))
        column.setSpacing(px(12))
        column.addWidget(label(self.tr("Pilih isi paket"), "heading"))
        halves = QHBoxLayout()
        halves.setSpacing(px(24))
        halves.addLayout(self._places(), 1)
        halves.addLayout(self._kinds(), 1)
        column.addLayout(halves, 1)
        self.said = label("", wrap=True)
        self.said.setMinimumHeight(px(40))
        column.addWidget(self.said)
        column.addLayout(self._buttons())
        context.query(lambda: _parts(context.workspace), done=self._show_parts, owner=self)

    # -- building --------------------------------------------------------------------------------------------------

    def _places(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(px(10))
        self.pemilihan, self.desa = QListWidget(), QListWidget()
        note = self.tr("Rekap kecamatan selalu utuh; yang dipilih adalah isian dan foto TPS.")
        column.addWidget(field_row(self.tr("Pemilihan"), self.pemilihan))
        self.all_desa = QCheckBox(self.tr("Semua desa"))
        self.all_desa.setChecked(True)
        self.all_desa.clicked.connect(self._set_all_desa)
        column.addWidget(field_row(self.tr("Desa"), self.desa, note), 1)
        column.addWidget(self.all_desa)
        for item in (self.pemilihan, self.desa):
            item.itemChanged.connect(lambda _item: self._changed())
        return column

    def _kinds(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(px(10))
        self.photos = self._combo(
            (self.tr("Semua foto"), Images.ALL),
            (self.tr("Hanya yang baru sejak paket terakhir dikirim"), Since.LAST_SENT),
            (self.tr("Hanya yang baru sejak paket lain"), _FILE),
            (self.tr("Tanpa foto"), Images.NONE),
        )
        self.photos.activated.connect(self._ask_since)
        self.photo_size = self._combo(
            (self.tr("Asli"), None),
            (self.tr("Diperkecil, sisi panjang 2.400 piksel"), 2400),
            (self.tr("Diperkecil, sisi panjang 1.600 piksel"), 1600),
        )
        self.volume = self._combo(
            (self.tr("Satu berkas"), None),
            (self.tr("Volume 4 GB (flash disk FAT32)"), FAT32),
            (self.tr("Volume 1 GB"), GB),
        )
        self.documents = self._check(self.tr("Dokumen (PDF dan XLSX)"))
        self.signed_copies = self._check(self.tr("Gambar salinan bertanda tangan"))
        self.audit = self._check(self.tr("Jejak audit"))
        column.addWidget(field_row(self.tr("Foto formulir"), self.photos))
        column.addWidget(field_row(self.tr("Ukuran foto"), self.photo_size))
        column.addWidget(label(self.tr("Ikut dikirim"), "strong"))
        for box in (self.documents, self.signed_copies, self.audit):
            column.addWidget(box)
        column.addWidget(field_row(self.tr("Untuk flash disk"), self.volume))
        column.addStretch(1)
        return column

    def _combo(self, *items: tuple[str, object]) -> QComboBox:
        combo = QComboBox()
        for words, value in items:
            combo.addItem(words, value)
        combo.activated.connect(lambda _index: self._changed())
        return combo

    def _check(self, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(True)
        box.clicked.connect(lambda _on=False: self._changed())
        return box

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.write_button = button(self.tr("Tulis paket"), self._choose, primary=True, icon_name="package")
        self.write_button.setDefault(True)
        self.write_button.setEnabled(False)
        row.addStretch(1)
        row.addWidget(button(self.tr("Batal"), self.reject))
        row.addWidget(self.write_button)
        return row

    def _show_parts(self, parts: tuple[list[tuple[str, str]], list[tuple[str, str]]]) -> None:
        for view, items in zip((self.pemilihan, self.desa), parts, strict=True):
            view.blockSignals(True)
            for value, words in items:
                item = QListWidgetItem(words)
                item.setData(Qt.ItemDataRole.UserRole, value)
                item.setCheckState(Qt.CheckState.Checked)
                view.addItem(item)
            view.blockSignals(False)
        rows = min(max(len(parts[0]), 1), 5)  # of a day with five elections all are in sight
        self.pemilihan.setFixedHeight(rows * px(32) + px(4))
        self._changed()

    # -- choosing ----------------------------------------------------------------------------------------------------

    def _set_all_desa(self, on: bool) -> None:
        self.desa.blockSignals(True)
        for row in range(self.desa.count()):
            self.desa.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.desa.blockSignals(False)
        self._changed()

    def _ask_since(self, _index: int) -> None:
        if self.photos.currentData() != _FILE:
            return
        folder = Path(self._context.workspace.packages_folder)
        self._since = self._context.dialogs.open_file(
            self.tr("Pilih paket lama"), self.tr("Paket Sirekap (*.zip)"), folder
        )
        if self._since is None:
            self.photos.setCurrentIndex(0)
        self._changed()

    def wish(self) -> Wish:
        """What is picked now."""
        photos = self.photos.currentData()
        is_change = photos in (Since.LAST_SENT, _FILE)
        boxes = {Content.DOCUMENTS: self.documents, Content.SIGNED: self.signed_copies, Content.AUDIT: self.audit}
        return Wish(
            pemilihan=_picked(self.pemilihan),
            desa=_picked(self.desa),
            photos=Images.CHANGED if is_change else Images(photos),
            since=self._since if photos == _FILE else photos if is_change else None,
            reduced=None if photos == Images.NONE else self.photo_size.currentData(),
            contents=tuple(sorted(content.value for content, box in boxes.items() if box.isChecked())),
            volume_size=self.volume.currentData(),
        )

    def _changed(self) -> None:
        """Say how large it will be; the verb waits until it is known that the choice can be written."""
        wish, workspace = self.wish(), self._context.workspace
        self.all_desa.setChecked(wish.desa is None)
        self.photo_size.setEnabled(wish.photos != Images.NONE)
        self.write_button.setEnabled(False)
        if problem := self._nothing(wish):
            self._say(problem, bad=True)
            return
        self._context.query(
            lambda: estimate(workspace, wish),
            done=lambda found: self._show_estimate(found, wish),
            failed=self._refused,
            key="packing",
            owner=self,
        )

    def _nothing(self, wish: Wish) -> str:
        if wish.pemilihan == ():
            return self.tr("Pilih sedikitnya satu pemilihan.")
        if wish.desa == ():
            return self.tr("Pilih sedikitnya satu desa.")
        return ""

    def _show_estimate(self, found: Estimate, wish: Wish) -> None:
        if wish != self.wish():
            return  # of an earlier choice
        words = [
            self.tr("Sekitar {size}, di antaranya {n} foto ({photos}).").format(
                size=size_text(found.total), n=format_count(found.photos), photos=size_text(found.photo_bytes)
            )
        ]
        if wish.volume_size is not None:
            count = format_count(-(-found.total // wish.volume_size))
            words.append(self.tr("{n} volume; bawa semuanya.").format(n=count))
        if not self.audit.isChecked():
            words.append(self.tr("Tanpa jejak audit, kabupaten tidak dapat memeriksa riwayat dan kuncinya."))
        self._say(" ".join(words))
        self.write_button.setEnabled(True)

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            self._context.tasks.on_error(error)
            return
        self._say(str(error), bad=True)

    def _say(self, words: str, *, bad: bool = False) -> None:
        set_role(self.said, "bad" if bad else "")
        self.said.setText(words)

    def _choose(self) -> None:
        self.chosen.emit(self.wish())
        self.accept()


def _picked(view: QListWidget) -> tuple[str, ...] | None:
    """Values of the checked items; None when all are, for then nothing is left out."""
    items = [view.item(row) for row in range(view.count())]
    picked = [str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked]
    return None if len(picked) == len(items) else tuple(picked)


def _parts(workspace: Workspace) -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
    """Pemilihan and desa with their words; runs in the pool."""
    pemilihan = {contest.form.pemilihan: short_name(contest.form) for contest in workspace.contests()}
    desa = [(item.code, f"{item.name} ({item.code})") for item in workspace.desa()]
    return list(pemilihan.items()), desa
