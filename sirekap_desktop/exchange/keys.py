"""Ed25519 keys: who signed a package. The private key is made with the workspace and lies outside it."""

from __future__ import annotations

import re
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.keys import printed_fingerprint

PrivateKey = Ed25519PrivateKey
_MAX_KEY_FILE = 10_000


def public_bytes(private: PrivateKey) -> bytes:
    """The 32 raw bytes of the public key."""
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def public_pem(public: bytes) -> bytes:
    """A raw public key as PEM: the file that is handed to whoever wants to know the sender."""
    key = Ed25519PublicKey.from_public_bytes(public)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(public: bytes) -> str:
    """Short form to compare by eye or by phone: ``3F9A-2C1B-…``, 80 bits of SHA-256 over the raw key."""
    return printed_fingerprint(public)


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether ``signature`` over ``message`` was made with the private half of ``public``."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_of_pem(data: bytes) -> bytes | None:
    """The raw public key of a PEM file; None if there is none in it."""
    try:
        key = load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw) if isinstance(key, Ed25519PublicKey) else None


def expected_fingerprint(text_or_path: str) -> str:
    """What ``--key`` means: a file with a public key (PEM or 64 hex digits), the hex digits, or a fingerprint.

    Returns:
        The fingerprint that the package's signer must have.

    Raises:
        UserError: ``key.unknown`` when it is none of these.
    """
    path = Path(text_or_path)
    text = text_or_path
    try:
        if path.is_file() and path.stat().st_size <= _MAX_KEY_FILE:
            data = path.read_bytes()
            raw = public_of_pem(data)
            if raw is not None:
                return fingerprint(raw)
            text = data.decode("ascii", "replace")
    except OSError as error:
        raise UserError(f"Berkas kunci {path} tidak dapat dibaca.", code="key.unknown") from error
    return _from_text(text.strip())


def _from_text(text: str) -> str:
    if re.fullmatch(r"[0-9a-fA-F]{64}", text):
        return fingerprint(bytes.fromhex(text))
    compact = re.sub(r"[\s-]", "", text).upper()
    if re.fullmatch(r"[0-9A-F]{20}", compact):
        return "-".join(compact[i : i + 4] for i in range(0, 20, 4))
    raise UserError(
        "Kunci pengirim tidak dikenali.",
        "Berikan berkas kunci publik (PEM), 64 angka heksadesimal, atau sidik jari seperti 3F9A-2C1B-….",
        code="key.unknown",
    )
