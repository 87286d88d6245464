"""What the sheets say, before any place on paper: groups of rows, marks of figures, carried sums, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Literal

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.penerimaan.recap import Recap, sources_of
from sirekap_desktop.models.recap import RecapCell, RecapNote, RecapRow, RecapTable
from sirekap_desktop.reports.captions import Captions

#: Field of the votes against a single paslon (design.md §3).
KOLOM_KOSONG = "kolom_kosong"
MISSING, EMPTY, EMPTY_SUM, BROKEN, CORRECTED = "*", "–", "°", "!", "#"


@dataclass(frozen=True, slots=True)
class Group:
    """A heading, the rows that share number and label (LK, PR, JML of one line), or a carried sum of rows."""

    kind: Literal["section", "subheading", "partai", "rows", "carried"]
    number: str
    label: str
    rows: tuple[int, ...] = ()
    """Rows of the recap; of a carried sum those that it adds up."""
    partai: int = 0
    """Number of the party whose block it stands in."""
    contestant: str = ""
    """Number of the contestant all of whose votes stand here; ``kolom kosong`` if it is that."""

    @property
    def is_heading(self) -> bool:
        return self.kind not in {"rows", "carried"}

    @property
    def is_partai_sum(self) -> bool:
        """Whether this is JUMLAH of a party: the line that everyone looks for in its block."""
        return bool(self.partai and self.contestant)

    @property
    def lines(self) -> int:
        """Lines of the table that it takes when nothing is wrapped."""
        return len(self.rows) if self.kind == "rows" else 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell as printed: ``before`` and ``after`` are marks that leave the digits aligned."""

    text: str
    before: str = ""
    after: str = ""
    belum: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """One paragraph of CATATAN, led by its mark."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Document id and SHA-256 of a snapshot, computed once: it takes a while for a large kecamatan."""

    document_id: str
    sha256: str


def identify(snapshot: Recap) -> Identity:
    """What footer and QR of every page of every document of ``snapshot`` say."""
    sha256 = snapshot.sha256
    return Identity(snapshot.document_id_with(sha256), sha256)


def total(cells: Iterable[RecapCell]) -> RecapCell:
    """The sum of ``cells``; rules are broken in single TPS only, so a sum carries none."""
    value = missing = empty = corrected = 0
    for cell in cells:
        value += cell.value
        missing += cell.missing
        empty += cell.empty
        corrected += cell.corrected
    return RecapCell(value, missing, empty, corrected)


def check_sums(snapshot: Recap) -> None:
    """Refuse to print a recap whose parts do not add up (rule R16, domain.md §2).

    Raises:
        ValueError: a total is not the sum of its columns, or a column not the total of its own table.
    """
    parts = {table.code: table for table in snapshot.parts}
    for table in (snapshot.top, *snapshot.parts):
        for row, cells in zip(snapshot.rows, table.cells, strict=True):
            if len(cells) != len(table.columns):
                raise ValueError(f"{table.code} {row.field}: {len(cells)} cells for {len(table.columns)} columns")
        for row, cells, end in zip(snapshot.rows, table.cells, table.totals, strict=True):
            if total(cells) != total((end,)):
                raise ValueError(f"{table.code} {row.field}: total {end} is not the sum of its columns")
    for i, column in enumerate(snapshot.top.columns):
        if column.code not in parts and sources_of(
            snapshot
        ):  # a kabupaten need not show how a kecamatan came to its sum
            continue
        for row, cells, end in zip(snapshot.rows, snapshot.top.cells, parts[column.code].totals, strict=True):
            if total((cells[i],)) != total((end,)):
                raise ValueError(f"{column.code} {row.field}: {snapshot.level} and {parts[column.code].level} differ")


def printed(table: RecapTable, hints: Iterable[str]) -> RecapTable:
    """``table`` without the hints among broken rules: paper marks only what CATATAN explains, sums and limits."""
    names = frozenset(hints)
    return replace(table, cells=tuple(tuple(_without(cell, names) for cell in row) for row in table.cells))


