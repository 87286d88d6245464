"""Photos without a code in the workspace: placed at the end of an import when nothing is left to ask, else proposed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from kecamatan import FORM, TPS, page_photo, save_photos
from PIL import Image

from sirekap_desktop.jobs import proposing, regroup
from sirekap_desktop.jobs.importing import import_paths
from sirekap_desktop.models.records import ImportOutcome, Tps
from sirekap_desktop.models.workspace import Workspace

CODE, OTHER = TPS[0].code, TPS[1].code
"""What is placed without asking is of the second TPS: its hand writes a DPT that leaves no doubt."""


def neutral(folder: Path, *pages: int, number: int = 0, first: int = 1) -> list[Path]:
    """Write photos under names that tell nothing."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"IMG_{first + place:04d}.jpg" for place in range(len(pages))]
    for path, page in zip(paths, pages, strict=True):
        path.write_bytes(page_photo(number, page))
    return paths


def test_a_whole_set_finds_its_tps_and_says_how(workspace: Workspace, tmp_path: Path) -> None:
    summary = import_paths(workspace, neutral(tmp_path / "a", 1, 2, 3, number=1))
    assert [(item.outcome, item.tps, item.page) for item in summary.items] == [
        (ImportOutcome.ACCEPTED, OTHER, page) for page in (1, 2, 3)
    ]
    first, second = (workspace.current_image(OTHER, FORM, page) for page in (1, 2))
    assert first.reason.startswith("Ditempatkan otomatis (cocok 9")
    assert first.reason.endswith("): DPT L, P, Jml di foto hanya sama dengan TPS ini.")
    assert second.reason.endswith("): urutan dan jumlah suaranya cocok dengan IMG_0001.jpg.")
    assert workspace.tps_reading(OTHER, FORM)["suara_sah"].value == TPS[1].values["suara_sah"]
    assert len({row.at for row in workspace.audit_rows(OTHER) if row.kind == "placement" and OTHER in row.detail}) <= 2
    assert workspace.verify().ok


def test_what_a_person_took_out_is_not_put_back(workspace: Workspace, tmp_path: Path) -> None:
    paths = neutral(tmp_path / "a", 1, number=1)
    import_paths(workspace, paths)
    image = workspace.current_image(OTHER, FORM, 1)
    workspace.set_aside(image.id, ImportOutcome.UNASSIGNED, "salah")
    import_paths(workspace, paths)
    import_paths(workspace, neutral(tmp_path / "b", 2, number=1, first=7))
    assert workspace.current_image(OTHER, FORM, 1) is None
    assert proposing.propose(workspace).offers[image.id][0].tps == OTHER


def test_a_placed_photo_can_be_moved_as_ever(workspace: Workspace, tmp_path: Path) -> None:
    import_paths(workspace, neutral(tmp_path / "a", 1, number=1))
    moved = regroup.move(workspace, workspace.current_image(OTHER, FORM, 1).id, CODE, "ternyata TPS lain")
    assert workspace.current_image(CODE, FORM, 1).id == moved.id
    assert workspace.verify().ok


@pytest.mark.parametrize("name", ["1707900000000.jpg", f"{CODE} {OTHER}.jpg"])
def test_a_code_in_the_name_that_says_something_else_is_asked_about(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(page_photo(1, 1))
    (item,) = import_paths(workspace, [tmp_path / name]).items
    assert item.outcome is ImportOutcome.UNASSIGNED
    assert proposing.propose(workspace).offers[item.image_id][0].tps == OTHER


def test_mates_of_photos_in_place_are_proposed_with_file_and_sum(workspace: Workspace, tmp_path: Path) -> None:
    import_paths(workspace, save_photos(tmp_path / "berkode", pages=(1, 2)))
    (item,) = import_paths(workspace, neutral(tmp_path / "a", 3)).items
    assert item.outcome is ImportOutcome.UNASSIGNED
    (best, *_) = proposing.propose(workspace).offers[item.image_id]
    assert (best.tps, best.summed) == (CODE, True)
    assert best.mate.startswith(CODE)


def test_without_dpt_nothing_is_placed_and_it_is_said(workspace: Workspace, tmp_path: Path) -> None:
    workspace.add_wilayah([], [Tps(tps.code, tps.desa_code, tps.number) for tps in TPS])
    (item,) = import_paths(workspace, neutral(tmp_path / "a", 1, number=1)).items
    found = proposing.propose(workspace)
    assert item.outcome is ImportOutcome.UNASSIGNED
    assert (found.knows_dpt, found.offers[item.image_id]) == (False, ())


def test_nothing_is_placed_while_the_kecamatan_is_locked(workspace: Workspace, tmp_path: Path) -> None:
    workspace.lock("Pleno selesai")
    (item,) = import_paths(workspace, neutral(tmp_path / "a", 1, number=1)).items
    assert item.outcome is ImportOutcome.UNASSIGNED


def test_a_long_pause_between_photos_parts_them(workspace: Workspace, tmp_path: Path) -> None:
    photos = []
    for number, (page, minute) in enumerate([(2, 0), (3, 20)]):
        exif = Image.Exif()
        exif.get_ifd(0x8769)[0x9003] = f"2024:02:15 21:{minute:02d}:00"
        buffer = BytesIO()
        Image.open(BytesIO(page_photo(0, page))).save(buffer, "JPEG", exif=exif, quality=95)
        photos.append(tmp_path / f"IMG_{number}.jpg")
        photos[-1].write_bytes(buffer.getvalue())
    assert proposing.taken_at(photos[1]) - proposing.taken_at(photos[0]) == 20 * 60
    import_paths(workspace, photos)
    items = regroup.loose_images(workspace)
    numbers = proposing._group_numbers(workspace, items)
    assert len(set(numbers.values())) == 2


def test_a_file_without_a_time_has_none(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4")
    assert proposing.taken_at(tmp_path / "x.pdf") is None
    assert proposing.taken_at(tmp_path / "nichts.jpg") is None


@pytest.mark.parametrize(("probability", "text"), [(0.9999, "99 %"), (0.974, "97 %"), (1.0, "99 %"), (0.05, "5 %")])
def test_a_match_is_never_said_to_be_certain(probability: float, text: str) -> None:
    assert proposing.percent(probability) == text
