"""The whole rapat pleno through real widgets (``python -m tools.rapat``), and every fact of it found in the documents.

In three parts, for a test has its time limit; each goes on in the folder of the one before, with new windows.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sirekap_desktop.exchange.verify import verify
from sirekap_desktop.models.workspace import Workspace
from tools.rapat import closing, steps, story, told
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
    assert verify(closing.package(rehearsal)).ok
    with Workspace.open(rehearsal.workspace_of(FIRST), key_folder=folder / "keys") as workspace:
        assert workspace.verify().ok


def test_no_pin_stands_in_anything_that_was_written(folder: Path) -> None:
    """Databases, keys, settings, logs, packages and documents of the whole meeting."""
    pins = [story.KABUPATEN[2].encode(), *(person.pin.encode() for person in story.PEOPLE)]
    written = list(_written(folder))
    assert {Path(name).suffix for name, _ in written} >= {".db", ".ini", ".log", ".zip", ".json", ".pdf", ".sirekap"}
    assert [name for name, data in written if any(pin in data for pin in pins)] == []


def _written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, and every member of every package."""
    for path in (item for item in folder.rglob("*") if item.is_file()):
        yield path.name, path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from ((member, archive.read(member)) for member in archive.namelist())
