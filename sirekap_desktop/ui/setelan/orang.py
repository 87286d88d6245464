"""The card *Orang*: who may sign in, with which role; the first one is the ketua."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.roles import Act, Role, role_words
from sirekap_desktop.ui.dialogs import Ask
from sirekap_desktop.ui.masuk.dialog import PinEdit
from sirekap_desktop.ui.theme import Tone, px
from sirekap_desktop.ui.widgets import Card, button, field_row, label

if TYPE_CHECKING:
    from sirekap_desktop.models.activation import PpkName
    from sirekap_desktop.models.people import Person
    from sirekap_desktop.ui.context import Context

_LEAST_ROWS, _MOST_ROWS = 1, 6


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed, taken from the form before it goes to another thread."""

    name: str
    role: Role
    old: str
    pin: str


class PinForm(Ask):
    """A PIN given twice, with what else is asked: name and role of a new person, or one's own old PIN.

    Stays open, with the reason, until ``submit`` was done.
    """

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        title: str,
        *,
        submit: Callable[[Given], object],
        done: Callable[[Given], None],
        roles: Sequence[Role] = (),
        own: bool = False,
    ) -> None:
        text = self.tr("PIN paling sedikit enam angka, bukan angka kembar atau berurutan.")
        super().__init__(parent, title, text, yes=self.tr("Simpan"), no=self.tr("Batal"))
        self._context, self._submit, self._done = context, submit, done
        self._offered: dict[str, str] = {}
        self.name, self.role = QLineEdit(), QComboBox()
        self.old, self.pin, self.again = PinEdit(""), PinEdit(""), PinEdit("")
        for role in roles:
            self.role.addItem(role_words(role), role)
        rows = [(self.tr("Nama"), self.name, bool(roles)), (self.tr("Peran"), self.role, bool(roles))]
        rows += [(self.tr("PIN sekarang"), self.old, own), (self.tr("PIN baru"), self.pin, True)]
        for caption, control, wanted in (*rows, (self.tr("PIN baru sekali lagi"), self.again, True)):
            if wanted:
                self.body.addWidget(field_row(caption, control))
            else:
                control.setParent(self)
                control.hide()
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.finish()
        (self.name if roles else self.old if own else self.pin).setFocus()

    def offer(self, names: Sequence[PpkName]) -> None:
        """Names that the kabupaten gave: the first stands there, the others complete what is typed, with their role."""
        if not names:
            return
        self._offered = {one.name: one.role for one in names}
        completer = QCompleter(list(self._offered), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.name.setCompleter(completer)
        self.name.textChanged.connect(self._take_role)
        self.name.setText(names[0].name)
        self.pin.setFocus()

    def _take_role(self, name: str) -> None:
        if role := self._offered.get(name):
            self.role.setCurrentText(role_words(Role(role)))

    def accept(self) -> None:
        """Hash and write outside the GUI thread."""
        if not self.yes.isEnabled():
            return
        if self.pin.text() != self.again.text():
            self._say(self.tr("Kedua PIN baru tidak sama."))
            self.again.clear()
            self.again.setFocus()
            return
        self.yes.setEnabled(False)
        role = Role(self.role.currentData()) if self.role.count() else Role.OPERATOR
        given = Given(self.name.text(), role, self.old.text(), self.pin.text())
        self._context.tasks.write(
            lambda: self._submit(given), done=lambda _r: self._finished(given), failed=self._refused, owner=self
        )

    def _finished(self, given: Given) -> None:
        super().accept()
        self._done(given)

    def _refused(self, error: BaseException) -> None:
        self.yes.setEnabled(True)
        if isinstance(error, UserError):
            self._say(str(error))
        else:
            self._context.tasks.on_error(error)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()


class PeopleCard(Card):
    """The list, and what the ketua may do with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Orang"), parent)
        self._context: Context | None = None
        self.people: tuple[Person, ...] = ()
        self.form: PinForm | None = None
        self.says = label("", "muted", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Orang yang dapat masuk"))
        self.list.currentRowChanged.connect(lambda _row: self.show_rights())
        self.add = button(self.tr("Tambah"), self._ask_new, icon_name="plus")
        self.take_off = button(self.tr("Lepas"), self._toggle)
        self.reset = button(self.tr("PIN baru"), self._ask_reset, icon_name="key")
        self.own = button(self.tr("Ganti PIN saya"), self._ask_own, icon_name="key")
        self.body.addWidget(self.says)
        self.body.addWidget(self.list)
        for controls in ((self.add, self.take_off, self.reset), (self.own,)):
            row = QHBoxLayout()
            for control in controls:
                row.addWidget(control)
            row.addStretch(1)
            self.body.addLayout(row)

    def attach(self, context: Context) -> None:
        """Work with the workspace of ``context``."""
        self._context = context
        context.operator_changed.connect(self.show_rights)

    def show_people(self, people: Sequence[Person]) -> None:
        """Fill the list; the chosen person stays chosen."""
        here = max(0, self.list.currentRow())
        self.people = tuple(people)
        self.list.clear()
        for person in people:
            gone = "" if person.active else self.tr(" · dilepas")
            self.list.addItem(QListWidgetItem(f"{person.label}{gone}"))
        self.list.setVisible(bool(people))
        self.list.setFixedHeight(px(31) * min(max(len(people), _LEAST_ROWS), _MOST_ROWS) + px(8))
        self.list.setCurrentRow(min(here, len(people) - 1))
        without = self.tr("Belum ada orang dengan PIN: siapa pun di laptop ini boleh mengerjakan semuanya.")
        guarded = self.tr("Menulis perlu masuk dengan nama dan PIN. Layar terkunci sendiri bila lama tidak dipakai.")
        self.says.setText(guarded if people else without)
        self.show_rights()

    def show_rights(self) -> None:
        """What may be pressed now, and why not."""
        if self._context is None:
            return
        self._context.guard(Act.PEOPLE, self.add, self.take_off, self.reset)
        person = self._chosen()
        active = person is None or person.active
        self.take_off.setText(self.tr("Lepas") if active else self.tr("Kembalikan"))
        for control in (self.take_off, self.reset):
            control.setVisible(person is not None)
        self.own.setVisible(self._context.workspace.person is not None)

    def _chosen(self) -> Person | None:
        row = self.list.currentRow()
        return self.people[row] if 0 <= row < len(self.people) else None

    # -- questions -----------------------------------------------------------------------------------------------

    def _ask_new(self) -> None:
        assert self._context is not None
        workspace = self._context.workspace
        has_ketua = any(one.active for one in self.people)
        roles = [one for one in Role if one is not Role.KETUA] if has_ketua else [Role.KETUA]
        title = self.tr("Tambah orang") if has_ketua else self.tr("Siapa ketua PPK?")
        self._open(
            title,
            submit=lambda given: workspace.add_person(given.name, given.role, given.pin),
            done=lambda given: self._added(given.name),
            roles=roles,
        )
        known = {one.name.casefold() for one in self.people}
        names = [one for one in workspace.ppk_names() if one.role in roles and one.name.casefold() not in known]
        if self.form is not None:
            self.form.offer(names)

    def _added(self, name: str) -> None:
        assert self._context is not None
        self._context.operator_changed.emit()
        self._tell(self.tr("{name} dapat masuk dengan PIN-nya.").format(name=name))

    def _ask_reset(self) -> None:
        person = self._chosen()
        if person is None or self._context is None:
            return
        workspace = self._context.workspace
        said = self.tr("PIN {name} sudah diganti.").format(name=person.name)
        self._open(
            self.tr("PIN baru untuk {name}").format(name=person.name),
            submit=lambda given: workspace.reset_pin(person.id, given.pin),
            done=lambda _given: self._tell(said),
        )

    def _ask_own(self) -> None:
        assert self._context is not None
        workspace = self._context.workspace
        self._open(
            self.tr("Ganti PIN saya"),
            submit=lambda given: workspace.change_pin(given.old, given.pin),
            done=lambda _given: self._tell(self.tr("PIN Anda sudah diganti.")),
            own=True,
        )

    def _open(
        self,
        title: str,
        *,
        submit: Callable[[Given], object],
        done: Callable[[Given], None],
        roles: Sequence[Role] = (),
        own: bool = False,
    ) -> None:
        assert self._context is not None
        form = PinForm(self.window(), self._context, title, submit=submit, done=done, roles=roles, own=own)
        form.finished.connect(form.deleteLater)
        self.form = form
        form.open()

    def _toggle(self) -> None:
        person = self._chosen()
        if person is not None and self._context is not None:
            workspace = self._context.workspace
            self._context.write(lambda: workspace.set_person_active(person.id, active=not person.active))

    def _tell(self, text: str) -> None:
        if self._context is not None:
            self._context.notify(text, tone=Tone.OK)
