"""The one way a package lies in a zip: every byte of it follows from the names, sizes and contents of its members.

The library's ``zipfile`` writes good archives, but leaves freedom (times, flags, gaps, comments) in which a byte may
change unseen. Members are stored, in a fixed order, without gaps, extras or comments, so that ``verify`` can say of
every single byte what it must be. Any zip program opens the result. Format: PKWARE APPNOTE 6.3, ZIP64 where needed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LOCAL_SIGNATURE = b"PK\x03\x04"
MAX_MEMBER = 0xFFFF_FFFE
"""Largest member in bytes: only the archive may be larger (ZIP64), never one file of it."""

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_OFFSET64 = struct.Struct("<2HQ")
_DATE_1980 = 0x21
_UNIX = 3 << 8
_FILE_0644 = 0o100644 << 16
_VERSION, _VERSION_64 = 20, 45
_LIMIT_16, _LIMIT_32 = 0xFFFF, 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive. ``offset`` is where its local header begins."""

    name: str
    size: int
    crc: int
    offset: int


def local_header(name: str, size: int, crc: int) -> bytes:
    """What stands before the bytes of a member."""
    raw = name.encode("ascii")
    return _LOCAL.pack(LOCAL_SIGNATURE, _VERSION, 0, 0, 0, _DATE_1980, crc, size, size, len(raw), 0) + raw


def header_size(name: str) -> int:
    """Bytes of the local header of ``name``."""
    return _LOCAL.size + len(name)


def member_limit(name: str, size: int) -> int:
    """Bytes that a member takes in the archive at most, its line in the directory with it."""
    return header_size(name) + size + _CENTRAL.size + len(name) + _OFFSET64.size + 8


def end_limit() -> int:
    """Bytes of the end of an archive at most."""
    return _END64.size + _LOCATOR64.size + _END.size


def header_crc(header: bytes) -> int:
    """The CRC-32 that a local header states."""
    return int(_LOCAL.unpack_from(header)[6])


def header_length(header: bytes) -> int:
    """The member's size that a local header states."""
    return int(_LOCAL.unpack_from(header)[7])


def _central_header(member: Member) -> bytes:
    raw = member.name.encode("ascii")
    far = member.offset >= _LIMIT_32
    extra = _OFFSET64.pack(1, 8, member.offset) if far else b""
    version = _VERSION_64 if far else _VERSION
    packed = _CENTRAL.pack(
        b"PK\x01\x02",
        version | _UNIX,
        version,
        0,
        0,
        0,
        _DATE_1980,
        member.crc,
        member.size,
        member.size,
        len(raw),
        len(extra),
        0,
        0,
        0,
        _FILE_0644,
        _LIMIT_32 if far else member.offset,
    )
    return packed + raw + extra


def _end(count: int, start: int, size: int) -> bytes:
    if count < _LIMIT_16 and start < _LIMIT_32 and size < _LIMIT_32:
        return _END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, 0)
    record = _END64.pack(b"PK\x06\x06", 44, _VERSION_64 | _UNIX, _VERSION_64, 0, 0, count, count, size, start)
    locator = _LOCATOR64.pack(b"PK\x06\x07", 0, start + size, 1)
    short = _END.pack(
        b"PK\x05\x06",
        0,
        0,
        min(count, _LIMIT_16),
        min(count, _LIMIT_16),
        min(size, _LIMIT_32),
        min(start, _LIMIT_32),
        0,
    )
    return record + locator + short


def directory(members: Sequence[Member]) -> Iterator[bytes]:
    """The central directory and its end, in pieces: what follows the last member."""
    start = members[-1].offset + header_size(members[-1].name) + members[-1].size if members else 0
    size = 0
    for member in members:
        piece = _central_header(member)
        size += len(piece)
        yield piece
    yield _end(len(members), start, size)


def placed(files: Sequence[tuple[str, int]]) -> tuple[Member, ...]:
    """Members for files of (name, size) in this order, without gaps; their CRC is still 0."""
    members, offset = [], 0
    for name, size in files:
        members.append(Member(name, size, 0, offset))
        offset += header_size(name) + size
    return tuple(members)


def total_size(members: Sequence[Member]) -> int:
    """Bytes of the whole archive."""
    last = members[-1]
    body = last.offset + header_size(last.name) + last.size
    return body + sum(len(piece) for piece in directory(members))
