"""Bring a workspace's database to this program's schema: copy before, checks after, and never a newer one.

The scripts run on a working copy that takes the place of the database only when it has passed every check, so a
migration that fails (or is killed) has changed nothing.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import peewee
from playhouse import migrations as runner
from playhouse.pool import PooledSqliteDatabase

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import errors, sqlite_sql
from sirekap_desktop.models.clock import Clock, local_now
from sirekap_desktop.models.database import connect

SCRIPTS = Path(__file__).with_name("migrations")
HISTORY = "schema_migration"


def newest_version(scripts: Path = SCRIPTS) -> int:
    """The schema version of this program: the number of its last migration script."""
    found: list[int] = [item.idx for item in runner.Migration.load_directory(str(scripts))]
    if not found:
        msg = f"the program was built without its migration scripts: {scripts}"
        raise RuntimeError(msg)
    return max(found)


def create_database(path: Path, scripts: Path = SCRIPTS, tables: Sequence[str] = sqlite_sql.APPEND_ONLY) -> None:
    """Make an empty database with the newest schema; ``tables`` are its append-only ones."""
    path.touch(exist_ok=False)
    database = connect(path)
    try:
        _run(database, scripts, tables)
    finally:
        database.close_all()


def upgrade(
    path: Path,
    backups: Path,
    *,
    scripts: Path = SCRIPTS,
    tables: Sequence[str] = sqlite_sql.APPEND_ONLY,
    clock: Clock = local_now,
) -> Path | None:
    """Run what is pending on the database at ``path``, which nobody else has open.

    Returns:
        The copy made before, or ``None`` when nothing was pending.

    Raises:
        UserError: ``workspace.newer`` when a newer program made the database, ``workspace.damaged`` when its structure
            is broken, ``workspace.busy`` while another program reads it, ``workspace.migration`` when the result does
            not pass the checks; the database is then as before.
    """
    have, want = _version(path), newest_version(scripts)
    if have > want:
        raise _newer(have, want)
    if have == want:
        return None
    stamp = clock().strftime("%Y%m%d-%H%M%S")
    before = backups / f"sirekap-v{have}-{stamp}-{secrets.token_hex(2)}.db"
    work = path.with_name(f"{path.name}.migrating")
    _empty_wal(path)
    _copy(path, before)
    try:
        work.unlink(missing_ok=True)
        _copy(path, work)
        _migrate_copy(work, before, scripts, tables)
        os.replace(work, path)
    finally:
        for leftover in (work, Path(f"{work}-wal"), Path(f"{work}-shm")):
            leftover.unlink(missing_ok=True)
    return before


def refuse_other_version(path: Path, *, immutable: bool = False) -> None:
    """For readers, who cannot upgrade.

    Raises:
        UserError: ``workspace.newer``, ``workspace.older``, ``workspace.damaged``.
    """
    have, want = _version(path, read_only=True, immutable=immutable), newest_version()
    if have > want:
        raise _newer(have, want)
    if have < want:
        raise UserError(
            "Ruang kerja ini dari versi program yang lebih lama.",
            "Buka sekali untuk ditulisi, supaya diperbarui.",
            code="workspace.older",
        )


def problems(database: PooledSqliteDatabase, tables: Sequence[str] = sqlite_sql.APPEND_ONLY) -> tuple[str, ...]:
    """What is wrong with structure, references, strictness or guards of a database."""
    return (
        *sqlite_sql.integrity_check(database),
        *(f"baris tanpa induk: {item}" for item in sqlite_sql.foreign_key_check(database)),
        *(f"tabel tidak STRICT: {item}" for item in sqlite_sql.plain_tables(database)),
        *(f"penjaga tabel hilang: {item}" for item in sqlite_sql.missing_triggers(database, tables)),
    )


def _version(path: Path, *, read_only: bool = False, immutable: bool = False) -> int:
    database = connect(path, read_only=read_only, immutable=immutable)
    try:
        version = sqlite_sql.user_version(database)
        if found := sqlite_sql.quick_check(database):
            raise errors.damaged(path.parent, found[0])
        return version
    finally:
        database.close_all()


def _empty_wal(path: Path) -> None:
    """What stays in the WAL would be played back over the migrated file. Raises UserError ``workspace.busy``."""
    database = connect(path)
    try:
        if not sqlite_sql.checkpoint(database):
            raise errors.busy(path.parent)
    finally:
        database.close_all()


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    database = connect(path)
    try:
        sqlite_sql.vacuum_into(database, target)
    finally:
        database.close_all()


def _migrate_copy(work: Path, before: Path, scripts: Path, tables: Sequence[str]) -> None:
    database = connect(work)
    try:
        sqlite_sql.remove_triggers(database, tables)
        _run(database, scripts, tables)
        found = problems(database, tables)
        sqlite_sql.checkpoint(database)
    except (peewee.PeeweeException, runner.MigrationError) as error:
        if isinstance(error, peewee.PeeweeException) and (message := errors.from_database_error(error, work.parent)):
            raise message from error
        raise _failed(str(error), before) from error
    finally:
        database.close_all()
    if found:
        raise _failed("; ".join(found), before)


def _run(database: PooledSqliteDatabase, scripts: Path, tables: Sequence[str]) -> None:
    sqlite_sql.create_history_table(database, HISTORY)
    runner.run(database, str(scripts), table_name=HISTORY)
    sqlite_sql.install_triggers(database, tables)
    sqlite_sql.set_user_version(database, newest_version(scripts))


def _newer(have: int, want: int) -> UserError:
    return UserError(
        f"Ruang kerja ini dibuat oleh versi program yang lebih baru (skema {have}; program ini mengenal {want}).",
        "Pasang versi terbaru Sirekap Desktop, lalu buka kembali.",
        code="workspace.newer",
    )


def _failed(detail: str, before: Path) -> UserError:
    return UserError(
        f"Pembaruan basis data gagal dan tidak dipakai: {detail}.",
        f"Ruang kerja masih seperti semula; salinannya ada di {before}. Kirim berkas itu kepada pengembang.",
        code="workspace.migration",
    )
