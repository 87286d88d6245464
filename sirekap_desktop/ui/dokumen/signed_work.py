"""The work behind *Salinan bertanda tangan*: import, replace, show; everything slow runs in the pool."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from sirekap_desktop.forms.page_code import PageCode
from sirekap_desktop.jobs.files import SUFFIXES
from sirekap_desktop.jobs.signed import SignedSheet, SignedSummary, import_signed, load_signed, signed_sheets
from sirekap_desktop.jobs.signed_judging import SignedOutcome
from sirekap_desktop.models.signed import SignedPage
from sirekap_desktop.ocr.imageio import thumbnail
from sirekap_desktop.ui.dokumen.signed_panel import SignedPanel
from sirekap_desktop.ui.dokumen.signed_words import summary_text
from sirekap_desktop.ui.images import to_qimage
from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from sirekap_desktop.models.workspace import Workspace
    from sirekap_desktop.ui.context import Context
    from sirekap_desktop.ui.tasks import TaskHandle

_PICTURE_PX = 2400


class SignedWork(QObject):
    """Drives one panel. ``sheets_changed`` says what came back so far."""

    sheets_changed = Signal(object)

    def __init__(self, panel: SignedPanel) -> None:
        super().__init__(panel)
        self.panel = panel
        self._context: Context | None = None
        self._handle: TaskHandle | None = None
        panel.files_wanted.connect(self.pick_files)
        panel.folder_wanted.connect(self.pick_folder)
        panel.replace_wanted.connect(self.replace)
        panel.page_chosen.connect(self._show)
        panel.progress.cancelled.connect(self._cancel)

    def attach(self, context: Context) -> None:
        """Work on this workspace from now on."""
        self._context = context
        self.panel.show_refused(())

    def refresh(self) -> None:
        """Read again what came back."""
        if self._context is None:
            return
        workspace = self._context.workspace
        self._context.query(lambda: signed_sheets(workspace), done=self._take, key="signed", owner=self)

    def _take(self, sheets: Sequence[SignedSheet]) -> None:
        self.panel.show_sheets(sheets)
        self.sheets_changed.emit(sheets)

    # -- importing -----------------------------------------------------------------------------------------------

    def pick_files(self) -> None:
        """Ask for photos or scans and take them in."""
        if self._context is not None:
            title = self.tr("Pilih foto atau pindaian halaman bertanda tangan")
            self.start(self._context.dialogs.open_files(title, self._pattern()))

    def pick_folder(self) -> None:
        """Ask for a folder and take in everything below it."""
        if self._context is not None:
            folder = self._context.dialogs.open_folder(self.tr("Pilih folder dengan halaman bertanda tangan"))
            self.start([folder] if folder else [])

    def replace(self, page: SignedPage) -> None:
        """Ask for another picture of a page; the one before stays."""
        if self._context is not None:
            title = self.tr("Pilih gambar baru untuk halaman ini")
            path = self._context.dialogs.open_file(title, self._pattern())
            self.start([path] if path else [], only=page.code)

    def _pattern(self) -> str:
        names = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        return self.tr("Foto dan PDF ({pattern})").format(pattern=names)

    def start(self, paths: Sequence[Path], *, only: PageCode | None = None) -> None:
        """Take files in; with ``only`` as another picture of that page."""
        context = self._context
        if context is None or not paths:
            return
        workspace = context.workspace
        self.panel.progress.start(self.tr("Halaman bertanda tangan sedang dikenali."))
        self.panel.progress.show()
        self._enable(on=False)
        self._handle = context.run(
            lambda job: import_signed(
                workspace,
                paths,
                replace=only is not None,
                only=only,
                progress=lambda done, total: job.report((done, total)),
                cancelled=job.is_cancelled,
            ),
            progress=lambda step: self.panel.progress.show_progress(*step),
            done=self._imported,
            failed=self._failed,
            owner=self,
        )

    def _enable(self, *, on: bool) -> None:
        for item in (self.panel.files_button, self.panel.folder_button):
            item.setEnabled(on)

    def _cancel(self) -> None:
        if self._handle:
            self._handle.cancel()
        self._end()

    def _end(self) -> None:
        self.panel.progress.hide()
        self._enable(on=True)
        self.refresh()

    def _imported(self, summary: SignedSummary) -> None:
        self.panel.show_summary(summary)
        self._end()
        if self._context is not None:
            refused = len(summary.items) - summary.count(SignedOutcome.ATTACHED)
            tone = Tone.WARN if refused else Tone.OK
            self._context.notify(self.tr("Halaman: {counts}.").format(counts=summary_text(summary)), tone=tone)

    def _failed(self, error: BaseException) -> None:
        self._end()
        if self._context is not None:
            self._context.tasks.on_error(error)

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self, page: SignedPage | None) -> None:
        if self._context is None or page is None:
            return
        workspace, panel = self._context.workspace, self.panel
        self._context.query(
            lambda: _picture(workspace, page),
            done=lambda picture: panel.show_picture(page, picture) if panel.chosen() == page else None,
            key="signed-picture",
            owner=self,
        )


def _picture(workspace: Workspace, page: SignedPage) -> QImage:
    return to_qimage(thumbnail(load_signed(workspace, page), _PICTURE_PX))
