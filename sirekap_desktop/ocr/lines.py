"""Where the printed lines of a page may lie among the lines of a picture, when no tag and no mark tells.

In the upright frame of the picture a page is known but for scale and offset along either axis. Each axis is matched by
itself (pairs of strong lines vote); the best pairings of both are then weighed by all lines of the page together.
Nothing is accepted here: these are starts for :mod:`ocr.refine`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import FormDefinition, FormPage, Line, Rect
from sirekap_desktop.ocr.lines_frame import FRAME_PX, NEAR_PX, Frame
from sirekap_desktop.ocr.plane import Floats, Homography
from sirekap_desktop.ocr.remembered import per_page

_STEP = 10.0
"""Units (mm on the plano) between the places at which a printed line is looked up."""
_FAINT = 0.55
"""Lines printed lighter than this are faint: a phone may lose them."""
_VOTERS = 15
_PEAKS = 22
_OCTAVES = 0.2
_PER_SIZE = 3
_LEAST_WORTH = 0.2
"""Of every size of page so many ways to lay it are kept, if they are worth this share of the best."""
_SKETCH = 8
"""All pairings are first weighed by every eighth place, the best of them by all."""
_WEIGHED = 24
_ABOUT_AS_LONG = 3
"""Numbers by which the lists of sheets differ that one search finds."""
_LEAST_SHOWN, _MOST_AROUND = 0.22, 3.2
"""The picture's long side shows at least this share of the sheet's long side, and at most so many times as much."""
_STRETCH = 1.6
"""How far the scales of the two axes may differ: the frame knows right angles, but no lengths."""


Candidate = tuple[FormDefinition, FormPage]
"""A page that a picture may show."""


@dataclass(frozen=True, slots=True)
class PrintedLines:
    """The lines of a page, for one direction or both."""

    columns: Floats
    """(N, 2) x of vertical lines, and how much line stands there."""
    rows: Floats
    """(M, 2) the same for y."""
    points: Floats
    """(K, 2) mm along all lines."""
    upright: NDArray[np.bool_]
    """(K,) whether the line at each point is vertical."""
    weight: Floats
    """(K,)"""

    def every(self, step: int) -> PrintedLines:
        """A part of the places, for a quick look."""
        return replace(
            self, points=self.points[::step], upright=self.upright[::step], weight=self.weight[::step] * step
        )


@dataclass(frozen=True, slots=True)
class Guess:
    """A place where a page may lie."""

    form: FormDefinition
    page: FormPage
    homography: Homography
    """From mm to px of the full picture; turns the sheet over where ``mirrored``."""
    mirrored: bool
    evidence: float
    """Log-likelihood of the picture's lines against chance."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """Ways to lay one axis of the paper along one axis of the frame: u = scale · mm + offset."""

    scale: Floats
    offset: Floats

    def pick(self, index: int) -> _Axis:
        return _Axis(self.scale[index : index + 1], self.offset[index : index + 1])


@dataclass(frozen=True, slots=True)
class _Laid:
    """One way to lay a sheet in the frame."""

    x: _Axis
    y: _Axis
    swapped: bool
    evidence: float

    @property
    def mirrored(self) -> bool:
        return bool(self.x.scale[0] * self.y.scale[0] < 0) != self.swapped

    def to_picture(self, frame: Frame) -> Homography:
        """From mm to px of the full picture."""
        laid = np.array([[self.x.scale[0], 0, self.x.offset[0]], [0, self.y.scale[0], self.y.offset[0]], [0, 0, 1.0]])
        whole = frame.to_picture @ (laid[[1, 0, 2]] if self.swapped else laid)
        return np.asarray(whole / whole[2, 2], np.float64)


def guesses(frame: Frame, pages: Sequence[Candidate], *, per_page: int = 3) -> tuple[Guess, ...]:
    """The best few places of every page, best first.

    Of sheets that differ in little more than the length of a list one is searched for, and the others are weighed where
    it may lie: whoever looks for the forms of five elections has forty kinds of sheets, and to search takes long.
    """
    gains = tuple(_gains(frame, swapped=swapped) for swapped in (False, True))
    families: dict[object, list[Candidate]] = {}
    for form, page in pages:
        families.setdefault(_family(form, page), []).append((form, page))
    found = []
    for (form, page), *others in families.values():
        places = sorted(_places(frame, gains, form, page), key=lambda item: -item.evidence)[:per_page]
        found += [_guess(frame, form, page, place) for place in places]
        found += [_guess(frame, *other, _weighed(gains, *other, place)) for other in others for place in places]
    return tuple(sorted(found, key=lambda item: -item.evidence))


def _family(form: FormDefinition, page: FormPage) -> object:
    """Sheets of one paper, of whatever form, that are found by the lines of one of them, since most are the same.

    Those with all numbers in the same places; of parties' pages those whose lists begin alike and are about as long.
    """
    boxes = [field.boxes for field in form.fields_on(page.number)]
    if page.partai is None or not boxes:
        return form.paper, *boxes
    return form.paper, boxes[0], len(boxes) // _ABOUT_AS_LONG


