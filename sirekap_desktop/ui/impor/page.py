"""*Impor*, composed: where photos are dropped, what each became, and where those without a TPS go."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from sirekap_desktop.jobs.importing import ImportSummary
from sirekap_desktop.models.records import ImageVersion, ImportOutcome
from sirekap_desktop.ui import actions
from sirekap_desktop.ui.base import Page
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.impor import model as m
from sirekap_desktop.ui.impor.assign import AssignView
from sirekap_desktop.ui.impor.drop_zone import PATTERN, DropZone, dropped_paths
from sirekap_desktop.ui.impor.figures import FiguresImport, figures_among
from sirekap_desktop.ui.impor.hints import assign_hints, open_verb, result_hints
from sirekap_desktop.ui.impor.photo_tools import Changed, PhotoTools
from sirekap_desktop.ui.impor.results import OutcomeChips, ResultTable
from sirekap_desktop.ui.impor.runner import ImportRunner, Pace
from sirekap_desktop.ui.impor.watch_line import WatchLine
from sirekap_desktop.ui.impor.watcher import FolderWatcher
from sirekap_desktop.ui.impor.words import counts_text, next_step, progress_text, summary_text
from sirekap_desktop.ui.theme import Tone, px
from sirekap_desktop.ui.widgets import button, label

_PHOTO_ACTIONS = ("impor.rotate", "impor.corners", "impor.replace", "impor.move", "impor.versions")


class ImporPage(Page):
    """Photos and scans come in here (issue 2, *Impor*)."""

    help_anchor = "impor"
    shows_form = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._tools: PhotoTools | None = None
        self.figures: FiguresImport | None = None
        self._summarized = False
        """Whether the zone tells of an import and what to do next, which changes as it is done."""
        self.runner = ImportRunner(self)
        self.watcher = FolderWatcher(self)
        self.zone = DropZone()
        self.watch_line = WatchLine()
        self.chips = OutcomeChips()
        self.table = ResultTable()
        self.assign = AssignView()
        self.assign_button = button(self.tr("Tempatkan foto"), self.open_assign, primary=True)
        self.assign_button.hide()
        self.empty = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._bind()
        self.setFocusProxy(self.zone.pick_files)

    def _lay_out(self) -> None:
        results = QWidget()
        column = QVBoxLayout(results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(9))
        column.addWidget(self.zone)
        column.addWidget(self.watch_line)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.chips, 1)
        row.addWidget(self.assign_button)
        column.addLayout(row)
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self.empty)
        column.addWidget(self._list, 1)
        self._stack.addWidget(results)
        self._stack.addWidget(self.assign)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16), px(12), px(16), px(10))
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self.zone.files_wanted.connect(self.pick_files)
        self.zone.folder_wanted.connect(self.pick_folder)
        self.zone.figures_wanted.connect(self._pick_figures)
        self.zone.cancelled.connect(self.runner.cancel)
        self.runner.started.connect(self._import_started)
        self.runner.progressed.connect(self._import_progressed)
        self.runner.items.connect(self._items_came)
        self.runner.finished.connect(self._import_finished)
        self.watcher.found.connect(lambda paths, first: self.runner.start(paths, quiet=first))
        self.watcher.looked.connect(self.watch_line.show_look)
        self.watch_line.choose_wanted.connect(self._choose_watch_folder)
        self.watch_line.stop_wanted.connect(lambda: self._set_watch_folder(""))
        self.chips.outcome_chosen.connect(self._show_only)
        self.table.opened.connect(self._open_row)
        self.table.place_changed.connect(self.hints_changed)
        self.assign.closed.connect(self.close_assign)
        self.assign.tool.connect(self._use_tool)
        self.assign.state_changed.connect(self.hints_changed)

    def _bind(self) -> None:
        for action_id, slot in {
            "impor.files": self.pick_files,
            "impor.folder": self.pick_folder,
            "impor.figures": self.zone.figures_wanted.emit,
            "impor.assign": self.open_assign,
            "impor.later": lambda: self.assign.step(1) if self.assigning else None,
            "impor.earlier": lambda: self.assign.step(-1) if self.assigning else None,
            "impor.undo": self.assign.undo,
        }.items():
            actions.bind(self, action_id, slot)
        for action_id in _PHOTO_ACTIONS:
            actions.bind(self, action_id, partial(self._use_tool, action_id.split(".")[1], None))

    # Page

    @property
    def assigning(self) -> bool:
        """Whether the assignment is on show."""
        return self._stack.currentWidget() is self.assign

    def title(self) -> str:
        return self.tr("Impor")

    def context_text(self) -> str:
        if self.assigning:
            return self.tr("Tempatkan foto")
        return counts_text(dict(self.table.results.counts())) if self.attached else ""

    def key_hints(self) -> list[tuple[str, str]]:
        return assign_hints(self.assign) if self.assigning else result_hints(self.table)

    def attach(self, context: Context) -> None:
        super().attach(context)
        self._tools = PhotoTools(context, self)
        self._tools.changed.connect(self._photo_changed)
        self.figures = FiguresImport(context, self)
        for part in (self.runner, self.watcher, self.assign):
            part.attach(context)
        # also while another page is on show: the watched folder is looked at from anywhere
        context.changed.connect(self._settings_changed)
        self._read_settings()

    def detach(self) -> None:
        self.context.changed.disconnect(self._settings_changed)
        for part in (self.runner, self.watcher, self.assign):
            part.detach()
        self.table.results.clear()
        self._tools = self.figures = None
        super().detach()

    def activate(self, **target: Any) -> None:  # noqa: ANN401
        """``pick`` asks for files, ``assign`` opens the assignment, ``image`` the tools for one photo."""
        if target.get("image"):
            self.open_assign(target["image"])
        elif target.get("assign"):
            self.open_assign()
        elif target.get("pick"):
            self.close_assign()
            self.zone.pick_files.setFocus()
        elif self.assigning:
            self.assign.focus_work()

    def refresh(self, kinds: frozenset[str]) -> None:
        if kinds & {"images", "readings", "wilayah"} and not self.runner.running:
            self._load_rows()
        if kinds & {"images", "readings", "wilayah", "entries"} and self.assigning:
            self.assign.reload()

    # The list

    def _load_rows(self) -> None:
        workspace = self.context.workspace
        self.context.query(lambda: m.load_rows(workspace), done=self._show_rows, key="impor.rows", owner=self)

    def _show_rows(self, loaded: tuple[tuple[m.Row, ...], m.Names]) -> None:
        if not self.runner.running:
            self.table.show_rows(*loaded)
            self._show_counts()

    def _items_came(self, items: list[Any]) -> None:
        self.table.add_items(items)
        self._show_counts()

    def _show_counts(self) -> None:
        counts = dict(self.table.results.counts())
        self.chips.show_counts(counts)
        self.assign_button.setVisible(bool(counts.get(ImportOutcome.UNASSIGNED)))
        if self._summarized:
            self.zone.show_summary(self.zone.headline, next_step(counts, cancelled=False))
        self._show_list()
        self.hints_changed.emit()

    def _show_only(self, outcome: ImportOutcome | None) -> None:
        self.table.show_only(outcome)
        self._show_list()

    def _show_list(self) -> None:
        is_empty = self.table.model().rowCount() == 0
        self._list.setCurrentIndex(1 if is_empty else 0)
        any_at_all = self.table.results.rowCount() > 0
        nothing, none_such = (
            self.tr("Belum ada foto dalam ruang kerja ini."),
            self.tr("Tidak ada foto di saringan ini."),
        )
        self.empty.setText(none_such if any_at_all else nothing)

    def _open_row(self, row: m.Row) -> None:
        """What Enter means depends on how the file ended."""
        if row.image_id is None or row.outcome is ImportOutcome.DUPLICATE:
            self.context.notify(row.reason)
        elif row.outcome is ImportOutcome.ACCEPTED and row.form in self._own_forms():
            self.navigate.emit("periksa", self._target(row))
        else:
            self.open_assign(row.image_id)

    def _target(self, row: m.Row) -> dict[str, Any]:
        """The TPS, at the first number of the page that the photo shows."""
        form = self.context.workspace.form(row.form or self.context.form_id, row.tps or "")
        first = next((field.name for field in form.fields_on(row.page or 0)), None)
        return {"tps": row.tps, "form": form.id} | ({"field": first} if first else {})

    def _own_forms(self) -> frozenset[str]:
        return frozenset(ballot.form for ballot in self.context.ballots)

    # Bringing photos in

    def pick_files(self) -> None:
        """Ask for files and import them."""
        pattern = self.tr("Foto, PDF, dan zip ({pattern})").format(pattern=f"{PATTERN} *.zip")
        self.start(self.context.dialogs.open_files(self.tr("Pilih foto C.HASIL"), pattern))

    def pick_folder(self) -> None:
        """Ask for a folder and import everything in it."""
        if folder := self.context.dialogs.open_folder(self.tr("Pilih folder foto C.HASIL")):
            self.start([folder])

    def _pick_figures(self) -> None:
        if self.figures:
            self.figures.pick()

    def start(self, paths: list[Path]) -> None:
        """Import photos in the background; a file of figures is looked at first."""
        figures = figures_among(paths)
        if figures and self.figures:
            self.figures.start(figures)
        if photos := [path for path in paths if path not in figures]:
            self.close_assign()
            self.runner.start(photos)

    def _import_started(self) -> None:
        self.zone.job.start(self.tr("Foto sedang disiapkan…"))
        # an Enter too many must not cancel: the focus goes to the list, never to the button that appears
        if self.isVisible() and not self.assigning:
            (self.table if self.table.isVisible() else self.zone).setFocus()
        self.zone.show_running(running=True)

    def _import_progressed(self, pace: Pace) -> None:
        if self.runner.stopping:
            return
        progress = pace.progress
        file = Path(progress.newest.source).name if progress.newest else ""
        words = progress_text(progress.done, progress.total, file, pace.per_minute)
        self.zone.job.show_progress(progress.done, progress.total, words)

    def _import_finished(self, summary: ImportSummary | None) -> None:
        if not self.runner.running:
            self.zone.show_running(running=False)
        self._load_rows()
        if summary is None or not (summary.items or summary.cancelled or summary.files == 0):
            return
        counts = {outcome: summary.count(outcome) for outcome in ImportOutcome}
        text, hint = summary_text(counts, cancelled=summary.cancelled)
        self._summarized = not summary.cancelled
        self.zone.show_summary(text, hint)
        bad = summary.cancelled or counts[ImportOutcome.UNREADABLE] or counts[ImportOutcome.UNASSIGNED]
        if not self.isVisible():
            self.context.notify(text, hint, Tone.WARN if bad else Tone.OK)

    # Watched folder

    def _settings_changed(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds:
            self._read_settings()

    def _read_settings(self) -> None:
        workspace = self.context.workspace
        self.context.query(
            lambda: str(workspace.setting("watch_folder")), done=self._watch, key="impor.settings", owner=self
        )

    def _watch(self, folder: str) -> None:
        self.watch_line.show_folder(folder)
        self.watcher.watch(folder)

    def _choose_watch_folder(self) -> None:
        folder = self.context.dialogs.open_folder(self.tr("Pilih folder yang dipantau"), self.watcher.folder)
        if folder is not None:
            self._set_watch_folder(str(folder))

    def _set_watch_folder(self, folder: str) -> None:
        workspace = self.context.workspace
        self.context.write(
            lambda: workspace.set_setting("watch_folder", folder), done=lambda _none: self._read_settings()
        )

    # Assignment and tools

    def open_assign(self, image_id: str | None = None) -> None:
        """Show the photos without a place, or one photo with its tools."""
        self._stack.setCurrentWidget(self.assign)
        self.help_anchor = "tempat"
        self.assign.open(image_id)
        self.hints_changed.emit()

    def close_assign(self) -> None:
        """Back to the results."""
        if not self.assigning:
            return
        marked = self.assign.current
        self._stack.setCurrentIndex(0)
        self.help_anchor = "impor"
        if marked is not None:
            self.table.select(marked.id)
        (self.table if self.table.model().rowCount() else self.zone.pick_files).setFocus()
        self.hints_changed.emit()

    def _photo_changed(self, changed: Changed) -> None:
        """After a replacement the new photo is on show in place of the old one."""
        current = self.assign.current if self.assigning else None
        if current is not None and current.version and current.id != changed.image.id:
            self.assign.open(changed.image.id)

    def _current_image(self) -> ImageVersion | None:
        if self.assigning:
            return self.assign.current
        row = self.table.current()
        if row is None or row.image is not None or row.image_id is None:
            return row.image if row else None
        return self.context.workspace.image(row.image_id)  # came in a moment ago, while the import runs on

    def _use_tool(self, tool: str, image: ImageVersion | None) -> None:
        image = image or self._current_image()
        tools = self._tools
        if tools is None:
            return
        if image is None:
            self.context.notify(self.tr("Pilih dahulu sebuah foto dalam daftar."))
            return
        {
            "rotate": tools.rotate,
            "corners": tools.set_corners,
            "replace": tools.replace,
            "move": tools.move,
            "versions": tools.versions,
        }[tool](image)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.assigning:
            self.close_assign()
        elif event.key() == Qt.Key.Key_Down and not self.assigning and self.table.model().rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.table.current()
        if self.assigning or row is None or row.image is None:
            return
        menu = QMenu(self)
        menu.addAction(open_verb(row.outcome).capitalize(), lambda: self._open_row(row))
        menu.addSeparator()
        for action_id in _PHOTO_ACTIONS if row.image.version else _PHOTO_ACTIONS[:2]:
            if action := self.findChild(QAction, action_id):
                menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.attached and dropped_paths(event.mimeData()):
            self.zone.set_hot(hot=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.zone.set_hot(hot=False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.zone.set_hot(hot=False)
        event.acceptProposedAction()
        self.start(dropped_paths(event.mimeData()))
