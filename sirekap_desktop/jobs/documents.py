"""Writes all documents of a workspace: D.HASIL as PDF and the recap as XLSX, for every pemilihan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop.exchange.package import save, writing
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.documents import Document, document_set
from sirekap_desktop.reports.options import ReportOptions


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


def documents(workspace: Workspace) -> Iterator[Document]:
    """Every document, made one after the other from one state of the workspace."""
    options = report_options(workspace)
    for snapshot in workspace.recaps():
        yield from document_set(snapshot, options)


def write_documents(
    workspace: Workspace,
    out: Path,
    progress: Callable[[DocumentProgress], None] | None = None,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> list[Path]:
    """Write all documents into a folder; a file of the same name is replaced as a whole.

    Raises:
        UserError: ``disk.full``, ``disk.read_only``, ``documents.cancelled``; files written before stay.
    """
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
    desa = workspace.desa()
    total = sum(len(contest.only(desa)) + 3 for contest in workspace.contests())  # certificate, desa, all, workbook
    written: list[Path] = []
    for document in documents(workspace):
        if cancelled and cancelled():
            raise UserError("Penulisan dokumen dibatalkan.", code="documents.cancelled")
        written.append(save(out / document.name, document.bytes))
        if progress:
            progress(DocumentProgress(len(written), total, document.title))
    return written
