"""Writes what the operator decided: one action, one transaction, one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from sirekap_desktop.jobs.checking import Decision, FieldTask
from sirekap_desktop.jobs.tps_view import TpsView, load_tps_view
from sirekap_desktop.models.records import NewEntry, TpsProgress
from sirekap_desktop.ui.context import Context


@dataclass(frozen=True, slots=True)
class Recorded:
    """One action of the operator, as undo takes it back."""

    tps: str
    form: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What the workspace says after a write."""

    view: TpsView
    progress: tuple[TpsProgress, ...]
    action: Recorded


class Recorder(QObject):
    """Owns the undo steps of this sitting; the audit log keeps everything, the undone too."""

    recorded = Signal(object)
    """:class:`Written` after an entry."""
    undone = Signal(object)
    """:class:`Written` after an undo."""
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: list[Recorded] = []
        self._context: Context | None = None
        self.writing = False

    def attach(self, context: Context) -> None:
        self._context = context

    def detach(self) -> None:
        """The workspace closes: its steps of undo go with it."""
        self._context, self.writing = None, False
        self._steps.clear()

    @property
    def can_undo(self) -> bool:
        return bool(self._steps)

    def record(self, view: TpsView, items: Sequence[tuple[FieldTask, Decision]]) -> None:
        """Record values of one TPS together; ignored while a write is under way."""
        workspace = self._open_context().workspace
        entries = tuple(
            NewEntry(task.field.name, decision.value, decision.how, _image_id(view, task)) for task, decision in items
        )
        action = Recorded(view.tps.code, view.form.id, tuple(entry.field for entry in entries))

        def work() -> Written:
            workspace.record_many(action.tps, action.form, entries)
            return self._look(action)

        def done(written: Written) -> None:
            self._steps.append(action)
            self.recorded.emit(written)

        self._write(work, done)

    def undo(self) -> None:
        """Take back the last action; the values before it count again."""
        if not self._steps or self.writing:
            return
        workspace, action = self._open_context().workspace, self._steps[-1]

        def work() -> Written:
            workspace.withdraw_many(action.tps, action.form, action.fields)
            return self._look(action)

        def done(written: Written) -> None:
            self._steps.remove(action)
            self.undone.emit(written)

        self._write(work, done)

    def _look(self, action: Recorded) -> Written:
        workspace = self._open_context().workspace
        view = load_tps_view(workspace, action.tps, action.form)
        return Written(view, workspace.progress(action.form), action)

    def _write(self, work: Callable[[], Written], done: Callable[[Written], None]) -> None:
        if self.writing:
            return
        context = self._open_context()
        self.writing = True

        def succeeded(written: Written) -> None:
            self.writing = False
            done(written)

        def failed(error: BaseException) -> None:
            self.writing = False
            context.tasks.on_error(error)
            self.failed.emit()

        context.write(work, done=succeeded, failed=failed)

    def _open_context(self) -> Context:
        if self._context is None:
            raise RuntimeError("no workspace is open")
        return self._context


def _image_id(view: TpsView, task: FieldTask) -> str | None:
    image = view.images.get(task.field.page)
    return image.id if image else None
