"""The second copy: whatever happens to the stick or the program, a whole copy lies there, and it restores."""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from kecamatan import FORM, TPS, record_all

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs import restoring, second_copy
from sirekap_desktop.models import backup, sqlite_sql
from sirekap_desktop.models.pleno.facts import Approved, Opened, ReadOut
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.models.workspace import Workspace


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "FLASHDISK"
    place.mkdir()
    return place


def add_photo(workspace: Workspace, content: bytes) -> str:
    sha256, _ = workspace.store_original(content, ".jpg")
    workspace.add_image(sha256=sha256, source="kamera", outcome=ImportOutcome.UNASSIGNED)
    return sha256


def approve(workspace: Workspace, number: int) -> None:
    if not workspace.meeting(FORM):
        workspace.note(FORM, Opened(place="Aula kecamatan"))
    record_all(workspace, number)
    workspace.note(FORM, ReadOut(), TPS[number].code)
    workspace.note(FORM, Approved(), TPS[number].code)


def refused(act: Callable[[], object]) -> UserError:
    with pytest.raises(UserError) as caught:
        act()
    return caught.value


def restored(stick: Path, folder: Path) -> restoring.Restored:
    copy = second_copy.find_copies(stick)[0]
    restoring.restore(copy, folder)
    return restoring.open_restored(copy, folder, operator="BUDI", key_folder=folder.parent / "laptop-b")


def test_a_copy_goes_through_another_laptop_whole(workspace: Workspace, stick: Path, tmp_path: Path) -> None:
    photo = add_photo(workspace, b"foto")
    approve(workspace, 0)
    made = second_copy.keep_up(workspace, stick)
    assert (made.card.approved, made.card.of, made.card.photos) == (1, 2, 1)
    found = restored(stick, tmp_path / "baru")
    with found.workspace as there:
        assert found.findings == 0
        assert found.new_machine
        assert there.recap() == workspace.recap()
        assert there.original_path(photo).read_bytes() == b"foto"
        record_all(there, 1)
        there.note(FORM, ReadOut(), TPS[1].code)
        assert there.verify().ok


def test_a_copy_is_made_at_each_sahkan_and_at_nothing_else(workspace: Workspace, stick: Path) -> None:
    approve(workspace, 0)
    first = second_copy.keep_up(workspace, stick)
    record_all(workspace, 1)
    assert second_copy.keep_up(workspace, stick) == first
    approve(workspace, 1)
    second = second_copy.keep_up(workspace, stick)
    assert second.card.approved == 2
    assert second_copy.find_copies(stick) == (second, first)


def test_two_copies_stay_and_photos_travel_once(workspace: Workspace, stick: Path) -> None:
    add_photo(workspace, b"satu")
    made = second_copy.make(workspace, stick)
    kept = [path.stat().st_mtime_ns for path in made.images.iterdir()]
    add_photo(workspace, b"dua")
    copies = [made, *(second_copy.make(workspace, stick) for _ in range(3))]
    assert second_copy.find_copies(stick) == tuple(reversed(copies[-2:]))
    assert kept[0] in [path.stat().st_mtime_ns for path in made.images.iterdir()]
    assert len(list(made.folder.iterdir())) == 5


def test_a_missing_stick_is_said_and_nothing_is_made_in_its_place(workspace: Workspace, stick: Path) -> None:
    approve(workspace, 0)
    stick.rmdir()
    assert refused(lambda: second_copy.keep_up(workspace, stick)).code == "copy.missing"
    assert not stick.exists()
    stick.mkdir()
    assert second_copy.keep_up(workspace, stick).card.approved == 1


def test_no_place_inside_the_workspace(workspace: Workspace) -> None:
    assert refused(lambda: second_copy.make(workspace, workspace.backups_folder)).code == "copy.inside"


class Killed(BaseException):
    """Nothing of the program runs after it."""


