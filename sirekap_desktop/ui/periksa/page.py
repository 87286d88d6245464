"""*Periksa*, composed: photo left, numbers right, and what each key does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from sirekap_desktop.jobs.checking import Mode
from sirekap_desktop.jobs.outline import outline
from sirekap_desktop.jobs.tps_view import TpsView, neighbour, next_tps
from sirekap_desktop.models.records import ImageVersion, TpsProgress
from sirekap_desktop.ui import actions
from sirekap_desktop.ui.base import Page
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.periksa.hints import key_hints
from sirekap_desktop.ui.periksa.loader import TpsLoader
from sirekap_desktop.ui.periksa.page_strip import JUMP_KEY
from sirekap_desktop.ui.periksa.panel import CheckPanel
from sirekap_desktop.ui.periksa.photo_pane import PhotoPane
from sirekap_desktop.ui.periksa.photo_work import PhotoWork
from sirekap_desktop.ui.periksa.picture_cache import PictureCache, photo_key
from sirekap_desktop.ui.periksa.pictures import PagePicture
from sirekap_desktop.ui.periksa.recorder import Recorder, Written
from sirekap_desktop.ui.periksa.rules_panel import ask_reason
from sirekap_desktop.ui.periksa.screen import CheckScreen
from sirekap_desktop.ui.periksa.session import Session
from sirekap_desktop.ui.periksa.words import undone_text
from sirekap_desktop.ui.theme import Tone


class PeriksaPage(Page):
    """The second reader's screen (design.md §6)."""

    help_anchor = "periksa"
    shows_form = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self._progress: tuple[TpsProgress, ...] = ()
        self._loader = TpsLoader(self)
        self._recorder = Recorder(self)
        self._cache = PictureCache(self)
        self.parts = CheckScreen()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        self._photo_work = PhotoWork(self.photo, self._current_image, self)
        self._connect()
        self._bind()

    @property
    def photo(self) -> PhotoPane:
        return self.parts.photo

    @property
    def panel(self) -> CheckPanel:
        return self.parts.panel

    def _connect(self) -> None:
        panel = self.panel
        self._loader.opened.connect(self._opened)
        self._loader.reloaded.connect(self._reloaded)
        self._recorder.recorded.connect(self._recorded)
        self._recorder.undone.connect(self._undone)
        self._recorder.failed.connect(self._show_session)
        self._cache.ready.connect(self._picture_ready)
        self._cache.failed.connect(self._picture_failed)
        panel.chosen.connect(self._focus)
        panel.reason_wanted.connect(self._give_reason)
        panel.step_tps.connect(self._step_tps)
        panel.postponed.connect(self._next_work)
        panel.group_wanted.connect(lambda: self.navigate.emit("kelompok", {}))
        panel.editor.submitted.connect(self._submitted)
        panel.editor.nothing_typed.connect(self._enter_without_text)
        panel.editor.skipped.connect(lambda: self._move(Session.go_on))
        panel.editor.action.connect(self._act)
        self.parts.chips.chosen.connect(self._go_to_page)
        self.parts.strip.chosen.connect(self._go_to_page)
        self.parts.strip.jumped.connect(self._jump)
        self.parts.strip.left.connect(self._show_session)

    def _bind(self) -> None:
        canvas = self.photo.canvas
        for action_id, slot in {
            "periksa.reason": self._give_reason,
            "periksa.undo": self._recorder.undo,
            "periksa.next_page": lambda: self._turn(1),
            "periksa.previous_page": lambda: self._turn(-1),
            "periksa.first_page": lambda: self._go_to_end(0),
            "periksa.last_page": lambda: self._go_to_end(-1),
            "periksa.next_tps": lambda: self._step_tps(1),
            "periksa.previous_tps": lambda: self._step_tps(-1),
            "periksa.postpone": self._next_work,
            "periksa.zoom_in": canvas.zoom_in,
            "periksa.zoom_out": canvas.zoom_out,
            "periksa.fit_width": canvas.fit_width,
            "periksa.fit_page": canvas.fit_page,
            "periksa.original": self.photo.original.click,
            "periksa.from_paper": self._type_from_paper,
        }.items():
            actions.bind(self, action_id, partial(self._with_tps, slot))
        for side, step in {"up": (0, -0.25), "down": (0, 0.25), "left": (-0.25, 0), "right": (0.25, 0)}.items():
            actions.bind(self, f"periksa.pan_{side}", partial(canvas.pan, *step))

    def _with_tps(self, slot: Callable[[], None]) -> None:
        """Before a TPS is open the keys of this page do nothing."""
        if self.session is not None:
            slot()

    def title(self) -> str:
        return self.tr("Periksa")

    def context_text(self) -> str:
        if self.session is None:
            return ""
        view = self.session.view
        return self.tr("Desa <b>{0}</b> › <b>{1}</b>").format(view.desa.name, view.tps.label)

    def top_widget(self) -> QWidget:
        return self.parts.chips

    def key_hints(self) -> list[tuple[str, str]]:
        return key_hints(self.session, can_undo=self._recorder.can_undo)

    def attach(self, context: Context) -> None:
        super().attach(context)
        for part in (self._loader, self._recorder, self._cache, self._photo_work):
            part.attach(context)

    def detach(self) -> None:
        self.session, self._progress = None, ()
        for part in (self._loader, self._recorder, self._cache, self._photo_work):
            part.detach()
        self.parts.clear()
        super().detach()

    def activate(self, **target: Any) -> None:  # noqa: ANN401
        tps, field = target.get("tps"), target.get("field")
        if tps is None and self.session is not None:
            self._reload()
            return
        self._loader.open(tps, field)

    def refresh(self, kinds: frozenset[str]) -> None:
        if self.session is not None and not self._recorder.writing and kinds - {"settings"}:
            self._reload()

    # Opening a TPS

    def _opened(self, progress: tuple[TpsProgress, ...], view: TpsView | None, field: str | None) -> None:
        self._progress = progress
        if view is None:
            self.parts.say(self.tr("Belum ada TPS. Impor daftar TPS di Setelan, lalu fotonya di Impor."))
            return
        self.session = Session.start(view, field)
        self._show_page()

    def _reload(self) -> None:
        """Entries, readings or photos changed: same place, new facts."""
        if self.session is not None:
            self._loader.reload(self.session.view)

    def _reloaded(self, progress: tuple[TpsProgress, ...], view: TpsView) -> None:
        session = self.session
        if session is None or session.view.tps.code != view.tps.code:
            return
        self._progress = progress
        same_photo = photo_key(session.view, session.page) == photo_key(view, session.page)
        session.update(view)
        kept = QApplication.focusWidget()
        self._show_session() if same_photo else self._show_page()
        if kept is not None and kept.isVisible() and self.panel.isAncestorOf(kept):
            kept.setFocus()  # news from the import must not take the keyboard from where the operator put it

    # Showing

    def _show_page(self) -> None:
        """Another page: its photo, when it is ready, and its rows."""
        session = self._must()
        picture = self._cache.get(session.view, session.page)
        self.parts.show_page(session, picture)
        if picture is not None:
            self._prefetch(session)
        self.hints_changed.emit()

    def _show_session(self) -> None:
        self.parts.show_session(self._must())
        self.hints_changed.emit()

    # Pictures

    def _picture_ready(self, key: str, picture: PagePicture) -> None:
        session = self.session
        if session is None:
            return
        if photo_key(session.view, session.page) == key:
            self.parts.picture_ready(session, picture)
        self._prefetch(session)

    def _prefetch(self, session: Session) -> None:
        following = next_tps(self._progress, session.view.tps.code)
        self._cache.prefetch(session.view, session.page, following.tps.code if following else None)

    def _picture_failed(self, key: str, error: BaseException) -> None:
        session = self.session
        if session is not None and photo_key(session.view, session.page) == key:
            self.parts.say(self.tr("Foto halaman ini tidak dapat dibuka."))
        self.context.tasks.on_error(error)

    def _current_image(self) -> ImageVersion | None:
        return self.session.view.images.get(self.session.page) if self.session else None

    # Recording

    def _submitted(self, value: int | None) -> None:
        session = self._must()
        task = session.task
        if task is None or self._recorder.writing:
            return
        decision = session.submit(value)
        if decision is None:
            self._show_session()
        else:
            self._recorder.record(session.view, [(task, decision)])

    def _type_from_paper(self) -> None:
        """The page shown has no photo: its numbers are typed from the paper, each twice."""
        session = self._must()
        if session.page_without_photo:
            self._move(Session.type_from_paper)
        elif session.page in session.view.images:
            self.context.notify(self.tr("Halaman ini berfoto; isiannya diperiksa pada fotonya."))

    def _confirm_page(self) -> None:
        session = self._must()
        if confirmed := session.confirmations:
            self._recorder.record(session.view, confirmed)

    def _recorded(self, written: Written) -> None:
        self._progress = written.progress
        session = self.session
        if session is None or session.view.tps.code != written.view.tps.code:
            return
        self.context.notify("")
        before = session.page
        session.update(written.view)
        session.go_on()
        self._show_page() if session.page != before else self._show_session()

    def _undone(self, written: Written) -> None:
        self._progress = written.progress
        fields, view = written.action.fields, written.view
        paper = self.session.paper if self.session and self.session.view.tps == view.tps else frozenset()
        self.session = Session.start(view, fields[0], paper)
        if len(fields) > 1:
            self.session.focused = None
        self._show_page()
        self.context.notify(undone_text([view.task(name).field for name in fields]))

    def _give_reason(self) -> None:
        session = self._must()
        line = session.rule_to_explain()
        if line is None:
            self.context.notify(self.tr("Tidak ada hitungan beda yang menunggu alasan."))
            return
        reason = ask_reason(self.context.dialogs, line)
        if not reason:
            return
        workspace, view = self.context.workspace, session.view
        self.context.write(
            lambda: workspace.give_reason(view.tps.code, view.form.id, line.check, reason),
            done=lambda _: self._reload(),
        )

    # Moving

    def _focus(self, name: str) -> None:
        self._move(lambda session: session.focus(name))

    def _turn(self, by: int) -> None:
        self._move(lambda session: session.turn(by))

    def _go_to_page(self, number: int) -> None:
        self._move(lambda session: session.show_page(number))

    def _go_to_end(self, place: int) -> None:
        self._go_to_page(self._must().view.form.pages[place].number)

    def _jump(self, number: int) -> None:
        """To a party by its number; a number that the form does not have is said, and nothing moves."""
        session = self._must()
        found = outline(session.view.form, session.view.tasks)
        if (page := found.page_of(number)) is not None:
            self._go_to_page(page)
            return
        words = self.tr("Partai {0} tidak ada di formulir ini.") if found.parties else self.tr("Halaman {0} tidak ada.")
        self.context.notify(words.format(number))
        self._show_session()

    def _move(self, change: Callable[[Session], None]) -> None:
        """Go elsewhere in this TPS; what was half typed is dropped, and the page is rebuilt only if it is another."""
        session = self._must()
        before = session.page
        change(session)
        self.panel.editor.entry.clear()
        self._show_page() if session.page != before else self._show_session()

    def _step_tps(self, by: int) -> None:
        session = self._must()
        other = neighbour(self._progress, session.view.tps.code, by)
        if other is None:
            self.context.notify(self.tr("Ini TPS terakhir.") if by > 0 else self.tr("Ini TPS pertama."))
        else:
            self._loader.open(other.tps.code)

    def _next_work(self) -> None:
        """The next TPS that needs work; when none is left, say so and go to Beranda."""
        session = self._must()
        following = next_tps(self._progress, session.view.tps.code)
        if following is not None:
            self._loader.open(following.tps.code)
            return
        self.context.notify(self.tr("Tidak ada TPS lain yang menunggu pemeriksaan."), tone=Tone.OK)
        self.navigate.emit("beranda", {})

    # Keys

    def _enter_without_text(self) -> None:
        task = self._must().task
        if task is not None and task.mode is Mode.DONE:
            self._move(Session.go_on)
            return
        self.context.notify(
            self.tr("Belum ada angka yang diketik."), self.tr("Ketik angkanya, atau − bila kotaknya kosong.")
        )

    def _act(self) -> None:
        """The editor's button, or Enter and Space when nothing is typed."""
        session = self._must()
        task = session.task
        if task is not None and task.mode is Mode.NO_PHOTO and not session.view.locked:
            self._type_from_paper()
        elif session.confirmable_now:
            self._confirm_page()
        elif session.view.finished or not any(task.mode is Mode.BLIND for task in session.view.tasks):
            self._next_work()
        else:
            self._move(Session.go_on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.session is None or not self._handle(event.key(), event.text()):
            super().keyPressEvent(event)

    def _handle(self, key: int, text: str) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(lambda session: session.step(1 if key == Qt.Key.Key_Down else -1))
        elif key == Qt.Key.Key_Space or text == "+":
            self._space()
        elif text == JUMP_KEY and self.parts.has_strip(self._must()):
            self.parts.strip.start_jump()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            return False
        return True

    def _space(self) -> None:
        session = self._must()
        if session.confirmable_now:
            self._confirm_page()
        elif any(task.mode is Mode.BLIND for task in session.view.tasks):
            self.context.notify(
                self.tr("Nilai terbukti tampil sesudah semua isian yang harus diketik selesai."),
                self.tr("Ketik dulu isian yang bertanda ketik."),
            )

    def _enter(self) -> None:
        task = self._must().task
        if task is not None and task.mode is Mode.SHOW and self._must().confirmable_now:
            self._space()
        else:
            self._act()

    def _must(self) -> Session:
        if self.session is None:
            raise RuntimeError("no TPS is open")
        return self.session
