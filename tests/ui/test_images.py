from __future__ import annotations

import numpy as np
import pytest

from sirekap_desktop.ui.images import to_pixmap, to_qimage


@pytest.mark.parametrize("width", [1, 3, 5, 64])
def test_colours_and_rows_stay_in_place_for_any_width(width):
    array = np.random.default_rng(1).integers(0, 255, (7, width, 3), dtype=np.uint8)
    image = to_qimage(array)
    for y in range(7):
        for x in range(width):
            assert image.pixelColor(x, y).getRgb()[2::-1] == tuple(array[y, x])


def test_a_cut_out_view_and_a_grey_picture_work():
    array = np.arange(100, dtype=np.uint8).reshape(10, 10)
    image = to_qimage(array[2:6, 3:8])
    assert (image.width(), image.height()) == (5, 4)
    assert image.pixelColor(0, 0).value() == 23


def test_the_image_owns_its_pixels():
    array = np.full((4, 4, 3), 200, np.uint8)
    image = to_qimage(array)
    array[:] = 0
    assert image.pixelColor(1, 1).red() == 200


def test_what_is_no_picture_is_refused():
    for wrong in (np.zeros((4, 4)), np.zeros((4, 4, 2), np.uint8), np.zeros(4, np.uint8)):
        with pytest.raises(ValueError, match="not a picture"):
            to_qimage(wrong)


def test_a_pixmap_carries_its_screen_scale():
    assert to_pixmap(np.zeros((30, 60, 3), np.uint8), 1.5).deviceIndependentSize().width() == 40
