"""From the rule list of a form file to rules: templates spread over rows or parties, expressions parsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sirekap_desktop.forms.expression import Comparison, ExpressionError, parse
from sirekap_desktop.forms.fields import FieldList
from sirekap_desktop.forms.model import Contestant, Rule, Severity
from sirekap_desktop.forms.strict import Node
from sirekap_desktop.forms.templates import Words, fill, partai_words

_EVERY_FIELD = "every_field"
_PARTAI = "partai"
Groups = Mapping[str, Sequence[str]]


def read_rules(node: Node, fields: FieldList, contestants: Sequence[Contestant]) -> tuple[Rule, ...]:
    """All rules, one per row (or part, or field, or party) that ``each`` names."""
    return tuple(rule for item in node.items() for rule in _rule(item, fields, contestants))


def _rule(item: Node, fields: FieldList, contestants: Sequence[Contestant]) -> Iterator[Rule]:
    """``{"id": "R1", "each": ["pemilih_dpt"], "at": "{it}", "check": "{it}_l + {it}_p = {it}_j", …}``."""
    item.only("id check wording severity source", "each at")
    for words, groups in _spread(item, fields, contestants):
        yield Rule(
            id=item.at("id").text(),
            at=fill(item.at("at").text(), words) if item.has("at") else "",
            comparison=_comparison(item.at("check"), words, groups),
            wording=item.at("wording").text(),
            severity=Severity(item.at("severity").choice(*Severity)),
            source=item.at("source").text(),
        )


def _spread(item: Node, fields: FieldList, contestants: Sequence[Contestant]) -> Iterator[tuple[Words, Groups]]:
    each = item.at("each")
    if each.value == _PARTAI:
        yield from ((partai_words(partai), fields.groups(partai)) for partai in contestants)
        return
    names = [""]
    if each.value == _EVERY_FIELD:
        names = [field.name for field in fields.fields]
    elif item.has("each"):
        names = [one.text() for one in each.items()]
    groups = fields.groups()
    yield from (({"it": name}, groups) for name in names)


def _comparison(node: Node, words: Words, groups: Groups) -> Comparison:
    try:
        return parse(fill(node.text(), words), groups)
    except ExpressionError as error:
        node.fail(str(error))
