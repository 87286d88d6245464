"""The recap by SQL: figures of each TPS in one query, sums per desa and kecamatan in one other.

Sums come from the database, cells from its rows; tests prove that both always agree (R16).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peewee import Case, fn

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Field, FormDefinition, Severity
from sirekap_desktop.forms.reading import Check
from sirekap_desktop.models import locks, recap_notes, schema, wilayah
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.models.database import Condition, Query, Session
from sirekap_desktop.models.recap import (
    RecapCell,
    RecapColumn,
    RecapRow,
    RecapSnapshot,
    RecapTable,
)
from sirekap_desktop.models.records import Desa, EntryHow, Kecamatan, Tps

SCHEMA = 2
MATTERS = (
    "region",
    "desa",
    "tps",
    "contestant",
    "dapil",
    "calon",
    "form_file",
    "entry",
    "rule_reason",
    "lock_event",
)
"""Tables whose newest audit row dates the snapshot."""

_CORRECTED = (str(EntryHow.CORRECTED), str(EntryHow.RECOUNTED))
Broken = Mapping[str, Mapping[str, tuple[str, ...]]]
"""TPS → field → ids of the rules that its figure breaks."""


@dataclass(frozen=True, slots=True)
class _Sum:
    value: int
    recorded: int
    empty: int
    corrected: int


def snapshot(session: Session, contest: Contest, *, simulation: bool) -> RecapSnapshot:
    """Everything about one ballot, frozen; call inside one read transaction."""
    form = contest.form
    place = wilayah.kecamatan(session)
    checks = _checks(session, contest)
    return RecapSnapshot(
        schema=SCHEMA,
        kecamatan=place,
        pemilihan=form.pemilihan,
        pemilihan_title=form.pemilihan_title,
        form=form.id,
        form_version=form.version,
        year=form.year,
        contestants=tuple((item.number, item.name) for item in form.contestants),
        sections=tuple((section.id, section.title) for section in form.sections),
        rows=rows(form),
        kecamatan_table=kecamatan_table(session, contest, place),
        desa_tables=_desa_tables(session, contest, contest.only(wilayah.desa(session)), _broken_fields(checks)),
        notes=recap_notes.notes(session, contest, checks),
        locked=locks.is_final(session, place.code, form.id),
        revision=locks.revision(session, form.id),
        simulation=simulation,
        taken_at=_taken_at(session),
        dapil=contest.dapil,
        hints=tuple(dict.fromkeys(rule.id for rule in form.rules if rule.severity is Severity.HINT)),
    )


def rows(form: FormDefinition) -> tuple[RecapRow, ...]:
    """One row of D.HASIL per field of the form, in its order."""
    partai = {page.number: page.partai or 0 for page in form.pages}
    return tuple(_row(field, partai[field.page]) for field in form.fields)


def _row(field: Field, partai: int) -> RecapRow:
    return RecapRow(
        field.name, field.row, str(field.part), field.section, field.number, field.label, field.export_as, partai
    )


def desa_table(session: Session, contest: Contest, desa_code: str) -> RecapTable:
    """TPS as columns. Raises UserError ``desa.unknown``."""
    found = [item for item in wilayah.desa(session) if item.code == desa_code]
    if not found:
        raise UserError(f"Desa {desa_code} tidak ada di ruang kerja ini.", code="desa.unknown")
    return _desa_tables(session, contest, found, _broken_fields(_checks(session, contest, desa_code)))[0]


def kecamatan_table(session: Session, contest: Contest, place: Kecamatan) -> RecapTable:
    """Desa as columns: those that vote with this ballot."""
    form = contest.form
    all_desa = contest.only(wilayah.desa(session))
    counts = _tps_counts(session, contest)
    complete = _complete(session, contest)
    by_desa = _sums(session, contest)
    totals = _totals(session, contest)
    columns = tuple(
        RecapColumn(item.code, item.name, counts.get(item.code, 0), complete.get(item.code, 0)) for item in all_desa
    )
    cells = tuple(
        tuple(_cell(by_desa.get((field.name, item.code)), counts.get(item.code, 0)) for item in all_desa)
        for field in form.fields
    )
    total = sum(counts.values())
    return RecapTable(
        "kecamatan", place.code, place.name, columns, cells,
        tuple(_cell(totals.get(field.name), total) for field in form.fields),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Figures:
    """What all desa sheets of one form are made of."""

    names: tuple[str, ...]
    sums: Mapping[tuple[str, str], _Sum]
    values: Mapping[str, Mapping[str, tuple[int | None, str]]]
    broken: Broken


def _desa_tables(session: Session, contest: Contest, desa: Sequence[Desa], broken: Broken) -> tuple[RecapTable, ...]:
    only = desa[0].code if len(desa) == 1 else None
    figures = _Figures(
        names=tuple(field.name for field in contest.form.fields),
        sums=_sums(session, contest, only),
        values=_values(session, contest, only),
        broken=broken,
    )
    tps = _group(wilayah.tps(session))
    return tuple(_desa_table(item, tps.get(item.code, ()), figures) for item in desa)


def _desa_table(desa: Desa, tps: Sequence[Tps], figures: _Figures) -> RecapTable:
    names = figures.names
    own = [(figures.values.get(item.code, {}), figures.broken.get(item.code, {})) for item in tps]
    columns = tuple(
        RecapColumn(item.code, item.label, 1, int(all(name in values for name in names)))
        for item, (values, _) in zip(tps, own, strict=True)
    )
    return RecapTable(
        level="desa",
        code=desa.code,
        name=desa.name,
        columns=columns,
        cells=tuple(tuple(_figure(values.get(name), flags.get(name, ())) for values, flags in own) for name in names),
        totals=tuple(_cell(figures.sums.get((name, desa.code)), len(tps)) for name in names),
    )


_MISSING = RecapCell(0, missing=1)


def _figure(figure: tuple[int | None, str] | None, broken: tuple[str, ...]) -> RecapCell:
    if figure is None:
        return _MISSING
    value, how = figure
    return RecapCell(value or 0, 0, int(value is None), int(how in _CORRECTED), broken)


def _cell(total: _Sum | None, tps: int) -> RecapCell:
    if total is None:
        return RecapCell(0, missing=tps)
    return RecapCell(total.value, tps - total.recorded, total.empty, total.corrected)


def _sums(session: Session, contest: Contest, desa: str | None = None) -> dict[tuple[str, str], _Sum]:
    """Sum, number of entries, of empty and of corrected ones per field and desa."""
    entry, tps = schema.EntryState, schema.Tps
    query = entry.select(entry.field, tps.desa, *_counts()).join(tps, on=(tps.code == entry.tps))
    query = query.where(*_of_desa(contest, desa)).group_by(entry.field, tps.desa)
    return {(field, code): _Sum(*numbers) for field, code, *numbers in session.tuples(query)}


def _totals(session: Session, contest: Contest) -> dict[str, _Sum]:
    """The same per field over all desa, summed by itself."""
    entry, tps = schema.EntryState, schema.Tps
    query = entry.select(entry.field, *_counts()).where(entry.form == contest.form.id).group_by(entry.field)
    if contest.desa is not None:
        query = query.join(tps, on=(tps.code == entry.tps)).where(*contest.where(tps.desa))
    return {field: _Sum(*numbers) for field, *numbers in session.tuples(query)}


def _counts() -> tuple[Query, ...]:
    entry = schema.EntryState
    return (
        fn.COALESCE(fn.SUM(entry.value), 0),
        fn.COUNT(entry.entry),
        fn.COUNT(entry.entry) - fn.COUNT(entry.value),
        fn.SUM(Case(None, [(entry.how.in_(_CORRECTED), 1)], 0)),
    )


def _of_desa(contest: Contest, desa: str | None) -> tuple[Condition, ...]:
    form = schema.EntryState.form == contest.form.id
    return (form, *contest.where(schema.Tps.desa)) if desa is None else (form, schema.Tps.desa == desa)


def _values(session: Session, contest: Contest, desa: str | None) -> dict[str, dict[str, tuple[int | None, str]]]:
    """TPS → field → (value, how)."""
    entry, tps = schema.EntryState, schema.Tps
    query = entry.select(entry.tps, entry.field, entry.value, entry.how)
    query = query.join(tps, on=(tps.code == entry.tps)).where(*_of_desa(contest, desa))
    found: dict[str, dict[str, tuple[int | None, str]]] = defaultdict(dict)
    for code, field, value, how in session.tuples(query):
        found[code][field] = (value, how)
    return found


def _tps_counts(session: Session, contest: Contest) -> dict[str, int]:
    tps = schema.Tps
    rows = session.tuples(tps.select(tps.desa, fn.COUNT(tps.code)).group_by(tps.desa))
    return {desa: count for desa, count in rows if contest.covers(desa)}


def _complete(session: Session, contest: Contest) -> dict[str, int]:
    """Number of TPS with an entry in every field, per desa."""
    tps, state, form = schema.Tps, schema.TpsState, contest.form
    query = tps.select(tps.desa, fn.COUNT(tps.code)).join(state, on=(state.tps == tps.code))
    query = query.where(state.form == form.id, state.recorded >= len(form.fields)).group_by(tps.desa)
    return dict(session.tuples(query))


def _group(items: Sequence[Tps]) -> dict[str, list[Tps]]:
    found: dict[str, list[Tps]] = defaultdict(list)
    for item in items:
        found[item.desa_code].append(item)
    return found


def _checks(session: Session, contest: Contest, desa: str | None = None) -> dict[str, list[tuple[Check, Severity]]]:
    """TPS → broken rules with their severity, as derived at the last write that concerned it."""
    state, tps = schema.TpsState, schema.Tps
    query = state.select(state.tps, state.checks).where(state.form == contest.form.id, state.checks != "[]")
    if desa is not None:
        query = query.join(tps, on=(tps.code == state.tps)).where(tps.desa == desa)
    return {
        code: [
            (Check(rule, at, tuple(fields), ok=False, left=left, right=right), Severity(severity))
            for rule, at, left, right, severity, fields, _ in json.loads(text)
        ]
        for code, text in session.tuples(query)
        if contest.covers(code)
    }


def _broken_fields(checks: Mapping[str, Sequence[tuple[Check, Severity]]]) -> Broken:
    found: dict[str, dict[str, list[str]]] = {}
    for tps, broken in checks.items():
        of_tps = found.setdefault(tps, defaultdict(list))
        for check, _ in broken:
            for field in check.fields:
                if check.rule not in of_tps[field]:
                    of_tps[field].append(check.rule)
    return {tps: {field: tuple(ids) for field, ids in fields.items()} for tps, fields in found.items()}


def _taken_at(session: Session) -> str:
    """Time of the newest audit row that the recap hangs on, so that the same data give the same bytes."""
    audit = schema.Audit
    row = session.one(
        audit.select(audit.at).where(audit.subject.in_(MATTERS)).order_by(audit.seq.desc(), audit.machine.desc())
    )
    return row["at"] if row else ""
