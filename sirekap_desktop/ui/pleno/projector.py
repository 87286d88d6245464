"""The second screen: the number being read out, huge, beside its picture. Dark, and nothing else.

It is given what it shows; it asks for nothing and takes no keys of the operator.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from sirekap_desktop.forms.model import Field
from sirekap_desktop.forms.numbers import format_count, format_percent
from sirekap_desktop.jobs.pleno import Figure
from sirekap_desktop.jobs.slides import Slide
from sirekap_desktop.ui.periksa.pictures import FieldCrops
from sirekap_desktop.ui.periksa.words import part_text, value_text
from sirekap_desktop.ui.pleno.words import caption, figure_words
from sirekap_desktop.ui.theme import font

_GROUND, _TEXT, _QUIET = QColor("#10151d"), QColor("#ffffff"), QColor("#b9c3d2")
_LINE, _FRAME, _CHANGE, _DONE = QColor("#2b3442"), QColor("#f5a623"), QColor("#ffc46b"), QColor("#6fb68e")
_SMALL = 3.4
_LEFT_SHARE = 0.50
"""Of the width, for number and picture; the rest is for the totals."""


class Projector(QWidget):
    """A window of its own: over the whole second screen, or beside the program where there is one screen only."""

    closed = Signal()

    def __init__(self, operator: QWidget | None = None) -> None:
        super().__init__(operator, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle(self.tr("Layar proyektor"))
        self.setObjectName("projector")
        self.slide: Slide | None = None
        self.crops: FieldCrops | None = None
        self.resize(960, 540)

    def open(self) -> None:
        """Show it on the screen that the operator does not work on."""
        operator = self.parentWidget()
        own = operator.screen() if operator else None
        other = next((screen for screen in QGuiApplication.screens() if screen is not own), None)
        if other is not None and own is not None:
            self.setGeometry(other.geometry())
            self.showFullScreen()
        else:
            self.show()

    def show_slide(self, slide: Slide | None, crops: FieldCrops | None = None) -> None:
        """The operator's step; ``crops`` may come a moment later."""
        self.slide, self.crops = slide, crops
        self.setAccessibleName(spoken(slide))
        self.repaint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    # -- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), _GROUND)
        if self.slide is not None:
            unit = min(self.height(), self.width() * 9 / 16) / 100
            area = QRectF(self.rect()).adjusted(4 * unit, 3 * unit, -4 * unit, -3 * unit)
            self._paint(_Brush(painter, unit), area, self.slide)
        painter.end()

    def _paint(self, brush: _Brush, area: QRectF, slide: Slide) -> None:
        unit = brush.unit
        head = QRectF(area.left(), area.top(), area.width(), 8 * unit)
        self._paint_head(brush, head, slide)
        body = QRectF(area.left(), head.bottom() + 3 * unit, area.width(), area.bottom() - head.bottom() - 3 * unit)
        left = QRectF(body.left(), body.top(), body.width() * _LEFT_SHARE, body.height() - 8 * unit)
        foot = QRectF(body.left(), body.bottom() - 7 * unit, left.width(), 7 * unit)
        right = QRectF(left.right() + 4 * unit, body.top(), body.right() - left.right() - 4 * unit, body.height())
        if slide.figure is not None:
            self._paint_figure(brush, left, slide.figure)
        _paint_corrections(brush, foot, slide)
        _paint_totals(brush, right, slide)

    @staticmethod
    def _paint_head(brush: _Brush, area: QRectF, slide: Slide) -> None:
        count = _progress_words(slide)
        right = brush.text(area, count, 4, _QUIET, Qt.AlignmentFlag.AlignRight)
        room = area.adjusted(0, 0, -right - 3 * brush.unit, 0)
        if slide.simulation:
            mark = QCoreApplication.translate("Pleno", "SIMULASI")
            width = brush.text(room, mark, 4, _CHANGE, Qt.AlignmentFlag.AlignRight, bold=True)
            room = room.adjusted(0, 0, -width - 2 * brush.unit, 0)
        used = brush.text(room, slide.place or slide.election, 5.6, _TEXT, bold=True)
        if slide.place:
            brush.text(room.adjusted(used + 3 * brush.unit, 0, 0, 0), slide.election, 4, _QUIET)

    def _paint_figure(self, brush: _Brush, area: QRectF, figure: Figure) -> None:
        unit = brush.unit
        top = QRectF(area.left(), area.top(), area.width(), 7 * unit)
        brush.text(top, caption(figure.field), 4.4, _QUIET)
        middle = QRectF(area.left(), top.bottom() + unit, area.width(), 38 * unit)
        shown = self.crops.number if self.crops else None
        used = brush.picture(middle, shown, frame=True) if shown is not None else 0.0
        number = middle.adjusted(used + 2 * unit, 0, 0, 0)
        _paint_number(brush, number, figure)
        evidence = self.crops.evidence if self.crops else None
        if evidence is not None:
            below = QRectF(
                area.left(), middle.bottom() + 2 * unit, area.width(), area.bottom() - middle.bottom() - 2 * unit
            )
            brush.picture(below, evidence)


