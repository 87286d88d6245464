"""The outbox: brings packages to their destinations, however often the line breaks or the program ends.

Nothing here sleeps: whoever runs it asks :meth:`Outbox.due` and calls :meth:`Outbox.attempt`. What passes by itself (no
signal, a server that is down) is tried again after growing pauses; what needs a person waits for one.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sirekap_desktop.exchange import keys
from sirekap_desktop.exchange.package import save
from sirekap_desktop.exchange.transport import destination as roads
from sirekap_desktop.exchange.transport import problems
from sirekap_desktop.exchange.transport.delivery import RECEIPT_NAME, Known, Place, Sent, send
from sirekap_desktop.exchange.transport.destination import Destination, check_destination
from sirekap_desktop.exchange.transport.fetching import read_file
from sirekap_desktop.exchange.transport.problems import TransportError
from sirekap_desktop.exchange.transport.receipt import MAX_RECEIPT, Checked, check_receipt
from sirekap_desktop.exchange.transport.source import open_source
from sirekap_desktop.exchange.transport.store import Store
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.jobs.credentials import Credentials
from sirekap_desktop.jobs.outbox_file import OutboxState, Parcel, ReceiptSeen, State, read_state, write_state
from sirekap_desktop.models.clock import Clock, local_now
from sirekap_desktop.models.workspace import Workspace

PAUSES_SECONDS = (5, 15, 60, 180, 300)
"""Before the next try, after so many that brought nothing over; then the last one for ever."""
RECEIPT_SECONDS = (60, 300, 900, 1800)
_KEPT = {"send.cut", "send.timeout"}
"""After these, what is known of the destination still holds."""

Report = Callable[[Sent], None]
OpenStore = Callable[[Destination, str], Store]


class Outbox:
    """Destinations and parcels of one workspace. Thread-safe; an attempt runs outside the lock.

    Args:
        folder: of the workspace.
        credentials: where secrets are.
        clock: for tests.
        open_store: for tests.
        activated_by: key of the kabupaten that activated the workspace: its receipts count without enrolling it again.
    """

    def __init__(
        self,
        folder: Path,
        credentials: Credentials,
        *,
        clock: Clock = local_now,
        open_store: OpenStore = roads.open_store,
        activated_by: bytes | None = None,
    ) -> None:
        self._folder = folder
        self._activated_by = (keys.fingerprint(activated_by),) if activated_by else ()
        self.credentials = credentials
        self._clock = clock
        self._open_store = open_store
        self._guard = threading.RLock()
        self._state = read_state(folder)
        self._known: dict[str, Known] = {}

    @property
    def destinations(self) -> tuple[Destination, ...]:
        return self._state.destinations

    @property
    def parcels(self) -> tuple[Parcel, ...]:
        """The oldest first."""
        return self._state.parcels

    @property
    def kabupaten_keys(self) -> tuple[str, ...]:
        """Fingerprints whose receipts count."""
        return tuple(dict.fromkeys((*self._state.kabupaten_keys, *self._activated_by)))

    # destinations

    def destination(self, destination_id: str) -> Destination:
        """Raises UserError ``destination.unknown``."""
        found = next((item for item in self.destinations if item.id == destination_id), None)
        if found is None:
            raise UserError("Tujuan itu sudah dihapus.", "Pilih tujuan lain.", code="destination.unknown")
        return found

    def named(self, name: str) -> Destination:
        """By the name that people gave. Raises UserError ``destination.unknown``."""
        found = next((item for item in self.destinations if item.name.casefold() == name.casefold()), None)
        if found is None:
            names = ", ".join(item.name for item in self.destinations) or "belum ada"
            raise UserError(f"Tujuan {name} tidak ada. Yang ada: {names}.", code="destination.unknown")
        return found

    def keep_destination(self, wanted: Destination, secret: str | None = None) -> UserError | None:
        """Add a destination or change the one with its id; ``secret`` None keeps the one that is known.

        Returns:
            What to tell the person when the secret lasts only until the program ends.

        Raises:
            UserError: ``destination.…``, ``disk.…``.
        """
        check_destination(wanted)
        with self._guard:
            others = [item for item in self.destinations if item.id != wanted.id]
            if wanted.name.casefold() in {item.name.casefold() for item in others}:
                raise UserError(f"Sudah ada tujuan bernama {wanted.name}.", code="destination.name")
            kept = tuple(wanted if item.id == wanted.id else item for item in self.destinations)
            is_new = len(others) == len(self.destinations)
            self._write(replace(self._state, destinations=(*kept, wanted) if is_new else kept))
        return self.credentials.keep(wanted.id, secret) if secret else None

    def remove_destination(self, destination_id: str) -> None:
        """With its secret and its parcels; what is at the destination stays there."""
        with self._guard:
            destinations = tuple(item for item in self.destinations if item.id != destination_id)
            parcels = tuple(item for item in self.parcels if item.destination != destination_id)
            self._write(replace(self._state, destinations=destinations, parcels=parcels))
        self.credentials.forget(destination_id)

    def check(self, wanted: Destination, secret: str | None = None) -> int | None:
        """Prove a destination, kept or not yet; returns the bytes that still fit, if it says.

        Raises:
            TransportError: what is wrong; UserError ``destination.…``.
        """
        check_destination(wanted)
        store = self.open_road(wanted, secret)
        try:
            store.check()
            return store.free()
        finally:
            store.close()

    def open_road(self, destination: Destination, secret: str | None = None) -> Store:
        """The store of a destination, with the secret that is known. Raises TransportError ``send.no_secret``."""
        known = secret or (self.credentials.get(destination.id) if destination.needs_secret else "")
        if known is None:
            raise problems.no_secret(destination.name)
        return self._open_store(destination, known)

    def enroll(self, key: str) -> str:
        """Know a key of the kabupaten: a fingerprint, hex digits or a file. Raises UserError ``key.unknown``."""
        fingerprint = keys.expected_fingerprint(key)
        with self._guard:
            known = tuple(dict.fromkeys((*self.kabupaten_keys, fingerprint)))
            parcels = tuple(_known_again(parcel, known) for parcel in self.parcels)
            self._write(replace(self._state, kabupaten_keys=known, parcels=parcels))
        return fingerprint

    # parcels

    def parcel(self, parcel_id: str) -> Parcel | None:
        return next((item for item in self.parcels if item.id == parcel_id), None)

    def add(self, package: Path, destination_id: str) -> Parcel:
        """Put a package into the outbox; the same package for the same destination is sent on, not twice.

        Raises:
            UserError: ``package.…``, ``destination.unknown``.
        """
        source = open_source(package)
        self.destination(destination_id)
        with self._guard:
            for item in self.parcels:
                if (item.sha256, item.destination) == (source.sha256, destination_id):
                    return self.again(item.id)
            path = self._name_of(package)
            made = Parcel(
                secrets.token_hex(8),
                path,
                source.sha256,
                source.size,
                destination_id,
                self._now(),
                State.WAITING.value,
            )
            kept = tuple(item for item in self.parcels if not _is_overtaken(item, made))
            self._write(replace(self._state, parcels=(*kept, made)))
        return made

    def _name_of(self, package: Path) -> str:
        """Relative inside the workspace, so that a moved workspace still finds it."""
        path, folder = package.resolve(), self._folder.resolve()
        return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)

    def again(self, parcel_id: str) -> Parcel:
        """Try now: what waits, what was held or stopped, or the look for a receipt. KeyError if it is gone."""
        with self._guard:
            parcel = self._require(parcel_id)
            state = State.SENT if parcel.state in {State.SENT, State.RECEIVED, State.REFUSED} else State.WAITING
            return self._put(replace(parcel, state=state.value, tries=0, next_at="", code="", message=""))

    def hold(self, parcel_id: str) -> Parcel:
        """Do not go on until somebody says so."""
        with self._guard:
            return self._put(replace(self._require(parcel_id), state=State.HELD.value, next_at=""))

    def remove(self, parcel_id: str) -> None:
        """Forget a parcel; what is at the destination stays there."""
        with self._guard:
            self._write(replace(self._state, parcels=tuple(item for item in self.parcels if item.id != parcel_id)))

    def due(self) -> Parcel | None:
        """What is to be tried now, the longest waiting first."""
        waiting = [item for item in self.parcels if item.state in {State.WAITING, State.SENT}]
        ready = [item for item in waiting if not item.next_at or datetime.fromisoformat(item.next_at) <= self._clock()]
        return min(ready, key=lambda item: (item.state == State.SENT, item.next_at), default=None)

    def pause(self) -> timedelta | None:
        """How long until something is due; None: nothing is waiting."""
        waiting = [item for item in self.parcels if item.state in {State.WAITING, State.SENT}]
        times = [datetime.fromisoformat(item.next_at) - self._clock() for item in waiting if item.next_at]
        if len(times) < len(waiting):
            return timedelta(0)
        return max(min(times), timedelta(0)) if times else None

    def attempt(
        self,
        parcel_id: str,
        *,
        report: Report | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Parcel | None:
        """One try at a parcel: send it, or look for its receipt. Returns it as it stands then, None if it is gone."""
        parcel = self.parcel(parcel_id)
        if parcel is None:
            return None
        carried = [parcel.there]

        def note(sent: Sent) -> None:
            carried[0] = max(carried[0], sent.there)
            if report:
                report(sent)

        try:
            changed = self._seek_receipt(parcel) if parcel.state == State.SENT else self._send(parcel, note, cancelled)
        except UserError as error:
            changed = self._after(replace(parcel, there=carried[0]), error, moved=carried[0] > parcel.there)
        with self._guard:
            now = self.parcel(parcel_id)
            if now is None:
                return None
            is_held = now.state == State.HELD and changed.state == State.WAITING  # said while it was on its way
            return self._put(replace(changed, state=now.state, next_at="") if is_held else changed)

    def _send(self, parcel: Parcel, report: Report, cancelled: Callable[[], bool]) -> Parcel:
        source = open_source(self._folder / parcel.package)
        if source.sha256 != parcel.sha256:
            raise UserError(
                f"Paket {parcel.name} sudah ditulis ulang; yang lama tidak ada lagi.",
                "Kirim paket yang baru, lalu hapus baris ini.",
                code="package.rewritten",
            )
        store = self.open_road(self.destination(parcel.destination))
        known = self._known.setdefault(parcel.id, Known())
        try:
            place = send(store, source, known, report=report, cancelled=cancelled)
        finally:
            store.close()
        self._known.pop(parcel.id, None)
        done = replace(parcel, state=State.SENT.value, there=source.size, place=place.folder, sent_at=self._now())
        return replace(done, tries=0, code="", message="", next_at=self._later(RECEIPT_SECONDS[0]))

    def _after(self, parcel: Parcel, error: UserError, *, moved: bool) -> Parcel:
        """A try that failed: later, or when a person has done something."""
        if error.code not in _KEPT:
            self._known.pop(parcel.id, None)
        if error.code == "package.cancelled":
            return replace(parcel, next_at="")
        if not isinstance(error, TransportError) or not error.passes:
            state = parcel.state if parcel.state == State.SENT else State.STOPPED.value
            pause = self._later(RECEIPT_SECONDS[-1]) if parcel.state == State.SENT else ""
            return replace(parcel, state=state, next_at=pause, code=error.code, message=str(error))
        tries = 0 if moved else parcel.tries
        pause = self._later(PAUSES_SECONDS[min(tries, len(PAUSES_SECONDS) - 1)])
        return replace(parcel, tries=tries + 1, next_at=pause, code=error.code, message=str(error))

    # receipts

    def _seek_receipt(self, parcel: Parcel) -> Parcel:
        place = Place(*parcel.place.split("/", 1))
        store = self.open_road(self.destination(parcel.destination))
        try:
            is_there = RECEIPT_NAME in store.list(place.folder).files
            data = read_file(store, place.receipt, MAX_RECEIPT) if is_there else b""
        finally:
            store.close()
        if not data:
            pause = RECEIPT_SECONDS[min(parcel.tries, len(RECEIPT_SECONDS) - 1)]
            return replace(parcel, tries=parcel.tries + 1, next_at=self._later(pause), code="", message="")
        checked = check_receipt(data, parcel.sha256, self.kabupaten_keys)
        save(self.receipt_path(parcel), data)
        return _received(parcel, checked)

    def receipt_path(self, parcel: Parcel) -> Path:
        """Where the receipt of a parcel is kept."""
        return self._folder / "packages" / f"tanda-terima-{parcel.sha256[:16]}.json"

    # state

    def _require(self, parcel_id: str) -> Parcel:
        parcel = self.parcel(parcel_id)
        if parcel is None:
            raise KeyError(parcel_id)
        return parcel

    def _put(self, parcel: Parcel) -> Parcel:
        parcels = tuple(parcel if item.id == parcel.id else item for item in self.parcels)
        self._write(replace(self._state, parcels=parcels))
        return parcel

    def _write(self, state: OutboxState) -> None:
        write_state(self._folder, state)
        self._state = state

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")

    def _later(self, seconds: float) -> str:
        return (self._clock() + timedelta(seconds=seconds)).isoformat(timespec="seconds")


def _is_overtaken(old: Parcel, new: Parcel) -> bool:
    """An unsent package whose file now holds the new one."""
    same = (old.package, old.destination) == (new.package, new.destination)
    return same and old.state in {State.WAITING, State.HELD, State.STOPPED}


def _received(parcel: Parcel, checked: Checked) -> Parcel:
    receipt = checked.receipt
    seen = ReceiptSeen(receipt.receiver, receipt.received_at, receipt.note, receipt.fingerprint, checked.known)
    state = State.RECEIVED if receipt.accepted else State.REFUSED
    return replace(parcel, state=state.value, receipt=seen, next_at="", code="", message="")


def _known_again(parcel: Parcel, known: tuple[str, ...]) -> Parcel:
    receipt = parcel.receipt
    return replace(parcel, receipt=replace(receipt, known=receipt.fingerprint in known)) if receipt else parcel


def send_now(outbox: Outbox, parcel: Parcel, *, report: Report | None = None) -> Parcel:
    """For the command line: try, and after a cut again as long as each try brings something over; never wait."""
    before, parcel = -1, outbox.again(parcel.id)
    while parcel.state == State.WAITING and parcel.there > before:
        before = parcel.there
        parcel = outbox.attempt(parcel.id, report=report) or parcel
    return parcel


def outbox_of(workspace: Workspace) -> Outbox:
    """The outbox of an open workspace. Raises UserError ``outbox.damaged``."""
    folder, key = Path(workspace.folder), workspace.kabupaten_key
    return Outbox(folder, Credentials(workspace.workspace_id), activated_by=key)
