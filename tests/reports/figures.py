"""Reads every figure of a drawn D.HASIL back and compares it with the recap, page by page and cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.penerimaan.recap import Recap
from sirekap_desktop.models.recap import RecapCell, RecapTable
from sirekap_desktop.reports import dhasil
from sirekap_desktop.reports.content import Group, total
from sirekap_desktop.reports.grid import Grid, grid
from sirekap_desktop.reports.measures import PagePlan
from sirekap_desktop.reports.options import ReportOptions

from .pages import Pages

_ALL_VOTES = re.compile(r"suara_\d+|calon_\d+|kolom_kosong|partai_\d+_jumlah")
"""Fields that JUMLAH SELURUH SUARA SAH adds up, and so does JUMLAH PINDAHAN."""


def place_of(page: PagePlan) -> Grid:
    part = page.part
    top = part.style.margin + part.header_height + (part.opening_height if page.opening else 0)
    return grid(part, page.block, page.groups, top)


def _lines(place: Grid) -> Iterator[tuple[Group, int | None, float]]:
    """Group, row of the recap (None for a heading or a carried sum) and top of every line."""
    for group, top, height in place.lines():
        members = group.rows if group.kind == "rows" else (None,)
        yield from ((group, row, top + at * height / len(members)) for at, row in enumerate(members))


def _shown(cell: RecapCell, tps: int, *, single: bool) -> str:
    """What a person must find in the cell, written anew from the words of the legend."""
    if tps and cell.missing == tps:
        return "belum"
    number = "–" if single and cell.empty else format_count(cell.value)
    if single:
        return ("!" if cell.broken else "") + ("#" if cell.corrected else "") + number
    return number + ("*" if cell.missing else "") + ("°" if cell.empty else "")


def _expected(table: RecapTable, page: PagePlan, row: int) -> list[str]:
    first, end = page.block.first, page.block.end
    sizes = [column.tps_total for column in table.columns]
    single = table.level == "desa"
    texts = [_shown(table.cells[row][i], sizes[i], single=single) for i in range(first, end)]
    if first:
        texts.insert(0, _shown(total(table.cells[row][:first]), sum(sizes[:first]), single=False))
    return [*texts, _shown(total(table.cells[row][:end]), sum(sizes[:end]), single=False)]


def _moved(table: RecapTable, page: PagePlan, rows: Sequence[int]) -> list[str]:
    """The same for JUMLAH PINDAHAN of ``rows``, with its marks in front in the column of a TPS."""
    first, end = page.block.first, page.block.end
    sums = [(total(table.cells[row][i] for row in rows), table.columns[i].tps_total) for i in range(len(table.columns))]
    shown = [_shown(cell, tps * len(rows), single=False) for cell, tps in sums[first:end]]
    if table.level == "desa":
        shown = [re.sub(r"([\d.]+)([*°]*)", r"\2\1", text) for text in shown]
    for stop in [first, end] if first else [end]:
        tps = sum(size for _, size in sums[:stop]) * len(rows)
        text = _shown(total(cell for cell, _ in sums[:stop]), tps, single=False)
        shown.insert(0 if stop == first else len(shown), text)
    return shown


def compare(snapshot: Recap, options: ReportOptions, code: str) -> list[PagePlan]:
    """Every figure of every page stands in its own cell, carried ones too; returns the pages."""
    table = dhasil.tables(snapshot, code)[0]
    plans = list(dhasil.plan(snapshot, options, code))
    before: dict[int, list[int]] = {}
    columns: set[int] = set()
    with Pages(dhasil.build(snapshot, options, code)) as pages:
        assert pages.count == len(plans)
        for i, page in enumerate(plans):
            if page.block is not None:
                rows = before.setdefault(page.block.first, [])
                rows += _compare_page(snapshot, table, page, _figures(pages, i, page), rows)
                columns |= set(range(page.block.first, page.block.end))
    assert all(rows == list(range(len(snapshot.rows))) for rows in before.values())
    assert columns == set(range(len(table.columns)))
    return plans


def _figures(pages: Pages, number: int, page: PagePlan) -> list[list[str]]:
    """What stands right of URAIAN and LK/PR/JML in every line of the page."""
    place = place_of(page)
    tops = [top for _, _, top in _lines(place)]
    cells = pages.cells(number, place.edges[3:], (*tops, place.bottom))
    width = len(place.edges) - 4
    return [[cells.get((at, column), "").replace(" ", "") for column in range(width)] for at in range(len(tops))]


def _compare_page(
    snapshot: Recap, table: RecapTable, page: PagePlan, found: list[list[str]], before: Sequence[int]
) -> list[int]:
    """Compares one page; returns the rows of the recap that it shows."""
    votes = [row for row in before if _ALL_VOTES.fullmatch(snapshot.rows[row].field)]
    shown, carried = [], 0
    for (group, row, _), got in zip(_lines(place_of(page)), found, strict=True):
        if row is not None:
            assert got == _expected(table, page, row), (page.number, snapshot.rows[row].field)
            shown.append(row)
        elif group.kind == "carried":
            assert got == _moved(table, page, votes), (page.number, group.label)
            carried += 1
    sums_are_out = any(snapshot.rows[row].section == "V" for row in before)
    assert carried == bool(votes and not sums_are_out)
    return shown