def _without(cell: RecapCell, hints: Set[str]) -> RecapCell:
    if not cell.broken or hints.isdisjoint(cell.broken):
        return cell
    return replace(cell, broken=tuple(rule for rule in cell.broken if rule not in hints))


def groups(snapshot: Recap, captions: Captions) -> tuple[Group, ...]:
    """The lines of the table in order, with headings of sections and parties, and sub-headings."""
    return tuple(_Grouping(snapshot, captions).lines())


class _Grouping:
    """Puts the headings before the lines that they are due at."""

    def __init__(self, snapshot: Recap, captions: Captions) -> None:
        self.rows = snapshot.rows
        self.titles = dict(snapshot.sections)
        self.names = dict(snapshot.contestants)
        self.pending = dict(captions.subheadings)
        self.totals = {captions.contestant_field.format(nomor=number): number for number in self.names}
        self.short = {KOLOM_KOSONG: "kolom kosong", **{field: str(number) for field, number in self.totals.items()}}

    def lines(self) -> Iterator[Group]:
        before = ("", 0)
        for _, members in groupby(enumerate(self.rows), key=lambda item: item[1].row):
            rows = tuple(members)
            first = rows[0][1]
            yield from self._headings(first, *before)
            before = (first.section, first.partai)
            at = tuple(i for i, _ in rows)
            contestant = self.short.get(first.field, "")
            yield Group("rows", row_number(first), self._label(first), at, first.partai, contestant)

    def _headings(self, row: RecapRow, section: str, partai: int) -> Iterator[Group]:
        if row.section != section:
            yield Group("section", "", _headed(row.section, self.titles.get(row.section, "")))
        for prefix in [prefix for prefix in self.pending if f"{row.number}.".startswith(f"{prefix}.")]:
            yield Group("subheading", "", self.pending.pop(prefix))
        if row.partai and row.partai != partai:
            yield Group("partai", str(row.partai), self.names.get(row.partai, ""), (), row.partai)

    def _label(self, row: RecapRow) -> str:
        """The name of a paslon or calon; under a party's heading its own rows need not name it again."""
        number = self.totals.get(row.field)
        if number is not None and not row.partai:
            return self.names[number]
        own = row.partai and "_calon_" not in row.row
        return row.label.removesuffix(f" {self.names.get(row.partai, '')}") if own else row.label


def _headed(section: str, title: str) -> str:
    return title if title.startswith(f"{section}.") else f"{section}. {title}"


def row_number(row: RecapRow) -> str:
    """The official number inside its section and party: ``I.B.1`` → ``B.1``, ``IV.5 A.2.3`` → ``A.2.3``.

    ``III``, a section of one row, stays.
    """
    inside = row.number.removeprefix(f"{row.section}.") or row.number
    return inside.removeprefix(f"{row.partai} ") if row.partai else inside


def carried_rows(groups: Iterable[Group], captions: Captions) -> Group | None:
    """JUMLAH PINDAHAN of the contestants whose votes stand among ``groups``; None if there are none."""
    found = [group for group in groups if group.kind == "rows" and group.contestant]
    if not found:
        return None
    first, last = found[0].contestant, found[-1].contestant
    name = "row_pindahan" if first == last else "rows_pindahan"
    values = {"awal": first} if first == last else {"awal": first, "akhir": last}
    return Group("carried", "", captions.text(name, **values), tuple(row for group in found for row in group.rows))


def figure(cell: RecapCell, tps: int, captions: Captions, *, single: bool) -> Figure:
    """``cell`` as printed: the figure of a ``single`` TPS, or a sum over ``tps`` of them."""
    if cell.missing and cell.missing >= tps:
        return Figure(captions.text("belum"), belum=True)
    if not single:
        after = (MISSING if cell.missing else "") + (EMPTY_SUM if cell.empty else "")
        return Figure(format_count(cell.value), after=after)
    before = (BROKEN if cell.broken else "") + (CORRECTED if cell.corrected else "")
    return Figure(EMPTY if cell.empty else format_count(cell.value), before)


