"""Cuts pieces of the paper out of a picture, upright, where the fit says that they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Field, Rect
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
_PRIOR = 7.0
"""Units: a number so far away must show a clearer comb of sides than one in its place."""


def field_offsets(borders: Borders, fields: Sequence[Field]) -> Mapping[str, Offset]:
    """Fine shift of each number, seen on the borders of its own boxes: a sheet is never quite flat.

    ``borders`` are those of :func:`edges.measure_boxes`, whose groups count the fields in order.
    """
    boxes, unit = borders.edges, borders.edges.unit
    grouped, seen = edge_tools.group_seen(boxes, borders.profiles, _PRIOR * unit)
    offsets = {item.name: (0.0, 0.0) for item in fields}
    certain = seen.found & (np.abs(seen.shift) < _FARTHEST * unit)
    for index in np.flatnonzero(certain):
        name = fields[int(grouped.group[index])].name
        x, y = offsets[name]
        shift = float(seen.shift[index]) * float(np.clip(seen.contrast[index] / 0.12, 0.0, 1.0))
        offsets[name] = (x + shift * float(grouped.normals[index, 0]), y + shift * float(grouped.normals[index, 1]))
    return offsets


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
