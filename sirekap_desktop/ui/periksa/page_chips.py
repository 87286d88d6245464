"""The pages of a form as chips in the top bar: which one is in view, which are done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from sirekap_desktop.jobs.checking import Mode
from sirekap_desktop.ui.icons import icon
from sirekap_desktop.ui.periksa.session import Session
from sirekap_desktop.ui.theme import color, px
from sirekap_desktop.ui.widgets.basics import button


class PageChips(QWidget):
    """Emits the page that the operator clicked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(6))

    def show_session(self, session: Session | None) -> None:
        """Show the pages of a TPS; ``None`` shows nothing."""
        while (item := self._row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if session is None:
            return
        for page in session.view.form.pages:
            self._row.addWidget(self._chip(session, page.number))
        self._row.addStretch(1)

    def _chip(self, session: Session, number: int) -> QWidget:
        done = all(task.mode is Mode.DONE for task in session.view.on_page(number))
        current = number == session.page
        text = self.tr("Hal {0} dari {1}").format(number, len(session.view.form.pages)) if current else ""
        chip = button(text or self.tr("Hal {0}").format(number), lambda: self.chosen.emit(number))
        if done:  # a picture: the bundled fonts have no tick
            chip.setIcon(icon("check", color("surface" if current else "ok")))
            chip.setAccessibleName(self.tr("{page}, selesai").format(page=chip.text()))
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.setChecked(current)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return chip
