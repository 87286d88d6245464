"""A kecamatan whose desa lie in two dapil: each photo is read with the list of its TPS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Calon, Contestant
from sirekap_desktop.forms.reading import FieldStatus
from sirekap_desktop.jobs.importing import import_paths
from sirekap_desktop.jobs.regroup import assign_group, loose_images
from sirekap_desktop.models.records import Desa, ImportOutcome, Kecamatan, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.sheets import sample_photo
from sirekap_desktop.samples.votes import invented_values

FORM = "c-hasil-dprd-kabko-2024"
FIRST, SECOND = "7605052001", "7605052002"
TPS_1, TPS_2 = f"{FIRST}001", f"{SECOND}001"


def _partai(number: int, calon: int) -> Contestant:
    return Contestant(
        number, f"PARTAI POLITIK {number:02d}", tuple(Calon(n, f"CALON {n}") for n in range(1, calon + 1))
    )


LISTS = {"MAJENE 1": (_partai(3, 3), _partai(4, 3)), "MAJENE 2": (_partai(3, 6), _partai(4, 6))}


@pytest.fixture
def workspace(tmp_path: Path, isolated_home: Path) -> Iterator[Workspace]:
    area = Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
    with Workspace.create(tmp_path / "ws", area, operator="ANI", key_folder=tmp_path / "keys") as made:
        made.set_elections([FORM])
        made.add_lists(
            {"pdprdk": LISTS},
            {"pdprdk": {FIRST: "MAJENE 1", SECOND: "MAJENE 2"}},
            desa=[Desa(FIRST, "SAMBABO"), Desa(SECOND, "KABIRAAN")],
            tps=[Tps(TPS_1, FIRST, 1, 100, 101), Tps(TPS_2, SECOND, 1, 100, 101)],
        )
        yield made


def _photo(folder: Path, dapil: str, name: str, page: int = 2) -> tuple[Path, dict[str, int]]:
    form = load_form(FORM, LISTS[dapil])
    values = invented_values(form, seed=5)
    photo = sample_photo(form, page, values, seed=5, level="easy", width_px=1800)
    path = folder / name
    path.write_bytes(photo.jpeg)
    return path, {field.name: values[field.name] for field in form.fields_on(page)}


def _read(workspace: Workspace, code: str, drawn: dict[str, int]) -> int:
    """How many of the drawn numbers the TPS has as they were drawn; every other field of its form was not seen."""
    readings = workspace.tps_reading(code, FORM)
    assert {name for name, item in readings.items() if item.status is not FieldStatus.UNSEEN} == drawn.keys()
    return sum(readings[name].value == value for name, value in drawn.items())


@pytest.mark.parametrize(("dapil", "code"), [("MAJENE 1", TPS_1), ("MAJENE 2", TPS_2)])
def test_a_photo_is_read_with_the_list_of_its_dapil(
    workspace: Workspace, tmp_path: Path, dapil: str, code: str
) -> None:
    path, drawn = _photo(tmp_path, dapil, f"{code}-hal2.jpg")
    (item,) = import_paths(workspace, [path], workers=0).items
    assert (item.outcome, item.tps, item.page) == (ImportOutcome.ACCEPTED, code, 2)
    assert _read(workspace, code, drawn) >= len(drawn) - 1


def test_a_page_of_the_other_dapil_is_named_and_takes_no_place(workspace: Workspace, tmp_path: Path) -> None:
    path, _ = _photo(tmp_path, "MAJENE 2", f"{TPS_1}-hal2.jpg")
    (item,) = import_paths(workspace, [path], workers=0).items
    assert item.outcome is ImportOutcome.UNREADABLE
    assert "dari dapil MAJENE 2, sedangkan TPS 001 di dapil MAJENE 1" in item.reason
    assert workspace.current_image(TPS_1, FORM, 2) is None
    assert workspace.tps_reading(TPS_1, FORM) == {}


def test_a_photo_without_a_code_is_read_again_for_the_dapil_that_it_is_put_in(
    workspace: Workspace, tmp_path: Path
) -> None:
    path, drawn = _photo(tmp_path, "MAJENE 1", "foto.jpg")
    import_paths(workspace, [path], workers=0)
    (loose,) = loose_images(workspace)
    with pytest.raises(UserError) as caught:
        assign_group(workspace, [loose], TPS_2)
    assert caught.value.code == "image.dapil"
    assert workspace.current_image(TPS_2, FORM, 2) is None
    assign_group(workspace, [loose], TPS_1)
    assert _read(workspace, TPS_1, drawn) >= len(drawn) - 1
