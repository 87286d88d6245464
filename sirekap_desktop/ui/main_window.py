"""The main window: composes rail, bars and pages, and passes on what they say. It knows no form and no number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.outbox_file import FILE_NAME as OUTBOX
from sirekap_desktop.ui import commands, forms
from sirekap_desktop.ui.actions import bind
from sirekap_desktop.ui.app_settings import AppSettings
from sirekap_desktop.ui.bantuan import HelpWindow
from sirekap_desktop.ui.base import Page, StartPage
from sirekap_desktop.ui.context import Context, Message
from sirekap_desktop.ui.crash import CrashReporter
from sirekap_desktop.ui.dialogs import Dialogs
from sirekap_desktop.ui.masuk.seat import Seat
from sirekap_desktop.ui.pages import AWAL, PAGES, STARTS, SUBPAGES, page_spec
from sirekap_desktop.ui.palette import CommandPalette
from sirekap_desktop.ui.shortcuts import ShortcutDialog
from sirekap_desktop.ui.tasks import Tasks
from sirekap_desktop.ui.theme import Tone
from sirekap_desktop.ui.widgets import HintBar, MessageBar
from sirekap_desktop.ui.widgets.rail import Rail
from sirekap_desktop.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from sirekap_desktop.models.workspace import Workspace

_ALL_KINDS = frozenset({"entries", "images", "readings", "wilayah", "settings", "lock", "pleno", "people", "panels"})


class MainWindow(QMainWindow):
    """One window, one workspace at a time. Without one it shows *Awal*."""

    rebuild_wanted = Signal()
    """Language or font size changed: the application builds the window anew at the same place."""

    def __init__(self, settings: AppSettings, tasks: Tasks, dialogs: Dialogs, crash: CrashReporter) -> None:
        super().__init__()
        self.settings, self.tasks, self.dialogs, self.crash = settings, tasks, dialogs, crash
        self.context: Context | None = None
        self._pages: dict[str, Page] = {}
        self._stale: dict[str, set[str]] = {}
        self._current: Page | None = None
        self._help: HelpWindow | None = None
        self.seat = Seat(self)
        self._build()
        self._bind()
        dialogs.parent = self
        tasks.on_error = self.show_error
        tasks.on_crash = self.show_error
        crash.window = self
        self.setWindowTitle(self.tr("Sirekap Desktop"))

    # -- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.rail = Rail(PAGES)
        self.rail.chosen.connect(self.go)
        self.top_bar = TopBar()
        self.top_bar.ballot_chosen.connect(self._choose_ballot)
        self.stack = QStackedWidget()
        self.hint_bar = HintBar()
        area = QWidget()
        right = QVBoxLayout(area)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.hint_bar)
        self.message_bar = MessageBar(area, above=self.hint_bar)
        lower = QHBoxLayout()
        lower.setSpacing(0)
        lower.addWidget(self.rail)
        lower.addWidget(area, 1)
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addLayout(lower, 1)
        self.setCentralWidget(body)
        self.setMinimumSize(1024, 600)
        self.resize(1366, 768)

    def _bind(self) -> None:
        for page in (*PAGES, *SUBPAGES):
            bind(self, f"page.{page.id}", self._opener(page.id))
        bind(self, "ballot.next", lambda: self._step_ballot(1))
        bind(self, "ballot.previous", lambda: self._step_ballot(-1))
        bind(self, "palette", self.open_palette)
        bind(self, "import", lambda: self.go("impor", pick=True))
        bind(self, "help", self.open_help)
        bind(self, "shortcuts", self.open_shortcuts)
        bind(self, "close_message", self.message_bar.clear)
        bind(self, "workspace", self.close_workspace)
        bind(self, "operator", lambda: commands.change_operator(self))
        bind(self, "lock_screen", self.seat.lock)
        bind(self, "backup", lambda: commands.backup(self))
        bind(self, "backup.elsewhere", lambda: commands.backup(self, elsewhere=True))
        bind(self, "verify", lambda: commands.verify(self))
        bind(self, "lock", lambda: commands.lock(self))
        bind(self, "unlock", lambda: commands.unlock(self))
        bind(self, "designer", lambda: forms.open_designer(self))
        bind(self, "form.import", lambda: forms.import_form(self))
        bind(self, "quit", self._quit)

    def _opener(self, page_id: str) -> Callable[[], None]:
        return lambda: self.go(page_id)

    def _quit(self) -> None:
        self.close()

    # -- workspace -----------------------------------------------------------------------------------------------

    def open_workspace(self, workspace: Workspace, page_id: str = "beranda", **target: Any) -> None:  # noqa: ANN401
        """Show an open workspace; the window closes it when it closes or another one is opened."""
        self._drop_workspace()
        self.context = Context(workspace, self.tasks, self.dialogs, self.settings, self)
        self.context.changed.connect(self._on_changed)
        self.context.message.connect(self.message_bar.show_message)
        self.context.operator_changed.connect(self._show_workspace_state)
        self.context.ballot_changed.connect(self._ballot_changed)
        self.settings.remember(Path(workspace.folder))
        self._show_workspace_state()
        self.go(page_id, **target)
        self._keep_watching()
        self._keep_sending()
        self.seat.attach(self.context)
        self.context.second.catch_up()

    def close_workspace(self) -> None:
        """Back to *Awal*."""
        if self._current and not self._current.leave():
            return
        self._drop_workspace()
        self.go("awal")

    def release_workspace(self) -> Workspace | None:
        """Give the open workspace to another window; this one closes its pages and forgets it."""
        context = self.context
        self._drop_workspace(close=False)
        return context.workspace if context else None

    def _drop_workspace(self, *, close: bool = True) -> None:
        context, self.context = self.context, None
        self.seat.detach()
        self._current = None
        for page in self._pages.values():
            if page.attached:
                page.detach()
            if middle := page.top_widget():
                self.top_bar.remove(middle)
                middle.deleteLater()
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._stale.clear()
        self.message_bar.clear()
        self.top_bar.show_workspace(operator="", simulation=False, locked=None)
        self.top_bar.show_ballots((), 0)
        if context:
            context.close()
            self.tasks.cancel_all()
            if close:
                self.tasks.write(context.workspace.close)
            context.deleteLater()

    def _show_workspace_state(self) -> None:
        if self.context:
            workspace = self.context.workspace
            self.top_bar.show_workspace(
                operator=workspace.operator,
                simulation=workspace.simulation,
                locked=workspace.is_final(self.context.form_id),
                person=(workspace.person.label if workspace.person else "") if workspace.has_people else None,
            )
            ballots, ballot = self.context.ballots, self.context.ballot
            names = [item.label for item in ballots]
            self.top_bar.show_ballots(names, ballots.index(ballot), reconstructed=ballot.reconstructed)

    def _choose_ballot(self, number: int) -> None:
        if self.context and self._may_leave_ballot():
            wanted = self.context.ballots[number]
            self.context.choose(wanted.form, wanted.dapil)
        self._show_workspace_state()

    def _step_ballot(self, by: int) -> None:
        if self.context and self._may_leave_ballot():
            self.context.step_ballot(by)

    def _may_leave_ballot(self) -> bool:
        return self._current is None or self._current.leave()

    def _ballot_changed(self) -> None:
        """Every page shows the pemilihan that is worked on."""
        self._show_workspace_state()
        self._on_changed(_ALL_KINDS)

    # -- pages ---------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page on show."""
        return self._current

    def go(self, page_id: str, **target: Any) -> None:  # noqa: ANN401
        """Show a page; without an open workspace only *Awal*. ``form`` in the target chooses the pemilihan first."""
        starts = {page.id for page in STARTS}
        if self.context is None:
            page_id = page_id if page_id in starts else AWAL.id
        elif form_id := target.pop("form", None):
            self.context.choose(form_id, target.pop("dapil", None))
        if self._current and self._current.page_id != page_id and not self._current.leave():
            self.rail.show_current(page_spec(self._current.page_id).under or self._current.page_id)
            return
        if self._current and self._current.page_id != page_id:
            self.message_bar.clear()
        page = self._pages.get(page_id) or self._create(page_id)
        self._current = page
        self.message_bar.at_right = page.messages_right
        self.stack.setCurrentWidget(page)
        self.rail.setVisible(page_id not in starts)
        self.rail.show_current(page_spec(page_id).under or page_id)
        if kinds := self._stale.pop(page_id, None):
            page.refresh(frozenset(kinds))
        page.activate(**target)
        self._show_page_state()
        focused = self.focusWidget()
        if focused is None or not page.isAncestorOf(focused):
            page.setFocus()

    def _create(self, page_id: str) -> Page:
        page = page_spec(page_id).create()
        self._pages[page_id] = page
        page.navigate.connect(self._navigate)
        page.hints_changed.connect(lambda: self._show_page_state() if page is self._current else None)
        self.stack.addWidget(page)
        if isinstance(page, StartPage):
            page.prepare(self.tasks, self.dialogs, self.settings)
            page.opened.connect(lambda workspace, first, target: self.open_workspace(workspace, first, **target))
            page.message.connect(self.message_bar.show_message)
        elif self.context:
            page.attach(self.context)
            self._stale[page_id] = set(_ALL_KINDS)
        return page

    def _keep_watching(self) -> None:
        """A watched folder is looked at wherever the operator works: *Impor* does it, so it must be there."""
        if self.context and "impor" not in self._pages and self.context.workspace.setting("watch_folder"):
            self._create("impor")

    def _keep_sending(self) -> None:
        """What was on its way when the program ended goes on: *Kirim* does it, so it must be there."""
        if self.context and "kirim" not in self._pages and (Path(self.context.workspace.folder) / OUTBOX).exists():
            self._create("kirim")

    def _navigate(self, page_id: str, target: dict[str, Any]) -> None:
        self.go(page_id or (self._current.page_id if self._current else AWAL.id), **target)

    def _show_page_state(self) -> None:
        page = self._current
        if page is None:
            return
        self.top_bar.show_page(page.title(), page.context_text(), page.top_widget(), shows_form=page.shows_form)
        self.hint_bar.show_hints(page.key_hints())
        self.hint_bar.show_note(page.footer_note())

    def _on_changed(self, kinds: frozenset[str]) -> None:
        for page_id, page in self._pages.items():
            if page is self._current:
                page.refresh(kinds)
            else:
                self._stale.setdefault(page_id, set()).update(kinds)
        if kinds & {"lock", "settings", "people"}:
            self._show_workspace_state()
            self._keep_watching()
            self.seat.keep_watch()

    # -- messages, help, palette ------------------------------------------------------------------------------------

    def notify(self, text: str, hint: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        """Say something in the message bar."""
        self.message_bar.show_message(Message(text, hint, tone))

    def show_error(self, error: BaseException) -> None:
        """A :class:`UserError` to the message bar, anything else to the crash dialog."""
        if isinstance(error, UserError):
            self.notify(error.message, error.hint, Tone.BAD)
        else:
            self.crash.report(error)

    def open_help(self, anchor: str = "") -> None:
        """The manual, at an anchor or at the place of the current page."""
        if self._help is None:
            self._help = HelpWindow(self)
        self._help.open_at(anchor or (self._current.help_anchor if self._current else AWAL.id))

    def open_palette(self) -> None:
        """Everything by its name."""
        palette = CommandPalette(self, self.context, self._current.page_id if self._current else "")
        palette.go.connect(self._navigate)
        palette.open()

    def trigger(self, action_id: str) -> None:
        """Do a global action, as its key would."""
        action = self.findChild(QAction, action_id)
        if action is not None:
            action.trigger()

    def open_shortcuts(self) -> None:
        """The generated list of keys."""
        ShortcutDialog(self, self._current.page_id if self._current else "").open()

    # -- end -----------------------------------------------------------------------------------------------------

    def restore_place(self) -> None:
        """Put the window where it was the last time."""
        if text := self.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(text.encode()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if (self._current and not self._current.leave()) or not forms.close_designer(self):
            event.ignore()
            return
        self.settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._drop_workspace()
        super().closeEvent(event)
