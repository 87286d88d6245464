"""All documents of a meeting, one after the other; same snapshots, same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sirekap_desktop.forms.elections import kabko_of
from sirekap_desktop.models.filenames import file_part
from sirekap_desktop.models.pleno.snapshot import PlenoSnapshot
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.reports.captions import load_captions
from sirekap_desktop.reports.content import Identity
from sirekap_desktop.reports.documents import Document
from sirekap_desktop.reports.items import Sheet
from sirekap_desktop.reports.meeting import Meeting
from sirekap_desktop.reports.options import ReportOptions
from sirekap_desktop.reports.painter import Metadata, paint
from sirekap_desktop.reports.rapat import captions as words
from sirekap_desktop.reports.rapat.captions import KEYS, READINESS, SIREKAP
from sirekap_desktop.reports.rapat.closing import kunci, pengiriman, recipients, terima
from sirekap_desktop.reports.rapat.hearing import kejadian, pembetulan, risalah
from sirekap_desktop.reports.rapat.people import hadir, undangan
from sirekap_desktop.reports.rapat.readiness import Readiness, bare, kesiapan
from sirekap_desktop.reports.rapat.sheet import Doc, doc_style, sheets
from sirekap_desktop.reports.rapat.sirekap import SirekapReport, perbandingan

#: How much lower boxes to sign in may get.
_SCALES = (0.8, 0.62)
_FEW = 12


def meeting_documents(
    snapshot: PlenoSnapshot, recaps: Sequence[RecapSnapshot], options: ReportOptions | None = None
) -> Iterator[Document]:
    """Every document of the meeting of one pemilihan, made when it is asked for.

    Args:
        snapshot: the meeting.
        recaps: of the same pemilihan, one per dapil: their sums stand in the berita acara kunci.
        options: paper and logo.

    Raises:
        KeyError, ValueError, TypeError: a fact of the snapshot is damaged.
        UserError: captions or logo file cannot be used.
    """
    for key in KEYS:
        yield build(snapshot, recaps, key, options)


def build(
    snapshot: PlenoSnapshot, recaps: Sequence[RecapSnapshot], key: str, options: ReportOptions | None = None
) -> Document:
    """One of :data:`KEYS`."""
    doc = _doc(snapshot, key, options or ReportOptions(), Identity(snapshot.document_id, snapshot.sha256))
    return _document(doc, _fewest(doc, recaps))


def readiness_document(snapshot: PlenoSnapshot, readiness: Readiness, options: ReportOptions | None = None) -> Document:
    """The readiness report: a function of what was found, whatever happens in the meeting later."""
    sha256 = hashlib.sha256(readiness.canonical()).hexdigest()
    identity = Identity(f"{snapshot.kecamatan.code}-kesiapan-{sha256[:8]}", sha256)
    doc = _doc(bare(snapshot, readiness.at), READINESS, options or ReportOptions(), identity)
    return _document(doc, sheets(doc, tuple(kesiapan(doc, readiness))))


def sirekap_document(snapshot: PlenoSnapshot, report: SirekapReport, options: ReportOptions | None = None) -> Document:
    """Where Sirekap differs: a function of what was compared, whatever happens in the meeting later."""
    sha256 = hashlib.sha256(report.canonical()).hexdigest()
    dapil = f"-{file_part(report.dapil)}" if report.dapil else ""
    name = f"{snapshot.kecamatan.code}-{snapshot.pemilihan}{dapil.lower()}-sirekap-{sha256[:8]}"
    doc = _doc(bare(snapshot, report.at), SIREKAP, options or ReportOptions(), Identity(name, sha256))
    made = _document(doc, sheets(doc, tuple(perbandingan(doc, report))))
    return replace(made, kind="sirekap", name=made.name.replace(".pdf", f"{dapil}.pdf"))


def label(snapshot: PlenoSnapshot, key: str) -> str:
    """The short name of a kind of document, for lists: ``D.DAFTAR HADIR``."""
    captions = load_captions(snapshot.pemilihan, kabko_of(snapshot.kecamatan.code))
    return words.load(captions, snapshot.pemilihan).text(f"{key}_model").removeprefix("MODEL ")


def _doc(snapshot: PlenoSnapshot, key: str, options: ReportOptions, identity: Identity) -> Doc:
    captions = load_captions(snapshot.pemilihan, kabko_of(snapshot.kecamatan.code))
    said = words.load(captions, snapshot.pemilihan)
    style = doc_style(options.paper, landscape=key in said.landscape)
    return Doc(key, Meeting(snapshot), said, captions, style, options, identity)


def _fewest(doc: Doc, recaps: Sequence[RecapSnapshot]) -> tuple[Sheet, ...]:
    """With boxes to sign in as high as they can be without a page more; among many pages one more is no matter."""
    first = _sheets(doc, recaps)
    if len(first) > _FEW:
        return first
    return min((first, *(_sheets(replace(doc, sign_scale=scale), recaps) for scale in _SCALES)), key=len)


def _sheets(doc: Doc, recaps: Sequence[RecapSnapshot]) -> tuple[Sheet, ...]:
    if doc.key == "terima":  # each recipient signs a paper of their own
        people = recipients(doc)
        return tuple(sheet for one in people for sheet in sheets(doc, tuple(terima(doc, one)), one.name))
    if doc.key == "kunci":
        return sheets(doc, tuple(kunci(doc, recaps)))
    return sheets(doc, tuple(_WRITERS[doc.key](doc)))


_WRITERS = {
    "undangan": undangan,
    "hadir": hadir,
    "kejadian": kejadian,
    "pembetulan": pembetulan,
    "risalah": risalah,
    "pengiriman": pengiriman,
}


def _document(doc: Doc, made: tuple[Sheet, ...]) -> Document:
    snapshot, captions = doc.meeting.snapshot, doc.captions
    place = snapshot.kecamatan
    name = doc.text(f"{doc.key}_name", nama=place.name)
    metadata = Metadata(
        title=name,
        author=captions.text("author", kecamatan=place.name),
        subject=doc.identity.document_id,
        keywords=f"sha256:{doc.identity.sha256}",
        language=captions.language,
    )
    file_name = f"{doc.text(f'{doc.key}_file', kode=place.code)}.pdf"
    return Document(file_name, "meeting", name, paint(made, metadata, doc.options.logo))
