"""From the field list (what a number means) and the places (where it stands on the paper) to fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sirekap_desktop.forms.expansion import Expansion, Offset, fill, move_bubbles, move_rect, move_tally
from sirekap_desktop.forms.model import Bubbles, Contestant, Field, Part, Rect, TallyGrid
from sirekap_desktop.forms.strict import Node

_PARTS: dict[str, tuple[Part, ...]] = {"lpj": (Part.L, Part.P, Part.J), "one": (Part.ONLY,)}


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


def read_fields(fields: Node, places: Node, box_sets: dict[str, BoxSet], expansion: Expansion) -> tuple[Field, ...]:
    """All fields in the order of the list, repeating ones expanded.

    Raises:
        FormError: a field without a place, a place without a field, or a wrong key in either.
    """
    known = {item.at("row").text() for item in fields.items()}
    for row, place in places.entries():
        if row not in known:
            place.fail("tidak ada isian dengan nama ini")
    return tuple(field for item in fields.items() for field in _row_fields(item, places, box_sets, expansion))


def read_groups(fields: Node, expansion: Expansion) -> dict[str, tuple[str, ...]]:
    """Names of the members of each repeating group, for ``sum(group)`` in the rules."""
    groups: dict[str, tuple[str, ...]] = {}
    for item in fields.items():
        if item.has("group"):
            row = item.at("row").text()
            groups[item.at("group").text()] = tuple(fill(row, one) for one in expansion.contestants)
    return groups


def _row_fields(item: Node, places: Node, box_sets: dict[str, BoxSet], expansion: Expansion) -> Iterator[Field]:
    item.only("row parts number section label short_label export_as", "group")
    row = item.at("row").text()
    if not places.has(row):
        places.at(row).fail("kunci ini tidak ada")
    place = places.at(row).only("page boxes y", "repeat dotted bubbles tally words")
    repeat = place.at("repeat") if place.has("repeat") else None
    if item.has("group") != (repeat is not None):
        place.fail("isian berulang harus memakai group di daftar isian dan repeat di tempatnya")
    boxes = box_sets[place.at("boxes").choice(*box_sets)]
    for offset, contestant in expansion.copies(repeat):
        yield from _one_row(item, place, boxes, offset, contestant)


def _one_row(item: Node, place: Node, boxes: BoxSet, offset: Offset, contestant: Contestant | None) -> Iterator[Field]:
    row = fill(item.at("row").text(), contestant)
    for part in _PARTS[item.at("parts").choice(*_PARTS)]:
        if (part.value or "one") not in boxes.columns:
            place.at("boxes").fail(f"kotak untuk bagian {part.value or 'one'} tidak ada")
        ending = f"_{part.value}" if part.value else ""
        yield Field(
            name=row + ending,
            row=row,
            part=part,
            number=fill(item.at("number").text(), contestant),
            label=fill(item.at("label").text(), contestant),
            short_label=fill(item.at("short_label").text(), contestant),
            section=item.at("section").text(),
            page=place.at("page").integer(),
            boxes=tuple(move_rect(box, offset) for box in boxes.boxes(part, place.at("y").number())),
            dotted=place.has("dotted") and place.at("dotted").flag(),
            bubbles=_bubbles(place.at("bubbles"), offset) if place.has("bubbles") else None,
            tally=_tally(place.at("tally"), offset) if place.has("tally") else None,
            words=move_rect(place.at("words").rect(), offset) if place.has("words") else None,
            export_as=fill(item.at("export_as").text(), contestant) + ending,
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
