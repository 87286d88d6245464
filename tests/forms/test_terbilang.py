from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.terbilang import terbilang


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "NOL"),
        (10, "SEPULUH"),
        (11, "SEBELAS"),
        (17, "TUJUH BELAS"),
        (20, "DUA PULUH"),
        (100, "SERATUS"),
        (127, "SERATUS DUA PULUH TUJUH"),
        (300, "TIGA RATUS"),
        (1_011, "SERIBU SEBELAS"),
        (45_600, "EMPAT PULUH LIMA RIBU ENAM RATUS"),
    ],
)
def test_numbers_are_said_as_people_say_them(value: int, words: str) -> None:
    assert terbilang(value) == words


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_different_numbers_have_different_words(a: int, b: int) -> None:
    assert (terbilang(a) == terbilang(b)) == (a == b)


@pytest.mark.parametrize("value", [-1, 1_000_000_000])
def test_numbers_that_no_form_holds_are_refused(value: int) -> None:
    with pytest.raises(ValueError, match=str(value)):
        terbilang(value)
