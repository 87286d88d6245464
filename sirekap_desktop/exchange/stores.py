"""Reads packages of unknown origin: which bytes of a zip or folder are not what its own manifest says.

Nothing is ever unpacked. A zip is compared with the one layout that its manifest allows (:mod:`exchange.layout`); one
of another size was rewritten by some tool and is then read member by member, refusing compressed ones: stored members
cannot grow. Every finding names what was changed.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sirekap_desktop.exchange import layout
from sirekap_desktop.exchange.decode import FormatError
from sirekap_desktop.exchange.joining import Joined, join
from sirekap_desktop.exchange.manifest import (
    KIND,
    MANIFEST_NAME,
    MAX_MANIFEST,
    SIGNATURE_NAME,
    SIGNATURE_SIZE,
    Manifest,
    PackageFile,
    object_name,
    parse,
    signature_holds,
    signer_of,
)
from sirekap_desktop.exchange.package import zip_order
from sirekap_desktop.exchange.rewritten import OBJECT, read_rewritten
from sirekap_desktop.exchange.volumes import VOLUME_NAME
from sirekap_desktop.exchange.volumes import order as volume_order
from sirekap_desktop.forms.errors import UserError, shown
from sirekap_desktop.forms.plainfile import read_plain
from sirekap_desktop.models.audit import Finding

_CHUNK = 1 << 20
_STRANGERS = 10_000
"""Files and folders that may lie in a package folder besides its own: each of them is named."""
Advance = Callable[[int], None]


@dataclass(slots=True)
class Scan:
    """What was found in a package."""

    kind: str = KIND
    """What the manifest must be of."""
    manifest: Manifest | None = None
    manifest_bytes: bytes = b""
    signature: bytes = b""
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    """What a person may want to know; nothing is wrong."""
    places: dict[str, tuple[Path, int]] = field(default_factory=dict)
    """Where the bytes of each good object stand: file and offset."""
    files: dict[str, PackageFile] = field(default_factory=dict)
    """By name."""
    sizes: dict[str, int] = field(default_factory=dict)
    """By SHA-256."""
    names: dict[str, list[str]] = field(default_factory=dict)
    """Under which an object stands in the package, by SHA-256."""

    @property
    def is_signed(self) -> bool:
        """Whether the signature holds, by the key that the manifest itself names."""
        if self.manifest is None or signer_of(self.signature) != bytes.fromhex(self.manifest.signer):
            return False
        return signature_holds(self.manifest_bytes, self.signature)

    def add(self, code: str, place: str, message: str) -> None:
        self.findings.append(Finding(code, shown(place), shown(message)))

    def add_changed(self, sha256: str) -> None:
        name = self._named(sha256)
        self.add("object.changed", name, f"Isi {name} berubah setelah ditandatangani.")

    def add_link(self, name: str) -> None:
        self.add("object.link", name, f"{name} adalah tautan atau berkas khusus; tidak dibaca.")

    def add_missing(self, sha256: str) -> None:
        name = self._named(sha256)
        self.add("object.missing", name, f"{name} tidak ada dalam paket.")

    def _named(self, sha256: str) -> str:
        return ", ".join(self.names.get(sha256, ())) or object_name(sha256)

    def take(self, manifest: Manifest, data: bytes) -> None:
        """The manifest as it was parsed from ``data``."""
        self.manifest, self.manifest_bytes = manifest, data
        self.files = {file.name: file for file in manifest.files}
        self.sizes = dict(manifest.objects)
        for file in manifest.files:
            self.names.setdefault(file.sha256, []).append(file.name)

    def read(self, sha256: str, limit: int) -> bytes | None:
        """The content of a good object; None if it is not good or larger than ``limit`` bytes."""
        if sha256 not in self.places or self.sizes[sha256] > limit:
            return None
        path, offset = self.places[sha256]
        with path.open("rb") as stream:
            stream.seek(offset)
            return stream.read(self.sizes[sha256])

    def lines(self, sha256: str, limit: int) -> Iterator[bytes]:
        """The lines of a good object, each cut off at ``limit`` bytes."""
        if sha256 not in self.places:
            return
        path, offset = self.places[sha256]
        end = offset + self.sizes[sha256]
        with path.open("rb") as stream:
            stream.seek(offset)
            while stream.tell() < end:
                yield stream.readline(min(limit, end - stream.tell()))


def scan(path: Path, advance: Advance, kind: str = KIND) -> Scan:
    """Read a package of a kind: a folder, a zip, one of its volumes, or a folder of volumes.

    Raises:
        UserError: ``package.not_found``, ``package.not_a_package``, ``package.many``.
    """
    try:
        if path.is_dir() and (path / MANIFEST_NAME).exists():
            return _scan_folder(path, advance, Scan(kind))
        if path.exists() and (joined := join(path)) is not None:
            return _scan_volumes(joined, advance, kind)
        if path.is_file():
            return _scan_zip(path, advance, Scan(kind))
    except OSError as error:
        raise UserError(f"Paket {path} tidak dapat dibaca: {error.strerror or error}.", code="package.io") from error
    if path.exists():
        raise UserError(f"{path} bukan paket: manifest.json tidak ada.", code="package.not_a_package")
    raise UserError(f"Paket {path} tidak ada.", code="package.not_found")


def _unsigned(result: Scan, what: str) -> None:
    """Nothing else is judged by a manifest that nobody signed."""
    result.add("signature.wrong", what, f"{what} berubah: tanda tangan tidak cocok. Isi lain tidak diperiksa.")


def _parse(result: Scan, data: bytes) -> None:
    try:
        result.take(parse(data, result.kind), data)
    except FormatError as error:
        result.add("manifest.damaged", MANIFEST_NAME, f"manifest.json berubah atau rusak: {error.message}")


# --- folder ---------------------------------------------------------------------------------------------------------


def _scan_folder(path: Path, advance: Advance, result: Scan) -> Scan:
    result.signature = _read_head(result, path / SIGNATURE_NAME, SIGNATURE_SIZE)
    _parse(result, _read_head(result, path / MANIFEST_NAME, MAX_MANIFEST))
    if result.manifest is None or not result.is_signed:
        if result.manifest is not None:
            _unsigned(result, f"{MANIFEST_NAME} atau {SIGNATURE_NAME}")
        return result
    expected = {object_name(sha256): (sha256, size) for sha256, size in result.manifest.objects}
    listed = dict(_walk(path, result, 2 * len(expected) + _STRANGERS))
    for name, (sha256, size) in expected.items():
        _check_file(result, listed.get(name), sha256, size, advance)
    for name in sorted(listed.keys() - expected.keys() - {MANIFEST_NAME, SIGNATURE_NAME}):
        result.add("object.extra", name, f"{name} tidak tercantum dalam manifes.")
    return result


def _walk(root: Path, result: Scan, most: int) -> Iterator[tuple[str, Path]]:
    """Plain files below ``root``; links and devices are findings, and are never followed. A folder is never held in
    memory as a whole: it may have millions of files."""
    folders, count = [root], 0
    while folders:
        with os.scandir(folders.pop()) as items:
            for item in items:
                count += 1
                if count > most:
                    raise UserError("Folder ini berisi terlalu banyak berkas.", code="package.too_large")
                path = Path(item.path)
                relative = path.relative_to(root).as_posix()
                if item.is_dir(follow_symlinks=False):
                    folders.append(path)
                elif item.is_file(follow_symlinks=False):
                    yield relative, path
                else:
                    result.add_link(relative)


def _read_head(result: Scan, path: Path, limit: int) -> bytes:
    """Nothing when it is a link, no file, or larger than it can be."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        result.add_link(path.name)
        return b""
    try:
        return read_plain(path, limit)
    except OSError:
        return b""


