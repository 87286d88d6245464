"""Pages are found to a fraction of a millimetre, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest

from sirekap_desktop.forms.model import FormDefinition, Rect
from sirekap_desktop.ocr import cutting, following, imageio, refine, registration
from sirekap_desktop.ocr.edges import measure_boxes
from sirekap_desktop.ocr.imageio import Picture
from sirekap_desktop.ocr.marks import mark_points
from sirekap_desktop.ocr.mesh import Bend
from sirekap_desktop.ocr.plane import Pyramid, from_points, px_per_mm
from sirekap_desktop.ocr.refine import Fit
from sirekap_desktop.ocr.registration import Refusal
from sirekap_desktop.samples.camera import random_settings
from sirekap_desktop.samples.sheets import sample_photo

from .papers import VALUES


def pyramid(image: Picture) -> Pyramid:
    return Pyramid(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))


def only_fit(image: Picture, form: FormDefinition) -> Fit:
    found = registration.find_pages(pyramid(image), (form,))
    assert not isinstance(found, Refusal), found.reason
    (fit,) = found
    return fit


def refusal(image: Picture, form: FormDefinition) -> str:
    found = registration.find_pages(pyramid(image), (form,))
    assert isinstance(found, Refusal)
    return found.reason


def box_errors_mm(fit: Fit, image: Picture, sheet) -> np.ndarray:
    """Distance of every box's corners from their true place, after the fine shift of each number."""
    view = fit.view(pyramid(image))
    fields = fit.form.fields_on(fit.page.number)
    offsets = cutting.field_offsets(measure_boxes(view, fit.edges), fields)
    errors = []
    for field in fields:
        for box in field.boxes:
            corners = np.array(box.corners)
            seen = view.project(corners + np.array(offsets[field.name]))
            off = np.hypot(*(seen - sheet.project(corners)).T).mean()
            errors.append(off / px_per_mm(fit.homography, (box.x, box.y)))
    return np.array(errors)


def covered(image: Picture, sheet, *areas: Rect) -> Picture:
    """A hand or a tear over some areas."""
    result = image.copy()
    for area in areas:
        cv2.fillConvexPoly(result, np.int32(sheet.project(np.array(area.grown(4).corners))), (190, 200, 200))
    return result


@pytest.mark.parametrize("page", [1, 2, 3])
@pytest.mark.parametrize(("level", "limit_mm"), [("easy", 0.15), ("normal", 0.35), ("hard", 1.5)])
def test_boxes_are_found_where_the_camera_put_them(
    sample: Callable, plano: FormDefinition, page: int, level: str, limit_mm: float
) -> None:
    taken = sample(page, level)
    fit = only_fit(taken.image, plano)
    assert fit.page.number == page
    assert fit.method == "tag+corners"
    assert np.percentile(box_errors_mm(fit, taken.image, taken.photo.sheet), 95) < limit_mm


def test_a_number_is_found_on_its_boxes_where_the_sheet_bends_most(plano: FormDefinition) -> None:
    """This photo's curl lifts the last number 6 mm off the flat fit."""
    taken = sample_photo(plano, 2, VALUES, seed=22021, level="hard", width_px=2400)
    image = imageio.decode(taken.jpeg).page(0)
    assert box_errors_mm(only_fit(image, plano), image, taken.sheet).max() < 1.0


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_picture_gives_the_same_page(sample: Callable, plano: FormDefinition, turn: int) -> None:
    taken = sample(2, "normal")
    fit = only_fit(imageio.rotated(taken.image, turn), plano)
    assert fit.page.number == 2
    corners = np.array(fit.registration().corners)
    first = corners[0] - corners.mean(axis=0)
    assert {90: first[0] > 0 > first[1], 180: min(first) > 0, 270: first[0] < 0 < first[1]}[turn]


