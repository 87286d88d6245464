"""The left side of *Periksa*: the canvas with its floating tools."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from sirekap_desktop.forms.model import Field, Rect
from sirekap_desktop.forms.reading import Registration
from sirekap_desktop.ocr.view import placed
from sirekap_desktop.ui.periksa.canvas import PhotoCanvas
from sirekap_desktop.ui.periksa.pictures import PagePicture
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets.basics import button

_AROUND_MM = 14.0
"""How much of the paper around a number is brought into view with it."""
_CLOSE_MM = 6.0
"""The same where two readers disagree: the number fills the view."""
_POINTS_PER_SIDE = 6


class PhotoPane(QWidget):
    """Shows a page picture, frames fields on it, offers the photo tools."""

    original_wanted = Signal(bool)
    tool = Signal(str)
    """``rotate``, ``corners``, ``replace``, ``move`` or ``versions``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.canvas = PhotoCanvas()
        self.canvas.setAccessibleName(self.tr("Foto halaman"))
        column.addWidget(self.canvas)
        self._picture: PagePicture | None = None
        self._original: QImage | None = None
        self._field: Field | None = None
        self._closely = False
        self._message = QLabel(self)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setStyleSheet("color: #e8eaee; background: transparent; padding: 30px; font-size: 15px;")
        self._tools = self._make_tools()

    def _make_tools(self) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        self.original = button(self.tr("Foto asli"), self._toggle_original)
        self.original.setCheckable(True)
        self._yielding = [
            button(self.tr("Putar"), lambda: self.tool.emit("rotate")),
            button(self.tr("Sudut…"), lambda: self.tool.emit("corners")),
            button(self.tr("Ganti foto…"), lambda: self.tool.emit("replace")),
        ]
        for item in (
            button(self.tr("Pas lebar"), self.canvas.fit_width),
            button(self.tr("Pas halaman"), self.canvas.fit_page),
            self.original,
            *self._yielding,
            self._make_more(),
        ):
            item.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            item.setProperty("chip", True)
            row.addWidget(item)
        holder.adjustSize()
        holder.move(px(10), px(8))
        return holder

    def _make_more(self) -> QPushButton:
        """What is rarely needed, behind one button."""
        menu = QMenu(self)
        self._instead = [menu.addAction(one.text(), one.click) for one in self._yielding]
        menu.addAction(self.tr("Pindahkan ke TPS lain…"), lambda: self.tool.emit("move"))
        menu.addAction(self.tr("Versi foto…"), lambda: self.tool.emit("versions"))
        more = button("…")
        more.setAccessibleName(self.tr("Pilihan foto lain"))
        more.setToolTip(more.accessibleName())
        more.setMenu(menu)
        return more

    def show_picture(self, picture: PagePicture) -> None:
        """Show a page; the frame comes with :meth:`show_field`."""
        self._picture, self._original, self._field = picture, None, None
        self.original.setChecked(False)
        self._say("")
        self.canvas.set_picture(picture.straight, picture.image.id)
        self._tools.setVisible(True)

    def show_original(self, image: QImage) -> None:
        """The photo as it came has been decoded."""
        self._original = image
        if self._picture is not None and self.original.isChecked():
            self.canvas.set_picture(image, f"{self._picture.image.id}/asli")
            self._frame()

    def show_message(self, text: str) -> None:
        """No photo: say so."""
        self._picture, self._field = None, None
        self.canvas.clear()
        self._tools.setVisible(False)
        self._say(text)

    def show_field(self, field: Field | None, *, closely: bool = False) -> None:
        """Frame a field and bring its evidence into view; ``None`` shows the page at normal light.

        ``closely`` fills the view with its boxes and circles, for a number on which two readers disagree.
        """
        self._field, self._closely = field, closely
        self._frame()

    def _frame(self) -> None:
        picture, field = self._picture, self._field
        if picture is None or field is None or picture.registration is None:
            self.canvas.release()
            return
        area, around = field.number_area.grown(2.0), field.evidence_area.grown(_AROUND_MM)
        look = self.canvas.look_at
        if self._closely:
            around, look = field.number_area.grown(_CLOSE_MM), self.canvas.look_closely
        if self.original.isChecked() and self._original is not None:
            framed = _project(picture.registration, area)
            look(framed, _project(picture.registration, around).boundingRect())
        else:
            look(QPolygonF(picture.frame(area)), QRectF(picture.frame(around)))

    def _toggle_original(self) -> None:
        if self._picture is None:
            return
        if self.original.isChecked():
            self.original_wanted.emit(True)
        else:
            self.canvas.set_picture(self._picture.straight, self._picture.image.id)
            self._frame()

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._message.setVisible(bool(text))
        self._message.setGeometry(self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._message.setGeometry(self.rect())
        self._fit_tools()
        super().resizeEvent(event)

    def _fit_tools(self) -> None:
        """What does not fit beside the others goes into the menu of what is rarely needed."""
        for one, instead in zip(self._yielding, self._instead, strict=True):
            one.show()
            instead.setVisible(False)
        for one, instead in reversed(list(zip(self._yielding, self._instead, strict=True))):
            if self._tools.sizeHint().width() + px(20) > self.width():
                one.hide()
                instead.setVisible(True)
        self._tools.adjustSize()


def _project(registration: Registration, area: Rect) -> QPolygonF:
    """The outline of an area of the form, in pixels of the photo: a bent sheet bends its sides."""
    corners = np.array(area.corners, np.float64)
    share = np.arange(_POINTS_PER_SIDE)[:, None] / _POINTS_PER_SIDE
    sides = [start + share * (end - start) for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True)]
    return QPolygonF([QPointF(float(x), float(y)) for x, y in placed(registration, np.vstack(sides))])
