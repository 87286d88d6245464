"""Where a package stands at a destination, and the sending of it: what is missing, then the manifest.

A repeat finds everything there and sends nothing; a cut costs at most the object, or part of one, that was on its way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from sirekap_desktop.exchange.manifest import MANIFEST_NAME, SIGNATURE_NAME, Manifest, object_name
from sirekap_desktop.exchange.transport import problems
from sirekap_desktop.exchange.transport.source import Source, Span
from sirekap_desktop.exchange.transport.store import LINES, Listing, Store, parent
from sirekap_desktop.forms.errors import UserError

RECEIPT_NAME = "tanda-terima.json"
_ID_LENGTH = 16
SMALL = 64 * 2**10
"""Bytes: objects up to this size go over several lines at once."""
_BATCH = 32


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
    return Place(f"{area.code}-{name}", place_name(revision, sha256))


def place_name(revision: int, sha256: str) -> str:
    """The folder of a package: its revision, and how the hash of its manifest begins."""
    return f"r{revision}-{sha256[:_ID_LENGTH]}"


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

    def note(self, name: str, size: int) -> None:
        """A file was written."""
        folder, last = parent(name)
        if folder in self.listings:
            self.listings[folder].files[last] = size

    def forget(self, folder: str) -> None:
        """After a cut nobody knows what arrived: look again, also whether the folders above were made."""
        self.listings.pop(folder, None)
        if folder:
            self.forget(parent(folder)[0])


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
    run = _Run(store, source, known, report, cancelled)
    with ThreadPoolExecutor(LINES, thread_name_prefix="sirekap-kirim") as lines:
        for name, span, sha256 in _pieces(store, source, place):
            _require_wanted(cancelled)
            if known.size(store, name) == span.size:
                run.is_there(span.size)
                continue
            run.prove(sha256)
            if span.size > SMALL:
                run.carry([(name, span)], lines)
                continue
            run.waiting.append((name, span))
            if len(run.waiting) >= _BATCH:
                run.carry_waiting(lines)
        run.carry_waiting(lines)
        _look_again(store, source, place, known, lines)
    for name, data in ((place.manifest, source.manifest_bytes), (place.signature, source.signature)):
        if known.size(store, name) != len(data):
            store.put(name, len(data), [data])
    run.is_there(source.size - run.there)
    return place


class _Run:
    """One attempt: what it carried so far.

    Small objects go over several lines at once, because each waits longer for its answer than for its bytes; large
    ones go alone, so that a cut costs one part.
    """

    def __init__(
        self, store: Store, source: Source, known: Known, report: Report | None, cancelled: Callable[[], bool]
    ) -> None:
        self._store, self._source, self._known = store, source, known
        self._report, self._cancelled = report, cancelled
        self.waiting: list[tuple[str, Span]] = []
        self.there = self._carried = 0

    def is_there(self, size: int) -> None:
        self.there += size
        if self._report:
            self._report(Sent(self.there, self._source.size, self._carried))

    def prove(self, sha256: str) -> None:
        """Compare an object with its hash before any of it goes out."""
        if sha256 not in self._known.sound:
            self._source.require(sha256)
            self._known.sound.add(sha256)

    def carry_waiting(self, lines: ThreadPoolExecutor) -> None:
        waiting, self.waiting = self.waiting, []
        self.carry(waiting, lines)

    def carry(self, pieces: Sequence[tuple[str, Span]], lines: ThreadPoolExecutor) -> None:
        """All of them; then the first refusal, if there is one."""
        puts = [lines.submit(self._put, name, span) for name, span in pieces]
        wait(puts)
        refusals = []
        for (name, span), put in zip(pieces, puts, strict=True):
            if (refusal := put.exception()) is not None:
                self._known.forget(parent(name)[0])
                refusals.append(refusal)
                continue
            self._known.note(name, span.size)
            self._carried += span.size
            self.is_there(span.size)
        if refusals:
            raise refusals[0]

    def _put(self, name: str, span: Span) -> None:
        self._store.put(name, span.size, _watched(span.chunks(), self._cancelled))


def _look_again(store: Store, source: Source, place: Place, known: Known, lines: ThreadPoolExecutor) -> None:
    """What we remember is not proof: the manifest is put only when a fresh look finds everything there."""
    pieces = [(name, span.size) for name, span, _ in _pieces(store, source, place)]
    folders = sorted({parent(name)[0] for name, _ in pieces})
    known.listings = dict(zip(folders, lines.map(store.list, folders), strict=True))
    if any(known.size(store, name) != size for name, size in pieces):
        known.listings.clear()
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
