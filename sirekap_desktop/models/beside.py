"""What the form of one election may know of the other forms of its TPS (R14, R15), as long as it is open to change.

Where the figures of a form are locked, it goes on seeing the other forms as they were when it was locked: a correction
in another election, later, must not change a recap that is final. Reopening it shows them as they are now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sirekap_desktop.forms.cross_rules import Across
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models import locks
from sirekap_desktop.models.database import Row, Session
from sirekap_desktop.models.schema import Entry, EntryState

Values = Mapping[str, int | None]


def values_beside(session: Session, form: FormDefinition, tps: str, values: Values) -> dict[str, int | None]:
    """What rules of ``form`` may know of the other forms of its TPS, given the values recorded on this one."""
    if not form.beside:
        return {}
    across = Across.of(form)
    since = locks.held_since(session, form.id, tps)
    others = {
        pemilihan: _recorded(session, form_id, tps, across.needed[pemilihan], since)
        for pemilihan, form_id in form.beside
    }
    return across.values(values, others)


def tps_changed(session: Session, form: FormDefinition, since: int) -> tuple[str, ...]:
    """TPS with entries on the forms that rules of ``form`` look at, after that place in the chain."""
    ids = [form_id for _, form_id in form.beside]
    query = Entry.select(Entry.tps).where(Entry.form.in_(ids), Entry.seq > since).distinct().order_by(Entry.tps)
    return tuple(tps for (tps,) in session.tuples(query))


def counting(rows: Sequence[Row]) -> list[Row]:
    """Of one field's history in chain order: what is left when withdrawals and what they withdrew are taken out."""
    withdrawn = {row["withdraws"] for row in rows if row["withdraws"]}
    return [row for row in rows if row["id"] not in withdrawn and row["withdraws"] is None]


def _recorded(session: Session, form: str, tps: str, fields: Sequence[str], since: int | None) -> Values:
    """The values that count now, or that counted at a place in the chain."""
    if since is None:
        query = EntryState.select(EntryState.field, EntryState.value)
        query = query.where(EntryState.tps == tps, EntryState.form == form, EntryState.field.in_(fields))
        return dict(session.tuples(query))
    entries = Entry.select(Entry.id, Entry.field, Entry.value, Entry.withdraws)
    entries = entries.where(Entry.tps == tps, Entry.form == form, Entry.field.in_(fields), Entry.seq < since)
    histories: dict[str, list[Row]] = defaultdict(list)
    for row in session.rows(entries.order_by(Entry.seq, Entry.machine)):
        histories[row["field"]].append(row)
    return {field: left[-1]["value"] for field, rows in histories.items() if (left := counting(rows))}
