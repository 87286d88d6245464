"""Rules across the elections of one TPS: data, named on both sides, silent until everything compared is recorded."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.cross_rules import Across, cross_rules, foreign, read_cross_rules, with_cross_rules
from sirekap_desktop.forms.elections import elections_of, voting_days
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition, Severity
from sirekap_desktop.forms.rules import broken, check_rules, explain
from sirekap_desktop.forms.strict import FormError, parse_json

PPWP = load_form("c-hasil-ppwp-2024")
DPD = with_cross_rules(load_form("c-hasil-dpd-2024"), [PPWP])
NAMES = sorted(Across.of(DPD).own)
IDS = {"R14", "R15a", "R15b", "R15c", "R15d"}


def day_forms(day: str) -> list[FormDefinition]:
    return [load_form(one.plano) for one in elections_of(day, "760505")]


def known(own: dict[str, int], other: dict[str, int]) -> dict[str, int | None]:
    return {**own, **Across.of(DPD).values(own, {"ppwp": other})}


def told(own: dict[str, int], other: dict[str, int]) -> list[tuple[str, str]]:
    return [(check.rule, check.at) for check in broken(DPD, known(own, other)) if check.rule in IDS]


def same(**changes: int) -> dict[str, int]:
    return {**dict.fromkeys(NAMES, 7), **changes}


@pytest.mark.parametrize("day", voting_days())
def test_every_form_of_a_day_but_the_first_is_compared_with_the_first(day: str) -> None:
    first, *later = day_forms(day)
    assert cross_rules(with_cross_rules(first, later)) == ()
    for form in later:
        joined = with_cross_rules(form, [first, *later])
        assert {rule.id for rule in cross_rules(joined)} == IDS
        assert joined.beside == ((first.pemilihan, first.id),)
        fields = {field.name for field in joined.fields}
        others = {field.name for field in first.fields}
        for rule in cross_rules(joined):
            plain = {name for name in rule.comparison.fields if "." not in name}
            assert plain <= fields
            assert {name.partition(".")[2] for name in foreign(rule)} <= others
            assert rule.at in fields
            assert rule.severity is not Severity.SUM  # the reading engine must not weigh it


def test_without_the_other_election_or_in_another_year_a_form_stays_as_it_is() -> None:
    dpr = load_form("c-hasil-dpr-2024")
    assert with_cross_rules(dpr, [dpr, load_form("c-hasil-dpd-2024")]) is dpr
    assert with_cross_rules(load_form("c1-plano-dpr-2019"), [PPWP]) == load_form("c1-plano-dpr-2019")


def test_a_difference_names_both_forms_and_both_values() -> None:
    values = known(same(pemilih_dpt_l=120), same(pemilih_dpt_l=121))
    (check,) = (one for one in broken(DPD, values) if one.rule == "R14")
    text = explain(DPD, check, values)
    assert text.formula == "PPWP I.A L = DPD I.A L"
    assert text.numbers == "121 ≠ 120"
    assert check.fields == ("pemilih_dpt_l",)


def test_fewer_moved_voters_than_in_ppwp_are_no_matter_but_more_are() -> None:
    assert told(same(pengguna_dptb_j=3, pengguna_total_j=9), same(pengguna_dptb_j=5, pengguna_total_j=11)) == []
    more = told(same(pengguna_dptb_j=5, pengguna_total_j=11), same(pengguna_dptb_j=3, pengguna_total_j=9))
    assert more == [("R15b", "pengguna_dptb_j"), ("R15d", "pengguna_total_j")]


@given(st.sampled_from(NAMES), st.booleans(), st.dictionaries(st.sampled_from(NAMES), st.integers(0, 300)))
def test_nothing_is_said_while_one_compared_number_is_still_to_be_typed(
    missing: str, here: bool, changes: dict[str, int]
) -> None:
    own, other = same(), same(**changes)
    (own if here else other).pop(missing)
    assert Across.of(DPD).values(own, {"ppwp": other}) == {}
    checks = [check for check in check_rules(DPD, known(own, other)) if check.rule in IDS]
    assert {(check.ok, check.left, check.right) for check in checks} == {(None, None, None)}


@given(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 300), min_size=1))
def test_equal_forms_never_differ(changes: dict[str, int]) -> None:
    assert told(same(**changes), same(**changes)) == []


RULE = {"id": "R14", "on": ["pdpd"], "each": ["l"], "at": "pemilih_dpt_{it}", "severity": "limit",
        "check": "ppwp.pemilih_dpt_{it} = pemilih_dpt_{it}", "wording": "sama", "source": "uji"}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"check": "pemilih_dpt_l = pemilih_dpt_p"}, "uji.rules[0].check"),
        ({"check": "pdpr.pemilih_dpt_l = pemilih_dpt_l"}, "uji.rules[0].check"),
        ({"check": "ppwp.pemilih_dpt_l == 1"}, "uji.rules[0].check"),
        ({"severity": "sum"}, "uji.rules[0].severity"),
        ({"source": ""}, "uji.rules[0].source"),
        ({"lain": 1}, "uji.rules[0].lain"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_path(change: dict[str, object], path: str) -> None:
    day = {"year": 2024, "names": {"ppwp": "PPWP"}, "rules": [RULE | change]}
    with pytest.raises(FormError) as caught:
        list(read_cross_rules(parse_json(json.dumps({"schema": 1, "uji": day}), "uji.json")))
    assert caught.value.path == path


def test_another_schema_is_refused() -> None:
    with pytest.raises(FormError):
        list(read_cross_rules(parse_json('{"schema": 2}', "uji.json")))
