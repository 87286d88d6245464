"""Small makers: labels by role, buttons with an accessible name, scroll areas."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sirekap_desktop.ui.icons import icon
from sirekap_desktop.ui.theme import color, px


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget one of the style sheet's roles (``muted``, ``small``, ``heading``, ``bad`` …)."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def label(text: str = "", role: str = "", *, wrap: bool = False, rich: bool = False) -> QLabel:
    """A label; plain text unless ``rich``, so that a name from a file can never become markup."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    return result


def enter_presses(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a focused button with Enter, as Space does everywhere; whether the key was Enter."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


class PushButton(QPushButton):
    """A push button that Enter presses where it has the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_presses(self, event):
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """The same with an icon only."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_presses(self, event):
            super().keyPressEvent(event)


def button(
    text: str, clicked: Callable[[], None] | None = None, *, primary: bool = False, icon_name: str = ""
) -> QPushButton:
    """A push button whose accessible name is its text."""
    result = PushButton(f" {text}" if icon_name else text)  # the style sheet knows no gap beside an icon
    result.setAccessibleName(text)
    result.setProperty("primary", "true" if primary else "false")
    result.setAutoDefault(False)
    if icon_name:
        result.setIcon(icon(icon_name, color("surface" if primary else "text")))
        result.setIconSize(QSize(px(16), px(16)))
    if clicked:
        result.clicked.connect(lambda _checked=False: clicked())
    return result


def icon_button(icon_name: str, name: str, clicked: Callable[[], None] | None = None) -> QToolButton:
    """A square button with an icon only; ``name`` is its tooltip and accessible name."""
    result = IconButton()
    result.setIcon(icon(icon_name, color("text")))
    result.setIconSize(QSize(px(16), px(16)))
    result.setToolTip(name)
    result.setAccessibleName(name)
    if clicked:
        result.clicked.connect(lambda _checked=False: clicked())
    return result


def field_row(caption: str, control: QWidget, note: str = "") -> QWidget:
    """A caption above its control, with an optional quiet note below; the caption names the control."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(4))
    head = label(caption, "strong")
    head.setBuddy(control)
    column.addWidget(head)
    column.addWidget(control)
    if note:
        column.addWidget(label(note, "small", wrap=True))
    if not control.accessibleName():
        control.setAccessibleName(caption)
    return holder


def scroll(body: QWidget) -> QScrollArea:
    """``body`` in a frameless scroll area that grows with it and never takes focus itself."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    body.setObjectName("scrollBody")
    area.setWidget(body)
    return area
