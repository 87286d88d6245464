"""Which TPS a photo without a code shows: a probability for every TPS of the workspace, with the reasons.

Three kinds of evidence: the DPT figures on the page, sums that go on from one page to another, and which photos came
one after the other. All photos are weighed together, so that two do not both take the one place. Pure functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import FieldReading
from sirekap_desktop.jobs import match_evidence as ev
from sirekap_desktop.jobs.match_evidence import Bridge, Figure, Floats, Lists
from sirekap_desktop.models.records import Tps

SHOWN = 3
"""Up to so many TPS are proposed for a photo."""
LEAST = 0.02
"""TPS that are less likely than this are not proposed."""

_TAKEN = 0.02
"""Weight of a TPS whose page has a photo already, or most likely gets another one: unlikely, never impossible."""
_ELSEWHERE = (1.0, 19.0)
"""Before anything is seen, 1 photo in 20 shows a TPS of another kecamatan; what is seen moves this (beta prior)."""
_TOGETHER = (8.0, 2.0)
"""Likewise, photos that came one after the other are of one TPS 8 times in 10."""
_ROUNDS = 8
_STEPS = 2
"""From a page with the DPT over a page that shares a sum with it to the third."""
_SAYING = 1.5
"""Nothing speaks for a TPS that is hardly likelier than any; then it is not proposed just because others are taken."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that was read, as far as it says where it belongs."""

    id: str
    form: str
    page: int
    group: int
    """Photos that came one after the other, with no page twice, share this number."""
    fields: Mapping[str, FieldReading]
    tps: str | None = None
    """Where it stands; None while it waits for a place."""


@dataclass(frozen=True, slots=True)
class Match:
    """A TPS that a page may belong to, and why."""

    tps: str
    probability: float
    equal: tuple[str, ...] = ()
    """Fields that say what the list of voters of this TPS says."""
    different: tuple[str, ...] = ()
    """Fields that were read and say something else."""
    mates: tuple[str, ...] = ()
    """Sheets of the same TPS by order or sums."""
    summed: bool = False
    """Whether a sum across the pages holds with one of the mates."""
    twins: int = 0
    """How many other TPS of the workspace have the very same figures."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a workspace knows that photos are compared with; made once per form."""

    form: str
    tps: tuple[Tps, ...]
    lists: Lists
    figures: tuple[Figure, ...]
    bridges: tuple[Bridge, ...]
    taken: Mapping[str, frozenset[int]]
    """Pages of a TPS that have a photo."""

    @classmethod
    def of(cls, form: FormDefinition, tps: Sequence[Tps], taken: Mapping[str, frozenset[int]]) -> Knowledge:
        """From a form and the TPS of a workspace."""
        return cls(form.id, tuple(tps), Lists.of(tps), ev.figures(form), ev.bridges(form), taken)

    @property
    def knows_dpt(self) -> bool:
        return bool(self.lists.known.any())


def match(knowledge: Knowledge, sheets: Sequence[Sheet]) -> dict[str, tuple[Match, ...]]:
    """Propose TPS for every sheet that waits for a place.

    Args:
        knowledge: of the form that the sheets are of.
        sheets: those that wait, and those in place that may be their mates.

    Returns:
        Per waiting sheet up to :data:`SHOWN` matches, the likeliest first; none when nothing speaks for any TPS.
    """
    loose = [sheet for sheet in sheets if sheet.tps is None]
    if not loose or not knowledge.tps:
        return {sheet.id: () for sheet in loose}
    return _Matching(knowledge, loose, [sheet for sheet in sheets if sheet.tps is not None]).result()


