"""The right side of *Periksa*: the editor in its fixed place, the numbers of the page, the form's arithmetic."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.checking import FieldTask, Mode, Stage, machine_value
from sirekap_desktop.jobs.outline import party_sum
from sirekap_desktop.jobs.tps_view import rules_to_show
from sirekap_desktop.ui.periksa.editor import EditorCard, Notice
from sirekap_desktop.ui.periksa.party_line import PartyLine
from sirekap_desktop.ui.periksa.pictures import PagePicture
from sirekap_desktop.ui.periksa.rows import PageRows
from sirekap_desktop.ui.periksa.rules_panel import RulesPanel
from sirekap_desktop.ui.periksa.session import Session
from sirekap_desktop.ui.periksa.words import confidence_text, evidence_text, field_name, value_text
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets.basics import button, scroll


class CheckPanel(QWidget):
    """Shows a :class:`Session`; emits what the operator chose."""

    chosen = Signal(str)
    reason_wanted = Signal()
    step_tps = Signal(int)
    postponed = Signal()
    group_wanted = Signal()
    """*Verifikasi kelompok*."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = EditorCard()
        self.rows = PageRows()
        self.rows.chosen.connect(self.chosen)
        self.party = PartyLine()
        self.rules = RulesPanel()
        self._picture: PagePicture | None = None
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, px(6), 0)
        inside.setSpacing(px(6))
        inside.addWidget(self.rows)
        inside.addWidget(self.party)
        inside.addWidget(self.rules)
        inside.addStretch(1)
        self._scroll = scroll(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(8), px(8), px(6))
        column.setSpacing(px(6))
        column.addWidget(self.editor)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._make_foot())

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.previous = button(self.tr("TPS sebelum"), lambda: self.step_tps.emit(-1), icon_name="chevron_left")
        self.later = button(self.tr("Tunda"), self.postponed.emit)
        self.next = button(self.tr("TPS berikut"), lambda: self.step_tps.emit(1), primary=True)
        self.broken = button("", self.reason_wanted.emit, icon_name="bang")
        self.broken.setProperty("role", "bad")
        self.broken.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.group = button(self.tr("Kelompok"), self.group_wanted.emit)
        self.group.setToolTip(self.tr("Verifikasi kelompok: angka sejenis dari banyak TPS berdampingan (F9)"))
        row.addWidget(self.previous)
        row.addWidget(self.group)
        row.addStretch(1)
        row.addWidget(self.broken)
        row.addWidget(self.later)
        row.addWidget(self.next)
        return row

    def build_page(self, session: Session, picture: PagePicture | None) -> None:
        """Another page or another photo: build its rows anew."""
        self._picture = picture
        crops = picture.crops if picture else {}
        self.rows.build(session.view.form, session.view.on_page(session.page), crops)
        self.show_session(session)

    def show_session(self, session: Session) -> None:
        """Show entries, states, rules and the editor as they are now."""
        self.rows.show_tasks(session.view.on_page(session.page))
        self._show_arithmetic(session)
        self._show_broken(len(session.view.unexplained))
        cell = self.rows.set_current(session.focused)
        if cell is not None:
            self._scroll.ensureWidgetVisible(cell, 0, px(60))
        self._show_editor(session)

    def _show_arithmetic(self, session: Session) -> None:
        """The party's running sum, and the form's sums; the party's own sum is not said twice."""
        view, page = session.view, session.page
        found = party_sum(view.form, view.tasks, view.form.page(page).partai)
        self.party.show_sum(found)
        lines = rules_to_show(view, page)
        said = found.jumlah if found else None
        self.rules.show_lines([line for line in lines if line.broken or line.check.at != said])

    def _show_broken(self, count: int) -> None:
        """Broken sums stay in sight, also when their rows are scrolled away."""
        self.broken.setVisible(count > 0)
        self.broken.setText(self.tr("{0} hitungan beda · F4").format(count))
        self.broken.setAccessibleName(self.tr("{0} hitungan beda, beri alasan").format(count))

    # What the editor says

    def _show_editor(self, session: Session) -> None:
        task = session.task
        if session.view.locked:
            self._say_locked()
        elif task is not None and session.typing_now:
            self._ask(session, task)
        elif task is not None and task.mode is Mode.NO_PHOTO:
            self._say_no_photo(task)
        elif session.confirmable_now:
            self._say_confirm(session)
        else:
            self._say_where(session)

    def _ask(self, session: Session, task: FieldTask) -> None:
        crops = self._picture.crops.get(task.field.name) if self._picture else None
        number, evidence = (crops.number, crops.evidence) if crops else (None, None)
        stage = session.typing.stage
        self.editor.ask(
            field_name(task.field),
            self._instruction(session, task, stage),
            number,
            evidence,
            again=stage is not Stage.FIRST,
        )
        if stage is Stage.RESOLVE:
            self.editor.show_both(self._both(session, task))

    def _instruction(self, session: Session, task: FieldTask, stage: Stage) -> str:
        if stage is not Stage.FIRST:
            return self._look_again(session, task, stage)
        if task.mode is Mode.DONE and task.entry is not None:
            recorded = self.tr("Dicatat {0} oleh {1}. ").format(value_text(task.entry.value), task.entry.who)
            return recorded + self.tr("Ketik lagi hanya bila salah.")
        if session.on_paper:
            return self.tr("Tanpa foto: ketik angka dari kertas, tiap angka dua kali; − bila kosong.")
        if self._picture is not None and self._picture.registration is None:
            return self._unread(session) + self.tr(" Ketik dari foto di kiri; − bila kosong.")
        asked = self.tr("Ketik angka seperti tertulis di kertas; − bila kosong.")
        if task.doubt is not None:  # which digit stays unsaid: it would tell what the machine read
            asked = self.tr("Ditandai ragu oleh {0}. ").format(task.doubt.who) + asked
        return asked + self._faults(task)

    def _look_again(self, session: Session, task: FieldTask, stage: Stage) -> str:
        """Why the same number is asked for once more."""
        if session.on_paper:
            if stage is Stage.AGAIN:
                return self.tr("Lihat kertasnya lagi dan ketik sekali lagi.")
            return self.tr("Kedua ketikan berbeda. Lihat kertasnya lagi, lalu ketik angka yang tertulis.")
        if stage is Stage.AGAIN:
            again = self.tr("Mesin tidak dapat membaca isian ini. Lihat gambarnya dan ketik sekali lagi.")
            return again + self._faults(task)
        if not machine_value(task.reading)[0]:
            return self.tr("Kedua ketikan berbeda. Lihat gambarnya lagi, lalu ketik angka yang tertulis.")
        return self.tr("Anda dan mesin berbeda. Lihat gambarnya lagi, lalu ketik angka yang tertulis.")

    def _faults(self, task: FieldTask) -> str:
        """Where the photo is bad just here: it is no fault of the operator's eyes."""
        faults = task.reading.photo_faults if task.reading else ()
        return self.tr(" Foto kurang jelas di sini: {0}.").format(", ".join(faults)) if faults else ""

    def _unread(self, session: Session) -> str:
        """Why the machine saw nothing on this page."""
        reading = session.view.readings.get(session.page)
        return (reading.reason if reading else None) or self.tr("Mesin tidak menemukan formulir di foto ini.")

    def _both(self, session: Session, task: FieldTask) -> str:
        typed = " · ".join(value_text(value) for value in session.typing.typed)
        known, machine = machine_value(task.reading)
        text = self.tr("Anda mengetik {0}").format(typed)
        return f"{text} · " + self.tr("mesin membaca {0}").format(value_text(machine)) if known else text

    def _say_confirm(self, session: Session) -> None:
        count = len(session.confirmable_now)
        task = session.task
        title = self.tr("Halaman {0}: {1} isian terbukti oleh kertas").format(session.page, format_count(count))
        text = self.tr("Bandingkan gambar dan angka di bawah. Bila semuanya sama, tekan Spasi.")
        if task is not None:
            text = f"{field_name(task.field)}: {evidence_text(task.reading)} · {confidence_text(task.reading)}"
        action = self.tr("Catat {0} isian").format(count)
        self.editor.say(Notice(title, text, action, self.tr("terbukti"), Tone.OK, Sign.EYE))

    def _say_where(self, session: Session) -> None:
        view = session.view
        if view.finished:
            self._say_finished(session)
        elif any(task.mode is Mode.BLIND for task in view.tasks):
            text = self.tr("Masih ada isian yang harus diketik. Nilai terbukti tampil sesudah itu.")
            action = self.tr("Ke isian berikut")
            self.editor.say(Notice(self._page_title(session), text, action, self.tr("ketik"), Tone.WARN, Sign.PENCIL))
        else:
            missing = ", ".join(str(page.number) for page in view.form.pages if page.number not in view.images)
            text = self.tr("Belum ada foto halaman {0}. Impor fotonya, atau ketik dari kertasnya (F7).")
            text = text.format(missing)
            state = self.tr("menunggu foto")
            action = self.tr("Lanjutkan pekerjaan")
            self.editor.say(Notice(self._page_title(session), text, action, state, Tone.NEUTRAL, Sign.PHOTO))

    def _say_finished(self, session: Session) -> None:
        broken = len(session.view.unexplained)
        title = self.tr("{0} selesai diperiksa").format(session.view.tps.label)
        text = self.tr("Semua isian dicatat. Enter membuka TPS berikut yang menunggu.")
        if broken:
            text = self.tr("Semua isian dicatat; {0} hitungan beda menunggu alasan (F4).").format(broken)
        tone, sign = (Tone.WARN, Sign.BANG) if broken else (Tone.OK, Sign.CHECK)
        self.editor.say(Notice(title, text, self.tr("Lanjutkan pekerjaan"), self.tr("diperiksa"), tone, sign))

    def _page_title(self, session: Session) -> str:
        return self.tr("Halaman {0}").format(session.page)

    def _say_locked(self) -> None:
        text = self.tr("Rekap kecamatan terkunci. Isian dapat dilihat, tidak dapat diubah. Buka kunci di Dokumen.")
        self.editor.say(Notice(self.tr("Terkunci"), text, "", self.tr("terkunci"), Tone.NEUTRAL, Sign.LOCK))

    def _say_no_photo(self, task: FieldTask) -> None:
        text = self.tr("Belum ada foto halaman {0}. Impor fotonya; tanpa foto, ketik dari kertasnya (F7).")
        text, state, action = text.format(task.field.page), self.tr("belum ada foto"), self.tr("Ketik dari kertas")
        self.editor.say(Notice(field_name(task.field), text, action, state, Tone.NEUTRAL, Sign.PHOTO))
