"""The whole meeting, from the kabupaten's key to the signed pages of revision 2."""

from __future__ import annotations

from collections.abc import Iterator

from tools.rapat import closing, meeting, panels, preparing, story
from tools.rapat.rehearsal import FIRST, SECOND, Step

SIGNED = "A4"
"""What signed pages come back on."""
PAPERS = (("A3", SIGNED), ("F4", SIGNED))
"""What each revision is printed on."""


def all_steps(papers: tuple[tuple[str, ...], tuple[str, ...]] = PAPERS) -> tuple[Step, ...]:
    """In order."""
    return tuple(_steps(*papers))


def _steps(first: tuple[str, ...], second: tuple[str, ...]) -> Iterator[Step]:
    yield from preparing.office_steps()
    yield from preparing.opening_steps(FIRST)
    yield from preparing.people_steps(FIRST)
    yield meeting.plan_step(FIRST)
    yield from meeting.opening_steps(FIRST)
    yield from _panels()
    yield from _revision_1(first)
    yield from _revision_2(second)


def _panels() -> Iterator[Step]:
    yield panels.share_step(FIRST)
    yield from preparing.figure_steps(FIRST, 1)
    yield from meeting.tps_steps(FIRST, 1)
    yield panels.open_step(SECOND)
    yield from preparing.figure_steps(SECOND, 2)
    yield from meeting.tps_steps(SECOND, 2)
    yield panels.pack_step(SECOND)
    yield panels.join_step(FIRST)


def _revision_1(papers: tuple[str, ...]) -> Iterator[Step]:
    yield from closing.onlooker_steps(FIRST)
    yield from closing.signing_steps(FIRST)
    yield closing.checklist_step(FIRST, story.POSTPONED[-3:])
    yield from closing.desa_lock_steps(FIRST)
    yield closing.lock_step(FIRST, story.LOCK_1)
    yield from closing.print_steps(FIRST, 1, papers)


def _revision_2(papers: tuple[str, ...]) -> Iterator[Step]:
    code = story.POSTPONED
    yield closing.reopen_step(FIRST)
    yield from meeting.resume_steps(FIRST)
    yield preparing.figure_step(FIRST, code)
    yield meeting.read_out(FIRST, code, story.KETUA)
    yield meeting.compare(FIRST, code, "panwaslu", {})
    yield meeting.approve(FIRST, code, story.KETUA)
    yield closing.checklist_step(FIRST, "")
    yield closing.close_step(FIRST)
    yield closing.lock_step(FIRST, story.LOCK_2)
    yield from closing.print_steps(FIRST, 2, papers)
    yield from closing.signed_steps(FIRST, 2, SIGNED)
    yield closing.package_step(FIRST)
