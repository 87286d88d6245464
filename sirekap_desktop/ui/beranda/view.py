"""The table of Beranda, painted: stacked bars, pills, a calm line under each row and an accent at the current one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.records import Status, TpsProgress
from sirekap_desktop.ui.beranda import model as m
from sirekap_desktop.ui.beranda.overview import Attention, DesaLine
from sirekap_desktop.ui.beranda.words import attention_pill
from sirekap_desktop.ui.icons import paint_icon
from sirekap_desktop.ui.theme import color, current_scale, font, px, status_color, tone_colors
from sirekap_desktop.ui.widgets import fitted, paint_pill, paint_stack, pill_size
from sirekap_desktop.ui.widgets.pill import status_pill

_WIDTHS = {
    m.NAME: 170,
    m.TPS: 56,
    m.BAR: 300,
    m.BELUM: 76,
    m.TERBACA: 84,
    m.DIPERIKSA: 94,
    m.DISAHKAN: 94,
    m.TERKUNCI: 88,
    m.ARROW: 34,
}
_MATTERS_PX, _BAR_MIN_PX = 260, 130
_GAP = 8
ROW_PX = 35


class OverviewDelegate(QStyledItemDelegate):
    """Paints what is more than text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), px(ROW_PX))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
        area, column = QRectF(option.rect), index.column()
        if column == m.BAR:
            _paint_bar(painter, area, index)
        elif column == m.MATTERS:
            _paint_matters(painter, area, index)
        elif column == m.ARROW:
            _paint_arrow(painter, area, index, self.parent())
        elif column in m.STATUS_COLUMNS and index.internalId():
            _paint_status(painter, area, index)
        else:
            inset = px(20) if column == m.NAME and index.internalId() else px(6) if column == m.NAME else 0
            option.rect = option.rect.adjusted(inset, 0, -px(6) if column != m.NAME else 0, 0)
            super().paint(painter, option, index)


