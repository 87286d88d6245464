"""From marks that are known for certain to the whole sheet, however it bends: several ways, the quick one first."""

from __future__ import annotations

from functools import reduce

import numpy as np

from sirekap_desktop.ocr.plane import Homography, invert, project
from sirekap_desktop.ocr.refine import Anchors, Fit, Scene, Shape, better, grow_over_edges, refined

_STEADY = 7
"""Anchors with which everything is tried at once: the tag's four corners and three marks hold the whole sheet."""
_GOOD = 0.92
"""Share of edges in their place above which a fit needs no second look."""
_HELD = 2.2
"""Units by which a mark may be off the bent sheet and still belong to it."""


def followed(scene: Scene, start: Homography, method: str, anchors: Anchors, tried: Fit | None = None) -> Fit:
    """The best of several fits: all at once, which is quick; if that leaves doubts, from what is known outwards.

    Args:
        scene: picture and page.
        start: the sheet as if it lay flat.
        method: how it was found, for the record.
        anchors: what is known for certain.
        tried: the quick fit, where it was made before.
    """
    fits = [] if tried is None else [tried]
    if tried is None and len(anchors.mm) >= _STEADY:
        fits.append(refined(scene, start, method, anchors, reaches=(7.0, 2.0)))
    if fits and min(fits[0].score, fits[0].box_score) >= _GOOD:
        return fits[0]
    # Of four points, all are the first four.
    ways = (_outwards, _from_the_first, _at_once) if len(anchors.mm) > 4 else (_outwards, _at_once)
    for attempt in ways:
        fits.append(attempt(scene, start, method, anchors))
        if fits[-1].accepted:
            break
    return reduce(better, fits)


def _outwards(scene: Scene, start: Homography, method: str, anchors: Anchors) -> Fit:
    """From all that is known; a corner of the sheet that is turned up has its mark where no bend may reach it."""
    shape = grow_over_edges(scene, start, anchors)
    return refined(scene, shape, method, _held(shape, anchors, scene.edges.unit), reaches=(2.0, 1.8))


def _from_the_first(scene: Scene, start: Homography, method: str, anchors: Anchors) -> Fit:
    """From the first four points alone, those of the tag: the marks at turned-up corners mislead."""
    return _outwards(scene, start, method, Anchors(anchors.mm[:4], anchors.pixels[:4]))


def _at_once(scene: Scene, start: Homography, method: str, anchors: Anchors) -> Fit:
    """All together: where following the edges was led astray."""
    return refined(scene, start, method, anchors, reaches=(7.0, 2.0, 1.8))


def _held(shape: Shape, anchors: Anchors, unit: float) -> Anchors:
    """The points that lie where a shape has them."""
    seen = project(invert(shape.homography), anchors.pixels)
    expected = anchors.mm if shape.bend is None else shape.bend.moved(anchors.mm)
    near = np.hypot(*(seen - expected).T) < _HELD * unit
    return Anchors(anchors.mm[near], anchors.pixels[near])
