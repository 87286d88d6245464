"""Acts as they are shown: audit rows with their sentence, their kind and where they belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models import audit_changes, schema, wilayah
from sirekap_desktop.models.audit import AuditRow
from sirekap_desktop.models.audit_acts import ActKind, detail_of, kind_of
from sirekap_desktop.models.audit_changes import Change
from sirekap_desktop.models.audit_photos import photo_trails
from sirekap_desktop.models.audit_veil import Forms, form_of, veil
from sirekap_desktop.models.audit_words import HIDDEN, ActNames, sentence
from sirekap_desktop.models.database import Session
from sirekap_desktop.models.people import everyone


@dataclass(frozen=True, slots=True)
class AuditAct:
    """One act as a line of a list."""

    row: AuditRow
    kind: ActKind
    sentence: str
    hidden: bool
    """What it says is not shown, because somebody must still type it blind."""
    form: str = ""
    field: str = ""
    """With ``row.tps`` the place in *Periksa* that it belongs to; empty where there is none."""


@dataclass(frozen=True, slots=True)
class ActDetail:
    """Everything about one act that a person may see."""

    act: AuditAct
    changes: tuple[Change, ...]
    reason: str
    witness: str
    host: str
    """Name of the computer that wrote it."""


def act_names(session: Session, forms: Forms, elections: Mapping[str, str]) -> ActNames:
    """Names of all places; photos are added for the acts at hand."""
    desa = {item.code: item.name for item in wilayah.desa(session)}
    tps = {item.code: f"{desa.get(item.desa_code, '')} {item.label}".strip() for item in wilayah.tps(session)}
    people = {item.id: item.name for item in everyone(session)}
    return ActNames(desa, tps, elections, forms, people)


def acts(session: Session, rows: Sequence[AuditRow], names: ActNames) -> tuple[AuditAct, ...]:
    """The rows as acts, in their order; what is still to be typed blind stays hidden."""
    names = replace(names, photos=photo_trails(session, rows))
    cover = veil(session, rows, names.forms)
    return tuple(_act(row, names, hidden=cover.hides(row)) for row in rows)


def act_details(session: Session, rows: Sequence[AuditRow], names: ActNames) -> tuple[ActDetail, ...]:
    """The same with before and after."""
    names = replace(names, photos=photo_trails(session, rows))
    cover = veil(session, rows, names.forms)
    hosts = dict(session.tuples(schema.Machine.select(schema.Machine.id, schema.Machine.host)))
    return tuple(_detail(session, row, names, hosts, hidden=cover.hides(row)) for row in rows)


def _detail(session: Session, row: AuditRow, names: ActNames, hosts: Mapping[str, str], *, hidden: bool) -> ActDetail:
    detail = detail_of(row)
    return ActDetail(
        act=_act(row, names, hidden=hidden),
        changes=audit_changes.changes(session, row, names, hidden=hidden),
        reason=_said(detail, "reason", hidden=hidden),
        witness=_said(detail, "witness", hidden=False),
        host=hosts.get(row.machine, ""),
    )


def _said(detail: Mapping[str, Any], name: str, *, hidden: bool) -> str:
    text = detail.get(name)
    return "" if not isinstance(text, str) or not text else HIDDEN if hidden else text


def _act(row: AuditRow, names: ActNames, *, hidden: bool) -> AuditAct:
    detail = detail_of(row)
    form = form_of(names.forms, detail) if row.tps and detail.get("form") else None
    place = (form.id, _field(form, detail)) if form else ("", "")
    return AuditAct(row, kind_of(row), sentence(row, names, hidden=hidden), hidden, *place)


def _field(form: FormDefinition, detail: Mapping[str, Any]) -> str:
    """The field of the form that the act is about: its own, the first of its rule, the first of its page."""
    names = [item.name for item in form.fields]
    if detail.get("field") in names:
        return str(detail["field"])
    for rule in form.rules:
        if (rule.id, rule.at) == (detail.get("rule"), detail.get("at_row")):
            return next((name for name in rule.comparison.fields if name in names), "")
    on_page = (item.name for item in form.fields if item.page == detail.get("page"))
    return next(on_page, "")
