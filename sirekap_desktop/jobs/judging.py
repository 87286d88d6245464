"""Where a page that was read belongs, as far as its picture and the name of its file say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sirekap_desktop.forms.loader import default_form_ids, form_ids
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.ocr import engine
from sirekap_desktop.ocr.naming import named_page, named_pemilihan


def known_forms(workspace: Workspace, tps: str | None = None) -> tuple[FormDefinition, ...]:
    """Every form that the program looks for: those of the workspace's elections, and those that do not belong here.

    Where the form of a pemilihan came as a file with an id of its own, the program's papers of that pemilihan are left
    out: they may carry the same marks and lines, and then no page could be told.

    Args:
        tps: with the contestants of its dapil; without it of the first dapil.
    """
    own = tuple(workspace.form(form_id, tps or "") for form_id in workspace.form_ids())
    replaced = {form.pemilihan for form in own if form.id not in form_ids()}
    others = (form_id for form_id in default_form_ids() if form_id not in workspace.form_ids())
    foreign = (workspace.form(form_id, tps or "") for form_id in others)
    return (*own, *(form for form in foreign if form.pemilihan not in replaced))


class KnownForms:
    """:func:`known_forms` for many photos: the same tuple for all TPS that vote with the same ballots."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._split = [contest for contest in workspace.contests() if contest.desa is not None]
        self._found: dict[tuple[bool, ...], tuple[FormDefinition, ...]] = {}

    def at(self, tps: str | None) -> tuple[FormDefinition, ...]:
        """For photos of a TPS; ``None`` where the name of the file does not tell."""
        key = tuple(contest.covers(tps or "") for contest in self._split)
        if key not in self._found:
            self._found[key] = known_forms(self._workspace, tps)
        return self._found[key]

    def of_other_dapil(self, tps: str) -> tuple[tuple[FormDefinition, str, str], ...]:
        """For a TPS that lies in a dapil: the same forms as desa of the other dapil have them.

        Returns:
            Form, name of its dapil, and name of the dapil of the TPS.
        """
        own = {contest.form.id: contest.dapil for contest in self._split if contest.covers(tps)}
        return tuple(
            (contest.form, contest.dapil, own[contest.form.id])
            for contest in self._split
            if contest.form.id in own and not contest.covers(tps)
        )


def with_dapil(forms: KnownForms, tps: str | None, data: bytes, name: str, reading: PageReading) -> PageReading:
    """Say it of a page that cannot be read as one of its TPS because it comes from another dapil.

    Args:
        forms: of the workspace.
        tps: code in the name of the file.
        data: the file.
        name: its name.
        reading: what was read in it.
    """
    if reading.status == "read" or tps is None:
        return reading
    for form, dapil, own in forms.of_other_dapil(tps):
        found = engine.read_file(data, name, forms=[form])
        if any(other.index == reading.index and other.status == "read" for other in found):
            reason = (
                f"Halaman {form.short_name} ini dari dapil {dapil}, sedangkan TPS {tps[-3:]} di dapil {own}. "
                "Periksa kode TPS pada nama berkasnya."
            )
            return replace(reading, reason=reason)
    return reading


def judge(
    workspace: Workspace, code: str | None, reading: PageReading, path: Path | None = None
) -> tuple[ImportOutcome, str]:
    """Where a page goes: its outcome, and the sentence that says why it is not accepted.

    A page whose place has a photo already becomes unassigned in the workspace itself.

    Args:
        workspace: with its forms and TPS.
        code: of the TPS, as the name says.
        reading: what was read.
        path: where it came from: names that say another pemilihan or page than the picture make it a question.
    """
    if reading.status != "read":
        return ImportOutcome.UNREADABLE, reading.reason or "Halaman formulir tidak ditemukan dalam foto ini."
    if reading.form not in workspace.form_ids():
        return ImportOutcome.UNASSIGNED, "Formulir ini bukan formulir pemilihan dalam ruang kerja ini."
    if code is None:
        return ImportOutcome.UNASSIGNED, "Nama berkas tidak memuat kode TPS 13 angka."
    if workspace.find_tps(code) is None:
        return ImportOutcome.UNASSIGNED, f"Kode TPS {code} tidak ada di kecamatan ini."
    if path is not None and (conflict := _conflict(workspace.form(reading.form, code), reading, path)):
        return ImportOutcome.UNASSIGNED, conflict
    return ImportOutcome.ACCEPTED, ""


def _conflict(form: FormDefinition, reading: PageReading, path: Path) -> str:
    """What name and picture say differently; empty where they agree or the name says nothing.

    Pages of party forms are counted in several ways on paper, so their names are not held against the picture.
    """
    pemilihan, page = named_pemilihan(path), named_page(path)
    if pemilihan is not None and pemilihan != form.pemilihan:
        return f"Foldernya {pemilihan}, tetapi foto ini menunjukkan {form.short_name} halaman {reading.page}."
    parties = any(one.partai for one in form.pages)
    if page is not None and page != reading.page and not parties and page in {one.number for one in form.pages}:
        return f"Namanya menyebut halaman {page}, tetapi foto ini menunjukkan halaman {reading.page}."
    return ""


def taken(tps: str, page: int) -> str:
    """The sentence for a page that has a photo already."""
    return f"Halaman {page} TPS {tps[-3:]} sudah punya foto."
