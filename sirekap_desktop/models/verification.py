"""Verification of a whole workspace: chain, every audited row, derived figures, photos, structure.

What it covers: every column of every audited table (the audit row carries the SHA-256 of the row as written), every
column of the audit itself, the derived ``*_state`` tables (computed again), each original's bytes, STRICT, foreign
keys, guards. Not covered: the migration runner's history (its names only repeat the schema version) and
``derivation`` (which only says whether ``tps_state`` was derived with the rules of this program; if not, it is derived
again at the next opening for writing).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models import migration, placements, schema, seals, state
from sirekap_desktop.models.audit import REMOVED, AuditReport, AuditRow, Finding, canonical, row_digest, verify_rows
from sirekap_desktop.models.beside import counting
from sirekap_desktop.models.contests import Contest, at
from sirekap_desktop.models.database import Row, Session
from sirekap_desktop.models.images import ImageStore, file_sha256, original_hashes
from sirekap_desktop.models.seals import PrintedHead

_NAMES = {
    "region": "kecamatan",
    "tps": "TPS",
    "desa": "desa",
    "contestant": "peserta pemilihan",
    "dapil": "daerah pemilihan",
    "calon": "calon",
    "form_file": "definisi formulir",
    "setting": "pengaturan",
    "machine": "komputer",
    "image": "foto",
    "placement": "letak foto",
    "reading": "bacaan mesin",
    "fusion": "bacaan gabungan",
    "entry": "isian",
    "doubt": "tanda ragu",
    "rule_reason": "alasan",
    "lock_event": "kunci",
    "person": "orang",
    "pin": "PIN",
    "pleno_event": "catatan rapat",
    "chain_seal": "kepala rantai audit yang ditandatangani",
    "activation": "berkas aktivasi",
    "ppk_name": "nama PPK",
    "pin_order": "perintah reset PIN",
    "signed_page": "halaman bertanda tangan",
    "panel_event": "pembagian ke panel",
    "sirekap_record": "data Sirekap",
}


def verify(
    session: Session, elections: Sequence[Sequence[Contest]], images: Path, head: PrintedHead | None = None
) -> AuditReport:
    """All findings; call inside one read transaction. ``head`` was printed at a lock and must be in the chain."""
    structure = [Finding("database", "sirekap.db", f"Basis data: {text}.") for text in _structure(session)]
    rows = audit_rows(session)
    findings = [
        *structure,
        *verify_rows(rows),
        *_heads(session, rows),
        *seals.findings(seals.read(session).values(), rows),
        *_data_rows(session, rows),
        *_derived(session, elections),
    ]
    if head is not None and (finding := seals.check_head(rows, head)):
        findings.append(finding)
    files = list(_files(session, images))
    count = len(original_hashes(session))
    heads = {row.machine: (row.machine, row.seq, row.hash) for row in rows}
    return AuditReport((*findings, *files), len(rows), count, tuple(sorted(heads.values())))


def audit_rows(session: Session, *, tps: str | None = None, limit: int | None = None) -> tuple[AuditRow, ...]:
    """In order of ``seq``; of one TPS, or the last ``limit``."""
    table = schema.Audit
    columns = [getattr(table, name) for name in AuditRow.__slots__]
    query = table.select(*columns).order_by(table.seq.desc(), table.machine.desc())
    if tps is not None:
        query = query.where(table.tps == tps)
    if limit is not None:
        query = query.limit(limit)
    return tuple(AuditRow(*row) for row in reversed(session.tuples(query)))


def stream_rows(session: Session, *, without: Collection[str] = ()) -> Iterator[AuditRow]:
    """All chains in order of ``seq`` but those of some machines; read as they are asked for."""
    table = schema.Audit
    columns = [getattr(table, name) for name in AuditRow.__slots__]
    query = table.select(*columns).order_by(table.seq, table.machine)
    for row in session.stream(query.where(table.machine.not_in(without)) if without else query):
        yield AuditRow(*row)


def export(session: Session) -> Iterator[bytes]:
    """One canonical JSON object per line, in order of ``seq``; read as they are asked for."""
    for row in stream_rows(session):
        yield f"{canonical(asdict(row))}\n".encode()


def _structure(session: Session) -> tuple[str, ...]:
    return migration.problems(session.database)


def _heads(session: Session, rows: Sequence[AuditRow]) -> Iterator[Finding]:
    """The stored head of each chain must be its last row: a chain cut short has lost its end."""
    last = {row.machine: (row.seq, row.hash) for row in rows}
    stored = {row["machine"]: (row["seq"], row["hash"]) for row in session.rows(schema.ChainHead.select())}
    for machine in sorted(last.keys() | stored.keys()):
        if last.get(machine) != stored.get(machine):
            yield Finding("chain.cut", f"audit {machine}", "Akhir rantai audit tidak cocok: ada baris yang hilang.")


def _data_rows(session: Session, rows: Sequence[AuditRow]) -> Iterator[Finding]:
    newest: dict[tuple[str, str], AuditRow] = {(row.subject, row.row_id): row for row in rows if row.subject}
    for model in schema.AUDITED:
        table = schema.table_name(model)
        found = {schema.row_key(model, row): row for row in session.rows(model.select())}
        expected = {key: row for (subject, key), row in newest.items() if subject == table}
        for key in sorted(found.keys() | expected.keys()):
            if finding := _compare(table, key, found.get(key), expected.get(key)):
                yield finding


def _compare(table: str, key: str, row: Row | None, audit: AuditRow | None) -> Finding | None:
    name, place = _NAMES[table], f"{table} {key}"
    if audit is None or (row is not None and audit.row_sha256 == REMOVED):
        return Finding("row.unknown", place, f"Ada baris {name} yang tidak dicatat program ini: {key}.")
    if row is None:
        gone = Finding("row.missing", place, f"Baris {name} hilang: {key}.")
        return None if audit.row_sha256 == REMOVED else gone
    if row_digest(table, row) == audit.row_sha256:
        return None
    return Finding("row.changed", place, f"Baris {name} diubah di luar program: {key}{_changes(row, audit)}.")


def _changes(row: Row, audit: AuditRow) -> str:
    """Which columns differ from what the audit saw; bodies are only known by their hash."""
    try:
        before = json.loads(audit.detail)
    except ValueError:
        return ""
    words = [
        f"{name} tercatat {before[name]!r}, sekarang {row[name]!r}"
        for name in sorted(before.keys() & row.keys())
        if before[name] != row[name]
    ]
    return f" ({'; '.join(words)})" if words else ""


def _derived(session: Session, elections: Sequence[Sequence[Contest]]) -> Iterator[Finding]:
    """The fast tables must say what the history says."""
    yield from _entry_states(session)
    yield from _image_states(session)
    table = schema.TpsState
    stored = {(row["form"], row["tps"]): row for row in session.rows(table.select())}
    known = {contests[0].form.id: contests for contests in elections if state.is_current(session, contests)}
    marks = _marks(session)
    for (form_id, tps), row in sorted(stored.items()):
        if form_id not in known:
            continue
        derived = _derive(session, at(known[form_id], tps), tps)
        if derived is None or dict(derived.row) != row:
            yield Finding("derived.changed", f"tps_state {tps}", f"Ringkasan TPS {tps} tidak cocok dengan isiannya.")
        elif dict(derived.rechecks) != marks.get((form_id, tps), {}):
            yield Finding("derived.changed", f"entry_state {tps}", f"Tanda periksa ulang TPS {tps} diubah.")
    for _, tps in sorted(_with_state(session) - stored.keys()):
        yield Finding("derived.changed", f"tps_state {tps}", f"Ringkasan TPS {tps} hilang.")


def _with_state(session: Session) -> set[tuple[Any, ...]]:
    """(form, TPS) that must have a summary: something is recorded there, a photo stands there, or it was read out."""
    entry, image = schema.EntryState, schema.ImageState
    recorded = session.tuples(entry.select(entry.form, entry.tps).distinct())
    placed = session.tuples(image.select(image.form, image.tps).where(image.version > 0).distinct())
    event = schema.PlenoEvent
    noted = session.tuples(event.select(event.form, event.tps).where(event.tps.is_null(is_null=False)).distinct())
    return {*recorded, *placed, *noted}


def _marks(session: Session) -> dict[tuple[str, str], dict[str, bool]]:
    """The stored marks *periksa ulang* per (form, TPS) and field."""
    found: dict[tuple[str, str], dict[str, bool]] = {}
    table = schema.EntryState
    for form, tps, field, recheck in session.tuples(table.select(table.form, table.tps, table.field, table.recheck)):
        found.setdefault((form, tps), {})[field] = bool(recheck)
    return found


def _derive(session: Session, form: FormDefinition, tps: str) -> state.Derived | None:
    """``None`` when what it is derived from cannot even be read: that row was changed, and is reported as such."""
    try:
        return state.derive(session, form, tps)
    except (ValueError, KeyError, TypeError):
        return None


def _entry_states(session: Session) -> Iterator[Finding]:
    entry, stored = schema.Entry, schema.EntryState
    histories: dict[tuple[str, str, str], list[Row]] = {}
    for row in session.rows(entry.select().order_by(entry.seq, entry.machine)):
        histories.setdefault((row["form"], row["field"], row["tps"]), []).append(row)
    expected: dict[tuple[str, str, str], tuple[Any, ...]] = {}
    for key, rows in histories.items():
        if left := counting(rows):
            expected[key] = (left[-1]["id"], left[-1]["value"], left[-1]["how"])
    found = {
        (row["form"], row["field"], row["tps"]): (row["entry"], row["value"], row["how"])
        for row in session.rows(stored.select())
    }
    for key in sorted(expected.keys() | found.keys()):
        if expected.get(key) != found.get(key):
            yield Finding("derived.changed", f"entry_state {'/'.join(key)}", f"Nilai TPS {key[2]} {key[1]} diubah.")


def _image_states(session: Session) -> Iterator[Finding]:
    """Newest placement and reading of each image, and the highest version of each place."""
    expected = placements.derive_states(session)
    found = {row["image"]: row for row in session.rows(schema.ImageState.select())}
    for image in sorted(expected.keys() | found.keys()):
        if expected.get(image) != found.get(image):
            yield Finding("derived.changed", f"image_state {image}", f"Letak foto {image} tidak cocok dengan catatan.")


def _files(session: Session, folder: Path) -> Iterator[Finding]:
    """Every original is there and its bytes are what its name says."""
    store = ImageStore(folder)
    for sha256 in original_hashes(session):
        path = store.find(sha256)
        if path is None:
            yield Finding("image.missing", f"images/{sha256}", f"Berkas foto {sha256[:12]}… hilang.")
        elif file_sha256(path) != sha256:
            yield Finding("image.changed", f"images/{path.name}", f"Berkas foto {path.name} telah diubah.")
