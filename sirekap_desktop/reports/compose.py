"""From a page's plan to things with a place on the sheet."""

from __future__ import annotations

from sirekap_desktop.reports import ending, frame
from sirekap_desktop.reports.grid import grid, table
from sirekap_desktop.reports.items import Item, Sheet
from sirekap_desktop.reports.measures import PagePlan
from sirekap_desktop.reports.rapat.flow import moved


def compose(plan: PagePlan, page: int, pages: int) -> Sheet:
    """Place everything of one page; ``page`` of ``pages`` counts through the whole document."""
    part = plan.part
    items: list[Item] = list(frame.header(plan))
    y = part.style.margin + part.header_height
    if plan.opening:
        items.extend(ending.paragraph(part, part.opening, y))
        y += part.opening_height
    if plan.block is not None:
        place = grid(part, plan.block, plan.groups, y)
        items.extend(table(place))
        items.extend(ending.legend(part, place.bottom))
        y = place.bottom + part.legend_height
    items.extend(ending.ending(plan, y))
    for piece in plan.appendix:
        items.extend(moved(piece.items, y))
        y += piece.height
    items.extend(frame.footer(part, page, pages))
    return Sheet(part.style.width, part.style.height, frame.bookmark(part) if plan.opening else "", tuple(items))
