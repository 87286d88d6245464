"""From the bytes of a file to upright pictures: the only decoder of the program, for engine and window alike.

Sizes are read from the header and judged before a single pixel is decoded, so that a small file cannot ask for
gigabytes. Every file that cannot be read ends in a :class:`UserError` that says why, in Indonesian.

The window shows colours; the engine needs none, and never more pixels than the print resolves, so it asks for grey and
lets the JPEG decoder leave out what it would halve anyway.
"""

from __future__ import annotations

import hashlib
import io
import struct
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt
import pillow_heif
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.ocr.imagechecks import (
    MAX_PIXELS,
    MAX_PIXELS_WHOLE,
    RETAKE,
    check_page_count,
    check_size,
    cut_short,
    damaged,
    is_complete,
    truncated,
)

Picture = npt.NDArray[np.uint8]
"""An upright picture, (height, width, 3), BGR."""
Grey = npt.NDArray[np.uint8]
"""The same in one channel, (height, width)."""

PDF_LONG_SIDE = 3300
"""Long side of a rendered PDF page in px: 3.7 px per mm on the plano of 600 × 900 mm."""

# What Pillow finds odd in a file is no news for standard error: the file is read, or refused with a sentence.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")

_PDF_LOCK = threading.Lock()  # PDFium is not thread-safe, not even for separate documents
_PLAIN_MODES = {"L", "RGB", "P", "1"}
_SUPPORTED = "Gunakan JPEG, PNG, TIFF, WebP, HEIC, atau PDF."


@dataclass(frozen=True, slots=True)
class GreyPage:
    """An upright page as the engine reads it."""

    pixels: Grey
    halvings: int = 0
    """The page has 2**halvings times as many pixels each way; 0 unless fewer were asked for."""


@dataclass(frozen=True, slots=True)
class DecodedFile:
    """A file whose kind and sizes are known and whose pages are decoded when asked for."""

    name: str
    kind: str
    """``jpeg``, ``png``, ``webp``, ``tiff``, ``heic`` or ``pdf``."""
    page_count: int
    _data: bytes
    _decode_page: Callable[[int], Picture]
    _decode_grey: Callable[[int, int | None], GreyPage]

    @property
    def sha256(self) -> str:
        """Of the file; computed when asked for."""
        return hashlib.sha256(self._data).hexdigest()

    def grey(self, index: int, least_px: int | None = None) -> GreyPage:
        """One page, upright, in grey; a JPEG at a half, quarter or eighth of its size if that leaves enough.

        Args:
            index: which page.
            least_px: what the longer side should keep; by default the page comes as it is.

        Raises:
            UserError: the page cannot be decoded.
            IndexError: there is no such page.
        """
        if not 0 <= index < self.page_count:
            raise IndexError(index)
        return self._decode_grey(index, least_px)

    def page(self, index: int) -> Picture:
        """One page, upright.

        Raises:
            UserError: the page cannot be decoded.
            IndexError: there is no such page.
        """
        if not 0 <= index < self.page_count:
            raise IndexError(index)
        return self._decode_page(index)

    def pages(self) -> Iterator[Picture]:
        """All pages in order, each decoded only when it is its turn."""
        return (self.page(index) for index in range(self.page_count))


def decode(data: bytes, *, name: str = "") -> DecodedFile:
    """Find out what a file is and how large; pixels are decoded later, page by page.

    Args:
        data: the whole content of the file.
        name: file name, only carried along for messages.

    Raises:
        UserError: empty, damaged, too large or too small, or not a picture at all; ``code`` tells which.
    """
    if not data:
        raise UserError("Berkas ini kosong (0 bita).", RETAKE, code="image.empty")
    if b"%PDF-" in data[:1024]:
        return _file(data, name, "pdf", _pdf_page_count(data), partial(_pdf_page, data))
    if data[4:8] == b"ftyp" and pillow_heif.is_supported(data):
        _check_heic(data)
        return _file(data, name, "heic", 1, partial(_heic_page, data))
    return _decode_raster(data, name)


class _Decode(Protocol):
    """Decodes a page; in one channel where only ``grey`` is wanted."""

    def __call__(self, index: int, /, *, grey: bool) -> npt.NDArray[np.uint8]: ...


def _file(data: bytes, name: str, kind: str, count: int, decode_page: _Decode) -> DecodedFile:
    """A file of a kind that is always decoded at full size."""
    return DecodedFile(
        name,
        kind,
        count,
        data,
        lambda index: decode_page(index, grey=False),
        lambda index, _least_px: GreyPage(decode_page(index, grey=True)),
    )


def rotated(image: Picture, degrees: int) -> Picture:
    """The picture turned clockwise by quarter turns (0, 90, 180 or 270 degrees)."""
    turns = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    degrees %= 360
    return _uint8(cv2.rotate(image, turns[degrees])) if degrees else image