class _Matching:
    """One run: evidence as matrices, then bundles of sheets, then TPS for the bundles."""

    def __init__(self, knowledge: Knowledge, loose: list[Sheet], placed: list[Sheet]) -> None:
        self._known, self._loose, self._placed = knowledge, loose, placed
        self._place_of = {item.code: number for number, item in enumerate(knowledge.tps)}
        self._all = [*loose, *placed]
        self._pages = np.array([sheet.page for sheet in self._all])
        groups = np.array([sheet.group for sheet in self._all])
        self._apart: Flags = self._pages[:, None] != self._pages[None, :]
        self._near: Flags = (groups[:, None] == groups[None, :]) & self._apart
        self._sums = _sum_matrix(knowledge.bridges, self._all)
        self._together = _share_together(self._sums, self._near)
        self._order = self._order_odds()
        self._lists = np.array([ev.list_ratios(knowledge.lists, knowledge.figures, item.fields) for item in loose])

    def result(self) -> dict[str, tuple[Match, ...]]:
        count = len(self._loose)
        odds = self._order * self._sums[:count, :count]
        bundles = _bundles(self._order, self._sums[:count, :count], self._pages[:count])
        own = np.zeros(count, np.int64)
        for number, members in enumerate(bundles):
            own[members] = number
        sure = np.array([self._membership(odds[index], index, bundles[own[index]]) for index in range(count)])[:, None]
        share = together = self._posterior(bundles, np.array([self._before(members) for members in bundles]))[own]
        loose_ends = np.where(own[:, None] == own[None, :], 0.0, odds)
        for _ in range(_STEPS):
            share = sure * together + (1 - sure) * self._alone(loose_ends, share)
        return {
            sheet.id: self._ranked(index, share[index], bundles[own[index]] if sure[index] > 0.5 else [index])
            for index, sheet in enumerate(self._loose)
        }

    def _alone(self, odds: Floats, share: Floats) -> Floats:
        """(sheets, TPS) probabilities of each sheet by itself, or with one of the sheets outside its bundle."""
        singles = [[index] for index in range(len(odds))]
        before = np.array([self._before(members) for members in singles])
        weights = (before + odds @ share) / (1 + odds.sum(axis=1, keepdims=True))
        return self._posterior(singles, weights)

    # sheets of one TPS

    def _order_odds(self) -> Floats:
        """(n, n) odds that two waiting sheets are of one TPS, as far as their order tells."""
        count = len(self._loose)
        pages = self._pages[:count]
        rivals = np.array([float((pages == page).sum()) for page in pages])
        far = (1 - self._together) / np.maximum(rivals[:, None], rivals[None, :])
        odds = np.where(self._near[:count, :count], self._together / (1 - self._together), far)
        return np.where(self._apart[:count, :count], odds, 0.0)

    def _membership(self, odds: Floats, index: int, members: Sequence[int]) -> float:
        """How sure it is that a sheet belongs with the others of its bundle, and not with other sheets or alone."""
        mates = [item for item in members if item != index]
        if not mates:
            return 0.0
        own = float(self._order[index, mates].max() * np.prod(self._sums[index, mates]))
        return own / (1.0 + own + float(odds.sum() - odds[mates].sum()))

    # TPS for bundles

    def _posterior(self, bundles: Sequence[Sequence[int]], weights: Floats) -> Floats:
        """(bundles, TPS) probabilities; what is missing to 1 is a TPS of another kecamatan."""
        evidence = np.array([self._evidence(members) for members in bundles])
        pages = [frozenset(int(self._pages[item]) for item in members) for members in bundles]
        rivals, weights = _overlap(pages), weights * self._free(pages)
        elsewhere = _ELSEWHERE[0] / sum(_ELSEWHERE)
        share = np.zeros_like(evidence)
        for turn in range(_ROUNDS):
            before = weights * (1 - (1 - _TAKEN) * np.minimum(rivals @ share, 1.0))
            here = (1 - elsewhere) * evidence * before / before.sum(axis=1, keepdims=True)
            now = here / (elsewhere + here.sum(axis=1, keepdims=True))
            share = 0.5 * (share + now) if turn else now  # damped: two that want one place would swap for ever
            away = float((1.0 - share.sum(axis=1)).sum())
            elsewhere = min((_ELSEWHERE[0] + away) / (sum(_ELSEWHERE) + len(bundles)), 0.95)
        return np.where(weights * evidence * len(self._known.tps) > _SAYING, share, 0.0)

    def _evidence(self, members: Sequence[int]) -> Floats:
        """(TPS,) likelihood ratios: what the sheets say, and their sums with pages that are in place."""
        ratios = np.prod(self._lists[list(members)], axis=0)
        for offset, sheet in enumerate(self._placed, start=len(self._loose)):
            place = self._place_of.get(sheet.tps or "")
            if place is not None:
                ratios[place] *= float(np.prod(self._sums[list(members), offset]))
        return np.asarray(np.clip(ratios, 1e-12, 1e12), np.float64)

    def _before(self, members: Sequence[int]) -> Floats:
        """(TPS,) weights before anything is read: all alike, but for where their neighbours in order stand."""
        near = self._near[list(members)][:, len(self._loose) :].any(axis=0)
        neighbours = {self._placed[int(item)].tps or "" for item in np.flatnonzero(near)}
        places = [self._place_of[code] for code in sorted(neighbours) if code in self._place_of]
        weights = np.full(len(self._known.tps), 1.0 / len(self._known.tps))
        if places:
            weights *= 1 - self._together
            weights[places] += self._together / len(places)
        return weights

    def _free(self, pages: Sequence[frozenset[int]]) -> Floats:
        """(bundles, TPS): less where one of the pages has a photo."""
        taken = [self._known.taken.get(item.code, frozenset()) for item in self._known.tps]
        kinds = {wanted: [_TAKEN if wanted & there else 1.0 for there in taken] for wanted in set(pages)}
        return np.array([kinds[wanted] for wanted in pages])

    # reasons

    def _ranked(self, index: int, share: Floats, members: Sequence[int]) -> tuple[Match, ...]:
        order = np.lexsort((np.arange(len(share)), -share))[:SHOWN]
        return tuple(self._explained(index, int(k), float(share[k]), members) for k in order if share[k] > LEAST)

    def _explained(self, index: int, place: int, share: float, members: Sequence[int]) -> Match:
        sheet, tps, wanted = self._loose[index], self._known.tps[place], self._known.figures
        equal = ev.equal_figures(wanted, sheet.fields, tps)
        read = [item.field for item in wanted if ev.belief(sheet.fields.get(item.field)) is not None]
        different = tuple(name for name in read if name not in equal) if self._known.lists.known[place] else ()
        mates = self._mates(index, tps.code, members)
        summed = any(self._sums[index, item] > 1 for item in mates)
        twins = sum(item is not tps and (item.dpt_l, item.dpt_p) == (tps.dpt_l, tps.dpt_p) for item in self._known.tps)
        names = tuple(self._all[item].id for item in mates)
        return Match(tps.code, min(share, 1.0), equal, different, names, summed, twins if equal else 0)

    def _mates(self, index: int, code: str, members: Sequence[int]) -> list[int]:
        there = (item for item, sheet in enumerate(self._all) if sheet.tps == code and self._apart[index, item])
        close = [item for item in there if self._near[index, item] or self._sums[index, item] > 1]
        return [item for item in members if item != index] + close


