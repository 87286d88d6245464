"""Judges whether a picture is good enough to be read, and says in Indonesian what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sirekap_desktop.forms.model import Field
from sirekap_desktop.forms.reading import Quality
from sirekap_desktop.ocr import edges as edge_tools
from sirekap_desktop.ocr.cutting import View
from sirekap_desktop.ocr.edges import Edges, Profiles
from sirekap_desktop.ocr.plane import Floats

BLURRED = "foto buram"
SMALL = "foto terlalu kecil"
DARK = "terlalu gelap"
PALE = "terlalu pucat"
CUT = "halaman terpotong"
MIRRORED = "gambar tercermin"
GLARE = "silau di kotak"

_LEAST_PX_PER_UNIT = 1.1
"""About 20 px per box: below that digits melt."""
_BLURRED_UNITS = 2.7
"""Apparent width of the printed border: 1.2 on a sharp photo, 2.0 on poor ones that still read well."""
_DARK_LIGHT = 55.0
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


def judge(view: View, edges: Edges, fields: Sequence[Field], seen: Mapping[str, bool]) -> PageQuality:
    """Judge a fitted page.

    Args:
        view: picture and fit.
        edges: printed edges of the page.
        fields: its numbers, in the order that the groups of ``edges`` count.
        seen: per field name, whether its boxes lie within the picture.
    """
    visible = [item for item in fields if seen[item.name]]
    if not visible:
        return PageQuality(Quality(ok=False, problems=(CUT,)), {}, 0.0, 0.0)
    boxes = edges.pick(edges.group >= 0)
    profiles = edge_tools.measure(view, boxes, 6.0)
    resolution = float(np.median([view.resolution(item.box_area) for item in visible]))
    border = border_width(profiles)
    paper = np.percentile(profiles.light, 75, axis=1)
    contrast = edge_tools.locate(profiles, 2.0 * edges.unit).contrast
    problems = [
        (SMALL, resolution * edges.unit < _LEAST_PX_PER_UNIT),
        (BLURRED, border > _BLURRED_UNITS * edges.unit),
        (DARK, float(np.median(paper[profiles.inside])) < _DARK_LIGHT),
        (PALE, float(np.median(contrast[profiles.inside])) < _PALE_CONTRAST),
        (CUT, len(visible) < len(fields)),
        (MIRRORED, view.mirrored),
    ]
    glaring = {item.name: (GLARE,) for item in visible if _glares(view, item)}
    found = tuple(text for text, bad in [*problems, (GLARE, bool(glaring))] if bad)
    return PageQuality(Quality(ok=not found, problems=found), glaring, resolution, border)


def border_width(profiles: Profiles) -> float:
    """Width at half height of the printed borders, mm, after laying all profiles over each other."""
    rows = np.flatnonzero(profiles.inside)
    if not len(rows):
        return 0.0
    light = profiles.light[rows]
    dark = np.clip(np.percentile(light, 70, axis=1)[:, None] - light, 0.0, None)
    mean = _centered(dark).mean(axis=0)
    middle, peak = len(mean) // 2, float(mean.max())
    above = mean > 0.5 * peak
    left = right = middle
    while left > 0 and above[left - 1]:
        left -= 1
    while right < len(mean) - 1 and above[right + 1]:
        right += 1
    return float((right - left + 1) * (profiles.offsets[1] - profiles.offsets[0]))


def _centered(dark: Floats) -> Floats:
    """Each profile rolled so that its peak near the middle stands in the middle."""
    middle = dark.shape[1] // 2
    reach = max(1, middle // 3)
    peaks = dark[:, middle - reach : middle + reach + 1].argmax(axis=1) - reach
    return np.stack([np.roll(row, -int(peak)) for row, peak in zip(dark, peaks, strict=True)])


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
