"""Ctrl K: everything by typing its name: desa, TPS, page, command."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from sirekap_desktop.models.records import Desa, Tps
from sirekap_desktop.ui.actions import ACTIONS, GLOBAL, key_text
from sirekap_desktop.ui.theme import color, current_scale, font, px

if TYPE_CHECKING:
    from sirekap_desktop.ui.context import Context

NOTE_ROLE = Qt.ItemDataRole.UserRole + 1
_SHOWN_MAX = 60
_HIDDEN = {"palette", "close_message"}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the palette."""

    text: str
    note: str = ""
    page: str = ""
    target: dict[str, Any] = field(default_factory=dict)
    action: str = ""

    @property
    def haystack(self) -> str:
        return f"{self.text} {self.target.get('tps', '')}".casefold()


def match(items: list[Item], typed: str) -> list[Item]:
    """Items that hold every typed word; those that begin with the first word come first, order kept otherwise.

    Digits match a TPS number without its zeros: ``sambabo 3`` finds ``SAMBABO TPS 003``.
    """
    words = typed.casefold().split()
    if not words:
        return items[:_SHOWN_MAX]
    found = [item for item in items if all(_has(item, word) for word in words)]
    found.sort(key=lambda item: (not item.haystack.startswith(words[0]), not _exact_number(item, words)))
    return found[:_SHOWN_MAX]


def _has(item: Item, word: str) -> bool:
    return word in item.haystack


def _exact_number(item: Item, words: list[str]) -> bool:
    number = item.target.get("number")
    return number is not None and any(word.isascii() and word.isdigit() and int(word) == number for word in words)


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: list[Item] = []

    def show_items(self, items: list[Item]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self.items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.text
        if role == NOTE_ROLE:
            return item.note
        return f"{item.text}, {item.note}" if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Delegate(QStyledItemDelegate):
    """The name at the left, its key or kind quietly at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        painter.setFont(font(12, scale=current_scale()))
        painter.setPen(color("muted"))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(option.rect.adjusted(0, 0, -px(12), 0), side, str(index.data(NOTE_ROLE)))


class CommandPalette(QDialog):
    """Type, arrows, Enter; Esc closes. ``go`` carries a page and a target; commands trigger their QAction."""

    go = Signal(str, dict)

    def __init__(self, window: QWidget, context: Context | None, scope: str) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self.setModal(True)
        self._window = window
        self._items = self._commands(window, scope, has_workspace=context is not None)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(self.tr("Ketik nama desa, nomor TPS, atau perintah"))
        self.edit.setAccessibleName(self.tr("Cari desa, TPS, perintah"))
        self.edit.textChanged.connect(self._filter)
        self.edit.installEventFilter(self)
        self._model = _Model(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setAccessibleName(self.tr("Hasil pencarian"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(12), px(12), px(12))
        column.addWidget(self.edit)
        column.addWidget(self.list)
        self._place()
        self._filter("")
        if context:
            self._add_ballots(context)
            self._load(context)
        self.edit.setFocus()

    def _place(self) -> None:
        self.resize(px(620), px(430))
        window = self._window.geometry()
        self.move(window.center().x() - self.width() // 2, window.top() + px(70))

    @staticmethod
    def _commands(window: QWidget, scope: str, *, has_workspace: bool) -> list[Item]:
        always = {"help", "shortcuts", "quit", "workspace", "designer"}
        return [
            Item(spec.label, key_text(spec.sequences[0]) if spec.sequences else "", action=spec.id)
            for spec in ACTIONS
            if spec.scope in (GLOBAL, scope) and not spec.keys_only and spec.id not in _HIDDEN
            if (has_workspace or spec.id in always) and _find_action(window, spec.id)
        ]

    def _add_ballots(self, context: Context) -> None:
        """Each pemilihan by its name, where there are several."""
        if len(context.ballots) > 1:
            note = self.tr("pemilihan")
            self._items += [
                Item(ballot.label, note, target={"form": ballot.form, "dapil": ballot.dapil})
                for ballot in context.ballots
            ]

    def _load(self, context: Context) -> None:
        workspace = context.workspace
        context.query(lambda: (workspace.desa(), workspace.tps()), done=self._add_places, key="palette", owner=self)

    def _add_places(self, places: tuple[tuple[Desa, ...], tuple[Tps, ...]]) -> None:
        desa, tps = places
        names = {item.code: item.name for item in desa}
        recap = self.tr("rekap desa")
        check = self.tr("periksa")
        found = [Item(item.name, recap, "rekap", {"desa": item.code}) for item in desa]
        found += [
            Item(f"{names[item.desa_code]} {item.label}", check, "periksa", {"tps": item.code, "number": item.number})
            for item in tps
        ]
        self._items = found + self._items
        self._filter(self.edit.text())

    def _filter(self, typed: str) -> None:
        shown = match(self._items, typed)
        if not typed.strip():
            shown = [item for item in self._items if item.action][:_SHOWN_MAX]
        self._model.show_items(shown)
        self.list.setCurrentIndex(self._model.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if event.key() in step:
                self._step(step[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        last = self._model.rowCount() - 1
        row = min(max(self.list.currentIndex().row() + by, 0), max(last, 0))
        self.list.setCurrentIndex(self._model.index(row))

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        item = self._model.items[index.row()]
        self.accept()
        if item.action:
            action = _find_action(self._window, item.action)
            if action:
                action.trigger()
            return
        self.go.emit(item.page, {key: value for key, value in item.target.items() if key != "number"})


def _find_action(window: QWidget, action_id: str) -> QAction | None:
    return window.findChild(QAction, action_id)
