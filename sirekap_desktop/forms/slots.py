"""The numbers that a paper of an election has room for, in the order of the form: what box groups are named after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sirekap_desktop.forms.loader import form_document, form_ids, part_document, part_ids
from sirekap_desktop.forms.model import Part
from sirekap_desktop.forms.templates import fill

PARTS: dict[str, tuple[Part, ...]] = {"lpj": (Part.L, Part.P, Part.J), "one": (Part.ONLY,)}
PART_NAMES = {Part.L: "L", Part.P: "P", Part.J: "Jml", Part.ONLY: ""}
_DEFAULT_COPIES = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """One number of the paper."""

    row: str
    """As in the shared part: ``pengguna_dpt``, ``suara_{n}``."""
    part: Part = Part.ONLY
    copy: int = 0
    """Which block of a repeating row, from 0."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the field list: of the shared part, or added for this paper."""

    row: str
    parts: str
    """``lpj`` or ``one``."""
    number: str
    section: str
    label: str
    short_label: str
    export_as: str
    group: str = ""

    @property
    def repeats(self) -> bool:
        """Written once per contestant or calon."""
        return "{n}" in self.row or "{nn}" in self.row

    @property
    def of_partai(self) -> bool:
        return "{pp}" in self.row

    def document(self) -> dict[str, str]:
        """As a form file has it."""
        keys = ("row", "parts", "number", "section", "label", "short_label", "export_as", "group")
        return {key: getattr(self, key) for key in keys if getattr(self, key)}


def rows_of(part_id: str) -> tuple[Row, ...]:
    """The field list of an election."""
    known = {"row", "parts", "number", "section", "label", "short_label", "export_as", "group"}
    items = part_document(part_id).at("fields").items()
    return tuple(Row(**{key: node.text() for key, node in item.entries() if key in known}) for item in items)


@dataclass(frozen=True, slots=True)
class Usual:
    """What a known paper of an election is called, and how many contestants (or calon of a party) it has room for."""

    id: str = ""
    title: str = ""
    model: str = ""
    copies: int = _DEFAULT_COPIES


def usual(part_id: str) -> Usual:
    """What a new paper of an election most likely is."""
    for form_id in form_ids():
        form = form_document(form_id)
        if form.at("include").value == part_id:
            repeats = {place.at("repeat").value for _, place in form.at("places").entries() if place.has("repeat")}
            counts = [len(form.at("blocks").at(str(name)).items()) for name in repeats]
            title, model = form.at("title").text(), form.at("model").text()
            return Usual(form_id, title, model, max(counts, default=_DEFAULT_COPIES))
    return Usual()


def section_titles(part_id: str) -> dict[str, str]:
    """Official headings of the sections, from a known paper of this election or of another one."""
    titles: dict[str, str] = {}
    documents = [form_document(form_id) for form_id in form_ids()]
    for form in sorted(documents, key=lambda item: item.at("include").value == part_id):
        words = {name: item.text() for name, item in form.at("texts").entries()} if form.has("texts") else {}
        titles |= {item.at("id").text(): fill(item.at("title").text(), words) for item in form.at("sections").items()}
    return titles


def slots_of(rows: tuple[Row, ...], copies: Mapping[str, int]) -> tuple[Slot, ...]:
    """All numbers in the order of the form; a repeating row as often as ``copies`` says for it."""
    return tuple(
        Slot(row.row, part, copy)
        for row in rows
        for copy in range(copies.get(row.row, 1) if row.repeats else 1)
        for part in PARTS[row.parts]
    )


def slot_words(row: Row, slot: Slot) -> tuple[str, str]:
    """Number and short name as people call a slot: ``I.B.1 L``, ``Pengguna DPT``."""
    n = slot.copy + 1
    words = {"n": str(n), "nn": f"{n:02d}", "p": "x", "pp": "xx", "partai": "xx", "name": f"{n:02d}"}
    part = PART_NAMES[slot.part]
    return f"{fill(row.number, words)} {part}".strip(), fill(row.short_label, words)


def part_titles() -> dict[str, str]:
    """Name of each shared part and the election that it is for, with its year."""
    parts = {name: part_document(name) for name in part_ids()}
    return {name: f"{part.at('pemilihan_title').text()} {part.at('year').integer()}" for name, part in parts.items()}
