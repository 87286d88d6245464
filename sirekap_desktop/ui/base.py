"""What every screen is: a :class:`Page` that the main window shows, names and tells of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from sirekap_desktop.ui.app_settings import AppSettings
    from sirekap_desktop.ui.context import Context
    from sirekap_desktop.ui.dialogs import Dialogs
    from sirekap_desktop.ui.tasks import Tasks


class Page(QWidget):
    """A screen of the program.

    The main window creates it once, calls :meth:`attach` with the open workspace, :meth:`activate` each time it is
    shown (with the target of a navigation) and :meth:`refresh` with what changed while it is shown. Changes that come
    while it is hidden are handed over at the next showing, before :meth:`activate`.
    """

    navigate = Signal(str, dict)
    """Ask for another page: its id (``"periksa"``) and the target (``{"tps": "7605…", "field": "suara_1"}``)."""

    hints_changed = Signal()
    """The keys that work now, the title or the context text changed."""

    page_id = ""
    help_anchor = "beranda"
    """Anchor in the operator's manual that F1 opens here."""

    shows_form = False
    """Whether photos of the form are read or shown here: a layout that is a guess is then said."""

    messages_right = False
    """Whether messages float at the right of the foot: where the page has its buttons at the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("page")
        self._context: Context | None = None

    @property
    def context(self) -> Context:
        """The open workspace and what goes with it; only between :meth:`attach` and :meth:`detach`."""
        if self._context is None:
            raise RuntimeError(f"{type(self).__name__} has no workspace")
        return self._context

    @property
    def attached(self) -> bool:
        return self._context is not None

    def title(self) -> str:
        """Short name for the top bar."""
        raise NotImplementedError

    def context_text(self) -> str:
        """What the page is about just now, shown beside the title (may contain ``<b>``); empty for nothing."""
        return ""

    def top_widget(self) -> QWidget | None:
        """A row of the page's own chips and pills for the middle of the top bar; asked once."""
        return None

    def key_hints(self) -> list[tuple[str, str]]:
        """The keys that work now, most useful first: ``[("Enter", "lanjutkan pekerjaan"), …]``."""
        return []

    def footer_note(self) -> str:
        """Explanations that stand before the keys in the bottom bar (rich text); empty for none."""
        return ""

    def attach(self, context: Context) -> None:
        """A workspace was opened. Override to connect, and call this first."""
        self._context = context

    def detach(self) -> None:
        """The workspace closes: forget everything that came from it."""
        self._context = None

    def activate(self, **target: Any) -> None:  # noqa: ANN401
        """The page is shown; ``target`` says what to show (empty: where the operator left off)."""

    def leave(self) -> bool:
        """The operator goes to another page; ``False`` keeps this one (for example a half-typed number)."""
        return True

    def refresh(self, kinds: frozenset[str]) -> None:
        """Data changed: ``kinds`` are those of ``Workspace.subscribe``. Never blocks: read through the tasks."""


class StartPage(Page):
    """A page that works without a workspace and opens one."""

    opened = Signal(object, str, dict)
    """The open ``Workspace``, the page to show first and its target."""

    message = Signal(object)

    def prepare(self, tasks: Tasks, dialogs: Dialogs, settings: AppSettings) -> None:
        """What it works with in place of a context."""
        self.tasks, self.dialogs, self.settings = tasks, dialogs, settings