def _paint_bar(painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
    bar = QRectF(area.left() + px(9), area.center().y() - px(7), area.width() - px(28), px(14))
    source: m.OverviewModel = index.model()  # type: ignore[assignment]
    tps = source.tps(index)
    if tps is None:
        line = source.line(index)
        order = (Status.TERKUNCI, Status.DISAHKAN, Status.DIPERIKSA, Status.TERBACA, Status.BELUM)
        paint_stack(painter, bar, [(line.count(status), status_color(status)) for status in order])
        return
    words = f"{format_count(tps.fields_recorded)} / {format_count(tps.fields_total)}"
    painter.setFont(font(12, scale=current_scale()))
    painter.setPen(color("muted"))
    painter.drawText(
        bar.adjusted(0, -px(4), 0, px(4)), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words
    )
    thin = bar.adjusted(0, px(3), -px(64), -px(3))
    rest = tps.fields_total - tps.fields_recorded
    waiting = Status.TERBACA if tps.pages_present else Status.BELUM
    paint_stack(painter, thin, [(tps.fields_recorded, status_color(Status.DIPERIKSA)), (rest, status_color(waiting))])


def _paint_status(painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
    source: m.OverviewModel = index.model()  # type: ignore[assignment]
    tps = source.tps(index)
    if tps is None or m.STATUS_COLUMNS[index.column()] is not tps.status:
        return
    _, tone, sign = status_pill(tps.status)
    side = px(14)
    box = QRectF(area.right() - px(10) - side, area.center().y() - side / 2, side, side)
    paint_icon(painter, box, sign.value, tone_colors(tone).text)


def pill_areas(area: QRectF, items: tuple[Attention, ...], *, with_tps: bool) -> list[tuple[QRectF, Attention]]:
    """Where the pills of a row stand: as many as fit, the most urgent first."""
    found: list[tuple[QRectF, Attention]] = []
    left = area.left() + px(9)
    room = area.right() - px(64 if len(items) > 1 else 9)
    for item in items:
        text, _, sign = attention_pill(item, with_tps=with_tps)
        size = pill_size(text, sign)
        if found and left + size.width() > room:
            break
        width = min(float(size.width()), room - left)
        found.append((QRectF(left, area.center().y() - size.height() / 2, width, size.height()), item))
        left += width + px(_GAP)
    return found


def _paint_matters(painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
    items = index.data(m.MATTERS_ROLE)
    is_desa = not index.internalId()
    shown = pill_areas(area, items, with_tps=is_desa)
    for box, item in shown:
        text, tone, sign = attention_pill(item, with_tps=is_desa)
        paint_pill(painter, QPointF(box.left(), box.top()), fitted(text, sign, box.width()), tone, sign)
    if len(shown) < len(items):
        text = f"+{len(items) - len(shown)}"
        painter.setFont(font(12, bold=True, scale=current_scale()))
        painter.setPen(color("muted"))
        left = shown[-1][0].right() + px(_GAP)
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 2
        painter.drawText(QRectF(left, area.top(), width, area.height()), Qt.AlignmentFlag.AlignVCenter, text)


def _paint_arrow(painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex, view: object) -> None:
    side = px(14)
    box = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
    is_open = isinstance(view, QTreeView) and view.isExpanded(index.sibling(index.row(), 0))
    paint_icon(painter, box, "chevron_down" if is_open else "chevron", color("muted"))


class OverviewTree(QTreeView):
    """Desa and TPS. Enter opens a desa's rows or a TPS; one click on a TPS or on a pill opens it in *Periksa*."""

    tps_chosen = Signal(str)
    """Code of a TPS to open."""
    place_changed = Signal()
    """Another row is current, or focus came or went."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Kemajuan per desa dan TPS"))
        self.setItemDelegate(OverviewDelegate(self))
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.expanded.connect(self._fit)
        self.collapsed.connect(self._fit)

    def setModel(self, source: m.OverviewModel) -> None:  # type: ignore[override]
        super().setModel(source)
        header = self.header()
        header.setSectionsClickable(False)
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(px(30))
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, px(width))
        header.setSectionResizeMode(m.MATTERS, QHeaderView.ResizeMode.Stretch)
        source.modelReset.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the bars give way: what needs attention stays readable."""
        super().resizeEvent(event)
        others = sum(
            self.header().sectionSize(column)
            for column in _WIDTHS
            if column != m.BAR and not self.isColumnHidden(column)
        )
        room = self.viewport().width() - others - px(_MATTERS_PX)
        self.header().resizeSection(m.BAR, max(px(_BAR_MIN_PX), min(px(_WIDTHS[m.BAR]), room)))

    def chosen(self) -> TpsProgress | DesaLine | None:
        """The current row."""
        index = self.currentIndex()
        return index.data(m.ITEM_ROLE) if index.isValid() else None

    def content_height(self) -> int:
        """Height that shows every open row."""
        source, rows = self.model(), 0
        for row in range(source.rowCount() if source else 0):
            index = source.index(row, 0)
            rows += 1 + (source.rowCount(index) if self.isExpanded(index) else 0)
        return self.header().sizeHint().height() + rows * px(ROW_PX) + 2 * self.frameWidth() + 2

    def _fit(self, *_ignored: object) -> None:
        self.setMaximumHeight(max(px(110), self.content_height()))
        self.setMinimumHeight(min(px(180), self.content_height()))

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area = QRectF(option.rect)
        if index.sibling(index.row(), 0) == self.currentIndex().siblingAtColumn(0):
            painter.fillRect(area, color("current"))
            if self.hasFocus():
                painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), color("accent"))
        elif index.internalId():
            painter.fillRect(area, color("header"))
        super().drawRow(painter, option, index)
        painter.setPen(QPen(color("border"), 1))
        painter.drawLine(QPointF(area.left(), area.bottom() - 0.5), QPointF(area.right(), area.bottom() - 0.5))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._open(index)
            return
        if key == Qt.Key.Key_Left and index.isValid() and index.internalId():
            self.setCurrentIndex(index.parent())
            return
        if key == Qt.Key.Key_Up and index.isValid() and index.row() == 0 and not index.internalId():
            self.focusPreviousChild()
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        item = index.data(m.ITEM_ROLE)
        if isinstance(item, TpsProgress):
            self.tps_chosen.emit(item.tps.code)
        else:
            first = index.siblingAtColumn(0)
            self.setExpanded(first, not self.isExpanded(first))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        if picked := self._pill_at(index, event.position()):
            self.tps_chosen.emit(picked.progress.tps.code)
        else:
            self._open(index)

    def _pill_at(self, index: QModelIndex, at: QPointF) -> Attention | None:
        if index.column() != m.MATTERS or index.internalId():
            return None
        areas = pill_areas(QRectF(self.visualRect(index)), index.data(m.MATTERS_ROLE), with_tps=True)
        return next((item for box, item in areas if box.contains(at)), None)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            on_row = self.indexAt(event.position().toPoint()).isValid()
            shape = Qt.CursorShape.PointingHandCursor if on_row else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
        return super().viewportEvent(event)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.place_changed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        self.viewport().update()
        self.place_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        self.place_changed.emit()
