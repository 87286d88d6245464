"""Fusion: raw and fused stay apart, rules never repair clear paper, and proven needs independent evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.reading import FieldReading, FieldStatus, PageReading, Quality
from sirekap_desktop.ocr import fusion
from sirekap_desktop.ocr.bubbles import BubbleColumns
from sirekap_desktop.ocr.fusion import FieldEvidence

from .papers import VALUES, shown, written

FORM = load_form("c-hasil-ppwp-2024")


def cells_of(value: int | None, certainty: float = 0.995) -> np.ndarray:
    text = "" if value is None else str(value)
    return written((*([""] if value is None else ["X"]) * (3 - len(text)), *text), certainty)


def circles(value: int | None) -> BubbleColumns:
    digits = [None] * 3 if value is None else [int(digit) for digit in f"{value:03d}"]
    return BubbleColumns(shown(*digits), np.zeros((3, 10)))


def reading(name: str, value: int | None, certainty: float = 0.995) -> FieldReading:
    field = FORM.field(name)
    return fusion.field_reading(
        field, FieldEvidence(cells_of(value, certainty), circles(value) if field.bubbles else None)
    )


def readings(values: Mapping[str, int | None], doubtful: str = "") -> tuple[FieldReading, ...]:
    return tuple(
        reading(field.name, values[field.name], 0.7 if field.name == doubtful else 0.995)
        for field in FORM.fields
        if field.name in values
    )


def pages_of(fields: tuple[FieldReading, ...]) -> list[PageReading]:
    def page(number: int) -> PageReading:
        names = {field.name for field in FORM.fields_on(number)}
        chosen = tuple(item for item in fields if item.name in names)
        return PageReading(0, "read", None, FORM.id, number, None, None, Quality(ok=True), chosen, 0, "test")

    return [page(number) for number in (1, 2, 3)]


def status(fields: tuple[FieldReading, ...], name: str) -> FieldStatus:
    return next(item.status for item in fields if item.name == name)


def test_agreeing_boxes_and_circles_prove_a_number() -> None:
    assert reading("suara_2", 140).status is FieldStatus.PROVEN


def test_boxes_alone_are_never_proven() -> None:
    assert reading("suara_sah", 218, 0.9999).status is FieldStatus.CONFIRM


def test_clear_boxes_against_clear_circles_go_to_a_person() -> None:
    item = fusion.field_reading(FORM.field("suara_1"), FieldEvidence(cells_of(123), circles(173)))
    assert (item.status, item.problems) == (FieldStatus.TYPE, (fusion.DISAGREE,))
    assert (item.evidence.digits, item.evidence.bubbles) == (123, 173)


def test_only_crosses_is_null_and_typed() -> None:
    item = fusion.field_reading(FORM.field("suara_sah"), FieldEvidence(written(("X", "X", "X")), None))
    assert (item.value, item.status, item.problems) == (None, FieldStatus.TYPE, (fusion.ONLY_CROSSES,))


def test_an_untouched_field_is_empty() -> None:
    item = reading("suara_1", None)
    assert (item.value, item.raw, item.status, item.cells) == (None, None, FieldStatus.EMPTY, ("", "", ""))


def test_empty_boxes_over_filled_circles_go_to_a_person() -> None:
    item = fusion.field_reading(FORM.field("suara_1"), FieldEvidence(cells_of(None), circles(123)))
    assert item.status is FieldStatus.TYPE
    assert fusion.BUBBLES_ONLY in item.problems


def test_a_left_aligned_number_goes_to_a_person_whatever_the_circles_say() -> None:
    item = fusion.field_reading(FORM.field("suara_1"), FieldEvidence(written(("7", "4", "")), circles(74)))
    assert item.status is FieldStatus.TYPE
    assert fusion.LEFT_ALIGNED in item.problems


def test_a_number_outside_the_picture_is_unseen() -> None:
    item = fusion.field_reading(FORM.field("suara_1"), FieldEvidence(None, None))
    assert (item.status, item.value) == (FieldStatus.UNSEEN, None)


def test_a_problem_of_the_picture_makes_a_person_type() -> None:
    item = fusion.field_reading(
        FORM.field("suara_2"), FieldEvidence(cells_of(140), circles(140), problems=("silau di kotak",))
    )
    assert item.status is FieldStatus.TYPE


def test_a_printed_sum_that_holds_proves_its_numbers() -> None:
    fused = fusion.weigh(FORM, readings(VALUES))
    assert {item.status for item in fused} == {FieldStatus.PROVEN}
    assert {item.name: item.value for item in fused} == VALUES


def test_a_sum_across_pages_proves_the_third_page() -> None:
    fused = fusion.fuse(FORM, pages_of(readings(VALUES))).fields
    assert status(fused, "suara_sah") is FieldStatus.PROVEN


def test_a_sum_resolves_a_doubtful_number_but_not_to_proven_by_itself() -> None:
    fields = list(readings(VALUES))
    place = next(i for i, item in enumerate(fields) if item.name == "suara_sah")
    blurred = 0.5 * cells_of(218) + 0.5 * cells_of(248)
    fields[place] = fusion.field_reading(FORM.field("suara_sah"), FieldEvidence(blurred * (1 + 1e-9), None))
    fused = next(item for item in fusion.weigh(FORM, tuple(fields)) if item.name == "suara_sah")
    assert (fused.value, fused.status) == (218, FieldStatus.CONFIRM)


def with_doubt(name: str, seen: int, other: int, share: float = 0.8) -> tuple[FieldReading, ...]:
    """All readings of a sound TPS, but one number looks ``share`` like ``seen`` and else like ``other``."""
    blurred = share * cells_of(seen) + (1 - share) * cells_of(other)
    doubtful = fusion.field_reading(FORM.field(name), FieldEvidence(blurred, None))
    return tuple(doubtful if item.name == name else item for item in readings(VALUES))


def test_a_sum_of_certain_numbers_proves_one_that_is_less_clear() -> None:
    fused = fusion.weigh(FORM, with_doubt("suara_sah", 218, 248))
    assert {item.status for item in fused} == {FieldStatus.PROVEN}


def test_a_number_that_a_sum_proved_counts_as_certain_in_the_next_sum() -> None:
    fields = {item.name: item for item in readings(VALUES)}
    for name, seen, other in (("ss_digunakan", 227, 221), ("ss_tidak_digunakan", 39, 34)):
        fields[name] = next(item for item in with_doubt(name, seen, other, 0.88) if item.name == name)
    fused = fusion.weigh(FORM, tuple(fields.values()))
    assert status(fused, "ss_tidak_digunakan") is FieldStatus.PROVEN  # R6 holds both; R7a proves the other one


def test_two_unclear_numbers_in_a_sum_prove_nothing() -> None:
    names = ("suara_tidak_sah", "suara_sah", "suara_total")
    fields = [item for item in with_doubt("suara_sah", 218, 248) if item.name in names]
    fields[1] = next(item for item in with_doubt("suara_tidak_sah", 9, 4) if item.name == "suara_tidak_sah")
    assert FieldStatus.PROVEN not in {item.status for item in fusion.weigh(FORM, tuple(fields))}


def test_a_number_that_its_sums_contradict_is_not_proven_and_breaks_their_proof() -> None:
    fused = fusion.weigh(FORM, with_doubt("disabilitas_j", 8, 3))
    named = {item.name: item.status for item in fused if item.name.startswith("disabilitas")}
    assert FieldStatus.PROVEN not in named.values()


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 999), min_size=1, max_size=12))
def test_rules_never_replace_clearly_written_numbers(changed: dict[str, int]) -> None:
    """However many sums the paper breaks, what is clearly written is what is read."""
    paper = VALUES | changed
    fused = fusion.weigh(FORM, readings(paper))
    assert {item.name: item.value for item in fused} == paper
    assert all(item.raw == item.value for item in fused)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 999), st.sampled_from(sorted(VALUES)))
def test_weighing_twice_changes_nothing(value: int, name: str) -> None:
    once = fusion.weigh(FORM, readings(VALUES | {name: value}))
    assert fusion.weigh(FORM, once) == once


def test_a_broken_sum_is_reported_and_not_repaired() -> None:
    """The photographed set of the shared data: 123 + 274 + 32 against 427."""
    paper = {"suara_1": 123, "suara_2": 274, "suara_3": 32, "suara_sah": 427, "suara_tidak_sah": 3, "suara_total": 430}
    fused = fusion.fuse(FORM, pages_of(readings(paper)))
    check = next(item for item in fused.checks if item.rule == "R3")
    assert (check.ok, check.left, check.right) == (False, 427, 429)
    assert {item.name: item.value for item in fused.fields if item.value is not None} == paper


def test_pages_that_are_missing_leave_their_fields_unseen_and_their_checks_open() -> None:
    fused = fusion.fuse(FORM, pages_of(readings(VALUES))[1:2])
    assert status(fused.fields, "suara_sah") is FieldStatus.UNSEEN
    assert next(item for item in fused.checks if item.rule == "R3").ok is None


def test_of_two_pictures_of_a_page_the_clearer_one_counts() -> None:
    good, bad = pages_of(readings(VALUES))[1], pages_of(readings(VALUES | {"suara_1": 65}, doubtful="suara_1"))[1]
    for order in ([good, bad], [bad, good]):
        assert next(item for item in fusion.fuse(FORM, order).fields if item.name == "suara_1").value == 66


def test_pages_of_other_forms_are_left_out() -> None:
    other = [replace(page, form="lain") for page in pages_of(readings(VALUES))]
    assert {item.status for item in fusion.fuse(FORM, other).fields} == {FieldStatus.UNSEEN}


@pytest.mark.parametrize("name", ["suara_sah", "pengguna_dpt_j"])
def test_confidence_is_a_probability_and_candidates_are_ranked(name: str) -> None:
    item = reading(name, 218, 0.6)
    assert 0 <= item.confidence <= 1
    shares = [share for _, share in item.candidates]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1 + 1e-6
