"""Finds the pages of known forms in a picture, to a fraction of a pixel, and proves the fit or refuses it.

Tag and corner marks begin the fit, the printed edges of boxes and tables refine it, and the same edges decide whether
the picture shows this page at all: nothing is accepted because a tag says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sirekap_desktop.forms.model import FormDefinition, FormPage
from sirekap_desktop.forms.reading import Registration
from sirekap_desktop.ocr import edges as edge_tools
from sirekap_desktop.ocr.edges import Edges
from sirekap_desktop.ocr.marks import MarkCandidate, mark_points, quads, search_mark
from sirekap_desktop.ocr.plane import (
    Floats,
    Homography,
    Pyramid,
    fit_shifts,
    from_points,
    invert,
    is_plausible,
    point_shifts,
    project,
    px_per_mm,
)
from sirekap_desktop.ocr.tags import FoundTag, find_any_tag, find_tags, tag_corners_mm

ACCEPT = 0.6
"""Share of the printed edges in the picture that must be where the fit says; measured: see tests/ocr."""
_LEAST_EDGES = 12
_NEAR = 1.2
"""Units (mm on the plano) within which an edge counts as being where the fit says."""
_CLEARLY = 0.2
"""By how much the best page must beat the next one when no tag says which it is."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A page found in a picture."""

    form: FormDefinition
    page: FormPage
    homography: Homography
    method: str
    score: float
    """Share of the printed edges inside the picture that were found where they belong."""
    residual_px: float
    edges: Edges
    inside: int
    """How many printed edges lie within the picture."""
    box_score: float = 0.0
    """The same share for the digit boxes alone: the frames of signatures look alike on all pages."""

    @property
    def accepted(self) -> bool:
        return min(self.score, self.box_score) >= ACCEPT and self.inside >= _LEAST_EDGES

    def registration(self) -> Registration:
        """As stored and shown (design.md §9)."""
        width, height = self.form.paper
        paper = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
        corners = project(self.homography, paper)
        return Registration(
            method=self.method,
            residual_px=round(self.residual_px, 3),
            corners=tuple((round(float(x), 2), round(float(y), 2)) for x, y in corners),
            homography=tuple(float(value) for value in self.homography.ravel()),
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no page is read: one Indonesian sentence."""

    reason: str


NO_PAGE = Refusal(
    "Tanda halaman dan tanda sudut formulir tidak ditemukan. "
    "Foto ulang seluruh halaman, atau atur keempat sudutnya dengan tangan."
)
NO_MARKS_PRINTED = Refusal(
    "Formulir ini tidak bertanda halaman. Pilih formulir dan halamannya, lalu atur keempat sudut kertas dengan tangan."
)
WRONG_FIT = Refusal(
    "Tanda halaman terlihat, tetapi garis dan kotak formulir tidak cocok dengannya. Foto ulang seluruh halaman dari depan."
)
WRONG_CORNERS = Refusal(
    "Garis dan kotak formulir tidak cocok dengan keempat sudut ini. Periksa letak sudut, formulir, dan halamannya."
)


def find_pages(pyramid: Pyramid, forms: Sequence[FormDefinition]) -> tuple[Fit, ...] | Refusal:
    """All form pages in a picture by their printed marks, or why there is none."""
    tagged = [(form, page) for form in forms for page in form.pages if page.tag]
    by_family: dict[str, dict[int, tuple[FormDefinition, FormPage]]] = {}
    for form, page in tagged:
        if page.tag:
            by_family.setdefault(page.tag.family, {})[page.tag.id] = (form, page)
    if not by_family:
        return NO_MARKS_PRINTED
    fits: list[Fit] = []
    refused = False
    for family, pages in by_family.items():
        for tag in find_tags(pyramid, family, sorted(pages)):
            fit = fit_from_tag(pyramid, *pages[tag.id], tag)
            accepted = fit if fit.accepted else fit_from_marks(pyramid, [pages[tag.id]], tag)
            refused = refused or accepted is None
            fits.extend([accepted] if accepted else [])
    if fits:
        return tuple(sorted(fits, key=lambda fit: fit.registration().corners[0]))
    by_marks = None if refused else fit_from_marks(pyramid, tagged)
    if by_marks:
        return (by_marks,)
    return WRONG_FIT if refused else _unknown(pyramid, tuple(by_family))


def _unknown(pyramid: Pyramid, families: Sequence[str]) -> Refusal:
    for family in families:
        other = find_any_tag(pyramid, family)
        if other is not None:
            return Refusal(f"Halaman ini bertanda {other}, yaitu formulir yang tidak dikenal program ini.")
    return NO_PAGE


def fit_from_tag(pyramid: Pyramid, form: FormDefinition, page: FormPage, found: FoundTag) -> Fit:
    """Grow the fit from the tag over the corner marks to the printed edges; judge it by ``accepted``.

    A strongly tilted sheet puts the far marks a long way from where the tag alone predicts them; so a failed fit is
    tried again with a wider search, and then along the printed boxes instead.
    """
    if page.tag is None:
        raise ValueError(f"page {page.number} of {form.id} has no tag")
    anchors = tag_corners_mm(page.tag)
    start = _affine(anchors, found.corners)
    marks = mark_points(page)
    best: Fit | None = None
    for reach, along_edges in ((0.22, False), (0.5, False), (0.22, True)):
        homography, used = _grow_to_marks(pyramid, form, page, start, (anchors, found.corners), reach)
        known_mm, known_px = anchors, found.corners
        if used:
            known_mm = np.concatenate((anchors, marks[[corner for corner, _ in used]]))
            known_px = np.concatenate((found.corners, np.array([pixel for _, pixel in used])))
        if along_edges or len(used) < 2:
            homography = _grow_over_edges(pyramid, form, page, homography, known_mm)
        method = "tag+corners" if len(used) >= 2 else "tag"
        fit = _refined(pyramid, form, page, homography, method, (known_mm, known_px) if used else None)
        if best is None or fit.score > best.score:
            best = fit
        if best.accepted:
            break
    if best is None:
        raise AssertionError("at least one attempt was made")
    return best


def _affine(mm: Floats, pixels: Floats) -> Homography:
    """Least squares without perspective: over 32 mm a tag says almost nothing about tilt."""
    design = np.column_stack((mm, np.ones(len(mm))))
    solution = np.linalg.lstsq(design, pixels, rcond=None)[0]
    return np.vstack((solution.T, [0.0, 0.0, 1.0]))


def _grow_to_marks(
    pyramid: Pyramid,
    form: FormDefinition,
    page: FormPage,
    start: Homography,
    tag: tuple[Floats, Floats],
    reach_share: float,
) -> tuple[Homography, list[tuple[int, Floats]]]:
    """Find the corner marks one after the other, nearest first, refitting after each certain one.

    ``reach_share`` is how far from its prediction a mark may be, as a share of its distance to what is known.
    Returns the fit and the marks used as (corner, pixel).
    """
    mm, pixels = tag
    points = mark_points(page)
    homography = _through(form, start, mm, pixels)
    used: list[tuple[int, Floats]] = []
    left = list(range(len(points)))
    while left:
        known = np.concatenate((mm, points[[corner for corner, _ in used]])) if used else mm
        reach = {corner: float(np.hypot(*(known - points[corner]).T).min()) for corner in left}
        corner = min(left, key=lambda item: reach[item])
        left.remove(corner)
        limit = 8.0 + (0.6 if len(used) >= 3 else 1.0) * reach_share * reach[corner]
        candidates = search_mark(pyramid, homography, page.corner_marks[corner], limit, wide=reach_share > 0.3)
        chosen = _best_candidate(form, homography, tag, used, points, corner, candidates)
        if chosen is not None:
            homography, pixel = chosen
            used.append((corner, pixel))
    return homography, used


def _best_candidate(
    form: FormDefinition,
    homography: Homography,
    tag: tuple[Floats, Floats],
    used: Sequence[tuple[int, Floats]],
    points: Floats,
    corner: int,
    candidates: Sequence[MarkCandidate],
) -> tuple[Homography, Floats] | None:
    """The candidate whose fit keeps tag and earlier marks where they are; None if every one bends them."""
    best: tuple[float, Homography, Floats] | None = None
    for candidate in candidates:
        pixel = np.array(candidate.pixel)
        corners = [*(item for item, _ in used), corner]
        mm = np.concatenate((tag[0], points[corners]))
        pixels = np.concatenate((tag[1], np.array([*(item for _, item in used), pixel])))
        fitted = _through(form, homography, mm, pixels)
        if not is_plausible(fitted, form.paper):
            continue
        errors = np.hypot(*(project(invert(fitted), pixels) - mm).T)
        cost = float(errors.mean()) + 15.0 * (1.0 - candidate.likeness)
        if errors.max() < 4.0 and (best is None or cost < best[0]):
            best = (cost, fitted, pixel)
    return best[1:] if best else None


def _through(form: FormDefinition, homography: Homography, mm: Floats, pixels: Floats) -> Homography:
    """Least squares through points, reluctant to tilt as long as the points lie close together."""
    for _ in range(4):
        shifts = point_shifts(homography, mm, pixels, 1.0)
        motion, _ = fit_shifts(shifts, form.paper, tolerance_mm=1e4, ridge=(0.0, 1e-7, 2e-5))
        homography = homography @ motion
        homography = homography / homography[2, 2]
    return homography


def _grow_over_edges(
    pyramid: Pyramid, form: FormDefinition, page: FormPage, homography: Homography, known_mm: Floats
) -> Homography:
    """Where corner marks are missing: follow the printed boxes and lines outwards, a little further each time."""
    edges = edge_tools.page_edges(form, page)
    points = (known_mm, project(homography, known_mm))
    distance = np.hypot(*(edges.centers[:, None] - known_mm[None]).transpose(2, 0, 1)).min(axis=1)
    for within in (140.0, 220.0, 300.0, 400.0, 520.0, 660.0, 1100.0):
        near = edges.pick(distance < within)
        for reach in (9.0, 4.0):
            if len(near) >= 6 and is_plausible(homography, form.paper):
                homography = homography @ _edge_motion(pyramid, form, near, homography, points, reach)
                homography = homography / homography[2, 2]
    return homography


def _refined(
    pyramid: Pyramid,
    form: FormDefinition,
    page: FormPage,
    homography: Homography,
    method: str,
    points: tuple[Floats, Floats] | None,
    reaches: Sequence[float] = (7.0, 2.4, 1.8),
) -> Fit:
    """Whole numbers first, then every single edge; ends with the verdict."""
    edges = edge_tools.page_edges(form, page)
    for reach in reaches:
        if not is_plausible(homography, form.paper):
            break
        motion = _edge_motion(pyramid, form, edges, homography, points, reach)
        homography = homography @ motion
        homography = homography / homography[2, 2]
    return judged(pyramid, Fit(form, page, homography, method, 0.0, 0.0, edges, 0))


def _edge_motion(
    pyramid: Pyramid,
    form: FormDefinition,
    edges: Edges,
    homography: Homography,
    points: tuple[Floats, Floats] | None,
    reach: float,
) -> Homography:
    profiles = edge_tools.measure(pyramid, homography, edges, reach)
    prior = 0.5 * reach * edges.unit
    coarse = reach > 4.5
    measured = edge_tools.group_seen(edges, profiles, prior) if coarse else (edges, edge_tools.locate(profiles, prior))
    shifts = edge_tools.as_shifts(*measured, 1.0)
    if points is not None:
        shifts = shifts.joined(point_shifts(homography, *points, 6.0 if coarse else 3.0))
    tolerance = (3.0 if coarse else 0.8) * edges.unit
    return fit_shifts(shifts, form.paper, tolerance_mm=tolerance, ridge=(1e-3, 1e-2, 3e-2))[0]


def judged(pyramid: Pyramid, fit: Fit) -> Fit:
    """The fit with score and residual as the picture shows them now."""
    if not is_plausible(fit.homography, fit.form.paper):
        return replace(fit, score=0.0)
    profiles = edge_tools.measure(pyramid, fit.homography, fit.edges, 3.0)
    seen = edge_tools.locate(profiles, 2.0 * fit.edges.unit)
    inside = int(seen.inside.sum())
    near = seen.found & (np.abs(seen.shift) < _NEAR * fit.edges.unit)
    center = fit.edges.centers[near].mean(axis=0) if near.any() else np.array(fit.form.paper) / 2
    resolution = px_per_mm(fit.homography, (float(center[0]), float(center[1])))
    residual = float(np.sqrt((seen.shift[near] ** 2).mean())) * resolution if near.any() else 0.0
    boxes = seen.inside & (fit.edges.group >= 0)
    box_score = int((near & boxes).sum()) / max(int(boxes.sum()), 1)
    score = int(near.sum()) / max(inside, 1)
    return replace(fit, score=score, box_score=box_score, residual_px=residual, inside=inside)


def fit_from_corners(
    pyramid: Pyramid, forms: Sequence[FormDefinition], corners: Sequence[tuple[float, float]], page: int | None
) -> tuple[Fit, ...] | Refusal:
    """The page within four corners set by hand, of the forms (and the page) that it may be.

    Corners are px, top-left first, clockwise as the paper is read; a hand sets them to within about a hundredth of the
    paper, so the printed edges are followed from further away than after a tag.
    """
    pixels = np.array(corners, np.float64)
    if pixels.shape != (4, 2):
        raise ValueError(f"four corners are needed, not {pixels.shape}")
    fits: list[Fit] = []
    for form in forms:
        width, height = form.paper
        paper = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
        start = from_points(paper, pixels)
        if is_plausible(start, form.paper, tilt_limit=8.0):
            pages = [item for item in form.pages if page in {None, item.number}]
            fits.extend(_refined(pyramid, form, item, start, "manual", None, (14.0, 6.0, 2.4, 1.8)) for item in pages)
    best = max(fits, key=lambda fit: fit.score, default=None)
    return (best,) if best is not None and best.accepted else WRONG_CORNERS


def fit_from_marks(
    pyramid: Pyramid, pages: Sequence[tuple[FormDefinition, FormPage]], tag: FoundTag | None = None
) -> Fit | None:
    """Four corner marks anywhere in the picture, and the page whose printed edges agree with them.

    The marks look alike upside down, so all turns and pages are tried; only a clear winner counts. With a tag, only
    turns that put the tag where it was seen.
    """
    fits: list[Fit] = []
    marked = [(form, page) for form, page in pages if page.corner_marks]
    for pixels in quads(pyramid):
        for turn in range(4):
            seen = np.roll(pixels, -turn, axis=0)
            for form, page in marked:
                points = mark_points(page)
                start = from_points(points, seen)
                if is_plausible(start, form.paper) and (tag is None or _agrees(start, page, tag)):
                    method = "corners" if tag is None else "tag+corners"
                    fits.append(_refined(pyramid, form, page, start, method, (points, seen), (7.0, 2.4)))
        ranked = sorted((fit for fit in fits if fit.accepted), key=lambda fit: -fit.score)
        if ranked and (len(ranked) == 1 or ranked[0].score > ranked[1].score + _CLEARLY):
            return ranked[0]
    return None


def _agrees(homography: Homography, page: FormPage, tag: FoundTag) -> bool:
    """Whether a fit puts the tag where it was seen, to about a third of its size: the sheet may be bent."""
    if page.tag is None:
        return False
    errors = project(invert(homography), tag.corners) - tag_corners_mm(page.tag)
    return bool(np.hypot(*errors.T).max() < page.tag.rect.w / 3)
