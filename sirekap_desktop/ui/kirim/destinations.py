"""Where packages go, as a card: choose one, send to it, add, change, try, remove."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from sirekap_desktop.exchange.transport.destination import Destination
from sirekap_desktop.ui.kirim.words import PlaceWords, destination_words, kind_words
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import Card, button, icon_button, label


class DestinationsCard(Card):
    """Only shows and emits."""

    send_wanted = Signal(str)
    add_wanted = Signal()
    edit_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, words: PlaceWords | None = None, parent: QWidget | None = None) -> None:
        words = words or destination_words()
        super().__init__(words.heading, parent)
        self.destinations: tuple[Destination, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(words.heading)
        self.list.currentRowChanged.connect(lambda _row: self._show_buttons())
        self.list.itemActivated.connect(lambda _item: self._ask(self.edit_wanted))
        self.list.setMinimumHeight(px(70))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # takes what is left
        self.empty = label(words.none, "muted", wrap=True)
        self.send_button = button(words.act, lambda: self._ask(self.send_wanted), primary=True, icon_name=words.icon)
        self.add_button = button(self.tr("Tambah"), self.add_wanted.emit, icon_name="plus")
        self.edit_button = icon_button("pencil", words.change, lambda: self._ask(self.edit_wanted))
        self.remove_button = icon_button("close", words.remove, lambda: self._ask(self.remove_wanted))
        row = QHBoxLayout()
        row.setSpacing(px(6))
        row.addWidget(self.add_button, 1)
        row.addWidget(self.edit_button)
        row.addWidget(self.remove_button)
        self.body.addWidget(self.list, 1)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.empty, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.send_button)
        self.show_destinations(())

    def show_destinations(self, destinations: tuple[Destination, ...], chosen: str = "") -> None:
        """All of them; ``chosen`` or the one chosen before stays chosen."""
        wanted = chosen or self.chosen_id()
        self.destinations = destinations
        self.list.clear()
        for item in destinations:
            self.list.addItem(QListWidgetItem(f"{item.name}\n{kind_words(item.kind)}"))
        ids = [item.id for item in destinations]
        if ids:
            self.list.setCurrentRow(ids.index(wanted) if wanted in ids else 0)
        self.list.setVisible(bool(ids))
        self.empty.setVisible(not ids)
        self._show_buttons()

    def chosen_id(self) -> str:
        """Of the chosen destination; empty for none."""
        row = self.list.currentRow()
        return self.destinations[row].id if 0 <= row < len(self.destinations) else ""

    def _show_buttons(self) -> None:
        for item in (self.send_button, self.edit_button, self.remove_button):
            item.setEnabled(bool(self.chosen_id()))

    def _ask(self, wanted: SignalInstance) -> None:
        if chosen := self.chosen_id():
            wanted.emit(chosen)
