"""Pages without tag and marks are found by their printed lines, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.ocr import engine, imageio, registration
from sirekap_desktop.ocr.imageio import Picture
from sirekap_desktop.ocr.plane import Pyramid
from sirekap_desktop.ocr.refine import Fit
from sirekap_desktop.ocr.registration import Refusal

from .test_registration import box_errors_mm, covered

PHOTOS = Path(__file__).parents[3] / "shared/photos/ppwp-page2-2024"
real_photos = pytest.mark.skipif(not PHOTOS.is_dir(), reason="the shared photos are not beside this checkout")


def found_in(image: Picture, *forms: FormDefinition) -> Sequence[Fit]:
    found = registration.find_pages(Pyramid(engine.grey(image)), forms)
    return () if isinstance(found, Refusal) else found


def without_marks(image: Picture, sheet, form: FormDefinition, page: int) -> Picture:
    tag = form.page(page).tag
    assert tag is not None
    marks = [mark[0].united(mark[1]) for mark in form.page(page).corner_marks]
    return covered(image, sheet, tag.rect, *marks)


@pytest.mark.parametrize("page", [1, 2, 3])
@pytest.mark.parametrize("turn", [0, 90])
def test_a_page_without_tag_and_marks_is_found_by_its_lines(
    sample: Callable, plano: FormDefinition, salinan: FormDefinition, page: int, turn: int
) -> None:
    taken = sample(page, "normal")
    bare = without_marks(taken.image, taken.photo.sheet, plano, page)
    (fit,) = found_in(imageio.rotated(bare, turn), plano, salinan)
    assert (fit.form.id, fit.page.number, fit.method) == (plano.id, page, "lines")
    if not turn:
        assert np.percentile(box_errors_mm(fit, bare, taken.photo.sheet), 95) < 0.6


@pytest.mark.parametrize("page", [1, 2])
def test_a_form_that_prints_no_marks_is_found_by_its_lines(
    sample: Callable, plano: FormDefinition, salinan: FormDefinition, page: int
) -> None:
    taken = sample(page, "normal", form_id=salinan.id)
    (fit,) = found_in(taken.image, plano, salinan)
    assert (fit.form.id, fit.page.number, fit.method) == (salinan.id, page, "lines")
    assert np.percentile(box_errors_mm(fit, taken.image, taken.photo.sheet), 95) < 0.3


def test_lines_in_a_mirror_are_read_through_it(sample: Callable, plano: FormDefinition) -> None:
    taken = sample(2, "normal")
    bare = without_marks(taken.image, taken.photo.sheet, plano, 2)
    (fit,) = found_in(np.ascontiguousarray(bare[:, ::-1]), plano)
    assert (fit.page.number, fit.method, fit.mirrored) == (2, "lines", True)


@pytest.mark.parametrize("page", [1, 2, 3])
def test_a_page_that_is_not_among_the_forms_is_refused(
    sample: Callable, plano: FormDefinition, salinan: FormDefinition, page: int
) -> None:
    taken = sample(page, "easy")
    image = without_marks(taken.image, taken.photo.sheet, plano, page)
    assert not found_in(image, salinan, load_form("c1-plano-dpr-2019"))


@real_photos
@pytest.mark.parametrize("number", [1, 15, 22, 30])
def test_cut_photos_of_the_vote_table_are_found(plano: FormDefinition, number: int) -> None:
    image = imageio.decode((PHOTOS / f"TPS_{number:03d}.jpg").read_bytes()).page(0)
    (fit,) = found_in(image, plano)
    assert (fit.page.number, fit.method) == (2, "lines")


@real_photos
def test_a_photo_of_another_form_is_refused(plano: FormDefinition, salinan: FormDefinition) -> None:
    image = imageio.decode((PHOTOS.parent / "c1-dpr-2019.jpg").read_bytes()).page(0)
    assert not found_in(image, plano, salinan)


def test_ruled_paper_and_chessboards_are_refused(plano: FormDefinition, salinan: FormDefinition) -> None:
    ruled = np.full((1400, 1000), 230, np.uint8)
    ruled[::40] = 60
    grid = ruled.copy()
    grid[:, ::40] = 60
    board = np.kron(np.indices((12, 12)).sum(axis=0) % 2, np.ones((90, 90))).astype(np.uint8) * 220
    for image in (ruled, grid, cv2.GaussianBlur(board, (5, 5), 0)):
        assert not found_in(image, plano, salinan)
