"""From what is to be written to pen strokes in mm on the page."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import numpy as np

from sirekap_desktop.forms.model import Field, FormPage, Rect, TallyGrid
from sirekap_desktop.samples.handwriting import Hand, write_cell, write_text
from sirekap_desktop.samples.marks import BUBBLE_FILLS, signature, strike_out, strike_rows, tally_bundle
from sirekap_desktop.samples.plan import Written
from sirekap_desktop.samples.strokes import Stroke

Rng = np.random.Generator
Strokes = tuple[Stroke, ...]


def mark_rng(seed: int, name: str) -> Rng:
    """Randomness of one mark: the others keep theirs when one value changes."""
    return np.random.default_rng((seed, zlib.crc32(name.encode())))


def field_strokes(field: Field, written: Written, hand: Hand, seed: int) -> Strokes:
    """Everything the pen leaves for one number."""
    rng = mark_rng(seed, field.name)
    strokes: list[Stroke] = []
    for index, digit in written.struck:
        box = field.boxes[index]
        strokes += write_cell(hand, digit, box, guided=field.dotted, rng=rng)
        strokes += strike_out(hand, box, rng)
    for box, mark in zip(field.boxes, written.cells, strict=True):
        strokes += write_cell(hand, mark, box, guided=field.dotted, rng=rng)
    strokes += _bubble_strokes(field, written, hand, rng)
    if field.tally and written.tally is not None:
        strokes += tally_strokes(field.tally, written.tally, written.row_sums, hand, rng)
    if field.words and written.words:
        strokes += write_text(hand, written.words, field.words, rng)
    return tuple(strokes)


def _bubble_strokes(field: Field, written: Written, hand: Hand, rng: Rng) -> list[Stroke]:
    if field.bubbles is None:
        return []
    fill = BUBBLE_FILLS[written.bubble_fill]
    strokes: list[Stroke] = []
    for column, digit in enumerate(written.bubbles):
        if digit is not None:
            strokes += fill(hand, field.bubbles.center(column, digit), field.bubbles.diameter, rng)
    return strokes


def tally_strokes(grid: TallyGrid, count: int, row_sums: tuple[int | None, ...], hand: Hand, rng: Rng) -> Strokes:
    """Bundles of five row by row, the sum of each row, and a long line through what stays empty."""
    cells = len(grid.columns) - 1
    per_row = cells * grid.strokes_per_cell
    strokes: list[Stroke] = []
    for row in range(len(grid.rows) - 1):
        here = min(max(count - row * per_row, 0), per_row)
        for cell in range(-(-here // grid.strokes_per_cell)):
            part = min(grid.strokes_per_cell, here - cell * grid.strokes_per_cell)
            strokes += tally_bundle(hand, part, _cell(grid, row, cell), rng)
    for row, value in enumerate(row_sums):
        if value is not None:
            strokes += _row_sum(grid, row, value, hand, rng)
    if hand.strikes:
        strokes += _unused(grid, count, hand, rng)
    return tuple(strokes)


def _cell(grid: TallyGrid, row: int, cell: int) -> Rect:
    x, y = grid.columns[cell], grid.rows[row]
    return Rect(x, y, grid.columns[cell + 1] - x, grid.rows[row + 1] - y)


def _row_sum(grid: TallyGrid, row: int, value: int, hand: Hand, rng: Rng) -> list[Stroke]:
    left, right = grid.row_sum_columns[0], grid.row_sum_columns[-1]
    middle = grid.row_sum_columns[1] if len(grid.row_sum_columns) > 2 else (left + right) / 2
    y, height = grid.rows[row], grid.rows[row + 1] - grid.rows[row]
    text = str(value) if value > 9 else (hand.leading if hand.leading in "0X-" else "") + str(value)
    boxes = (Rect(left, y, middle - left, height), Rect(middle, y, right - middle, height))[2 - max(len(text), 1) :]
    return [s for box, mark in zip(boxes, text, strict=False) for s in _small(hand, mark, box, rng)]


def _small(hand: Hand, mark: str, box: Rect, rng: Rng) -> Strokes:
    """A digit in a narrow cell: written in a square as wide as the cell allows."""
    side = min(box.h * 0.95, box.w * 1.3)
    square = Rect(box.x + (box.w - side) / 2, box.y + (box.h - side) / 2, side, side)
    return write_cell(hand, mark, square, guided=False, rng=rng)


def _unused(grid: TallyGrid, count: int, hand: Hand, rng: Rng) -> list[Stroke]:
    cells = len(grid.columns) - 1
    used = -(-count // grid.strokes_per_cell)
    row, cell = divmod(used, cells)
    if row >= len(grid.rows) - 1:
        return []
    full = grid.area
    area = Rect(full.x, grid.rows[row], full.w, full.bottom - grid.rows[row])
    start = None
    if cell:
        start = (grid.columns[cell] + 2.0, (grid.rows[row] + grid.rows[row + 1]) / 2)
    strokes = list(strike_rows(hand, area, start, rng))
    first_empty = row + (1 if cell else 0)
    if grid.row_sum_columns and first_empty < len(grid.rows) - 1:
        left, right = grid.row_sum_columns[0], grid.row_sum_columns[-1]
        top = grid.rows[first_empty]
        strokes += strike_rows(hand, Rect(left, top, right - left, full.bottom - top), None, rng)
    return strokes


def header_strokes(sheet: FormPage, header: Mapping[str, str], hand: Hand, seed: int) -> Strokes:
    """Place names and the number of the TPS; names that the page does not ask for are left out."""
    strokes: list[Stroke] = []
    for name, area in sheet.header_fields:
        if header.get(name):
            strokes += write_text(hand, header[name], area, mark_rng(seed, f"header {name}"))
    return tuple(strokes)


def date_strokes(sheet: FormPage, date: Mapping[str, str], hand: Hand, seed: int) -> Strokes:
    """Digits of the date; ``date`` maps ``tanggal``, ``bulan``, ``tahun`` to as many digits as there are boxes."""
    strokes: list[Stroke] = []
    for name, boxes in sheet.date_boxes:
        rng = mark_rng(seed, f"date {name}")
        for box, mark in zip(boxes, date.get(name, ""), strict=False):
            strokes += write_cell(hand, mark, box, guided=False, rng=rng)
    return tuple(strokes)


def signature_strokes(sheet: FormPage, hand: Hand, seed: int) -> Strokes:
    """Signatures, each of another person; now and then one is missing."""
    strokes: list[Stroke] = []
    for index, area in enumerate(sheet.signatures):
        rng = mark_rng(seed, f"signature {index}")
        if rng.random() < 0.94:
            strokes += signature(hand, area, rng)
    return tuple(strokes)
