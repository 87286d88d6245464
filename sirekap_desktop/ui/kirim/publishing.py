"""*Publikasi*, wired: the button on *Kirim*, its dialog, and what is done with the choice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.publishing import Choice, Offer, Published, offers, publish, site_name
from sirekap_desktop.ui.kirim.publish_dialog import PublishDialog
from sirekap_desktop.ui.save import documents_folder
from sirekap_desktop.ui.theme import Tone
from sirekap_desktop.ui.widgets import button

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context
    from sirekap_desktop.ui.tasks import TaskHandle

Begin = Callable[[str, Callable[["TaskHandle"], Any], Callable[[Any], None]], None]
"""Runs a long job under the page's progress bar: caption, work, what to do with the result."""


class Publishing(QObject):
    """Asks what and where, writes, and opens the folder."""

    def __init__(self, page: QWidget, begin: Begin) -> None:
        super().__init__(page)
        self._page, self._begin = page, begin
        self._context: Context | None = None
        self.dialog: PublishDialog | None = None
        self.button = button(self.tr("Publikasi…"), self.ask, icon_name="folder")
        self.button.setToolTip(
            self.tr("Rekap sebagai situs dalam folder, untuk dibaca siapa saja, juga tanpa internet")
        )

    def attach(self, context: Context) -> None:
        self._context = context

    def detach(self) -> None:
        """The workspace closes."""
        self._context = None
        if self.dialog is not None:
            self.dialog.reject()

    def ask(self) -> None:
        """What there is to choose from, then the dialog."""
        if self._context is None or self.dialog is not None:
            return
        workspace = self._context.workspace
        self._context.query(lambda: offers(workspace), done=self._show, key="offers", owner=self)

    def _show(self, found: tuple[Offer, ...]) -> None:
        self.dialog = PublishDialog(found, self._page)
        self.dialog.chosen.connect(self._publish)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def _forget(self, _result: int) -> None:
        self.dialog = None

    def _publish(self, choice: Choice) -> None:
        context = self._context
        if context is None:
            return
        place = context.dialogs.open_folder(self.tr("Pilih tempat untuk folder situs"), documents_folder())
        if place is None:
            return
        workspace, out = context.workspace, place / site_name(context.workspace)

        def work(job: TaskHandle) -> Published:
            return publish(
                workspace, out, choice, progress=lambda p: job.report((p.done, p.total)), cancelled=job.is_cancelled
            )

        self._begin(self.tr("Situs sedang ditulis."), work, self._written)

    def _written(self, made: Published) -> None:
        if self._context is None:
            return
        text = self.tr("Situs tertulis: {n} berkas. Buka index.html.").format(n=format_count(made.files))
        self._context.notify(text, str(made.folder), Tone.OK)
        open_folder(made.folder)


def open_folder(folder: Path) -> None:
    """Show it in the file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
