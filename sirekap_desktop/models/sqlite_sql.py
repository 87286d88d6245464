"""The one place with SQL that only SQLite knows: pragmas, checks, copies, triggers.

All of it is written against a raw peewee database so that migrations, verification and backup share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

PRAGMAS: tuple[tuple[str, str | int], ...] = (
    ("busy_timeout", 10_000),
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("temp_store", "memory"),
    ("cache_size", -16_000),
)
"""FULL: a commit that was acknowledged survives a power cut (NORMAL may lose the last ones in WAL mode)."""

READ_ONLY_PRAGMAS: tuple[tuple[str, str | int], ...] = (("busy_timeout", 10_000), ("query_only", 1))

APPEND_ONLY = (
    "image", "placement", "reading", "fusion", "entry", "doubt", "rule_reason", "lock_event", "pleno_event",
    "chain_seal", "activation", "pin_order", "signed_page",
    "panel_event", "sirekap_record", "audit",
)  # fmt: skip
"""Tables whose rows are never changed nor removed (design.md §1.4): the database itself refuses."""

_ALLOWED_PLAIN = ("sqlite_sequence", "sqlite_stat1")


def user_version(database: SqliteDatabase) -> int:
    """The schema version that the database says it has; 0 for a new file."""
    return int(_run(database, "PRAGMA user_version").fetchone()[0])


def set_user_version(database: SqliteDatabase, version: int) -> None:
    """Note the schema version."""
    _run(database, f"PRAGMA user_version = {int(version)}")


def last_entry(database: SqliteDatabase) -> int:
    """Row number of the newest entry, found without looking at the others; 0: there is none."""
    return int(_run(database, "SELECT coalesce(max(rowid), 0) FROM entry").fetchone()[0])


def forms_after_entry(database: SqliteDatabase, row: int) -> frozenset[str]:
    """Forms of the entries that came after that row."""
    return frozenset(form for (form,) in _run(database, "SELECT form FROM entry WHERE rowid > ?", (row,)).fetchall())


def vacuum_into(database: SqliteDatabase, target: Path) -> None:
    """A consistent copy in one file, WAL included; copying the file itself would lose what is in the WAL."""
    _run(database, "VACUUM INTO ?", (str(target),))


def quick_check(database: SqliteDatabase) -> tuple[str, ...]:
    """What is wrong with the file's structure, or nothing; much faster than :func:`integrity_check`."""
    return _messages(database, "PRAGMA quick_check(5)")


def integrity_check(database: SqliteDatabase) -> tuple[str, ...]:
    """What is wrong with structure, indexes or CHECKs, or nothing."""
    return _messages(database, "PRAGMA integrity_check(20)")


def foreign_key_check(database: SqliteDatabase) -> tuple[str, ...]:
    """``table → parent`` of each row whose parent is missing."""
    return tuple(f"{row[0]} → {row[2]}" for row in _run(database, "PRAGMA foreign_key_check").fetchall())


def plain_tables(database: SqliteDatabase) -> tuple[str, ...]:
    """Tables that are not STRICT: the migrator's rebuilds silently drop it."""
    rows = _run(
        database,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 ORDER BY name",
    ).fetchall()
    return tuple(row[0] for row in rows if row[0] not in _ALLOWED_PLAIN and not row[0].startswith("sqlite_"))


def insert_rows(database: SqliteDatabase, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Many rows inside the transaction that is open; several times as fast as one statement that names them all."""
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names of our own
    database.connection().executemany(sql, rows)  # type: ignore[no-untyped-call]


def install_triggers(database: SqliteDatabase, tables: Sequence[str] = APPEND_ONLY) -> None:
    """Let the database refuse to change or remove rows of append-only tables."""
    for name, sql in guards(tables).items():
        _run(database, f"DROP TRIGGER IF EXISTS {name}")
        _run(database, sql)


def remove_triggers(database: SqliteDatabase, tables: Sequence[str] = APPEND_ONLY) -> None:
    """Let a migration change what is otherwise append-only."""
    for name in guards(tables):
        _run(database, f"DROP TRIGGER IF EXISTS {name}")


def missing_triggers(database: SqliteDatabase, tables: Sequence[str] = APPEND_ONLY) -> tuple[str, ...]:
    """Names of guarding triggers that are gone or were changed."""
    rows = _run(database, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    found = dict(rows)
    return tuple(name for name, sql in guards(tables).items() if found.get(name) != sql)


def checkpoint(database: SqliteDatabase) -> bool:
    """Move the WAL into the database file, so that a copied folder is whole; False if somebody reads and it cannot."""
    return bool(_run(database, "PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)


def create_history_table(database: SqliteDatabase, name: str) -> None:
    """The migration runner's own table, made before it can make a table that is not STRICT."""
    _run(
        database,
        f"CREATE TABLE IF NOT EXISTS {name} "
        "(id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, applied TEXT NOT NULL) STRICT",
    )


def _run(database: SqliteDatabase, sql: str, parameters: tuple[Any, ...] = ()) -> Any:  # noqa: ANN401 - a cursor
    return database.execute_sql(sql, parameters)  # type: ignore[no-untyped-call]


def _messages(database: SqliteDatabase, sql: str) -> tuple[str, ...]:
    rows = _run(database, sql).fetchall()
    return tuple(str(row[0]) for row in rows if row[0] != "ok")


def guards(tables: Sequence[str] = APPEND_ONLY) -> dict[str, str]:
    """Name and SQL of the triggers that keep history append-only."""
    triggers: dict[str, str] = {}
    for table in tables:
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_no_{event.lower()}"
            triggers[name] = (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    return triggers
