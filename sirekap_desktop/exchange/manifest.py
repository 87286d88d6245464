"""The manifest of a package: what is in it, for whom it speaks, and the signature that holds it together.

Manifest and signature are JSON in exactly one spelling (``canonical``), so that no byte of them is free.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from sirekap_desktop import __version__
from sirekap_desktop.exchange import keys
from sirekap_desktop.exchange.decode import FormatError, decode, load_json
from sirekap_desktop.exchange.layout import MAX_MEMBER
from sirekap_desktop.exchange.scope import WHOLE, PackageScope
from sirekap_desktop.models.recap import RecapSnapshot, recap_name

SCHEMA = 2
"""2 added ``scope``, and ``reduced_from`` of files. Packages of schema 1 were always whole."""
PROGRAM = f"sirekap-desktop {__version__}"
"""What ``program`` says when this version wrote the package."""
KIND = "sirekap-package"
PANEL_KIND = "sirekap-panel-package"
"""A desa package: :mod:`exchange.panel`."""
MANIFEST_NAME = "manifest.json"
SIGNATURE_NAME = "manifest.sig"
MAX_MANIFEST = 64 * 2**20
"""Bytes. The largest kecamatan (1,591 TPS) with all five elections needs about half; parsed it takes many times as much
memory, before anyone knows who wrote it."""

_FIRST = 1
_DOMAIN = b"sirekap-desktop/package/1\n"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]*(/[A-Za-z0-9][A-Za-z0-9._ -]*){0,4}")


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One named file. Several names may share one object."""

    name: str
    """``data/ppwp/7605052001001.json``: relative, ASCII, with ``/``."""
    kind: str
    """``data``, ``recap``, ``csv``, ``xlsx``, ``document``, ``meeting``, ``image``, ``signed``, ``signed_index`` or
    ``audit``."""
    type: str
    """Media type."""
    sha256: str
    size: int
    tps: str | None = None
    reduced_from: str | None = None
    """SHA-256 of the original of a photo that was made smaller for the package."""

    def shows(self, sha256: str) -> bool:
        """Whether it is the picture with this hash, as it is or made smaller."""
        return sha256 in (self.sha256, self.reduced_from)


@dataclass(frozen=True, slots=True)
class PackageRecap:
    """One pemilihan of the package. ``snapshot_sha256`` stands in the QR of every printed page."""

    pemilihan: str
    form: str
    form_version: str
    document_id: str
    snapshot_sha256: str
    revision: int
    locked: bool
    dapil: str = ""

    @property
    def name(self) -> str:
        """Which recap of the kecamatan it is, in the names of files."""
        return recap_name(self.pemilihan, self.dapil)


@dataclass(frozen=True, slots=True)
class PackageArea:
    """The kecamatan: six-digit code and names."""

    code: str
    name: str
    kabupaten: str
    provinsi: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that the signature covers."""

    schema: int
    kind: str
    program: str
    kecamatan: PackageArea
    simulation: bool
    machine: str
    made_at: str
    """ISO 8601: the time of the newest entry or lock, so that the same data give the same package."""
    signer: str
    """Public key, 64 hex digits."""
    recaps: tuple[PackageRecap, ...]
    files: tuple[PackageFile, ...]
    """Sorted by name."""
    scope: PackageScope = WHOLE

    @property
    def objects(self) -> tuple[tuple[str, int], ...]:
        """Distinct (sha256, size), sorted: the order in the zip."""
        return tuple(sorted({(file.sha256, file.size) for file in self.files}))

    @property
    def states_scope(self) -> bool:
        """Whether its writer said what is in it; packages of schema 1 did not."""
        return self.schema != _FIRST

    def file(self, name: str) -> PackageFile | None:
        return next((file for file in self.files if file.name == name), None)

    def canonical(self) -> bytes:
        """The bytes of ``manifest.json``."""
        value = asdict(self)
        return canonical(_as_first(value) if self.schema == _FIRST else value)


def describe(snapshot: RecapSnapshot) -> PackageRecap:
    """What the manifest says about a snapshot."""
    sha256 = snapshot.sha256
    return PackageRecap(
        pemilihan=snapshot.pemilihan,
        form=snapshot.form,
        form_version=snapshot.form_version,
        document_id=snapshot.document_id_with(sha256),
        snapshot_sha256=sha256,
        revision=snapshot.revision,
        locked=snapshot.locked,
        dapil=snapshot.dapil,
    )


def canonical(value: object) -> bytes:
    """The only spelling of a JSON value in a package, as in snapshot and audit: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def object_name(sha256: str) -> str:
    """Where an object stands: ``objects/ab/abcdef…``."""
    return f"objects/{sha256[:2]}/{sha256}"


