"""Signed copies: pages of printed documents that came back signed, photographed or scanned."""

from __future__ import annotations

from typing import Any

COLUMNS = """id TEXT NOT NULL PRIMARY KEY, machine TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq > 0),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64), file_index INTEGER NOT NULL CHECK (file_index >= 0),
    rotation INTEGER NOT NULL CHECK (rotation IN (0, 90, 180, 270)), source TEXT NOT NULL, file_name TEXT NOT NULL,
    document TEXT NOT NULL CHECK (document <> ''), part TEXT NOT NULL CHECK (part <> ''),
    page INTEGER NOT NULL CHECK (page > 0), pages INTEGER NOT NULL CHECK (pages >= page),
    snapshot_sha256 TEXT NOT NULL CHECK (length(snapshot_sha256) = 64), version INTEGER NOT NULL CHECK (version > 0),
    at TEXT NOT NULL, who TEXT NOT NULL CHECK (who <> ''), UNIQUE (document, part, page, pages, version)"""


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401, ARG001 - the runner's signature
    """One table more; nothing that is there changes."""
    db.execute_sql(f"CREATE TABLE signed_page ({COLUMNS}) STRICT")
