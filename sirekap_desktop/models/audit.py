"""The audit chain as pure functions: what a row is, its hash, and what is wrong with a list of rows.

Each machine has one chain. A row carries the hash of the row before it and the SHA-256 of the data row that was written
with it in the same transaction, so that a change made outside the program in either is found. ``seq`` grows over all
chains of a workspace (a row made with knowledge of another has the larger number), so *newest* never means a clock.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

GENESIS = "0" * 64
"""What the first row of a chain has as the hash before it."""

REMOVED = ""
"""``row_sha256`` of a row that was taken away on purpose."""

Value = str | int | None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act: who did what, when, to which row."""

    machine: str
    seq: int
    at: str
    who: str
    kind: str
    """``insert``, ``update``, ``remove`` or the name of an event without a row: ``open``, ``operator``."""
    subject: str
    """Table; empty for events."""
    row_id: str
    tps: str
    """Thirteen-digit code the act concerns, or empty."""
    detail: str
    """Canonical JSON of the row (long bodies left out) or of the event."""
    row_sha256: str
    prev_hash: str
    hash: str


MOST_FINDINGS = 1000
"""More of a kind than anyone reads: a chain of millions of wrong rows must not fill the memory."""
_HASHED = tuple(name for name in AuditRow.__slots__ if name != "hash")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that verification found wrong."""

    code: str
    """``chain.broken``, ``row.changed``, ``row.missing``, ``row.unknown``, ``image.changed``, ``image.missing`` …"""
    place: str
    """Table and row, or file."""
    message: str
    """One Indonesian sentence."""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What ``Workspace.verify`` found; nothing in ``findings`` means that all is as the program left it."""

    findings: tuple[Finding, ...]
    audit_rows: int
    images: int
    heads: tuple[tuple[str, int, str], ...]
    """Machine, last seq and hash of each chain: what is signed and printed at a lock."""

    @property
    def ok(self) -> bool:
        return not self.findings


def canonical(row: Mapping[str, object]) -> str:
    """Sorted compact JSON: the one form that is ever hashed."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def row_digest(table: str, row: Mapping[str, Value]) -> str:
    """SHA-256 over table name and every column of a data row."""
    return hashlib.sha256(canonical({"table": table, "row": dict(row)}).encode()).hexdigest()


def chain_hash(row: AuditRow) -> str:
    """The hash a row must carry: over all its other columns, the hash before it among them."""
    content = {name: getattr(row, name) for name in _HASHED}
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def sealed(row: AuditRow) -> AuditRow:
    """The row with its hash filled in."""
    return replace(row, hash=chain_hash(row))


def verify_rows(rows: Iterable[AuditRow]) -> tuple[Finding, ...]:
    """Check one or several chains, rows of each in order of ``seq``; needs no database."""
    findings: list[Finding] = []
    heads: dict[str, AuditRow] = {}
    for row in rows:
        if len(findings) < MOST_FINDINGS:
            findings.extend(_row_findings(row, heads.get(row.machine)))
        heads[row.machine] = row
    return tuple(findings)


def _row_findings(row: AuditRow, before: AuditRow | None) -> Iterable[Finding]:
    place = f"audit {row.machine} #{row.seq}"
    if chain_hash(row) != row.hash:
        yield Finding("chain.changed", place, f"Baris audit nomor {row.seq} telah diubah.")
    expected = before.hash if before else GENESIS
    if row.prev_hash != expected or (before is not None and row.seq <= before.seq):
        yield Finding("chain.broken", place, f"Rantai audit terputus sebelum baris nomor {row.seq}.")
