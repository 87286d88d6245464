from __future__ import annotations

import cv2
import numpy as np
import pytest

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.samples.demo_elections import demo_election, demo_photos
from sirekap_desktop.samples.sheets import header_of, sample_photo
from sirekap_desktop.samples.ulumanda import load_ulumanda


def test_a_sample_photo_is_repeatable(form: FormDefinition, values: dict[str, int | None]) -> None:
    photos = [sample_photo(form, 3, values, seed=9, width_px=1000).jpeg for _ in range(2)]
    assert photos[0] == photos[1]


@pytest.mark.parametrize("level", ["easy", "normal"])
def test_the_tag_of_every_page_of_a_demo_tps_can_be_found(form: FormDefinition, level: str) -> None:
    ulumanda, election = load_ulumanda(), demo_election(form.id)
    family = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h10)
    detector = cv2.aruco.ArucoDetector(family)
    names = []
    for page, (name, photo) in enumerate(demo_photos(election, ulumanda.tps[0], level=level, width_px=1500), 1):
        image = cv2.imdecode(np.frombuffer(photo.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
        assert detector.detectMarkers(image)[1].ravel().tolist() == [100 + page]
        names.append(name)
    assert names == [f"7605052001001-hal{page}.jpg" for page in (1, 2, 3)]


def test_the_header_names_every_place_that_the_form_asks_for(form: FormDefinition) -> None:
    ulumanda = load_ulumanda()
    header = header_of(ulumanda, ulumanda.tps[0])
    for sheet in form.pages:
        assert {name for name, _ in sheet.header_fields} <= set(header)
