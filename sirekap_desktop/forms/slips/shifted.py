"""S2: a block of votes at the place of its neighbour on the ballot.

What a contestant should have at a TPS is taken from the other TPS of the desa (and a little from the kecamatan). A
pair of neighbours is told when both places together fit that far better the other way round, or, where one place has
no votes at all, when the votes of the other place fit its neighbour far better. Votes are compared on the scale of
their square roots, where chance is about equally large for few and for many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.slips.records import Block, Figures, Slip, SlipKind, blocks

_LEAST_OTHERS = 3
"""Other TPS of the kecamatan that must be recorded before anything is expected of one."""
_KECAMATAN_WEIGHT = 1.0
"""TPS of the desa that the kecamatan counts for."""
_LEAST_GAIN, _LEAST_GAIN_SINGLE = 18.0, 60.0
"""How much better the other way round, where contestants have lists of numbers, and where each has a single one: with
a single one a TPS that votes unlike its desa looks much like a slip (docs/slips.md)."""
_LEAST_TOTALS_GAIN = 4.0
"""A cheap look at the sums first: whole blocks are only compared where these point the same way."""
_LEAST_VOTES = 8
"""Fewer votes at the wrong place are told by nobody."""
_LIKELY, _SURE, _SURE_GAIN = 0.6, 0.85, 60.0

Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Tps:
    figures: Figures
    votes: tuple[tuple[int, ...], ...]
    """Per block, padded to the longest."""
    total: int


def shifted(form: FormDefinition, figures: Sequence[Figures]) -> Iterator[Slip]:
    """Neighbours whose votes stand at each other's place, or at the other's place with nothing at their own."""
    ballot = blocks(form)
    width = max((len(block.fields) for block in ballot), default=0)
    read = [tps for one in figures if (tps := _read(one, ballot, width)) is not None]
    if len(read) <= _LEAST_OTHERS:
        return
    everywhere = _Sum.of(read)
    by_desa: dict[str, list[_Tps]] = {}
    for tps in read:
        by_desa.setdefault(tps.figures.desa, []).append(tps)
    for group in by_desa.values():
        desa = _Sum.of(group)
        for tps in group:
            for at, gain in _gains(tps, desa, everywhere):
                yield _slip(form, tps, ballot[at], ballot[at + 1], gain)


def _read(one: Figures, ballot: Sequence[Block], width: int) -> _Tps | None:
    votes = []
    for block in ballot:
        numbers = one.numbers(block.fields)
        if numbers is None:
            return None
        votes.append(numbers + (0,) * (width - len(numbers)))
    total = sum(map(sum, votes))
    return _Tps(one, tuple(votes), total) if total else None


@dataclass(frozen=True, slots=True)
class _Sum:
    """Votes of several TPS added."""

    blocks: tuple[tuple[int, ...], ...]
    totals: tuple[int, ...]
    votes: int
    tps: int

    @classmethod
    def of(cls, group: Sequence[_Tps]) -> _Sum:
        added = tuple(
            tuple(map(sum, zip(*members, strict=True))) for members in zip(*(tps.votes for tps in group), strict=True)
        )
        return cls(added, tuple(map(sum, added)), sum(tps.total for tps in group), len(group))


def _gains(tps: _Tps, desa: _Sum, everywhere: _Sum) -> Iterator[tuple[int, float]]:
    """Index of the first of two neighbours that fit each other's place, and by how much."""
    scale = _Scale(tps, desa, everywhere)
    totals = tuple(map(sum, tps.votes))
    expected = [scale.expect(at, desa.totals, everywhere.totals, totals) for at in range(len(totals))]
    for at, (one, two) in enumerate(pairwise(totals)):
        if max(one, two) < _LEAST_VOTES:
            continue
        if _gain((one,), (two,), (expected[at],), (expected[at + 1],)) < _LEAST_TOTALS_GAIN:
            continue
        left, right = tps.votes[at], tps.votes[at + 1]
        gain = _gain(left, right, scale.block(at), scale.block(at + 1))
        if gain >= (_LEAST_GAIN if len(left) > 1 else _LEAST_GAIN_SINGLE):
            yield at, gain


@dataclass(frozen=True, slots=True)
class _Scale:
    """What a TPS should have, from the others."""

    tps: _Tps
    desa: _Sum
    everywhere: _Sum

    def expect(self, at: int, desa: Sequence[int], everywhere: Sequence[int], own: Sequence[int]) -> float:
        """Votes at index ``at``: its share among the others, of all votes of this TPS."""
        total = self.tps.total
        rest = self.everywhere.votes - total
        share = (everywhere[at] - own[at]) / rest if rest else 0.0
        prior = share * self.everywhere.votes / self.everywhere.tps * _KECAMATAN_WEIGHT
        base = self.everywhere.votes / self.everywhere.tps * _KECAMATAN_WEIGHT + self.desa.votes - total
        return total * (prior + desa[at] - own[at]) / base

    def block(self, at: int) -> Numbers:
        votes, desa, everywhere = self.tps.votes[at], self.desa.blocks[at], self.everywhere.blocks[at]
        return tuple(self.expect(n, desa, everywhere, votes) for n in range(len(votes)))


def _gain(left: Sequence[int], right: Sequence[int], expect_left: Numbers, expect_right: Numbers) -> float:
    """How much better the votes of two neighbours fit the other way round."""
    straight = _misfit(left, expect_left) + _misfit(right, expect_right)
    turned = _misfit(left, expect_right) + _misfit(right, expect_left)
    if not any(left):
        turned = min(turned, _misfit(right, expect_left))
    if not any(right):
        turned = min(turned, _misfit(left, expect_right))
    return straight - turned


def _misfit(votes: Sequence[int], expected: Numbers) -> float:
    return sum((sqrt(count + 0.375) - sqrt(mean + 0.375)) ** 2 for count, mean in zip(votes, expected, strict=True))


def _slip(form: FormDefinition, tps: _Tps, first: Block, second: Block, gain: float) -> Slip:
    fields = (*first.fields, *second.fields)
    here = tps.figures
    return Slip(
        kind=SlipKind.SHIFTED, form=form.id, tps=here.tps, at=f"{first.total}+{second.total}", fields=fields,
        likelihood=_SURE if gain >= _SURE_GAIN else _LIKELY, left=here.mark(first.fields),
        right=here.mark(second.fields), detail=(first.total, second.total),
    )  # fmt: skip
