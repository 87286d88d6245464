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

from .papers import VALUES


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
