"""*Masuk*: the number of a person, then the PIN. The same dialog unlocks the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.ui.dialogs import Ask
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import label

if TYPE_CHECKING:
    from sirekap_desktop.models.people import Person
    from sirekap_desktop.ui.context import Context

_LONGEST_PIN = 32
_MOST_NUMBERED = 9


class PinEdit(QLineEdit):
    """Digits only, never shown, never offered to a clipboard."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(_LONGEST_PIN)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isprintable() and text and not (text.isascii() and text.isdigit()):
            return
        super().keyPressEvent(event)


class PeopleList(QListWidget):
    """Names with their numbers: a digit takes the person, as Enter does."""

    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = int(event.text()) if event.text().isdigit() and event.text().isascii() else 0
        if 0 < number <= self.count():
            self.setCurrentRow(number - 1)
            self.taken.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class SignInDialog(Ask):
    """Emits :attr:`signed_in` and closes; ``locked`` leaves no other way out than a PIN or closing the program."""

    signed_in = Signal(object)
    """The :class:`~sirekap_desktop.models.people.Person`."""

    quit_wanted = Signal()

    def __init__(self, parent: QWidget, context: Context, people: Sequence[Person], *, locked: bool = False) -> None:
        text = self.tr("Layar terkunci. Pekerjaan yang berjalan tetap diteruskan.")
        title = self.tr("Siapa yang bekerja sekarang?")
        back = self.tr("Tutup program") if locked else self.tr("Lihat saja")
        super().__init__(parent, title, text if locked else "", yes=self.tr("Masuk"), no=back)
        self._context, self._locked, self._busy = context, locked, False
        self._people = [one for one in people if one.active]
        self.list = PeopleList()
        self.list.setAccessibleName(self.tr("Orang"))
        for number, person in enumerate(self._people, 1):
            shown = f"{number}   {person.label}" if number <= _MOST_NUMBERED else f"     {person.label}"
            self.list.addItem(QListWidgetItem(shown))
        self.list.setFixedHeight(px(min(len(self._people), 8) * 32 + 8))
        self.list.itemClicked.connect(lambda _item: self._ask_pin())
        self.list.taken.connect(self._ask_pin)
        self.pin = PinEdit(self.tr("PIN"))
        self.pin.setPlaceholderText(self.tr("PIN"))
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        for widget in (self.list, self.pin, self.problem):
            self.body.addWidget(widget)
        self.finish()
        self._choose(context.workspace.person.id if context.workspace.person else "")
        (self.pin if locked and context.workspace.person else self.list).setFocus()

    def _choose(self, person_id: str) -> None:
        ids = [one.id for one in self._people]
        self.list.setCurrentRow(ids.index(person_id) if person_id in ids else 0)

    def _ask_pin(self) -> None:
        self.pin.clear()
        self.problem.hide()
        self.pin.setFocus()

    def accept(self) -> None:
        """Check the PIN outside the GUI thread; the dialog stays until it is known to be right."""
        row, pin = self.list.currentRow(), self.pin.text()
        if self._busy or row < 0:
            return
        if not pin:
            self._ask_pin()
            return
        workspace, person = self._context.workspace, self._people[row]
        self._set_busy(busy=True)
        # Through the writer: what was typed before is still written under the name of who typed it.
        self._context.tasks.write(
            lambda: workspace.sign_in(person.id, pin), done=self._accepted, failed=self._refused, owner=self
        )

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.pin.setReadOnly(busy)
        self.yes.setEnabled(not busy)

    def _accepted(self, person: Person) -> None:
        self._set_busy(busy=False)
        self.pin.clear()
        super().accept()
        self.signed_in.emit(person)

    def _refused(self, error: BaseException) -> None:
        self._set_busy(busy=False)
        self._ask_pin()
        if not isinstance(error, UserError):
            self._context.tasks.on_error(error)
            return
        self.problem.setText(str(error))
        self.problem.show()

    def reject(self) -> None:
        if self._locked:
            return
        super().reject()

    def turn_back(self) -> None:
        """Stay a reader; of a locked screen, leave the program."""
        if self._locked:
            self.quit_wanted.emit()
        else:
            self.reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._locked and self.result() != self.DialogCode.Accepted:
            event.ignore()
            return
        super().closeEvent(event)