def _check_file(result: Scan, path: Path | None, sha256: str, size: int, advance: Advance) -> None:
    if path is None:
        result.add_missing(sha256)
    elif path.stat().st_size != size or _digest(path, 0, size, advance)[0] != sha256:
        result.add_changed(sha256)
    else:
        result.places[sha256] = (path, 0)


def _digest(path: Path, offset: int, size: int, advance: Advance) -> tuple[str, int]:
    """SHA-256 and CRC-32 of a stretch of a file, streamed."""
    digest, crc = hashlib.sha256(), 0
    with path.open("rb") as stream:
        stream.seek(offset)
        while size > 0 and (chunk := stream.read(min(_CHUNK, size))):
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
            size -= len(chunk)
            advance(len(chunk))
    return digest.hexdigest(), crc


# --- zip ------------------------------------------------------------------------------------------------------------


def _scan_zip(path: Path, advance: Advance, result: Scan) -> Scan:
    if path.stat().st_size <= layout.header_size(MANIFEST_NAME) or not _looks_like_zip(path):
        raise UserError(f"{path} bukan paket Sirekap Desktop.", code="package.not_a_package")
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as head:
        _find_manifest(result, head)
    if result.manifest is None or not result.is_signed:
        return result
    order = zip_order(result.manifest, len(result.manifest_bytes), SIGNATURE_SIZE)
    members = layout.placed(order)
    if path.stat().st_size == layout.total_size(members):
        _compare(result, path, members, advance)
    else:
        read_rewritten(result, path, advance)
    return result


