"""Changes of bytes, and of a zip as an archive program could write it or none would."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence

Dice = random.Random
Members = list[tuple[str, bytes]]

_NAMES = (
    "../../luar.txt", "/tmp/luar.txt", "C:\\luar.txt", "..\\luar.txt", "objects/../../luar", "objects//x",
    "./manifest.json", "MANIFEST.JSON", "Manifest.json", "manifest.json ", "manifest.json/", "objects/",
    "objects/00/" + "0" * 64, "e\u0301", "\u00e9", "nama\nbaru", "\x1b[2J", "a" * 3000, "con", "NUL", "", ".", "..",
    "manifest.sig/x",
)  # fmt: skip


def damaged(dice: Dice, data: bytes) -> bytes:
    """Bytes other, gone, doubled, or more of them."""
    if not data:
        return data
    a = dice.randrange(len(data))
    b = min(len(data), a + dice.choice((1, 2, 16, 500, 20_000)))
    ways: Sequence[Callable[[], bytes]] = (
        lambda: data[:a] + bytes([data[a] ^ (1 << dice.randrange(8))]) + data[a + 1 :],
        lambda: data[:a] + bytes([dice.randrange(256)]) + data[a + 1 :],
        lambda: data[:a] + dice.randbytes(b - a) + data[b:],
        lambda: data[:a] + bytes(b - a) + data[b:],
        lambda: data[:a] + data[b:],
        lambda: data[:b] + data[a:],
        lambda: data[:a],
        lambda: data[a:],
        lambda: data + dice.randbytes(dice.choice((1, 22, 400))),
        lambda: dice.randbytes(dice.choice((1, 30))) + data,
        lambda: data[:a] + data[a:b][::-1] + data[b:],
    )
    return dice.choice(ways)()


def headers_changed(dice: Dice, data: bytes) -> bytes:
    """A number in a header of the archive becomes one at the edge of what it can be."""
    marks = [at for mark in (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06") for at in _found(data, mark)]
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4))):
        at = dice.choice(marks) + dice.randrange(4, 46)
        size = dice.choice((1, 2, 4))
        value = dice.choice((0, 1, 8, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFF, len(data)))
        changed[at : at + size] = (value & (256**size - 1)).to_bytes(size, "little")
    return bytes(changed[: len(data)])


def _found(data: bytes, mark: bytes) -> list[int]:
    found, at = [], data.find(mark)
    while at >= 0:
        found.append(at)
        at = data.find(mark, at + 1)
    return found


def repacked(dice: Dice, members: Members) -> bytes:
    """The same members by another program, with something that does not belong."""
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(target, "w") as archive:
            for name, data in _reordered(dice, members):
                archive.writestr(
                    _info(name), data, dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
                )
            _spoil(dice, archive, members)
            if dice.random() < 0.2:
                archive.comment = dice.randbytes(dice.choice((1, 22, 60_000)))
    return _patched(dice, target.getvalue())


def _reordered(dice: Dice, members: Members) -> Members:
    found = list(members)
    way = dice.randrange(6)
    if way == 0:
        dice.shuffle(found)
    elif way == 1:
        found.pop(dice.randrange(len(found)))
    elif way == 2:
        at = dice.randrange(len(found))
        found[at] = (found[at][0], dice.choice(found)[1])
    elif way == 3:
        found.append(dice.choice(found))
    return found


def _info(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))


def _spoil(dice: Dice, archive: zipfile.ZipFile, members: Members) -> None:
    way = dice.randrange(7)
    if way == 0:
        archive.writestr(_info(dice.choice(_NAMES)), b"x")
    elif way == 1:
        link = _info(dice.choice((members[-1][0], "objects/00/tautan")))
        link.external_attr = dice.choice((0o120777, 0o010644, 0o020666, 0o060666, 0o140777)) << 16
        archive.writestr(link, b"/etc/passwd")
    elif way == 2:
        archive.writestr(_info("objects/00/" + "0" * 64), bytes(2_000_000), zipfile.ZIP_DEFLATED)
    elif way == 3:
        archive.writestr(_info(members[-1][0]), bytes(3_000_000), dice.choice((8, 12, 14)))
    elif way == 4:
        for number in range(dice.choice((50, 3000))):
            archive.writestr(_info(f"objects/{number % 256:02x}/{number:064x}"), b"")


def _patched(dice: Dice, data: bytes) -> bytes:
    """Flags, versions or methods that no reader can take, and a directory that speaks of another archive."""
    way = dice.randrange(6)
    central = data.rfind(b"PK\x01\x02")
    changed = bytearray(data)
    if way == 0 and central >= 0:
        field = dice.choice((4, 6, 8, 10, 28, 30, 32, 34, 36))
        struct.pack_into("<H", changed, central + field, dice.choice((1, 8, 99, 0x0801, 0xFFFF)))
    elif way == 1 and central >= 0:
        struct.pack_into(
            "<L", changed, central + dice.choice((16, 20, 24, 38, 42)), dice.choice((0, 1, 2**31, 2**32 - 1))
        )
    elif way == 2:
        end = data.rfind(b"PK\x05\x06")
        struct.pack_into(
            "<L", changed, end + dice.choice((8, 12, 16)), dice.choice((0, 1, 10_000_000, 2**31, 2**32 - 1))
        )
    return bytes(changed)