def parse(data: bytes, kind: str = KIND) -> Manifest:
    """Read ``manifest.json`` of unknown origin; ``kind`` is what it must be of.

    Raises:
        FormatError: it is not a manifest of a schema that this program knows, or not in the canonical spelling.
    """
    value = load_json(data, MANIFEST_NAME)
    if not isinstance(value, dict) or value.get("kind") != kind or value.get("schema") not in (_FIRST, SCHEMA):
        raise FormatError("bentuk paketnya tidak dikenal program ini.")
    manifest = decode(Manifest, _from_first(value) if value["schema"] == _FIRST else value, MANIFEST_NAME)
    _check(manifest)
    if manifest.canonical() != data:
        raise FormatError("ejaannya bukan yang ditetapkan.")
    return manifest


def _as_first(value: dict[str, Any]) -> dict[str, Any]:
    """Schema 1 had fewer keys."""
    files = [{key: file[key] for key in file if key != "reduced_from"} for file in value["files"]]
    return {key: value[key] for key in value if key != "scope"} | {"files": files}


def _from_first(value: dict[str, Any]) -> dict[str, Any]:
    """A manifest of schema 1 with what it means in the words of today; what is wrong in it stays wrong."""
    files = value.get("files")
    if isinstance(files, list):
        files = [{"reduced_from": None} | file if isinstance(file, dict) else file for file in files]
    return {"scope": asdict(WHOLE) | {"contents": list(WHOLE.contents)}} | value | {"files": files}


def _check(manifest: Manifest) -> None:
    if problem := manifest.scope.problem():
        raise FormatError(problem)
    names = [file.name for file in manifest.files]
    if names != sorted(set(names)):
        raise FormatError("nama berkas berulang atau tidak urut.")
    if len(dict(manifest.objects)) != len(manifest.objects):
        raise FormatError("satu objek disebut dengan dua ukuran.")
    if not _SHA256.fullmatch(manifest.signer):
        raise FormatError("signer bukan kunci publik.")
    for file in manifest.files:
        if not (_NAME.fullmatch(file.name) and _SHA256.fullmatch(file.sha256) and 0 <= file.size <= MAX_MEMBER):
            raise FormatError(f"nama, hash, atau ukuran salah pada {file.name[:80]!a}.")
        if file.reduced_from is not None and not _SHA256.fullmatch(file.reduced_from):
            raise FormatError(f"reduced_from bukan hash pada {file.name[:80]!a}.")


@dataclass(frozen=True, slots=True)
class _Signature:
    """What ``manifest.sig`` holds."""

    algorithm: str
    public_key: str
    signature: str


def sign(manifest: bytes, private: keys.PrivateKey) -> bytes:
    """The bytes of ``manifest.sig``; always of the same length (:data:`SIGNATURE_SIZE`)."""
    public = keys.public_bytes(private)
    return _signature_file(public.hex(), private.sign(_DOMAIN + manifest).hex())


def _signature_file(public_hex: str, signature_hex: str) -> bytes:
    return canonical(asdict(_Signature("Ed25519", public_hex, signature_hex)))


SIGNATURE_SIZE = len(_signature_file("0" * 64, "0" * 128))


def _read_signature(signature: bytes) -> _Signature | None:
    try:
        value = decode(_Signature, load_json(signature, SIGNATURE_NAME), SIGNATURE_NAME)
    except FormatError:
        return None
    is_plain = _SHA256.fullmatch(value.public_key) and re.fullmatch(r"[0-9a-f]{128}", value.signature)
    return value if is_plain and canonical(asdict(value)) == signature else None


def signer_of(signature: bytes) -> bytes | None:
    """The public key named in ``manifest.sig``; None if the file is not one."""
    value = _read_signature(signature)
    return bytes.fromhex(value.public_key) if value else None


def signature_holds(manifest: bytes, signature: bytes) -> bool:
    """Whether ``manifest.sig`` is a true signature over these manifest bytes by the key that it names."""
    value = _read_signature(signature)
    if value is None or value.algorithm != "Ed25519":
        return False
    return keys.is_signed(bytes.fromhex(value.public_key), bytes.fromhex(value.signature), _DOMAIN + manifest)