def thumbnail(image: Picture, max_px: int) -> Picture:
    """A copy whose longer side is at most ``max_px``; never enlarged."""
    height, width = image.shape[:2]
    scale = min(1.0, max_px / max(height, width))
    if scale == 1.0:
        return image.copy()
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return _uint8(cv2.resize(image, size, interpolation=cv2.INTER_AREA))


def _decode_raster(data: bytes, name: str) -> DecodedFile:
    with _open(data) as opened:
        kind = {"MPO": "jpeg"}.get(opened.format or "", (opened.format or "").lower())
        if kind not in {"jpeg", "png", "webp", "tiff"}:
            raise UserError(f"Jenis gambar {opened.format} tidak didukung.", _SUPPORTED, code="image.unsupported")
        plain = opened.mode in _PLAIN_MODES and "transparency" not in opened.info
        lean = plain and kind in {"jpeg", "png"} and not opened.info.get("progressive")
        check_size(*opened.size, most=MAX_PIXELS if lean else MAX_PIXELS_WHOLE)
        frames = _frames(opened)
        if kind in {"png", "webp"} and frames > 1:
            raise UserError("Berkas ini gambar bergerak, bukan foto.", _SUPPORTED, code="image.animated")
        longest = _longest_even(opened.size)
    if not is_complete(data, kind):
        raise truncated()
    if kind == "tiff":
        check_page_count(frames)
        return _file(data, name, kind, frames, partial(_pillow_page, data))
    if not plain:
        return _file(data, name, kind, 1, partial(_pillow_page, data))
    return DecodedFile(
        name,
        kind,
        1,
        data,
        lambda _index: _opencv_page(data, cv2.IMREAD_COLOR),
        lambda _index, least_px: _opencv_grey(data, _halvings(longest, least_px) if kind == "jpeg" else 0),
    )


def _frames(opened: Image.Image) -> int:
    """How many pictures a file holds; to tell, Pillow reads the headers of all of them."""
    try:
        return int(getattr(opened, "n_frames", 1))
    except (OSError, ValueError, TypeError, SyntaxError, struct.error, KeyError, EOFError, MemoryError) as error:
        raise damaged() from error


def _longest_even(size: tuple[int, int]) -> tuple[int, int]:
    """Longer side, and by how many halvings both sides can be divided without a rest, up to three."""
    halvings = next(count for count in (3, 2, 1, 0) if not (size[0] | size[1]) % 2**count)
    return max(size), halvings


def _halvings(longest: tuple[int, int], least_px: int | None) -> int:
    """How often a JPEG is halved in decoding; a side with a rest would shift the picture when it is turned."""
    side, most = longest
    if least_px is None:
        return 0
    return next(count for count in range(most, -1, -1) if count == 0 or side >> count >= least_px)


def _open(data: bytes) -> Image.Image:
    # Our own limit is checked on the header; Pillow's would warn at half of what phones take today.
    Image.MAX_IMAGE_PIXELS = None
    try:
        return Image.open(io.BytesIO(data))
    except UnidentifiedImageError:
        if cut_short(data):
            raise truncated() from None
        raise UserError(
            "Isi berkas ini bukan gambar, walaupun namanya mungkin berkata begitu.",
            _SUPPORTED,
            code="image.not_an_image",
        ) from None
    except (OSError, ValueError, SyntaxError, struct.error, EOFError) as error:
        raise (truncated() if cut_short(data) else damaged()) from error


def _opencv_grey(data: bytes, halvings: int) -> GreyPage:
    flags = (
        cv2.IMREAD_GRAYSCALE,
        cv2.IMREAD_REDUCED_GRAYSCALE_2,
        cv2.IMREAD_REDUCED_GRAYSCALE_4,
        cv2.IMREAD_REDUCED_GRAYSCALE_8,
    )
    return GreyPage(_opencv_page(data, flags[halvings]), halvings)


def _opencv_page(data: bytes, flags: int) -> npt.NDArray[np.uint8]:
    try:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), flags | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error as error:
        raise damaged() from error
    if image is None:
        raise damaged()
    return _turned(_uint8(image), _orientation(data))


def _orientation(data: bytes) -> int:
    if data.startswith(b"\x89PNG") and b"eXIf" not in data:
        return 1  # Pillow would decode the whole picture in search of it
    try:
        with _open(data) as opened:
            return int(opened.getexif().get(0x0112, 1))
    except (OSError, ValueError, TypeError, SyntaxError, struct.error, KeyError):
        return 1  # a picture with broken EXIF is still a picture


