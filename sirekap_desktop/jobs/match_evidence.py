"""What was read on a page, as evidence: for the TPS whose DPT it shows, and for the pages that its sums go on to.

Every number enters as a probability over values, never as its likeliest value alone. Pure functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from sirekap_desktop.forms.model import FormDefinition, Rule
from sirekap_desktop.forms.reading import FieldReading, FieldStatus
from sirekap_desktop.models.records import Tps
from sirekap_desktop.ocr.sums import LinearRule, linear_rules

Floats = npt.NDArray[np.float64]

VALUES = 1000
"""A field of three boxes holds 0 to 999."""
LARGEST = 640
"""A DPT L or P above this is a slip of the list (a TPS has at most 600 voters): as good as unknown."""
_MISREAD = 0.002
"""Share of numbers that are another one whatever their reading says; spread over all values."""
_OTHER_FIGURE = 0.01
"""Chance that a single figure on the paper is none that belongs to the others."""
_OTHER_LIST = 0.03
"""Chance that the DPT L, and as much that the DPT P, of the list is not the one that the TPS used."""
_SPREAD = 10.0
"""How near, in voters, the DPT of TPS that are not in the workspace lie to those that are."""
_ANYWHERE = 0.1
"""Share of them that may lie anywhere."""
_BROKEN = 0.1
"""Share of papers on which a sum across pages does not hold (7 % of the published records of 2024; a bit more)."""
_BY_CHANCE = 0.01
"""Chance that a sum across the pages of two TPS holds (0.7 to 0.9 % within the large kecamatan of NTB, 2024)."""
_RARE = 1e-5
_CLEAR = 0.99


@dataclass(frozen=True, slots=True)
class Figure:
    """A field that repeats what the list of voters says: ``per_l`` × DPT L + ``per_p`` × DPT P + ``constant``."""

    field: str
    per_l: int
    per_p: int
    constant: int

    def of(self, dpt_l: int, dpt_p: int) -> int:
        return self.per_l * dpt_l + self.per_p * dpt_p + self.constant


def figures(form: FormDefinition) -> tuple[Figure, ...]:
    """The fields that the form's rules compare with the DPT of the TPS, in the order of the rules."""
    names = {item.name for item in form.fields}
    found = (_figure(rule, names) for rule in form.rules)
    return tuple(item for item in found if item is not None)


def _figure(rule: Rule, names: set[str]) -> Figure | None:
    used = rule.comparison.fields
    written = [name for name in used if name in names]
    if rule.comparison.op != "=" or len(written) != 1 or not set(used) - names <= {"dpt_l", "dpt_p"}:
        return None
    if len(used) < 2:
        return None

    def missing(dpt_l: int, dpt_p: int) -> int:
        left, right = rule.comparison.evaluate({written[0]: 0, "dpt_l": dpt_l, "dpt_p": dpt_p})
        return right - left

    constant = missing(0, 0)
    return Figure(written[0], missing(1, 0) - constant, missing(0, 1) - constant, constant)


def is_clear(reading: FieldReading | None) -> bool:
    """Whether a number leaves no doubt that would have to be looked at."""
    if reading is None or reading.value is None or reading.problems:
        return False
    sure = reading.status is FieldStatus.CONFIRM and reading.confidence >= _CLEAR
    return reading.status is FieldStatus.PROVEN or sure


def belief(reading: FieldReading | None) -> Floats | None:
    """(VALUES,) probabilities of the number on the paper; None where nothing is known. An empty field counts as 0."""
    if reading is None or reading.status is FieldStatus.UNSEEN:
        return None
    shares = dict(reading.candidates)
    if reading.status is FieldStatus.EMPTY:
        shares = {0: reading.confidence}
    shares = {value: share for value, share in shares.items() if 0 <= value < VALUES}
    if not shares:
        return None
    known = np.zeros(VALUES)
    known[list(shares)] = list(shares.values())
    known += max(0.0, 1.0 - float(known.sum())) / VALUES
    return np.asarray((1 - _MISREAD) * known / known.sum() + _MISREAD / VALUES, np.float64)


# --- DPT ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lists:
    """The DPT of the TPS of a workspace, and how DPT of other TPS are expected to be spread."""

    dpt_l: npt.NDArray[np.int64]
    """(n,), whole numbers to LARGEST; 0 where unknown."""
    dpt_p: npt.NDArray[np.int64]
    known: npt.NDArray[np.bool_]
    spread: Floats
    """(r, r) probabilities of a DPT L and P of a TPS that is not known."""

    @classmethod
    def of(cls, tps: Sequence[Tps]) -> Lists:
        """The lists of these TPS, in their order."""
        pairs = [(item.dpt_l, item.dpt_p) for item in tps]
        known = np.array(
            [men is not None and women is not None and max(men, women) <= LARGEST for men, women in pairs], bool
        )
        men = np.where(known, np.array([pair[0] or 0 for pair in pairs], np.int64), 0)
        women = np.where(known, np.array([pair[1] or 0 for pair in pairs], np.int64), 0)
        return cls(men, women, known, _spread(men[known], women[known]))


def _spread(men: npt.NDArray[np.int64], women: npt.NDArray[np.int64]) -> Floats:
    side = int(max(men.max(initial=0), women.max(initial=0), 300)) + 60
    count = np.zeros((side, side))
    np.add.at(count, (men, women), 1.0)
    smooth = np.asarray(cv2.GaussianBlur(count, (0, 0), _SPREAD, borderType=cv2.BORDER_CONSTANT), np.float64)
    smooth /= max(float(smooth.sum()), 1e-300)
    anywhere = np.full((side, side), 1.0 / side**2)
    return np.asarray(_ANYWHERE * anywhere + (1 - _ANYWHERE) * smooth if men.size else anywhere, np.float64)


