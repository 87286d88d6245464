"""What is wrong with a picture is said in words, and a good one is left in peace."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import BoxFault, FieldStatus, PageReading
from sirekap_desktop.ocr import engine, quality
from sirekap_desktop.ocr.imageio import Picture


def read(image: Picture) -> PageReading:
    (reading,) = engine.read_page(image)
    assert reading.status == "read", reading.reason
    return reading


def test_a_good_photo_has_no_problems(sample: Callable) -> None:
    for page in (1, 2, 3):
        assert read(sample(page, "normal").image).quality.problems == ()


def test_a_blurred_photo_is_called_so(sample: Callable) -> None:
    blurred = cv2.GaussianBlur(sample(3, "easy").image, (0, 0), 3.4)
    assert quality.BLURRED in read(blurred).quality.problems


def test_a_dark_photo_is_called_so(sample: Callable) -> None:
    dark = (sample(3, "easy").image * 0.2).astype(np.uint8)
    assert read(dark).quality.problems == (quality.DARK,)


def test_a_small_photo_is_called_so(sample: Callable) -> None:
    image = sample(3, "easy").image
    small = cv2.resize(image, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA)
    assert quality.SMALL in read(small).quality.problems


@pytest.mark.parametrize("name", ["suara_tidak_sah"])
def test_light_that_wipes_out_a_box_makes_a_person_type_it(sample: Callable, plano: FormDefinition, name: str) -> None:
    taken = sample(3, "easy")
    area = plano.field(name).box_area
    shone = taken.image.copy()
    cv2.fillConvexPoly(shone, np.int32(taken.photo.sheet.project(np.array(area.grown(3).corners))), (255, 255, 255))
    reading = read(shone)
    item = reading.field(name)
    assert item is not None
    assert BoxFault.GLARE in reading.quality.problems
    assert BoxFault.GLARE in item.problems
    assert item.status is FieldStatus.TYPE
    assert reading.field("suara_sah").problems == ()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("problem", "harm"),
    [
        (BoxFault.BLURRED, lambda part: cv2.GaussianBlur(part, (0, 0), 9.0)),
        (BoxFault.DARK, lambda part: (part * 0.08).astype(np.uint8)),
    ],
)
def test_boxes_that_nothing_can_be_read_in_are_named_and_typed(sample: Callable, problem: str, harm: Callable) -> None:
    taken = sample(1, "easy")
    harmed = taken.image.copy()
    area = load_form("c-hasil-ppwp-2024").field("pengguna_dptb_l").box_area.grown(12)
    (left, top), (right, bottom) = np.int32(taken.photo.sheet.project(np.array(area.corners)))[[0, 2]]
    harmed[top:bottom, left:right] = harm(harmed[top:bottom, left:right])
    reading = read(harmed)
    item = reading.field("pengguna_dptb_l")
    assert item is not None
    assert problem in item.problems
    assert item.status is FieldStatus.TYPE
    assert problem in reading.quality.problems
    assert reading.field("pemilih_dpt_l").problems == ()  # type: ignore[union-attr]
