"""Loads form definitions from ``resources/forms``; a wrong one is refused with file name and key path.

A form file holds what is particular to one paper (sizes, places, prints) and names under ``include`` the file
of ``resources/forms/parts`` with what papers of the same election share: field list, rules, external values.
``docs/forms.md`` describes the keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.expansion import expansion_for
from sirekap_desktop.forms.fields import read_box_sets, read_fields, read_groups
from sirekap_desktop.forms.model import Contestant, FormDefinition, Section
from sirekap_desktop.forms.pages import read_pages
from sirekap_desktop.forms.rule_list import read_rules
from sirekap_desktop.forms.strict import FormError, Node, parse_json
from sirekap_desktop.forms.validate import validate

__all__ = ["FormError", "default_form_ids", "form_ids", "load_form", "load_form_file"]

_FORM_KEYS = "schema include id title model provenance version paper sections blocks box_sets places prints pages"
_FORM_OPTIONAL = "note corner_marks on_request"
_PART_KEYS = "schema pemilihan pemilihan_title year max_voters fields externals rules"
_PART_OPTIONAL = "contestant_title"
_SCHEMA = 1


def form_ids() -> tuple[str, ...]:
    """Ids of the forms that the program knows, sorted."""
    names = (item.name for item in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


def default_form_ids() -> tuple[str, ...]:
    """Ids of the forms that are looked for when none is named, sorted."""
    return tuple(form_id for form_id in form_ids() if not load_form(form_id).on_request)


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


def _folder() -> Traversable:
    return files("sirekap_desktop.resources") / "forms"


def _load(path: Traversable, contestants: tuple[Contestant, ...] | None) -> FormDefinition:
    root = _read(path).only(_FORM_KEYS, _FORM_OPTIONAL)
    folder = path.parent if isinstance(path, Path) else _folder()
    part = _included(root.at("include"), folder).only(_PART_KEYS, _PART_OPTIONAL)
    for node in (root, part):
        if node.at("schema").integer() != _SCHEMA:
            node.at("schema").fail(f"seharusnya {_SCHEMA}; program ini tidak mengenal susunan lain")
    form = _build(root, part, contestants)
    validate(form, path.name)
    return form


def _included(name: Node, folder: Traversable) -> Node:
    part = name.text()
    if not part.replace("-", "").isalnum():
        name.fail("seharusnya nama berkas dalam folder parts, tanpa .json")
    return _read(folder / "parts" / f"{part}.json")


def _read(path: Traversable) -> Node:
    try:
        return parse_json(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise FormError(path.name, "", "berkas tidak dapat dibaca") from error


def _build(root: Node, part: Node, contestants: tuple[Contestant, ...] | None) -> FormDefinition:
    title = part.at("contestant_title").text() if part.has("contestant_title") else "PASANGAN CALON"
    expansion = expansion_for(root.at("blocks"), contestants, title)
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
        sections=tuple(_section(item) for item in root.at("sections").items()),
        pages=read_pages(root, expansion),
        fields=fields,
        rules=read_rules(part.at("rules"), fields, read_groups(part.at("fields"), expansion)),
        contestants=expansion.contestants,
        on_request=root.has("on_request") and root.at("on_request").flag(),
        externals=tuple((name, item.text()) for name, item in part.at("externals").entries()),
    )


def _paper(node: Node) -> tuple[float, float]:
    width, height = node.numbers(2)
    if width <= 0 or height <= 0:
        node.fail("lebar dan tinggi seharusnya di atas nol")
    return width, height


def _section(node: Node) -> Section:
    node.only("id title")
    return Section(node.at("id").text(), node.at("title").text())
