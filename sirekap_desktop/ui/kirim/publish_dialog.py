"""*Publikasi*: which pemilihan go into the site, and whether photos do; off until somebody wants them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sirekap_desktop.jobs.publishing import Choice, Offer
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import button, label


class PublishDialog(QDialog):
    """``chosen`` carries the :class:`Choice`."""

    chosen = Signal(object)

    def __init__(self, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Publikasi"))
        self.setModal(True)
        self.setMinimumWidth(px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(18), px(22), px(16))
        column.setSpacing(px(8))
        column.addWidget(label(self.tr("Publikasi"), "heading"))
        words = self.tr(
            "Situs dalam folder: dibuka siapa saja dengan peramban, juga dari flash disk dan tanpa internet. Yang "
            "belum dicatat tampak sebagai belum; nama operator tidak diterbitkan."
        )
        column.addWidget(label(words, wrap=True))
        column.addWidget(label(self.tr("Pemilihan"), "section"))
        self.ballots = {offer.form: self._box(offer) for offer in offers}
        for box in self.ballots.values():
            column.addWidget(box)
        column.addWidget(label(self.tr("Foto"), "section"))
        self.photos = QCheckBox(self.tr("Terbitkan foto formulir juga"))
        column.addWidget(self.photos)
        warning = self.tr(
            "Pada foto dapat tampak wajah, nama dan tanda tangan. Yang sudah diterbitkan tidak dapat ditarik kembali. "
            "Tanpa foto, sidiknya tetap ditulis."
        )
        column.addWidget(label(warning, "bad", wrap=True))
        column.addSpacing(px(8))
        column.addLayout(self._buttons())
        self._enable()
        self.publish_button.setFocus()
        self.setMinimumHeight(column.heightForWidth(px(520)))  # Qt gives a new dialog two thirds of the screen at most

    def _box(self, offer: Offer) -> QCheckBox:
        state = self.tr("final") if offer.final else self.tr("draf, ditandai di setiap halaman")
        box = QCheckBox(f"{offer.title} ({state})")
        box.setChecked(True)
        box.toggled.connect(lambda _on: self._enable())
        return box

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        back = button(self.tr("Batal"), self.reject)
        back.setAutoDefault(False)
        self.publish_button = button(self.tr("Pilih folder, lalu terbitkan"), self.accept, primary=True)
        self.publish_button.setDefault(True)
        row.addWidget(back)
        row.addWidget(self.publish_button)
        return row

    def _enable(self) -> None:
        self.publish_button.setEnabled(any(box.isChecked() for box in self.ballots.values()))

    def choice(self) -> Choice:
        """What is ticked."""
        forms = tuple(form for form, box in self.ballots.items() if box.isChecked())
        return Choice(forms, photos=self.photos.isChecked())

    def accept(self) -> None:
        self.chosen.emit(self.choice())
        super().accept()