def _guess(frame: Frame, form: FormDefinition, page: FormPage, place: _Laid) -> Guess:
    return Guess(form, page, place.to_picture(frame), place.mirrored, place.evidence)


def _weighed(gains: Sequence[NDArray[np.float32]], form: FormDefinition, page: FormPage, place: _Laid) -> _Laid:
    """The same place with the lines of another sheet."""
    only = np.zeros(1, np.intp)
    evidence = _evidence(gains[place.swapped], printed_lines(form, page), place.x, place.y, only, only)
    return replace(place, evidence=float(evidence[0]))


@per_page
def printed_lines(form: FormDefinition, page: FormPage) -> PrintedLines:
    """What a page prints: table lines, grids and digit boxes."""
    unit = max(form.paper) / 900.0
    boxes = [box for item in form.fields_on(page.number) for box in item.boxes]
    boxes += [box for _, group in page.date_boxes for box in group]
    table = np.array([*_straight(page.lines, unit), *(side for box in boxes for side in _sides(box))], np.float64)
    table = table.reshape(-1, 5)
    upright = np.abs(table[:, 2] - table[:, 0]) < np.abs(table[:, 3] - table[:, 1])
    length = np.hypot(table[:, 2] - table[:, 0], table[:, 3] - table[:, 1])
    pieces = np.maximum(1, np.round(length / (_STEP * unit))).astype(int)
    share = np.concatenate([(np.arange(count) + 0.5) / count for count in pieces])[:, None]
    points = np.repeat(table[:, :2], pieces, axis=0) * (1 - share) + np.repeat(table[:, 2:4], pieces, axis=0) * share
    return PrintedLines(
        _stacked(table[upright, 0], (length * table[:, 4])[upright], 4.0 * unit),
        _stacked(table[~upright, 1], (length * table[:, 4])[~upright], 4.0 * unit),
        points,
        np.repeat(upright, pieces),
        np.repeat(table[:, 4], pieces),
    )


def _straight(lines: Sequence[Line], unit: float) -> list[tuple[float, float, float, float, float]]:
    return [
        (line.x1, line.y1, line.x2, line.y2, (0.4 if line.grey > _FAINT else 1.0) * (0.5 if line.dash else 1.0))
        for line in lines
        if min(abs(line.x1 - line.x2), abs(line.y1 - line.y2)) < 0.2 * unit
    ]


def _sides(box: Rect) -> list[tuple[float, float, float, float, float]]:
    corners = box.corners
    return [(*corners[index], *corners[(index + 1) % 4], 1.0) for index in range(4)]


def _stacked(places: Floats, weight: Floats, near: float) -> Floats:
    """Lines that stand in one row, taken together: (N, 2) place and how much line."""
    order = np.argsort(places)
    places, weight = places[order], weight[order]
    starts = np.flatnonzero(np.r_[True, np.diff(places) > near]) if len(places) else np.zeros(0, int)
    if not len(starts):
        return np.zeros((0, 2))
    total = np.add.reduceat(weight, starts)
    return np.stack((np.add.reduceat(places * weight, starts) / total, total), axis=1)


def _places(frame: Frame, gains: Sequence[NDArray[np.float32]], form: FormDefinition, page: FormPage) -> list[_Laid]:
    printed = printed_lines(form, page)
    result: list[_Laid] = []
    for swapped in (False, True):
        profiles = (frame.down, frame.across) if swapped else (frame.across, frame.down)
        x = _axis(printed.columns, profiles[0], max(form.paper))
        y = _axis(printed.rows, profiles[1], max(form.paper))
        result.extend(_crossed(gains[swapped], printed, x, y, swapped=swapped))
    return result


def _axis(lines: Floats, profile: Floats, paper: float) -> _Axis:
    """The best ways to lay the lines of a page along a profile of the frame, in either direction."""
    voters = lines[np.argsort(-lines[:, 1])[:_VOTERS], 0]
    peaks = _peaks(profile)
    if len(voters) < 2 or len(peaks) < 2:
        return _Axis(np.zeros(0), np.zeros(0))
    i, j = np.triu_indices(len(voters), 1)
    k, m = (item[~np.eye(len(peaks), dtype=bool)] for item in np.indices((len(peaks), len(peaks))))
    scale = ((peaks[m] - peaks[k])[None] / (voters[j] - voters[i])[:, None]).ravel()
    offset = (peaks[k][None] - scale.reshape(len(i), -1) * voters[i][:, None]).ravel()
    length = np.abs(scale) * paper
    fits = (length > FRAME_PX / _MOST_AROUND) & (length < FRAME_PX / _LEAST_SHOWN)
    scale, offset = scale[fits], offset[fits]
    worth = _worth(lines, profile, scale, offset)
    return _distinct(scale, offset, worth, lines)


