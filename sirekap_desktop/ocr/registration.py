"""Finds the pages of known forms in a picture, to a fraction of a pixel, and proves the fit or refuses it.

Tag and corner marks begin the fit, or the lines of the tables where a picture shows neither. The printed edges of boxes
and tables refine it, and the same edges decide whether the picture shows this page at all: nothing is accepted because
a tag says so. Whose page it is, where the pages of all parties look alike, is read in the end by :mod:`ocr.ownership`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sirekap_desktop.forms.model import FormDefinition, FormPage
from sirekap_desktop.ocr.following import followed
from sirekap_desktop.ocr.lines import Candidate
from sirekap_desktop.ocr.lines_frame import Frame, frame_of
from sirekap_desktop.ocr.lines_proof import speaks_for
from sirekap_desktop.ocr.lines_search import fits_from_lines, mirrored, of_one_party, told_apart, turned_over
from sirekap_desktop.ocr.marks import mark_points, quads
from sirekap_desktop.ocr.ownership import owned, seeming
from sirekap_desktop.ocr.plane import Homography, Pyramid, camera_views, from_points, invert, is_plausible, project
from sirekap_desktop.ocr.refine import Anchors, Fit, Scene, grow_to_marks, refined, scene_of
from sirekap_desktop.ocr.refusals import NO_PAGE, WHICH_FORM, WRONG_CORNERS, WRONG_FIT, Refusal, too_small, unknown_tag
from sirekap_desktop.ocr.sheets_alike import kinds_of_sheet, same_print
from sirekap_desktop.ocr.tags import FoundTag, find_any_tag, find_tags, tag_corners_mm
from sirekap_desktop.ocr.view import View

__all__ = [
    "NO_PAGE",
    "WRONG_CORNERS",
    "WRONG_FIT",
    "Fit",
    "Refusal",
    "find_pages",
    "fit_from_corners",
]

_CLEARLY = 0.2
"""By how much the best page must beat the next one when no tag says which it is."""
_THUMBNAIL_PX = 600
"""Longer side of a picture in which a whole page has no lines left: boxes of 13 px."""
_TAG_CORNERS = 4
_MOST_TRIED = 3
"""Of pages with one tag so many are tried: lists of most lengths fit well enough to say whose it is."""
_REACHES = (0.06, 0.16, 0.5)
"""How far marks may be from their prediction, as a share of their distance to what is known."""


def find_pages(pyramid: Pyramid, forms: Sequence[FormDefinition]) -> tuple[Fit, ...] | Refusal:
    """All form pages in a picture, or why there is none.

    Tags are looked for first, then corner marks, then the printed lines alone (in a mirror as well), then tags
    in a mirror. A page that its tag names is never taken for another; a tag that no form has ends the search.
    """
    pages = [(form, page) for form in forms for page in kinds_of_sheet(form)]
    found = _by_tags(pyramid, pages)
    if found is not NO_PAGE:
        return found
    frame = frame_of(pyramid)
    if by_marks := fit_from_marks(pyramid, pages, frame=frame):
        return _with_owners(pyramid, [by_marks])
    by_lines = fits_from_lines(pyramid, pages, frame)
    if by_lines and any(fit.mirrored for fit in by_lines) and (unknown := _unknown(mirrored(pyramid), pages)):
        return unknown
    if by_lines:
        return _with_owners(pyramid, by_lines)
    over = _by_tags(mirrored(pyramid), pages)
    if isinstance(over, Refusal):
        small = over is NO_PAGE and max(pyramid.shape) < _THUMBNAIL_PX
        return too_small(*pyramid.shape) if small else over
    width = pyramid.shape[1]
    return _in_order([turned_over(fit, width) for fit in over])


def _by_tags(pyramid: Pyramid, pages: Sequence[Candidate]) -> tuple[Fit, ...] | Refusal:
    """Pages by their tags and what stands around them."""
    tagged: dict[str, dict[int, list[Candidate]]] = {}
    for form, page in pages:
        if page.tag:
            tagged.setdefault(page.tag.family, {}).setdefault(page.tag.id, []).append((form, page))
    fits: list[Fit] = []
    misfit = False
    for family, known in tagged.items():
        for tag in find_tags(pyramid, family, sorted(known)):
            accepted = _by_tag(pyramid, known[tag.id], tag)
            fits.extend([accepted] if accepted else [])
            misfit = misfit or accepted is None
    if fits:
        return _with_owners(pyramid, fits)
    if misfit:
        return WRONG_FIT
    # Another election's page may be laid out like one of ours: its own mark says more than lines that fit.
    if unknown := _unknown(pyramid, pages):
        return unknown
    return NO_PAGE


def _with_owners(pyramid: Pyramid, fits: Sequence[Fit]) -> tuple[Fit, ...] | Refusal:
    """The fits as those of their own party's pages; why none is, where not one page tells whose it is."""
    said = [owned(pyramid, fit) for fit in fits]
    known = [item for item in said if isinstance(item, Fit)]
    refusals = [item for item in said if isinstance(item, Refusal)]
    return _in_order(known) if known else refusals[0]


