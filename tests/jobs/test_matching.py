"""Which TPS a photo without a code shows: what is proposed, and what is never placed without asking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kecamatan import FORM

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.reading import Evidence, FieldReading, FieldStatus
from sirekap_desktop.jobs import match_evidence as ev
from sirekap_desktop.jobs.matching import Knowledge, Match, Sheet, certain, match
from sirekap_desktop.models.records import Tps
from sirekap_desktop.samples.ulumanda import DemoTps, load_ulumanda

PAGES = frozenset((1, 2, 3))
DEMO = tuple(item for item in load_ulumanda().tps if not item.broken)[:12]
FIELDS = {
    1: ("pemilih_dpt_l", "pemilih_dpt_p", "pemilih_dpt_j", "ss_digunakan"),
    2: ("suara_1", "suara_2", "suara_3"),
    3: ("suara_sah", "suara_tidak_sah", "suara_total"),
}


def row(tps: DemoTps) -> Tps:
    return Tps(tps.code, tps.desa_code, tps.number, tps.dpt_l, tps.dpt_p)


LIST = tuple(row(item) for item in DEMO)


def read(name: str, value: int, share: float = 0.999, other: int | None = None) -> FieldReading:
    status = FieldStatus.PROVEN if share > 0.99 else FieldStatus.TYPE
    candidates = ((value, share), *([(other, 0.99 - share)] if other is not None else []))
    return FieldReading(name, value, value, share, status, (), Evidence(value), candidates=candidates)


def sheet(tps: DemoTps, page: int, group: int = 0, **values: int) -> Sheet:
    """A page as it is read when all is clear, but for ``values``."""
    numbers = {name: values.get(name, tps.values[name] or 0) for name in FIELDS[page]}
    return Sheet(f"{tps.code}/{page}/{group}", FORM, page, group, {name: read(name, v) for name, v in numbers.items()})


def sheets(tps: Sequence[DemoTps] = DEMO) -> list[Sheet]:
    return [sheet(item, page, number) for number, item in enumerate(tps) for page in (1, 2, 3)]


def knowledge(tps: Sequence[Tps] = LIST, **taken: frozenset[int]) -> Knowledge:
    return Knowledge.of(load_form(FORM), tps, {code[1:]: pages for code, pages in taken.items()})


def placed(known: Knowledge, found: Sequence[Sheet]) -> dict[str, Match]:
    return certain(known, found, match(known, found), PAGES, lambda _sheet: True)


def test_the_form_says_which_figures_repeat_the_list_and_which_sums_cross_pages() -> None:
    form = load_form(FORM)
    assert [(item.field, item.of(100, 20)) for item in ev.figures(form)] == [
        ("pemilih_dpt_l", 100), ("pemilih_dpt_p", 20), ("pemilih_dpt_j", 120),
    ]  # fmt: skip
    assert {(bridge.low, bridge.high) for bridge in ev.bridges(form)} == {(1, 3), (2, 3)}


def test_whole_sets_in_order_are_placed_without_asking_and_right() -> None:
    found = placed(knowledge(), sheets())
    assert len(found) == 3 * len(DEMO)
    assert all(name.startswith(item.tps) for name, item in found.items())


def test_the_reasons_are_told() -> None:
    first, second, _ = sheets(DEMO[:1])
    found = match(knowledge(), [first, second])
    best = found[first.id][0]
    assert (best.tps, best.equal, best.different) == (DEMO[0].code, FIELDS[1][:3], ())
    mate = found[second.id][0]
    assert (mate.tps, mate.mates, mate.equal) == (DEMO[0].code, (first.id,), ())


@settings(deadline=None, max_examples=12)
@given(st.integers(0, len(DEMO) - 1), st.integers(0, len(DEMO) - 1), st.randoms(use_true_random=False))
def test_two_tps_of_one_dpt_are_never_told_apart_without_asking(first: int, second: int, random: object) -> None:
    if first == second:
        return
    tps = list(LIST)
    tps[second] = replace(tps[second], dpt_l=tps[first].dpt_l, dpt_p=tps[first].dpt_p)
    random.shuffle(tps)  # type: ignore[attr-defined]
    known, papers = knowledge(tps), sheets()
    found = match(known, papers)
    twins = {LIST[first].code, LIST[second].code}
    sure = certain(known, papers, found, PAGES, lambda _sheet: True)
    assert not {item.tps for item in sure.values()} & twins
    page = next(item for item in papers if item.page == 1 and item.id.startswith(LIST[first].code))
    assert {item.tps for item in found[page.id][:2]} == twins
    assert found[page.id][0].twins == 1
    assert found[page.id][0].probability == pytest.approx(found[page.id][1].probability, abs=0.02)


@settings(deadline=None, max_examples=8)
@given(st.permutations(LIST), st.permutations(sheets(DEMO[:5])))
def test_neither_the_order_of_the_list_nor_that_of_the_sheets_counts(tps: list[Tps], papers: list[Sheet]) -> None:
    plain, turned = match(knowledge(), sheets(DEMO[:5])), match(knowledge(tps), papers)
    for name, found in plain.items():
        assert [item.tps for item in found[:1]] == [item.tps for item in turned[name][:1]]
        assert found[0].probability == pytest.approx(turned[name][0].probability, abs=1e-6)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, len(DEMO) - 1), st.sampled_from(FIELDS[1][:3]), st.integers(0, 300))
def test_one_figure_that_differs_is_asked_about(number: int, field: str, value: int) -> None:
    paper = sheet(DEMO[number], 1, **{field: value})
    same = value == DEMO[number].values[field]
    assert bool(placed(knowledge(), [paper])) == same


def test_an_unclear_figure_is_asked_about_though_the_match_is_as_good_as_certain() -> None:
    paper = sheet(DEMO[0], 1)
    unclear = read("pemilih_dpt_l", DEMO[0].dpt_l, 0.8, DEMO[0].dpt_l + 1)
    paper = replace(paper, fields={**paper.fields, "pemilih_dpt_l": unclear})
    assert match(knowledge(), [paper])[paper.id][0].tps == DEMO[0].code
    assert placed(knowledge(), [paper]) == {}


def test_a_page_that_has_a_photo_is_asked_about_and_still_proposed() -> None:
    known = knowledge(**{f"_{DEMO[0].code}": frozenset({1})})
    paper = sheet(DEMO[0], 1)
    assert match(known, [paper])[paper.id][0].tps == DEMO[0].code
    assert placed(known, [paper]) == {}


def test_two_photos_of_one_page_are_asked_about() -> None:
    assert placed(knowledge(), [sheet(DEMO[0], 1), sheet(DEMO[0], 1, 1)]) == {}


def test_a_mate_whose_sum_does_not_hold_is_asked_about() -> None:
    papers = [sheet(DEMO[0], 1), sheet(DEMO[0], 2), sheet(DEMO[0], 3, suara_sah=(DEMO[0].values["suara_sah"] or 0) + 1)]
    assert [name for name in placed(knowledge(), papers) if "/1/" not in name] == []


def test_mates_that_came_apart_are_asked_about() -> None:
    papers = [sheet(DEMO[0], page, group=page) for page in (1, 2, 3)]
    assert list(placed(knowledge(), papers)) == [papers[0].id]


def test_mates_follow_a_page_that_stands_in_its_place() -> None:
    standing = replace(sheet(DEMO[3], 1), tps=DEMO[3].code)
    known = knowledge(**{f"_{DEMO[3].code}": frozenset({1})})
    papers = [standing, sheet(DEMO[3], 2), sheet(DEMO[3], 3)]
    found = placed(known, papers)
    assert {name: item.tps for name, item in found.items()} == dict.fromkeys((p.id for p in papers[1:]), DEMO[3].code)


def test_photos_of_another_kecamatan_are_not_placed() -> None:
    own, foreign = LIST[:6], DEMO[6:]
    assert placed(knowledge(own), sheets(foreign)) == {}


def test_without_dpt_only_mates_are_proposed() -> None:
    tps = [replace(item, dpt_l=None, dpt_p=None) for item in LIST]
    standing = replace(sheet(DEMO[2], 1, group=2), tps=DEMO[2].code)
    known = knowledge(tps, **{f"_{DEMO[2].code}": frozenset({1})})
    papers = [standing, sheet(DEMO[2], 2, group=2), sheet(DEMO[5], 1, group=5)]
    found = match(known, papers)
    assert found[papers[1].id][0].tps == DEMO[2].code
    assert found[papers[2].id] == ()
    assert placed(known, papers) == {}


def test_a_tps_whose_dpt_is_unknown_may_be_the_one() -> None:
    """With most lists missing, an exact match is no longer the only TPS that it can be."""
    some = [item if number == 0 else replace(item, dpt_l=None, dpt_p=None) for number, item in enumerate(LIST)]
    many = [replace(some[1], code=f"{some[1].desa_code}{k:03d}", number=k) for k in range(400, 700)]
    paper = sheet(DEMO[0], 1)
    assert match(knowledge([*some, *many]), [paper])[paper.id][0].tps == DEMO[0].code
    assert placed(knowledge([*some, *many]), [paper]) == {}


def test_nothing_read_and_nothing_known_is_nothing_proposed() -> None:
    bare = Sheet("x", FORM, 1, 0, {})
    assert match(knowledge(), [bare]) == {"x": ()}
    assert match(knowledge(()), [bare]) == {"x": ()}


def test_probabilities_are_shared_out_once() -> None:
    for found in match(knowledge(), sheets()).values():
        assert 0 < sum(item.probability for item in found) <= 1 + 1e-9


@pytest.mark.parametrize("value", [0, 999, 12])
def test_a_slip_in_the_list_harms_nothing(value: int) -> None:
    tps = [replace(LIST[0], dpt_l=1461), replace(LIST[1], dpt_l=value), *LIST[2:]]
    paper = sheet(DEMO[5], 1)
    assert match(knowledge(tps), [paper])[paper.id][0].tps == DEMO[5].code
