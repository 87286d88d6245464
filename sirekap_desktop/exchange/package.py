"""Writes a package: content-addressed objects and a signed manifest, as a zip or a folder (design.md §8).

Files are streamed; memory grows with their number only, never with their size. A target appears whole or not at all
(zip), or its manifest last (folder), so that a cut line or a full disk never leaves something that looks finished.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from sirekap_desktop.exchange import layout
from sirekap_desktop.exchange.archives import Meter, Report, copy_object, write_archive
from sirekap_desktop.exchange.keys import PrivateKey
from sirekap_desktop.exchange.manifest import (
    MANIFEST_NAME,
    SIGNATURE_NAME,
    SIGNATURE_SIZE,
    Manifest,
    PackageFile,
    object_name,
    sign,
)
from sirekap_desktop.exchange.volumes import VOLUME_NAME, Volume, named, plan, volume_paths, volumes_of
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import errors
from sirekap_desktop.models.images import file_sha256, sync_folder
from sirekap_desktop.models.whole_files import appearing

_STAGING = ".paket-"
_STALE_SECONDS = 24 * 3600


class Staging:
    """Collects the files of a package: what is made for it waits in a folder on disk, what exists is only named."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: list[PackageFile] = []
        self._sources: dict[str, Path] = {}

    def add_bytes(
        self,
        name: str,
        kind: str,
        media_type: str,
        data: bytes,
        *,
        tps: str | None = None,
        reduced_from: str | None = None,
    ) -> PackageFile:
        """Take a file that was made for the package."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._folder / sha256
        if sha256 not in self._sources:
            path.write_bytes(data)
        return self._add(PackageFile(name, kind, media_type, sha256, len(data), tps, reduced_from), path)

    def add_written(
        self, name: str, kind: str, media_type: str, fill: Callable[[Callable[[bytes], object]], object]
    ) -> PackageFile:
        """Take a file that ``fill`` writes piece by piece; never all of it in memory."""
        digest, part = hashlib.sha256(), self._folder / "ditulis"
        with part.open("wb") as stream:

            def write(data: bytes) -> None:
                digest.update(data)
                stream.write(data)

            fill(write)
        path = self._folder / digest.hexdigest()
        os.replace(part, path)
        return self._add(PackageFile(name, kind, media_type, path.name, path.stat().st_size), path)

    def add_file(
        self, name: str, kind: str, media_type: str, path: Path, *, sha256: str, tps: str | None = None
    ) -> PackageFile:
        """Name a file that lies elsewhere, by the hash that it must have when it is copied.

        Raises:
            UserError: ``package.too_large``; OSError if it is missing.
        """
        size = path.stat().st_size
        if size > layout.MAX_MEMBER:
            raise UserError(
                f"Berkas {path.name} terlalu besar untuk paket (lebih dari 4 GB).", code="package.too_large"
            )
        return self._add(PackageFile(name, kind, media_type, sha256, size, tps), path)

    def _add(self, file: PackageFile, path: Path) -> PackageFile:
        self._files.append(file)
        self._sources[file.sha256] = path
        return file

    @property
    def files(self) -> tuple[PackageFile, ...]:
        return tuple(sorted(self._files, key=lambda file: file.name))

    def source(self, sha256: str) -> Path:
        return self._sources[sha256]


@contextmanager
def staging(beside: Path) -> Iterator[Staging]:
    """A staging folder on the disk that the package will lie on, gone afterwards."""
    with writing(beside):
        beside.parent.mkdir(parents=True, exist_ok=True)
        sweep(beside.parent, f"{_STAGING}*", ".*.zip.part")
        folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=beside.parent))
    try:
        with writing(beside):
            yield Staging(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path, *patterns: str) -> None:
    """Remove what a killed writing left, once it is so old that nobody can be at it any more."""
    for path in (found for pattern in patterns for found in folder.glob(pattern)):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turns the errors of a disk into sentences.

    Raises:
        UserError: ``disk.full``, ``disk.read_only`` or ``disk.failed``.
    """
    try:
        yield
    except OSError as error:
        raise _disk_error(error, target) from error


def _disk_error(error: OSError, target: Path) -> UserError:
    if errors.is_full(error):
        return UserError(
            f"Disk penuh: {target} tidak dapat ditulis.", "Kosongkan tempat lalu ulangi.", code="disk.full"
        )
    if errors.is_refused(error):
        return UserError(
            f"{target} tidak boleh ditulis.", "Pilih folder lain atau periksa izinnya.", code="disk.read_only"
        )
    return UserError(f"{target} tidak dapat ditulis: {error.strerror or error}.", code="disk.failed")


