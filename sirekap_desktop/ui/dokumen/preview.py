"""A PDF page on the screen: fit, zoom, pan, next and previous; every page is rendered in a worker."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from sirekap_desktop.ui.dokumen.pdf import page_sizes, render_page
from sirekap_desktop.ui.images import to_pixmap
from sirekap_desktop.ui.tasks import Tasks
from sirekap_desktop.ui.theme import px

ZOOMS = (25, 33, 50, 67, 80, 100, 125, 150, 200, 300)
_MARGIN = 14
_POINTS_PER_INCH, _SCREEN_DPI = 72, 96
_WIDTH_MAX_PX = 5000


class PdfPreview(QScrollArea):
    """Shows one page. ``changed`` says that page, page count or zoom changed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Pratinjau dokumen"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._tasks: Tasks | None = None
        self._data = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._number = 0
        self._zoom: int | None = None
        self._paper = QLabel()
        self._paper.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._paper.setMargin(px(_MARGIN))
        self._paper.setWordWrap(True)
        self.setWidget(self._paper)
        self.setWidgetResizable(True)

    @property
    def page(self) -> int:
        """From 1; 0 while nothing is shown."""
        return self._number + 1 if self._sizes else 0

    @property
    def pages(self) -> int:
        return len(self._sizes)

    @property
    def size_points(self) -> tuple[float, float]:
        """Size of the first page in points."""
        return self._sizes[0] if self._sizes else (0.0, 0.0)

    @property
    def zoom(self) -> int:
        """Per cent of the paper's size; as fitted when the operator chose none."""
        return self._zoom or self._fit_zoom()

    @property
    def picture(self) -> QPixmap:
        """What is on the screen."""
        return self._paper.pixmap()

    def use(self, tasks: Tasks) -> None:
        """Where pages are rendered."""
        self._tasks = tasks

    def show_text(self, text: str) -> None:
        """A sentence in place of a document."""
        self._data, self._sizes = b"", ()
        self._paper.setPixmap(QPixmap())
        self._paper.setText(text)
        self.changed.emit()

    def show_pdf(self, data: bytes) -> None:
        """Show a document, at the same page number if it has one."""
        self._data = data
        self._sizes = page_sizes(data)
        self._number = min(self._number, len(self._sizes) - 1)
        self._render()

    def go(self, number: int) -> None:
        """Show page ``number``, counted from 1; numbers outside are moved inside."""
        wanted = min(max(number, 1), max(self.pages, 1)) - 1
        if wanted != self._number:
            self._number = wanted
            self.verticalScrollBar().setValue(0)
            self._render()

    def set_zoom(self, zoom: int | None) -> None:
        """Per cent; ``None`` fits the page."""
        self._zoom = zoom
        self._render()

    def step_zoom(self, by: int) -> None:
        """The next larger (1) or smaller (-1) step."""
        now = self.zoom
        steps = [zoom for zoom in ZOOMS if zoom > now] if by > 0 else [zoom for zoom in ZOOMS[::-1] if zoom < now]
        self.set_zoom(steps[0] if steps else now)

    def _fit_zoom(self) -> int:
        if not self._sizes:
            return 100
        width, height = self._sizes[self._number]
        room = self.viewport().size() - QSize(2 * px(_MARGIN), 2 * px(_MARGIN))
        scale = min(room.width() / width, room.height() / height) * _POINTS_PER_INCH / _SCREEN_DPI
        return max(10, int(scale * 100))

    def _render(self) -> None:
        self.changed.emit()
        if not self._sizes or self._tasks is None:
            return
        data, number, ratio = self._data, self._number, self.devicePixelRatioF()
        width = self._sizes[number][0] * _SCREEN_DPI / _POINTS_PER_INCH * self.zoom / 100
        wanted = min(round(width * ratio), _WIDTH_MAX_PX)
        self._tasks.query(
            lambda: render_page(data, number, wanted),
            done=lambda picture: self._paper.setPixmap(to_pixmap(picture, wanted / width)),
            key=f"preview-{id(self)}",
            owner=self,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom is None and self._sizes:
            self._render()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)
