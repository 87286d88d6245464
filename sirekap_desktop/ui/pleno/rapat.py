"""The meeting itself: place and agenda, which desa on which day in which panel, who takes part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sirekap_desktop.jobs.pleno import Sitting
from sirekap_desktop.models.pleno.facts import Attended, Capacity, Closed, Fact, Opened, Planned, Signed
from sirekap_desktop.models.pleno.meeting import Meeting, Seat
from sirekap_desktop.models.roles import Act
from sirekap_desktop.ui.pleno.acts import contestants
from sirekap_desktop.ui.pleno.forms import ActionForm, Ask, FormSpec, Kind, Value
from sirekap_desktop.ui.pleno.jadwal import ScheduleCard
from sirekap_desktop.ui.pleno.words import capacity_words
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets import Card, Pill, button, field_row, label

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context


_SIGNS, _REFUSES = "signs", "refuses"
_SIGNING = frozenset({Capacity.PPK, Capacity.SAKSI})
"""Who signs D.HASIL (domain.md §3.4)."""


class MeetingCard(Card):
    """Place and agenda; opens the meeting and closes it."""

    noted = Signal(list, str)

    def __init__(self) -> None:
        super().__init__(self.tr("Rapat pleno"))
        self.state = Pill()
        self.place, self.agenda = QLineEdit(), QLineEdit()
        self.place.returnPressed.connect(self.agenda.setFocus)
        self.agenda.returnPressed.connect(self._open)
        self.open_button = button("", self._open, primary=True)
        self.plan_button = button(self.tr("Simpan untuk undangan"), self._plan)
        self.close_button = button(self.tr("Tutup rapat"), self._close)
        self._was: Meeting | None = None
        row = QHBoxLayout()
        for control in (self.open_button, self.plan_button, self.close_button):
            row.addWidget(control)
        row.addStretch(1)
        self.body.addWidget(self.state)
        self.body.addWidget(field_row(self.tr("Tempat rapat"), self.place))
        self.body.addWidget(field_row(self.tr("Acara"), self.agenda))
        self.body.addLayout(row)

    def show_meeting(self, meeting: Meeting, context: Context) -> None:
        """What is known; what is being typed is not overwritten."""
        if self._was is None or (meeting.place, meeting.agenda) != (self._was.place, self._was.agenda):
            self.place.setText(meeting.place)
            self.agenda.setText(meeting.agenda)
        self._was = meeting
        open_, closed = (
            (self.tr("rapat dibuka"), Tone.OK, Sign.CHECK),
            (self.tr("rapat ditutup"), Tone.NEUTRAL, Sign.LOCK),
        )
        fresh = (self.tr("rapat belum dibuka"), Tone.WARN, Sign.EMPTY)
        self.state.show_state(*(open_ if meeting.open else closed if meeting.ever_opened else fresh))
        words = self.tr("Perbarui") if meeting.open else self.tr("Buka rapat")
        self.open_button.setText(words)
        self.open_button.setAccessibleName(words)
        context.guard(Act.MEETING, self.open_button, self.plan_button, self.place, self.agenda)
        context.guard(Act.APPROVE, self.close_button)
        self.close_button.setVisible(meeting.open)
        self.plan_button.setVisible(not meeting.open)

    def forget(self) -> None:
        """Another pemilihan."""
        self._was = None

    def _open(self) -> None:
        fact = Opened(self.place.text().strip(), self.agenda.text().strip())
        again = self._was is not None and self._was.open
        self.noted.emit([(fact, None)], self.tr("Catatan rapat diperbarui.") if again else self.tr("Rapat dibuka."))

    def _plan(self) -> None:
        """The invitation goes out the day before."""
        fact = Planned(self.place.text().strip(), self.agenda.text().strip())
        self.noted.emit([(fact, None)], self.tr("Tempat dan acara tersimpan untuk undangan."))

    def _close(self) -> None:
        self.noted.emit([(Closed(), None)], self.tr("Rapat ditutup."))


class AttendanceCard(Card):
    """Who takes part. Of each contestant at most two saksi are named, one is in the room."""

    noted = Signal(list, str)

    def __init__(self) -> None:
        super().__init__(self.tr("Daftar hadir"))
        self._sitting: Sitting | None = None
        self.seats: tuple[Seat, ...] = ()
        self.says = label("", "muted", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Peserta rapat"))
        self.list.currentRowChanged.connect(lambda _row: self._show_verbs())
        self.add = button(self.tr("Tambah"), lambda: self._ask(None), icon_name="plus")
        self.change = button(self.tr("Ubah"), lambda: self._ask(self.chosen), icon_name="pencil")
        self.toggle = button("", self._toggle)
        self.sign = button(self.tr("Tanda tangan"), self._ask_signature)
        self.sign.setToolTip(self.tr("Menandatangani D.HASIL atau menolak"))
        self.form = ActionForm()
        self.form.submitted.connect(self._submitted)
        self.form.left.connect(self.close_form)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        for control in (self.add, self.change, self.toggle, self.sign):
            row.addWidget(control)
        row.addStretch(1)
        self._below = QStackedWidget()
        self._below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._below.addWidget(buttons)
        self._below.addWidget(self.form)
        self.body.addWidget(self.says)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._below)

    @property
    def chosen(self) -> Seat | None:
        row = self.list.currentRow()
        return self.seats[row] if 0 <= row < len(self.seats) else None

    def show_meeting(self, sitting: Sitting, context: Context) -> None:
        """Fill the list; the chosen one stays chosen."""
        here = max(0, self.list.currentRow())
        self._sitting = sitting
        order = list(Capacity)
        self.seats = tuple(
            sorted(
                sitting.meeting.seats, key=lambda one: (order.index(Capacity(one.fact.capacity)), one.fact.contestant)
            )
        )
        self.list.clear()
        for seat in self.seats:
            self.list.addItem(QListWidgetItem(_seat_words(seat, sitting.meeting.signature_of(seat.fact))))
        self.list.setCurrentRow(min(here, len(self.seats) - 1))
        inside = sum(seat.present for seat in self.seats)
        self.says.setText(
            self.tr("{n} orang di ruang rapat. Saksi: dua bermandat tiap peserta, satu di ruang.").format(n=inside)
        )
        context.guard(Act.MEETING, self.add, self.change, self.toggle, self.sign)
        self._show_verbs()

    def _show_verbs(self) -> None:
        seat = self.chosen
        for control in (self.change, self.toggle):
            control.setVisible(seat is not None)
        self.sign.setVisible(seat is not None and seat.fact.capacity in _SIGNING)
        words = self.tr("Catat keluar") if seat is None or seat.present else self.tr("Catat masuk")
        self.toggle.setText(words)
        self.toggle.setAccessibleName(words)

    def _ask(self, seat: Seat | None) -> None:
        assert self._sitting is not None
        fact = seat.fact if seat else Attended(capacity=Capacity.SAKSI)
        self._editing = seat
        capacities: tuple[tuple[str, Value], ...] = tuple((capacity_words(one), str(one)) for one in Capacity)
        parties: list[tuple[str, Value]] = [(self.tr("bukan saksi peserta"), 0), *contestants(self._sitting.form)]
        title = self.tr("Ubah peserta rapat") if seat else self.tr("Peserta rapat baru")
        spec = FormSpec(
            "attended",
            title,
            self.tr("Catat"),
            (
                Ask("capacity", self.tr("Sebagai"), Kind.CHOICE, capacities, str(fact.capacity)),
                Ask("contestant", self.tr("Saksi dari"), Kind.CHOICE, tuple(parties)),
                Ask("name", self.tr("Nama"), value=fact.name),
                Ask("office", self.tr("Jabatan atau lembaga"), value=fact.office, optional=True),
                Ask("mandate", self.tr("Surat mandat"), value=fact.mandate, optional=True),
            ),
        )
        self.form.ask(spec)
        combo = self.form.controls["contestant"]
        combo.setCurrentIndex(max(0, combo.findData(fact.contestant)))  # type: ignore[union-attr]
        self._below.setCurrentWidget(self.form)
        self.form.focus_first()

    def _ask_signature(self) -> None:
        seat = self.chosen
        if seat is None or self._sitting is None:
            return
        self._editing = seat
        said = self._sitting.meeting.signature_of(seat.fact)
        answers: tuple[tuple[str, Value], ...] = (
            (self.tr("Menandatangani"), _SIGNS),
            (self.tr("Menolak menandatangani"), _REFUSES),
        )
        spec = FormSpec(
            "signed",
            self.tr("{name}: tanda tangan D.HASIL").format(name=seat.fact.name),
            self.tr("Catat"),
            (
                Ask("answer", self.tr("Putusan"), Kind.CHOICE, answers, _REFUSES if said and said.refuses else ""),
                Ask("reason", self.tr("Alasan menolak"), value=said.reason if said else "", optional=True),
            ),
            self.tr("Yang menolak tidak wajib menandatangani; hasilnya tetap sah. Alasannya dicetak."),
        )
        self.form.ask(spec)
        self._below.setCurrentWidget(self.form)
        self.form.focus_first()

    def _submitted(self, act: str, values: dict[str, Value]) -> None:
        if act == "signed":
            self._note_signature(values)
        else:
            self._note_seat(values)

    def _note_signature(self, values: dict[str, Value]) -> None:
        seat = self._editing
        if seat is None:
            return
        refuses = values["answer"] == _REFUSES
        reason = str(values["reason"]) if refuses else ""
        if refuses and not reason:
            self.form.say(self.tr("Alasan menolak belum diisi."))
            self.form.controls["reason"].setFocus()
            return
        fact = Signed(seat.fact.name, seat.fact.capacity, seat.fact.contestant, refuses, reason)
        self.noted.emit([(fact, None)], self.tr("{name} dicatat.").format(name=fact.name))

    def _note_seat(self, values: dict[str, Value]) -> None:
        seat = self._editing
        saksi = values["capacity"] == str(Capacity.SAKSI)
        if saksi and not values["mandate"]:
            self.form.say(self.tr("Saksi perlu surat mandat."))
            return
        fact = Attended(
            name=str(values["name"]),
            capacity=str(values["capacity"]),
            office=str(values["office"]),
            contestant=int(values["contestant"]) if saksi else 0,
            mandate=str(values["mandate"]) if saksi else "",
            present=seat.present if seat else True,
        )
        if seat is None and saksi and self._has_saksi_inside(fact.contestant):
            fact = replace(fact, present=False)  # the second one named waits outside
        self.noted.emit([(fact, seat.id if seat else None)], self.tr("{name} dicatat.").format(name=fact.name))

    def _has_saksi_inside(self, contestant: int) -> bool:
        return any(seat.is_saksi and seat.present and seat.fact.contestant == contestant for seat in self.seats)

    def _toggle(self) -> None:
        seat = self.chosen
        if seat is not None:
            fact: Fact = replace(seat.fact, present=not seat.present)
            self.noted.emit([(fact, seat.id)], "")

    def close_form(self) -> None:
        """Back to the list."""
        self._below.setCurrentIndex(0)
        self.list.setFocus()


class RapatView(QWidget):
    """Meeting and schedule at the left, attendance at the right."""

    noted = Signal(list, str)
    """Facts with what they answer, and what to say when they are written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meeting, self.schedule, self.attendance = MeetingCard(), ScheduleCard(), AttendanceCard()
        left = QVBoxLayout()
        left.setSpacing(px(12))
        left.addWidget(self.meeting)
        left.addWidget(self.schedule, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addLayout(left, 1)
        row.addWidget(self.attendance, 1)
        for card in (self.meeting, self.schedule, self.attendance):
            card.noted.connect(self.noted)
        self.setFocusProxy(self.meeting.place)

    def show_meeting(self, sitting: Sitting, context: Context) -> None:
        """What is known of the meeting."""
        self.meeting.show_meeting(sitting.meeting, context)
        self.schedule.show_meeting(sitting, context)
        self.attendance.show_meeting(sitting, context)

    def forget(self) -> None:
        """Another pemilihan: nothing half-typed belongs to it."""
        self.meeting.forget()
        self.schedule.forget()
        self.attendance.close_form()

    def done(self) -> None:
        """What was asked for is written."""
        if self.attendance.form.isVisible():
            self.attendance.close_form()


def _seat_words(seat: Seat, said: Signed | None) -> str:
    """``● Saksi 02 · BUDI · mandat 12/2024``; an empty circle is outside."""
    translate, fact = QCoreApplication.translate, seat.fact
    mandate = translate("Pleno", "mandat {0}").format(fact.mandate) if fact.mandate else ""
    who = capacity_words(fact.capacity)
    who = f"{who} {fact.contestant:02d}" if seat.is_saksi else who
    parts = [who, fact.name, fact.office, mandate]
    where = "●" if seat.present else "○"
    parts += [] if seat.present else [translate("Pleno", "di luar")]
    if said is not None:
        parts.append(translate("Pleno", "menolak ttd") if said.refuses else translate("Pleno", "menandatangani"))
    return f"{where}  {' · '.join(part for part in parts if part)}"
