"""A cadangan is a workspace that opens, verifies and equals the one it was made from."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import backup, sqlite_sql
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, TPS_1, add_photo, make_workspace, record_all


def test_a_backup_opens_as_a_workspace_with_everything_in_it(workspace: Workspace, tmp_path: Path) -> None:
    photo = add_photo(workspace)
    record_all(workspace, TPS_1)
    target = workspace.backup(tmp_path / "usb")
    with Workspace.open(target, operator="BUDI", key_folder=tmp_path / "laptop-b") as restored:
        assert restored.recap() == workspace.recap()
        assert restored.original_path(photo.sha256).read_bytes() == b"foto"
        assert restored.verify().ok
        restored.record(TPS_1, FORM, "suara_1", 1, EntryHow.TYPED)


def test_a_second_backup_copies_only_what_is_new(workspace: Workspace, tmp_path: Path) -> None:
    first = add_photo(workspace, content=b"satu")
    target = workspace.backup(tmp_path / "usb")
    kept = (target / "images" / first.file_name).stat().st_mtime_ns
    second = add_photo(workspace, content=b"dua", page=1)
    workspace.backup(target)
    assert (target / "images" / first.file_name).stat().st_mtime_ns == kept
    with Workspace.open(target, read_only=True) as copy:
        assert {image.id for image in copy.images()} == {first.id, second.id}
        assert copy.verify().ok


def test_a_backup_takes_no_other_place(workspace: Workspace, tmp_path: Path) -> None:
    with make_workspace(tmp_path / "lain") as other:
        foreign = other.folder
    (tmp_path / "dokumen").mkdir()
    (tmp_path / "dokumen" / "surat.txt").write_text("penting")
    for place in (workspace.backups_folder / "x", workspace.folder, foreign, tmp_path / "dokumen"):
        with pytest.raises(UserError) as caught:
            workspace.backup(place)
        assert caught.value.code == "backup.place"


def test_a_photo_that_does_not_arrive_whole_is_named(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_photo(workspace)

    def torn(_: object, target: Path) -> None:
        Path(target).write_bytes(b"fo")

    monkeypatch.setattr(shutil, "copyfile", torn)
    with pytest.raises(UserError) as caught:
        workspace.backup(tmp_path / "usb")
    assert caught.value.code == "backup.damaged"
    assert list((tmp_path / "usb" / "images").iterdir()) == []


def test_a_full_stick_leaves_the_backup_before_intact(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = workspace.backup(tmp_path / "usb")
    record_all(workspace, TPS_1)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(backup.os, "fsync", full)
    with pytest.raises(UserError) as caught:
        workspace.backup(target)
    monkeypatch.undo()
    assert caught.value.code == "disk.full"
    with Workspace.open(target, read_only=True) as copy:
        assert copy.values(TPS_1, FORM) == {}
        assert copy.verify().ok


def test_a_photo_that_arrives_during_a_backup_is_not_missing_in_it(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_photo(workspace, content=b"satu")
    copy = sqlite_sql.vacuum_into

    def vacuum_late(database: object, target: Path) -> None:
        add_photo(workspace, content=b"dua", page=1)
        copy(database, target)  # type: ignore[arg-type]

    monkeypatch.setattr(sqlite_sql, "vacuum_into", vacuum_late)
    with Workspace.open(workspace.backup(tmp_path / "usb"), read_only=True) as restored:
        assert len(restored.images()) == 2
        assert restored.verify().ok


def test_a_backup_that_stopped_halfway_goes_on_in_the_same_folder(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_photo(workspace)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(UserError) as caught:
        workspace.backup(tmp_path / "usb")
    assert caught.value.code == "disk.full"
    monkeypatch.undo()
    with Workspace.open(workspace.backup(tmp_path / "usb"), read_only=True) as restored:
        assert restored.verify().ok
