"""From the rule list of a form file to rules: templates spread over rows, expressions parsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sirekap_desktop.forms.expression import Comparison, ExpressionError, parse
from sirekap_desktop.forms.model import Field, Rule, Severity
from sirekap_desktop.forms.strict import Node

_EVERY_FIELD = "every_field"


def read_rules(node: Node, fields: Sequence[Field], groups: Mapping[str, Sequence[str]]) -> tuple[Rule, ...]:
    """All rules, one per row (or part, or field) that ``each`` names."""
    return tuple(rule for item in node.items() for rule in _rule(item, fields, groups))


def _rule(item: Node, fields: Sequence[Field], groups: Mapping[str, Sequence[str]]) -> Iterator[Rule]:
    """``{"id": "R1", "each": ["pemilih_dpt"], "at": "{it}", "check": "{it}_l + {it}_p = {it}_j", …}``."""
    item.only("id check wording severity source", "each at")
    for it in _spread(item, fields):
        yield Rule(
            id=item.at("id").text(),
            at=item.at("at").text().replace("{it}", it) if item.has("at") else "",
            comparison=_comparison(item.at("check"), it, groups),
            wording=item.at("wording").text(),
            severity=Severity(item.at("severity").choice(*Severity)),
            source=item.at("source").text(),
        )


def _spread(item: Node, fields: Sequence[Field]) -> list[str]:
    if not item.has("each"):
        return [""]
    each = item.at("each")
    if each.value == _EVERY_FIELD:
        return [field.name for field in fields]
    return [one.text() for one in each.items()]


def _comparison(node: Node, it: str, groups: Mapping[str, Sequence[str]]) -> Comparison:
    try:
        return parse(node.text().replace("{it}", it), groups)
    except ExpressionError as error:
        node.fail(str(error))
