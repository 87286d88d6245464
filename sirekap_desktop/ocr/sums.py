"""Weighs candidate values with the form's printed sums, softly and exactly.

About one real form in ten breaks a sum (domain.md §2), so a sum that holds makes values likelier by a measured factor
and one that fails makes nothing impossible. The sums of a form are a tree once the numbers of an L/P/Jml row are taken
as one block, so the probabilities are computed exactly, by passing messages once up and once down that tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from sirekap_desktop.forms.model import FormDefinition, Rule, Severity
from sirekap_desktop.ocr.plane import Floats

Whole = NDArray[np.int64]

OTHER_COMPLETES = 0.025
"""Chance that a value outside the candidates completes a sum: a misread digit is one of about forty confusions.

So a number that its own sums contradict, and that was not quite clear, loses confidence."""
_LEAST = tuple(3e-4 * 2**step for step in range(12))
"""Candidates below the first of these count as *anything else*; where the work would be too much, below the next."""
_WORK = 300_000
"""Combinations of the numbers of one sum, all but one of its blocks, that are looked at at most."""
_TOTALS = 5_000
"""A single sum of many numbers has few distinct totals, however many combinations give them."""
_OTHER = 1 << 19
"""What *anything else* adds to a sum: more than any numbers can, and it stays whatever is added."""
_BITS = 21
_MOST_RULES = 3
"""Sums over the same blocks that fit into one whole number of 64 bits."""


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

    id: str
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
    return LinearRule(rule.id, fields, coefficients, constant) if side(probe) == expected else None


def factor(difference: Whole, weight: float) -> Floats:
    """How much likelier numbers are whose sum misses by ``difference``; ``_OTHER`` where one of them is not known."""
    unknown = 1.0 + (weight - 1.0) * OTHER_COMPLETES
    return np.where(difference == 0, weight, np.where(difference == _OTHER, unknown, 1.0))


def posterior(
    rules: Sequence[LinearRule],
    choices: Mapping[str, Choices],
    weights: Mapping[str, float],
    blocks: Mapping[str, str] | None = None,
) -> dict[str, Floats]:
    """Probabilities of each field's candidates after the sums have spoken.

    Args:
        rules: rules with a field outside ``choices`` say nothing.
        choices: the fields that were seen.
        weights: per id of a rule, how much likelier numbers are that satisfy it.
        blocks: name of the block that a field belongs to, here the row; by default each field stands alone.

    Returns:
        Per field (k + 1,), in the order of its choices, adding up to 1. Exact for the given candidates as far as
        :func:`tree` keeps all rules (it does for every form of the program).
    """
    spoken = [rule for rule in rules if all(name in choices for name in rule.fields)]
    rows = {name: (blocks or {}).get(name, name) for name in choices}
    bonds = tree(spoken, rows)
    for least in _LEAST:
        kept = {name: _keep(item, least) for name, item in choices.items()}
        if all(_work(bond, kept, rows) <= _WORK for bond in bonds):
            break
    network = _network(bonds, spoken, {name: _trimmed(choices[name], kept[name]) for name in choices}, rows, weights)
    after = {name: belief for block in network.blocks for name, belief in network.beliefs(block).items()}
    return {name: _spread(choices[name], kept[name], after[name]) for name in choices}


def tree(rules: Sequence[LinearRule], rows: Mapping[str, str]) -> tuple[tuple[LinearRule, ...], ...]:
    """Rules between blocks, those over the same blocks together; a rule that would close a loop says nothing.

    Args:
        rules: the sums.
        rows: the block of every field.
    """
    together: dict[frozenset[str], list[LinearRule]] = {}
    for rule in rules:
        together.setdefault(frozenset(rows[name] for name in rule.fields), []).append(rule)
    joined: dict[str, frozenset[str]] = {}
    kept: list[tuple[LinearRule, ...]] = []
    for scope, group in together.items():
        parts = [joined.get(block, frozenset({block})) for block in scope]
        if len(scope) == 1 or len(set(parts)) < len(parts):
            continue
        kept.append(tuple(group[:_MOST_RULES]))
        whole = frozenset().union(*parts)
        joined |= dict.fromkeys(whole, whole)
    return tuple(kept)


# --- candidates -----------------------------------------------------------------------------------------------------


def _keep(choices: Choices, least: float) -> NDArray[np.bool_]:
    """Candidates that are looked at one by one; the likeliest is always one of them."""
    shares = choices.probability[:-1]
    kept = shares >= least
    if len(shares):
        kept[shares.argmax()] = True
    return np.asarray(kept)


def _work(bond: Sequence[LinearRule], kept: Mapping[str, NDArray[np.bool_]], rows: Mapping[str, str]) -> float:
    """How many combinations the last block of a bond meets, at most."""
    sizes = dict.fromkeys((rows[name] for rule in bond for name in rule.fields), 1.0)
    for name, block in rows.items():
        if block in sizes:
            sizes[block] *= 1.0 + float(kept[name].sum())
    least, *others = sorted(sizes.values())
    combinations = float(np.prod(others))
    return combinations if len(bond) > 1 else min(combinations, _TOTALS * least)


def _trimmed(choices: Choices, kept: NDArray[np.bool_]) -> Choices:
    shares = choices.probability[:-1][kept]
    other = max(float(choices.probability.sum() - shares.sum()), 1e-12)
    return Choices(choices.values[kept], np.append(shares, other))


def _spread(choices: Choices, kept: NDArray[np.bool_], after: Floats) -> Floats:
    """Give *anything else* back to the candidates that were counted there, as they shared it before."""
    before = choices.probability.copy()
    before[:-1][kept] = 0.0
    result = before * (after[-1] / max(float(before.sum()), 1e-12))
    result[:-1][kept] = after[:-1]
    return np.asarray(result / result.sum())


# --- messages -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Block:
    """Fields whose candidates are weighed together: every combination is a state."""

    names: tuple[str, ...]
    choices: tuple[Choices, ...]

    @cached_property
    def places(self) -> dict[str, Whole]:
        """Per field, which of its choices each state takes; the last means anything else."""
        grids = np.indices([len(item.probability) for item in self.choices]).reshape(len(self.names), -1)
        return dict(zip(self.names, grids, strict=True))

    @cached_property
    def prior(self) -> Floats:
        shares = (item.probability[self.places[name]] for name, item in zip(self.names, self.choices, strict=True))
        return np.asarray(reduce(np.multiply, shares))

    def adds(self, rule: LinearRule) -> Whole:
        """What each state adds to a rule, (states,)."""
        total = np.zeros(len(self.prior), np.int64)
        for coefficient, name in zip(rule.coefficients, rule.fields, strict=True):
            if name in self.names:
                values = np.append(self.choices[self.names.index(name)].values * coefficient, _OTHER).astype(np.int64)
                total = _saturated(total, values[self.places[name]])
        return total

    def marginals(self, weights: Floats) -> dict[str, Floats]:
        """Per field the probability of each of its choices."""
        lengths = [len(item.probability) for item in self.choices]
        counted = [
            np.bincount(self.places[name], weights, length) for name, length in zip(self.names, lengths, strict=True)
        ]
        return {name: item / item.sum() for name, item in zip(self.names, counted, strict=True)}


def _saturated(left: Whole, right: Whole) -> Whole:
    total = left + right
    return np.where(total > _OTHER // 2, _OTHER, total)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Weighted values of the sums of one bond: what the blocks added so far may come to."""

    totals: Whole
    """(n, rules)"""
    shares: Floats
    """(n,)"""

    def with_block(self, adds: Whole, weights: Floats) -> _Sums:
        """Add every state of a block; equal totals fall together."""
        totals = _saturated(self.totals[:, None, :], adds[None, :, :]).reshape(-1, adds.shape[1])
        shares = (self.shares[:, None] * weights[None, :]).ravel()
        steps = 1 << (_BITS * np.arange(adds.shape[1], dtype=np.int64))
        _, first, where = np.unique((totals + _OTHER) @ steps, return_index=True, return_inverse=True)
        return _Sums(totals[first], np.asarray(np.bincount(where.ravel(), shares), np.float64))


