"""Opens zips of unknown origin: the directory, which the library reads as a whole, is only read when it is small."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sirekap_desktop.forms.plainfile import open_plain

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
_ENTRY_MARK = b"PK\x01\x02"
_END = 2 * 2**16
"""The end of the archive, with its comment."""


class TooManyError(zipfile.BadZipFile):
    """More members than there may be, or a directory that is too large for so many."""


class _Bounded(io.BufferedReader):
    """Reads no more at once than it may."""

    most: int | None = None
    entries: int = 0

    def read(self, size: int | None = -1) -> bytes:
        if self.most is None:
            return super().read(size)
        if size is not None and size > self.most:
            raise TooManyError
        data = super().read(self.most + 1 if size is None or size < 0 else size)
        if len(data) > self.most or data.count(_ENTRY_MARK) > self.entries:
            raise TooManyError
        return data


@contextmanager
def opened(source: Path | bytes, most_entries: int) -> Iterator[zipfile.ZipFile]:
    """The archive, if it does not list more than ``most_entries`` members. What its end says of that is not believed.

    Raises:
        what stands in :data:`BROKEN`; OSError, also for a pipe or device.
    """
    raw = io.BytesIO(source) if isinstance(source, bytes) else open_plain(source).detach()
    with raw, _Bounded(raw) as stream:
        stream.most, stream.entries = most_entries * _ENTRY + _END, most_entries
        with zipfile.ZipFile(stream) as archive:
            if len(archive.infolist()) > most_entries:
                raise TooManyError
            stream.most = None
            yield archive