def _stop_at(monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException) -> None:
    """Let the ``number``-th step that touches the stick fail instead."""
    count = itertools.count()

    def guarded(act: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **options: object) -> object:
            if next(count) == number:
                raise error
            return act(*args, **options)

        return step

    for module, name in (
        (sqlite_sql, "vacuum_into"), (sqlite_sql, "integrity_check"), (shutil, "copyfile"), (os, "fsync"),
        (os, "replace"), (backup, "file_sha256"), (second_copy, "file_sha256"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, guarded(getattr(module, name)))


STEPS = 14
KILLS = [(step, Killed()) for step in range(STEPS)]
FULL = [(step, OSError(errno.ENOSPC, "penuh")) for step in range(0, STEPS, 2)]
TORN = [(step, OSError(errno.EIO, "rusak")) for step in range(1, STEPS, 4)]


@pytest.mark.parametrize(("step", "error"), KILLS + FULL + TORN)
def test_wherever_a_copy_stops_the_one_before_restores_and_the_next_is_whole(
    workspace: Workspace, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, error: BaseException
) -> None:
    add_photo(workspace, b"satu")
    before = second_copy.make(workspace, stick)
    photo = add_photo(workspace, b"dua")
    with monkeypatch.context() as patch:
        _stop_at(patch, step, error)
        with pytest.raises((Killed, UserError)) as caught:
            second_copy.make(workspace, stick)
    if isinstance(error, OSError):
        assert caught.value.code == ("copy.full" if error.errno == errno.ENOSPC else "copy.disk")  # type: ignore[union-attr]
    assert before in second_copy.find_copies(stick)
    restoring.restore(before, tmp_path / "dari-lama")
    made = second_copy.make(workspace, stick)
    assert not [path for path in made.folder.rglob("*") if path.name.endswith(".partial")]
    with restored(stick, tmp_path / "dari-baru").workspace as there:
        assert there.original_path(photo).read_bytes() == b"dua"


def test_the_steps_that_are_stopped_are_all_there_are(
    workspace: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_photo(workspace, b"satu")
    second_copy.make(workspace, stick)
    add_photo(workspace, b"dua")
    _stop_at(monkeypatch, STEPS, Killed())
    second_copy.make(workspace, stick)
    with pytest.raises(Killed):
        second_copy.make(workspace, stick)  # its first step is the one behind the last


def test_a_stick_taken_away_during_a_copy_is_a_missing_stick(
    workspace: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_photo(workspace, b"satu")

    def pulled(*_: object) -> None:
        stick.rename(stick.with_name("di-saku"))
        raise FileNotFoundError(errno.ENOENT, "hilang")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", pulled)
        assert refused(lambda: second_copy.make(workspace, stick)).code == "copy.missing"
    stick.with_name("di-saku").rename(stick)
    assert second_copy.make(workspace, stick).card.photos == 1


def test_a_photo_that_the_stick_lost_is_brought_again_when_all_are_read(workspace: Workspace, stick: Path) -> None:
    add_photo(workspace, b"satu")
    made = second_copy.make(workspace, stick)
    (photo,) = made.images.iterdir()
    photo.write_bytes(b"sat0")
    second_copy.make(workspace, stick, thorough=True)
    assert photo.read_bytes() == b"satu"


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        lambda copy: _flip(copy.database),
        lambda copy: _flip(next(copy.images.iterdir())),
        lambda copy: next(copy.images.iterdir()).unlink(),
    ],
)
def test_a_damaged_copy_is_refused_and_leaves_nothing(
    workspace: Workspace, stick: Path, tmp_path: Path, damage: Callable[[second_copy.Copy], None]
) -> None:
    add_photo(workspace, b"satu")
    copy = second_copy.make(workspace, stick)
    damage(copy)
    assert refused(lambda: restoring.restore(copy, tmp_path / "baru")).code == "copy.damaged"
    assert not (tmp_path / "baru").exists()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"format": 1}', "null", '{"format": 2, "at": 3}', "\0", '{"at": "kemarin"}']
)
def test_a_card_that_is_none_is_passed_over(workspace: Workspace, stick: Path, text: str) -> None:
    copy = second_copy.make(workspace, stick)
    (copy.folder / "salinan-0009.json").write_text(text)
    shutil.copy(copy.database, copy.folder / "salinan-0009.db")
    assert second_copy.find_copies(stick) == (copy,)
    assert second_copy.newest(workspace, stick) == copy


def test_a_card_with_other_kinds_of_values_is_passed_over(workspace: Workspace, stick: Path) -> None:
    copy = second_copy.make(workspace, stick)
    path = copy.database.with_suffix(".json")
    path.write_text(json.dumps(json.loads(path.read_text()) | {"kecamatan": 7}))
    assert second_copy.find_copies(stick) == ()


def test_copies_are_found_in_the_folder_itself_too(workspace: Workspace, stick: Path) -> None:
    copy = second_copy.make(workspace, stick)
    assert second_copy.find_copies(copy.folder) == (copy,)
    assert refused(lambda: second_copy.find_copies(stick / "tidak ada")).code == "copy.missing"


def test_a_restore_takes_a_new_folder_only(workspace: Workspace, stick: Path, tmp_path: Path) -> None:
    copy = second_copy.make(workspace, stick)
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "surat.txt").write_text("penting")
    assert refused(lambda: restoring.restore(copy, tmp_path / "penuh")).code == "workspace.exists"
    assert (tmp_path / "penuh" / "surat.txt").read_text() == "penting"
    first = restoring.suggest_folder(copy, tmp_path)
    first.mkdir()
    assert not restoring.suggest_folder(copy, tmp_path).exists()


def test_a_full_laptop_is_said_before_anything_is_copied(
    workspace: Workspace, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = second_copy.make(workspace, stick)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))
    assert refused(lambda: restoring.restore(copy, tmp_path / "baru")).code == "disk.full"
    assert not (tmp_path / "baru").exists()


@pytest.mark.parametrize("error", [UserError("berhenti", code="copy.cancelled"), Killed()])
def test_a_restore_that_is_stopped_leaves_nothing(
    workspace: Workspace, stick: Path, tmp_path: Path, error: BaseException
) -> None:
    add_photo(workspace, b"satu")
    copy = second_copy.make(workspace, stick)

    def stop(_done: int, _total: int) -> None:
        raise error

    with pytest.raises(type(error)):
        restoring.restore(copy, tmp_path / "baru", step=stop)
    assert not (tmp_path / "baru").exists()


def test_the_key_of_the_old_laptop_is_not_on_the_stick(workspace: Workspace, stick: Path) -> None:
    second_copy.make(workspace, stick)
    secrets = [path.read_bytes() for path in workspace.key_folder.rglob("*") if path.is_file()]
    assert secrets
    on_stick = b"".join(path.read_bytes() for path in stick.rglob("*") if path.is_file())
    assert not any(secret in on_stick for secret in secrets)
    assert b"PRIVATE KEY" not in on_stick


def test_work_is_recorded_while_a_copy_is_written(
    workspace: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_photo(workspace, b"satu")
    copyfile = shutil.copyfile

    def slowly(source: Path, target: Path) -> object:
        record_all(workspace, 0)
        return copyfile(source, target)

    monkeypatch.setattr(shutil, "copyfile", slowly)
    made = second_copy.make(workspace, stick)
    assert made in second_copy.find_copies(stick)
    assert workspace.values(TPS[0].code, FORM)
