"""Invented figures fit together, whatever the form and whoever votes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.cross_rules import Across, with_cross_rules
from sirekap_desktop.forms.loader import form_ids, load_form
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.forms.rules import broken, check_rules
from sirekap_desktop.samples.demo_elections import PEMILU, PILKADA, demo_election, demo_elections
from sirekap_desktop.samples.ulumanda import load_ulumanda
from sirekap_desktop.samples.votes import invented_values

FORMS = [form_id for form_id in form_ids() if form_id.endswith("-2024")]


@given(form_id=st.sampled_from(FORMS), seed=st.integers(0, 10_000))
def test_every_field_has_a_value_and_every_rule_holds(form_id: str, seed: int) -> None:
    form = load_form(form_id)
    values = invented_values(form, seed=seed)
    assert values.keys() == {field.name for field in form.fields}
    assert [check for check in check_rules(form, values) if check.ok is False] == []


def test_a_single_paslon_shares_the_votes_with_the_kolom_kosong() -> None:
    form = load_form("c-hasil-kwk-bupati-2024", [Contestant(1, "SATU")])
    values = invented_values(form, seed=3)
    assert values["suara_1"] + values["kolom_kosong"] == values["suara_sah"]


@pytest.mark.parametrize(("day", "count"), [(PEMILU, 5), (PILKADA, 2), ("ppwp", 1)])
def test_the_demo_has_the_elections_of_the_day_with_the_voters_of_the_presidential_one(day: str, count: int) -> None:
    elections = demo_elections(day)
    assert len(elections) == count
    for tps in load_ulumanda().tps:
        for one in elections:
            assert one.papers[tps.code]["pemilih_dpt_j"] == tps.values["pemilih_dpt_j"] or tps.broken


def test_an_election_of_the_demo_is_found_by_its_form() -> None:
    assert demo_election("c-hasil-dpr-2024").dapil == "SULAWESI BARAT"
    with pytest.raises(KeyError):
        demo_election("c1-plano-dpr-2019")


@pytest.mark.parametrize("day", [PEMILU, PILKADA])
def test_elections_of_the_demo_agree_on_their_voters_where_the_papers_add_up(day: str) -> None:
    elections = demo_elections(day)
    forms = [one.form for one in elections]
    papers = {one.form.pemilihan: one.papers for one in elections}
    told = set()
    for one in elections:
        form = with_cross_rules(one.form, forms)
        across = Across.of(form)
        for tps in load_ulumanda().tps:
            own = one.papers[tps.code]
            values = {**own, **across.values(own, {name: papers[name][tps.code] for name in across.needed})}
            told |= {(tps.code, check.rule) for check in broken(form, values) if check.rule.startswith(("R14", "R15"))}
    assert {code for code, _ in told} <= {tps.code for tps in load_ulumanda().tps if tps.broken}
