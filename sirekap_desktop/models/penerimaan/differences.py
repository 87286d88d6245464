"""What another revision has otherwise, figure by figure; TPS that share their paper are not even looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.database import Row, Session
from sirekap_desktop.models.penerimaan import ballots, current, schema
from sirekap_desktop.models.penerimaan.ballots import BallotBody
from sirekap_desktop.models.penerimaan.records import Difference
from sirekap_desktop.models.recap import RecapRow

_Figures = Mapping[str, Row]
"""By field."""


def differences(session: Session, kecamatan: str, older: int = 0, newer: int = 0) -> tuple[Difference, ...]:
    """Between two packages of a kecamatan, by their numbers.

    Args:
        kecamatan: six-digit code.
        older: 0: the one before ``newer`` that has the same ballot.
        newer: 0: the one that counts.

    Raises:
        UserError: ``diff.none``: there are no two to compare.
    """
    recap = schema.ReceivedRecap
    rows = session.rows(recap.select().where(recap.kecamatan == kecamatan).order_by(recap.number))
    by_ballot: dict[current.Ballot, list[Row]] = defaultdict(list)
    for row in rows:
        by_ballot[row["pemilihan"], row["dapil"]].append(row)
    pairs = [pair for found in by_ballot.values() if (pair := _pair(found, older, newer))]
    if not pairs:
        raise UserError(
            f"Dari kecamatan {kecamatan} belum ada dua paket yang dapat dibandingkan.",
            "Lihat kabupaten status: berapa paket yang sudah diterima.",
            code="diff.none",
        )
    return tuple(one for before, after in pairs for one in _between(session, before, after))


def _pair(found: list[Row], older: int, newer: int) -> tuple[Row, Row] | None:
    """The two recaps of one ballot."""
    until = [row for row in found if not newer or row["number"] == newer]
    if not until:
        return None
    after = until[-1]
    before = [row for row in found if row["number"] < after["number"] and (not older or row["number"] == older)]
    return (before[-1], after) if before else None


def _between(session: Session, before: Row, after: Row) -> Iterator[Difference]:
    old, new = _papers(session, before["id"]), _papers(session, after["id"])
    changed = sorted(tps for tps in old.keys() | new.keys() if _mark(old.get(tps)) != _mark(new.get(tps)))
    papers = [row["paper"] for tps in changed for row in (old.get(tps), new.get(tps)) if row]
    figures = _figures(session, papers)
    body = ballots.body(session, after["ballot"])
    for tps in changed:
        place = str((new.get(tps) or old[tps])["place"])
        left, right = figures.get(_mark(old.get(tps)), {}), figures.get(_mark(new.get(tps)), {})
        yield from _of_tps(body, tps, place, left, right)


def _mark(row: Row | None) -> str:
    return str(row["paper"]) if row else ""


def _papers(session: Session, recap: str) -> dict[str, Row]:
    rows = session.rows(schema.RecapTps.select().where(schema.RecapTps.recap == recap))
    return {row["tps"]: row for row in rows}


def _figures(session: Session, papers: list[str]) -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for start in range(0, len(papers), 500):
        query = schema.Figure.select().where(schema.Figure.paper.in_(papers[start : start + 500]))
        for row in session.rows(query):
            found[row["paper"]][row["field"]] = row
    return found


def _of_tps(body: BallotBody, tps: str, place: str, left: _Figures, right: _Figures) -> Iterator[Difference]:
    for row in body.rows:
        before, after = left.get(row.field), right.get(row.field)
        if (before is None) == (after is None) and (before or {}).get("value") == (after or {}).get("value"):
            continue
        yield _difference(body, tps, place, row, before, after)


def _difference(
    body: BallotBody, tps: str, place: str, row: RecapRow, before: Row | None, after: Row | None
) -> Difference:
    return Difference(
        pemilihan=body.pemilihan,
        dapil=body.dapil,
        tps=tps,
        place=place,
        field=row.field,
        number=row.number,
        label=f"{row.label} ({row.part.upper()})" if row.part else row.label,
        before=before["value"] if before else None,
        after=after["value"] if after else None,
        was_there=before is not None,
        is_there=after is not None,
        how=after["how"] if after else "",
        reason=after["reason"] if after else "",
    )
