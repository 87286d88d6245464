"""Reads a file that somebody else brought: a plain one, and never more of it than there may be."""

from __future__ import annotations

import errno
import io
import os
import stat
from pathlib import Path


class TooLargeError(OSError):
    """The file is larger than any that is meant."""


def read_plain(path: Path, limit: int) -> bytes:
    """All bytes of a file. A pipe would make the reader wait for ever, and a device never ends: neither is read.

    Raises:
        TooLargeError: it has more than ``limit`` bytes; OSError when it is no plain file or cannot be read.
    """
    data = read_start(path, limit + 1)
    if len(data) > limit:
        raise TooLargeError(errno.EFBIG, "terlalu besar", str(path))
    return data


def read_start(path: Path, limit: int) -> bytes:
    """The first bytes of a plain file. Raises OSError when it is none or cannot be read."""
    with open_plain(path) as stream:
        return stream.read(limit)


def open_plain(path: Path) -> io.BufferedReader:
    """A plain file to read from. Raises OSError when it is none or cannot be read."""
    descriptor = os.open(path, os.O_RDONLY | _NO_WAIT)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "bukan berkas biasa", str(path))
    return os.fdopen(descriptor, "rb")


_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
