"""The jejak audit for others: a PDF of what a filter finds, and the whole chain as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sirekap_desktop.exchange import auditcsv
from sirekap_desktop.exchange.package import saving
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.documents import report_options
from sirekap_desktop.models.audit_acts import ActKind, AuditFilter
from sirekap_desktop.models.audit_changes import NOTHING
from sirekap_desktop.models.audit_list import ActDetail
from sirekap_desktop.models.audit_words import HIDDEN, KIND_NAMES
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports import audit_pdf
from sirekap_desktop.reports.audit_listing import AuditListing, ListedAct, refuse_too_many

Progress = Callable[[int, int], None]
"""Acts done, acts in all."""
Cancelled = Callable[[], bool]
_PIECE = 500


def write_csv(
    workspace: Workspace, path: Path, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Path:
    """Write the whole chain; the file appears whole or not at all.

    Raises:
        UserError: ``disk.full``, ``disk.read_only``, ``disk.failed``, ``audit.cancelled``.
    """
    total, done = workspace.audit_count(), 0
    with saving(path) as stream:
        stream.write(auditcsv.header())
        for acts in workspace.audit_pieces(_PIECE):
            _go_on(cancelled)
            stream.write(auditcsv.lines(acts))
            done += len(acts)
            if progress:
                progress(done, max(total, done))
    return path


def build_pdf(
    workspace: Workspace,
    wanted: AuditFilter,
    asked: Mapping[str, str],
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> bytes:
    """The PDF of what a filter finds.

    Args:
        asked: caption and value of each part of the filter in words; printed on it.

    Raises:
        UserError: ``audit.too_long``, ``audit.cancelled``.
    """
    listing = read_listing(workspace, wanted, asked, progress, cancelled)
    return audit_pdf.build(listing, report_options(workspace))


def read_listing(
    workspace: Workspace,
    wanted: AuditFilter,
    asked: Mapping[str, str],
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> AuditListing:
    """What the PDF says, all of one moment."""
    with workspace.snapshot():
        index = workspace.audit_index(wanted, _PIECE)
        refuse_too_many(index.total)
        acts: list[ListedAct] = []
        for mark in index.marks:
            _go_on(cancelled)
            acts += _listed(workspace.audit_details(wanted, _PIECE, mark))
            if progress:
                progress(len(acts), index.total)
        return AuditListing(
            kecamatan=workspace.kecamatan,
            simulation=workspace.simulation,
            locked=all(workspace.is_final(form) for form in ((wanted.form,) if wanted.form else workspace.form_ids())),
            revision=workspace.revision,
            asked=tuple(asked.items()),
            acts=tuple(acts),
            heads=workspace.audit_heads(),
            rows=workspace.audit_count(),
            taken_at=workspace.audit_acts(AuditFilter(), 1)[0].row.at,
        )


def _go_on(cancelled: Cancelled | None) -> None:
    if cancelled and cancelled():
        raise UserError("Penyimpanan jejak audit dibatalkan.", code="audit.cancelled")


def _listed(details: tuple[ActDetail, ...]) -> Iterator[ListedAct]:
    for detail in details:
        row = detail.act.row
        yield ListedAct(
            number=row.seq,
            machine=row.machine,
            at=row.at,
            kind=KIND_NAMES[detail.act.kind],
            sentence=detail.act.sentence,
            note=_note(detail),
            hash=row.hash,
        )


_BEFORE_TELLS = frozenset({ActKind.ISIAN, ActKind.FOTO, ActKind.WILAYAH, ActKind.SETELAN, ActKind.LAIN})
_REASON_TELLS = frozenset({ActKind.PEMBETULAN, ActKind.FOTO})


def _note(detail: ActDetail) -> str:
    """What the sentence does not say: the value before (or after what was taken back), why, who gave paraf."""
    kind, parts = detail.act.kind, []
    if kind in _BEFORE_TELLS:
        parts = [f"{one.what} sebelumnya {one.before}." for one in detail.changes if _tells(one.before)]
    if kind is ActKind.URUNG:
        parts = [f"{one.what} sesudahnya {one.after}." for one in detail.changes if one.after != HIDDEN]
    if kind in _REASON_TELLS and detail.reason:
        parts.append(f"Alasan: {detail.reason.removesuffix('.')}.")
    if detail.witness:
        parts.append(f"Paraf: {detail.witness.removesuffix('.')}.")
    return " ".join(parts)


def _tells(before: str) -> bool:
    return before not in (NOTHING, HIDDEN)