def write_package(
    target: Path,
    manifest: Manifest,
    files: Staging,
    private: PrivateKey,
    *,
    volume_size: int | None = None,
    progress: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Manifest:
    """Write a zip when ``target`` ends in ``.zip``, else a folder (objects that are there already stay as they are).

    A zip that would be larger than ``volume_size`` bytes becomes several, named by :func:`targets`.

    Returns:
        The manifest with its files, as it was signed.

    Raises:
        UserError: ``disk.full``, ``disk.read_only``, ``package.source_changed`` (a photo is no longer what its hash
            says), ``package.not_a_package`` (the folder holds other things), ``package.cancelled``,
            ``package.volume_small``, ``package.volume_folder``.
    """
    signed = replace(manifest, files=files.files)
    heads = (signed.canonical(), sign(signed.canonical(), private))
    counts = _plan(target, signed, len(heads[0]), volume_size)
    meter = Meter(sum(size for _, size in signed.objects), progress, cancelled)
    with writing(target):
        if len(counts) > 1:
            parts = volumes_of(hashlib.sha256(heads[0]).hexdigest(), counts)
            _write_volumes(target, signed, heads, parts, files, meter)
        elif target.suffix.lower() == ".zip":
            _write_zip(target, signed, heads, files, meter)
        else:
            _write_folder(target, signed, heads, files, meter)
    return signed


def _write_zip(target: Path, manifest: Manifest, heads: tuple[bytes, bytes], files: Staging, meter: Meter) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with appearing(target) as stream:
        write_archive(stream, _named(heads), manifest.objects, files.source, meter)
    sync_folder(target.parent)


def _named(heads: tuple[bytes, bytes]) -> list[tuple[str, bytes]]:
    return list(zip((MANIFEST_NAME, SIGNATURE_NAME), heads, strict=True))


def _write_volumes(
    target: Path,
    manifest: Manifest,
    heads: tuple[bytes, bytes],
    parts: tuple[Volume, ...],
    files: Staging,
    meter: Meter,
) -> None:
    """All of them appear, or none; volumes of an earlier package of this name leave."""
    paths = volume_paths(target, len(parts))
    target.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        for path, volume in zip(paths, parts, strict=True):
            stream = stack.enter_context(appearing(path))
            own = [*_named(heads), (VOLUME_NAME, volume.canonical())]
            write_archive(stream, own, volume.objects(manifest.objects), files.source, meter)
    for path in target.parent.glob("*.zip"):
        name = named(path)
        if path not in paths and name is not None and name[0] == target.stem:
            path.unlink()
    sync_folder(target.parent)


def targets(target: Path, manifest: Manifest, volume_size: int | None) -> tuple[Path, ...]:
    """Where the package lies: ``target``, or its volumes where it is split."""
    size = len(manifest.canonical()) if volume_size is not None else 0
    return volume_paths(target, len(_plan(target, manifest, size, volume_size)))


def _plan(target: Path, manifest: Manifest, manifest_size: int, volume_size: int | None) -> tuple[int, ...]:
    if volume_size is None:
        return (0,)
    if target.suffix.lower() != ".zip":
        raise UserError("Hanya berkas .zip dapat dibagi menjadi volume.", code="package.volume_folder")
    return plan(manifest.objects, (manifest_size, SIGNATURE_SIZE), volume_size)


def zip_order(manifest: Manifest, manifest_size: int, signature_size: int) -> Sequence[tuple[str, int]]:
    """(name, size) of the zip's members: manifest and signature first, so that a receiver knows what is to come."""
    objects = [(object_name(sha256), size) for sha256, size in manifest.objects]
    return [(MANIFEST_NAME, manifest_size), (SIGNATURE_NAME, signature_size), *objects]


def _write_folder(target: Path, manifest: Manifest, heads: tuple[bytes, bytes], files: Staging, meter: Meter) -> None:
    _check_folder(target)
    target.mkdir(parents=True, exist_ok=True)
    for sha256, size in manifest.objects:
        _put_object(target / object_name(sha256), files.source(sha256), sha256, size, meter)
    for folder in (*(target / "objects").glob("*"), target / "objects"):  # the manifest must not outlive its objects
        sync_folder(folder)
    for name, data in zip((MANIFEST_NAME, SIGNATURE_NAME), heads, strict=True):
        with appearing(target / name) as stream:
            stream.write(data)
    sync_folder(target)
    _drop_unlisted(target, {object_name(sha256) for sha256, _ in manifest.objects})


def _check_folder(target: Path) -> None:
    if target.is_file() or (target.is_dir() and any(item.name not in _OWN for item in target.iterdir())):
        raise UserError(
            f"{target} berisi hal lain; paket tidak ditulis di situ.",
            "Pilih folder kosong atau folder paket yang lama.",
            code="package.not_a_package",
        )


_OWN = {MANIFEST_NAME, SIGNATURE_NAME, "objects", f".{MANIFEST_NAME}.part", f".{SIGNATURE_NAME}.part"}


def _put_object(path: Path, source: Path, sha256: str, size: int, meter: Meter) -> None:
    """An object that is there with its right content stays: a repeat after a cut only adds what is missing."""
    if path.is_file() and path.stat().st_size == size and file_sha256(path) == sha256:
        meter.advance(size)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with appearing(path) as stream:
        copy_object(source, stream, sha256, size, meter)


def _drop_unlisted(target: Path, listed: set[str]) -> None:
    """Objects of an earlier revision, and parts of a write that was cut, leave once the new manifest stands."""
    for path in (target / "objects").glob("*/*"):
        if path.relative_to(target).as_posix() not in listed:
            path.unlink()
    for folder in (target / "objects").iterdir():
        if not any(folder.iterdir()):
            folder.rmdir()


def save(path: Path, data: bytes) -> Path:
    """Write a file so that it appears whole or not at all.

    Raises:
        UserError: ``disk.full``, ``disk.read_only`` or ``disk.failed``.
    """
    with saving(path) as stream:
        stream.write(data)
    return path


@contextmanager
def saving(path: Path) -> Iterator[BinaryIO]:
    """The same for a file that is written in pieces; an error in the block leaves nothing of it."""
    with writing(path):
        with appearing(path) as stream:
            yield stream
        sync_folder(path.parent)
