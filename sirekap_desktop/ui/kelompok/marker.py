"""Marks boxes as doubted and takes marks back: one action, one transaction, one step of undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from sirekap_desktop.jobs.digit_wall import WallCell
from sirekap_desktop.ui.context import Context

Key = tuple[str, str, int]


def key_of(cell: WallCell) -> Key:
    """What makes a box the same box on another wall: reading, field, place in it."""
    return cell.reading_id, cell.field.name, cell.cell


class Marker(QObject):
    """The marks of this sitting; what was marked stays in the history for good."""

    changed = Signal(object)
    """The :class:`WallCell` that was marked or is no longer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context: Context | None = None
        self._doubts: dict[Key, str] = {}
        self._steps: list[WallCell] = []
        self._busy = False

    def attach(self, context: Context) -> None:
        self._context = context

    def detach(self) -> None:
        """The workspace closes: its steps of undo go with it."""
        self._context, self._busy = None, False
        self._doubts.clear()
        self._steps.clear()

    @property
    def count(self) -> int:
        return len(self._doubts)

    @property
    def can_undo(self) -> bool:
        return bool(self._steps)

    def is_marked(self, cell: WallCell) -> bool:
        return key_of(cell) in self._doubts

    def toggle(self, cell: WallCell) -> None:
        """Mark a box, or take its mark back; ignored while a write is under way."""
        self._write(cell, lambda: self._steps.append(cell))

    def undo(self) -> None:
        """Take the last action back."""
        if self._steps:
            self._write(self._steps[-1], self._steps.pop)

    def _write(self, cell: WallCell, then: Callable[[], object]) -> None:
        context = self._context
        if context is None or self._busy:
            return
        self._busy = True
        workspace, known = context.workspace, self._doubts.get(key_of(cell))

        def work() -> str:
            if known is None:
                return workspace.doubt([cell.doubt])[0].id
            workspace.withdraw_doubts([known])
            return ""

        def done(doubt_id: str) -> None:
            self._busy = False
            self._doubts.pop(key_of(cell), None)
            if doubt_id:
                self._doubts[key_of(cell)] = doubt_id
            then()
            self.changed.emit(cell)

        def failed(error: BaseException) -> None:
            self._busy = False
            context.tasks.on_error(error)

        context.write(work, done=done, failed=failed)
