"""Gathers every kind of evidence on the pages of one picture: each is cut once, and all boxes are read in one batch."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import Field
from sirekap_desktop.ocr import cutting, ink, quality
from sirekap_desktop.ocr import edges as edge_tools
from sirekap_desktop.ocr.bubbles import BubbleColumns, read_bubbles
from sirekap_desktop.ocr.cells import CellClassifier
from sirekap_desktop.ocr.cutting import Offset
from sirekap_desktop.ocr.edges import Borders
from sirekap_desktop.ocr.fusion import FieldEvidence
from sirekap_desktop.ocr.guides import without_guides
from sirekap_desktop.ocr.plane import Pyramid
from sirekap_desktop.ocr.quality import PageQuality
from sirekap_desktop.ocr.refine import Fit
from sirekap_desktop.ocr.tally import TallyReader, read_tallies
from sirekap_desktop.ocr.view import View

ROW_UNSURE = "halaman tampak sebagian, barisnya tidak pasti"

_LOCAL = threading.local()


class Readers:
    """The networks; one of these per thread, since a network keeps its buffers between calls."""

    @cached_property
    def cells(self) -> CellClassifier:
        return CellClassifier()

    @cached_property
    def tally(self) -> TallyReader:
        return TallyReader()

    @property
    def version(self) -> str:
        """What the readings of these networks are marked with."""
        return f"{self.cells.version}/{self.tally.version}"


def readers() -> Readers:
    """The networks of this thread, loaded when they are first needed."""
    if not hasattr(_LOCAL, "readers"):
        _LOCAL.readers = Readers()
    found: Readers = _LOCAL.readers
    return found


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """All that one fitted page shows."""

    fit: Fit
    judged: PageQuality
    fields: tuple[tuple[Field, FieldEvidence], ...]
    """In the order of the form."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A page before its boxes are read."""

    fit: Fit
    view: View
    fields: tuple[Field, ...]
    seen: dict[str, bool]
    borders: Borders
    offsets: dict[str, Offset]
    crops: NDArray[np.uint8]


def gather(pyramid: Pyramid, fits: Sequence[Fit], nets: Readers) -> tuple[PageEvidence, ...]:
    """What boxes, circles, tally marks and quality say on all pages found in a picture, page by page."""
    pages = [_cut(pyramid, fit) for fit in fits]
    crops = np.concatenate([page.crops for page in pages])
    probabilities = ink.weigh(nets.cells.classify(crops).astype(np.float64), ink.strength(crops))
    parts = np.split(probabilities, np.cumsum([len(page.crops) for page in pages])[:-1])
    return tuple(_evidence(page, part, nets) for page, part in zip(pages, parts, strict=True))


def _cut(pyramid: Pyramid, fit: Fit) -> _Cut:
    view = fit.view(pyramid)
    fields = fit.form.fields_on(fit.page.number)
    borders = edge_tools.measure_boxes(view, fit.edges)
    offsets = dict(cutting.field_offsets(borders, fields, fit.page.lines))
    seen = {field.name: view.sees(field.box_area) for field in fields}
    boxes = [(box, offsets[field.name]) for field in fields if seen[field.name] for box in field.boxes]
    crops = cutting.cut_cells(view, boxes)
    guided = [field.guide for field in fields if seen[field.name] for _ in field.boxes]
    if any(guided):
        crops[guided] = without_guides(crops[guided])
    return _Cut(fit, view, fields, seen, borders, offsets, crops)


def _evidence(page: _Cut, probabilities: NDArray[np.float64], nets: Readers) -> PageEvidence:
    judged = quality.judge(page.view, page.borders, page.fields, page.seen)
    tallies = read_tallies(page.view, page.fields, nets.tally)
    boxes = [len(field.boxes) * page.seen[field.name] for field in page.fields]
    parts = np.split(probabilities, np.cumsum(boxes)[:-1])
    doubts = placing_doubts(page.fit.method, page.seen.values())
    fields = tuple(
        (
            field,
            FieldEvidence(
                cells=cells if page.seen[field.name] else None,
                bubbles=_circles(page, field),
                tally=tallies.get(field.name),
                problems=(*judged.fields.get(field.name, ()), *doubts),
            ),
        )
        for field, cells in zip(page.fields, parts, strict=True)
    )
    return PageEvidence(page.fit, judged, fields)


def placing_doubts(method: str, seen: Iterable[bool]) -> tuple[str, ...]:
    """Why no number of a page may be trusted to be the one that it is taken for.

    Printed lines repeat from row to row. Found by lines alone, a page of which a row lies outside the picture may be
    one row off: then boxes, circles and tally agree on the number of another row.
    """
    return (ROW_UNSURE,) if method == "lines" and not all(seen) else ()


def _circles(page: _Cut, field: Field) -> BubbleColumns | None:
    if field.bubbles is None or not page.view.sees(field.bubbles.area):
        return None
    return read_bubbles(page.view, field.bubbles, page.offsets[field.name])
