"""What a kabupaten keeps on its own computer: its signing key, sealed with a PIN, and a book of what it gave out.

Both lie in the user's own folder (``docs/security.md``), beside the keys of workspaces and in no workspace.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from platformdirs import user_data_dir

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import pins
from sirekap_desktop.models.clock import Clock, local_now, stamp
from sirekap_desktop.models.keys import SigningKey
from sirekap_desktop.models.whole_files import write_whole

KEY_FILE = "kunci-kabupaten.json"
BOOK_FILE = "buku-kabupaten.json"
_SCHEMA = 1
_CODE_LENGTH = 4
_FORGOTTEN = "PIN kunci kabupaten tidak dapat diganti orang lain."
_RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)


@dataclass(frozen=True, slots=True)
class EnrolledKey:
    """The key of one laptop of a PPK, taken from its answer file."""

    kecamatan: str
    """Six-digit code."""
    name: str
    public_key: str
    """64 hex digits."""
    machine: str
    host: str
    workspace_id: str
    answered_at: str
    enrolled_at: str


@dataclass(frozen=True, slots=True)
class _Sealed:
    """The key file."""

    schema: int
    code: str
    name: str
    public_key: str
    salt: str
    rounds: int
    memory_kib: int
    nonce: str
    sealed: str
    failures: int = 0
    wait_until: str = ""


@dataclass(frozen=True, slots=True)
class _Book:
    schema: int = _SCHEMA
    issued: tuple[tuple[str, int], ...] = ()
    """Kecamatan and the newest version of its activation file."""
    keys: tuple[EnrolledKey, ...] = ()


def default_folder() -> Path:
    """Where it lies unless told otherwise: the user's data folder."""
    return Path(user_data_dir("sirekap-desktop", appauthor=False)) / "kabupaten"


