"""The audit chain as CSV for people with a spreadsheet and for programs of other people (``docs/audit-export.md``)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from sirekap_desktop.exchange.csvfile import cell
from sirekap_desktop.models.audit import AuditRow
from sirekap_desktop.models.audit_list import AuditAct
from sirekap_desktop.models.audit_words import KIND_NAMES

COLUMNS = (*AuditRow.__slots__, "tertutup", "jenis", "kalimat")
_CLOSED = frozenset({"detail", "row_sha256"})
"""Left blank of an act whose figure must still be typed blind: one could be guessed from the other."""


def header() -> bytes:
    """The first line."""
    return _lines([COLUMNS])


def lines(acts: Iterable[AuditAct]) -> bytes:
    """A line per act: UTF-8, comma, CRLF."""
    return _lines(_line(act) for act in acts)


def _line(act: AuditAct) -> list[str]:
    row = act.row
    values = ("" if act.hidden and name in _CLOSED else str(getattr(row, name)) for name in AuditRow.__slots__)
    return [*(cell(value) for value in values), str(int(act.hidden)), KIND_NAMES[act.kind], cell(act.sentence)]


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
