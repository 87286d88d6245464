"""Status and progress of every TPS at once, from the derived state."""

from __future__ import annotations

import json
from collections.abc import Sequence

from peewee import JOIN

from sirekap_desktop.forms.model import FormDefinition, Severity
from sirekap_desktop.models import locks, panels, schema
from sirekap_desktop.models.contests import Contest, at
from sirekap_desktop.models.database import Row, Session
from sirekap_desktop.models.pleno.machine import Stage
from sirekap_desktop.models.records import Status, Tps, TpsProgress


def progress(session: Session, contests: Sequence[Contest], tps: str | None = None) -> tuple[TpsProgress, ...]:
    """All TPS (or one) by desa and number, in one pemilihan, given all its ballots."""
    form_id = contests[0].form.id
    state, place = schema.TpsState, schema.Tps
    query = (
        place.select(place, state.recorded, state.rechecks, state.pages, state.proven, state.to_type, state.problems,
                     state.checks, state.pleno)
        .join(state, JOIN.LEFT_OUTER, on=((state.tps == place.code) & (state.form == form_id)))
        .order_by(place.desa, place.number)
    )  # fmt: skip
    if tps is not None:
        query = query.where(place.code == tps)
    scopes = locks.locked_scopes(session)
    codes = session.tuples(schema.Desa.select(schema.Desa.code))
    shapes = {code: _shape(at(contests, code)) for (code,) in codes}
    locked = {code: locks.holds(scopes, form_id, code) for code in shapes}
    away = panels.elsewhere(session)
    return tuple(
        _progress(row, *shapes[row["desa"]], locked=locked[row["desa"]], elsewhere=row["desa"] in away)
        for row in session.rows(query)
    )


def _shape(form: FormDefinition) -> tuple[tuple[int, ...], int]:
    """Its pages and the number of its fields."""
    return tuple(page.number for page in form.pages), len(form.fields)


def _progress(row: Row, pages: tuple[int, ...], fields: int, *, locked: bool, elsewhere: bool) -> TpsProgress:
    recorded = row["recorded"] or 0
    present = tuple(json.loads(row["pages"])) if row["pages"] else ()
    checks = json.loads(row["checks"]) if row["checks"] else ()
    broken = [
        (f"{rule}@{at}", abs(left - right), reasoned)
        for rule, at, left, right, kind, _, reasoned in checks
        if kind != Severity.HINT
    ]
    return TpsProgress(
        tps=Tps(row["code"], row["desa"], row["number"], row["dpt_l"], row["dpt_p"]),
        status=_status(recorded, fields, Stage(row["pleno"] or ""), has_page=bool(present), locked=locked),
        fields_total=fields,
        fields_recorded=recorded,
        pages_present=present,
        pages_missing=tuple(page for page in pages if page not in present),
        fields_proven=row["proven"] or 0,
        fields_to_type=fields if row["to_type"] is None else row["to_type"],
        rechecks=row["rechecks"] or 0,
        broken_rules=tuple(name for name, _, reasoned in broken if not reasoned),
        reasoned_rules=tuple(name for name, _, reasoned in broken if reasoned),
        photo_problems=tuple(json.loads(row["problems"])) if row["problems"] else (),
        broken_by=tuple(difference for _, difference, reasoned in broken if not reasoned),
        stage=Stage(row["pleno"] or ""),
        elsewhere=elsewhere,
    )


def _status(recorded: int, fields: int, stage: Stage, *, has_page: bool, locked: bool) -> Status:
    if locked:
        return Status.TERKUNCI
    if stage is Stage.APPROVED:
        return Status.DISAHKAN
    if recorded >= fields:
        return Status.DIPERIKSA
    return Status.TERBACA if recorded or has_page else Status.BELUM
