"""The pictures of one page for *Periksa*: the paper laid straight, and the crops that stand beside the entries.

Runs in a worker; nothing here touches a widget.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from sirekap_desktop.forms.model import Field, FormDefinition, Rect
from sirekap_desktop.forms.reading import PageReading, Registration
from sirekap_desktop.jobs.pictures import load_picture as load_photo
from sirekap_desktop.models.records import ImageVersion
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr.engine import warp
from sirekap_desktop.ocr.imageio import Picture, rotated
from sirekap_desktop.ui.images import to_qimage

_LEAST_PX_PER_MM, _MOST_PX_PER_MM = 2.0, 4.0
"""Below, small numbers blur on the screen; above, a page takes more memory than a laptop's screen can show."""
_BOX_MARGIN_MM = 1.5


@dataclass(frozen=True, slots=True)
class FieldCrops:
    """What the paper says about one field, as pictures."""

    boxes: QImage
    number: QImage
    """Boxes with their bubbles."""
    evidence: QImage | None
    """Tally with row sums and the words line; ``None`` when the form has neither for this field."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as it is shown."""

    image: ImageVersion
    straight: QImage
    """The paper laid straight, or the photo as it came when the page was not found on it."""
    px_per_mm: float
    """Scale of ``straight``; 0 when the page was not found."""
    registration: Registration | None
    crops: Mapping[str, FieldCrops]

    def frame(self, rect: Rect) -> QRectF:
        """Where an area of the form lies on ``straight``."""
        s = self.px_per_mm
        return QRectF(rect.x * s, rect.y * s, rect.w * s, rect.h * s)


def load_original(workspace: Workspace, image: ImageVersion) -> QImage:
    """The photo as it came, upright."""
    return to_qimage(_turned_photo(workspace, image))


def _turned_photo(workspace: Workspace, image: ImageVersion) -> Picture:
    """The picture in whose pixels the reading's registration is given."""
    return rotated(load_photo(workspace, image), image.rotation)


def load_picture(
    workspace: Workspace, form: FormDefinition, image: ImageVersion, reading: PageReading | None
) -> PagePicture:
    """Decode one page's photo, lay it straight and cut the crops of its fields."""
    photo = _turned_photo(workspace, image)
    registration = reading.registration if reading else None
    if registration is None or image.page is None:
        return PagePicture(image, to_qimage(photo), 0.0, None, {})
    scale = min(max(_scale(registration, form.paper), _LEAST_PX_PER_MM), _MOST_PX_PER_MM)
    paper = warp(photo, registration, Rect(0, 0, *form.paper), scale)
    crops = {field.name: _field_crops(paper, field, scale) for field in form.fields_on(image.page)}
    return PagePicture(image, to_qimage(paper), scale, registration, crops)


def _scale(registration: Registration, paper: tuple[float, float]) -> float:
    """Pixels of the photo per mm of paper, in the middle of the page."""
    matrix = np.array(registration.homography).reshape(3, 3)
    x, y = paper[0] / 2, paper[1] / 2

    def project(point: tuple[float, float]) -> np.ndarray:
        u, v, w = matrix @ (*point, 1.0)
        return np.array((u / w, v / w))

    here = project((x, y))
    across, down = project((x + 1, y)) - here, project((x, y + 1)) - here
    return math.sqrt(abs(float(across[0] * down[1] - across[1] * down[0])))


def _field_crops(paper: np.ndarray, field: Field, scale: float) -> FieldCrops:
    boxes = _cut(paper, field.box_area.grown(_BOX_MARGIN_MM), scale)
    number = _cut(paper, field.number_area.grown(_BOX_MARGIN_MM), scale)
    area = _evidence_area(field)
    return FieldCrops(boxes, number, _cut(paper, area, scale) if area else None)


def _evidence_area(field: Field) -> Rect | None:
    parts: list[Rect] = []
    if field.tally:
        sums = field.tally.row_sum_columns
        area = field.tally.area
        parts.append(Rect(area.x, area.y, sums[-1] - area.x, area.h) if sums else area)
    if field.words:
        parts.append(field.words)
    if not parts:
        return None
    area = parts[0]
    for part in parts[1:]:
        area = area.united(part)
    return area


def _cut(paper: np.ndarray, area: Rect, scale: float) -> QImage:
    height, width = paper.shape[:2]
    left, top = max(0, round(area.x * scale)), max(0, round(area.y * scale))
    right, bottom = min(width, round(area.right * scale)), min(height, round(area.bottom * scale))
    return to_qimage(paper[top:bottom, left:right])
