"""Applies a form's rules to values and puts the result into words; nothing here ever blocks a value.

One check per rule and place. Where a rule speaks about one row (R1) ``at`` is the row, where it speaks about one
column of a row (R2, R9, R17) or one number (R12) it is the field, and ``""`` where it stands once (R3, R4, R6,
R7a, R7b, R8, R11). Domain rule R10 (more users than DPT) is not here: DPTb and DPK voters make it true paper,
so it says nothing. R13 and R16 compare evidence or recaps and belong to reading and recap; R14 and R15 compare the
forms of one TPS and are added by :mod:`sirekap_desktop.forms.cross_rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sirekap_desktop.forms.model import Field, FormDefinition, Part, Rule, Severity
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.forms.reading import Check

_PART_NAMES = {Part.L: "L", Part.P: "P", Part.J: "Jml", Part.ONLY: ""}


@dataclass(frozen=True, slots=True)
class RuleText:
    """A check in words: ``II.1 = II.2 + II.3 + II.4`` and ``127 ≠ 102 + 0 + 24``."""

    rule: str
    formula: str
    numbers: str
    """Both sides in numbers with the sign that is true; empty while a number is missing."""
    difference: int | None
    """Left minus right."""
    severity: Severity
    wording: str
    source: str


def check_rules(form: FormDefinition, values: Mapping[str, int | None]) -> tuple[Check, ...]:
    """Apply every rule of the form.

    Args:
        form: the expanded form.
        values: field name to value; absent (not recorded) and ``None`` (empty) both leave a rule open.
            Names of ``form.externals`` (``dpt_l``, ``dpt_p``) may be given as well.

    Returns:
        One check per rule and place, in the order of the form file; ``left`` is the side written first in the
        rule. ``ok``, ``left`` and ``right`` are ``None`` while a needed number is missing.
    """
    known = {name: value for name, value in values.items() if value is not None}
    on_paper = frozenset(field.name for field in form.fields)
    return tuple(_check(rule, known, on_paper) for rule in form.rules)


def broken(form: FormDefinition, values: Mapping[str, int | None]) -> tuple[Check, ...]:
    """Only the checks that do not hold."""
    return tuple(check for check in check_rules(form, values) if check.ok is False)


def _check(rule: Rule, known: Mapping[str, int], on_paper: frozenset[str]) -> Check:
    names = rule.comparison.fields
    fields = tuple(name for name in names if name in on_paper)
    if any(name not in known for name in names):
        return Check(rule.id, rule.at, fields, ok=None, left=None, right=None)
    left, right = rule.comparison.evaluate(known)
    return Check(rule.id, rule.at, fields, rule.comparison.holds(left, right), left, right)


def rule_of(form: FormDefinition, check: Check) -> Rule:
    """The rule that a check came from; raises KeyError if the form has no such rule."""
    for rule in form.rules:
        if (rule.id, rule.at) == (check.rule, check.at):
            return rule
    raise KeyError((check.rule, check.at))


def explain(form: FormDefinition, check: Check, values: Mapping[str, int | None] | None = None) -> RuleText:
    """Put a check into words.

    Args:
        form: the form that the check came from.
        check: a result of :func:`check_rules`.
        values: the values it was computed from; with them each term is shown, without them only both sides.
    """
    rule = rule_of(form, check)
    difference = None if check.left is None or check.right is None else check.left - check.right
    return RuleText(
        rule=rule.id,
        formula=rule_formula(form, rule),
        numbers=_numbers(rule, check, values or {}),
        difference=difference,
        severity=rule.severity,
        wording=rule.wording,
        source=rule.source,
    )


def _numbers(rule: Rule, check: Check, values: Mapping[str, int | None]) -> str:
    if check.left is None or check.right is None:
        return ""
    known = {name: value for name, value in values.items() if value is not None}
    if all(name in known for name in rule.comparison.fields):
        return rule.comparison.in_numbers(known)
    sign = rule.comparison.sign(check.left, check.right)
    return f"{format_count(check.left)} {sign} {format_count(check.right)}"


def rule_formula(form: FormDefinition, rule: Rule) -> str:
    """Terms named as briefly as they stay clear: ``I.A: L + P = Jml``, ``I.B.1 ≤ I.A (L)``, ``I.B.4 Jml = II.2``.

    Across forms both are named: ``PPWP I.A L = DPR I.A L``.
    """
    externals = dict(form.externals)
    fields = {field.name: field for field in form.fields}
    used = [fields[name] for name in rule.comparison.fields if name in fields]
    whole = len(used) == len(rule.comparison.fields)
    if whole and len(used) > 1 and len({field.row for field in used}) == 1:
        return f"{used[0].number}: {rule.comparison.formula(lambda name: _PART_NAMES[fields[name].part])}"
    if whole and len(used) > 1 and len({field.part for field in used}) == 1:
        part = _PART_NAMES[used[0].part]
        formula = rule.comparison.formula(lambda name: fields[name].number)
        return f"{formula} ({part})" if part else formula
    own = f"{form.short_name} " if any("." in name for name in rule.comparison.fields) else ""
    return rule.comparison.formula(lambda name: externals.get(name) or f"{own}{field_number(fields[name])}")


def field_number(field: Field) -> str:
    """How people call a field: ``I.B.4 Jml``, ``II.2``."""
    return f"{field.number} {_PART_NAMES[field.part]}".strip()
