"""The rule grammar: whole numbers only, errors that say where, no code ever run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.expression import Comparison, ExpressionError, parse

NAMES = ("a", "b_l", "suara_1", "ss_diterima")
OPERATORS = {"=": lambda x, y: x == y, "<=": lambda x, y: x <= y, ">=": lambda x, y: x >= y}

_leaves = st.one_of(st.integers(0, 999).map(str), st.sampled_from(NAMES))


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, st.sampled_from((" + ", " - ", "*")), inner)
    return pairs.map(lambda it: f"({it[0]}){it[1]}({it[2]})")


sums = st.recursive(_leaves, _grown, max_leaves=8)
values = st.fixed_dictionaries({name: st.integers(0, 100_000) for name in NAMES})


@given(sums, values)
def test_value_is_that_of_whole_number_arithmetic(text: str, numbers: dict[str, int]) -> None:
    left, right = parse(f"{text} = 0").evaluate(numbers)
    assert type(left) is int
    assert (left, right) == (eval(text, {"__builtins__": {}}, dict(numbers)), 0)


@given(st.integers(0, 10**6), st.integers(1, 1000))
def test_ceil_rounds_up_without_floats(value: int, divisor: int) -> None:
    left, _ = parse(f"ceil(a / {divisor}) = 0").evaluate({"a": value})
    assert (left - 1) * divisor < value <= left * divisor


@given(sums, sums, st.sampled_from(sorted(OPERATORS)), values)
def test_comparison_holds_as_its_sign_says(left: str, right: str, op: str, numbers: dict[str, int]) -> None:
    comparison = parse(f"{left} {op} {right}")
    sides = comparison.evaluate(numbers)
    assert comparison.holds(*sides) is OPERATORS[op](*sides)
    assert set(comparison.fields) <= set(NAMES)


@given(st.text(max_size=60))
def test_any_text_is_parsed_or_refused_with_a_position_inside_it(text: str) -> None:
    _parsed_or_refused_inside(text)


@given(st.text(alphabet="ab_l+-*/()=<>0123456789 ceilsum", max_size=40))
def test_text_of_the_grammars_own_signs_never_breaks_the_parser(text: str) -> None:
    _parsed_or_refused_inside(text)


def _parsed_or_refused_inside(text: str) -> None:
    position = 0
    try:
        parsed = parse(text, {"s": ("a",)})
    except ExpressionError as error:
        position = error.position
    else:
        assert isinstance(parsed, Comparison)
    assert 0 <= position <= len(text)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("a", 1),
        ("a = ", 3),
        ("a == b", 3),
        ("a < b", 2),
        ("a = b = c", 6),
        ("a + = b", 4),
        ("(a = b", 3),
        ("a = ceil(b)", 10),
        ("a = ceil(b / 0)", 13),
        ("a = ceil(b / c)", 13),
        ("a = max(b)", 4),
        ("a = sum(lain)", 8),
        ("a = 1.5", 5),
        ("a = __import__('os')", 4),
        ("a = b.c.d", 7),
        ("a = .b", 4),
        ("a = 9999999999", 4),
        ("a = ²", 4),
        ("a = " + "(" * 30 + "b" + ")" * 30, 24),
    ],
)
def test_wrong_rule_is_refused_where_it_is_wrong(text: str, position: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.position == position
    assert f"huruf ke-{position + 1}" in str(caught.value)


def test_sum_adds_every_member_of_the_group() -> None:
    rule = parse("suara_sah = sum(suara)", {"suara": ("suara_1", "suara_2", "suara_3")})
    assert rule.fields == ("suara_sah", "suara_1", "suara_2", "suara_3")
    assert rule.evaluate({"suara_sah": 427, "suara_1": 123, "suara_2": 274, "suara_3": 32}) == (427, 429)


def test_missing_value_is_an_error_not_zero() -> None:
    with pytest.raises(KeyError):
        parse("a = b").evaluate({"a": 1})


@pytest.mark.parametrize(
    ("text", "formula", "numbers"),
    [
        ("a = b + c", "A = B + C", "4.000 ≠ 2 + 3"),
        ("a - (b + c) >= 0", "A − (B + C) ≥ 0", "4.000 − (2 + 3) ≥ 0"),
        ("2 * (b + c) <= a", "2 × (B + C) ≤ A", "2 × (2 + 3) ≤ 4.000"),
        ("a <= b * c", "A ≤ B × C", "4.000 > 2 × 3"),
        ("a = b + ceil(b * 2 / 100)", "A = B + 2% × B", "4.000 ≠ 2 + 1"),
        ("a <= 300 + ceil(300 * 2 / 100)", "A ≤ 300 + 6", "4.000 > 300 + 6"),
        ("a = ceil((b + c) / 4)", "A = ⌈(B + C) / 4⌉", "4.000 ≠ 2"),
    ],
)
def test_rule_reads_as_people_write_it(text: str, formula: str, numbers: str) -> None:
    rule = parse(text)
    assert rule.formula(str.upper) == formula
    assert rule.in_numbers({"a": 4000, "b": 2, "c": 3}) == numbers
