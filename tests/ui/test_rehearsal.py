"""The whole rapat pleno through real widgets (``python -m tools.rapat``), and every fact of it found in the documents.

In parts, for a test has its time limit; each goes on in the folder of the one before, with new windows.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from sirekap_desktop.exchange.verify import verify
from sirekap_desktop.models.workspace import Workspace
from tools.rapat import closing, steps, story, told
from tools.rapat.rehearsal import FIRST, SECOND, Rehearsal, run

ALL = steps.all_steps((("A4",), ("A4",)))
BEFORE = (
    "Desa dibagi ke panel 2",
    "AIR BENING TPS 001 dibacakan",
    "Laptop panel 2 membuka flash disk",
    "EMAS MULIA TPS 001 dibacakan",
    f"{story.SAKSI.name} hanya melihat",
    "Ketua membuka kunci",
    "Dokumen revisi 2 dicetak, A4",
)
"""Each part goes on to one of these; the last one to the end."""
_CUTS = [0, *(next(n for n, one in enumerate(ALL) if one.name == name) for name in BEFORE), len(ALL)]
PARTS = list(pairwise(_CUTS))

pytestmark = pytest.mark.usefixtures("quick_pins")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rapat")


def _hold(folder: Path, first: int, last: int) -> Rehearsal:
    """These steps; where nothing was done yet (one test is run alone), all before them too."""
    first = first if any(folder.iterdir()) else 0
    rehearsal = Rehearsal(folder)
    try:
        run(rehearsal, ALL[first:last], lambda _text: None)
    finally:
        rehearsal.leave()
    return rehearsal


@pytest.mark.parametrize("part", PARTS, ids=lambda part: ALL[part[0]].name)
def test_the_meeting_goes_from_the_kabupatens_key_to_signed_pages(folder: Path, part: tuple[int, int]) -> None:
    _hold(folder, *part)


def test_every_fact_that_was_entered_stands_in_the_right_document(folder: Path) -> None:
    assert told.missing(_hold(folder, len(ALL), len(ALL))) == []
    assert len(told.ALL) > 300


def test_package_and_workspaces_verify(folder: Path) -> None:
    rehearsal = _hold(folder, len(ALL), len(ALL))
    assert verify(closing.package(rehearsal)).ok
    for seat in (FIRST, SECOND):
        with Workspace.open(rehearsal.workspace_of(seat), read_only=True) as workspace:
            assert workspace.verify().ok


def test_no_pin_stands_in_anything_that_was_written(folder: Path) -> None:
    """Databases, keys, settings, logs, packages and documents of the whole meeting."""
    pins = [story.KABUPATEN[2].encode(), *(person.pin.encode() for person in story.PEOPLE)]
    written = list(_written(_hold(folder, len(ALL), len(ALL)).folder))
    assert {Path(name).suffix for name, _ in written} >= {".db", ".ini", ".log", ".zip", ".json", ".pdf", ".sirekap"}
    assert [name for name, data in written if any(pin in data for pin in pins)] == []


def _written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, and every member of every package."""
    for path in (item for item in folder.rglob("*") if item.is_file()):
        yield path.name, path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from ((member, archive.read(member)) for member in archive.namelist())
