"""Whether the documents of a package are those of its recap: made again from the snapshot, and compared.

Only the version that wrote them makes the same bytes again. Compression is no part of the comparison: the zlib of
another system packs the same content into other bytes.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from itertools import product
from typing import get_args

from sirekap_desktop.exchange.manifest import PROGRAM, PackageFile
from sirekap_desktop.exchange.stores import Scan
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.audit import Finding
from sirekap_desktop.models.pleno.snapshot import PlenoSnapshot
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.reports import content
from sirekap_desktop.reports.documents import Document, document_set
from sirekap_desktop.reports.meeting import Meeting
from sirekap_desktop.reports.options import Paper, ReportOptions, Signatures
from sirekap_desktop.reports.rapat.documents import meeting_documents

FOLDER = "dokumen/"
_MAX_PLAIN = 256 * 2**20
"""Bytes of one unpacked document: anyone may have written it."""
_OPTIONS = tuple(
    ReportOptions(paper, signatures) for paper, signatures in product(get_args(Paper), get_args(Signatures))
)


def not_comparable(scan: Scan) -> tuple[Finding, ...]:
    """A note when the documents come from another version of the program, whose bytes cannot be made again."""
    if scan.manifest is None or scan.manifest.program == PROGRAM:
        return ()
    text = (
        f"Dokumen dalam paket ini dibuat {scan.manifest.program}, jadi tidak dibandingkan dengan rekapnya: "
        f"program ini {PROGRAM}."
    )
    return (Finding("document.other_version", FOLDER, text),)


def check_documents(
    scan: Scan,
    snapshots: list[RecapSnapshot],
    pleno: Mapping[str, PlenoSnapshot],
    advance: Callable[[int], None],
) -> Iterator[Finding]:
    """Every document against the one that its snapshots give; none missing, none more.

    Args:
        scan: the package; objects that were found changed already are passed over.
        snapshots: its recaps, found to hold together.
        pleno: its meetings, by form.
        advance: called with 0 after each document, so that a caller can stop.
    """
    expected: set[str] = set()
    for what, ways in _sets(snapshots, pleno):
        try:
            for name, found in _compared(scan, ways):
                expected.add(name)
                if not found:
                    yield Finding("document.differs", name, f"{name} tidak sama dengan yang dibuat ulang dari rekap.")
                advance(0)
        except _NotOursError:
            text = f"Dokumen {what} tidak dapat dibuat ulang dari rekap."
            yield Finding("document.recap", f"{FOLDER}{what}", text)
            return
    for name in sorted(expected - scan.files.keys()):
        yield Finding("content.missing", name, f"{name} tidak ada dalam paket.")
    for name in sorted(name for name in scan.files if name.startswith(FOLDER) and name not in expected):
        yield Finding("document.extra", name, f"{name} bukan dokumen dari rekap ini.")


class _NotOursError(Exception):
    """A recap that holds together and still cannot be printed: this program would not have made it."""


_Ways = Callable[[], list[Iterator[Document]]]


def _sets(snapshots: list[RecapSnapshot], pleno: Mapping[str, PlenoSnapshot]) -> Iterator[tuple[str, _Ways]]:
    """Documents that belong together, as every way of printing gives them."""
    for snapshot in snapshots:
        yield snapshot.name, partial(_recap_ways, snapshot, pleno.get(snapshot.form))
    for form, meeting in pleno.items():
        recaps = [snapshot for snapshot in snapshots if snapshot.form == form]
        yield f"rapat {meeting.pemilihan}", partial(_meeting_ways, meeting, recaps)


def _recap_ways(snapshot: RecapSnapshot, meeting: PlenoSnapshot | None) -> list[Iterator[Document]]:
    content.check_sums(snapshot)
    identity = content.identify(snapshot)
    shown = Meeting(meeting) if meeting else None
    return [document_set(snapshot, options, identity, shown) for options in _OPTIONS]


def _meeting_ways(meeting: PlenoSnapshot, recaps: list[RecapSnapshot]) -> list[Iterator[Document]]:
    papers = [ReportOptions(paper) for paper in get_args(Paper)]
    return [meeting_documents(meeting, recaps, options) for options in papers]


def _compared(scan: Scan, ways: _Ways) -> Iterator[tuple[str, bool]]:
    try:
        yield from _each(scan, ways())
    except (UserError, ValueError, LookupError, TypeError) as error:
        raise _NotOursError from error


def _each(scan: Scan, ways: list[Iterator[Document]]) -> Iterator[tuple[str, bool]]:
    """Name of each document and whether it is right.

    How it was printed (paper, place of signatures) stands nowhere in the package: every way is tried until one fits.
    """
    while made := [document for way in ways if (document := next(way, None))]:
        name = f"{FOLDER}{made[0].name}"
        file = scan.files.get(name)
        if file is None or file.sha256 not in scan.places:
            yield name, True
            continue
        fitting = [way for way, document in zip(ways, made, strict=True) if _is_same(scan, file, document)]
        ways = fitting or ways
        yield name, bool(fitting)


def _is_same(scan: Scan, file: PackageFile, made: Document) -> bool:
    if sha256(made.bytes).hexdigest() == file.sha256:
        return True
    data = scan.read(file.sha256, _MAX_PLAIN)
    if data is None:
        return False
    if made.name.endswith(".xlsx"):
        return _same_workbook(data, made.bytes)
    return _plain_pdf(data) == _plain_pdf(made.bytes)


def _same_workbook(data: bytes, made: bytes) -> bool:
    """Whether two workbooks have the same members with the same contents, in the same order."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as one, zipfile.ZipFile(io.BytesIO(made)) as two:
            sizes = [[(info.filename, info.file_size) for info in book.infolist()] for book in (one, two)]
            return sizes[0] == sizes[1] and all(one.read(name) == two.read(name) for name, _ in sizes[1])
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError):
        return False


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_PLACES = re.compile(
    rb"(?<=/Length )\d+|^\d{10}(?= \d{5} [nf])|(?<=startxref\n)\d+|(?<=/ID \n)\[<[0-9a-f<>]+>\]", re.MULTILINE
)


def _plain_pdf(data: bytes) -> tuple[bytes, list[bytes]]:
    """What a PDF of ours says without its compression: the text between the streams, and the streams unpacked.

    Lengths, offsets and the hash of it all follow from the compression and are left out.
    """
    return _PLACES.sub(b"", _STREAM.sub(b"", data)), [_unpacked(body) for body in _STREAM.findall(data)]


def _unpacked(body: bytes) -> bytes:
    try:
        packed = base64.a85decode(body.removesuffix(b"~>")) if body.endswith(b"~>") else body
        reader = zlib.decompressobj()
        return reader.decompress(packed, _MAX_PLAIN)
    except (ValueError, zlib.error):
        return body
