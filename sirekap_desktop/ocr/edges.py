"""The printed straight edges of a page (digit boxes, table lines) and where a picture shows them.

They refine the fit that tag and marks begin, and they are the proof that the picture shows this page at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import FormDefinition, FormPage, Line, Rect
from sirekap_desktop.ocr.plane import Floats, Shifts
from sirekap_desktop.ocr.remembered import per_page
from sirekap_desktop.ocr.view import View, weights_between

Light = NDArray[np.float32]

_PIECE = 30.0
"""Long lines are measured in pieces of this many units, so that a bent sheet is seen as bent."""
_STEP = 0.4
_ALONG = 10
"""Samples along each edge."""
_SHARE = 0.8
"""How much of an edge they spread over: its ends meet other lines."""
_FARTHEST_BOX = 8.4
"""Units to both sides of a box's side that are measured; see ``cutting`` and ``quality``."""
_DARKEST_GREY = 0.55
"""Lines printed lighter than this are not looked for."""
_AREA = 80.0
"""Units: edges of an area of this size move together."""
_LEAST_CONTRAST = 0.05
"""Share of the paper's light by which a line must be darker than what is beside it."""


@dataclass(frozen=True, slots=True)
class Edges:
    """N printed edges: straight, parallel to a side of the paper."""

    centers: Floats
    """(N, 2) mm"""
    normals: Floats
    """(N, 2), unit: (1, 0) for a vertical edge"""
    lengths: Floats
    """(N,) mm"""
    group: np.ndarray
    """(N,) int: edges of one number share a group; lines of the table have -1."""
    unit: float
    """mm per unit of search: 1 on the plano of 900 mm, a third on A4, so that one set of numbers serves all papers."""

    def __len__(self) -> int:
        return len(self.lengths)

    def pick(self, chosen: np.ndarray) -> Edges:
        """The edges where ``chosen`` (bool or indices) says so."""
        return Edges(self.centers[chosen], self.normals[chosen], self.lengths[chosen], self.group[chosen], self.unit)


@dataclass(frozen=True, slots=True)
class Profiles:
    """How light the picture is across each edge."""

    offsets: Floats
    """(U,) mm from the printed place, along the normal."""
    light: Light
    """(N, U), 0 black … 255"""
    inside: np.ndarray
    """(N,) bool: the edge lies within the picture."""

    def within(self, reach: float) -> Profiles:
        """Only what lies at most ``reach`` mm off."""
        near = np.abs(self.offsets) <= reach * (1 + 1e-9)
        return Profiles(self.offsets[near], self.light[:, near], self.inside)


