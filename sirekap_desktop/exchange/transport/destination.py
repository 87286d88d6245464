"""A destination: where packages go, without the secret that opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from sirekap_desktop.exchange.transport.store import Store
from sirekap_desktop.forms.errors import UserError

DEFAULT_REGION = "us-east-1"
"""What S3 servers without regions expect to be called."""


class Kind(StrEnum):
    """How a destination is spoken to."""

    FOLDER = "folder"
    WEBDAV = "webdav"
    S3 = "s3"


@dataclass(frozen=True, slots=True)
class Destination:
    """Kept in the workspace; the password or secret key never is."""

    id: str
    name: str
    kind: str
    address: str
    """A folder, or ``https://…``."""
    user: str = ""
    """User name, or access key id."""
    bucket: str = ""
    prefix: str = ""
    """S3: folder in the bucket."""
    region: str = ""
    fingerprint: str = ""
    """SHA-256 of the one certificate that a person accepted; empty: the authorities of the system vouch."""

    @property
    def needs_secret(self) -> bool:
        return self.kind != Kind.FOLDER and bool(self.user)

    @property
    def host(self) -> tuple[str, int]:
        """Where the server listens."""
        parts = urlsplit(self.address)
        return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def check_destination(wanted: Destination) -> None:
    """Raises UserError ``destination.name``, ``destination.address``, ``destination.secret_in_address``,
    ``destination.user`` or ``destination.bucket``."""
    if not wanted.name.strip():
        raise UserError("Tujuan belum diberi nama.", code="destination.name")
    if wanted.kind == Kind.FOLDER:
        if not wanted.address.strip():
            raise UserError("Pilih folder tujuannya.", code="destination.address")
        return
    _check_address(wanted.address)
    if wanted.kind == Kind.S3 and not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", wanted.bucket):
        text = "Nama wadah (bucket) terdiri dari 3 sampai 63 huruf kecil, angka, titik atau tanda hubung."
        raise UserError(text, code="destination.bucket")
    if wanted.kind == Kind.S3 and not wanted.user:
        raise UserError("Kunci akses belum diisi.", code="destination.user")


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_good = False
    if not is_good:
        raise UserError("Alamat server ditulis seperti https://awan.kpu.go.id/…", code="destination.address")
    if parts.password is not None or parts.username is not None:
        raise UserError(
            "Jangan tulis nama pengguna atau kata sandi dalam alamat.",
            "Isikan di tempatnya sendiri: alamat disimpan di ruang kerja, kata sandi tidak.",
            code="destination.secret_in_address",
        )
    if parts.query or parts.fragment:
        raise UserError("Alamat tujuan tidak boleh memuat ? atau #.", code="destination.address")


def open_store(destination: Destination, secret: str) -> Store:
    """The store of a destination; nothing is asked of it yet. Libraries are loaded for those only that need them."""
    if destination.kind == Kind.FOLDER:
        from sirekap_desktop.exchange.transport.folder import FolderStore  # noqa: PLC0415

        return FolderStore(Path(destination.address))
    if destination.kind == Kind.WEBDAV:
        from sirekap_desktop.exchange.transport.webdav import WebDavStore  # noqa: PLC0415

        return WebDavStore(destination.address, destination.user, secret, destination.fingerprint)
    from sirekap_desktop.exchange.transport.s3 import S3Store  # noqa: PLC0415

    return S3Store(
        destination.address,
        destination.bucket,
        destination.prefix,
        destination.user,
        secret,
        destination.region or DEFAULT_REGION,
        destination.fingerprint,
    )
