"""The party page of 2019: a form without marks, read when it is asked for, never taken for a form of another year."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import FieldStatus
from sirekap_desktop.ocr import engine, imageio
from sirekap_desktop.ocr.plane import project
from sirekap_desktop.samples import camera, draw

FORM = "c1-plano-dpr-2019"
TODAY = ("c-hasil-ppwp-2024", "c-hasil-salinan-ppwp-2024")
VOTES = [68, 11, 71, 171, 94, 25, 27, 86, 38, 62, 88, 741]
PHOTO_CORNERS = ((102, 665), (1961, 644), (2032, 3354), (66, 3352))
"""Where the sheet of the real photo lies, set by hand; the two right ones are outside the picture."""


@pytest.fixture(scope="module")
def form() -> FormDefinition:
    return load_form(FORM)


@pytest.fixture(scope="module")
def photo(form: FormDefinition) -> camera.Photo:
    values = dict(zip([field.name for field in form.fields], VOTES, strict=True))
    drawn = draw.render_page(form, 3, values, seed=5, px_per_mm=4.0)
    settings = camera.random_settings(np.random.default_rng(5), "normal")
    return camera.photograph(drawn, seed=5, width_px=1600, settings=settings, paper=form.paper)


def corners_of(form: FormDefinition, photo: camera.Photo) -> list[tuple[float, float]]:
    """Where the flat sheet has its corners in the photo, as a hand would set them."""
    width, height = form.paper
    paper = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    pixels = project(np.array(photo.homography).reshape(3, 3), paper)
    return [(float(x), float(y)) for x, y in pixels]


def test_drawn_page_is_read_within_its_corners(form: FormDefinition, photo: camera.Photo) -> None:
    image = imageio.decode(photo.jpeg).page(0)
    (reading,) = engine.read_page(image, form_id=FORM, page=3, corners=corners_of(form, photo))
    assert (reading.status, reading.form, reading.page) == ("read", FORM, 3)
    votes = dict(zip([field.name for field in form.fields], VOTES, strict=True))
    trusted = {FieldStatus.PROVEN, FieldStatus.CONFIRM}
    assert all(item.value == votes[item.name] for item in reading.fields if item.status in trusted)
    assert sum(item.value == votes[item.name] for item in reading.fields) >= 10


def test_page_of_2019_is_no_page_of_today(form: FormDefinition, photo: camera.Photo) -> None:
    image = imageio.decode(photo.jpeg).page(0)
    assert engine.read_page(image)[0].status == "unreadable"
    assert engine.read_page(image, form_ids=[FORM])[0].form == FORM
    for form_id in TODAY:
        (reading,) = engine.read_page(image, form_id=form_id, corners=corners_of(form, photo))
        assert (reading.status, reading.fields) == ("unreadable", ())


@pytest.mark.parametrize(
    ("form_id", "page"), [(TODAY[0], 1), (TODAY[0], 2), (TODAY[0], 3), (TODAY[1], 1), (TODAY[1], 2)]
)
def test_page_of_today_is_no_page_of_2019(form_id: str, page: int, values: dict[str, int]) -> None:
    today = load_form(form_id)
    drawn = draw.render_page(today, page, values, seed=5, px_per_mm=2.0 * 900 / today.paper[1])
    height, width = drawn.shape[:2]
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    assert engine.read_page(drawn, form_ids=[FORM])[0].status == "unreadable"
    assert engine.read_page(drawn, form_id=FORM, corners=corners)[0].status == "unreadable"


@pytest.mark.shared
def test_real_page_of_2019_is_read_within_its_corners(shared_dir: Path) -> None:
    file = shared_dir / "photos" / "c1-dpr-2019.jpg"
    image = imageio.decode(file.read_bytes()).page(0)
    (reading,) = engine.read_page(image, form_id=FORM, page=3, corners=PHOTO_CORNERS)
    with (shared_dir / "photos" / "truth.csv").open(encoding="utf-8", newline="") as rows:
        truth = {row["field"]: int(row["value"]) for row in csv.DictReader(rows) if row["form"] == FORM}
    assert {item.name for item in reading.fields} == set(truth)
    trusted = {FieldStatus.PROVEN, FieldStatus.CONFIRM}
    assert all(item.value == truth[item.name] for item in reading.fields if item.status in trusted)
    assert sum(item.value == truth[item.name] for item in reading.fields) >= 8


@pytest.mark.shared
def test_real_page_of_2019_is_found_by_its_lines_when_asked_for(shared_dir: Path) -> None:
    file = shared_dir / "photos" / "c1-dpr-2019.jpg"
    (reading,) = engine.read_file(file.read_bytes(), file.name, form_ids=[FORM])
    assert (reading.status, reading.form, reading.page) == ("read", FORM, 3)
    assert reading.registration
    assert reading.registration.method == "lines"
    apart = np.array(reading.registration.corners) - np.array(PHOTO_CORNERS)
    assert np.abs(apart).max() < 20
