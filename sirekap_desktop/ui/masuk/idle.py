"""Notices that nobody has touched keys or mouse for some minutes."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Emits :attr:`idle` once after so many minutes; :meth:`start` begins anew, :meth:`stop` ends it."""

    idle = Signal()

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seconds = 0.0
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def start(self, minutes: float) -> None:
        """Watch from now on."""
        self.stop()
        self._seconds, self._last = minutes * 60, self._clock()
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._wait(self._seconds)

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def look(self) -> None:
        """Whether the time is over; if somebody was here meanwhile, wait for what is left."""
        left = self._last + self._seconds - self._clock()
        if left > 0:
            self._wait(left)
            return
        self.stop()
        self.idle.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._last = self._clock()
        return False

    def _wait(self, seconds: float) -> None:
        self._timer.start(max(1, round(seconds * 1000)))
