"""Lines alone can be those of any table: the words of the form must stand between them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.ocr import engine
from sirekap_desktop.ocr.edges import page_edges
from sirekap_desktop.ocr.plane import Pyramid
from sirekap_desktop.ocr.view import View
from sirekap_desktop.ocr.words import words_seen
from sirekap_desktop.samples import draw

PX_PER_MM = 5.0


def wordless(form: FormDefinition) -> FormDefinition:
    """The form as a table that somebody ruled with a pencil."""
    return replace(form, pages=tuple(replace(page, labels=()) for page in form.pages))


@pytest.mark.parametrize("page", [1, 2])
def test_a_table_with_the_lines_of_a_form_but_not_its_words_is_no_page(salinan: FormDefinition, page: int) -> None:
    whole = draw.render_page(salinan, page, {}, seed=1, px_per_mm=PX_PER_MM)
    ruled = draw.render_page(wordless(salinan), page, {}, seed=1, px_per_mm=PX_PER_MM)
    (reading,) = engine.read_page(whole)
    assert (reading.form, reading.page) == (salinan.id, page)
    assert engine.read_page(ruled)[0].status == "unreadable"


@pytest.mark.parametrize("form_id", ["c-hasil-ppwp-2024", "c-hasil-salinan-ppwp-2024", "c1-plano-dpr-2019"])
def test_printed_words_are_seen_where_the_definition_has_them(form_id: str) -> None:
    form = load_form(form_id)
    scale = 2.0 * 900.0 / max(form.paper)
    for page in form.pages:
        image = draw.render_page(form, page.number, {}, seed=1, px_per_mm=scale)[:, :, 0]
        view = View(Pyramid(np.ascontiguousarray(image)), np.diag([scale, scale, 1.0]))
        words = words_seen(view, form, page)
        assert words.looked_at >= 10
        assert words.seen >= 0.7 * words.looked_at
        assert not words.deny


def test_what_is_computed_from_a_page_is_kept_for_that_page_alone(salinan: FormDefinition) -> None:
    page = salinan.page(1)
    assert page_edges(salinan, page) is page_edges(salinan, page)
    other = replace(page, lines=())
    assert len(page_edges(replace(salinan, pages=(other,)), other)) < len(page_edges(salinan, page))
