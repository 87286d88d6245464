"""The reading engine: one picture in, one :class:`PageReading` per form page out; nothing is guessed silently.

The facade of ``ocr`` for jobs, window and command line, with :mod:`ocr.fusion` for whole TPS.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import default_form_ids, load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import PageReading, Quality
from sirekap_desktop.ocr import fusion, imageio, registration
from sirekap_desktop.ocr.calibration import calibration
from sirekap_desktop.ocr.gathering import PageEvidence, Readers, gather, readers
from sirekap_desktop.ocr.imageio import DecodedFile, Picture
from sirekap_desktop.ocr.plane import Grey, Pyramid, px_per_mm
from sirekap_desktop.ocr.refine import Fit
from sirekap_desktop.ocr.registration import Refusal
from sirekap_desktop.ocr.warping import warp

__all__ = [
    "ENGINE_VERSION",
    "engine_version",
    "grey",
    "read_file",
    "read_page",
    "unreadable",
    "warp",
]

ENGINE_VERSION = "5"
"""Raised whenever the same picture may be read differently; stored with every reading."""

Point = tuple[float, float]

ENOUGH_PX = 1800
"""Longer side of a photo that the page fills: 2 px per mm of the plano."""
_ENOUGH_PER_UNIT = 1.5
"""px per 1/900 of the paper's longer side (per mm of the plano) that resolve everything on it that is read."""


def read_page(
    image: Picture,
    *,
    form_ids: Sequence[str] | None = None,
    forms: Sequence[FormDefinition] | None = None,
    rotation: int = 0,
    corners: Sequence[Point] | None = None,
    form_id: str | None = None,
    page: int | None = None,
    index: int = 0,
) -> tuple[PageReading, ...]:
    """Read all form pages in a picture.

    Args:
        image: (height, width, 3) BGR or (height, width) grey, uint8, as :mod:`ocr.imageio` gives it.
        form_ids: forms to look for; by default all but those that ask to be named.
        forms: the same as definitions, where contestants differ from the printed default.
        rotation: turn the picture clockwise first, by quarter turns in degrees.
        corners: the paper's four corners set by hand, px in the turned picture, top-left first, clockwise as read.
        form_id: with ``corners``: which form it is, if known.
        page: with ``corners``: which page it is, if known.
        index: number of the first reading.

    Returns:
        One reading per page found; one with status ``unreadable`` and the reason when there is none.
    """
    started = time.perf_counter()
    definitions = _definitions(form_ids, forms, form_id)
    pyramid = Pyramid(grey(imageio.rotated(image, rotation)))
    if corners is not None:
        found = registration.fit_from_corners(pyramid, definitions, corners, page)
    else:
        found = registration.find_pages(pyramid, definitions)
    return _read_found(pyramid, found, index, started)


def read_file(
    data: bytes,
    name: str,
    *,
    form_ids: Sequence[str] | None = None,
    forms: Sequence[FormDefinition] | None = None,
    rotation: int = 0,
) -> tuple[PageReading, ...]:
    """Read every page of a file; a file that cannot be read gives an ``unreadable`` reading that says why.

    Args:
        data: the content of the file.
        name: its name.
        form_ids, forms, rotation: as in :func:`read_page`.
    """
    try:
        decoded = imageio.decode(data, name=name)
    except UserError as error:
        return (unreadable(str(error)),)
    definitions = _definitions(form_ids, forms, None)
    readings: list[PageReading] = []
    for number in range(decoded.page_count):
        started = time.perf_counter()
        try:
            pyramid, found = find(decoded, number, definitions, rotation)
        except UserError as error:
            readings.append(unreadable(str(error), index=len(readings)))
            continue
        readings += _read_found(pyramid, found, len(readings), started)
    return tuple(readings)


def find(
    decoded: DecodedFile, number: int, forms: Sequence[FormDefinition], rotation: int = 0
) -> tuple[Pyramid, tuple[Fit, ...] | Refusal]:
    """The form pages on one page of a file, looked for in no more pixels than are needed.

    A camera's picture has twice as many as the print resolves, and leaving them out halves the time of decoding. Where
    a page is too small in it, or none is found, every pixel counts.
    """
    for least_px in (ENOUGH_PX, None):
        page = decoded.grey(number, least_px)
        pyramid = Pyramid(imageio.rotated(page.pixels, rotation), page.halvings)
        found = registration.find_pages(pyramid, forms)
        if page.halvings == 0 or (not isinstance(found, Refusal) and all(_is_fine(fit, pyramid) for fit in found)):
            break
    return pyramid, found


def _is_fine(fit: Fit, pyramid: Pyramid) -> bool:
    """Whether the decoded pixels resolve the print everywhere on the page."""
    wanted = _ENOUGH_PER_UNIT * 900.0 / max(fit.form.paper)
    areas = [field.box_area for field in fit.form.fields_on(fit.page.number)]
    finest = min(px_per_mm(fit.homography, (area.x + area.w / 2, area.y + area.h / 2)) for area in areas)
    return bool(finest >= wanted * 2**pyramid.first)


def _read_found(
    pyramid: Pyramid, found: tuple[Fit, ...] | Refusal, index: int, started: float
) -> tuple[PageReading, ...]:
    if isinstance(found, Refusal):
        return (unreadable(found.reason, index=index, ms=_ms_since(started)),)
    nets = readers()
    version = engine_version(nets)
    pages = gather(pyramid, found, nets)
    readings = [_page_reading(page, index + place, version) for place, page in enumerate(pages)]
    return tuple(replace(item, ms=_ms_since(started)) for item in readings)


def unreadable(reason: str, *, index: int = 0, ms: int = 0) -> PageReading:
    """A reading that says why nothing could be read."""
    return PageReading(
        index=index,
        status="unreadable",
        reason=reason,
        form=None,
        page=None,
        partai=None,
        registration=None,
        quality=Quality(ok=False),
        fields=(),
        ms=ms,
        engine=ENGINE_VERSION,
    )


def engine_version(nets: Readers) -> str:
    """Engine, fusion constants and networks: what a stored reading was made with."""
    return f"{ENGINE_VERSION}/{calibration().version}/{nets.version}"


def _definitions(
    ids: Sequence[str] | None, forms: Sequence[FormDefinition] | None, form_id: str | None
) -> tuple[FormDefinition, ...]:
    if forms is None:
        wanted = (form_id,) if form_id is not None else tuple(ids) if ids is not None else default_form_ids()
        return tuple(load_form(item) for item in wanted)
    return tuple(form for form in forms if form_id in {None, form.id} and (ids is None or form.id in ids))


def grey(image: Picture) -> Grey:
    """The picture as the engine reads it: one channel."""
    return image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)


def _ms_since(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)


def _page_reading(page: PageEvidence, index: int, version: str) -> PageReading:
    readings = tuple(fusion.field_reading(field, found) for field, found in page.fields)
    return PageReading(
        index=index,
        status="read",
        reason=None,
        form=page.fit.form.id,
        page=page.fit.page.number,
        partai=page.fit.page.partai,
        registration=page.fit.registration(),
        quality=page.judged.quality,
        fields=fusion.weigh(page.fit.form, readings),
        ms=0,
        engine=version,
    )
