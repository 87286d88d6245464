"""Photos of a party election find their pages: each party's numbers end under its own names, fused over the TPS."""

from __future__ import annotations

from pathlib import Path

import pytest

from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.jobs.importing import import_paths
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.sheets import sample_photo
from sirekap_desktop.samples.votes import invented_values
from tests.kecamatan import TPS, new_workspace

DPR = "c-hasil-dpr-2024"
CODE = TPS[0].code
PARTAI = tuple(
    Contestant(number, name, tuple(Calon(n, f"CALON {number}.{n}") for n in (1, 2)))
    for number, name in ((3, "PARTAI MELATI"), (8, "PARTAI KENANGA RAYA"), (24, "PARTAI CEMPAKA"))
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    found = new_workspace(tmp_path / "kerja")
    found.set_elections([DPR])
    found.add_lists({"pdpr": {"": PARTAI}}, {})
    return found


def _photos(workspace: Workspace, folder: Path, values: dict[str, int]) -> list[Path]:
    folder.mkdir()
    paths = []
    for page in workspace.form(DPR, CODE).pages:
        photo = sample_photo(page=page.number, form=workspace.form(DPR, CODE), values=values, seed=8, level="easy")
        paths.append(folder / f"{CODE}-{9 - page.number}.jpg")
        paths[-1].write_bytes(photo.jpeg)
    return paths


def test_photos_of_all_parties_are_placed_by_page_and_fused(workspace: Workspace, tmp_path: Path) -> None:
    """The names of the files tell the TPS alone, and in another order than that of the pages."""
    form = workspace.form(DPR, CODE)
    values = invented_values(form, seed=8)
    summary = import_paths(workspace, _photos(workspace, tmp_path / "foto", values), workers=0)
    assert {item.outcome for item in summary.items} == {ImportOutcome.ACCEPTED}, summary.items
    assert sorted(item.page or 0 for item in summary.items) == [page.number for page in form.pages]
    for page in form.pages:
        image = workspace.current_image(CODE, DPR, page.number)
        assert image is not None
        reading = workspace.reading(image.id)
        assert reading is not None
        assert reading.partai == page.partai
    fused = workspace.tps_reading(CODE, DPR)
    assert {name: item.value for name, item in fused.items()} == values
    assert "partai_08_calon_02" in fused
