"""A row of chips that choose one of many; what does not fit is in a menu, the chosen one is always in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets.basics import PushButton

_GAP = 8


class ChipRow(QWidget):
    """``chosen`` carries the key of a chip that the operator picked; :meth:`choose` sets it without a signal."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._chips: dict[str, QPushButton] = {}
        self._current = ""
        self._more = PushButton("…", self)
        self._more.setProperty("chip", "true")
        self._more.setAccessibleName(self.tr("Lainnya"))
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.clicked.connect(self._open_menu)
        self._more.hide()

    @property
    def current(self) -> str:
        return self._current

    @property
    def keys(self) -> list[str]:
        return list(self._chips)

    def show_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Replace the chips: key and words."""
        if [(key, chip.text()) for key, chip in self._chips.items()] == list(items):
            return
        for chip in self._chips.values():
            chip.hide()
            chip.deleteLater()
        self._chips = {key: self._make(key, words) for key, words in items}
        self._arrange()

    def _make(self, key: str, words: str) -> QPushButton:
        chip = PushButton(words, self)
        chip.setProperty("chip", "true")
        chip.setCheckable(True)
        chip.setAccessibleName(words)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.clicked.connect(lambda _checked=False: self._pick(key))
        return chip

    def choose(self, key: str) -> None:
        """Mark a chip as chosen."""
        self._current = key
        for other, chip in self._chips.items():
            chip.setChecked(other == key)
        self._arrange()

    def _pick(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for key, chip in self._chips.items():
            if chip.isHidden():
                menu.addAction(chip.text(), self._picker(key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _picker(self, key: str) -> Callable[[], None]:
        return lambda: self._pick(key)

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(30))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        shown = self._fitting(list(self._chips))
        left = 0
        for key, chip in self._chips.items():
            chip.setVisible(key in shown)
            if key in shown:
                left = self._put(chip, left)
        self._more.setVisible(len(shown) < len(self._chips))
        self._put(self._more, left)

    def _fitting(self, keys: list[str]) -> set[str]:
        """The first chip, and the neighbours of the chosen one as far as they fit."""
        widths = {key: self._chips[key].sizeHint().width() + px(_GAP) for key in keys}
        if sum(widths.values()) <= self.width():
            return set(keys)
        room = self.width() - self._more.sizeHint().width() - px(_GAP)
        chosen = keys.index(self._current) if self._current in keys else 0
        order = [0, *sorted(range(1, len(keys)), key=lambda number: (abs(number - chosen), number))]
        shown: set[str] = set()
        for number in order:
            room -= widths[keys[number]]
            if room < 0 and shown:
                break
            shown.add(keys[number])
        return shown

    def _put(self, chip: QPushButton, left: int) -> int:
        size = chip.sizeHint()
        chip.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())
        return left + size.width() + px(_GAP)
