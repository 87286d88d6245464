"""Opens zips of unknown origin: the directory, which the library reads as a whole, is only read when it is small."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What the library raises on an archive that is not whole, or not one that it can read."""
_ENTRY = 256
"""Bytes of an entry that an honest program writes: 46, a name of ours, and what it likes to add."""
_END = 2 * 2**16
"""The end of the archive, with its comment."""


class _Bounded(io.BufferedReader):
    """Reads no more at once than it may."""

    most: int | None = None

    def read(self, size: int | None = -1) -> bytes:
        if self.most is None:
            return super().read(size)
        if size is not None and size > self.most:
            raise zipfile.BadZipFile("directory too large")
        data = super().read(self.most + 1 if size is None or size < 0 else size)
        if len(data) > self.most:
            raise zipfile.BadZipFile("end too large")
        return data


@contextmanager
def opened(source: Path | bytes, most_entries: int) -> Iterator[zipfile.ZipFile]:
    """The archive, if it does not list more than ``most_entries`` members. What its end says of that is not believed.

    Raises:
        what stands in :data:`BROKEN`; OSError.
    """
    raw: io.BytesIO | io.FileIO = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb", buffering=0)
    with raw, _Bounded(raw) as stream:
        stream.most = most_entries * _ENTRY + _END
        with zipfile.ZipFile(stream) as archive:
            if len(archive.infolist()) > most_entries:
                raise zipfile.BadZipFile("too many members")
            stream.most = None
            yield archive
