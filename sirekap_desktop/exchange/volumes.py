"""A package over several zips, for sticks that hold no larger file: which objects stand in which volume.

Each volume is an ordinary zip: manifest, signature, ``volume.json`` and some of the objects, whole, in the order of
their hashes. ``volume.json`` needs no signature: it only says where to look, and every object proves itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sirekap_desktop.exchange import layout
from sirekap_desktop.exchange.decode import FormatError, decode, load_json
from sirekap_desktop.exchange.manifest import MANIFEST_NAME, SIGNATURE_NAME, canonical, object_name
from sirekap_desktop.forms.errors import UserError

VOLUME_NAME = "volume.json"
KIND = "sirekap-volume"
SCHEMA = 1
MAX_VOLUME_JSON = 2**20
MAX_VOLUMES = 999
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FILE_NAME = re.compile(r"(?P<base>.+)-vol(?P<number>[1-9][0-9]*)-dari(?P<count>[1-9][0-9]*)")
Objects = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Volume:
    """What ``volume.json`` says."""

    kind: str
    schema: int
    package: str
    """SHA-256 of ``manifest.json``: volumes of one package agree in it."""
    number: int
    """From 1."""
    volumes: tuple[int, ...]
    """How many objects stand in each volume; in all of them those of the manifest, sorted by hash."""

    @property
    def plan(self) -> tuple[str, tuple[int, ...]]:
        """What volumes that belong together have in common."""
        return self.package, self.volumes

    def canonical(self) -> bytes:
        """The bytes of ``volume.json``."""
        return canonical(asdict(self))

    def objects(self, objects: Objects) -> Objects:
        """Those of the manifest's objects that stand in this volume."""
        start = sum(self.volumes[: self.number - 1])
        return objects[start : start + self.volumes[self.number - 1]]


def parse(data: bytes) -> Volume:
    """Read ``volume.json`` of unknown origin. Raises FormatError."""
    volume = decode(Volume, load_json(data, VOLUME_NAME), VOLUME_NAME)
    is_ours = (volume.kind, volume.schema) == (KIND, SCHEMA) and _SHA256.fullmatch(volume.package)
    counts = volume.volumes
    is_possible = 1 <= volume.number <= len(counts) <= MAX_VOLUMES and all(0 < count < 2**32 for count in counts)
    if not is_ours or not is_possible or volume.canonical() != data:
        raise FormatError(f"{VOLUME_NAME} bukan yang ditetapkan.")
    return volume


def volumes_of(package: str, plan: tuple[int, ...]) -> tuple[Volume, ...]:
    """Every volume of a plan."""
    return tuple(Volume(KIND, SCHEMA, package, number, plan) for number in range(1, len(plan) + 1))


def order(heads: tuple[int, int], volume: Volume, objects: Objects) -> list[tuple[str, int]]:
    """(name, size) of the members of a volume; ``heads`` are the sizes of manifest and signature."""
    own = [(MANIFEST_NAME, heads[0]), (SIGNATURE_NAME, heads[1]), (VOLUME_NAME, len(volume.canonical()))]
    return own + [(object_name(sha256), size) for sha256, size in volume.objects(objects)]


def plan(objects: Objects, heads: tuple[int, int], limit: int) -> tuple[int, ...]:
    """How many objects go into each volume of at most ``limit`` bytes; one number: no volumes are needed.

    Raises:
        UserError: ``package.volume_small``: an object, or the manifest, is larger than a volume.
    """
    room = 1
    while len(counts := tuple(_filled(objects, _own_size(heads, room), limit))) > room:
        room = len(counts)  # a longer plan takes more room itself
    if len(counts) > MAX_VOLUMES:
        raise _too_small(limit)
    return counts


def _own_size(heads: tuple[int, int], count: int) -> int:
    """Bytes that a volume of so many has besides its objects, at most."""
    names = {MANIFEST_NAME: heads[0], SIGNATURE_NAME: heads[1], VOLUME_NAME: 200 + 11 * count}
    return layout.end_limit() + sum(layout.member_limit(name, size) for name, size in names.items())


def _filled(objects: Objects, own: int, limit: int) -> Iterator[int]:
    count, used = 0, own
    for sha256, size in objects:
        needed = layout.member_limit(object_name(sha256), size)
        if own + needed > limit:
            raise _too_small(limit, own + needed)
        if used + needed > limit:
            yield count
            count, used = 0, own
        count, used = count + 1, used + needed
    yield count


def _too_small(limit: int, needed: int = 0) -> UserError:
    least = f" Paling sedikit {-(-needed // 10**6)} MB." if needed else ""
    return UserError(
        f"Volume {limit / 10**6:g} MB terlalu kecil untuk paket ini.",
        f"Pilih ukuran volume yang lebih besar.{least}",
        code="package.volume_small",
    )


def volume_paths(target: Path, count: int) -> tuple[Path, ...]:
    """``p.zip`` → ``p-vol1-dari3.zip`` …; itself when there is one only."""
    if count == 1:
        return (target,)
    return tuple(target.with_name(f"{target.stem}-vol{n}-dari{count}{target.suffix}") for n in range(1, count + 1))


def named(path: Path) -> tuple[str, int] | None:
    """Name of the package and number of the volume, by the file name alone."""
    found = _FILE_NAME.fullmatch(path.stem)
    return (found["base"], int(found["number"])) if found else None
