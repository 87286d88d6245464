"""Pictures for *Impor*: header strip, straightened page, thumbnails. Runs in the pool; no widget is touched."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage

from sirekap_desktop.forms.model import FormDefinition, FormPage, Rect
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.jobs.pictures import load_picture
from sirekap_desktop.models.records import ImageVersion
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr.engine import warp
from sirekap_desktop.ocr.imageio import Picture, rotated, thumbnail
from sirekap_desktop.ui.images import to_qimage

WHOLE_PX = 1700
"""Long side of a page as shown: sharp enough to zoom in, light enough for an old laptop."""
THUMB_PX = 360
_STRIP_PX = 1500
_STRIP_MARGIN_MM = 4.0


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of one image."""

    image: ImageVersion
    strip: QImage | None
    """The part with provinsi … nomor TPS; ``None`` when the page was not found."""
    whole: QImage
    """The paper laid straight, or the photo as it came (turned as the operator said)."""
    reason: str
    """Why the page was not found; empty when it was."""


def turned(workspace: Workspace, image: ImageVersion, rotation: int | None = None) -> Picture:
    """The decoded photo, turned as the operator said (or by ``rotation`` degrees)."""
    return rotated(load_picture(workspace, image), image.rotation if rotation is None else rotation)


def load_shown(workspace: Workspace, image: ImageVersion) -> Shown:
    """Strip and page of one image."""
    photo = turned(workspace, image)
    reading = workspace.reading(image.id)
    found = _found(workspace, image, reading)
    if found is None or reading is None or reading.registration is None:
        reason = (reading.reason if reading else "") or image.reason
        return Shown(image, None, _for_screen(thumbnail(photo, WHOLE_PX)), reason)
    form, page = found
    area = page.header.grown(_STRIP_MARGIN_MM * form.paper[0] / 600)
    strip = warp(photo, reading.registration, area, _STRIP_PX / area.w)
    paper = warp(photo, reading.registration, Rect(0, 0, *form.paper), WHOLE_PX / max(form.paper))
    return Shown(image, _for_screen(strip), _for_screen(paper), "")


def load_thumb(workspace: Workspace, image: ImageVersion, size: int = THUMB_PX) -> QImage:
    """A small picture of the page, straight when it was found."""
    photo = turned(workspace, image)
    reading = workspace.reading(image.id)
    found = _found(workspace, image, reading)
    if found is None or reading is None or reading.registration is None:
        return _for_screen(thumbnail(photo, size))
    paper = found[0].paper
    return _for_screen(warp(photo, reading.registration, Rect(0, 0, *paper), size / max(paper)))


def _found(
    workspace: Workspace, image: ImageVersion, reading: PageReading | None
) -> tuple[FormDefinition, FormPage] | None:
    if reading is None or reading.registration is None or reading.form is None:
        return None
    form = workspace.form(reading.form, image.tps or "")
    return next(((form, page) for page in form.pages if page.number == reading.page), None)


def _for_screen(picture: Picture) -> QImage:
    """In the format of the screen, so that the window has nothing left to convert."""
    return to_qimage(picture).convertToFormat(QImage.Format.Format_RGB32)
