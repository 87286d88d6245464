"""What Sirekap published of each TPS, kept beside the recorded figures: for comparison, never a value.

Append-only: what was published later is the next record of a TPS, and the one before stays. The newest import counts,
whatever time Sirekap wrote into it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import panels, schema, sirekap_compare, wilayah
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.models.database import Condition, Row, Session, Transaction
from sirekap_desktop.models.sirekap_compare import Comparison

MAX_FIGURE = 10**9
"""Sirekap has published millions of votes for one TPS: that is exactly what a comparison must be able to show."""
_TABLE = schema.SirekapRecord


@dataclass(frozen=True, slots=True)
class NewSirekap:
    """What one file says of a TPS in one election."""

    tps: str
    form: str
    published: str
    """Sirekap's own time, ``2024-02-16 14:00:34``; empty where the file has none."""
    figures: Mapping[str, int]
    """By field; what Sirekap does not publish, or left null, is absent."""
    source: str
    """Name of the file, inside the archive or folder."""
    sha256: str
    """Of the file or archive as it was chosen."""


@dataclass(frozen=True, slots=True)
class SirekapRecord(NewSirekap):
    """A record in the workspace."""

    id: str
    at: str
    who: str


def add(tx: Transaction, new: Iterable[NewSirekap]) -> tuple[SirekapRecord, ...]:
    """Keep what says something else than the newest record of its TPS; returns what was kept.

    Raises:
        UserError: ``sirekap.kecamatan`` for a TPS of another kecamatan, ``sirekap.figure``; on the laptop of a panel
            that this belongs to the main one.
    """
    panels.refuse_on_panel(tx)
    area = wilayah.kecamatan(tx)
    known: dict[str, dict[str, SirekapRecord]] = {}
    kept = []
    for item in new:
        if not item.tps.startswith(area.code):
            raise UserError(f"TPS {item.tps} bukan TPS Kecamatan {area.name}.", code="sirekap.kecamatan")
        if any(not 0 <= value <= MAX_FIGURE for value in item.figures.values()):
            raise UserError(f"Angka Sirekap TPS {item.tps} di luar batas.", code="sirekap.figure")
        if item.form not in known:
            known[item.form] = current(tx, item.form)
        newest = known[item.form]
        before = newest.get(item.tps)
        if before is None or (before.figures, before.published) != (dict(item.figures), item.published):
            newest[item.tps] = _insert(tx, item)
            kept.append(newest[item.tps])
    if kept:
        tx.changed.add("sirekap")
    return tuple(kept)


def figures_text(figures: Mapping[str, int]) -> str:
    """As they are stored, and hashed with their row."""
    return json.dumps(dict(figures), sort_keys=True, separators=(",", ":"))


def _insert(tx: Transaction, item: NewSirekap) -> SirekapRecord:
    row = tx.insert(
        _TABLE, tps=item.tps, form=item.form, source=item.source, sha256=item.sha256, published=item.published,
        figures=figures_text(item.figures),
    )  # fmt: skip
    return _record(row)


def current(session: Session, form: str) -> dict[str, SirekapRecord]:
    """The newest record of each TPS in one election."""
    return {record.tps: record for record in _find(session, _TABLE.form == form)}


def has_any(session: Session, form: str) -> bool:
    """Whether there is a record of one election."""
    return session.one(_TABLE.select(_TABLE.id).where(_TABLE.form == form)) is not None


def of_tps(session: Session, form: str, tps: str) -> tuple[SirekapRecord, ...]:
    """All records of one TPS, oldest first."""
    return _find(session, _TABLE.form == form, _TABLE.tps == tps)


def all_records(session: Session) -> tuple[SirekapRecord, ...]:
    """Every record ever made, oldest first."""
    return _find(session)


def comparison(session: Session, contest: Contest) -> Comparison:
    """What is recorded on one ballot beside what Sirekap says, of fields whose entry holds."""
    found = {code: record.figures for code, record in current(session, contest.form.id).items()}
    codes = [item.code for item in wilayah.tps(session, *contest.where(schema.Tps.desa))]
    here = {code: figures for code, figures in found.items() if contest.covers(code)}
    return sirekap_compare.compare(contest.form, codes, _held(session, contest.form.id), here)


def held(session: Session, form: str, tps: str) -> dict[str, int | None]:
    """Recorded values of a TPS that hold: none that must be typed again."""
    return _held(session, form, schema.EntryState.tps == tps).get(tps, {})


def _held(session: Session, form: str, *conditions: Condition) -> dict[str, dict[str, int | None]]:
    state = schema.EntryState
    query = state.select(state.tps, state.field, state.value)
    found: dict[str, dict[str, int | None]] = defaultdict(dict)
    for tps, field, value in session.tuples(query.where(state.form == form, state.recheck == 0, *conditions)):
        found[tps][field] = value
    return found


def _find(session: Session, *conditions: Condition) -> tuple[SirekapRecord, ...]:
    query = _TABLE.select().order_by(_TABLE.seq, _TABLE.machine)
    rows = session.rows(query.where(*conditions) if conditions else query)
    return tuple(_record(row) for row in rows)


def _record(row: Row) -> SirekapRecord:
    return SirekapRecord(
        tps=row["tps"],
        form=row["form"],
        published=row["published"],
        figures=json.loads(row["figures"]),
        source=row["source"],
        sha256=row["sha256"],
        id=row["id"],
        at=row["at"],
        who=row["who"],
    )
