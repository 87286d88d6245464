"""The one place with SQL that only PostgreSQL knows: locks and the triggers that keep history as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

_SPACE = 7605
"""First half of the advisory locks of this program, so that those of others in the same database do not meet them."""
_MIGRATING = 0
_GUARD = "sirekap_append_only"


def lock_writing(database: Any, key: int) -> None:  # noqa: ANN401 - peewee is not typed
    """Wait until nobody else writes what ``key`` names; held until the transaction ends."""
    database.execute_sql("SELECT pg_advisory_xact_lock(%s, %s)", (_SPACE, key))


def lock_migrating(database: Any) -> None:  # noqa: ANN401
    """Wait until nobody else changes the schema; held until the transaction ends."""
    lock_writing(database, _MIGRATING)


def insert_rows(database: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:  # noqa: ANN401
    """Many rows inside the transaction that is open, by COPY: statements that name them all take ten times as long."""
    with (
        database.connection().cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def install_triggers(database: Any, tables: Iterable[str]) -> None:  # noqa: ANN401
    """Let the database refuse to change or remove rows of these tables."""
    database.execute_sql(
        f"CREATE OR REPLACE FUNCTION {_GUARD}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in tables:
        database.execute_sql(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
        database.execute_sql(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {_GUARD}()"
        )


def remove_triggers(database: Any, tables: Iterable[str]) -> None:  # noqa: ANN401
    """Let a migration change what is otherwise append-only."""
    for table in tables:
        database.execute_sql(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
