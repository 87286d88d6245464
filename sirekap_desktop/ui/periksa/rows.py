"""The numbers of one page in the order of the form: crop, value and state, L, P and Jml side by side as on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from sirekap_desktop.forms.model import FormDefinition, Part
from sirekap_desktop.jobs.checking import FieldTask, Mode
from sirekap_desktop.ui.icons import paint_icon
from sirekap_desktop.ui.periksa.pictures import FieldCrops
from sirekap_desktop.ui.periksa.words import (
    confidence_text,
    evidence_text,
    field_name,
    part_text,
    party_heading,
    row_caption,
    shown_value,
    sirekap_differs,
    sirekap_text,
    state,
)
from sirekap_desktop.ui.theme import color, current_scale, font, px, tone_colors
from sirekap_desktop.ui.widgets.basics import label
from sirekap_desktop.ui.widgets.pill import paint_pill, pill_size

_COMPACT_ROWS = 6
"""Pages with more rows than this (page 1) show smaller crops, so that a page is seen without scrolling."""


_SMALL_CROP, _LARGE_CROP = 22, 34
_COLUMNS = {Part.L: 1, Part.P: 2, Part.J: 3}


class NumberCell(QWidget):
    """One number: its crop, its value, its state as a sign (a word where there is room)."""

    chosen = Signal(str)

    def __init__(self, task: FieldTask, crop: QImage | None, *, wide: bool, crop_height: int) -> None:
        super().__init__()
        self._wide = wide
        self._crop_height = crop_height
        self._crop = QPixmap.fromImage(crop) if crop else QPixmap()
        self._current = False
        self.setObjectName(f"isian_{task.field.name}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_task(task)

    def show_task(self, task: FieldTask) -> None:
        """Show what is known now about this field."""
        self.task = task
        word, self._tone, self._sign = state(task)
        self._word, self._value = word, shown_value(task)
        known = task.recorded or task.revealed
        self._evidence = evidence_text(task.reading) if known else ""
        confidence = confidence_text(task.reading) if known else ""
        sirekap = sirekap_text(task)
        differs = sirekap_differs(task)
        shown = sirekap if self._wide else sirekap.removeprefix("Sirekap ")  # a narrow cell has no room for the name
        self._sirekap = f"≠ {shown}" if differs else ""
        spoken = [f"{field_name(task.field)}: {self._value}", word, sirekap if differs else ""]
        self.setAccessibleName(", ".join(part for part in spoken if part))
        self.setToolTip(" · ".join(part for part in (word, self._evidence, confidence, sirekap) if part))
        self.update()

    def set_current(self, current: bool) -> None:
        """Mark this as the field that has the focus."""
        if current != self._current:
            self._current = current
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(300 if self._wide else 128), px(self._crop_height + 10))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.task.field.name)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter)
        right = self._paint_state(painter, self.width() - px(6))
        left = self._paint_crop(painter)
        self._paint_value(painter, left, right)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = QPen(color("focus"), 2) if self._current else QPen(color("border"), 1)
        painter.setPen(pen)
        painter.setBrush(color("current" if self._current else "surface"))
        painter.drawRoundedRect(box, 6, 6)

    def _paint_crop(self, painter: QPainter) -> float:
        if self._crop.isNull():
            return px(6)
        height = px(self._crop_height)
        width = min(height * self._crop.width() / self._crop.height(), self.width() * 0.62)
        place = QRectF(px(5), (self.height() - height) / 2, width, height)
        painter.drawPixmap(place, self._crop, QRectF(self._crop.rect()))
        return place.right()

    def _paint_state(self, painter: QPainter, right: float) -> float:
        if self._wide:
            size = pill_size(self._word, self._sign)
            top = (self.height() - size.height()) / 2
            paint_pill(painter, QRectF(right - size.width(), top, 0, 0).topLeft(), self._word, self._tone, self._sign)
            return right - size.width() - px(8)
        side = px(12)
        area = QRectF(right - side, (self.height() - side) / 2, side, side)
        paint_icon(painter, area, self._sign.value, tone_colors(self._tone).text)
        return area.left() - px(4)

    def _paint_value(self, painter: QPainter, left: float, right: float) -> None:
        known = self.task.mode is Mode.DONE or self.task.revealed
        wordy = not self._value[:1].isdigit()
        size = 13 if wordy else 20 if self._wide else 16
        painter.setFont(font(size, bold=known, scale=current_scale()))
        painter.setPen(color("text" if known else "muted"))
        place = QRectF(left + px(2), 0, right - left - px(2), self.height())
        if self._sirekap:
            self._paint_sirekap(painter, place)
            painter.setFont(font(size, bold=known, scale=current_scale()))
            painter.setPen(color("text"))
            place = place.adjusted(0, 0, 0, -px(11))
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._value)
        if self._wide and self._evidence:
            painter.setFont(font(11, scale=current_scale()))
            painter.setPen(color("ok"))
            beside = place.adjusted(px(6), 0, -px(48), 0)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self._evidence)

    def _paint_sirekap(self, painter: QPainter, place: QRectF) -> None:
        """Below the recorded value, only where Sirekap has another one."""
        painter.setFont(font(10, bold=True, scale=current_scale()))
        painter.setPen(color("warn"))
        below = place.adjusted(-px(60), 0, 0, -px(2))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, self._sirekap)


class PageRows(QWidget):
    """All rows of one page; rebuilt when page or photo change, updated in place when an entry changes."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self._body: QWidget | None = None
        self.cells: dict[str, NumberCell] = {}

    def build(self, form: FormDefinition, tasks: Sequence[FieldTask], crops: Mapping[str, FieldCrops]) -> None:
        """Show these fields anew."""
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        self._body = QWidget(self)
        self.cells = {}
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(5))
        grid.setVerticalSpacing(px(3))
        grid.setColumnStretch(0, 3)
        for column in (1, 2, 3):
            grid.setColumnStretch(column, 2)
        self._fill(grid, form, tasks, crops)
        self._column.addWidget(self._body)

    def show_tasks(self, tasks: Sequence[FieldTask]) -> None:
        """Update values and states."""
        for task in tasks:
            if cell := self.cells.get(task.field.name):
                cell.show_task(task)

    def set_current(self, name: str | None) -> NumberCell | None:
        """Mark the focused field; returns its cell."""
        for key, cell in self.cells.items():
            cell.set_current(key == name)
        return self.cells.get(name) if name else None

    def _fill(
        self, grid: QGridLayout, form: FormDefinition, tasks: Sequence[FieldTask], crops: Mapping[str, FieldCrops]
    ) -> None:
        titles = {section.id: section.title for section in form.sections}
        rows = dict.fromkeys(task.field.row for task in tasks)
        crop_height = _SMALL_CROP if len(rows) > _COMPACT_ROWS else _LARGE_CROP
        section, line = "", 0
        for row in rows:
            members = [task for task in tasks if task.field.row == row]
            if members[0].field.section != section:
                section = members[0].field.section
                heading = party_heading(form, members[0].field) or f"{section}. {titles.get(section, '')}"
                grid.addWidget(label(heading.strip(), "section", wrap=True), line, 0, 1, 4)
                line += 1
                line += self._add_part_captions(grid, line, members)
            self._add_row(grid, form, line, members, crops, crop_height)
            line += 1

    @staticmethod
    def _add_part_captions(grid: QGridLayout, line: int, members: Sequence[FieldTask]) -> int:
        """``L · P · Jml`` above their columns; returns how many lines that took."""
        if len(members) == 1:
            return 0
        for task in members:
            caption = label(part_text(task.field.part), "small")
            caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(caption, line, _COLUMNS[task.field.part])
        return 1

    def _add_row(
        self,
        grid: QGridLayout,
        form: FormDefinition,
        line: int,
        members: Sequence[FieldTask],
        crops: Mapping[str, FieldCrops],
        crop_height: int,
    ) -> None:
        first = members[0].field
        words = first.short_label if crop_height == _SMALL_CROP else first.label
        number = first.number.removeprefix(first.section + ".")
        caption = label(row_caption(form, first) or f"{number}  {words}", wrap=True)
        caption.setToolTip(first.label)
        grid.addWidget(caption, line, 0)
        for task in members:
            wide = task.field.part is Part.ONLY
            crop = crops.get(task.field.name)
            cell = NumberCell(task, crop.boxes if crop else None, wide=wide, crop_height=crop_height)
            cell.chosen.connect(self.chosen)
            self.cells[task.field.name] = cell
            if wide:
                grid.addWidget(cell, line, 1, 1, 3)
            else:
                grid.addWidget(cell, line, _COLUMNS[task.field.part])
