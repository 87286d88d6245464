"""S3: L and P of a row the wrong way round: with both exchanged, every relation that they broke holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sirekap_desktop.forms.expression import Comparison
from sirekap_desktop.forms.model import FormDefinition, Part
from sirekap_desktop.forms.slips.records import Figures, Slip, SlipKind

_SURE, _LIKELY = 0.9, 0.6
"""With two or more relations mended, with one."""


_Relation = tuple[Comparison, frozenset[str]]
"""A relation and the names it needs."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with L and P, and the relations that tell the two apart."""

    name: str
    l: str  # noqa: E741 - L and P are what the form calls them
    p: str
    rules: tuple[_Relation, ...]


def swapped(form: FormDefinition, figures: Sequence[Figures]) -> Iterator[Slip]:
    """Rows whose L and P, exchanged, mend what they break."""
    rows = _rows(form)
    for one in figures:
        known = _known(one)
        for row in rows:
            if mended := _mended(row, known):
                yield Slip(
                    kind=SlipKind.SWAPPED, form=form.id, tps=one.tps, at=row.name, fields=(row.l, row.p),
                    likelihood=_SURE if mended > 1 else _LIKELY, left=one.values[row.l] or 0,
                    right=one.values[row.p] or 0, detail=(row.name,),
                )  # fmt: skip


def _rows(form: FormDefinition) -> tuple[_Row, ...]:
    parts = {(field.row, field.part): field.name for field in form.fields}
    pairs = [(row, name, parts[row, Part.P]) for (row, part), name in parts.items() if part is Part.L]
    return tuple(_Row(row, left, right, _telling(form, left, right)) for row, left, right in pairs)


def _telling(form: FormDefinition, left: str, right: str) -> tuple[_Relation, ...]:
    """L + P = Jml holds either way, so it tells nothing."""
    relations = ((rule.comparison, frozenset(rule.comparison.fields)) for rule in form.rules)
    return tuple((comparison, names) for comparison, names in relations if len({left, right} & names) == 1)


def _known(one: Figures) -> dict[str, int]:
    known = {name: value for name, value in one.values.items() if value is not None}
    if one.dpt is not None:
        known |= {"dpt_l": one.dpt[0], "dpt_p": one.dpt[1]}
    return {**one.externals, **known}


def _mended(row: _Row, known: Mapping[str, int]) -> int:
    """How many broken relations hold once L and P are exchanged; 0 unless all do."""
    left, right = known.get(row.l), known.get(row.p)
    if left is None or right is None or left == right:
        return 0
    rules = [comparison for comparison, names in row.rules if names <= known.keys()]
    broken = _broken(rules, known)
    if not broken or _broken(rules, {**known, row.l: right, row.p: left}):
        return 0
    return broken


def _broken(comparisons: Sequence[Comparison], known: Mapping[str, int]) -> int:
    return sum(not one.holds(*one.evaluate(known)) for one in comparisons)
