"""Grows and refines the fit of one page in one picture, and judges it by the printed edges.

Everything here starts from a rough homography; :mod:`ocr.registration` knows where such a start comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import FormDefinition, FormPage
from sirekap_desktop.forms.reading import Registration
from sirekap_desktop.ocr import edges as edge_tools
from sirekap_desktop.ocr.edges import Edges
from sirekap_desktop.ocr.marks import MarkCandidate, mark_points, search_mark
from sirekap_desktop.ocr.mesh import Bend, fit_bend, mesh_of
from sirekap_desktop.ocr.plane import (
    Floats,
    Homography,
    Pyramid,
    camera_views,
    fit_shifts,
    invert,
    is_plausible,
    point_shifts,
    project,
    px_per_mm,
)
from sirekap_desktop.ocr.view import View, place

ACCEPT = 0.6
"""Share of the printed edges in the picture that must be where the fit says; wrong pages reach 0.37 (tests/ocr)."""
ACCEPT_BENT = 0.75
"""The same where the sheet had to be bent for it: one more freedom to be earned."""
_FLAT = 0.25
"""Units: a bend that shifts 19 of 20 edges by less is none."""
_WORTH_BENDING = 0.4
"""A guess that a flat sheet fits worse is no page: most guesses end here."""
_LEAST_EDGES = 12
_NEAR = 1.2
"""Units (mm on the plano) within which an edge counts as being where the fit says."""
_SINGLE = 2.2
"""Units: where edges may be further off, the sides of one number's boxes are looked for together."""
_COARSE = 4.5
"""Units: where edges may be further off, only whole numbers are looked for."""
_STEP_MM = 60.0
"""Units from what is certain to which edges are followed in one step."""
_FREE, _STIFF = (1e-3, 1e-2, 3e-2), (1e3, 1e4, 1e4)
_MOST_STEPS = 30
_ENOUGH, _LEAST_FOUND = 60, 0.25
"""Edges that were followed by which it shows whether there is a page, and the share of them that must be found."""
_BENT_MM = 16.0
"""By how much a bent sheet's marks may be away from where a flat one has them."""
_WIDE_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture and the page that it is supposed to show."""

    pyramid: Pyramid
    form: FormDefinition
    page: FormPage
    edges: Edges


def scene_of(pyramid: Pyramid, form: FormDefinition, page: FormPage) -> Scene:
    """A scene with the printed edges of the page."""
    return Scene(pyramid, form, page, edge_tools.page_edges(form, page))


@dataclass(frozen=True, slots=True)
class Anchors:
    """Points of the paper whose pixels are known for certain: tag corners and marks."""

    mm: Floats
    pixels: Floats

    def plus(self, mm: Floats, pixel: Floats) -> Anchors:
        return Anchors(np.vstack((self.mm, mm)), np.vstack((self.pixels, pixel)))


@dataclass(frozen=True, slots=True)
class Fit:
    """A page found in a picture."""

    form: FormDefinition
    page: FormPage
    homography: Homography
    """For the sheet as if it lay flat."""
    method: str
    score: float
    """Share of the printed edges inside the picture that were found where they belong."""
    residual_px: float
    edges: Edges
    inside: int
    """How many printed edges lie within the picture."""
    box_score: float = 0.0
    """The same share for the digit boxes alone: the frames of signatures look alike on all pages."""
    bend: Bend | None = None

    @property
    def accepted(self) -> bool:
        least = ACCEPT if self.bend is None else ACCEPT_BENT
        return min(self.score, self.box_score) >= least and self.inside >= _LEAST_EDGES

    @property
    def mirrored(self) -> bool:
        """Whether the picture shows the page as a mirror does."""
        return bool(np.linalg.det(self.homography) < 0)

    def view(self, pyramid: Pyramid) -> View:
        """The page in its picture, for all that reads it."""
        return View(pyramid, self.homography, self.bend)

    @property
    def corners(self) -> Floats:
        """(4, 2) px: the paper's corners, top-left first, clockwise as the paper is read."""
        width, height = self.form.paper
        paper = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
        return place(self.homography, self.bend, paper)

    def registration(self) -> Registration:
        """As stored and shown (design.md §9)."""
        return Registration(
            method=self.method,
            residual_px=round(self.residual_px, 3),
            corners=tuple((round(float(x), 2), round(float(y), 2)) for x, y in self.corners),
            homography=tuple(float(value) for value in self.homography.ravel()),
            mesh=mesh_of(self.bend),
        )


