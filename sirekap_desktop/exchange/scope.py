"""What a package holds of its kecamatan: all of it, or the part that its sender chose.

Part of the manifest, so it is signed: a receiver knows what is missing on purpose, and ``verify`` what must be there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

DESA_DIGITS = 10


class Images(StrEnum):
    """Which photos of forms go along."""

    ALL = "all"
    CHANGED = "changed"
    NONE = "none"


class Content(StrEnum):
    """What else goes along; form data, recap, CSV and meeting always do."""

    AUDIT = "audit"
    DOCUMENTS = "documents"
    SIGNED = "signed"


ALL_CONTENTS = tuple(sorted(content.value for content in Content))


@dataclass(frozen=True, slots=True)
class PackageScope:
    """The part that a package holds. ``None`` means all that the workspace has."""

    pemilihan: tuple[str, ...] | None = None
    """Ballots, sorted; the recaps of the others are not in the package."""
    desa: tuple[str, ...] | None = None
    """Ten-digit codes, sorted, whose TPS have their form data and photos in the package.

    The recap is never cut: it is the one that the QR of every printed page names.
    """
    images: str = Images.ALL.value
    since: str | None = None
    """SHA-256 of the manifest of the earlier package whose photos are left out; only with ``changed``."""
    reduced: int | None = None
    """Longest side in pixels of photos that were made smaller; None: every photo is the original."""
    contents: tuple[str, ...] = ALL_CONTENTS
    """Sorted, of :class:`Content`. ``signed`` are the pictures; the list of signed pages is always there."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out or made smaller."""
        return self == WHOLE

    def has(self, content: Content) -> bool:
        return content.value in self.contents

    def takes_pemilihan(self, pemilihan: str) -> bool:
        return self.pemilihan is None or pemilihan in self.pemilihan

    def takes_place(self, code: str) -> bool:
        """Whether a desa or TPS is in the part."""
        return self.desa is None or code[:DESA_DIGITS] in self.desa

    def problem(self) -> str:
        """What cannot be meant; empty if it makes sense. For scopes that a stranger wrote."""
        return next((text for is_wrong, text in self._problems() if is_wrong), "")

    def _problems(self) -> tuple[tuple[bool, str], ...]:
        return (
            (not _is_list(self.pemilihan), "daftar pemilihannya kosong, berulang, atau tidak urut."),
            (not _is_list(self.desa), "daftar desanya kosong, berulang, atau tidak urut."),
            (self.images not in set(Images), "pilihan fotonya tidak dikenal."),
            ((self.since is not None) != (self.images == Images.CHANGED), "paket pembandingnya tidak cocok."),
            (self.reduced is not None and not 0 < self.reduced < 100_000, "ukuran foto yang diperkecil salah."),
            (not set(ALL_CONTENTS).issuperset(self.contents), "jenis isinya tidak dikenal."),
            (self.contents != tuple(sorted(set(self.contents))), "jenis isinya berulang atau tidak urut."),
        )


def _is_list(names: tuple[str, ...] | None) -> bool:
    return names is None or (bool(names) and names == tuple(sorted(set(names))))


WHOLE = PackageScope()


@dataclass(frozen=True, slots=True)
class Held:
    """The photos that an earlier package already brought, for packages of what changed since."""

    manifest: str
    """SHA-256 of its manifest."""
    originals: frozenset[str]
    """By the hash of the original, whole there."""
    reduced: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Longest side by the hash of the original, of those that it has smaller."""

    def has(self, sha256: str, reduced: int | None) -> bool:
        """Whether the earlier package has this original at least as large as is wanted now."""
        return sha256 in self.originals or (reduced is not None and self.reduced.get(sha256, 0) >= reduced)
