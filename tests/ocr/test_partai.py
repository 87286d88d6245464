"""Whose page it is: read from the printed number and name where the tag does not tell, or refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
import pytest

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Calon, Contestant, FormDefinition, FormPage, Rect
from sirekap_desktop.forms.reading import FieldStatus, PageReading
from sirekap_desktop.ocr import engine, imageio
from sirekap_desktop.ocr.fusion import fuse
from sirekap_desktop.ocr.imageio import Picture
from sirekap_desktop.samples.camera import Photo
from sirekap_desktop.samples.sheets import sample_photo
from sirekap_desktop.samples.votes import invented_values

DPR, SALINAN = "c-hasil-dpr-2024", "c-hasil-salinan-dpr-2024"
NAMES = {4: "PARTAI MELATI RAYA", 5: "PARTAI KENANGA", 14: "PARTAI CEMPAKA PUTIH INDONESIA", 24: "PARTAI TERATAI"}


def party(number: int, calon: int) -> Contestant:
    rows = tuple(Calon(n, f"CALON {chr(64 + n) * 3} DARI {NAMES[number]}") for n in range(1, calon + 1))
    return Contestant(number, NAMES[number], rows)


def parties(calon: int = 6, **others: int) -> tuple[Contestant, ...]:
    """All of them with so many calon; ``_5=4`` gives party 5 four."""
    return tuple(party(number, others.get(f"_{number}", calon)) for number in NAMES)


def page_of(form: FormDefinition, partai: int, sheet: int = 0) -> FormPage:
    return [page for page in form.pages if page.partai == partai][sheet]


@cache
def photo_of(form: FormDefinition, page: int, level: str = "easy", seed: int = 3) -> tuple[Photo, Picture]:
    photo = sample_photo(form, page, invented_values(form, seed=seed), seed=seed, level=level, width_px=1600)
    return photo, imageio.decode(photo.jpeg).page(0)


def read(image: Picture, *forms: FormDefinition) -> PageReading:
    (reading,) = engine.read_page(image, forms=forms)
    return reading


def covered(photo: Photo, image: Picture, area: Rect) -> Picture:
    """The picture with a sheet of paper over an area."""
    spoiled = image.copy()
    corners = photo.sheet.project(np.array(area.corners))
    cv2.fillConvexPoly(spoiled, corners.astype(np.int32), (235, 235, 235))
    return spoiled


@pytest.mark.parametrize("form_id", [DPR, SALINAN])
@pytest.mark.parametrize("partai", list(NAMES))
def test_the_party_of_a_page_is_read_from_its_print(form_id: str, partai: int) -> None:
    form = load_form(form_id, parties(_5=4))
    page = page_of(form, partai)
    reading = read(photo_of(form, page.number)[1], form)
    assert (reading.status, reading.page, reading.partai) == ("read", page.number, partai)
    assert [field.name for field in reading.fields] == [field.name for field in form.fields_on(page.number)]
    assert reading.fields[0].name == f"partai_{partai:02d}_suara"


def test_the_further_sheet_of_a_party_is_its_own_too() -> None:
    form = load_form(DPR, parties(12))
    page = page_of(form, 14, sheet=1)
    reading = read(photo_of(form, page.number)[1], form)
    assert (reading.page, reading.partai) == (page.number, 14)
    assert [field.name for field in reading.fields][-1] == "partai_14_jumlah"


def test_a_page_whose_tag_is_torn_off_still_tells_its_party() -> None:
    form = load_form(DPR, parties())
    page = page_of(form, 5)
    assert page.tag is not None
    photo, image = photo_of(form, page.number)
    reading = read(covered(photo, image, page.tag.rect.grown(6)), form)
    assert reading.status == "unreadable" or (reading.page, reading.partai) == (page.number, 5)


@pytest.mark.parametrize("form_id", [DPR, SALINAN])
def test_a_page_whose_number_cannot_be_seen_is_refused(form_id: str) -> None:
    form = load_form(form_id, parties())
    page = page_of(form, 5)
    photo, image = photo_of(form, page.number)
    (number,) = (label for label in page.labels if label.names == "p")
    hidden = Rect(number.x - number.size, number.y - number.size, 2 * number.size, 1.3 * number.size)
    reading = read(covered(photo, image, hidden), form)
    assert reading.status == "unreadable"
    assert "nomor dan nama partainya tidak terbaca" in (reading.reason or "")


def test_a_name_that_speaks_for_another_party_silences_the_number() -> None:
    """The paper says 5 over the name of party 4: a wrong list, or a wrong paper."""
    names = {**NAMES, 5: NAMES[4], 4: NAMES[5]}
    swapped = [Contestant(n, names[n], party(n, 6).calon) for n in NAMES]
    paper, listed = load_form(DPR, swapped), load_form(DPR, parties())
    reading = read(photo_of(paper, page_of(paper, 5).number, "normal")[1], listed)
    assert reading.status == "unreadable"


def test_the_page_of_a_party_that_is_not_listed_is_never_taken_for_another() -> None:
    form = load_form(DPR, parties())
    image = photo_of(form, page_of(form, 14).number)[1]
    listed = load_form(DPR, [one for one in parties() if one.number != 14])
    reading = read(image, listed)
    assert reading.status == "unreadable"
    assert "nomor 14, yang tidak ada dalam daftar partai" in (reading.reason or "")


@pytest.mark.parametrize("form_id", [DPR, SALINAN])
@pytest.mark.parametrize("listed", [5, 7])
def test_a_list_with_another_number_of_calon_is_refused(form_id: str, listed: int) -> None:
    """Else the sum of the party would be read from the boxes of a calon."""
    form = load_form(form_id, parties(6))
    image = photo_of(form, page_of(form, 5).number)[1]
    reading = read(image, load_form(form_id, parties(6, _5=listed)))
    assert reading.status == "unreadable"
    assert "barisnya tidak sama dengan daftar calon" in (reading.reason or "")


@pytest.mark.parametrize("partai", [4, 24])
def test_corners_set_by_hand_leave_the_party_to_be_read_and_a_page_named_is_taken_as_given(partai: int) -> None:
    form = load_form(DPR, parties())
    page = page_of(form, partai)
    photo, image = photo_of(form, page.number)
    width, height = form.paper
    corners = [tuple(p) for p in photo.sheet.project(np.array([[0, 0], [width, 0], [width, height], [0, height]]))]
    (told,) = engine.read_page(image, forms=[form], corners=corners)
    assert (told.page, told.partai) == (page.number, partai)
    other = page_of(form, 5)
    (named,) = engine.read_page(image, forms=[form], corners=corners, page=other.number)
    assert (named.page, named.partai) == (other.number, 5)


def test_all_pages_of_a_tps_with_several_parties_give_all_drawn_values() -> None:
    form = load_form(DPR, parties(3, _14=2))
    values = invented_values(form, seed=3)
    pages = [read(photo_of(form, page.number)[1], form) for page in form.pages]
    assert [(page.page, page.partai) for page in pages] == [(page.number, page.partai) for page in form.pages]
    fused = fuse(form, pages)
    assert {item.name: item.value for item in fused.fields} == values
    assert {item.status for item in fused.fields} <= {FieldStatus.PROVEN, FieldStatus.CONFIRM}


@pytest.fixture(scope="module")
def salinan() -> Callable[[str], FormDefinition]:
    def form(body: str) -> FormDefinition:
        return load_form(f"c-hasil-salinan-{body}-2024", parties())

    return form


@pytest.mark.parametrize("body", ["dpr", "dprd-prov", "dprd-kabko"])
@pytest.mark.parametrize("page", [1, 3])
def test_forms_that_differ_in_their_words_alone_are_told_apart(
    salinan: Callable[[str], FormDefinition], body: str, page: int
) -> None:
    forms = [salinan(name) for name in ("dpr", "dprd-prov", "dprd-kabko")]
    own = salinan(body)
    reading = read(photo_of(own, page)[1], *forms)
    assert (reading.status, reading.form, reading.page) == ("read", own.id, page)


def test_of_forms_laid_out_alike_none_is_taken_where_the_words_that_tell_them_apart_are_hidden(
    salinan: Callable[[str], FormDefinition],
) -> None:
    own = salinan("dpr")
    photo, image = photo_of(own, 3)
    width, _ = own.paper
    heading = covered(photo, image, Rect(0, 0, width, 34.5))
    reading = read(heading, own, salinan("dprd-prov"))
    assert reading.status == "unreadable"


def test_corners_set_by_hand_ask_for_the_form_where_its_words_are_hidden(
    salinan: Callable[[str], FormDefinition],
) -> None:
    own, other = salinan("dpr"), salinan("dprd-prov")
    photo, image = photo_of(own, own.pages[-1].number)
    width, height = own.paper
    corners = [tuple(p) for p in photo.sheet.project(np.array([[0, 0], [width, 0], [width, height], [0, height]]))]
    (told,) = engine.read_page(image, forms=[other, own], corners=corners)
    hidden = covered(photo, image, Rect(0, 0, width, 34.5))
    (asked,) = engine.read_page(hidden, forms=[other, own], corners=corners)
    (named,) = engine.read_page(hidden, forms=[other, own], corners=corners, form_id=own.id)
    assert (told.form, named.form) == (own.id, own.id)
    assert asked.status == "unreadable"
    assert "Pilih formulirnya" in (asked.reason or "")


def test_a_page_read_with_the_forms_of_five_elections_is_of_its_own_election() -> None:
    bodies = ("dpr", "dprd-prov", "dprd-kabko")
    forms = [load_form(f"c-hasil-{body}-2024", parties()) for body in bodies]
    forms += [load_form("c-hasil-dpd-2024"), load_form("c-hasil-ppwp-2024")]
    for form in forms:
        page = form.pages[1]
        reading = read(photo_of(form, page.number)[1], *forms)
        assert (reading.form, reading.page, reading.partai) == (form.id, page.number, page.partai)
