"""Which rules of an election hold on a paper: those whose numbers all stand on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sirekap_desktop.forms.expansion import expansion_for
from sirekap_desktop.forms.fields import FieldList, read_box_sets, read_fields
from sirekap_desktop.forms.loader import naming_of
from sirekap_desktop.forms.rule_list import read_rules
from sirekap_desktop.forms.strict import FormError, Node

Document = dict[str, Any]


def split_rules(form: Document, part: Document, name: str) -> tuple[list[Document], list[Document]]:
    """The rules of ``part`` that the fields of ``form`` fulfil, and those that lack a number.

    Raises:
        FormError: the fields themselves are wrong.
    """
    root, shared = Node(form, name), Node(part, name)
    expansion = expansion_for(root, None, naming_of(shared))
    fields = read_fields(shared.at("fields"), root.at("places"), read_box_sets(root.at("box_sets")), expansion)
    externals = frozenset(part.get("externals", {}))
    kept: list[Document] = []
    dropped: list[Document] = []
    for rule in part["rules"]:
        single = [item for item in _one_by_one(rule) if _holds(item, fields, externals, expansion.contestants, name)]
        if single:
            kept.append(_together(rule, single))
        if len(single) < len(list(_one_by_one(rule))):
            dropped.append(rule)
    return kept, dropped


def _one_by_one(rule: Mapping[str, Any]) -> Iterator[Document]:
    """A rule spread over rows, as one rule for each."""
    if isinstance(rule.get("each"), list):
        yield from ({**rule, "each": [item]} for item in rule["each"])
    else:
        yield dict(rule)


def _together(rule: Mapping[str, Any], single: list[Document]) -> Document:
    if isinstance(rule.get("each"), list):
        return {**rule, "each": [item for one in single for item in one["each"]]}
    return dict(rule)


def _holds(rule: Document, fields: FieldList, externals: frozenset[str], contestants: Any, name: str) -> bool:  # noqa: ANN401
    known = {field.name for field in fields.fields}
    places = known | {field.row for field in fields.fields} | {""}
    try:
        rules = read_rules(Node([rule], name), fields, contestants)
    except FormError:
        return False
    return bool(rules) and all(item.at in places and set(item.comparison.fields) <= known | externals for item in rules)