def _sum_matrix(bridges: Sequence[Bridge], sheets: Sequence[Sheet]) -> Floats:
    """(n, n), symmetric: how much likelier what is read on two sheets is if they are of one TPS than of two."""
    result = np.ones((len(sheets), len(sheets)))
    for bridge in bridges:
        low, high = _sides(bridge, bridge.low, sheets), _sides(bridge, bridge.high, sheets)
        ratios = ev.sum_ratios(list(low.values()), list(high.values()))
        result[np.ix_(list(low), list(high))] *= ratios
        result[np.ix_(list(high), list(low))] *= ratios.T
    return result


def _sides(bridge: Bridge, page: int, sheets: Sequence[Sheet]) -> dict[int, dict[int, float]]:
    """Per number of a sheet of that page what it contributes to the sum."""
    found = ((n, ev.side_belief(bridge, page, s.fields)) for n, s in enumerate(sheets) if s.page == page)
    return {number: side for number, side in found if side}


def _share_together(sums: Floats, near: Flags) -> float:
    """How often neighbours are of one TPS, as far as their sums tell: mixed up photos give themselves away."""
    ratios = sums[near & (sums != 1.0)]
    share = _TOGETHER[0] / sum(_TOGETHER)
    for _ in range(_ROUNDS):
        likely = share * ratios / (share * ratios + 1 - share)
        share = float((_TOGETHER[0] + likely.sum()) / (sum(_TOGETHER) + len(ratios)))
    return min(share, 0.98)


def _bundles(order: Floats, sums: Floats, pages: npt.NDArray[np.int64]) -> list[list[int]]:
    """Join sheets to bundles of one TPS each, the likeliest pair first; no page twice in a bundle."""
    bundle = {number: [number] for number in range(len(pages))}
    odds = order * sums
    first, second = np.nonzero(np.triu(odds > 1.0, 1))
    for pair in np.argsort(-odds[first, second], kind="stable"):
        left, right = bundle[int(first[pair])], bundle[int(second[pair])]
        if left is right or set(pages[left].tolist()) & set(pages[right].tolist()):
            continue
        cells = np.ix_(left, right)
        if order[cells].max() * np.prod(sums[cells]) > 1.0:
            left += right
            bundle |= dict.fromkeys(right, left)
    return list({id(members): sorted(members) for members in bundle.values()}.values())


