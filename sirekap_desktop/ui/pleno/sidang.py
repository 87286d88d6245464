"""One TPS before the meeting: its figures row by row, the current one large, and what can be done now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.pleno import PEMBETULAN, Figure, Sitting, TpsInMeeting, TpsLine
from sirekap_desktop.jobs.pleno_compare import compared
from sirekap_desktop.models.pleno.machine import Stage
from sirekap_desktop.ui.periksa.pictures import FieldCrops
from sirekap_desktop.ui.pleno.acts import AT_ONCE, PHOTO, acts_for, form_for
from sirekap_desktop.ui.pleno.figures import FigureTable, Typing
from sirekap_desktop.ui.pleno.forms import ActionForm, column
from sirekap_desktop.ui.pleno.tps_list import TpsList
from sirekap_desktop.ui.pleno.words import caption, change_words, figure_words, minutes, stage_state
from sirekap_desktop.ui.theme import color, current_scale, font, px
from sirekap_desktop.ui.widgets import Card, Pill, StackedBar, button, label

_ACROSS = 4
"""Buttons side by side."""
_CROP_PX = 84
_LINES = 3
"""Of the minutes; the rest is in their tooltip."""


class CurrentFigure(Card):
    """The row that is being read out: picture, words and number, large."""

    def __init__(self) -> None:
        super().__init__()
        self.older, self.picture = QLabel(), QLabel()
        self.words = label("", "heading", wrap=True)
        self.value = QLabel()
        self.value.setFont(font(46, bold=True))
        self.value.setStyleSheet(f"font-size: {px(46)}px; font-weight: 700;")
        row = QHBoxLayout()
        self.change = label("", "strong", wrap=True)
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addWidget(self.words)
        beside.addWidget(self.change)
        beside.addStretch(1)
        row.addWidget(self.older)
        row.addWidget(self.picture)
        row.addLayout(beside, 1)
        row.addWidget(self.value)
        self.body.setContentsMargins(px(12), px(6), px(16), px(6))
        self.body.addLayout(row)
        self.setFixedHeight(px(_CROP_PX + 14))

    def show_figure(self, figure: Figure | None, crops: FieldCrops | None, older: FieldCrops | None = None) -> None:
        """Another row; ``older`` is what the photo before the meeting's own shows."""
        words, value = (caption(figure.field), figure_words(figure)) if figure else ("", "")
        self.change.setText(change_words(figure) if figure else "")
        self.change.setVisible(bool(self.change.text()))
        self.words.setText(words)
        self.value.setText(value)
        self.value.setAccessibleName(f"{words}: {value}")
        self._show_crops(self.picture, crops, self.tr("foto baru") if older else "")
        self._show_crops(self.older, older, self.tr("foto lama"))

    def _show_crops(self, picture: QLabel, crops: FieldCrops | None, name: str) -> None:
        picture.setVisible(crops is not None)
        picture.setToolTip(name)
        picture.setAccessibleName(name)
        if crops is not None:
            room = QSize(px(200 if name else 260), px(_CROP_PX - 16 if name else _CROP_PX))
            mode = Qt.TransformationMode.SmoothTransformation
            shown = QPixmap.fromImage(crops.boxes).scaled(room, Qt.AspectRatioMode.KeepAspectRatio, mode)
            picture.setPixmap(_named(shown, name) if name else shown)


def _named(picture: QPixmap, name: str) -> QPixmap:
    """The crop with its name on a strip below, so that nobody takes the old photo for the new one."""
    strip = px(16)
    whole = QPixmap(picture.width(), picture.height() + strip)
    whole.fill(color("surface"))
    painter = QPainter(whole)
    painter.drawPixmap(0, 0, picture)
    painter.setFont(font(10, scale=current_scale()))
    painter.setPen(color("text"))
    painter.drawText(0, picture.height(), picture.width(), strip, Qt.AlignmentFlag.AlignCenter, name)
    painter.end()
    return whole


