"""Likely slips: every planted one of the simple kinds is found, and clean figures raise no alarm."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import slips as bench
from sirekap_desktop.forms.cross_rules import with_cross_rules
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.slips import Figures, Slip, SlipKind, find_slips
from sirekap_desktop.forms.slips.records import blocks, vote_fields
from sirekap_desktop.forms.slips.same import VOTERS

PPWP = load_form("c-hasil-ppwp-2024")
DPR = load_form("c-hasil-dpr-2024")
seeds = st.integers(0, 10**6)


def kecamatan(form=PPWP, seed: int = 1, desa: int = 3) -> list[Figures]:
    return bench.drawn(form, random.Random(seed), desa=desa)


def changed(figures: list[Figures], at: int, **values: int | None) -> list[Figures]:
    one = replace(figures[at], values={**figures[at].values, **values})
    return [*figures[:at], one, *figures[at + 1 :]]


def only(slips: tuple[Slip, ...], kind: SlipKind) -> list[Slip]:
    return [slip for slip in slips if slip.kind is kind]


@settings(deadline=None, max_examples=25)
@given(seeds)
def test_clean_figures_of_ppwp_raise_no_alarm_of_the_exact_kinds(seed: int) -> None:
    assert [slip for slip in find_slips(PPWP, kecamatan(seed=seed)) if slip.kind is not SlipKind.SHIFTED] == []


def test_clean_figures_of_a_party_form_raise_no_more_alarms_than_stated() -> None:
    figures = [one for seed in range(4) for one in [kecamatan(DPR, seed, desa=6)]]
    count = sum(map(len, figures))
    assert sum(len(find_slips(DPR, one)) for one in figures) <= count * 2 / 1000


EXACT = [name for name in bench.PLANTS if not name.startswith("S2") and "page" not in name]


@pytest.mark.parametrize("name", EXACT)
@settings(deadline=None, max_examples=15)
@given(seed=seeds)
def test_every_planted_slip_of_the_exact_kinds_is_found(name: str, seed: int) -> None:
    dice = random.Random(seed)
    figures, is_it, _ = bench.PLANTS[name](PPWP, kecamatan(seed=seed), dice)
    assert any(map(is_it, find_slips(PPWP, figures)))


def test_the_votes_of_another_tps_are_found_and_both_are_named() -> None:
    figures = kecamatan()
    names = [*vote_fields(PPWP), "suara_sah", "suara_tidak_sah", "suara_total"]
    copied = changed(figures, 5, **{name: figures[0].values[name] for name in names})
    (slip,) = find_slips(PPWP, copied)
    assert (slip.kind, {slip.tps, slip.partner}) == (SlipKind.SAME, {figures[0].tps, figures[5].tps})
    assert slip.tps == figures[5].tps  # its votes do not fit its voters
    assert slip.fields == (*vote_fields(PPWP), "suara_tidak_sah")


def test_three_equal_tps_are_told_twice_and_not_three_times() -> None:
    figures = kecamatan()
    for at in (3, 8):
        figures = changed(figures, at, **figures[0].values)
    assert len(only(find_slips(PPWP, figures), SlipKind.SAME)) == 2


def test_equal_votes_of_few_voters_are_no_matter() -> None:
    few = {"suara_1": 3, "suara_2": 9, "suara_3": 1, "suara_tidak_sah": 0}
    figures = [Figures(f"760505200100{n}", {**few, "pengguna_total_j": 13}) for n in (1, 2)]
    assert find_slips(PPWP, figures) == ()


def test_a_tps_with_the_same_four_numbers_of_voters_is_likelier_a_copy_than_one_with_the_same_votes_only() -> None:
    figures = kecamatan()
    voters = changed(figures, 5, **{name: figures[0].values[name] for name in VOTERS})
    votes = changed(figures, 5, **{name: figures[0].values[name] for name in (*vote_fields(PPWP), "suara_tidak_sah")})
    votes = changed(votes, 5, suara_total=votes[5].values["pengguna_total_j"])
    by_voters = only(find_slips(PPWP, voters), SlipKind.SAME)
    by_votes = only(find_slips(PPWP, votes), SlipKind.SAME)
    assert by_voters[0].likelihood > by_votes[0].likelihood


def test_one_page_of_a_party_at_two_tps_is_found() -> None:
    figures = kecamatan(DPR)
    block = max(blocks(DPR), key=lambda item: figures[0].values[item.total] or 0)
    copied = changed(figures, 9, **{name: figures[0].values[name] for name in (*block.fields, block.total)})
    found = only(find_slips(DPR, copied), SlipKind.SAME)
    assert [slip.detail for slip in found] == [(f"partai_{block.number:02d}",)]


def test_a_large_block_at_its_neighbours_place_is_found() -> None:
    figures = kecamatan(DPR, seed=4, desa=4)
    ballot = blocks(DPR)
    at, first = max(
        ((n, index) for n in range(len(figures)) for index in range(len(ballot) - 1)),
        key=lambda pair: figures[pair[0]].values[ballot[pair[1]].total] or 0,
    )
    own, other = ballot[first], ballot[first + 1]
    votes = {theirs: figures[at].values[mine] for mine, theirs in zip(own.fields, other.fields, strict=True)}
    spoiled = changed(figures, at, **dict.fromkeys(own.fields, 0), **votes)
    found = only(find_slips(DPR, spoiled), SlipKind.SHIFTED)
    assert (figures[at].tps, (own.total, other.total)) in [(slip.tps, slip.detail) for slip in found]


def test_l_and_p_that_only_break_the_sum_of_the_row_are_not_called_exchanged() -> None:
    figures = kecamatan()
    wrong = changed(figures, 2, pengguna_dpt_j=(figures[2].values["pengguna_dpt_j"] or 0) + 1)
    assert only(find_slips(PPWP, wrong), SlipKind.SWAPPED) == []


def test_l_and_p_are_also_told_by_the_form_of_another_election() -> None:
    dpd = with_cross_rules(load_form("c-hasil-dpd-2024"), [PPWP])
    values = {"pemilih_dpt_l": 120, "pemilih_dpt_p": 131}
    one = Figures("7605052001001", values, None, {"ppwp.pemilih_dpt_l": 131, "ppwp.pemilih_dpt_p": 120})
    (slip,) = find_slips(dpd, [one])
    assert (slip.kind, slip.at, slip.left, slip.right) == (SlipKind.SWAPPED, "pemilih_dpt", 120, 131)


def test_the_dpt_of_a_tps_of_another_desa_is_not_named() -> None:
    figures = kecamatan()
    left, right = figures[-1].dpt or (0, 0)
    wrong = changed(figures, 0, pemilih_dpt_l=left, pemilih_dpt_p=right, pemilih_dpt_j=left + right)
    assert only(find_slips(PPWP, wrong), SlipKind.DPT) == []


def test_a_form_of_zeros_and_empty_fields_is_told_once_with_all_its_fields() -> None:
    zeros: dict[str, int | None] = dict.fromkeys((field.name for field in PPWP.fields), 0)
    figures = changed(kecamatan(), 1, **zeros | {"suara_2": None})
    (slip,) = only(find_slips(PPWP, figures), SlipKind.ZERO)
    assert (slip.at, len(slip.fields)) == ("semua", len(PPWP.fields))


@settings(deadline=None, max_examples=40)
@given(seeds, st.data())
def test_only_recorded_values_are_looked_at(seed: int, data: st.DataObject) -> None:
    """A field that is not recorded is never named, and never stands in for a number."""
    figures = kecamatan(seed=seed, desa=1)
    copied = changed(figures, 1, **figures[0].values)
    gone = data.draw(st.sets(st.sampled_from(sorted(figures[0].values)), min_size=1))
    left = {name: value for name, value in copied[1].values.items() if name not in gone}
    found = find_slips(PPWP, [copied[0], replace(copied[1], values=left), *copied[2:]])
    for slip in found:
        if slip.tps == copied[1].tps or slip.partner == copied[1].tps:
            assert not gone & set(slip.fields)


def test_a_mark_changes_with_every_value_of_its_fields() -> None:
    one = kecamatan()[0]
    before = one.mark(VOTERS)
    assert replace(one, values={**one.values, "pemilih_dpt_p": None}).mark(VOTERS) != before
    assert replace(one, values={**one.values, "suara_1": 999}).mark(VOTERS) == before


@pytest.mark.shared
def test_published_records_hold_the_copies_that_were_found_by_hand(shared_dir: Path) -> None:
    """docs/slips.md: 16 pairs, one of them by chance, and that one is the least likely."""
    found = [slip for one in bench.read_published().values() for slip in only(find_slips(PPWP, one), SlipKind.SAME)]
    assert len(found) == 16
    chance = [slip for slip in found if slip.likelihood < 0.9]
    assert [{slip.tps, slip.partner} for slip in chance] == [{"7603092001003", "7603092015001"}]
