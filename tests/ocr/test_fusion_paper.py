"""What the paper says in several ways: tally marks beside boxes, numbers at the wrong end of their boxes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.reading import FieldReading, FieldStatus
from sirekap_desktop.ocr import evidence, fusion
from sirekap_desktop.ocr.bubbles import BubbleColumns
from sirekap_desktop.ocr.fusion import FieldEvidence
from sirekap_desktop.ocr.tally import TallyEvidence, TallyState

from .papers import VALUES, shown, written

FORM = load_form("c-hasil-ppwp-2024")


def tally_of(value: int | None, confidence: float = 0.99, floor: float = 1e-3) -> TallyEvidence:
    """Tally marks that show one number."""
    shares = np.full(1000, floor)
    if value is not None:
        shares[value] = 1.0
    return TallyEvidence(shares, value, confidence, TallyState.UNCLEAR if value is None else TallyState.CLEAR)


def circles(*digits: int | None) -> BubbleColumns:
    return BubbleColumns(shown(*digits), np.zeros((3, 10)))


def read(
    name: str, cells: tuple[str, str, str], tally: int | None = None, certainty: float = 0.995, marks: bool = False
) -> FieldReading:
    """One number from its boxes, its tally and, with ``marks``, circles beside its digits."""
    columns = circles(*(int(cell) if cell.isdigit() else None for cell in cells)) if marks else None
    return fusion.field_reading(FORM.field(name), FieldEvidence(written(cells, certainty), columns, tally_of(tally)))


def test_boxes_and_tally_that_agree_prove_a_number_without_circles() -> None:
    item = read("suara_tidak_sah", ("X", "X", "9"), 9)
    assert (item.value, item.status, item.evidence.tally) == (9, FieldStatus.PROVEN, 9)


@pytest.mark.parametrize(("marks", "status"), [(False, FieldStatus.TYPE), (True, FieldStatus.CONFIRM)])
def test_clear_boxes_against_the_tally_keep_their_number_and_are_never_proven(marks: bool, status: FieldStatus) -> None:
    item = read("suara_1", ("1", "2", "3"), 128, marks=marks)
    assert (item.value, item.raw, item.status) == (123, 123, status)
    assert item.problems == (fusion.TALLY_DIFFERS,)


def test_one_circle_beside_the_wrong_digit_is_outvoted_by_boxes_and_tally_but_never_proven() -> None:
    found = FieldEvidence(written(("1", "2", "3"), 0.995), circles(1, 2, 7), tally_of(123))
    item = fusion.field_reading(FORM.field("suara_1"), found)
    assert (item.value, item.status, item.problems) == (123, FieldStatus.CONFIRM, (fusion.DISAGREE,))


def test_a_tally_that_is_not_clear_contradicts_nothing() -> None:
    found = FieldEvidence(written(("1", "2", "3"), 0.995), circles(1, 2, 3), tally_of(128, 0.5, 0.3))
    item = fusion.field_reading(FORM.field("suara_1"), found)
    assert (item.value, item.status, item.evidence.tally) == (123, FieldStatus.PROVEN, None)


def test_the_tally_decides_between_readings_of_unclear_boxes() -> None:
    blurred = 0.5 * written(("1", "2", "3")) + 0.5 * written(("1", "2", "8"))
    without = fusion.field_reading(FORM.field("suara_1"), FieldEvidence(blurred))
    item = fusion.field_reading(FORM.field("suara_1"), FieldEvidence(blurred, None, tally_of(128)))
    assert item.value == 128
    assert item.confidence > 0.9 > without.confidence


def test_empty_boxes_beside_a_tally_go_to_a_person() -> None:
    item = read("suara_tidak_sah", ("", "", ""), 14)
    assert (item.value, item.status, item.problems) == (None, FieldStatus.TYPE, (fusion.TALLY_ONLY,))


def test_an_empty_tally_beside_empty_boxes_is_empty() -> None:
    item = read("suara_tidak_sah", ("", "", ""), 0, 0.9999)
    assert (item.value, item.status) == (None, FieldStatus.EMPTY)


@given(st.integers(0, 999), st.floats(1e-6, 1.0))
def test_tally_marks_leave_probabilities(value: int, floor: float) -> None:
    before = evidence.parse(evidence.soften(written(("4", "7", "1")), 0.01))
    after = evidence.with_tally(before, tally_of(value, floor=floor).likelihood)
    assert float(after.values.sum()) + after.empty + after.crossed + after.malformed == pytest.approx(1)
    assert min(after.values.min(), after.empty, after.crossed, after.malformed) >= 0


def weighed(changed: FieldReading, values: dict[str, int]) -> FieldReading:
    """One reading between clear ones of a whole TPS."""

    def clear(name: str) -> FieldReading:
        cells = tuple(f"{values[name]:3d}".replace(" ", "X"))
        return fusion.field_reading(FORM.field(name), FieldEvidence(written(cells, 0.9999)))

    fields = tuple(changed if field.name == changed.name else clear(field.name) for field in FORM.fields)
    return next(item for item in fusion.weigh(FORM, fields) if item.name == changed.name)


LAST_BOXES = ("", "X", "-")


@pytest.mark.parametrize("last", LAST_BOXES)
@pytest.mark.parametrize("doubt", [0.0, 0.5, 0.8])
def test_a_left_aligned_number_goes_to_a_person_though_circles_and_sums_support_its_misreading(
    last: str, doubt: float
) -> None:
    """74 written 7 4 _, the last box half taken for an 8; circles say 7 4 8 and all sums hold with 748."""
    cells = (1 - doubt) * written(("7", "4", last)) + doubt * written(("7", "4", "8"))
    item = fusion.field_reading(FORM.field("suara_1"), FieldEvidence(cells, circles(7, 4, 8), tally_of(748)))
    values = VALUES | {"suara_1": 748, "suara_sah": 900, "suara_total": 909}
    for reading in (item, weighed(item, values)):
        assert fusion.LEFT_ALIGNED in reading.problems
        assert reading.status is FieldStatus.TYPE


@pytest.mark.parametrize(("boxes", "tally"), [(("7", "4", "8"), 74), (("1", "6", "0"), 16), (("5", "8", "8"), 5)])
def test_a_number_counted_in_tally_but_longer_in_its_boxes_is_left_aligned(
    boxes: tuple[str, str, str], tally: int
) -> None:
    """TPS 054 Pulogebang (domain.md §1.7): 74 and 16 published as 748 and 160."""
    item = read("suara_1", boxes, tally, marks=True)
    assert (item.status, item.problems) == (FieldStatus.TYPE, (fusion.LEFT_ALIGNED,))


@given(st.integers(0, 999), st.sampled_from(["X", "", "-", "0"]))
def test_right_aligned_numbers_are_never_taken_for_left_aligned(value: int, lead: str) -> None:
    text = str(value)
    cells = (*[lead] * (3 - len(text)), *text)
    assert evidence.left_share(evidence.soften(written(cells, 0.99), 0.004)) < 0.1


def paper_of(values: dict[str, int], certainty: dict[str, float], tallies: dict[str, int]) -> tuple[FieldReading, ...]:
    return tuple(
        fusion.field_reading(
            field,
            FieldEvidence(
                written(tuple(f"{values[field.name]:3d}".replace(" ", "X")), certainty.get(field.name, 0.995)),
                circles(*map(int, f"{values[field.name]:03d}")) if field.bubbles else None,
                tally_of(tallies.get(field.name, values[field.name])) if field.tally else None,
            ),
        )
        for field in FORM.fields
    )


NAMES = sorted(VALUES)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 999), max_size=12),
    st.dictionaries(st.sampled_from(NAMES), st.floats(0.97, 0.9999), max_size=12),
    st.dictionaries(st.sampled_from(["suara_1", "suara_2", "suara_3", "suara_tidak_sah"]), st.integers(0, 300)),
)
def test_what_stands_clearly_in_the_boxes_is_never_replaced(
    changed: dict[str, int], certainty: dict[str, float], tallies: dict[str, int]
) -> None:
    """Sums may break, tallies and boxes may differ: a correctly read number stays, before and after the sums."""
    paper = VALUES | changed
    before = paper_of(paper, certainty, tallies)
    after = fusion.weigh(FORM, before)
    assert {item.name: item.raw for item in before if item.raw is not None and item.raw != paper[item.name]} == {}
    assert {item.name: item.value for item in after if item.value != paper[item.name]} == {}
    assert [item.raw for item in after] == [item.raw for item in before]
