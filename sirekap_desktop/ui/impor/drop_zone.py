"""The big calm place where photos are dropped; while an import runs, its progress stands there instead."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from sirekap_desktop.ui.icons import icon_pixmap
from sirekap_desktop.ui.theme import color, px
from sirekap_desktop.ui.widgets import JobProgress, button, label

PATTERN = "*.jpg *.jpeg *.png *.tif *.tiff *.webp *.heic *.heif *.pdf"


def dropped_paths(data: QMimeData) -> list[Path]:
    """Files and folders on this computer among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropZone(QWidget):
    """Asks for files; shows the running import. It only paints: the page takes the drop."""

    files_wanted = Signal()
    folder_wanted = Signal()
    figures_wanted = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hot = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Tempat menaruh foto"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.pick_files = button(self.tr("Pilih foto…"), self.files_wanted.emit, primary=True, icon_name="photo")
        self.pick_folder = button(self.tr("Pilih folder…"), self.folder_wanted.emit, icon_name="folder")
        self.pick_figures = button(self.tr("Pilih buku kerja…"), self.figures_wanted.emit, icon_name="rekap")
        what = self.tr("Buku kerja yang sudah diisi, CSV atau JSON dari program ini; JSON Sirekap sebagai pembanding")
        self.pick_figures.setToolTip(what)
        self.job = JobProgress()
        self.job.cancelled.connect(self.cancelled)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._invitation())
        self._stack.addWidget(self._running())
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(12), px(24), px(12))
        column.addWidget(self._stack)

    def _invitation(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(20))
        picture = QLabel()
        picture.setPixmap(icon_pixmap("impor", px(52), color("accent"), self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(px(3))
        words.addStretch(1)
        self._headline = label(self.tr("Tarik foto atau folder ke sini"), "big", wrap=True)
        words.addWidget(self._headline)
        what = self.tr("JPEG, PNG, TIFF, WebP, HEIC, PDF, dan zip. Satu folder boleh berisi foto dari banyak TPS.")
        self._next = label(what, "muted", wrap=True)
        words.addWidget(self._next)
        hint = self.tr("Nama berkas atau folder yang memuat kode TPS 13 angka langsung menemukan tempatnya.")
        words.addWidget(label(hint, "small", wrap=True))
        words.addStretch(1)
        row.addWidget(picture)
        row.addLayout(words, 1)
        row.addWidget(self.pick_files)
        row.addWidget(self.pick_folder)
        row.addWidget(self.pick_figures)
        return holder

    def _running(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addStretch(1)
        column.addWidget(label(self.tr("Foto sedang dibaca"), "big"))
        column.addWidget(self.job)
        free = self.tr("Anda boleh bekerja di halaman lain; impor terus berjalan. Foto lain boleh ditarik ke sini.")
        column.addWidget(label(free, "small", wrap=True))
        column.addStretch(1)
        return holder

    @property
    def headline(self) -> str:
        """What stands large in it."""
        return self._headline.text()

    def show_summary(self, text: str, hint: str) -> None:
        """How the last import ended, in place of the invitation; more can be dropped all the same."""
        self._headline.setText(text)
        self._next.setText(hint or self.tr("Foto atau folder lain boleh ditarik ke sini."))

    def show_running(self, *, running: bool) -> None:
        """Progress in place of the invitation, at the same size, so that nothing below moves."""
        self._stack.setCurrentIndex(1 if running else 0)

    def set_hot(self, *, hot: bool) -> None:
        """Files hover over the page."""
        if hot != self._hot:
            self._hot = hot
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(600), px(118))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(color("accent" if self._hot else "border_strong"), 2 if self._hot else 1.4)
        pen.setStyle(Qt.PenStyle.SolidLine if self._hot else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(color("accent_soft" if self._hot else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 11, 11)
        painter.end()
