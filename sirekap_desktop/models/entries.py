"""Recording: every value a person gives is a new row, never a change of an old one (design.md §4)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import Check
from sirekap_desktop.models import locks, schema, state
from sirekap_desktop.models.audit import Value
from sirekap_desktop.models.beside import counting
from sirekap_desktop.models.database import Row, Session, Transaction
from sirekap_desktop.models.pleno import machine, store
from sirekap_desktop.models.records import Entry, EntryHow, NewEntry, RuleReason, TpsImport

MAX_VALUE = 99_999

_NEEDS_REASON = frozenset({EntryHow.CORRECTED, EntryHow.RECOUNTED})


def record(tx: Transaction, form: FormDefinition, tps: str, new: Sequence[NewEntry]) -> tuple[Entry, ...]:
    """Append entries of one TPS and form; all of them or none.

    Raises:
        UserError: ``entry.locked``, ``pleno.approved``, ``pleno.read_out``, ``tps.unknown``,
            ``entry.value`` (not 0 to 99,999), ``entry.reason`` (a pembetulan
            or recount without a reason).
    """
    require_tps(tx, tps)
    corrects = bool(new) and all(EntryHow(item.how) in _NEEDS_REASON for item in new)
    refuse_change(tx, form.id, tps, corrects=corrects)
    known = {field.name for field in form.fields}
    rows = tx.insert_all(schema.Entry, [_row(form, known, tps, item) for item in new])
    _count(tx, rows)
    state.refresh(tx, form, tps)
    tx.changed.add("entries")
    return tuple(_entry(row, recheck=False) for row in rows)


def record_import(tx: Transaction, form: FormDefinition, item: TpsImport) -> int:
    """Values of one TPS from a file; returns how many. Raises UserError as :func:`record`, and ``entry.changed``."""
    now = values(tx, form.id, item.tps)
    names = {new.field for new in item.new}
    if {name: now[name] for name in names & now.keys()} != {
        name: item.known[name] for name in names & item.known.keys()
    }:
        raise UserError(
            f"Isian TPS {item.tps[-3:]} berubah sejak berkas dibandingkan; tidak ada yang dicatat.",
            "Buka lagi berkasnya dan bandingkan sekali lagi.",
            code="entry.changed",
        )
    try:
        return len(record(tx, form, item.tps, item.new))
    except UserError as error:
        raise UserError(f"TPS {item.tps}: {error.message}", error.hint, code=error.code) from error


def withdraw(tx: Transaction, form: FormDefinition, tps: str, field: str) -> Entry:
    """Take the counting entry of a field back; the one before it counts again, or none.

    Raises:
        UserError: ``entry.none`` when nothing is recorded, ``entry.locked``, ``pleno.approved``, ``pleno.read_out``.
    """
    counting = _counting(tx, form.id, tps, field)
    if not counting:
        raise UserError("Belum ada isian yang dapat diurungkan.", code="entry.none")
    last = counting[-1]
    refuse_change(tx, form.id, tps, corrects=EntryHow(last["how"]) in _NEEDS_REASON)
    row = tx.insert(
        schema.Entry, tps=tps, form=form.id, field=field, value=None, how=str(EntryHow.WITHDRAWN), image=last["image"],
        before=last["value"], reason="", witness="", withdraws=last["id"],
    )  # fmt: skip
    if len(counting) > 1:
        _count(tx, counting[-2:-1])
    else:
        table = schema.EntryState
        tx.run(table.delete().where(table.form == form.id, table.field == field, table.tps == tps))
    state.refresh(tx, form, tps)
    tx.changed.add("entries")
    return _entry(row, recheck=False)


def refuse_change(session: Session, form: str, tps: str, *, corrects: bool) -> None:
    """Refuse what lock and meeting do not allow any more.

    Args:
        session: what is known.
        form: id of the form.
        tps: code.
        corrects: whether it is a pembetulan or a figure of a recount, which may follow the reading out.

    Raises:
        UserError: ``entry.locked``, ``pleno.approved``, ``pleno.read_out``.
    """
    locks.refuse_if_locked(session, form, tps)
    machine.refuse_entry(store.stored_stage(session, form, tps), corrects=corrects)


def entries(session: Session, form: str, tps: str) -> dict[str, Entry]:
    """The counting entry per recorded field."""
    rows = session.rows(
        schema.Entry.select(schema.Entry, schema.EntryState.recheck)
        .join(schema.EntryState, on=(schema.EntryState.entry == schema.Entry.id))
        .where(schema.EntryState.tps == tps, schema.EntryState.form == form)
    )
    return {row["field"]: _entry(row, recheck=bool(row["recheck"])) for row in rows}


def history(session: Session, form: str, tps: str, field: str) -> tuple[Entry, ...]:
    """All entries of a field, oldest first, withdrawals among them."""
    states = session.get(schema.EntryState, form=form, field=field, tps=tps)
    marked = states["entry"] if states and states["recheck"] else None
    return tuple(_entry(row, recheck=row["id"] == marked) for row in _all(session, form, tps, field))


def histories(session: Session, form: str, tps: str) -> tuple[Entry, ...]:
    """All entries of a TPS, oldest first: :func:`history` of every field in one query, for packages."""
    table, states = schema.Entry, schema.EntryState
    marked = {
        entry for (entry,) in session.tuples(
            states.select(states.entry).where(states.tps == tps, states.form == form, states.recheck == 1)
        )
    }  # fmt: skip
    query = table.select().where(table.tps == tps, table.form == form).order_by(table.seq, table.machine)
    return tuple(_entry(row, recheck=row["id"] in marked) for row in session.rows(query))


def values(session: Session, form: str, tps: str) -> dict[str, int | None]:
    """Recorded values; a field without entry is absent, an empty one is ``None``."""
    query = schema.EntryState.select(schema.EntryState.field, schema.EntryState.value)
    return dict(session.tuples(query.where(schema.EntryState.tps == tps, schema.EntryState.form == form)))


def give_reason(tx: Transaction, form: FormDefinition, tps: str, check: Check, reason: str) -> RuleReason:
    """Keep values against a rule, as the paper says; it changes no figure, so that it may follow the approval.

    A rule across elections may break only then, when the other form is recorded.

    Raises:
        UserError: ``entry.locked``, ``tps.unknown``, ``reason.empty``, ``reason.not_broken``.
    """
    require_tps(tx, tps)
    locks.refuse_if_locked(tx, form.id, tps)
    if not reason.strip():
        raise UserError("Alasan belum diisi.", "Tulis mengapa angka di formulir tetap dipakai.", code="reason.empty")
    if check.ok is not False or check.left is None or check.right is None:
        raise UserError("Hitungan ini tidak beda, jadi tidak perlu alasan.", code="reason.not_broken")
    row = tx.insert(
        schema.RuleReason, tps=tps, form=form.id, rule=check.rule, at_row=check.at, left_value=check.left,
        right_value=check.right, reason=reason.strip(),
    )  # fmt: skip
    state.refresh(tx, form, tps)
    tx.changed.add("entries")
    return _reason(row)


def reasons(session: Session, form: str, tps: str) -> tuple[RuleReason, ...]:
    """The newest reason per rule and place; it holds while its ``left`` and ``right`` are still the values."""
    return tuple(_reason(row) for row in state.newest_reasons(session, form, tps).values())


def require_tps(session: Session, tps: str) -> None:
    """Raises UserError ``tps.unknown``."""
    if session.get(schema.Tps, code=tps) is None:
        raise UserError(f"TPS {tps} tidak ada di ruang kerja ini.", code="tps.unknown")


def _row(form: FormDefinition, known: Collection[str], tps: str, new: NewEntry) -> dict[str, Value]:
    """The row of a new entry, after all that can be wrong with it was refused."""
    if new.field not in known:
        raise UserError(f"Formulir {form.model} tidak punya isian {new.field}.", code="entry.field")
    _check_value(new.value)
    _check_value(new.before)
    how = EntryHow(new.how)
    if how is EntryHow.WITHDRAWN:
        msg = "withdrawals are made by withdraw()"
        raise ValueError(msg)
    if how in _NEEDS_REASON and not new.reason.strip():
        raise UserError("Pembetulan perlu alasan.", "Tulis alasannya, lalu catat lagi.", code="entry.reason")
    return {
        "tps": tps, "form": form.id, "field": new.field, "value": new.value, "how": str(how), "image": new.image_id,
        "before": new.before, "reason": new.reason.strip(), "witness": new.witness.strip(), "withdraws": None,
    }  # fmt: skip


def is_possible(row: Row, known: Collection[str]) -> bool:
    """Whether a row that another laptop wrote is one that :func:`record` writes; the database sees to the rest.

    Args:
        row: every column.
        known: names of the fields of its form.
    """
    return row["field"] in known and (row["how"] not in _NEEDS_REASON or bool(str(row["reason"]).strip()))


def _check_value(value: object) -> None:
    """A vote is a plain whole number: True and 3.0 are slips of a program, not of a person."""
    if value is None:
        return
    if type(value) is not int:
        msg = f"a recorded value is int or None, not {type(value).__name__}"
        raise TypeError(msg)
    if not 0 <= value <= MAX_VALUE:
        raise UserError("Isian harus angka dari 0 sampai 99.999.", code="entry.value")


def _all(session: Session, form: str, tps: str, field: str) -> list[Row]:
    table = schema.Entry
    return session.rows(
        table.select()
        .where(table.tps == tps, table.form == form, table.field == field)
        .order_by(table.seq, table.machine)
    )


def _counting(session: Session, form: str, tps: str, field: str) -> list[Row]:
    """Entries that were not withdrawn, in chain order; the last one is the value."""
    return counting(_all(session, form, tps, field))


def _count(tx: Transaction, rows: Sequence[Row]) -> None:
    """From now on these entries count for their fields; the last one of a field if there are several."""
    table = schema.EntryState
    newest = {row["field"]: row for row in rows}
    if not newest:
        return
    states = [
        {"form": row["form"], "field": row["field"], "tps": row["tps"], "entry": row["id"], "value": row["value"],
         "how": row["how"], "recheck": 0}
        for row in newest.values()
    ]  # fmt: skip
    tx.run(
        table.insert_many(states).on_conflict(
            conflict_target=[table.form, table.field, table.tps],
            preserve=[table.entry, table.value, table.how, table.recheck],
        )
    )


def _entry(row: Row, *, recheck: bool) -> Entry:
    return Entry(
        id=row["id"], tps=row["tps"], form=row["form"], field=row["field"], value=row["value"],
        how=EntryHow(row["how"]), who=row["who"], at=row["at"], image_id=row["image"], recheck=recheck,
        before=row["before"], reason=row["reason"], witness=row["witness"],
    )  # fmt: skip


def _reason(row: Row) -> RuleReason:
    return RuleReason(
        tps=row["tps"], form=row["form"], rule=row["rule"], at=row["at_row"], left=row["left_value"],
        right=row["right_value"], reason=row["reason"], who=row["who"], when=row["at"],
    )  # fmt: skip
