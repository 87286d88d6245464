"""Writes what came: a package with its figures, or why it was not taken, and the receipts. Nothing is ever changed."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator

from peewee import fn

from sirekap_desktop.models.audit import canonical
from sirekap_desktop.models.database import Row, Session
from sirekap_desktop.models.penerimaan import judging, schema
from sirekap_desktop.models.penerimaan.database import Writing
from sirekap_desktop.models.penerimaan.lists import By
from sirekap_desktop.models.penerimaan.records import Claim, NewPackage, NewPaper, NewRecap, OfficeInfo, RefusedPackage


def is_taken(session: Session, sha256: str) -> bool:
    """Whether this very package was taken already."""
    return session.get(schema.Package, sha256=sha256) is not None


def take(writing: Writing, office: OfficeInfo, package: NewPackage, source: str, host: str, by: By) -> bool:
    """Write a verified package; call inside a write of its kecamatan. False: it was there already.

    Raises:
        UserError: what :mod:`judging` raises: another receiver may have taken a newer one meanwhile.
    """
    claim = package.claim
    if is_taken(writing, claim.sha256):
        return False
    judging.judge(writing, office, claim)
    judging.judge_chain(writing, package)
    number = _next_number(writing, claim.kecamatan)
    writing.add(schema.Package, _package_row(package, number, source, host, by))
    writing.add(
        schema.PackageContent,
        *({"package": claim.sha256, "kind": kind, "files": count} for kind, count in claim.contents),
    )
    writing.add(schema.SignedSheet, *_sheet_rows(package))
    for recap in package.recaps:
        _take_recap(writing, claim, number, recap, by)
    return True


def _next_number(session: Session, kecamatan: str) -> int:
    package = schema.Package
    query = package.select(fn.COALESCE(fn.MAX(package.number), 0)).where(package.kecamatan == kecamatan)
    return int(session.tuples(query)[0][0]) + 1


def _package_row(package: NewPackage, number: int, source: str, host: str, by: By) -> Row:
    claim = package.claim
    names = ("sha256", "kecamatan", "name", "kabupaten", "provinsi", "revision", "signer", "machine", "program",
             "made_at", "size")  # fmt: skip
    row = {name: getattr(claim, name) for name in names}
    row |= {"number": number, "head_seq": package.head_seq, "head_hash": package.head_hash}
    return row | {"source": source, "host": host, "notes": "\n".join(package.notes), **by}


def _sheet_rows(package: NewPackage) -> Iterator[Row]:
    for sheet in package.sheets:
        yield {
            "package": package.claim.sha256, "document": sheet.document, "part": sheet.part, "pages": sheet.pages,
            "present": sheet.present,
        }  # fmt: skip


def _take_recap(writing: Writing, claim: Claim, number: int, recap: NewRecap, by: By) -> None:
    ballot = hashlib.sha256(recap.body.encode()).hexdigest()
    writing.add_missing(schema.Ballot, {"sha256": ballot, "body": recap.body})
    row_id = secrets.token_hex(16)
    names = ("pemilihan", "dapil", "form", "fields", "document_id", "snapshot_sha256", "revision")
    row = {name: getattr(recap, name) for name in names}
    row |= {"id": row_id, "package": claim.sha256, "kecamatan": claim.kecamatan, "number": number, "ballot": ballot}
    row |= {"locked": int(recap.locked), "tps_total": len(recap.papers), "tps_complete": recap.whole}
    writing.add(schema.ReceivedRecap, {**row, "parts": json.dumps(recap.parts), **by})
    _take_papers(writing, row_id, recap)


def _take_papers(writing: Writing, recap_id: str, recap: NewRecap) -> None:
    """TPS that are as an earlier revision had them share its paper."""
    marks = {paper.tps: _mark(recap, paper) for paper in recap.papers}
    there = _known_papers(writing, list(marks.values()))
    new = [paper for paper in recap.papers if marks[paper.tps] not in there]
    writing.add(
        schema.Paper,
        *({"sha256": marks[one.tps], "tps": one.tps, "complete": int(one.complete)} for one in new),
    )
    writing.add(schema.Figure, *(row for paper in new for row in _figure_rows(marks[paper.tps], paper)))
    writing.add(
        schema.RecapTps,
        *({"recap": recap_id, "tps": one.tps, "place": one.place, "paper": marks[one.tps]} for one in recap.papers),
    )


def _known_papers(session: Session, marks: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(marks), 500):
        query = schema.Paper.select(schema.Paper.sha256).where(schema.Paper.sha256.in_(marks[start : start + 500]))
        found.update(mark for (mark,) in session.tuples(query))
    return found


def _mark(recap: NewRecap, paper: NewPaper) -> str:
    figures = [[one.field, one.value, one.how, one.reason] for one in paper.figures]
    whole = {"form": recap.form, "tps": paper.tps, "complete": paper.complete, "figures": figures}
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def _figure_rows(mark: str, paper: NewPaper) -> Iterator[Row]:
    for one in paper.figures:
        yield {"paper": mark, "field": one.field, "value": one.value, "how": one.how, "reason": one.reason}


# --- refusals and receipts --------------------------------------------------------------------------------------------


def refuse(writing: Writing, refused: RefusedPackage) -> None:
    """Note a package that was not taken; the same one from the same place for the same reason is noted once."""
    names = ("package", "kecamatan", "name", "revision", "code", "reason", "source", "at", "who")
    row = {name: getattr(refused, name) for name in names}
    writing.add_missing(schema.Refusal, {**row, "id": secrets.token_hex(16), "signer": refused.fingerprint})


def keep_receipt(writing: Writing, package: str, *, accepted: bool, note: str, body: str, by: By) -> str:
    """Keep a signed receipt; returns the one to hand out: another receiver may have signed it first."""
    values = {"id": secrets.token_hex(16), "package": package, "accepted": int(accepted), "note": note, "body": body}
    writing.add_missing(schema.Receipt, {**values, **by})
    return receipt(writing, package, accepted=accepted, note=note) or body


def receipt(session: Session, package: str, *, accepted: bool, note: str) -> str | None:
    """The receipt that was signed for this; None: not yet."""
    row = session.get(schema.Receipt, package=package, accepted=int(accepted), note=note)
    return str(row["body"]) if row else None
