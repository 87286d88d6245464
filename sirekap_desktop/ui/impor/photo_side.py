"""The left side of the assignment: the header strip large, the page below it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from sirekap_desktop.ui.impor.pictures import Shown
from sirekap_desktop.ui.periksa.canvas import PhotoCanvas
from sirekap_desktop.ui.theme import color, px
from sirekap_desktop.ui.widgets import label, set_role


class Picture(QWidget):
    """A picture, as large as its place allows, never distorted."""

    def __init__(self, name: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._height = height
        self._pixmap = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage | None) -> None:
        """``None`` shows an empty place."""
        self._pixmap = QPixmap.fromImage(image) if image else QPixmap()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._pixmap.isNull():
            painter.fillRect(area, color("neutral_bg"))
        else:
            size = self._pixmap.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRectF(0, 0, size.width(), size.height())
            box.moveCenter(area.center())
            painter.drawPixmap(box, self._pixmap, QRectF(self._pixmap.rect()))
            painter.setPen(color("border_strong"))
            painter.drawRect(box)
        painter.end()


class PhotoSide(QWidget):
    """Shows one image; empty while it is being loaded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = label("", "section")
        self.problem = label("", "bad", wrap=True)
        self.strip = Picture(self.tr("Kepala formulir"), 118)
        self.canvas = PhotoCanvas()
        self.canvas.setAccessibleName(self.tr("Foto yang belum bertempat"))
        self.canvas.animated = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        for item in (self.caption, self.problem, self.strip):
            column.addWidget(item)
        column.addWidget(self.canvas, 1)
        self.clear()

    def show_picture(self, shown: Shown) -> None:
        """A picture is ready."""
        self.strip.setVisible(shown.strip is not None)
        self.strip.show_image(shown.strip)
        self.problem.setVisible(shown.strip is None)
        self.problem.setText(shown.reason)
        self.caption.setText(self.tr("Kepala formulir") if shown.strip else self.tr("Halaman belum ditemukan"))
        set_role(self.caption, "section")
        self.canvas.set_picture(shown.whole, f"{shown.image.id}/{shown.image.rotation}/{shown.strip is None}")
        if shown.strip is None:
            self.canvas.fit_page()

    def show_problem(self, reason: str) -> None:
        """There is no picture at all."""
        self.clear()
        self.caption.setText(self.tr("Berkas ini tidak dapat ditampilkan"))
        self.problem.setText(reason)
        self.problem.show()
        self.strip.hide()

    def clear(self) -> None:
        """Nothing, or not yet."""
        self.caption.setText("")
        self.problem.hide()
        self.strip.show_image(None)
        self.canvas.clear()
