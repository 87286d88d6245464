"""Loads form definitions from ``resources/forms``; a wrong one is refused with file name and key path.

A form file holds what is particular to one paper (sizes, places, prints) and names under ``include`` the file
of ``resources/forms/parts`` with what papers of the same election share: field list, rules, external values.
Either may be ``like`` another file and say only what is different. ``docs/forms.md`` describes the keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sirekap_desktop.forms.bundle import unpack
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.expansion import Naming, expansion_for
from sirekap_desktop.forms.fields import read_box_sets, read_fields
from sirekap_desktop.forms.likeness import file_name, resolved
from sirekap_desktop.forms.model import Contestant, FormDefinition, Section
from sirekap_desktop.forms.pages import read_pages
from sirekap_desktop.forms.rule_list import read_rules
from sirekap_desktop.forms.strict import FormError, Node, parse_json
from sirekap_desktop.forms.templates import Words, fill
from sirekap_desktop.forms.validate import validate

__all__ = [
    "FormError",
    "default_form_ids",
    "form_document",
    "form_ids",
    "load_form",
    "load_form_bytes",
    "load_form_file",
    "part_document",
    "part_ids",
]

_FORM_KEYS = "schema include id title model provenance version paper sections blocks box_sets places prints pages"
_FORM_OPTIONAL = "note corner_marks on_request ends texts tag_series"
_PART_KEYS = "schema pemilihan pemilihan_title year max_voters fields externals rules"
_PART_OPTIONAL = "note contestant_title contestant_numbers calon_title calon_count kolom_kosong"
_SCHEMA = 1


def form_ids() -> tuple[str, ...]:
    """Ids of the forms that the program knows, sorted."""
    names = (item.name for item in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


@lru_cache(maxsize=1)
def default_form_ids() -> tuple[str, ...]:
    """Ids of the forms that are looked for when none is named, sorted."""
    return tuple(form_id for form_id in form_ids() if not _on_request(_document(f"{form_id}.json", _folder())))


def load_form(form_id: str, contestants: Sequence[Contestant] | None = None) -> FormDefinition:
    """A form expanded for ``contestants`` (default: as many as the paper prints, PASANGAN CALON 01 …); cached.

    Raises:
        FormError: the definition is wrong, or the paper has no room for so many contestants.
        UserError: ``form.unknown``, no such form.
    """
    return _cached(form_id, None if contestants is None else tuple(contestants))


@lru_cache(maxsize=64)
def _cached(form_id: str, contestants: tuple[Contestant, ...] | None) -> FormDefinition:
    if form_id not in form_ids():
        known = ", ".join(form_ids())
        raise UserError(f"Formulir {form_id} tidak dikenal.", f"Yang ada: {known}.", code="form.unknown")
    form = _load(_folder() / f"{form_id}.json", contestants)
    if form.id != form_id:
        raise FormError(f"{form_id}.json", "id", "tidak sama dengan nama berkasnya")
    return form


def load_form_file(path: Path, contestants: Sequence[Contestant] | None = None) -> FormDefinition:
    """The same for a file anywhere, with its ``parts`` folder beside it."""
    return _load(path, None if contestants is None else tuple(contestants))


def load_form_bytes(name: str, data: bytes, contestants: Sequence[Contestant] | None = None) -> FormDefinition:
    """The same for a self-contained file of the designer (:mod:`forms.bundle`); nothing else is looked up.

    Args:
        name: of the file, for messages.
        data: its content.
        contestants: as in :func:`load_form`.

    Raises:
        FormError: the definition is wrong, or has no room for so many contestants.
        UserError: the file is none of these, of another version, or was changed.
    """
    form, part = unpack(data, name)
    return _checked(form, part, None if contestants is None else tuple(contestants), name)


def part_ids() -> tuple[str, ...]:
    """Names of the shared parts, one per election."""
    names = (item.name for item in (_folder() / "parts").iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


def part_document(name: str) -> Node:
    """A shared part with all that it takes over: what the designer offers for naming."""
    return _document(f"{name}.json", _folder() / "parts")


def form_document(form_id: str) -> Node:
    """The file of a form with all that it takes over: what the designer begins with."""
    return _document(f"{form_id}.json", _folder())


def _folder() -> Traversable:
    return files("sirekap_desktop.resources") / "forms"


def _load(path: Traversable, contestants: tuple[Contestant, ...] | None) -> FormDefinition:
    folder = path.parent if isinstance(path, Path) else _folder()
    root = _document(path.name, folder)
    part = _document(f"{file_name(root.at('include'))}.json", folder / "parts")
    return _checked(root, part, contestants, path.name)


def _checked(root: Node, part: Node, contestants: tuple[Contestant, ...] | None, name: str) -> FormDefinition:
    root.only(_FORM_KEYS, _FORM_OPTIONAL)
    part.only(_PART_KEYS, _PART_OPTIONAL)
    for node in (root, part):
        if node.at("schema").integer() != _SCHEMA:
            node.at("schema").fail(f"seharusnya {_SCHEMA}; program ini tidak mengenal susunan lain")
    form = _build(root, part, contestants)
    validate(form, name)
    return form


def _document(name: str, folder: Traversable) -> Node:
    """A file with what it takes over from those that it is like."""
    return resolved(_read(folder / name), lambda other: _read(folder / f"{other}.json"))


def _read(path: Traversable) -> Node:
    try:
        return parse_json(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise FormError(path.name, "", "berkas tidak dapat dibaca") from error


def _build(root: Node, part: Node, contestants: tuple[Contestant, ...] | None) -> FormDefinition:
    expansion = expansion_for(root, contestants, naming_of(part))
    fields = read_fields(part.at("fields"), root.at("places"), read_box_sets(root.at("box_sets")), expansion)
    return FormDefinition(
        id=root.at("id").text(),
        title=root.at("title").text(),
        model=root.at("model").text(),
        pemilihan=part.at("pemilihan").text(),
        pemilihan_title=part.at("pemilihan_title").text(),
        year=part.at("year").integer(),
        provenance=root.at("provenance").choice("official", "reconstructed"),
        version=root.at("version").text(),
        paper=_paper(root.at("paper")),
        max_voters=part.at("max_voters").integer(),
        sections=tuple(_section(item, expansion.texts) for item in root.at("sections").items()),
        pages=read_pages(root, expansion),
        fields=fields.fields,
        rules=read_rules(part.at("rules"), fields, expansion.contestants),
        contestants=expansion.contestants,
        on_request=_on_request(root),
        externals=tuple((name, item.text()) for name, item in part.at("externals").entries()),
    )


def _on_request(root: Node) -> bool:
    return root.has("on_request") and root.at("on_request").flag()


def naming_of(part: Node) -> Naming:
    """How a part calls contestants that nobody has named."""
    known = Naming()
    return Naming(
        title=part.at("contestant_title").text() if part.has("contestant_title") else known.title,
        numbers=_numbers(part.at("contestant_numbers")) if part.has("contestant_numbers") else known.numbers,
        calon_title=part.at("calon_title").text() if part.has("calon_title") else known.calon_title,
        calon=part.at("calon_count").integer() if part.has("calon_count") else known.calon,
        kolom_kosong=part.has("kolom_kosong") and part.at("kolom_kosong").flag(),
    )


def _numbers(node: Node) -> tuple[int, ...]:
    return tuple(item.integer() for item in node.items())


def _paper(node: Node) -> tuple[float, float]:
    width, height = node.numbers(2)
    if width <= 0 or height <= 0:
        node.fail("lebar dan tinggi seharusnya di atas nol")
    return width, height


def _section(node: Node, texts: Words) -> Section:
    node.only("id title")
    return Section(node.at("id").text(), fill(node.at("title").text(), texts))
