"""Doubts: a digit looked odd among its like, so its number is typed again; a later entry answers it.

Append-only like everything a person did: undo is a row that withdraws another. What is open follows from the history,
as *later* is a matter of the chain and not of a clock: an entry that is withdrawn answers nothing any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models import schema
from sirekap_desktop.models.database import Row, Session, Transaction
from sirekap_desktop.models.records import Doubt, NewDoubt

Place = tuple[int, str]
"""Where a row stands in the order of all chains: seq and machine."""


def add(tx: Transaction, form: FormDefinition, new: NewDoubt) -> Doubt:
    """Append a doubt. Raises UserError ``entry.field`` if the form has no such field or box."""
    boxes = {field.name: len(field.boxes) for field in form.fields}
    if not 0 <= new.cell < boxes.get(new.field, 0):
        raise UserError(f"Formulir {form.model} tidak punya isian {new.field}.", code="entry.field")
    row = tx.insert(
        schema.Doubt, tps=new.tps, form=form.id, field=new.field, image=new.image_id, cell=new.cell, digit=new.digit,
        withdraws=None,
    )  # fmt: skip
    tx.changed.add("entries")
    return _doubt(row)


def withdraw(tx: Transaction, doubt_id: str) -> Doubt:
    """Take a doubt back. Raises UserError ``doubt.none`` if there is none, or it was taken back already."""
    table = schema.Doubt
    row = tx.get(table, id=doubt_id)
    if row is None or row["withdraws"] is not None or tx.get(table, withdraws=doubt_id) is not None:
        raise UserError("Tanda ragu ini sudah tidak ada.", code="doubt.none")
    kept = {name: row[name] for name in ("tps", "form", "field", "image", "cell", "digit")}
    tx.insert(table, **kept, withdraws=doubt_id)
    tx.changed.add("entries")
    return _doubt(row)


def of_tps(session: Session, form: str, tps: str) -> dict[str, Doubt]:
    """The newest open doubt per field."""
    if not _rows(session, form, tps):
        return {}
    table, entry = schema.EntryState, schema.Entry
    query = table.select(table.field, entry.seq, entry.machine).join(entry, on=(entry.id == table.entry))
    recorded = session.tuples(query.where(table.tps == tps, table.form == form))
    found = still_open(session, form, tps, {field: (seq, machine) for field, seq, machine in recorded})
    return {field: _doubt(row) for field, row in found.items()}


def log(session: Session, tps: str, form: str) -> tuple[Doubt, ...]:
    """Every doubt that was ever had of a TPS, oldest first, answered and withdrawn ones among them."""
    return tuple(_doubt(row) for row in _rows(session, form, tps) if row["withdraws"] is None)


def still_open(session: Session, form: str, tps: str, entries: Mapping[str, Place]) -> dict[str, Row]:
    """Rows of the doubts that no counting entry answers yet, given where each of these stands in the chains."""
    rows = _rows(session, form, tps)
    withdrawn = {row["withdraws"] for row in rows}
    return {
        row["field"]: row
        for row in rows
        if row["withdraws"] is None
        and row["id"] not in withdrawn
        and (row["seq"], row["machine"]) > entries.get(row["field"], (0, ""))
    }


def _rows(session: Session, form: str, tps: str) -> Sequence[Row]:
    table = schema.Doubt
    return session.rows(table.select().where(table.tps == tps, table.form == form).order_by(table.seq, table.machine))


def _doubt(row: Row) -> Doubt:
    return Doubt(
        tps=row["tps"], form=row["form"], field=row["field"], image_id=row["image"], cell=row["cell"],
        digit=row["digit"], id=row["id"], who=row["who"], at=row["at"],
    )  # fmt: skip
