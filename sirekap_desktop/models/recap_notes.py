"""What the footer of D.HASIL explains: sums that the paper breaks, with their reasons, and corrected values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sirekap_desktop.forms.model import FormDefinition, Severity
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.forms.reading import Check
from sirekap_desktop.forms.rules import explain, field_number
from sirekap_desktop.models import schema, wilayah
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.models.database import Row, Session
from sirekap_desktop.models.recap import RecapNote
from sirekap_desktop.models.records import EntryHow

Checks = Mapping[str, Sequence[tuple[Check, Severity]]]
_CORRECTED = (str(EntryHow.CORRECTED), str(EntryHow.RECOUNTED))


def notes(session: Session, contest: Contest, checks: Checks) -> tuple[RecapNote, ...]:
    """By desa and TPS: broken sums and limits (not hints), then corrections."""
    form = contest.form
    names = {item.code: item.name for item in contest.only(wilayah.desa(session))}
    reasons = _reasons(session, form)
    corrections = _corrections(session, form)
    found: list[RecapNote] = []
    for item in wilayah.tps(session, *contest.where(schema.Tps.desa)):
        place = f"{names[item.desa_code]} {item.label}"
        for check, severity in checks.get(item.code, ()):
            if severity is not Severity.HINT:
                reason = reasons.get((item.code, check.rule, check.at, check.left, check.right), "")
                found.append(RecapNote("rule", item.code, place, _sentence(form, check), reason))
        found += [
            RecapNote("correction", item.code, place, _change(form, row), _why(row)) for row in corrections[item.code]
        ]
    return tuple(found)


def _sentence(form: FormDefinition, check: Check) -> str:
    """``II.1 = II.2 + II.3 + II.4: 127 ≠ 126, selisih 1``."""
    text = explain(form, check)
    return f"{text.formula}: {text.numbers}, selisih {format_count(abs(text.difference or 0))}"


def _reasons(session: Session, form: FormDefinition) -> dict[tuple[object, ...], str]:
    """The newest reason for just these values."""
    table = schema.RuleReason
    rows = session.rows(table.select().where(table.form == form.id).order_by(table.seq, table.machine))
    return {
        (row["tps"], row["rule"], row["at_row"], row["left_value"], row["right_value"]): row["reason"] for row in rows
    }


def _corrections(session: Session, form: FormDefinition) -> dict[str, list[Row]]:
    entry, state = schema.Entry, schema.EntryState
    query = entry.select().join(state, on=(state.entry == entry.id))
    query = query.where(state.form == form.id, state.how.in_(_CORRECTED)).order_by(entry.seq, entry.machine)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in session.rows(query):
        found[row["tps"]].append(row)
    return found


def _change(form: FormDefinition, row: Row) -> str:
    """``III Jml: 12 → 13``."""
    return f"{field_number(form.field(row['field']))}: {_figure(row['before'])} → {_figure(row['value'])}"


def _figure(value: int | None) -> str:
    return "kosong" if value is None else format_count(value)


def _why(row: Row) -> str:
    return f"{row['reason']} (disaksikan {row['witness']})" if row["witness"] else str(row["reason"])
