"""Finds the volumes of a package that lie together, in any order and under any name, and names what is wrong with them.

Reads their heads only; the objects are for :mod:`exchange.stores` to compare.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from sirekap_desktop.exchange import layout
from sirekap_desktop.exchange.decode import FormatError
from sirekap_desktop.exchange.manifest import MANIFEST_NAME, MAX_MANIFEST, SIGNATURE_NAME, SIGNATURE_SIZE
from sirekap_desktop.exchange.volumes import (
    MAX_VOLUME_JSON,
    MAX_VOLUMES,
    VOLUME_NAME,
    Volume,
    named,
    parse,
    volume_paths,
    volumes_of,
)
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.audit import Finding


@dataclass(frozen=True, slots=True)
class VolumeFile:
    """A zip that says of itself which volume it is."""

    path: Path
    volume: Volume
    manifest_size: int

    def heads(self) -> tuple[bytes, bytes]:
        """The bytes of manifest and signature, as they stand here."""
        with self.path.open("rb") as stream:
            return (
                _member(stream, MANIFEST_NAME, self.manifest_size),
                _member(stream, SIGNATURE_NAME, SIGNATURE_SIZE),
            )


@dataclass(slots=True)
class Joined:
    """The volumes of one package."""

    plan: tuple[str, tuple[int, ...]]
    """Hash of its manifest, and how many objects stand in each."""
    files: dict[int, VolumeFile] = field(default_factory=dict)
    """By number."""
    manifest: bytes = b""
    signature: bytes = b""
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    @property
    def volumes(self) -> tuple[Volume, ...]:
        return volumes_of(*self.plan)


def join(path: Path) -> Joined | None:
    """The volumes beside ``path``, one of them, or in the folder ``path``; None if there is none.

    Raises:
        UserError: ``package.many``: the folder holds volumes of several packages.
        OSError: what the disk says.
    """
    folder = path if path.is_dir() else path.parent
    own = read_head(path) if path.is_file() else None
    if own is None and not path.is_dir():
        return None
    zips = _zips(folder)
    heads = [head for item in zips if (head := read_head(item)) is not None]
    if own is not None and path not in zips:
        heads.append(own)
    if not heads:
        return None
    joined = Joined(own.volume.plan if own else _largest(folder, heads))
    _take(joined, heads)
    _name_strangers(joined, zips, heads)
    return joined


def _zips(folder: Path) -> list[Path]:
    found = sorted(item for item in folder.iterdir() if item.suffix.lower() == ".zip" and item.is_file())
    if len(found) > MAX_VOLUMES:
        raise UserError("Folder ini berisi terlalu banyak berkas zip.", code="package.too_large")
    return [item for item in found if not item.is_symlink()]


def read_head(path: Path) -> VolumeFile | None:
    """What a file says of itself; None if it is no volume, or so damaged that it does not say."""
    with path.open("rb") as stream:
        size = _stated(stream, MANIFEST_NAME)
        if size is None or size > MAX_MANIFEST:
            return None
        stream.seek(size, 1)
        if _stated(stream, SIGNATURE_NAME) != SIGNATURE_SIZE:
            return None
        stream.seek(SIGNATURE_SIZE, 1)
        length = _stated(stream, VOLUME_NAME)
        if length is None or length > MAX_VOLUME_JSON:
            return None
        try:
            return VolumeFile(path, parse(stream.read(length)), size)
        except FormatError:
            return None


def _stated(stream: BinaryIO, name: str) -> int | None:
    """The size in the local header of a member that must stand here; None if it does not."""
    header = stream.read(layout.header_size(name))
    is_here = header.startswith(layout.LOCAL_SIGNATURE) and header.endswith(name.encode())
    return layout.header_length(header) if is_here and len(header) == layout.header_size(name) else None


def _member(stream: BinaryIO, name: str, size: int) -> bytes:
    stream.seek(layout.header_size(name), 1)
    return stream.read(size)


def _largest(folder: Path, heads: list[VolumeFile]) -> tuple[str, tuple[int, ...]]:
    """The package that the folder is about: the one with the most volumes, unless others go by other names."""
    plans = [head.volume.plan for head in heads]
    best = max(dict.fromkeys(plans), key=plans.count)
    bases = {_base(head.path) for head in heads if head.volume.plan == best}
    if any(_base(head.path) not in bases for head in heads):
        raise UserError(
            f"Folder {folder.name} berisi volume dari beberapa paket.",
            "Pilih salah satu volume dari paket yang dimaksud.",
            code="package.many",
        )
    return best


def _base(path: Path) -> str:
    name = named(path)
    return name[0] if name else path.stem


def _take(joined: Joined, heads: list[VolumeFile]) -> None:
    """Keep one file for each number, and say which are missing or doubled."""
    count = len(joined.plan[1])
    for head in (head for head in heads if head.volume.plan == joined.plan):
        manifest, signature = head.heads()
        name, number = head.path.name, head.volume.number
        if hashlib.sha256(manifest).hexdigest() != joined.plan[0]:
            text = f"{name} rusak: manifes di dalamnya bukan manifes paketnya."
            joined.findings.append(Finding("volume.damaged", name, text))
        elif number in joined.files:
            text = f"Volume {number} dari {count} ada dua kali: {joined.files[number].path.name} dan {name}."
            joined.findings.append(Finding("volume.double", name, text))
        else:
            joined.files[number] = head
            joined.manifest, joined.signature = manifest, joined.signature or signature
            _compare_name(joined, head)
    joined.findings += _missing(joined)


def _compare_name(joined: Joined, head: VolumeFile) -> None:
    name = named(head.path)
    if name and name[1] != head.volume.number:
        text = f"{head.path.name} berisi volume {head.volume.number}, bukan volume {name[1]} seperti namanya."
        joined.notes.append(Finding("volume.renamed", head.path.name, text))


def _missing(joined: Joined) -> Iterator[Finding]:
    count = len(joined.plan[1])
    base = next((name[0] for head in joined.files.values() if (name := named(head.path))), None)
    for number in range(1, count + 1):
        if number not in joined.files:
            wanted = volume_paths(Path(f"{base}.zip"), count)[number - 1].name if base else "volume itu"
            text = f"Volume {number} dari {count} tidak ada: cari {wanted}."
            yield Finding("volume.missing", f"volume {number}", text)


def _name_strangers(joined: Joined, zips: Iterable[Path], heads: list[VolumeFile]) -> None:
    """Files that go by the name of this package, or lie in its folder alone, and are none of its volumes."""
    bases = {name[0] for head in joined.files.values() if (name := named(head.path))}
    plans = {head.path: head.volume.plan for head in heads}
    for path in zips:
        name = named(path)
        if name is None or name[0] not in bases or plans.get(path) == joined.plan:
            continue
        if path not in plans:
            text = f"{path.name} rusak atau bukan volume paket."
            joined.findings.append(Finding("volume.damaged", path.name, text))
        elif plans[path][0] != joined.plan[0]:
            text = f"{path.name} adalah volume dari paket lain."
            joined.findings.append(Finding("volume.foreign", path.name, text))
        else:
            text = f"{path.name} berasal dari pembagian lain paket ini ({len(plans[path][1])} volume)."
            joined.findings.append(Finding("volume.foreign", path.name, text))
