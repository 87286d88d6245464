"""From boxes that a person has named to the file of a form, which any workspace can load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sirekap_desktop.forms.bundle import pack
from sirekap_desktop.forms.designed_places import Place, blocks_of, place_documents
from sirekap_desktop.forms.designed_prints import DesignedPage, corner_marks_of, print_document
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.kept_rules import Document, split_rules
from sirekap_desktop.forms.loader import load_form_bytes, part_document
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.slots import PART_NAMES, PARTS, Row, section_titles

__all__ = ["Design", "Designed", "DesignedPage", "OwnRule", "Place", "designed"]

_PART_KEYS = (
    "pemilihan pemilihan_title year max_voters externals contestant_title contestant_numbers calon_title calon_count "
    "kolom_kosong"
)


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A sum that this paper prints and the shared part does not know."""

    check: str
    wording: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Design:
    """All that a person has decided about a paper."""

    id: str
    title: str
    model: str
    part: str
    """Name of the shared part that the fields come from."""
    rows: tuple[Row, ...]
    """Its field list, with what was added or reworded for this paper."""
    pages: tuple[DesignedPage, ...]
    places: tuple[Place, ...]
    paper: tuple[float, float]
    rules: tuple[OwnRule, ...] = ()
    version: str = "1"


@dataclass(frozen=True, slots=True)
class Designed:
    """A finished form."""

    data: bytes
    """The file."""
    form: FormDefinition
    """As it is loaded, with the contestants that it has room for."""
    dropped: tuple[str, ...]
    """Wordings of rules of the election that this paper lacks a number for."""


def designed(design: Design) -> Designed:
    """The file of a form, loaded once to prove it.

    Raises:
        UserError: nothing is named yet (``design.empty``), or a row lacks a part (``design.incomplete``).
        FormError: what was named does not fit together.
    """
    _check(design)
    form, part = _form(design), _part(design)
    part["rules"], dropped = split_rules(form, part, design.id)
    data = pack(form, part)
    loaded = load_form_bytes(design.id, data)
    return Designed(data, loaded, tuple(rule["wording"] for rule in dropped))


def _check(design: Design) -> None:
    if not design.places:
        raise UserError("Belum ada kotak yang dinamai.", "Pilih kotak, lalu pilih isiannya.", code="design.empty")
    _check_partai(design)
    named = {(place.slot.row, place.slot.copy, place.slot.part) for place in design.places}
    for row in _placed_rows(design):
        for copy in {place.slot.copy for place in design.places if place.slot.row == row.row}:
            for part in PARTS[row.parts]:
                if (row.row, copy, part) not in named:
                    raise UserError(
                        f"{row.short_label}: kotak untuk bagian {PART_NAMES[part]} belum dinamai.",
                        "Namai ketiga bagian L, P dan Jml, atau lepaskan namanya.",
                        code="design.incomplete",
                    )


def _check_partai(design: Design) -> None:
    """Pages of parties look alike: each must say where it prints the number of its party."""
    of_partai = {row.row for row in design.rows if row.of_partai}
    for page in design.pages:
        here = {place.slot.row for place in design.places if place.page == page.number}
        if here & of_partai and page.partai_number is None:
            raise UserError(
                f"Halaman {page.number} milik satu partai, tetapi letak nomor partainya belum ditunjukkan.",
                "Tekan Nomor partai, lalu gambar kotak di sekeliling nomor yang tercetak.",
                code="design.partai",
            )


def _placed_rows(design: Design) -> tuple[Row, ...]:
    """Rows that stand on the paper, as it is read; rows of a party stay together."""
    first: dict[str, int] = {}
    for place in sorted(design.places, key=lambda item: (item.page, item.boxes[0].y, item.boxes[0].x)):
        first.setdefault(place.slot.row, len(first))
    return tuple(sorted((row for row in design.rows if row.row in first), key=lambda row: first[row.row]))


def _form(design: Design) -> Document:
    rows = _placed_rows(design)
    blocks = blocks_of(design.places, rows)
    box_sets, places = place_documents(design.places, rows, blocks)
    numbers = sorted({place.page for place in design.places})
    pages = [page for page in design.pages if page.number in numbers]
    marks = corner_marks_of(pages)
    return {
        "schema": 1,
        "include": design.part,
        "id": design.id,
        "title": design.title,
        "model": design.model,
        "provenance": "official",
        "version": design.version,
        "paper": [round(length, 2) for length in design.paper],
        "sections": _sections(design, rows),
        "blocks": {name: [list(offset) for offset in offsets] for name, (_, offsets) in blocks.items()},
        "box_sets": box_sets,
        "places": places,
        **({"corner_marks": marks} if marks else {}),
        "prints": {f"halaman_{page.number}": print_document(page, design.places) for page in pages},
        "pages": [_page(page, rows, design.places, blocks) for page in pages],
    }


def _sections(design: Design, rows: Sequence[Row]) -> list[dict[str, str]]:
    titles = section_titles(design.part)
    used = dict.fromkeys(row.section for row in rows)
    return [{"id": name, "title": titles.get(name, f"BAGIAN {name}")} for name in used]


def _page(page: DesignedPage, rows: Sequence[Row], places: Sequence[Place], blocks: dict[str, Any]) -> Document:
    here = {place.slot.row for place in places if place.page == page.number}
    document: Document = {"number": page.number, "prints": [f"halaman_{page.number}"]}
    if page.tag:
        rect = [round(value, 2) for value in (page.tag.rect.x, page.tag.rect.y, page.tag.rect.w, page.tag.rect.h)]
        document["tag"] = {
            "family": page.tag.family, "id": page.tag.id, "rect": rect, "rotation_deg": page.tag.rotation_deg
        }  # fmt: skip
    if any(row.of_partai for row in rows if row.row in here):
        document["each"] = "partai"
    lists = [name for name, (row, _) in blocks.items() if row.row in here and row.of_partai]
    if lists:
        document["holds"] = lists[0]
    return document


def _part(design: Design) -> Document:
    base = part_document(design.part)
    taken = {key: base.at(key).value for key in _PART_KEYS.split() if base.has(key)}
    rows = _placed_rows(design)
    rules = [item.value for item in base.at("rules").items()]
    rules += list(_own_rules(design))
    old = {item.at("row").text(): item.value for item in base.at("fields").items()}
    fields = [{**_kolom_kosong(old.get(row.row)), **row.document()} for row in rows]
    return {"schema": 1, **taken, "fields": fields, "rules": rules}


def _kolom_kosong(entry: Any) -> Document:  # noqa: ANN401 - JSON
    return {"kolom_kosong": entry["kolom_kosong"]} if entry and "kolom_kosong" in entry else {}


def _own_rules(design: Design) -> Iterator[Document]:
    for number, rule in enumerate(design.rules, start=1):
        yield {
            "id": f"F{number}",
            **({"at": rule.at} if rule.at else {}),
            "check": rule.check,
            "wording": rule.wording,
            "severity": "sum",
            "source": f"tercetak pada {design.model}",
        }
