"""Opens the kabupaten's store: by one connection string, with the password from wherever it is kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.jobs.credentials import Credentials
from sirekap_desktop.jobs.outbox import Outbox
from sirekap_desktop.models.activation import Content
from sirekap_desktop.models.clock import Clock, local_now
from sirekap_desktop.models.office import Office, default_folder
from sirekap_desktop.models.penerimaan.address import StoreAddress, parse_address
from sirekap_desktop.models.penerimaan.records import KnownKey, OfficeInfo
from sirekap_desktop.models.penerimaan.store import Penerimaan

SECRET_VARIABLE = "SIREKAP_DB_PASSWORD"  # noqa: S105 - the name of a variable
_OWNER = "penerimaan"
ARCHIVE_FOLDER = "paket"


def store_address(text: str, secret: str | None = None) -> StoreAddress:
    """Where a store is, with its password: the given one, that in the address, the environment's, or the keyring's.

    Raises:
        UserError: ``store.address``.
    """
    address = parse_address(text)
    if secret is not None:
        return address.with_secret(secret)
    if not address.needs_secret:
        return address
    found = os.environ.get(SECRET_VARIABLE) or Credentials(_OWNER).get(address.shown)
    return address.with_secret(found) if found else address


def remember_secret(text: str, secret: str) -> UserError | None:
    """Keep the password of a store in the keyring; returns what to tell the person when it lasts only for now."""
    return Credentials(_OWNER).keep(parse_address(text).shown, secret)


def open_penerimaan(
    address: StoreAddress,
    *,
    who: str,
    office: Office | None = None,
    simulation: bool = False,
    clock: Clock = local_now,
) -> Penerimaan:
    """Open the store; with the kabupaten's key on this computer it is made where there is none, and learns its keys.

    Args:
        address: of the store.
        who: the person who works here.
        office: the kabupaten, where its key is on this computer.
        simulation: whether a store that is made now is for practice; the one that is there knows by itself.
        clock: for tests.

    Raises:
        UserError: ``store.…``, ``office.damaged``, ``disk.…``.
    """
    if office is None:
        return Penerimaan.open(address, who=who, clock=clock)
    info = OfficeInfo(office.code, office.name, office.public_key.hex(), simulation)
    store = Penerimaan.open(address, who=who, office=info, clock=clock)
    try:
        store.enrol(office.enrolled())
    except BaseException:
        store.close()
        raise
    return store


def expect(store: Penerimaan, contents: Sequence[Content], forms: Sequence[FormDefinition]) -> None:
    """Tell the store who is to send what, by the table that the activation files were made from.

    Raises:
        UserError: ``office.code``: a kecamatan of another kabupaten; ``store.simulation``.
    """
    for content in contents:
        if content.simulation != store.office.simulation:
            raise UserError(
                "Daftar latihan (SIMULASI) dan yang sungguhan tidak dapat dicampur.",
                "Pakai folder atau basis data lain untuk latihan.",
                code="store.simulation",
            )
        place = content.kecamatan
        if not place.code.startswith(store.office.code):
            raise UserError(
                f"Kecamatan {place.name} ({place.code}) bukan di kabupaten/kota {store.office.code}.",
                code="office.code",
            )
    store.expect(contents, forms)


def archive_folder(address: StoreAddress) -> Path:
    """Where the packages themselves are kept: beside the SQLite file, else in the folder of this computer's user."""
    base = address.path.parent if address.path else default_folder()
    return base / ARCHIVE_FOLDER


def places(office_folder: Path | None = None, clock: Clock = local_now) -> Outbox:
    """The places that the kabupaten receives from: the same address book as a workspace's, without parcels.

    Raises:
        UserError: ``outbox.damaged``.
    """
    folder = office_folder or default_folder()
    return Outbox(folder, Credentials("kabupaten"), clock=clock)


def find_key(keys: Sequence[KnownKey], text: str) -> KnownKey:
    """The one key that is meant: by fingerprint, public key, or the code of a kecamatan that has one key in use.

    Raises:
        UserError: ``revoke.unknown``, ``revoke.which``.
    """
    wanted = text.strip().upper()
    found = [key for key in keys if wanted in {key.fingerprint, key.public_key.upper()}]
    found = found or [key for key in keys if key.kecamatan == wanted and not key.revoked]
    if not found:
        raise UserError(f"Tidak ada kunci terdaftar untuk {text}.", "Lihat kabupaten keys.", code="revoke.unknown")
    if len({key.public_key for key in found}) > 1:
        raise UserError(
            f"Kecamatan {text} punya beberapa kunci: sebutkan sidik jarinya (lihat kabupaten keys).",
            code="revoke.which",
        )
    return found[0]
