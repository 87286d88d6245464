"""Sending, wired: destinations, outbox and runner of the open workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sirekap_desktop.exchange.transport.destination import Destination
from sirekap_desktop.jobs.export import package_name
from sirekap_desktop.jobs.outbox import Outbox, outbox_of
from sirekap_desktop.jobs.outbox_file import Parcel, State
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.kirim.destination_dialog import DestinationDialog
from sirekap_desktop.ui.kirim.destinations import DestinationsCard
from sirekap_desktop.ui.kirim.parcels import ParcelsCard
from sirekap_desktop.ui.kirim.runner import SendRunner
from sirekap_desktop.ui.kirim.words import receipt_words
from sirekap_desktop.ui.theme import Tone


class Sending(QObject):
    """Owns the two cards and the runner; the page lays the cards out."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._context: Context | None = None
        self.dialog: DestinationDialog | None = None
        self.package: Path | None = None
        """What *Kirim* sends; None: the package of the present revision."""
        self.runner = SendRunner(self)
        self.destinations = DestinationsCard()
        self.parcels = ParcelsCard(self.runner)
        self.destinations.add_wanted.connect(lambda: self.edit(None))
        self.destinations.edit_wanted.connect(lambda chosen: self.edit(self._destination(chosen)))
        self.destinations.remove_wanted.connect(self._remove_destination)
        self.destinations.send_wanted.connect(self.send)
        self.parcels.again_wanted.connect(self.runner.again)
        self.parcels.hold_wanted.connect(self.runner.hold)
        self.parcels.remove_wanted.connect(self._remove_parcel)
        self.parcels.receipt_wanted.connect(self._show_receipt)
        self.runner.finished.connect(self._tell)

    @property
    def outbox(self) -> Outbox | None:
        return self.runner.outbox

    def attach(self, context: Context) -> None:
        """Read the outbox of the workspace, then go on with what it holds."""
        self._context = context
        workspace = context.workspace
        self.destinations.setEnabled(False)
        context.query(lambda: outbox_of(workspace), done=self._opened, owner=self)

    def _opened(self, outbox: Outbox) -> None:
        if self._context is None:
            return
        self.destinations.setEnabled(True)
        self.runner.attach(self._context, outbox)
        self._show()

    def detach(self) -> None:
        """The workspace closes: what is on its way stops and goes on at the next opening."""
        self.runner.detach()
        self._context, self.package = None, None
        if self.dialog is not None:
            self.dialog.reject()

    def _show(self, chosen: str = "") -> None:
        outbox = self.outbox
        self.destinations.show_destinations(outbox.destinations if outbox else (), chosen)
        self.parcels.show_outbox()

    def _destination(self, destination_id: str) -> Destination | None:
        return next((item for item in self.destinations.destinations if item.id == destination_id), None)

    # -- destinations ------------------------------------------------------------------------------------------------

    def edit(self, shown: Destination | None) -> None:
        """Add a destination, or change one."""
        if self._context is None or self.outbox is None:
            return
        self.dialog = DestinationDialog(self._context, self.outbox, shown, self._page)
        self.dialog.saved.connect(lambda kept: self._show(kept.id))
        self.dialog.finished.connect(self._forget_dialog)
        self.dialog.open()

    def _forget_dialog(self, _result: int) -> None:
        self.dialog = None
        if self._context is not None:
            (self.destinations.list if self.destinations.destinations else self.destinations.add_button).setFocus()

    def _remove_destination(self, destination_id: str) -> None:
        destination = self._destination(destination_id)
        if self._context is None or self.outbox is None or destination is None:
            return
        if any(item.id == self.runner.running and item.destination == destination_id for item in self.outbox.parcels):
            self._context.notify(self.tr("Sedang ada kiriman ke tujuan ini."), self.tr("Tahan dulu kirimannya."))
            return
        text = self.tr(
            "Kata sandinya dihapus dari komputer ini, dan kirimannya dari daftar. Yang sudah sampai tetap ada."
        )
        title = self.tr("Hapus tujuan {name}?").format(name=destination.name)
        if self._context.dialogs.confirm(title, text, yes=self.tr("Hapus tujuan")):
            self._do(lambda outbox: outbox.remove_destination(destination_id))

    def _do(self, change: Any) -> None:  # noqa: ANN401 - gets the outbox
        context, outbox = self._context, self.outbox
        if context is not None and outbox is not None:
            context.write(lambda: change(outbox), done=lambda _done: self._show())

    # -- parcels -----------------------------------------------------------------------------------------------------

    def send(self, destination_id: str) -> None:
        """Queue the package at hand, or that of the present revision."""
        context, outbox = self._context, self.outbox
        if context is None or outbox is None:
            return
        workspace, given = context.workspace, self.package

        def add() -> Parcel:
            return outbox.add(given or Path(workspace.packages_folder) / package_name(workspace), destination_id)

        context.run(lambda _job: add(), done=self._added, owner=self)

    def _added(self, _parcel: Parcel) -> None:
        self.parcels.show_outbox()
        self.runner.kick()

    def _remove_parcel(self, parcel_id: str) -> None:
        self._do(lambda outbox: outbox.remove(parcel_id))

    def _show_receipt(self, parcel_id: str) -> None:
        context, outbox = self._context, self.outbox
        parcel = outbox.parcel(parcel_id) if outbox else None
        if context is None or outbox is None or parcel is None:
            return
        text = receipt_words(parcel, parcel.place)
        title = self.tr("Tanda terima")
        if parcel.receipt is None or parcel.receipt.known:
            context.dialogs.show_info(title, text)
            return
        key = parcel.receipt.fingerprint
        if context.dialogs.confirm(title, text, yes=self.tr("Sidiknya sama: daftarkan kunci ini"), no=self.tr("Tutup")):
            self._do(lambda kept: kept.enroll(key))

    def _tell(self, parcel: Parcel) -> None:
        """What a person must know even on another page."""
        context, outbox = self._context, self.outbox
        if context is None or outbox is None:
            return
        name = next((item.name for item in outbox.destinations if item.id == parcel.destination), "")
        if parcel.state == State.STOPPED:
            context.notify(self.tr("Kiriman ke {name} berhenti.").format(name=name), parcel.message, Tone.BAD)
        elif parcel.state == State.SENT and not parcel.tries and not parcel.message:
            context.notify(self.tr("Paket sudah lengkap di {name}.").format(name=name), parcel.name, Tone.OK)
        elif parcel.state == State.RECEIVED:
            context.notify(self.tr("Tanda terima kabupaten sudah ada."), parcel.name, Tone.OK)
        elif parcel.state == State.REFUSED and parcel.receipt:
            context.notify(self.tr("Kabupaten menolak paket ini."), parcel.receipt.note, Tone.BAD)
