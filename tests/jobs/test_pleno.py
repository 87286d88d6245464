"""The rapat pleno as it is shown: what is next, one TPS, the slide for the room, the checklist before the lock."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from kecamatan import FORM, TPS, record_all

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs import pleno
from sirekap_desktop.jobs.pleno import Sitting, load_sitting, load_tps, next_line
from sirekap_desktop.jobs.pleno_checklist import Gap, checklist
from sirekap_desktop.jobs.slides import slide_of
from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.pleno.machine import Stage
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.workspace import Workspace

FIRST, SECOND = TPS[0].code, TPS[1].code


@pytest.fixture
def meeting(workspace: Workspace) -> Workspace:
    workspace.note(FORM, facts.Opened(place="Aula kecamatan"))
    record_all(workspace, 0)
    return workspace


def _sitting(workspace: Workspace) -> Sitting:
    return load_sitting(workspace, FORM)


def _step_of(workspace: Workspace, field: str) -> int:
    return [one.field.name for one in load_tps(workspace, FORM, FIRST).figures].index(field)


def test_desa_are_read_in_the_order_of_the_schedule(meeting: Workspace) -> None:
    assert [line.code for line in _sitting(meeting).lines] == [FIRST, SECOND]
    meeting.note(FORM, facts.Scheduled(days=((SECOND[:10], "2024-02-18"), (FIRST[:10], "2024-02-19"))))
    assert [line.code for line in _sitting(meeting).lines] == [SECOND, FIRST]


def test_the_next_tps_is_neither_approved_nor_postponed(meeting: Workspace) -> None:
    lines = _sitting(meeting).lines
    assert next_line(lines).code == FIRST
    assert next_line(lines, FIRST).code == SECOND
    assert next_line(lines, SECOND).code == FIRST
    meeting.note(FORM, facts.Postponed(reason="PSU", delay=facts.Delay.PSU), SECOND)
    meeting.note(FORM, facts.ReadOut(), FIRST)
    assert next_line(_sitting(meeting).lines, FIRST).code == FIRST
    meeting.note(FORM, facts.Approved(), FIRST)
    assert next_line(_sitting(meeting).lines) is None


def test_nothing_of_a_tps_is_shown_while_a_figure_is_to_be_typed(meeting: Workspace) -> None:
    record_all(meeting, 1)
    meeting.withdraw(SECOND, FORM, "suara_2")
    tps = load_tps(meeting, FORM, SECOND)
    assert tps.figures == ()
    assert "belum lengkap" in tps.refusals["read_out"]
    slide = slide_of(_sitting(meeting), tps, 0)
    assert slide.figure is None
    shown = [words for words, _ in slide.totals]
    assert shown[0] == "01  PASANGAN CALON 01"
    assert {value for _, value in slide.totals} == {0}


def test_the_slide_follows_the_step_and_totals_follow_approval(meeting: Workspace) -> None:
    step = _step_of(meeting, "suara_2")
    slide = slide_of(_sitting(meeting), load_tps(meeting, FORM, FIRST), step)
    assert (slide.figure.field.name, slide.figure.value) == ("suara_2", TPS[0].values["suara_2"])
    assert (slide.approved, slide.total) == (0, 2)
    assert slide.election == "Presiden dan Wakil Presiden"
    assert slide.simulation
    meeting.note(FORM, facts.ReadOut(), FIRST)
    assert dict(_sitting(meeting).totals)["Suara sah"] == 0
    meeting.note(FORM, facts.Approved(), FIRST)
    assert dict(_sitting(meeting).totals)["Suara sah"] == TPS[0].values["suara_sah"]
    assert _sitting(meeting).approved == 1


def test_a_pembetulan_keeps_what_stood_there_and_who_gave_paraf(meeting: Workspace) -> None:
    assert "setelah TPS dibacakan" in load_tps(meeting, FORM, FIRST).refusals["pembetulan"]
    meeting.note(FORM, facts.ReadOut(), FIRST)
    tps, old = load_tps(meeting, FORM, FIRST), TPS[0].values["suara_1"]
    assert tps.refusals["pembetulan"] == ""
    for value, witness, code in ((old, "KETUA", "pleno.same"), (old + 1, " ", "pleno.text")):
        with pytest.raises(UserError) as refused:
            pleno.correct(meeting, tps, "suara_1", value, reason="turus", witness=witness)
        assert refused.value.code == code
    pleno.correct(meeting, tps, "suara_1", old + 1, reason="turus 61", witness="KETUA, SAKSI 02")
    after = load_tps(meeting, FORM, FIRST)
    entry = meeting.entries(FIRST, FORM)["suara_1"]
    assert (entry.how, entry.before, entry.value) == (EntryHow.CORRECTED, old, old + 1)
    assert (entry.reason, entry.witness) == ("turus 61", "KETUA, SAKSI 02")
    [shown] = slide_of(_sitting(meeting), after, 0).corrections
    assert (shown.entry.before, shown.value) == (old, old + 1)


def test_a_recount_records_typed_figures_and_keeps_the_rest(meeting: Workspace) -> None:
    meeting.note(FORM, facts.ReadOut(), FIRST)
    with pytest.raises(UserError, match="Tidak ada penghitungan ulang"):
        pleno.record_recount(meeting, load_tps(meeting, FORM, FIRST), {"suara_1": 3})
    meeting.note(FORM, facts.RecountOrdered(reason="beda dengan salinan", witnesses="PANWASLU"), FIRST)
    pleno.record_recount(meeting, load_tps(meeting, FORM, FIRST), {"suara_1": 3})
    entries = meeting.entries(FIRST, FORM)
    assert [name for name, entry in entries.items() if entry.how is EntryHow.RECOUNTED] == ["suara_1"]
    assert (entries["suara_1"].before, entries["suara_1"].value) == (TPS[0].values["suara_1"], 3)
    assert entries["suara_2"].value == TPS[0].values["suara_2"]
    assert meeting.tps_state(FORM, FIRST).stage is Stage.READ
    assert entries["suara_1"].witness == "PANWASLU"


def test_comparisons_and_objections_of_a_tps(meeting: Workspace) -> None:
    meeting.note(FORM, facts.ReadOut(), FIRST)
    meeting.note(FORM, facts.Compared(holder="panwaslu", differences=(("suara_1", 9),)), FIRST)
    meeting.note(FORM, facts.Compared(holder="saksi 02"), FIRST)
    meeting.note(FORM, facts.Compared(holder="panwaslu", differences=(("suara_1", 8),)), FIRST)
    objection = meeting.note(FORM, facts.Objection(name="BUDI", contestant=2, text="turus kurang"), FIRST)
    tps = load_tps(meeting, FORM, FIRST)
    assert tps.copies("suara_1") == (("panwaslu", 8),)
    assert [one.fact.name for one in tps.open_objections] == ["BUDI"]
    assert "keberatan" in tps.refusals["approved"]
    meeting.note(FORM, facts.Answered(accepted=True, text="dihitung lagi"), FIRST, ref=objection.id)
    after = load_tps(meeting, FORM, FIRST)
    assert after.objections[0].answer.text == "dihitung lagi"
    assert after.open_objections == ()
    assert after.refusals["approved"] == ""
    assert after.refusals["answered"]


def _gaps(workspace: Workspace, code: str, slips: tuple[str, ...] = ()) -> set[Gap]:
    [desa] = [one for one in checklist(_sitting(workspace), slips) if one.desa.code == code[:10]]
    return {one.gap for one in desa.findings}


def test_the_checklist_names_what_is_unfinished(meeting: Workspace) -> None:
    assert _gaps(meeting, SECOND) == {Gap.MISSING}
    record_all(meeting, 1, suara_sah=999)
    assert _gaps(meeting, SECOND) == {Gap.UNREAD, Gap.BROKEN}
    meeting.withdraw(SECOND, FORM, "suara_2")
    assert Gap.UNRECORDED in _gaps(meeting, SECOND)
    meeting.note(FORM, facts.ReadOut(), FIRST)
    meeting.note(FORM, facts.Objection(name="BUDI", text="beda"), FIRST)
    assert _gaps(meeting, FIRST, (FIRST,)) >= {Gap.SLIP, Gap.NOT_COMPARED, Gap.OBJECTION, Gap.NOT_APPROVED}
    meeting.note(FORM, facts.Postponed(reason="PSU"), SECOND)
    assert Gap.POSTPONED in _gaps(meeting, SECOND)


def test_a_finished_desa_has_nothing_on_the_checklist_and_says_that_it_is_locked(meeting: Workspace) -> None:
    for fact in (facts.ReadOut(), facts.Compared(holder="panwaslu"), facts.Approved()):
        meeting.note(FORM, fact, FIRST)
    assert _gaps(meeting, FIRST) == set()
    meeting.lock("selesai", FORM, FIRST[:10])
    sitting = _sitting(meeting)
    [desa] = [one for one in checklist(sitting) if one.desa.code == FIRST[:10]]
    assert (desa.locked, desa.tps, desa.approved, sitting.final, sitting.revision) == (True, 1, 1, False, 1)
    meeting.unlock("salah ketik", FORM, FIRST[:10])
    assert _sitting(meeting).revision == 2


def test_a_killed_workspace_stands_where_the_meeting_stood(meeting: Workspace, tmp_path: Path) -> None:
    meeting.note(FORM, facts.ReadOut(), FIRST)
    meeting.note(FORM, facts.Objection(name="BUDI", text="beda"), FIRST)
    before = _sitting(meeting), load_tps(meeting, FORM, FIRST)
    killed = tmp_path / "mati"
    shutil.copytree(meeting.folder, killed, ignore=shutil.ignore_patterns("*.lock"))
    with Workspace.open(killed, operator="SITI", key_folder=meeting.key_folder) as again:
        assert (load_sitting(again, FORM), load_tps(again, FORM, FIRST)) == before
        assert next_line(load_sitting(again, FORM).lines).code == FIRST
        assert again.verify().ok


def test_who_may_not_record_is_told_in_the_refusals(meeting: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from sirekap_desktop.models import pins
    from sirekap_desktop.models.roles import Role

    monkeypatch.setattr(pins, "TARGET_SECONDS", 0.0)
    meeting.add_person("ANI", Role.KETUA, "135790")
    budi = meeting.add_person("BUDI", Role.OPERATOR, "246813")
    meeting.note(FORM, facts.ReadOut(), FIRST)
    assert load_tps(meeting, FORM, FIRST).refusals["approved"] == ""
    meeting.sign_in(budi.id, "246813")
    assert "Operator tidak berhak" in load_tps(meeting, FORM, FIRST).refusals["approved"]
    assert load_tps(meeting, FORM, FIRST).refusals["compared"] == ""
    meeting.sign_out()
    assert "Masuk dahulu" in load_tps(meeting, FORM, FIRST).refusals["pembetulan"]
