"""Blind means blind, in the audit too (design.md §6, decision 16).

A figure that a person still has to type (again) is not shown by the list of what was done before: not the entry that a
new photo made *periksa ulang*, not one that was taken back, not the reason that quotes both sides of its sum. What
each act says is known only while its field is recorded and holds. Under a lock nothing is typed and all is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
        fields = self._betrays(row.subject, detail)
        if not fields:
            return False
        form, tps = str(detail.get("form")), str(detail.get("tps"))
        return not (locks.holds(self.locked, form, tps) or all((form, tps, field) in self.held for field in fields))

    def _betrays(self, subject: str, detail: Mapping[str, Any]) -> Sequence[str]:
        """The fields whose figures an act tells or hints at."""
        if subject in {"entry", "doubt"}:
            return [str(detail.get("field"))]
        if subject == "rule_reason":
            return self._of_rule(detail)
        if subject == "placement" and detail.get("reason") and detail.get("tps"):
            return self._all_of(detail)  # it may say that a number on the photo is that of the list
        if subject == "pleno_event" and detail.get("kind") == Compared.kind:
            return _compared(detail)
        return ()

    def _of_rule(self, detail: Mapping[str, Any]) -> Sequence[str]:
        """The fields that a rule compares; all of the form when this version has no such rule."""
        form = form_of(self.forms, detail)
        names = {field.name for field in form.fields} if form else set()
        for rule in form.rules if form else ():
            if (rule.id, rule.at) == (detail.get("rule"), detail.get("at_row")):
                return [name for name in rule.comparison.fields if name in names]
        return self._all_of(detail)

    def _all_of(self, detail: Mapping[str, Any]) -> Sequence[str]:
        """Every field of the form; of an unknown form one that never holds."""
        form = form_of(self.forms, detail)
        return [field.name for field in form.fields] if form else [""]


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
