"""Proposes what a blank page holds; a person names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sirekap_desktop.forms.model import Line, Rect
from sirekap_desktop.ocr.blank.grouping import Grouped, grouped
from sirekap_desktop.ocr.blank.marks import marks_of
from sirekap_desktop.ocr.blank.model import BlankPage, BoxGroup, Sheet
from sirekap_desktop.ocr.blank.ruling import ruled_lines, text_runs
from sirekap_desktop.ocr.blank.shapes import Dark, closed_shapes
from sirekap_desktop.ocr.blank.sheet import DARK, PALE, PALEST, darkness

_WIDE = 0.55
"""A line so wide, as a share of the paper, belongs to a table: the header stands above the first."""
_LEAST_HEADER = 0.06
_PRINT = 128
"""Grey levels below it are black print."""


def propose(sheet: Sheet) -> BlankPage:
    """Boxes in groups, circles, tally grids, marks, lines and the header of a page."""
    dark = darkness(sheet)
    lines = ruled_lines(sheet, dark)
    found, paler = (_grouped(sheet, dark, lines, least) for least in (DARK, PALE))
    if not found.groups:
        found = paler = _grouped(sheet, dark, lines, PALEST)
    groups = _completed(found.groups, paler.groups)
    taken = [_around(group) for group in groups]
    return BlankPage(
        paper=sheet.paper,
        groups=groups,
        marks=marks_of(sheet, dark),
        lines=lines,
        texts=text_runs(sheet, dark, taken),
        dates=found.dates,
        header=_header(sheet, lines),
    )


def _grouped(sheet: Sheet, dark: Dark, lines: Sequence[Line], least: float) -> Grouped:
    cells, circles = closed_shapes(sheet, dark, least)
    return grouped(cells, circles, lines, max(sheet.paper))


def _completed(groups: Sequence[BoxGroup], others: Sequence[BoxGroup]) -> tuple[BoxGroup, ...]:
    """What paler print shows to belong to a number that is known already."""
    found = []
    for group in groups:
        other = next((item for item in others if _same(item, group)), group)
        found.append(
            replace(
                group,
                bubbles=group.bubbles or other.bubbles,
                tally=group.tally or other.tally,
                words=group.words or other.words,
            )
        )
    return tuple(found)


def _same(first: BoxGroup, second: BoxGroup) -> bool:
    a, b = first.area, second.area
    near = 0.2 * b.h
    return len(first.boxes) == len(second.boxes) and abs(a.x - b.x) < near and abs(a.y - b.y) < near


def _around(group: BoxGroup) -> Rect:
    area = group.area
    if group.bubbles:
        area = area.united(group.bubbles.area)
    if group.tally:
        area = area.united(group.tally.area)
    return area.united(group.words) if group.words else area


def printed_extent(sheet: Sheet, area: Rect) -> Rect:
    """What is printed within a drawn rectangle; the rectangle itself where it is blank."""
    scale = sheet.px_per_mm
    top, left = max(round(area.y * scale), 0), max(round(area.x * scale), 0)
    patch = sheet.pixels[top : round(area.bottom * scale), left : round(area.right * scale)]
    rows, columns = np.nonzero(patch < _PRINT)
    if not len(rows):
        return area
    x, y = left + int(columns.min()), top + int(rows.min())
    width, height = int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1
    return Rect(sheet.mm(x - 0.5), sheet.mm(y - 0.5), width / scale, height / scale)


def _header(sheet: Sheet, lines: Sequence[Line]) -> Rect:
    """From the top of the print to the first table, over the width of the paper."""
    width, height = sheet.paper
    tables = [line.y1 for line in lines if line.x2 - line.x1 > _WIDE * width and line.grey < 0.5]
    bottom = min((y for y in tables if y > _LEAST_HEADER * height), default=0.2 * height)
    return Rect(0.05 * width, 0.02 * height, 0.9 * width, bottom - 0.03 * height)
