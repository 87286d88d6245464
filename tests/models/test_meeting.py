"""The meeting of a pemilihan: panels, attendance, and what of these is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.pleno.facts import (
    Approved,
    Attended,
    Capacity,
    Closed,
    Opened,
    PanelSet,
    ReadOut,
    Scheduled,
)
from sirekap_desktop.models.pleno.meeting import Meeting, meeting_of
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, SAMBABO, TPS_1, TPS_2, record_all, reopen


def _refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.message


def _saksi(name: str, contestant: int = 2, *, present: bool = True) -> Attended:
    return Attended(
        name=name, capacity=Capacity.SAKSI, contestant=contestant, mandate=f"MANDAT {name}", present=present
    )


def _meeting(workspace: Workspace) -> Meeting:
    return meeting_of(workspace.meeting(FORM))


def test_a_contestant_names_two_saksi_and_one_is_in_the_room(workspace: Workspace) -> None:
    first = workspace.note(FORM, _saksi("ANI"))
    assert "sudah ada di ruang rapat: ANI" in _refused(lambda: workspace.note(FORM, _saksi("BUDI")))
    second = workspace.note(FORM, _saksi("BUDI", present=False))
    assert "sudah menunjuk dua saksi: ANI dan BUDI" in _refused(
        lambda: workspace.note(FORM, _saksi("CICI", present=False))
    )
    workspace.note(FORM, _saksi("CICI", contestant=1))
    workspace.note(FORM, _saksi("ANI", present=False), ref=first.id)
    workspace.note(FORM, _saksi("BUDI"), ref=second.id)
    seats = _meeting(workspace).saksi
    assert [(one.fact.contestant, one.fact.name, one.present) for one in seats] == [
        (1, "CICI", True),
        (2, "ANI", False),
        (2, "BUDI", True),
    ]
    assert "sudah ada di ruang rapat: BUDI" in _refused(lambda: workspace.note(FORM, _saksi("ANI"), ref=first.id))


def test_who_comes_again_on_the_next_day_is_not_a_second_saksi(workspace: Workspace) -> None:
    first = workspace.note(FORM, _saksi("ANI"))
    workspace.note(FORM, _saksi("Ani "))
    [seat] = _meeting(workspace).seats
    assert seat.id == first.id


def test_a_new_mandate_takes_the_place_of_an_old_one(workspace: Workspace) -> None:
    first = workspace.note(FORM, _saksi("ANI"))
    workspace.note(FORM, _saksi("DEDI"), ref=first.id)
    assert [one.fact.name for one in _meeting(workspace).seats] == ["DEDI"]


def test_a_saksi_without_contestant_is_refused(workspace: Workspace) -> None:
    assert "nomor peserta" in _refused(lambda: workspace.note(FORM, _saksi("ANI", contestant=0)))


def test_an_answer_to_nobody_on_the_list_is_refused(workspace: Workspace) -> None:
    assert "tidak ada dalam daftar hadir" in _refused(
        lambda: workspace.note(FORM, Attended(name="ANI", present=False), ref="tidak ada")
    )


def test_there_are_at_most_four_panels_and_a_desa_goes_to_the_panel_that_took_it_last(workspace: Workspace) -> None:
    workspace.note(FORM, PanelSet(number=1, leader="ANI", desa=(SAMBABO, "7605052002")))
    workspace.note(FORM, PanelSet(number=2, leader="BUDI", desa=("7605052002",)))
    assert "paling banyak 4 panel" in _refused(
        lambda: workspace.note(FORM, PanelSet(number=5, leader="CICI", desa=(SAMBABO,)))
    )
    meeting = _meeting(workspace)
    assert [(one.number, one.desa) for one in meeting.panels] == [(1, (SAMBABO,)), (2, ("7605052002",))]
    assert [meeting.panel_of(code) for code in (SAMBABO, "7605052002", "7605052009")] == [1, 2, 0]
    workspace.note(FORM, PanelSet(number=2, leader="BUDI"))
    assert [one.number for one in _meeting(workspace).panels] == [1]


def test_a_reopened_workspace_knows_where_the_meeting_stood(workspace: Workspace) -> None:
    workspace.note(FORM, Opened(place="Aula", agenda="Presiden"))
    workspace.note(FORM, Scheduled(days=((SAMBABO, "2024-02-18"),)))
    workspace.note(FORM, _saksi("ANI"))
    before = _meeting(workspace)
    with reopen(workspace) as again:
        assert _meeting(again) == before
        assert before.open
        assert before.day_of(SAMBABO) == "2024-02-18"
        again.note(FORM, Closed())
        assert not _meeting(again).open
        assert _meeting(again).ever_opened


def test_running_totals_are_those_of_approved_tps(workspace: Workspace) -> None:
    workspace.note(FORM, Opened(place="Aula"))
    record_all(workspace, TPS_1)
    record_all(workspace, TPS_2, {"suara_1": None})
    fields = ("suara_1", "suara_2", "suara_sah")
    assert workspace.approved_totals(FORM, fields) == {"suara_1": 0, "suara_2": 0, "suara_sah": 0}
    for code, sums in ((TPS_1, (60, 70, 160)), (TPS_2, (60, 140, 320))):
        workspace.note(FORM, ReadOut(), code)
        workspace.note(FORM, Approved(), code)
        assert workspace.approved_totals(FORM, fields) == dict(zip(fields, sums, strict=True))
