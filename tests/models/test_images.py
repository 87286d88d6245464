"""Photos: stored once, placed in versions, replaced only on purpose, never lost."""

from __future__ import annotations

import errno
import hashlib
import os
import stat

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.images import ImageStore
from sirekap_desktop.models.records import EntryHow, ImportOutcome
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, TPS_1, TPS_2, add_photo, field_reading, page_reading


def test_original_is_kept_byte_for_byte_under_its_hash(workspace: Workspace) -> None:
    data = b"\xff\xd8foto"
    sha256, new = workspace.store_original(data, ".JPG")
    assert (sha256, new) == (hashlib.sha256(data).hexdigest(), True)
    assert workspace.original_path(sha256).name == f"{sha256}.jpg"
    assert workspace.original_path(sha256).read_bytes() == data


def test_same_content_is_stored_once_whatever_its_name(workspace: Workspace) -> None:
    sha256, _ = workspace.store_original(b"foto", ".jpg")
    assert workspace.store_original(b"foto", ".png") == (sha256, False)
    assert len(list(workspace.images_folder.iterdir())) == 1


@pytest.mark.parametrize("harm", ["changed", "cut", "gone"])
def test_a_good_copy_mends_a_damaged_original_and_the_audit_says_so(workspace: Workspace, harm: str) -> None:
    photo = add_photo(workspace, content=b"satu")
    path = workspace.original_path(photo.sha256)
    path.write_bytes({"changed": b"sutu", "cut": b"sa", "gone": b""}[harm])
    if harm == "gone":
        path.unlink()
    assert not workspace.verify().ok
    assert workspace.store_original(b"satu", path.suffix) == (photo.sha256, True)
    assert path.read_bytes() == b"satu"
    assert [item.name for item in workspace.images_folder.iterdir()] == [photo.file_name]
    assert workspace.verify().ok
    row = workspace.audit_rows()[-1]
    assert (row.kind, photo.sha256 in row.detail) == ("image.restored", True)


def test_a_whole_original_is_left_alone(workspace: Workspace) -> None:
    photo = add_photo(workspace, content=b"satu")
    before = workspace.audit_rows()
    assert workspace.store_original(b"satu", ".jpg") == (photo.sha256, False)
    assert workspace.audit_rows() == before


def test_known_content_names_its_pictures(workspace: Workspace) -> None:
    assert workspace.known("0" * 64) == ()
    photo = add_photo(workspace)
    assert workspace.known(photo.sha256) == (photo,)


def test_a_suffix_never_leaves_the_folder(workspace: Workspace) -> None:
    sha256, _ = workspace.store_original(b"foto", "/../../x")
    assert workspace.original_path(sha256).parent == workspace.images_folder


def test_second_photo_of_a_page_does_not_replace_by_itself(workspace: Workspace) -> None:
    first = add_photo(workspace, content=b"satu")
    second = add_photo(workspace, content=b"dua")
    assert second.outcome is ImportOutcome.UNASSIGNED
    assert second.reason.startswith("TPS 001 halaman 2 sudah punya foto")
    assert (second.version, second.tps, second.page) == (0, TPS_1, 2)
    assert workspace.current_image(TPS_1, FORM, 2) == first
    assert workspace.images(outcome=ImportOutcome.UNASSIGNED) == (second,)
    assert workspace.images(tps=TPS_1) == (first,)


def test_replacing_keeps_the_old_version_and_marks_its_entries(workspace: Workspace) -> None:
    first = add_photo(workspace, content=b"satu")
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED, image_id=first.id)
    workspace.record(TPS_1, FORM, "suara_2", 16, EntryHow.TYPED)
    second = add_photo(workspace, content=b"dua", replace=True)
    assert [item.version for item in workspace.versions(TPS_1, FORM, 2)] == [1, 2]
    assert workspace.current_image(TPS_1, FORM, 2) == second
    assert workspace.original_path(first.sha256).read_bytes() == b"satu"
    entries = workspace.entries(TPS_1, FORM)
    assert (entries["suara_1"].recheck, entries["suara_2"].recheck) == (True, False)
    assert workspace.tps_progress(TPS_1, FORM).rechecks == 1
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.CONFIRMED, image_id=second.id)
    assert not workspace.entries(TPS_1, FORM)["suara_1"].recheck
    assert workspace.history(TPS_1, FORM, "suara_1")[0].image_id == first.id


def test_an_unassigned_photo_can_be_put_in_place_as_replacement(workspace: Workspace) -> None:
    add_photo(workspace, content=b"satu")
    second = add_photo(workspace, content=b"dua")
    placed = workspace.assign(second.id, TPS_1, FORM, 2)
    assert (placed.version, placed.outcome, placed.reason) == (2, ImportOutcome.ACCEPTED, "")
    assert workspace.assign(second.id, TPS_1, FORM, 2).version == 2


def test_moving_a_photo_brings_back_the_version_before(workspace: Workspace) -> None:
    first = add_photo(workspace, content=b"satu")
    second = add_photo(workspace, content=b"dua", replace=True)
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED, image_id=second.id)
    moved = workspace.move(second.id, TPS_2, "salah TPS")
    assert (moved.tps, moved.version, moved.reason) == (TPS_2, 1, "salah TPS")
    assert workspace.current_image(TPS_1, FORM, 2) == first
    assert workspace.entries(TPS_1, FORM)["suara_1"].recheck
    back = workspace.move(second.id, TPS_1)
    assert back.version == 3
    assert not workspace.entries(TPS_1, FORM)["suara_1"].recheck
    assert workspace.verify().ok


