"""What a file must be like before a pixel of it is decoded: limits, completeness, and the sentences of refusal."""

from __future__ import annotations

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.numbers import format_count

MAX_PIXELS = 200_000_000
MAX_PIXELS_WHOLE = 64_000_000
"""For files whose decoder holds the whole picture several times: all but plain JPEG and PNG."""
MAX_SIDE = 30_000
"""OpenCV's remap takes no side of 32,768 and more."""
MIN_SIDE = 160
MAX_PAGES = 500
RETAKE = "Salin ulang dari ponsel atau kamera, atau foto ulang halamannya."


def check_size(width: int, height: int, *, most: int) -> None:
    """Raise a UserError for a picture of more than ``most`` pixels, of too long or of too short a side."""
    megapixels = width * height / 1e6
    if width * height > most or max(width, height) > MAX_SIDE:
        raise UserError(
            f"Gambar ini terlalu besar: {width} × {height} titik ({megapixels:.0f} megapiksel).",
            f"Batasnya {most // 1_000_000} megapiksel, sisi terpanjang {format_count(MAX_SIDE)} titik. "
            "Foto ulang dengan ukuran biasa.",
            code="image.too_large",
        )
    if min(width, height) < MIN_SIDE:
        raise UserError(
            f"Gambar ini terlalu kecil untuk dibaca: {width} × {height} titik.",
            f"Sisi terpendek paling sedikit {MIN_SIDE} titik. Kirim foto aslinya, bukan gambar kecilnya.",
            code="image.too_small",
        )


def check_page_count(count: int) -> None:
    """Raise a UserError for a file of too many pages."""
    if count > MAX_PAGES:
        raise UserError(
            f"Berkas ini berisi {count} halaman.",
            f"Batasnya {MAX_PAGES} halaman; bagi berkasnya.",
            code="image.too_many_pages",
        )


def truncated() -> UserError:
    """The end of the file is missing."""
    return UserError("Gambar ini terpotong: akhir berkasnya tidak ada.", RETAKE, code="image.truncated")


def damaged() -> UserError:
    """The content contradicts itself."""
    return UserError("Gambar ini rusak dan tidak dapat dibuka.", RETAKE, code="image.damaged")


def is_complete(data: bytes, kind: str) -> bool:
    """OpenCV fills the missing rest of a cut file with grey and says nothing; so look for the end first."""
    if kind == "jpeg":
        return _jpeg_ends(data)
    if kind == "png":
        return _png_ends(data)
    if kind == "webp":
        return len(data) >= 12 and len(data) >= 8 + int.from_bytes(data[4:8], "little")
    return True  # Pillow itself complains about a cut TIFF


def cut_short(data: bytes) -> bool:
    """Whether a file begins like a picture and then lacks its end."""
    starts = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png", b"RIFF": "webp"}
    return any(data.startswith(start) and not is_complete(data, kind) for start, kind in starts.items())


def _png_ends(data: bytes) -> bool:
    """Whether all chunks are there up to the last: a wrong length may ask the decoder for gigabytes."""
    at = 8
    while at + 12 <= len(data):
        kind, at = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4], "big")
        if kind == b"IEND":
            return at <= len(data)
    return False


def _jpeg_ends(data: bytes) -> bool:
    """Whether an end-of-image marker follows the first scan (a thumbnail in EXIF has its own, earlier)."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            return data.rfind(b"\xff\xd9", at) >= 0
        at += 1 if marker == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False
