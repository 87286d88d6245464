"""What a designed page prints besides its boxes: marks, lines, runs of text, header, date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sirekap_desktop.forms.designed_places import Place, rounded
from sirekap_desktop.forms.model import Line, Rect, Tag

_CAP_HEIGHT = 0.714
"""Height of capitals as a share of the font size."""
_UNREAD = "…"
"""Stands for words that nobody has typed: where they are helps to know the page, what they say does not."""
_DATE_NAMES = ("tanggal", "bulan", "tahun")
_SAME_PLACE = 2.0 / 900
_DATE_BOXES = (2, 2, 4)


@dataclass(frozen=True, slots=True)
class DesignedPage:
    """A page of the blank; lengths in mm."""

    number: int
    header: Rect
    tag: Tag | None = None
    corner_marks: tuple[tuple[Rect, ...], ...] = ()
    lines: tuple[Line, ...] = ()
    texts: tuple[Rect, ...] = ()
    dates: tuple[tuple[Rect, ...], ...] = ()
    partai_number: Rect | None = None
    """Where the number of the party is printed: by it the reader knows whose page it is."""


def corner_marks_of(pages: Sequence[DesignedPage]) -> list[list[list[float]]]:
    """Marks that all pages have at the same places, else none: a form has one set."""
    first = pages[0].corner_marks
    if not first or any(not page.corner_marks for page in pages):
        return []
    near = _SAME_PLACE * max(abs(value) for corner in first for mark in corner for value in (mark.right, mark.bottom))
    for page in pages[1:]:
        for corner, other in zip(first, page.corner_marks, strict=True):
            if any(abs(a.x - b.x) > near or abs(a.y - b.y) > near for a, b in zip(corner, other, strict=True)):
                return []
    return [[rounded(mark) for mark in corner] for corner in first]


def print_document(page: DesignedPage, places: Sequence[Place]) -> dict[str, Any]:
    """The print of a page as a form file has it."""
    boxes = [_area(place).grown(1.0) for place in places if place.page == page.number]
    document: dict[str, Any] = {
        "header": {"area": rounded(page.header), "fields": {}},
        "lines": list(_lines([line for line in page.lines if not any(_within(line, area) for area in boxes)])),
    }
    labels = [*_labels(page.texts), *_partai_number(page)]
    if labels:
        document["labels"] = labels
    if tuple(len(group) for group in page.dates) == _DATE_BOXES:
        document["date_boxes"] = {
            name: [rounded(box) for box in group] for name, group in zip(_DATE_NAMES, page.dates, strict=True)
        }
    return document


def _area(place: Place) -> Rect:
    area = place.boxes[0]
    for box in place.boxes[1:]:
        area = area.united(box)
    return area


def _within(line: Line, area: Rect) -> bool:
    """Whether a line is a side of a digit box, which the form knows already."""
    return area.x <= line.x1 and line.x2 <= area.right and area.y <= line.y1 and line.y2 <= area.bottom


def _lines(lines: Sequence[Line]) -> Iterator[dict[str, Any]]:
    """By width and grey, as form files write them."""
    styles: dict[tuple[float, float], dict[str, Any]] = defaultdict(dict)
    for line in lines:
        style = styles[max(round(line.width, 1), 0.1), round(line.grey, 1)]
        if line.y1 == line.y2:
            style.setdefault("h", []).append([round(value, 2) for value in (line.y1, line.x1, line.x2)])
        else:
            style.setdefault("v", []).append([round(value, 2) for value in (line.x1, line.y1, line.y2)])
    for (width, grey), ways in styles.items():
        yield {"width": width, "grey": grey, **ways}


def _partai_number(page: DesignedPage) -> Iterator[dict[str, Any]]:
    if (rect := page.partai_number) is not None:
        place = [round(rect.x + rect.w / 2, 2), round(rect.bottom, 2), "{p}"]
        yield {"size": round(rect.h / _CAP_HEIGHT, 2), "style": "bold", "align": "center", "texts": [place]}


def _labels(texts: Sequence[Rect]) -> Iterator[dict[str, Any]]:
    sizes: dict[float, list[list[Any]]] = defaultdict(list)
    for run in texts:
        sizes[round(run.h / _CAP_HEIGHT, 1)].append([round(run.x, 1), round(run.bottom, 1), _UNREAD, round(run.w, 1)])
    for size, rows in sizes.items():
        yield {"size": size, "texts": rows}
