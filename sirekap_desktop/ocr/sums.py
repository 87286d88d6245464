"""Weighs candidate values with the form's printed sums, softly: belief propagation over a handful of candidates.

About one real form in ten breaks a sum (domain.md §2), so a sum that holds makes values a modest factor likelier and
one that fails makes nothing impossible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sirekap_desktop.forms.model import FormDefinition, Rule, Severity
from sirekap_desktop.ocr.plane import Floats

_ROUNDS = 4
_OTHER_COMPLETES = 0.025
"""Chance that a value outside the candidates completes a sum: a misread digit is one of about forty confusions.

So a number that its own sums contradict, and that was not quite clear, loses confidence."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What one field may be, for the sums."""

    values: Floats
    """(k,) candidate values; a crossed or empty field stands as 0 at ``blank``."""
    probability: Floats
    """(k + 1,): of each value, and last of anything else."""
    blank: int | None = None
    """Index of the candidate that means: nothing or only crosses written."""


@dataclass(frozen=True, slots=True)
class LinearRule:
    """A rule as Σ coefficient × field + constant = 0."""

    fields: tuple[str, ...]
    coefficients: tuple[int, ...]
    constant: int


def linear_rules(form: FormDefinition) -> tuple[LinearRule, ...]:
    """The sums of a form: equations that are linear with whole coefficients; limits and hints weigh nothing."""
    names = frozenset(item.name for item in form.fields)
    found = (_linear(rule) for rule in form.rules if rule.severity is Severity.SUM and rule.comparison.op == "=")
    return tuple(rule for rule in found if rule and names.issuperset(rule.fields))


def _linear(rule: Rule) -> LinearRule | None:
    fields = tuple(dict.fromkeys(rule.comparison.fields))

    def side(values: Mapping[str, int]) -> int:
        left, right = rule.comparison.evaluate(values)
        return left - right

    zero = dict.fromkeys(fields, 0)
    constant = side(zero)
    coefficients = tuple(side({**zero, name: 1}) - constant for name in fields)
    probe = {name: 7 * index + 3 for index, name in enumerate(fields)}
    expected = constant + sum(c * probe[name] for name, c in zip(fields, coefficients, strict=True))
    return LinearRule(fields, coefficients, constant) if side(probe) == expected else None


def posterior(rules: Sequence[LinearRule], choices: Mapping[str, Choices], weight: float) -> dict[str, Floats]:
    """Probabilities of each field's candidates after the sums have spoken.

    Args:
        rules: rules with a field outside ``choices`` say nothing.
        choices: the fields that were seen.
        weight: how much likelier candidates are that satisfy a sum.

    Returns:
        Per field (k + 1,), in the order of its choices, adding up to 1.
    """
    rules = [rule for rule in rules if all(name in choices for name in rule.fields)]
    messages = {
        (index, name): np.ones(len(choices[name].probability))
        for index, rule in enumerate(rules)
        for name in rule.fields
    }
    beliefs = {name: item.probability.copy() for name, item in choices.items()}
    for _ in range(_ROUNDS if rules else 0):
        for index, rule in enumerate(rules):
            cavity = [_normal(beliefs[name] / messages[index, name]) for name in rule.fields]
            for place, name in enumerate(rule.fields):
                old = messages[index, name]
                new = _message(rule, place, choices, cavity, weight)
                messages[index, name] = np.sqrt(old * new)  # damped: the rules form loops
                beliefs[name] = _normal(beliefs[name] / old * messages[index, name])
    return {name: _normal(belief) for name, belief in beliefs.items()}


def _normal(weights: Floats) -> Floats:
    return weights / max(float(weights.sum()), 1e-300)


def _message(
    rule: LinearRule, place: int, choices: Mapping[str, Choices], cavity: Sequence[Floats], weight: float
) -> Floats:
    """1 for every candidate, more for those with which the others complete the sum."""
    sums, shares = np.array([float(rule.constant)]), np.ones(1)
    for index, name in enumerate(rule.fields):
        if index != place:
            sums, shares = _added(sums, shares, rule.coefficients[index] * choices[name].values, cavity[index][:-1])
    own = rule.coefficients[place] * choices[rule.fields[place]].values
    completed = (np.abs(sums[None, :] + own[:, None]) < 0.5) @ shares
    return np.append(1.0 + (weight - 1.0) * completed, 1.0 + (weight - 1.0) * _OTHER_COMPLETES)


def _added(sums: Floats, shares: Floats, values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    grid = (sums[:, None] + values[None, :]).ravel()
    product = (shares[:, None] * weights[None, :]).ravel()
    unique, where = np.unique(grid, return_inverse=True)
    return unique, np.asarray(np.bincount(where, weights=product), np.float64)
