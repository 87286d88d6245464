"""Beside the wall: whose number the box in question belongs to, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.digit_wall import WallCell
from sirekap_desktop.ui.periksa.editor import CropView
from sirekap_desktop.ui.periksa.words import field_name
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets.basics import button, label
from sirekap_desktop.ui.widgets.cards import Card
from sirekap_desktop.ui.widgets.pill import Pill

_NUMBER_PX = 80


def place_name(cell: WallCell, desa: str) -> str:
    """``KABIRAAN · TPS 003``."""
    return QCoreApplication.translate("WallSide", "{0} · TPS {1}").format(desa, cell.tps[-3:])


class WallSide(QWidget):
    """Shows one box; emits what the operator chose."""

    toggled = Signal()
    opened = Signal()
    wall_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(px(292))
        self._number = CropView(self.tr("Kotak-kotak angka ini"), flat=_NUMBER_PX)
        self._place, self._name, self._value = (label("", role, wrap=True) for role in ("heading", "", "strong"))
        self._pill = Pill()
        self.mark = button("", self.toggled.emit, primary=True)
        self.open = button(self.tr("Buka di Periksa"), self.opened.emit)
        card = Card()
        for item in (self._place, self._name, self._number, self._value, self._pill, self.mark, self.open):
            card.body.addWidget(item)
        self._counts = label("", "small", wrap=True)
        self.previous = button(self.tr("Dinding sebelum"), lambda: self.wall_wanted.emit(-1), icon_name="chevron_left")
        self.next = button(self.tr("Dinding berikut"), lambda: self.wall_wanted.emit(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(10), px(10), px(12), px(10))
        column.addWidget(card)
        column.addWidget(self._hint())
        column.addStretch(1)
        for item in (self._counts, self.previous, self.next):
            column.addWidget(item)
        self.card = card

    def _hint(self) -> QWidget:
        return label(
            self.tr(
                "Cari kotak yang tampak lain daripada yang di sekitarnya. Yang ditandai ragu diketik ulang di Periksa, "
                "tanpa melihat bacaan mesin."
            ),
            "small",
            wrap=True,
        )

    def show_cell(self, cell: WallCell | None, desa: str, number: QImage | None, *, marked: bool) -> None:
        """Show the box in question, or nothing."""
        self.card.setVisible(cell is not None)
        if cell is None:
            return
        self._place.setText(place_name(cell, desa))
        self._name.setText(f"{cell.form.short_name} · {field_name(cell.field)}")
        self._value.setText(self._words(cell))
        self._number.show_image(number)
        self._pill.setVisible(marked)
        self._pill.show_state(self.tr("ragu, diketik ulang"), Tone.BAD, Sign.BANG)
        self.mark.setText(self.tr("Tarik tanda ragu") if marked else self.tr("Tandai ragu"))
        self.mark.setAccessibleName(self.mark.text())

    def _words(self, cell: WallCell) -> str:
        value = format_count(cell.value)
        if cell.entry is None:
            return self.tr("Terbukti {0}, belum dicatat").format(value)
        return self.tr("Dicatat {0} oleh {1}").format(value, cell.entry.who)

    def show_counts(self, text: str, *, has_previous: bool, has_next: bool) -> None:
        """How much there is, and where one can go."""
        self._counts.setText(text)
        self.previous.setEnabled(has_previous)
        self.next.setEnabled(has_next)
