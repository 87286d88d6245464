"""``kirim.json`` in the workspace: destinations without their secrets, and what is on its way to them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from sirekap_desktop.exchange.decode import FormatError, decode, load_json
from sirekap_desktop.exchange.package import save
from sirekap_desktop.exchange.transport.destination import Destination
from sirekap_desktop.forms.errors import UserError

FILE_NAME = "kirim.json"
SCHEMA = 1


class State(StrEnum):
    """Where a parcel stands."""

    WAITING = "waiting"
    """To be sent, now or at ``next_at``."""
    HELD = "held"
    """A person stopped it."""
    STOPPED = "stopped"
    """It cannot go on without a person: wrong password, full store …"""
    SENT = "sent"
    """All of it is there; the receipt is looked for at ``next_at``."""
    RECEIVED = "received"
    """The kabupaten gave a receipt."""
    REFUSED = "refused"
    """The kabupaten says that it does not take it."""


@dataclass(frozen=True, slots=True)
class ReceiptSeen:
    """What the receipt says; its file lies beside the packages."""

    receiver: str
    received_at: str
    note: str
    fingerprint: str
    known: bool
    """Whether the enrolled key of the kabupaten signed it."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One package for one destination."""

    id: str
    package: str
    """Path; relative to the workspace when it lies there."""
    sha256: str
    """Of its manifest."""
    size: int
    destination: str
    added_at: str
    state: str
    there: int = 0
    """Bytes that are at the destination, as far as is known."""
    tries: int = 0
    """In a row that brought nothing over."""
    next_at: str = ""
    code: str = ""
    message: str = ""
    """Why it does not go on; empty when nothing is wrong."""
    place: str = ""
    """Where it stands at the destination, once it is there."""
    sent_at: str = ""
    receipt: ReceiptSeen | None = None

    @property
    def name(self) -> str:
        """The package's file name."""
        return Path(self.package).name


@dataclass(frozen=True, slots=True)
class OutboxState:
    """All of the file."""

    schema: int = SCHEMA
    destinations: tuple[Destination, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    kabupaten_keys: tuple[str, ...] = ()
    """Fingerprints of the keys whose receipts count as the kabupaten's."""


def read_state(folder: Path) -> OutboxState:
    """The file of a workspace; an empty state when there is none.

    Raises:
        UserError: ``outbox.damaged``.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return OutboxState()
    try:
        state = decode(OutboxState, load_json(path.read_bytes(), FILE_NAME), FILE_NAME)
    except (FormatError, OSError) as error:
        raise _damaged(path) from error
    if state.schema != SCHEMA:
        raise _damaged(path)
    return state


def _damaged(path: Path) -> UserError:
    return UserError(
        f"Daftar tujuan dan kiriman tidak terbaca: {path}.",
        "Pindahkan berkas itu, lalu isi tujuannya lagi; paket dan ruang kerja tidak terpengaruh.",
        code="outbox.damaged",
    )


def write_state(folder: Path, state: OutboxState) -> None:
    """Write the file, whole or not at all. Raises UserError ``disk.full`` …"""
    save(folder / FILE_NAME, json.dumps(asdict(state), ensure_ascii=False, indent=1).encode())
