"""Writes all documents of a workspace: D.HASIL, the recap as XLSX and those of the meeting, for every pemilihan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop.exchange.package import save, writing
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.readiness import check_readiness
from sirekap_desktop.jobs.sirekap_report import sirekap_documents, sirekap_report
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.documents import Document, document_set
from sirekap_desktop.reports.meeting import Meeting
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.reports.rapat.captions import KEYS
from sirekap_desktop.reports.rapat.documents import meeting_documents, readiness_document
from sirekap_desktop.reports.rapat.readiness import Readiness


@dataclass(frozen=True, slots=True)
class DocumentProgress:
    """How many documents are written."""

    done: int
    total: int
    newest: str


def report_options(workspace: Workspace) -> ReportOptions:
    """How this workspace prints: its settings."""
    settings = workspace.settings()
    return ReportOptions(paper=settings.paper, signatures=settings.signatures)  # type: ignore[arg-type]


def documents(workspace: Workspace, readiness: Readiness | None = None) -> Iterator[Document]:
    """Every document, made one after the other from one state of the workspace; the readiness report at last."""
    options = report_options(workspace)
    with workspace.snapshot():
        recaps, pleno = workspace.recaps(), workspace.pleno_snapshots()
    for meeting in pleno:
        own = [snapshot for snapshot in recaps if snapshot.form == meeting.form]
        for snapshot in own:
            yield from document_set(snapshot, options, meeting=Meeting(meeting))
        yield from meeting_documents(meeting, own, options)
        yield from sirekap_documents(workspace, meeting, options)
    yield readiness_document(pleno[0], readiness or check_readiness(workspace), options)


def write_documents(
    workspace: Workspace,
    out: Path,
    progress: Callable[[DocumentProgress], None] | None = None,
    *,
    cancelled: Callable[[], bool] | None = None,
    readiness: Readiness | None = None,
) -> list[Path]:
    """Write all documents into a folder; a file of the same name is replaced as a whole.

    ``readiness``: what the window found (printer, projector); without it the report says what can be found without.

    Raises:
        UserError: ``disk.full``, ``disk.read_only``, ``documents.cancelled``; files written before stay.
    """
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
    desa = workspace.desa()
    total = sum(len(contest.only(desa)) + 3 for contest in workspace.contests())  # certificate, desa, all, workbook
    total += len(KEYS) * len(workspace.form_ids()) + 1  # of the meetings, readiness
    total += 3 * sum(bool(sirekap_report(workspace, one.form.id, one.dapil)) for one in workspace.contests())
    written: list[Path] = []
    for document in documents(workspace, readiness):
        if cancelled and cancelled():
            raise UserError("Penulisan dokumen dibatalkan.", code="documents.cancelled")
        written.append(save(out / document.name, document.bytes))
        if progress:
            progress(DocumentProgress(len(written), total, document.title))
    return written
