"""The hidden sheet *Identitas* of a workbook: which ballot it holds, and what stands where on its sheets.

It also keeps what the visible headings say, so that moved columns and relabelled rows are noticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sirekap_desktop.reports.ballot_facts import BallotFacts

SHEET = "Identitas"
KIND = "sirekap-desktop angka 1"
"""First cell of the sheet; another number: another arrangement of what follows."""
FIELD = "isian"
"""Begins the meaning of a row with figures: ``isian:suara_1``. Others are ``dpt:l``, ``aturan:R1@pemilih_dpt`` …"""
HEADINGS = 3
"""Columns before the figures: NO, URAIAN, LK/PR/JML."""
_FACT, _PERSON, _LEAF, _COLUMN, _ROW = "fakta", "peserta", "lembar", "kolom", "baris"


class MapError(ValueError):
    """The hidden sheet does not say what this program writes; the message is an Indonesian phrase."""


@dataclass(frozen=True, slots=True)
class Column:
    """A TPS: worksheet column from 0, code, and what its heading says."""

    at: int
    tps: str
    heading: str


@dataclass(frozen=True, slots=True)
class Line:
    """A worksheet row from 0, what it holds, and what its headings say."""

    at: int
    what: str
    heading: str

    @property
    def field(self) -> str:
        """Name of the form's field, or empty."""
        kind, _, name = self.what.partition(":")
        return name if kind == FIELD else ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A worksheet with the TPS of a desa."""

    name: str
    desa: str
    head: int
    """Row of the column headings."""
    total: int
    """Column of JUMLAH AKHIR, right of the TPS."""
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    def row(self, what: str) -> int | None:
        """The row that holds ``what``."""
        return next((line.at for line in self.lines if line.what == what), None)

    @property
    def field_rows(self) -> dict[str, int]:
        """Field → row, from the top down."""
        return {line.field: line.at for line in self.lines if line.field}


@dataclass(frozen=True, slots=True)
class SheetMap:
    """What the hidden sheet says."""

    facts: BallotFacts
    people: tuple[tuple[int, str], ...]
    leaves: tuple[Leaf, ...]


def joined(headings: Iterable[object]) -> str:
    """The headings of a row as one text: ``IV.1 | PASANGAN CALON 01 |``."""
    return " | ".join(" ".join(str(one or "").split()) for one in headings)


def write(book: Any, wanted: SheetMap, *, locked: bool) -> None:  # noqa: ANN401
    """Add the hidden sheet to a workbook."""
    sheet = book.add_worksheet(SHEET)
    sheet.very_hidden()
    if locked:
        sheet.protect()
    for row, cells in enumerate(_rows(wanted)):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, str(cell))


def _rows(wanted: SheetMap) -> Iterator[Sequence[object]]:
    yield (KIND,)
    yield from ((_FACT, name, value) for name, value in asdict(wanted.facts).items())
    yield from ((_PERSON, number, name) for number, name in wanted.people)
    for leaf in wanted.leaves:
        yield _LEAF, leaf.name, leaf.desa, leaf.head, leaf.total
        yield from ((_COLUMN, one.at, one.tps, one.heading) for one in leaf.columns)
        yield from ((_ROW, one.at, one.what, one.heading) for one in leaf.lines)


def parse(rows: Iterable[Sequence[str]]) -> SheetMap:
    """Read the hidden sheet. Raises MapError."""
    lines = [tuple(row) for row in rows if any(row)]
    if not lines or lines[0][0] != KIND:
        raise MapError("lembar Identitas bukan yang ditulis program ini")
    facts: dict[str, str] = {}
    people: list[tuple[int, str]] = []
    leaves: list[tuple[str, list[str]]] = []
    for line in lines[1:]:
        kind, cells = line[0], [*line[1:], "", "", "", ""]
        if kind == _FACT:
            facts[cells[0]] = cells[1]
        elif kind == _PERSON:
            people.append((_number(cells[0]), cells[1]))
        else:
            leaves.append((kind, cells))
    if facts.keys() != {field.name for field in fields(BallotFacts)}:
        raise MapError("lembar Identitas tidak lengkap")
    return SheetMap(BallotFacts(**facts), tuple(people), tuple(_leaves(leaves)))


def _leaves(lines: Sequence[tuple[str, list[str]]]) -> Iterator[Leaf]:
    starts = [at for at, (kind, _) in enumerate(lines) if kind == _LEAF]
    if not starts or starts[0]:
        raise MapError("lembar Identitas tidak menyebut lembar desa")
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        name, desa, head, total = lines[start][1][:4]
        inside = lines[start + 1 : end]
        if any(kind not in {_COLUMN, _ROW} for kind, _ in inside):
            raise MapError("lembar Identitas memuat baris yang tidak dikenal")
        yield Leaf(
            name, desa, _number(head), _number(total),
            tuple(Column(_number(cells[0]), cells[1], cells[2]) for kind, cells in inside if kind == _COLUMN),
            tuple(Line(_number(cells[0]), cells[1], cells[2]) for kind, cells in inside if kind == _ROW),
        )  # fmt: skip


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise MapError(f"lembar Identitas memuat “{text[:20]}” di tempat angka")
    return int(text)
