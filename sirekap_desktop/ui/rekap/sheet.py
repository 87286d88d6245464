"""The recap sheet: captions stay at the left and totals at the right while the figures between them scroll."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from sirekap_desktop.models.recap import RecapCell
from sirekap_desktop.ui.icons import paint_icon
from sirekap_desktop.ui.rekap.model import (
    CELL_ROLE,
    FIXED_COLUMNS,
    LABEL,
    NUMBER,
    PART,
    CellLook,
    RecapModel,
    short_number,
)
from sirekap_desktop.ui.theme import COLORS, color, current_scale, font, px

ROW_PX = 26
_EDGE_PX = 9
"""Between the edge of a cell and its text."""
_NUMBER_PX, _PART_PX, _TOTAL_PX, _COLUMN_PX, _COLUMN_MIN_PX = 46, 44, 134, 104, 78
_LABEL_MIN_PX, _LABEL_MAX_PX = 240, 620


class CellDelegate(QStyledItemDelegate):
    """Paints figures with their signs, and the current cell with a clear frame.

    Of a figure it asks the model once and draws the text itself: a style sheet's own painting of an item asks for nine
    roles and takes twice as long, which 120 TPS show while they scroll. Captions wrap: the style paints them.
    """

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        source = index.model()
        assert isinstance(source, RecapModel)
        cell = source.cell(index)
        if cell is None:
            self._paint_caption(painter, option, index)
            return
        look = source.look(index)
        if look.background is not None:
            painter.fillRect(option.rect, look.background)
        self._paint_figure(painter, option, look)
        if cell.broken or cell.corrected:
            self._paint_sign(painter, option, look.text, cell)
        if option.state & QStyle.StateFlag.State_Selected:
            self._paint_frame(painter, QRectF(option.rect), option.widget)

    def _paint_caption(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
        if background := index.data(Qt.ItemDataRole.BackgroundRole):
            painter.fillRect(option.rect, background)
        option.rect = option.rect.adjusted(px(6), 0, -px(6), 0)
        super().paint(painter, option, index)

    @staticmethod
    def _paint_figure(painter: QPainter, option: QStyleOptionViewItem, look: CellLook) -> None:
        painter.setFont(look.font or option.font)
        painter.setPen(look.ink.color() if look.ink is not None else option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(_text_area(option), int(look.alignment), look.text)

    @staticmethod
    def _paint_frame(painter: QPainter, area: QRectF, view: object) -> None:
        painter.setPen(color("accent" if isinstance(view, QWidget) and view.hasFocus() else "border_strong"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0.5, 0.5, -1.5, -1.5))
        painter.drawRect(area.adjusted(1.5, 1.5, -2.5, -2.5))

    @staticmethod
    def _paint_sign(
        painter: QPainter,
        option: QStyleOptionViewItem,
        text: str,
        cell: RecapCell,
    ) -> None:
        width = painter.fontMetrics().horizontalAdvance(text)
        side = px(12)
        right = _text_area(option).right() - width - px(6)
        box = QRectF(right - side, option.rect.center().y() - side / 2 + 1, side, side)
        paint_icon(painter, box, "bang" if cell.broken else "pencil", color("bad" if cell.broken else "text"))


def _text_area(option: QStyleOptionViewItem) -> QRect:
    """Where a figure stands: level with the captions that the style paints."""
    return option.rect.adjusted(px(_EDGE_PX), -1, -px(_EDGE_PX), -1)


def column_widths(room: int, least: Sequence[int]) -> tuple[int, list[int]]:
    """Width of *Uraian* and of each column, in pixels: few columns grow, many keep their least width and scroll."""
    if not least:
        return min(room, px(_LABEL_MAX_PX)), []
    wide = [max(width, px(_COLUMN_PX)) for width in least]
    label = room - sum(wide)
    if label >= px(_LABEL_MIN_PX):
        label = min(label, px(_LABEL_MAX_PX))
        extra = (room - label - sum(wide)) // len(wide)
        return label, [width + extra for width in wide]
    label = max(px(_LABEL_MIN_PX), min(room - sum(least), px(_LABEL_MAX_PX)))
    extra = max(0, (room - label - sum(least)) // len(least))
    return label, [width + extra for width in least]


class _View(QTableView):
    """One of the three tables; only the middle one takes focus."""

    opened = Signal(QModelIndex)
    at_edge = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTableView { border: 0; border-radius: 0; }")
        self.viewport().setAutoFillBackground(
            True
        )  # opaque: scrolling moves what is painted and paints only what is new
        self.setItemDelegate(CellDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(px(ROW_PX))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setFixedHeight(px(28))
        self.clicked.connect(self.opened)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Opaque, so that scrolling moves what is painted and paints only what is new. A style sheet takes it away.
        self.viewport().setAutoFillBackground(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        index = super().moveCursor(action, modifiers)
        return self._past_section(index)

    def _past_section(self, index: QModelIndex) -> QModelIndex:
        """Section rows hold no figure: arrows go over them."""
        source, before = self.model(), self.currentIndex()
        step = 1 if index.row() >= before.row() else -1
        row, column = index.row(), max(index.column(), FIXED_COLUMNS)
        while 0 <= row < source.rowCount() and source.index(row, column).data(CELL_ROLE) is None:
            row += step
        if not 0 <= row < source.rowCount():
            return before
        return source.index(row, column)


class RecapSheet(QFrame):
    """Three tables over one :class:`RecapModel`. ``opened`` and ``moved`` carry an index of the model."""

    opened = Signal(QModelIndex)
    moved = Signal(QModelIndex)

    def __init__(self, source: RecapModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.model = source
        self.captions, self.figures, self.totals = _View(self), _View(self), _View(self)
        self.captions.setAccessibleName(self.tr("Uraian baris rekap"))
        self.figures.setAccessibleName(self.tr("Angka rekap"))
        self.totals.setAccessibleName(self.tr("Jumlah akhir rekap"))
        for view in (self.captions, self.figures, self.totals):
            view.setModel(source)
            view.opened.connect(self.opened)
        for view in (self.captions, self.totals):
            view.setSelectionModel(self.figures.selectionModel())
            view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.figures)
        self.figures.selectionModel().currentChanged.connect(lambda index, _before: self.moved.emit(index))
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self.captions)
        row.addWidget(self.figures, 1)
        row.addWidget(self.totals)
        self.totals.setStyleSheet(f"QTableView {{ border: 0; border-left: 1px solid {COLORS['border_strong']}; }}")
        self._join_scrolling()

    def _join_scrolling(self) -> None:
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.captions.setVerticalScrollBarPolicy(off)
        self.figures.setVerticalScrollBarPolicy(off)
        self.captions.setHorizontalScrollBarPolicy(off)
        self.totals.setHorizontalScrollBarPolicy(off)
        bars = [view.verticalScrollBar() for view in (self.captions, self.figures, self.totals)]
        for bar in bars:
            for other in bars:
                if other is not bar:
                    bar.valueChanged.connect(other.setValue)

    def restructure(self) -> None:
        """Rows or columns changed: hide, span and size anew, and put the cursor on the first figure."""
        total = self.model.total_column
        for column in range(self.model.columnCount()):
            caption, is_total = column < FIXED_COLUMNS, column == total
            self.captions.setColumnHidden(column, not caption)
            self.figures.setColumnHidden(column, caption or is_total)
            self.totals.setColumnHidden(column, not is_total)
        for view in (self.captions, self.figures):
            view.clearSpans()
        for number, row in enumerate(self.model.sheet):
            if row.section:
                self.captions.setSpan(number, 0, 1, FIXED_COLUMNS)
                if total - FIXED_COLUMNS > 1:
                    self.figures.setSpan(number, FIXED_COLUMNS, 1, total - FIXED_COLUMNS)
            elif row.span > 1:
                self.captions.setSpan(number, NUMBER, row.span, 1)
                self.captions.setSpan(number, LABEL, row.span, 1)
        self._size_columns()
        self.go_to(self.model.index(1, FIXED_COLUMNS))

    def go_to(self, index: QModelIndex) -> None:
        """Make a figure current and show it."""
        self.figures.setCurrentIndex(index)
        self.figures.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def _size_columns(self) -> None:
        if self.model.total_column < FIXED_COLUMNS:
            return
        bar = self.totals.verticalScrollBar().sizeHint().width() if self._scrolls() else 0
        number = self._number_width()
        room = self.width() - number - px(_PART_PX) - px(_TOTAL_PX) - bar - 4
        label, widths = column_widths(room, self._least_widths())
        self.captions.setColumnWidth(NUMBER, number)
        self.captions.setColumnWidth(LABEL, label)
        self.captions.setColumnWidth(PART, px(_PART_PX))
        self.captions.setFixedWidth(number + label + px(_PART_PX))
        for column, width in enumerate(widths, start=FIXED_COLUMNS):
            self.figures.setColumnWidth(column, width)
        self.totals.setColumnWidth(self.model.total_column, px(_TOTAL_PX) - 1)
        self.totals.setFixedWidth(px(_TOTAL_PX) + bar)
        self._reserve_bottom(wide=sum(widths) > room - label)

    def _number_width(self) -> int:
        """``B.4``, or ``18 A.2.10`` of a calon: never cut."""
        metrics = QFontMetricsF(font(scale=current_scale()))
        texts = {short_number(row) for row in self.model.rows}
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
        return max(px(_NUMBER_PX), round(widest) + px(2 * _EDGE_PX + 2))

    def _least_widths(self) -> list[int]:
        """What each column needs for its heading."""
        metrics = QFontMetricsF(font(bold=True, scale=current_scale()))
        table = self.model.table
        titles = [column.title for column in table.columns] if table else []
        return [max(px(_COLUMN_MIN_PX), round(metrics.horizontalAdvance(title)) + px(22)) for title in titles]

    def _scrolls(self) -> bool:
        return len(self.model.sheet) * px(ROW_PX) + px(28) > self.height() - 4

    def _reserve_bottom(self, *, wide: bool) -> None:
        """The outer tables leave room for the middle one's horizontal bar, so that rows stay level."""
        height = self.figures.horizontalScrollBar().sizeHint().height() if wide else 0
        for view in (self.captions, self.totals):
            view.setViewportMargins(0, view.viewportMargins().top(), 0, height)
