"""The tables of the kabupaten's store, for SQLite and PostgreSQL alike."""

from __future__ import annotations

from typing import Any

from peewee import SqliteDatabase

BY = "at TEXT NOT NULL, who TEXT NOT NULL CHECK (who <> '')"
HEX = "CHECK (length({0}) = 64)"
OWNED = "package TEXT NOT NULL REFERENCES package (sha256)"

TABLES = {
    "office": f"""code TEXT NOT NULL PRIMARY KEY CHECK (length(code) = 4), name TEXT NOT NULL CHECK (name <> ''),
        public_key TEXT NOT NULL {HEX.format("public_key")},
        simulation INTEGER NOT NULL CHECK (simulation IN (0, 1)), {BY}""",
    "expected_kecamatan": f"""code TEXT NOT NULL PRIMARY KEY CHECK (length(code) = 6), name TEXT NOT NULL,
        kabupaten TEXT NOT NULL, provinsi TEXT NOT NULL, {BY}""",
    "expected_tps": """code TEXT NOT NULL PRIMARY KEY CHECK (length(code) = 13),
        kecamatan TEXT NOT NULL REFERENCES expected_kecamatan (code), place TEXT NOT NULL""",
    "expected_ballot": """kecamatan TEXT NOT NULL REFERENCES expected_kecamatan (code), pemilihan TEXT NOT NULL,
        dapil TEXT NOT NULL, form TEXT NOT NULL, title TEXT NOT NULL, tps INTEGER NOT NULL CHECK (tps > 0),
        place INTEGER NOT NULL, PRIMARY KEY (kecamatan, pemilihan, dapil)""",
    "enrolled_key": f"""public_key TEXT NOT NULL {HEX.format("public_key")}, kecamatan TEXT NOT NULL,
        name TEXT NOT NULL, machine TEXT NOT NULL, host TEXT NOT NULL, enrolled_at TEXT NOT NULL, {BY},
        PRIMARY KEY (public_key, kecamatan)""",
    "revoked_key": f"""public_key TEXT NOT NULL PRIMARY KEY {HEX.format("public_key")},
        reason TEXT NOT NULL CHECK (reason <> ''), {BY}""",
    "package": f"""sha256 TEXT NOT NULL PRIMARY KEY {HEX.format("sha256")}, kecamatan TEXT NOT NULL,
        number INTEGER NOT NULL CHECK (number > 0), name TEXT NOT NULL, kabupaten TEXT NOT NULL, provinsi TEXT NOT NULL,
        revision INTEGER NOT NULL, signer TEXT NOT NULL {HEX.format("signer")}, machine TEXT NOT NULL,
        program TEXT NOT NULL, made_at TEXT NOT NULL, size INTEGER NOT NULL, head_seq INTEGER NOT NULL,
        head_hash TEXT NOT NULL, source TEXT NOT NULL, host TEXT NOT NULL, notes TEXT NOT NULL, {BY},
        UNIQUE (kecamatan, number)""",
    "package_content": f"""{OWNED}, kind TEXT NOT NULL, files INTEGER NOT NULL CHECK (files > 0),
        PRIMARY KEY (package, kind)""",
    "signed_sheet": f"""{OWNED}, document TEXT NOT NULL, part TEXT NOT NULL, pages INTEGER NOT NULL,
        present INTEGER NOT NULL CHECK (present > 0), PRIMARY KEY (package, document, part, pages)""",
    "ballot": f"""sha256 TEXT NOT NULL PRIMARY KEY {HEX.format("sha256")}, body TEXT NOT NULL""",
    "received_recap": f"""id TEXT NOT NULL PRIMARY KEY, {OWNED}, kecamatan TEXT NOT NULL, number INTEGER NOT NULL,
        pemilihan TEXT NOT NULL, dapil TEXT NOT NULL, form TEXT NOT NULL, fields TEXT NOT NULL,
        ballot TEXT NOT NULL REFERENCES ballot (sha256), document_id TEXT NOT NULL,
        snapshot_sha256 TEXT NOT NULL {HEX.format("snapshot_sha256")}, revision INTEGER NOT NULL,
        locked INTEGER NOT NULL CHECK (locked IN (0, 1)), tps_total INTEGER NOT NULL, tps_complete INTEGER NOT NULL,
        parts TEXT NOT NULL, {BY}, UNIQUE (package, pemilihan, dapil), UNIQUE (kecamatan, pemilihan, dapil, number)""",
    "paper": f"""sha256 TEXT NOT NULL PRIMARY KEY {HEX.format("sha256")}, tps TEXT NOT NULL CHECK (length(tps) = 13),
        complete INTEGER NOT NULL CHECK (complete IN (0, 1))""",
    "recap_tps": """recap TEXT NOT NULL REFERENCES received_recap (id), tps TEXT NOT NULL, place TEXT NOT NULL,
        paper TEXT NOT NULL REFERENCES paper (sha256), PRIMARY KEY (recap, tps)""",
    "figure": """paper TEXT NOT NULL REFERENCES paper (sha256), field TEXT NOT NULL, value INTEGER,
        how TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (paper, field)""",
    "refusal": f"""id TEXT NOT NULL PRIMARY KEY, package TEXT NOT NULL, kecamatan TEXT NOT NULL, name TEXT NOT NULL,
        revision INTEGER NOT NULL, signer TEXT NOT NULL, code TEXT NOT NULL CHECK (code <> ''),
        reason TEXT NOT NULL CHECK (reason <> ''), source TEXT NOT NULL, {BY}, UNIQUE (package, code, source)""",
    "receipt": f"""id TEXT NOT NULL PRIMARY KEY, package TEXT NOT NULL,
        accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)), note TEXT NOT NULL, body TEXT NOT NULL, {BY},
        UNIQUE (package, accepted, note)""",
}  # fmt: skip

CLUSTERED = ("figure", "recap_tps")
"""Large, and read by how their key begins: SQLite keeps such rows side by side."""

INDEXES = (
    "CREATE INDEX recap_tps_paper ON recap_tps (paper)",
    "CREATE INDEX refusal_kecamatan ON refusal (kecamatan)",
    "CREATE INDEX package_signer ON package (signer)",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ANN401, ARG001 - the runner's signature
    """All tables; a package may be larger than what 32 bits count."""
    is_sqlite = isinstance(db, SqliteDatabase)
    for name, columns in TABLES.items():
        if is_sqlite:
            clustered = ", WITHOUT ROWID" if name in CLUSTERED else ""
            db.execute_sql(f"CREATE TABLE {name} ({columns}) STRICT{clustered}")
        else:
            db.execute_sql(f"CREATE TABLE {name} ({columns.replace('INTEGER', 'BIGINT')})")
    for index in INDEXES:
        db.execute_sql(index)
