"""Makes a wall in the pool and brings it as it comes: first what stands on it, then the pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from sirekap_desktop.jobs.digit_wall import DigitWall, WallPage, crops
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.images import to_qimage
from sirekap_desktop.ui.tasks import TaskHandle


@dataclass(frozen=True, slots=True)
class Arrived:
    """The pictures of one place of the wall."""

    place: int
    box: QImage
    number: QImage
    """All boxes of the number that it belongs to."""


@dataclass(slots=True)
class _Load:
    """One wall on its way: the worker appends, the window reads what is new."""

    digit: int
    start: int
    wall: WallPage | None = None
    pictures: list[Arrived] = field(default_factory=list)
    told: bool = False
    shown: int = 0


class WallLoader(QObject):
    """The newest wall asked for; one that was asked for before is dropped."""

    opened = Signal(object, int)
    """The :class:`WallPage` and where it starts."""
    arrived = Signal(object)
    """An :class:`Arrived`."""
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context: Context | None = None

    def attach(self, context: Context) -> None:
        self._context = context

    def detach(self) -> None:
        self._context = None

    def open(self, digit: int, start: int) -> None:
        """Begin a wall."""
        if self._context is None:
            return
        workspace, load = self._context.workspace, _Load(digit, start)

        def work(job: TaskHandle) -> _Load:
            load.wall = DigitWall(workspace, digit).page(start, cancelled=job.is_cancelled)
            job.report(load)
            for crop in crops(workspace, load.wall.cells, cancelled=job.is_cancelled):
                number = np.hstack(list(crop.number))
                load.pictures.append(Arrived(crop.place, to_qimage(crop.box), to_qimage(number)))
                job.report(load)
            return load

        self._context.run(work, progress=self._tell, done=self._done, key="kelompok", owner=self)

    def _tell(self, load: _Load) -> None:
        if load.wall is None:
            return
        if not load.told:
            load.told = True
            self.opened.emit(load.wall, load.start)
        while load.shown < len(load.pictures):
            self.arrived.emit(load.pictures[load.shown])
            load.shown += 1

    def _done(self, load: _Load) -> None:
        self._tell(load)
        self.finished.emit()
        if load.wall is not None and load.wall.following is not None:
            self._make_ready(load.digit, load.wall.following)

    def _make_ready(self, digit: int, start: int) -> None:
        """Cut the boxes of the next wall while the operator looks at this one; any other wish ends it."""
        if self._context is None:
            return
        workspace = self._context.workspace

        def work(job: TaskHandle) -> None:
            wall = DigitWall(workspace, digit).page(start, cancelled=job.is_cancelled)
            for _crop in crops(workspace, wall.cells, cancelled=job.is_cancelled):
                pass

        self._context.run(work, key="kelompok", owner=self)
