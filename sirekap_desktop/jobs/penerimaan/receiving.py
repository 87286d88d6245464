"""Receives packages: from the places that Kirim sends to, and from files. Each is verified without trusting it.

What is taken is kept twice: its figures in the store, its files in the archive. What is refused is noted with the
reason; the sender gets a signed receipt either way. A line that breaks costs the package that was on its way.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock

from sirekap_desktop.exchange import received
from sirekap_desktop.exchange.manifest import (
    MANIFEST_NAME,
    MAX_MANIFEST,
    SIGNATURE_NAME,
    SIGNATURE_SIZE,
    Manifest,
    object_name,
)
from sirekap_desktop.exchange.package import save, saving, writing
from sirekap_desktop.exchange.scope import Content
from sirekap_desktop.exchange.transport import fetching
from sirekap_desktop.exchange.transport.delivery import RECEIPT_NAME, Place, place_name, place_of
from sirekap_desktop.exchange.transport.problems import TransportError
from sirekap_desktop.exchange.transport.receipt import MAX_RECEIPT, sign_receipt
from sirekap_desktop.exchange.transport.source import Source, open_source, signed_manifest
from sirekap_desktop.exchange.transport.store import Store
from sirekap_desktop.exchange.verify import examine
from sirekap_desktop.exchange.volumes import named
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.models.audit import Finding
from sirekap_desktop.models.clock import Clock, local_now, stamp
from sirekap_desktop.models.keys import SigningKey
from sirekap_desktop.models.penerimaan import judging
from sirekap_desktop.models.penerimaan.records import Claim, NewPackage, ReceivedPackage, RefusedPackage, Result
from sirekap_desktop.models.penerimaan.store import Penerimaan
from sirekap_desktop.models.seals import PrintedHead

_CHAIN = {"head.missing", "head.differs"}
_NOT_THE_PACKAGES_FAULT = ("disk.", "send.", "store.", "workspace.", "package.io", "package.not_found")
"""Codes of what is wrong here or on the way: nothing is refused for it."""


@dataclass(frozen=True, slots=True)
class Received:
    """How one package ended."""

    source: str
    kecamatan: str
    """Code; empty where no manifest could be read."""
    name: str
    revision: int
    package: str
    """SHA-256 of its manifest."""
    result: Result
    reason: str = ""
    code: str = ""
    receipt: bool = False
    """Whether a signed receipt was put back."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What is at hand where packages come in."""

    archive: Path
    """Where the packages themselves are kept."""
    key: SigningKey | None = field(default=None, repr=False)
    """Of the kabupaten, unlocked; None: no receipts from this computer."""
    with_documents: bool = True
    """Whether the documents of each package are made again and compared: seconds for a large kecamatan."""
    clock: Clock = local_now


Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class _Coming:
    """A package as it was found: what its manifest claims, and how to get the rest."""

    claim: Claim
    place: Place
    source: str


