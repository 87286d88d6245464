"""The figures of a page in the order of the form: blocks of lines, each figure with its marks and their meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sirekap_desktop.models.recap import RecapCell, RecapRow, RecapSnapshot
from sirekap_desktop.reports import content
from sirekap_desktop.reports.captions import Captions
from sirekap_desktop.reports.content import Figure, Group

COLUMNS = ("pengguna_total_j", "suara_sah", "suara_tidak_sah", "suara_total")
"""Fields that stand beside the contestants in tables with a line per TPS or desa."""
MOST_CONTESTANTS = 5
"""More of them would not fit beside each other: their votes stand on the pages of each place."""
MEANING = {
    content.MISSING: "belum lengkap: yang belum dicatat dihitung 0",
    content.EMPTY_SUM: "memuat isian yang kosong di formulir",
    content.BROKEN: "hitungan beda, dicatat seperti di formulir",
    content.CORRECTED: "dibetulkan dalam rapat",
}
EMPTY = "kosong di formulir"


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it stands on the page."""

    field: str
    part: str
    text: str
    before: tuple[tuple[str, str], ...] = ()
    """Marks before the number, each with its meaning."""
    after: tuple[tuple[str, str], ...] = ()
    belum: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Number, words and figures of one line."""

    number: str
    label: str
    cells: tuple[Shown, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A table under its heading; several headings before one table give blocks without lines."""

    level: int
    """2 for a section of the form, 3 below it."""
    heading: str
    lines: tuple[Line, ...]

    @property
    def is_split(self) -> bool:
        """Whether each line has men, women and both."""
        return bool(self.lines) and len(self.lines[0].cells) > 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """How the figures of one ballot stand on all its pages: found once."""

    rows: tuple[RecapRow, ...]
    groups: tuple[Group, ...]
    captions: Captions

    @property
    def parts(self) -> dict[str, str]:
        return {part: self.captions.text(f"part_{part}") for part in "lpj"}

    def contestants(self) -> tuple[tuple[Group, int], ...]:
        """Each with the row of all its votes."""
        return tuple((group, group.rows[0]) for group in self.groups if group.kind == "rows" and group.contestant)

    def columns(self) -> tuple[tuple[int, str], ...]:
        """Rows that stand side by side in the tables of places, with what heads them."""
        people = self.contestants()
        shown = people if len(people) <= MOST_CONTESTANTS else ()
        votes = tuple((row, _short(group)) for group, row in shown)
        places = {row.field: number for number, row in enumerate(self.rows)}
        return (*votes, *((places[name], _HEADS[name]) for name in COLUMNS if name in places))

    def blocks(self, figure: Callable[[int], Figure]) -> tuple[Block, ...]:
        """All figures of one place; ``figure`` gives that of a row."""
        parts = self.parts
        return tuple(
            Block(level, heading, tuple(self._line(group, figure, parts) for group in groups))
            for level, heading, groups in _parted(self.groups)
        )

    def _line(self, group: Group, figure: Callable[[int], Figure], parts: dict[str, str]) -> Line:
        cells = tuple(
            shown(self.rows[row].field, parts.get(self.rows[row].part, ""), figure(row)) for row in group.rows
        )
        number = f"{group.number}." if group.number and not group.number.endswith(".") else group.number
        return Line(number, group.label, cells, strong=bool(group.contestant))


_HEADS = {
    "pengguna_total_j": "Pengguna hak pilih",
    "suara_sah": "Suara sah",
    "suara_tidak_sah": "Suara tidak sah",
    "suara_total": "Sah dan tidak sah",
}


def _short(group: Group) -> str:
    return group.contestant.capitalize() if not group.contestant.isdigit() else f"Nomor {group.contestant}"


def sheet_of(snapshot: RecapSnapshot, captions: Captions) -> Sheet:
    """The lines of a recap as D.HASIL has them."""
    return Sheet(snapshot.rows, content.groups(snapshot, captions), captions)


def _parted(groups: Sequence[Group]) -> Iterator[tuple[int, str, list[Group]]]:
    """A block for each heading, and where lines of one figure follow lines of three."""
    level, heading = 2, ""
    for is_heading, run in groupby(groups, key=lambda group: group.is_heading):
        members = list(run)
        if is_heading:
            for above in members[:-1]:
                yield _level(above), _heading(above), []
            level, heading = _level(members[-1]), _heading(members[-1])
            continue
        for _, alike in groupby(members, key=lambda group: len(group.rows)):
            yield level, heading, list(alike)
            heading = ""


def _level(group: Group) -> int:
    return 2 if group.kind == "section" else 3


def _heading(group: Group) -> str:
    return f"{group.number}. {group.label}" if group.kind == "partai" else group.label


def shown(field: str, part: str, figure: Figure) -> Shown:
    """A figure as printed, its marks with words."""
    return Shown(field, part, figure.text, _marks(figure.before), _marks(figure.after), figure.belum)


def _marks(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((mark, MEANING[mark]) for mark in text) if text else ()


def legend(cells: Iterable[Shown]) -> tuple[tuple[str, str], ...]:
    """The marks that occur among ``cells``, with their meaning."""
    found: dict[str, str] = {}
    for cell in cells:
        found.update(cell.before)
        found.update(cell.after)
        if cell.text == content.EMPTY:
            found[content.EMPTY] = EMPTY
    return tuple(found.items())


def recorded(cells: Iterable[RecapCell]) -> int:
    """How many figures of a TPS a person recorded."""
    return sum(not cell.missing for cell in cells)
