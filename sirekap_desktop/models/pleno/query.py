"""Reads the meeting of a pemilihan out of the database, frozen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sirekap_desktop.forms.rules import field_number
from sirekap_desktop.models import beside, locks, people, schema, seals, wilayah
from sirekap_desktop.models.contests import Contest, at
from sirekap_desktop.models.database import Row, Session
from sirekap_desktop.models.pleno.facts import Compared, decode
from sirekap_desktop.models.pleno.snapshot import Correction, LockLine, MeetingLine, PlenoSnapshot
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.roles import Role
from sirekap_desktop.models.seals import Seal

SCHEMA = 1
MATTERS = (
    "region", "desa", "contestant", "form_file", "person", "pleno_event", "entry", "lock_event", "chain_seal",
)  # fmt: skip
"""Tables whose newest audit row dates the snapshot."""

_IN_MEETING = (EntryHow.CORRECTED, EntryHow.RECOUNTED)


def snapshot(session: Session, contests: Sequence[Contest], *, simulation: bool) -> PlenoSnapshot:
    """The meeting of one pemilihan; call inside one read transaction."""
    form = contests[0].form
    place = wilayah.kecamatan(session)
    lines = _lines(session, form.id)
    return PlenoSnapshot(
        schema=SCHEMA,
        kecamatan=place,
        pemilihan=form.pemilihan,
        pemilihan_title=form.pemilihan_title,
        form=form.id,
        year=form.year,
        contestants=tuple((item.number, item.name) for item in form.contestants),
        desa=tuple((item.code, item.name) for item in wilayah.desa(session)),
        ppk=_ppk(session),
        fields=_fields(contests, lines),
        lines=lines,
        corrections=tuple(_corrections(session, contests)),
        locks=_locks(session, form.id),
        locked=locks.is_final(session, place.code, form.id),
        revision=locks.revision(session, form.id),
        simulation=simulation,
        taken_at=_taken_at(session),
    )


def _ppk(session: Session) -> tuple[tuple[str, str], ...]:
    members = (one for one in people.everyone(session) if one.active and one.role in {Role.KETUA, Role.ANGGOTA})
    return tuple((str(one.role), one.name) for one in members)


def _lines(session: Session, form: str) -> tuple[MeetingLine, ...]:
    table = schema.PlenoEvent
    rows = session.rows(table.select().where(table.form == form).order_by(table.seq, table.machine))
    return tuple(
        MeetingLine(row["id"], row["tps"], row["kind"], row["body"], row["ref"], row["at"], row["who"]) for row in rows
    )


def _fields(contests: Sequence[Contest], lines: Sequence[MeetingLine]) -> tuple[tuple[str, str], ...]:
    """Official numbers of the fields that differed from somebody's copy."""
    facts = [(decode(line.kind, line.body), line.tps) for line in lines if line.kind == Compared.kind]
    found: dict[str, str] = {}
    for fact, tps in facts:
        known = {field.name: field for field in at(contests, tps or "").fields}
        named = [name for name, _ in fact.differences if name in known] if isinstance(fact, Compared) else []
        found |= {name: field_number(known[name]) for name in named}
    return tuple(sorted(found.items()))


def _corrections(session: Session, contests: Sequence[Contest]) -> Iterator[Correction]:
    """Every change in the meeting that was not withdrawn, by TPS as they happened; a recount that agrees is none."""
    table = schema.Entry
    form = contests[0].form.id
    there = table.select(table.tps).where(table.form == form, table.how.in_([str(how) for how in _IN_MEETING]))
    query = table.select().where(table.form == form, table.tps.in_(there)).order_by(table.tps, table.seq, table.machine)
    histories: dict[tuple[str, str], list[Row]] = {}
    for row in session.rows(query):
        histories.setdefault((row["tps"], row["field"]), []).append(row)
    found: list[tuple[int, Correction]] = []
    for rows in histories.values():
        found += [(row["seq"], change) for row, change in _changes(contests, beside.counting(rows))]
    yield from (change for _, change in sorted(found, key=lambda one: (one[1].tps, one[0])))


def _changes(contests: Sequence[Contest], rows: Sequence[Row]) -> Iterator[tuple[Row, Correction]]:
    """Changes of one field, each beside the value that counted before."""
    before: int | None = None
    for row in rows:
        was = before if row["before"] is None else row["before"]
        if row["how"] in _IN_MEETING and (row["how"] == EntryHow.CORRECTED or was != row["value"]):
            yield row, _correction(contests, row, was)
        before = row["value"]


def _correction(contests: Sequence[Contest], row: Row, before: int | None) -> Correction:
    field = at(contests, row["tps"]).field(row["field"])
    return Correction(
        row["id"], row["tps"], field.name, field_number(field), field.label, before, row["value"], row["how"],
        row["reason"], row["witness"], row["at"], row["who"],
    )  # fmt: skip


def _locks(session: Session, form: str) -> tuple[LockLine, ...]:
    table = schema.LockEvent
    sealed = seals.read(session)
    rows = session.rows(table.select().order_by(table.seq, table.machine))
    return tuple(_lock(row, sealed.get(row["id"])) for row in rows if locks.concerns(row["scope"], form))


def _lock(row: Row, seal: Seal | None) -> LockLine:
    signed = (seal.heads, seal.machine, seal.public_key, seal.signature) if seal else ()
    locked = row["action"] == "lock"
    return LockLine(row["id"], locked, row["scope"], row["revision"], row["reason"], row["at"], row["who"], *signed)


def _taken_at(session: Session) -> str:
    audit = schema.Audit
    query = audit.select(audit.at).where(audit.subject.in_(MATTERS))
    row = session.one(query.order_by(audit.seq.desc(), audit.machine.desc()))
    return row["at"] if row else ""
