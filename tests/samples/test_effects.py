from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.samples.camera import CameraSettings, Photo, aimed, photograph, photograph_together
from sirekap_desktop.samples.draw import blank_page
from sirekap_desktop.samples.effects import MOIRE, add_hands, add_moire, defocus_side
from sirekap_desktop.samples.raster import Image, render

PLAIN = CameraSettings(pitch_deg=5, yaw_deg=-4, rotation_deg=2)


@pytest.fixture(scope="module")
def pages(form: FormDefinition) -> dict[int, Image]:
    return {number: render(blank_page(form, number), 2.2) for number in (2, 3)}


def _grey(photo: Photo) -> Image:
    return np.asarray(cv2.imdecode(np.frombuffer(photo.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


def _tags(image: Image) -> dict[int, np.ndarray]:
    family = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h10)
    corners, ids, _ = cv2.aruco.ArucoDetector(family).detectMarkers(image)
    return {} if ids is None else {int(i): c[0] for i, c in zip(ids.ravel(), corners, strict=True)}


def _tag_center(form: FormDefinition, page: int) -> np.ndarray:
    tag = form.page(page).tag
    assert tag is not None
    return np.array([(tag.rect.x + tag.rect.w / 2, tag.rect.y + tag.rect.h / 2)])


def test_two_sheets_in_one_picture_lie_where_each_photo_says(pages: dict[int, Image], form: FormDefinition) -> None:
    settings = replace(PLAIN, creases=2, crease_mm=3.0)
    taken = photograph_together([pages[2], pages[3]], seed=1, width_px=1300, settings=settings, gap_mm=40)
    assert taken[0].jpeg == taken[1].jpeg
    tags = _tags(_grey(taken[0]))
    for number, photo in zip((2, 3), taken, strict=True):
        expected = photo.sheet.project(_tag_center(form, number))[0]
        assert np.abs(tags[100 + number].mean(axis=0) - expected).max() < 2.0


def test_a_mirrored_picture_is_read_again_when_it_is_turned_over(pages: dict[int, Image], form: FormDefinition) -> None:
    photo = photograph(pages[2], seed=2, width_px=1300, settings=replace(PLAIN, mirrored=True))
    image = _grey(photo)
    assert 102 not in _tags(image)
    found = _tags(np.ascontiguousarray(image[:, ::-1]))[102].mean(axis=0)
    expected = photo.sheet.project(_tag_center(form, 2))[0]
    assert np.abs((image.shape[1] - 1 - found[0], found[1]) - expected).max() < 2.0


def test_a_framed_part_of_the_paper_fills_the_picture() -> None:
    sheet = aimed(replace(PLAIN, frame=(100.0, 200.0, 450.0, 600.0), cover=1.0), 900)
    corners = sheet.project(np.array([(100.0, 200.0), (550.0, 200.0), (550.0, 800.0), (100.0, 800.0)]))
    assert corners.min() > -3
    assert (corners.max(axis=0) < np.array(sheet.size) + 3).all()
    assert (np.ptp(corners, axis=0) > 0.9 * np.array(sheet.size)).any()


@pytest.mark.parametrize("kind", MOIRE)
def test_moire_moves_brightness_by_its_strength_and_not_its_mean(kind: str) -> None:
    flat = np.full((300, 400, 3), 150, np.uint8)
    striped = add_moire(flat, kind, 0.1, np.random.default_rng(0)).astype(float)
    assert striped.mean() == pytest.approx(150, abs=3)
    assert 10 < striped.max() - 150 < 17
    assert 10 < 150 - striped.min() < 17


def test_one_side_stays_sharp_when_focus_is_lost_to_the_other() -> None:
    lines = np.zeros((400, 400, 3), np.uint8)
    lines[:, ::8] = 255
    lines[::8] = 255
    contrast = [
        float(part.std()) for part in _corners(defocus_side(lines, 4.0, np.random.default_rng(1))[..., 0].astype(float))
    ]
    assert min(contrast) < 0.55 * max(contrast)


def _corners(image: np.ndarray) -> list[np.ndarray]:
    return [image[:80, :80], image[:80, -80:], image[-80:, :80], image[-80:, -80:]]


def test_hands_hold_the_sheet_and_cover_no_box(form: FormDefinition) -> None:
    sheet = aimed(replace(PLAIN, cover=0.8), 900)
    for seed in range(10):
        before = np.full((sheet.size[1], sheet.size[0], 3), 255, np.uint8)
        after = before.copy()
        add_hands(after, sheet, 2, np.random.default_rng(seed))
        changed = (after != before).any(axis=2)
        assert 0.002 < changed.mean() < 0.1
        for field in form.fields:
            corners = sheet.project(np.array(field.box_area.corners)).astype(np.int32)
            assert not changed[
                corners[:, 1].min() : corners[:, 1].max(), corners[:, 0].min() : corners[:, 0].max()
            ].any()
