"""Connections and transactions: pooled readers, one writer, every write an IMMEDIATE transaction with its audit rows.

A deferred transaction that reads and then writes fails with "database is locked" as soon as two threads do it at
once, whatever the busy timeout; BEGIN IMMEDIATE does not.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias

import peewee
from playhouse.pool import PooledSqliteDatabase

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import errors, sqlite_sql
from sirekap_desktop.models.audit import GENESIS, REMOVED, AuditRow, Value, canonical, row_digest, sealed
from sirekap_desktop.models.clock import Clock, stamp
from sirekap_desktop.models.schema import (
    LONG_COLUMNS,
    Audit,
    ChainHead,
    Table,
    key_columns,
    row_key,
    table_name,
)

Row = dict[str, Any]
Query: TypeAlias = Any
"""A peewee query; the library is not typed."""
Condition: TypeAlias = Any
"""A peewee expression for ``where``."""
DATABASE_NAME = "sirekap.db"
_CHUNK = 500


def connect(path: Path, *, read_only: bool = False, immutable: bool = False) -> PooledSqliteDatabase:
    """A pooled database on ``path``; ``immutable`` for files on a medium where SQLite cannot even make its ``-shm``."""
    pragmas = sqlite_sql.READ_ONLY_PRAGMAS if read_only else sqlite_sql.PRAGMAS
    mode = "ro" if read_only else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"
    return PooledSqliteDatabase(
        uri, max_connections=64, timeout=30, pragmas=pragmas, uri=True, check_same_thread=False, lock_type=None
    )


class Session:
    """Reads on the calling thread's connection."""

    def __init__(self, database: PooledSqliteDatabase) -> None:
        self.database = database

    def rows(self, query: Query) -> list[Row]:
        """All rows of a select as dictionaries.

        Straight from the cursor: text and integers need none of the library's conversion, which costs ten times more.
        """
        return list(self.each(query))

    def each(self, query: Query) -> Iterator[Row]:
        """The same one by one: memory does not grow with their number."""
        cursor = self.database.execute(query)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))

    def one(self, query: Query) -> Row | None:
        rows = self.rows(query.limit(1))
        return rows[0] if rows else None

    def tuples(self, query: Query) -> list[tuple[Any, ...]]:
        """All rows of a select as tuples."""
        return list(self.stream(query))

    def stream(self, query: Query) -> Iterator[tuple[Any, ...]]:
        """The same one by one: memory does not grow with their number."""
        yield from self.database.execute(query)

    def get(self, model: type[Table], **key: object) -> Row | None:
        """The row with these column values."""
        conditions = [getattr(model, name) == value for name, value in key.items()]
        return self.one(model.select().where(*conditions))


