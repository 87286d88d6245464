"""Writes the figures of a workspace in formats that others read, and workbooks to be filled by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sirekap_desktop.exchange import csvfile, csvtables, sirekap_json
from sirekap_desktop.exchange.package import save, writing
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports import fillin, xlsx


class Format(StrEnum):
    """What can be written beside the package."""

    XLSX = "xlsx"
    """The recap with live formulas, a sheet per desa."""
    CSV = "csv"
    """A line per TPS, and the data dictionary."""
    JSON = "json"
    """The shape of Sirekap's published data."""
    FILL_IN = "isian"
    """A workbook per desa and pemilihan to be filled by hand."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many files are written."""

    done: int
    newest: Path


def write_figures(
    workspace: Workspace,
    kind: Format,
    out: Path,
    *,
    blank: bool = False,
    progress: Callable[[Written], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Path]:
    """Write every ballot of the workspace, all showing one moment.

    Args:
        workspace: whose figures.
        kind: in which format.
        out: a folder; for JSON also a ``.zip``.
        blank: workbooks to be filled are written without what is recorded already.
        progress: told after each file.
        cancelled: asked before each file.

    Raises:
        UserError: disk errors, ``documents.cancelled``; files written before stay.
    """
    if kind is Format.JSON and out.suffix.lower() == ".zip":
        return [_save(out, sirekap_json.pack(_json_files(workspace)))]
    written: list[Path] = []
    for name, data in _files(workspace, kind, blank=blank):
        if cancelled and cancelled():
            raise UserError("Penulisan berkas dibatalkan.", code="documents.cancelled")
        written.append(_save(out / name, data))
        if progress:
            progress(Written(len(written), written[-1]))
    return written


def _save(path: Path, data: bytes) -> Path:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    return save(path, data)


def _files(workspace: Workspace, kind: Format, *, blank: bool) -> Iterator[tuple[str, bytes]]:
    if kind is Format.XLSX:
        return _recap_books(workspace)
    if kind is Format.CSV:
        return _csv_files(workspace)
    if kind is Format.JSON:
        return _json_files(workspace)
    return _fill_in_books(workspace, blank=blank)


def _recap_books(workspace: Workspace) -> Iterator[tuple[str, bytes]]:
    for snapshot in workspace.recaps():
        yield f"{_base(snapshot)}.xlsx", xlsx.build(snapshot, None, workspace.workspace_id)


def _csv_files(workspace: Workspace) -> Iterator[tuple[str, bytes]]:
    for snapshot in workspace.recaps():
        model = workspace.form(snapshot.form).model.removeprefix("MODEL ")
        yield f"{_base(snapshot)}-tps.csv", csvtables.tps_table(snapshot, workspace.workspace_id)
        yield f"{_base(snapshot)}-desa.csv", csvfile.desa_csv(snapshot)
        yield f"{_base(snapshot)}-kamus.csv", csvtables.dictionary(snapshot, model)


def _json_files(workspace: Workspace) -> Iterator[tuple[str, bytes]]:
    for snapshot in workspace.recaps():
        yield from sirekap_json.files(snapshot, workspace.workspace_id)


def _fill_in_books(workspace: Workspace, *, blank: bool) -> Iterator[tuple[str, bytes]]:
    with workspace.snapshot():
        snapshots, tps, contests = workspace.recaps(), workspace.tps(), workspace.contests()
    for snapshot, contest in zip(snapshots, contests, strict=True):
        for table in snapshot.desa_tables:
            book = fillin.build(
                snapshot, contest.form, table.code, tps, workspace_id=workspace.workspace_id, blank=blank
            )
            yield fillin.name_of(snapshot, table), book


def _base(snapshot: RecapSnapshot) -> str:
    return f"rekap-{snapshot.kecamatan.code}-{snapshot.name}"
