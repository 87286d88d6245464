"""Whether the rows of a list are as many on the paper as on its definition.

A list that is a row too long or too short still fits most of the page: then the sum below it would be read from the
boxes of another calon. So every row must be there, and none where the next one would stand.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Field, FormDefinition
from sirekap_desktop.ocr import edges as edge_tools
from sirekap_desktop.ocr.edges import Edges
from sirekap_desktop.ocr.plane import Pyramid
from sirekap_desktop.ocr.refine import Fit
from sirekap_desktop.ocr.remembered import per_form

_NEAR = 1.5
"""Units within which a printed edge counts as being where the fit says."""
_LEAST_SEEN = 0.5
"""Share of a row's printed edges that must be there: of rows that are not printed, at most 0.4 was (one hard photo)."""
_MOST_BEYOND = 0.6
"""Share of the edges of a further row, behind the last one, from which on there is one."""
_BELOW = 4.0
"""Units below the last number within which the line that ends the list stands."""
_ENOUGH = 6
"""Fewer edges within the picture say nothing about a row."""


def rows_agree(pyramid: Pyramid, fit: Fit) -> bool:
    """Whether all rows of the page are there, and no more of them."""
    return weakest_row(pyramid, fit) >= _LEAST_SEEN and row_beyond(pyramid, fit) < _MOST_BEYOND


def weakest_row(pyramid: Pyramid, fit: Fit) -> float:
    """Of every number's boxes and every line across the list, the least share that is there."""
    edges = fit.edges
    fields = fit.form.fields_on(fit.page.number)
    low = max(field.box_area.bottom for field in fields) + _BELOW * edges.unit
    high = min(field.box_area.y for field in fields)
    y = edges.centers[:, 1]
    across = (edges.group < 0) & (edges.normals[:, 1] > 0.5) & (y > high) & (y < low)
    rows = np.where(edges.group >= 0, edges.group, -2 - np.round(y / edges.unit).astype(int))
    chosen = (edges.group >= 0) | across
    found, inside = _there(pyramid, fit, edges)
    counted = [(rows == row) & chosen & inside for row in np.unique(rows[chosen])]
    return min((float(found[row].mean()) for row in counted if row.sum() >= _ENOUGH), default=1.0)


def row_beyond(pyramid: Pyramid, fit: Fit) -> float:
    """How much of one more row is there: the boxes of the last number, moved to where the next would stand."""
    fields = fit.form.fields_on(fit.page.number)
    last = max(range(len(fields)), key=lambda index: fields[index].box_area.y)
    below = fields[last].box_area.bottom + _pitch(fit.form)
    if any(below > area.y for area in fit.page.signatures):
        return 0.0  # this sheet has no room for another
    edges = fit.edges.pick(fit.edges.group == last)
    moved = replace(edges, centers=edges.centers + np.array([0.0, _pitch(fit.form)]))
    upright = moved.pick(moved.normals[:, 0] > 0.5)
    found, inside = _there(pyramid, fit, upright)
    return float(found[inside].mean()) if inside.sum() >= len(upright) / 2 > 0 else 0.0


def _there(pyramid: Pyramid, fit: Fit, edges: Edges) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which edges are where the fit says, and which lie within the picture."""
    seen = edge_tools.locate(edge_tools.measure(fit.view(pyramid), edges, 3.0), 2.0 * edges.unit)
    return seen.found & (np.abs(seen.shift) < _NEAR * edges.unit), seen.inside


@per_form
def _pitch(form: FormDefinition) -> float:
    """Distance of the rows of a list: the commonest between numbers one below the other on the parties' pages."""
    apart: Counter[float] = Counter()
    for page in form.pages:
        if page.partai is not None:
            tops = sorted(_top(field) for field in form.fields_on(page.number))
            apart.update(round(low - high, 2) for high, low in pairwise(tops))
    return apart.most_common(1)[0][0] if apart else 0.0


def _top(field: Field) -> float:
    return field.box_area.y
