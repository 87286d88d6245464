"""From the bytes of a photo to readings: nothing raises, nothing is guessed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image
from threadpoolctl import threadpool_info

from sirekap_desktop.forms.model import FormDefinition, Rect
from sirekap_desktop.forms.reading import CELL_CLASSES, UNSURE, FieldStatus
from sirekap_desktop.ocr import engine, fusion, imageio, jsonio
from sirekap_desktop.ocr.view import placed
from sirekap_desktop.samples import camera, draw, sheets

from .papers import VALUES


@pytest.mark.parametrize("level", ["easy", "normal", "hard"])
def test_a_photographed_tps_is_read_and_what_is_proven_is_right(
    sample: Callable, plano: FormDefinition, level: str
) -> None:
    pages = [engine.read_file(sample(page, level).photo.jpeg, f"hal{page}.jpg")[0] for page in (1, 2, 3)]
    fused = fusion.fuse(plano, pages)
    trusted = (FieldStatus.PROVEN, FieldStatus.CONFIRM)
    wrong = [item for item in fused.fields if item.status in trusted and item.value != VALUES[item.name]]
    assert not wrong
    assert sum(item.status in trusted for item in fused.fields) >= 24


def test_a_blank_form_is_empty_in_every_field(plano: FormDefinition) -> None:
    for page in plano.pages:
        image = draw.render_page(plano, page.number, {}, seed=1, px_per_mm=3.0)
        (reading,) = engine.read_page(image)
        assert reading.page == page.number
        assert {item.status for item in reading.fields} == {FieldStatus.EMPTY}


def test_readings_speak_only_the_shared_vocabulary(sample: Callable) -> None:
    (reading,) = engine.read_page(sample(1, "normal").image)
    for item in reading.fields:
        assert set(item.cells) <= {*CELL_CLASSES, UNSURE}
        assert len(item.cell_probabilities) == 3
        assert all(len(row) == 15 and sum(row) == pytest.approx(1, abs=1e-3) for row in item.cell_probabilities)


def test_a_picture_of_a_part_reads_what_it_shows_and_calls_the_rest_unseen(sample: Callable) -> None:
    taken = sample(2, "easy")
    bottom = taken.photo.sheet.project(np.array([[300.0, 470.0]]))[0, 1]
    (reading,) = engine.read_page(taken.image[: int(bottom)])
    assert reading.status == "read"
    statuses = {item.name: item.status for item in reading.fields}
    assert statuses["suara_3"] is FieldStatus.UNSEEN
    assert reading.field("suara_1").value == VALUES["suara_1"]  # type: ignore[union-attr]
    assert "halaman terpotong" in reading.quality.problems


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b"hanya teks" * 50, "bukan gambar"),
        (b"%PDF-1.7 rusak", "PDF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "terpotong"),
    ],
)
def test_bad_files_are_unreadable_with_a_sentence(data: bytes, words: str) -> None:
    (reading,) = engine.read_file(data, "foto.jpg")
    assert (reading.status, reading.fields, reading.registration) == ("unreadable", (), None)
    assert words in (reading.reason or "")


def test_a_cut_photo_is_unreadable_with_a_sentence(sample: Callable) -> None:
    jpeg = sample(2, "easy").photo.jpeg
    (reading,) = engine.read_file(jpeg[: len(jpeg) // 2], "foto.jpg")
    assert "terpotong" in (reading.reason or "")


def test_a_picture_without_a_form_says_so(sample: Callable) -> None:
    (reading,) = engine.read_page(np.full((900, 1200, 3), 180, np.uint8))
    assert reading.status == "unreadable"
    assert "tidak ditemukan" in (reading.reason or "")


def test_every_page_of_a_file_gets_its_own_index(sample: Callable) -> None:
    images = [Image.fromarray(cv2.cvtColor(sample(page, "easy").image, cv2.COLOR_BGR2RGB)) for page in (2, 3)]
    buffer = io.BytesIO()
    blank = Image.new("RGB", (800, 1200), "white")
    images[0].save(buffer, "PDF", save_all=True, append_images=[blank, images[1]])
    readings = engine.read_file(buffer.getvalue(), "tiga.pdf")
    assert [(item.index, item.status, item.page) for item in readings] == [
        (0, "read", 2),
        (1, "unreadable", None),
        (2, "read", 3),
    ]


def test_hand_set_corners_read_a_form_without_marks(sample: Callable, salinan: FormDefinition) -> None:
    taken = sample(1, "easy", form_id=salinan.id)
    paper = np.array([[0, 0], [210, 0], [210, 297], [0, 297]], float)
    corners = [(float(x), float(y)) for x, y in taken.photo.sheet.project(paper)]
    (reading,) = engine.read_page(taken.image, corners=corners, form_id=salinan.id, page=1)
    assert reading.registration is not None
    assert reading.registration.method == "manual"
    assert sum(item.value == VALUES[item.name] for item in reading.fields) >= 18


def test_a_rotation_given_by_hand_turns_the_frame_of_the_registration(sample: Callable) -> None:
    taken = sample(2, "easy")
    (upright,) = engine.read_page(taken.image)
    (turned,) = engine.read_page(np.ascontiguousarray(np.rot90(taken.image)), rotation=90)
    assert upright.registration is not None
    assert turned.registration is not None
    assert np.abs(np.array(upright.registration.corners) - np.array(turned.registration.corners)).max() < 3


def test_contestants_of_the_workspace_may_differ_from_the_printed_default(
    plano: FormDefinition, sample: Callable
) -> None:
    (reading,) = engine.read_page(sample(3, "easy").image, forms=(replace(plano, id="c-hasil-lain"),))
    assert reading.form == "c-hasil-lain"


def test_a_warped_area_shows_that_part_of_the_paper(sample: Callable, plano: FormDefinition) -> None:
    taken = sample(2, "easy", width_px=3000)
    (reading,) = engine.read_page(taken.image)
    assert reading.registration is not None
    tag = plano.page(2).tag
    assert tag is not None
    for px_per_mm in (1.0, 4.0):
        cut = engine.warp(taken.image, reading.registration, tag.rect.grown(6), px_per_mm)
        assert cut.shape == (round(44 * px_per_mm), round(44 * px_per_mm), 3)
        detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h10))
        _, found, _ = detector.detectMarkers(cv2.resize(cut, (352, 352), interpolation=cv2.INTER_CUBIC))
        assert found is not None
        assert int(found.ravel()[0]) == 102


def test_what_lies_outside_the_picture_is_warped_to_white(sample: Callable) -> None:
    taken = sample(2, "easy")
    (reading,) = engine.read_page(taken.image)
    assert reading.registration is not None
    assert engine.warp(taken.image, reading.registration, Rect(-900, 0, 300, 300), 0.5).min() == 255


def test_registration_maps_mm_to_pixels(sample: Callable) -> None:
    taken = sample(2, "easy")
    (reading,) = engine.read_page(taken.image)
    assert reading.registration is not None
    paper = np.array([[0.0, 0.0], [600.0, 0.0], [600.0, 900.0], [0.0, 900.0]])
    assert np.allclose(placed(reading.registration, paper), reading.registration.corners, atol=0.02)


def test_json_of_a_page_has_exactly_the_contracts_keys(sample: Callable) -> None:
    (reading,) = engine.read_page(sample(2, "easy").image)
    made = json.loads(json.dumps(jsonio.page_to_json(reading, "a.jpg", "0" * 64, "7605052001004")))
    assert list(made) == [
        "kind", "schema", "file", "sha256", "index", "form", "page", "partai", "tps", "status", "reason", "ms",
        "registration", "quality", "fields",
    ]  # fmt: skip
    assert (made["kind"], made["schema"], made["status"], made["reason"]) == ("page", 1, "read", None)
    assert list(made["registration"]) == ["method", "residual_px", "corners"]
    assert [len(corner) for corner in made["registration"]["corners"]] == [2, 2, 2, 2]
    field = made["fields"]["suara_1"]
    assert list(field) == ["value", "raw", "confidence", "status", "cells", "evidence"]
    assert list(field["evidence"]) == ["digits", "bubbles", "tally"]
    assert field["value"] == VALUES["suara_1"]


def test_json_of_an_unreadable_page_has_a_reason_and_no_fields() -> None:
    made = jsonio.page_to_json(engine.read_file(b"", "kosong.jpg")[0], "kosong.jpg", None, None)
    assert (made["status"], made["fields"], made["form"], made["registration"]) == ("unreadable", {}, None, None)
    assert made["reason"]


def test_json_of_a_tps_has_its_checks(sample: Callable, plano: FormDefinition) -> None:
    (reading,) = engine.read_page(sample(2, "easy").image)
    made = jsonio.tps_to_json(fusion.fuse(plano, [reading]), None, ["a.jpg"])
    assert list(made) == ["kind", "schema", "tps", "files", "form", "fields", "checks"]
    check = next(item for item in made["checks"] if item["rule"] == "R3")
    assert list(check) == ["rule", "at", "fields", "ok", "left", "right"]
    assert check["ok"] is None
    assert made["fields"]["suara_sah"]["status"] == "unseen"


def test_a_camera_picture_read_at_half_its_size_keeps_its_own_coordinates(plano: FormDefinition) -> None:
    photo = sheets.sample_photo(plano, 2, VALUES, seed=11, width_px=2880)
    whole = engine.read_page(imageio.decode(photo.jpeg).page(0))[0]
    (reading,) = engine.read_file(photo.jpeg, "a.jpg")
    assert reading.registration
    assert whole.registration
    apart = np.abs(np.array(reading.registration.corners) - np.array(whole.registration.corners))
    assert apart.max() < 1.5
    assert [item.value for item in reading.fields] == [item.value for item in whole.fields]
    assert imageio.decode(photo.jpeg).grey(0, 1800).halvings == 1


def test_a_page_that_is_small_in_a_large_picture_is_read_from_all_its_pixels(plano: FormDefinition) -> None:
    settings = camera.CameraSettings(cover=0.45, jpeg_quality=90)
    photo = sheets.sample_photo(plano, 2, VALUES, seed=11, width_px=2880, settings=settings)
    (reading,) = engine.read_file(photo.jpeg, "a.jpg")
    whole = engine.read_page(imageio.decode(photo.jpeg).grey(0).pixels)[0]
    assert replace(reading, ms=0) == replace(whole, ms=0)


@pytest.mark.parametrize("shape", [(160, 30_000), (30_000, 160), (161, 161)])
def test_a_strip_or_a_stamp_is_refused_with_a_sentence(shape: tuple[int, int]) -> None:
    (reading,) = engine.read_page(np.full(shape, 200, np.uint8))
    assert (reading.status, (reading.reason or "")[-1:]) == ("unreadable", ".")


def test_reading_keeps_to_one_core() -> None:
    """Each of the libraries would start threads that wait by spinning."""
    blas = [library for library in threadpool_info() if library["user_api"] == "blas"]
    assert len(blas) >= 2  # NumPy's and OpenCV's
    assert {library["num_threads"] for library in blas} == {1}
