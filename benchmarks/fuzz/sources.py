"""What the fuzz starts from: small photos and drawings of forms in every container that comes, known or not."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.samples.draw import draw_page
from sirekap_desktop.samples.sheets import sample_photo
from sirekap_desktop.samples.ulumanda import load_ulumanda

Pixels = NDArray[np.uint8]

PLANO, SALINAN, PARTY_2019 = "c-hasil-ppwp-2024", "c-hasil-salinan-ppwp-2024", "c1-plano-dpr-2019"
SHOWN = ((PLANO, 1), (PLANO, 2), (PLANO, 3), (SALINAN, 1), (SALINAN, 2))


@dataclass(frozen=True, slots=True)
class Source:
    """A file before anything is done to it."""

    container: str
    data: bytes
    shows: tuple[tuple[str, int], ...]
    """Form and number of the pages in it: what may be read from it."""


@cache
def photo(form_id: str, page: int, width_px: int, seed: int = 7) -> bytes:
    """A photographed page as JPEG."""
    values = _party_values() if form_id == PARTY_2019 else load_ulumanda().tps[0].values
    return sample_photo(load_form(form_id), page, values, seed=seed, width_px=width_px).jpeg


def _party_values() -> Mapping[str, int]:
    votes = [68, 11, 71, 171, 94, 25, 27, 86, 38, 62, 88, 741]
    return dict(zip((field.name for field in load_form(PARTY_2019).fields), votes, strict=True))


def pixels(form_id: str, page: int, width_px: int) -> Pixels:
    """The same decoded, BGR."""
    return np.asarray(cv2.imdecode(np.frombuffer(photo(form_id, page, width_px), np.uint8), cv2.IMREAD_COLOR), np.uint8)


@cache
def sources() -> tuple[Source, ...]:
    """Every container, each with another page of a form; the same in every run."""
    made = [_source(index, name, write) for index, (name, write) in enumerate(_CONTAINERS.items())]
    plain = [Source("jpeg", photo(form_id, page, 640), ((form_id, page),)) for form_id, page in SHOWN]
    return (*plain, *made, *_pdfs())


def _source(index: int, name: str, write: Callable[[Image.Image], bytes]) -> Source:
    form_id, page = SHOWN[index % len(SHOWN)]
    picture = Image.fromarray(np.ascontiguousarray(pixels(form_id, page, 640)[:, :, ::-1]))
    return Source(name, write(picture), ((form_id, page),))


def _pdfs() -> tuple[Source, ...]:
    form, values = load_form(PLANO), load_ulumanda().tps[0].values
    drawn = Source("pdf, drawn", draw_page(form, 2, values, seed=3), ((PLANO, 2),))
    pages = [Image.fromarray(np.ascontiguousarray(pixels(PLANO, page, 640)[:, :, ::-1])) for page in (1, 3)]
    scanned = _saved(pages[0], "PDF", save_all=True, append_images=pages[1:])
    return drawn, Source("pdf, scanned", scanned, ((PLANO, 1), (PLANO, 3)))


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _heic(image: Image.Image) -> bytes:
    pillow_heif.register_heif_opener()
    return _saved(image, "HEIF", quality=60)


def _turned(image: Image.Image) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return _saved(image.rotate(90, expand=True), "JPEG", exif=exif.tobytes(), quality=80)


def _sixteen(image: Image.Image) -> Image.Image:
    return Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)


def _transparent(image: Image.Image) -> Image.Image:
    layer = image.convert("RGBA")
    layer.putalpha(image.convert("L").point(lambda level: 255 - level // 2))
    return layer


_CONTAINERS: dict[str, Callable[[Image.Image], bytes]] = {
    "jpeg, progressive": lambda image: _saved(image, "JPEG", progressive=True, quality=80),
    "jpeg, grey": lambda image: _saved(image.convert("L"), "JPEG", quality=80),
    "jpeg, CMYK": lambda image: _saved(image.convert("CMYK"), "JPEG", quality=80),
    "jpeg, turned": _turned,
    "jpeg, 4:4:4": lambda image: _saved(image, "JPEG", subsampling=0, quality=70),
    "png": lambda image: _saved(image, "PNG"),
    "png, 16 bits": lambda image: _saved(_sixteen(image), "PNG"),
    "png, alpha": lambda image: _saved(_transparent(image), "PNG"),
    "png, palette": lambda image: _saved(image.convert("P"), "PNG", transparency=3),
    "png, 1 bit": lambda image: _saved(image.convert("1"), "PNG"),
    "webp": lambda image: _saved(image, "WEBP", quality=60),
    "webp, lossless alpha": lambda image: _saved(_transparent(image.resize((300, 400))), "WEBP", lossless=True),
    "webp, moving": lambda image: _saved(image, "WEBP", save_all=True, append_images=[image.rotate(180)]),
    "tiff": lambda image: _saved(image, "TIFF"),
    "tiff, LZW": lambda image: _saved(image, "TIFF", compression="tiff_lzw"),
    "tiff, fax": lambda image: _saved(image.convert("1"), "TIFF", compression="group4"),
    "tiff, JPEG": lambda image: _saved(image, "TIFF", compression="jpeg"),
    "tiff, 16 bits": lambda image: _saved(_sixteen(image), "TIFF"),
    "heic": _heic,
    "gif": lambda image: _saved(image.convert("P"), "GIF"),
    "bmp": lambda image: _saved(image.resize((300, 400)), "BMP"),
}