def test_a_photo_set_aside_leaves_its_place(workspace: Workspace) -> None:
    photo = add_photo(workspace)
    aside = workspace.set_aside(photo.id, ImportOutcome.UNASSIGNED, "bukan halaman ini")
    assert (aside.tps, aside.version) == (None, 0)
    assert workspace.current_image(TPS_1, FORM, 2) is None
    assert workspace.tps_progress(TPS_1, FORM).pages_present == ()


def test_accepted_without_a_place_or_with_a_foreign_code_waits_for_a_person(workspace: Workspace) -> None:
    nowhere = add_photo(workspace, code=None, content=b"satu")
    foreign = add_photo(workspace, code="9999999999001", content=b"dua")
    assert (nowhere.outcome, foreign.outcome) == (ImportOutcome.UNASSIGNED, ImportOutcome.UNASSIGNED)
    assert "9999999999001" in foreign.reason
    assert (foreign.tps, foreign.page) == (None, 2)


def test_assigning_to_an_unknown_tps_or_page_is_refused(workspace: Workspace) -> None:
    photo = add_photo(workspace, code=None)
    with pytest.raises(UserError, match="7605052001999"):
        workspace.assign(photo.id, "7605052001999", FORM, 2)
    with pytest.raises(UserError, match="halaman 9"):
        workspace.assign(photo.id, TPS_1, FORM, 9)
    with pytest.raises(KeyError):
        workspace.assign("tidak ada", TPS_1, FORM, 2)


def test_geometry_by_hand_keeps_place_and_version(workspace: Workspace) -> None:
    photo = add_photo(workspace, reading=page_reading(2))
    corners = ((1.5, 2.0), (90.0, 2.5), (91.0, 80.0), (0.0, 79.0))
    turned = workspace.set_geometry(photo.id, 90, corners, page_reading(2, field_reading("suara_1", 66)))
    assert (turned.rotation, turned.corners) == (90, corners)
    assert (turned.tps, turned.page, turned.version) == (TPS_1, 2, 1)
    assert workspace.tps_reading(TPS_1, FORM)["suara_1"].value == 66
    assert workspace.image(photo.id) == turned


def test_readings_are_kept_without_loss_and_the_newest_counts(workspace: Workspace) -> None:
    first = page_reading(2, field_reading("suara_1", 66), field_reading("suara_2", None), problems=("silau",))
    photo = add_photo(workspace, reading=first)
    assert workspace.reading(photo.id) == first
    second = page_reading(2, field_reading("suara_1", 67))
    workspace.set_geometry(photo.id, 0, None, second)
    assert workspace.reading(photo.id) == second
    assert add_photo(workspace, content=b"lain", page=3).id != photo.id
    assert workspace.reading("tidak ada") is None


def test_a_full_disk_leaves_no_half_photo(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError) as caught:
        workspace.store_original(b"foto", ".jpg")
    assert caught.value.code == "disk.full"
    assert list(workspace.images_folder.iterdir()) == []


def test_what_a_killed_import_left_is_swept_and_nothing_else(workspace: Workspace) -> None:
    photo = add_photo(workspace)
    half = workspace.images_folder / ".abc-1234.partial"
    half.write_bytes(b"sete")
    ImageStore(workspace.images_folder).sweep()
    assert [item.name for item in workspace.images_folder.iterdir()] == [photo.file_name]


def test_a_missing_photo_is_named(workspace: Workspace) -> None:
    photo = add_photo(workspace)
    workspace.original_path(photo.sha256).unlink()
    with pytest.raises(UserError) as caught:
        workspace.original_path(photo.sha256)
    assert caught.value.code == "image.missing"


def test_a_photo_is_set_aside_or_moved_only_in_ways_that_make_sense(workspace: Workspace) -> None:
    sha256, _ = workspace.store_original(b"foto", ".jpg")
    loose = workspace.add_image(sha256=sha256, source="a.jpg", outcome=ImportOutcome.UNREADABLE, reason="kabur")
    assert (loose.reason, loose.version) == ("kabur", 0)
    with pytest.raises(UserError) as caught:
        workspace.move(loose.id, TPS_1)
    assert caught.value.code == "image.unplaced"
    with pytest.raises(ValueError, match="assign"):
        workspace.set_aside(loose.id, ImportOutcome.ACCEPTED, "")


def test_a_failure_that_is_nobodys_disk_is_not_hidden(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def odd(_: int) -> None:
        raise OSError(errno.EINVAL, "aneh")

    monkeypatch.setattr(os, "fsync", odd)
    with pytest.raises(OSError, match="aneh"):
        workspace.store_original(b"foto", ".jpg")
    assert list(workspace.images_folder.iterdir()) == []


def test_a_photo_in_its_place_is_not_turned_while_locked(workspace: Workspace) -> None:
    photo = add_photo(workspace)
    workspace.lock("selesai")
    with pytest.raises(UserError) as caught:
        workspace.set_geometry(photo.id, 90, None)
    assert caught.value.code == "entry.locked"
    assert workspace.image(photo.id) == photo


def test_a_disk_that_cannot_sync_folders_still_takes_photos(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def refuse_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    assert workspace.store_original(b"foto", ".jpg")[1]
