"""S1: two TPS with identical figures, found by grouping on what is compared, never pair by pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.slips.records import Block, Figures, Slip, SlipKind, blocks, vote_fields

VOTERS = ("pemilih_dpt_l", "pemilih_dpt_p", "pengguna_dpt_l", "pengguna_dpt_p")
"""Four numbers that no two TPS of a kecamatan have in common by chance (docs/slips.md)."""
INVALID = "suara_tidak_sah"

_LEAST_VOTES = 20
"""Fewer votes coincide by chance."""
_SLACK = 5
"""So many votes more or less than voters are miscounted, not copied."""
_LEAST_WEIGHT = 12
"""Bits of a block (docs/slips.md)."""
_BOTH, _VOTERS_ONLY, _VOTES, _VOTES_ONLY, _BLOCK = 0.99, 0.95, 0.9, 0.5, 0.8

Key = tuple[int, ...]


def same_figures(form: FormDefinition, figures: Sequence[Figures]) -> Iterator[Slip]:
    """Votes and tidak sah, the voters, or the block of a party, equal in two TPS of the kecamatan."""
    votes = (*vote_fields(form), INVALID)
    found: set[tuple[str, str]] = set()
    for first, second in _equal(figures, lambda one: _votes(one, votes)):
        found.add((first.tps, second.tps))
        yield _slip(form, first, second, "suara", votes, _likelihood(first, second))
    for first, second in _equal(figures, _voters):
        if (first.tps, second.tps) not in found:
            found.add((first.tps, second.tps))
            yield _slip(form, first, second, "pemilih", VOTERS, _VOTERS_ONLY)
    yield from _same_blocks(form, figures, found)


def _same_blocks(form: FormDefinition, figures: Sequence[Figures], found: set[tuple[str, str]]) -> Iterator[Slip]:
    """One page of a party in two TPS; only where neither the votes nor the voters as a whole are equal."""
    for block in blocks(form):
        if len(block.fields) == 1:
            continue
        for first, second in _equal(figures, _of_block(block)):
            if (first.tps, second.tps) not in found:
                yield _slip(form, first, second, f"partai_{block.number:02d}", block.fields, _BLOCK)


def _equal(figures: Sequence[Figures], key: Callable[[Figures], Key | None]) -> Iterator[tuple[Figures, Figures]]:
    """Neighbours in each group of TPS with the same key, in the order given."""
    groups: dict[Key, list[Figures]] = {}
    for one in figures:
        value = key(one)
        if value is not None:
            groups.setdefault(value, []).append(one)
    for group in groups.values():
        yield from pairwise(group)


def _votes(one: Figures, names: Sequence[str]) -> Key | None:
    numbers = one.numbers(names)
    return numbers if numbers is not None and sum(numbers[:-1]) >= _LEAST_VOTES else None


def _voters(one: Figures) -> Key | None:
    numbers = one.numbers(VOTERS)
    return numbers if numbers is not None and all(numbers) else None


def _of_block(block: Block) -> Callable[[Figures], Key | None]:
    def key(one: Figures) -> Key | None:
        numbers = one.numbers(block.fields)
        return numbers if numbers is not None and _weight(numbers) >= _LEAST_WEIGHT else None

    return key


def _weight(numbers: Key) -> int:
    """How much a block says: bits of its numbers; many calon with one vote each say little."""
    return sum(number.bit_length() for number in numbers)


def _likelihood(first: Figures, second: Figures) -> float:
    """Of equal votes: other voters make a chance likelier, unless the votes do not fit the voters of one of them."""
    one, two = _voters(first), _voters(second)
    if one is not None and one == two:
        return _BOTH
    whole = one is not None and two is not None and not _torn(first) and not _torn(second)
    return _VOTES_ONLY if whole else _VOTES


def _slip(
    form: FormDefinition, first: Figures, second: Figures, what: str, names: Sequence[str], likelihood: float
) -> Slip:
    """The TPS whose own sums do not hold is looked at first, else the later one."""
    here, there = (first, second) if _torn(first) and not _torn(second) else (second, first)
    return Slip(
        kind=SlipKind.SAME, form=form.id, tps=here.tps, at=f"{what}@{there.tps}", fields=tuple(names),
        likelihood=likelihood, left=here.mark(names), right=there.mark(names), partner=there.tps, detail=(what,),
    )  # fmt: skip


def _torn(one: Figures) -> bool:
    """Whether votes and voters of a TPS are far from fitting each other, as when a page came from elsewhere."""
    votes, voters = one.values.get("suara_total"), one.values.get("pengguna_total_j")
    return votes is None or voters is None or abs(votes - voters) > _SLACK
