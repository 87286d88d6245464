"""Reads acts in the pool: the newest at once, then how many there are, then what is scrolled to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from sirekap_desktop.models.audit_acts import AuditFilter
from sirekap_desktop.models.audit_list import ActDetail, AuditAct
from sirekap_desktop.models.audit_query import AuditIndex, Mark
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.jejak.model import STEP
from sirekap_desktop.ui.tasks import TaskHandle


class ActLoader(QObject):
    """One filter at a time; what belongs to another one is dropped."""

    first = Signal(object)
    """The newest acts of the filter."""
    indexed = Signal(object, object)
    """The :class:`AuditIndex`, and the newest acts."""
    piece = Signal(int, object)
    detail = Signal(object)
    """An :class:`ActDetail`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context: Context | None = None
        self._wanted = AuditFilter()
        self._generation = 0
        self._indexing = False
        self._again = False

    def attach(self, context: Context) -> None:
        self._context = context

    def detach(self) -> None:
        self._context = None
        self._generation += 1
        self._indexing = self._again = False

    def open(self, wanted: AuditFilter) -> None:
        """Another filter."""
        self._wanted = wanted
        self._generation += 1
        self._read(show_first=True)

    def reload(self) -> None:
        """Something was written: read the same again, but not while it is still being read."""
        if self._indexing:
            self._again = True
        else:
            self._generation += 1
            self._read(show_first=False)

    def _read(self, *, show_first: bool) -> None:
        context, wanted, generation = self._context, self._wanted, self._generation
        if context is None:
            return
        workspace = context.workspace
        self._indexing, self._again = True, False

        def work(job: TaskHandle) -> tuple[AuditIndex, tuple[AuditAct, ...]]:
            acts = workspace.audit_acts(wanted, STEP)
            if show_first:
                job.report(acts)
            if len(acts) < STEP:
                marks = ((acts[0].row.seq, acts[0].row.machine),) if acts else ()
                return AuditIndex(len(acts), marks, STEP), acts
            return workspace.audit_index(wanted, STEP), acts

        context.run(
            work,
            progress=lambda acts: self.first.emit(acts) if generation == self._generation else None,
            done=lambda found: self._indexed(generation, *found),
            failed=self._failed,
            key="jejak",
            owner=self,
        )

    def _indexed(self, generation: int, index: AuditIndex, acts: tuple[AuditAct, ...]) -> None:
        self._indexing = False
        if generation != self._generation:
            return
        self.indexed.emit(index, acts)
        if self._again:
            self.reload()

    def _failed(self, error: BaseException) -> None:
        self._indexing = False
        if self._context:
            self._context.tasks.on_error(error)

    def read_piece(self, number: int, mark: Mark) -> None:
        """The acts from a mark of the index on."""
        context, wanted, generation = self._context, self._wanted, self._generation
        if context is None:
            return

        def tell(acts: tuple[AuditAct, ...]) -> None:
            if generation == self._generation:
                self.piece.emit(number, acts)

        context.query(lambda: context.workspace.audit_acts(wanted, STEP, mark), done=tell, owner=self)

    def read_detail(self, mark: Mark) -> None:
        """One act with before and after."""
        context = self._context
        if context is None:
            return

        def tell(found: ActDetail) -> None:
            self.detail.emit(found)

        context.query(lambda: context.workspace.audit_act(mark), done=tell, key="jejak.detail", owner=self)
