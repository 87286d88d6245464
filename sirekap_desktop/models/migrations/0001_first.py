"""The first schema: STRICT tables of text and integers, CHECKs on every enumeration, foreign keys."""

from __future__ import annotations

from typing import Any

MADE = "machine TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq > 0)"
BY = "at TEXT NOT NULL, who TEXT NOT NULL CHECK (who <> '')"
HOWS = "'confirmed', 'typed', 'resolved', 'corrected', 'recounted', 'imported', 'withdrawn'"
OUTCOMES = "'accepted', 'duplicate', 'unreadable', 'unassigned'"

TABLES = {
    "region": """code TEXT NOT NULL PRIMARY KEY CHECK (length(code) = 6), name TEXT NOT NULL, kabupaten TEXT NOT NULL,
        provinsi TEXT NOT NULL, workspace_id TEXT NOT NULL, simulation INTEGER NOT NULL CHECK (simulation IN (0, 1)),
        created_at TEXT NOT NULL""",
    "desa": "code TEXT NOT NULL PRIMARY KEY CHECK (length(code) = 10), name TEXT NOT NULL CHECK (name <> '')",
    "tps": """code TEXT NOT NULL PRIMARY KEY CHECK (length(code) = 13), desa TEXT NOT NULL REFERENCES desa (code),
        number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 999), dpt_l INTEGER CHECK (dpt_l BETWEEN 0 AND 99999),
        dpt_p INTEGER CHECK (dpt_p BETWEEN 0 AND 99999)""",
    "contestant": """pemilihan TEXT NOT NULL, number INTEGER NOT NULL CHECK (number > 0),
        name TEXT NOT NULL CHECK (name <> ''), PRIMARY KEY (pemilihan, number)""",
    "setting": "name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL",
    "machine": """id TEXT NOT NULL PRIMARY KEY, host TEXT NOT NULL, public_key TEXT NOT NULL,
        since TEXT NOT NULL""",
    "image": f"""id TEXT NOT NULL PRIMARY KEY, {MADE}, sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        file_index INTEGER NOT NULL CHECK (file_index >= 0), source TEXT NOT NULL, file_name TEXT NOT NULL, {BY}""",
    "placement": f"""id TEXT NOT NULL PRIMARY KEY, {MADE}, image TEXT NOT NULL REFERENCES image (id),
        tps TEXT REFERENCES tps (code), form TEXT, page INTEGER CHECK (page > 0),
        version INTEGER NOT NULL CHECK (version >= 0), rotation INTEGER NOT NULL CHECK (rotation IN (0, 90, 180, 270)),
        corners TEXT, outcome TEXT NOT NULL CHECK (outcome IN ({OUTCOMES})), reason TEXT NOT NULL, {BY},
        CHECK (version = 0 OR (outcome = 'accepted' AND tps IS NOT NULL AND form IS NOT NULL AND page IS NOT NULL))""",
    "reading": f"""id TEXT NOT NULL PRIMARY KEY, {MADE}, image TEXT NOT NULL REFERENCES image (id),
        engine TEXT NOT NULL, body TEXT NOT NULL, {BY}""",
    "fusion": f"""id TEXT NOT NULL PRIMARY KEY, {MADE}, tps TEXT NOT NULL REFERENCES tps (code), form TEXT NOT NULL,
        readings TEXT NOT NULL, body TEXT NOT NULL, {BY}""",
    "entry": f"""id TEXT NOT NULL PRIMARY KEY, {MADE}, tps TEXT NOT NULL REFERENCES tps (code), form TEXT NOT NULL,
        field TEXT NOT NULL, value INTEGER CHECK (value BETWEEN 0 AND 99999),
        how TEXT NOT NULL CHECK (how IN ({HOWS})), image TEXT REFERENCES image (id),
        before INTEGER CHECK (before BETWEEN 0 AND 99999), reason TEXT NOT NULL, witness TEXT NOT NULL,
        withdraws TEXT REFERENCES entry (id), {BY}, CHECK ((how = 'withdrawn') = (withdraws IS NOT NULL))""",
    "rule_reason": f"""id TEXT NOT NULL PRIMARY KEY, {MADE}, tps TEXT NOT NULL REFERENCES tps (code),
        form TEXT NOT NULL, rule TEXT NOT NULL, at_row TEXT NOT NULL, left_value INTEGER NOT NULL,
        right_value INTEGER NOT NULL, reason TEXT NOT NULL CHECK (reason <> ''), {BY}""",
    "lock_event": f"""id TEXT NOT NULL PRIMARY KEY, {MADE}, scope TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('lock', 'unlock')), revision INTEGER NOT NULL CHECK (revision > 0),
        reason TEXT NOT NULL CHECK (reason <> ''), {BY}""",
    "audit": f"""{MADE}, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
        row_id TEXT NOT NULL, tps TEXT NOT NULL, detail TEXT NOT NULL, row_sha256 TEXT NOT NULL,
        prev_hash TEXT NOT NULL CHECK (length(prev_hash) = 64), hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
        PRIMARY KEY (machine, seq)""",
    "chain_head": "machine TEXT NOT NULL PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL",
    "image_state": f"""image TEXT NOT NULL PRIMARY KEY REFERENCES image (id),
        placement TEXT NOT NULL REFERENCES placement (id), reading TEXT REFERENCES reading (id), tps TEXT, form TEXT,
        page INTEGER, version INTEGER NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ({OUTCOMES})),
        current INTEGER NOT NULL CHECK (current IN (0, 1))""",
    "entry_state": f"""form TEXT NOT NULL, field TEXT NOT NULL, tps TEXT NOT NULL REFERENCES tps (code),
        entry TEXT NOT NULL REFERENCES entry (id), value INTEGER, how TEXT NOT NULL CHECK (how IN ({HOWS})),
        recheck INTEGER NOT NULL CHECK (recheck IN (0, 1)), PRIMARY KEY (form, field, tps)""",
    "tps_state": """form TEXT NOT NULL, tps TEXT NOT NULL REFERENCES tps (code), recorded INTEGER NOT NULL,
        rechecks INTEGER NOT NULL, pages TEXT NOT NULL, proven INTEGER NOT NULL,
        to_type INTEGER NOT NULL, problems TEXT NOT NULL, checks TEXT NOT NULL, PRIMARY KEY (form, tps)""",
    "derivation": "form TEXT NOT NULL PRIMARY KEY, digest TEXT NOT NULL",
}
WITHOUT_ROWID = {"entry_state", "tps_state"}