def _peaks(profile: Floats) -> Floats:
    middle = profile[1:-1]
    at = np.flatnonzero((middle > 0.15) & (middle >= profile[:-2]) & (middle > profile[2:])) + 1
    return at[np.argsort(-profile[at], kind="stable")[:_PEAKS]].astype(np.float64)


def _worth(lines: Floats, profile: Floats, scale: Floats, offset: Floats) -> Floats:
    """How well lines stand on the profile: each that is within the frame gains or costs by its length."""
    at = scale[:, None] * lines[None, :, 0] + offset[:, None]
    inside = (at >= 0) & (at < len(profile) - 1)
    value = profile[np.where(inside, at, 0).astype(int)]
    usual = float(np.clip(profile.mean() * 1.5, 0.1, 0.5))
    weight = np.sqrt(lines[:, 1] / max(float(lines[:, 1].max()), 1e-9))
    return np.asarray(((value - usual) * inside) @ weight, np.float64)


def _distinct(scale: Floats, offset: Floats, worth: Floats, lines: Floats) -> _Axis:
    """The best few ways of every size: a page laid too small finds more lines by chance than the right one."""
    ends = np.stack((scale * lines[0, 0] + offset, scale * lines[-1, 0] + offset), axis=1)
    size = (np.floor(np.log2(np.abs(scale)) / _OCTAVES).astype(int) * 2) + (scale < 0)
    left = worth > _LEAST_WORTH * worth.max(initial=0.0)
    chosen: list[NDArray[np.intp]] = []
    for _ in range(_PER_SIZE):
        rest = np.flatnonzero(left)
        order = rest[np.lexsort((-worth[rest], size[rest]))]
        _, first = np.unique(size[order], return_index=True)
        best = order[first]
        chosen.append(best)
        if not len(best):
            break
        mate = best[np.searchsorted(size[best], size[rest])]
        left[rest[np.abs(ends[rest] - ends[mate]).max(axis=1) <= NEAR_PX]] = False
    index = np.concatenate(chosen)
    return _Axis(scale[index], offset[index])


def _crossed(gains: NDArray[np.float32], printed: PrintedLines, x: _Axis, y: _Axis, *, swapped: bool) -> list[_Laid]:
    """Every way for x with every way for y, weighed by all lines of the page: the best three of either side."""
    a, b = (item.ravel() for item in np.meshgrid(np.arange(len(x.scale)), np.arange(len(y.scale))))
    stretch = np.abs(np.log(np.abs(x.scale[a] / y.scale[b])))
    a, b = a[stretch < np.log(_STRETCH)], b[stretch < np.log(_STRETCH)]
    sketch = _evidence(gains, printed.every(_SKETCH), x, y, a, b)
    mirrors = (x.scale[a] * y.scale[b] < 0) != swapped
    result = []
    for mirrored in (False, True):
        side = np.flatnonzero(mirrors == mirrored)
        best = side[np.argsort(-sketch[side])[:_WEIGHED]]
        evidence = _evidence(gains, printed, x, y, a[best], b[best])
        for index in np.argsort(-evidence)[:3]:
            across, down = x.pick(int(a[best[index]])), y.pick(int(b[best[index]]))
            result.append(_Laid(across, down, swapped, float(evidence[index])))
    return result


def _gains(frame: Frame, *, swapped: bool) -> NDArray[np.float32]:
    """(2, X, Y) what a printed level and a printed upright line gain at each place: log-likelihood against chance.

    Indexed by where the paper's x and y come to lie, with a border of nothing around what the picture shows.
    """
    maps = (frame.vertical, frame.horizontal) if swapped else (frame.horizontal, frame.vertical)
    gains = []
    for lines in maps:
        share = float(np.clip(lines[frame.inside].mean() / 255.0, 0.02, 0.6))
        near = lines.astype(np.float32) / 255.0
        gain = near * np.log(0.8 / share) + (1 - near) * np.log(0.25 / (1 - 0.9 * share))
        gain[~frame.inside] = 0.0
        gains.append(np.pad(gain if swapped else gain.T, 1))
    return np.stack(gains).astype(np.float32)


def _evidence(
    gains: NDArray[np.float32], printed: PrintedLines, x: _Axis, y: _Axis, a: NDArray[np.intp], b: NDArray[np.intp]
) -> Floats:
    """Log-likelihood ratio, page against chance, of every combination (C,)."""
    width, height = gains.shape[1:]
    across = np.clip(x.scale[:, None] * printed.points[None, :, 0] + x.offset[:, None] + 1, 0, width - 1)
    down = np.clip(y.scale[:, None] * printed.points[None, :, 1] + y.offset[:, None] + 1, 0, height - 1)
    first = (printed.upright * width + across.astype(np.int32)) * height
    index = first.astype(np.int32)[a] + down.astype(np.int32)[b]
    return np.asarray(gains.ravel().take(index) @ printed.weight.astype(np.float32), np.float64)
