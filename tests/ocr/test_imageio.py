"""Every kind of file ends as upright pixels or as one clear sentence."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib

import cv2
import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageOps

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.ocr import imagechecks, imageio


@pytest.fixture(scope="module")
def drawing() -> Image.Image:
    """Blue top-left, green bottom-right, white top-right corner: every turn looks different."""
    pixels = np.zeros((300, 400, 3), np.uint8)
    pixels[:150, :200] = (0, 0, 255)
    pixels[150:, 200:] = (0, 255, 0)
    pixels[:60, 300:] = 255
    return Image.fromarray(pixels)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def refusal(data: bytes) -> UserError:
    with pytest.raises(UserError) as caught:
        for _ in imageio.decode(data).pages():
            pass
    return caught.value


def png_of_size(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_the_usual_kinds_give_bgr_pixels(drawing: Image.Image, kind: str) -> None:
    decoded = imageio.decode(encoded(drawing, kind), name="a.bin")
    page = decoded.page(0)
    assert decoded.kind == kind.lower()
    assert page.shape == (300, 400, 3)
    assert page.dtype == np.uint8
    blue, green = page[20, 20].astype(int), page[280, 380].astype(int)
    assert blue[0] - blue[2] > 110
    assert green[1] - green[0] > 110


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_exif_orientation_is_applied_exactly_once(drawing: Image.Image, kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(drawing, kind, exif=exif if kind == "TIFF" else exif.tobytes())
    expected = drawing.copy()
    expected.getexif()[0x0112] = orientation
    upright = np.asarray(ImageOps.exif_transpose(expected))[:, :, ::-1]
    page = imageio.decode(data).page(0)
    assert page.shape == upright.shape
    assert np.abs(page.astype(int) - upright).mean() < 4


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_heic_is_turned_by_its_container_and_not_again_by_exif(drawing: Image.Image, orientation: int) -> None:
    pillow_heif.register_heif_opener()
    exif = Image.Exif()
    exif[0x0112] = orientation
    decoded = imageio.decode(encoded(drawing, "HEIF", exif=exif.tobytes(), quality=90))
    expected = drawing.copy()
    expected.getexif()[0x0112] = orientation
    upright = np.asarray(ImageOps.exif_transpose(expected))[:, :, ::-1]
    assert decoded.kind == "heic"
    assert np.abs(decoded.page(0).astype(int) - upright).mean() < 4


def test_pages_of_a_tiff_come_in_order(drawing: Image.Image) -> None:
    data = encoded(drawing, "TIFF", save_all=True, append_images=[drawing.rotate(90, expand=True)])
    assert [page.shape for page in imageio.decode(data).pages()] == [(300, 400, 3), (400, 300, 3)]


def test_a_tiff_whose_second_page_has_no_width_is_called_damaged(drawing: Image.Image) -> None:
    data = bytearray(encoded(drawing, "TIFF", save_all=True, append_images=[drawing]))
    (first,) = struct.unpack_from("<I", data, 4)
    (entries,) = struct.unpack_from("<H", data, first)
    (second,) = struct.unpack_from("<I", data, first + 2 + 12 * entries)
    assert struct.unpack_from("<H", data, second + 2) == (256,)  # ImageWidth comes first
    struct.pack_into("<H", data, second + 2, 65000)
    assert refusal(bytes(data)).code == "image.damaged"


def test_a_pdf_is_rendered_with_a_bounded_long_side(drawing: Image.Image) -> None:
    data = encoded(drawing, "PDF", save_all=True, append_images=[drawing])
    decoded = imageio.decode(data)
    assert (decoded.kind, decoded.page_count) == ("pdf", 2)
    assert max(decoded.page(1).shape) == imageio.PDF_LONG_SIDE


def test_transparent_paper_is_white(drawing: Image.Image) -> None:
    layer = drawing.convert("RGBA")
    layer.putalpha(0)
    assert imageio.decode(encoded(layer, "PNG")).page(0).min() == 255


def test_sixteen_bits_are_scaled_not_clipped() -> None:
    ramp = np.linspace(0, 65535, 300 * 400).reshape(300, 400).astype(np.uint16)
    for kind in ("PNG", "TIFF"):
        page = imageio.decode(encoded(Image.fromarray(ramp), kind)).page(0)
        assert abs(int(page[150, 200, 0]) - 127) < 3


@pytest.mark.parametrize("mode", ["L", "CMYK", "1", "P"])
def test_other_colour_modes_become_bgr(drawing: Image.Image, mode: str) -> None:
    kind = "JPEG" if mode in {"L", "CMYK"} else "PNG"
    page = imageio.decode(encoded(drawing.convert(mode), kind)).page(0)
    assert page.shape == (300, 400, 3)
    assert page[20, 350].min() > 200


def test_the_hash_is_that_of_the_file(drawing: Image.Image) -> None:
    data = encoded(drawing, "PNG")
    assert imageio.decode(data).sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_a_cut_file_is_named_as_cut(drawing: Image.Image, kind: str, share: float) -> None:
    noisy = Image.fromarray(np.random.default_rng(1).integers(0, 255, (300, 400, 3)).astype(np.uint8))
    data = encoded(noisy, kind)
    error = refusal(data[: int(len(data) * share)])
    assert error.code in {"image.truncated", "image.damaged"}
    assert error.hint


def test_a_thumbnail_inside_a_cut_jpeg_does_not_pass_for_its_end(drawing: Image.Image) -> None:
    small = encoded(drawing.resize((80, 60)), "JPEG")
    data = encoded(drawing, "JPEG")
    segment = b"\xff\xe1" + (len(small) + 8).to_bytes(2, "big") + b"Exif\0\0" + small
    with_thumbnail = data[:2] + segment + data[2:]
    assert imageio.decode(with_thumbnail).page(0).shape == (300, 400, 3)
    assert refusal(with_thumbnail[: len(segment) + len(data) // 2]).code == "image.truncated"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "image.empty"),
        (b"ini bukan foto, hanya teks\n" * 40, "image.not_an_image"),
        (png_of_size(1, 1), "image.too_small"),
        (png_of_size(20_000, 15_000), "image.too_large"),
        (b"%PDF-1.4 rusak", "pdf.damaged"),
        (b"\xff\xd8\xff", "image.truncated"),
    ],
)
def test_bad_input_has_its_own_code_and_hint(data: bytes, code: str) -> None:
    error = refusal(data)
    assert (error.code, bool(error.message), bool(error.hint)) == (code, True, True)


def test_every_refusal_has_its_own_sentence(drawing: Image.Image) -> None:
    moving = encoded(drawing, "WEBP", save_all=True, append_images=[drawing.rotate(180)])
    files = [b"", b"teks" * 99, png_of_size(1, 1), png_of_size(20_000, 15_000), moving, encoded(drawing, "GIF")]
    messages = {refusal(data).message for data in files}
    assert len(messages) == len(files)
    assert "300 megapiksel" in refusal(png_of_size(20_000, 15_000)).message


def test_a_bomb_is_refused_before_its_pixels_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "imdecode", lambda *_: pytest.fail("decoded"))
    assert refusal(png_of_size(20_000, 15_000)).code == "image.too_large"


def test_a_thumbnail_is_never_larger_than_asked_or_than_the_picture(drawing: Image.Image) -> None:
    page = imageio.decode(encoded(drawing, "PNG")).page(0)
    assert imageio.thumbnail(page, 100).shape == (75, 100, 3)
    assert imageio.thumbnail(page, 4000).shape == page.shape


def test_turning_is_clockwise() -> None:
    image = np.zeros((2, 3, 3), np.uint8)
    image[0, 0] = 255
    assert imageio.rotated(image, 90)[0, 1].tolist() == [255, 255, 255]
    assert imageio.rotated(image, 360) is image


def grained(width: int, height: int) -> np.ndarray:
    noise = np.random.default_rng(3).integers(0, 255, (height // 8 + 1, width // 8 + 1, 3)).astype(np.uint8)
    return np.ascontiguousarray(cv2.resize(noise, None, fx=8, fy=8, interpolation=cv2.INTER_CUBIC)[:height, :width])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "PDF"])
def test_grey_is_what_the_colours_give(kind: str) -> None:
    decoded = imageio.decode(encoded(Image.fromarray(grained(400, 300)), kind))
    expected = cv2.cvtColor(decoded.page(0), cv2.COLOR_BGR2GRAY).astype(int)
    found = decoded.grey(0)
    assert (found.halvings, found.pixels.dtype) == (0, np.uint8)
    assert np.abs(found.pixels - expected).mean() < 2


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_jpeg_decoded_at_half_its_size_is_the_halved_picture(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    decoded = imageio.decode(encoded(Image.fromarray(grained(640, 480)), "JPEG", exif=exif.tobytes(), quality=95))
    found = decoded.grey(0, 300)
    expected = cv2.resize(decoded.grey(0).pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    assert found.halvings == 1
    assert found.pixels.shape == expected.shape
    assert np.abs(found.pixels.astype(int) - expected).mean() < 3


@pytest.mark.parametrize(
    ("size", "least_px", "halvings"),
    [
        ((640, 480), None, 0),
        ((640, 480), 641, 0),
        ((640, 480), 321, 0),
        ((640, 480), 320, 1),
        ((640, 480), 100, 2),
        ((642, 480), 100, 1),
        ((641, 480), 100, 0),
        ((640, 480), 1, 3),
    ],
)
def test_a_jpeg_is_halved_only_without_a_rest_and_while_enough_is_left(
    size: tuple[int, int], least_px: int | None, halvings: int
) -> None:
    found = imageio.decode(encoded(Image.fromarray(grained(*size)), "JPEG")).grey(0, least_px)
    assert found.halvings == halvings
    assert found.pixels.shape == (size[1] >> halvings, size[0] >> halvings)


def test_a_picture_longer_than_any_sheet_is_refused() -> None:
    error = refusal(png_of_size(imagechecks.MAX_SIDE + 1, 200))
    assert (error.code, "30.000" in error.hint) == ("image.too_large", True)


@pytest.mark.parametrize("kind", ["progressive", "alpha", "webp"])
def test_what_decodes_in_several_copies_may_be_less_large(
    drawing: Image.Image, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imageio, "MAX_PIXELS_WHOLE", 100_000)
    data = {
        "progressive": lambda: encoded(drawing, "JPEG", progressive=True),
        "alpha": lambda: encoded(drawing.convert("RGBA"), "PNG"),
        "webp": lambda: encoded(drawing, "WEBP"),
    }[kind]()
    assert refusal(data).code == "image.too_large"
    assert imageio.decode(encoded(drawing, "JPEG")).page(0).shape == (300, 400, 3)


def test_a_png_whose_chunk_promises_gigabytes_is_refused_before_it_is_decoded(
    drawing: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cv2, "imdecode", lambda *_: pytest.fail("decoded"))
    data = bytearray(encoded(drawing, "PNG"))
    at = data.index(b"IDAT") - 4
    data[at : at + 4] = (0x40000000).to_bytes(4, "big")
    assert refusal(bytes(data)).code == "image.truncated"


def test_a_pdf_page_as_thin_as_a_thread_is_refused() -> None:
    data = encoded(Image.new("RGB", (400, 300)), "PDF").replace(b"/MediaBox [ 0 0 400.0", b"/MediaBox [ 0 0 0.5000")
    assert b"0.5000" in data
    assert refusal(data).code == "image.too_small"
