"""Connections and transactions of the store on SQLite or PostgreSQL; what fails for want of the world is a sentence.

Every write is one transaction that holds a lock on the kecamatan it concerns (SQLite knows one lock for all), so that
several receivers on one store do what one after the other would do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee
import psycopg
from filelock import FileLock
from playhouse import migrations as runner
from playhouse.postgres_ext import PooledPsycopg3Database

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import errors, migration, sqlite_sql
from sirekap_desktop.models.database import Query, Session, connect
from sirekap_desktop.models.penerimaan import postgres_sql
from sirekap_desktop.models.penerimaan.address import StoreAddress
from sirekap_desktop.models.penerimaan.schema import APPEND_ONLY
from sirekap_desktop.models.schema_base import table_name

SCRIPTS = Path(__file__).with_name("migrations")
WHOLE = 0
"""Lock of what concerns no single kecamatan."""
_CHUNK = 500
_CONNECT_SECONDS = 10
_DENIED = "permission denied"


class Writing(Session):
    """One transaction. Made by :meth:`StoreDatabase.write`; nothing is kept unless the block ends well."""

    def add(self, model: Any, *items: dict[str, Any]) -> None:  # noqa: ANN401 - peewee is not typed
        """Insert rows: all with the same columns."""
        if items:
            is_sqlite = isinstance(self.database, peewee.SqliteDatabase)
            insert = sqlite_sql.insert_rows if is_sqlite else postgres_sql.insert_rows
            insert(self.database, table_name(model), tuple(items[0]), (tuple(item.values()) for item in items))

    def add_missing(self, model: Any, *items: dict[str, Any]) -> None:  # noqa: ANN401
        """Insert rows; those whose key is there stay as they are."""
        for start in range(0, len(items), _CHUNK):
            self.run(model.insert_many(items[start : start + _CHUNK]).on_conflict_ignore())

    def run(self, query: Query) -> None:
        query.execute(self.database)


class StoreDatabase:
    """The database behind an address, at this program's schema; usable from any thread.

    Raises:
        UserError: ``store.…``, ``workspace.newer`` and what a disk says.
    """

    def __init__(self, address: StoreAddress, *, create: bool) -> None:
        self.address = address
        with self.errors():
            if address.path is None:
                self.database = _server(address)
                try:
                    self._prepare_server()
                except BaseException:
                    self.database.close_all()
                    raise
            else:
                _prepare_file(address.path, create=create)
                self.database = connect(address.path)

    def _prepare_server(self) -> None:
        """Each script and its note in one transaction, one program at a time: a failure changes nothing."""
        with self.database.connection_context(), self.database.atomic():
            postgres_sql.lock_migrating(self.database)
            scripts = runner.Runner(self.database, str(SCRIPTS), table_name=migration.HISTORY)
            have, want = _newest(scripts), migration.newest_version(SCRIPTS)
            if have > want:
                raise _newer(have, want)
            if have < want:
                postgres_sql.remove_triggers(self.database, APPEND_ONLY if have else ())
                scripts.up()
                postgres_sql.install_triggers(self.database, APPEND_ONLY)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Several questions that see one state."""
        with self.errors(), self._connection(), self._snapshot():
            yield Session(self.database)

    @contextmanager
    def write(self, kecamatan: str = "") -> Iterator[Writing]:
        """One transaction; nobody else writes about this kecamatan meanwhile."""
        begin = () if self.address.path is None else ("IMMEDIATE",)
        with self.errors(), self._connection(), self.database.atomic(*begin):
            if self.address.path is None:
                postgres_sql.lock_writing(self.database, int(kecamatan) if kecamatan else WHOLE)
            yield Writing(self.database)

    def _snapshot(self) -> Any:  # noqa: ANN401
        return self.database.atomic(*(("REPEATABLE READ",) if self.address.path is None else ()))

    @contextmanager
    def _connection(self) -> Iterator[None]:
        opened = self.database.connect(reuse_if_open=True)
        try:
            yield
        finally:
            if opened:
                self.database.close()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn failures of the environment into :class:`UserError`; let bugs through."""
        try:
            yield
        except (peewee.PeeweeException, psycopg.Error, sqlite3.Error, OSError) as error:
            if message := self._message(error):
                raise message from error
            raise

    def _message(self, error: BaseException) -> UserError | None:
        if self.address.path is None:
            is_world = isinstance(error, peewee.OperationalError | peewee.InterfaceError | psycopg.OperationalError)
            is_world = is_world or (isinstance(error, peewee.ProgrammingError) and _DENIED in str(error))
            return _server_trouble(self.address, str(error)) if is_world else None
        if isinstance(error, OSError):
            return errors.from_os_error(error, self.address.path.parent)
        return errors.from_database_error(error, self.address.path.parent)

    def close(self) -> None:
        """Close all connections; nobody may be working."""
        self.database.close_all()


def _prepare_file(path: Path, *, create: bool) -> None:
    if not path.exists() and not create:
        raise UserError(
            f"Tidak ada basis data Penerimaan di {path.parent}.",
            "Periksa foldernya, atau mulai yang baru dengan kunci kabupaten di komputer ini.",
            code="store.none",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock")):
        if path.exists():
            migration.upgrade(path, path.parent / "backups", scripts=SCRIPTS, tables=APPEND_ONLY)
        else:
            _create_file(path)


def _create_file(path: Path) -> None:
    """Whole or not at all: a database without its tables would be taken for one."""
    fresh = path.with_name(f".{path.name}.baru")
    fresh.unlink(missing_ok=True)
    migration.create_database(fresh, SCRIPTS, APPEND_ONLY)
    fresh.replace(path)


def _server(address: StoreAddress) -> Any:  # noqa: ANN401
    wanted = {"connect_timeout": _CONNECT_SECONDS, "application_name": "sirekap-desktop", **address.server}
    return PooledPsycopg3Database(wanted.pop("database"), max_connections=16, stale_timeout=300, timeout=30, **wanted)


def _newest(scripts: Any) -> int:  # noqa: ANN401
    return max((int(name[:4]) for name in scripts.applied()), default=0)


def _newer(have: int, want: int) -> UserError:
    return UserError(
        f"Basis data Penerimaan ini dari program yang lebih baru (skema {have}; program ini mengenal {want}).",
        "Pasang versi terbaru Sirekap Desktop di komputer ini.",
        code="store.newer",
    )


def _server_trouble(address: StoreAddress, text: str) -> UserError:
    """What the server or the line says, in a sentence that helps; servers speak English unless told otherwise."""
    where = address.shown
    if "password" in text or "authentication" in text:
        return UserError(
            f"Basis data menolak nama pengguna atau kata sandi: {where}.", "Periksa keduanya.", code="store.password"
        )
    if "database" in text and "does not exist" in text:
        return UserError(
            f"Basis data itu belum ada di server: {where}.",
            "Minta pengelola server membuatnya (CREATE DATABASE), lalu ulangi.",
            code="store.unknown",
        )
    if _DENIED in text:
        return UserError(
            f"Pengguna ini tidak berhak menulis di {where}.",
            "Minta pengelola server memberi hak atas basis data itu.",
            code="store.denied",
        )
    return UserError(
        f"Server basis data tidak dapat dihubungi atau sambungannya putus: {where}.",
        "Periksa alamat, jaringan, dan apakah servernya menyala, lalu ulangi. Yang sudah diterima tetap ada.",
        code="store.unreachable",
    )
