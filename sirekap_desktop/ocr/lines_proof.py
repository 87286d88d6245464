"""Whether the lines of a picture and the lines of a page are the same lines: the proof of a page without tag and marks.

Printed edges that are found where the fit says (``Fit.score``) are not enough here: among many lines some are always
near. So the picture is asked both ways: are the page's lines there, and does the page explain the lines that are there?
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import FormDefinition, FormPage
from sirekap_desktop.ocr.edges import Edges
from sirekap_desktop.ocr.lines import printed_lines
from sirekap_desktop.ocr.lines_frame import Frame
from sirekap_desktop.ocr.plane import Floats, Homography, invert, project
from sirekap_desktop.ocr.refine import Fit
from sirekap_desktop.ocr.view import place

_TIGHT_PX = 3.0
"""How far a line may be from its place once the page is fitted, px of the frame."""


_LOOSE_PX = 6.0
_NO_EDGES = Edges(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0), np.zeros(0, int), 1.0)


@dataclass(frozen=True, slots=True)
class Proof:
    """How well picture and page agree."""

    seen: float
    """Share of the page's dark lines within the picture that the picture shows."""
    explained: float
    """Share of the picture's straight lines within the page that the page prints."""
    evidence: float
    """Log-likelihood of the picture's lines, the page against chance."""


def speaks_for(frame: Frame | None, form: FormDefinition, page: FormPage, homography: Homography) -> bool:
    """Whether the lines of a picture speak for a page in a place rather than against it; a cheap first look."""
    if frame is None:
        return True
    return proof_of(frame, Fit(form, page, homography, "", 0.0, 0.0, _NO_EDGES, 0), _LOOSE_PX).evidence > 0


def proof_of(frame: Frame, fit: Fit, reach_px: float = _TIGHT_PX) -> Proof:
    """Hold a fit against the lines of its picture, which may be ``reach_px`` of the frame off their places."""
    printed = printed_lines(fit.form, fit.page)
    back = invert(frame.to_picture)
    at = project(back, place(fit.homography, fit.bend, printed.points))
    turned = _swapped(at, printed.upright)
    upright = printed.upright != turned
    within, u, v = _within(frame, at)
    maps = [frame.near(index, reach_px) for index in range(2)]
    seen = np.where(upright, maps[0][v, u], maps[1][v, u]) / 255.0
    evidence = 0.0
    for index, chosen in enumerate((upright, ~upright)):
        chance = float(np.clip(maps[index][frame.inside].mean() / 255.0, 0.02, 0.6))
        near = seen[chosen & within]
        gain = near * np.log(0.8 / chance) + (1 - near) * np.log(0.25 / (1 - 0.9 * chance))
        evidence += float(gain @ printed.weight[chosen & within])
    dark = within & (printed.weight >= 1.0)
    share = float((seen[dark] > 0.3).mean()) if dark.any() else 0.0
    return Proof(share, _explained(frame, fit, back, at, upright), evidence)


def _swapped(at: Floats, upright: NDArray[np.bool_]) -> bool:
    """Whether the paper's vertical lines lie level in the frame."""
    step = np.abs(np.diff(at, axis=0))[upright[1:] & upright[:-1]]
    return bool(np.median(step[:, 0] - step[:, 1]) > 0) if len(step) else False


def _within(frame: Frame, at: Floats) -> tuple[NDArray[np.bool_], NDArray[np.intp], NDArray[np.intp]]:
    width, height = frame.size
    inside = ((at >= 0) & (at < (width, height))).all(axis=-1)
    u, v = (np.where(inside, at[..., axis], 0).astype(np.intp) for axis in (0, 1))
    return inside & frame.inside[v, u], u, v


def _explained(frame: Frame, fit: Fit, back: Homography, at: Floats, upright: NDArray[np.bool_]) -> float:
    """Share of the length of the picture's lines, within the paper, that has a printed line beside it."""
    printed = [_dots(at[chosen], frame.size) for chosen in (upright, ~upright)]
    paper = fit.form.paper
    total = near = 0.0
    for lines, ends in zip(printed, frame.segments, strict=True):
        length = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
        share = (np.arange(5) + 0.5)[:, None, None] / 5
        places = ends[None, :, 0] * (1 - share) + ends[None, :, 1] * share
        on_paper = project(invert(back @ fit.homography), places)
        inside, u, v = _within(frame, places)
        inside &= ((on_paper > 0) & (on_paper < paper)).all(axis=-1)
        total += float((inside * length).sum())
        near += float((inside * length * (lines[v, u] > 0)).sum())
    return near / total if total > 0 else 0.0


def _dots(at: Floats, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Printed points made as wide as a line may be off its place."""
    image = np.zeros((size[1], size[0]), np.uint8)
    kept = at[((at >= 0) & (at < size)).all(axis=1)].astype(int)
    image[kept[:, 1], kept[:, 0]] = 1
    return np.asarray(cv2.dilate(image, np.ones((9, 9), np.uint8)), np.uint8)
