"""The watched folder: looked at every few seconds in the pool; what is complete is handed over once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from sirekap_desktop.jobs.watching import FolderWatch, Look
from sirekap_desktop.ui.context import Context

POLL_MS = 2000


class FolderWatcher(QObject):
    """Owns its timer: it runs from :meth:`watch` with a folder until :meth:`detach`."""

    found = Signal(object, bool)
    """Complete files, and whether this was the first look at the folder that found any."""
    looked = Signal(object)
    """The newest :class:`Look`."""

    def __init__(self, parent: QObject | None = None, *, settle_seconds: float = 2.0) -> None:
        super().__init__(parent)
        self._settle = settle_seconds
        self._context: Context | None = None
        self._watch: FolderWatch | None = None
        self._first = True
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.look)

    @property
    def folder(self) -> Path | None:
        return self._watch.folder if self._watch else None

    def attach(self, context: Context) -> None:
        self._context = context

    def detach(self) -> None:
        self._timer.stop()
        self._context, self._watch, self._looking = None, None, False

    def watch(self, folder: str) -> None:
        """Watch a folder; an empty name watches none. The same folder again changes nothing."""
        wanted = Path(folder) if folder else None
        if wanted == self.folder:
            return
        self._timer.stop()
        self._looking = False
        self._watch = FolderWatch(wanted, settle_seconds=self._settle) if wanted else None
        self._first = True
        if wanted:
            self._timer.start()
            self.look()

    def look(self) -> None:
        """Look once, unless the look before still runs (a slow network disk)."""
        context, watch = self._context, self._watch
        if context is None or watch is None or self._looking:
            return
        self._looking = True
        workspace, first = context.workspace, self._first

        def read() -> tuple[Look, tuple[Path, ...]]:
            look = watch.look()
            known = {image.source: image.added_at for image in workspace.images()} if first and look.ready else {}
            return look, tuple(path for path in look.ready if _is_new(path, known))

        context.query(
            read,
            done=lambda result: self._show(watch, *result),
            failed=lambda error: self._failed(watch, error),
            owner=self,
        )

    def _show(self, watch: FolderWatch, look: Look, fresh: tuple[Path, ...]) -> None:
        if watch is not self._watch:
            return
        self._looking = False
        self.looked.emit(look)
        if look.ready:
            first, self._first = self._first, False
            if fresh:
                self.found.emit(fresh, first)

    def _failed(self, watch: FolderWatch, error: BaseException) -> None:
        if watch is self._watch and self._context is not None:
            self._looking = False
            self._context.tasks.on_error(error)


def _is_new(path: Path, known: dict[str, str]) -> bool:
    """Whether a file of the first look still has to be imported: not when it came in before and has not changed."""
    added = known.get(str(path))
    try:
        return added is None or path.stat().st_mtime > datetime.fromisoformat(added).timestamp() + 1
    except OSError:
        return False
