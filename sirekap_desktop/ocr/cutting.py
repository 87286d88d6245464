"""Cuts pieces of the paper out of a picture, upright, where the fit says that they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Field, Line, Rect
from sirekap_desktop.ocr import edges as edge_tools
from sirekap_desktop.ocr.cells import CELL_MARGIN, CELL_PX
from sirekap_desktop.ocr.edges import Borders
from sirekap_desktop.ocr.view import View

__all__ = ["Offset", "View", "cut_cells", "field_offsets"]

Offset = tuple[float, float]
"""How far a number's boxes stand from where the flat sheet would have them, mm."""

_FARTHEST = 8.0
"""Units by which a number may stand away from the fit: on a strongly curled sheet 6 were seen. All its sides together
cannot be taken for those of the neighbouring boxes, as one side can."""
_FARTHEST_PALE = 2.5
"""The same for boxes with pale borders: the table lines beside them are darker, and would be taken for them."""
_PALE = 0.3
_ON_LINE = 1.0
"""A box that stands on a table line has it for a side: no nearer than that is another one."""
_PRIOR = 7.0
"""Units: a number so far away must show a clearer comb of sides than one in its place."""


def field_offsets(borders: Borders, fields: Sequence[Field], lines: Sequence[Line] = ()) -> Mapping[str, Offset]:
    """Fine shift of each number, seen on the borders of its own boxes: a sheet is never quite flat.

    Args:
        borders: those of :func:`edges.measure_boxes`, whose groups count the fields in order.
        fields: the fields of the page.
        lines: the printed lines of the page; those near pale boxes must not be taken for their borders.
    """
    offsets = {item.name: (0.0, 0.0) for item in fields}
    unit = borders.edges.unit
    black = [index for index, item in enumerate(fields) if item.border <= _PALE]
    pale = [index for index, item in enumerate(fields) if item.border > _PALE]
    if black:
        _add_offsets(offsets, borders, fields, dict.fromkeys(black, (_FARTHEST * unit,) * 2))
    if pale:
        near = replace(borders, profiles=borders.profiles.within(_FARTHEST_PALE * unit))
        reaches = {index: _pale_reach(fields[index], lines, unit) for index in pale}
        _add_offsets(offsets, near, fields, reaches)
    return offsets


def _add_offsets(
    offsets: dict[str, Offset], borders: Borders, fields: Sequence[Field], reaches: Mapping[int, Offset]
) -> None:
    """Shifts of the numbers that ``reaches`` names, each by less than its reach across and down."""
    boxes, unit = borders.edges, borders.edges.unit
    grouped, seen = edge_tools.group_seen(boxes, borders.profiles, _PRIOR * unit)
    for index in np.flatnonzero(seen.found):
        group, across = int(grouped.group[index]), float(grouped.normals[index, 0])
        if group not in reaches or abs(seen.shift[index]) >= reaches[group][0 if across > 0.5 else 1]:
            continue
        name = fields[group].name
        x, y = offsets[name]
        shift = float(seen.shift[index]) * float(np.clip(seen.contrast[index] / 0.12, 0.0, 1.0))
        offsets[name] = (x + shift * across, y + shift * float(grouped.normals[index, 1]))


def _pale_reach(field: Field, lines: Sequence[Line], unit: float) -> Offset:
    """How far across and down a number with pale boxes may stand away: nearer to its place than to any line."""
    area = field.box_area
    across = [
        min(abs(line.x1 - box.x), abs(line.x1 - box.right))
        for line in lines
        for box in field.boxes
        if line.x1 == line.x2 and line.y1 < area.bottom and line.y2 > area.y
    ]
    down = [
        min(abs(line.y1 - area.y), abs(line.y1 - area.bottom))
        for line in lines
        if line.y1 == line.y2 and line.x1 < area.right and line.x2 > area.x
    ]
    far = _FARTHEST_PALE
    reach = [min((far * unit, *(gap / 2 for gap in gaps if gap > _ON_LINE * unit))) for gaps in (across, down)]
    return reach[0], reach[1]


def cut_cells(view: View, boxes: Sequence[tuple[Rect, Offset]]) -> NDArray[np.uint8]:
    """Crops for the cell classifier, cut as :mod:`ocr.cells` says: (N, CELL_PX, CELL_PX) grey."""
    if not boxes:
        return np.zeros((0, CELL_PX, CELL_PX), np.uint8)
    share = ((np.arange(CELL_PX) + 0.5) / CELL_PX - 0.5) * (1 + 2 * CELL_MARGIN)
    table = np.array([(b.x + b.w / 2 + dx, b.y + b.h / 2 + dy, b.w, b.h) for b, (dx, dy) in boxes], np.float64)
    x = np.broadcast_to((table[:, 0, None] + table[:, 2, None] * share)[:, None, :], (len(boxes), CELL_PX, CELL_PX))
    y = np.broadcast_to((table[:, 1, None] + table[:, 3, None] * share)[:, :, None], (len(boxes), CELL_PX, CELL_PX))
    first = boxes[0][0]
    wanted = CELL_PX / (first.w * (1 + 2 * CELL_MARGIN))
    return view.light(np.stack((x, y), axis=-1), wanted, first)
