"""Drawn photos for the tests of *Impor*: small, made once per process."""

from __future__ import annotations

from functools import cache

import numpy as np

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.samples.camera import EASY, Photo
from sirekap_desktop.samples.sheets import sample_photo
from tests.ui.conftest import FORM, RIGHT

SALINAN = "c-hasil-salinan-ppwp-2024"


@cache
def photo(page: int, seed: int = 31, form_id: str = FORM) -> Photo:
    """A page with the numbers of ``RIGHT``; another seed is another hand and another phone."""
    return sample_photo(load_form(form_id), page, RIGHT, seed=seed, settings=EASY, width_px=1200)


def paper_corners(taken: Photo, paper: tuple[float, float]) -> list[tuple[float, float]]:
    """Where the paper's corners lie in the photo, top-left first."""
    matrix = np.array(taken.homography, np.float64).reshape(3, 3)
    mm = [(0.0, 0.0), (paper[0], 0.0), paper, (0.0, paper[1])]
    found = [matrix @ (*point, 1.0) for point in mm]
    return [(float(x / w), float(y / w)) for x, y, w in found]