@dataclass(frozen=True, slots=True)
class Borders:
    """The sides of a page's digit boxes as a picture shows them."""

    edges: Edges
    """Grouped by number, in the order of the form."""
    profiles: Profiles


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found at each edge."""

    shift: Floats
    """(N,) mm along the normal."""
    contrast: Floats
    """(N,) how much darker than the paper beside it, 0 … 1."""
    inside: np.ndarray
    """(N,) bool"""

    def pick(self, chosen: np.ndarray) -> Seen:
        return Seen(self.shift[chosen], self.contrast[chosen], self.inside[chosen])

    @property
    def found(self) -> np.ndarray:
        return self.inside & (self.contrast > _LEAST_CONTRAST)


@per_page
def page_edges(form: FormDefinition, page: FormPage) -> Edges:
    """Digit boxes (grouped by number), date boxes and dark table lines of a page."""
    unit = max(form.paper) / 900.0
    rows: list[tuple[float, float, float, float, float, int]] = []
    for group, item in enumerate(form.fields_on(page.number)):
        for box in item.boxes:
            rows.extend((*side, group) for side in _sides(box))
    for _, boxes in page.date_boxes:
        for box in boxes:
            rows.extend((*side, -1) for side in _sides(box))
    for line in page.lines:
        if line.grey <= _DARKEST_GREY and _is_straight(line, unit):
            rows.extend((*piece, -1) for piece in _pieces(line, unit))
    table = np.array(rows, np.float64).reshape(-1, 6)
    return Edges(table[:, :2], table[:, 2:4], table[:, 4], table[:, 5].astype(int), unit)


def _sides(box: Rect) -> Iterable[tuple[float, float, float, float, float]]:
    middle_x, middle_y = box.x + box.w / 2, box.y + box.h / 2
    yield box.x, middle_y, 1.0, 0.0, box.h
    yield box.right, middle_y, 1.0, 0.0, box.h
    yield middle_x, box.y, 0.0, 1.0, box.w
    yield middle_x, box.bottom, 0.0, 1.0, box.w


def _is_straight(line: Line, unit: float) -> bool:
    width, height = abs(line.x1 - line.x2), abs(line.y1 - line.y2)
    return min(width, height) < 0.2 * unit and max(width, height) > 8.0 * unit


def _pieces(line: Line, unit: float) -> Iterable[tuple[float, float, float, float, float]]:
    across, down = line.x2 - line.x1, line.y2 - line.y1
    vertical = abs(across) < abs(down)
    length = max(abs(across), abs(down))
    count = max(1, round(length / (_PIECE * unit)))
    for index in range(count):
        share = (index + 0.5) / count
        yield line.x1 + across * share, line.y1 + down * share, float(vertical), float(not vertical), length / count


def measure(view: View, edges: Edges, reach: float) -> Profiles:
    """Sample the picture across every edge, ``reach`` units to both sides."""
    offsets = np.arange(-reach, reach + _STEP / 2, _STEP) * edges.unit
    ends = _strips(edges, offsets[-1])
    corners = view.project(ends)
    height, width = view.pyramid.shape
    flat = corners.reshape(len(edges), -1, 2)
    inside = np.asarray(((flat > 2) & (flat < (width - 3, height - 3))).all(axis=(1, 2)))
    center = edges.centers.mean(axis=0)
    resolution = view.resolution_at((float(center[0]), float(center[1])))
    across = _shares(len(offsets))[:, None, :, None] * _shares(_ALONG)[None, :, None, :]
    # All edges at once: (places, 4) by (4, edges and x or y).
    spread = across.reshape(-1, 4) @ corners.reshape(len(edges), 4, 2).transpose(1, 0, 2).reshape(4, -1).astype(
        np.float32
    )
    pixels = spread.reshape(-1, len(edges), 2)
    light = view.pyramid.sample(pixels, view.pyramid.halvings_at(resolution, 1.6 / edges.unit))
    means = light.reshape(len(offsets), _ALONG, len(edges)).mean(axis=1, dtype=np.float32)
    return Profiles(offsets, np.ascontiguousarray(means.T), inside)


def measure_boxes(view: View, edges: Edges) -> Borders:
    """The sides of all digit boxes, measured once for all that looks at them."""
    boxes = edges.pick(edges.group >= 0)
    return Borders(boxes, measure(view, boxes, _FARTHEST_BOX))


def _strips(edges: Edges, reach_mm: float) -> Floats:
    """What is sampled of each edge, (N, 2, 2, 2) mm: before and behind it, either end, x and y.

    A strip is too short to show perspective or bend, so all between is interpolated.
    """
    along = edges.normals[:, ::-1] * (0.5 * _SHARE * (1 - 1 / _ALONG) * edges.lengths)[:, None]
    tangents = np.stack((-along, along), axis=1)
    normals = np.stack((-edges.normals, edges.normals), axis=1) * reach_mm
    return edges.centers[:, None, None] + normals[:, :, None] + tangents[:, None]


def _shares(count: int) -> NDArray[np.float32]:
    """(count, 2): by how much the first and the second end count at so many places from one to the other."""
    return weights_between(np.arange(count, dtype=np.float64), np.array([0, count - 1]))


def locate(profiles: Profiles, prior_mm: float) -> Seen:
    """The darkest line of each profile, a near one preferred to one further than ``prior_mm``."""
    dark, paper = _darkness(profiles.light)
    offsets = profiles.offsets
    ranked = dark * np.exp(-0.5 * (offsets / prior_mm) ** 2)
    best = ranked[:, 1:-1].argmax(axis=1) + 1
    rows = np.arange(len(dark))
    before, at, after = dark[rows, best - 1], dark[rows, best], dark[rows, best + 1]
    bend = before - 2 * at + after
    part = np.where(bend < -1e-6, 0.5 * (before - after) / np.where(bend < -1e-6, bend, -1.0), 0.0)
    shift = offsets[best] + np.clip(part, -1, 1) * (offsets[1] - offsets[0])
    return Seen(shift, at / np.maximum(paper, 20.0), profiles.inside)


def _darkness(light: Light) -> tuple[Light, Light]:
    """How much darker each sample is than the median of its profile, slightly smoothed; and the paper's light."""
    paper = np.percentile(light, 70, axis=1)
    dark = paper[:, None] - light
    smooth = dark.copy()
    smooth[:, 1:-1] = 0.25 * dark[:, :-2] + 0.5 * dark[:, 1:-1] + 0.25 * dark[:, 2:]
    return smooth, paper


