"""The kabupaten's recap by SQL, the same on both servers: sums per kecamatan in one query, totals in another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from peewee import fn

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.database import Row, Session
from sirekap_desktop.models.keys import printed_fingerprint
from sirekap_desktop.models.penerimaan import ballots, current, lists, recap_parts, schema
from sirekap_desktop.models.penerimaan.ballots import BallotBody
from sirekap_desktop.models.penerimaan.recap import SCHEMA, Kabupaten, KabupatenRecap, RecapSource
from sirekap_desktop.models.penerimaan.records import OfficeInfo, State
from sirekap_desktop.models.penerimaan.sums import Sum, cell, of_ballot
from sirekap_desktop.models.recap import RecapColumn, RecapTable


@dataclass(frozen=True, slots=True)
class _Column:
    code: str
    name: str
    expected: int
    """TPS, by the lists; 0 where there are none."""
    row: Row | None
    """The recap that counts; None: nothing came."""


def recap(session: Session, office: OfficeInfo, pemilihan: str, dapil: str = "") -> KabupatenRecap:
    """The recap of one ballot as it stands; call inside one read.

    Raises:
        UserError: ``recap.none``: no kecamatan sent this ballot yet.
    """
    columns = _columns(session, pemilihan, dapil)
    rows = [column.row for column in columns if column.row]
    if not rows:
        raise UserError(
            f"Belum ada paket dengan {f'{pemilihan} {dapil}'.strip()}, jadi belum ada rekapnya.",
            "Terima dahulu paket dari kecamatan.",
            code="recap.none",
        )
    newest = max(rows, key=lambda row: str(row["at"]))
    body = ballots.body(session, newest["ballot"])
    revoked = lists.revoked(session)
    table = _table(session, office, body, columns)
    return KabupatenRecap(
        schema=SCHEMA,
        kabupaten=_kabupaten(session, office),
        pemilihan=body.pemilihan,
        pemilihan_title=body.pemilihan_title,
        form=body.form,
        form_version=body.form_version,
        year=body.year,
        contestants=body.contestants,
        sections=body.sections,
        rows=body.rows,
        table=table,
        kecamatan_tables=recap_parts.kecamatan_tables(session, body, table),
        sources=tuple(_source(column, revoked) for column in columns),
        locked=all(column.row and column.row["locked"] for column in columns),
        revision=_revision(session, pemilihan, dapil),
        simulation=office.simulation,
        taken_at=newest["at"],
        dapil=dapil,
        hints=body.hints,
    )


def _columns(session: Session, pemilihan: str, dapil: str) -> list[_Column]:
    """Every kecamatan that is to vote with the ballot or did, by code."""
    ballot, place = schema.ExpectedBallot, schema.ExpectedKecamatan
    query = ballot.select(ballot.kecamatan, place.name, ballot.tps).join(place, on=(place.code == ballot.kecamatan))
    expected = {
        code: (name, int(tps))
        for code, name, tps in session.tuples(query.where(ballot.pemilihan == pemilihan, ballot.dapil == dapil))
    }
    received, package = schema.ReceivedRecap, schema.Package
    query = current.current(received, package.name, package.signer)
    rows = {
        row["kecamatan"]: row
        for row in session.rows(query.where(received.pemilihan == pemilihan, received.dapil == dapil))
    }
    return [
        _Column(code, *expected.get(code, (rows[code]["name"] if code in rows else "", 0)), rows.get(code))
        for code in sorted(expected.keys() | rows.keys())
    ]


def _kabupaten(session: Session, office: OfficeInfo) -> Kabupaten:
    row = session.one(schema.ExpectedKecamatan.select().order_by(schema.ExpectedKecamatan.code)) or session.one(
        schema.Package.select().order_by(schema.Package.kecamatan, schema.Package.number)
    )
    return Kabupaten(office.code, row["kabupaten"] if row else office.name, row["provinsi"] if row else "")


def _source(column: _Column, revoked: frozenset[str]) -> RecapSource:
    row = column.row
    if row is None:
        return RecapSource(column.code, column.name, str(State.BELUM))
    return RecapSource(
        code=column.code,
        name=column.name,
        state=str(State.FINAL if row["locked"] else State.DRAF),
        revision=row["revision"],
        document_id=row["document_id"],
        snapshot_sha256=row["snapshot_sha256"],
        package_sha256=row["package"],
        signer=printed_fingerprint(bytes.fromhex(row["signer"])),
        revoked=row["signer"] in revoked,
        received_at=row["at"],
    )


def _revision(session: Session, pemilihan: str, dapil: str) -> int:
    received = schema.ReceivedRecap
    query = received.select(fn.COUNT(received.id)).where(received.pemilihan == pemilihan, received.dapil == dapil)
    return int(session.tuples(query)[0][0])


# --- figures ----------------------------------------------------------------------------------------------------------


def _table(session: Session, office: OfficeInfo, body: BallotBody, columns: list[_Column]) -> RecapTable:
    sums = _sums(session, body)
    totals = _totals(session, body)
    waiting = sum(_tps(column) for column in columns)
    return RecapTable(
        level="kabupaten",
        code=office.code,
        name=_kabupaten(session, office).name,
        columns=tuple(_shown(column) for column in columns),
        cells=tuple(
            tuple(cell(sums.get((row.field, column.code)), _tps(column)) for column in columns) for row in body.rows
        ),
        totals=tuple(cell(totals.get(row.field), waiting) for row in body.rows),
    )


def _shown(column: _Column) -> RecapColumn:
    return RecapColumn(column.code, column.name, _tps(column), int(column.row["tps_complete"]) if column.row else 0)


def _tps(column: _Column) -> int:
    """How many TPS a column waits for; one at least, so that an unknown kecamatan counts as missing."""
    came = int(column.row["tps_total"]) if column.row else 0
    return max(came, column.expected, 1)


def _sums(session: Session, body: BallotBody) -> Mapping[tuple[str, str], Sum]:
    field, code = schema.Figure.field, schema.ReceivedRecap.kecamatan
    rows = session.tuples(of_ballot(field, code, body=body).group_by(field, code))
    return {(name, kecamatan): Sum(*map(int, numbers)) for name, kecamatan, *numbers in rows}


def _totals(session: Session, body: BallotBody) -> Mapping[str, Sum]:
    """Summed by itself: tests prove that it is the sum of the columns."""
    field = schema.Figure.field
    rows = session.tuples(of_ballot(field, body=body).group_by(field))
    return {name: Sum(*map(int, numbers)) for name, *numbers in rows}
