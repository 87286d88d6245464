"""Who sits at the window: asks for name and PIN, locks the screen after idle minutes, says what a role may not do.

Locking hides and blocks, but signs nobody out: an import that runs goes on under the name of who started it, and a
half-typed number is still there afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from sirekap_desktop.models.roles import role_words
from sirekap_desktop.ui.icons import paint_icon
from sirekap_desktop.ui.masuk.dialog import SignInDialog
from sirekap_desktop.ui.masuk.idle import IdleWatch
from sirekap_desktop.ui.theme import Tone, color, font, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sirekap_desktop.models.people import Person
    from sirekap_desktop.ui.context import Context


class Cover(QWidget):
    """Lies over all of a window while the screen is locked."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("cover")
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("page"))
        side = px(44)
        area = self.rect().adjusted(0, px(60), 0, 0)
        area.setHeight(side)
        paint_icon(painter, area.toRectF(), "lock", color("muted"))
        painter.setFont(font(16, bold=True, scale=px(100) / 100))
        painter.setPen(color("muted"))
        area.translate(0, side + px(8))
        painter.drawText(area, Qt.AlignmentFlag.AlignHCenter, self.tr("Layar terkunci"))
        painter.end()


class Seat(QObject):
    """One for each window."""

    changed = Signal()
    """Somebody signed in, or people are known now."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context: Context | None = None
        self.watch = IdleWatch(self)
        self.watch.idle.connect(self.lock)
        self.dialog: SignInDialog | None = None
        self._covers: list[Cover] = []

    @property
    def locked(self) -> bool:
        return bool(self._covers)

    def attach(self, context: Context) -> None:
        """A workspace was opened: ask who works, where people have PINs."""
        self._context = context
        if context.workspace.has_people and context.workspace.person is None:
            self.ask()
        self.keep_watch()

    def detach(self) -> None:
        """The workspace closes."""
        self.watch.stop()
        self._uncover()
        self._context = None
        if self.dialog is not None:
            self.dialog.hide()
            self.dialog.deleteLater()
            self.dialog = None

    def keep_watch(self) -> None:
        """Watch for idle minutes while somebody is signed in, by the setting of the workspace."""
        context = self._context
        if context is None or context.workspace.person is None or self.locked:
            return
        workspace = context.workspace
        context.query(lambda: workspace.settings().lock_minutes, done=self._watch_for, key="lock_minutes", owner=self)

    def _watch_for(self, minutes: int) -> None:
        if self._context is not None and not self.locked:
            self.watch.start(minutes)

    def ask(self) -> None:
        """*Ganti orang*: names, then PIN."""
        if self._context is not None and self.dialog is None:
            self._open(locked=False)

    def lock(self) -> None:
        """Hide everything behind a cover until somebody gives a PIN."""
        if self._context is None or self.locked or not self._context.workspace.has_people:
            return
        if self.dialog is not None:  # somebody left in the middle of signing in
            self.dialog.close()
        self._covers = [Cover(one) for one in _covered(self._window)]
        self._open(locked=True)

    def _open(self, *, locked: bool) -> None:
        context = self._context
        assert context is not None
        workspace = context.workspace
        context.query(
            workspace.people, done=lambda people: self._show(people, locked=locked), key="people.ask", owner=self
        )

    def _show(self, people: Sequence[Person], *, locked: bool) -> None:
        if self._context is None or self.dialog is not None:
            return
        dialog = SignInDialog(self._window, self._context, people, locked=locked)
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        dialog.signed_in.connect(self._signed_in)
        dialog.quit_wanted.connect(self._window.close)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    def _signed_in(self, person: Person) -> None:
        self._uncover()
        context = self._context
        if context is None:
            return
        context.operator_changed.emit()
        self.changed.emit()
        text = self.tr("{name} masuk sebagai {role}.").format(name=person.name, role=role_words(person.role))
        context.notify(text, tone=Tone.OK)
        self.keep_watch()

    def _uncover(self) -> None:
        for cover in self._covers:
            cover.hide()
            cover.deleteLater()
        self._covers = []


def _covered(window: QWidget) -> list[QWidget]:
    """The window and what is open beside it; what the room sees (the projector) stays."""
    others = (one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
    return [window, *others]