def test_corners_are_the_papers_top_left_first_and_clockwise(sample: Callable, plano: FormDefinition) -> None:
    taken = sample(3, "easy")
    paper = np.array([[0, 0], [600, 0], [600, 900], [0, 900]], float)
    found = np.array(only_fit(taken.image, plano).registration().corners)
    assert np.hypot(*(found - taken.photo.sheet.project(paper)).T).max() < 6


@pytest.mark.parametrize("page", [1, 2, 3])
def test_without_its_tag_a_page_is_found_by_marks_and_lines(sample: Callable, plano: FormDefinition, page: int) -> None:
    taken = sample(page, "normal")
    tag = plano.page(page).tag
    assert tag is not None
    fit = only_fit(covered(taken.image, taken.photo.sheet, tag.rect), plano)
    assert (fit.page.number, fit.method) == (page, "corners")


def test_two_covered_corner_marks_do_not_hide_the_page(sample: Callable, plano: FormDefinition) -> None:
    taken = sample(2, "easy")
    marks = [mark[0].united(mark[1]) for mark in plano.page(2).corner_marks]
    fit = only_fit(covered(taken.image, taken.photo.sheet, marks[0], marks[2]), plano)
    assert np.percentile(box_errors_mm(fit, taken.image, taken.photo.sheet), 95) < 0.5


@pytest.mark.parametrize("page", [1, 2, 3])
def test_a_mirrored_picture_is_read_through_the_mirror(sample: Callable, plano: FormDefinition, page: int) -> None:
    taken = sample(page, "normal")
    fit = only_fit(np.ascontiguousarray(taken.image[:, ::-1]), plano)
    assert (fit.page.number, fit.mirrored) == (page, True)
    paper = np.array([[0, 0], [600, 0], [600, 900], [0, 900]], float)
    true = taken.photo.sheet.project(paper)
    true[:, 0] = taken.image.shape[1] - 1 - true[:, 0]
    assert np.hypot(*(np.array(fit.registration().corners) - true).T).max() < 12


def test_a_tag_without_its_form_is_refused(plano: FormDefinition) -> None:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h10)
    image = np.full((1200, 900, 3), 255, np.uint8)
    image[200:328, 600:728] = cv2.aruco.generateImageMarker(dictionary, 102, 128)[:, :, None]
    assert refusal(image, plano) == registration.WRONG_FIT.reason


def test_the_tag_of_another_form_is_named(plano: FormDefinition) -> None:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h10)
    image = np.full((1200, 900, 3), 255, np.uint8)
    image[200:328, 600:728] = cv2.aruco.generateImageMarker(dictionary, 201, 128)[:, :, None]
    assert "201" in refusal(image, plano)


def test_a_page_that_carries_another_pages_tag_is_refused(sample: Callable, plano: FormDefinition) -> None:
    taken = sample(2, "easy")
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h10)
    tag = plano.page(3).tag
    assert tag is not None
    marker = cv2.rotate(cv2.aruco.generateImageMarker(dictionary, 103, 128), cv2.ROTATE_180)
    target = taken.photo.sheet.project(np.array(tag.rect.corners)).astype(np.float32)
    source = np.array([[0, 0], [128, 0], [128, 128], [0, 128]], np.float32)
    size = taken.image.shape[1::-1]
    warped = cv2.warpPerspective(marker, cv2.getPerspectiveTransform(source, target), size, borderValue=255)
    forged = taken.image.copy()
    cv2.fillConvexPoly(forged, target.astype(np.int32), (255, 255, 255))
    forged = np.minimum(forged, warped[:, :, None])
    found = registration.find_pages(pyramid(forged), (plano,))
    assert isinstance(found, Refusal)


def test_noise_and_blank_paper_are_refused(plano: FormDefinition) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (900, 700, 3)).astype(np.uint8)
    for image in (noise, np.full_like(noise, 255), np.zeros_like(noise)):
        assert refusal(image, plano) == registration.NO_PAGE.reason


