"""What the buttons over the photo do: show it as it came, turn it, set its corners, replace or move it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sirekap_desktop.models.records import ImageVersion
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.impor.photo_tools import PhotoTools
from sirekap_desktop.ui.periksa.photo_pane import PhotoPane
from sirekap_desktop.ui.periksa.pictures import load_original


class PhotoWork(QObject):
    """Acts on the photo that ``current`` names."""

    def __init__(self, pane: PhotoPane, current: Callable[[], ImageVersion | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._pane, self._current, self._page = pane, current, parent
        self._context: Context | None = None
        pane.original_wanted.connect(self._load_original)
        pane.tool.connect(self._use_tool)

    def attach(self, context: Context) -> None:
        self._context = context
        self._tools = PhotoTools(context, self._page)

    def detach(self) -> None:
        self._context = None

    def _load_original(self) -> None:
        context, image = self._context, self._current()
        if context is not None and image is not None:
            workspace = context.workspace
            context.query(
                lambda: load_original(workspace, image),
                done=self._pane.show_original,
                key="periksa.original",
                owner=self,
            )

    def _use_tool(self, tool: str) -> None:
        image = self._current()
        if self._context is not None and image is not None:
            self._tools.use(tool, image)
