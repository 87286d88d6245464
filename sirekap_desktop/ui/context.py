"""What a page works with: the open workspace, the tasks, the dialogs, the settings, and one bus for messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.slips import SlipFinder
from sirekap_desktop.ui.second_copy import SecondCopier
from sirekap_desktop.ui.tasks import Failed, TaskHandle, Tasks
from sirekap_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sirekap_desktop.models.contests import Contest
    from sirekap_desktop.models.roles import Act
    from sirekap_desktop.models.workspace import Workspace
    from sirekap_desktop.ui.app_settings import AppSettings
    from sirekap_desktop.ui.dialogs import Dialogs

_COALESCE_MS = 120
"""Changes within this time reach the pages together, so that an import of 120 pages repaints a few times only."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the message bar, with a next step."""

    text: str
    hint: str = ""
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Ballot:
    """What is worked on: a pemilihan, and where its desa lie in several dapil one of these."""

    form: str
    dapil: str
    name: str = ""
    reconstructed: bool = False
    """Whether the layout of its form was put together without the official blank."""

    @property
    def label(self) -> str:
        return f"{self.name} · {self.dapil}" if self.dapil else self.name


class PageTools(QObject):
    """What every page works with, with or without a workspace: tasks, dialogs, and one bus for messages."""

    message = Signal(object)
    """A :class:`Message` for the bar."""

    def __init__(self, tasks: Tasks, dialogs: Dialogs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.dialogs = dialogs

    def notify(self, text: str, hint: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        """Say something calmly in the message bar; it stays until the operator closes it or goes elsewhere."""
        self.message.emit(Message(text, hint, tone))

    def run(self, func: Callable[[TaskHandle], Any], **options: Any) -> TaskHandle:  # noqa: ANN401
        """Short for ``tasks.run``."""
        return self.tasks.run(func, **options)

    def query(self, func: Callable[[], Any], **options: Any) -> TaskHandle:  # noqa: ANN401
        """Short for ``tasks.query``."""
        return self.tasks.query(func, **options)

    def write(
        self, func: Callable[[], Any], done: Callable[[Any], None] | None = None, failed: Failed | None = None
    ) -> TaskHandle:
        """Short for ``tasks.write``."""
        return self.tasks.write(func, done=done, failed=failed)


class Context(PageTools):
    """Given to every page at :meth:`Page.attach`. Lives as long as the workspace is open in the window."""

    changed = Signal(object)
    """``frozenset[str]`` of kinds that changed, coalesced, in the GUI thread."""

    operator_changed = Signal()

    ballot_changed = Signal()
    """Another pemilihan (or dapil) is worked on from now on, or the workspace has other ones."""

    _arrived = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        dialogs: Dialogs,
        settings: AppSettings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(tasks, dialogs, parent)
        self.workspace = workspace
        self.settings = settings
        self.slips = SlipFinder(workspace)
        self.ballots: tuple[Ballot, ...] = ()
        """All that the operator can choose from."""
        self.ballot = Ballot("", "")
        self._take_ballots(workspace.contests())
        self._kinds: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_COALESCE_MS)
        self._timer.timeout.connect(self._tell)
        self._arrived.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = workspace.subscribe(self._arrived.emit)
        self.second = SecondCopier(workspace, tasks, settings, self)
        """The second copy, kept up with *sahkan*."""
        self.second.said.connect(self.notify)
        self.changed.connect(self.second.on_changed)

    @property
    def form_id(self) -> str:
        """The form of the pemilihan that is worked on."""
        return self.ballot.form

    @property
    def dapil(self) -> str:
        """The dapil that is worked on, where the kecamatan lies in several; else empty."""
        return self.ballot.dapil

    def _take_ballots(self, contests: Sequence[Contest]) -> None:
        ballots = tuple(_ballot(item) for item in contests)
        if ballots == self.ballots:
            return
        self.ballots = ballots
        kept = next((item for item in ballots if item.form == self.ballot.form), ballots[0])
        self.ballot = self.ballot if self.ballot in ballots else kept
        self.ballot_changed.emit()

    def choose(self, form_id: str, dapil: str | None = None) -> None:
        """Work on another pemilihan; without ``dapil`` on its first ballot, or go on with the one that is chosen."""
        fitting = [item for item in self.ballots if item.form == form_id and dapil in (None, item.dapil)]
        if fitting and self.ballot not in fitting:
            self.ballot = fitting[0]
            self.ballot_changed.emit()

    def step_ballot(self, by: int) -> None:
        """The next or the previous one, round and round."""
        here = self.ballots.index(self.ballot)
        following = self.ballots[(here + by) % len(self.ballots)]
        self.choose(following.form, following.dapil)

    def refusal(self, act: Act) -> str:
        """Why whoever sits here may not do this, as a sentence; empty when they may."""
        try:
            self.workspace.require(act)
        except UserError as refused:
            return f"{refused.message} {refused.hint}".strip()
        return ""

    def guard(self, act: Act, *controls: QWidget) -> None:
        """Enable what may be done here now; else the reason is the tooltip."""
        reason = self.refusal(act)
        for control in controls:
            control.setEnabled(not reason)
            control.setToolTip(reason)

    def close(self) -> None:
        """Stop listening to the workspace; the workspace itself is closed by who opened it."""
        self._unsubscribe()
        self._timer.stop()
        self.second.close()

    @Slot(object)
    def _collect(self, kinds: frozenset[str]) -> None:
        self._kinds |= kinds
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _tell(self) -> None:
        kinds, self._kinds = frozenset(self._kinds), set()
        if kinds & {"wilayah", "settings"}:
            self.query(self.workspace.contests, done=self._take_ballots, key="ballots", owner=self)
        if kinds:
            self.changed.emit(kinds)


def _ballot(contest: Contest) -> Ballot:
    form = contest.form
    dapil = contest.dapil if contest.desa is not None else ""
    return Ballot(form.id, dapil, form.short_name, form.provenance == "reconstructed")
