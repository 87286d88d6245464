"""What the fuzz starts from: the package of the documentation, and one small file of every other kind that comes in."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sirekap_desktop.exchange import keys, layout, stores
from sirekap_desktop.exchange.manifest import MANIFEST_NAME, SIGNATURE_NAME, object_name, sign
from sirekap_desktop.exchange.volumes import VOLUME_NAME, volumes_of

VECTOR = Path(__file__).resolve().parents[2] / "docs" / "package-vector"
SENDER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KABUPATEN = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))
Contents = dict[str, bytes]
"""Name in the package → bytes."""


@dataclass(frozen=True)
class Sent:
    """A package in pieces: to be changed and put together again."""

    manifest: dict[str, Any]
    contents: Contents
    zip: bytes
    receipt: bytes


@cache
def sent() -> Sent:
    """The package of ``docs/package-vector``."""
    found = stores.scan(VECTOR / "paket.zip", lambda _count: None)
    contents = {name: found.read(file.sha256, 10**9) or b"" for name, file in found.files.items()}
    whole = (VECTOR / "paket.zip").read_bytes()
    return Sent(json.loads(found.manifest_bytes), contents, whole, (VECTOR / "tanda-terima.json").read_bytes())


def signer(private: Ed25519PrivateKey) -> str:
    return keys.public_bytes(private).hex()


def spelled(value: object) -> bytes:
    """The spelling of the format, of anything that Python can spell: also of what the format forbids."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def described(manifest: dict[str, Any], contents: Contents, private: Ed25519PrivateKey) -> dict[str, Any]:
    """The manifest of other contents: kinds and types stay those of the names."""
    known = {file["name"]: file for file in manifest["files"]}
    plain = {"kind": "document", "type": "application/octet-stream", "tps": None}
    files = [
        {**plain, **known.get(name, {}), "name": name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        for name, data in sorted(contents.items())
    ]
    return {**manifest, "files": files, "signer": signer(private)}


@dataclass(frozen=True)
class Pieces:
    """What lies in a package, before it is a zip or a folder."""

    manifest: bytes
    signature: bytes
    objects: dict[str, bytes]
    """By the hash under which they lie."""

    def members(self) -> list[tuple[str, bytes]]:
        objects = [(object_name(sha256), data) for sha256, data in sorted(self.objects.items())]
        return [(MANIFEST_NAME, self.manifest), (SIGNATURE_NAME, self.signature), *objects]

    def zip(self) -> bytes:
        return zipped(self.members())


def volumes(found: Pieces, count: int) -> dict[str, bytes]:
    """The same in several zips, as the program splits it."""
    objects = sorted(found.objects.items())
    plan = tuple(len(objects[number::count]) for number in range(count))
    package, files = hashlib.sha256(found.manifest).hexdigest(), {}
    for volume in volumes_of(package, plan):
        start = sum(plan[: volume.number - 1])
        own = [(object_name(sha256), data) for sha256, data in objects[start : start + plan[volume.number - 1]]]
        heads = found.members()[:2]
        name = f"p-vol{volume.number}-dari{count}.zip"
        files[name] = zipped([*heads, (VOLUME_NAME, volume.canonical()), *own])
    return files


def pieces(manifest: bytes, contents: Contents, private: Ed25519PrivateKey) -> Pieces:
    """A signed package of a manifest that may say anything."""
    return Pieces(
        manifest, sign(manifest, private), {hashlib.sha256(data).hexdigest(): data for data in contents.values()}
    )


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    """Laid out as the format wants it."""
    placed = layout.placed([(name, len(data)) for name, data in members])
    seen, body = [], []
    for member, (name, data) in zip(placed, members, strict=True):
        crc = zlib.crc32(data)
        seen.append(layout.Member(name, member.size, crc, member.offset))
        body += [layout.local_header(name, len(data), crc), data]
    return b"".join([*body, *layout.directory(seen)])