def affine(anchors: Anchors) -> Homography:
    """Least squares without perspective: over 32 mm a tag says almost nothing about tilt."""
    design = np.column_stack((anchors.mm, np.ones(len(anchors.mm))))
    solution = np.linalg.lstsq(design, anchors.pixels, rcond=None)[0]
    return np.vstack((solution.T, [0.0, 0.0, 1.0]))


def grow_to_marks(scene: Scene, start: Homography, tag: Anchors, reach_share: float) -> tuple[Homography, Anchors]:
    """Find the corner marks one after the other, nearest first, refitting after each certain one.

    Args:
        scene: picture and page.
        start: right in turn, and near the tag in size.
        tag: the tag's corners.
        reach_share: how far from its prediction a mark may be, as a share of its distance to what is known.

    Returns:
        The fit, and the tag's corners with the marks that were found.
    """
    homography, known = start, tag
    left = list(range(len(scene.page.corner_marks)))
    points = mark_points(scene.page)
    while left:
        distance = {corner: float(np.hypot(*(known.mm - points[corner]).T).min()) for corner in left}
        corner = min(left, key=lambda item: distance[item])
        left.remove(corner)
        candidates = search_mark(
            scene.pyramid,
            homography,
            scene.page.corner_marks[corner],
            8.0 + reach_share * distance[corner],
            wide=reach_share > _WIDE_SHARE,
        )
        chosen = _best_candidate(scene, homography, known, points[corner], candidates)
        if chosen is not None:
            homography, known = chosen
    return homography, known


def _best_candidate(
    scene: Scene, homography: Homography, known: Anchors, mark_mm: Floats, candidates: Sequence[MarkCandidate]
) -> tuple[Homography, Anchors] | None:
    """The candidate whose fit keeps tag and earlier marks where they are; None if every one bends them."""
    best: tuple[float, Homography, Anchors] | None = None
    for candidate in candidates:
        anchors = known.plus(mark_mm, np.array(candidate.pixel))
        fitted = _camera(scene, homography, anchors)
        if not is_plausible(fitted, scene.form.paper):
            continue
        errors = np.hypot(*(project(invert(fitted), anchors.pixels) - anchors.mm).T)
        cost = float(errors.mean()) + 15.0 * (1.0 - candidate.likeness)
        if errors.max() < _BENT_MM and (best is None or cost < best[0]):
            best = (cost, fitted, anchors)
    return best[1:] if best else None


def _camera(scene: Scene, homography: Homography, anchors: Anchors) -> Homography:
    """How a camera sees the anchors: of two ways, the one nearer to what was thought."""
    height, width = scene.pyramid.shape
    corners = mark_points(scene.page)
    before = project(homography, corners)
    views = camera_views(anchors.mm, anchors.pixels, (width, height))
    if not views:
        return homography
    return min(views, key=lambda view: float(np.hypot(*(project(view, corners) - before).T).max()))


