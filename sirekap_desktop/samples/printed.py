"""The blank form, drawn from its definition: our own drawing, true to the official geometry."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import (
    Bubbles,
    Circle,
    Field,
    FormDefinition,
    FormPage,
    Label,
    Line,
    Rect,
    Tag,
    TallyGrid,
)
from sirekap_desktop.samples.drawing import Patch, Printed, outline
from sirekap_desktop.samples.handwriting import GUIDE

_GREY = 0.78
"""Tally lines and dot guides are printed in this light grey, so that a reader can tell them from ink."""
_BOX_LINE = 0.05
"""Line width of a digit box, as a part of its side."""


@lru_cache(maxsize=16)
def printed_page(form: FormDefinition, page: int, *, simulation: bool = True) -> tuple[Printed, ...]:
    """All printed marks of one page.

    Args:
        simulation: adds the word SIMULASI in the empty strip over the header.
    Raises:
        KeyError: the form has no such page.
    """
    sheet = form.page(page)
    fills = (Patch(fill.area, fill.grey) for fill in sheet.fills)
    marks: list[Printed] = [*fills, *sheet.lines, *sheet.circles, *sheet.labels, *_marks(sheet), *_dates(sheet)]
    for field in form.fields_on(page):
        marks += _field(field)
    if simulation:
        marks.append(_simulation(form, sheet))
    return tuple(marks)


def _marks(sheet: FormPage) -> tuple[Printed, ...]:
    squares: tuple[Printed, ...] = tuple(Patch(square) for corner in sheet.corner_marks for square in corner)
    return squares + (_tag(sheet.tag) if sheet.tag else ())


def _tag(tag: Tag) -> tuple[Printed, ...]:
    """The page tag, module by module, turned as the official one is."""
    family = cv2.aruco.getPredefinedDictionary(getattr(cv2.aruco, tag.family))
    side = family.markerSize + 2
    modules = np.rot90(cv2.aruco.generateImageMarker(family, tag.id, side), -(tag.rotation_deg // 90)) > 0
    step = tag.rect.w / side
    # Rows and columns both: where two white modules meet, neither alone would cover the pixels of the seam.
    across = [Rect(a * step, row * step, (b - a) * step, step) for row in range(side) for a, b in _runs(modules[row])]
    down = [Rect(col * step, a * step, step, (b - a) * step) for col in range(side) for a, b in _runs(modules[:, col])]
    whites = (Patch(Rect(tag.rect.x + r.x, tag.rect.y + r.y, r.w, r.h), 1.0) for r in (*across, *down))
    return (Patch(tag.rect), *whites)


def _runs(white: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where neighbouring modules are white: start and end of each run."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], white.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _dates(sheet: FormPage) -> tuple[Printed, ...]:
    return tuple(line for _, boxes in sheet.date_boxes for box in boxes for line in outline(box, 0.5))


def _field(field: Field) -> tuple[Printed, ...]:
    marks: list[Printed] = []
    for box in field.boxes:
        marks += outline(box, box.w * _BOX_LINE)
        marks += _guides(box) if field.dotted else ()
    marks += _bubbles(field.bubbles) if field.bubbles else ()
    marks += _tally(field.tally) if field.tally else ()
    return tuple(marks)


def _guides(box: Rect) -> tuple[Printed, ...]:
    """Dots along the seven segments: five columns and nine rows, the official ones 0.7 mm wide."""
    dot = box.w * 0.035
    return tuple(
        Patch(
            Rect(
                box.x + box.w * (GUIDE.x + GUIDE.w * column / 4) - dot / 2,
                box.y + box.h * (GUIDE.y + GUIDE.h * row / 8) - dot / 2,
                dot,
                dot,
            ),
            _GREY,
        )
        for column in range(5)
        for row in range(9)
        if column % 2 == 0 or row % 4 == 0
    )


def _bubbles(bubbles: Bubbles) -> tuple[Printed, ...]:
    marks: list[Printed] = []
    for column in range(len(bubbles.column_x)):
        for digit in range(10):
            x, y = bubbles.center(column, digit)
            marks.append(Circle(x, y, bubbles.diameter, 0.35))
            size = bubbles.diameter * 0.6
            marks.append(Label(x, y + size * 0.36, str(digit), size, align="center"))
    return tuple(marks)


def _tally(grid: TallyGrid) -> tuple[Printed, ...]:
    top, bottom = grid.rows[0], grid.rows[-1]
    lines = [Line(x, top, x, bottom, 0.5, _GREY) for x in (*grid.columns[1:-1], *grid.row_sum_columns)]
    lines += [Line(grid.columns[0], y, grid.columns[-1], y, 0.5, _GREY) for y in grid.rows[1:-1]]
    if grid.row_sum_columns:
        first, last = grid.row_sum_columns[0], grid.row_sum_columns[-1]
        lines += [Line(first, y, last, y, 0.5, _GREY) for y in grid.rows[1:-1]]
    return tuple(lines)


def _simulation(form: FormDefinition, sheet: FormPage) -> Label:
    """Between the upper corner marks, where no form prints anything; without marks at the upper edge."""
    size = form.paper[0] * 0.014
    upper = [square.bottom for corner in sheet.corner_marks[:2] for square in corner]
    y = max(upper) if upper else form.paper[1] * 0.025
    return Label(form.paper[0] / 2, y, "S I M U L A S I", size, bold=True, align="center", grey=0.4)
