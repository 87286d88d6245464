"""The one place with SQL that only SQLite knows: pragmas, checks, copies, triggers.

All of it is written against a raw peewee database so that migrations, verification and backup share it.
"""

from __future__ import annotations

from pathlib import Path

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

APPEND_ONLY = ("image", "placement", "reading", "fusion", "entry", "rule_reason", "lock_event", "audit")
"""Tables whose rows are never changed nor removed (design.md §1.4): the database itself refuses."""

_ALLOWED_PLAIN = ("sqlite_sequence", "sqlite_stat1")


def user_version(database: SqliteDatabase) -> int:
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def set_user_version(database: SqliteDatabase, version: int) -> None:
    database.execute_sql(f"PRAGMA user_version = {int(version)}")


def vacuum_into(database: SqliteDatabase, target: Path) -> None:
    """A consistent copy in one file, WAL included; copying the file itself would lose what is in the WAL."""
    database.execute_sql("VACUUM INTO ?", (str(target),))


def quick_check(database: SqliteDatabase) -> tuple[str, ...]:
    """What is wrong with the file's structure, or nothing; much faster than :func:`integrity_check`."""
    return _messages(database, "PRAGMA quick_check(5)")


def integrity_check(database: SqliteDatabase) -> tuple[str, ...]:
    return _messages(database, "PRAGMA integrity_check(20)")


def foreign_key_check(database: SqliteDatabase) -> tuple[str, ...]:
    """``table → parent`` of each row whose parent is missing."""
    return tuple(f"{row[0]} → {row[2]}" for row in database.execute_sql("PRAGMA foreign_key_check").fetchall())


def plain_tables(database: SqliteDatabase) -> tuple[str, ...]:
    """Tables that are not STRICT: the migrator's rebuilds silently drop it."""
    rows = database.execute_sql(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 ORDER BY name"
    ).fetchall()
    return tuple(row[0] for row in rows if row[0] not in _ALLOWED_PLAIN and not row[0].startswith("sqlite_"))


def install_triggers(database: SqliteDatabase) -> None:
    """Let the database refuse to change or remove rows of :data:`APPEND_ONLY` tables."""
    for name, sql in _triggers().items():
        database.execute_sql(f"DROP TRIGGER IF EXISTS {name}")
        database.execute_sql(sql)


def remove_triggers(database: SqliteDatabase) -> None:
    for name in _triggers():
        database.execute_sql(f"DROP TRIGGER IF EXISTS {name}")


def missing_triggers(database: SqliteDatabase) -> tuple[str, ...]:
    """Names of guarding triggers that are gone or were changed."""
    rows = database.execute_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    found = {name: sql for name, sql in rows}
    return tuple(name for name, sql in _triggers().items() if found.get(name) != sql)


def checkpoint(database: SqliteDatabase) -> None:
    """Move the WAL into the database file, so that a copied folder is whole."""
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def create_history_table(database: SqliteDatabase, name: str) -> None:
    """The migration runner's own table, made before it can make a table that is not STRICT."""
    database.execute_sql(
        f"CREATE TABLE IF NOT EXISTS {name} "
        "(id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, applied TEXT NOT NULL) STRICT"
    )


def _messages(database: SqliteDatabase, sql: str) -> tuple[str, ...]:
    rows = database.execute_sql(sql).fetchall()
    return tuple(str(row[0]) for row in rows if row[0] != "ok")


def _triggers() -> dict[str, str]:
    triggers: dict[str, str] = {}
    for table in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_no_{event.lower()}"
            triggers[name] = (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    return triggers