class SidangView(QWidget):
    """The list at the left, the TPS at the right."""

    stepped = Signal()
    """Another row, or another TPS."""

    opened = Signal(str)
    acted = Signal(str, dict)
    """An act with its values."""

    hints_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sitting: Sitting | None = None
        self.tps: TpsInMeeting | None = None
        self._asked_for = ""
        """The field that a pembetulan was asked for: the operator may look at other rows meanwhile."""
        self.list = TpsList()
        self.list.opened.connect(self.opened)
        self.progress = StackedBar()
        self.count = label("", "small")
        self.panel = QComboBox()
        self.panel.setAccessibleName(self.tr("Panel"))
        self.panel.activated.connect(lambda _row: self._show_lines())
        self.table = FigureTable()
        self.table.stepped.connect(lambda _row: self._show_current())
        self.table.ended.connect(self._end)
        self.table.submitted.connect(self._submit_typed)
        self.form = ActionForm()
        self.form.submitted.connect(self._submitted)
        self.form.left.connect(self.close_form)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(self._make_side())
        row.addWidget(self._make_main(), 1)
        self.setFocusProxy(self.table)

    def _make_side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(px(372))
        left = column(side)
        left.addWidget(self.panel)
        left.addWidget(self.count)
        left.addWidget(self.progress)
        left.addWidget(self.list, 1)
        return side

    def _make_main(self) -> QWidget:
        self.place = label("", "big")
        self.stage = Pill()
        self.why = label("", "muted", wrap=True)
        self.current = CurrentFigure()
        head = QHBoxLayout()
        head.addWidget(self.place)
        head.addWidget(self.stage)
        head.addWidget(self.why, 1)
        main = QWidget()
        right = column(main)
        right.addLayout(head)
        right.addWidget(self.current)
        right.addWidget(self.table, 1)
        right.addWidget(self._make_below())
        return main

    def _make_below(self) -> QWidget:
        """Minutes and buttons, or the form of an act."""
        self.minutes = label("", "", wrap=True)
        buttons = QWidget()
        self._grid = QGridLayout(buttons)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(6))
        self.buttons: dict[str, QPushButton] = {}
        acts = QWidget()
        lower = column(acts)
        lower.addWidget(self.minutes)
        lower.addWidget(buttons)
        self._below = QStackedWidget()
        self._below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._below.addWidget(acts)
        self._below.addWidget(self.form)
        return self._below

    # -- showing -------------------------------------------------------------------------------------------------

    def show_sitting(self, sitting: Sitting) -> None:
        """Where the meeting stands."""
        self.sitting = sitting
        self._show_panels(sitting)
        self._show_lines()
        if self.tps is not None:
            self.list.show_current(self.tps.code)

    @property
    def lines(self) -> tuple[TpsLine, ...]:
        """Those of the panel that is chosen."""
        return self.sitting.of_panel(self.panel.currentData() or 0) if self.sitting else ()

    def _show_panels(self, sitting: Sitting) -> None:
        """What can be chosen: all, or the TPS of one panel; hidden where the meeting has no panels."""
        chosen = self.panel.currentData()
        self.panel.clear()
        self.panel.addItem(self.tr("Semua TPS"), 0)
        for panel in sitting.meeting.panels:
            self.panel.addItem(self.tr("Panel {n}: {leader}").format(n=panel.number, leader=panel.leader), panel.number)
        self.panel.setCurrentIndex(max(0, self.panel.findData(chosen)))
        self.panel.setVisible(bool(sitting.meeting.panels))

    def _show_lines(self) -> None:
        lines = self.lines
        approved = sum(line.stage is Stage.APPROVED for line in lines)
        self.list.show_lines(lines)
        words = self.tr("{n} dari {total} TPS disahkan")
        self.count.setText(words.format(n=format_count(approved), total=format_count(len(lines))))
        parts = [(approved, color("disahkan")), (len(lines) - approved, color("border"))]
        self.progress.show_parts(parts, self.count.text())

    def show_tps(self, tps: TpsInMeeting) -> None:
        """The TPS before the meeting; the same one stays at its row, and a form that is open stays open."""
        same = self.tps is not None and self.tps.code == tps.code
        step = self.table.step if same else 0
        if not same:
            self.close_form()
        self.tps = tps
        self.list.show_current(tps.code)
        copies = {one.field.name: tps.copies(one.field.name) for one in tps.figures}
        self.table.show_figures(tps.figures, copies, step)
        self._show_head(tps)
        self._show_buttons(tps)
        self._show_current()

    def _show_head(self, tps: TpsInMeeting) -> None:
        self.place.setText(f"{tps.view.desa.name} · {tps.view.tps.label}")
        self.stage.show_state(*stage_state(tps.stage, complete=bool(tps.figures)))
        refused = {self._refusal(act.kind) for act in acts_for(tps)}
        self.why.setText(refused.pop() if len(refused) == 1 else "" if tps.figures else tps.refusals["read_out"])
        lines = minutes(tps)
        shown = lines[-_LINES:]
        if len(lines) > _LINES:
            shown = [self.tr("… dan {n} catatan lain").format(n=len(lines) - _LINES), *shown]
        self.minutes.setText("\n".join(shown))
        self.minutes.setToolTip("\n".join(lines))
        self.minutes.setVisible(bool(lines))

    def _show_buttons(self, tps: TpsInMeeting) -> None:
        while (cell := self._grid.takeAt(0)) is not None:
            if widget := cell.widget():
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        for number, act in enumerate(acts_for(tps)):
            control = button(f"{act.label}  ({act.key})", self._presser(act.kind), primary=act.primary)
            control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            reason = self._refusal(act.kind)
            control.setEnabled(not reason)
            control.setToolTip(reason)
            self._grid.addWidget(control, number // _ACROSS, number % _ACROSS)
            self.buttons[act.kind] = control

    def _refusal(self, kind: str) -> str:
        assert self.tps is not None
        return self.tps.refusals[PEMBETULAN if kind == PHOTO else kind]

    def _show_current(self) -> None:
        step = self.table.step
        figures = self.tps.figures if self.tps else ()
        self.current.show_figure(figures[step] if 0 <= step < len(figures) else None, None)
        self.current.setVisible(bool(figures))
        self.stepped.emit()

    def show_crops(self, crops: FieldCrops | None, older: FieldCrops | None = None) -> None:
        """The picture of the current row, and what the photo before the meeting's own shows."""
        step = self.table.step
        if self.tps is not None and 0 <= step < len(self.tps.figures):
            self.current.show_figure(self.tps.figures[step], crops, older)

    # -- acting --------------------------------------------------------------------------------------------------

    @property
    def asking(self) -> bool:
        """Whether a form is open."""
        return self._below.currentWidget() is self.form

    def act(self, kind: str) -> None:
        """What a button or its key does: most acts ask first."""
        if self.tps is None or self.sitting is None or self.asking or kind not in self.buttons:
            return
        if reason := self._refusal(kind):
            self.acted.emit("", {"reason": reason})
            return
        if kind in AT_ONCE:
            self.acted.emit(kind, {})
            return
        step = max(0, self.table.step)
        self._asked_for = self.tps.figures[step].field.name if self.tps.figures else ""
        self.form.ask(form_for(kind, self.sitting, self.tps, step))
        self._below.setCurrentWidget(self.form)
        self.form.focus_first()
        typing = {"compared": Typing.COPY, "recounted": Typing.RECOUNT}
        self.table.figures.begin(typing.get(kind, Typing.NOTHING))
        self.hints_changed.emit()

    def _presser(self, kind: str) -> Callable[[], None]:
        return lambda: self.act(kind)

    def close_form(self) -> None:
        """Back to the buttons; what was typed is gone."""
        self.table.figures.begin(Typing.NOTHING)
        self._below.setCurrentIndex(0)
        if self.tps is not None:
            self.table.setFocus()
        self.hints_changed.emit()

    def _submitted(self, kind: str, values: dict[str, str | int]) -> None:
        model = self.table.figures
        given: dict[str, object] = dict(values)
        if kind == "compared":
            given["fact"] = compared(model.figures, str(values["holder"]), model.differences)
        elif kind == "recounted":
            given["counted"] = model.typed
        elif kind == PEMBETULAN:
            given["field"] = self._asked_for
        self.acted.emit(kind, given)

    def _submit_typed(self) -> None:
        if self.asking:
            self.form.submit()

    def _end(self) -> None:
        """Enter on the last row: the TPS was read out; while digits are taken, to the form's button."""
        if self.asking:
            self.form.yes.setFocus()
        elif self.tps is not None and self.tps.stage is Stage.WAITING:
            self.act("read_out")
        elif self.tps is not None and self.tps.stage is Stage.READ:
            self.act("approved")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().upper()
        act = next((one for one in (acts_for(self.tps) if self.tps else ()) if one.key == key), None)
        if act is not None and not self.asking:
            self.act(act.kind)
        elif event.key() == Qt.Key.Key_Escape and self.asking:
            self.close_form()
        elif event.key() == Qt.Key.Key_Escape:
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def key_hints(self) -> list[tuple[str, str]]:
        """The keys that work now."""
        if self.asking:
            typing = self.table.figures.typing is not Typing.NOTHING
            digits = [
                ("Tab", self.tr("ke tabel")),
                ("0–9", self.tr("angka pada baris")),
                ("Ctrl Enter", self.tr("catat")),
            ]
            return [*(digits if typing else [("Enter", self.tr("lanjut, catat"))]), ("Esc", self.tr("batal"))]
        return [
            ("Enter", self.tr("baris berikut")),
            ("↑ ↓", self.tr("baris")),
            ("Esc", self.tr("daftar TPS")),
            ("Ctrl PgDn", self.tr("TPS berikut")),
        ]
