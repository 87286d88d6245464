"""The whole rapat pleno through real widgets (``python -m tools.rapat``), and every fact of it found in the documents.

In three parts, for a test has its time limit; each goes on in the folder of the one before, with new windows.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sirekap_desktop.models.workspace import Workspace
from tools.rapat import steps, told
from tools.rapat.rehearsal import FIRST, Rehearsal, Step, run

ALL = steps.all_steps((("A4",), ("A4",)))
_OPENING, _LOCK = (
    next(n for n, one in enumerate(ALL) if one.name == name) for name in ("Rapat dibuka", "Pemilihan dikunci")
)

pytestmark = pytest.mark.usefixtures("quick_pins")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rapat")


def _hold(folder: Path, wanted: tuple[Step, ...]) -> Rehearsal:
    rehearsal = Rehearsal(folder)
    try:
        run(rehearsal, wanted, lambda _text: None)
    finally:
        rehearsal.leave()
    return rehearsal


def test_from_the_kabupatens_key_to_papers_typed_and_people_with_pins(folder: Path) -> None:
    _hold(folder, ALL[:_OPENING])


def test_the_meeting_itself_up_to_the_lock(folder: Path) -> None:
    _hold(folder, ALL[_OPENING : _LOCK + 1])


def test_documents_reopening_revision_2_and_signed_pages(folder: Path) -> None:
    rehearsal = _hold(folder, ALL[_LOCK + 1 :])
    assert told.missing(rehearsal) == []
    assert len(told.ALL) > 300
    with Workspace.open(rehearsal.workspace_of(FIRST), key_folder=folder / "keys") as workspace:
        assert workspace.verify().ok
