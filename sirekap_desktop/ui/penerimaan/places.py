"""The places that are received from, wired: the card, its dialog and the address book of the kabupaten."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sirekap_desktop.exchange.transport.destination import Destination
from sirekap_desktop.jobs.outbox import Outbox
from sirekap_desktop.ui.context import PageTools
from sirekap_desktop.ui.kirim.destination_dialog import DestinationDialog
from sirekap_desktop.ui.kirim.destinations import DestinationsCard
from sirekap_desktop.ui.kirim.words import source_words


class Places(QObject):
    """Owns the card; the page lays it out."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.words = source_words()
        self.card = DestinationsCard(self.words)
        self.tools: PageTools | None = None
        self.outbox: Outbox | None = None
        self.dialog: DestinationDialog | None = None
        self.card.add_wanted.connect(lambda: self.edit(None))
        self.card.edit_wanted.connect(lambda chosen: self.edit(self._place(chosen)))
        self.card.remove_wanted.connect(self._remove)

    def show_places(self, tools: PageTools, outbox: Outbox, chosen: str = "") -> None:
        """Those of this computer."""
        self.tools, self.outbox = tools, outbox
        self.card.show_destinations(outbox.destinations, chosen)

    def _place(self, place_id: str) -> Destination | None:
        return next((one for one in self.card.destinations if one.id == place_id), None)

    def edit(self, shown: Destination | None) -> None:
        """Add a place, or change one."""
        if self.tools is None or self.outbox is None:
            return
        self.dialog = DestinationDialog(self.tools, self.outbox, shown, self._page, self.words)
        self.dialog.saved.connect(lambda kept: self._show(kept.id))
        self.dialog.finished.connect(self._forget_dialog)
        self.dialog.open()

    def _forget_dialog(self, _result: int) -> None:
        self.dialog = None
        (self.card.send_button if self.card.destinations else self.card.add_button).setFocus()

    def _show(self, chosen: str = "") -> None:
        if self.outbox is not None:
            self.card.show_destinations(self.outbox.destinations, chosen)

    def _remove(self, place_id: str) -> None:
        place = self._place(place_id)
        if self.tools is None or self.outbox is None or place is None:
            return
        title = self.tr("Hapus tempat terima {name}?").format(name=place.name)
        text = self.tr("Kata sandinya dihapus dari komputer ini. Paket di sana dan yang sudah diterima tetap ada.")
        if self.tools.dialogs.confirm(title, text, yes=self.words.remove):
            self._do(lambda outbox: outbox.remove_destination(place_id))

    def _do(self, change: Callable[[Outbox], None]) -> None:
        outbox = self.outbox
        if self.tools is not None and outbox is not None:
            self.tools.write(lambda: change(outbox), done=lambda _done: self._show())

    def close(self) -> None:
        """The page is left."""
        if self.dialog is not None:
            self.dialog.reject()
