"""Choosing a TPS with few keys: letters of the desa and a number, suggestions below, Enter takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from sirekap_desktop.ui.impor.matching import TpsChoice, following, match
from sirekap_desktop.ui.impor.words import place_text
from sirekap_desktop.ui.theme import Sign, Tone, color, current_scale, font, px
from sirekap_desktop.ui.widgets import label, paint_pill, pill_size, set_role

_CHOICE = Qt.ItemDataRole.UserRole + 1
_SHOWN_MAX = 60
_ROW_PX = 38

_Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: list[tuple[TpsChoice, str]] = []

    def show_items(self, items: list[tuple[TpsChoice, str]]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        choice, note = self.items[index.row()]
        if role == _CHOICE:
            return choice, note
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(filter(None, (place_text(choice.desa, choice.tps.number), note)))
        return None


class _Delegate(QStyledItemDelegate):
    """Name and note at the left, the pages that have a photo at the right."""

    def __init__(self, parent: QObject, page: list[int | None]) -> None:
        super().__init__(parent)
        self._page = page

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(px(200), px(_ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        choice, note = index.data(_CHOICE)
        area = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, color("current"))
            painter.fillRect(QRectF(area.left(), area.top(), px(4), area.height() - 1), color("accent"))
        painter.setPen(color("border"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        right = self._paint_pages(painter, area, choice)
        words = QRectF(area.left() + px(12), area.top(), right - area.left() - px(20), area.height())
        painter.setPen(color("text"))
        painter.setFont(font(14, bold=True, scale=current_scale()))
        first = words.adjusted(0, px(2), 0, -words.height() / 2 + px(2)) if note else words
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(first, middle, place_text(choice.desa, choice.tps.number))
        if note:
            painter.setPen(color("muted"))
            painter.setFont(font(11, scale=current_scale()))
            painter.drawText(words.adjusted(0, words.height() / 2, 0, -px(1)), middle, note)
        painter.restore()

    def _paint_pages(self, painter: QPainter, area: QRectF, choice: TpsChoice) -> float:
        """A pill per page: which have a photo; the page in question is loud when it is taken."""
        right = area.right() - px(8)
        for page in sorted((*choice.pages_present, *choice.pages_missing), reverse=True):
            present = page in choice.pages_present
            tone = Tone.WARN if present and page == self._page[0] else Tone.OK if present else Tone.NEUTRAL
            sign = Sign.PHOTO if present else Sign.NONE
            size = pill_size(str(page), sign)
            right -= size.width()
            paint_pill(painter, QPointF(right, area.center().y() - size.height() / 2), str(page), tone, sign)
            right -= px(4)
        return right


class TpsPicker(QWidget):
    """The entry of a TPS. ``chosen`` carries a :class:`TpsChoice`."""

    chosen = Signal(object)
    proposal_shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[TpsChoice, ...] = ()
        self._last: TpsChoice | None = None
        self._proposal: tuple[TpsChoice, str] | None = None
        self._page: list[int | None] = [None]
        self._moved = False
        self.edit = QLineEdit()
        self.edit.setAccessibleName(self.tr("TPS: huruf desa dan nomor"))
        self.edit.setPlaceholderText(self.tr("huruf desa dan nomor, misalnya: sam 3"))
        self.edit.setStyleSheet(f"font-size: {px(18)}px;")
        self.edit.textChanged.connect(self._typed)
        self.edit.setAcceptDrops(False)  # files that are dropped here are for the page
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self.note = label("", "small", wrap=True)
        self.note.setMinimumHeight(px(32))
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._model = _Model(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(self.list, self._page))
        self.list.setAccessibleName(self.tr("TPS yang cocok"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self._take(index.data(_CHOICE)[0]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.edit)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)

    # what can be chosen

    def show_choices(self, items: Sequence[TpsChoice]) -> None:
        """All TPS; what is typed stays."""
        self._choices = tuple(items)
        if self._last:
            self._last = self.choice_of(self._last.code)
        if self._proposal:
            choice = self.choice_of(self._proposal[0].code)
            self._proposal = (choice, self._proposal[1]) if choice else None
        self._typed()

    def choice_of(self, code: str | None) -> TpsChoice | None:
        return next((item for item in self._choices if item.code == code), None)

    def ask(self, page: int | None, proposal: TpsChoice | None, why: str, last: TpsChoice | None) -> None:
        """Ask anew, for a photo of ``page``; Enter alone takes the proposal."""
        self._page[0], self._last = page, last
        self._proposal = (proposal, why) if proposal else None
        self.edit.clear()
        self._typed()

    @property
    def has_proposal(self) -> bool:
        return self._proposal is not None and not self.edit.text().strip()

    def _typed(self) -> None:
        text = self.edit.text()
        self._moved = False
        if text.strip():
            items = [(choice, "") for choice in match(text, self._choices, self._last)[:_SHOWN_MAX]]
        else:
            items = self._unasked()
        self._model.show_items(items)
        if items and (len(items) == 1 if text.strip() else self._proposal):
            self.list.setCurrentIndex(self._model.index(0))
        self._explain("")
        self.proposal_shown.emit()

    def _unasked(self) -> list[tuple[TpsChoice, str]]:
        """Before anything is typed: the proposal, then where the last photo went and the TPS after it."""
        items = [self._proposal] if self._proposal else []
        if self._last:
            items.append((self._last, self.tr("TPS foto sebelumnya")))
        after = following(self._last, self._choices)
        if after:
            items.append((after, self.tr("TPS sesudahnya")))
        first: dict[str, tuple[TpsChoice, str]] = {}
        for item in items:
            first.setdefault(item[0].code, item)
        return list(first.values())

    # taking

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            return self._leave_to_page(event)
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
            if event.key() in step:
                self._step(step[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.accept()
                return True
        return super().eventFilter(watched, event)

    def _leave_to_page(self, event: QKeyEvent) -> bool:
        """With nothing typed there is nothing to undo or delete here: those keys are the page's own."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self.edit.text() or not control or event.matches(QKeySequence.StandardKey.Paste):
            return False
        event.ignore()
        return True

    def _step(self, by: int) -> None:
        last = self._model.rowCount() - 1
        if last < 0:
            return
        row = self.list.currentIndex().row()
        self.list.setCurrentIndex(self._model.index(min(max(row + by, 0), last)))
        self._moved = True

    def accept(self) -> None:
        """Enter: take what is clear; of several that fit, only one that the operator has pointed at."""
        marked = self.list.currentIndex()
        typed, count = bool(self.edit.text().strip()), self._model.rowCount()
        if marked.isValid() and (self._moved or count == 1 or (not typed and self._proposal)):
            self._take(marked.data(_CHOICE)[0])
        elif not typed:
            self._explain(self.tr("Ketik huruf desa dan nomor TPS seperti pada kepala formulir."))
        elif count:
            self._explain(self.tr("{n} TPS cocok. Ketik lebih lengkap, atau pilih dengan ↓.").format(n=count))
        else:
            self._explain(self.tr("Tidak ada TPS yang cocok di kecamatan ini."))

    def _take(self, choice: TpsChoice) -> None:
        self.chosen.emit(choice)

    def _explain(self, problem: str) -> None:
        if problem:
            text, role = problem, "bad"
        elif self.has_proposal:
            text, role = self.tr("Enter menerima usulan; ketik bila kepala formulir berkata lain."), "small"
        elif self._last:
            text, role = self.tr("Nomor saja berarti desa {desa}.").format(desa=self._last.desa), "small"
        else:
            text, role = self.tr("Cukup awal nama desa dan nomor TPS, lalu Enter."), "small"
        self.note.setText(text)
        set_role(self.note, role)
