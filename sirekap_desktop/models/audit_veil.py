"""Blind means blind, in the audit too (design.md §6, decision 16).

A figure that a person still has to type (again) is not shown by the list of what was done before: not the entry that a
new photo made *periksa ulang*, not one that was taken back, not the reason that quotes both sides of its sum. What
each act says is known only while its field is recorded and holds. After *kunci* nothing is typed and all is shown.
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

Forms = Callable[[str, str], FormDefinition]
"""The definition of a form (id) at a TPS (code)."""
_VEILED = frozenset({"entry", "rule_reason", "placement"})


@dataclass(frozen=True, slots=True)
class Veil:
    """Which fields of some TPS hold, by (form, TPS, field); asked about acts on these TPS only."""

    forms: Forms
    locked: bool
    held: frozenset[tuple[str, str, str]]

    def hides(self, row: AuditRow) -> bool:
        """Whether what this act says must not be shown now."""
        if self.locked or row.subject not in _VEILED:
            return False
        detail = detail_of(row)
        if row.subject == "entry":
            return not self._hold(detail, [str(detail.get("field"))])
        if row.subject == "placement":  # may say that a number on the photo is that of the list
            return bool(detail.get("reason")) and bool(detail.get("tps")) and not self._hold(detail, None)
        return not self._hold(detail, self._of_rule(detail))

    def _hold(self, detail: dict[str, Any], fields: Sequence[str] | None) -> bool:
        """Whether these fields hold; without a list, every field of the form."""
        form, tps = str(detail.get("form")), str(detail.get("tps"))
        if fields is None:
            known = form_of(self.forms, detail)
            fields = [field.name for field in known.fields] if known else [""]
        return all((form, tps, field) in self.held for field in fields)

    def _of_rule(self, detail: dict[str, Any]) -> Sequence[str] | None:
        """The fields that a rule compares; all of the form when this version has no such rule."""
        form = form_of(self.forms, detail)
        if form is None:
            return None
        names = {field.name for field in form.fields}
        for rule in form.rules:
            if (rule.id, rule.at) == (detail.get("rule"), detail.get("at_row")):
                return [name for name in rule.comparison.fields if name in names]
        return None


def form_of(forms: Forms, detail: Mapping[str, Any]) -> FormDefinition | None:
    """The form that an act is about, if this version knows it."""
    try:
        return forms(str(detail.get("form")), str(detail.get("tps") or ""))
    except UserError:
        return None


def veil(session: Session, rows: Sequence[AuditRow], forms: Forms) -> Veil:
    """For the acts on show."""
    locked = locks.is_locked(session)
    tps = {row.tps for row in rows if row.subject in _VEILED and row.tps}
    if locked or not tps:
        return Veil(forms, locked, frozenset())
    table = schema.EntryState
    query = table.select(table.form, table.tps, table.field).where(table.tps.in_(sorted(tps)), table.recheck == 0)
    return Veil(forms, locked, frozenset(session.tuples(query)))
