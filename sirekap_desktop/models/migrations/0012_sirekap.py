"""What Sirekap published of a TPS, kept beside the recorded figures for comparison."""

from __future__ import annotations

from typing import Any

COLUMNS = """id TEXT NOT NULL PRIMARY KEY, machine TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq > 0),
    tps TEXT NOT NULL CHECK (length(tps) = 13), form TEXT NOT NULL CHECK (form <> ''), source TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64), published TEXT NOT NULL,
    figures TEXT NOT NULL CHECK (json_valid(figures)), at TEXT NOT NULL, who TEXT NOT NULL CHECK (who <> '')"""


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401, ARG001 - the runner's signature
    """One table more; nothing that is there changes. No reference to a TPS: Sirekap may know one that we do not."""
    db.execute_sql(f"CREATE TABLE sirekap_record ({COLUMNS}) STRICT")
    db.execute_sql("CREATE INDEX sirekap_record_place ON sirekap_record (form, tps, seq)")