def _by_tag(pyramid: Pyramid, pages: Sequence[Candidate], tag: FoundTag) -> Fit | None:
    """The page with this tag; where forms of several elections share it, that of the form whose words stand there."""
    of_form: dict[str, list[Candidate]] = {}
    for form, page in pages:
        of_form.setdefault(form.id, []).append((form, page))
    found = [fit for same in of_form.values() if (fit := _of_one_form(pyramid, same, tag))]
    for fit in found:
        if all(told_apart(pyramid, fit, other) for other in found if other is not fit):
            return fit
    return None


def _of_one_form(pyramid: Pyramid, pages: Sequence[Candidate], tag: FoundTag) -> Fit | None:
    """The page with this tag, or of the pages of parties that share it one that fits."""
    for page in _likeliest_first(pyramid, pages, tag):
        fit = fit_from_tag(pyramid, *page, tag)
        if fit.accepted:
            return fit
    frame = frame_of(pyramid)
    if by_marks := fit_from_marks(pyramid, pages, tag, frame):
        return by_marks
    by_lines = [fit for fit in fits_from_lines(pyramid, pages, frame) if _agrees(fit.homography, fit.page, tag)]
    return by_lines[0] if by_lines else None


def _likeliest_first(pyramid: Pyramid, pages: Sequence[Candidate], tag: FoundTag) -> Sequence[Candidate]:
    """Of pages that differ in the length of a party's list, at most a few, that of the party that seems to be named
    first: a fit of too long a list fails, and slowly."""
    if len(pages) < 2:
        return pages
    form, page = pages[0]
    start, known = _grown(scene_of(pyramid, form, page), tag, _REACHES[0])[0]
    if len(known.mm) < _TAG_CORNERS + 3:
        return pages[:_MOST_TRIED]
    seems = seeming(View(pyramid, start), form, page)
    return sorted(pages, key=lambda item: seems is None or not same_print(form, item[1], seems))[:_MOST_TRIED]


def _in_order(fits: Sequence[Fit]) -> tuple[Fit, ...]:
    """From left to right in the picture."""
    return tuple(sorted(fits, key=lambda fit: min(x for x, _ in fit.corners)))


def _unknown(pyramid: Pyramid, pages: Sequence[Candidate]) -> Refusal | None:
    tags = [page.tag for _, page in pages if page.tag]
    for family in {tag.family for tag in tags}:
        other = find_any_tag(pyramid, family)
        if other is not None and other not in {tag.id for tag in tags if tag.family == family}:
            return unknown_tag(other)
    return None


def fit_from_tag(pyramid: Pyramid, form: FormDefinition, page: FormPage, found: FoundTag) -> Fit:
    """Grow the fit from the tag over the corner marks to the printed edges; judge it by ``accepted``.

    A tag can be seen as it is by a camera in two ways, turned to one side or the other; and a picture that was cropped
    is not what a camera sees. So a failed fit is tried again, with a wider search.
    """
    scene = scene_of(pyramid, form, page)
    fits: list[Fit] = []
    tried: set[bytes] = set()
    for reach_share in _REACHES:
        grown = _grown(scene, found, reach_share)
        for homography, known in grown:
            marks = len(known.mm) - _TAG_CORNERS
            start = np.round(np.vstack((known.pixels, project(homography, mark_points(page))))).tobytes()
            if start in tried:
                continue  # a wider search found nothing new
            tried.add(start)
            fits.append(followed(scene, homography, "tag+corners" if marks >= 2 else "tag", known))
            if fits[-1].accepted:
                return fits[-1]
    return max(fits, key=lambda fit: fit.score)


