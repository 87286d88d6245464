"""Drawn and photographed forms, made once per run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.ocr import imageio
from sirekap_desktop.ocr.imageio import Picture
from sirekap_desktop.samples import camera, draw

VALUES: dict[str, int] = {
    "pemilih_dpt_l": 127, "pemilih_dpt_p": 134, "pemilih_dpt_j": 261,
    "pengguna_dpt_l": 102, "pengguna_dpt_p": 115, "pengguna_dpt_j": 217,
    "pengguna_dptb_l": 3, "pengguna_dptb_p": 2, "pengguna_dptb_j": 5,
    "pengguna_dpk_l": 1, "pengguna_dpk_p": 4, "pengguna_dpk_j": 5,
    "pengguna_total_l": 106, "pengguna_total_p": 121, "pengguna_total_j": 227,
    "ss_diterima": 268, "ss_digunakan": 227, "ss_dikembalikan": 2, "ss_tidak_digunakan": 39,
    "disabilitas_l": 1, "disabilitas_p": 2, "disabilitas_j": 3,
    "suara_1": 66, "suara_2": 140, "suara_3": 12,
    "suara_sah": 218, "suara_tidak_sah": 9, "suara_total": 227,
}  # fmt: skip
"""A TPS whose sums all hold."""


@dataclass(frozen=True)
class Sample:
    """A photographed page and where everything truly is."""

    photo: camera.Photo
    image: Picture
    page: int


@pytest.fixture(scope="session")
def plano() -> FormDefinition:
    return load_form("c-hasil-ppwp-2024")


@pytest.fixture(scope="session")
def salinan() -> FormDefinition:
    return load_form("c-hasil-salinan-ppwp-2024")


@cache
def _sample(form_id: str, page: int, level: str, seed: int, width_px: int) -> Sample:
    form = load_form(form_id)
    scale = 900.0 / form.paper[1]
    drawn = draw.render_page(form, page, VALUES, seed=seed, px_per_mm=4.0 * scale)
    settings = camera.random_settings(np.random.default_rng((seed, page)), level)
    photo = camera.photograph(drawn, seed=(seed, page), width_px=width_px, settings=settings, paper=form.paper)
    return Sample(photo, imageio.decode(photo.jpeg).page(0), page)


@pytest.fixture(scope="session")
def sample() -> Callable[..., Sample]:
    """``sample(page, level, seed=…, width_px=…, form_id=…)``."""

    def make(
        page: int, level: str = "normal", *, seed: int = 7, width_px: int = 2000, form_id: str = "c-hasil-ppwp-2024"
    ) -> Sample:
        return _sample(form_id, page, level, seed, width_px)

    return make


@pytest.fixture(scope="session")
def values() -> dict[str, int]:
    return dict(VALUES)
