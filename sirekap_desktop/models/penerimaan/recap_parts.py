"""How the kecamatan of a kabupaten's recap come to their sums: a table each, desa as columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from peewee import SQL, fn

from sirekap_desktop.models.database import Session
from sirekap_desktop.models.penerimaan import current, schema
from sirekap_desktop.models.penerimaan.ballots import BallotBody
from sirekap_desktop.models.penerimaan.sums import Sum, cell, of_ballot
from sirekap_desktop.models.recap import RecapCell, RecapColumn, RecapTable

_DESA_DIGITS = 10
_DESA = "desa_code"
_ABSENT = "TPS LAIN"
"""Title of a column for TPS that are expected and in no recap: nobody knows here which desa they lie in."""
_Sums = Mapping[tuple[str, str], Sum]


def kecamatan_tables(session: Session, body: BallotBody, whole: RecapTable) -> tuple[RecapTable, ...]:
    """One per column of ``whole`` of which something came; their totals are its cells."""
    desa, sums = _desa(session, body), _sums(session, body)
    return tuple(
        _table(body, column, desa[column.code], sums, tuple(row[at] for row in whole.cells))
        for at, column in enumerate(whole.columns)
        if column.code in desa
    )


def _table(
    body: BallotBody, column: RecapColumn, desa: Sequence[RecapColumn], sums: _Sums, totals: tuple[RecapCell, ...]
) -> RecapTable:
    absent = column.tps_total - sum(one.tps_total for one in desa)
    shown = (*desa, RecapColumn(f"{column.code}0000", _ABSENT, absent, 0)) if absent > 0 else tuple(desa)
    cells = tuple(tuple(cell(sums.get((row.field, one.code)), one.tps_total) for one in shown) for row in body.rows)
    return RecapTable("kecamatan", column.code, column.title, shown, cells, totals)


def _desa(session: Session, body: BallotBody) -> Mapping[str, list[RecapColumn]]:
    """By kecamatan, in the order of their codes."""
    received, tps, paper = schema.ReceivedRecap, schema.RecapTps, schema.Paper
    code = fn.SUBSTR(tps.tps, 1, _DESA_DIGITS).alias(_DESA)
    query = current.current(
        received.kecamatan, code, fn.MIN(tps.place), fn.COUNT(tps.tps), fn.SUM(paper.complete)
    ).join(tps, on=(tps.recap == received.id), src=received)  # fmt: skip
    query = query.join(paper, on=(paper.sha256 == tps.paper), src=tps)
    query = query.where(received.pemilihan == body.pemilihan, received.dapil == body.dapil)
    found: dict[str, list[RecapColumn]] = defaultdict(list)
    for kecamatan, desa, place, count, complete in session.tuples(query.group_by(received.kecamatan, SQL(_DESA))):
        name = str(place).rpartition(" TPS ")[0] or str(place)
        found[kecamatan].append(RecapColumn(desa, name, int(count), int(complete)))
    return {kecamatan: sorted(columns, key=lambda one: one.code) for kecamatan, columns in found.items()}


def _sums(session: Session, body: BallotBody) -> _Sums:
    field, desa = schema.Figure.field, fn.SUBSTR(schema.RecapTps.tps, 1, _DESA_DIGITS).alias(_DESA)
    rows = session.tuples(of_ballot(field, desa, body=body).group_by(field, SQL(_DESA)))
    return {(name, code): Sum(*map(int, numbers)) for name, code, *numbers in rows}
