"""All documents of a recap, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sirekap_desktop.models.filenames import file_part
from sirekap_desktop.models.penerimaan.recap import KabupatenRecap, Recap
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.reports import content, dhasil, xlsx
from sirekap_desktop.reports.captions import Captions, captions_of
from sirekap_desktop.reports.meeting import Meeting
from sirekap_desktop.reports.options import ReportOptions


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file."""

    name: str
    """File name, ASCII: ``D.HASIL-KECAMATAN-PPWP-7605052002-SAMBABO.pdf``."""
    kind: Literal["kecamatan", "desa", "all", "xlsx", "meeting", "kabupaten", "sirekap"]
    title: str
    """What it is called for people."""
    bytes: bytes


def document_set(
    snapshot: RecapSnapshot,
    options: ReportOptions | None = None,
    identity: content.Identity | None = None,
    meeting: Meeting | None = None,
) -> Iterator[Document]:
    """The certificate of the kecamatan, the sheet of each desa, all of them in one PDF, and the workbook.

    Each is made when it is asked for, so that memory holds one at a time. ``identity`` (of a snapshot whose sums were
    checked) saves computing the hash when the same snapshot is printed in several ways.

    Raises:
        ValueError: totals of the snapshot are not the sums of their parts.
        UserError: captions or logo file cannot be used.
    """
    options = options or ReportOptions()
    captions = captions_of(snapshot)
    if identity is None:
        content.check_sums(snapshot)
        identity = content.identify(snapshot)
    for kind, name, table in _pdfs(snapshot, captions):
        data = dhasil.build(snapshot, options, table, identity, meeting)
        yield Document(f"{name}.pdf", kind, dhasil.title(snapshot, captions, table), data)
    title = dhasil.title(snapshot, captions, "xlsx")
    name = captions.text("file_kecamatan", kode=_code(snapshot, captions))
    yield Document(f"{name}.xlsx", "xlsx", title, xlsx.build(snapshot, identity))


def kabupaten_certificate(recap: KabupatenRecap, options: ReportOptions | None = None) -> Document:
    """D.HASIL of a kabupaten as PDF; raises as :func:`document_set`."""
    captions = captions_of(recap)
    name = captions.text("file_kabupaten", kode=_code(recap, captions))
    data = dhasil.build(recap, options, "kabupaten")
    return Document(f"{name}.pdf", "kabupaten", dhasil.title(recap, captions, "kabupaten"), data)


def kabupaten_workbook(recap: KabupatenRecap) -> Document:
    """The same as a workbook with formulas; raises as :func:`document_set`."""
    captions = captions_of(recap)
    name = captions.text("file_kabupaten", kode=_code(recap, captions))
    return Document(f"{name}.xlsx", "xlsx", dhasil.title(recap, captions, "xlsx"), xlsx.build(recap))


def _pdfs(
    snapshot: RecapSnapshot, captions: Captions
) -> Iterator[tuple[Literal["kecamatan", "desa", "all"], str, str]]:
    """Kind, file name without suffix, and table of each PDF."""
    code = _code(snapshot, captions)
    yield "kecamatan", captions.text("file_kecamatan", kode=code), "kecamatan"
    for table in snapshot.desa_tables:
        base = captions.text("file_kecamatan", kode=table.code)
        yield "desa", f"{base}-{file_part(table.name)}", table.code
    yield "all", captions.text("file_all", kode=code), "all"


def _code(snapshot: Recap, captions: Captions) -> str:
    """``760505``, ``760505-DAPIL-MAJENE-2``: desa of one kecamatan may vote in several dapil; a desa lies in one."""
    code = snapshot.top.code
    return captions.text("code_dapil", kode=code, dapil=file_part(snapshot.dapil)) if snapshot.dapil else code
