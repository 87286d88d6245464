"""Runs imports in the background, one after the other, and brings every single result to the window."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sirekap_desktop.jobs.importing import ImportItem, ImportProgress, ImportSummary, import_paths
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.tasks import TaskHandle

_RATE_AFTER = 2.0
"""Seconds after which pages per minute can be told."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one import is about."""

    paths: tuple[Path, ...]
    quiet: bool = False
    """Of a watched folder's first look: what was imported before is nothing to tell about."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How far the running import is, and how fast."""

    progress: ImportProgress
    per_minute: float | None


class ImportRunner(QObject):
    """One import at a time; more of them wait. Cancelling stops the running one and drops the waiting ones."""

    started = Signal()
    progressed = Signal(object)
    """:class:`Pace`"""
    items = Signal(object)
    """Results since the last time, the oldest first."""
    finished = Signal(object)
    """:class:`ImportSummary`; of a quiet batch without what was known before."""

    def __init__(self, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._context: Context | None = None
        self._waiting: deque[Batch] = deque()
        self._running: Batch | None = None
        self._stop = False
        self._came: deque[ImportItem] = deque()
        self._begun = 0.0

    @property
    def running(self) -> bool:
        return self._running is not None

    @property
    def stopping(self) -> bool:
        """Cancelled, and finishing the files in hand."""
        return self._stop and self.running

    def attach(self, context: Context) -> None:
        self._context = context

    def detach(self) -> None:
        """The workspace closes: stop as soon as the files in hand are written."""
        self.cancel()
        self._context, self._running = None, None
        self._came.clear()

    def start(self, paths: Sequence[Path], *, quiet: bool = False) -> None:
        """Import files and folders, after what already waits."""
        if paths:
            self._waiting.append(Batch(tuple(paths), quiet))
            self._next()

    def cancel(self) -> None:
        """Stop between files; what is done stays."""
        self._waiting.clear()
        self._stop = True

    def _next(self) -> None:
        context = self._context
        if context is None or self._running is not None or not self._waiting:
            return
        batch = self._running = self._waiting.popleft()
        self._stop, self._begun = False, self._clock()
        workspace = context.workspace

        def work(job: TaskHandle) -> ImportSummary:
            def tell(progress: ImportProgress) -> None:
                if progress.newest is not None:
                    self._came.append(progress.newest)
                job.report(progress)

            return import_paths(
                workspace, batch.paths, progress=tell, cancelled=lambda: self._stop or job.is_cancelled()
            )

        self.started.emit()
        context.run(work, progress=self._show, done=self._done, failed=self._failed, owner=self)

    def _show(self, progress: ImportProgress) -> None:
        self._hand_over()
        seconds = self._clock() - self._begun
        pages = sum(progress.counts.values())
        self.progressed.emit(Pace(progress, pages / seconds * 60 if seconds >= _RATE_AFTER and pages else None))

    def _hand_over(self) -> None:
        came = [self._came.popleft() for _ in range(len(self._came))]
        if shown := [item for item in came if self._is_told(item)]:
            self.items.emit(shown)

    def _is_told(self, item: ImportItem) -> bool:
        quiet = self._running is not None and self._running.quiet
        return not (quiet and item.outcome is ImportOutcome.DUPLICATE)

    def _done(self, summary: ImportSummary) -> None:
        self._came.clear()
        told = tuple(item for item in summary.items if self._is_told(item))
        self._running = None
        self.finished.emit(ImportSummary(told, summary.files, summary.cancelled, summary.seconds))
        self._next()

    def _failed(self, error: BaseException) -> None:
        context = self._context
        self._came.clear()
        self._waiting.clear()
        self._running = None
        self.finished.emit(None)
        if context is not None:
            context.tasks.on_error(error)