class Receiver:
    """Takes packages into one store. ``advance`` is told of bytes and may raise to stop."""

    def __init__(self, store: Penerimaan, desk: Desk, advance: Advance | None = None) -> None:
        self._store, self._desk = store, desk
        self._advance = advance or _ignore

    def from_place(self, road: Store, shown: str) -> Iterator[Received]:
        """Everything that is completely there, each as it ends.

        Raises:
            TransportError: what the line says; calling again goes on where this ended.
            UserError: ``disk.…``, ``store.…``.
        """
        taken = {place_name(one.revision, one.sha256): one for one in self._store.packages()}
        for place in fetching.places(road):
            source = f"{shown}/{place.folder}"
            known = taken.get(place.package)
            yield self._once_more(road, place, known, source) if known else self._from_place(road, place, source)

    def from_files(self, paths: Iterable[Path]) -> Iterator[Received]:
        """Packages as files or folders; see :meth:`from_place`."""
        for path in paths:
            yield self._from_file(path)

    # one package

    def _once_more(self, road: Store, place: Place, known: ReceivedPackage, source: str) -> Received:
        """What was taken already is not even fetched; its receipt may still have to be put there."""
        ended = Received(source, known.kecamatan, known.name, known.revision, known.sha256, Result.SUDAH)
        return self._sent_back(ended, place, road)

    def _from_place(self, road: Store, place: Place, source: str) -> Received:
        try:
            coming = self._look(road, place, source)
        except UserError as refusal:
            return self._refused(refusal, None, source=source)
        target = self._desk.archive / place.folder

        def bring(incoming: Path) -> None:
            fetching.fetch(road, place, incoming, advance=self._advance)

        return self._sent_back(self._receive(coming, target, bring), place, road)

    def _look(self, road: Store, place: Place, source: str) -> _Coming:
        manifest_bytes = fetching.read_file(road, place.manifest, MAX_MANIFEST)
        signature = fetching.read_file(road, place.signature, SIGNATURE_SIZE)
        manifest = signed_manifest(manifest_bytes, signature, _not_signed())
        _require_figures(manifest)
        claim = received.claim_of(manifest, hashlib.sha256(manifest_bytes).hexdigest())
        return _Coming(claim, place, source)

    def _from_file(self, path: Path) -> Received:
        source = str(path)
        try:
            opened = open_source(path)
            _require_figures(opened.manifest)
        except UserError as refusal:
            return self._refused(*_closer_look(path, refusal), source=source)
        coming = _Coming(
            received.claim_of(opened.manifest, opened.sha256), place_of(opened.manifest, opened.sha256), source
        )
        target = self._desk.archive / coming.place.folder

        def bring(incoming: Path) -> None:
            _unpack(opened, incoming, self._advance)

        return self._sent_back(self._receive(coming, target, bring), coming.place, None)

    def _receive(self, coming: _Coming, target: Path, bring: Callable[[Path], None]) -> Received:
        claim = coming.claim
        with writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        incoming = target.with_name(f".masuk-{target.name}")
        with FileLock(target.with_name(f".{target.name}.lock")):  # two receivers with one archive
            if self._store.is_taken(claim.sha256):
                return _ended(coming, Result.SUDAH)
            try:
                past = self._store.judge(claim)
                bring(incoming)
                package = self._verified(incoming, past)
                return self._keep(coming, package, incoming, target)
            except UserError as refusal:
                if not _is_refusal(refusal):
                    raise
                _remove(incoming)
                return self._refused(refusal, claim, source=coming.source)

    def _verified(self, incoming: Path, past: tuple[int, str] | None) -> NewPackage:
        """Raises UserError with the code of the first thing that is wrong."""
        head = PrintedHead(*past) if past else None
        report, scan = examine(incoming, advance=self._advance, with_documents=self._desk.with_documents, head=head)
        if past and any(finding.code in _CHAIN for finding in report.findings):
            raise judging.broken_chain(received.head_of(scan)[0], past[0])
        if report.findings:
            raise _told(report.findings)
        return received.package_of(scan, tuple(note.message for note in report.notes))

    def _keep(self, coming: _Coming, package: NewPackage, incoming: Path, target: Path) -> Received:
        """Files first: a package in the store is one whose files are kept; files without a row are taken next time."""
        with writing(target):
            _remove(target)
            incoming.rename(target)
        try:
            is_new = self._store.take(package, coming.source)
        except UserError as refusal:
            if _is_refusal(refusal):
                _remove(target)
            raise
        return _ended(coming, Result.DITERIMA if is_new else Result.SUDAH)

    def _refused(self, refusal: UserError, claim: Claim | None, *, source: str) -> Received:
        """Note it, unless it is the line or the disk that failed."""
        if not _is_refusal(refusal):
            raise refusal
        self._store.refuse(
            RefusedPackage(
                package=claim.sha256 if claim else "",
                kecamatan=claim.kecamatan if claim else "",
                name=claim.name if claim else "",
                revision=claim.revision if claim else 0,
                fingerprint=claim.fingerprint if claim else "",
                code=refusal.code,
                reason=str(refusal),
                source=source,
                at="",
                who="",
            )
        )
        known = (claim.kecamatan, claim.name, claim.revision, claim.sha256) if claim else ("", "", 0, "")
        return Received(source, *known, Result.DITOLAK, str(refusal), refusal.code)

    # receipts

    def _sent_back(self, ended: Received, place: Place, road: Store | None) -> Received:
        """The receipt, to where the package came from."""
        body = self._receipt(ended, accepted=ended.result is not Result.DITOLAK)
        if body is None:
            return ended
        if road is not None:
            _put_receipt(road, place, body.encode())
        return replace(ended, receipt=True)

    def _receipt(self, ended: Received, *, accepted: bool) -> str | None:
        """The one that was signed before; a new one where the key is."""
        known = self._store.receipt(ended.package, accepted=accepted, note=ended.reason)
        if known is not None or self._desk.key is None:
            return known
        made = sign_receipt(
            self._desk.key.private,
            package=ended.package,
            kecamatan=ended.kecamatan,
            receiver=f"{self._store.office.name}, {self._store.who}",
            received_at=stamp(self._desk.clock),
            accepted=accepted,
            note=ended.reason,
        )
        return self._store.keep_receipt(ended.package, accepted=accepted, note=ended.reason, body=made.decode())