class Transaction(Session):
    """Writes of one user action. Made by :meth:`Store.write`; nothing is kept unless the block ends well."""

    def __init__(self, database: PooledSqliteDatabase, *, machine: str, who: str, at: str) -> None:
        super().__init__(database)
        self.machine = machine
        self.who = who
        self.at = at
        self.changed: set[str] = set()
        self._audit: list[AuditRow] = []
        self._seq, self._head = self._chain_end()

    def run(self, query: Query) -> None:
        """Execute a write that needs no audit of its own: the derived ``*_state`` tables."""
        query.execute(self.database)

    def insert(self, model: type[Table], **values: Value) -> Row:
        """Append a row to a history table: random id, machine, seq, time and person are filled in, audit written."""
        return self.insert_all(model, [values])[0]

    def insert_all(self, model: type[Table], items: Iterable[Mapping[str, Value]]) -> list[Row]:
        """The same for several rows, in their order."""
        rows = [self._complete(model, values) for values in items]
        for start in range(0, len(rows), _CHUNK):
            self.run(model.insert_many(rows[start : start + _CHUNK]))
        return rows

    def _complete(self, model: type[Table], values: Mapping[str, Value]) -> Row:
        row: Row = {"id": secrets.token_hex(16), "machine": self.machine, "seq": self._next_seq()}
        row |= {"at": self.at, "who": self.who, **values}
        self._note(model, row, "insert", row_digest(table_name(model), row))
        return row

    def put(self, model: type[Table], **row: Value) -> bool:
        """Insert or change a row of a table that has one row per thing (wilayah, settings); says whether it changed."""
        key = {name: row[name] for name in key_columns(model)}
        old = self.get(model, **key)
        if old == row:
            return False
        if old is None:
            self.run(model.insert(**row))
        else:
            self.run(model.update(**row).where(*(getattr(model, name) == value for name, value in key.items())))
        self._next_seq()
        self._note(model, row, "update" if old else "insert", row_digest(table_name(model), row))
        return True

    def remove(self, model: type[Table], **key: object) -> None:
        """Take a row away; the audit keeps what it was."""
        old = self.get(model, **key)
        if old is None:
            return
        self.run(model.delete().where(*(getattr(model, name) == value for name, value in key.items())))
        self._next_seq()
        self._note(model, old, "remove", REMOVED)

    def event(self, kind: str, **detail: object) -> None:
        """An act that changes no row but belongs in the chain: opening, change of operator."""
        self._next_seq()
        self._append(kind, detail)

    def adopt(self, rows: Sequence[AuditRow]) -> None:
        """Take rows of other machines' chains over as they are; what this transaction writes stands after them."""
        for start in range(0, len(rows), _CHUNK):
            self.run(
                Audit.insert_many([{name: getattr(row, name) for name in AuditRow.__slots__}
                                   for row in rows[start : start + _CHUNK]])
            )  # fmt: skip
        for row in {row.machine: row for row in rows}.values():
            self._put_head(row.machine, row.seq, row.hash)
        self._seq = max(self._seq, *(row.seq for row in rows)) if rows else self._seq

    def adopt_rows(self, model: type[Table], rows: Sequence[Row]) -> None:
        """Data rows of other machines, whose audit rows are adopted."""
        for start in range(0, len(rows), _CHUNK):
            self.run(model.insert_many(rows[start : start + _CHUNK]))

    def keep(self, model: type[Table], act: AuditRow) -> None:
        """Say in the own chain that a row stays as it is here, whatever an adopted act says of it."""
        row = next((row for row in self.rows(model.select()) if row_key(model, row) == act.row_id), None)
        self._next_seq()
        if row is not None:
            self._note(model, row, "update", row_digest(table_name(model), row))
        else:
            self._append("remove", json.loads(act.detail), subject=act.subject, row_id=act.row_id, tps=act.tps)

    def heads(self) -> tuple[tuple[str, int, str], ...]:
        """Machine, seq and hash of the last row of each chain, as this transaction leaves it; the own one first."""
        others = [(row["machine"], row["seq"], row["hash"]) for row in self.rows(ChainHead.select())]
        own = self._audit[-1].seq if self._audit else self._seq
        return ((self.machine, own, self._head), *sorted(head for head in others if head[0] != self.machine))

    def flush(self) -> None:
        """Write the audit rows of this transaction and the new head; called once, before commit."""
        rows = [{name: getattr(row, name) for name in AuditRow.__slots__} for row in self._audit]
        for start in range(0, len(rows), _CHUNK):
            self.run(Audit.insert_many(rows[start : start + _CHUNK]))
        if self._audit:
            self._put_head(self.machine, self._audit[-1].seq, self._head)
        self._audit.clear()

    def _put_head(self, machine: str, seq: int, digest: str) -> None:
        head = {"seq": seq, "hash": digest}
        self.run(
            ChainHead.insert(machine=machine, **head).on_conflict(conflict_target=[ChainHead.machine], update=head)
        )

    def _chain_end(self) -> tuple[int, str]:
        heads = self.rows(ChainHead.select())
        own = [row["hash"] for row in heads if row["machine"] == self.machine]
        return max((row["seq"] for row in heads), default=0), own[0] if own else GENESIS

    def _next_seq(self) -> int:
        self._seq += 1
        return self._seq

    def _note(self, model: type[Table], row: Row, kind: str, digest: str) -> None:
        subject = table_name(model)
        detail = {name: value for name, value in row.items() if (subject, name) not in LONG_COLUMNS}
        tps = row["code"] if subject == "tps" else (row.get("tps") or "")
        self._append(kind, detail, subject=subject, row_id=row_key(model, row), tps=tps, digest=digest)

    def _append(
        self, kind: str, detail: Row, *, subject: str = "", row_id: str = "", tps: str = "", digest: str = REMOVED
    ) -> None:
        row = sealed(
            AuditRow(
                machine=self.machine, seq=self._seq, at=self.at, who=self.who, kind=kind, subject=subject,
                row_id=row_id, tps=tps, detail=canonical(detail), row_sha256=digest, prev_hash=self._head, hash="",
            )
        )  # fmt: skip
        self._audit.append(row)
        self._head = row.hash


