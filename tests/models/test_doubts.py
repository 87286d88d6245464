"""Doubts: a number whose digit looked odd is typed again; nothing is lost, and undo takes it back."""

from __future__ import annotations

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.reading import FieldStatus
from sirekap_desktop.models.pleno.facts import Opened, ReadOut
from sirekap_desktop.models.records import EntryHow, NewDoubt, NewEntry
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, TPS_1, TPS_2, add_photo, field_reading, page_reading, record_all, reopen

FIELD = "suara_1"


def photo_of(workspace: Workspace, tps: str = TPS_1) -> str:
    """A photo of page 2 with two proven numbers."""
    fields = (field_reading(FIELD, 61), field_reading("suara_2", 70))
    return add_photo(workspace, tps, content=tps.encode(), reading=page_reading(2, *fields)).id


def doubt(workspace: Workspace, image: str, field: str = FIELD, tps: str = TPS_1) -> str:
    return workspace.doubt([NewDoubt(tps, FORM, field, image, 1, 6)])[0].id


def rechecks(workspace: Workspace) -> set[str]:
    return {name for name, entry in workspace.entries(TPS_1, FORM).items() if entry.recheck}


def test_a_doubted_proven_number_counts_as_one_to_type(workspace: Workspace):
    image = photo_of(workspace)
    before = workspace.tps_progress(TPS_1, FORM)
    doubt(workspace, image)
    after = workspace.tps_progress(TPS_1, FORM)
    assert (after.fields_proven, after.fields_to_type) == (before.fields_proven - 1, before.fields_to_type + 1)
    assert set(workspace.doubts(TPS_1, FORM)) == {FIELD}


def test_a_doubted_recorded_number_is_marked_periksa_ulang_until_it_is_typed_again(workspace: Workspace):
    image = photo_of(workspace)
    record_all(workspace, TPS_1)
    doubt(workspace, image)
    assert rechecks(workspace) == {FIELD}
    assert workspace.tps_progress(TPS_1, FORM).rechecks == 1
    workspace.record(TPS_1, FORM, FIELD, 60, EntryHow.TYPED, image_id=image)
    assert rechecks(workspace) == set()
    assert workspace.doubts(TPS_1, FORM) == {}


def test_an_entry_that_is_taken_back_answers_no_doubt(workspace: Workspace):
    image = photo_of(workspace)
    record_all(workspace, TPS_1)
    doubt(workspace, image)
    workspace.record(TPS_1, FORM, FIELD, 60, EntryHow.TYPED, image_id=image)
    workspace.withdraw(TPS_1, FORM, FIELD)
    assert rechecks(workspace) == {FIELD}


def test_a_clock_that_goes_back_leaves_an_answer_an_answer(workspace: Workspace):
    image = photo_of(workspace)
    doubt(workspace, image)
    workspace._clock.now = workspace._clock.now.replace(year=2020)
    workspace.record(TPS_1, FORM, FIELD, 60, EntryHow.TYPED, image_id=image)
    assert workspace.doubts(TPS_1, FORM) == {}


def test_a_withdrawn_doubt_leaves_everything_as_before_and_stays_in_the_history(workspace: Workspace):
    image = photo_of(workspace)
    before = workspace.tps_progress(TPS_1, FORM)
    workspace.withdraw_doubts([doubt(workspace, image)])
    assert workspace.tps_progress(TPS_1, FORM) == before
    assert workspace.doubts(TPS_1, FORM) == {}
    (kept,) = workspace.doubt_log(TPS_1, FORM)
    assert (kept.field, kept.cell, kept.digit, kept.who) == (FIELD, 1, 6, "ANI")
    assert [row.kind for row in workspace.audit_rows(tps=TPS_1) if row.subject == "doubt"] == ["insert", "insert"]


def test_a_doubt_can_be_taken_back_once(workspace: Workspace):
    found = doubt(workspace, photo_of(workspace))
    workspace.withdraw_doubts([found])
    with pytest.raises(UserError) as error:
        workspace.withdraw_doubts([found])
    assert error.value.code == "doubt.none"


def test_doubts_of_several_tps_are_one_action_all_of_them_or_none(workspace: Workspace):
    first, second = photo_of(workspace), photo_of(workspace, TPS_2)
    wrong = NewDoubt(TPS_2, FORM, "tidak_ada", second, 0, 7)
    rows = len(workspace.audit_rows())
    with pytest.raises(UserError):
        workspace.doubt([NewDoubt(TPS_1, FORM, FIELD, first, 0, 7), wrong])
    assert len(workspace.audit_rows()) == rows
    workspace.doubt([NewDoubt(TPS_1, FORM, FIELD, first, 0, 7), NewDoubt(TPS_2, FORM, FIELD, second, 0, 7)])
    assert [set(workspace.doubts(tps, FORM)) for tps in (TPS_1, TPS_2)] == [{FIELD}, {FIELD}]


def test_a_locked_kecamatan_takes_no_doubt(workspace: Workspace):
    image = photo_of(workspace)
    kept = doubt(workspace, image, "suara_2")
    workspace.lock("selesai")
    with pytest.raises(UserError, match="dikunci"):
        doubt(workspace, image)
    with pytest.raises(UserError, match="dikunci"):
        workspace.withdraw_doubts([kept])


def test_doubts_outlive_the_program_and_pass_verification(workspace: Workspace):
    image = photo_of(workspace)
    workspace.record_many(TPS_1, FORM, [NewEntry("suara_2", 70, EntryHow.CONFIRMED, image)])
    doubt(workspace, image)
    doubt(workspace, image, "suara_2")
    with reopen(workspace) as again:
        assert again.verify().findings == ()
        assert set(again.doubts(TPS_1, FORM)) == {FIELD, "suara_2"}


def test_a_doubt_that_was_slipped_in_or_changed_is_found(workspace: Workspace):
    doubt(workspace, photo_of(workspace))
    with workspace.write() as tx:
        for name in ("doubt_no_update", "doubt_no_delete"):
            tx.database.execute_sql(f"DROP TRIGGER {name}")
        tx.database.execute_sql("UPDATE doubt SET field = 'suara_2'")
    codes = {finding.code for finding in workspace.verify().findings}
    assert "row.changed" in codes


def test_a_number_that_is_not_proven_stays_one_to_type(workspace: Workspace):
    fields = (field_reading(FIELD, 61, FieldStatus.CONFIRM),)
    image = add_photo(workspace, reading=page_reading(2, *fields)).id
    before = workspace.tps_progress(TPS_1, FORM)
    doubt(workspace, image)
    assert workspace.tps_progress(TPS_1, FORM) == before


def test_a_tps_that_was_read_out_in_the_meeting_takes_no_doubt_for_it_could_not_be_typed(workspace: Workspace):
    image = photo_of(workspace)
    record_all(workspace, TPS_1)
    workspace.note(FORM, Opened(place="Aula"))
    workspace.note(FORM, ReadOut(), TPS_1)
    with pytest.raises(UserError) as error:
        doubt(workspace, image)
    assert error.value.code == "pleno.read_out"
    assert rechecks(workspace) == set()
