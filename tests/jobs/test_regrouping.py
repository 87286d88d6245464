"""Photos without a code find their place; a photo can be read again, replaced and moved."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from kecamatan import FORM, TPS, page_photo, save_photos

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.reading import FieldStatus
from sirekap_desktop.jobs import regroup
from sirekap_desktop.jobs.importing import import_paths, replace_photo, reread
from sirekap_desktop.models.errors import disk_full
from sirekap_desktop.models.records import EntryHow, ImageVersion, ImportOutcome
from sirekap_desktop.models.workspace import Workspace

CODE, OTHER = TPS[0].code, TPS[1].code


def loose(number: int, page: int | None, folder: str = "a") -> regroup.Loose:
    image = ImageVersion(
        id=str(number), sha256=str(number), index=0, source=f"{folder}/{number}.jpg", file_name="", tps=None,
        form=FORM, page=page, version=0, rotation=0, corners=None, outcome=ImportOutcome.UNASSIGNED, reason="",
        added_at="", added_by="",
    )  # fmt: skip
    return regroup.Loose(image, FORM, page)


@pytest.mark.parametrize(
    ("pages", "groups"),
    [
        ([1, 2, 3, 1, 2, 3], [(1, 2, 3), (1, 2, 3)]),
        ([1, 2, 2, 3], [(1, 2), (2, 3)]),
        ([2, 3, 1, 2], [(2, 3), (1, 2)]),
        ([3, 2], [(3, 2)]),
        ([1, 1], [(1,), (1,)]),
    ],
)
def test_neighbours_belong_together_until_a_page_repeats(pages: list[int], groups: list[tuple[int, ...]]) -> None:
    found = regroup.group([loose(number, page) for number, page in enumerate(pages)])
    assert [item.pages for item in found] == groups


def test_folders_and_unknown_pages_part_groups() -> None:
    items = [loose(0, 1), loose(1, 2, "b"), loose(2, None, "b"), loose(3, 3, "b")]
    assert [len(item.items) for item in regroup.group(items)] == [1, 1, 1, 1]


def test_a_group_goes_to_its_tps_with_one_number(workspace: Workspace, tmp_path: Path) -> None:
    save_loose(workspace, tmp_path, 2, 3)
    (group,) = regroup.group(regroup.loose_images(workspace))
    regroup.assign_group(workspace, group.items, CODE)
    assert [workspace.current_image(CODE, FORM, page) is not None for page in (1, 2, 3)] == [False, True, True]
    assert len(workspace.tps_reading(CODE, FORM)) == 28
    assert regroup.loose_images(workspace) == ()


def test_a_group_does_not_push_out_a_photo_unless_told(workspace: Workspace, tmp_path: Path) -> None:
    import_paths(workspace, save_photos(tmp_path / "foto", pages=(2,)))
    (tmp_path / "lain.jpg").write_bytes(page_photo(0, 2, 1200))
    import_paths(workspace, [tmp_path / "lain.jpg"])
    (group,) = regroup.group(regroup.loose_images(workspace))
    with pytest.raises(UserError) as caught:
        regroup.assign_group(workspace, group.items, CODE)
    assert caught.value.code == "image.taken"
    regroup.assign_group(workspace, group.items, CODE, replace=True)
    assert [image.version for image in workspace.versions(CODE, FORM, 2)] == [1, 2]


def test_moving_a_photo_fuses_both_tps(workspace: Workspace, tmp_path: Path) -> None:
    import_paths(workspace, save_photos(tmp_path / "foto"))
    image = workspace.current_image(CODE, FORM, 2)
    regroup.move(workspace, image.id, OTHER, "salah TPS")
    assert workspace.tps_reading(CODE, FORM)["suara_1"].status is FieldStatus.UNSEEN
    assert workspace.tps_reading(OTHER, FORM)["suara_1"].value == TPS[0].values["suara_1"]


def test_a_replaced_photo_stays_and_its_entries_are_to_be_rechecked(workspace: Workspace, tmp_path: Path) -> None:
    import_paths(workspace, save_photos(tmp_path / "foto"))
    old = workspace.current_image(CODE, FORM, 2)
    workspace.record(CODE, FORM, "suara_1", 5, EntryHow.TYPED, image_id=old.id)
    better = tmp_path / "lebih-baik.jpg"
    better.write_bytes(page_photo(0, 2, 1200))
    new = replace_photo(workspace, CODE, FORM, 2, better)
    assert (new.version, workspace.current_image(CODE, FORM, 2).id) == (2, new.id)
    assert workspace.entries(CODE, FORM)["suara_1"].recheck
    assert workspace.original_path(old.sha256).exists()


@pytest.mark.parametrize(("page", "code"), [(3, "image.other_page"), (2, "image.same")])
def test_a_photo_that_cannot_replace_is_refused(workspace: Workspace, tmp_path: Path, page: int, code: str) -> None:
    paths = save_photos(tmp_path / "foto")
    import_paths(workspace, paths[:2])
    with pytest.raises(UserError) as caught:
        replace_photo(workspace, CODE, FORM, 2, paths[page - 1])
    assert caught.value.code == code
    assert len(workspace.versions(CODE, FORM, 2)) == 1


def save_loose(workspace: Workspace, folder: Path, *pages: int) -> None:
    """Import photos of the first TPS whose names do not tell whose they are."""
    folder.mkdir(exist_ok=True)
    for page in pages:
        (folder / f"IMG_{page}.jpg").write_bytes(page_photo(0, page))
    import_paths(workspace, [folder / f"IMG_{page}.jpg" for page in pages])


def failing_at(call: int, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Make the workspace's method fail when it is called for the ``call``-th time, as a full disk would."""
    real, calls = getattr(Workspace, name), []

    def fail(*args: object, **more: object) -> object:
        calls.append(name)
        if len(calls) == call:
            raise disk_full("ruang")
        return real(*args, **more)

    monkeypatch.setattr(Workspace, name, fail)


