"""Sums over the papers of the recaps that count: of kecamatan, of desa, of all."""

from __future__ import annotations

from dataclasses import dataclass

from peewee import Case, fn

from sirekap_desktop.models.database import Query
from sirekap_desktop.models.penerimaan import current, schema
from sirekap_desktop.models.penerimaan.ballots import BallotBody
from sirekap_desktop.models.recap import RecapCell
from sirekap_desktop.models.records import EntryHow

_CORRECTED = (str(EntryHow.CORRECTED), str(EntryHow.RECOUNTED))


@dataclass(frozen=True, slots=True)
class Sum:
    """What :func:`of_ballot` selects behind its columns."""

    value: int
    recorded: int
    empty: int
    corrected: int


def cell(total: Sum | None, tps: int) -> RecapCell:
    """The figure of a sum over ``tps``; None: none of them recorded anything."""
    if total is None:
        return RecapCell(0, missing=tps)
    return RecapCell(total.value, tps - total.recorded, total.empty, total.corrected)


def of_ballot(*columns: Query, body: BallotBody) -> Query:
    """The figures of one ballot, summed: to be grouped by ``columns``."""
    received, tps, figure = schema.ReceivedRecap, schema.RecapTps, schema.Figure
    counts = (
        fn.COALESCE(fn.SUM(figure.value), 0),
        fn.COUNT(figure.field),
        fn.COUNT(figure.field) - fn.COUNT(figure.value),
        fn.SUM(Case(None, [(figure.how.in_(_CORRECTED), 1)], 0)),
    )
    query = current.current(*columns, *counts).join(tps, on=(tps.recap == received.id), src=received)
    query = query.join(figure, on=(figure.paper == tps.paper), src=tps)
    return query.where(received.pemilihan == body.pemilihan, received.dapil == body.dapil)
