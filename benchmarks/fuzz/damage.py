"""Ways to damage a file; each takes the generator and the bytes, and gives other bytes."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Sequence

import numpy as np

Rng = np.random.Generator
Damage = Callable[[Rng, bytes], bytes]

_SIZES = (0, 1, 2, 159, 161, 255, 256, 4095, 30_000, 30_001, 32_767, 32_768, 65_000, 65_535)


def flipped(rng: Rng, data: bytes) -> bytes:
    """Some bytes become others, anywhere."""
    changed = bytearray(data)
    for at in rng.integers(0, len(data), int(rng.choice((1, 3, 30)))):
        changed[at] = int(rng.integers(256))
    return bytes(changed)


def flipped_head(rng: Rng, data: bytes) -> bytes:
    """Some bytes become others where headers stand."""
    changed = bytearray(data)
    for at in rng.integers(0, min(len(data), int(rng.choice((40, 200, 700)))), int(rng.integers(1, 5))):
        changed[at] = int(rng.choice((0, 1, 0x7F, 0x80, 0xFF, int(rng.integers(256)))))
    return bytes(changed)


def cut(rng: Rng, data: bytes) -> bytes:
    """The end is missing, as after a broken copy."""
    return data[: int(rng.integers(0, len(data)))]


def hollowed(rng: Rng, data: bytes) -> bytes:
    """A stretch is gone, zero, or there twice."""
    a, b = sorted(int(value) for value in rng.integers(0, len(data), 2))
    b = min(b, a + int(rng.choice((1, 16, 512, 20_000))))
    return (data[:a] + data[b:], data[:a] + bytes(b - a) + data[b:], data[:b] + data[a:])[int(rng.integers(3))]


def followed(rng: Rng, data: bytes) -> bytes:
    """Something else stands behind the end, or before the beginning."""
    more = rng.bytes(int(rng.integers(1, 3000)))
    return data + more if rng.random() < 0.7 else more + data


def resized(rng: Rng, data: bytes) -> bytes:
    """The header promises another size, up to 65,535 px a side; the pixels stay."""
    width, height = (int(rng.choice(_SIZES)) for _ in range(2))
    if data.startswith(b"\x89PNG"):
        return _png_resized(rng, data, width, height)
    if data.startswith(b"\xff\xd8"):
        return re.sub(
            rb"(\xff[\xc0-\xc2]\x00[\x0b\x11\x14].)....",
            lambda found: found.group(1) + struct.pack(">HH", height, width),
            data,
            count=1,
            flags=re.DOTALL,
        )
    if data[:2] in {b"II", b"MM"}:
        return _tiff_resized(rng, data, width, height)
    return flipped_head(rng, data)


def _png_resized(rng: Rng, data: bytes, width: int, height: int) -> bytes:
    header = struct.pack(">II", width, height) + data[24:29]
    if rng.random() < 0.3:  # another depth, colour type or interlacing as well
        header = header[:8] + bytes(int(rng.choice((0, 1, 2, 3, 4, 6, 8, 16))) for _ in range(2)) + header[10:]
    return data[:16] + header + struct.pack(">I", zlib.crc32(b"IHDR" + header)) + data[33:]


def _tiff_resized(rng: Rng, data: bytes, width: int, height: int) -> bytes:
    """Entries of the first directory become extreme: size, compression, strips, samples."""
    order = "<" if data[:2] == b"II" else ">"
    (start,) = struct.unpack_from(f"{order}I", data, 4)
    if start + 2 > len(data):
        return data
    (count,) = struct.unpack_from(f"{order}H", data, start)
    changed = bytearray(data)
    for index in range(min(count, (len(data) - start - 2) // 12)):
        at = start + 2 + 12 * index
        (tag,) = struct.unpack_from(f"{order}H", data, at)
        if tag in {256, 257}:
            struct.pack_into(f"{order}HII", changed, at + 2, 4, 1, width if tag == 256 else height)
        elif rng.random() < 0.15:
            struct.pack_into(f"{order}I", changed, at + 8, int(rng.choice((0, 1, 7, 0x7FFFFFFF, 0xFFFFFFFF))))
    return bytes(changed)


def exif_rubbish(rng: Rng, data: bytes) -> bytes:
    """EXIF that is none: random bytes, or a directory that points anywhere."""
    if not data.startswith(b"\xff\xd8"):
        return flipped_head(rng, data)
    body = rng.bytes(int(rng.integers(0, 400)))
    if rng.random() < 0.6:
        entries = b"".join(
            struct.pack(
                "<HHII",
                int(rng.choice((0x0112, 0x8769, 0x0100, 0x011A))),
                int(rng.integers(0, 14)),
                int(rng.choice((0, 1, 0xFFFFFFFF))),
                int(rng.integers(0, 2**32)),
            )
            for _ in range(4)
        )
        body = b"II*\0\x08\0\0\0" + struct.pack("<H", 4) + entries + body
    segment = b"Exif\0\0" + body
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + data[2:]


def edited_pdf(rng: Rng, data: bytes) -> bytes:
    """Objects change: numbers become extreme, names and references others, boxes and streams lose their size."""
    if b"%PDF-" not in data[:1024]:
        return hollowed(rng, data)
    numbers = list(re.finditer(rb"(?<=[ \[/])-?\d+(?:\.\d+)?(?=[ \]\n/>R])", data))
    changed = data
    for found in sorted(
        (numbers[int(at)] for at in rng.integers(0, len(numbers), int(rng.choice((1, 4, 20))))),
        key=lambda item: -item.start(),
    ):
        new = rng.choice((b"0", b"-1", b"1", b"99999999", b"1e9", b"0.0001", b"2147483648", b"3", b"14400"))
        changed = changed[: found.start()] + bytes(new) + changed[found.end() :]
    if rng.random() < 0.4:
        old, new = (bytes(item) for item in rng.choice(_PDF_WORDS, 2, replace=False))
        changed = changed.replace(old, new, 1)
    return changed


_PDF_WORDS = (
    b"/Page", b"/Pages", b"/MediaBox", b"/Contents", b"/Length", b"/FlateDecode", b"/DCTDecode", b"/XObject", b"/Image",
    b"/DeviceRGB", b"/DeviceCMYK", b"/Kids", b"/Count", b"/Parent", b"endobj", b"stream", b"/Encrypt", b"/Rotate",
)  # fmt: skip


def spliced(rng: Rng, data: bytes, others: Sequence[bytes]) -> bytes:
    """A stretch of another file stands inside."""
    other = others[int(rng.integers(len(others)))]
    at, start = int(rng.integers(0, len(data))), int(rng.integers(0, len(other)))
    piece = other[start : start + int(rng.choice((8, 200, 5000)))]
    return data[:at] + piece + data[at + (len(piece) if rng.random() < 0.5 else 0) :]


DAMAGES: dict[str, Damage] = {
    "bytes changed": flipped,
    "header changed": flipped_head,
    "cut": cut,
    "stretch gone, zero or twice": hollowed,
    "more before or behind": followed,
    "another size promised": resized,
    "EXIF rubbish": exif_rubbish,
    "PDF objects changed": edited_pdf,
}
