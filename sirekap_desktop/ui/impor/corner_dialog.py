"""*Atur sudut*: where the paper lies on a photo, set by hand; for forms without marks, the only way to find them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sirekap_desktop.forms.model import FormDefinition, Rect
from sirekap_desktop.forms.reading import Registration
from sirekap_desktop.models.records import ImageVersion
from sirekap_desktop.ocr.engine import warp
from sirekap_desktop.ocr.imageio import Picture, rotated, thumbnail
from sirekap_desktop.ocr.plane import from_points
from sirekap_desktop.ui.context import Context
from sirekap_desktop.ui.images import to_qimage
from sirekap_desktop.ui.impor.corner_canvas import CornerCanvas, Point
from sirekap_desktop.ui.impor.photo_side import Picture as PictureBox
from sirekap_desktop.ui.theme import px
from sirekap_desktop.ui.widgets import button, label
from sirekap_desktop.ui.widgets.chips import ChipRow

_SHOWN_PX = 1600
_PREVIEW_PX = 420
_INSET = 0.06
_PREVIEW_AFTER_MS = 60
_ANY = ""


@dataclass(frozen=True, slots=True)
class Geometry:
    """What the operator decided."""

    rotation: int
    corners: tuple[Point, ...]
    form: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class CornerPhoto:
    """A photo to set corners on, turned as the operator had it."""

    image: ImageVersion
    small: Picture
    """Small enough to be turned and shown at once."""
    factor: float
    """Pixels of the photo per pixel of ``small``."""
    corners: tuple[Point, ...]
    """In pixels of the turned photo; a guess when the page was not found."""


def corner_photo(image: ImageVersion, photo: Picture, known: Sequence[Point] | None) -> CornerPhoto:
    """Make a photo ready for the dialog; runs in the pool.

    Args:
        photo: decoded and turned by ``image.rotation``.
        known: corners that were found or set before.
    """
    height, width = photo.shape[:2]
    x, y = width * _INSET, height * _INSET
    guess = ((x, y), (width - x, y), (width - x, height - y), (x, height - y))
    small = thumbnail(photo, _SHOWN_PX)
    return CornerPhoto(image, small, width / small.shape[1], tuple(known or guess))


def turn_corners(corners: Sequence[Point], height: float) -> tuple[Point, ...]:
    """The same places after a quarter turn clockwise of a picture ``height`` px high; the upper left is first again."""
    turned = [(height - y, x) for x, y in corners]
    return (turned[3], turned[0], turned[1], turned[2])


class CornerDialog(QDialog):
    """``saved`` carries a :class:`Geometry`. The preview shows how the page would be read, so that a slip is seen."""

    saved = Signal(object)

    def __init__(
        self, context: Context, photo: CornerPhoto, forms: Sequence[FormDefinition], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Atur sudut foto"))
        self.setModal(True)
        self._context, self._photo, self._forms = context, photo, tuple(forms)
        self._rotation = photo.image.rotation
        self._small = photo.small
        self.canvas = CornerCanvas()
        self.canvas.setAccessibleName(self.tr("Foto dengan empat sudut; 1 sampai 4 memilih sudut, panah menggeser"))
        self.form_chips = ChipRow(self.tr("Formulir"))
        self.page_chips = ChipRow(self.tr("Halaman"))
        self.preview = PictureBox(self.tr("Pratinjau kepala formulir"), 62)
        self.page_preview = PictureBox(self.tr("Pratinjau halaman"), 280)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PREVIEW_AFTER_MS)
        self._soon.timeout.connect(self._make_preview)
        self._lay_out()
        self._show_choices()
        self._show_picture(photo.corners)
        self.canvas.moved.connect(self._soon.start)
        self.form_chips.chosen.connect(self._choose_form)
        self.page_chips.chosen.connect(lambda _key: self._soon.start())
        self.resize(px(1180), px(690))
        self.canvas.setFocus()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(px(8))
        side.addWidget(label(self.tr("Atur sudut foto"), "heading"))
        how = self.tr(
            "Letakkan titik 1 sampai 4 pada sudut kertas, dari kiri atas searah jarum jam seperti kertas dibaca."
        )
        first = self.tr("Bila foto terbalik, putar dahulu.")
        side.addWidget(label(f"{how} {first}", "muted", wrap=True))
        keys = self.tr("1–4 memilih sudut · panah menggeser · Shift + panah menggeser jauh")
        side.addWidget(label(keys, "small", wrap=True))
        self.turn = button(self.tr("Putar 90° searah jarum jam"), self._turn)
        side.addWidget(self.turn)
        side.addWidget(label(self.tr("Formulir"), "strong"))
        side.addWidget(self.form_chips)
        side.addWidget(label(self.tr("Halaman"), "strong"))
        side.addWidget(self.page_chips)
        side.addWidget(label(self.tr("Beginilah halaman akan dibaca"), "strong"))
        side.addWidget(self.preview)
        side.addWidget(self.page_preview)
        side.addStretch(1)
        buttons = QHBoxLayout()
        self.cancel_button = button(self.tr("Batal"), self.reject)
        self.save_button = button(self.tr("Simpan sudut dan baca ulang"), self.save, primary=True)
        self.save_button.setDefault(True)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        side.addLayout(buttons)
        holder = QWidget()
        holder.setLayout(side)
        holder.setFixedWidth(px(436))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(14), px(14), px(14))
        row.setSpacing(px(14))
        row.addWidget(self.canvas, 1)
        row.addWidget(holder)

    # form and page

    def _show_choices(self) -> None:
        own = self.tr("Otomatis")
        self.form_chips.show_items([(_ANY, own), *((form.id, _short(form)) for form in self._forms)])
        image = self._photo.image
        self.form_chips.choose(image.form or _ANY)
        self._show_pages(image.page)

    def _show_pages(self, page: int | None) -> None:
        form = self.form
        pages = form.pages if form else ()
        own = self.tr("Otomatis")
        self.page_chips.show_items([(_ANY, own), *((str(item.number), str(item.number)) for item in pages)])
        self.page_chips.choose(str(page) if page and form else _ANY)

    def _choose_form(self, _key: str) -> None:
        self._show_pages(None)
        self._soon.start()

    @property
    def form(self) -> FormDefinition | None:
        """The form that the operator named."""
        return next((form for form in self._forms if form.id == self.form_chips.current), None)

    @property
    def page(self) -> int | None:
        return int(self.page_chips.current) if self.page_chips.current else None

    # picture

    def _show_picture(self, corners: Sequence[Point]) -> None:
        self.canvas.show_picture(to_qimage(self._small), self._photo.factor, corners)
        self._soon.start()

    def _turn(self) -> None:
        corners = turn_corners(self.canvas.corners(), self._small.shape[0] * self._photo.factor)
        self._rotation = (self._rotation + 90) % 360
        self._small = rotated(self._small, 90)
        self._show_picture(corners)
        self.canvas.setFocus()

    def _make_preview(self) -> None:
        form = self.form or self._forms[0]
        page = form.page(self.page or 1)
        picture, known = self._small, self.page is not None
        corners = tuple((x / self._photo.factor, y / self._photo.factor) for x, y in self.canvas.corners())
        areas = [page.header if known else Rect(0, 0, 0, 0), Rect(0, 0, *form.paper)]
        self._context.query(
            lambda: tuple(_preview(picture, corners, form.paper, area) for area in areas),
            done=self._show_preview,
            key="impor.corners",
            owner=self,
        )

    def _show_preview(self, images: tuple[QImage | None, QImage | None]) -> None:
        header, whole = images
        self.preview.setVisible(header is not None)
        self.preview.show_image(header)
        self.page_preview.show_image(whole)

    # end

    def save(self) -> None:
        """Hand over what was decided."""
        form = self.form
        self.saved.emit(Geometry(self._rotation, self.canvas.corners(), form.id if form else None, self.page))
        self.accept()


def _short(form: FormDefinition) -> str:
    """``C.HASIL-PPWP``, ``C.HASIL SALINAN-PPWP``."""
    return form.model.removeprefix("MODEL ").strip()


def _preview(picture: Picture, corners: Sequence[Point], paper: tuple[float, float], area: Rect) -> QImage | None:
    """An area of the paper as these corners place it; ``None`` for an empty area or corners that cross."""
    if area.w <= 0:
        return None
    mm = np.array([[0, 0], [paper[0], 0], list(paper), [0, paper[1]]], np.float64)
    try:
        matrix = from_points(mm, np.array(corners, np.float64))
        found = Registration("manual", 0.0, tuple(corners), tuple(float(value) for value in matrix.flatten()))
        return to_qimage(warp(picture, found, area, _PREVIEW_PX / max(area.w, area.h * 0.9)))
    except (np.linalg.LinAlgError, ValueError, OverflowError):
        return None
