from __future__ import annotations

from dataclasses import replace

import pytest

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.samples.handwriting import make_hand
from sirekap_desktop.samples.plan import Deviation, left_aligned, plan_field

HAND = replace(make_hand(1), leading="X", fills_leading_bubble=True)


def test_a_number_stands_right_aligned_behind_the_persons_leading_mark(form: FormDefinition) -> None:
    written = plan_field(form.field("suara_1"), 7, HAND)
    assert written.cells == ("X", "X", "7")
    assert written.bubbles == (0, 0, 7)
    assert written.tally == 7
    assert written.row_sums == (7, None, None, None, None)
    assert written.words == "TUJUH"


def test_some_people_leave_the_bubble_beside_a_cross_empty(form: FormDefinition) -> None:
    hand = replace(HAND, fills_leading_bubble=False)
    assert plan_field(form.field("suara_1"), 7, hand).bubbles == (None, None, 7)


def test_an_empty_field_is_empty_and_zero_is_not(form: FormDefinition) -> None:
    field = form.field("suara_2")
    assert plan_field(field, None, HAND).cells == ("", "", "")
    assert plan_field(field, None, HAND).bubbles == (None, None, None)
    assert plan_field(field, 0, HAND).cells == ("X", "X", "0")


def test_the_paper_can_say_otherwise_than_the_value(form: FormDefinition) -> None:
    field = form.field("suara_1")
    wrong = Deviation(bubbles=(None, 6, 8), tally=67, struck=((2, "9"),))
    written = plan_field(field, 66, HAND, wrong)
    assert (written.value, written.cells, written.bubbles, written.tally) == (66, ("X", "6", "6"), (None, 6, 8), 67)
    assert written.row_sums == (60, 7, None, None, None)
    assert written.struck == ((2, "9"),)


def test_a_left_aligned_number_starts_in_the_first_box(form: FormDefinition) -> None:
    written = plan_field(form.field("suara_1"), 74, HAND, left_aligned(74))
    assert written.cells == ("7", "4", "X")
    assert written.bubbles == (7, 4, None)


@pytest.mark.parametrize("value", [-1, 1000])
def test_a_value_that_does_not_fit_is_refused(form: FormDefinition, value: int) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        plan_field(form.field("suara_1"), value, HAND)
