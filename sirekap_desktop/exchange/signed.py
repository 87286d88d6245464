"""The signed copies in a package: their pictures, and one list that says which page each of them shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sirekap_desktop.exchange.auditing import read_json
from sirekap_desktop.exchange.decode import FormatError, decode, load_json
from sirekap_desktop.exchange.manifest import Manifest, canonical
from sirekap_desktop.exchange.scope import Content, Images
from sirekap_desktop.exchange.stores import Scan
from sirekap_desktop.forms.page_code import PageCode, parse
from sirekap_desktop.models.audit import Finding
from sirekap_desktop.models.signed import SignedPage

FOLDER = "tandatangan/"
INDEX = f"{FOLDER}halaman.json"
_SCHEMA = 1
_AUDITED = ("document", "part", "page", "pages", "snapshot_sha256", "version", "sha256", "rotation", "at", "who")
"""Columns of the audited row that stand under the same name in the list."""


@dataclass(frozen=True, slots=True)
class PackagePage:
    """One signed page."""

    id: str
    document: str
    part: str
    page: int
    pages: int
    snapshot_sha256: str
    version: int
    sha256: str
    """Of the original."""
    index: int
    """Page of the original, from 0."""
    rotation: int
    file: str | None
    """Name in the package; null where photos were left out."""
    at: str
    who: str


@dataclass(frozen=True, slots=True)
class _Index:
    schema: int
    pages: tuple[PackagePage, ...]


def index_of(pages: tuple[SignedPage, ...], names: Mapping[str, str]) -> bytes:
    """The list, in the order in which the pages came; ``names`` has the name in the package by id."""
    rows = tuple(_row(page, names.get(page.id)) for page in pages)
    return canonical(asdict(_Index(_SCHEMA, rows)))


def _row(page: SignedPage, name: str | None) -> PackagePage:
    code = page.code
    return PackagePage(
        id=page.id,
        document=code.document,
        part=code.part,
        page=code.page,
        pages=code.pages,
        snapshot_sha256=code.sha256,
        version=page.version,
        sha256=page.sha256,
        index=page.index,
        rotation=page.rotation,
        file=name,
        at=page.at,
        who=page.who,
    )


def file_name(page: SignedPage) -> str:
    """``tandatangan/760505-ppwp-r1-3f9a2c1b/7605052001-hal2-dari3-v1.jpg``."""
    code = page.code
    suffix = Path(page.file_name).suffix
    return f"{FOLDER}{code.document}/{code.part}-hal{code.page}-dari{code.pages}-v{page.version}{suffix}"


def pages_of(scan: Scan) -> tuple[PackagePage, ...]:
    """The signed pages of a package in which :func:`check_signed` found nothing wrong."""
    data = read_json(scan, INDEX)
    return decode(_Index, load_json(data, INDEX), INDEX).pages if data is not None else ()


def check_signed(scan: Scan, rows: Mapping[str, Mapping[str, object]] | None) -> Iterator[Finding]:
    """The list against the audit, the pictures and the recaps.

    Args:
        scan: the package.
        rows: the audited ones by id; None when the package has no audit that can be trusted.
    """
    manifest = scan.manifest
    if manifest is None:
        return
    rows = rows if rows is None else {name: row for name, row in rows.items() if _is_in_part(manifest, row)}
    if INDEX not in scan.files:
        if rows:
            yield Finding("content.missing", INDEX, f"{INDEX} tidak ada dalam paket.")
        yield from _extra(scan, ())
        return
    data = read_json(scan, INDEX)
    if data is None:
        return
    try:
        index = decode(_Index, load_json(data, INDEX), INDEX)
    except FormatError as error:
        yield Finding("signed.format", INDEX, error.message)
        return
    if canonical(asdict(index)) != data or index.schema != _SCHEMA:
        yield Finding("signed.format", INDEX, f"{INDEX} tidak ditulis menurut ejaan yang ditetapkan.")
    if rows is not None:
        yield from _against_audit(index.pages, rows)
    for page in index.pages:
        yield from _check_page(scan, manifest, page)
    yield from _extra(scan, index.pages)


def _is_in_part(manifest: Manifest, row: Mapping[str, object]) -> bool:
    """Whether an audited page belongs to a recap of a package that holds some pemilihan only."""
    if manifest.scope.pemilihan is None:
        return True
    recap = str(row.get("document"))[7:].rsplit("-", 2)[0]
    return recap in {item.name for item in manifest.recaps}


def _against_audit(pages: tuple[PackagePage, ...], rows: Mapping[str, Mapping[str, object]]) -> Iterator[Finding]:
    found = {page.id: page for page in pages}
    if len(found) != len(pages) or found.keys() != rows.keys():
        text = f"Halaman bertanda tangan dalam {INDEX} bukan yang ada dalam jejak audit."
        yield Finding("signed.audit", INDEX, text)
    for name in found.keys() & rows.keys():
        page, row = found[name], rows[name]
        same = all(getattr(page, column) == row.get(column) for column in _AUDITED)
        if not same or page.index != row.get("file_index"):
            text = f"{_called(page)} dalam {INDEX} tidak sama dengan jejak audit."
            yield Finding("signed.audit", INDEX, text)


def _check_page(scan: Scan, manifest: Manifest, page: PackagePage) -> Iterator[Finding]:
    file = scan.files.get(page.file) if page.file is not None else None
    if page.file is not None and (file is None or (file.sha256, file.kind) != (page.sha256, "signed")):
        yield Finding("signed.image", page.file, f"Gambar {_called(page)} tidak ada dalam paket.")
    if page.file is None and _must_have_pictures(manifest):
        text = f"Gambar {_called(page)} tidak disertakan, padahal paket menyatakan memuatnya."
        yield Finding("scope.image", INDEX, text)
    code = _code(page)
    if code is None or not _is_known(manifest, code):
        text = f"{_called(page)} bukan halaman dari rekap dalam paket ini."
        yield Finding("signed.recap", INDEX, text)


def _must_have_pictures(manifest: Manifest) -> bool:
    scope = manifest.scope
    return manifest.states_scope and scope.has(Content.SIGNED) and scope.images != Images.CHANGED


def _code(page: PackagePage) -> PageCode | None:
    """What its QR says, if one can say so."""
    return parse(PageCode(page.document, page.part, page.page, page.pages, page.snapshot_sha256).text)


def _is_known(manifest: Manifest, code: PageCode) -> bool:
    """Of a recap of the package as it is, or of an earlier revision of one."""
    recap = next((item for item in manifest.recaps if item.name == code.recap), None)
    if recap is None or code.kecamatan != manifest.kecamatan.code or code.revision > recap.revision:
        return False
    same = (code.document, code.sha256) == (recap.document_id, recap.snapshot_sha256)
    return same or code.revision < recap.revision


def _extra(scan: Scan, pages: tuple[PackagePage, ...]) -> Iterator[Finding]:
    known = {INDEX, *(page.file for page in pages)}
    for name in sorted(name for name in scan.files if name.startswith(FOLDER) and name not in known):
        yield Finding("signed.extra", name, f"{name} tidak disebut dalam {INDEX}.")


def _called(page: PackagePage) -> str:
    return f"Halaman {page.page} dari {page.pages} lembar {page.part[:80]!a} {page.document[:80]!a}"
