from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pypdfium2
import pytest

from sirekap_desktop.forms.loader import form_ids, load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.samples.draw import Deviation, blank_page, draw_page, filled_page, render_page, written_page
from sirekap_desktop.samples.filling import tally_strokes
from sirekap_desktop.samples.handwriting import make_hand
from sirekap_desktop.samples.pdf import to_pdf
from sirekap_desktop.samples.raster import Image, render

PX = 3.0
"""Pixels per mm of these tests."""


def _crop(image: Image, x: float, y: float, w: float, h: float) -> Image:
    return image[round(y * PX) : round((y + h) * PX), round(x * PX) : round((x + w) * PX)]


@pytest.mark.parametrize("page", [1, 2, 3])
def test_every_box_stands_where_the_definition_says(form: FormDefinition, page: int) -> None:
    grey = cv2.cvtColor(render(blank_page(form, page), PX), cv2.COLOR_BGR2GRAY)
    for box in (box for field in form.fields_on(page) for box in field.boxes):
        rows = grey[round((box.y + box.h * 0.3) * PX) : round((box.y + box.h * 0.7) * PX)]
        for edge in (box.x, box.right):
            first = round((edge - 1.2) * PX)
            dark = 250.0 - rows[:, first : first + round(2.4 * PX)].mean(axis=0)
            center = ((first + 0.5 + np.arange(len(dark))) * dark).sum() / dark.sum() / PX
            assert center == pytest.approx(edge, abs=0.15)


@pytest.mark.parametrize("page", [1, 2, 3])
def test_the_page_tag_says_which_page_it_is(form: FormDefinition, page: int) -> None:
    family = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h10)
    corners, ids, _ = cv2.aruco.ArucoDetector(family).detectMarkers(render(blank_page(form, page), PX))
    assert ids.ravel().tolist() == [100 + page]
    tag = form.page(page).tag
    assert tag is not None
    lower_right = (tag.rect.right, tag.rect.bottom)
    assert np.allclose(corners[0][0][0] / PX, lower_right, atol=0.5), "the official tag stands on its head"


def test_an_empty_form_equals_the_blank_but_for_the_word_simulasi(form: FormDefinition) -> None:
    blank = render(blank_page(form, 2), PX)
    empty = render_page(form, 2, {}, seed=1, px_per_mm=PX)
    rows = np.flatnonzero((blank != empty).any(axis=(1, 2))) / PX
    assert rows.size
    assert rows.max() < form.page(2).header.y


def test_ink_falls_into_boxes_bubbles_tally_and_words(form: FormDefinition) -> None:
    values = {"suara_1": 66, "suara_2": 155, "suara_3": 8}
    filled = render_page(form, 2, values, seed=3, px_per_mm=PX)
    empty = render_page(form, 2, {}, seed=3, px_per_mm=PX)
    for field in form.fields_on(2):
        assert field.bubbles is not None
        assert field.tally is not None
        assert field.words is not None
        for area in (field.boxes[2], field.bubbles.area, field.tally.area, field.words):
            assert (_crop(filled, area.x, area.y, area.w, area.h) != _crop(empty, area.x, area.y, area.w, area.h)).any()


def test_the_bubble_that_the_plan_names_is_the_dark_one(form: FormDefinition) -> None:
    deviations = {"suara_2": Deviation(bubbles=(1, 5, 4))}
    values = {"suara_1": 66, "suara_2": 155, "suara_3": 8}
    image = render_page(form, 2, values, seed=5, px_per_mm=PX, deviations=deviations)
    for written in written_page(form, 2, values, seed=5, deviations=deviations):
        bubbles = form.field(written.field).bubbles
        assert bubbles is not None
        for column, expected in enumerate(written.bubbles):
            dark = [
                digit
                for digit in range(10)
                if _crop(image, bubbles.center(column, digit)[0] - 2, bubbles.center(column, digit)[1] - 2, 4, 4).mean()
                < 170
            ]
            assert dark == ([] if expected is None else [expected])


