"""Pulihkan dari cadangan at Awal: from the stick to an open workspace, and what the operator must know then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.ui.app_settings import SecondPlace
from sirekap_desktop.ui.awal.restore import RestoreForm
from sirekap_desktop.ui.awal.work import Wanted, restore
from sirekap_desktop.ui.context import Message
from sirekap_desktop.ui.save import documents_folder
from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from sirekap_desktop.jobs.restoring import Restored
    from sirekap_desktop.ui.awal.page import AwalPage


class Restoring(QObject):
    """The page lends its dialogs, its tasks and its progress."""

    message = Signal(object)

    def __init__(self, page: AwalPage, form: RestoreForm) -> None:
        super().__init__(page)
        self._page, self._form = page, form
        form.submitted.connect(self.restore)

    def show(self) -> None:
        """Show what leads from a stick to an open workspace."""
        page = self._page
        if page.named() is None:
            return
        self._form.begin(page.dialogs, page.tasks, documents_folder())
        page.show_card(self._form)
        self._form.setFocus()

    def restore(self, wanted: Wanted) -> None:
        """Restore the copy and open it."""
        operator = self._page.named()
        if operator is None:
            return
        self._page.settings.operator = operator
        self._page.begin(
            self.tr("Salinan diperiksa dan disalin ke {folder}.").format(folder=wanted.folder),
            lambda job: restore(wanted, operator, job),
            self._restored,
            stop=True,
            cancelled=self._cancelled,
        )

    def _restored(self, found: Restored) -> None:
        """Open it, and go on copying to the same stick."""
        place, card = found.copy.folder.parent, found.copy.card
        second = SecondPlace(place, found.apart, found.copy.at, card.approved)
        self._page.settings.remember_second_place(found.workspace.workspace_id, second)
        self._page.show_choices()
        self._page.opened.emit(found.workspace, "beranda", {})
        at = f"{found.copy.at:%d-%m-%Y %H.%M}"
        text = self.tr("Dipulihkan dari salinan {at}: {n} dari {of} TPS disahkan.")
        text = text.format(at=at, n=format_count(card.approved), of=format_count(card.of))
        self.message.emit(Message(text, self._hint(found), Tone.NEUTRAL if found.findings else Tone.OK))

    def _hint(self, found: Restored) -> str:
        if found.findings:
            return self.tr("Pemeriksaan menemukan {n} hal: lihat Jejak.").format(n=format_count(found.findings))
        checked = self.tr("Jejak audit dan semua foto cocok.")
        key = self.tr("Laptop ini membuat kunci tanda tangannya sendiri: daftarkan di kabupaten.")
        return f"{checked} {key}" if found.new_machine else checked

    def _cancelled(self) -> Message:
        return Message(self.tr("Pemulihan dibatalkan."), self.tr("Tidak ada yang tertinggal."))
