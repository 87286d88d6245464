"""Files of the kabupaten at Awal: chosen, dropped or double-clicked; shown, and used when the operator says so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QDropEvent

from sirekap_desktop import FILE_SUFFIX
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.ui.awal.activation import ActivationCard
from sirekap_desktop.ui.context import Message
from sirekap_desktop.ui.save import documents_folder
from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from sirekap_desktop.exchange.activation import PinOrderBody, Signed
    from sirekap_desktop.exchange.panel_file import PanelFile
    from sirekap_desktop.jobs.activation import Opened, Preview, SignIn
    from sirekap_desktop.ui.awal.page import AwalPage


@dataclass(frozen=True, slots=True)
class Order:
    """An order to reset the ketua's PIN, and the workspace that it is for, if it is known here."""

    path: Path
    signed: Signed[PinOrderBody]
    folder: Path | None


def look(path: Path, recent: tuple[Path, ...], folder: Path | None = None) -> Preview | Order | PanelFile:
    """What a file is; runs in the pool. Raises UserError with the reason why it cannot be used."""
    from sirekap_desktop.jobs import activation, panels  # noqa: PLC0415 - the window is shown sooner

    if activation.is_panel_file(path):
        return panels.panel_file_at(path)
    if activation.is_pin_order(path):
        signed = activation.read_pin_order(path)
        return Order(path, signed, activation.workspace_of(signed, recent))
    signed_activation = activation.read_activation(path)
    base = documents_folder() / "Sirekap"
    return activation.preview(path, folder or activation.likely_folder(signed_activation, recent, base))


class Opening(QObject):
    """Carries one file through: look, show, use. The page lends its card, its dialogs and its progress."""

    message = Signal(object)
    panel_found = Signal(object)
    """The file was that of a panel."""

    def __init__(self, page: AwalPage, card: ActivationCard) -> None:
        super().__init__(page)
        self._page, self._card = page, card
        card.accepted.connect(self._use)
        card.folder_chosen.connect(self._look_again)

    def choose(self) -> None:
        """Ask for the file."""
        pattern = self.tr("Berkas dari kabupaten (*{suffix})").format(suffix=FILE_SUFFIX)
        path = self._page.dialogs.open_file(self.tr("Buka berkas aktivasi"), pattern, documents_folder())
        if path is not None:
            self.open(path)

    def open(self, path: Path, folder: Path | None = None) -> None:
        """Look into the file and show it."""
        recent = tuple(self._page.settings.recent())
        self._page.begin(
            self.tr("Berkas {name} sedang diperiksa.").format(name=path.name),
            lambda _job: look(path, recent, folder),
            self._show,
        )

    def _look_again(self, folder: Path) -> None:
        if self._card.shown is not None:
            self.open(self._card.shown.path, folder)

    def _show(self, found: Preview | Order | PanelFile) -> None:
        from sirekap_desktop.exchange.panel_file import PanelFile  # noqa: PLC0415 - the window is shown sooner

        if isinstance(found, Order):
            self._new_pin(found)
            return
        if isinstance(found, PanelFile):
            self.panel_found.emit(found)
            return
        self._page.show_card(self._card)
        self._card.show_preview(found, self._page.dialogs)

    def _use(self, folder: Path, sign_in: SignIn | None) -> None:
        from sirekap_desktop.jobs import activation  # noqa: PLC0415 - the window is shown sooner

        shown, operator = self._card.shown, self._page.named()
        if shown is None or operator is None:
            return
        path = shown.path
        self._page.begin(
            self.tr("Ruang kerja sedang disiapkan."),
            lambda _job: activation.activate(path, folder, operator=operator, sign_in=sign_in),
            self._opened,
        )

    def _opened(self, opened: Opened) -> None:
        from sirekap_desktop.jobs import activation  # noqa: PLC0415 - the window is shown sooner

        self._page.show_choices()
        self._page.opened.emit(opened.workspace, "beranda", {})
        text = self.tr("Siap. Bawa berkas jawaban ini ke kabupaten: {path}").format(path=opened.answers[0])
        hint = activation.summary(opened.changes) if not opened.created else ""
        self.message.emit(Message(text, hint, Tone.OK))

    # -- the ketua's PIN -----------------------------------------------------------------------------------------

    def _new_pin(self, order: Order) -> None:
        from sirekap_desktop.jobs import activation  # noqa: PLC0415 - the window is shown sooner

        body = order.signed.body
        folder = order.folder or self._page.dialogs.open_folder(self.tr("Pilih folder ruang kerja"), documents_folder())
        if folder is None:
            return
        title = self.tr("PIN baru untuk {name}").format(name=body.person)
        words = self.tr("Kabupaten mengizinkan PIN ketua diganti satu kali. Ketua mengetik PIN barunya sendiri.")
        pin = self._page.dialogs.ask_text(title, words, validate=_problem, secret=True)
        again = pin and self._page.dialogs.ask_text(title, self.tr("Sekali lagi."), validate=_same(pin), secret=True)
        if not pin or not again:
            return
        self._page.begin(
            self.tr("PIN sedang diganti."),
            lambda _job: activation.carry_out_pin_order(order.path, folder, pin),
            lambda person: self._pin_changed(person.name, folder),
        )

    def _pin_changed(self, name: str, folder: Path) -> None:
        text = self.tr("PIN {name} sudah diganti. Buka ruang kerja, lalu masuk dengan PIN baru.").format(name=name)
        self.message.emit(Message(text, str(folder), Tone.OK))


def _problem(pin: str) -> str:
    from sirekap_desktop.models import pins  # noqa: PLC0415 - the window is shown sooner

    try:
        pins.check_new(pin)
    except UserError as error:
        return str(error)
    return ""


def _same(pin: str) -> Callable[[str], str]:
    return lambda again: "" if again == pin else QCoreApplication.translate("Awal", "Kedua PIN tidak sama.")


def file_of(event: QDropEvent) -> Path | None:
    """The signed file that is dragged, if it is one."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() == FILE_SUFFIX else None
