"""Choosing a TPS with few keys: letters of the desa and a number, suggestions below, Enter takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
_LONG_ROW_PX = 54
_LONG_NOTE = 40
"""Signs of a note that no longer fit on one line beside the pills."""

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A TPS that is proposed, with the reason in words."""

    choice: TpsChoice
    why: str
    likely: bool = True
    """Whether Enter alone takes it."""


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
        if role == Qt.ItemDataRole.ToolTipRole:
            return note or None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(filter(None, (place_text(choice.desa, choice.tps.number), note)))
        return None


class _Delegate(QStyledItemDelegate):
    """Name and note at the left, the pages that have a photo at the right."""

    def __init__(self, parent: QObject, page: list[int | None]) -> None:
        super().__init__(parent)
        self._page = page

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        _choice, note = index.data(_CHOICE)
        return QSize(px(200), px(_LONG_ROW_PX if len(note) > _LONG_NOTE else _ROW_PX))

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
        first = QRectF(words.left(), area.top(), words.width(), px(_ROW_PX) / 2 + px(2)) if note else words
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, place_text(choice.desa, choice.tps.number))
        if note:
            painter.setPen(color("muted"))
            painter.setFont(font(11, scale=current_scale()))
            room = QRectF(words.left(), first.bottom(), words.width(), area.bottom() - first.bottom() - 1)
            painter.drawText(room, Qt.TextFlag.TextWordWrap, note)
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
        self._proposals: tuple[Suggestion, ...] = ()
        self._empty_note = ""
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
        known = ((self.choice_of(item.choice.code), item) for item in self._proposals)
        self._proposals = tuple(replace(item, choice=choice) for choice, item in known if choice)
        self._typed()

    def choice_of(self, code: str | None) -> TpsChoice | None:
        return next((item for item in self._choices if item.code == code), None)

    def ask(
        self, page: int | None, proposals: Sequence[Suggestion], last: TpsChoice | None, empty_note: str = ""
    ) -> None:
        """Ask anew, for a photo of ``page``; Enter alone takes the first proposal, if that is likely.

        Args:
            page: the page of the photo, whose pill is loud where it is taken; None for none.
            proposals: the best first.
            last: where the last photo went.
            empty_note: what to say while there is nothing to propose; by default how to type.
        """
        self._page[0], self._last, self._empty_note = page, last, empty_note
        self._proposals = tuple(proposals)
        self.edit.clear()
        self._typed()

    @property
    def untouched(self) -> bool:
        """Nothing is typed or pointed at, and nothing proposed that somebody may be reading."""
        return not (self._proposals or self._moved or self.edit.text())

    @property
    def has_proposal(self) -> bool:
        """Whether Enter alone takes a TPS."""
        return bool(self._proposals) and self._proposals[0].likely and not self.edit.text().strip()

    def _typed(self) -> None:
        text = self.edit.text()
        self._moved = False
        if text.strip():
            items = [(choice, "") for choice in match(text, self._choices, self._last)[:_SHOWN_MAX]]
        else:
            items = self._unasked()
        self._model.show_items(items)
        if items and (len(items) == 1 if text.strip() else self.has_proposal):
            self.list.setCurrentIndex(self._model.index(0))
        self._explain("")
        self.proposal_shown.emit()

    def _unasked(self) -> list[tuple[TpsChoice, str]]:
        """Before anything is typed: the proposals, then where the last photo went and the TPS after it."""
        items = [(item.choice, item.why) for item in self._proposals]
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
        if marked.isValid() and (self._moved or count == 1 or self.has_proposal):
            self._take(marked.data(_CHOICE)[0])
        elif not typed and self._proposals:
            self._explain(
                self.tr("Usulan ini belum cukup pasti. Bandingkan dengan kepala formulir, lalu pilih dengan ↓.")
            )
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
        elif self._proposals and not self.edit.text().strip():
            text, role = self.tr("↓ memilih usulan, Enter menerimanya; atau ketik menurut kepala formulir."), "small"
        elif self._empty_note and not self.edit.text().strip():
            text, role = self._empty_note, "small"
        elif self._last:
            text, role = self.tr("Nomor saja berarti desa {desa}.").format(desa=self._last.desa), "small"
        else:
            text, role = self.tr("Cukup awal nama desa dan nomor TPS, lalu Enter."), "small"
        self.note.setText(text)
        set_role(self.note, role)
