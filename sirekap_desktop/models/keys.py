"""The signing key of this machine: made at creation of a workspace and kept outside it, readable by its owner only.

The machine's id is taken from its public key, so that rows, audit chain and signatures name the same machine.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from platformdirs import user_data_dir

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import errors

MACHINE_ID_LENGTH = 16
"""Hexadecimal digits of a machine's id: the beginning of its key's fingerprint."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key and what is derived from it."""

    private: Ed25519PrivateKey

    @property
    def public_pem(self) -> str:
        return public_pem(self.private.public_key())

    @property
    def public_hex(self) -> str:
        """The raw public key, 64 hex digits."""
        raw = self.private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return raw.hex()

    @property
    def machine_id(self) -> str:
        return fingerprint(self.private.public_key())[:MACHINE_ID_LENGTH]

    def sign(self, data: bytes) -> bytes:
        return self.private.sign(data)


def default_key_folder() -> Path:
    """Where keys are kept unless told otherwise: the user's data folder, never the workspace."""
    return Path(user_data_dir("sirekap-desktop", appauthor=False)) / "keys"


def key_path(folder: Path, workspace_id: str) -> Path:
    """Where the key for a workspace lies."""
    return folder / f"{workspace_id}.pem"


def fingerprint(key: Ed25519PublicKey) -> str:
    """SHA-256 of the raw public key, hexadecimal."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()


def printed_fingerprint(public: bytes) -> str:
    """Short form to compare by eye or by phone: ``3F9A-2C1B-…``, 80 bits of SHA-256 over the raw public key."""
    digest = hashlib.sha256(public).hexdigest()[:20].upper()
    return "-".join(digest[i : i + 4] for i in range(0, 20, 4))


def public_pem(key: Ed25519PublicKey) -> str:
    """The public key as text (PEM)."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def create_key(folder: Path, workspace_id: str) -> SigningKey:
    """Make and store a key; it is private from its first byte on disk. Raises UserError on a full or closed disk."""
    key = SigningKey(Ed25519PrivateKey.generate())
    pem = key.private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = key_path(folder, workspace_id)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if not isinstance(error, FileExistsError):
            forget_key(folder, workspace_id)  # half a key would be found damaged ever after
        raise errors.from_os_error(error, folder) or _unusable(path) from error
    return key


def forget_key(folder: Path, workspace_id: str) -> None:
    """Remove the key of a workspace that never came to be."""
    with suppress(OSError):
        key_path(folder, workspace_id).unlink(missing_ok=True)


def read_key(folder: Path, workspace_id: str) -> SigningKey | None:
    """The key of this machine for a workspace, ``None`` if it has none; UserError ``key.damaged`` if unreadable."""
    path = key_path(folder, workspace_id)
    if not path.exists():
        return None
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise _unusable(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _unusable(path)
    return SigningKey(key)


def _unusable(path: Path) -> UserError:
    return UserError(
        f"Kunci tanda tangan tidak dapat dibaca: {path}.",
        "Kembalikan berkas itu dari cadangan, atau pindahkan supaya kunci baru dibuat saat ruang kerja dibuka.",
        code="key.damaged",
    )
