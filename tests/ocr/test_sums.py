"""Sums are weighed exactly: as trying every combination of candidates would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms.loader import form_ids, load_form
from sirekap_desktop.ocr import sums
from sirekap_desktop.ocr.calibration import calibration
from sirekap_desktop.ocr.sums import OTHER_COMPLETES, Choices, LinearRule, linear_rules, posterior, tree
from tools import calibrate_sums

FORM = load_form("c-hasil-ppwp-2024")
RULES = linear_rules(FORM)
ROWS = {field.name: field.row for field in FORM.fields}
WEIGHTS = {"R1": 90.0, "R2": 70.0, "R3": 50.0, "R4": 200.0, "R6": 40.0, "R7a": 30.0, "R7b": 60.0}


def weight_of(rule: LinearRule, values: Mapping[str, float | None]) -> float:
    """The factor as it is defined, for one combination."""
    known = [values[name] for name in rule.fields]
    total = rule.constant
    for coefficient, value in zip(rule.coefficients, known, strict=True):
        if value is None:
            return 1 + (WEIGHTS[rule.id] - 1) * OTHER_COMPLETES
        total += coefficient * int(value)
    return WEIGHTS[rule.id] if total == 0 else 1.0


def brute_force(rules: Sequence[LinearRule], choices: Mapping[str, Choices]) -> dict[str, np.ndarray]:
    """Every combination, one by one."""
    names = list(choices)
    found = {name: np.zeros(len(choices[name].probability)) for name in names}
    for places in product(*(range(len(choices[name].probability)) for name in names)):
        chosen = dict(zip(names, places, strict=True))
        values = {
            name: None if place == len(choices[name].values) else float(choices[name].values[place])
            for name, place in chosen.items()
        }
        share = float(np.prod([choices[name].probability[place] for name, place in chosen.items()]))
        for rule in rules:
            share *= weight_of(rule, values)
        for name, place in chosen.items():
            found[name][place] += share
    return {name: item / item.sum() for name, item in found.items()}


def some_choices(names: Sequence[str], seed: int) -> dict[str, Choices]:
    """One or two candidates each, small numbers, so that sums often hold."""
    rng = np.random.default_rng(seed)
    return {
        name: Choices(
            rng.choice(6, size=count, replace=False).astype(float),
            rng.dirichlet(np.ones(count + 1)) * 0.99 + 0.01 / (count + 1),
        )
        for name, count in zip(names, rng.integers(1, 3, len(names)), strict=True)
    }


GRID = [f"pengguna_{row}_{part}" for row in ("dpt", "dptb", "total") for part in "lpj"]
VOTES = [
    "pengguna_total_j",
    "ss_digunakan",
    "suara_total",
    "suara_sah",
    "suara_tidak_sah",
    "suara_1",
    "suara_2",
    "suara_3",
]
SECTION = ["pengguna_total_j", "ss_diterima", "ss_digunakan", "ss_dikembalikan", "ss_tidak_digunakan", "suara_total"]


def in_grid(rule: LinearRule) -> LinearRule:
    """The sums of section I.B without the row of the DPK: small enough to try all combinations."""
    kept = [place for place, name in enumerate(rule.fields) if "dpk" not in name]
    return LinearRule(
        rule.id, tuple(rule.fields[k] for k in kept), tuple(rule.coefficients[k] for k in kept), rule.constant
    )


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([VOTES, SECTION]))
def test_a_chain_of_sums_is_weighed_as_every_combination_would(seed: int, names: list[str]) -> None:
    choices = some_choices(names, seed)
    rules = [rule for rule in RULES if set(rule.fields) <= set(names)]
    expected, found = brute_force(rules, choices), posterior(RULES, choices, WEIGHTS, ROWS)
    assert all(np.allclose(found[name], expected[name], atol=1e-9) for name in names)


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10**6))
def test_rows_and_columns_that_cross_are_weighed_exactly_too(seed: int) -> None:
    choices = some_choices(GRID, seed)
    rules = [in_grid(rule) for rule in RULES if set(in_grid(rule).fields) <= set(GRID)]
    rules = [rule for rule in rules if rule.id in {"R1", "R2"} and len(rule.fields) == 3]
    assert len(rules) == 6
    expected, found = brute_force(rules, choices), posterior(rules, choices, WEIGHTS, ROWS)
    assert all(np.allclose(found[name], expected[name], atol=1e-9) for name in GRID)


@pytest.mark.parametrize("form_id", form_ids())
def test_the_sums_of_every_form_are_a_tree_so_none_is_left_out(form_id: str) -> None:
    form = load_form(form_id)
    rows = {field.name: field.row for field in form.fields}
    rules = linear_rules(form)
    within = [rule for rule in rules if len({rows[name] for name in rule.fields}) == 1]
    assert sorted(map(str, [*within, *(rule for bond in tree(rules, rows) for rule in bond)])) == sorted(
        map(str, rules)
    )


def test_a_rule_that_closes_a_loop_says_nothing() -> None:
    loop = [LinearRule("R1", pair, (1, -1), 0) for pair in (("a", "b"), ("b", "c"), ("c", "a"))]
    assert len(tree(loop, {name: name for name in "abc"})) == 2


def test_rare_candidates_share_what_is_left_of_anything_else() -> None:
    choices = {name: Choices(np.array([5.0, 6.0, 7.0]), np.array([0.9, 2e-4, 1e-4, 0.0997])) for name in ("a", "b")}
    after = posterior([LinearRule("R4", ("a", "b"), (1, -1), 0)], choices, WEIGHTS)["a"]
    assert after.sum() == pytest.approx(1)
    assert after[1] == pytest.approx(2 * after[2])
    assert after[0] > 0.99


def test_the_work_stays_bounded_when_nothing_on_a_form_is_clear() -> None:
    values = np.arange(8, dtype=float)
    unclear = {name: Choices(values + 3 * place, np.full(9, 1 / 9)) for place, name in enumerate(ROWS)}
    kept = {name: sums._keep(item, 0.2) for name, item in unclear.items()}
    assert all(sums._work(bond, kept, ROWS) <= sums._WORK for bond in tree(RULES, ROWS))
    after = posterior(RULES, unclear, WEIGHTS, ROWS)
    assert all(item.sum() == pytest.approx(1) for item in after.values())


@pytest.mark.shared
def test_every_sum_weighs_what_the_published_records_say(shared_dir: Path) -> None:
    records = calibrate_sums.read_records(shared_dir / "tps" / "ppwp-published-ntb-sulbar.csv.gz")
    counted = calibrate_sums.measure(records)
    assert {name: row["weight"] for name, row in counted.items()} == calibration().rule_weights
    assert set(calibration().rule_weights) >= {
        rule.id for form_id in form_ids() for rule in linear_rules(load_form(form_id))
    }
