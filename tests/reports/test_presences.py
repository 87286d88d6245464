"""The attendance as it is printed: who came, left, came back, and whose name was put right."""

from __future__ import annotations

from pathlib import Path

from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.pleno.facts import Capacity
from sirekap_desktop.reports.meeting import Meeting
from tests.models.factories import FORM, make_workspace


def _saksi(name: str, *, present: bool = True) -> facts.Attended:
    return facts.Attended(name=name, capacity=Capacity.SAKSI, contestant=2, mandate="12/2024", present=present)


def test_attendance_follows_who_came_left_and_came_back(tmp_path: Path) -> None:
    with make_workspace(tmp_path) as workspace:
        first = workspace.note(FORM, _saksi("BUDY"))
        workspace.note(FORM, _saksi("BUDI"), ref=first.id)
        second = workspace.note(FORM, _saksi("CICI", present=False))
        workspace.note(FORM, _saksi("BUDI", present=False), ref=first.id)
        workspace.note(FORM, _saksi("CICI"), ref=second.id)
        workspace.note(FORM, _saksi("CICI", present=False), ref=second.id)
        workspace.note(FORM, _saksi("BUDI"), ref=first.id)
        meeting = Meeting(workspace.pleno_snapshot(FORM))
    assert [(one.fact.name, bool(one.left)) for one in meeting.presences] == [
        ("BUDI", True),
        ("CICI", True),
        ("BUDI", False),
    ]


def test_the_invitation_has_the_planned_place_and_the_berita_acara_the_one_where_it_was_held(tmp_path: Path) -> None:
    with make_workspace(tmp_path) as workspace:
        workspace.note(FORM, facts.Planned("Aula kecamatan", "Presiden"))
        invited = Meeting(workspace.pleno_snapshot(FORM))
        workspace.note(FORM, facts.Opened("Balai desaa"))
        workspace.note(FORM, facts.Opened("Balai desa"))  # a slip put right
        workspace.note(FORM, facts.Closed())
        workspace.note(FORM, facts.Opened("Gedung serbaguna"))
        held = Meeting(workspace.pleno_snapshot(FORM))
    assert (invited.opened, invited.planned.place) == (None, "Aula kecamatan")
    assert (held.opened.fact.place, held.planned.place) == ("Balai desa", "Aula kecamatan")
    assert held.opened.at == next(event.at for event in held.events if isinstance(event.fact, facts.Opened))
