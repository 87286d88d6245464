"""The signed head of the audit chain at a lock, and the printed one that a person holds against the chain.

Whoever can write into the database can cut the end of the chain off and let the rest agree with itself. The head that
was signed and printed at a lock is the memory of the room: position and hash of the last row at that moment.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import schema
from sirekap_desktop.models.audit import AuditRow, Finding, canonical
from sirekap_desktop.models.database import Row, Session, Transaction
from sirekap_desktop.models.keys import MACHINE_ID_LENGTH, SigningKey, printed_fingerprint

_DOMAIN = b"sirekap-desktop/chain-head/1\n"
_HASH_DIGITS = 64
_LEAST_DIGITS = 16
"""Of a printed hash, that a person must type: 64 bits, which nobody finds a second chain for."""

Head = tuple[str, int, str]
"""Machine, seq and hash of the last row of a chain."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The heads of all chains right after a lock, signed by the machine that locked."""

    lock: str
    """Id of the lock event."""
    machine: str
    heads: tuple[Head, ...]
    """The machine's own first."""
    public_key: str
    signature: str
    """Ed25519 over :func:`message`; hexadecimal, as the key."""

    @property
    def head(self) -> Head:
        """What is printed: the chain that the lock itself stands in."""
        return self.heads[0]

    @property
    def fingerprint(self) -> str:
        """Of the key that signed, as it is printed and compared by eye: ``3F9A-2C1B-…``."""
        return printed_fingerprint(bytes.fromhex(self.public_key))


@dataclass(frozen=True, slots=True)
class PrintedHead:
    """Position and hash (or how it begins) that stand on a printed document."""

    seq: int
    digits: str

    def fits(self, row: AuditRow) -> bool:
        return row.seq == self.seq and row.hash.startswith(self.digits)


def parse_head(text: str) -> PrintedHead:
    """``"1234:ab12cd34 ef56…"``: number, colon, and at least 16 digits of the hash, spaces and capitals as you like.

    Raises:
        UserError: ``head.unknown``.
    """
    number, _, rest = "".join(text.split()).replace(".", "").partition(":")
    digits = rest.replace("-", "").lower()
    if not re.fullmatch(r"\d{1,15}", number) or not re.fullmatch(r"[0-9a-f]{16,64}", digits):
        raise UserError(
            f"{text!r} bukan kepala rantai audit.",
            f"Ketik nomor baris, titik dua, lalu sedikitnya {_LEAST_DIGITS} tanda pertama hash-nya: 1234:ab12…",
            code="head.unknown",
        )
    return PrintedHead(int(number), digits)


def printed(head: Head) -> str:
    """As it stands on paper and may be typed back: ``1234: ab12cd34 ef56…``."""
    _, seq, digest = head
    return f"{seq}: {' '.join(digest[i : i + 8] for i in range(0, _HASH_DIGITS, 8))}"


def check_head(rows: Iterable[AuditRow], claim: PrintedHead) -> Finding | None:
    """What is wrong with a chain by the word of a printed document; ``None`` when it holds that row."""
    number = f"nomor {claim.seq}"
    found = False
    for row in rows:
        if claim.fits(row):
            return None
        found = found or row.seq == claim.seq
    if found:
        text = f"Baris audit {number} berbeda dari yang tercetak: jejak audit ini bukan yang dikunci waktu itu."
        return Finding("head.differs", f"audit #{claim.seq}", text)
    text = f"Baris audit {number} yang tercetak tidak ada: jejak audit dipotong, atau ini bukan ruang kerjanya."
    return Finding("head.missing", f"audit #{claim.seq}", text)


def message(lock: str, heads: Iterable[Head]) -> bytes:
    """What is signed."""
    return _DOMAIN + canonical({"lock": lock, "heads": [list(head) for head in heads]}).encode()


def write(tx: Transaction, lock: str, key: SigningKey) -> None:
    """Sign the heads as they are now, in the transaction of the lock itself."""
    heads = tx.heads()
    tx.insert(
        schema.ChainSeal, lock_event=lock, heads=json.dumps(heads, separators=(",", ":")),
        public_key=key.public_hex, signature=key.sign(message(lock, heads)).hex(),
    )  # fmt: skip


def read(session: Session) -> dict[str, Seal]:
    """Every seal by its lock event; one whose row cannot be read is left out (verification names it)."""
    table = schema.ChainSeal
    rows = session.rows(table.select().order_by(table.seq, table.machine))
    return {seal.lock: seal for row in rows if (seal := parse(row))}


def parse(row: Mapping[str, object] | Row) -> Seal | None:
    """A seal from its row, of the database or of the audit; ``None`` if it is none."""
    try:
        heads = tuple((str(name), int(seq), str(digest)) for name, seq, digest in json.loads(str(row["heads"])))
        public_key, signature = str(row["public_key"]), str(row["signature"])
        bytes.fromhex(public_key), bytes.fromhex(signature)
        seal = Seal(str(row["lock_event"]), str(row["machine"]), heads, public_key, signature)
    except (KeyError, ValueError, TypeError):
        return None
    return seal if heads else None


def is_signed(seal: Seal) -> bool:
    """Whether the signature is true and the key is that of the machine whose chain it speaks of."""
    public = bytes.fromhex(seal.public_key)
    if not hashlib.sha256(public).hexdigest().startswith(seal.machine) or len(seal.machine) != MACHINE_ID_LENGTH:
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(bytes.fromhex(seal.signature), message(seal.lock, seal.heads))
    except (InvalidSignature, ValueError):
        return False
    return True


def findings(seals: Iterable[Seal], rows: Iterable[AuditRow]) -> Iterator[Finding]:
    """Signatures that are none, and signed heads that the chain does not hold."""
    there = {(row.machine, row.seq, row.hash) for row in rows}
    for seal in seals:
        place = f"chain_seal {seal.lock}"
        if not is_signed(seal):
            yield Finding("seal.signature", place, "Tanda tangan atas kepala rantai audit tidak benar.")
        if missing := [head for head in seal.heads if head not in there]:
            text = f"Jejak audit tidak memuat baris nomor {missing[0][1]} yang ditandatangani saat penguncian."
            yield Finding("seal.head", place, text)
