"""Recording: newest in the chain counts, nothing is overwritten, nothing that is not a count gets in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.rules import check_rules
from sirekap_desktop.models.entries import counting
from sirekap_desktop.models.records import EntryHow, NewEntry, Status
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, TPS_1, TickingClock, add_photo, consistent_values, record_all


def test_newest_entry_is_the_value_even_when_the_clock_was_set_back(workspace: Workspace, clock: TickingClock) -> None:
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED)
    clock.now -= timedelta(days=300)
    workspace.record(TPS_1, FORM, "suara_1", 67, EntryHow.TYPED)
    assert workspace.values(TPS_1, FORM) == {"suara_1": 67}
    assert [entry.value for entry in workspace.history(TPS_1, FORM, "suara_1")] == [66, 67]


def test_empty_is_recorded_and_is_not_zero(workspace: Workspace) -> None:
    workspace.record(TPS_1, FORM, "suara_1", None, EntryHow.TYPED)
    workspace.record(TPS_1, FORM, "suara_2", 0, EntryHow.TYPED)
    assert workspace.values(TPS_1, FORM) == {"suara_1": None, "suara_2": 0}


@pytest.mark.parametrize("value", [True, False, 3.0, "3"])
def test_only_plain_whole_numbers_are_recorded(workspace: Workspace, value: object) -> None:
    with pytest.raises(TypeError):
        workspace.record(TPS_1, FORM, "suara_1", value, EntryHow.TYPED)  # type: ignore[arg-type]
    assert workspace.values(TPS_1, FORM) == {}


@pytest.mark.parametrize("value", [-1, 100_000])
def test_numbers_out_of_range_are_refused_with_a_sentence(workspace: Workspace, value: int) -> None:
    with pytest.raises(UserError) as caught:
        workspace.record(TPS_1, FORM, "suara_1", value, EntryHow.TYPED)
    assert caught.value.code == "entry.value"


def test_one_bad_field_keeps_the_whole_page_from_being_recorded(workspace: Workspace) -> None:
    rows = len(workspace.audit_rows())
    with pytest.raises(UserError):
        workspace.record_many(
            TPS_1, FORM, [NewEntry("suara_1", 1, EntryHow.CONFIRMED), NewEntry("suara_2", 100_000, EntryHow.CONFIRMED)]
        )
    assert workspace.values(TPS_1, FORM) == {}
    assert len(workspace.audit_rows()) == rows


def test_every_entry_has_its_audit_row(workspace: Workspace) -> None:
    entry = workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED)
    row = workspace.audit_rows()[-1]
    assert (row.subject, row.row_id, row.tps, row.who) == ("entry", entry.id, TPS_1, "ANI")
    assert '"value":66' in row.detail


def test_unknown_field_and_unknown_tps_are_named(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="suara_9"):
        workspace.record(TPS_1, FORM, "suara_9", 1, EntryHow.TYPED)
    with pytest.raises(UserError, match="7605052001999"):
        workspace.record("7605052001999", FORM, "suara_1", 1, EntryHow.TYPED)


def test_a_pembetulan_needs_a_reason(workspace: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        workspace.record(TPS_1, FORM, "suara_1", 67, EntryHow.CORRECTED, before=66)
    assert caught.value.code == "entry.reason"
    entry = workspace.record(
        TPS_1, FORM, "suara_1", 67, EntryHow.CORRECTED, before=66, reason="turus dihitung ulang", witness="saksi 02"
    )
    assert (entry.before, entry.reason, entry.witness) == (66, "turus dihitung ulang", "saksi 02")


def test_withdrawing_brings_back_the_value_before_and_then_none(workspace: Workspace) -> None:
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED)
    workspace.record(TPS_1, FORM, "suara_1", 67, EntryHow.RESOLVED)
    undone = workspace.withdraw(TPS_1, FORM, "suara_1")
    assert (undone.how, undone.before) == (EntryHow.WITHDRAWN, 67)
    assert workspace.values(TPS_1, FORM) == {"suara_1": 66}
    workspace.withdraw(TPS_1, FORM, "suara_1")
    assert workspace.values(TPS_1, FORM) == {}
    with pytest.raises(UserError) as caught:
        workspace.withdraw(TPS_1, FORM, "suara_1")
    assert caught.value.code == "entry.none"
    assert len(workspace.history(TPS_1, FORM, "suara_1")) == 4
    assert workspace.verify().ok


def test_a_confirmed_page_is_undone_as_one_action(workspace: Workspace) -> None:
    workspace.record(TPS_1, FORM, "suara_1", 65, EntryHow.TYPED)
    page = [NewEntry("suara_1", 66, EntryHow.CONFIRMED), NewEntry("suara_2", 16, EntryHow.CONFIRMED)]
    workspace.record_many(TPS_1, FORM, page)
    with pytest.raises(UserError):
        workspace.withdraw_many(TPS_1, FORM, ["suara_1", "suara_3"])
    assert workspace.values(TPS_1, FORM) == {"suara_1": 66, "suara_2": 16}
    assert len(workspace.withdraw_many(TPS_1, FORM, ["suara_1", "suara_2"])) == 2
    assert workspace.values(TPS_1, FORM) == {"suara_1": 65}


def test_a_value_recorded_after_undo_counts(workspace: Workspace) -> None:
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED)
    workspace.withdraw(TPS_1, FORM, "suara_1")
    workspace.record(TPS_1, FORM, "suara_1", 68, EntryHow.TYPED)
    assert workspace.values(TPS_1, FORM) == {"suara_1": 68}


@given(st.lists(st.sampled_from(["record", "undo"]), max_size=30))
def test_counting_entries_behave_as_a_stack(steps: list[str]) -> None:
    rows: list[dict[str, str | None]] = []
    stack: list[str] = []
    for number, step in enumerate(steps):
        name = str(number)
        if step == "record":
            rows.append({"id": name, "withdraws": None})
            stack.append(name)
        elif stack:
            rows.append({"id": name, "withdraws": stack.pop()})
        assert [row["id"] for row in counting(rows)] == stack


def test_locked_figures_cannot_change_by_any_call(workspace: Workspace) -> None:
    photo = add_photo(workspace)
    record_all(workspace, TPS_1, {"suara_1": 61})
    check = next(item for item in check_rules(workspace.form(FORM), workspace.values(TPS_1, FORM)) if item.ok is False)
    workspace.lock("rapat selesai")
    figures, snapshot = workspace.values(TPS_1, FORM), workspace.recap()
    for act in (
        lambda: workspace.record(TPS_1, FORM, "suara_1", 1, EntryHow.TYPED),
        lambda: workspace.withdraw(TPS_1, FORM, "suara_1"),
        lambda: workspace.give_reason(TPS_1, FORM, check, "begitu di kertas"),
        lambda: workspace.move(photo.id, "7605052001002"),
        lambda: workspace.add_wilayah([], list(workspace.tps())),
        lambda: add_photo(workspace, content=b"lain", replace=True),
    ):
        with pytest.raises(UserError) as caught:
            act()
        assert caught.value.code == "entry.locked"
    assert workspace.values(TPS_1, FORM) == figures
    assert workspace.recap() == snapshot
    assert workspace.status(TPS_1, FORM) is Status.TERKUNCI


def test_reopening_needs_a_reason_and_makes_the_next_revision(workspace: Workspace) -> None:
    workspace.lock("rapat selesai")
    with pytest.raises(UserError) as caught:
        workspace.unlock(" ")
    assert caught.value.code == "lock.reason"
    assert (workspace.is_locked, workspace.revision) == (True, 1)
    workspace.unlock("TPS 001 salah baca")
    assert (workspace.is_locked, workspace.revision) == (False, 2)
    workspace.record(TPS_1, FORM, "suara_1", 1, EntryHow.TYPED)
    assert [event.locked for event in workspace.lock_events()] == [True, False]


def test_a_reason_lapses_when_the_values_change(workspace: Workspace) -> None:
    record_all(workspace, TPS_1, {"suara_tidak_sah": 6})
    form = workspace.form(FORM)
    check = next(c for c in check_rules(form, workspace.values(TPS_1, FORM)) if (c.rule, c.ok) == ("R4", False))
    workspace.give_reason(TPS_1, FORM, check, "begitu di kertas")
    assert workspace.tps_progress(TPS_1, FORM).reasoned_rules == ("R4@",)
    workspace.record(TPS_1, FORM, "suara_tidak_sah", 7, EntryHow.TYPED)
    progress = workspace.tps_progress(TPS_1, FORM)
    assert (progress.broken_rules, progress.reasoned_rules) == (("R4@",), ())
    assert workspace.reasons(TPS_1, FORM)[0].reason == "begitu di kertas"


def test_no_reason_is_taken_for_a_rule_that_holds(workspace: Workspace) -> None:
    record_all(workspace, TPS_1)
    check = check_rules(workspace.form(FORM), consistent_values(workspace.form(FORM)))[0]
    with pytest.raises(UserError) as caught:
        workspace.give_reason(TPS_1, FORM, check, "entah")
    assert caught.value.code == "reason.not_broken"


def test_writing_needs_an_operator(workspace: Workspace, tmp_path: object) -> None:
    with pytest.raises(UserError) as caught:
        workspace.set_operator("  ")
    assert caught.value.code == "operator.missing"
    workspace.set_operator("BUDI")
    assert workspace.record(TPS_1, FORM, "suara_1", 1, EntryHow.TYPED).who == "BUDI"
    assert [row.kind for row in workspace.audit_rows()][-2:] == ["operator", "insert"]


def test_locking_twice_or_opening_what_is_open_is_named(workspace: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        workspace.unlock("tidak terkunci")
    assert caught.value.code == "lock.not_locked"
    with pytest.raises(UserError) as caught:
        workspace.lock("")
    assert caught.value.code == "lock.reason"
    workspace.lock("selesai")
    with pytest.raises(UserError) as caught:
        workspace.lock("lagi")
    assert caught.value.code == "lock.already"


def test_a_withdrawal_is_not_recorded_as_a_value(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="withdraw"):
        workspace.record(TPS_1, FORM, "suara_1", 1, EntryHow.WITHDRAWN)


def test_an_empty_reason_is_refused(workspace: Workspace) -> None:
    record_all(workspace, TPS_1, {"suara_1": 61})
    check = next(item for item in check_rules(workspace.form(FORM), workspace.values(TPS_1, FORM)) if item.ok is False)
    with pytest.raises(UserError) as caught:
        workspace.give_reason(TPS_1, FORM, check, "  ")
    assert caught.value.code == "reason.empty"
