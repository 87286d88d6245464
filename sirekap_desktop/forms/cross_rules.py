"""Rules across the elections of one TPS (R14, R15): data in ``pemilihan/cross-2024.json``.

A rule stands on one form, the later one on the ballot, and compares it with an earlier one. :func:`with_cross_rules`
adds the rules to a form; the other form's numbers are then values that the paper does not hold
(``FormDefinition.externals``), named with their pemilihan in front: ``ppwp.pemilih_dpt_l``. So what applies rules,
puts them into words and keeps reasons needs to know nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import takewhile

from sirekap_desktop.forms.expression import Comparison, ExpressionError, parse
from sirekap_desktop.forms.model import FormDefinition, Rule, Severity
from sirekap_desktop.forms.rules import field_number
from sirekap_desktop.forms.strict import Node, parse_json
from sirekap_desktop.forms.templates import fill

SEPARATOR = "."
_SCHEMA = 1
Values = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class CrossRule:
    """A rule, the pemilihan whose form it stands on, and what the others are called in its formula."""

    year: int
    on: str
    rule: Rule
    names: Mapping[str, str]

    @property
    def others(self) -> frozenset[str]:
        """The pemilihan that it compares with."""
        return frozenset(name.partition(SEPARATOR)[0] for name in foreign(self.rule))


def foreign(rule: Rule) -> tuple[str, ...]:
    """The names in a rule that stand on the form of another pemilihan; none: it is a rule of one paper."""
    return tuple(name for name in rule.comparison.fields if SEPARATOR in name)


def with_cross_rules(form: FormDefinition, beside: Iterable[FormDefinition]) -> FormDefinition:
    """The form with the rules that compare it with the elections held beside it on the same day."""
    others = {other.pemilihan: other.id for other in beside if other.year == form.year and other.id != form.id}
    found = [
        item
        for item in _cross_rules()
        if (item.on, item.year) == (form.pemilihan, form.year) and item.others <= others.keys()
    ]
    if not found:
        return form
    externals = {name: _label(form, name, item.names) for item in found for name in foreign(item.rule)}
    looked_at = sorted({pemilihan for item in found for pemilihan in item.others})
    return replace(
        form,
        rules=(*form.rules, *(item.rule for item in found)),
        externals=(*form.externals, *externals.items()),
        beside=tuple((pemilihan, others[pemilihan]) for pemilihan in looked_at),
    )


def cross_rules(form: FormDefinition) -> tuple[Rule, ...]:
    """Those rules of a form that compare it with another one; they stand behind its own."""
    return tuple(takewhile(foreign, reversed(form.rules)))[::-1]


@dataclass(frozen=True, slots=True)
class Across:
    """What the rules of a form compare: its own fields, and those of other pemilihan."""

    own: frozenset[str]
    needed: Mapping[str, tuple[str, ...]]
    """Pemilihan → fields."""

    @classmethod
    def of(cls, form: FormDefinition) -> Across:
        """Go through the rules once; nothing is compared where the form has no cross rules."""
        names = dict.fromkeys(name for rule in cross_rules(form) for name in rule.comparison.fields)
        needed: dict[str, tuple[str, ...]] = {}
        for pemilihan, _, field in (name.partition(SEPARATOR) for name in names if SEPARATOR in name):
            needed[pemilihan] = (*needed.get(pemilihan, ()), field)
        return cls(frozenset(name for name in names if SEPARATOR not in name), needed)

    def values(self, own: Values, others: Mapping[str, Values]) -> dict[str, int | None]:
        """What the rules may know of the other forms of a TPS.

        All or nothing: as long as one number that is compared is not recorded here or there, none is given, for each
        would tell what is still to be typed (design.md §6).

        Args:
            own: recorded on the form itself.
            others: pemilihan → what is recorded on its form.
        """
        if not self.own <= own.keys():
            return {}
        return {
            f"{pemilihan}{SEPARATOR}{field}": others[pemilihan][field]
            for pemilihan, fields in self.needed.items()
            if set(fields) <= others.get(pemilihan, {}).keys()
            for field in fields
        }


def read_cross_rules(root: Node) -> Iterator[CrossRule]:
    """All rules of a file; a wrong key is refused with its path."""
    if root.at("schema").integer() != _SCHEMA:
        root.at("schema").fail(f"seharusnya {_SCHEMA}; program ini tidak mengenal susunan lain")
    for key, day in root.entries():
        if key not in {"schema", "note"}:
            yield from _of_day(day.only("year names rules"))


@cache
def _cross_rules() -> tuple[CrossRule, ...]:
    path = files("sirekap_desktop.resources") / "forms" / "pemilihan" / "cross-2024.json"
    return tuple(read_cross_rules(parse_json(path.read_text(encoding="utf-8"), path.name)))


def _of_day(day: Node) -> Iterator[CrossRule]:
    names = {pemilihan: item.text() for pemilihan, item in day.at("names").entries()}
    for item in day.at("rules").items():
        item.only("id on each at check wording severity source")
        for on in item.at("on").items():
            for each in item.at("each").items():
                yield CrossRule(day.at("year").integer(), on.text(), _rule(item, each.text(), names), names)


def _rule(item: Node, each: str, names: Mapping[str, str]) -> Rule:
    words = {"it": each}
    rule = Rule(
        id=item.at("id").text(),
        at=fill(item.at("at").text(), words),
        comparison=_comparison(item.at("check"), words),
        wording=item.at("wording").text(),
        severity=Severity(item.at("severity").choice(Severity.LIMIT, Severity.HINT)),
        source=item.at("source").text(),
    )
    unnamed = {name.partition(SEPARATOR)[0] for name in foreign(rule)} - names.keys()
    if unnamed or not foreign(rule):
        item.at("check").fail("seharusnya menyebut pemilihan lain yang ada dalam names")
    return rule


def _comparison(node: Node, words: Mapping[str, str]) -> Comparison:
    try:
        return parse(fill(node.text(), words))
    except ExpressionError as error:
        node.fail(str(error))


def _label(form: FormDefinition, name: str, names: Mapping[str, str]) -> str:
    """``PPWP I.A L``: the rows of I to III are numbered alike on all forms of a day."""
    pemilihan, _, field = name.partition(SEPARATOR)
    return f"{names[pemilihan]} {field_number(form.field(field))}"