def group_seen(edges: Edges, profiles: Profiles, prior_mm: float) -> tuple[Edges, Seen]:
    """The shift of whole numbers: profiles of all parallel sides of a number's boxes are added before looking.

    A single side is easily taken for that of the neighbouring box 3.5 mm away; the comb of all of them is not.

    Returns:
        One pseudo-edge per group and direction, and what was seen of it.
    """
    keys = edges.group * 2 + (edges.normals[:, 1] > 0.5)
    dark, paper = _darkness(profiles.light)
    share = np.clip(dark / np.maximum(paper, 20.0)[:, None], -0.1, 0.4)
    names = [key for key in np.unique(keys) if key >= 0]
    chosen = [np.flatnonzero((keys == key) & profiles.inside) for key in names]
    chosen = [rows for rows in chosen if len(rows) >= 2]
    if not chosen:
        return edges.pick(np.zeros(0, int)), Seen(np.zeros(0), np.zeros(0), np.zeros(0, bool))
    summed = np.stack([share[rows].mean(axis=0) for rows in chosen])
    centers = np.stack([edges.centers[rows].mean(axis=0) for rows in chosen])
    first = [int(rows[0]) for rows in chosen]
    grouped = Edges(centers, edges.normals[first], edges.lengths[first], edges.group[first], edges.unit)
    light = np.asarray(255.0 * (1.0 - summed), np.float32)
    return grouped, locate(Profiles(profiles.offsets, light, np.ones(len(chosen), bool)), prior_mm)


def neighbours_seen(edges: Edges, profiles: Profiles, prior_mm: float) -> tuple[Edges, Seen, Floats]:
    """The shift of whole neighbourhoods: like :func:`group_seen`, for all parallel edges within a small area.

    Returns:
        One pseudo-edge per area and direction, what was seen of it, and how many edges it stands for.
    """
    dark, paper = _darkness(profiles.light)
    share = np.clip(dark / np.maximum(paper, 20.0)[:, None], -0.1, 0.4)
    areas = np.floor(edges.centers / (_AREA * edges.unit)).astype(int)
    rows = np.flatnonzero(profiles.inside)
    keys = np.column_stack((areas, edges.normals[:, 1] > 0.5))[rows]
    names, place = np.unique(keys, axis=0, return_inverse=True)
    counts = np.bincount(place.ravel(), minlength=len(names)).astype(float)
    summed, centers = np.zeros((len(names), share.shape[1]), np.float32), np.zeros((len(names), 2))
    np.add.at(summed, place.ravel(), share[rows])
    np.add.at(centers, place.ravel(), edges.centers[rows])
    normals = np.column_stack((1.0 - names[:, 2], names[:, 2])).astype(float)
    centers, light = centers / counts[:, None], np.asarray(255.0 * (1.0 - summed / counts[:, None]), np.float32)
    grouped = Edges(centers, normals, np.ones(len(names)), np.full(len(names), -1), edges.unit)
    return grouped, locate(Profiles(profiles.offsets, light, np.ones(len(names), bool)), prior_mm), counts


def as_shifts(edges: Edges, seen: Seen, weight: float) -> Shifts:
    """Found edges as evidence for the fit; faint ones count less."""
    found = seen.found
    strength = np.clip(seen.contrast[found] / 0.25, 0.2, 1.0) * weight
    doubtful = np.zeros(len(strength), bool)
    return Shifts(edges.centers[found], edges.normals[found], seen.shift[found], strength, doubtful)
