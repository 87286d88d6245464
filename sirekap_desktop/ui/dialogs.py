"""Questions to the operator, behind one object so that tests can answer them.

Buttons are verbs that answer the title. Every method returns ``None`` (or ``False``, or ``[]``) when the operator
turns back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets.basics import PushButton

Validate = Callable[[str], str]
"""Gets the typed text, returns what is wrong with it as a sentence, or an empty string."""


class Ask(QDialog):
    """A small dialog: title, sentence, an optional body, and verbs. ``Enter`` is the first verb, ``Esc`` turns back."""

    def __init__(self, parent: QWidget | None, title: str, text: str, *, yes: str, no: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(px(440))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(22), px(18), px(22), px(16))
        self.body.setSpacing(px(10))
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        heading.setWordWrap(True)
        self.body.addWidget(heading)
        if text:
            self.body.addWidget(self._sentence(text))
        self.yes = PushButton(yes)
        self.yes.setProperty("primary", "true")
        self.yes.setAccessibleName(yes)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self.accept)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        if no:
            self._buttons.addWidget(self._turn_back(no))
        self._buttons.addWidget(self.yes)

    def finish(self) -> None:
        """Put the buttons under the body; called once, after the body is complete."""
        self.body.addLayout(self._buttons)
        self.yes.setFocus()

    def _turn_back(self, text: str) -> PushButton:
        button = PushButton(text)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.clicked.connect(self.turn_back)
        return button

    def turn_back(self) -> None:
        """What the second verb does."""
        self.reject()

    @staticmethod
    def _sentence(text: str) -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return label


class Paragraph(QPlainTextEdit):
    """Room for a few sentences. ``Enter`` answers as in every other dialog; ``Shift+Enter`` begins a new line."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.done.emit()
        else:
            super().keyPressEvent(event)


class TextAsk(Ask):
    """Asks for one line or a paragraph; ``validate`` keeps the dialog open and says why."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        label: str,
        *,
        text: str,
        yes: str,
        no: str,
        multiline: bool,
        validate: Validate | None,
        secret: bool = False,
    ) -> None:
        super().__init__(parent, title, label, yes=yes, no=no)
        self._validate = validate
        self.edit: QLineEdit | Paragraph = Paragraph(text) if multiline else QLineEdit(text)
        self.edit.setAccessibleName(label or title)
        if isinstance(self.edit, Paragraph):
            self.edit.setTabChangesFocus(True)
            self.edit.setFixedHeight(px(90))
            self.edit.done.connect(self.accept)
        else:
            self.edit.selectAll()
            if secret:
                self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.problem = QLabel()
        self.problem.setProperty("role", "bad")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.body.addWidget(self.edit)
        self.body.addWidget(self.problem)
        self.finish()
        self.edit.setFocus()

    def text(self) -> str:
        raw = self.edit.toPlainText() if isinstance(self.edit, Paragraph) else self.edit.text()
        return raw.strip()

    def accept(self) -> None:
        wrong = self._validate(self.text()) if self._validate else ""
        if wrong:
            self.problem.setText(wrong)
            self.problem.show()
            self.edit.setFocus()
            return
        super().accept()


class Dialogs:
    """The real dialogs. Tests replace the object; the window sets ``parent``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent

    def ask_text(
        self,
        title: str,
        label: str,
        *,
        text: str = "",
        yes: str = "",
        no: str = "",
        multiline: bool = False,
        validate: Validate | None = None,
        secret: bool = False,
    ) -> str | None:
        """A line (or paragraph) of text, trimmed; ``secret`` shows dots in its place."""
        dialog = TextAsk(
            self.parent,
            title,
            label,
            text=text,
            yes=yes or QCoreApplication.translate("Dialogs", "Simpan"),
            no=no or QCoreApplication.translate("Dialogs", "Batal"),
            multiline=multiline,
            validate=validate,
            secret=secret,
        )
        return dialog.text() if self._show(dialog) else None

    def confirm(self, title: str, text: str, *, yes: str, no: str = "") -> bool:
        """A yes or no question; ``yes`` is the verb of the title."""
        back = no or QCoreApplication.translate("Dialogs", "Batal")
        dialog = Ask(self.parent, title, text, yes=yes, no=back)
        dialog.finish()
        return self._show(dialog)

    def choose(self, title: str, text: str, options: Sequence[str]) -> int | None:
        """One of several verbs: the index of the chosen one."""
        dialog = Ask(self.parent, title, text, yes=options[0], no=QCoreApplication.translate("Dialogs", "Batal"))
        picked = [0]
        for index, option in enumerate(options[1:], start=1):
            button = PushButton(option)
            button.setAccessibleName(option)
            button.setAutoDefault(False)
            button.clicked.connect(self._picker(dialog, picked, index))
            dialog.body.addWidget(button)
        dialog.finish()
        return picked[0] if self._show(dialog) else None

    @staticmethod
    def _picker(dialog: Ask, picked: list[int], index: int) -> Callable[[], None]:
        def pick() -> None:
            picked[0] = index
            dialog.accept()

        return pick

    def show_error(self, error: UserError) -> None:
        """An error that needs an answer now; otherwise prefer ``context.notify``."""
        self.show_info(QCoreApplication.translate("Dialogs", "Belum berhasil"), str(error))

    def show_info(self, title: str, text: str) -> None:
        dialog = Ask(self.parent, title, text, yes=QCoreApplication.translate("Dialogs", "Mengerti"))
        dialog.finish()
        self._show(dialog)

    def open_file(self, title: str, pattern: str, folder: Path | None = None) -> Path | None:
        """An existing file; ``pattern`` like ``"Tabel (*.xlsx *.csv)"``."""
        name, _ = QFileDialog.getOpenFileName(self.parent, title, str(folder or ""), pattern)
        return Path(name) if name else None

    def open_files(self, title: str, pattern: str, folder: Path | None = None) -> list[Path]:
        names, _ = QFileDialog.getOpenFileNames(self.parent, title, str(folder or ""), pattern)
        return [Path(name) for name in names]

    def open_folder(self, title: str, folder: Path | None = None) -> Path | None:
        name = QFileDialog.getExistingDirectory(self.parent, title, str(folder or ""))
        return Path(name) if name else None

    def save_file(self, title: str, suggested: Path, pattern: str) -> Path | None:
        """A file to write; the system asks before overwriting."""
        name, _ = QFileDialog.getSaveFileName(self.parent, title, str(suggested), pattern)
        return Path(name) if name else None

    def printer(self, title: str, printer: QPrinter) -> bool:
        """Let the operator choose printer, copies and pages into ``printer``."""
        dialog = QPrintDialog(printer, self.parent)
        dialog.setWindowTitle(title)
        return self._show(dialog)

    @staticmethod
    def _show(dialog: QDialog) -> bool:
        try:
            return dialog.exec() == QDialog.DialogCode.Accepted
        finally:
            dialog.deleteLater()