INDEXES = (
    "CREATE UNIQUE INDEX tps_place ON tps (desa, number)",
    "CREATE UNIQUE INDEX image_page ON image (sha256, file_index)",
    "CREATE INDEX placement_image ON placement (image, seq)",
    "CREATE INDEX placement_place ON placement (tps, form, page)",
    "CREATE INDEX reading_image ON reading (image, seq)",
    "CREATE INDEX fusion_tps ON fusion (tps, form, seq)",
    "CREATE INDEX entry_field ON entry (tps, form, field, seq)",
    "CREATE INDEX rule_reason_tps ON rule_reason (tps, form, seq)",
    "CREATE INDEX audit_seq ON audit (seq)",
    "CREATE INDEX audit_row ON audit (subject, row_id, seq)",
    "CREATE INDEX audit_tps ON audit (tps, seq)",
    "CREATE INDEX image_state_place ON image_state (tps, form, page, version)",
    "CREATE INDEX entry_state_tps ON entry_state (tps, form)",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401, ARG001 - the runner's signature
    """Make all tables and indexes."""
    for name, columns in TABLES.items():
        options = "STRICT, WITHOUT ROWID" if name in WITHOUT_ROWID else "STRICT"
        db.execute_sql(f"CREATE TABLE {name} ({columns}) {options}")
    for sql in INDEXES:
        db.execute_sql(sql)
