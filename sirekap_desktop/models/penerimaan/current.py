"""Which recaps count: of each kecamatan and ballot the one that was received last."""

from __future__ import annotations

from peewee import fn

from sirekap_desktop.models.database import Query, Row, Session
from sirekap_desktop.models.penerimaan.schema import Package, ReceivedRecap

Ballot = tuple[str, str]
"""Pemilihan and dapil."""


def newest() -> Query:
    """Subquery: kecamatan, pemilihan, dapil and the number of the package whose recap counts."""
    recap = ReceivedRecap.alias("latest")
    return recap.select(recap.kecamatan, recap.pemilihan, recap.dapil, fn.MAX(recap.number).alias("number")).group_by(
        recap.kecamatan, recap.pemilihan, recap.dapil
    )


def current(*columns: Query) -> Query:
    """Select of the recaps that count, with their packages."""
    recap, last = ReceivedRecap, newest().alias("last")
    same = (
        (recap.kecamatan == last.c.kecamatan)
        & (recap.pemilihan == last.c.pemilihan)
        & (recap.dapil == last.c.dapil)
        & (recap.number == last.c.number)
    )
    query = recap.select(*columns) if columns else recap.select()
    return query.join(last, on=same).join(Package, on=(Package.sha256 == recap.package))


def of_kecamatan(session: Session, code: str) -> dict[Ballot, Row]:
    """The recaps that count for one kecamatan, with key and chain of the package that brought them."""
    query = current(
        ReceivedRecap.pemilihan, ReceivedRecap.dapil, ReceivedRecap.revision, ReceivedRecap.at, ReceivedRecap.fields,
        Package.signer, Package.machine, Package.head_seq, Package.head_hash,
    ).where(ReceivedRecap.kecamatan == code)  # fmt: skip
    return {(row["pemilihan"], row["dapil"]): row for row in session.rows(query)}
