"""A desa or a TPS by typing its name: ``sam 3`` is SAMBABO TPS 003, as in the search of Ctrl K."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from sirekap_desktop.models.records import Desa, Tps
from sirekap_desktop.ui.palette import Item, match


class PlaceEdit(QLineEdit):
    """Suggestions below while typing; Enter takes the first, emptied it asks for everything."""

    chosen = Signal(str, str)
    """Code of the desa or of the TPS; both empty for all places."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("Semua desa dan TPS"))
        self.setAccessibleName(self.tr("Saring desa atau TPS"))
        self._items: list[Item] = []
        self._found: list[Item] = []
        self._taken: Item | None = None
        self._names = QStringListModel(self)
        completer = self._completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        if popup := completer.popup():
            popup.setAccessibleName(self.tr("Desa dan TPS yang cocok"))
        completer.activated.connect(self._activated)
        self.setCompleter(completer)
        self.textEdited.connect(self._typed)
        self.returnPressed.connect(self._enter)

    def show_places(self, desa: Sequence[Desa], tps: Sequence[Tps]) -> None:
        """What can be found."""
        names = {item.code: item.name for item in desa}
        self._items = [Item(item.name, target={"desa": item.code}) for item in desa]
        self._items += [
            Item(f"{names.get(item.desa_code, '')} {item.label}", target={"tps": item.code, "number": item.number})
            for item in tps
        ]

    def choose(self, desa: str = "", tps: str = "") -> None:
        """Show a place by its code; says nothing."""
        wanted = {"desa": desa} if desa else {"tps": tps}
        name, code = next(iter(wanted.items()))
        self._taken = next((item for item in self._items if code and item.target.get(name) == code), None)
        self._show_taken()

    @property
    def place(self) -> str:
        """Name of the chosen desa or TPS; empty for all."""
        return self._taken.text if self._taken else ""

    def _typed(self, text: str) -> None:
        self._found = match(self._items, text) if text.strip() else []
        self._names.setStringList([item.text for item in self._found])
        if not text.strip():
            self._take(None)

    def _activated(self, text: str) -> None:
        """Enter on a suggestion."""
        self._take(next((item for item in self._found if item.text == text), None))

    def _enter(self) -> None:
        """Enter without a look at the list: the first that fits."""
        if self._taken and self.text() == self._taken.text:
            return
        if self._found:
            self._take(self._found[0])

    def _take(self, item: Item | None) -> None:
        if item is not self._taken:
            self._taken = item
            target = item.target if item else {}
            self.chosen.emit(target.get("desa", ""), target.get("tps", ""))
        self._show_taken()

    def _show_taken(self) -> None:
        text = self.place
        if self.text() != text:
            self.setText(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed and not taken does not filter, so it must not stand there."""
        super().focusOutEvent(event)
        popup = self._completer.popup()
        if popup is None or not popup.isVisible():
            self._show_taken()
