"""Figures from a workbook, CSV or JSON: chosen or dropped, looked at, and recorded when the operator says so."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.figures_import import Key, Look, look
from sirekap_desktop.jobs.figures_import import take as record
from sirekap_desktop.jobs.sirekap_import import is_published
from sirekap_desktop.ui.impor.figures_dialog import FiguresDialog
from sirekap_desktop.ui.save import documents_folder
from sirekap_desktop.ui.sirekap.taking import take
from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context

DROPPED = (".xlsx", ".csv", ".json")
"""What is taken for figures when it is dropped among photos; an archive may as well hold photos."""


def figures_among(paths: Iterable[Path]) -> list[Path]:
    """Files of figures among what was dropped."""
    return [path for path in paths if path.suffix.lower() in DROPPED]


class FiguresImport(QObject):
    """One file after the other: the dialog of one is answered before the next is read."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._parent = parent
        self._waiting: list[Path] = []
        self.dialog: FiguresDialog | None = None

    def pick(self) -> None:
        """Ask for files."""
        pattern = self.tr("Angka dan data Sirekap (*.xlsx *.csv *.json *.zip)")
        self.start(self._context.dialogs.open_files(self.tr("Impor angka"), pattern, documents_folder()))

    def start(self, paths: Iterable[Path]) -> None:
        """Look at files."""
        idle = not self._waiting
        self._waiting += paths
        if idle:
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            return
        path = self._waiting[0]
        self._context.query(
            lambda: is_published(path), done=lambda foreign: self._read(path, foreign=foreign), failed=self._failed,
            key="impor.angka", owner=self,
        )  # fmt: skip

    def _read(self, path: Path, *, foreign: bool) -> None:
        """What Sirekap published is kept to compare with; figures of this program are looked at."""
        if foreign:
            take(self._context, path, self)
            self._done()
            return
        workspace = self._context.workspace
        self._context.query(
            lambda: look(workspace, path), done=self._show, failed=self._failed, key="impor.angka", owner=self
        )

    def _failed(self, error: BaseException) -> None:
        self._context.tasks.on_error(error)
        self._done()

    def _show(self, found: Look) -> None:
        self.dialog = FiguresDialog(found, self._parent)
        self.dialog.taken.connect(lambda replaced: self._take(found, replaced))
        self.dialog.finished.connect(self._done)
        self.dialog.open()

    def _done(self, _result: int = 0) -> None:
        self.dialog = None
        del self._waiting[:1]
        self._next()

    def _take(self, found: Look, replaced: set[Key]) -> None:
        workspace = self._context.workspace
        self._context.write(
            lambda: record(workspace, found, replaced), lambda count: self._recorded(found.path.name, count)
        )

    def _recorded(self, name: str, count: int) -> None:
        text = self.tr("{n} isian dari {file} dicatat.").format(n=format_count(count), file=name)
        hint = self.tr("Riwayat tiap isian menyebut berkas ini dan sidik SHA-256-nya.")
        self._context.notify(text, hint, Tone.OK)
