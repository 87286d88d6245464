from __future__ import annotations

from dataclasses import replace

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.forms.page_code import PageCode, parse

CODE = PageCode("760505-pdprdk-majene-2-r12-5d0c77e2", "7605052001", 3, 20, "5d0c77e2" * 8)

codes = st.builds(
    lambda place, recap, revision, part, page, more, draft: PageCode(
        f"{place}-{recap}-r{revision}-5d0c77e2", part, page, page + more, "5d0c77e2" * 8, draft=draft
    ),
    place=st.sampled_from(("760505", "7605")),
    recap=st.from_regex(r"[a-z]+(-[a-z0-9]+){0,3}", fullmatch=True).filter(lambda name: len(name) < 60),
    revision=st.integers(1, 9999),
    part=st.from_regex(r"[0-9]{6}([0-9]{4})?", fullmatch=True),
    page=st.integers(1, 50000),
    more=st.integers(0, 49999),
    draft=st.booleans(),
)


@given(codes)
def test_what_is_printed_is_what_is_read(code: PageCode) -> None:
    assert parse(code.text) == code


def test_the_text_tells_kecamatan_recap_revision_sheet_page_and_figures() -> None:
    assert (CODE.kecamatan, CODE.recap, CODE.revision) == ("760505", "pdprdk-majene-2", 12)
    assert CODE.text == f"760505-PDPRDK-MAJENE-2-R12-5D0C77E2 7605052001 3/20 SHA256:{CODE.sha256.upper()}"


def test_a_page_of_a_kabupaten_names_no_kecamatan() -> None:
    code = parse(replace(CODE, document="7605-ppwp-r31-5d0c77e2", part="7605").text)
    assert code is not None
    assert (code.kecamatan, code.recap, code.revision) == ("7605", "ppwp", 31)


def test_the_text_fits_the_alphabet_that_a_qr_packs_tightest() -> None:
    made = segno.make(replace(CODE, draft=True).text, error="m", micro=False, boost_error=False)
    assert made.mode == "alphanumeric"
    assert int(made.version) <= 6


def test_small_letters_of_earlier_prints_are_read() -> None:
    assert parse(f"760505-ppwp-r1-3f9a2c1b 760505 1/2 sha256:{'a' * 64}") is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://contoh.id",
        CODE.text[:-1],
        CODE.text.replace("3/20", "0/20"),
        CODE.text.replace("3/20", "21/20"),
        CODE.text.replace("760505-", "76050-"),
        CODE.text.replace("R12-", "R0-"),
        CODE.text + " X",
    ],
)
def test_any_other_qr_names_no_page(text: str) -> None:
    assert parse(text) is None
