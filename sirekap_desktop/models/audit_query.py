"""The audit chain read in pieces: an index of a filter's acts, one piece of them, what a filter can ask for.

A kecamatan of 1,591 TPS and five elections has hundreds of thousands of acts. Nothing here reads them all at once:
:func:`index` lets SQLite count them and name every n-th, :func:`piece` reads those between two of these marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from peewee import OP, SQL, Expression, NodeList, Value, fn

from sirekap_desktop.models import schema
from sirekap_desktop.models.audit import AuditRow, canonical
from sirekap_desktop.models.audit_acts import GROUPS, ActKind, AuditFilter, Group
from sirekap_desktop.models.database import Condition, Query, Session

Mark = tuple[int, str]
"""Where an act stands: ``seq`` and machine."""

_TABLE = schema.Audit
_COLUMNS = [getattr(_TABLE, name) for name in AuditRow.__slots__]
_NEWEST = (_TABLE.seq.desc(), _TABLE.machine.desc())
_SIX = "??????"
"""The code of a kecamatan, as a pattern."""
_FREQUENT = frozenset({"entry", "image", "placement", "reading", "fusion"})
"""Tables that grow with every TPS."""
_AFTER_DIGITS = ":"
"""The sign after ``9``: the end of all codes that begin alike."""


@dataclass(frozen=True, slots=True)
class AuditIndex:
    """How many acts a filter finds, and the first of each piece of ``step``, newest first."""

    total: int
    marks: tuple[Mark, ...]
    step: int


@dataclass(frozen=True, slots=True)
class AuditFacets:
    """What can be asked for: everyone who acted, and the days on which somebody did, newest first."""

    people: tuple[str, ...]
    days: tuple[str, ...]


def index(session: Session, wanted: AuditFilter, step: int) -> AuditIndex:
    """Count the acts of a filter and mark every ``step``-th; SQLite does it, so that no row is built for it."""
    marks = _marks(session, wanted, step)
    if not marks:
        return AuditIndex(0, (), step)
    rest = session.tuples(_where(_TABLE.select(fn.COUNT(SQL("*"))), wanted, _from(marks[-1])))
    return AuditIndex((len(marks) - 1) * step + int(rest[0][0]), marks, step)


def _marks(session: Session, wanted: AuditFilter, step: int) -> tuple[Mark, ...]:
    """With one chain its numbers alone say the order, and the index on them is read in place of the table."""
    ends = {session.tuples(_TABLE.select(end(_TABLE.machine)))[0][0] for end in (fn.MIN, fn.MAX)}
    single = len(ends) == 1
    names = ("seq",) if single else ("seq", "machine")
    columns = [getattr(_TABLE, name) for name in names]
    number = fn.ROW_NUMBER().over(order_by=[column.desc() for column in columns])
    numbered = _where(_TABLE.select(*columns, number.alias("n")), wanted).alias("numbered")
    c = numbered.c
    query = schema.Audit.select(*(getattr(c, name) for name in names)).from_(numbered)
    found = session.tuples(query.where(Expression(c.n, OP.MOD, step) == 1 % step).order_by(c.n))
    machine = next(iter(ends))
    return tuple((row[0], machine if single else row[1]) for row in found)


def newest(session: Session, wanted: AuditFilter, limit: int) -> tuple[AuditRow, ...]:
    """The first acts of a filter, newest first: what is shown before the index is there."""
    query = _where(_TABLE.select(*_COLUMNS), wanted).order_by(*_NEWEST).limit(limit)
    return _rows(session, query)


def piece(session: Session, wanted: AuditFilter, start: Mark, limit: int) -> tuple[AuditRow, ...]:
    """The acts of a filter from a mark on, newest first."""
    query = _where(_TABLE.select(*_COLUMNS), wanted, _from(start)).order_by(*_NEWEST).limit(limit)
    return _rows(session, query)


def oldest_first(session: Session, size: int) -> Iterator[tuple[AuditRow, ...]]:
    """The whole chain in its order, in pieces."""
    after: Mark = (0, "")
    while True:
        beyond = (_TABLE.seq >= after[0], ~((_TABLE.seq == after[0]) & (_TABLE.machine <= after[1])))
        query = _TABLE.select(*_COLUMNS).where(*beyond).order_by(_TABLE.seq, _TABLE.machine).limit(size)
        rows = _rows(session, query)
        if not rows:
            return
        yield rows
        after = (rows[-1].seq, rows[-1].machine)


def find(session: Session, mark: Mark) -> AuditRow | None:
    """One act."""
    query = _TABLE.select(*_COLUMNS).where(_TABLE.seq == mark[0], _TABLE.machine == mark[1])
    return next(iter(_rows(session, query)), None)


def before(session: Session, row: AuditRow) -> AuditRow | None:
    """The act before on the same row of the same table: what a setting or a DPT was until then."""
    same = (_TABLE.subject == row.subject, _TABLE.row_id == row.row_id, _earlier(row))
    return next(iter(_rows(session, _TABLE.select(*_COLUMNS).where(*same).order_by(*_NEWEST).limit(1))), None)


def facets(session: Session) -> AuditFacets:
    """Who acted and on which days; reads the chain once."""
    day = fn.SUBSTR(_TABLE.at, 1, 10)
    pairs = session.tuples(_TABLE.select(_TABLE.who, day).distinct())
    people, days = {who for who, _ in pairs}, {found for _, found in pairs}
    return AuditFacets(tuple(sorted(people)), tuple(sorted(days, reverse=True)))


def heads(session: Session) -> tuple[tuple[str, int, str], ...]:
    """Machine, last ``seq`` and hash of each chain."""
    table = schema.ChainHead
    return tuple(session.tuples(table.select(table.machine, table.seq, table.hash).order_by(table.machine)))


def count(session: Session) -> int:
    """Acts in all chains."""
    return int(session.tuples(_TABLE.select(fn.COUNT(SQL("*"))))[0][0])


def _rows(session: Session, query: Query) -> tuple[AuditRow, ...]:
    return tuple(AuditRow(*row) for row in session.tuples(query))


def _from(mark: Mark) -> Condition:
    """At the mark or older, so that the index on ``seq`` serves."""
    seq, machine = mark
    return (_TABLE.seq <= seq) & ~((_TABLE.seq == seq) & (_TABLE.machine > machine))


def _earlier(row: AuditRow) -> Condition:
    return (_TABLE.seq < row.seq) | ((_TABLE.seq == row.seq) & (_TABLE.machine < row.machine))


def _where(query: Query, wanted: AuditFilter, *more: Condition) -> Query:
    conditions = [*_conditions(wanted), *more]
    return query.where(reduce(and_, conditions)) if conditions else query


def _conditions(wanted: AuditFilter) -> Iterator[Condition]:
    if wanted.tps:
        yield _TABLE.tps == wanted.tps
    if wanted.desa:
        yield _in_desa(wanted.desa)
    if wanted.who:
        yield _TABLE.who == wanted.who
    if wanted.kind:
        yield _of_kind(wanted.kind)
    if wanted.form:
        yield _of_form(wanted)
    if wanted.since:
        yield _TABLE.at >= wanted.since
    if wanted.until:
        yield fn.SUBSTR(_TABLE.at, 1, 10) <= wanted.until


def _in_desa(code: str) -> Condition:
    inside = (_TABLE.tps >= code) & (_TABLE.tps < f"{code}{_AFTER_DIGITS}")
    return inside | ((_TABLE.subject == "desa") & (_TABLE.row_id == code)) | _locks(f"{code}/*")


def _of_form(wanted: AuditFilter) -> Condition:
    found = _says("form", wanted.form)
    if wanted.pemilihan:
        found |= _says("pemilihan", wanted.pemilihan)
    return found | _locks(f"{_SIX}/{wanted.form}") | _locks(f"{_SIX}????/{wanted.form}") | _locks(_SIX)


def _locks(scope: str) -> Condition:
    """Kunci and buka kunci of scopes of this shape (:func:`models.locks.scope_of`)."""
    return (_TABLE.subject == "lock_event") & Expression(_TABLE.detail, OP.LIKE, f'*"scope":"{scope}"*')


def _says(name: str, value: str) -> Condition:
    """Whether the detail holds this pair.

    It is canonical JSON of a flat object: a pair cannot stand inside another text, where its quotes are escaped. So no
    JSON need be parsed, which is faster and does not fail at a row that somebody spoilt.
    """
    return fn.INSTR(_TABLE.detail, Value(canonical({name: value})[1:-1], unpack=False)) > 0


def _of_kind(kind: ActKind) -> Condition:
    if kind is not ActKind.LAIN:
        return _of_group(GROUPS[kind])
    return ~reduce(or_, [_of_group(group) for group in GROUPS.values()])


def _of_group(group: Group) -> Condition:
    found = _among(_subject(group), group.subjects)
    if group.hows:
        found &= reduce(or_, [_says("how", how) for how in group.hows])
    if group.events:
        found |= (_TABLE.subject == "") & _among(_TABLE.kind, group.events)
    return found


def _subject(group: Group) -> Condition:
    """The column; with a plus where most acts are such, so that SQLite follows ``seq`` and need not sort them all."""
    return NodeList((SQL("+"), _TABLE.subject)) if _FREQUENT.intersection(group.subjects) else _TABLE.subject


def _among(column: Condition, names: Sequence[str]) -> Condition:
    return Expression(column, OP.IN, list(names))
