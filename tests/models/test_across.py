"""Rules across the elections of one TPS in a workspace: derived with every entry, kept right, verified."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sirekap_desktop.forms.cross_rules import Across
from sirekap_desktop.forms.reading import Check
from sirekap_desktop.models.records import EntryHow, NewEntry
from sirekap_desktop.models.workspace import Workspace

from .factories import TPS_1, TPS_2, TickingClock, make_workspace, reopen

PPWP, DPD = "c-hasil-ppwp-2024", "c-hasil-dpd-2024"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with make_workspace(tmp_path, clock=TickingClock()) as opened:
        opened.set_elections([PPWP, DPD])
        yield opened


def compared(workspace: Workspace) -> list[str]:
    return sorted(Across.of(workspace.form(DPD)).own)


def record(workspace: Workspace, form: str, tps: str = TPS_1, **changes: int | None) -> None:
    values = {**dict.fromkeys(compared(workspace), 7), **changes}
    workspace.record_many(tps, form, [NewEntry(name, value, EntryHow.TYPED) for name, value in values.items()])


def across(workspace: Workspace, tps: str = TPS_1) -> list[str]:
    item = next(one for one in workspace.progress(DPD) if one.tps.code == tps)
    return [name for name in item.broken_rules if name.startswith(("R14", "R15"))]


def test_a_difference_stands_on_the_later_form_only(workspace: Workspace) -> None:
    record(workspace, PPWP, pemilih_dpt_l=8)
    record(workspace, DPD)
    assert across(workspace) == ["R14@pemilih_dpt_l"]
    ppwp = next(one for one in workspace.progress(PPWP) if one.tps.code == TPS_1)
    assert not [name for name in ppwp.broken_rules if name.startswith(("R14", "R15"))]


@pytest.mark.parametrize("first", [PPWP, DPD])
def test_it_is_there_whichever_form_is_recorded_first(workspace: Workspace, first: str) -> None:
    for form in (first, DPD if first == PPWP else PPWP):
        record(workspace, form, pemilih_dpt_l=8 if form == PPWP else 7)
    assert across(workspace) == ["R14@pemilih_dpt_l"]
    assert workspace.verify().ok


def test_an_entry_on_the_earlier_form_brings_the_later_one_up_to_date(workspace: Workspace) -> None:
    record(workspace, PPWP, pemilih_dpt_l=8)
    record(workspace, DPD)
    record(workspace, DPD, tps=TPS_2)
    workspace.record(TPS_1, PPWP, "pemilih_dpt_l", 7, EntryHow.TYPED)
    assert across(workspace) == []
    workspace.withdraw(TPS_1, PPWP, "pemilih_dpt_l")
    assert across(workspace) == ["R14@pemilih_dpt_l"]
    assert across(workspace, TPS_2) == []
    assert workspace.verify().ok


def test_an_entry_on_the_earlier_form_leaves_own_rules_of_the_later_one_alone(workspace: Workspace) -> None:
    record(workspace, DPD)
    own = next(one for one in workspace.progress(DPD) if one.tps.code == TPS_1).broken_rules
    assert own
    record(workspace, PPWP, pemilih_dpt_l=8)
    now = next(one for one in workspace.progress(DPD) if one.tps.code == TPS_1).broken_rules
    assert now == (*own, "R14@pemilih_dpt_l")


def test_nothing_is_told_while_a_compared_number_is_not_recorded(workspace: Workspace) -> None:
    record(workspace, PPWP, pemilih_dpt_l=8)
    for name in compared(workspace)[:-1]:
        workspace.record(TPS_1, DPD, name, 7, EntryHow.TYPED)
        assert across(workspace) == []
    workspace.record(TPS_1, DPD, compared(workspace)[-1], 7, EntryHow.TYPED)
    assert across(workspace) == ["R14@pemilih_dpt_l"]


def test_a_reason_holds_until_one_of_both_forms_changes(workspace: Workspace) -> None:
    record(workspace, PPWP, pemilih_dpt_l=8)
    record(workspace, DPD)
    check = Check("R14", "pemilih_dpt_l", ("pemilih_dpt_l",), ok=False, left=8, right=7)
    workspace.give_reason(TPS_1, DPD, check, "begitu tertulis")
    assert across(workspace) == []
    notes = [note for note in workspace.recap(DPD).notes if "PPWP" in note.text]
    assert [(note.text, note.reason) for note in notes] == [
        ("PPWP I.A L = DPD I.A L: 8 ≠ 7, selisih 1", "begitu tertulis")
    ]
    workspace.record(TPS_1, PPWP, "pemilih_dpt_l", 9, EntryHow.TYPED)
    assert across(workspace) == ["R14@pemilih_dpt_l"]
    assert workspace.verify().ok


def test_a_hint_across_forms_asks_for_nothing_and_is_not_printed(workspace: Workspace) -> None:
    record(workspace, PPWP, pengguna_dpk_j=8)
    record(workspace, DPD)
    assert across(workspace) == []
    recap = workspace.recap(DPD)
    assert "R15c" in recap.hints
    assert not [note for note in recap.notes if "PPWP" in note.text]


def test_an_election_that_comes_later_is_compared_at_once(tmp_path: Path) -> None:
    with make_workspace(tmp_path) as workspace:
        workspace.set_elections([DPD])
        assert workspace.form(DPD).beside == ()
        workspace.set_elections([PPWP, DPD])
        record(workspace, PPWP, pemilih_dpt_l=8)
        record(workspace, DPD)
        assert across(workspace) == ["R14@pemilih_dpt_l"]
        again = reopen(workspace)
        assert across(again) == ["R14@pemilih_dpt_l"]
        assert again.verify().ok
        again.close()


def test_a_summary_that_lost_a_difference_is_found(workspace: Workspace) -> None:
    record(workspace, PPWP, pemilih_dpt_l=8)
    record(workspace, DPD)
    with workspace.write() as tx:
        tx.database.execute_sql("UPDATE tps_state SET checks = '[]' WHERE form = ?", (DPD,))
    assert [item.code for item in workspace.verify().findings] == ["derived.changed"]


@pytest.mark.parametrize("scope", [{"form_id": DPD}, {"form_id": DPD, "desa": TPS_1[:10]}])
def test_a_locked_form_sees_the_others_as_they_were_when_it_was_locked(
    workspace: Workspace, scope: dict[str, str]
) -> None:
    record(workspace, PPWP)
    record(workspace, DPD)
    workspace.lock("disahkan", **scope)
    final = workspace.recap(DPD)
    workspace.record(TPS_1, PPWP, "pemilih_dpt_l", 8, EntryHow.TYPED)
    workspace.withdraw(TPS_1, PPWP, "pengguna_dpt_j")
    workspace.record(TPS_1, PPWP, "pengguna_dpt_j", 9, EntryHow.TYPED)
    assert across(workspace) == []
    assert workspace.recap(DPD).notes == final.notes
    assert workspace.recap(DPD).desa_tables == final.desa_tables
    assert workspace.values_beside(TPS_1, DPD, workspace.values(TPS_1, DPD))["ppwp.pemilih_dpt_l"] == 7
    assert workspace.verify().ok
    workspace.unlock("dibuka kembali", **scope)
    assert across(workspace) == ["R14@pemilih_dpt_l", "R15a@pengguna_dpt_j"]
    assert workspace.verify().ok


def test_the_oldest_of_several_locks_counts(workspace: Workspace) -> None:
    record(workspace, PPWP)
    record(workspace, DPD)
    workspace.lock("desa selesai", DPD, TPS_1[:10])
    workspace.record(TPS_1, PPWP, "pemilih_dpt_l", 8, EntryHow.TYPED)
    workspace.lock("rekap selesai", DPD)
    assert across(workspace) == []
    workspace.unlock("desa dibuka", DPD, TPS_1[:10])
    assert across(workspace) == ["R14@pemilih_dpt_l"]  # as it was when the whole was locked
    assert workspace.verify().ok
    workspace.unlock("semua dibuka", DPD)
    assert across(workspace) == ["R14@pemilih_dpt_l"]
    assert workspace.verify().ok
