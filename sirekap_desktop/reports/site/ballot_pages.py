"""The pages of one ballot: the kecamatan, each desa, each TPS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.pleno.snapshot import Correction
from sirekap_desktop.models.recap import RecapCell, RecapNote, RecapTable
from sirekap_desktop.reports import content
from sirekap_desktop.reports.captions import Captions
from sirekap_desktop.reports.content import Figure
from sirekap_desktop.reports.site.facts import Ballot, Site
from sirekap_desktop.reports.site.lines import Block, Shown, legend, recorded, sheet_of, shown
from sirekap_desktop.reports.site.render import render
from sirekap_desktop.reports.site.states import State, note_words, place_state, revision_words, tps_state

_DRAFT = "Angka masih dapat berubah sampai kecamatan dikunci."
_HOW = {"corrected": "pembetulan", "recounted": "hitung suara ulang"}


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the table of desa or of TPS."""

    code: str
    name: str
    href: str
    state: str
    tone: str
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """That table."""

    title: str
    caption: str
    head: str
    columns: tuple[str, ...]
    places: tuple[Place, ...]
    totals: tuple[Shown, ...]
    total_state: str

    def cells(self) -> Iterator[Shown]:
        for place in self.places:
            yield from place.cells
        yield from self.totals


@dataclass(frozen=True, slots=True)
class Person:
    """A contestant with all votes."""

    number: str
    label: str
    cell: Shown


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that was changed in the meeting, in words."""

    field: str
    number: str
    label: str
    before: str
    after: str
    how: str
    reason: str


class BallotPages:
    """Makes them one after the other."""

    def __init__(self, site: Site, ballot: Ballot, captions: Captions) -> None:
        self.site, self.ballot, self.captions = site, ballot, captions
        self.snapshot = ballot.snapshot
        self.sheet = sheet_of(self.snapshot, captions)
        self.notes: dict[str, list[RecapNote]] = defaultdict(list)
        for note in self.snapshot.notes:
            if note.kind == "rule":
                self.notes[note.tps].append(note)
        self.corrections: dict[str, list[Correction]] = defaultdict(list)
        for change in ballot.corrections:
            self.corrections[change.tps].append(change)

    def pages(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of each."""
        yield self._name("index"), render("kecamatan.html", self._kecamatan())
        for table in self.snapshot.desa_tables:
            single = content.printed(table, self.snapshot.hints)
            yield self._name(table.code), render("kecamatan.html", self._desa(single))
            for at, column in enumerate(single.columns):
                yield self._name(column.code), render("tps.html", self._tps(single, at))

    def _name(self, page: str) -> str:
        return f"{self.ballot.name.folder}/{page}.html"

    # -- what all pages say ------------------------------------------------------------------------------------------

    @cached_property
    def _common(self) -> dict[str, object]:
        made = self.snapshot
        return {
            "site": self.site,
            "root": "../",
            "draft": "" if made.locked else _DRAFT,
            "taken_at": made.taken_at,
            "identity": self.ballot.identity,
            "parts": tuple(self.sheet.parts.values()),
        }

    def _trail(self, *steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
        return (("Depan", "../index.html"), *steps)

    def _links(self, page: str, desa: str = "") -> tuple[tuple[str, str, bool], ...]:
        """The same place in each ballot that has it."""
        there = [one for one in self.site.ballots if not desa or one.covers(desa)]
        return tuple((one.title, f"../{one.folder}/{page}.html", one == self.ballot.name) for one in there)

    def _place(self, *names: str) -> str:
        area = self.snapshot.kecamatan
        return ", ".join((*names, f"Kecamatan {area.name}", area.kabupaten, area.provinsi))

    # -- kecamatan and desa ------------------------------------------------------------------------------------------

    def _kecamatan(self) -> dict[str, object]:
        table, name = self.snapshot.kecamatan_table, self.ballot.name.title
        noted = [
            (f"{desa.name}: {note_words(self._rules_in(desa.code), self._changes_in(desa.code))}", f"{desa.code}.html")
            for desa in self.snapshot.desa_tables
            if self._rules_in(desa.code) or self._changes_in(desa.code)
        ]
        places = self._places(table, "Desa dan kelurahan", "Hasil tiap desa/kelurahan", "Desa/kelurahan")
        return self._summary(table, places) | {
            "title": f"{name}, Kecamatan {table.name}",
            "heading": f"{name}: hasil Kecamatan {table.name}",
            "place": self._place(),
            "trail": self._trail((name, "")),
            "links": self._links("index"),
            "noted": noted,
            "revisions": [revision_words(one, self.site.desa) for one in self.ballot.reopenings],
            "downloads": [one for one in self.ballot.downloads if not one.desa],
            "head": self.ballot.head,
        }

    def _desa(self, table: RecapTable) -> dict[str, object]:
        name = self.ballot.name.title
        noted = [
            (f"{column.title}: {note_words(rules, changes)}", f"{column.code}.html")
            for column in table.columns
            if (rules := len(self.notes[column.code])) + (changes := len(self.corrections[column.code]))
        ]
        places = self._places(table, "TPS", "Hasil tiap TPS", "TPS")
        return self._summary(table, places) | {
            "title": f"{table.name}, {name}",
            "heading": f"{name}: hasil {table.name}",
            "place": self._place(),
            "trail": self._trail((name, "index.html"), (table.name, "")),
            "links": self._links(table.code, table.code),
            "noted": noted,
            "revisions": [],
            "downloads": [one for one in self.ballot.downloads if one.desa == table.code],
            "head": "",
        }

    def _summary(self, table: RecapTable, places: Places) -> dict[str, object]:
        """What a kecamatan and a desa have in common."""
        complete, count = (sum(getattr(c, name) for c in table.columns) for name in ("tps_complete", "tps_total"))
        final = f"FINAL, revisi {self.snapshot.revision}"
        figure = partial(self._total, table, count)
        found = self.sheet.blocks(figure)
        return self._common | {
            "state": final if self.snapshot.locked else "DRAF",
            "complete": f"{format_count(complete)} dari {format_count(count)} TPS dicatat lengkap.",
            "people": self._people(figure),
            "table": places,
            "legend_places": legend(places.cells()),
            "found": found,
            "legend_all": legend(_cells(found)),
        }

    def _total(self, table: RecapTable, count: int, row: int) -> Figure:
        return content.figure(table.totals[row], count, self.captions, single=False)

    def _people(self, figure: Callable[[int], Figure]) -> tuple[Person, ...]:
        return tuple(
            Person(
                f"{group.contestant}." if group.contestant.isdigit() else "",
                self._name_of(group.contestant, group.label),
                shown(self.sheet.rows[row].field, "", figure(row)),
            )
            for group, row in self.sheet.contestants()
        )

    def _name_of(self, contestant: str, label: str) -> str:
        """Of a party its own name: its line says only that it is the sum."""
        names = dict(self.snapshot.contestants)
        return names.get(int(contestant), label) if contestant.isdigit() else label

    def _places(self, table: RecapTable, title: str, caption: str, head: str) -> Places:
        columns = self.sheet.columns()
        count = sum(column.tps_total for column in table.columns)
        totals = tuple(
            shown(self.sheet.rows[row].field, words, self._total(table, count, row)) for row, words in columns
        )
        places = tuple(self._line(table, at, columns) for at in range(len(table.columns)))
        complete = sum(column.tps_complete for column in table.columns)
        state = f"{format_count(complete)} dari {format_count(count)} TPS"
        return Places(title, caption, head, tuple(words for _, words in columns), places, totals, state)

    def _line(self, table: RecapTable, at: int, columns: Sequence[tuple[int, str]]) -> Place:
        column, single = table.columns[at], table.level == "desa"
        cells = tuple(
            shown(
                self.sheet.rows[row].field,
                words,
                content.figure(table.cells[row][at], column.tps_total, self.captions, single=single),
            )
            for row, words in columns
        )
        state = self._tps_state(table, at) if single else place_state(column)
        name = column.title.replace(" ", "\u00a0") if single else column.title  # TPS and its number on one line
        return Place(column.code, name, f"{column.code}.html", state.words, state.tone, cells)

    def _rules_in(self, desa: str) -> int:
        return sum(len(notes) for tps, notes in self.notes.items() if tps.startswith(desa))

    def _changes_in(self, desa: str) -> int:
        return sum(len(found) for tps, found in self.corrections.items() if tps.startswith(desa))

    # -- TPS -----------------------------------------------------------------------------------------------------------

    def _tps_state(self, table: RecapTable, at: int) -> State:
        column = table.columns[at]
        done = recorded(row[at] for row in table.cells)
        stage = self.ballot.stages.get(column.code)
        return tps_state(stage, done, len(table.cells), final=self.snapshot.locked)

    def _tps(self, table: RecapTable, at: int) -> dict[str, object]:
        column, name, state = table.columns[at], self.ballot.name.title, self._tps_state(table, at)
        figure = partial(self._figure, table.cells, at)
        found = self.sheet.blocks(figure)
        neighbours = [(one.code, one.title) for one in table.columns]
        return self._common | {
            "title": f"{column.title} {table.name}, {name}",
            "heading": f"{name}: {column.title} {table.name}",
            "place": self._place(table.name),
            "trail": self._trail((name, "index.html"), (table.name, f"{table.code}.html"), (column.title, "")),
            "links": self._links(column.code, table.code),
            "code": column.code,
            "state": state.words,
            "tone": state.tone,
            "people": self._people(figure),
            "found": found,
            "legend_all": legend(_cells(found)),
            "rules": self.notes.get(column.code, ()),
            "corrections": [_change(one) for one in self.corrections.get(column.code, ())],
            "photos": self.ballot.photos.get(column.code, ()),
            "desa_code": table.code,
            "desa_name": table.name,
            "before": neighbours[at - 1] if at else None,
            "after": neighbours[at + 1] if at + 1 < len(neighbours) else None,
        }

    def _figure(self, cells: Sequence[Sequence[RecapCell]], at: int, row: int) -> Figure:
        return content.figure(cells[row][at], 1, self.captions, single=True)


def _cells(found: Sequence[Block]) -> Iterator[Shown]:
    return (cell for block in found for line in block.lines for cell in line.cells)


def _change(one: Correction) -> Change:
    """Who gave paraf is not said: it may be a name."""
    how = _HOW.get(one.how, one.how)
    return Change(one.field, one.number, one.label, _value(one.before), _value(one.value), how, one.reason)


def _value(value: int | None) -> str:
    return "kosong" if value is None else format_count(value)
