"""What the page Penerimaan asks and does, all of it in the pool: the store, the roads, the documents."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from sirekap_desktop.exchange.transport.destination import Destination
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs import kabupaten
from sirekap_desktop.jobs.kabupaten_recap import RecapFile, write_recap
from sirekap_desktop.jobs.outbox import Outbox
from sirekap_desktop.jobs.penerimaan import opening
from sirekap_desktop.jobs.penerimaan.receiving import Desk, Received, Receiver
from sirekap_desktop.models.kabupaten_table import KabupatenTable
from sirekap_desktop.models.keys import SigningKey
from sirekap_desktop.models.office import Office
from sirekap_desktop.models.penerimaan.address import StoreAddress
from sirekap_desktop.models.penerimaan.records import (
    BallotName,
    Difference,
    KecamatanState,
    KnownKey,
    Missing,
    OfficeInfo,
    ReceivedPackage,
    RefusedPackage,
)
from sirekap_desktop.models.penerimaan.store import Penerimaan
from sirekap_desktop.ui.tasks import TaskHandle

_TELL_BYTES = 1_000_000
"""The window is told of every so many."""


class Lease:
    """Lets the pool use a store; closing waits for the last user, for a connection must not vanish under its reader."""

    def __init__(self, store: Penerimaan) -> None:
        self._store = store
        self._guard = threading.Lock()
        self._users, self._closing = 0, False

    @contextmanager
    def use(self) -> Iterator[Penerimaan]:
        """The store. Raises UserError ``store.closed`` once it was given back."""
        with self._guard:
            if self._closing:
                raise _closed()
            self._users += 1
        try:
            yield self._store
        finally:
            self._leave()

    def _leave(self) -> None:
        with self._guard:
            self._users -= 1
            is_last = self._closing and not self._users
        if is_last:
            self._store.close()

    def give_back(self) -> None:
        """Close it now, or after the last user."""
        with self._guard:
            is_last = not self._closing and not self._users
            self._closing = True
        if is_last:
            self._store.close()


def _closed() -> UserError:
    translate = QCoreApplication.translate
    said = translate("Penerimaan", "Penerimaan sudah ditutup."), translate("Penerimaan", "Buka lagi halamannya.")
    return UserError(*said, code="store.closed")


def _stopped() -> UserError:
    translate = QCoreApplication.translate
    said = translate("Penerimaan", "Penerimaan dihentikan."), translate("Penerimaan", "Yang sudah diterima tetap ada.")
    return UserError(*said, code="send.stopped")


@dataclass(frozen=True, slots=True)
class Opened:
    """A store with what belongs to it on this computer."""

    lease: Lease
    shown: str
    """Where it is, for people."""
    whose: OfficeInfo
    address: StoreAddress
    office: Office | None
    """None: the kabupaten's key lies on another computer; no receipts from this one."""
    places: Outbox
    archive: Path


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that the list shows."""

    states: tuple[KecamatanState, ...]
    ballots: tuple[BallotName, ...]
    strays: tuple[RefusedPackage, ...]
    """Refused, and of no kecamatan of the list."""


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything about one kecamatan."""

    code: str
    packages: tuple[ReceivedPackage, ...] = ()
    refusals: tuple[RefusedPackage, ...] = ()
    differences: tuple[Difference, ...] = ()
    missing: tuple[Missing, ...] = ()
    keys: tuple[KnownKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a running round is."""

    received: tuple[Received, ...]
    read: int
    """Bytes that were fetched and checked."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a round of receiving ended."""

    received: tuple[Received, ...]
    failures: tuple[tuple[str, UserError], ...] = ()
    """Places that could not be asked, with the sentence that says why."""


def open_store(text: str, secret: str | None, who: str, *, simulation: bool) -> Opened:
    """Open the store at an address; with the kabupaten's key here it is made where there is none.

    ``simulation`` is for one that is made now; the one that is there knows by itself.
    """
    office = Office.open()
    address = opening.store_address(text, secret)
    store = opening.open_penerimaan(address, who=who, office=office, simulation=simulation)
    places, archive = opening.places(), opening.archive_folder(address)
    return Opened(Lease(store), store.shown, store.office, address, office, places, archive)


def see(lease: Lease) -> Seen:
    """The list."""
    with lease.use() as store:
        states = store.kecamatan()
        known = {one.code for one in states}
        strays = tuple(one for one in store.refusals() if one.kecamatan not in known)
        return Seen(states, store.ballots(), strays)


def look_at(lease: Lease, code: str) -> Detail:
    """One kecamatan: its packages, refusals, what changed since the revision before, what is missing, its keys."""
    with lease.use() as store:
        return Detail(
            code,
            store.packages(code),
            store.refusals(code),
            _differences(store, code),
            tuple(one for one in store.missing() if one.kecamatan == code),
            tuple(one for one in store.known_keys() if one.kecamatan == code),
        )


def _differences(store: Penerimaan, code: str) -> tuple[Difference, ...]:
    try:
        return store.differences(code)
    except UserError as error:
        if error.code != "diff.none":
            raise
        return ()


class _Round:
    """What one round has brought so far, told to the window; stops where somebody said so."""

    def __init__(self, opened: Opened, key: SigningKey | None, job: TaskHandle) -> None:
        self._opened, self._key, self._job = opened, key, job
        self.received: list[Received] = []
        self._read = self._told = 0

    def receiver(self, store: Penerimaan) -> Receiver:
        return Receiver(store, Desk(self._opened.archive, self._key), self._advance)

    def take(self, coming: Iterator[Received]) -> None:
        for one in coming:
            self.received.append(one)
            self._tell()
            if self._job.is_cancelled():
                return

    def take_place(self, place: Destination, store: Penerimaan) -> None:
        road = self._opened.places.open_road(place)
        try:
            self.take(self.receiver(store).from_place(road, place.name))
        finally:
            road.close()

    def _advance(self, count: int) -> None:
        if self._job.is_cancelled():
            raise _stopped()
        self._read += count
        if self._read - self._told >= _TELL_BYTES:
            self._tell()

    def _tell(self) -> None:
        self._told = self._read
        self._job.report(Pace(tuple(self.received), self._read))


def receive_places(opened: Opened, places: Sequence[Destination], key: SigningKey | None, job: TaskHandle) -> Ended:
    """Everything that lies at the places, one place after the other; one that does not answer leaves the others."""
    this = _Round(opened, key, job)
    failures: list[tuple[str, UserError]] = []
    with opened.lease.use() as store:
        for place in places:
            try:
                this.take_place(place, store)
            except UserError as error:
                if job.is_cancelled():
                    raise
                failures.append((place.name, error))
    return Ended(tuple(this.received), tuple(failures))


def receive_files(opened: Opened, paths: Iterable[Path], key: SigningKey | None, job: TaskHandle) -> Ended:
    """Packages as files or folders."""
    this = _Round(opened, key, job)
    with opened.lease.use() as store:
        this.take(this.receiver(store).from_files(paths))
    return Ended(tuple(this.received))


def write_recaps(
    lease: Lease, ballots: Sequence[BallotName], kind: RecapFile, out: Path, job: TaskHandle
) -> list[Path]:
    """The recap of each ballot in one format; a ballot of which nothing came is left out."""
    with lease.use() as store:
        recaps = (store.recap(one.pemilihan, one.dapil) for one in ballots)
        return write_recap(recaps, out, [kind], progress=job.report, cancelled=job.is_cancelled)


def revoke(lease: Lease, office: Office, pin: str, wanted: tuple[str, str]) -> None:
    """Take nothing more that a key signs: the public key and the reason. Whoever says so knows the kabupaten's PIN."""
    office.unlock(pin)
    with lease.use() as store:
        store.revoke(*wanted)


def receipt_of(lease: Lease, package: str) -> bytes:
    """The receipt that was signed for a package that was taken."""
    with lease.use() as store:
        return (store.receipt(package, accepted=True, note="") or "").encode()


def expect(opened: Opened, path: Path, form_ids: tuple[str, ...]) -> KabupatenTable:
    """Read the filled table of the kabupaten and tell the store whom it waits for."""
    found = kabupaten.read_table(path, form_ids, simulation=opened.whose.simulation)
    if not found.problems:
        with opened.lease.use() as store:
            opening.expect(store, found.contents, kabupaten.forms_of(form_ids))
    return found
