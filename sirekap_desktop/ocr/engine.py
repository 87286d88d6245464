"""The reading engine: one picture in, one :class:`PageReading` per form page out; nothing is guessed silently.

The facade of ``ocr`` for jobs, window and command line, with :mod:`ocr.fusion` for whole TPS.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import default_form_ids, load_form
from sirekap_desktop.forms.model import Field, FormDefinition
from sirekap_desktop.forms.reading import FieldReading, PageReading, Quality
from sirekap_desktop.ocr import cutting, fusion, imageio, ink, quality, registration
from sirekap_desktop.ocr.bubbles import BubbleColumns, read_bubbles
from sirekap_desktop.ocr.calibration import calibration
from sirekap_desktop.ocr.cells import CellClassifier
from sirekap_desktop.ocr.cutting import Offset, View
from sirekap_desktop.ocr.fusion import FieldEvidence
from sirekap_desktop.ocr.imageio import Picture
from sirekap_desktop.ocr.plane import Floats, Grey, Pyramid
from sirekap_desktop.ocr.refine import Fit
from sirekap_desktop.ocr.registration import Refusal
from sirekap_desktop.ocr.warping import warp

__all__ = [
    "ENGINE_VERSION",
    "default_classifier",
    "engine_version",
    "grey",
    "read_file",
    "read_page",
    "unreadable",
    "warp",
]

ENGINE_VERSION = "2"
"""Raised whenever the same picture may be read differently; stored with every reading."""

Point = tuple[float, float]

_LOCAL = threading.local()


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A fitted page, cut and measured, before its boxes are classified."""

    fit: Fit
    view: View
    fields: tuple[Field, ...]
    seen: dict[str, bool]
    cells: np.ndarray
    bubbles: dict[str, BubbleColumns]
    judged: quality.PageQuality


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
    classifier: CellClassifier | None = None,
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
        classifier: by default one per thread is kept.

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
    if isinstance(found, Refusal):
        return (unreadable(found.reason, index=index, ms=_ms_since(started)),)
    readings = _read_fits(pyramid, found, classifier or default_classifier(), index)
    return tuple(replace(item, ms=_ms_since(started)) for item in readings)


def read_file(
    data: bytes,
    name: str,
    *,
    form_ids: Sequence[str] | None = None,
    forms: Sequence[FormDefinition] | None = None,
    rotation: int = 0,
    classifier: CellClassifier | None = None,
) -> tuple[PageReading, ...]:
    """Read every page of a file; a file that cannot be read gives an ``unreadable`` reading that says why.

    Args:
        data: the content of the file.
        name: its name.
        form_ids, forms, rotation, classifier: as in :func:`read_page`.
    """
    try:
        decoded = imageio.decode(data, name=name)
    except UserError as error:
        return (unreadable(str(error)),)
    readings: list[PageReading] = []
    for number in range(decoded.page_count):
        started = time.perf_counter()
        try:
            image = decoded.page(number)
        except UserError as error:
            readings.append(unreadable(str(error), index=len(readings)))
            continue
        decoding = _ms_since(started)
        found = read_page(
            image, form_ids=form_ids, forms=forms, rotation=rotation, index=len(readings), classifier=classifier
        )
        readings.extend(replace(item, ms=item.ms + decoding) for item in found)
    return tuple(readings)


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


def default_classifier() -> CellClassifier:
    """The digit model of this thread: a network must not be shared between threads."""
    if not hasattr(_LOCAL, "classifier"):
        _LOCAL.classifier = CellClassifier()
    found: CellClassifier = _LOCAL.classifier
    return found


def engine_version(classifier: CellClassifier) -> str:
    """Engine, fusion constants and digit model: what a stored reading was made with."""
    return f"{ENGINE_VERSION}/{calibration().version}/{classifier.version}"


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


def _read_fits(pyramid: Pyramid, fits: Sequence[Fit], classifier: CellClassifier, index: int) -> list[PageReading]:
    """Cut all pages of a picture, classify their boxes in one batch, and put each page together."""
    prepared = [_prepared(pyramid, fit) for fit in fits]
    crops = np.concatenate([item.cells for item in prepared])
    probabilities = ink.weigh(classifier.classify(crops).astype(np.float64), ink.strength(crops))
    ends = np.cumsum([len(item.cells) for item in prepared])[:-1]
    parts = np.split(probabilities, ends)
    version = engine_version(classifier)
    return [
        _page_reading(item, part, index + place, version)
        for place, (item, part) in enumerate(zip(prepared, parts, strict=True))
    ]


def _prepared(pyramid: Pyramid, fit: Fit) -> _Prepared:
    view = fit.view(pyramid)
    fields = fit.form.fields_on(fit.page.number)
    offsets = cutting.field_offsets(view, fit.edges, fields)
    seen = {item.name: view.sees(item.box_area) for item in fields}
    boxes = [(box, offsets[item.name]) for item in fields if seen[item.name] for box in item.boxes]
    return _Prepared(
        fit,
        view,
        fields,
        seen,
        cutting.cut_cells(view, boxes),
        {item.name: circles for item in fields if (circles := _circles(view, item, offsets[item.name])) is not None},
        quality.judge(view, fit.edges, fields, seen),
    )


def _circles(view: View, field: Field, offset: Offset) -> BubbleColumns | None:
    if field.bubbles is None or not view.sees(field.bubbles.area):
        return None
    return read_bubbles(view, field.bubbles, offset)


def _page_reading(item: _Prepared, probabilities: Floats, index: int, version: str) -> PageReading:
    readings: list[FieldReading] = []
    at = 0
    for field in item.fields:
        cells: Floats | None = None
        if item.seen[field.name]:
            cells = probabilities[at : at + len(field.boxes)]
            at += len(field.boxes)
        problems = item.judged.fields.get(field.name, ())
        readings.append(fusion.field_reading(field, FieldEvidence(cells, item.bubbles.get(field.name), None, problems)))
    return PageReading(
        index=index,
        status="read",
        reason=None,
        form=item.fit.form.id,
        page=item.fit.page.number,
        partai=None,
        registration=item.fit.registration(),
        quality=item.judged.quality,
        fields=fusion.weigh(item.fit.form, tuple(readings)),
        ms=0,
        engine=version,
    )
