"""Files that appear whole: another name until the last byte is on the disk."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from sirekap_desktop.models import errors

_ANYBODY, _OWNER = 0o666, 0o600
_CREATE = os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


@contextmanager
def appearing(target: Path, *, private: bool = False, token: str = "") -> Iterator[BinaryIO]:
    """A file that takes its name only when it is complete and on the disk; the name lasts after ``sync_folder``.

    Args:
        target: its name.
        private: nobody but the owner reads it, from its first byte on.
        token: for names that several programs may write at once. Without one what a power cut left is written over.
    """
    part = target.with_name(f".{target.name}{token and '.'}{token}.part")
    try:
        descriptor = os.open(part, _CREATE, _OWNER if private else _ANYBODY)
        with os.fdopen(descriptor, "wb+") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a small file all or nothing, with the folder it stands in.

    Raises:
        UserError: ``disk.full``, ``workspace.read_only``.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o777)
        with appearing(path, private=private, token=secrets.token_hex(4)) as stream:
            stream.write(data)
    except OSError as error:
        raise errors.from_os_error(error, path.parent) or errors.read_only(path.parent) from error
