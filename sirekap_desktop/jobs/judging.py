"""Where a page that was read belongs, as far as its picture and the name of its file say."""

from __future__ import annotations

from sirekap_desktop.forms.loader import default_form_ids
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.models.workspace import Workspace


def known_forms(workspace: Workspace) -> tuple[FormDefinition, ...]:
    """Every form that the program looks for, with the workspace's contestants: also those that do not belong here."""
    return tuple(workspace.form(form_id) for form_id in default_form_ids())


def judge(workspace: Workspace, code: str | None, reading: PageReading) -> tuple[ImportOutcome, str]:
    """Where a page goes: its outcome, and the sentence that says why it is not accepted.

    A page whose place has a photo already becomes unassigned in the workspace itself.
    """
    if reading.status != "read":
        return ImportOutcome.UNREADABLE, reading.reason or "Halaman formulir tidak ditemukan dalam foto ini."
    if all(form.id != reading.form for form in workspace.forms()):
        return ImportOutcome.UNASSIGNED, "Formulir ini bukan formulir pemilihan dalam ruang kerja ini."
    if code is None:
        return ImportOutcome.UNASSIGNED, "Nama berkas tidak memuat kode TPS 13 angka."
    if workspace.find_tps(code) is None:
        return ImportOutcome.UNASSIGNED, f"Kode TPS {code} tidak ada di kecamatan ini."
    return ImportOutcome.ACCEPTED, ""


def taken(tps: str, page: int) -> str:
    """The sentence for a page that has a photo already."""
    return f"Halaman {page} TPS {tps[-3:]} sudah punya foto."
