"""Small and large signed packages of invented bytes, for tests and benchmarks of sending."""

from __future__ import annotations

import random
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sirekap_desktop.exchange import keys, manifest, package
from sirekap_desktop.exchange.manifest import Manifest, PackageArea, PackageRecap

AREA = PackageArea("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KABUPATEN = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


def parcel(target: Path, sizes: list[int], *, seed: int = 1, revision: int = 1) -> Manifest:
    """A package whose objects have these sizes; the same seed gives the same bytes."""
    signer = keys.public_bytes(PRIVATE).hex()
    recap = PackageRecap("ppwp", "c-hasil-ppwp-2024", "1", "d", "0" * 64, revision, locked=True)
    bare = Manifest(
        1, manifest.KIND, "test", AREA, simulation=True, machine="m1", made_at="2024-02-15T10:00:00+08:00",
        signer=signer, recaps=(recap,), files=(),
    )  # fmt: skip
    dice = random.Random(seed)
    with package.staging(target) as files:
        for number, size in enumerate(sizes):
            files.add_bytes(f"foto/{number:05d}.jpg", "image", "image/jpeg", dice.randbytes(size))
        return package.write_package(target, bare, files, PRIVATE)
