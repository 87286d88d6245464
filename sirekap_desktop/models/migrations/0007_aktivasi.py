"""Aktivasi: which files of the kabupaten were used here, whom they name, and its orders to reset the ketua's PIN."""

from __future__ import annotations

from typing import Any

MADE = "machine TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq > 0)"
BY = "at TEXT NOT NULL, who TEXT NOT NULL CHECK (who <> '')"
ROLES = "'ketua', 'anggota', 'operator', 'saksi', 'panwaslu'"
HEX = "length({0}) = 64 AND {0} NOT GLOB '*[^0-9a-f]*'"

TABLES = {
    "activation": f"""id TEXT NOT NULL PRIMARY KEY, {MADE}, version INTEGER NOT NULL CHECK (version > 0),
        sha256 TEXT NOT NULL CHECK ({HEX.format("sha256")}),
        public_key TEXT NOT NULL CHECK ({HEX.format("public_key")}), {BY}""",
    "ppk_name": f"""name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
        role TEXT NOT NULL CHECK (role IN ({ROLES}))""",
    "pin_order": f"""id TEXT NOT NULL PRIMARY KEY, {MADE}, number TEXT NOT NULL UNIQUE CHECK (number <> ''),
        person TEXT NOT NULL REFERENCES person (id), {BY}""",
}


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401, ARG001 - the runner's signature
    """Three tables more."""
    for name, columns in TABLES.items():
        db.execute_sql(f"CREATE TABLE {name} ({columns}) STRICT")