def _overlap(pages: Sequence[frozenset[int]]) -> Floats:
    """(n, n): 1 where two bundles want the same page."""
    kinds = sorted(set().union(*pages))
    wants = np.array([[float(kind in item) for kind in kinds] for item in pages])
    result = np.minimum(wants @ wants.T, 1.0)
    np.fill_diagonal(result, 0.0)
    return np.asarray(result, np.float64)


# --- without asking -------------------------------------------------------------------------------------------------

SURE = 0.999
"""From this probability on, a page whose DPT is that of just one TPS may be placed without asking."""
MATE_SURE = 0.99


def certain(
    knowledge: Knowledge,
    sheets: Sequence[Sheet],
    found: Mapping[str, tuple[Match, ...]],
    pages: frozenset[int],
    may: Callable[[Sheet], bool],
) -> dict[str, Match]:
    """The sheets that need no question: the match is unique and exact, and nothing speaks against it.

    A page with the DPT: every figure is clear and equal to that of exactly one TPS, its place is free, and no other
    sheet claims it. Its mates: they came with it, one after the other, as a whole set of pages, and every sum across
    them is clear and holds.

    Args:
        knowledge: of their form.
        sheets: as for :func:`match`.
        found: its result.
        pages: all pages of the form.
        may: whether a sheet may be placed without asking at all.

    Returns:
        Sheet id to match.
    """
    loose = [sheet for sheet in sheets if sheet.tps is None]
    sure = {
        sheet.id: best
        for sheet in loose
        if may(sheet) and (best := _exact(knowledge, sheet, found[sheet.id])) and _undisputed(sheet, best, loose, found)
    }
    for group in {sheet.group for sheet in loose if sheet.id in sure} | {s.group for s in sheets if s.tps}:
        members = [sheet for sheet in sheets if sheet.group == group]
        sure |= _certain_mates(knowledge, members, sure, found, pages, may, loose)
    return sure


def _exact(knowledge: Knowledge, sheet: Sheet, found: tuple[Match, ...]) -> Match | None:
    best = found[0] if found else None
    if best is None or best.probability < SURE or best.twins or not knowledge.figures:
        return None
    clear = all(ev.is_clear(sheet.fields.get(item.field)) for item in knowledge.figures)
    whole = {item.field for item in knowledge.figures} == set(best.equal)
    return best if clear and whole and sheet.page not in knowledge.taken.get(best.tps, ()) else None


def _undisputed(sheet: Sheet, best: Match, loose: Sequence[Sheet], found: Mapping[str, tuple[Match, ...]]) -> bool:
    """Whether no other sheet of the same page may belong to the same TPS."""
    rivals = (item for item in loose if item is not sheet and item.page == sheet.page)
    return not any(best.tps == match.tps for item in rivals for match in found[item.id])


def _certain_mates(
    knowledge: Knowledge,
    members: Sequence[Sheet],
    sure: Mapping[str, Match],
    found: Mapping[str, tuple[Match, ...]],
    pages: frozenset[int],
    may: Callable[[Sheet], bool],
    loose: Sequence[Sheet],
) -> dict[str, Match]:
    places = {sheet.tps or sure[sheet.id].tps for sheet in members if sheet.tps or sheet.id in sure}
    complete = len(members) == len(pages) and {sheet.page for sheet in members} == pages
    if len(places) != 1 or not complete or not knowledge.bridges:
        return {}
    if not all(_bridged(bridge, members) for bridge in knowledge.bridges):
        return {}
    (place,) = places
    result = {}
    for sheet in members:
        best = found[sheet.id][0] if sheet.tps is None and found[sheet.id] else None
        if best is None or best.tps != place or best.probability < MATE_SURE or _shows_list(knowledge, sheet):
            continue
        free = sheet.page not in knowledge.taken.get(place, ())
        if may(sheet) and free and sheet.page in _bridged_pages(knowledge) and _undisputed(sheet, best, loose, found):
            result[sheet.id] = best
    return result


def _shows_list(knowledge: Knowledge, sheet: Sheet) -> bool:
    return any(item.field in sheet.fields for item in knowledge.figures)


def _bridged(bridge: Bridge, members: Sequence[Sheet]) -> bool:
    return ev.holds_clearly(bridge, (sheet.fields for sheet in members)) is True


def _bridged_pages(knowledge: Knowledge) -> frozenset[int]:
    return frozenset(page for bridge in knowledge.bridges for page in (bridge.low, bridge.high))
