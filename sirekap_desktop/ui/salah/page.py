"""Kemungkinan salah salin: the likeliest first; Enter opens the figures in *Periksa*, F4 says why they are right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from sirekap_desktop.ui.actions import bind
from sirekap_desktop.ui.base import Page
from sirekap_desktop.ui.commands import needs_text
from sirekap_desktop.ui.salah import model as m
from sirekap_desktop.ui.salah.words import likelihood_pill, place_text, why
from sirekap_desktop.ui.theme import Tone, px
from sirekap_desktop.ui.widgets import button, label, paint_pill, pill_size, setup_table

if TYPE_CHECKING:
    from sirekap_desktop.jobs.slips import SlipLine
    from sirekap_desktop.ui.context import Context

_RELEVANT = {"entries", "wilayah", "lock", "settings"}
_ROW_PX = 56
_WIDTHS = {m.PLACE: 190, m.ELECTION: 130, m.LIKELY: 160}


class _LikelyDelegate(QStyledItemDelegate):
    """The word of the last column as a pill."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        text, tone, sign = likelihood_pill(index.data(m.LINE_ROLE))
        top = option.rect.center().y() - pill_size(text, sign).height() / 2
        paint_pill(painter, QPointF(option.rect.left() + px(6), top), text, tone, sign)


class SlipTable(QTableView):
    """Enter is a key of the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class SalahPage(Page):
    """The list, and what can be done with a line of it."""

    help_anchor = "salah"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = m.SlipModel(self)
        self.table = SlipTable()
        setup_table(self.table, self.tr("Kemungkinan salah salin"), row_px=_ROW_PX)
        self.table.setModel(self.model)
        self.table.setWordWrap(True)
        self.table.setItemDelegateForColumn(m.LIKELY, _LikelyDelegate(self.table))
        header = self.table.horizontalHeader()
        for column, width in _WIDTHS.items():
            header.resizeSection(column, px(width))
        header.setSectionResizeMode(m.WHY, QHeaderView.ResizeMode.Stretch)
        self.table.doubleClicked.connect(lambda _index: self.open_line())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_buttons())
        self._lay_out()
        bind(self, "salah.reason", self.give_reason)
        bind(self, "salah.partner", self.open_partner)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        intro = self.tr(
            "Angka yang sudah dicatat dan tampak seperti salah salin atau salah tempat, yang paling mungkin di atas. "
            "Yang menentukan kertasnya: bila kertasnya memang begitu, beri alasan."
        )
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(10))
        column.setSpacing(px(10))
        column.addWidget(label(intro, "", wrap=True))
        column.addWidget(holder, 1)
        column.addLayout(self._make_foot())

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.partner = button(self.tr("Buka TPS yang sama angkanya"), self.open_partner)
        self.reason = button(self.tr("Bukan salah: beri alasan"), self.give_reason)
        self.open = button(self.tr("Buka di Periksa"), self.open_line, primary=True)
        row.addStretch(1)
        for one in (self.partner, self.reason, self.open):
            row.addWidget(one)
        return row

    # -- page ----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Kemungkinan salah salin")

    def key_hints(self) -> list[tuple[str, str]]:
        if self.chosen is None:
            return [("Ctrl 1", self.tr("kembali ke Beranda"))]
        found = [("Enter", self.tr("buka di Periksa")), ("F4", self.tr("bukan salah: beri alasan"))]
        if self.chosen.partner is not None:
            found.append(("F6", self.tr("buka TPS yang sama angkanya")))
        return [*found, ("↑ ↓", self.tr("pilih"))]

    def attach(self, context: Context) -> None:
        super().attach(context)
        self._say(self.tr("Angka yang dicatat sedang diperiksa …"))

    def detach(self) -> None:
        super().detach()
        self.model.show_lines(())

    def activate(self, **target: Any) -> None:  # noqa: ANN401, ARG002 - the list as a whole
        self.table.setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        if kinds & _RELEVANT:
            self.context.query(self.context.slips.lines, done=self._show, key="salah", owner=self)

    # -- showing -------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> SlipLine | None:
        """The current line."""
        index = self.table.currentIndex()
        return index.data(m.LINE_ROLE) if index.isValid() else None

    def _show(self, lines: tuple[SlipLine, ...]) -> None:
        before, row = self.chosen, self.table.currentIndex().row()
        self.model.show_lines(lines)
        if not lines:
            self._say(self.tr("Tidak ada angka yang tampak seperti salah salin."))
            return
        if self._stack.currentWidget() is not self.table:
            self._stack.setCurrentWidget(self.table)
            if self.isVisible():
                self.table.setFocus()  # while it was hidden it could not take the keyboard
        self.table.setCurrentIndex(self.model.index(self._place_of(before, row), 0))
        self._show_buttons()

    def _place_of(self, before: SlipLine | None, row: int) -> int:
        """Where the operator was; a line that has just got its reason is left for the one that took its place."""
        same = self.model.row_of(before) if before else None
        if same is not None and before and self.model.lines[same].open == before.open:
            return same
        return max(0, min(row, len(self.model.lines) - 1))

    def _say(self, text: str) -> None:
        self.nothing.setText(text)
        self._stack.setCurrentWidget(self.nothing)
        self._show_buttons()

    def _show_buttons(self) -> None:
        line = self.chosen
        self.open.setEnabled(line is not None)
        self.partner.setVisible(line is not None and line.partner is not None)
        self.reason.setEnabled(line is not None and line.open)
        self.hints_changed.emit()

    # -- doing ---------------------------------------------------------------------------------------------------

    def open_line(self) -> None:
        """Show the figures beside their photo."""
        if (line := self.chosen) is not None:
            self._go(line, line.slip.tps)

    def open_partner(self) -> None:
        """The same figures at the other TPS."""
        if (line := self.chosen) is not None and line.partner is not None:
            self._go(line, line.partner.code)

    def _go(self, line: SlipLine, tps: str) -> None:
        target = {"tps": tps, "field": line.slip.fields[0], "form": line.form.id, "dapil": line.dapil}
        self.navigate.emit("periksa", target)

    def give_reason(self) -> None:
        """Say why it is no slip: it goes to the end of the list, and comes back when its figures change."""
        line = self.chosen
        if line is None or not line.open:
            return
        reason = self.context.dialogs.ask_text(
            self.tr("Beri alasan mengapa ini bukan salah salin"),
            f"{place_text(line.desa, line.tps)}: {why(line)}",
            yes=self.tr("Simpan alasan"),
            multiline=True,
            validate=needs_text,
        )
        if not reason:
            return
        workspace, slip = self.context.workspace, line.slip
        said = self.tr("Alasan dicatat dalam jejak audit.")
        self.context.write(
            lambda: workspace.give_reason(slip.tps, slip.form, line.check, reason),
            done=lambda _: self.context.notify(said, tone=Tone.OK),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_line()
        else:
            super().keyPressEvent(event)