def _grown(scene: Scene, found: FoundTag, reach_share: float) -> list[tuple[Homography, Anchors]]:
    """From the tag to the marks, as a camera may see it in two ways; the one that meets more marks first."""
    if scene.page.tag is None:
        raise ValueError(f"page {scene.page.number} of {scene.form.id} has no tag")
    tag = Anchors(tag_corners_mm(scene.page.tag), found.corners)
    height, width = scene.pyramid.shape
    grown: list[tuple[Homography, Anchors]] = []
    for view in camera_views(tag.mm, tag.pixels, (width, height)):
        grown.append(grow_to_marks(scene, view, tag, reach_share))
        if len(grown[-1][1].mm) == len(tag.mm) + len(scene.page.corner_marks):
            break  # all marks where this view of the camera puts them: the other one is wrong
    return sorted(grown, key=lambda item: -len(item[1].mm))


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
            pages = kinds_of_sheet(form) if page is None else [item for item in form.pages if item.number == page]
            scenes = [scene_of(pyramid, form, item) for item in pages]
            fits.extend(refined(item, start, "manual", reaches=(14.0, 6.0, 2.4, 1.8)) for item in scenes)
    accepted = sorted((fit for fit in fits if fit.accepted), key=lambda fit: -fit.score)
    if not accepted:
        return WRONG_CORNERS
    best = next((fit for fit in accepted if _of_no_other_form(pyramid, fit, accepted)), None)
    if best is None:
        return WHICH_FORM
    return (best,) if page is not None else _with_owners(pyramid, [best])


def _of_no_other_form(pyramid: Pyramid, fit: Fit, accepted: Sequence[Fit]) -> bool:
    """Whether no other form fits about as well, or words tell this one from it."""
    others = (item for item in accepted if item.form.id != fit.form.id and item.score > fit.score - _CLEARLY)
    return all(told_apart(pyramid, fit, other) for other in others)


def fit_from_marks(
    pyramid: Pyramid, pages: Sequence[Candidate], tag: FoundTag | None = None, frame: Frame | None = None
) -> Fit | None:
    """Four corner marks anywhere in the picture, and the page whose printed edges agree with them.

    The marks look alike upside down, so all turns and pages are tried; only a clear winner counts. With a tag, only
    turns that put the tag where it was seen; with the picture's lines, only what they do not speak against.
    """
    fits: list[tuple[Fit, Scene, Anchors, Homography]] = []
    marked = [scene_of(pyramid, form, page) for form, page in pages if page.corner_marks]
    method = "corners" if tag is None else "tag+corners"
    for pixels in quads(pyramid):
        for turn in range(4):
            seen = np.roll(pixels, -turn, axis=0)
            for scene in marked:
                anchors = Anchors(mark_points(scene.page), seen)
                start = from_points(anchors.mm, anchors.pixels)
                if (
                    is_plausible(start, scene.form.paper)
                    and (tag is None or _agrees(start, scene.page, tag))
                    and speaks_for(frame, scene.form, scene.page, start)
                ):
                    fit = refined(scene, start, method, anchors, reaches=(7.0, 2.0))
                    fits.append((fit, scene, anchors, start))
        ranked = sorted((item for item in fits if item[0].accepted), key=lambda item: -item[0].score)
        chosen = _clear_winner(pyramid, [item[0] for item in ranked])
        if chosen is not None:
            fit, scene, anchors, start = ranked[chosen]
            return followed(scene, start, method, anchors, tried=fit)
    return None


def _clear_winner(pyramid: Pyramid, ranked: Sequence[Fit]) -> int | None:
    """Of accepted fits, best first, the one that no other comes near, or that words tell from all that do."""
    for index, fit in enumerate(ranked):
        near = [other for other in ranked if other is not fit and other.score > fit.score - _CLEARLY]
        rivals = [other for other in near if not of_one_party(other, fit)]
        if all(told_apart(pyramid, fit, other) for other in rivals):
            return index
    return None


def _agrees(homography: Homography, page: FormPage, tag: FoundTag) -> bool:
    """Whether a fit puts the tag where it was seen, to about a third of its size: the sheet may be bent."""
    if page.tag is None:
        return False
    errors = project(invert(homography), tag.corners) - tag_corners_mm(page.tag)
    return bool(np.hypot(*errors.T).max() < page.tag.rect.w / 3)