@dataclass(frozen=True)
class _Network:
    """Blocks and bonds between them, without loops."""

    blocks: Mapping[str, _Block]
    own: Mapping[str, Floats]
    """Per block the weight of its states by its candidates and the sums within it."""
    bonds: tuple[tuple[LinearRule, ...], ...]
    reach: tuple[tuple[str, ...], ...]
    """Blocks of each bond."""
    weights: Mapping[str, float]

    def beliefs(self, block: str) -> dict[str, Floats]:
        return self.blocks[block].marginals(self.leaving(block, None))

    def leaving(self, block: str, bond: int | None) -> Floats:
        """Weight of a block's states by all that is known on this side of a bond; by everything without one."""
        weight = self.own[block]
        for index in self._around(block):
            if index != bond:
                weight = weight * self.arriving(index, block)
        return np.asarray(weight / weight.sum(), dtype=np.float64)

    def _around(self, block: str) -> Iterator[int]:
        return (index for index, blocks in enumerate(self.reach) if block in blocks)

    @cached_property
    def _known(self) -> dict[tuple[int, str], Floats]:
        return {}

    def arriving(self, bond: int, block: str) -> Floats:
        """How much likelier each state of a block is by the numbers beyond a bond, (states,)."""
        if (bond, block) not in self._known:
            rules = self.bonds[bond]
            sums = _Sums(np.array([[rule.constant for rule in rules]], np.int64), np.ones(1))
            for other in self.reach[bond]:
                if other != block:
                    adds = np.stack([self.blocks[other].adds(rule) for rule in rules], axis=1)
                    sums = sums.with_block(adds, self.leaving(other, bond))
            self._known[bond, block] = self._answer(sums, rules, self.blocks[block])
        return self._known[bond, block]

    def _answer(self, sums: _Sums, rules: Sequence[LinearRule], block: _Block) -> Floats:
        """Σ share × Π factor per state of a block; totals that no state completes are counted together first."""
        columns, factors, places = [], [], []
        for index, rule in enumerate(rules):
            own, place = np.unique(block.adds(rule), return_inverse=True)
            column, kinds = _kinds(sums.totals[:, index], own)
            columns.append(column)
            factors.append(factor(_saturated(kinds[:, None], own[None, :]), self.weights[rule.id]))
            places.append(place.ravel())
        counted = np.zeros([len(item) for item in factors])
        np.add.at(counted, tuple(columns), sums.shares)
        for matrix in factors:
            counted = np.tensordot(counted, matrix, axes=(0, 0))
        return np.asarray(counted[tuple(places)], dtype=np.float64)


