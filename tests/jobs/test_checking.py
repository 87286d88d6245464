from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.reading import Evidence, FieldReading, FieldStatus
from sirekap_desktop.jobs.checking import (
    Decision,
    Mode,
    Policy,
    Stage,
    Typing,
    advance,
    confirmable,
    from_paper,
    next_blind,
    pages_to_confirm,
    plan,
    recorded_values,
)
from sirekap_desktop.models.records import Entry, EntryHow

FORM = load_form("c-hasil-ppwp-2024")
TPS = "7605052002003"
ALL_PAGES = (1, 2, 3)


def reading(name: str, value: int | None = 41, status: FieldStatus = FieldStatus.PROVEN) -> FieldReading:
    return FieldReading(name, value, value, 0.999, status, ("X", "4", "1"), Evidence(digits=value))


def entry(name: str, value: int | None = 41, *, recheck: bool = False) -> Entry:
    return Entry("e", TPS, FORM.id, name, value, EntryHow.TYPED, "SITI", "2024-02-16", None, recheck)


def plan_of(readings, entries=None, policy=None, pages=ALL_PAGES):
    return plan(FORM, TPS, readings=readings, entries=entries or {}, pages_with_photo=pages, policy=policy or Policy())


ALL_PROVEN = {field.name: reading(field.name) for field in FORM.fields}


def test_a_wholly_proven_tps_needs_one_key_per_page():
    tasks = plan_of(ALL_PROVEN)
    assert pages_to_confirm(tasks) == ALL_PAGES
    assert sum(len(confirmable(tasks, page)) for page in ALL_PAGES) == len(FORM.fields)


def test_proven_values_stay_hidden_while_any_field_of_the_tps_is_still_blind():
    tasks = plan_of(ALL_PROVEN | {"suara_2": reading("suara_2", status=FieldStatus.CONFIRM)})
    assert not any(task.revealed for task in tasks)
    assert pages_to_confirm(tasks) == ()
    assert next_blind(tasks).field.name == "suara_2"


def test_a_page_typed_from_paper_hides_what_other_pages_prove_and_is_typed_twice():
    tasks = plan_of({name: item for name, item in ALL_PROVEN.items() if FORM.field(name).page < 3}, pages=(1, 2))
    assert pages_to_confirm(tasks) == (1, 2)
    opened = from_paper(tasks, {3})
    assert not any(task.revealed for task in opened)
    assert {task.field.page for task in opened if task.mode is Mode.BLIND} == {3}
    typing, decision = advance(opened[-1].reading, Typing(), 227)
    assert (typing.stage, decision) == (Stage.AGAIN, None)
    assert advance(opened[-1].reading, typing, 227)[1] == Decision(227, EntryHow.TYPED)


def test_typing_from_paper_leaves_pages_with_a_photo_and_recorded_numbers_alone():
    tasks = plan_of(ALL_PROVEN, entries={"suara_total": entry("suara_total")}, pages=(1, 2))
    opened = from_paper(tasks, {1, 2, 3})
    assert [task.mode for task in opened if task.field.page < 3] == [t.mode for t in tasks if t.field.page < 3]
    assert next(task for task in opened if task.field.name == "suara_total").mode is Mode.DONE


@pytest.mark.parametrize("status", [s for s in FieldStatus if s is not FieldStatus.PROVEN])
def test_everything_that_is_not_proven_is_typed_blind(status):
    tasks = plan_of({"suara_1": reading("suara_1", status=status)})
    assert next(t for t in tasks if t.field.name == "suara_1").mode is Mode.BLIND


def test_a_field_whose_photo_was_replaced_is_blind_again_and_leaves_the_rules():
    tasks = plan_of(
        ALL_PROVEN | {"suara_1": reading("suara_1", status=FieldStatus.TYPE)},
        {"suara_1": entry("suara_1", recheck=True), "suara_3": entry("suara_3", 8)},
    )
    assert next(t for t in tasks if t.field.name == "suara_1").mode is Mode.BLIND
    assert recorded_values(tasks) == {"suara_3": 8}


def test_a_page_without_a_photo_waits_and_hides_nothing():
    tasks = plan_of(ALL_PROVEN, pages=(1, 2))
    assert {t.mode for t in tasks if t.field.page == 3} == {Mode.NO_PHOTO}
    assert pages_to_confirm(tasks) == (1, 2)


def test_the_typing_policy_hides_every_proven_value():
    assert {t.mode for t in plan_of(ALL_PROVEN, policy=Policy("type_all"))} == {Mode.BLIND}


def test_the_sample_policy_types_about_its_share_and_repeats_it():
    policy = Policy("sample", 20, "ruang kerja")
    drawn = [policy.samples(f"76050520020{i:02d}", f.name) for i in range(50) for f in FORM.fields]
    assert 0.15 < sum(drawn) / len(drawn) < 0.25
    assert drawn[: len(FORM.fields)] == [policy.samples("7605052002000", f.name) for f in FORM.fields]


def test_next_blind_goes_round_to_skipped_fields():
    blind = {f.name: reading(f.name, status=FieldStatus.CONFIRM) for f in FORM.fields}
    tasks = plan_of(blind)
    last = FORM.fields[-1].name
    assert next_blind(tasks, last).field.name == FORM.fields[0].name


def test_agreement_of_person_and_machine_records_at_once():
    assert advance(reading("suara_1", 87), Typing(), 87) == (Typing(), Decision(87, EntryHow.TYPED))


def test_disagreement_asks_and_the_person_decides():
    state, decision = advance(reading("suara_1", 37), Typing(), 87)
    assert (state.stage, decision) == (Stage.RESOLVE, None)
    assert advance(reading("suara_1", 37), state, 87)[1] == Decision(87, EntryHow.RESOLVED)
    assert advance(reading("suara_1", 37), state, 37)[1] == Decision(37, EntryHow.RESOLVED)


def test_without_a_machine_value_the_person_types_twice():
    blank = replace(reading("suara_1", None), status=FieldStatus.TYPE)
    state, decision = advance(blank, Typing(), 87)
    assert (state.stage, decision) == (Stage.AGAIN, None)
    assert advance(blank, state, 87)[1] == Decision(87, EntryHow.TYPED)
    assert advance(blank, state, 78)[0].stage is Stage.RESOLVE


def test_an_empty_field_is_not_a_zero():
    empty = replace(reading("suara_1", None), status=FieldStatus.EMPTY)
    assert advance(empty, Typing(), None)[1] == Decision(None, EntryHow.TYPED)
    assert advance(empty, Typing(), 0)[1] is None


values = st.one_of(st.none(), st.integers(0, 999))


@given(machine=values, status=st.sampled_from(FieldStatus), typed=st.lists(values, min_size=1, max_size=6))
def test_nothing_is_recorded_that_two_readers_did_not_say(machine, status, typed):
    seen = reading("suara_1", machine, status)
    state, said = Typing(), []
    for value in typed:
        state, decision = advance(seen, state, value)
        if decision is not None:
            supporters = said.count(decision.value) + 1
            if status is FieldStatus.EMPTY:
                supporters += decision.value is None
            elif status is not FieldStatus.UNSEEN and machine is not None:
                supporters += decision.value == machine
            assert supporters >= 2
            return
        said.append(value)
