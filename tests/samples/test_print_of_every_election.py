"""What is printed on the reconstructed forms can be read: no text over another, over a box, or over a table line."""

from __future__ import annotations

from importlib.resources import files
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Calon, Contestant, FormDefinition, FormPage, Label, Line, Rect
from sirekap_desktop.samples.draw import filled_page
from tests.forms.contestants import DPD, KWK, PARTAI, contestants_of

RECONSTRUCTED = [*KWK, *DPD, *PARTAI]
LONG = "Dr. (H.C.) Ir. H. NAMA YANG SANGAT PANJANG SEKALI BIN NAMA AYAHNYA, S.H., M.Si."
PAIR = f"{LONG} dan Hj. WAKILNYA YANG BERNAMA PANJANG, S.E., M.M."
_SAMPLE = 100


def _crowded(form_id: str) -> FormDefinition:
    """As many contestants as there may be, all with long names."""
    if form_id in KWK:
        return load_form(form_id, [Contestant(n, PAIR) for n in range(1, 6)])
    if form_id in DPD:
        return load_form(form_id, [Contestant(n, LONG) for n in range(1, 25)])
    calon = tuple(Calon(n, LONG) for n in range(1, 13))
    return load_form(form_id, [Contestant(n, "PARTAI DENGAN NAMA LENGKAP YANG PANJANG", calon) for n in range(20, 25)])


def _font(label: Label) -> ImageFont.FreeTypeFont:
    name = "NotoSans-Bold" if label.bold else "NotoSans-Italic" if label.italic else "NotoSans-Regular"
    return ImageFont.truetype(str(files("sirekap_desktop.resources") / "fonts" / f"{name}.ttf"), _SAMPLE)


def _inked(label: Label) -> Rect:
    """Where the letters of an upright label stand."""
    scale = label.size / _SAMPLE
    font = _font(label)
    _, top, _, bottom = font.getbbox(label.text, anchor="ls")
    width = label.width or font.getlength(label.text) * scale
    left = label.x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[label.align]
    return Rect(left, label.y + top * scale, width, (bottom - top) * scale)


def _overlap(one: Rect, other: Rect) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 0.02 * one.h and down > 0.1 * min(one.h, other.h)


def _crossed(text: Rect, line: Line) -> bool:
    """Whether a solid table line runs through letters."""
    if line.dash or line.grey > 0.5:
        return False
    inner = Rect(text.x, text.y + 0.1 * text.h, text.w, 0.8 * text.h)
    x1, x2 = sorted((line.x1, line.x2))
    y1, y2 = sorted((line.y1, line.y2))
    return x1 < inner.right and x2 > inner.x and y1 < inner.bottom and y2 > inner.y


def _texts(page: FormPage) -> list[tuple[str, Rect]]:
    return [(label.text, _inked(label)) for label in page.labels if not label.rotation_deg]


@pytest.mark.parametrize("form_id", RECONSTRUCTED)
def test_texts_keep_clear_of_each_other_and_of_what_is_read(form_id: str) -> None:
    form = _crowded(form_id)
    for page in form.pages:
        texts = _texts(page)
        for (text, one), (other_text, other) in combinations(texts, 2):
            assert not _overlap(one, other), (page.number, text, other_text)
        read = [box for field in form.fields_on(page.number) for box in field.boxes]
        read += [field.tally.area for field in form.fields_on(page.number) if field.tally]
        read += [rect for _, rect in page.header_fields] + ([page.tag.rect] if page.tag else [])
        for text, one in texts:
            assert not any(_overlap(one, area) for area in read), (page.number, text)


@pytest.mark.parametrize("form_id", RECONSTRUCTED)
def test_texts_keep_within_their_cells_and_the_paper(form_id: str) -> None:
    form = _crowded(form_id)
    for page in form.pages:
        for text, one in _texts(page):
            assert one.x > 0, text
            assert one.right < form.paper[0], text
            crossing = [line for line in page.lines if _crossed(one, line)]
            assert not crossing, (page.number, text, crossing[0])


@pytest.mark.parametrize("form_id", [*KWK[:1], *DPD[:1], *PARTAI[:1], *PARTAI[3:4]])
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_any_contestants_can_be_drawn_and_filled(form_id: str, data: st.DataObject) -> None:
    form = load_form(form_id, data.draw(contestants_of(form_id)))
    page = data.draw(st.sampled_from(form.pages)).number
    drawing = filled_page(form, page, {field.name: 17 for field in form.fields}, seed=6)
    points = np.vstack([stroke.points for stroke in drawing.written])
    assert (points > 0).all()
    assert (points < form.paper).all()