@pytest.mark.parametrize(("name", "call"), [("assign", 2), ("save_fusion", 1)])
def test_a_group_is_placed_whole_or_not_at_all(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, call: int
) -> None:
    save_loose(workspace, tmp_path, 2, 3)
    (group,) = regroup.group(regroup.loose_images(workspace))
    before = workspace.audit_rows()
    failing_at(call, monkeypatch, name)
    with pytest.raises(UserError):
        regroup.assign_group(workspace, group.items, CODE)
    assert workspace.audit_rows() == before
    assert len(regroup.loose_images(workspace)) == 2
    assert workspace.verify().ok


def test_placing_a_group_is_told_about_once(workspace: Workspace, tmp_path: Path) -> None:
    save_loose(workspace, tmp_path, 2, 3)
    (group,) = regroup.group(regroup.loose_images(workspace))
    told: list[frozenset[str]] = []
    workspace.subscribe(told.append)
    regroup.assign_group(workspace, group.items, CODE)
    assert len(told) == 1
    assert "images" in told[0]
    assert len({row.at for row in workspace.audit_rows(CODE)[-3:]}) == 1
    assert workspace.verify().ok


def test_reading_again_changes_nothing_while_the_kecamatan_is_locked(workspace: Workspace, tmp_path: Path) -> None:
    """A loose photo may be turned then, but the page that is found has no way to its place: so not even that stays."""
    save_loose(workspace, tmp_path / CODE, 2)
    (image,) = workspace.images()
    workspace.set_aside(image.id, ImportOutcome.UNASSIGNED, "salah tempat")
    workspace.lock("Pleno selesai")
    before = workspace.audit_rows()
    with pytest.raises(UserError) as caught:
        reread(workspace, image.id, 180)
    assert caught.value.code == "entry.locked"
    assert workspace.audit_rows() == before
    assert workspace.image(image.id).rotation == 0


@pytest.mark.parametrize("act", ["reread", "move", "replace"])
def test_what_cannot_be_fused_is_not_changed_either(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    import_paths(workspace, save_photos(tmp_path / "foto", pages=(2,)))
    image = workspace.current_image(CODE, FORM, 2)
    better = tmp_path / "lebih-baik.jpg"
    better.write_bytes(page_photo(0, 2, 1200))
    acts = {
        "reread": lambda: reread(workspace, image.id, 180),
        "move": lambda: regroup.move(workspace, image.id, OTHER),
        "replace": lambda: replace_photo(workspace, CODE, FORM, 2, better),
    }
    before = workspace.audit_rows()
    failing_at(1, monkeypatch, "save_fusion")
    with pytest.raises(UserError):
        acts[act]()
    assert workspace.audit_rows() == before
    assert workspace.current_image(CODE, FORM, 2) == image
    assert workspace.verify().ok


def blank_margin(jpeg: bytes) -> tuple[bytes, np.ndarray]:
    image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    return cv2.imencode(".png", image)[1].tobytes(), image


def test_corners_set_by_hand_bring_an_unreadable_photo_to_its_place(workspace: Workspace, tmp_path: Path) -> None:
    """The tag is covered: the program cannot find the page, the operator shows where it is."""
    from sirekap_desktop.jobs.reading_pool import read_stored

    path = tmp_path / f"{CODE}-hal2.png"
    data, image = blank_margin(page_photo(0, 2))
    path.write_bytes(data)
    found = read_stored(str(path), path.name, workspace.forms())[0].registration
    h = np.array(found.homography).reshape(3, 3)
    spots = [(500, 110, 560, 145), (485, 100, 535, 145), (30, 50, 60, 75), (535, 50, 565, 75), (30, 860, 60, 885)]
    for x1, y1, x2, y2 in [*spots, (535, 860, 565, 885)]:
        area = np.array([[[x1, y1], [x2, y1], [x2, y2], [x1, y2]]], np.float64)
        cv2.fillPoly(image, cv2.perspectiveTransform(area, h).astype(np.int32), (255, 255, 255))
    path.write_bytes(cv2.imencode(".png", image)[1].tobytes())
    (item,) = import_paths(workspace, [path]).items
    if item.outcome is ImportOutcome.UNREADABLE:
        done = reread(workspace, item.image_id, 0, found.corners, form_id=FORM, page=2)
        assert (done.outcome, done.tps, done.page) == (ImportOutcome.ACCEPTED, CODE, 2)
    assert workspace.tps_reading(CODE, FORM)["suara_1"].value == TPS[0].values["suara_1"]


def test_a_turned_reading_is_kept_with_its_rotation(workspace: Workspace, tmp_path: Path) -> None:
    import_paths(workspace, save_photos(tmp_path / "foto", pages=(2,)))
    image = workspace.current_image(CODE, FORM, 2)
    turned = reread(workspace, image.id, 180)
    assert (turned.rotation, turned.version) == (180, 1)
    assert workspace.reading(image.id).field("suara_1").value == TPS[0].values["suara_1"]


def test_an_unknown_image_is_named(workspace: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        reread(workspace, "nope")
    assert caught.value.code == "image.unknown"
