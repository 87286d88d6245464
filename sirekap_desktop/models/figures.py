"""The recorded figures of a whole ballot at once, and the reasons why likely slips were found to be none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sirekap_desktop.forms.cross_rules import Across
from sirekap_desktop.forms.slips import Figures, SlipKind
from sirekap_desktop.models import schema, sqlite_sql, wilayah
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.models.database import Query, Row, Session
from sirekap_desktop.models.records import RuleReason

Values = Mapping[str, int | None]
_KINDS = tuple(str(kind) for kind in SlipKind)


def figures(session: Session, contest: Contest) -> tuple[Figures, ...]:
    """Of every TPS of a ballot, in the order of the recap: what is recorded there, and its DPT in any case."""
    form = contest.form
    values = _values(session, _of_form(form.id))
    across = Across.of(form)
    others = {
        pemilihan: _values(session, _of_form(form_id).where(schema.EntryState.field.in_(across.needed[pemilihan])))
        for pemilihan, form_id in form.beside
    }
    found = []
    for place in wilayah.tps(session, *contest.where(schema.Tps.desa)):
        own = values.get(place.code, {})
        beside = {pemilihan: recorded.get(place.code, {}) for pemilihan, recorded in others.items()}
        known = {name: value for name, value in across.values(own, beside).items() if value is not None}
        dpt = (place.dpt_l, place.dpt_p) if place.dpt_l is not None and place.dpt_p is not None else None
        found.append(Figures(place.code, own, dpt, known))
    return tuple(found)


def reasons(session: Session, form: str) -> tuple[RuleReason, ...]:
    """The newest reason per TPS and likely slip; it holds while its ``left`` and ``right`` are still the marks."""
    table = schema.RuleReason
    rows = session.rows(
        table.select().where(table.form == form, table.rule.in_(_KINDS)).order_by(table.seq, table.machine)
    )
    newest = {(row["tps"], row["rule"], row["at_row"]): row for row in rows}
    return tuple(_reason(row) for row in newest.values())


def changed_forms(session: Session, since: int) -> tuple[int, frozenset[str]]:
    """Forms with entries newer than the row ``since``, and which row is the newest now."""
    newest = sqlite_sql.last_entry(session.database)
    return newest, sqlite_sql.forms_after_entry(session.database, since) if newest > since else frozenset()


def _of_form(form: str) -> Query:
    state = schema.EntryState
    return state.select(state.tps, state.field, state.value).where(state.form == form)


def _values(session: Session, query: Query) -> dict[str, dict[str, int | None]]:
    found: dict[str, dict[str, int | None]] = defaultdict(dict)
    for tps, field, value in _rows(session, query):
        found[tps][field] = value
    return found


def _rows(session: Session, query: Query) -> Iterator[tuple[str, str, int | None]]:
    yield from session.tuples(query)


def _reason(row: Row) -> RuleReason:
    return RuleReason(
        tps=row["tps"], form=row["form"], rule=row["rule"], at=row["at_row"], left=row["left_value"],
        right=row["right_value"], reason=row["reason"], who=row["who"], when=row["at"],
    )  # fmt: skip