def _kinds(totals: Whole, own: Whole) -> tuple[Whole, Whole]:
    """What a total is for states that add ``own``: completed by one of them, missed by all, or not known."""
    wanted = np.sort(-own[own != _OTHER])
    kinds = np.concatenate((wanted, [_OTHER, _OTHER // 4]))  # the last is far from being completed by anything
    if not len(wanted):
        return np.where(totals == _OTHER, 0, 1), kinds
    place = np.minimum(np.searchsorted(wanted, totals), len(wanted) - 1)
    column = np.where(wanted[place] == totals, place, len(wanted) + 1)
    return np.where(totals == _OTHER, len(wanted), column), kinds


def _network(
    bonds: tuple[tuple[LinearRule, ...], ...],
    rules: Sequence[LinearRule],
    choices: Mapping[str, Choices],
    rows: Mapping[str, str],
    weights: Mapping[str, float],
) -> _Network:
    members: dict[str, list[str]] = {}
    for name, row in rows.items():
        members.setdefault(row, []).append(name)
    blocks = {row: _Block(tuple(names), tuple(choices[name] for name in names)) for row, names in members.items()}
    own = {row: block.prior for row, block in blocks.items()}
    for rule in rules:
        scope = {rows[name] for name in rule.fields}
        if len(scope) == 1:
            row = scope.pop()
            own[row] = own[row] * factor(blocks[row].adds(rule) + rule.constant, weights[rule.id])
    reach = tuple(tuple(dict.fromkeys(rows[name] for rule in bond for name in rule.fields)) for bond in bonds)
    return _Network(blocks, own, bonds, reach, weights)
