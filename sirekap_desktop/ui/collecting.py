"""When Python looks for unreachable cycles: between the operator's steps, and never over what a recap loaded."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1_000
LOADED = 20_000
"""So many new objects since the last look are a recap or readings just loaded, which hold no cycles."""


class Collector(QObject):
    """Takes over Python's automatic collection, which would come in the middle of a frame, and in any thread.

    A full collection walks through every object alive: with the recap of 1,591 TPS loaded that stops the window for
    150 ms. So what is loaded at the start and in bursts is set aside (:func:`gc.freeze`: it is still freed when nothing
    refers to it any more), and the small rest is collected once a second, in the window's own thread, where the Qt
    objects that it may free belong.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Collect here from now on."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def look(self) -> None:
        """Set a burst aside, or collect what a second left behind; the oldest as seldom as Python would."""
        young, _middle, old = gc.get_count()
        if young > LOADED:
            gc.freeze()
        else:
            gc.collect(2 if old > gc.get_threshold()[2] else 1)
