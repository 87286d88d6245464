"""Which failures of disk and database a person can mend, and the sentence for each.

As in a well-run SQL layer, SQLite's result codes are split in two: the environment (disk full, read-only, locked,
damaged, not a database) becomes a :class:`UserError`; everything else is a bug of ours and is left to be raised.
"""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from sirekap_desktop.forms.errors import UserError

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_READ_ONLY = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_IO = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOLFS, sqlite3.SQLITE_TOOBIG})
_FULL_ERRNO = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY_ERRNO = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def disk_full(place: Path | str) -> UserError:
    """No room left; nothing of the last action was kept."""
    return UserError(
        f"Ruang penyimpanan penuh, jadi perubahan terakhir tidak disimpan: {place}.",
        "Kosongkan sebagian isi disk itu, lalu ulangi. Semua yang sudah dicatat tetap aman.",
        code="disk.full",
    )


def read_only(place: Path | str) -> UserError:
    """Folder, file or medium cannot be written."""
    return UserError(
        f"Ruang kerja tidak dapat ditulisi: {place}.",
        "Periksa izin folder itu, atau pindahkan ruang kerja ke disk yang dapat ditulisi.",
        code="workspace.read_only",
    )


def damaged(place: Path | str, detail: str = "") -> UserError:
    """The database file is not whole."""
    found = f" ({detail})" if detail else ""
    return UserError(
        f"Basis data ruang kerja ini rusak{found}: {place}.",
        "Jangan ubah foldernya. Buka cadangan terakhir, atau berkas dalam folder backups.",
        code="workspace.damaged",
    )


def busy(place: Path | str) -> UserError:
    """Another program holds the database file."""
    return UserError(
        f"Basis data sedang dipakai program lain: {place}.",
        "Tutup program yang membuka berkas itu, lalu ulangi.",
        code="workspace.busy",
    )


def unreadable_disk(place: Path | str) -> UserError:
    """The medium fails."""
    return UserError(
        f"Disk tidak dapat dibaca atau ditulisi dengan benar: {place}.",
        "Periksa sambungan disk atau USB itu, lalu buka kembali ruang kerja.",
        code="disk.io",
    )


def from_os_error(error: OSError, place: Path | str) -> UserError | None:
    """The message for a failed file operation, or ``None`` when it is not the environment's fault."""
    if is_full(error):
        return disk_full(place)
    if is_refused(error):
        return read_only(place)
    return unreadable_disk(place) if error.errno in {errno.EIO, errno.ENODEV, errno.ENXIO} else None


def is_full(error: OSError) -> bool:
    """Whether there was no room: disk, quota, or the largest file of a file system (FAT: 4 GB)."""
    return error.errno in _FULL_ERRNO


def is_refused(error: OSError) -> bool:
    """Whether the place may not be written: rights, or a read-only medium."""
    return error.errno in _READ_ONLY_ERRNO


def from_sqlite_code(code: int, place: Path | str) -> UserError | None:
    """The message for an (extended) SQLite result code; ``None`` for codes that only a bug can cause."""
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return disk_full(place)
    for codes, message in ((_READ_ONLY, read_only), (_DAMAGED, damaged), (_BUSY, busy), (_IO, unreadable_disk)):
        if primary in codes:
            return message(place)
    return None


def from_database_error(error: BaseException, place: Path | str) -> UserError | None:
    """Like :func:`from_sqlite_code`, for the exception as peewee or sqlite3 raised it.

    SQLite rolls back by itself when the disk is full, and the library's own ROLLBACK then fails with a meaningless
    error: so what an exception was raised over counts too.
    """
    seen: BaseException | None = error
    while seen is not None:
        code = getattr(seen, "sqlite_errorcode", None)
        if isinstance(code, int) and (message := from_sqlite_code(code, place)):
            return message
        seen = seen.__context__
    return None
