"""The digit boxes of a page as the engine cut them, made again from the photo and where the page was found on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import Registration
from sirekap_desktop.ocr import cutting
from sirekap_desktop.ocr import edges as edge_tools
from sirekap_desktop.ocr.mesh import bend_of
from sirekap_desktop.ocr.plane import Pyramid
from sirekap_desktop.ocr.view import View

CUT_VERSION = "1"
"""Raised when the same photo would be cut differently."""


def cut_boxes(pyramid: Pyramid, found: Registration, form: FormDefinition, page: int) -> NDArray[np.uint8]:
    """Every digit box of a page, by field and box in the order of the form: (N, CELL_PX, CELL_PX) grey.

    Args:
        pyramid: the picture, turned as it was read.
        found: how the page was found in it.
        form: its form, for the contestants of its place.
        page: number of the page.
    """
    view = View(pyramid, np.array(found.homography, np.float64).reshape(3, 3), bend_of(found.mesh))
    fields = form.fields_on(page)
    borders = edge_tools.measure_boxes(view, edge_tools.page_edges(form, form.page(page)))
    offsets = cutting.field_offsets(borders, fields)
    return cutting.cut_cells(view, [(box, offsets[field.name]) for field in fields for box in field.boxes])
