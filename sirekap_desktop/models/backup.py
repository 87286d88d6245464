"""A cadangan is a whole workspace in another folder: database copied by SQLite, photos by content, both checked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import errors, schema, sqlite_sql
from sirekap_desktop.models.database import DATABASE_NAME, Session, connect
from sirekap_desktop.models.images import ImageStore, file_sha256, original_hashes, sync_folder
from sirekap_desktop.models.locking import LOCK_NAME

_PARTIAL = f"{DATABASE_NAME}.partial"
"""The copy of the database until all its photos are there; also the mark of a cadangan that was begun here."""
Step = Callable[[int, int], None]
"""Told of photos done and of all; what it raises stops the copy."""


def _nobody(_done: int, _total: int) -> None:
    """Nobody watches."""


def backup(session: Session, folder: Path, target: Path, *, workspace_id: str) -> Path:
    """Copy what ``target`` does not have yet; an older cadangan of the same workspace is brought up to date.

    The database is copied first and its photos after it, so that photos that arrive meanwhile cannot be missing.

    Raises:
        UserError: ``backup.place`` (inside the workspace, or holds something else), ``backup.damaged`` (a copy is not
            what it should be), ``disk.full``, ``workspace.read_only``. The next try in the same folder goes on.
    """
    _require_place(folder, target, workspace_id)
    partial = target / _PARTIAL
    try:
        target.mkdir(parents=True, exist_ok=True)
        _copy_database(session, partial)
        for name in ("images", "backups", "documents", "packages"):
            (target / name).mkdir(exist_ok=True)
        _fill(partial, folder / "images", target / "images")
        _take_place(partial, target)
    except OSError as error:
        raise errors.from_os_error(error, target) or error from error
    return target


def copy_beside(session: Session, folder: Path, database: Path, images: Path, step: Step = _nobody) -> None:
    """A consistent copy in file ``database`` and the photos it names in ``images``: checked, on the disk for good.

    Raises:
        UserError: as :func:`backup`.
        OSError: of the disk where the copy goes.
    """
    with _of_disk(database.parent):
        _copy_database(session, database)
        _fill(database, folder / "images", images, step)
    _sync(database)


def take_back(database: Path, images: Path, target: Path, step: Step = _nobody) -> None:
    """The workspace of a copy in folder ``target``; it opens as one only when all of it is there and checked.

    Raises:
        UserError: ``backup.damaged``, ``image.missing``: the copy is not whole.
        OSError: of either disk.
    """
    (target / "images").mkdir(parents=True, exist_ok=True)
    partial = target / _PARTIAL
    shutil.copyfile(database, partial)
    _sync(partial)
    with _of_disk(database.parent):
        _fill(partial, images, target / "images", step)
    _take_place(partial, target)


@contextmanager
def _of_disk(place: Path) -> Iterator[None]:
    """What SQLite says of a disk that fails, as a sentence about that disk."""
    try:
        yield
    except peewee.PeeweeException as error:
        raise errors.from_database_error(error, place) or error from error


def _require_place(folder: Path, target: Path, workspace_id: str) -> None:
    if target.resolve().is_relative_to(folder.resolve()):
        raise UserError("Cadangan harus di luar folder ruang kerja.", "Pilih disk lain atau USB.", code="backup.place")
    if not target.exists() or {item.name for item in target.iterdir()} <= {_PARTIAL}:
        return
    copies = (target / DATABASE_NAME, target / _PARTIAL)
    if not any(path.is_file() and _workspace_id(path) == workspace_id for path in copies):
        raise UserError(
            f"Folder {target} berisi hal lain.",
            "Pilih folder kosong atau cadangan ruang kerja ini.",
            code="backup.place",
        )


def _workspace_id(path: Path) -> str | None:
    """Whose cadangan this is; ``None`` if the file cannot be read as one."""
    database = connect(path, read_only=True)
    try:
        rows = Session(database).rows(schema.Region.select(schema.Region.workspace_id))
        return str(rows[0]["workspace_id"]) if rows else None
    except peewee.PeeweeException:
        return None
    finally:
        database.close_all()


def _copy_database(session: Session, partial: Path) -> None:
    partial.unlink(missing_ok=True)
    try:
        sqlite_sql.vacuum_into(session.database, partial)
    except peewee.PeeweeException as error:
        partial.unlink(missing_ok=True)
        message = errors.from_database_error(error, partial.parent)
        if message and message.code in {"disk.full", "workspace.read_only"}:  # of the stick, not of the workspace
            raise message from error
        raise


def _fill(partial: Path, source: Path, target: Path, step: Step = _nobody) -> None:
    """Check the copied database, and bring the photos that it names."""
    database = connect(partial, read_only=True, immutable=True)
    try:
        if found := sqlite_sql.integrity_check(database):
            raise UserError(f"Cadangan tidak utuh: {found[0]}.", "Periksa disk tujuan.", code="backup.damaged")
        _copy_images(Session(database), source, target, step)
    finally:
        database.close_all()


def _copy_images(session: Session, source: Path, target: Path, step: Step) -> None:
    here, there = ImageStore(source), ImageStore(target)
    photos = tuple(original_hashes(session))
    for number, sha256 in enumerate(photos):
        step(number, len(photos))
        original = here.path(sha256)
        if (found := there.find(sha256)) and found.stat().st_size == original.stat().st_size:
            continue
        partial = target / f".{original.name}.partial"
        shutil.copyfile(original, partial)
        _sync(partial)
        if file_sha256(partial) != sha256:
            partial.unlink()
            raise UserError(
                f"Foto {original.name} tidak tersalin dengan benar.", "Periksa disk tujuan.", code="backup.damaged"
            )
        os.replace(partial, target / original.name)
    sync_folder(target)


def _take_place(partial: Path, target: Path) -> None:
    """The copy takes the old one's place only when it and its photos are whole and on the disk."""
    _sync(partial)
    for leftover in ("-wal", "-shm"):
        (target / f"{DATABASE_NAME}{leftover}").unlink(missing_ok=True)
    os.replace(partial, target / DATABASE_NAME)
    (target / LOCK_NAME).unlink(missing_ok=True)
    sync_folder(target)


def _sync(path: Path) -> None:
    """On the disk for good; what is read next comes from there and not from memory, where the system can do that."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
