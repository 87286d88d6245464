"""The forms of PPWP and of 2019 stay what they were before forms of other elections shared their machinery."""

from __future__ import annotations

import hashlib

import pytest

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Contestant

_LISTS = (", partai=None", ", calon=()", ", beside=()", ", names=''", ", names='name'", ", names='p'")
NEW_DEFAULTS = (*_LISTS, ", guide=False", ", border=0.0")
"""Attributes that came later; the old forms have none of them."""
TWO = (Contestant(1, "MELATI"), Contestant(3, "KENANGA"))

BEFORE = [
    ("c-hasil-ppwp-2024", None, "527751af17143d2cb0841dc502caac46"),
    ("c-hasil-ppwp-2024", TWO, "6a1eb0428bec025b6aa4fe5a63e60d8d"),
    ("c-hasil-salinan-ppwp-2024", None, "2e5140ec849a8c8baa65c8f82598d9ae"),
    ("c-hasil-salinan-ppwp-2024", TWO, "bdc7d77cbf88c0f2d8f5759f9faa715e"),
    ("c1-plano-dpr-2019", None, "67206c9a5bc99d813e6b71a732871e81"),
    ("c1-plano-dpr-2019", TWO, "90e9f8c2c922219fb691be699a1adba1"),
]


@pytest.mark.parametrize(("form_id", "contestants", "digest"), BEFORE)
def test_form_is_what_it_was_to_the_last_line(
    form_id: str, contestants: tuple[Contestant, ...] | None, digest: str
) -> None:
    text = repr(load_form(form_id, contestants))
    for added in NEW_DEFAULTS:
        text = text.replace(added, "")
    assert hashlib.sha256(text.encode()).hexdigest()[:32] == digest
