"""Rules on values: the sums of the paper, what is missing stays open, whole numbers only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Contestant, Severity
from sirekap_desktop.forms.reading import Check
from sirekap_desktop.forms.rules import broken, check_rules, explain, rule_of

FORM = load_form("c-hasil-ppwp-2024")
RIGHT: dict[str, int | None] = {
    "pemilih_dpt_l": 120, "pemilih_dpt_p": 125, "pemilih_dpt_j": 245,
    "pengguna_dpt_l": 100, "pengguna_dpt_p": 102, "pengguna_dpt_j": 202,
    "pengguna_dptb_l": 2, "pengguna_dptb_p": 3, "pengguna_dptb_j": 5,
    "pengguna_dpk_l": 1, "pengguna_dpk_p": 0, "pengguna_dpk_j": 1,
    "pengguna_total_l": 103, "pengguna_total_p": 105, "pengguna_total_j": 208,
    "ss_diterima": 250, "ss_digunakan": 208, "ss_dikembalikan": 1, "ss_tidak_digunakan": 41,
    "disabilitas_l": 1, "disabilitas_p": 1, "disabilitas_j": 2,
    "suara_1": 66, "suara_2": 110, "suara_3": 28,
    "suara_sah": 204, "suara_tidak_sah": 4, "suara_total": 208,
}  # fmt: skip


def _check(values: dict[str, int | None], rule: str, at: str = "") -> Check:
    return next(check for check in check_rules(FORM, values) if (check.rule, check.at) == (rule, at))


def test_right_form_breaks_nothing() -> None:
    assert broken(FORM, RIGHT) == ()
    assert all(check.ok for check in check_rules(FORM, RIGHT) if check.rule != "R17")


def test_wrong_sum_of_the_published_photos_is_found() -> None:
    check = _check(RIGHT | {"suara_1": 123, "suara_2": 274, "suara_3": 32, "suara_sah": 427}, "R3")
    assert (check.ok, check.left, check.right) == (False, 427, 429)
    assert check.fields == ("suara_sah", "suara_1", "suara_2", "suara_3")


@pytest.mark.parametrize(
    ("change", "rule", "at", "left", "right"),
    [
        ({"pemilih_dpt_j": 246}, "R1", "pemilih_dpt", 245, 246),
        ({"disabilitas_j": 3}, "R1", "disabilitas", 2, 3),
        ({"pengguna_dptb_p": 4}, "R2", "pengguna_total_p", 105, 106),
        ({"pengguna_total_j": 209}, "R2", "pengguna_total_j", 209, 208),
        ({"suara_total": 209}, "R4", "", 209, 208),
        ({"ss_tidak_digunakan": 40}, "R6", "", 250, 249),
        ({"ss_digunakan": 207}, "R7a", "", 208, 207),
        ({"ss_digunakan": 207}, "R7b", "", 207, 208),
        ({"ss_diterima": 251}, "R8", "", 251, 250),
        ({"pengguna_dpt_l": 121}, "R9", "pengguna_dpt_l", 121, 120),
        ({"disabilitas_j": 209}, "R11", "", 209, 208),
        ({"suara_2": 307}, "R12", "suara_2", 307, 306),
        ({"pemilih_dpt_j": 307}, "R12", "pemilih_dpt_j", 307, 306),
    ],
)
def test_broken_rule_is_reported_at_its_row(
    change: dict[str, int | None], rule: str, at: str, left: int, right: int
) -> None:
    check = _check(RIGHT | change, rule, at)
    assert (check.ok, check.left, check.right) == (False, left, right)
    assert check in broken(FORM, RIGHT | change)


def test_limits_allow_the_limit_itself() -> None:
    assert _check(RIGHT | {"suara_2": 306}, "R12", "suara_2").ok
    assert _check(RIGHT | {"pengguna_dpt_l": 120}, "R9", "pengguna_dpt_l").ok


def test_spare_ballots_are_rounded_up() -> None:
    assert _check({"ss_diterima": 306, "pemilih_dpt_j": 300}, "R8").ok
    assert _check({"ss_diterima": 307, "pemilih_dpt_j": 301}, "R8").ok is False
    assert _check({"ss_diterima": 308, "pemilih_dpt_j": 301}, "R8").ok


def test_more_users_than_dpt_breaks_nothing() -> None:
    values = RIGHT | {"pengguna_dptb_l": 50, "pengguna_dptb_j": 53, "pengguna_total_l": 151, "pengguna_total_j": 256}
    values |= {"ss_diterima": 256, "ss_digunakan": 256, "ss_dikembalikan": 0, "ss_tidak_digunakan": 0}
    values |= {"suara_3": 76, "suara_sah": 252, "suara_total": 256}
    assert {check.rule for check in broken(FORM, values)} == {"R8"}


@pytest.mark.parametrize("missing", ["absent", "empty"])
def test_rule_stays_open_while_a_number_is_missing(missing: str) -> None:
    values = dict(RIGHT)
    if missing == "absent":
        del values["suara_2"]
    else:
        values["suara_2"] = None
    check = _check(values, "R3")
    assert (check.ok, check.left, check.right) == (None, None, None)
    assert _check(values, "R4").ok


def test_zero_is_a_number_not_a_gap() -> None:
    assert _check({"suara_1": 0, "suara_2": 0, "suara_3": 0, "suara_sah": 0}, "R3").ok


def test_dpt_of_the_workspace_is_compared_when_it_is_known() -> None:
    assert _check(RIGHT, "R17", "pemilih_dpt_l").ok is None
    known = RIGHT | {"dpt_l": 120, "dpt_p": 124}
    assert _check(known, "R17", "pemilih_dpt_l").ok
    assert _check(known, "R17", "pemilih_dpt_p").ok is False
    total = _check(known, "R17", "pemilih_dpt_j")
    assert (total.ok, total.left, total.right, total.fields) == (False, 245, 244, ("pemilih_dpt_j",))
    assert rule_of(FORM, total).severity is Severity.HINT


def test_one_check_per_rule_and_place() -> None:
    checks = check_rules(FORM, {})
    assert len({(check.rule, check.at) for check in checks}) == len(checks)
    assert {check.rule for check in checks} == {
        "R1", "R2", "R3", "R4", "R6", "R7a", "R7b", "R8", "R9", "R11", "R12", "R17",
    }  # fmt: skip
    assert sum(check.rule == "R1" for check in checks) == 6


@pytest.mark.parametrize(
    ("rule", "at", "formula", "numbers", "difference"),
    [
        ("R6", "", "II.1 = II.2 + II.3 + II.4", "250 ≠ 208 + 1 + 40", 1),
        ("R1", "pengguna_dpt", "I.B.1: L + P = Jml", "100 + 103 ≠ 202", 1),
        ("R2", "pengguna_total_p", "I.B.4 = I.B.1 + I.B.2 + I.B.3 (P)", "105 ≠ 103 + 3 + 0", -1),
        ("R7a", "", "I.B.4 Jml = II.2", "208 = 208", 0),
        ("R8", "", "II.1 = I.A Jml + 2% × I.A Jml", "250 = 245 + 5", 0),
        ("R12", "suara_1", "IV.1 ≤ 300 + 6", "1.066 > 300 + 6", 760),
        ("R3", "", "V.A = IV.1 + IV.2 + IV.3", "204 ≠ 1.066 + 110 + 28", -1000),
        ("R9", "pengguna_dpt_l", "I.B.1 ≤ I.A (L)", "100 ≤ 120", -20),
    ],
)
def test_check_is_explained_in_the_papers_numbering(
    rule: str, at: str, formula: str, numbers: str, difference: int
) -> None:
    values = RIGHT | {"ss_tidak_digunakan": 40, "pengguna_dpt_p": 103, "suara_1": 1066}
    text = explain(FORM, _check(values, rule, at), values)
    assert (text.formula, text.numbers, text.difference) == (formula, numbers, difference)
    assert text.wording
    assert text.source


def test_explanation_without_values_shows_both_sides() -> None:
    text = explain(FORM, _check(RIGHT | {"suara_sah": 203}, "R3"))
    assert (text.numbers, text.difference) == ("203 ≠ 204", -1)


def test_open_check_has_a_formula_but_no_numbers() -> None:
    text = explain(FORM, _check({}, "R3"), {})
    assert (text.formula, text.numbers, text.difference) == ("V.A = IV.1 + IV.2 + IV.3", "", None)


def test_dpt_rule_names_the_workspace_value() -> None:
    values = RIGHT | {"dpt_l": 1, "dpt_p": 2}
    assert explain(FORM, _check(values, "R17", "pemilih_dpt_j"), values).formula == "I.A Jml = DPT L + DPT P"


def test_rules_follow_the_contestants() -> None:
    form = load_form("c-hasil-ppwp-2024", (Contestant(1, "A"), Contestant(2, "B")))
    check = next(c for c in check_rules(form, {"suara_1": 3, "suara_2": 4, "suara_sah": 7}) if c.rule == "R3")
    assert check.ok


@given(st.dictionaries(st.sampled_from(sorted(RIGHT)), st.one_of(st.none(), st.integers(0, 999))))
def test_checks_are_whole_numbers_and_never_raise(values: dict[str, int | None]) -> None:
    for check in check_rules(FORM, values):
        complete = all(values.get(name) is not None for name in check.fields) and check.rule != "R17"
        assert (check.ok is not None) is complete
        assert type(check.left) is type(check.right) is (int if complete else type(None))
        explain(FORM, check, values)


@given(st.tuples(*(st.integers(0, 102) for _ in range(4))))
def test_sum_rule_holds_exactly_when_the_numbers_add_up(numbers: tuple[int, int, int, int]) -> None:
    one, two, three, total = numbers
    check = _check({"suara_1": one, "suara_2": two, "suara_3": three, "suara_sah": total}, "R3")
    assert check.ok is (one + two + three == total)
