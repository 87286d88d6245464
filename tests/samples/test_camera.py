from __future__ import annotations

import cv2
import numpy as np
import pytest

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.samples.camera import EASY, HARD, LEVELS, CameraSettings, Photo, photograph, random_settings
from sirekap_desktop.samples.draw import blank_page
from sirekap_desktop.samples.optics import transform
from sirekap_desktop.samples.raster import Image, render


@pytest.fixture(scope="module")
def page(form: FormDefinition) -> Image:
    return render(blank_page(form, 2), 2.6)


def _decoded(photo: Photo) -> Image:
    return np.asarray(cv2.imdecode(np.frombuffer(photo.jpeg, np.uint8), cv2.IMREAD_COLOR), np.uint8)


@pytest.mark.parametrize("settings", [EASY, HARD])
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(page: Image, settings: CameraSettings) -> None:
    first = photograph(page, seed=1, width_px=1000, settings=settings).jpeg
    assert first == photograph(page, seed=1, width_px=1000, settings=settings).jpeg
    assert first != photograph(page, seed=2, width_px=1000, settings=settings).jpeg


@pytest.mark.parametrize("turns", range(4))
def test_the_tag_is_found_where_the_photo_says_also_lying_down(page: Image, form: FormDefinition, turns: int) -> None:
    settings = CameraSettings(pitch_deg=8, yaw_deg=-6, rotation_deg=3, quarter_turns=turns, noise=2.0)
    photo = photograph(page, seed=3, width_px=1400, settings=settings)
    image = _decoded(photo)
    assert image.shape[:2] == ((1867, 1400), (1400, 1867))[turns % 2]
    family = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h10)
    corners, ids, _ = cv2.aruco.ArucoDetector(family).detectMarkers(image)
    assert ids.ravel().tolist() == [102]
    tag = form.page(2).tag
    assert tag is not None
    upright = np.asarray(tag.rect.corners)[[2, 3, 0, 1]]
    assert np.abs(corners[0][0] - transform(np.reshape(photo.homography, (3, 3)), upright)).max() < 2.0


@pytest.mark.parametrize("level", LEVELS)
def test_the_whole_sheet_is_in_every_picture(page: Image, level: str) -> None:
    for seed in range(6):
        settings = random_settings(np.random.default_rng(seed), level)
        sheet = photograph(page, seed=seed, width_px=400, settings=settings).sheet
        corners = sheet.project(np.array([(0, 0), (600, 0), (600, 900), (0, 900)], float))
        assert (corners > -12).all()
        assert (corners < np.asarray(sheet.size) + 12).all()


def test_printed_corner_marks_are_found_where_a_folded_sheet_projects_them(page: Image, form: FormDefinition) -> None:
    settings = CameraSettings(pitch_deg=15, yaw_deg=5, rotation_deg=-6, creases=4, crease_mm=5.0, curl_mm=4.0)
    photo = photograph(page, seed=11, width_px=1600, settings=settings)
    grey = cv2.cvtColor(_decoded(photo), cv2.COLOR_BGR2GRAY)
    flat = np.reshape(photo.homography, (3, 3))
    bent = 0.0
    for corner in form.page(2).corner_marks:
        meeting = np.array([(corner[0].right, corner[0].bottom)])
        exact = photo.sheet.project(meeting)
        bent = max(bent, float(np.abs(exact - transform(flat, meeting)).max()))
        found = exact.astype(np.float32).reshape(-1, 1, 2).copy()
        cv2.cornerSubPix(grey, found, (6, 6), (-1, -1), (cv2.TERM_CRITERIA_COUNT + cv2.TERM_CRITERIA_EPS, 40, 0.01))
        assert np.abs(found.reshape(-1) - exact.reshape(-1)).max() < 0.7
    assert bent > 1.0, "the folds move nothing: this test would prove nothing"


def test_a_picture_can_show_only_a_part_of_the_paper(page: Image) -> None:
    settings = CameraSettings(cover=1.3, shift=(0.3, 0.0))
    sheet = photograph(page, seed=1, width_px=600, settings=settings).sheet
    left, right = sheet.project(np.array([(0.0, 450.0), (600.0, 450.0)]))
    assert 0 < left[0] < 600 < right[0]


def test_light_blur_and_noise_show_in_the_picture(page: Image) -> None:
    plain = _decoded(photograph(page, seed=5, width_px=800, settings=CameraSettings(jpeg_quality=97))).astype(int)
    dim = _decoded(photograph(page, seed=5, width_px=800, settings=CameraSettings(exposure=0.6, jpeg_quality=97)))
    assert dim.mean() < 0.7 * plain.mean()
    soft = _decoded(photograph(page, seed=5, width_px=800, settings=CameraSettings(blur_px=5.0, jpeg_quality=97)))
    assert cv2.Laplacian(soft, cv2.CV_64F).var() < 0.4 * cv2.Laplacian(plain.astype(np.uint8), cv2.CV_64F).var()


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(KeyError):
        random_settings(np.random.default_rng(1), "impossible")