def _turned(image: Picture, orientation: int) -> Picture:
    """Apply the EXIF orientation 1–8 (EXIF 2.3, tag 0x0112)."""
    if orientation in {2, 4, 5, 7}:
        image = _uint8(cv2.flip(image, 0 if orientation == 4 else 1))
    return rotated(image, {3: 180, 5: 270, 6: 90, 7: 90, 8: 270}.get(orientation, 0))


def _pillow_page(data: bytes, index: int, *, grey: bool) -> npt.NDArray[np.uint8]:
    try:
        with _open(data) as opened:
            opened.seek(index)
            check_size(*opened.size, most=MAX_PIXELS_WHOLE)
            opened.load()
            return _from_pillow(ImageOps.exif_transpose(opened), grey=grey)
    except EOFError as error:
        raise truncated() from error
    except OSError as error:
        raise (truncated() if "truncated" in str(error) else damaged()) from error
    except (ValueError, SyntaxError, TypeError, KeyError, struct.error, MemoryError) as error:
        raise damaged() from error


def _from_pillow(image: Image.Image, *, grey: bool) -> npt.NDArray[np.uint8]:
    if image.mode.startswith("I"):  # 16 bits per sample: Pillow would clip to 255 instead of scaling
        eight = np.clip(np.asarray(image) // 256, 0, 255).astype(np.uint8)
        return eight if grey else _uint8(cv2.cvtColor(eight, cv2.COLOR_GRAY2BGR))
    if "A" in image.mode or "a" in image.mode or "transparency" in image.info:
        image = _on_white(image)
    if grey:
        return _uint8(np.asarray(image.convert("L")))
    return _uint8(cv2.cvtColor(np.asarray(image.convert("RGB")), cv2.COLOR_RGB2BGR))


def _on_white(image: Image.Image) -> Image.Image:
    """Transparent paper is white paper."""
    layer = image.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _heif(data: bytes) -> pillow_heif.HeifFile:
    try:
        return pillow_heif.open_heif(data, convert_hdr_to_8bit=True)
    except (ValueError, OSError, EOFError, RuntimeError, SyntaxError) as error:
        raise damaged() from error


def _check_heic(data: bytes) -> None:
    file = _heif(data)
    if not len(file):
        raise damaged()
    check_size(*file.size, most=MAX_PIXELS_WHOLE)


def _heic_page(data: bytes, _index: int, *, grey: bool) -> npt.NDArray[np.uint8]:
    """HEIC keeps its rotation in the container and libheif has applied it: EXIF must not turn it again."""
    try:
        return _from_pillow(_heif(data).to_pillow(), grey=grey)
    except (ValueError, OSError, EOFError, RuntimeError, SyntaxError) as error:
        raise (truncated() if "end of" in str(error).lower() else damaged()) from error


def _pdf(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UserError(
                "PDF ini terkunci kata sandi.", "Simpan ulang tanpa kata sandi, lalu impor lagi.", code="pdf.locked"
            ) from error
        raise UserError("PDF ini rusak dan tidak dapat dibuka.", RETAKE, code="pdf.damaged") from error


def _pdf_page_count(data: bytes) -> int:
    with _PDF_LOCK:
        document = _pdf(data)
        try:
            count = len(document)
        finally:
            document.close()
    if not count:
        raise UserError("PDF ini tidak berisi halaman.", RETAKE, code="pdf.damaged")
    check_page_count(count)
    return count


def pdf_page_mm(data: bytes, index: int) -> tuple[float, float]:
    """Width and height of a page's paper.

    Raises:
        UserError: the PDF cannot be opened.
    """
    with _PDF_LOCK:
        document = _pdf(data)
        try:
            width, height = document[index].get_size()
        finally:
            document.close()
    return round(width * 25.4 / 72, 2), round(height * 25.4 / 72, 2)


def _pdf_page(data: bytes, index: int, *, grey: bool) -> npt.NDArray[np.uint8]:
    with _PDF_LOCK:
        document = _pdf(data)
        try:
            page = document[index]
            width, height = page.get_size()
            scale = PDF_LONG_SIDE / max(width, height, 1.0)
            check_size(round(width * scale), round(height * scale), most=MAX_PIXELS)
            bitmap = page.render(scale=scale, prefer_bgrx=False)
            pixels = _uint8(bitmap.to_numpy()[:, :, :3])
            return _uint8(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)) if grey else pixels.copy()
        except (pypdfium2.PdfiumError, ValueError, IndexError) as error:
            raise UserError(
                f"Halaman {index + 1} dari PDF ini tidak dapat dibuka.", RETAKE, code="pdf.damaged"
            ) from error
        finally:
            document.close()


def _uint8(image: npt.NDArray[np.generic]) -> Picture:
    return np.ascontiguousarray(image, dtype=np.uint8)
