"""Where named boxes stand, as a form file says it: box sets, places, and the steps of repeating blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Bubbles, Rect, TallyGrid
from sirekap_desktop.forms.slots import Row, Slot

_SAME_MM = 0.25
"""Boxes of two rows so near to each other are in the same columns."""


_PALE = 0.3
"""Borders darker than this count as black."""

Offset = tuple[float, float]
Blocks = dict[str, tuple[Row, tuple[Offset, ...]]]
"""Per block row: whose row repeats, and the steps from the first block."""


@dataclass(frozen=True, slots=True)
class Place:
    """A box group with its name; lengths in mm."""

    slot: Slot
    page: int
    boxes: tuple[Rect, ...]
    dotted: bool = False
    border: float = 0.0
    bubbles: Bubbles | None = None
    tally: TallyGrid | None = None
    words: Rect | None = None


def blocks_of(places: Sequence[Place], rows: Sequence[Row]) -> Blocks:
    """Steps of every repeating row.

    Raises:
        UserError: ``design.gap`` a block is missing; ``design.blocks`` blocks on several pages or of unlike boxes.
    """
    blocks: Blocks = {}
    for row in rows:
        if row.repeats:
            blocks[row.group or row.row.split("_")[0]] = (row, _steps(row, _of(places, row)))
    return blocks


def _of(places: Sequence[Place], row: Row) -> list[Place]:
    return sorted((place for place in places if place.slot.row == row.row), key=lambda item: item.slot.copy)


def _steps(row: Row, copies: Sequence[Place]) -> tuple[Offset, ...]:
    numbers = sorted({place.slot.copy for place in copies})
    if numbers != list(range(len(numbers))):
        missing = next(number for number in range(len(numbers) + 1) if number not in numbers)
        raise UserError(
            f"{row.short_label}: blok nomor {missing + 1} belum dinamai.",
            "Namai blok berurutan dari yang pertama.",
            code="design.gap",
        )
    if len({place.page for place in copies}) > 1:
        raise UserError(
            f"{row.short_label}: bloknya berada di beberapa halaman.",
            "Namai blok satu halaman saja; daftar yang lebih panjang memakai halaman yang sama berulang.",
            code="design.blocks",
        )
    first = copies[0]
    alike = [len(place.boxes) == len(first.boxes) for place in copies]
    if not all(alike):
        raise UserError(
            f"{row.short_label}: jumlah kotak blok nomor {alike.index(False) + 1} berbeda dengan blok pertama.",
            "Hapus usulan itu dan gambar kotaknya.",
            code="design.blocks",
        )
    return tuple(_step(first, place) for place in copies)


def _step(first: Place, other: Place) -> Offset:
    """Mean over all boxes; bubbles weigh as much."""
    dx = [b.x - a.x for a, b in zip(first.boxes, other.boxes, strict=True)]
    dy = [b.y - a.y for a, b in zip(first.boxes, other.boxes, strict=True)]
    if first.bubbles and other.bubbles:
        dy += [other.bubbles.first_y - first.bubbles.first_y] * len(dy)
    return round(fmean(dx), 2), round(fmean(dy), 2)


def place_documents(
    places: Sequence[Place], rows: Sequence[Row], blocks: Blocks
) -> tuple[dict[str, Any], dict[str, Any]]:
    """``box_sets`` and ``places`` of the form file."""
    box_sets: dict[str, Any] = {}
    documents: dict[str, Any] = {}
    block_names = {row.row: name for name, (row, _) in blocks.items()}
    lists = {row.row: _list_of(row, rows, places, blocks) for row in rows}
    for row in rows:
        first = [place for place in _of(places, row) if place.slot.copy == 0]
        name = _box_set(box_sets, row, first)
        documents[row.row] = _place_document(first, name, block_names.get(row.row, ""), lists[row.row])
    return box_sets, documents


def _list_of(row: Row, rows: Sequence[Row], places: Sequence[Place], blocks: Blocks) -> str:
    """On which sheets of a party's list a row beside the list stands: above it on the first, below on the last."""
    if not row.of_partai or row.repeats:
        return ""
    for repeating, _ in blocks.values():
        if repeating in rows and repeating.of_partai:
            above = _of(places, row)[0].boxes[0].y < _of(places, repeating)[0].boxes[0].y
            return "first" if above else "last"
    return ""


def _box_set(box_sets: dict[str, Any], row: Row, first: Sequence[Place]) -> str:
    """The name of a set with these columns, added unless there is one already."""
    boxes = [box for place in first for box in place.boxes]
    wanted: dict[str, Any] = {
        "size": [round(fmean(box.w for box in boxes), 2), round(fmean(box.h for box in boxes), 2)]
    }
    for place in first:
        wanted[place.slot.part.value or "one"] = [round(box.x, 2) for box in place.boxes]
    for name, known in box_sets.items():
        if _alike(known, wanted):
            return name
    name = f"kotak_{len(box_sets) + 1}_{row.section.lower()}"
    box_sets[name] = wanted
    return name


def _alike(known: Mapping[str, Sequence[float]], wanted: Mapping[str, Sequence[float]]) -> bool:
    return known.keys() == wanted.keys() and all(
        len(known[key]) == len(wanted[key])
        and all(abs(a - b) <= _SAME_MM for a, b in zip(known[key], wanted[key], strict=True))
        for key in known
    )


def _place_document(first: Sequence[Place], box_set: str, repeat: str, when: str) -> dict[str, Any]:
    lead = first[0]
    y = fmean(box.y for place in first for box in place.boxes)
    document: dict[str, Any] = {"page": lead.page, "boxes": box_set, "y": round(y, 2)}
    if repeat:
        document["repeat"] = repeat
    if when:
        document["when"] = when
    if all(place.dotted for place in first):
        document["dotted"] = True
        document["guide"] = True
    if any(place.border >= _PALE for place in first):
        document["border"] = round(fmean(place.border for place in first), 2)
    if len(first) == 1 and lead.bubbles:
        document["bubbles"] = _bubbles(lead.bubbles)
    if len(first) == 1 and lead.tally:
        document["tally"] = _tally(lead.tally)
    if lead.words:
        document["words"] = rounded(lead.words)
    return document


def rounded(rect: Rect) -> list[float]:
    """A rectangle as a form file has it."""
    return [round(float(value), 2) for value in (rect.x, rect.y, rect.w, rect.h)]


def _bubbles(bubbles: Bubbles) -> dict[str, Any]:
    return {
        "diameter": round(bubbles.diameter, 2),
        "column_x": [round(x, 2) for x in bubbles.column_x],
        "first_y": round(bubbles.first_y, 2),
        "pitch": round(bubbles.pitch, 3),
    }


def _tally(tally: TallyGrid) -> dict[str, Any]:
    document: dict[str, Any] = {
        "strokes_per_cell": tally.strokes_per_cell,
        "columns": [round(x, 2) for x in tally.columns],
        "rows": [round(y, 2) for y in tally.rows],
    }
    if tally.row_sum_columns:
        document["row_sum_columns"] = [round(x, 2) for x in tally.row_sum_columns]
    return document
