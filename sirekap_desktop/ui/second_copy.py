"""Keeps the second copy up with *sahkan*, in the pool: the window never waits for a stick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs import second_copy
from sirekap_desktop.jobs.second_copy import Copy, Step
from sirekap_desktop.ui.app_settings import SecondPlace
from sirekap_desktop.ui.tasks import TaskHandle, Tasks
from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from sirekap_desktop.models.workspace import Workspace
    from sirekap_desktop.ui.app_settings import AppSettings

RETRY_MS = 15_000
"""How often a stick that is not there is looked for."""


@dataclass(frozen=True, slots=True)
class CopyState:
    """What Beranda and Setelan show."""

    second: SecondPlace | None = None
    running: bool = False
    problem: UserError | None = None
    """Why the newest *sahkan* is not on the stick yet."""


class SecondCopier(QObject):
    """One copy at a time; what is said meanwhile is in the next one."""

    changed = Signal()
    said = Signal(str, str, object)
    """A sentence, a next step, a tone."""

    def __init__(
        self, workspace: Workspace, tasks: Tasks, settings: AppSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks, self._settings = workspace, tasks, settings
        self._job: TaskHandle | None = None
        self._again = False
        self._problem: UserError | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(RETRY_MS)
        self._timer.timeout.connect(self.catch_up)

    @property
    def state(self) -> CopyState:
        return CopyState(self._second(), self._job is not None, self._problem)

    def _second(self) -> SecondPlace | None:
        return self._settings.second_place(self._workspace.workspace_id)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """*Sahkan* is one of the facts of a meeting."""
        if "pleno" in kinds:
            self.catch_up()

    def choose(self, place: Path | None) -> None:
        """Copy to ``place`` from now on, and at once; ``None``: nowhere. Raises UserError ``copy.missing``."""
        second = None
        if place is not None:
            second_copy.require_place(place)
            second = SecondPlace(place, apart=not second_copy.on_same_disk(self._workspace, place))
        self._stop()
        self._problem = None
        self._settings.remember_second_place(self._workspace.workspace_id, second)
        self.catch_up()
        self.changed.emit()

    def catch_up(self) -> None:
        """Make the copy that is due, if one is."""
        self._start(lambda place, step: second_copy.keep_up(self._workspace, place, step=step), asked=False)

    def copy_now(self) -> None:
        """Make a copy whether it is due or not, and read every photo that lies there."""
        work = second_copy.make
        self._start(lambda place, step: work(self._workspace, place, thorough=True, step=step), asked=True)

    def close(self) -> None:
        """Stop; what is due is made up for at the next opening."""
        self._stop()
        self._again = False

    def _stop(self) -> None:
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _start(self, work: Callable[[Path, Step], Copy], *, asked: bool) -> None:
        second = self._second()
        if second is None:
            return
        if self._job is not None:
            self._again = True
            return
        self._timer.stop()

        def run(job: TaskHandle) -> Copy:
            if second.apart:
                second_copy.require_apart(self._workspace, second.place)
            return work(second.place, lambda _done, _total: _go_on(job))

        self._job = self._tasks.run(run, done=lambda copy: self._done(second, copy, asked=asked),
                                    failed=lambda error: self._failed(error, asked=asked), owner=self)  # fmt: skip
        self.changed.emit()

    def _done(self, second: SecondPlace, copy: Copy, *, asked: bool) -> None:
        self._job = None
        made = SecondPlace(second.place, second.apart, copy.at, copy.card.approved)
        self._settings.remember_second_place(self._workspace.workspace_id, made)
        if self._problem or asked:
            self.said.emit(self.tr("Salinan kedua lengkap dan sudah diperiksa."), str(second.place), Tone.OK)
        self._problem = None
        self.changed.emit()
        if self._again:
            self._again = False
            self.catch_up()

    def _failed(self, error: BaseException, *, asked: bool) -> None:
        self._job, self._again = None, False
        if not isinstance(error, UserError):
            self._tasks.on_error(error)
            return
        if asked or self._problem is None or self._problem.code != error.code:
            self.said.emit(error.message, error.hint, Tone.NEUTRAL)
        self._problem = error
        self._timer.start()
        self.changed.emit()


def _go_on(job: TaskHandle) -> None:
    if job.is_cancelled():
        raise UserError(QCoreApplication.translate("SecondCopy", "Penyalinan dihentikan."), code="copy.cancelled")


def place_name(place: Path) -> str:
    """``FLASHDISK``; a drive has no name but its letter."""
    return place.name or str(place)


def second_words(state: CopyState) -> tuple[str, str]:
    """The figure and the note of a card."""
    translate, second = QCoreApplication.translate, state.second
    assert second is not None
    when = f"{second.at:%H.%M}" if second.at else translate("SecondCopy", "belum ada")
    if state.problem and state.problem.code == "copy.missing":
        note = translate("SecondCopy", "Salinan kedua menunggu flash disk, lalu disusulkan.")
    elif state.problem:
        note = state.problem.message
    elif state.running:
        note = translate("SecondCopy", "Salinan kedua sedang ditulis.")
    elif second.at:
        note = translate("SecondCopy", "{date} · salinan kedua, {n} TPS disahkan")
        note = note.format(date=f"{second.at:%d-%m-%Y}", n=format_count(second.approved))
    else:
        note = ""
    return f"{when} · {place_name(second.place)}", note
