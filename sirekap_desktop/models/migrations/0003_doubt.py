"""Doubts: digits that looked odd among their like, whose number is typed again."""

from __future__ import annotations

from typing import Any

COLUMNS = """id TEXT NOT NULL PRIMARY KEY, machine TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq > 0),
    tps TEXT NOT NULL REFERENCES tps (code), form TEXT NOT NULL, field TEXT NOT NULL,
    image TEXT NOT NULL REFERENCES image (id), cell INTEGER NOT NULL CHECK (cell >= 0),
    digit INTEGER NOT NULL CHECK (digit BETWEEN 0 AND 9), withdraws TEXT REFERENCES doubt (id),
    at TEXT NOT NULL, who TEXT NOT NULL CHECK (who <> '')"""


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401, ARG001 - the runner's signature
    """One table more; nothing that is there changes."""
    db.execute_sql(f"CREATE TABLE doubt ({COLUMNS}) STRICT")
    db.execute_sql("CREATE INDEX doubt_field ON doubt (tps, form, field, seq)")