class Office:
    """The kabupaten on this computer. Use :meth:`create` or :meth:`open`."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self._clock = folder, clock
        key = self._key()
        self.code, self.name, self.public_key = key.code, key.name, bytes.fromhex(key.public_key)

    @classmethod
    def open(cls, folder: Path | None = None, clock: Clock = local_now) -> Office | None:
        """``None`` while no key was made here. Raises UserError ``office.damaged``."""
        folder = folder or default_folder()
        return cls(folder, clock) if (folder / KEY_FILE).exists() else None

    @classmethod
    def create(cls, code: str, name: str, pin: str, folder: Path | None = None, clock: Clock = local_now) -> Office:
        """Make the key of a kabupaten, known by its four-digit code.

        Raises:
            UserError: ``pin.weak``, ``office.name``, ``office.code``, ``office.exists``, ``disk.full``.
        """
        folder = folder or default_folder()
        region = code.replace(".", "").strip()
        if len(region) != _CODE_LENGTH or not (region.isascii() and region.isdigit()):
            raise UserError("Kode kabupaten/kota terdiri dari empat angka, misalnya 7605.", code="office.code")
        if not (clean := " ".join(name.split())):
            raise UserError("Nama KPU kabupaten/kota belum diisi.", code="office.name")
        pins.check_new(pin)
        if (folder / KEY_FILE).exists():
            raise UserError("Kunci kabupaten sudah ada di komputer ini.", code="office.exists")
        _write(folder / KEY_FILE, asdict(_seal(region, clean, SigningKey(Ed25519PrivateKey.generate()), pin)))
        return cls(folder, clock)

    def unlock(self, pin: str) -> SigningKey:
        """The key, for one piece of work. Raises UserError ``pin.wrong``, ``pin.wait``."""
        sealed = self._key()
        pins.refuse_early(sealed.wait_until, self._clock(), _FORGOTTEN)
        key = _unseal(sealed, pin)
        failures = 0 if key else sealed.failures + 1
        if failures != sealed.failures:
            wait = "" if key else (self._clock() + pins.pause(failures)).isoformat()
            _write(self.folder / KEY_FILE, asdict(replace(sealed, failures=failures, wait_until=wait)))
        if key is None:
            raise UserError("PIN kunci kabupaten salah.", f"Ketik lagi. {_FORGOTTEN}", code="pin.wrong")
        return key

    def change_pin(self, old: str, new: str) -> None:
        """Raises UserError ``pin.wrong``, ``pin.wait``, ``pin.weak``."""
        key = self.unlock(old)
        pins.check_new(new)
        _write(self.folder / KEY_FILE, asdict(_seal(self.code, self.name, key, new)))

    # the book

    def next_version(self, kecamatan: str) -> int:
        """The number that the next activation file of a kecamatan gets."""
        return dict(self._book().issued).get(kecamatan, 0) + 1

    def note_issued(self, versions: Iterable[tuple[str, int]]) -> None:
        """Files with these numbers were written."""
        book = self._book()
        issued = {**dict(book.issued), **dict(versions)}
        _write(self.folder / BOOK_FILE, asdict(replace(book, issued=tuple(sorted(issued.items())))))

    def enrolled(self) -> tuple[EnrolledKey, ...]:
        """By kecamatan, then by when they came."""
        return tuple(sorted(self._book().keys, key=lambda one: (one.kecamatan, one.enrolled_at, one.machine)))

    def enrol(self, new: Iterable[EnrolledKey]) -> tuple[EnrolledKey, ...]:
        """Write keys into the book; gives back those that were not there yet."""
        book = self._book()
        known = {(one.workspace_id, one.public_key) for one in book.keys}
        at = stamp(self._clock)
        fresh = tuple(replace(one, enrolled_at=at) for one in new if (one.workspace_id, one.public_key) not in known)
        if fresh:
            _write(self.folder / BOOK_FILE, asdict(replace(book, keys=(*book.keys, *fresh))))
        return fresh

    def _key(self) -> _Sealed:
        value = _read(self.folder / KEY_FILE)
        try:
            found = _Sealed(**value)
            bytes.fromhex(found.public_key + found.salt + found.nonce + found.sealed)
        except (TypeError, ValueError) as error:
            raise _damaged(self.folder / KEY_FILE) from error
        return found

    def _book(self) -> _Book:
        path = self.folder / BOOK_FILE
        if not path.exists():
            return _Book()
        value = _read(path)
        try:
            issued = tuple((str(code), int(version)) for code, version in value["issued"])
            keys = tuple(EnrolledKey(**{item.name: str(one[item.name]) for item in fields(EnrolledKey)})
                         for one in value["keys"])  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(path) from error
        return _Book(issued=issued, keys=keys)


def _seal(code: str, name: str, key: SigningKey, pin: str) -> _Sealed:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    rounds, memory = pins.cost()
    public = key.private.public_key().public_bytes(*_RAW)
    raw = key.private.private_bytes(
        serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    )
    sealed = AESGCM(pins.derived(pin, salt, rounds, memory)).encrypt(nonce, raw, public)
    return _Sealed(_SCHEMA, code, name, public.hex(), salt.hex(), rounds, memory, nonce.hex(), sealed.hex())


def _unseal(sealed: _Sealed, pin: str) -> SigningKey | None:
    derived = pins.derived(pin, bytes.fromhex(sealed.salt), sealed.rounds, sealed.memory_kib)
    try:
        raw = AESGCM(derived).decrypt(
            bytes.fromhex(sealed.nonce), bytes.fromhex(sealed.sealed), bytes.fromhex(sealed.public_key)
        )
    except InvalidTag:
        return None
    return SigningKey(Ed25519PrivateKey.from_private_bytes(raw))


def _read(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path) from error
    if not isinstance(value, dict) or value.get("schema") != _SCHEMA:
        raise _damaged(path)
    return value


def _write(path: Path, value: dict[str, Any]) -> None:
    """All or nothing, and private from its first byte on disk."""
    write_whole(path, json.dumps(value, ensure_ascii=False, indent=1).encode(), private=True)


def _damaged(path: Path) -> UserError:
    return UserError(
        f"Berkas kabupaten {path} tidak dapat dibaca.", "Kembalikan berkas itu dari cadangan.", code="office.damaged"
    )
