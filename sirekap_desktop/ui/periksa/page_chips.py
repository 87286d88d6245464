"""The pages of a short form as chips in the top bar: which one is in view, which are done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from sirekap_desktop.jobs.outline import Outline, PageMark, PageState
from sirekap_desktop.ui.icons import icon
from sirekap_desktop.ui.theme import color, px
from sirekap_desktop.ui.widgets.basics import button

MOST_CHIPS = 6
"""A form of more pages has the strip below the top bar."""


class PageChips(QWidget):
    """Emits the page that the operator clicked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(6))
        self._shown: tuple[object, ...] = ()

    def show_outline(self, outline: Outline, page: int) -> None:
        """Show the pages of a TPS; of a long form none."""
        pages = outline.pages if len(outline.pages) <= MOST_CHIPS else ()
        if (pages, page) == self._shown:
            return
        self._shown = (pages, page)
        while (item := self._row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for mark in pages:
            self._row.addWidget(self._chip(mark, len(pages), current=mark.number == page))
        self._row.addStretch(1)

    def _chip(self, mark: PageMark, count: int, *, current: bool) -> QPushButton:
        text = self.tr("Hal {0} dari {1}").format(mark.number, count) if current else ""
        chip = button(text or self.tr("Hal {0}").format(mark.number), lambda: self.chosen.emit(mark.number))
        if mark.state is PageState.DONE:  # a picture: the bundled fonts have no tick
            chip.setIcon(icon("check", color("surface" if current else "ok")))
            chip.setAccessibleName(self.tr("{page}, selesai").format(page=chip.text()))
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.setChecked(current)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return chip
