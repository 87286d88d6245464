"""Which sheets a form has for given contestants: pages of the form file, as often as their lists need.

A page of the file may hold a list (``holds``: as many rows as it has blocks, then a further sheet) and may be
printed for each party (``each``). Sheets are numbered through; where nothing grows they keep the file's numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.forms.strict import Node

Row = Contestant | Calon
"""Who stands in a block: a paslon, the kolom kosong, a party, a calon."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet side of the expanded form."""

    page: int
    """Number of its page in the form file."""
    number: int
    partai: Contestant | None = None
    holds: str = ""
    """Block row that holds a part of a list here."""
    rows: tuple[Row, ...] = ()
    """That part of the list."""
    copy: int = 0
    """How many sheets of the same page (and party) come before."""
    last: bool = True

    def shows(self, when: str) -> bool:
        """Whether a part with this ``when`` is printed here; raises KeyError if it is none of :data:`WHEN`."""
        known = {"first": self.copy == 0, "further": self.copy > 0, "last": self.last, "continued": not self.last}
        return known[when]


WHEN = ("first", "further", "last", "continued")
"""On which sheets of a list a part is printed: ``continued`` where the list goes on behind it."""


def plan_sheets(
    pages: Node, room: Mapping[str, int], contestants: Sequence[Contestant], rows: Sequence[Row]
) -> tuple[Sheet, ...]:
    """All sheets in order.

    Args:
        pages: ``pages`` of the form file.
        room: blocks that a page has of each block row.
        contestants: paslon, parties or calon, each once.
        rows: who stands in a list that no party owns: the contestants and, against a single paslon, nobody.
    """
    sheets: list[Sheet] = []
    numbers: list[int] = []
    for node in pages.items():
        node.only("number prints", "tag holds each")
        numbers.append(node.at("number").integer())
        for sheet in _copies(node, room, contestants, rows):
            sheets.append(replace(sheet, number=_next_number(sheets[-1], sheet) if sheets else sheet.page))
    if not numbers or numbers[0] < 1 or any(b <= a for a, b in pairwise(numbers)):
        pages.fail("halaman seharusnya bernomor 1, 2, 3 … berurutan; yang tidak diketahui boleh dilompati")
    return tuple(sheets)


def _next_number(before: Sheet, sheet: Sheet) -> int:
    """As far behind the file's own number as all sheets before have grown."""
    grown = before.number - before.page
    return sheet.page + grown + (1 if sheet.page == before.page else 0)


def _copies(
    node: Node, room: Mapping[str, int], contestants: Sequence[Contestant], rows: Sequence[Row]
) -> Iterator[Sheet]:
    one = Sheet(node.at("number").integer(), 0, holds=node.at("holds").choice(*room) if node.has("holds") else "")
    if not node.has("each"):
        yield from _parts(one, room, rows)
        return
    node.at("each").choice("partai")
    for partai in contestants:
        yield from _parts(replace(one, partai=partai), room, partai.calon)


def _parts(one: Sheet, room: Mapping[str, int], rows: Sequence[Row]) -> Iterator[Sheet]:
    """The sheets of one list: at least one, each with as many rows as there are blocks."""
    if not one.holds:
        yield one
        return
    size = room[one.holds]
    parts = [tuple(rows[start : start + size]) for start in range(0, len(rows), size)] or [()]
    for copy, part in enumerate(parts):
        yield replace(one, rows=part, copy=copy, last=copy == len(parts) - 1)
