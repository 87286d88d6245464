"""The head of the audit chain, signed at each lock: a printed one shows a chain that was cut short."""

from __future__ import annotations

from typing import Any

MADE = "machine TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq > 0)"
BY = "at TEXT NOT NULL, who TEXT NOT NULL CHECK (who <> '')"

TABLES = {
    "chain_seal": f"""id TEXT NOT NULL PRIMARY KEY, {MADE}, lock_event TEXT NOT NULL REFERENCES lock_event (id),
        heads TEXT NOT NULL, public_key TEXT NOT NULL CHECK (length(public_key) = 64),
        signature TEXT NOT NULL CHECK (length(signature) = 128), {BY}""",
}


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401, ARG001 - the runner's signature
    """One table more; locks of before have no seal."""
    for name, columns in TABLES.items():
        db.execute_sql(f"CREATE TABLE {name} ({columns}) STRICT")
