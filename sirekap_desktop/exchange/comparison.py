"""What Sirekap published, in a package: every record that was imported for comparison, none of them a value.

The audit leaves the figures out and covers them by the hash of the row: here both come together again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from sirekap_desktop.exchange.auditing import read_json
from sirekap_desktop.exchange.decode import FormatError, decode, load_json
from sirekap_desktop.exchange.manifest import canonical
from sirekap_desktop.exchange.stores import Scan
from sirekap_desktop.models.audit import AuditRow, Finding, row_digest
from sirekap_desktop.models.audit_acts import detail_of
from sirekap_desktop.models.sirekap import SirekapRecord, figures_text

NAME = "pembanding/sirekap.json"
TABLE = "sirekap_record"
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class PackageFigure:
    """A figure of Sirekap by the program's own name of the field."""

    field: str
    value: int


@dataclass(frozen=True, slots=True)
class PackageRecord:
    """A record as it was imported; the last one of a TPS and form counts."""

    id: str
    tps: str
    form: str
    published: str
    figures: tuple[PackageFigure, ...]
    source: str
    sha256: str
    at: str
    who: str


@dataclass(frozen=True, slots=True)
class _File:
    schema: int
    records: tuple[PackageRecord, ...]


def records_file(records: tuple[SirekapRecord, ...]) -> bytes:
    """The records, in the order in which they came."""
    return canonical(asdict(_File(_SCHEMA, tuple(map(_record, records)))))


def _record(one: SirekapRecord) -> PackageRecord:
    figures = tuple(PackageFigure(name, value) for name, value in sorted(one.figures.items()))
    return PackageRecord(one.id, one.tps, one.form, one.published, figures, one.source, one.sha256, one.at, one.who)


def check_comparison(scan: Scan, rows: Mapping[str, AuditRow]) -> Iterator[Finding]:
    """The file against the audit; ``rows`` are the audited ones by id."""
    if NAME not in scan.files:
        if rows:
            yield Finding("content.missing", NAME, f"{NAME} tidak ada dalam paket.")
        return
    data = read_json(scan, NAME)
    if data is None:
        return
    try:
        found = decode(_File, load_json(data, NAME), NAME)
    except FormatError as error:
        yield Finding("comparison.format", NAME, error.message)
        return
    if canonical(asdict(found)) != data or found.schema != _SCHEMA:
        yield Finding("comparison.format", NAME, f"{NAME} tidak ditulis menurut ejaan yang ditetapkan.")
    if len({one.id for one in found.records}) != len(found.records) or {one.id for one in found.records} != rows.keys():
        yield Finding("comparison.audit", NAME, f"Data Sirekap dalam {NAME} bukan yang ada dalam jejak audit.")
    for one in found.records:
        if one.id in rows and not _is_audited(one, rows[one.id]):
            text = f"Data Sirekap TPS {one.tps[:20]!a} dalam {NAME} tidak sama dengan jejak audit."
            yield Finding("comparison.audit", NAME, text)


def _is_audited(one: PackageRecord, row: AuditRow) -> bool:
    """Every column is that of the row whose hash stands in the audit."""
    figures = {figure.field: figure.value for figure in one.figures}
    own = {"id": one.id, "tps": one.tps, "form": one.form, "source": one.source, "sha256": one.sha256,
           "published": one.published, "figures": figures_text(figures), "at": one.at, "who": one.who}  # fmt: skip
    written = {**detail_of(row), **own}
    return len(figures) == len(one.figures) and row_digest(TABLE, written) == row.row_sha256
