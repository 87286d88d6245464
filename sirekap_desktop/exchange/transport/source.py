"""A package on this computer as something to send: where the bytes of each of its objects lie."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop.exchange import layout
from sirekap_desktop.exchange.decode import FormatError
from sirekap_desktop.exchange.joining import Joined, join
from sirekap_desktop.exchange.manifest import (
    MANIFEST_NAME,
    MAX_MANIFEST,
    SIGNATURE_NAME,
    SIGNATURE_SIZE,
    Manifest,
    object_name,
    parse,
    signature_holds,
)
from sirekap_desktop.exchange.package import zip_order
from sirekap_desktop.exchange.volumes import order as volume_order
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.plainfile import open_plain, read_plain

_CHUNK = 1 << 16
"""Small, so that a sending over a slow line can be stopped between two of them."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a file."""

    path: Path
    offset: int
    size: int

    def chunks(self) -> Iterator[bytes]:
        """Its bytes. Raises UserError ``package.source_changed`` when the file is shorter, ``package.io``."""
        left = self.size
        try:
            with open_plain(self.path) as stream:
                stream.seek(self.offset)
                while left > 0 and (chunk := stream.read(min(_CHUNK, left))):
                    left -= len(chunk)
                    yield chunk
        except OSError as error:
            raise _unreadable(self.path, error) from error
        if left > 0:
            raise _changed(self.path)

    def part(self, number: int, part_size: int) -> Span:
        """The ``number``-th part, counted from 0."""
        start = number * part_size
        return Span(self.path, self.offset + start, min(part_size, self.size - start))


@dataclass(frozen=True, slots=True)
class Source:
    """A signed package, opened for sending. Its objects are looked at only when their turn comes."""

    path: Path
    manifest: Manifest
    manifest_bytes: bytes
    signature: bytes
    objects: dict[str, Span]
    """By SHA-256, in the order of the manifest."""

    @property
    def sha256(self) -> str:
        """Of the manifest: what names the package."""
        return hashlib.sha256(self.manifest_bytes).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of all objects, manifest and signature."""
        return sum(span.size for span in self.objects.values()) + len(self.manifest_bytes) + len(self.signature)

    def require(self, sha256: str) -> None:
        """Raises UserError ``package.source_changed`` unless the object is still what its name says."""
        digest = hashlib.sha256()
        for chunk in self.objects[sha256].chunks():
            digest.update(chunk)
        if digest.hexdigest() != sha256:
            raise _changed(self.path)


def _changed(path: Path) -> UserError:
    return UserError(
        f"Paket {path.name} berubah atau rusak di komputer ini; tidak dikirim.",
        "Tulis paketnya lagi, lalu kirim.",
        code="package.source_changed",
    )


def _unreadable(path: Path, error: OSError) -> UserError:
    return UserError(f"Paket {path} tidak dapat dibaca: {error.strerror or error}.", code="package.io")


def open_source(path: Path) -> Source:
    """Open a package: zip, folder, one of its volumes, or a folder of volumes.

    Raises:
        UserError: ``package.not_found``, ``package.not_a_package``, ``package.source_changed``, ``package.io``,
            ``volume.missing`` and what else is wrong with volumes.
    """
    try:
        if path.is_dir() and (path / MANIFEST_NAME).exists():
            return _from_folder(path)
        if path.exists() and (joined := join(path)) is not None:
            return _from_volumes(path, joined)
        if path.is_file():
            return _from_zip(path)
        if path.is_dir():
            raise _no_package(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    raise UserError(f"Paket {path.name} tidak ada.", "Tulis paketnya, lalu kirim.", code="package.not_found")


def _from_folder(path: Path) -> Source:
    heads = [path / MANIFEST_NAME, path / SIGNATURE_NAME]
    if not all(head.is_file() for head in heads):
        raise _no_package(path)
    manifest_bytes, signature = (read_plain(head, MAX_MANIFEST) for head in heads)
    manifest = signed_manifest(manifest_bytes, signature, _changed(path))
    objects = {sha256: Span(path / object_name(sha256), 0, size) for sha256, size in manifest.objects}
    return Source(path, manifest, manifest_bytes, signature, objects)


def _from_zip(path: Path) -> Source:
    """The whole layout follows from the manifest, which stands first."""
    start = layout.header_size(MANIFEST_NAME)
    with path.open("rb") as stream:
        head = stream.read(start)
        if not (head.startswith(layout.LOCAL_SIGNATURE) and head.endswith(MANIFEST_NAME.encode())):
            raise _no_package(path)
        manifest_bytes = stream.read(min(layout.header_length(head), MAX_MANIFEST))
        stream.seek(layout.header_size(SIGNATURE_NAME), 1)
        signature = stream.read(SIGNATURE_SIZE)
    manifest = signed_manifest(manifest_bytes, signature, _changed(path))
    members = layout.placed(zip_order(manifest, len(manifest_bytes), len(signature)))
    if path.stat().st_size != layout.total_size(members):
        raise _changed(path)
    objects = _spans(path, members, manifest.objects)
    return Source(path, manifest, manifest_bytes, signature, objects)


def _from_volumes(path: Path, joined: Joined) -> Source:
    """All volumes must be there, each with the size that follows from manifest and plan."""
    if joined.findings:
        finding = joined.findings[0]
        raise UserError(finding.message, "Kumpulkan semua volume dalam satu folder.", code=finding.code)
    manifest = signed_manifest(joined.manifest, joined.signature, _changed(path))
    if sum(joined.plan[1]) != len(manifest.objects):
        raise _changed(path)
    objects: dict[str, Span] = {}
    for volume in joined.volumes:
        file = joined.files[volume.number].path
        heads = (len(joined.manifest), len(joined.signature))
        members = layout.placed(volume_order(heads, volume, manifest.objects))
        if file.stat().st_size != layout.total_size(members):
            raise _changed(file)
        objects |= _spans(file, members, volume.objects(manifest.objects))
    return Source(path, manifest, joined.manifest, joined.signature, objects)


def _spans(path: Path, members: Sequence[layout.Member], objects: Sequence[tuple[str, int]]) -> dict[str, Span]:
    """Where the objects stand, which are the last members."""
    own = len(members) - len(objects)
    return {
        sha256: Span(path, member.offset + layout.header_size(member.name), size)
        for member, (sha256, size) in zip(members[own:], objects, strict=True)
    }


def signed_manifest(manifest_bytes: bytes, signature: bytes, refusal: UserError) -> Manifest:
    """The manifest that a signature holds for; ``refusal`` is raised for one that is damaged or not signed so."""
    try:
        manifest = parse(manifest_bytes)
    except FormatError as error:
        raise refusal from error
    if not signature_holds(manifest_bytes, signature):
        raise refusal
    return manifest


def _no_package(path: Path) -> UserError:
    return UserError(f"{path} bukan paket Sirekap Desktop.", code="package.not_a_package")
