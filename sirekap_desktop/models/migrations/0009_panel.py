"""Gabung panel: which desa are on the laptop of which panel; and one photo may have come in on two laptops."""

from __future__ import annotations

from typing import Any

COLUMNS = """id TEXT NOT NULL PRIMARY KEY, machine TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq > 0),
    kind TEXT NOT NULL CHECK (kind IN ('handed', 'returned', 'joined', 'taken_back')), ref TEXT, body TEXT NOT NULL,
    at TEXT NOT NULL, who TEXT NOT NULL CHECK (who <> ''), CHECK ((kind = 'handed') = (ref IS NULL))"""


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401, ARG001 - the runner's signature
    """One table more; the same page of the same photo may be there once from each laptop."""
    db.execute_sql(f"CREATE TABLE panel_event ({COLUMNS}) STRICT")
    db.execute_sql("DROP INDEX image_page")
    db.execute_sql("CREATE UNIQUE INDEX image_page ON image (sha256, file_index, machine)")
