"""The window of the form designer; works with and without an open workspace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from sirekap_desktop.forms.bundle import SUFFIX
from sirekap_desktop.forms.designed import Designed
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Rect
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.forms.slots import slot_words
from sirekap_desktop.jobs import designing
from sirekap_desktop.ui.context import Message
from sirekap_desktop.ui.dialogs import Dialogs
from sirekap_desktop.ui.images import to_qimage
from sirekap_desktop.ui.perancang.extra import RowForm, RuleForm
from sirekap_desktop.ui.perancang.session import Session
from sirekap_desktop.ui.perancang.start import StartCard
from sirekap_desktop.ui.perancang.work import WorkArea
from sirekap_desktop.ui.save import documents_folder
from sirekap_desktop.ui.tasks import TaskHandle, Tasks
from sirekap_desktop.ui.theme import Tone, px
from sirekap_desktop.ui.widgets import HintBar, MessageBar

_SOON_MS = 150


class DesignerWindow(QDialog):
    """From a blank to a form file."""

    help_wanted = Signal()
    saved = Signal(object)
    """The :class:`Path` that was written."""

    def __init__(self, tasks: Tasks, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._dialogs = tasks, dialogs
        self._handle: TaskHandle | None = None
        self._shown_page = -1
        self.session: Session | None = None
        self.form: Designed | None = None
        self.setWindowTitle(self.tr("Perancang formulir"))
        self.setModal(False)
        self.start, self.work = StartCard(), WorkArea()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._make_form)
        self._lay_out()
        self._connect()
        self.resize(px(1340), px(716))

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.stack.addWidget(self.work)
        self.hints = HintBar()
        area = QWidget()
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.hints)
        self.message_bar = MessageBar(area, above=self.hints)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.hints.show_hints([("Enter", self.tr("buka blanko")), ("Esc", self.tr("tutup"))])
        self.start.open_button.setFocus()

    def _connect(self) -> None:
        work, canvas = self.work, self.work.canvas
        self.start.files_wanted.connect(self.choose_blank)
        self.start.cancelled.connect(self._cancel)
        canvas.chosen.connect(lambda index: self._do(lambda it: it.choose_group((it.page, index))))
        canvas.stepped.connect(lambda by: self._do(lambda it: it.step(by)))
        canvas.name_wanted.connect(lambda: self._do(Session.name))
        canvas.run_wanted.connect(self.run)
        canvas.removal_wanted.connect(lambda: self._do(Session.remove))
        canvas.drawn.connect(self._drawn)
        work.fields.chosen.connect(lambda slot: self._do(lambda it: it.choose_slot(slot), listed=False))
        work.fields.named.connect(lambda slot: self._do(lambda it: it.name(slot)))
        work.fields.new_row_wanted.connect(self._ask_row)
        work.rules.new_rule_wanted.connect(self._ask_rule)
        work.sample.sample_wanted.connect(self.choose_sample)
        work.page_chosen.connect(lambda page: self._do(lambda it: it.show_page(page)))
        work.copies_chosen.connect(lambda count: self._do(lambda it: it.set_copies(count)))
        work.titles_edited.connect(self._titles_edited)
        work.run_button.clicked.connect(lambda _checked=False: self.run())
        work.undo_button.clicked.connect(lambda _checked=False: self._do(Session.undo))
        work.save_button.clicked.connect(lambda _checked=False: self.save())
        for key, slot in (
            ("F1", self.help_wanted.emit),
            ("Ctrl+Z", lambda: self._do(Session.undo)),
            ("Ctrl+S", self.save),
            ("PgDown", lambda: self._turn_page(1)),
            ("PgUp", lambda: self._turn_page(-1)),
            ("F7", work.draw_button.click),
            ("Ctrl++", lambda: canvas.zoom(1)),
            ("Ctrl+=", lambda: canvas.zoom(1)),
            ("Ctrl+-", lambda: canvas.zoom(-1)),
            ("Ctrl+0", work.fit_width),
        ):
            QShortcut(QKeySequence(key), self, slot)

    # -- blank -------------------------------------------------------------------------------------------------------

    def choose_blank(self) -> None:
        """Ask for the files of the blank and open them."""
        pattern = self.tr("Blanko (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.webp *.heic)")
        files = self._dialogs.open_files(self.tr("Pilih blanko formulir"), pattern)
        if files and self._handle is None:
            self.open_blank(files)

    def open_blank(self, files: Sequence[Path]) -> None:
        """Propose what is on the pages of these files; runs in the pool."""
        part = self.start.chosen_part
        self.start.progress.start(self.tr("Blanko sedang dibaca."))
        self.start.progress.show()
        self.start.open_button.setEnabled(False)
        self._handle = self._tasks.run(
            lambda job: designing.begin(
                designing.open_blank(
                    [(file.name, designing.content(file)) for file in files], progress=lambda *step: job.report(step)
                ),
                part,
            ),
            progress=lambda step: self.start.progress.show_progress(step[0], step[1], self.tr("Blanko sedang dibaca.")),
            done=self._opened,
            failed=self._failed,
            owner=self,
        )

    def _opened(self, draft: designing.Draft) -> None:
        self._end()
        self.session = Session(draft)
        self.work.begin(draft)
        self.stack.setCurrentWidget(self.work)
        self.hints.show_hints(self._work_hints())
        self._shown_page = -1
        self._show()
        self.work.fit_width()
        self.work.canvas.setFocus()

    def _work_hints(self) -> list[tuple[str, str]]:
        return [
            ("Enter", self.tr("namai kotak, lanjut")),
            ("Shift Enter", self.tr("namai semua berikutnya")),
            ("← →", self.tr("pilih kotak")),
            ("Del", self.tr("lepas nama atau usulan")),
            ("F7", self.tr("gambar kotak")),
            ("Ctrl Z", self.tr("urungkan")),
            ("PgDn", self.tr("halaman")),
            ("Ctrl +", self.tr("perbesar")),
            ("Ctrl S", self.tr("simpan")),
        ]

    def _failed(self, error: BaseException) -> None:
        self._end()
        self.show_error(error)

    def _cancel(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._end()

    def _end(self) -> None:
        self._handle = None
        self.start.progress.hide()
        self.start.open_button.setEnabled(True)

    # -- naming ------------------------------------------------------------------------------------------------------

    def _do(self, step: Callable[[Session], object], *, listed: bool = True) -> None:
        """One step of the session, then everything that shows it."""
        if self.session is not None:
            step(self.session)
            self._show(listed=listed)

    def run(self) -> None:
        """Name all groups from the chosen one on, and say how many."""
        if self.session is None:
            return
        count = self.session.run()
        self._show()
        text = self.tr("{n} kotak dinamai menurut urutan formulir.").format(n=count)
        self.notify(text, self.tr("Periksa nama di atas kotak, lalu hitungannya."), Tone.OK if count else Tone.NEUTRAL)

    def _turn_page(self, by: int) -> None:
        if self.session is not None:
            self.session.show_page(self.session.page + by)
            self._show()

    def _drawn(self, area: Rect) -> None:
        if self.session is None:
            return
        if self.work.draws_header:
            self.session.draw_header(area)
        elif self.work.draws_partai_number:
            self.session.draw_partai_number(area)
        else:
            self.session.draw(area, self.work.box_count)
        self.work.stop_drawing()
        self._show()

    def _show(self, *, listed: bool = True) -> None:
        session = self.session
        if session is None:
            return
        blank = session.draft.blanks[session.page]
        if session.page != self._shown_page:
            self._shown_page = session.page
            self.work.canvas.show_page(to_qimage(blank.sheet.pixels), blank.page)
            self.work.show_page_number(session.page)
        names = {
            key[1]: slot_words(session.draft.row(slot.row), slot)[0]
            for key, slot in session.draft.names.items()
            if key[0] == session.page
        }
        current = session.key[1] if session.key and session.key[0] == session.page else -1
        self.work.canvas.show_groups(blank.page, names, current)
        if current >= 0:
            self.work.bring_into_view(self.work.canvas.group_place(current))
        self._show_next(session)
        if listed:
            self.work.fields.show_draft(session.draft, session.slot)
        self.work.undo_button.setEnabled(session.can_undo)
        self._soon.start()

    def _show_next(self, session: Session) -> None:
        if session.draft.next_slot() is None:
            self.work.show_done()
            return
        slot = session.slot
        free = slot is not None and slot not in session.draft.names.values()
        number, words = slot_words(session.draft.row(slot.row), slot) if slot and free else ("", "")
        self.work.show_next(session.key[1] if session.key else None, number, words)

    def _titles_edited(self, form_id: str, title: str, model: str) -> None:
        if self.session is not None:
            self.session.set_titles(form_id, title, model)
            self._soon.start()

    def _ask_row(self) -> None:
        if self.session is not None:
            form = RowForm(self, self.session.draft.rows)
            form.accepted.connect(lambda: self._do(lambda it: it.add_row(form.row())))
            form.finished.connect(form.deleteLater)
            form.open()

    def _ask_rule(self) -> None:
        if self.session is not None:
            names = [field.name for field in self.form.form.fields] if self.form else []
            form = RuleForm(self, names)
            form.accepted.connect(lambda: self._do(lambda it: it.add_rule(form.rule())))
            form.finished.connect(form.deleteLater)
            form.open()

    # -- rules, sample, file -------------------------------------------------------------------------------------------

    def _make_form(self) -> None:
        """The form as it would be saved now; its rules are shown, or why there is none yet."""
        if self.session is None:
            return
        draft = self.session.draft
        self._tasks.query(draft.finish, done=self._made, failed=self._not_made, key="perancang.form", owner=self)

    def _made(self, form: Designed) -> None:
        self.form = form
        self.work.rules.show_form(form)
        self.work.show_state(self.tr("Siap disimpan."), ready=True)

    def _not_made(self, error: BaseException) -> None:
        self.form = None
        if not isinstance(error, UserError):
            self._tasks.on_error(error)
            return
        self.work.rules.show_problem(str(error))
        self.work.show_state(error.message, ready=False)

    def choose_sample(self) -> None:
        """Ask for a filled sample and read it with the form as it is."""
        file = self._dialogs.open_file(
            self.tr("Pilih foto formulir terisi"), self.tr("Foto (*.jpg *.jpeg *.png *.pdf *.tif *.tiff *.webp *.heic)")
        )
        if file is not None:
            self.read_sample(file)

    def read_sample(self, file: Path) -> None:
        """Read it; runs in the pool."""
        form = self.form
        if form is None:
            self.notify(self.tr("Formulir ini belum dapat dipakai membaca."), self.work.state.text(), Tone.WARN)
            return
        self.work.sample.note.setText(self.tr("Foto sedang dibaca."))

        def show(readings: tuple[PageReading, ...]) -> None:
            self.work.sample.show_readings(form, readings)

        self._tasks.query(
            lambda: designing.try_reading(form, file.name, designing.content(file)),
            done=show,
            failed=self.show_error,
            key="perancang.sample",
            owner=self,
        )

    def save(self) -> None:
        """Ask where, and write one file."""
        if self.session is None:
            return
        draft = self.session.draft
        self._tasks.query(draft.finish, done=self._ask_where, failed=self.show_error, key="perancang.save", owner=self)

    def _ask_where(self, form: Designed) -> None:
        target = self._dialogs.save_file(
            self.tr("Simpan formulir"), documents_folder() / f"{form.form.id}{SUFFIX}", self.tr("Formulir (*.json)")
        )
        if target is not None:
            self._tasks.write(
                lambda: designing.save(form, target), done=self._saved, failed=self.show_error, owner=self
            )

    def _saved(self, path: Path) -> None:
        if self.session is not None:
            self.session.saved = self.session.draft
        self.notify(self.tr("Formulir tersimpan di {path}.").format(path=path), self._next_step(), Tone.OK)
        self.saved.emit(path)

    def _next_step(self) -> str:
        return self.tr("Buka di ruang kerja lewat Setelan, Impor formulir.")

    # -- messages and end ----------------------------------------------------------------------------------------------

    def notify(self, text: str, hint: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        """Say something in this window."""
        self.message_bar.show_message(Message(text, hint, tone))

    def show_error(self, error: BaseException) -> None:
        """A :class:`UserError` in this window, anything else where all such errors go."""
        if isinstance(error, UserError):
            self.notify(error.message, error.hint, Tone.BAD)
        else:
            self._tasks.on_error(error)

    def _may_close(self) -> bool:
        if self.session is None or self.session.is_saved:
            return True
        return self._dialogs.confirm(
            self.tr("Tutup perancang?"),
            self.tr("Rancangan ini belum disimpan dan akan hilang."),
            yes=self.tr("Tutup tanpa menyimpan"),
        )

    def reject(self) -> None:
        """Esc, and what Qt calls when the window is closed."""
        if self._may_close():
            self._soon.stop()
            super().reject()
            self.deleteLater()
