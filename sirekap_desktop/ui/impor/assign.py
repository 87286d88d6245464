"""The assignment: the form's header strip large, the TPS typed with few keys, then the next photo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.regroup import Loose
from sirekap_desktop.models.records import ImageVersion, ImportOutcome
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.impor import assign_words as words
from sirekap_desktop.ui.impor import placing
from sirekap_desktop.ui.impor.assign_panel import AssignPanel
from sirekap_desktop.ui.impor.conflict import ConflictPanel
from sirekap_desktop.ui.impor.matching import TpsChoice
from sirekap_desktop.ui.impor.offers import OfferDesk
from sirekap_desktop.ui.impor.photo_side import PhotoSide
from sirekap_desktop.ui.impor.pictures import Shown, load_shown
from sirekap_desktop.ui.impor.queue import AssignQueue
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import button, label


class AssignView(QWidget):
    """One photo after the other; ``closed`` when the operator turns back to the results."""

    closed = Signal()
    tool = Signal(str, object)
    """A photo tool and the image it is for."""
    state_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.queue = AssignQueue()
        self.photo = PhotoSide()
        self.panel = AssignPanel()
        self.conflict = ConflictPanel()
        self._context: Context | None = None
        self._outcome = ImportOutcome.UNASSIGNED
        self._shown: tuple[object, ...] = ()
        self._last: TpsChoice | None = None
        self._undo: placing.Placed | None = None
        self._clash: tuple[Loose, TpsChoice] | None = None
        self._writing = False
        self._offers = OfferDesk(self.queue, self.panel.picker, self._ask_tps)
        self._left = QStackedWidget()
        self._left.addWidget(self.photo)
        self._left.addWidget(self.conflict)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(self._left, 1)
        row.addWidget(self.panel)
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.addStretch(1)
        self._nothing = label("", "big")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.done_button = button(self.tr("Kembali ke hasil"), self.closed.emit, primary=True)
        column.addWidget(self._nothing)
        column.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self._stack = QStackedWidget()
        self._stack.addWidget(work)
        self._stack.addWidget(nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self.panel.picker.chosen.connect(self._choose)
        self.panel.picker.proposal_shown.connect(self.state_changed)
        self.panel.pages.chosen.connect(lambda _page: self._ask_tps())
        self.panel.tool.connect(self._use_tool)
        self.panel.later.connect(lambda: self.step(1))
        self.panel.back.connect(lambda: self.step(-1))
        self.panel.closed.connect(self.closed)
        self.conflict.replace_wanted.connect(self._replace)
        self.conflict.set_aside_wanted.connect(self._set_aside)
        self.conflict.other_tps_wanted.connect(self._end_conflict)

    # life

    def attach(self, context: Context) -> None:
        self._context = context

    def detach(self) -> None:
        self._context, self._last, self._undo, self._clash = None, None, None, None
        self.queue.clear()
        self.photo.clear()

    @property
    def current(self) -> ImageVersion | None:
        """The photo on show."""
        item = self.queue.current
        return item.image if item else None

    @property
    def in_conflict(self) -> bool:
        return self._clash is not None

    @property
    def can_undo(self) -> bool:
        return self._undo is not None

    def open(self, image_id: str | None = None) -> None:
        """Begin with an image, or with the first unassigned one."""
        self._outcome = ImportOutcome.UNASSIGNED
        self._shown = ()
        self._end_conflict(ask=False)
        self.panel.say_placed("")
        self._load(image_id, begin=True)

    def reload(self) -> None:
        """Photos or readings changed; what is on show stays if it can."""
        if self._context is not None and not self._writing:
            self._load(None, begin=False)

    def _load(self, image_id: str | None, *, begin: bool) -> None:
        context = self._context
        if context is None:
            return
        workspace, form_id, outcome = context.workspace, context.form_id, self._outcome
        only = image_id
        if only is None and outcome is not ImportOutcome.UNASSIGNED and self.current:
            only = self.current.id
        context.query(
            lambda: placing.load_bench(workspace, form_id, outcome, only),
            done=lambda bench: self._loaded(bench, image_id, begin=begin),
            key="impor.bench",
            owner=self,
        )

    def _loaded(self, bench: placing.Bench, want: str | None, *, begin: bool) -> None:
        if begin and want and (found := next((item for item in bench.items if item.image.id == want), None)):
            self._outcome = found.image.outcome
        self.queue.update(bench.items, want)
        self.panel.picker.show_choices(bench.choices)
        self._show()
        if self._context is not None:
            self._offers.load(self._context, self)

    # showing

    def _show(self) -> None:
        """The current photo; nothing moves when it is the one on show already."""
        item, context = self.queue.current, self._context
        self._stack.setCurrentIndex(0 if item else 1)
        if item is None or context is None:
            self._shown = ()
            self._nothing.setText(words.nothing_left_text(self._outcome))
            if self.isVisible():
                self.done_button.setFocus()
            self.state_changed.emit()
            return
        key = (item.image, item.form, item.page)
        self.panel.show_item(item, self.queue.number, len(self.queue.items), self.queue.mates(), self._where(item))
        if key != self._shown:
            self._shown = key
            self._load_picture(context, item)
            self._ask(item, context)
        self.state_changed.emit()

    def _load_picture(self, context: Context, item: Loose) -> None:
        workspace = context.workspace
        context.query(
            lambda: load_shown(workspace, item.image),
            done=self._picture_ready,
            failed=lambda error: self._picture_failed(item, error),
            key="impor.picture",
            owner=self,
        )

    def _picture_ready(self, shown: Shown) -> None:
        current = self.current
        if current is not None and current.id == shown.image.id:
            self.photo.show_picture(shown)

    def _picture_failed(self, item: Loose, error: BaseException) -> None:
        if self.current is None or self.current.id != item.image.id:
            return
        reason = item.image.reason or (error.message if isinstance(error, UserError) else "")
        self.photo.show_problem(reason or self.tr("Foto ini tidak dapat ditampilkan."))
        if not item.image.version:
            self.panel.show_no_picture()
            self.panel.close_button.setFocus()
            self.state_changed.emit()
        if self._context is not None and not isinstance(error, UserError):
            self._context.tasks.on_error(error)

    def _where(self, item: Loose) -> str:
        image = item.image
        if self._is_other_form(item) and not image.version:
            kept = self.tr("Foto dapat disimpan pada TPS-nya sebagai pembanding; angkanya tidak masuk rekap.")
            return f"{image.reason} {kept}"
        choice = self.panel.picker.choice_of(image.tps) if image.version else None
        if choice is None:
            return ""
        return words.where_text(image, choice)

    def _ask(self, item: Loose, context: Context) -> None:
        """First the page, if it is not known, then the TPS."""
        unknown = item.page is None and not item.image.version
        form = context.workspace.form(item.form or context.form_id) if unknown else None
        self.panel.ask_page([page.number for page in form.pages] if form else None)
        self._ask_tps()

    def _ask_tps(self) -> None:
        item = self.queue.current
        if item is None:
            return
        loud = None if self._is_other_form(item) else self._page_of(item)
        self.panel.picker.ask(loud, self._offers.suggestions(), self._last, self._offers.note)
        self._focus()

    def _is_other_form(self, item: Loose) -> bool:
        """A form that this workspace does not count from (a salinan): its pages stand beside those that count."""
        return self._context is not None and item.form not in (None, *(one.form for one in self._context.ballots))

    def _page_of(self, item: Loose) -> int | None:
        return item.page if item.page is not None else self.panel.pages.page

    def _focus(self) -> None:
        """Where the next key belongs."""
        item = self.queue.current
        if item is None or not self.isVisible():
            return
        if self.in_conflict:
            self.conflict.setFocus()
        elif item.image.version:
            self.panel.close_button.setFocus()
        elif self._page_of(item) is None:
            self.panel.pages.setFocus()
        else:
            self.panel.picker.edit.setFocus()

    def focus_work(self) -> None:
        """The view is shown."""
        self._focus()

    # going through

    def step(self, by: int) -> None:
        """Another photo first; this one waits."""
        self._end_conflict(ask=False)
        self.queue.step(by)
        self._show()

    def _use_tool(self, tool: str) -> None:
        if self.current is not None:
            self.tool.emit(tool, self.current)

    # placing

    def _choose(self, choice: TpsChoice, *, replacing: bool = False) -> None:
        item, context = self.queue.current, self._context
        if item is None or context is None or self._writing:
            return
        page = self._page_of(item)
        if page is None:
            self.panel.pages.setFocus()
            return
        item = replace(item, page=page, form=item.form or context.form_id)
        self._writing = True
        workspace, offer = context.workspace, self._offers.taken(choice)
        context.write(
            lambda: placing.place(workspace, item, choice, replace=replacing, offer=offer),
            done=self._placed,
            failed=lambda error: self._not_placed(item, choice, error),
        )

    def _placed(self, placed: placing.Placed) -> None:
        self._writing = False
        self._last, self._undo = placed.choice, placed
        self.queue.remember(placed.choice.code)
        self.panel.say_placed(words.placed_text(placed))
        self._end_conflict(ask=False)
        self._drop_current()

    def _drop_current(self) -> None:
        """The photo has left; the next comes at once, and the workspace is read again behind it."""
        current = self.queue.current
        if self._outcome is ImportOutcome.UNREADABLE or current is None:
            self._shown = ()
        if current is not None:
            self.queue.update([item for item in self.queue.items if item is not current])
        self._show()
        self._load(None, begin=False)

    def _not_placed(self, item: Loose, choice: TpsChoice, error: BaseException) -> None:
        self._writing = False
        context = self._context
        if context is None:
            return
        if not (isinstance(error, UserError) and error.code == "image.taken"):
            context.tasks.on_error(error)
            return
        workspace = context.workspace
        context.query(
            lambda: placing.load_rivals(workspace, item, choice.code),
            done=lambda rivals: self._open_conflict(item, choice, rivals),
            key="impor.rivals",
            owner=self,
        )

    def undo(self) -> None:
        """The photo placed last waits for a place again."""
        context, placed = self._context, self._undo
        if context is None or placed is None:
            return
        self._undo, self._writing = None, True
        workspace, reason = context.workspace, self.tr("Penempatan diurungkan oleh operator.")
        context.write(
            lambda: placing.take_back(workspace, placed, reason),
            done=lambda _none: self._taken_back(placed),
            failed=self._write_failed,
        )

    def _taken_back(self, placed: placing.Placed) -> None:
        self._writing = False
        self.panel.say_placed(self.tr("Diurungkan: {file} belum bertempat.").format(file=placed.file))
        self._load(placed.image_id, begin=True)

    def _write_failed(self, error: BaseException) -> None:
        self._writing = False
        if self._context is not None:
            self._context.tasks.on_error(error)

    # conflict

    def _open_conflict(self, item: Loose, choice: TpsChoice, rivals: placing.Rivals | None) -> None:
        current = self.queue.current
        if current is None or current.image.id != item.image.id:
            return
        if rivals is None:
            self._choose(choice)
            return
        self._clash = (item, choice)
        place, old = words.choice_text(choice), words.old_text(rivals.old)
        new = self.tr("Baru: {file}").format(file=PurePath(item.image.source).name)
        self._left.setCurrentWidget(self.conflict)
        self.conflict.ask(place, item.page or 0, old, new, rivals.recorded)
        self.conflict.show_pictures(rivals.old_image, rivals.new_image)
        self.panel.setEnabled(False)
        self.conflict.setFocus()
        self.state_changed.emit()

    def _end_conflict(self, *, ask: bool = True) -> None:
        if self._clash is None:
            return
        self._clash = None
        self._left.setCurrentWidget(self.photo)
        self.panel.setEnabled(True)
        if ask:
            self.panel.picker.edit.selectAll()
            self._focus()
        self.state_changed.emit()

    def _replace(self) -> None:
        if self._clash is not None:
            self._choose(self._clash[1], replacing=True)

    def _set_aside(self) -> None:
        """Keep the new photo, but do not use it."""
        context, clash = self._context, self._clash
        if context is None or clash is None or self._writing:
            return
        item, choice = clash
        self._writing = True
        workspace, reason = context.workspace, words.unused_text(choice, item.page)
        context.write(
            lambda: workspace.set_aside(item.image.id, ImportOutcome.DUPLICATE, reason),
            done=lambda _image: self._kept_aside(item),
            failed=self._write_failed,
        )

    def _kept_aside(self, item: Loose) -> None:
        self._writing = False
        self._undo = None
        file = PurePath(item.image.source).name
        self.panel.say_placed(self.tr("{file} disimpan, tidak dipakai.").format(file=file))
        self._end_conflict(ask=False)
        self._drop_current()
