"""Opening and creating: every way in which it can fail has its own sentence and loses nothing."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import core, errors, keys
from sirekap_desktop.models.locking import OWNER_NAME, WorkspaceLock
from sirekap_desktop.models.records import EntryHow, Kecamatan, Tps
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, SAMBABO, TPS_1, ULUMANDA, add_photo, make_workspace, record_all, reopen

_HOLD = """
import sys
from pathlib import Path
from sirekap_desktop.models.workspace import Workspace
with Workspace.open(Path(sys.argv[1]), operator="CITRA", key_folder=Path(sys.argv[2])):
    print("open", flush=True)
    sys.stdin.read()
"""


def _opening(folder: Path, **options: object) -> str:
    """The code of the refusal, with which the workspace does not open."""
    with pytest.raises(UserError) as caught:
        Workspace.open(folder, key_folder=folder.parent / "keys", **{"operator": "ANI", **options}).close()  # type: ignore[arg-type]
    return caught.value.code


def test_everything_is_there_after_opening_again(workspace: Workspace) -> None:
    photo = add_photo(workspace)
    record_all(workspace, TPS_1)
    workspace.set_setting("paper", "F4")
    snapshot = workspace.recap()
    with reopen(workspace) as again:
        assert again.kecamatan == ULUMANDA
        assert again.simulation
        assert again.machine_id == workspace.machine_id
        assert again.recap() == snapshot
        assert again.images() == (photo,)
        assert again.setting("paper") == "F4"
        assert again.verify().ok


def test_signing_key_lies_outside_the_workspace_for_its_owner_only(workspace: Workspace) -> None:
    keys = list(workspace.key_folder.iterdir())
    assert [path.stem for path in keys] == [workspace.workspace_id]
    assert workspace.folder not in keys[0].parents
    if os.name == "posix":
        assert stat.S_IMODE(keys[0].stat().st_mode) == 0o600
    assert workspace.signing_key().machine_id == workspace.machine_id
    assert not list(workspace.folder.rglob("*.pem"))


def test_another_computer_gets_its_own_key_and_chain(workspace: Workspace, tmp_path: Path) -> None:
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED)
    with reopen(workspace, key_folder=tmp_path / "laptop-b") as other:
        assert other.machine_id != workspace.machine_id
        other.record(TPS_1, FORM, "suara_1", 67, EntryHow.TYPED)
        assert other.values(TPS_1, FORM) == {"suara_1": 67}
        report = other.verify()
        assert report.ok
        assert {machine for machine, _, _ in report.heads} == {workspace.machine_id, other.machine_id}
    with reopen(other, key_folder=workspace.key_folder) as back:
        back.record(TPS_1, FORM, "suara_1", 68, EntryHow.TYPED)
        assert back.values(TPS_1, FORM) == {"suara_1": 68}
        assert back.verify().ok


def test_a_damaged_key_is_named(workspace: Workspace) -> None:
    workspace.close()
    next(workspace.key_folder.iterdir()).write_bytes(b"bukan kunci")
    assert _opening(workspace.folder) == "key.damaged"


def test_missing_workspace_is_named(tmp_path: Path) -> None:
    assert _opening(tmp_path / "tidak-ada") == "workspace.not_found"


def test_a_folder_with_other_things_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "isi.txt").write_text("milik orang")
    with pytest.raises(UserError) as caught:
        Workspace.create(tmp_path, ULUMANDA, operator="ANI", key_folder=tmp_path.parent / "keys")
    assert caught.value.code == "workspace.exists"
    assert [path.name for path in tmp_path.iterdir()] == ["isi.txt"]


@pytest.mark.parametrize("code", ["76050", "7605o5", "٧٦٠٥٠٥"])
def test_a_wrong_kecamatan_code_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(UserError) as caught:
        Workspace.create(tmp_path / "ws", Kecamatan(code, "A", "B", "C"), operator="ANI", key_folder=tmp_path / "keys")
    assert caught.value.code == "wilayah.code"
    assert not (tmp_path / "ws").exists()


def test_open_elsewhere_names_who_has_it(workspace: Workspace) -> None:
    workspace.close()
    command = [sys.executable, "-c", _HOLD, str(workspace.folder), str(workspace.key_folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(UserError) as caught:
            Workspace.open(workspace.folder, operator="ANI", key_folder=workspace.key_folder)
        assert caught.value.code == "workspace.locked"
        assert "CITRA" in caught.value.message
        assert str(holder.pid) in caught.value.message
        with Workspace.open(workspace.folder, read_only=True) as reader:
            assert reader.verify().ok
        holder.kill()
    with reopen(workspace) as again:
        assert again.kecamatan == ULUMANDA


def test_open_twice_in_one_program_is_refused_and_the_first_stays_open(workspace: Workspace) -> None:
    assert _opening(workspace.folder) == "workspace.locked"
    workspace.record(TPS_1, FORM, "suara_1", 1, EntryHow.TYPED)
    workspace.close()
    assert not (workspace.folder / OWNER_NAME).exists()


def test_a_reader_cannot_write(workspace: Workspace) -> None:
    with Workspace.open(workspace.folder, operator="ANI", read_only=True) as reader:
        for act in (
            lambda: reader.record(TPS_1, FORM, "suara_1", 1, EntryHow.TYPED),
            lambda: reader.store_original(b"foto", ".jpg"),
        ):
            with pytest.raises(UserError) as caught:
                act()
            assert caught.value.code == "workspace.read_only"


def test_a_newer_workspace_is_refused_untouched(workspace: Workspace) -> None:
    workspace.close()
    path = workspace.folder / "sirekap.db"
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 999")
    raw.close()
    before = path.read_bytes()
    assert _opening(workspace.folder) == "workspace.newer"
    assert _opening(workspace.folder, read_only=True) == "workspace.newer"
    assert path.read_bytes() == before


@pytest.mark.parametrize("harm", ["garbage", "empty", "cut", "torn"])
def test_a_damaged_database_is_named(workspace: Workspace, harm: str) -> None:
    record_all(workspace, TPS_1)
    workspace.close()
    path = workspace.folder / "sirekap.db"
    data = path.read_bytes()
    torn = bytearray(data)
    for page in range(1, len(data) // 4096):
        torn[page * 4096 : page * 4096 + 64] = b"\xa5" * 64
    path.write_bytes(
        {"garbage": b"bukan basis data " * 500, "empty": b"", "cut": data[:20_000], "torn": bytes(torn)}[harm]
    )
    assert _opening(workspace.folder) == "workspace.damaged"
    assert _opening(workspace.folder, read_only=True) == "workspace.damaged"


def test_a_killed_creation_leaves_no_half_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(core.os, "replace", die)
    with pytest.raises(Killed):
        make_workspace(tmp_path)
    monkeypatch.undo()
    assert _opening(tmp_path / "ulumanda") == "workspace.not_found"
    with pytest.raises(UserError, match="tidak kosong"):
        make_workspace(tmp_path)
    shutil.rmtree(tmp_path / "ulumanda")
    make_workspace(tmp_path).close()


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_read_only_folder_is_named(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    workspace.close()

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(self))

    monkeypatch.setattr(Path, "touch", refuse)
    assert _opening(workspace.folder) == "workspace.read_only"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_folder_without_write_permission_is_named_and_can_be_read(workspace: Workspace) -> None:
    workspace.close()
    workspace.folder.chmod(0o500)
    try:
        assert _opening(workspace.folder) == "workspace.read_only"
        with Workspace.open(workspace.folder, read_only=True) as reader:
            assert reader.verify().ok
    finally:
        workspace.folder.chmod(0o700)


def test_a_workspace_on_a_read_only_medium_can_be_verified(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    before = sorted(path.name for path in workspace.folder.iterdir())
    with Workspace.open(workspace.folder, read_only=True) as reader:
        assert reader.verify().ok
        assert sorted(path.name for path in workspace.folder.iterdir()) == before


def _record_until_full(workspace: Workspace) -> None:
    for number in range(1, 500):
        workspace.record(TPS_1, FORM, "suara_2", number, EntryHow.TYPED)


def test_a_full_disk_keeps_what_was_recorded_and_recording_goes_on_after(workspace: Workspace) -> None:
    workspace.record(TPS_1, FORM, "suara_1", 66, EntryHow.TYPED)
    database = workspace._store.database
    with workspace._store.connection():
        pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
        database.execute_sql(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(UserError) as caught:
            _record_until_full(workspace)
        database.execute_sql("PRAGMA max_page_count = 1073741823")
    assert caught.value.code == "disk.full"
    recorded = workspace.values(TPS_1, FORM)
    assert recorded["suara_1"] == 66
    workspace.record(TPS_1, FORM, "suara_3", 30, EntryHow.TYPED)
    with reopen(workspace) as again:
        assert again.values(TPS_1, FORM) == {**recorded, "suara_3": 30}
        assert again.verify().ok


def test_sqlite_codes_are_environment_or_bug() -> None:
    codes = {name: getattr(sqlite3, name) for name in dir(sqlite3) if name.startswith("SQLITE_") and name.isupper()}
    environment = {
        "SQLITE_FULL": "disk.full",
        "SQLITE_READONLY": "workspace.read_only",
        "SQLITE_PERM": "workspace.read_only",
        "SQLITE_CORRUPT": "workspace.damaged",
        "SQLITE_NOTADB": "workspace.damaged",
        "SQLITE_BUSY": "workspace.busy",
        "SQLITE_LOCKED": "workspace.busy",
        "SQLITE_IOERR": "disk.io",
        "SQLITE_CANTOPEN": "disk.io",
        "SQLITE_IOERR_FSYNC": "disk.io",
        "SQLITE_CORRUPT_INDEX": "workspace.damaged",
    }
    for name, code in environment.items():
        message = errors.from_sqlite_code(codes[name], "ruang")
        assert message is not None
        assert message.code == code
    for name in ("SQLITE_ERROR", "SQLITE_CONSTRAINT", "SQLITE_MISUSE", "SQLITE_RANGE", "SQLITE_MISMATCH"):
        assert errors.from_sqlite_code(codes[name], "ruang") is None


def test_a_computer_without_the_key_is_told_when_it_should_sign(workspace: Workspace, tmp_path: Path) -> None:
    with Workspace.open(workspace.folder, read_only=True, key_folder=tmp_path / "lain") as reader:
        with pytest.raises(UserError) as caught:
            reader.signing_key()
        assert caught.value.code == "key.missing"


def test_the_refusal_stands_even_when_the_owner_cannot_be_read(workspace: Workspace) -> None:
    (workspace.folder / OWNER_NAME).write_text("bukan json")
    with pytest.raises(UserError, match="sedang dibuka") as caught:
        Workspace.open(workspace.folder, operator="BUDI", key_folder=workspace.key_folder)
    assert caught.value.code == "workspace.locked"


def test_an_older_workspace_is_not_upgraded_by_a_reader(workspace: Workspace) -> None:
    workspace.close()
    with sqlite3.connect(workspace.folder / "sirekap.db") as raw:
        raw.execute("PRAGMA user_version = 0")
    raw.close()
    assert _opening(workspace.folder, read_only=True) == "workspace.older"


def test_a_foreign_tps_code_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        workspace.add_wilayah([], [Tps("7605060001001", SAMBABO, 1)])
    assert caught.value.code == "wilayah.code"


def test_a_folder_name_may_hold_any_character(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Rekap 50% & lain-lain #1 (Déwa)"
    make_workspace(folder).close()
    monkeypatch.chdir(folder)
    with Workspace.open(Path("ulumanda"), operator="ANI", key_folder=folder / "keys") as workspace:
        assert workspace.backup(tmp_path / "cadangan #2").is_dir()
        assert workspace.verify().ok


def test_a_creation_that_fails_leaves_the_folder_empty_for_another_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(core.os, "replace", full)
    with pytest.raises(UserError) as caught:
        make_workspace(tmp_path)
    monkeypatch.undo()
    assert caught.value.code == "disk.full"
    assert list((tmp_path / "ulumanda").iterdir()) == []
    assert list(tmp_path.rglob("*.pem")) == []
    make_workspace(tmp_path).close()


def test_a_key_that_could_not_be_written_whole_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError):
        keys.create_key(tmp_path, "abc")
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []
    keys.create_key(tmp_path, "abc")
    with pytest.raises(UserError):
        keys.create_key(tmp_path, "abc")
    assert keys.read_key(tmp_path, "abc") is not None


def test_an_operator_who_could_not_be_noted_does_not_take_over(workspace: Workspace) -> None:
    with reopen(workspace, read_only=True) as reader, pytest.raises(UserError):
        reader.set_operator("BUDI")
    assert reader.operator == "ANI"


def test_a_lock_whose_owner_cannot_be_noted_is_free_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    first, second = WorkspaceLock(tmp_path), WorkspaceLock(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        with pytest.raises(OSError, match="space"):
            first.acquire(operator="ANI", since="")
    second.acquire(operator="BUDI", since="")
    second.release()
