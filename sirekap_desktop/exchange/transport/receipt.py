"""The receipt: what the kabupaten puts beside a package that it took, signed with its own key."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass

from sirekap_desktop.exchange import keys
from sirekap_desktop.exchange.decode import FormatError, decode, load_json
from sirekap_desktop.exchange.manifest import canonical
from sirekap_desktop.exchange.transport.delivery import RECEIPT_NAME
from sirekap_desktop.forms.errors import UserError

KIND = "sirekap-receipt"
SCHEMA = 1
MAX_RECEIPT = 1 << 20
_DOMAIN = b"sirekap-desktop/receipt/1\n"
_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the kabupaten says about one package."""

    kind: str
    schema: int
    package: str
    """SHA-256 of the bytes of its ``manifest.json``."""
    kecamatan: str
    """Six-digit code."""
    receiver: str
    """Who took it, in words."""
    received_at: str
    """ISO 8601 with offset, by the receiver's clock."""
    accepted: bool
    note: str
    """Why it was refused, or anything that the sender should know; may be empty."""
    signer: str
    """Public key, 64 hex digits."""

    @property
    def fingerprint(self) -> str:
        """Of the key that signed."""
        return keys.fingerprint(bytes.fromhex(self.signer))


@dataclass(frozen=True, slots=True)
class _Signed:
    receipt: Receipt
    signature: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A receipt whose signature holds and that is for our package."""

    receipt: Receipt
    known: bool
    """Whether it was signed with the enrolled key of the kabupaten."""


def sign_receipt(
    private: keys.PrivateKey,
    *,
    package: str,
    kecamatan: str,
    receiver: str,
    received_at: str,
    accepted: bool,
    note: str = "",
) -> bytes:
    """The bytes of ``tanda-terima.json``."""
    signer = keys.public_bytes(private).hex()
    receipt = Receipt(KIND, SCHEMA, package, kecamatan, receiver, received_at, accepted, note, signer)
    signature = private.sign(_DOMAIN + canonical(asdict(receipt))).hex()
    return canonical(asdict(_Signed(receipt, signature)))


def check_receipt(data: bytes, package: str, known: Collection[str]) -> Checked:
    """Judge a receipt of unknown origin.

    Args:
        package: SHA-256 of the manifest that was sent.
        known: fingerprints of the enrolled keys of the kabupaten.

    Raises:
        UserError: ``receipt.damaged``, ``receipt.not_signed`` or ``receipt.other_package``.
    """
    try:
        signed = decode(_Signed, load_json(data, RECEIPT_NAME), RECEIPT_NAME)
        if canonical(asdict(signed)) != data:
            raise FormatError(f"{RECEIPT_NAME}: ejaannya bukan yang ditetapkan.")
    except FormatError as error:
        raise UserError(f"Tanda terima rusak: {error.message}", code="receipt.damaged") from error
    receipt = signed.receipt
    if (receipt.kind, receipt.schema) != (KIND, SCHEMA) or not _HEX.fullmatch(receipt.signer):
        raise UserError("Bentuk tanda terima tidak dikenal program ini.", code="receipt.damaged")
    if not _holds(signed):
        raise UserError("Tanda terima berubah: tanda tangannya tidak cocok.", code="receipt.not_signed")
    if receipt.package != package:
        raise UserError("Tanda terima itu untuk paket lain.", code="receipt.other_package")
    return Checked(receipt, receipt.fingerprint in known)


def _holds(signed: _Signed) -> bool:
    if not re.fullmatch(r"[0-9a-f]{128}", signed.signature):
        return False
    message = _DOMAIN + canonical(asdict(signed.receipt))
    return keys.is_signed(bytes.fromhex(signed.receipt.signer), bytes.fromhex(signed.signature), message)
