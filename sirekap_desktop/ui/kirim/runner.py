"""Runs the outbox while the workspace is open: one attempt at a time in the pool, the next when it is due."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from sirekap_desktop.exchange.transport.delivery import Sent
from sirekap_desktop.jobs.outbox import Outbox
from sirekap_desktop.jobs.outbox_file import Parcel, State
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.tasks import TaskHandle

_LONGEST_MS = 60_000
"""The clock may be set, and the laptop may sleep: look at least this often."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How far the running attempt is."""

    parcel: str
    sent: Sent
    seconds_left: float | None
    """None while nothing can be said."""


class SendRunner(QObject):
    """Owns its timer, which runs only while something waits."""

    changed = Signal()
    """Parcels stand differently, or another one runs."""
    moved = Signal(object)
    """:class:`Pace`."""
    finished = Signal(object)
    """The :class:`Parcel` after an attempt."""

    def __init__(self, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._context: Context | None = None
        self.outbox: Outbox | None = None
        self.running: str = ""
        """Id of the parcel that is tried now."""
        self._handle: TaskHandle | None = None
        self._started = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.kick)

    def attach(self, context: Context, outbox: Outbox) -> None:
        """Begin with what is due."""
        self._context, self.outbox = context, outbox
        self.kick()

    def detach(self) -> None:
        """Stop between two pieces; what is there stays there."""
        self._timer.stop()
        if self._handle:
            self._handle.cancel()
        self._context, self.outbox, self._handle, self.running = None, None, None, ""

    def kick(self) -> None:
        """Try what is due, unless something runs; else wait until something is."""
        outbox, context = self.outbox, self._context
        if outbox is None or context is None or self.running:
            return
        self._timer.stop()
        due = outbox.due()
        if due is None:
            pause = outbox.pause()
            if pause is not None:
                self._timer.start(min(round(pause.total_seconds() * 1000) + 50, _LONGEST_MS))
            return
        self.running = due.id
        self._started = self._clock()
        self._handle = context.run(
            lambda job: outbox.attempt(due.id, report=job.report, cancelled=job.is_cancelled),
            progress=lambda sent: self._moved(due.id, sent),
            done=self._done,
            failed=self._failed,
            owner=self,
        )
        self.changed.emit()

    def hold(self, parcel_id: str) -> None:
        """A person stops a parcel."""
        if self.outbox is None:
            return
        self.outbox.hold(parcel_id)
        if self.running == parcel_id and self._handle:
            self._handle.cancel()
            self._ended()
        self.changed.emit()

    def again(self, parcel_id: str) -> None:
        """A person wants a parcel tried now."""
        if self.outbox is not None and self.running != parcel_id:
            self.outbox.again(parcel_id)
            self.changed.emit()
            self.kick()

    def again_all(self) -> None:
        """Whoever opens the page wants to see what the line does now, not in five minutes."""
        if self.outbox is None:
            return
        for parcel in self.outbox.parcels:
            if parcel.state == State.WAITING and parcel.id != self.running:
                self.outbox.again(parcel.id)
        self.kick()

    def _moved(self, parcel_id: str, sent: Sent) -> None:
        elapsed = self._clock() - self._started
        is_known = sent.carried > 0 and elapsed > 2 and sent.total > sent.there
        left = elapsed * (sent.total - sent.there) / sent.carried if is_known else None
        self.moved.emit(Pace(parcel_id, sent, left))

    def _ended(self) -> None:
        self.running, self._handle = "", None
        self.kick()

    def _done(self, parcel: Parcel | None) -> None:
        self._ended()
        self.changed.emit()
        if parcel is not None:
            self.finished.emit(parcel)

    def _failed(self, error: BaseException) -> None:
        """A full disk, or an error of the program: nothing is tried again by itself."""
        self.running, self._handle = "", None
        self.changed.emit()
        if self._context is not None:
            self._context.tasks.on_error(error)
