"""Several elections: daerah pemilihan of each desa, calon of the parties, form definitions of this workspace."""

from __future__ import annotations

from typing import Any

TABLES = {
    "dapil": """pemilihan TEXT NOT NULL, desa TEXT NOT NULL REFERENCES desa (code),
        name TEXT NOT NULL CHECK (name <> ''), PRIMARY KEY (pemilihan, desa)""",
    "calon": """pemilihan TEXT NOT NULL, dapil TEXT NOT NULL, partai INTEGER NOT NULL CHECK (partai > 0),
        number INTEGER NOT NULL CHECK (number > 0), name TEXT NOT NULL CHECK (name <> ''),
        PRIMARY KEY (pemilihan, dapil, partai, number)""",
    "form_file": """id TEXT NOT NULL PRIMARY KEY, file_name TEXT NOT NULL, body TEXT NOT NULL""",
}


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401, ARG001 - the runner's signature
    """Three tables more; nothing that is there changes."""
    for name, columns in TABLES.items():
        db.execute_sql(f"CREATE TABLE {name} ({columns}) STRICT")
