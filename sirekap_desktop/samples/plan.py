"""What a KPPS writes for one number: boxes, bubbles, tally, words. Decided before any stroke is drawn.

The plan is also the truth that a reader is measured against: it says what stands on the paper, whatever the value
should have been.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sirekap_desktop.forms.model import Field
from sirekap_desktop.forms.terbilang import terbilang
from sirekap_desktop.samples.handwriting import Hand


@dataclass(frozen=True, slots=True)
class Deviation:
    """Where the paper departs from what its value would make a careful KPPS write; ``None`` leaves a part as it is.

    Real forms do all of this, and a reader must neither break nor be fooled.
    """

    cells: tuple[str, ...] | None = None
    """What stands in the boxes (classes of ``CELL_CLASSES``)."""
    bubbles: tuple[int | None, ...] | None = None
    """Filled bubble per column."""
    tally: int | None = None
    """Strokes drawn instead of the value."""
    row_sums: tuple[int | None, ...] | None = None
    """What stands beside the tally rows; ``None`` for an empty place."""
    words: str | None = None
    struck: tuple[tuple[int, str], ...] = ()
    """Boxes in which this first stood and was crossed out: (box, digit)."""
    bubble_fill: str = "full"
    """``full`` or ``faint``."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands on the paper for one field."""

    field: str
    value: int | None
    """The value meant."""
    cells: tuple[str, ...]
    bubbles: tuple[int | None, ...]
    """Filled bubble per column; empty where the form has none."""
    tally: int | None
    """Tally strokes; ``None`` where the form has no tally or nothing was written."""
    row_sums: tuple[int | None, ...]
    """Sum beside each tally row; ``None`` beside a row that is not used."""
    words: str
    struck: tuple[tuple[int, str], ...] = ()
    bubble_fill: str = "full"


def left_aligned(value: int, boxes: int = 3) -> Deviation:
    """The number starts in the first box, as on the forms that Sirekap read tenfold."""
    cells = (*str(value), *("X",) * boxes)[:boxes]
    return Deviation(cells=cells, bubbles=tuple(int(cell) if cell.isdigit() else None for cell in cells))


def plan_field(field: Field, value: int | None, hand: Hand, deviation: Deviation | None = None) -> Written:
    """What this hand writes for a value; an empty field for ``None``.

    Raises:
        ValueError: the value is negative or has more digits than the field has boxes.
    """
    written = _regular(field, value, hand)
    if deviation is None:
        return written
    cells = written.cells if deviation.cells is None else deviation.cells
    bubbles = written.bubbles if deviation.cells is None else _bubbles(field, cells, hand)
    tally = written.tally if deviation.tally is None else deviation.tally
    return replace(
        written,
        cells=cells,
        bubbles=bubbles if deviation.bubbles is None else deviation.bubbles,
        tally=tally,
        row_sums=_row_sums(field, tally) if deviation.row_sums is None else deviation.row_sums,
        words=written.words if deviation.words is None else deviation.words,
        struck=deviation.struck,
        bubble_fill=deviation.bubble_fill,
    )


def plan_page(
    fields: tuple[Field, ...],
    values: Mapping[str, int | None],
    hand: Hand,
    deviations: Mapping[str, Deviation],
) -> tuple[Written, ...]:
    """Plans of all fields of a page, in the order of the form."""
    return tuple(plan_field(field, values.get(field.name), hand, deviations.get(field.name)) for field in fields)


def _regular(field: Field, value: int | None, hand: Hand) -> Written:
    if value is None:
        empty = tuple("" for _ in field.boxes)
        return Written(field.name, None, empty, tuple(None for _ in _columns(field)), None, (), "")
    cells = _cells(value, len(field.boxes), hand.leading)
    tally = min(value, field.tally.capacity) if field.tally else None
    words = terbilang(value) if field.words else ""
    return Written(field.name, value, cells, _bubbles(field, cells, hand), tally, _row_sums(field, tally), words)


def _row_sums(field: Field, tally: int | None) -> tuple[int | None, ...]:
    if field.tally is None or tally is None or not field.tally.row_sum_columns:
        return ()
    per_row = (len(field.tally.columns) - 1) * field.tally.strokes_per_cell
    here = (min(tally - row * per_row, per_row) for row in range(len(field.tally.rows) - 1))
    return tuple(count if count > 0 else None for count in here)


def _cells(value: int, boxes: int, leading: str) -> tuple[str, ...]:
    digits = str(value)
    if value < 0 or len(digits) > boxes:
        raise ValueError(f"{value} does not fit into {boxes} boxes")
    return (leading,) * (boxes - len(digits)) + tuple(digits)


def _bubbles(field: Field, cells: tuple[str, ...], hand: Hand) -> tuple[int | None, ...]:
    """A digit has its bubble; beside a cross either bubble 0 or none is filled, as the person does it."""
    beside = 0 if hand.fills_leading_bubble else None
    return tuple(int(cell) if cell.isdigit() else beside for cell, _ in zip(cells, _columns(field), strict=False))


def _columns(field: Field) -> tuple[float, ...]:
    return field.bubbles.column_x if field.bubbles else ()
