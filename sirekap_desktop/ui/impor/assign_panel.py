"""The right side of the assignment: which photo, which page, which TPS, and the tools for the photo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from sirekap_desktop.jobs.regroup import Loose
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.ui.impor.tps_picker import TpsPicker
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets import Card, Pill, button, label

TOOLS = ("rotate", "corners", "replace", "move", "versions")


class PageChooser(QWidget):
    """Which page a photo shows: one key, 1 to 9, or a click."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Halaman formulir"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(6))
        self._pages: tuple[int, ...] = ()
        self.page: int | None = None

    def ask(self, pages: Sequence[int]) -> None:
        """Ask anew."""
        self._pages, self.page = tuple(pages), None
        self._show()

    def _show(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for number in self._pages:
            text = self.tr("Halaman {n}").format(n=number)
            chip = button(text, partial(self.choose, number))
            chip.setProperty("chip", "true")
            chip.setCheckable(True)
            chip.setChecked(number == self.page)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._row.addWidget(chip)
        self._row.addStretch(1)

    def choose(self, number: int) -> None:
        """Take a page, if the form has it."""
        if number in self._pages:
            self.page = number
            self._show()
            self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal() and int(event.text()) in self._pages:
            self.choose(int(event.text()))
        else:
            super().keyPressEvent(event)


class AssignPanel(Card):
    """``tool`` asks for one of :data:`TOOLS` on the current photo."""

    tool = Signal(str)
    later = Signal()
    back = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setFixedWidth(px(430))
        self._count = label("", "small")
        self._file = label("", "heading", wrap=True)
        self._mates = QWidget()
        self._mates_row = QHBoxLayout(self._mates)
        self._mates_row.setContentsMargins(0, 0, 0, 0)
        self._mates_row.setSpacing(px(5))
        self.reason = label("", "muted", wrap=True)
        self._page_caption = label(self.tr("Halaman berapa? Tekan angkanya."), "strong")
        self.pages = PageChooser()
        self._caption = label(self.tr("TPS mana?"), "strong")
        self.picker = TpsPicker()
        self._placed = label("", "small", wrap=True)
        for item in (
            self._count, self._file, self._mates, self.reason, self._page_caption, self.pages, self._caption,
        ):  # fmt: skip
            self.body.addWidget(item)
        self.body.addWidget(self.picker, 1)
        self.filler = QWidget()
        self.body.addWidget(self.filler, 1)
        self.body.addWidget(self._placed)
        self._make_tools()

    def _make_tools(self) -> None:
        texts = (
            self.tr("Putar 90°"),
            self.tr("Sudut…"),
            self.tr("Ganti foto…"),
            self.tr("Pindahkan…"),
            self.tr("Versi foto…"),
        )
        self.tools = {
            tool: button(text, partial(self.tool.emit, tool)) for tool, text in zip(TOOLS, texts, strict=True)
        }
        grid = QGridLayout()
        grid.setSpacing(px(6))
        for number, item in enumerate(self.tools.values()):
            grid.addWidget(item, number // 3, number % 3)
        self.body.addLayout(grid)
        row = QHBoxLayout()
        row.setSpacing(px(6))
        self.close_button = button(self.tr("Kembali ke hasil"), self.closed.emit)
        self.back_button = button(self.tr("◀ Sebelumnya"), self.back.emit)
        self.later_button = button(self.tr("Nanti ▶"), self.later.emit)
        row.addWidget(self.close_button)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.later_button)
        self.body.addLayout(row)

    def show_item(self, item: Loose, number: int, total: int, mates: Sequence[Loose], place: str) -> None:
        """A photo; ``place`` says where it stands, if it has a place."""
        outcome = item.image.outcome
        counts = {
            ImportOutcome.UNASSIGNED: self.tr("Foto belum bertempat {n} dari {total}"),
            ImportOutcome.UNREADABLE: self.tr("Foto tidak terbaca {n} dari {total}"),
        }
        self._count.setText(counts.get(outcome, self.tr("Foto")).format(n=number, total=total))
        self._file.setText(PurePath(item.image.source).name)
        self._file.setToolTip(item.image.source)
        self._show_mates(item, mates)
        # why a page was not found stands beside the photo itself
        advice = self.tr(
            "Atur dahulu keempat sudutnya. Bila tetap tidak terbaca, angkanya dapat diketik dari foto ini."
        )
        self.reason.setText(place or (advice if outcome is ImportOutcome.UNREADABLE else item.image.reason))
        self.reason.setVisible(bool(self.reason.text()))
        placed = item.image.version > 0
        self.picker.setVisible(not placed)
        self._caption.setVisible(not placed)
        self.filler.setVisible(placed)
        for tool, item_button in self.tools.items():
            item_button.setVisible(placed or tool in ("rotate", "corners"))
        for step in (self.back_button, self.later_button):
            step.setVisible(total > 1)

    def _show_mates(self, current: Loose, mates: Sequence[Loose]) -> None:
        """The pages that came together with this one: which belong to one TPS is seen before it is said."""
        while (item := self._mates_row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._mates.setVisible(len(mates) > 1)
        if len(mates) < 2:
            return
        self._mates_row.addWidget(label(self.tr("Sekelompok:"), "small"))
        for mate in mates:
            here = mate.image.id == current.image.id
            text = self.tr("hal {n}").format(n=mate.page)
            tone, sign = (Tone.ACCENT, Sign.EYE) if here else (Tone.NEUTRAL, Sign.NONE)
            self._mates_row.addWidget(Pill(text, tone, sign))
        self._mates_row.addStretch(1)

    def ask_page(self, pages: Sequence[int] | None) -> None:
        """Ask which page it is; ``None`` when that is known."""
        self._page_caption.setVisible(pages is not None)
        self.pages.setVisible(pages is not None)
        if pages is not None:
            self.pages.ask(pages)

    def show_no_picture(self) -> None:
        """The file is no picture: nothing can be placed, turned or cornered."""
        for item in (self.reason, self._page_caption, self.pages, self._caption, self.picker):
            item.hide()
        self.filler.show()
        for tool in self.tools.values():
            tool.hide()

    def say_placed(self, text: str) -> None:
        """What was done last, quietly."""
        self._placed.setText(text)
        self._placed.setVisible(bool(text))
