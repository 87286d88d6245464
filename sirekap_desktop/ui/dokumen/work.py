"""What Dokumen shows and how one document is made; runs in the pool, but for what only Qt's own thread may ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo

from sirekap_desktop.jobs.documents import report_options
from sirekap_desktop.jobs.readiness import Devices, check_readiness
from sirekap_desktop.jobs.sirekap_report import report_file
from sirekap_desktop.models import locks
from sirekap_desktop.models.records import Desa
from sirekap_desktop.reports import dhasil
from sirekap_desktop.reports.meeting import Meeting
from sirekap_desktop.reports.rapat import documents as rapat
from sirekap_desktop.reports.rapat.captions import KEYS, READINESS, SIREKAP

if TYPE_CHECKING:
    from sirekap_desktop.models.workspace import Workspace
    from sirekap_desktop.ui.context import Ballot, Context


@dataclass(frozen=True, slots=True)
class Item:
    """One document of the list: what ``reports.dhasil.build`` calls its table, or one of the meeting's kinds."""

    table: str
    title: str

    @property
    def is_of_meeting(self) -> bool:
        return self.table in {*KEYS, READINESS, SIREKAP}


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows besides the document."""

    desa: tuple[Desa, ...]
    """Those that vote with the ballot that is worked on."""
    meeting: tuple[Item, ...]
    """Documents of the meeting; their names are those of the forms, in every language."""
    paper: str
    signatures: str
    final: bool
    """The recap of this pemilihan is locked, with the kecamatan or by itself."""
    locked: bool
    """The kecamatan is, in all pemilihan at once."""
    revision: int
    reason: str
    """Of the newest lock or reopening that concerns this pemilihan."""


def read_state(workspace: Workspace, ballot: Ballot) -> State:
    """Read it."""
    settings = workspace.settings()
    events = [one for one in workspace.lock_events() if locks.concerns(one.scope, ballot.form)]
    reason = events[-1].reason if events else ""
    desa = workspace.contest(ballot.form, ballot.dapil).only(workspace.desa())
    snapshot = workspace.pleno_snapshot(ballot.form)
    meeting = tuple(Item(key, rapat.label(snapshot, key)) for key in (*KEYS, READINESS))
    if any(record.form == ballot.form for record in workspace.sirekap_records()):
        meeting = (*meeting, Item(SIREKAP, rapat.label(snapshot, SIREKAP)))
    state = (workspace.is_final(ballot.form), workspace.is_locked, workspace.revision_of(ballot.form), reason)
    return State(desa, meeting, settings.paper, settings.signatures, *state)


def build_pdf(workspace: Workspace, ballot: Ballot, table: str, found: Devices | None = None) -> bytes:
    """One document with the workspace's settings; ``found`` goes into the readiness report."""
    options = report_options(workspace)
    if table == SIREKAP:
        return report_file(workspace, ballot.form, ballot.dapil, ".pdf")
    with workspace.snapshot():
        pleno = workspace.pleno_snapshot(ballot.form)
        if table == READINESS:
            return rapat.readiness_document(pleno, check_readiness(workspace, found), options).bytes
        if table == "kunci":
            recaps = [one for one in workspace.recaps() if one.form == ballot.form]
            return rapat.build(pleno, recaps, table, options).bytes
        if table in KEYS:
            return rapat.build(pleno, (), table, options).bytes
        recap = workspace.recap(ballot.form, ballot.dapil)
    return dhasil.build(recap, options, table, meeting=Meeting(pleno))


def devices(context: Context) -> Devices:
    """Printers, screens, and where the second copy is kept; to be asked on Qt's own thread."""
    second = context.settings.second_place(context.workspace.workspace_id)
    printers = tuple(QPrinterInfo.availablePrinterNames())
    return Devices(printers, len(QGuiApplication.screens()), second.place if second else None)
