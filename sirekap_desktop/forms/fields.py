"""From the field list (what a number means) and the places (where it stands on the paper) to fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sirekap_desktop.forms.expansion import Expansion
from sirekap_desktop.forms.model import Bubbles, Contestant, Field, Part, Rect, TallyGrid
from sirekap_desktop.forms.moving import Offset, move_bubbles, move_rect, move_tally
from sirekap_desktop.forms.sheets import Row, Sheet
from sirekap_desktop.forms.strict import Node
from sirekap_desktop.forms.templates import KOLOM_KOSONG, Words, fill, row_words

_PARTS: dict[str, tuple[Part, ...]] = {"lpj": (Part.L, Part.P, Part.J), "one": (Part.ONLY,)}
_NAMES = "row number label short_label export_as"


@dataclass(frozen=True, slots=True)
class BoxSet:
    """Digit boxes of a table: same size and same columns in every row."""

    width: float
    height: float
    columns: dict[str, tuple[float, ...]]

    def boxes(self, part: Part, y: float) -> tuple[Rect, ...]:
        return tuple(Rect(x, y, self.width, self.height) for x in self.columns[part.value or "one"])


def read_box_sets(node: Node) -> dict[str, BoxSet]:
    """``{"lpj": {"size": [18, 18], "l": [307.5, …], "p": […], "j": […]}}``; key ``one`` for single numbers."""
    return {name: _box_set(item) for name, item in node.entries()}


def _box_set(node: Node) -> BoxSet:
    node.only("size", "l p j one")
    width, height = node.at("size").numbers(2)
    if width <= 0 or height <= 0:
        node.at("size").fail("ukuran kotak seharusnya di atas nol")
    return BoxSet(width, height, {key: item.rising() for key, item in node.entries() if key != "size"})


@dataclass(frozen=True, slots=True)
class Member:
    """A field with the repeating group (or ``""``) and the party that it belongs to."""

    field: Field
    group: str
    partai: Contestant | None


@dataclass(frozen=True, slots=True)
class FieldList:
    """All fields of a form, and which of them belong together."""

    members: tuple[Member, ...]
    names: tuple[str, ...]
    """Of the repeating groups."""

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(member.field for member in self.members)

    def groups(self, partai: Contestant | None = None) -> dict[str, tuple[str, ...]]:
        """Members of each group, for ``sum(group)`` in the rules; with ``partai`` only those of this party."""
        found: dict[str, tuple[str, ...]] = dict.fromkeys(self.names, ())
        for member in self.members:
            if member.group and (partai is None or member.partai is partai):
                found[member.group] += (member.field.name,)
        return found


def read_fields(fields: Node, places: Node, box_sets: dict[str, BoxSet], expansion: Expansion) -> FieldList:
    """All fields in the order of the paper, repeating ones expanded.

    Raises:
        FormError: a field without a place, a place without a field, or a wrong key in either.
    """
    known = {item.at("row").text() for item in fields.items()}
    for row, place in places.entries():
        if row not in known:
            place.fail("tidak ada isian dengan nama ini")
    members = (
        member
        for item, partai in _by_party(fields, expansion)
        for member in _members(item, partai, places, box_sets, expansion)
    )
    groups = tuple(item.at("group").text() for item in fields.items() if item.has("group"))
    return FieldList(tuple(members), groups)


def _by_party(fields: Node, expansion: Expansion) -> Iterator[tuple[Node, Contestant | None]]:
    """Neighbouring entries that every party has, come for the first party, then for the second …"""
    for of_party, run in groupby(fields.items(), key=lambda item: "{pp}" in item.at("row").text()):
        items = tuple(run)
        for partai in expansion.contestants if of_party else (None,):
            yield from ((item, partai) for item in items)


def _members(
    item: Node, partai: Contestant | None, places: Node, box_sets: dict[str, BoxSet], expansion: Expansion
) -> Iterator[Member]:
    item.only(f"{_NAMES} parts section", "group kolom_kosong")
    row = item.at("row").text()
    if not places.has(row):
        places.at(row).fail("kunci ini tidak ada")
    place = places.at(row).only("page boxes y", "repeat after when dotted guide border bubbles tally words")
    group = item.at("group").text() if item.has("group") else ""
    if partai is None and bool(group) != place.has("repeat"):
        place.fail("isian berulang harus memakai group di daftar isian dan repeat di tempatnya")
    boxes = box_sets[place.at("boxes").choice(*box_sets)]
    for sheet in _sheets(place.at("page"), partai, expansion):
        for offset, who in expansion.copies(place, sheet):
            words = {**expansion.words(sheet), **(row_words(who) if who else {})}
            names = _names(item, who, words)
            yield from (Member(field, group, partai) for field in _one_row(item, place, boxes, offset, sheet, names))


def _sheets(page: Node, partai: Contestant | None, expansion: Expansion) -> Iterator[Sheet]:
    """The sheets of a page of the file: of this party, or of all."""
    number = page.integer()
    sheets = [sheet for sheet in expansion.sheets if sheet.page == number]
    if not sheets:
        page.fail(f"halaman {number} tidak ada")
    if (partai is None) != (sheets[0].partai is None):
        page.fail("isian partai memuat {pp} dalam namanya dan berada di halaman dengan each, isian lain tidak")
    yield from (sheet for sheet in sheets if sheet.partai is partai)


def _names(item: Node, who: Row | None, words: Words) -> dict[str, str]:
    """Name, number and wording of a row; the kolom kosong has its own."""
    source = item
    if who is KOLOM_KOSONG:
        source = item.at("kolom_kosong").only(_NAMES)
    return {key: fill(source.at(key).text(), words) for key in _NAMES.split()}


def _one_row(
    item: Node, place: Node, boxes: BoxSet, offset: Offset, sheet: Sheet, names: dict[str, str]
) -> Iterator[Field]:
    for part in _PARTS[item.at("parts").choice(*_PARTS)]:
        if (part.value or "one") not in boxes.columns:
            place.at("boxes").fail(f"kotak untuk bagian {part.value or 'one'} tidak ada")
        ending = f"_{part.value}" if part.value else ""
        yield Field(
            name=names["row"] + ending,
            row=names["row"],
            part=part,
            number=names["number"],
            label=names["label"],
            short_label=names["short_label"],
            section=item.at("section").text(),
            page=sheet.number,
            boxes=tuple(move_rect(box, offset) for box in boxes.boxes(part, place.at("y").number())),
            dotted=place.has("dotted") and place.at("dotted").flag(),
            guide=place.has("guide") and place.at("guide").flag(),
            border=place.at("border").share() if place.has("border") else 0.0,
            bubbles=_bubbles(place.at("bubbles"), offset) if place.has("bubbles") else None,
            tally=_tally(place.at("tally"), offset) if place.has("tally") else None,
            words=move_rect(place.at("words").rect(), offset) if place.has("words") else None,
            export_as=names["export_as"] + ending,
        )


def _bubbles(node: Node, offset: Offset) -> Bubbles:
    node.only("diameter column_x first_y pitch")
    bubbles = Bubbles(
        diameter=node.at("diameter").positive(),
        column_x=node.at("column_x").rising(),
        first_y=node.at("first_y").number(),
        pitch=node.at("pitch").positive(),
    )
    return move_bubbles(bubbles, offset)


def _tally(node: Node, offset: Offset) -> TallyGrid:
    node.only("columns rows strokes_per_cell", "row_sum_columns")
    strokes = node.at("strokes_per_cell").integer()
    if strokes < 1:
        node.at("strokes_per_cell").fail("seharusnya bilangan di atas nol")
    tally = TallyGrid(
        columns=node.at("columns").rising(),
        rows=node.at("rows").rising(),
        row_sum_columns=node.at("row_sum_columns").rising() if node.has("row_sum_columns") else (),
        strokes_per_cell=strokes,
    )
    return move_tally(tally, offset)