def list_ratios(lists: Lists, wanted: Sequence[Figure], fields: Mapping[str, FieldReading]) -> Floats:
    """How much likelier what was read is on the paper of each TPS than on the paper of a TPS that is not here.

    Args:
        lists: the DPT of n TPS.
        wanted: the fields of this page that repeat the DPT.
        fields: readings by name.

    Returns:
        (n,); 1 for a TPS whose DPT is not known, and everywhere when no such field was read.
    """
    read = [(item, found) for item in wanted if (found := belief(fields.get(item.field))) is not None]
    if not read or not lists.known.any():
        return np.ones(len(lists.known))
    steps = np.arange(len(lists.spread))
    shown = np.ones_like(lists.spread)
    for item, found in read:
        grid = item.per_l * steps[:, None] + item.per_p * steps[None, :] + item.constant
        part = _at(found, grid)
        shown *= (1 - _OTHER_FIGURE) * part + _OTHER_FIGURE * float((lists.spread * part).sum())
    elsewhere = lists.spread * shown
    one_other = elsewhere.sum(axis=0)[lists.dpt_p] / lists.spread.sum(axis=0)[lists.dpt_p]
    other_one = elsewhere.sum(axis=1)[lists.dpt_l] / lists.spread.sum(axis=1)[lists.dpt_l]
    same = (1 - 2 * _OTHER_LIST) * shown[lists.dpt_l, lists.dpt_p]
    here = same + _OTHER_LIST * (one_other + other_one)
    return np.where(lists.known, here / max(float(elsewhere.sum()), 1e-300), 1.0)


def _at(found: Floats, values: npt.NDArray[np.int64]) -> Floats:
    inside = (values >= 0) & (values < VALUES)
    return np.where(inside, found[np.clip(values, 0, VALUES - 1)], 0.0)


def equal_figures(wanted: Sequence[Figure], fields: Mapping[str, FieldReading], tps: Tps) -> tuple[str, ...]:
    """The fields whose likeliest value is what the list of the TPS says."""
    if tps.dpt_l is None or tps.dpt_p is None:
        return ()
    dpt_l, dpt_p = tps.dpt_l, tps.dpt_p
    same = (item for item in wanted if item.field in fields and fields[item.field].value == item.of(dpt_l, dpt_p))
    return tuple(item.field for item in same)


# --- sums across pages ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bridge:
    """A sum that two pages share, as ``side of low = side of high``."""

    low: int
    """The lower page number."""
    high: int
    sides: tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]
    """Field and coefficient, on the lower and on the higher page; the constant stands with the lower."""
    constant: int

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for side in self.sides for name, _ in side)


def bridges(form: FormDefinition) -> tuple[Bridge, ...]:
    """The printed sums of a form whose fields stand on exactly two pages."""
    page_of = {item.name: item.page for item in form.fields}
    found = (_bridge(rule, page_of) for rule in linear_rules(form))
    return tuple(item for item in found if item is not None)


def _bridge(rule: LinearRule, page_of: Mapping[str, int]) -> Bridge | None:
    pages = sorted({page_of[name] for name in rule.fields})
    if len(pages) != 2:
        return None
    terms = tuple(zip(rule.fields, rule.coefficients, strict=True))
    low = tuple((name, number) for name, number in terms if page_of[name] == pages[0])
    high = tuple((name, -number) for name, number in terms if page_of[name] == pages[1])
    return Bridge(pages[0], pages[1], (low, high), rule.constant)


def side_belief(bridge: Bridge, page: int, fields: Mapping[str, FieldReading]) -> dict[int, float] | None:
    """What one page contributes to a sum: totals with their probability; None when a number of it is not known."""
    sums = {bridge.constant if page == bridge.low else 0: 1.0}
    for name, coefficient in bridge.sides[0 if page == bridge.low else 1]:
        found = _likely(belief(fields.get(name)))
        if found is None:
            return None
        after: dict[int, float] = {}
        for total, share in sums.items():
            for value, part in found:
                place = total + coefficient * value
                after[place] = after.get(place, 0.0) + share * part
        sums = {total: share for total, share in after.items() if share > _RARE}
    return sums


def _likely(found: Floats | None) -> list[tuple[int, float]] | None:
    if found is None:
        return None
    best = np.argsort(found)[::-1][:8]
    return [(int(value), float(found[value])) for value in best]


def sum_ratios(low: Sequence[Mapping[int, float]], high: Sequence[Mapping[int, float]]) -> Floats:
    """(a, b): how much likelier what stands on two pages is if they are of one TPS than of two.

    Args:
        low: of each lower page, what :func:`side_belief` says.
        high: of each higher page.
    """
    shared = {total for side in low for total in side} & {total for side in high for total in side}
    totals = {total: column for column, total in enumerate(sorted(shared))}
    holds = _rows(low, totals) @ _rows(high, totals).T
    return np.asarray((1 - _BROKEN) * holds / _BY_CHANCE + _BROKEN, np.float64)


def _rows(sides: Sequence[Mapping[int, float]], totals: Mapping[int, int]) -> Floats:
    rows = np.zeros((len(sides), len(totals)))
    for number, side in enumerate(sides):
        for total, share in side.items():
            if total in totals:
                rows[number, totals[total]] = share
    return rows


def holds_clearly(bridge: Bridge, sides: Iterable[Mapping[str, FieldReading]]) -> bool | None:
    """Whether a sum over two pages holds as read; None when a number in it is not clear."""
    fields = {name: item for side in sides for name, item in side.items()}
    if not all(is_clear(fields.get(name)) for name in bridge.fields):
        return None
    low, high = (sum(number * (fields[name].value or 0) for name, number in side) for side in bridge.sides)
    return low + bridge.constant == high
