"""Title, what the page is about, the page's own chips, and at the right what is true of the whole window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from sirekap_desktop.ui.election_words import reconstructed_note
from sirekap_desktop.ui.theme import Sign, Tone, px
from sirekap_desktop.ui.widgets.basics import label
from sirekap_desktop.ui.widgets.pill import Pill


class TopBar(QFrame):
    """The main window fills it from the current page."""

    ballot_chosen = Signal(int)
    """The operator chose the pemilihan of this number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(px(48))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), 0, px(14), 0)
        row.setSpacing(px(14))
        self._title = label()
        self._title.setObjectName("pageTitle")
        self._about = label(rich=True)
        self._about.setObjectName("contextText")
        self._middle = QStackedWidget()
        self._middle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # titles keep their room
        self._middle.addWidget(QWidget())
        self._guess = self._shows_form = False
        self.reconstructed = Pill(self.tr("rekonstruksi"), Tone.WARN, Sign.PENCIL)
        self.reconstructed.setToolTip(reconstructed_note())
        self._simulation = Pill(self.tr("SIMULASI"), Tone.BAD, Sign.BANG)
        self._draft = Pill("", Tone.WARN)
        self._offline = Pill(self.tr("luring"), Tone.OK, Sign.DOT)
        self._offline.setToolTip(self.tr("Program ini bekerja tanpa jaringan; tidak ada data yang dikirim keluar."))
        self._operator = label("", "small")
        self.seat = Pill(self.tr("belum ada yang masuk"), Tone.WARN, Sign.LOCK)
        self.seat.setToolTip(self.tr("Data hanya dapat dibaca. Ctrl Shift O: masuk dengan nama dan PIN."))
        self.ballots = QComboBox()
        self.ballots.setObjectName("ballots")
        self.ballots.setAccessibleName(self.tr("Pemilihan"))
        self.ballots.setToolTip(self.tr("Pemilihan yang dikerjakan. Ctrl Tab: pemilihan berikut."))
        self.ballots.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ballots.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.ballots.activated.connect(self.ballot_chosen)
        self.ballots.hide()
        for item in (self.ballots, self.reconstructed, self._title, self._about):
            row.addWidget(item)
        row.addWidget(self._middle, 1)
        for pill in (self._simulation, self._draft, self._offline, self.seat, self._operator):
            row.addWidget(pill)
        self.show_workspace(operator="", simulation=False, locked=None)

    def show_ballots(self, names: Sequence[str], current: int, *, reconstructed: bool = False) -> None:
        """The pemilihan to choose from, hidden while there is nothing to choose; and whether its form is a guess.

        The guess is said where it matters: on pages that read or show the form.
        """
        self._guess = reconstructed
        self.reconstructed.setVisible(reconstructed and self._shows_form)
        if [self.ballots.itemText(n) for n in range(self.ballots.count())] != list(names):
            self.ballots.clear()
            self.ballots.addItems(list(names))
        self.ballots.setCurrentIndex(current)
        self.ballots.setVisible(len(names) > 1)

    def show_page(self, title: str, about: str, middle: QWidget | None, *, shows_form: bool = False) -> None:
        """The parts that belong to the page."""
        self._shows_form = shows_form
        self.reconstructed.setVisible(self._guess and shows_form)
        self._title.setText(title)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        if middle is not None and self._middle.indexOf(middle) < 0:
            self._middle.addWidget(middle)
        if shown := middle or self._middle.widget(0):
            self._middle.setCurrentWidget(shown)

    def remove(self, middle: QWidget) -> None:
        """Forget a page's own widget."""
        self._middle.removeWidget(middle)

    def show_workspace(
        self, *, operator: str, simulation: bool, locked: bool | None, person: str | None = None
    ) -> None:
        """The parts that belong to the workspace; ``locked`` is ``None`` while none is open.

        ``person`` is who is signed in with their role, empty while nobody is; ``None`` where nobody has a PIN.
        """
        self._simulation.setVisible(simulation)
        self._draft.setVisible(locked is not None)
        if locked:
            self._draft.show_state(self.tr("TERKUNCI"), Tone.NEUTRAL, Sign.LOCK)
        else:
            self._draft.show_state(self.tr("DRAF"), Tone.WARN)
        self.seat.setVisible(person == "")
        self._operator.setText(person or (self.tr("Operator: {name}").format(name=operator) if operator else ""))
        self._operator.setVisible(bool(person) if person is not None else bool(operator))
        self._operator.setToolTip(self.tr("Ctrl Shift O: ganti orang") if operator else "")
