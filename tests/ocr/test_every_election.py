"""Pages of other elections, drawn and photographed: read when their form is named, with the contestants that stand."""

from __future__ import annotations

import pytest

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Calon, Contestant, FormDefinition
from sirekap_desktop.forms.reading import FieldStatus
from sirekap_desktop.ocr import engine, imageio
from sirekap_desktop.samples.sheets import sample_photo

PASLON = tuple(Contestant(n, f"PASANGAN CALON {n:02d}") for n in range(1, 6))
CALON = tuple(Contestant(n, f"CALON ANGGOTA DPD {n:02d}") for n in range(1, 15))
PARTAI = (Contestant(5, "PARTAI POLITIK 05", tuple(Calon(n, f"CALON {n:02d}") for n in range(1, 13))),)

PAGES = [
    ("c-hasil-kwk-gubernur-2024", PASLON, 3),
    ("c-hasil-kwk-bupati-2024", PASLON[:1], 2),
    ("c-hasil-salinan-kwk-walikota-2024", PASLON, 3),
    ("c-hasil-dpd-2024", CALON, 3),
    ("c-hasil-salinan-dpd-2024", CALON, 2),
    ("c-hasil-dpr-2024", PARTAI, 2),
    ("c-hasil-dprd-kabko-2024", PARTAI, 3),
    ("c-hasil-salinan-dprd-prov-2024", PARTAI, 2),
]


def _values(form: FormDefinition) -> dict[str, int]:
    return {field.name: 17 + 7 * index % 90 for index, field in enumerate(form.fields)}


@pytest.mark.parametrize(("form_id", "contestants", "page"), PAGES, ids=[f"{item[0]}-{item[2]}" for item in PAGES])
def test_page_is_found_and_read(form_id: str, contestants: tuple[Contestant, ...], page: int) -> None:
    form = load_form(form_id, contestants)
    values = _values(form)
    photo = sample_photo(form, page, values, seed=3, level="easy", width_px=1800)
    (reading,) = engine.read_page(imageio.decode(photo.jpeg).page(0), forms=[form])
    assert (reading.status, reading.form, reading.page) == ("read", form_id, page)
    assert [field.name for field in reading.fields] == [field.name for field in form.fields_on(page)]
    trusted = [item for item in reading.fields if item.status in {FieldStatus.PROVEN, FieldStatus.CONFIRM}]
    assert all(item.value == values[item.name] for item in trusted)
    assert sum(item.value == values[item.name] for item in reading.fields) >= 0.9 * len(reading.fields)


def test_pages_of_other_elections_are_not_taken_for_a_page_of_ppwp() -> None:
    form = load_form("c-hasil-kwk-gubernur-2024", PASLON)
    photo = sample_photo(form, 1, _values(form), seed=3, level="easy", width_px=1800)
    (reading,) = engine.read_page(imageio.decode(photo.jpeg).page(0))
    assert reading.status == "unreadable"
