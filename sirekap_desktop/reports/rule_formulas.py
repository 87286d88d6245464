"""The rules of a form as formulas of a spreadsheet program: every TPS column checks itself while it is filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from sirekap_desktop.forms.expression import CeilDivision, Expression, Name, Number, Product, Sum
from sirekap_desktop.forms.model import FormDefinition, Rule, Severity
from sirekap_desktop.forms.reading import Check
from sirekap_desktop.forms.rules import explain

FITS, BROKEN, HINT = "cocok", "beda", "periksa"
"""Words of a check: a relation holds, a sum or limit is broken, a hint asks to look."""
_OPPOSITE = {"=": "<>", "<=": ">", ">=": "<"}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A row of checks: one rule at one place, or a rule that says the same of every single number."""

    key: str
    """``R1@pemilih_dpt``, ``R12@*``."""
    text: str
    """The relation in the form's own numbers, and its official wording."""
    rules: tuple[Rule, ...]

    @property
    def word(self) -> str:
        return HINT if self.rules[0].severity is Severity.HINT else BROKEN


def rule_lines(form: FormDefinition, known: Iterable[str]) -> tuple[RuleLine, ...]:
    """The rules whose numbers all stand in the workbook, in the order of the form file.

    Args:
        form: the expanded form.
        known: names of fields and other values that the workbook holds.
    """
    names = frozenset(known)
    usable = [rule for rule in form.rules if names.issuperset(rule.comparison.fields)]
    return tuple(line for key, found in groupby(usable, _bundle) for line in _lines(form, key, tuple(found)))


def _bundle(rule: Rule) -> tuple[str, str, str] | None:
    """Rules that compare one number each with the same limit go into one row."""
    comparison = rule.comparison
    if not isinstance(comparison.left, Name) or any(comparison.right.names()):
        return None
    return rule.id, comparison.op, str(comparison.right.evaluate({}))


def _lines(form: FormDefinition, key: tuple[str, str, str] | None, rules: tuple[Rule, ...]) -> Iterator[RuleLine]:
    if key is not None and len(rules) > 1:
        sign = {"=": "=", "<=": "≤", ">=": "≥"}[key[1]]
        yield RuleLine(f"{key[0]}@*", f"setiap isian {sign} {key[2]} · {rules[0].wording}", rules)
        return
    for rule in rules:
        formula = explain(form, Check(rule.id, rule.at, (), ok=None, left=None, right=None)).formula
        yield RuleLine(f"{rule.id}@{rule.at}", f"{formula} · {rule.wording}", (rule,))


class Cells:
    """Where the numbers of one column stand."""

    def __init__(self, rows: Mapping[str, int], column: int) -> None:
        self._rows = rows
        self._column = column
        self._order = {row: at for at, row in enumerate(sorted(rows.values()))}

    def one(self, name: str) -> str:
        return str(xl_rowcol_to_cell(self._rows[name], self._column))

    def ranges(self, names: Iterable[str]) -> list[str]:
        """The cells of ``names`` as few ranges; headings between two numbers of a range hold no number."""
        rows = sorted({self._rows[name] for name in names})
        runs = groupby(enumerate(rows), key=lambda item: self._order[item[1]] - item[0])
        spans = ([row for _, row in run] for _, run in runs)
        return [str(xl_range(span[0], self._column, span[-1], self._column)) for span in spans]


def check_formula(line: RuleLine, cells: Cells) -> str:
    """The formula of one check: empty while a number is missing, else ``cocok`` or ``beda`` and by how much."""
    if len(line.rules) > 1:
        return _limit_formula(line, cells)
    comparison = line.rules[0].comparison
    left, right = (_spreadsheet(side, cells) for side in (comparison.left, comparison.right))
    names = comparison.fields
    counted = ",".join(cells.ranges(names))
    difference = f'"{line.word} "&TEXT({left}-({right}),"+0;-0")'
    return f'=IF(COUNT({counted})<{len(names)},"",IF({left}{comparison.op}{right},"{FITS}",{difference}))'


def _limit_formula(line: RuleLine, cells: Cells) -> str:
    comparison = line.rules[0].comparison
    ranges = cells.ranges(name for rule in line.rules for name in rule.comparison.fields)
    limit = comparison.right.evaluate({})
    over = "+".join(f'COUNTIF({span},"{_OPPOSITE[comparison.op]}{limit}")' for span in ranges)
    return f'=IF(COUNT({",".join(ranges)})=0,"",IF({over}=0,"{FITS}","{line.word} "&({over})&" isian"))'


def check_word(line: RuleLine, values: Mapping[str, int | None]) -> str:
    """What :func:`check_formula` shows for these values."""
    if len(line.rules) > 1:
        return _limit_word(line, values)
    comparison = line.rules[0].comparison
    known = {name: value for name in comparison.fields if (value := values.get(name)) is not None}
    if len(known) < len(comparison.fields):
        return ""
    left, right = comparison.evaluate(known)
    return FITS if comparison.holds(left, right) else f"{line.word} {left - right:+d}"


def _limit_word(line: RuleLine, values: Mapping[str, int | None]) -> str:
    known = [(rule, value) for rule in line.rules if (value := values.get(rule.comparison.fields[0])) is not None]
    if not known:
        return ""
    limit = line.rules[0].comparison.right.evaluate({})
    over = sum(not rule.comparison.holds(value, limit) for rule, value in known)
    return f"{line.word} {over} isian" if over else FITS


def _spreadsheet(side: Expression, cells: Cells) -> str:
    if isinstance(side, Number):
        return str(side.value)
    if isinstance(side, Name):
        return cells.one(side.name)
    if isinstance(side, Sum):
        return _sum(side, cells)
    if isinstance(side, Product):
        return "*".join(f"({_spreadsheet(one, cells)})" for one in side.factors)
    if isinstance(side, CeilDivision):
        return f"ROUNDUP(({_spreadsheet(side.dividend, cells)})/{side.divisor},0)"
    raise TypeError(side)


def _sum(side: Sum, cells: Cells) -> str:
    plain = [term.name for sign, term in side.terms if sign > 0 and isinstance(term, Name)]
    if len(plain) == len(side.terms) and len(set(plain)) == len(plain):
        return f"SUM({','.join(cells.ranges(plain))})"
    return _signed(side.terms, lambda term: f"({_spreadsheet(term, cells)})")


def _signed(terms: Sequence[tuple[int, Expression]], write: Callable[[Expression], str]) -> str:
    first = True
    text = ""
    for sign, term in terms:
        text += ("" if first and sign > 0 else "+" if sign > 0 else "-") + write(term)
        first = False
    return f"({text})"