def test_a_thumbnail_is_called_too_small(sample: Callable, plano: FormDefinition) -> None:
    small = cv2.resize(sample(2, "normal").image, (240, 330), interpolation=cv2.INTER_AREA)
    assert "240 × 330 titik" in refusal(small, plano)


def test_two_forms_in_one_picture_are_both_found(sample: Callable, plano: FormDefinition) -> None:
    left, right = sample(2, "easy").image, sample(3, "easy").image
    found = registration.find_pages(pyramid(np.hstack((left, right))), (plano,))
    assert not isinstance(found, Refusal)
    assert [fit.page.number for fit in found] == [2, 3]


def test_a_second_form_much_smaller_than_the_first_is_found_too(sample: Callable, plano: FormDefinition) -> None:
    """Its tag is seen only in more pixels than those in which the first one is."""
    near, far = sample(2, "easy", width_px=1500).image, sample(3, "easy", width_px=1000).image
    beside = np.full((len(near), far.shape[1], 3), 140, np.uint8)
    beside[300 : 300 + len(far)] = far
    image = cv2.resize(np.hstack((near, beside)), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    found = registration.find_pages(pyramid(image), (plano,))
    assert not isinstance(found, Refusal)
    assert [fit.page.number for fit in found] == [2, 3]


@pytest.mark.parametrize("page", [1, 2])
def test_hand_set_corners_are_refined_by_the_printed_lines(
    sample: Callable, salinan: FormDefinition, page: int
) -> None:
    taken = sample(page, "normal", form_id=salinan.id)
    paper = np.array([[0, 0], [210, 0], [210, 297], [0, 297]], float)
    rough = taken.photo.sheet.project(paper) + np.array([[5, -4], [-6, 3], [4, 6], [-5, -5]])
    found = registration.fit_from_corners(pyramid(taken.image), (salinan,), [tuple(p) for p in rough], None)
    assert not isinstance(found, Refusal)
    assert (found[0].page.number, found[0].method) == (page, "manual")
    assert np.percentile(box_errors_mm(found[0], taken.image, taken.photo.sheet), 95) < 0.3


def test_hand_set_corners_of_another_form_are_refused(
    sample: Callable, plano: FormDefinition, salinan: FormDefinition
) -> None:
    taken = sample(1, "normal", form_id=salinan.id)
    paper = np.array([[0, 0], [210, 0], [210, 297], [0, 297]], float)
    corners = [tuple(p) for p in taken.photo.sheet.project(paper)]
    assert isinstance(registration.fit_from_corners(pyramid(taken.image), (plano,), corners, None), Refusal)


@pytest.mark.parametrize("shown", [1, 2, 3])
def test_no_bend_makes_another_page_fit(sample: Callable, plano: FormDefinition, shown: int) -> None:
    """Held by the marks where they truly are, which all pages share, with every freedom that a sheet has."""
    taken = sample(shown, "normal")
    for other in {1, 2, 3} - {shown}:
        scene = refine.scene_of(pyramid(taken.image), plano, plano.page(other))
        points = mark_points(scene.page)
        anchors = refine.Anchors(points, taken.photo.sheet.project(points))
        start = from_points(points, anchors.pixels)
        fits = (
            following.followed(scene, start, "corners", anchors),
            refine.refined(scene, refine.grow_over_edges(scene, start, anchors), "corners", anchors),
        )
        assert not any(fit.accepted for fit in fits)


def test_a_bent_fit_that_no_mark_holds_is_refused_like_any_other(sample: Callable, plano: FormDefinition) -> None:
    taken = sample(2, "normal")
    scene = refine.scene_of(pyramid(taken.image), plano, plano.page(3))
    points = mark_points(scene.page)
    start = from_points(points, taken.photo.sheet.project(points))
    bent = refine.Shape(start, Bend(plano.paper, np.full((5, 5, 2), 2.0, np.float32)))
    nothing = refine.Anchors(np.zeros((0, 2)), np.zeros((0, 2)))
    assert not refine.refined(scene, bent, "tag", nothing, reaches=()).accepted


def test_a_strongly_curled_sheet_is_followed(plano: FormDefinition) -> None:
    """Its edges lie up to 5 mm from where the best flat sheet has them; the boxes are cut to half a millimetre."""
    bent = replace(random_settings(np.random.default_rng(3), "normal"), curl_mm=9.0, pitch_deg=18.0, yaw_deg=12.0)
    taken = sample_photo(plano, 1, VALUES, seed=5, settings=bent)
    image = imageio.decode(taken.jpeg).page(0)
    fit = only_fit(image, plano)
    assert fit.registration().mesh is not None
    assert np.percentile(box_errors_mm(fit, image, taken.sheet), 95) < 0.5


def test_a_flat_sheet_is_not_bent(plano: FormDefinition) -> None:
    flat = replace(random_settings(np.random.default_rng(3), "easy"), curl_mm=0.0, creases=0)
    image = imageio.decode(sample_photo(plano, 1, VALUES, seed=5, settings=flat).jpeg).page(0)
    assert only_fit(image, plano).registration().mesh is None


def test_a_flat_sheet_so_blurred_that_its_grain_looks_like_a_bend_is_found(plano: FormDefinition) -> None:
    settings = replace(
        random_settings(np.random.default_rng(3), "easy"),
        curl_mm=0.0, creases=0, rotation_deg=-4.6, blur_px=4.3, motion_px=2.0, motion_deg=19.0, noise=7.0,
        jpeg_quality=30, glare=0.38, moire=0.14,
    )  # fmt: skip
    for seed in range(4):
        image = imageio.decode(sample_photo(plano, 3, VALUES, seed=seed, width_px=1067, settings=settings).jpeg).page(0)
        assert only_fit(image, plano).page.number == 3


def test_boxes_that_lie_a_line_beside_the_fit_are_found_by_all_their_sides(
    sample: Callable, plano: FormDefinition
) -> None:
    taken = sample(2, "normal")
    fit = only_fit(taken.image, plano)
    view = fit.view(pyramid(taken.image))
    shifts = np.zeros((5, 5, 2), np.float32) if view.bend is None else view.bend.shifts
    moved = replace(view, bend=Bend(plano.paper, shifts + np.float32(4.0)))
    offsets = cutting.field_offsets(measure_boxes(moved, fit.edges), plano.fields_on(2))
    assert len(offsets) == 3
    for offset in offsets.values():
        assert offset == pytest.approx((-4.0, -4.0), abs=0.6)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_picture_edge_through_two_marks_does_not_hide_the_page(
    sample: Callable, plano: FormDefinition, side: str
) -> None:
    taken = sample(3, "hard")
    image = taken.image.copy()
    x = (0.0, 62.0) if side == "left" else (540.0, 600.0)
    lost = taken.photo.sheet.project(np.array([[x[0], 0.0], [x[1], 0.0], [x[1], 900.0], [x[0], 900.0]]))
    cv2.fillConvexPoly(image, lost.astype(np.int32), (60, 70, 80))
    assert np.percentile(box_errors_mm(only_fit(image, plano), image, taken.photo.sheet), 95) < 1.0


def test_a_picture_decoded_at_half_its_size_lies_where_the_whole_one_does(plano: FormDefinition) -> None:
    photo = sample_photo(plano, 1, VALUES, seed=3, width_px=2000)
    whole = imageio.decode(photo.jpeg).grey(0).pixels
    half = np.ascontiguousarray(cv2.resize(whole, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    fits = [registration.find_pages(Pyramid(pixels, first), [plano]) for first, pixels in ((0, whole), (1, half))]
    found = [fit for pages in fits if not isinstance(pages, Refusal) for fit in pages]
    corners = [np.array(fit.registration().corners) for fit in found]
    assert np.abs(corners[0] - corners[1]).max() < 2.0
    assert [fit.method for fit in found] == ["tag+corners"] * 2
