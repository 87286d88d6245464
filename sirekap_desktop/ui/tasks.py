"""Work outside the GUI thread, and its results brought back into it.

One single-thread executor does every write to the workspace, in order; a pool does reading and long jobs. Results
travel through one signal owned by :class:`Tasks` (never by the worker), so a late result can not meet a dead object.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

_log = logging.getLogger(__name__)

Failed = Callable[[BaseException], None]


class TaskHandle:
    """One piece of work: its number grows with every task, so that an older result never overtakes a newer one."""

    def __init__(self, number: int, key: str, post: Callable[[Callable[[], None]], None]) -> None:
        self.number = number
        self.key = key
        self._post = post
        self._cancelled = False
        self._progress: Callable[[Any], None] | None = None
        self._pending: list[Any] = []

    def cancel(self) -> None:
        """Ask the work to stop; its result, progress and errors are dropped from now on."""
        self._cancelled = True

    def is_cancelled(self) -> bool:
        return self._cancelled

    def report(self, value: Any) -> None:  # noqa: ANN401 - whatever the job reports
        """Called by the worker: the newest value reaches ``progress`` in the GUI thread; older ones are skipped."""
        waiting = bool(self._pending)
        self._pending[:] = [value]
        if not waiting:
            self._post(self._show_progress)

    def _show_progress(self) -> None:
        value, self._pending[:] = (self._pending or [None])[-1], []
        if self._progress and not self._cancelled and value is not None:
            self._progress(value)


class Tasks(QObject):
    """Runs work; owned by the application, closed before it ends.

    ``on_error`` receives errors of tasks without their own ``failed``; ``on_crash`` errors raised by a callback.
    """

    changed = Signal()
    """A task began or ended: for a busy mark and for tests that wait until nothing runs."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None, *, workers: int | None = None) -> None:
        super().__init__(parent)
        self.on_error: Failed = _log_error
        self.on_crash: Failed = _log_error
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="sirekap-tulis")
        self._pool = ThreadPoolExecutor(workers or max(2, os.cpu_count() or 2), thread_name_prefix="sirekap-kerja")
        self._number = 0
        self._running: dict[int, TaskHandle] = {}
        self._newest: dict[str, TaskHandle] = {}
        self._closed = False
        self._posted.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        func: Callable[[TaskHandle], Any],
        *,
        done: Callable[[Any], None] | None = None,
        failed: Failed | None = None,
        progress: Callable[[Any], None] | None = None,
        key: str = "",
        owner: QObject | None = None,
    ) -> TaskHandle:
        """Run a long job in the pool. ``func`` gets the handle: ``job.report(x)`` and ``job.is_cancelled()``.

        A task with a ``key`` supersedes the one before it with the same key: the old one is cancelled and its result
        dropped. Nothing is delivered once ``owner`` is destroyed.
        """
        handle = self._start(key)
        handle._progress = progress  # noqa: SLF001 - the handle is ours
        self._submit(self._pool, handle, lambda: func(handle), done=done, failed=failed, owner=owner)
        return handle

    def query(
        self,
        func: Callable[[], Any],
        *,
        done: Callable[[Any], None],
        failed: Failed | None = None,
        key: str = "",
        owner: QObject | None = None,
    ) -> TaskHandle:
        """Read something in the pool and bring it back; see :meth:`run` for ``key`` and ``owner``."""
        return self.run(lambda _job: func(), done=done, failed=failed, key=key, owner=owner)

    def write(
        self,
        func: Callable[[], Any],
        *,
        done: Callable[[Any], None] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> TaskHandle:
        """Write to the workspace: one after the other, in the order of the calls, also while the window closes."""
        handle = self._start("")
        self._submit(self._writer, handle, func, done=done, failed=failed, owner=owner)
        return handle

    def is_idle(self) -> bool:
        return not self._running

    def cancel_all(self) -> None:
        """Cancel everything that runs; writes already asked for are still done, only their results are dropped."""
        for handle in tuple(self._running.values()):
            handle.cancel()

    def close(self) -> None:
        """Finish the writes, stop the jobs, end the threads. After this nothing is delivered any more."""
        self._closed = True
        self.cancel_all()
        self._writer.shutdown(wait=True)
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def _start(self, key: str) -> TaskHandle:
        assert QThread.currentThread() is self.thread(), "tasks start in the GUI thread"
        self._number += 1
        handle = TaskHandle(self._number, key, self._post)
        if key:
            if before := self._newest.get(key):
                before.cancel()
            self._newest[key] = handle
        self._running[handle.number] = handle
        self.changed.emit()
        return handle

    def _submit(
        self,
        executor: Executor,
        handle: TaskHandle,
        work: Callable[[], Any],
        *,
        done: Callable[[Any], None] | None,
        failed: Failed | None,
        owner: QObject | None,
    ) -> None:
        def wanted() -> bool:
            return not handle.is_cancelled() and (owner is None or shiboken6.isValid(owner))

        def deliver(callback: Callable[[Any], None] | None, value: Any) -> None:  # noqa: ANN401
            self._end(handle)
            if callback and wanted():
                callback(value)

        def body() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - boundary: a worker's error must reach the window
                caught = error
                self._post(lambda: deliver(failed or self.on_error, caught))
            else:
                self._post(lambda: deliver(done, result))

        executor.submit(body)

    def _post(self, callback: Callable[[], None]) -> None:
        if not self._closed and shiboken6.isValid(self):
            self._posted.emit(callback)

    def _end(self, handle: TaskHandle) -> None:
        self._running.pop(handle.number, None)
        if self._newest.get(handle.key) is handle:
            del self._newest[handle.key]
        self.changed.emit()

    @Slot(object)
    def _receive(self, callback: Callable[[], None]) -> None:
        if self._closed:
            return
        try:
            callback()
        except Exception as error:  # noqa: BLE001 - boundary: a slot's error must reach the crash dialog
            self.on_crash(error)


def _log_error(error: BaseException) -> None:
    _log.error("task failed", exc_info=error)