def _through(scene: Scene, homography: Homography, anchors: Anchors) -> Homography:
    """Least squares through points, reluctant to tilt as long as the points lie close together."""
    for _ in range(4):
        shifts = point_shifts(homography, anchors.mm, anchors.pixels, 1.0)
        motion, _ = fit_shifts(shifts, scene.form.paper, tolerance_mm=1e4, ridge=(0.0, 1e-7, 2e-5))
        homography = _moved(homography, motion)
    return homography


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the paper lies in the picture, and how it bends."""

    homography: Homography
    bend: Bend | None = None

    def view(self, pyramid: Pyramid) -> View:
        return View(pyramid, self.homography, self.bend)


def grow_over_edges(scene: Scene, homography: Homography, known: Anchors) -> Shape:
    """Where corner marks are missing: follow the printed boxes and lines outwards, a little further each time.

    Paper bends too little from one line to the next to take the next for another; over a whole page it does not.
    """
    steady = float(np.ptp(known.mm, axis=0).min()) > 0.5 * min(scene.form.paper)
    shape = Shape(_through(scene, homography, known) if steady else homography)
    centers = scene.edges.centers
    certain = known.mm
    apart = np.hypot(*(centers[:, None] - certain[None]).transpose(2, 0, 1)).min(axis=1)
    reached, step = np.zeros(len(centers), bool), _STEP_MM
    for _ in range(_MOST_STEPS):
        near = apart < step * scene.edges.unit
        if reached.all() or not is_plausible(shape.homography, scene.form.paper):
            break
        if not (near & ~reached).any():
            step *= 1.4
            continue
        reached |= near
        part = replace(scene, edges=scene.edges.pick(reached))
        for reach in (7.0, 2.0):
            shape, found = _fitted(part, shape, known, reach, bending=True, steady=steady)
        if reached.sum() > _ENOUGH and found.mean() < _LEAST_FOUND:
            break  # this is not the page, or not its place
        # From here, only what was found leads on.
        there = centers[reached][found]
        if len(there):
            apart = np.minimum(apart, np.hypot(*(centers[:, None] - there[None]).transpose(2, 0, 1)).min(axis=1))
        step = _STEP_MM
    return shape


def refined(
    scene: Scene,
    start: Homography | Shape,
    method: str,
    anchors: Anchors | None = None,
    *,
    reaches: Sequence[float] = (7.0, 2.4, 1.8),
) -> Fit:
    """Whole numbers first, then every single edge, then the bend of the sheet; ends with the verdict.

    Args:
        scene: picture and page.
        start: right to within the first reach.
        method: how it was found, for the record.
        anchors: points that stay where they are.
        reaches: units within which edges are looked for, round by round.
    """
    shape = start if isinstance(start, Shape) else Shape(start)
    for reach in reaches:
        if not is_plausible(shape.homography, scene.form.paper):
            break
        coarse = reach > _COARSE
        numbers = coarse and anchors is None
        part = replace(scene, edges=scene.edges.pick(scene.edges.group >= 0)) if numbers else scene
        shape, _ = _fitted(part, shape, anchors, reach, bending=anchors is not None and not coarse)
    fit = judged(scene, shape, method)
    if anchors is not None:
        return fit if fit.accepted or shape.bend is None else better(fit, _flattened(scene, shape, method, anchors))
    if min(fit.score, fit.box_score) < _WORTH_BENDING:
        return fit
    for reach in (2.0, 1.8):
        shape, _ = _fitted(scene, shape, anchors, reach, bending=True)
    return better(judged(scene, shape, method), fit)


def better(first: Fit, second: Fit) -> Fit:
    """The accepted one, else the one with more of its edges in their place; the first where they are equal."""
    return max(first, second, key=lambda fit: (fit.accepted, min(fit.score, fit.box_score)))


def _flattened(scene: Scene, shape: Shape, method: str, anchors: Anchors) -> Fit:
    """The same without a bend: in a blurred picture of a flat sheet it may be nothing but grain."""
    # Fewer than four points hold no plane; then the bent fit's own is the best there is.
    flat = Shape(_through(scene, shape.homography, anchors) if len(anchors.mm) >= 4 else shape.homography)
    for reach in (2.4, 1.8):
        flat, _ = _fitted(scene, flat, anchors, reach, bending=False)
    return judged(scene, flat, method)


def _moved(homography: Homography, motion: Homography) -> Homography:
    moved = homography @ motion
    return np.asarray(moved / moved[2, 2], np.float64)


def _fitted(
    scene: Scene, shape: Shape, anchors: Anchors | None, reach: float, *, bending: bool, steady: bool = False
) -> tuple[Shape, NDArray[np.bool_]]:
    """Measure once around where the edges are expected, and fit the sheet to what was seen.

    Returns:
        The new shape, and which edges of the scene agree with it.
    """
    coarse, edges = reach > _COARSE, scene.edges
    agree = np.zeros(len(edges), bool)
    if not len(edges):
        return shape, agree
    profiles = edge_tools.measure(shape.view(scene.pyramid), edges, reach)
    prior = 0.5 * reach * edges.unit
    seen = edge_tools.locate(profiles, prior)
    if coarse and anchors is None:
        shifts = edge_tools.as_shifts(*edge_tools.group_seen(edges, profiles, prior), 1.0)
    elif reach > _SINGLE and anchors is not None:
        grouped, moved, counts = edge_tools.neighbours_seen(edges, profiles, prior)
        shifts = edge_tools.as_shifts(grouped, moved, 1.0)
        shifts = replace(shifts, weight=np.clip(counts[moved.found] / 4.0, 0.1, 2.0))
    else:
        shifts = edge_tools.as_shifts(edges, seen, 1.0)
    if shape.bend is not None:
        already = (shape.bend.shift_at(shifts.points) * shifts.normals).sum(axis=1)
        shifts = replace(shifts, amount=shifts.amount + already)
    if anchors is not None:
        shifts = shifts.joined(point_shifts(shape.homography, anchors.mm, anchors.pixels, 6.0 if coarse else 3.0))
    tolerance = (3.0 if coarse or bending else 0.8) * edges.unit
    ridge = _STIFF if steady else _FREE
    motion, left = fit_shifts(shifts, scene.form.paper, tolerance_mm=tolerance, ridge=ridge)
    homography = _moved(shape.homography, motion)
    if not bending:
        return Shape(homography, shape.bend), agree
    bend, left = fit_bend(replace(shifts, amount=left), scene.form.paper, (3.0 if coarse else 1.0) * edges.unit)
    bent = (bend.shift_at(edges.centers) * edges.normals).sum(axis=1)
    explained = project(motion, edges.centers) - edges.centers + bend.shift_at(edges.centers)
    if shape.bend is not None:
        explained -= shape.bend.shift_at(edges.centers)
    away = np.abs(seen.shift - (explained * edges.normals).sum(axis=1))
    flat = float(np.percentile(np.abs(bent), 95)) < _FLAT * edges.unit
    return Shape(homography, None if flat else bend), seen.found & (away < _NEAR * edges.unit)


def judged(scene: Scene, shape: Shape, method: str) -> Fit:
    """The fit with the score and residual that the picture gives it."""
    homography = shape.homography
    fit = Fit(scene.form, scene.page, homography, method, 0.0, 0.0, scene.edges, 0, bend=shape.bend)
    if not is_plausible(homography, scene.form.paper) or not (shape.bend is None or shape.bend.plausible):
        return fit
    edges = scene.edges
    seen = edge_tools.locate(edge_tools.measure(shape.view(scene.pyramid), edges, 3.0), 2.0 * edges.unit)
    inside = int(seen.inside.sum())
    near = seen.found & (np.abs(seen.shift) < _NEAR * edges.unit)
    center = edges.centers[near].mean(axis=0) if near.any() else np.array(scene.form.paper) / 2
    resolution = px_per_mm(homography, (float(center[0]), float(center[1])))
    residual = float(np.sqrt((seen.shift[near] ** 2).mean())) * resolution if near.any() else 0.0
    boxes = seen.inside & (edges.group >= 0)
    box_score = int((near & boxes).sum()) / max(int(boxes.sum()), 1)
    score = int(near.sum()) / max(inside, 1)
    return replace(fit, score=score, box_score=box_score, residual_px=residual, inside=inside)
