"""The history of the meeting in the database: appended to, replayed, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peewee import fn

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import schema
from sirekap_desktop.models.database import Condition, Row, Session, Transaction
from sirekap_desktop.models.pleno import machine, meeting
from sirekap_desktop.models.pleno.facts import Approved, Closed, Event, Fact, Opened, check, decode, encode
from sirekap_desktop.models.pleno.machine import Circumstances, Stage

_TABLE = schema.PlenoEvent


@dataclass(frozen=True, slots=True)
class Approvals:
    """How far *sahkan* has come, in all pemilihan together."""

    noted: int
    """How often it was said: only ever grows."""
    tps: int
    """TPS that are disahkan now."""
    of: int


def events(session: Session, form: str, *conditions: Condition) -> tuple[Event, ...]:
    """The history of one pemilihan, oldest first."""
    query = _TABLE.select().where(_TABLE.form == form, *conditions).order_by(_TABLE.seq, _TABLE.machine)
    return tuple(event_of(row) for row in session.rows(query))


def of_meeting(session: Session, form: str) -> tuple[Event, ...]:
    """What belongs to the meeting and to no TPS."""
    return events(session, form, _TABLE.tps.is_null())


def of_tps(session: Session, form: str, tps: str) -> tuple[Event, ...]:
    """What belongs to one TPS."""
    return events(session, form, _TABLE.tps == tps)


def is_open(history: Sequence[Event]) -> bool:
    """Whether the meeting has been opened and not closed since."""
    last = next((item.fact for item in reversed(history) if isinstance(item.fact, Opened | Closed)), None)
    return isinstance(last, Opened)


def stage(session: Session, form: str, tps: str) -> Stage:
    """How far a TPS is, from its history."""
    return machine.state_of(of_tps(session, form, tps)).stage


def stored_stage(session: Session, form: str, tps: str) -> Stage:
    """The same from the derived state."""
    row = session.get(schema.TpsState, form=form, tps=tps)
    return Stage(row["pleno"]) if row else Stage.WAITING


def approvals(session: Session, forms: int) -> Approvals:
    """Counted in a workspace with so many pemilihan."""
    noted = session.tuples(_TABLE.select(_TABLE.id).where(_TABLE.kind == Approved.kind))
    now = session.tuples(schema.TpsState.select(schema.TpsState.tps).where(schema.TpsState.pleno == Stage.APPROVED))
    return Approvals(len(noted), len(now), forms * len(session.tuples(schema.Tps.select(schema.Tps.code))))


def append(tx: Transaction, form: str, tps: str | None, fact: Fact, ref: str | None, around: Circumstances) -> Event:
    """Write down what happened, after refusing what may not happen now.

    Raises:
        UserError: ``pleno.text``, ``pleno.place`` (a fact of a TPS without one, or the other way round), and those of
            :func:`meeting.refuse` and :func:`machine.refuse`.
    """
    check(fact)
    if fact.of_tps != (tps is not None):
        raise UserError("Catatan rapat ini tidak cocok dengan tempatnya.", code="pleno.place")
    if tps is None:
        meeting.refuse(meeting.meeting_of(of_meeting(tx, form)), fact, ref)
    else:
        machine.refuse(machine.state_of(of_tps(tx, form, tps)), fact, ref, around)
    row = tx.insert(_TABLE, form=form, tps=tps, kind=fact.kind, ref=ref, body=encode(fact))
    tx.changed.add("pleno")
    return event_of(row)


def event_of(row: Row) -> Event:
    """What a row of the table says."""
    return Event(
        row["id"], row["form"], row["tps"], decode(row["kind"], row["body"]), row["ref"], row["at"], row["who"]
    )


def approved_totals(session: Session, form: str, fields: Sequence[str], *conditions: Condition) -> dict[str, int]:
    """Sum per field over the TPS that the meeting has approved, an empty field counting as 0."""
    entry, tps = schema.EntryState, schema.TpsState
    query = (
        entry.select(entry.field, fn.SUM(fn.COALESCE(entry.value, 0)))
        .join(tps, on=((tps.tps == entry.tps) & (tps.form == entry.form)))
        .where(entry.form == form, entry.field.in_(fields), tps.pleno == str(Stage.APPROVED), *conditions)
        .group_by(entry.field)
    )
    return dict.fromkeys(fields, 0) | {name: int(total) for name, total in session.tuples(query)}


def by_tps(history: Iterable[Event]) -> dict[str, list[Event]]:
    """The events of TPS, per TPS."""
    found: dict[str, list[Event]] = {}
    for event in history:
        if event.tps is not None:
            found.setdefault(event.tps, []).append(event)
    return found
