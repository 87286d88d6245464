"""Which columns stand on which page, and how wide. Pure; lengths in mm."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sirekap_desktop.models.recap import RecapTable
from sirekap_desktop.reports import content
from sirekap_desktop.reports.captions import Captions
from sirekap_desktop.reports.content import EMPTY_SUM, MISSING, Figure, Group
from sirekap_desktop.reports.fonts import text_width, wrap
from sirekap_desktop.reports.measures import PAD, Block, SheetPlan, Widths
from sirekap_desktop.reports.style import Style

#: How far beyond its comfortable width a column may grow before URAIAN gets the rest.
_STRETCH = 1.6
#: White beside a column's title.
_TITLE_PAD = 1.2


def split_columns(count: int, capacity: int, alone: int) -> tuple[Block, ...]:
    """Spread ``count`` columns over pages of at most ``capacity``; ``alone`` fit when one page holds them all.

    Pages get as even a number of columns as possible, so that widths hardly change from page to page.
    """
    if count <= alone:
        return (Block(0, count, count),)
    pages = math.ceil(count / max(1, capacity))
    ends = [round(count * page / pages) for page in range(pages + 1)]
    return tuple(Block(first, end, count) for first, end in pairwise(ends))


def gutter(size: float, *, single: bool) -> float:
    """Room right of the digits for marks, the same in all figures of a column: only sums carry them."""
    return 0.4 if single else text_width(MISSING + EMPTY_SUM, "bold", size) + 0.1


def figure_width(figure: Figure, size: float, *, single: bool) -> float:
    """Room that a figure with its marks needs in a column."""
    bold = text_width(figure.before, "bold", size) + text_width(figure.text, "bold", size)
    return bold + gutter(size, single=single) + PAD + 1.0


def longest_word(table: RecapTable, style: Style) -> float:
    """Width that no word of a column's title is broken in."""
    words = {word for column in table.columns for word in column.title.split()}
    return max((text_width(word, "bold", style.fine) for word in words), default=0.0) + _TITLE_PAD


def column_widths(table: RecapTable, groups: Iterable[Group], captions: Captions, style: Style) -> tuple[float, float]:
    """Narrowest width of a TPS or desa column and of a sum column of ``table``."""
    single = table.level == "desa"
    least = style.tps_min if single else max(style.desa_min, min(longest_word(table, style), style.desa_max))
    figures = {
        content.figure(cell, column.tps_total, captions, single=single)
        for row in table.cells
        for cell, column in zip(row, table.columns, strict=True)
    }
    tps = content.tps_below(table)
    ends = {content.figure(cell, tps, captions, single=False) for cell in table.totals}
    moved = content.carried_rows(groups, captions)
    if moved:
        sums = zip(*(table.cells[row] for row in moved.rows), strict=True)
        figures |= {
            content.carried_figure(content.total(cells), len(cells) * column.tps_total, captions, single=single)
            for cells, column in zip(sums, table.columns, strict=True)
        }
        whole = content.total(table.totals[row] for row in moved.rows)
        ends.add(content.carried_figure(whole, len(moved.rows) * tps, captions, single=False))
    widest = max((figure_width(item, style.body, single=single) for item in figures), default=0.0)
    return max(least, widest), max(style.sum_width, *(figure_width(item, style.body, single=False) for item in ends))


def widths(part: SheetPlan, block: Block) -> Widths:
    """The table always fills the printable width: figures first, then URAIAN, then the columns again."""
    style, end = part.style, part.sum_width
    count = block.end - block.first
    free = style.inner - style.no_width - style.part_width - block.sums * end
    most = style.tps_max if part.table.level == "desa" else style.desa_max
    if len(part.blocks) > 1:
        uraian = style.uraian_width
    else:
        uraian = min(max(free - count * most, style.uraian_width), style.uraian_max)
    column = min((free - uraian) / count, most * _STRETCH) if count else 0.0
    if count and len(part.blocks) == 1:  # a single TPS: its column is as wide as the title above it
        title = text_width(part.captions.text(f"rincian_{part.table.level}"), "bold", style.small) + 2 * _TITLE_PAD + 1
        column = max(column, min(title / count, (free - style.uraian_width) / count))
    return Widths(style.no_width, free - count * column, style.part_width, column, end)


def title_lines(part: SheetPlan, block: Block) -> Iterator[tuple[str, ...]]:
    """The wrapped titles of the columns of ``block``."""
    width = widths(part, block).column - _TITLE_PAD + 1e-6
    for column in part.table.columns[block.first : block.end]:
        yield wrap(column.title, "bold", part.style.fine, width)
