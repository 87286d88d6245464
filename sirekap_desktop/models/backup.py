"""A cadangan is a whole workspace in another folder: database copied by SQLite, photos by content, both checked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import peewee

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import errors, schema, sqlite_sql
from sirekap_desktop.models.database import DATABASE_NAME, Session, connect
from sirekap_desktop.models.images import ImageStore, file_sha256, original_hashes, sync_folder
from sirekap_desktop.models.locking import LOCK_NAME

_PARTIAL = f"{DATABASE_NAME}.partial"
"""The copy of the database until all its photos are there; also the mark of a cadangan that was begun here."""


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


def _fill(partial: Path, source: Path, target: Path) -> None:
    """Check the copied database, and bring the photos that it names."""
    database = connect(partial, read_only=True, immutable=True)
    try:
        if found := sqlite_sql.integrity_check(database):
            raise UserError(f"Cadangan tidak utuh: {found[0]}.", "Periksa disk tujuan.", code="backup.damaged")
        _copy_images(Session(database), source, target)
    finally:
        database.close_all()


def _copy_images(session: Session, source: Path, target: Path) -> None:
    here, there = ImageStore(source), ImageStore(target)
    for sha256 in original_hashes(session):
        if there.find(sha256):
            continue
        original = here.path(sha256)
        partial = target / f".{original.name}.partial"
        shutil.copyfile(original, partial)
        if file_sha256(partial) != sha256:
            partial.unlink()
            raise UserError(
                f"Foto {original.name} tidak tersalin dengan benar.", "Periksa disk tujuan.", code="backup.damaged"
            )
        _sync(partial)
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
    with path.open("rb+") as file:
        os.fsync(file.fileno())
