"""Boxes cut again from a photo are those that the engine read."""

from __future__ import annotations

import numpy as np

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.reading import CELL_CLASSES, UNSURE
from sirekap_desktop.ocr import engine, imageio
from sirekap_desktop.ocr.cells import CELL_PX, CellClassifier
from sirekap_desktop.ocr.digit_crops import cut_boxes
from sirekap_desktop.ocr.plane import Pyramid
from tests.kecamatan import FORM, page_photo


def test_boxes_cut_again_hold_what_the_engine_read_in_them() -> None:
    photo = imageio.decode(page_photo(0, 2), name="hal2.jpg")
    form = load_form(FORM)
    (reading,) = engine.read_page(photo.page(0), forms=[form])
    assert reading.registration is not None
    boxes = cut_boxes(Pyramid(photo.grey(0).pixels), reading.registration, form, 2)
    assert boxes.shape == (sum(len(field.boxes) for field in form.fields_on(2)), CELL_PX, CELL_PX)
    seen = [CELL_CLASSES[place] for place in np.argmax(CellClassifier().classify(boxes), axis=1)]
    read = [cell for field in form.fields_on(2) for cell in reading.field(field.name).cells]
    certain = [(ours, theirs) for ours, theirs in zip(seen, read, strict=True) if theirs != UNSURE]
    assert len(certain) > 0.9 * len(read)
    assert all(ours == theirs for ours, theirs in certain)


def test_a_box_outside_the_photo_is_white() -> None:
    photo = imageio.decode(page_photo(0, 2), name="hal2.jpg")
    form = load_form(FORM)
    (reading,) = engine.read_page(photo.page(0), forms=[form])
    pixels = photo.grey(0).pixels
    last = form.fields_on(2)[-1].box_area
    corner = reading.registration.corners[2]
    above = pixels[: round(corner[1] * (last.y - 40) / form.paper[1])]
    boxes = cut_boxes(Pyramid(above), reading.registration, form, 2)
    assert (boxes[-1] > 250).all()
