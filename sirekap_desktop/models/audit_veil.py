"""Blind means blind, in the audit too (design.md §6, decision 21).

A figure that a person still has to type (again) is not shown by the list of what was done before: not the entry that a
new photo made *periksa ulang*, not one that was taken back, not the reason that quotes both sides of its sum. What
each act says is known only while its field is recorded and holds. Under a lock nothing is typed and all is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sirekap_desktop.forms.cross_rules import SEPARATOR, foreign
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models import locks, schema
from sirekap_desktop.models.audit import AuditRow
from sirekap_desktop.models.audit_acts import detail_of
from sirekap_desktop.models.database import Session
from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.pleno.facts import Compared

Forms = Callable[[str, str], FormDefinition]
"""The definition of a form (id) at a TPS (code)."""
FormField = tuple[str, str]
"""Id of the form and name of the field."""
_VEILED = frozenset({"entry", "doubt", "rule_reason", "placement", "pleno_event"})


@dataclass(frozen=True, slots=True)
class Veil:
    """Which fields of some TPS hold, by (form, TPS, field); asked about acts on these TPS only."""

    forms: Forms
    locked: frozenset[str]
    """Scopes under lock."""
    held: frozenset[tuple[str, str, str]]

    def hides(self, row: AuditRow) -> bool:
        """Whether what this act says must not be shown now."""
        detail = detail_of(row) if row.subject in _VEILED else {}
        tps = str(detail.get("tps"))
        return not all(self._known(form, tps, field) for form, field in self._betrays(row.subject, detail))

    def _known(self, form: str, tps: str, field: str) -> bool:
        return (form, tps, field) in self.held or locks.holds(self.locked, form, tps)

    def _betrays(self, subject: str, detail: Mapping[str, Any]) -> Sequence[FormField]:
        """The fields whose figures an act tells or hints at."""
        form = str(detail.get("form"))
        if subject in {"entry", "doubt"}:
            return [(form, str(detail.get("field")))]
        if subject == "rule_reason":
            return self._of_rule(detail)
        if subject == "placement" and detail.get("reason") and detail.get("tps"):
            return self._all_of(detail)  # it may say that a number on the photo is that of the list
        if subject == "pleno_event" and detail.get("kind") == Compared.kind:
            return [(form, field) for field in _compared(detail)]
        return ()

    def _of_rule(self, detail: Mapping[str, Any]) -> Sequence[FormField]:
        """The fields that a rule compares, those of other elections too; of what is no rule, all of the form."""
        form = form_of(self.forms, detail)
        own = {field.name for field in form.fields} if form else set()
        for rule in form.rules if form else ():
            if form and (rule.id, rule.at) == (detail.get("rule"), detail.get("at_row")):
                others = dict(form.beside)
                apart = [name.partition(SEPARATOR) for name in foreign(rule)]
                beside = [(others[pemilihan], field) for pemilihan, _, field in apart]
                return [*((form.id, name) for name in rule.comparison.fields if name in own), *beside]
        return self._all_of(detail)

    def _all_of(self, detail: Mapping[str, Any]) -> Sequence[FormField]:
        """Every field of the form; of an unknown form one that is never known."""
        form = form_of(self.forms, detail)
        return [(form.id, field.name) for field in form.fields] if form else [("", "")]


def _compared(detail: Mapping[str, Any]) -> Sequence[str]:
    """The fields that the other copy has other figures for."""
    try:
        fact = facts.decode(str(detail.get("kind")), str(detail.get("body")))
    except (KeyError, ValueError, TypeError):  # not what this program writes
        return [""]
    return [name for name, _ in fact.differences] if isinstance(fact, Compared) else []


def form_of(forms: Forms, detail: Mapping[str, Any]) -> FormDefinition | None:
    """The form that an act is about, if this version knows it."""
    try:
        return forms(str(detail.get("form")), str(detail.get("tps") or ""))
    except UserError:
        return None


def veil(session: Session, rows: Sequence[AuditRow], forms: Forms) -> Veil:
    """For the acts on show."""
    tps = {row.tps for row in rows if row.subject in _VEILED and row.tps}
    locked = locks.locked_scopes(session)
    if not tps:
        return Veil(forms, locked, frozenset())
    table = schema.EntryState
    query = table.select(table.form, table.tps, table.field).where(table.tps.in_(sorted(tps)), table.recheck == 0)
    return Veil(forms, locked, frozenset(session.tuples(query)))