def test_one_changed_value_leaves_the_other_numbers_as_they_were(form: FormDefinition) -> None:
    before = render_page(form, 2, {"suara_1": 66, "suara_2": 155}, seed=7, px_per_mm=PX)
    after = render_page(form, 2, {"suara_1": 67, "suara_2": 155}, seed=7, px_per_mm=PX)
    rows = np.flatnonzero((before != after).any(axis=(1, 2))) / PX
    assert rows.max() < form.field("suara_2").boxes[0].y


def test_a_drawn_pdf_is_repeatable_and_looks_like_the_raster(
    form: FormDefinition, values: dict[str, int | None]
) -> None:
    data = draw_page(form, 3, values, seed=2)
    assert data == draw_page(form, 3, values, seed=2)
    document = pypdfium2.PdfDocument(data)
    size = document[0].get_size()
    assert [round(side * 25.4 / 72) for side in size] == [600, 900]
    seen = document[0].render(scale=PX * 25.4 / 72).to_numpy()[..., :3]
    document.close()
    drawn = render_page(form, 3, values, seed=2, px_per_mm=PX)
    small = [cv2.resize(image, (300, 450), interpolation=cv2.INTER_AREA).astype(int) for image in (seen, drawn)]
    assert np.abs(small[0] - small[1]).mean() < 8


def test_black_ink_is_black_and_blue_ink_is_blue(form: FormDefinition, values: dict[str, int | None]) -> None:
    box = form.field("suara_sah").boxes[2]
    for ink, coloured in (("blue", True), ("black", False)):
        image = render_page(form, 3, values, seed=2, px_per_mm=PX, ink=ink).astype(int)
        crop = _crop(image, box.x + 1, box.y + 1, box.w - 2, box.h - 2)
        assert bool(((crop[..., 0] - crop[..., 2]) > 60).any()) is coloured


def test_a_digit_struck_out_leaves_more_ink_than_the_one_that_counts(form: FormDefinition) -> None:
    values = {"suara_1": 66}
    plain = render_page(form, 2, values, seed=4, px_per_mm=PX)
    struck = Deviation(struck=((2, "8"),))
    mended = render_page(form, 2, values, seed=4, px_per_mm=PX, deviations={"suara_1": struck})
    box = form.field("suara_1").boxes[2]
    darkness = [255 - _crop(image, box.x + 1, box.y + 1, 18, 18).mean() for image in (plain, mended)]
    assert darkness[1] > 1.4 * darkness[0]


def test_a_faint_bubble_is_lighter_than_a_full_one_and_darker_than_none(form: FormDefinition) -> None:
    bubbles = form.field("suara_1").bubbles
    assert bubbles is not None
    x, y = bubbles.center(2, 6)
    shades = []
    for fill, filled in (("full", 6), ("faint", 6), ("full", None)):
        deviation = Deviation(bubbles=(None, None, filled), bubble_fill=fill)
        image = render_page(form, 2, {"suara_1": 6}, seed=4, px_per_mm=PX, deviations={"suara_1": deviation})
        shades.append(float(_crop(image, x - 3, y - 3, 6, 6).mean()))
    assert shades[0] + 15 < shades[1] < shades[2] - 15


@pytest.mark.parametrize("form_id", form_ids())
def test_every_page_of_every_form_can_be_filled_and_drawn(form_id: str) -> None:
    form = load_form(form_id)
    values = {field.name: 17 for field in form.fields}
    for page in form.pages:
        if page.partai not in {None, 1, 2}:
            continue  # drawn as the pages of the first two
        drawing = filled_page(form, page.number, values, seed=6)
        points = np.vstack([stroke.points for stroke in drawing.written])
        assert (points > 0).all()
        assert (points < form.paper).all()
        assert to_pdf(drawing).startswith(b"%PDF")
        scale = 900 / form.paper[1]
        assert render(drawing, scale).shape == (900, round(form.paper[0] * scale), 3)


def test_hands_draw_tallies_in_all_their_ways(form: FormDefinition) -> None:
    grid = form.field("suara_1").tally
    assert grid is not None
    for tally, uprights in (("falling", 4), ("rising", 4), ("level", 4), ("zigzag", 2)):
        hand = replace(make_hand(2), tally=tally, strikes=False)
        strokes = tally_strokes(grid, 5, (None,) * 5, hand, np.random.default_rng(1))
        assert len(strokes) == uprights + 1
