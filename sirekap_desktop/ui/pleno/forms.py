"""One form for every act of the meeting that needs words: below the figures, so that these stay in sight."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sirekap_desktop.forms.numbers import parse_count
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, button, label

Value = str | int


class Kind(StrEnum):
    """How something is asked for."""

    LINE = "line"
    COUNT = "count"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Ask:
    """One field of a form."""

    name: str
    caption: str
    kind: Kind = Kind.LINE
    choices: tuple[tuple[str, Value], ...] = ()
    """Words and value."""
    value: str = ""
    """Stands there already."""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class FormSpec:
    """What a form asks, and its verb."""

    act: str
    title: str
    verb: str
    fields: tuple[Ask, ...] = ()
    note: str = ""


class ActionForm(Card):
    """Enter goes from field to field and at the end does it; Esc turns back. What is refused stays typed."""

    submitted = Signal(str, dict)
    """The act and the values by field name."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, strong=True)
        self.spec = FormSpec("", "", "")
        self.controls: dict[str, QLineEdit | QComboBox] = {}
        self.title = label("", "heading")
        self.note = label("", "muted", wrap=True)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(10))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        self.problem = label("", "bad", wrap=True)
        self.yes = button(self.tr("Catat"), self.submit, primary=True)
        self.no = button(self.tr("Batal"), self.left.emit)
        row = QHBoxLayout()
        row.addWidget(self.problem, 1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self.body.setSpacing(px(6))
        self.body.addWidget(self.title)
        self.body.addWidget(self.note)
        self.body.addWidget(self._holder)
        self.body.addLayout(row)

    def ask(self, spec: FormSpec) -> None:
        """Show another form and put the cursor into its first field."""
        self.spec = spec
        self.title.setText(spec.title)
        self.note.setText(spec.note)
        self.note.setVisible(bool(spec.note))
        self.yes.setText(spec.verb)
        self.yes.setAccessibleName(spec.verb)
        self.say("")
        while (cell := self._grid.takeAt(0)) is not None:
            if widget := cell.widget():
                widget.hide()
                widget.deleteLater()
        self.controls = {item.name: self._add(row, item) for row, item in enumerate(spec.fields)}
        self._holder.setVisible(bool(spec.fields))
        self.focus_first()

    def focus_first(self) -> None:
        """The cursor where typing begins."""
        first = next(iter(self.controls.values()), None)
        (first or self.yes).setFocus()

    def _add(self, row: int, item: Ask) -> QLineEdit | QComboBox:
        control: QLineEdit | QComboBox
        if item.kind is Kind.CHOICE:
            control = QComboBox()
            for words, value in item.choices:
                control.addItem(words, value)
            control.setCurrentIndex(max(0, control.findData(item.value)) if item.value else 0)
        else:
            control = QLineEdit(item.value)
            control.returnPressed.connect(self._next)
        control.setAccessibleName(item.caption)
        control.setObjectName(item.name)
        caption = label(item.caption, "strong")
        caption.setBuddy(control)
        self._grid.addWidget(caption, row, 0)
        self._grid.addWidget(control, row, 1)
        return control

    def say(self, problem: str) -> None:
        """Why it was not done."""
        self.problem.setText(problem)

    @property
    def values(self) -> dict[str, Value]:
        """What stands in the fields."""
        found: dict[str, Value] = {}
        for item in self.spec.fields:
            control = self.controls[item.name]
            found[item.name] = control.currentData() if isinstance(control, QComboBox) else control.text().strip()
        return found

    def _missing(self) -> Ask | None:
        """The first field without which it cannot be done."""
        for item in self.spec.fields:
            control = self.controls[item.name]
            if isinstance(control, QComboBox):
                continue
            text = control.text().strip()
            if not text and item.optional:
                continue
            if not text or (item.kind is Kind.COUNT and parse_count(text) is None):
                return item
        return None

    def _next(self) -> None:
        missing = self._missing()
        if missing is None:
            self.submit()
        else:
            self.controls[missing.name].setFocus()

    def submit(self) -> None:
        """Do it, or say which field is missing."""
        missing = self._missing()
        if missing is not None:
            self.say(self.tr("{field} belum diisi.").format(field=missing.caption))
            self.controls[missing.name].setFocus()
            return
        self.submitted.emit(self.spec.act, self.values)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._next()
        else:
            event.accept()  # a letter that a field does not want is no key of the page


def column(widget: QWidget) -> QVBoxLayout:
    """A column without margins."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(px(8))
    return layout
