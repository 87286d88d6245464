"""A bent sheet is followed everywhere: by whatever is read, by crops and by frames on the photo."""

from __future__ import annotations

import cv2
import numpy as np

from sirekap_desktop.forms.model import Rect
from sirekap_desktop.forms.reading import Registration
from sirekap_desktop.ocr import engine
from sirekap_desktop.ocr.mesh import Bend, bend_of, mesh_of
from sirekap_desktop.ocr.plane import Pyramid
from sirekap_desktop.ocr.view import View, placed

PAPER = (600.0, 900.0)
SCALED = np.array([[2.0, 0.0, 30.0], [0.0, 2.0, 40.0], [0.0, 0.0, 1.0]])


def wave(amount: float) -> Bend:
    """A sheet whose middle is seen ``amount`` mm to the right and below."""
    x, y = np.meshgrid(np.linspace(0, np.pi, 13), np.linspace(0, np.pi, 19))
    lift = (amount * np.sin(x) * np.sin(y)).astype(np.float32)
    return Bend(PAPER, np.stack((lift, lift), axis=-1))


def registration(bend: Bend | None) -> Registration:
    return Registration("tag", 0.0, ((0.0, 0.0),) * 4, tuple(SCALED.ravel()), mesh_of(bend))


def test_a_bend_is_read_where_its_control_points_are() -> None:
    points = np.array([[0.0, 0.0], [300.0, 450.0], [600.0, 450.0], [300.0, 900.0]])
    assert np.allclose(wave(5.0).shift_at(points), [[0, 0], [5, 5], [0, 0], [0, 0]], atol=0.02)


def test_a_stored_bend_comes_back_to_a_hundredth_of_a_millimetre() -> None:
    bend, points = wave(5.0), np.random.default_rng(1).uniform(0, 600, (5000, 2))
    again = bend_of(mesh_of(bend))
    assert again is not None
    assert np.abs(again.shift_at(points) - bend.shift_at(points)).max() < 0.01
    assert bend_of(mesh_of(None)) is None


def test_views_and_stored_registrations_put_a_point_at_the_same_pixel() -> None:
    points = np.array([[300.0, 450.0], [10.0, 20.0]])
    bend = wave(5.0)
    view = View(Pyramid(np.zeros((2000, 1400), np.uint8)), SCALED, bend)
    assert np.allclose(view.project(points), placed(registration(bend), points), atol=0.05)
    assert np.allclose(view.project(points)[0], [30 + 2 * 305, 40 + 2 * 455], atol=0.1)


def test_a_crop_shows_what_the_bent_sheet_has_there() -> None:
    image = np.full((2000, 1400, 3), 255, np.uint8)
    cv2.circle(image, (30 + 2 * 305, 40 + 2 * 455), 6, (0, 0, 0), -1)
    for scale in (0.7, 1.5):
        for area in (Rect(0, 0, *PAPER), Rect(280, 430, 40, 40)):
            cut = engine.warp(image, registration(wave(5.0)), area, scale)
            assert cut.shape == (round(area.h * scale), round(area.w * scale), 3)
            y, x = np.argwhere(cut[:, :, 0] < 128).mean(axis=0)
            assert np.hypot(x / scale - 300 + area.x, y / scale - 450 + area.y) < 0.6
