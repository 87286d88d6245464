"""Streams objects into a zip or folder: each is read once, and hashed, counted and written on the way."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from sirekap_desktop.exchange import layout
from sirekap_desktop.exchange.manifest import object_name
from sirekap_desktop.forms.errors import UserError

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class PackageProgress:
    """How far the writing of a package is, in bytes."""

    done: int
    total: int


Report = Callable[[PackageProgress], None]


class Meter:
    """Counts bytes, tells how far it is, and stops when asked."""

    def __init__(self, total: int, progress: Report | None, cancelled: Callable[[], bool] | None) -> None:
        self._done, self._total = 0, total
        self._progress, self._cancelled = progress, cancelled

    def advance(self, count: int) -> None:
        require_wanted(self._cancelled)
        self._done += count
        if self._progress:
            self._progress(PackageProgress(self._done, self._total))


def require_wanted(cancelled: Callable[[], bool] | None) -> None:
    """Raises UserError ``package.cancelled`` when asked to stop."""
    if cancelled and cancelled():
        raise UserError("Penulisan paket dibatalkan.", code="package.cancelled")


def copy_object(source: Path, target: BinaryIO, sha256: str, size: int, meter: Meter) -> int:
    """Copy and check one object; returns its CRC-32."""
    digest, crc, count = hashlib.sha256(), 0, 0
    with source.open("rb", buffering=0) as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            crc, count = zlib.crc32(chunk, crc), count + len(chunk)
            target.write(chunk)
            meter.advance(len(chunk))
    if digest.hexdigest() != sha256 or count != size:
        raise UserError(
            f"Berkas {source.name} di ruang kerja telah berubah; paket tidak ditulis.",
            "Jalankan pemeriksaan ruang kerja untuk melihat apa yang rusak.",
            code="package.source_changed",
        )
    return crc


def write_archive(
    stream: BinaryIO,
    heads: Sequence[tuple[str, bytes]],
    objects: Sequence[tuple[str, int]],
    source: Callable[[str], Path],
    meter: Meter,
) -> None:
    """A zip in the layout of :mod:`exchange.layout`: small files that are at hand, then objects as (sha256, size)."""
    sizes = [(name, len(data)) for name, data in heads]
    members = layout.placed([*sizes, *((object_name(sha256), size) for sha256, size in objects)])
    placed = [_put(stream, member, data) for member, (_, data) in zip(members, heads, strict=False)]
    for member, (sha256, _) in zip(members[len(heads) :], objects, strict=True):
        stream.seek(member.offset + layout.header_size(member.name))
        crc = copy_object(source(sha256), stream, sha256, member.size, meter)
        placed.append(replace(member, crc=crc))
        stream.seek(member.offset)
        stream.write(layout.local_header(member.name, member.size, crc))
    stream.seek(0, os.SEEK_END)
    stream.writelines(layout.directory(placed))


def _put(stream: BinaryIO, member: layout.Member, data: bytes) -> layout.Member:
    stream.seek(member.offset)
    crc = zlib.crc32(data)
    stream.write(layout.local_header(member.name, member.size, crc) + data)
    return replace(member, crc=crc)