class Store:
    """The database of one workspace, usable from any thread.

    Args:
        path: the database file; its folder's name stands in messages.
        read_only: never write, not even SQLite's side files.
    """

    def __init__(self, path: Path, *, read_only: bool = False, immutable: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self.database = connect(path, read_only=read_only, immutable=immutable)
        self._writer = threading.RLock()
        self._writing = False
        self._closed = False
        self._users: Counter[int] = Counter()
        self._users_changed = threading.Condition()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn failures of the environment into :class:`UserError`; let bugs through."""
        try:
            yield
        except (peewee.PeeweeException, sqlite3.Error) as error:
            if message := errors.from_database_error(error, self.path.parent):
                raise message from error
            raise
        except OSError as error:
            if message := errors.from_os_error(error, self.path.parent):
                raise message from error
            raise

    @contextmanager
    def connection(self) -> Iterator[None]:
        """Hold a pooled connection on this thread; nests."""
        with self._in_use():
            opened = self.database.connect(reuse_if_open=True)
            try:
                yield
            finally:
                if opened:
                    self.database.close()

    @contextmanager
    def _in_use(self) -> Iterator[None]:
        """Counts who works here, so that nobody's connection is closed under them."""
        me = threading.get_ident()
        with self._users_changed:
            if self._closed and me not in self._users:
                msg = "the workspace is closed"
                raise RuntimeError(msg)
            self._users[me] += 1
        try:
            yield
        finally:
            with self._users_changed:
                self._users[me] -= 1
                self._users += Counter()  # drops the zeros
                self._users_changed.notify_all()

    def _wait_for_others(self) -> None:
        """Wait until what other threads still do here is done: SQLite crashes when their connections are closed."""
        me = threading.get_ident()
        with self._users_changed:
            self._users_changed.wait_for(lambda: not self._users.keys() - {me})

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self.errors(), self.connection():
            yield Session(self.database)

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """Several reads that see one state, whatever is written meanwhile."""
        with self.read() as session, self.database.atomic():
            yield session

    @contextmanager
    def write(self, *, machine: str, who: str, clock: Clock) -> Iterator[Transaction]:
        """One IMMEDIATE transaction; the only way to write. Not to be nested."""
        self.refuse_reader()
        with self._writer, self.errors(), self.connection():
            if self._writing or self.database.in_transaction():
                msg = "a write inside a write or snapshot would not be one user action in one transaction"
                raise RuntimeError(msg)
            self._writing = True
            try:
                with self.database.atomic("IMMEDIATE"):
                    transaction = Transaction(self.database, machine=machine, who=who, at=stamp(clock))
                    yield transaction
                    transaction.flush()
            finally:
                self._writing = False

    def refuse_reader(self) -> None:
        """Raises UserError ``workspace.read_only`` if this was opened for reading."""
        if self.read_only:
            raise errors.read_only(self.path.parent)

    def close(self) -> None:
        """Close all connections, after a checkpoint that leaves the folder whole for copying; once is enough.

        A checkpoint that fails (disk full, USB gone) loses nothing: the next opening finds the commits in the WAL.
        """
        with self._writer:
            if self._closed:
                return
            try:
                if not self.read_only:
                    with suppress(UserError), self.errors(), self.connection():
                        sqlite_sql.checkpoint(self.database)
            finally:
                with self._users_changed:
                    self._closed = True
        self._wait_for_others()
        self.database.close_all()
