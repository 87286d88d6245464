"""Small signed files between kabupaten and PPK: one JSON text, one spelling, one Ed25519 signature.

``docs/activation-format.md`` describes it; :mod:`exchange.activation` says what the bodies hold.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from sirekap_desktop import FILE_SUFFIX
from sirekap_desktop.exchange import keys
from sirekap_desktop.exchange.decode import FormatError, load_json
from sirekap_desktop.exchange.manifest import canonical
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.plainfile import TooLargeError, read_plain
from sirekap_desktop.models.whole_files import write_whole

SCHEMA = 1
ACTIVATION = "sirekap-activation"
ANSWER = "sirekap-activation-answer"
PIN_ORDER = "sirekap-pin-order"
PANEL = "sirekap-panel"
KINDS = {
    ACTIVATION: "berkas aktivasi",
    ANSWER: "berkas jawaban aktivasi",
    PIN_ORDER: "perintah reset PIN ketua",
    PANEL: "berkas panel",
}
_MAX = 32 * 2**20
_KEYS = frozenset({"algorithm", "body", "kind", "public_key", "schema", "sha256", "signature"})


@dataclass(frozen=True, slots=True)
class Envelope:
    """A file whose signature holds."""

    kind: str
    body: dict[str, object]
    sha256: str
    """Of the body's canonical spelling."""
    public_key: bytes
    """Raw: who signed."""

    @property
    def fingerprint(self) -> str:
        return keys.fingerprint(self.public_key)


def sealed(kind: str, body: object, private: keys.PrivateKey) -> bytes:
    """The bytes of a signed file."""
    data = canonical(body)
    return canonical(
        {
            "algorithm": "Ed25519",
            "body": body,
            "kind": kind,
            "public_key": keys.public_bytes(private).hex(),
            "schema": SCHEMA,
            "sha256": hashlib.sha256(data).hexdigest(),
            "signature": private.sign(_domain(kind) + data).hex(),
        }
    )


def _domain(kind: str) -> bytes:
    return f"{kind}/{SCHEMA}\n".encode()


def opened(data: bytes, name: str) -> Envelope:
    """Check a file of unknown origin; ``name`` stands in messages.

    Raises:
        UserError: ``activation.foreign`` (no such file), ``activation.schema``, ``activation.damaged``,
            ``activation.signature`` (changed after it was signed).
    """
    value = _parsed(data, name)
    kind, schema = value.get("kind"), value.get("schema")
    if not isinstance(kind, str) or kind not in KINDS:
        _refuse_foreign(name)
    if type(schema) is not int or schema != SCHEMA:
        raise UserError(
            f"{name} ditulis program versi lain (susunan {schema!r}; program ini mengenal {SCHEMA}).",
            "Pasang versi Sirekap Desktop yang sama dengan kabupaten, lalu buka lagi.",
            code="activation.schema",
        )
    if value.keys() != _KEYS or not _is_canonical(value, data) or not isinstance(value["body"], dict):
        _refuse_damaged(name)
    body = canonical(value["body"])
    if hashlib.sha256(body).hexdigest() != value["sha256"]:
        _refuse_damaged(name)
    public, signature = _hex(value["public_key"], 64), _hex(value["signature"], 128)
    signed = public and signature and keys.is_signed(public, signature, _domain(kind) + body)
    if value["algorithm"] != "Ed25519" or not signed or public is None:
        raise UserError(
            f"Tanda tangan {name} tidak cocok dengan isinya: berkas ini diubah setelah ditandatangani.",
            "Jangan dipakai. Minta berkas yang asli dari pengirimnya.",
            code="activation.signature",
        )
    return Envelope(kind, value["body"], str(value["sha256"]), public)


def _parsed(data: bytes, name: str) -> dict[str, object]:
    if not data.startswith(b'{"algorithm":'):
        _refuse_foreign(name)
    try:
        value = load_json(data, name)
    except FormatError:
        _refuse_damaged(name)
    if not isinstance(value, dict):
        _refuse_foreign(name)
    return value


def _is_canonical(value: object, data: bytes) -> bool:
    try:
        return canonical(value) == data
    except (ValueError, RecursionError):  # a number beyond all bounds is valid JSON
        return False


def _hex(value: object, length: int) -> bytes | None:
    if isinstance(value, str) and len(value) == length and re.fullmatch("[0-9a-f]*", value):
        return bytes.fromhex(value)
    return None


def _refuse_foreign(name: str) -> NoReturn:
    raise UserError(
        f"{name} bukan berkas aktivasi Sirekap Desktop.",
        f"Pilih berkas berakhiran {FILE_SUFFIX} dari KPU kabupaten/kota.",
        code="activation.foreign",
    )


def _refuse_damaged(name: str) -> NoReturn:
    raise UserError(
        f"{name} rusak: isinya tidak utuh lagi.",
        "Salin lagi dari asalnya, atau minta kabupaten mengirim ulang.",
        code="activation.damaged",
    )


def read(path: Path) -> Envelope:
    """The same from a file. Raises UserError also ``activation.missing``."""
    try:
        data = read_plain(path, _MAX)
    except TooLargeError:
        _refuse_foreign(path.name)
    except OSError as error:
        raise UserError(f"Berkas {path} tidak dapat dibaca.", code="activation.missing") from error
    return opened(data, path.name)


def write(path: Path, data: bytes) -> None:
    """All or nothing. Raises UserError ``disk.full``, ``workspace.read_only``."""
    write_whole(path, data)
