"""The rapat pleno: people with their PIN, what happened in the meeting, how far each TPS is in it."""

from __future__ import annotations

from typing import Any

MADE = "machine TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq > 0)"
BY = "at TEXT NOT NULL, who TEXT NOT NULL CHECK (who <> '')"
ROLES = "'ketua', 'anggota', 'operator', 'saksi', 'panwaslu'"

TABLES = {
    "person": f"""id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''),
        role TEXT NOT NULL CHECK (role IN ({ROLES})), active INTEGER NOT NULL CHECK (active IN (0, 1))""",
    "pin": """person TEXT NOT NULL PRIMARY KEY REFERENCES person (id), secret TEXT NOT NULL CHECK (secret <> ''),
        failures INTEGER NOT NULL CHECK (failures >= 0), wait_until TEXT NOT NULL""",
    "pleno_event": f"""id TEXT NOT NULL PRIMARY KEY, {MADE}, form TEXT NOT NULL, tps TEXT REFERENCES tps (code),
        kind TEXT NOT NULL CHECK (kind <> ''), ref TEXT REFERENCES pleno_event (id), body TEXT NOT NULL, {BY}""",
}

STATEMENTS = (
    "CREATE INDEX pleno_event_place ON pleno_event (form, tps, seq)",
    "ALTER TABLE tps_state ADD COLUMN pleno TEXT NOT NULL DEFAULT ''",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401, ARG001 - the runner's signature
    """Three tables more, and a column of the derived state."""
    for name, columns in TABLES.items():
        db.execute_sql(f"CREATE TABLE {name} ({columns}) STRICT")
    for sql in STATEMENTS:
        db.execute_sql(sql)
