"""Building and verifying packages of 1 to 20 GB of distinct files beside ``sha256sum`` and ``zip -0`` over the same.

Run: ``python -m benchmarks.packaging [GB...] [--folder DIR] [--volume GB]``, by default 1 GB. Needs twice the size on
the disk, and is slow: run it by name. Every step reads from the disk, not from memory (the pages of the files are given
back before it), in a process of its own whose largest memory is printed. The package is on the disk (fsync) when it is
built; ``zip`` leaves its archive in memory, so the time of ``sync`` on it stands apart, outside the ratio. Seconds of
the processor stand beside those of the clock: on a busy machine only they can be compared.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks._peak import peak_mb
from benchmarks._table import show
from sirekap_desktop.exchange import keys, manifest, package
from sirekap_desktop.exchange.manifest import Manifest, PackageArea
from sirekap_desktop.exchange.scope import PackageScope
from sirekap_desktop.exchange.verify import verify
from tests.parcels import PRIVATE

GB = 10**9
_SIZES = (1_000_000, 4_000_000)
"""Bytes of a photo, from and to."""
_POOL = 64 * 10**6
_HEAD = ("GB", "files", "step", "seconds", "ratio", "CPU s", "ratio", "MB")


@dataclass(frozen=True)
class Took:
    """Of a process and its children."""

    seconds: float
    cpu: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, or be the process that builds or verifies."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=float, default=[1.0], metavar="GB")
    parser.add_argument("--folder", type=Path, help="on the disk to measure")
    parser.add_argument("--volume", type=float, metavar="GB", help="split into volumes of this size")
    parser.add_argument("--step", choices=("build", "verify"), help=argparse.SUPPRESS)
    options = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    if options.step:
        _step(options.step, options.folder, options.volume)
        return
    for size in options.sizes:
        with tempfile.TemporaryDirectory(dir=options.folder) as name:
            show(_HEAD, _measure(Path(name), size, options.volume))
        sys.stdout.flush()


def _measure(folder: Path, size: float, volume: float | None) -> list[list[str]]:
    photos = folder / "foto"
    count = _make(photos, int(size * GB))
    hashed = _timed(photos, ["sh", "-c", "find . -type f -exec sha256sum {} + > /dev/null"])
    zipped = _timed(photos, ["zip", "-0", "-q", "-r", "../luar.zip", "."])
    synced = _timed(folder, ["sync", "luar.zip"], forget=False)
    (folder / "luar.zip").unlink()
    split = ["--volume", str(volume)] if volume else []
    built, build_mb = _own(folder, "build", split)
    checked, verify_mb = _own(folder, "verify", split)
    both = Took(hashed.seconds + zipped.seconds, hashed.cpu + zipped.cpu)
    steps = (
        ("sha256sum", hashed, ""), ("zip -0", zipped, ""), ("(its sync)", synced, ""), ("both", both, ""),
        ("build", built, build_mb), ("verify", checked, verify_mb),
    )  # fmt: skip
    return [[f"{size:g}", str(count), name, *_figures(took, both), peak] for name, took, peak in steps]


def _figures(took: Took, both: Took) -> list[str]:
    return [
        f"{took.seconds:.1f}", f"{took.seconds / both.seconds:.2f}", f"{took.cpu:.1f}", f"{took.cpu / both.cpu:.2f}"
    ]  # fmt: skip


def _make(folder: Path, total: int) -> int:
    """Distinct files, stretches of noise with a beginning of their own, each named by its hash as in a workspace."""
    folder.mkdir()
    dice, noise, left, count = random.Random(20240214), os.urandom(_POOL), total, 0
    while left > 0:
        size = min(left, dice.randrange(*_SIZES))
        at = dice.randrange(_POOL - size)
        data = (os.urandom(32) + noise[at : at + size])[:size]
        (folder / hashlib.sha256(data).hexdigest()).write_bytes(data)
        left, count = left - size, count + 1
    return count


def _forget(folder: Path) -> None:
    """Give the pages of all files back, so that the next step reads from the disk."""
    for path in (path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _timed(folder: Path, command: list[str], *, forget: bool = True) -> Took:
    if forget:
        _forget(folder)
    return _run(command, folder)[0]


def _run(command: list[str], folder: Path | None = None) -> tuple[Took, str]:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(time.perf_counter() - started, cpu), done.stdout


def _own(folder: Path, step: str, more: list[str]) -> tuple[Took, str]:
    """A step in a process of its own, its start with it, and its largest MB."""
    _forget(folder)
    command = [sys.executable, "-m", "benchmarks.packaging", "--step", step, "--folder", str(folder), *more]
    took, peak = _run(command)
    return took, f"{float(peak):.0f}"


def _step(step: str, folder: Path, volume: float | None) -> None:
    if step == "build":
        _build(folder, int(volume * GB) if volume else None)
    else:
        report = verify(folder / "paket" if volume else folder / "paket" / "p.zip")
        assert report.ok, report.findings[0].message
        assert report.manifest is not None
        assert report.size == sum(file.size for file in report.manifest.files)
    print(peak_mb())


def _build(folder: Path, volume_size: int | None) -> None:
    area = PackageArea("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
    bare = Manifest(
        manifest.SCHEMA, manifest.KIND, manifest.PROGRAM, area, simulation=True, machine="m1",
        made_at="2024-02-15T10:00:00+08:00", signer=keys.public_bytes(PRIVATE).hex(), recaps=(), files=(),
        scope=PackageScope(contents=()),
    )  # fmt: skip
    target = folder / "paket" / "p.zip"
    with package.staging(target) as files:
        for number, path in enumerate(sorted((folder / "foto").iterdir())):
            files.add_file(f"foto/{number:06d}.jpg", "image", "image/jpeg", path, sha256=path.name)
        package.write_package(target, bare, files, PRIVATE, volume_size=volume_size)


if __name__ == "__main__":
    main()
