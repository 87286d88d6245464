"""Pages by their printed lines alone: guesses are refined, proven by the picture, and weighed against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from sirekap_desktop.ocr.headings import speaks_against
from sirekap_desktop.ocr.lines import Candidate, Guess, guesses
from sirekap_desktop.ocr.lines_frame import Frame
from sirekap_desktop.ocr.lines_proof import Proof, proof_of
from sirekap_desktop.ocr.plane import Floats, Homography, Pyramid
from sirekap_desktop.ocr.refine import Fit, refined, scene_of
from sirekap_desktop.ocr.words import words_seen

_REACHES = (10.0, 6.0, 2.4, 1.8)
_LEAST_EVIDENCE = 200.0
"""Log-likelihood against chance. Wrong pages reached 355, but never with enough of their lines seen."""
_LEAST_SEEN = 0.8
"""Right pages showed 0.87 and more of their dark lines, wrong ones at most 0.71 (photos 1–175 of page 2)."""
_LEAST_EXPLAINED = 0.3
_LEAST_SCORE, _LEAST_BOXES = 0.55, 0.65
"""Shares of printed edges and digit boxes that are where the flat fit says. A bent sheet moves many away; the salinan's
page 1 on the plano's, the most alike of all pages, reached 0.45 and 0.61."""
_RIVAL = 0.6
"""Another page on the same spot with more than this share of the strength leaves it open which one it is."""
_WORTH_A_LOOK = 0.5
_OVERLAP = 0.2


@dataclass(frozen=True, slots=True)
class _Found:
    fit: Fit
    proof: Proof

    @property
    def strength(self) -> float:
        """Evidence, by how exactly the printed edges stand where it puts them: dense tables are near any line."""
        return self.proof.evidence * min(self.fit.score, self.fit.box_score)

    @property
    def proven(self) -> bool:
        return (
            self.proof.evidence >= _LEAST_EVIDENCE
            and self.proof.seen >= _LEAST_SEEN
            and self.proof.explained >= _LEAST_EXPLAINED
            and self.fit.score >= _LEAST_SCORE
            and self.fit.box_score >= _LEAST_BOXES
        )


def fits_from_lines(pyramid: Pyramid, pages: Sequence[Candidate], frame: Frame | None) -> list[Fit]:
    """All pages that the lines of a picture prove, upright or turned, also as seen in a mirror.

    Where two pages explain the same spot about equally well, neither is taken. ``frame`` is that of the picture.
    """
    if frame is None:
        return []
    found = [_Found(fit, proof_of(frame, fit)) for fit in _refined(pyramid, guesses(frame, pages))]
    found.sort(key=lambda item: -item.strength)
    taken: list[_Found] = []
    for item in (item for item in found if item.proven and not _denied(item.fit, pyramid)):
        if any(_overlap(item.fit, other.fit, pyramid) for other in taken):
            continue
        if not any(told_apart(pyramid, other.fit, item.fit) for other in found if other is not item):
            taken.append(item)
    return [item.fit for item in taken if not _has_rival(item, found, pyramid)]


def _denied(fit: Fit, pyramid: Pyramid) -> bool:
    """Whether the words of the page are not where its lines would have them."""
    return words_seen(fit.view(pyramid), fit.form, fit.page).deny


def mirrored(pyramid: Pyramid) -> Pyramid:
    """The picture as a mirror shows it."""
    return Pyramid(np.ascontiguousarray(pyramid.finest[:, ::-1]), pyramid.first)


def turned_over(fit: Fit, width: int) -> Fit:
    """A fit in a mirrored picture, in px of the picture itself."""
    return replace(fit, homography=_mirror(width) @ fit.homography)


def _mirror(width: int) -> Homography:
    return np.array([[-1.0, 0.0, width - 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])


def _refined(pyramid: Pyramid, starts: Sequence[Guess]) -> list[Fit]:
    """The guesses worth a closer look, at most two of each page and side; all pages of parties count as one."""
    least = _WORTH_A_LOOK * max((item.evidence for item in starts), default=0.0)
    counts: dict[tuple[str, int | None, bool], int] = {}
    over: Pyramid | None = None
    fits = []
    for start in starts:
        key = (start.form.id, start.page.number if start.page.partai is None else None, start.mirrored)
        counts[key] = counts.get(key, 0) + 1
        if start.evidence < least or start.evidence <= 0 or counts[key] > 2:
            continue
        if not start.mirrored:
            fits.append(refined(scene_of(pyramid, start.form, start.page), start.homography, "lines", reaches=_REACHES))
            continue
        width = pyramid.shape[1]
        over = over or mirrored(pyramid)
        scene = scene_of(over, start.form, start.page)
        fit = refined(scene, _mirror(width) @ start.homography, "lines", reaches=_REACHES)
        fits.append(turned_over(fit, width))
    return [fit for fit in fits if fit.inside]


def _has_rival(item: _Found, found: Sequence[_Found], pyramid: Pyramid) -> bool:
    return any(
        other.strength > _RIVAL * item.strength
        and other.proof.seen >= _LEAST_SEEN
        and not _alike(item.fit, other.fit)
        and not of_one_party(item.fit, other.fit)
        and not told_apart(pyramid, item.fit, other.fit)
        and _overlap(item.fit, other.fit, pyramid)
        for other in found
    )


def _alike(first: Fit, second: Fit) -> bool:
    """Whether two fits put the same page in the same place."""
    return (first.form.id, first.page.number) == (second.form.id, second.page.number) and _in_one_place(first, second)


def told_apart(pyramid: Pyramid, fit: Fit, other: Fit) -> bool:
    """Whether words say that it is the form of the first fit, and not another that is laid out alike."""
    pages = (fit.form, fit.page), (other.form, other.page)
    return fit.form.id != other.form.id and _in_one_place(fit, other) and speaks_against(fit.view(pyramid), *pages)


def of_one_party(first: Fit, second: Fit) -> bool:
    """Whether two fits put some party's page of one form in the same place.

    These differ in the number of rows at most; which one it is shows when the party is known.
    """
    parties = first.page.partai is not None and second.page.partai is not None
    return parties and first.form.id == second.form.id and _in_one_place(first, second)


def _in_one_place(first: Fit, second: Fit) -> bool:
    """To a twentieth of the sheet."""
    corners = [fit.corners for fit in (first, second)]
    size = float(np.ptp(corners[0], axis=0).max())
    return bool(np.abs(corners[0] - corners[1]).max() < size / 20)


def _overlap(first: Fit, second: Fit, pyramid: Pyramid) -> bool:
    """Whether two sheets lie over each other within the picture."""
    shapes = [_visible(fit, pyramid) for fit in (first, second)]
    if min(len(shape) for shape in shapes) < 3:
        return False
    areas = [cv2.contourArea(shape.astype(np.float32)) for shape in shapes]
    common, _ = cv2.intersectConvexConvex(shapes[0].astype(np.float32), shapes[1].astype(np.float32))
    return bool(common > _OVERLAP * max(min(areas), 1.0))


def _visible(fit: Fit, pyramid: Pyramid) -> Floats:
    height, width = pyramid.shape
    picture = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    corners = fit.corners.astype(np.float32)
    corners = corners[::-1].copy() if fit.mirrored else corners
    _, shape = cv2.intersectConvexConvex(corners, picture)
    return np.zeros((0, 2)) if shape is None else np.asarray(shape, np.float64).reshape(-1, 2)
