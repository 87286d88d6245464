"""Which desa are read on which day, and in which panel."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from sirekap_desktop.jobs.pleno import Sitting
from sirekap_desktop.models.pleno.facts import Fact, PanelSet, Scheduled
from sirekap_desktop.models.pleno.meeting import MOST_PANELS, Meeting
from sirekap_desktop.models.records import Desa
from sirekap_desktop.models.roles import Act
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, button, label, scroll

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context

_SHOWN, _STORED = "%d-%m-%Y", "%Y-%m-%d"


def day_shown(stored: str) -> str:
    """``2024-02-18`` → ``18-02-2024``."""
    return _converted(stored, _STORED, _SHOWN) or ""


def day_stored(text: str) -> str | None:
    """``18-02-2024`` (or with slashes) → ``2024-02-18``; empty stays empty, ``None`` is no day."""
    return _converted(text.strip().replace("/", "-"), _SHOWN, _STORED) if text.strip() else ""


def _converted(text: str, given: str, wanted: str) -> str | None:
    with suppress(ValueError):
        return datetime.strptime(text, given).strftime(wanted)  # noqa: DTZ007 - a day has no zone
    return None


class ScheduleCard(Card):
    """A line for each desa, and the leaders of the panels."""

    noted = Signal(list, str)

    def __init__(self) -> None:
        super().__init__(self.tr("Jadwal dan panel"))
        self._was: Meeting | None = None
        self._desa: tuple[Desa, ...] = ()
        self.days: dict[str, QLineEdit] = {}
        self.panels: dict[str, QComboBox] = {}
        self._rows = QWidget()
        self._rows.setObjectName("scrollBody")
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, px(8), 0)
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(0, 1)
        self.leaders: list[QLineEdit] = []
        leaders = QGridLayout()
        for number in range(MOST_PANELS):
            edit = QLineEdit()
            edit.setPlaceholderText(self.tr("Pemimpin panel {n}").format(n=number + 1))
            edit.setAccessibleName(edit.placeholderText())
            self.leaders.append(edit)
            leaders.addWidget(edit, number // 2, number % 2)
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        self.save = button(self.tr("Simpan jadwal dan panel"), self._save)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addWidget(self.problem, 1)
        row.addStretch(1)
        self.body.addWidget(scroll(self._rows), 1)
        self.body.addLayout(leaders)
        self.body.addLayout(row)

    def show_meeting(self, sitting: Sitting, context: Context) -> None:
        """Fill it, unless nothing changed since: what is being typed stays."""
        meeting = sitting.meeting
        same = self._was is not None and (self._was.days, self._was.panels) == (meeting.days, meeting.panels)
        if not same or set(self._desa) != set(sitting.desa):
            self._build(sitting)
        self._was = meeting
        context.guard(Act.MEETING, self.save, *self.days.values(), *self.panels.values(), *self.leaders)

    def forget(self) -> None:
        """Another pemilihan."""
        self._was = None

    def _build(self, sitting: Sitting) -> None:
        while (cell := self._grid.takeAt(0)) is not None:
            if widget := cell.widget():
                widget.hide()
                widget.deleteLater()
        self._desa, self.days, self.panels = sitting.desa, {}, {}
        for row, desa in enumerate(sitting.desa):
            self._add(row, desa, sitting.meeting)
        self._grid.setRowStretch(len(sitting.desa), 1)
        names = {panel.number: panel.leader for panel in sitting.meeting.panels}
        for number, edit in enumerate(self.leaders, 1):
            edit.setText(names.get(number, ""))

    def _add(self, row: int, desa: Desa, meeting: Meeting) -> None:
        day = QLineEdit(day_shown(meeting.day_of(desa.code)))
        day.setPlaceholderText(self.tr("hh-bb-tttt"))
        day.setAccessibleName(self.tr("Tanggal {desa}").format(desa=desa.name))
        day.setFixedWidth(px(120))
        panel = QComboBox()
        panel.addItem(self.tr("tanpa panel"), 0)
        for number in range(1, MOST_PANELS + 1):
            panel.addItem(self.tr("panel {n}").format(n=number), number)
        panel.setCurrentIndex(meeting.panel_of(desa.code))
        panel.setAccessibleName(self.tr("Panel {desa}").format(desa=desa.name))
        self.days[desa.code], self.panels[desa.code] = day, panel
        for place, widget in enumerate((label(desa.name, "strong"), day, panel)):
            self._grid.addWidget(widget, row, place)

    # -- saving --------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        problem = self._wrong()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem:
            noted: list[tuple[Fact, str | None]] = [(self._schedule(), None), *((one, None) for one in self._changed())]
            self.noted.emit(noted, self.tr("Jadwal dan panel disimpan."))

    def _wrong(self) -> str:
        for desa in self._desa:
            if day_stored(self.days[desa.code].text()) is None:
                return self.tr("Tanggal {desa} ditulis seperti 18-02-2024.").format(desa=desa.name)
        for number, edit in enumerate(self.leaders, 1):
            if self._of_panel(number) and not edit.text().strip():
                return self.tr("Panel {n} belum punya pemimpin.").format(n=number)
        return ""

    def _schedule(self) -> Scheduled:
        """By day; of one day as they stood."""
        days = [(desa.code, day_stored(self.days[desa.code].text()) or "") for desa in self._desa]
        return Scheduled(tuple(sorted(days, key=lambda item: item[1] or "9999")))

    def _of_panel(self, number: int) -> tuple[str, ...]:
        return tuple(desa.code for desa in self._desa if self.panels[desa.code].currentData() == number)

    def _changed(self) -> list[PanelSet]:
        """The panels that are not as they were; those that lose their desa too."""
        before = {panel.number: panel for panel in (self._was.panels if self._was else ())}
        found = []
        for number, edit in enumerate(self.leaders, 1):
            was = before.get(number)
            leader = edit.text().strip() or (was.leader if was else "")
            now = PanelSet(number, leader, self._of_panel(number))
            if now.desa or was:
                found.append((was, now))
        return [now for was, now in found if was is None or set(was.desa) != set(now.desa) or was.leader != now.leader]
