"""Reads TPS from the workspace in the pool and hands them over in the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from sirekap_desktop.jobs.tps_view import TpsView, load_tps_view, next_tps
from sirekap_desktop.models.records import TpsProgress
from sirekap_desktop.ui.context import Context

Loaded = tuple[tuple[TpsProgress, ...], TpsView | None]


class TpsLoader(QObject):
    """Opens a TPS, or the next that needs work; reads one again when its data changed."""

    opened = Signal(object, object, object)
    """Progress of all TPS, the :class:`TpsView` (``None``: the workspace has no TPS), the wanted field or ``None``."""
    reloaded = Signal(object, object)
    """Progress and the view of the TPS that was read again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context: Context | None = None

    def attach(self, context: Context) -> None:
        self._context = context

    def detach(self) -> None:
        self._context = None

    def open(self, code: str | None, field: str | None = None) -> None:
        """Read ``code``, or without one the first TPS that needs work."""
        context = self._context
        if context is None:
            return
        workspace, form_id = context.workspace, context.form_id

        def read() -> Loaded:
            progress = workspace.progress(form_id)
            following = next_tps(progress) or next(iter(progress), None)
            wanted = code or (following.tps.code if following else None)
            return progress, load_tps_view(workspace, wanted, form_id) if wanted else None

        context.query(read, done=lambda loaded: self.opened.emit(*loaded, field), key="periksa.open", owner=self)

    def reload(self, view: TpsView) -> None:
        """Read the open TPS again; when another pemilihan is worked on now, open it in that."""
        context = self._context
        if context is None:
            return
        workspace, form_id = context.workspace, context.form_id

        def read() -> Loaded:
            return workspace.progress(form_id), load_tps_view(workspace, view.tps.code, form_id)

        def tell(loaded: Loaded) -> None:
            self.reloaded.emit(*loaded) if form_id == view.form.id else self.opened.emit(*loaded, None)

        context.query(read, done=tell, key="periksa.reload", owner=self)