def _put_receipt(road: Store, place: Place, body: bytes) -> None:
    """A receipt that is there already is left alone; one of an earlier refusal makes way."""
    there = road.list(place.folder).files
    if RECEIPT_NAME in there and fetching.read_file(road, place.receipt, MAX_RECEIPT) == body:
        return
    road.put(place.receipt, len(body), [body])


def _is_refusal(error: UserError) -> bool:
    return not isinstance(error, TransportError) and not error.code.startswith(_NOT_THE_PACKAGES_FAULT)


def _ended(coming: _Coming, result: Result) -> Received:
    claim = coming.claim
    return Received(coming.source, claim.kecamatan, claim.name, claim.revision, claim.sha256, result)


def _not_signed() -> UserError:
    return UserError(
        "Manifesnya rusak, atau tanda tangannya tidak cocok: isinya berubah setelah ditandatangani.",
        "Minta PPK mengirim lagi.",
        code="package.not_signed",
    )


def _require_figures(manifest: Manifest) -> None:
    """Photos and documents may have been left out, figures and audit may not."""
    scope = manifest.scope
    if scope.desa is not None or not scope.has(Content.AUDIT):
        what = "tanpa jejak audit" if scope.desa is None else "sebagian desa saja"
        raise UserError(
            f"Paket kecamatan {manifest.kecamatan.name} ({manifest.kecamatan.code}) ini {what}, "
            "jadi tidak dapat dipakai untuk rekap kabupaten.",
            "Minta PPK mengirim paket dengan semua desa dan jejak audit.",
            code="package.part",
        )


def _closer_look(path: Path, refusal: UserError) -> tuple[UserError, Claim | None]:
    """Whose package it is that cannot be opened as it should, if its signature still holds."""
    if not _is_refusal(refusal):
        return refusal, None
    try:
        report, scan = examine(path, with_documents=False)
    except UserError as other:
        return other, None
    claim = None
    if scan.manifest is not None and scan.is_signed:
        claim = received.claim_of(scan.manifest, hashlib.sha256(scan.manifest_bytes).hexdigest())
    if report.findings and refusal.code != "package.part":
        refusal = _told(report.findings)
    return refusal, claim


def _told(findings: tuple[Finding, ...]) -> UserError:
    """The first thing that is wrong, and how many more there are."""
    first, more = findings[0], len(findings) - 1
    text = f"{first.message} (dan {format_count(more)} temuan lain)" if more else first.message
    return UserError(text, "Minta PPK memeriksa ruang kerjanya dan mengirim lagi.", code=first.code)


def _unpack(source: Source, target: Path, advance: Advance) -> None:
    """As a folder package, whatever it came in: zip, volumes or folder. What cannot be read is for verify to name."""
    for sha256, span in source.objects.items():
        path = target / object_name(sha256)
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with saving(path) as stream:
                stream.writelines(span.chunks())
        except UserError as error:
            if not error.code.startswith("package."):
                raise
        advance(span.size)
    for name, data in ((MANIFEST_NAME, source.manifest_bytes), (SIGNATURE_NAME, source.signature)):
        save(target / name, data)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _ignore(_count: int) -> None:
    return


def loose_packages(folder: Path) -> tuple[Path, ...]:
    """Packages that somebody copied into a folder by hand: folders, zips, and of volumes the first; by name."""
    zips = [path for path in folder.iterdir() if path.suffix.lower() == ".zip" and path.is_file()]
    found = [path for path in zips if (volume := named(path)) is None or volume[1] == 1]
    folders = [path for path in folder.iterdir() if (path / MANIFEST_NAME).is_file()]
    return tuple(sorted([*found, *folders]))