class _Brush:
    """A painter with lengths in hundredths of the height."""

    def __init__(self, painter: QPainter, unit: float) -> None:
        self.painter, self.unit = painter, unit

    def text(
        self,
        area: QRectF,
        text: str,
        size: float,
        tint: QColor,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        *,
        bold: bool = False,
        struck: bool = False,
    ) -> float:
        """One line, cut with dots where it does not fit; returns its width."""
        face = font(size * self.unit, bold=bold)
        face.setStrikeOut(struck)
        metrics = QFontMetricsF(face)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, area.width()))
        self.painter.setFont(face)
        self.painter.setPen(tint)
        self.painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)

    def picture(self, area: QRectF, image: QImage, *, frame: bool = False) -> float:
        """A picture as large as fits at the left top; returns its width."""
        if image.isNull() or area.height() <= 0:
            return 0.0
        share = 0.45 if frame else 1.0
        scale = min(area.width() * share / image.width(), area.height() / image.height())
        place = QRectF(area.left(), area.top(), image.width() * scale, image.height() * scale)
        self.painter.drawImage(place, image)
        if frame:
            self.painter.setPen(QPen(_FRAME, 0.5 * self.unit))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawRoundedRect(place, self.unit, self.unit)
        return place.width()


def _paint_number(brush: _Brush, area: QRectF, figure: Figure) -> None:
    """As large as fits, up to a quarter of the height; what was corrected stands struck out above."""
    text = figure_words(figure)
    size = 25.0
    while size > 8 and QFontMetricsF(font(size * brush.unit, bold=True)).horizontalAdvance(text) > area.width():
        size -= 1
    if figure.corrected and figure.entry.before != figure.value:
        old = QRectF(area.left(), area.top(), area.width(), 9 * brush.unit)
        brush.text(old, value_text(figure.entry.before), 8, _CHANGE, Qt.AlignmentFlag.AlignRight, struck=True)
        area = area.adjusted(0, 9 * brush.unit, 0, 0)
    brush.text(area, text, size, _TEXT, Qt.AlignmentFlag.AlignRight, bold=True)


def _paint_corrections(brush: _Brush, area: QRectF, slide: Slide) -> None:
    if not slide.corrections:
        return
    last = slide.corrections[-1]
    words = _correction_words(len(slide.corrections), _number_of(last.field))
    used = brush.text(area, words, _SMALL, _CHANGE)
    for text, struck in (
        (value_text(last.entry.before), True),
        (QCoreApplication.translate("Pleno", "menjadi"), False),
        (figure_words(last), False),
    ):
        area = area.adjusted(used + 1.2 * brush.unit, 0, 0, 0)
        used = brush.text(area, text, _SMALL, _CHANGE, struck=struck, bold=text == figure_words(last))


def _paint_totals(brush: _Brush, area: QRectF, slide: Slide) -> None:
    unit = brush.unit
    heading = QRectF(area.left(), area.top(), area.width(), 7 * unit)
    brush.text(heading, QCoreApplication.translate("Pleno", "Perolehan suara sementara"), 4, _QUIET)
    bottom = QRectF(area.left(), area.bottom() - 8 * unit, area.width(), 8 * unit)
    rows = QRectF(area.left(), heading.bottom(), area.width(), bottom.top() - heading.bottom() - 2 * unit)
    height = min(9.0 * unit, rows.height() / max(1, len(slide.totals)))
    size = min(5.2, height / unit * 0.62)
    for number, (words, value) in enumerate(slide.totals):
        row = QRectF(rows.left(), rows.top() + number * height, rows.width(), height)
        used = brush.text(row, format_count(value), size, _TEXT, Qt.AlignmentFlag.AlignRight, bold=True)
        brush.text(row.adjusted(0, 0, -used - 2 * unit, 0), words, size * 0.72, _TEXT)
        brush.painter.setPen(QPen(_LINE, max(1.0, 0.15 * unit)))
        brush.painter.drawLine(QPointF(row.left(), row.bottom()), QPointF(row.right(), row.bottom()))
    _paint_progress(brush, bottom, slide)


def _paint_progress(brush: _Brush, area: QRectF, slide: Slide) -> None:
    unit = brush.unit
    bar = QRectF(area.left(), area.top(), area.width(), 2.2 * unit)
    brush.painter.setPen(Qt.PenStyle.NoPen)
    brush.painter.setBrush(_LINE)
    brush.painter.drawRoundedRect(bar, 1.1 * unit, 1.1 * unit)
    if slide.total and slide.approved:
        brush.painter.setBrush(_DONE)
        done = QRectF(bar.left(), bar.top(), max(2.2 * unit, bar.width() * slide.approved / slide.total), bar.height())
        brush.painter.drawRoundedRect(done, 1.1 * unit, 1.1 * unit)
    below = QRectF(area.left(), bar.bottom() + unit, area.width(), area.bottom() - bar.bottom() - unit)
    brush.text(below, _share_words(slide), 3.4, _QUIET)


def _number_of(field: Field) -> str:
    """``II.4``; with L, P or Jml where the row has them."""
    return " ".join(part for part in (field.number, part_text(field.part)) if part)


def _progress_words(slide: Slide) -> str:
    words = QCoreApplication.translate("Pleno", "{n} dari {total} TPS")
    return words.format(n=format_count(slide.approved), total=format_count(slide.total))


def _share_words(slide: Slide) -> str:
    share = format_percent(round(1000 * slide.approved / max(1, slide.total)), 1000)
    return QCoreApplication.translate("Pleno", "{share} TPS disahkan").format(share=share)


def _correction_words(count: int, field: str) -> str:
    words = QCoreApplication.translate("Pleno", "Pembetulan {n} angka: {field} semula")
    return words.format(n=format_count(count), field=field)


def spoken(slide: Slide | None) -> str:
    """What stands on the screen, in one sentence."""
    if slide is None:
        return ""
    if slide.figure is None:
        return f"{slide.place or slide.election}, {_progress_words(slide)}"
    return f"{slide.place}, {caption(slide.figure.field)}: {figure_words(slide.figure)}"
