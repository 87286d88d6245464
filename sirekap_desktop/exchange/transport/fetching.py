"""Takes packages from a store of unknown honesty: what is there, and each as a folder package on this computer."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from sirekap_desktop.exchange.manifest import (
    MANIFEST_NAME,
    MAX_MANIFEST,
    SIGNATURE_NAME,
    SIGNATURE_SIZE,
    Manifest,
    object_name,
)
from sirekap_desktop.exchange.package import save, writing
from sirekap_desktop.exchange.transport.delivery import Place, parts_of
from sirekap_desktop.exchange.transport.problems import TransportError
from sirekap_desktop.exchange.transport.source import signed_manifest
from sirekap_desktop.exchange.transport.store import PART_SIZE, Store
from sirekap_desktop.forms.errors import UserError

_AREA = re.compile(r"[0-9]{6}-[A-Za-z0-9-]{1,80}")
_PACKAGE = re.compile(r"r[0-9]{1,6}-[0-9a-f]{16}")


def places(store: Store) -> Iterator[Place]:
    """The packages that are there: manifest and signature are. Names that no sender makes are passed over."""
    for area in sorted(filter(_AREA.fullmatch, store.list("").folders)):
        for package in sorted(filter(_PACKAGE.fullmatch, store.list(area).folders)):
            if {SIGNATURE_NAME, MANIFEST_NAME} <= store.list(f"{area}/{package}").files.keys():
                yield Place(area, package)


def fetch(store: Store, place: Place, target: Path, *, advance: Callable[[int], None] | None = None) -> Manifest:
    """Bring a package into folder ``target``, as a folder package; what is there already is not fetched again.

    The signature holds and every object is what its name says; the contents are for ``verify`` to judge.

    Raises:
        TransportError: what the store says; calling again goes on where this ended.
        UserError: ``package.not_signed``, ``package.incomplete``, ``package.object_changed``, ``disk.full`` …
    """
    try:
        return _fetch(store, place, target, advance)
    except TransportError as error:
        if error.code != "send.not_found" or SIGNATURE_NAME not in store.list(place.folder).files:
            raise
        raise UserError(
            f"Paket {place.folder} tidak lengkap: berkas yang disebut manifesnya tidak ada di tempat itu.",
            "Minta kecamatan mengirim lagi.",
            code="package.incomplete",
        ) from error


def _fetch(store: Store, place: Place, target: Path, advance: Callable[[int], None] | None) -> Manifest:
    manifest_bytes = read_file(store, place.manifest, MAX_MANIFEST)
    signature = read_file(store, place.signature, SIGNATURE_SIZE)
    manifest = signed_manifest(manifest_bytes, signature, _not_signed(place))
    for sha256, size in manifest.objects:
        with writing(target):
            _fetch_object(store, place, target / object_name(sha256), sha256, size)
        if advance:
            advance(size)
    target.mkdir(parents=True, exist_ok=True)
    save(target / MANIFEST_NAME, manifest_bytes)
    save(target / SIGNATURE_NAME, signature)
    return manifest


def read_file(store: Store, name: str, limit: int) -> bytes:
    """A small file; one byte more than ``limit`` at most is ever read."""
    data = bytearray()
    for chunk in store.get(name):
        data += chunk
        if len(data) > limit:
            raise UserError(f"{name} terlalu besar untuk isinya; tidak dibaca.", code="package.too_large")
    return bytes(data)


def _not_signed(place: Place) -> UserError:
    return UserError(
        f"Paket {place.folder} tidak dibaca: manifesnya rusak atau tanda tangannya tidak cocok.",
        code="package.not_signed",
    )


def _fetch_object(store: Store, place: Place, path: Path, sha256: str, size: int) -> None:
    if path.is_file() and path.stat().st_size == size:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    with part.open("ab") as stream:
        stream.truncate(min(stream.tell(), size))
        for chunk in _rest(store, place, sha256, size, stream.tell()):
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    if part.stat().st_size != size or _digest(part) != sha256:
        part.unlink()
        raise UserError(
            f"Isi {sha256[:12]}… dari paket {place.folder} tidak sama dengan hash-nya.",
            "Minta kecamatan mengirim lagi.",
            code="package.object_changed",
        )
    os.replace(part, path)


def _rest(store: Store, place: Place, sha256: str, size: int, offset: int) -> Iterator[bytes]:
    """The bytes of an object from ``offset`` on, whole or in parts, and never more than there should be."""
    whole = place.object(sha256)
    folder, _, last = whole.rpartition("/")
    left = size - offset
    if not left:
        return
    is_whole = size <= PART_SIZE or last in store.list(folder).files
    spans = [(whole, offset)] if is_whole else _parts_from(place, sha256, size, offset)
    for name, start in spans:
        for chunk in store.get(name, start):
            yield chunk[:left]
            left -= len(chunk)
            if left <= 0:
                return


def _parts_from(place: Place, sha256: str, size: int, offset: int) -> list[tuple[str, int]]:
    first, start = divmod(offset, PART_SIZE)
    count = parts_of(size, PART_SIZE)
    return [(place.object(sha256, number), start if number == first else 0) for number in range(first, count)]


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
