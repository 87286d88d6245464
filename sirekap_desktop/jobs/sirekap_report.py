"""What is recorded beside what Sirekap published, in names and numbers for window, documents and command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sirekap_desktop.exchange.sirekap_tables import csv_bytes, xlsx_bytes
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.forms.rules import explain, field_number
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.models.pleno.snapshot import PlenoSnapshot
from sirekap_desktop.models.sirekap import SirekapRecord
from sirekap_desktop.models.sirekap_compare import R7, BrokenSum, Comparison, Difference
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.documents import Document
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.reports.rapat.documents import sirekap_document
from sirekap_desktop.reports.rapat.sirekap import DifferenceLine, SirekapReport, Source, SumLine


def sirekap_report(workspace: Workspace, form_id: str, dapil: str = "") -> SirekapReport | None:
    """One ballot beside Sirekap; ``None`` while nothing of Sirekap was imported for it."""
    with workspace.snapshot():
        contest = workspace.contest(form_id, dapil)
        newest = {record.tps: record for record in workspace.sirekap_records() if record.form == form_id}
        records = {code: record for code, record in newest.items() if contest.covers(code)}
        if not records:
            return None
        return _report(workspace, contest, workspace.sirekap_comparison(form_id, dapil), records)


def _report(
    workspace: Workspace, contest: Contest, found: Comparison, records: Mapping[str, SirekapRecord]
) -> SirekapReport:
    names = place_names(workspace)
    form = contest.form
    return SirekapReport(
        dapil=contest.dapil if contest.desa is not None else "",
        at=max(record.at for record in records.values()),
        tps=found.tps,
        fields=found.fields,
        lines=tuple(_line(form, one, names) for one in found.differences),
        sums=tuple(_sum(form, one, records[one.tps].figures, names) for one in found.broken),
        absent=tuple((code, names.get(code, code)) for code in found.absent),
        foreign=found.foreign,
        waiting=len(found.waiting),
        sources=tuple(_sources(records.values())),
    )


def place_names(workspace: Workspace) -> dict[str, str]:
    """``SAMBABO TPS 002`` by code."""
    desa = {one.code: one.name for one in workspace.desa()}
    return {one.code: f"{desa[one.desa_code]} {one.label}" for one in workspace.tps()}


def _line(form: FormDefinition, one: Difference, names: Mapping[str, str]) -> DifferenceLine:
    field = form.field(one.field)
    return DifferenceLine(
        one.tps, names[one.tps], one.field, field_number(field), field.short_label, one.recorded, one.sirekap
    )


def _sum(form: FormDefinition, one: BrokenSum, figures: Mapping[str, int], names: Mapping[str, str]) -> SumLine:
    check, place = one.check, names[one.tps]
    if check.rule == R7:
        formula = " = ".join(field_number(form.field(name)) for name in check.fields)
        left, right = check.left or 0, check.right or 0
        return SumLine(
            one.tps, place, check.fields[0], formula, f"{format_count(left)} ≠ {format_count(right)}", left - right
        )
    text = explain(form, check, figures)
    return SumLine(one.tps, place, check.fields[0], text.formula, text.numbers, text.difference or 0)


def _sources(records: Iterable[SirekapRecord]) -> Iterator[Source]:
    """One line per archive; of single files the folder that they lay in stands for all that came at one time."""
    counted = Counter((_file(record), record.at, record.who) for record in records)
    for (name, sha256), at, who in sorted(counted):
        yield Source(name, sha256, at, who, counted[(name, sha256), at, who])


def _file(record: SirekapRecord) -> tuple[str, str]:
    """Name and hash of what was chosen: the archive, or the file of one TPS."""
    head, _, _ = record.source.partition("/")
    return (head, record.sha256) if head.lower().endswith(".zip") else (record.source.rpartition("/")[2], record.sha256)


def sirekap_documents(workspace: Workspace, meeting: PlenoSnapshot, options: ReportOptions) -> Iterator[Document]:
    """Of each ballot of a pemilihan that Sirekap's figures were imported for: PDF, workbook and CSV."""
    for contest in workspace.contests(meeting.form):
        report = sirekap_report(workspace, meeting.form, contest.dapil)
        if report is None:
            continue
        document = sirekap_document(meeting, report, options)
        base = document.name.removesuffix(".pdf")
        yield document
        yield Document(f"{base}.xlsx", "sirekap", document.title, xlsx_bytes(report, document.title))
        yield Document(f"{base}.csv", "sirekap", document.title, csv_bytes(report))


def report_file(workspace: Workspace, form_id: str, dapil: str, suffix: str) -> bytes:
    """The report of one ballot as ``.pdf``, ``.xlsx`` or ``.csv``.

    Raises:
        UserError: ``sirekap.none`` when nothing of Sirekap was imported for it.
    """
    settings = workspace.settings()
    with workspace.snapshot():
        report, meeting = sirekap_report(workspace, form_id, dapil), workspace.pleno_snapshot(form_id)
    if report is None:
        raise UserError("Belum ada data Sirekap untuk pemilihan ini.", code="sirekap.none")
    if suffix == ".csv":
        return csv_bytes(report)
    document = sirekap_document(meeting, report, ReportOptions(paper=settings.paper))  # type: ignore[arg-type]
    return xlsx_bytes(report, document.title) if suffix == ".xlsx" else document.bytes
