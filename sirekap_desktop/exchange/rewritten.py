"""Reads a zip that is not as it was written, member by member: which of its contents are still right.

Refuses compressed, encrypted, doubled, linked and foreign members: stored ones cannot grow.
"""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sirekap_desktop.exchange import bounded_zip
from sirekap_desktop.exchange.archives import CHUNK
from sirekap_desktop.exchange.manifest import MANIFEST_NAME, SIGNATURE_NAME, Manifest, object_name

if TYPE_CHECKING:
    from sirekap_desktop.exchange.stores import Scan

OBJECT = re.compile(r"objects/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_STRANGERS = 10_000
"""Members that may stand in the archive besides those of the package: each of them is named."""
Advance = Callable[[int], None]


def read_rewritten(result: Scan, path: Path, advance: Advance) -> None:
    """The archive was cut, extended or packed anew: say so, and find out which contents are still right.

    None of its objects becomes good: where their bytes stand is not vouched for, so no content is read further.
    """
    result.add(
        "zip.rewritten",
        path.name,
        "Paket ini terpotong, ditambahi, atau dikemas ulang: ukurannya bukan ukuran aslinya.",
    )
    if result.manifest is None:
        return
    try:
        with bounded_zip.opened(path, len(result.manifest.objects) + _STRANGERS) as archive:
            _compare(result, path, archive, result.manifest, advance)
    except bounded_zip.BROKEN:
        result.add("zip.directory", path.name, "Daftar isi zip rusak, hilang, atau bukan daftar isi paket ini.")


def _compare(result: Scan, path: Path, archive: zipfile.ZipFile, manifest: Manifest, advance: Advance) -> None:
    members = _listed(result, path, archive.infolist())
    if members is not None:
        for sha256, size in manifest.objects:
            info = members.pop(object_name(sha256), None)
            if info is None:
                result.add_missing(sha256)
            elif info.file_size != size or not _is_right(archive, info, sha256, advance):
                result.add_changed(sha256)
        for name in sorted(members.keys() - {MANIFEST_NAME, SIGNATURE_NAME}):
            result.add("object.extra", name, f"{name} tidak tercantum dalam manifes.")


def _listed(result: Scan, path: Path, infos: Iterable[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo] | None:
    """The members by name; refuses what only a hostile archive has."""
    listed: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if info.filename in listed:
            result.add("zip.duplicate", info.filename, f"Nama {_shown(info.filename)} ada dua kali dalam zip.")
        if _is_forbidden(info):
            result.add("zip.name", _shown(info.filename), f"Nama {_shown(info.filename)} tidak boleh ada dalam paket.")
            continue
        listed[info.filename] = info
    if sum(info.compress_size for info in listed.values()) > path.stat().st_size:
        result.add("zip.overlap", path.name, "Isi zip saling menumpuk; tidak dibaca.")
        return None
    return listed


def _is_forbidden(info: zipfile.ZipInfo) -> bool:
    """Path traversal, links, encryption, compression: nothing of these is ever written by this program."""
    plain = info.filename in {MANIFEST_NAME, SIGNATURE_NAME} or OBJECT.fullmatch(info.filename)
    mode = info.external_attr >> 16
    is_link = mode != 0 and stat.S_IFMT(mode) not in {0, stat.S_IFREG}
    stored = info.compress_type == zipfile.ZIP_STORED and info.compress_size == info.file_size
    return not plain or is_link or not stored or bool(info.flag_bits & 1)


def _shown(name: str) -> str:
    return ascii(name[:100])


def _is_right(archive: zipfile.ZipFile, info: zipfile.ZipInfo, sha256: str, advance: Advance) -> bool:
    try:
        with archive.open(info) as stream:
            return _stream_digest(stream, info.file_size, advance) == sha256
    except bounded_zip.BROKEN:
        return False


def _stream_digest(stream: IO[bytes], size: int, advance: Advance) -> str:
    digest = hashlib.sha256()
    while size > 0 and (chunk := stream.read(min(CHUNK, size))):
        digest.update(chunk)
        size -= len(chunk)
        advance(len(chunk))
    return digest.hexdigest()
