"""The list of likely slips: found, dismissed with a reason, looked for again only where it may differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sirekap_desktop.forms.cross_rules import Across
from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.forms.slips import SlipKind
from sirekap_desktop.jobs import slips as job
from sirekap_desktop.jobs.slips import SlipFinder
from sirekap_desktop.jobs.tps_view import load_tps_view
from sirekap_desktop.models.records import EntryHow, ImportOutcome, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace
from tests.kecamatan import FORM, TPS, new_workspace, record_all

DPD = "c-hasil-dpd-2024"
VOTES = ("suara_1", "suara_2", "suara_3")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path / "ws") as opened:
        yield opened


def test_a_workspace_without_entries_has_none(workspace: Workspace) -> None:
    assert SlipFinder(workspace).lines() == ()


def test_a_line_knows_where_it_is_and_what_is_recorded_there(workspace: Workspace) -> None:
    record_all(workspace, 0, **dict.fromkeys(VOTES, 0))
    (line,) = SlipFinder(workspace).lines()
    assert (line.slip.kind, line.tps.code, line.form.id) == (SlipKind.ZERO, TPS[0].code, FORM)
    assert (line.desa.code, line.partner, line.open) == (TPS[0].desa_code, None, True)
    assert line.values["pengguna_total_j"] == TPS[0].values["pengguna_total_j"]


def test_a_slip_goes_to_the_end_with_a_reason_and_comes_back_when_its_figures_change(workspace: Workspace) -> None:
    for number in (0, 1):
        record_all(workspace, number, **dict.fromkeys(VOTES, 0))
    finder = SlipFinder(workspace)
    first, second = finder.lines()
    workspace.give_reason(first.slip.tps, FORM, first.check, "TPS ini memang tanpa suara sah")
    lines = finder.lines()
    assert [(line.slip.tps, line.open) for line in lines] == [(second.slip.tps, True), (first.slip.tps, False)]
    assert lines[1].reason.who == "Siti"
    assert finder.count_open() == 1
    workspace.record(first.slip.tps, FORM, "pengguna_total_j", 99, EntryHow.TYPED)
    assert finder.count_open() == 2
    assert workspace.verify().ok


def test_a_reason_is_in_the_audit_and_is_no_reason_of_a_rule(workspace: Workspace) -> None:
    record_all(workspace, 0, **dict.fromkeys(VOTES, 0))
    before = workspace.tps_progress(TPS[0].code, FORM)
    (line,) = SlipFinder(workspace).lines()
    workspace.give_reason(line.slip.tps, FORM, line.check, "sudah dilihat")
    assert workspace.tps_progress(TPS[0].code, FORM) == before
    row = workspace.audit_rows(TPS[0].code)[-1]
    assert (row.subject, '"S5"' in row.detail) == ("rule_reason", True)


def test_only_what_may_differ_is_looked_at_again(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.set_elections([FORM, DPD])
    record_all(workspace, 0)
    finder = SlipFinder(workspace)
    looked: list[str] = []
    find = job.find_slips
    monkeypatch.setattr(job, "find_slips", lambda form, figures: looked.append(form.id) or find(form, figures))
    finder.lines()
    assert looked == [FORM, DPD]
    finder.lines()
    assert looked == [FORM, DPD]
    workspace.record(TPS[0].code, DPD, "pemilih_dpt_l", 3, EntryHow.TYPED)
    finder.lines()
    assert looked == [FORM, DPD, DPD]  # PPWP looks at no other form
    workspace.record(TPS[0].code, FORM, "pemilih_dpt_l", 3, EntryHow.TYPED)
    finder.lines()
    assert looked[3:] == [FORM, DPD]


def test_each_dapil_has_its_own_ballot_and_its_lines_say_which(workspace: Workspace) -> None:
    form_id = "c-hasil-dprd-kabko-2024"
    workspace.set_elections([FORM, form_id])
    lists = {f"DAPIL {n}": [Contestant(1, "PARTAI", (Calon(1, f"CALON {n}"),))] for n in (1, 2)}
    places = dict(zip((TPS[0].desa_code, TPS[1].desa_code), lists, strict=True))
    workspace.add_lists({"pdprdk": lists}, {"pdprdk": places})
    for tps in TPS:
        zeros = [NewEntry(field.name, 0, EntryHow.TYPED) for field in workspace.form(form_id, tps.code).fields]
        workspace.record_many(tps.code, form_id, zeros)
    lines = SlipFinder(workspace).lines()
    assert {(line.tps.code, line.dapil) for line in lines} == {(TPS[0].code, "DAPIL 1"), (TPS[1].code, "DAPIL 2")}


def test_a_new_dpt_is_looked_at_too(workspace: Workspace) -> None:
    record_all(workspace, 0)
    finder = SlipFinder(workspace)
    assert finder.lines() == ()
    one = TPS[0]
    other = Tps(f"{one.desa_code}077", one.desa_code, 77, one.dpt_l, one.dpt_p)
    workspace.add_wilayah([], [other, Tps(one.code, one.desa_code, one.number, 5, 6)])
    (line,) = finder.lines()
    assert (line.slip.kind, line.tps.code, line.partner) == (SlipKind.DPT, one.code, other)


def test_numbers_of_another_form_are_not_shown_while_something_is_typed_blind(workspace: Workspace) -> None:
    """With all compared numbers recorded on both forms, the votes may still be typed blind: silence until then."""
    workspace.set_elections([FORM, DPD])
    record_all(workspace, 0)
    form = workspace.form(DPD)
    own = dict.fromkeys(Across.of(form).own, 1)
    workspace.record_many(TPS[0].code, DPD, [NewEntry(name, value, EntryHow.TYPED) for name, value in own.items()])
    across = [line for line in load_tps_view(workspace, TPS[0].code, DPD).rules if line.check.rule == "R14"]
    assert [line.broken for line in across] == [True, True, True]
    sha256, _ = workspace.store_original(b"foto", ".jpg")
    workspace.add_image(
        sha256=sha256, source="a.jpg", outcome=ImportOutcome.ACCEPTED, tps=TPS[0].code, form=DPD, page=2
    )
    view = load_tps_view(workspace, TPS[0].code, DPD)
    assert {(line.broken, line.text.numbers) for line in view.rules if line.check.rule == "R14"} == {(False, "")}
