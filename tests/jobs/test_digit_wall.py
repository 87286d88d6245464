"""The wall of one digit: which boxes may stand on it, and that their pictures are those of the paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.reading import Evidence, FieldReading, FieldStatus, PageReading, Quality, Registration
from sirekap_desktop.jobs.crop_strips import FOLDER, CropStrips
from sirekap_desktop.jobs.digit_wall import DigitWall, WallCell, crops, digit_places
from sirekap_desktop.models.records import EntryHow, ImportOutcome
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr.cells import CELL_PX
from sirekap_desktop.samples.draw import render_page
from tests.kecamatan import FORM, TPS, new_workspace

CODE, OTHER = TPS[0].code, TPS[1].code
PX_PER_MM = 2.0
VALUES = {field.name: 0 for field in load_form(FORM).fields} | {"suara_1": 77, "suara_2": 170, "suara_3": 5}


def machine(name: str, value: int | None, status: FieldStatus = FieldStatus.PROVEN) -> FieldReading:
    cells = tuple("" if value is None else str(value).rjust(3, "X"))
    return FieldReading(name, value, value, 0.999, status, cells, Evidence(digits=value))


def add_page(workspace: Workspace, code: str, *changes: FieldReading, page: int = 2) -> None:
    form = load_form(FORM)
    image = render_page(form, page, VALUES, seed=3, px_per_mm=PX_PER_MM)
    sha, _ = workspace.store_original(cv2.imencode(".jpg", image)[1].tobytes() + code.encode(), ".jpg")
    seen = {field.name: machine(field.name, VALUES[field.name]) for field in form.fields_on(page)}
    seen |= {item.name: item for item in changes if item.name in seen}
    w, h = (side * PX_PER_MM for side in form.paper)
    found = Registration("corners", 0.1, ((0, 0), (w, 0), (w, h), (0, h)), (PX_PER_MM, 0, 0, 0, PX_PER_MM, 0, 0, 0, 1))
    reading = PageReading(
        0, "read", None, FORM, page, None, found, Quality(ok=True), tuple(seen.values()), 1, "test"
    )  # fmt: skip
    workspace.add_image(
        sha256=sha, source="hal2.jpg", outcome=ImportOutcome.ACCEPTED, tps=code, form=FORM, page=page, reading=reading
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path / "ruang") as made:
        yield made


def wall(workspace: Workspace, digit: int = 7) -> list[tuple[str, str, int]]:
    return [(cell.tps, cell.field.name, cell.cell) for cell in DigitWall(workspace, digit).page().cells]


SEVENS = [(CODE, "suara_1", 1), (CODE, "suara_1", 2), (CODE, "suara_2", 1)]


def test_every_box_of_a_digit_stands_on_its_wall(workspace: Workspace):
    add_page(workspace, CODE)
    assert wall(workspace, 7) == SEVENS
    assert wall(workspace, 5) == [(CODE, "suara_3", 2)]
    assert wall(workspace, 8) == []


def test_a_number_still_to_be_typed_blind_keeps_its_whole_tps_off_the_wall(workspace: Workspace):
    add_page(workspace, CODE, machine("suara_3", 5, FieldStatus.CONFIRM))
    add_page(workspace, OTHER)
    assert {tps for tps, *_ in wall(workspace)} == {OTHER}
    assert wall(workspace, 5) == [(OTHER, "suara_3", 2)]


def test_what_is_recorded_stands_on_the_wall_even_while_other_numbers_are_blind(workspace: Workspace):
    add_page(workspace, CODE, machine("suara_3", 5, FieldStatus.CONFIRM))
    workspace.record(CODE, FORM, "suara_2", 170, EntryHow.TYPED)
    assert wall(workspace) == [(CODE, "suara_2", 1)]


def test_a_recorded_number_stands_under_the_digits_that_count_not_those_the_machine_saw(workspace: Workspace):
    add_page(workspace, CODE, machine("suara_3", 7))
    workspace.record(CODE, FORM, "suara_3", 1, EntryHow.RESOLVED)
    assert (CODE, "suara_3", 2) in wall(workspace, 1)
    assert (CODE, "suara_3", 2) not in wall(workspace, 7)


def test_where_everything_is_typed_nothing_stands_on_the_wall_before_it_is_recorded(workspace: Workspace):
    workspace.set_setting("policy", "type_all")
    add_page(workspace, CODE)
    assert wall(workspace) == []
    workspace.record(CODE, FORM, "suara_2", 170, EntryHow.TYPED)
    assert wall(workspace) == [(CODE, "suara_2", 1)]


def test_a_doubted_number_leaves_the_wall_and_hides_what_would_give_it_away(workspace: Workspace):
    add_page(workspace, CODE)
    cell = DigitWall(workspace, 7).page().cells[0]
    workspace.doubt([cell.doubt])
    assert workspace.doubts(CODE, FORM)["suara_1"].digit == 7
    assert wall(workspace) == []
    image = workspace.current_image(CODE, FORM, 2)
    workspace.record(CODE, FORM, "suara_1", 77, EntryHow.TYPED, image_id=image.id)
    assert wall(workspace) == SEVENS


def test_walls_follow_each_other_without_gap_or_repeat(workspace: Workspace):
    for code in (CODE, OTHER):
        add_page(workspace, code)
    whole = DigitWall(workspace, 7)
    first = whole.page(size=1)
    second = whole.page(first.following, size=1)
    assert second.following is None
    assert (*first.cells, *second.cells) == whole.page().cells


def test_the_light_reading_says_the_same_as_the_whole_one(workspace: Workspace):
    add_page(workspace, CODE, machine("suara_3", None, FieldStatus.EMPTY))
    whole, light = workspace.tps_reading(CODE, FORM), workspace.seen(CODE, FORM).fields
    assert whole.keys() == light.keys()
    for name, item in light.items():
        assert (item.value, item.status, item.cells) == (whole[name].value, whole[name].status, whole[name].cells)


def pictures(workspace: Workspace, cells: tuple[WallCell, ...]) -> dict[int, np.ndarray]:
    return {crop.place: crop.box for crop in crops(workspace, cells)}


def test_the_picture_of_a_box_is_cut_where_the_box_stands_on_the_photo(workspace: Workspace):
    add_page(workspace, CODE)
    (cell,) = DigitWall(workspace, 5).page().cells
    box = pictures(workspace, (cell,))[0]
    photo = render_page(load_form(FORM), 2, VALUES, seed=3, px_per_mm=PX_PER_MM)
    place = load_form(FORM).field("suara_3").boxes[2].grown(0.12 * cell.field.boxes[2].w)
    x, y, w, h = (round(side * PX_PER_MM) for side in (place.x, place.y, place.w, place.h))
    wanted = cv2.resize(cv2.cvtColor(photo[y : y + h, x : x + w], cv2.COLOR_BGR2GRAY), (CELL_PX, CELL_PX))
    assert box.shape == (CELL_PX, CELL_PX)
    assert np.corrcoef(box.ravel(), wanted.ravel())[0, 1] > 0.85


def test_pictures_come_from_the_disk_the_second_time_and_are_the_same_but_for_jpeg(workspace: Workspace, monkeypatch):
    add_page(workspace, CODE)
    cells = DigitWall(workspace, 7).page().cells
    cut = pictures(workspace, cells)
    monkeypatch.setattr(CropStrips, "make", lambda *_: pytest.fail("the photo was decoded again"))
    kept = pictures(workspace, cells)
    assert kept.keys() == cut.keys() == set(range(3))
    assert max(float(np.abs(kept[n].astype(int) - cut[n]).mean()) for n in cut) < 6


@pytest.mark.parametrize("harm", ["gone", "damaged", "empty"])
def test_what_is_kept_may_be_deleted_or_damaged_at_any_time(workspace: Workspace, harm: str):
    add_page(workspace, CODE)
    cells = DigitWall(workspace, 7).page().cells
    cut = pictures(workspace, cells)
    folder = workspace.folder / FOLDER
    if harm == "gone":
        shutil.rmtree(folder)
    for path in folder.glob("*/*"):
        path.write_bytes(b"" if harm == "empty" else path.read_bytes()[:-50])
    assert pictures(workspace, cells).keys() == cut.keys()


def test_a_lost_photo_leaves_its_place_empty_and_the_others_in_place(workspace: Workspace):
    for code in (CODE, OTHER):
        add_page(workspace, code)
    cells = DigitWall(workspace, 7).page().cells
    path = workspace.original_path(workspace.current_image(CODE, FORM, 2).sha256)
    path.chmod(0o600)
    path.write_bytes(b"rusak")
    assert set(pictures(workspace, cells)) == {3, 4, 5}


def test_the_oldest_strips_go_when_there_are_too_many(workspace: Workspace):
    for code in (CODE, OTHER):
        add_page(workspace, code)
    pictures(workspace, DigitWall(workspace, 7).page().cells)
    strips, files = CropStrips(workspace), list((workspace.folder / FOLDER).glob("*/*"))
    assert len(files) == 2
    strips.prune(max(path.stat().st_size for path in files))
    assert len(list((workspace.folder / FOLDER).glob("*/*"))) == 1


@given(value=st.integers(0, 9999), boxes=st.integers(4, 5), left=st.integers(0, 1), filler=st.sampled_from("X-/."))
def test_digits_lie_in_the_boxes_that_spell_the_number(value: int, boxes: int, left: int, filler: str):
    text = str(value)
    cells = (filler * left + text).rjust(boxes, filler)[-boxes:]
    found = digit_places(value, tuple(cells), boxes)
    assert "".join(str(found[place]) for place in sorted(found)) == text
    assert all(cells[place] == str(digit) for place, digit in found.items())


@given(value=st.integers(0, 999), cells=st.lists(st.sampled_from([*"0123456789X-?", ""]), max_size=3))
def test_a_number_that_the_machine_saw_otherwise_keeps_its_own_digits(value: int, cells: list[str]):
    found = digit_places(value, (*cells, *[""] * (3 - len(cells))), 3)
    assert int("".join(str(found[place]) for place in sorted(found))) == value
    assert all(0 <= place < 3 for place in found)
