"""What is proposed on blank pages that the program draws itself: the form is known to the last mm."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition, Rect
from sirekap_desktop.ocr.blank.grouping import split_area
from sirekap_desktop.ocr.blank.model import BlankPage, in_reading_order
from sirekap_desktop.ocr.blank.page import propose
from sirekap_desktop.ocr.blank.sheet import sheet_of, usual_paper
from sirekap_desktop.samples import draw

CLOSE = 0.5
"""mm"""


def drawn(form: FormDefinition, page: int, px_per_mm: float) -> np.ndarray:
    picture = draw.render_page(form, page, {}, seed=1, px_per_mm=px_per_mm)
    return np.asarray(picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


def proposed(form_id: str, page: int, *, turned_deg: float = 0.0) -> tuple[FormDefinition, BlankPage]:
    form = load_form(form_id)
    pixels = drawn(form, page, 3.6 * 900 / max(form.paper))
    if turned_deg:
        height, width = pixels.shape
        matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), turned_deg, 1.0)
        pixels = np.asarray(cv2.warpAffine(pixels, matrix, (width, height), borderValue=(255,)), np.uint8)
    return form, propose(sheet_of(pixels, form.paper))


def farthest(first: tuple[Rect, ...], second: tuple[Rect, ...]) -> float:
    pairs = zip(first, second, strict=True)
    corners = [pair for one, other in pairs for pair in zip(one.corners, other.corners, strict=True)]
    return max(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in corners)


def in_order(form: FormDefinition, page: int) -> list[tuple[Rect, ...]]:
    return [
        field.boxes
        for field in sorted(form.fields_on(page), key=lambda item: (round(item.box_area.y), item.box_area.x))
    ]


@pytest.mark.parametrize(
    ("form_id", "page"),
    [
        ("c-hasil-ppwp-2024", 1),
        ("c-hasil-ppwp-2024", 2),
        ("c-hasil-ppwp-2024", 3),
        ("c-hasil-kwk-gubernur-2024", 1),
        ("c-hasil-dpd-2024", 2),
        ("c-hasil-salinan-ppwp-2024", 1),
    ],
)
def test_every_number_of_a_blank_page_is_proposed_where_it_stands(form_id: str, page: int) -> None:
    form, found = proposed(form_id, page)
    expected = in_order(form, page)
    assert [len(group.boxes) for group in found.groups] == [len(boxes) for boxes in expected]
    unit = max(form.paper) / 900
    assert max(farthest(a.boxes, b) for a, b in zip(found.groups, expected, strict=True)) < CLOSE * unit


def test_bubbles_and_tally_grids_come_with_their_number() -> None:
    form, found = proposed("c-hasil-ppwp-2024", 2)
    for group, field in zip(found.groups, form.fields_on(2), strict=True):
        assert group.dotted
        assert group.bubbles
        assert field.bubbles
        assert farthest((group.bubbles.area,), (field.bubbles.area,)) < CLOSE
        assert group.tally
        assert field.tally
        assert (len(group.tally.columns), len(group.tally.rows)) == (13, 6)
        assert group.tally.row_sum_columns == pytest.approx(field.tally.row_sum_columns, abs=CLOSE)


def test_a_scan_that_lies_askew_is_set_upright() -> None:
    _, straight = proposed("c-hasil-ppwp-2024", 1)
    _, turned = proposed("c-hasil-ppwp-2024", 1, turned_deg=1.7)
    assert len(turned.groups) == len(straight.groups)
    gap = max(farthest(a.boxes, b.boxes) for a, b in zip(turned.groups, straight.groups, strict=True))
    assert gap < 2 * CLOSE


def test_marks_and_date_of_a_blank_page_are_found() -> None:
    form, found = proposed("c-hasil-ppwp-2024", 3)
    page = form.page(3)
    assert found.marks.tag
    assert page.tag
    assert (found.marks.tag.id, found.marks.tag.rotation_deg) == (page.tag.id, page.tag.rotation_deg)
    assert farthest((found.marks.tag.rect,), (page.tag.rect,)) < CLOSE
    for ours, theirs in zip(found.marks.corner_marks, page.corner_marks, strict=True):
        assert farthest(ours, theirs) < CLOSE
    assert [len(group) for group in found.dates] == [2, 2, 4]


def test_a_page_without_anything_proposes_nothing() -> None:
    white = np.full((900, 640), 255, np.uint8)
    found = propose(sheet_of(white, (210, 297)))
    assert (found.groups, found.lines, found.marks.tag, found.marks.corner_marks) == ((), (), None, ())


@pytest.mark.parametrize(
    ("size", "paper"), [((2970, 2100), (210.0, 297.0)), ((2100, 2970), (297.0, 210.0)), ((2800, 1800), (578.6, 900.0))]
)
def test_paper_is_assumed_by_its_ratio(size: tuple[int, int], paper: tuple[float, float]) -> None:
    assert usual_paper(np.zeros(size, np.uint8)) == paper


def test_groups_are_read_row_by_row() -> None:
    rows = [split_area(Rect(x, y, 30, 10), 3) for y, x in ((50, 80), (51, 10), (10, 40))]
    assert [group.area.x for group in in_reading_order(rows)] == [40, 10, 80]


@pytest.mark.parametrize(
    ("form_id", "page", "px"), [("c-hasil-ppwp-2024", 2, 2700), ("c-hasil-salinan-ppwp-2024", 2, 1782)]
)
def test_a_noisy_scan_shows_the_same_numbers(form_id: str, page: int, px: int) -> None:
    form = load_form(form_id)
    clean = drawn(form, page, px / max(form.paper)).astype(np.float64)
    noisy = np.clip(clean * 0.93 + np.random.default_rng(1).normal(0, 5, clean.shape), 0, 255).astype(np.uint8)
    coded = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 70])[1]
    scan = np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)
    found, expected = propose(sheet_of(scan, form.paper)), in_order(form, page)
    assert len(found.groups) == len(expected)
    unit = max(form.paper) / 900
    assert max(farthest(a.boxes, b) for a, b in zip(found.groups, expected, strict=True)) < CLOSE * unit
    wanted = [(bool(field.bubbles), bool(field.tally)) for field in form.fields_on(page)]
    if form_id == "c-hasil-ppwp-2024":
        assert [(bool(group.bubbles), bool(group.tally)) for group in found.groups] == wanted