def _scan_volumes(joined: Joined, advance: Advance, kind: str) -> Scan:
    """Each volume that is there against the one layout that manifest and plan allow."""
    result = Scan(kind, signature=joined.signature, findings=list(joined.findings), notes=list(joined.notes))
    _parse(result, joined.manifest)
    if result.manifest is None or not result.is_signed:
        if result.manifest is not None:
            _unsigned(result, f"{MANIFEST_NAME} atau {SIGNATURE_NAME}")
        return result
    objects, volumes = result.manifest.objects, joined.volumes
    if sum(joined.plan[1]) != len(objects):
        result.add("volume.plan", VOLUME_NAME, f"{VOLUME_NAME} tidak cocok dengan manifes: banyaknya objek berbeda.")
        return result
    for number, file in sorted(joined.files.items()):
        order = volume_order((len(joined.manifest), SIGNATURE_SIZE), volumes[number - 1], objects)
        members = layout.placed(order)
        if file.heads() != (joined.manifest, joined.signature):
            text = f"{file.path.name} rusak: tanda tangan di dalamnya bukan tanda tangan paketnya."
            result.add("volume.damaged", file.path.name, text)
        elif file.path.stat().st_size != layout.total_size(members):
            text = f"Volume {number} ({file.path.name}) terpotong atau ditambahi: ukurannya bukan ukuran aslinya."
            result.add("volume.size", file.path.name, text)
        else:
            _compare(result, file.path, members, advance)
    return result


def _looks_like_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        start = stream.read(layout.header_size(MANIFEST_NAME))
    # any one changed byte leaves either the signature or the name of the first member
    return start.startswith(layout.LOCAL_SIGNATURE) or start.endswith(MANIFEST_NAME.encode())


def _find_manifest(result: Scan, head: mmap.mmap) -> None:
    """The manifest stands first. Its length is stated in its header and also ends where the next header begins (that
    signature holds a control character, which JSON never does): one changed byte cannot hide it from both ways."""
    start = layout.header_size(MANIFEST_NAME)
    stated = layout.header_length(head[:start])
    found = head.find(layout.LOCAL_SIGNATURE, start, start + MAX_MANIFEST) - start
    ways = [way for way in (stated, found) if 0 < way <= MAX_MANIFEST]
    trials = [_trial(head, start, way, result.kind) for way in dict.fromkeys(ways)]
    best = max(trials, default=Scan(), key=lambda trial: (trial.is_signed, trial.manifest is not None))
    result.signature = best.signature
    result.findings += best.findings
    if best.manifest is not None:
        result.take(best.manifest, best.manifest_bytes)
    if not trials:
        result.add("manifest.missing", MANIFEST_NAME, "manifest.json tidak ada di awal paket.")


def _trial(head: mmap.mmap, start: int, size: int, kind: str) -> Scan:
    trial = Scan(kind)
    signature_head = start + size
    signature_at = signature_head + layout.header_size(SIGNATURE_NAME)
    trial.signature = head[signature_at : signature_at + SIGNATURE_SIZE]
    _parse(trial, head[start : start + size])
    if trial.manifest is not None and not trial.is_signed:
        is_whole = layout.header_crc(head[:start]) == zlib.crc32(trial.manifest_bytes)
        _unsigned(trial, SIGNATURE_NAME if is_whole else MANIFEST_NAME)
    return trial


def _compare(result: Scan, path: Path, members: tuple[layout.Member, ...], advance: Advance) -> None:
    """The archive has the size it must have: compare every byte with what it must be."""
    seen = []
    with path.open("rb") as stream:
        for member in members:
            crc, is_good = _member_content(result, path, member, advance)
            stream.seek(member.offset)
            actual = stream.read(layout.header_size(member.name))
            crc = crc if is_good else layout.header_crc(actual)  # a changed content is named once, as such
            if actual != layout.local_header(member.name, member.size, crc):
                _structure(result, f"kepala {member.name}", member.offset)
            seen.append(layout.Member(member.name, member.size, crc, member.offset))
        stream.seek(members[-1].offset + layout.header_size(members[-1].name) + members[-1].size)
        for number, piece in enumerate(layout.directory(seen)):
            at = stream.tell()
            if stream.read(len(piece)) != piece:
                what = f"daftar isi zip untuk {seen[number].name}" if number < len(seen) else "akhir daftar isi zip"
                _structure(result, what, at)


def _member_content(result: Scan, path: Path, member: layout.Member, advance: Advance) -> tuple[int, bool]:
    start = member.offset + layout.header_size(member.name)
    digest, crc = _digest(path, start, member.size, advance)
    found = OBJECT.fullmatch(member.name)
    if not found:  # manifest and signature: the signature holds, or we were not here
        return crc, True
    if digest != found[2]:
        result.add_changed(found[2])
        return crc, False
    result.places[digest] = (path, start)
    return crc, True


def _structure(result: Scan, what: str, at: int) -> None:
    result.add("zip.structure", what, f"Susunan zip berubah pada {what} (sekitar bita {at}).")
