"""White rounded frames for one matter each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets.basics import label, set_role


class Card(QFrame):
    """A card with an optional heading; put things into ``body``. ``strong`` draws the accent border."""

    def __init__(self, heading: str = "", parent: QWidget | None = None, *, strong: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.setProperty("strong", "true" if strong else "false")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(16), px(13), px(16), px(13))
        self.body.setSpacing(px(8))
        if heading:
            self.body.addWidget(label(heading, "heading"))


class NumberCard(Card):
    """A caption, one large figure and a line below: ``TPS diperiksa · 23 dari 40 · 57,5 %``."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setSpacing(px(2))
        self._caption = label(caption, "small")
        self._value = label("–", "huge")
        self._note = label("", "small", wrap=True)
        self._unit = label("", "unit")
        figure = QHBoxLayout()
        figure.setSpacing(px(7))
        figure.addWidget(self._value, 0, Qt.AlignmentFlag.AlignBaseline)
        figure.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBaseline)
        self.body.addWidget(self._caption)
        self.body.addLayout(figure)
        self.body.addWidget(self._note)
        self.body.addStretch(1)

    def show_number(self, value: str, note: str = "", *, unit: str = "", bad: bool = False, big: bool = False) -> None:
        """Set figure, unit and note; ``bad`` colours the figure (the note says why), ``big`` is smaller than huge."""
        self._value.setText(value)
        self._note.setText(note)
        self._unit.setText(unit)
        set_role(self._value, "big" if big else "huge_bad" if bad else "huge")
        self.setAccessibleName(f"{self._caption.text()}: {value} {unit}. {note}")
