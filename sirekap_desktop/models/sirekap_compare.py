"""Recorded figures beside those of Sirekap; pure, no database.

Blind means blind (design.md §6): of a field without an entry that holds nothing is said, not even whether Sirekap
differs, nor whether a sum of Sirekap's holds in which such a field stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sirekap_desktop.forms.model import FormDefinition, Severity
from sirekap_desktop.forms.reading import Check
from sirekap_desktop.forms.rules import broken, rule_of

R7 = "R7"
"""The form compares both with the ballots that were used, which Sirekap does not publish: here they meet directly."""
VOTERS_AND_VOTES = ("pengguna_total_j", "suara_total")

Recorded = Mapping[str, int | None]
"""Values by field; ``None`` is empty on the paper."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A recorded field for which Sirekap says something else."""

    tps: str
    field: str
    recorded: int | None
    sirekap: int

    @property
    def difference(self) -> int:
        """Sirekap minus recorded; what is empty on the paper counts as 0."""
        return self.sirekap - (self.recorded or 0)


@dataclass(frozen=True, slots=True)
class BrokenSum:
    """A sum of the form that does not hold among Sirekap's own figures."""

    tps: str
    check: Check


@dataclass(frozen=True, slots=True)
class Comparison:
    """One ballot, recorded and Sirekap."""

    fields: int = 0
    """Figures that could be compared."""
    tps: int = 0
    """TPS with at least one of them."""
    differences: tuple[Difference, ...] = ()
    broken: tuple[BrokenSum, ...] = ()
    absent: tuple[str, ...] = ()
    """TPS of the workspace that Sirekap has no figure of."""
    foreign: tuple[str, ...] = ()
    """TPS that Sirekap has and the workspace has not."""
    waiting: tuple[str, ...] = ()
    """TPS with figures of Sirekap whose own are not all recorded yet: more may follow."""

    @property
    def differing_tps(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.tps for one in self.differences))


def differs(recorded: int | None, sirekap: int) -> bool:
    """An empty field counts as 0 in every total, and Sirekap knows no empty one."""
    return (recorded or 0) != sirekap


def differences(tps: str, recorded: Recorded, sirekap: Mapping[str, int]) -> Iterator[Difference]:
    """Of one TPS, in the order in which Sirekap's figures are given."""
    for field, value in sirekap.items():
        if field in recorded and differs(recorded[field], value):
            yield Difference(tps, field, recorded[field], value)


def compare(
    form: FormDefinition,
    codes: Iterable[str],
    recorded: Mapping[str, Recorded],
    sirekap: Mapping[str, Mapping[str, int]],
) -> Comparison:
    """Every TPS of a ballot.

    Args:
        form: of the ballot.
        codes: of its TPS, in the order of the recap.
        recorded: by TPS, only fields whose entry holds.
        sirekap: by TPS of this ballot, those that the workspace does not have too.
    """
    codes = tuple(codes)
    order = {field.name: number for number, field in enumerate(form.fields)}
    beside = {code: _in_order(sirekap[code], order) for code in codes if sirekap.get(code)}
    shared = {code: beside[code].keys() & recorded.get(code, {}).keys() for code in beside}
    return Comparison(
        fields=sum(map(len, shared.values())),
        tps=sum(map(bool, shared.values())),
        differences=tuple(one for code in beside for one in differences(code, recorded.get(code, {}), beside[code])),
        broken=tuple(BrokenSum(code, one) for code in beside for one in _broken(form, beside[code], shared[code])),
        absent=tuple(code for code in codes if code not in beside) if sirekap else (),
        foreign=tuple(sorted(sirekap.keys() - set(codes))),
        waiting=tuple(code for code in beside if len(recorded.get(code, {})) < len(order)),
    )


def _in_order(figures: Mapping[str, int], order: Mapping[str, int]) -> dict[str, int]:
    """In the order of the form; figures of fields that this version does not have are left out."""
    return {name: figures[name] for name in sorted(figures.keys() & order.keys(), key=order.__getitem__)}


def _broken(form: FormDefinition, figures: Mapping[str, int], shown: Iterable[str]) -> Iterator[Check]:
    known = {name: figures[name] for name in shown}
    for check in broken(form, known):
        if rule_of(form, check).severity is Severity.SUM:
            yield check
    left, right = (known.get(name) for name in VOTERS_AND_VOTES)
    if left is not None and right is not None and left != right:
        yield Check(R7, "", VOTERS_AND_VOTES, ok=False, left=left, right=right)
