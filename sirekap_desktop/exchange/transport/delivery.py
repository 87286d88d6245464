"""Where a package stands at a destination, and the sending of it: what is missing, then the manifest.

A repeat finds everything there and sends nothing; a cut costs at most the object, or part of one, that was on its way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sirekap_desktop.exchange.manifest import MANIFEST_NAME, SIGNATURE_NAME, Manifest, object_name
from sirekap_desktop.exchange.transport import problems
from sirekap_desktop.exchange.transport.source import Source, Span
from sirekap_desktop.exchange.transport.store import Listing, Store, parent
from sirekap_desktop.forms.errors import UserError

RECEIPT_NAME = "tanda-terima.json"
_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Place:
    """``760505-ULUMANDA`` and ``r2-9c41…``: revisions of a kecamatan share their objects."""

    area: str
    package: str

    @property
    def folder(self) -> str:
        return f"{self.area}/{self.package}"

    @property
    def manifest(self) -> str:
        return f"{self.folder}/{MANIFEST_NAME}"

    @property
    def signature(self) -> str:
        return f"{self.folder}/{SIGNATURE_NAME}"

    @property
    def receipt(self) -> str:
        return f"{self.folder}/{RECEIPT_NAME}"

    def object(self, sha256: str, part: int | None = None) -> str:
        """The name of an object, or of one of its parts."""
        name = f"{self.area}/{object_name(sha256)}"
        return name if part is None else f"{name}.{part:04d}"


def place_of(manifest: Manifest, sha256: str) -> Place:
    """Where a package belongs; ``sha256`` is that of its manifest."""
    area = manifest.kecamatan
    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in area.name)
    revision = max((recap.revision for recap in manifest.recaps), default=0)
    return Place(f"{area.code}-{name}", f"r{revision}-{sha256[:_ID_LENGTH]}")


@dataclass(frozen=True, slots=True)
class Sent:
    """How far a sending is, in bytes."""

    there: int
    """Of the package, at the destination."""
    total: int
    carried: int
    """In this attempt: what was there before is not counted."""


Report = Callable[[Sent], None]


@dataclass(slots=True)
class Known:
    """What is known to be at the destination, kept from one attempt to the next."""

    listings: dict[str, Listing] = field(default_factory=dict)
    sound: set[str] = field(default_factory=set)
    """Objects whose bytes on this computer were compared with their hash."""

    def size(self, store: Store, name: str) -> int | None:
        """The size of a file there; asks for its folder once."""
        folder, last = parent(name)
        return self._listing(store, folder).files.get(last)

    def _listing(self, store: Store, folder: str) -> Listing:
        if folder not in self.listings:
            above, last = parent(folder)
            is_there = not folder or last in self._listing(store, above).folders
            self.listings[folder] = store.list(folder) if is_there else Listing()
        return self.listings[folder]

    def put(self, store: Store, name: str, size: int, chunks: Iterator[bytes]) -> None:
        """Write a file; after a cut nobody knows whether it arrived, so its folder is looked at again."""
        folder, last = parent(name)
        try:
            store.put(name, size, chunks)
        except UserError:
            self._forget(folder)
            raise
        if folder in self.listings:
            self.listings[folder].files[last] = size

    def _forget(self, folder: str) -> None:
        """With all folders above: they may have been made on the way."""
        self.listings.pop(folder, None)
        if folder:
            self._forget(parent(folder)[0])


def send(
    store: Store,
    source: Source,
    known: Known,
    *,
    report: Report | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Place:
    """Bring a package to a store; returns where it stands there.

    Raises:
        TransportError: what the store says; calling again goes on where this ended.
        UserError: ``package.source_changed``, ``package.cancelled``.
    """
    place = place_of(source.manifest, source.sha256)
    there, carried, total = 0, 0, source.size
    for name, span, sha256 in _pieces(store, source, place):
        _require_wanted(cancelled)
        if known.size(store, name) != span.size:
            if sha256 not in known.sound:
                source.require(sha256)
                known.sound.add(sha256)
            known.put(store, name, span.size, _watched(span.chunks(), cancelled))
            carried += span.size
        there += span.size
        if report:
            report(Sent(there, total, carried))
    _look_again(store, source, place, known)
    for name, data in ((place.manifest, source.manifest_bytes), (place.signature, source.signature)):
        if known.size(store, name) != len(data):
            known.put(store, name, len(data), iter([data]))
    if report:
        report(Sent(total, total, carried))
    return place


def _look_again(store: Store, source: Source, place: Place, known: Known) -> None:
    """What we remember is not proof: the manifest is put only when a fresh look finds everything there."""
    known.listings.clear()
    for name, span, _ in _pieces(store, source, place):
        if known.size(store, name) != span.size:
            raise problems.lost(place.area)


def _require_wanted(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise UserError("Pengiriman dihentikan.", "Yang sudah sampai tetap ada.", code="package.cancelled")


def _watched(chunks: Iterator[bytes], cancelled: Callable[[], bool]) -> Iterator[bytes]:
    for chunk in chunks:
        _require_wanted(cancelled)
        yield chunk


def _pieces(store: Store, source: Source, place: Place) -> Iterator[tuple[str, Span, str]]:
    """What is to stand at the destination: name, bytes, and the object that they belong to."""
    for sha256, span in source.objects.items():
        if store.part_size is None or span.size <= store.part_size:
            yield place.object(sha256), span, sha256
            continue
        for number in range(parts_of(span.size, store.part_size)):
            yield place.object(sha256, number), span.part(number, store.part_size), sha256


def parts_of(size: int, part_size: int) -> int:
    """How many parts an object of this size has."""
    return -(-size // part_size)
