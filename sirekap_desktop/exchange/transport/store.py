"""What every store can do, whatever protocol it speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

PART_SIZE = 2 * 2**20
"""Bytes of one part of an object that is stored in parts: what one cut of the line can cost at most."""

LINES = 4
"""Connections at once to one store."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands directly in a folder of a store."""

    files: dict[str, int] = field(default_factory=dict)
    """Size by name."""
    folders: frozenset[str] = frozenset()


class Store(Protocol):
    """Names are relative, with ``/``. ``put`` is called from several threads. What goes wrong is a
    :class:`~.problems.TransportError`."""

    part_size: int | None
    """Objects larger than this are stored in parts of this size; None: whole, because a cut costs nothing there."""

    def list(self, folder: str) -> Listing:
        """Empty when there is no such folder."""

    def put(self, name: str, size: int, chunks: Iterable[bytes]) -> None:
        """Write a file anew; it counts as there once it has its size."""

    def get(self, name: str, offset: int = 0) -> Iterator[bytes]:
        """The bytes of a file from ``offset`` on."""

    def free(self) -> int | None:
        """Bytes that still fit; None when the store does not say."""

    def check(self) -> None:
        """Prove that the store is there, lets us in, and can be written to."""

    def close(self) -> None:
        """End the connections."""


def parent(name: str) -> tuple[str, str]:
    """Folder and last part of a name."""
    folder, _, last = name.rpartition("/")
    return folder, last


PROBE = "sirekap-uji.txt"
"""Written by :meth:`Store.check` and left there: a store may be one that does not let us delete."""
PROBE_TEXT = b"Sirekap Desktop memeriksa apakah tujuan ini dapat ditulisi.\n"