def carried_figure(cell: RecapCell, parts: int, captions: Captions, *, single: bool) -> Figure:
    """A sum over ``parts`` figures of one column; in the column of a ``single`` TPS its marks stand before it."""
    shown = figure(cell, parts, captions, single=False)
    return replace(shown, before=shown.after, after="") if single else shown


def tps_below(table: RecapTable, end: int | None = None) -> int:
    """How many TPS stand in the columns before ``end`` (all of them by default)."""
    return sum(column.tps_total for column in table.columns[:end])


def carried(table: RecapTable, ends: Iterable[int]) -> dict[int, tuple[RecapCell, ...]]:
    """JUMLAH PINDAHAN: the sum of each row over the columns before each of ``ends``, which ascend."""
    found: dict[int, tuple[RecapCell, ...]] = {}
    before, sums = 0, tuple(RecapCell(0) for _ in table.cells)
    for end in ends:
        sums = tuple(total((cell, *row[before:end])) for cell, row in zip(sums, table.cells, strict=True))
        found[end] = sums
        before = end
    return found


def marks(table: RecapTable) -> frozenset[str]:
    """Which marks occur in ``table``: the legend explains these and no others."""
    return frozenset(mark for row in table.cells for cell, column in zip(row, table.columns, strict=True)
                     for mark in _cell_marks(cell, column.tps_total, single=table.level == "desa"))  # fmt: skip


def _cell_marks(cell: RecapCell, tps: int, *, single: bool) -> Iterator[str]:
    if cell.missing:
        yield MISSING
        if cell.missing >= tps:
            yield "belum"
    if cell.empty:
        yield EMPTY
    if single and cell.broken:
        yield BROKEN
    if single and cell.corrected:
        yield CORRECTED


def legend(table: RecapTable, captions: Captions) -> str:
    """One paragraph that explains the marks of ``table``; empty when it has none."""
    waiting = sum(column.tps_total - column.tps_complete for column in table.columns)
    texts = (
        ("belum", captions.text("legend_belum")),
        (MISSING, captions.text("legend_missing", jumlah=format_count(waiting))),
        (EMPTY, captions.text("legend_empty")),
        (BROKEN, captions.text("legend_broken")),
        (CORRECTED, captions.text("legend_corrected")),
    )
    found = marks(table)
    return "    ".join(text for mark, text in texts if mark in found)


def notes(snapshot: Recap, table: RecapTable, captions: Captions) -> tuple[Note, ...]:
    """CATATAN of a sheet: every note of a desa; on the whole place's sheet where they are found."""
    if table.level == "desa":
        return tuple(_note(note, captions) for note in snapshot.notes if note.tps.startswith(table.code))
    if not snapshot.notes:
        return ()
    kinds = Counter(note.kind for note in snapshot.notes)
    places = [part.name for part in snapshot.parts if any(n.tps.startswith(part.code) for n in snapshot.notes)]
    counted = (("notes_rules", kinds["rule"]), ("notes_corrections", kinds["correction"]))
    what = [captions.text(name, jumlah=format_count(count)) for name, count in counted if count]
    text = captions.text("notes_elsewhere", apa=captions.text("notes_and").join(what), desa=", ".join(places))
    return (Note("", text),)


def _note(note: RecapNote, captions: Captions) -> Note:
    reason = captions.text("note_reason", alasan=note.reason) if note.reason else ""
    text = f"{note.place}: {note.text}{'' if note.text.endswith('.') else '.'} {reason}".strip()
    return Note(CORRECTED if note.kind == "correction" else BROKEN, text)


MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def readable_time(stamp: str) -> str:
    """ISO 8601 → ``15 Februari 2024 21.01 WITA``; the text itself if it is no time (nothing recorded yet)."""
    try:
        time = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp or "–"
    offset = time.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else None
    zone = "" if hours is None else _ZONES.get(int(hours), "") if hours == int(hours) else ""
    zone = zone or ("" if hours is None else f"UTC{hours:+g}")
    return f"{time.day} {MONTHS[time.month - 1]} {time.year} {time:%H.%M} {zone}".rstrip()
