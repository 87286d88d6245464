"""Judges whether a picture is good enough to be read, and says in Indonesian what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Field
from sirekap_desktop.forms.reading import BoxFault, Quality
from sirekap_desktop.ocr import edges as edge_tools
from sirekap_desktop.ocr.cutting import View
from sirekap_desktop.ocr.edges import Borders, Edges, Profiles
from sirekap_desktop.ocr.plane import Floats

BLURRED = "foto buram"
SMALL = "foto terlalu kecil"
DARK = "terlalu gelap"
PALE = "terlalu pucat"
CUT = "halaman terpotong"
MIRRORED = "gambar tercermin"

_LEAST_PX_PER_UNIT = 1.1
"""About 20 px per box: below that digits melt."""
_BLURRED_UNITS = 2.7
"""Apparent width of the printed border: 1.2 on a sharp photo, 2.0 on poor ones that still read well."""
_BLURRED_BOX_UNITS = 4.4
"""The same for the boxes of one number. Of 78 drawn numbers from 2.3 to 2.7, 95 % were read; of 9 above this, 8."""
_REACH_UNITS = 6.0
_DARK_LIGHT = 55.0
_DARK_BOX_LIGHT = 35.0
_PALE_CONTRAST = 0.1
_WHITE = 251


@dataclass(frozen=True, slots=True)
class PageQuality:
    """The verdict on a page and on each of its numbers."""

    quality: Quality
    fields: Mapping[str, tuple[str, ...]]
    """Problems per field name; fields without any are absent."""
    px_per_mm: float
    border_mm: float
    """Apparent width of printed borders: grows with blur."""


def judge(view: View, borders: Borders, fields: Sequence[Field], seen: Mapping[str, bool]) -> PageQuality:
    """Judge a fitted page.

    Args:
        view: picture and fit.
        borders: the sides of the page's boxes.
        fields: its numbers, in the order that the groups of ``borders`` count.
        seen: per field name, whether its boxes lie within the picture.
    """
    visible = [item for item in fields if seen[item.name]]
    if not visible:
        return PageQuality(Quality(ok=False, problems=(CUT,)), {}, 0.0, 0.0)
    boxes, unit = borders.edges, borders.edges.unit
    profiles = borders.profiles.within(_REACH_UNITS * unit)
    resolution = float(np.median([view.resolution(item.box_area) for item in visible]))
    border = border_width(profiles)
    paper = np.percentile(profiles.light, 75, axis=1).astype(np.float64)
    contrast = edge_tools.locate(profiles, 2.0 * unit).contrast
    unclear = _unclear(boxes, profiles, paper, contrast, len(fields))
    numbers = {
        item.name: (*problems, *([BoxFault.GLARE] if _glares(view, item) else []))
        for item, problems in zip(fields, unclear, strict=True)
        if seen[item.name]
    }
    of_page = [
        (SMALL, resolution * unit < _LEAST_PX_PER_UNIT),
        (BLURRED, border > _BLURRED_UNITS * unit),
        (DARK, float(np.median(paper[profiles.inside])) < _DARK_LIGHT),
        (PALE, float(np.median(contrast[profiles.inside])) < _PALE_CONTRAST),
        (CUT, len(visible) < len(fields)),
        (MIRRORED, view.mirrored),
    ]
    found = [text for text, bad in of_page if bad]
    found += sorted({text for problems in numbers.values() for text in problems})
    faulty = {name: problems for name, problems in numbers.items() if problems}
    return PageQuality(Quality(ok=not found, problems=tuple(found)), faulty, resolution, border)


def _unclear(boxes: Edges, profiles: Profiles, paper: Floats, contrast: Floats, count: int) -> list[tuple[str, ...]]:
    """What is wrong with each number's boxes by themselves: a shadow or a lost focus need not cover the page."""
    widths = border_widths(profiles, boxes.group, count)
    found: list[tuple[str, ...]] = []
    for number in range(count):
        own = boxes.group == number
        problems = (
            (BoxFault.BLURRED, widths[number] > _BLURRED_BOX_UNITS * boxes.unit),
            (BoxFault.DARK, own.any() and np.median(paper[own]) < _DARK_BOX_LIGHT),
            (BoxFault.PALE, own.any() and np.median(contrast[own]) < 0.5 * _PALE_CONTRAST),
        )
        found.append(tuple(text for text, bad in problems if bad))
    return found


def border_width(profiles: Profiles) -> float:
    """Width at half height of the printed borders, mm, after laying all profiles over each other."""
    rows = np.flatnonzero(profiles.inside)
    if not len(rows):
        return 0.0
    return _width(_borders(profiles)[rows].mean(axis=0), profiles)


def border_widths(profiles: Profiles, group: NDArray[np.intp], count: int) -> Floats:
    """The same for the boxes of each number by themselves, (count,)."""
    borders = _borders(profiles)
    means = np.zeros((count, borders.shape[1]))
    np.add.at(means, group, borders)
    return np.array([_width(mean, profiles) for mean in means])


def _width(mean: Floats, profiles: Profiles) -> float:
    middle, peak = len(mean) // 2, float(mean.max())
    above = mean > 0.5 * peak
    left = right = middle
    while left > 0 and above[left - 1]:
        left -= 1
    while right < len(mean) - 1 and above[right + 1]:
        right += 1
    return float((right - left + 1) * (profiles.offsets[1] - profiles.offsets[0]))


def _borders(profiles: Profiles) -> Floats:
    """How dark each profile is, rolled so that its peak near the middle stands in the middle."""
    light = profiles.light
    dark = np.clip(np.percentile(light, 70, axis=1)[:, None] - light, 0.0, None)
    middle = dark.shape[1] // 2
    reach = max(1, middle // 3)
    peaks = dark[:, middle - reach : middle + reach + 1].argmax(axis=1) - reach
    places = (np.arange(dark.shape[1]) + peaks[:, None]) % dark.shape[1]
    return np.asarray(np.take_along_axis(dark, places, axis=1))


def _glares(view: View, field: Field) -> bool:
    """Whether light has wiped out a box: burnt to white where its own border should be."""
    area = field.box_area
    x, y = np.meshgrid(np.linspace(area.x, area.right, 40), np.linspace(area.y, area.bottom, 16))
    burnt = float((view.light(np.stack((x, y), axis=-1), 1.5, area) >= _WHITE).mean())
    return burnt > 0.35 and not _border_survives(view, field)


def _border_survives(view: View, field: Field) -> bool:
    for box in field.boxes:
        x = np.linspace(box.x + 0.15 * box.w, box.right - 0.15 * box.w, 12)
        for y in (box.y, box.bottom):
            offsets = np.linspace(-0.08, 0.08, 9) * box.h
            grid = np.stack(np.broadcast_arrays(x[None, :], y + offsets[:, None]), axis=-1)
            light = view.light(grid, 1.5, box).astype(np.float64).mean(axis=1)
            if light.max() - light.min() < 12.0:
                return False
    return True
