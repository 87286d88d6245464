"""Printed numbers are recognised whatever their type, and nothing is read from what is no number."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sirekap_desktop.ocr.partai import Witness, Witnesses
from sirekap_desktop.ocr.printed_numbers import likeness

NUMBERS = tuple(range(1, 25))


def drawn(text: str, *, weight: int = 700, blur: float = 1.0, noise: float = 3.0) -> np.ndarray:
    """A patch as it is cut around a number, in a slanted type that is not among those compared with."""
    patch = np.full((51, 78), 215, np.uint8)
    face = cv2.FontFace("italic")
    (x, _, width, height) = cv2.getTextSize((200, 80), text, (0, 0), face, 29, weight=weight)
    cv2.putText(patch, text, (39 - width // 2 - x, 26 + height // 2), (40,), face, 29, weight=weight)
    grain = np.random.default_rng(5).normal(0, noise, patch.shape)
    return np.clip(cv2.GaussianBlur(patch, (0, 0), blur) + grain, 0, 255).astype(np.uint8)


@settings(max_examples=60, deadline=None)
@given(
    number=st.sampled_from(NUMBERS),
    weight=st.sampled_from((500, 700)),
    blur=st.floats(0.5, 2.0),
    dark=st.floats(0.4, 1),
)
def test_a_number_in_another_type_is_likest_itself(number: int, weight: int, blur: float, dark: float) -> None:
    patch = drawn(str(number), weight=weight, blur=blur)
    like = likeness((patch * dark).astype(np.uint8), NUMBERS)
    assert like is not None
    assert NUMBERS[int(like.argmax())] == number
    assert like.max() > 0.75


@pytest.mark.parametrize("patch", [np.full((51, 78), 200, np.uint8), drawn("", noise=3)], ids=["blank", "grain"])
def test_blank_paper_shows_no_number(patch: np.ndarray) -> None:
    assert likeness(patch, NUMBERS) is None


def test_a_line_that_reaches_in_from_outside_is_no_part_of_the_number() -> None:
    patch = drawn("7")
    patch[:3] = 60
    patch[:, :2] = 60
    like = likeness(patch, NUMBERS)
    assert like is not None
    assert NUMBERS[int(like.argmax())] == 7


def _witness(best: int, like: float, ahead: float, candidates: tuple[int, ...] = NUMBERS) -> Witness:
    return Witness(candidates, tuple(like if one == best else like - ahead for one in candidates))


@pytest.mark.parametrize(
    ("number", "name", "partai"),
    [
        (_witness(5, 0.95, 0.08), None, 5),
        (_witness(5, 0.95, 0.04), None, None),
        (_witness(5, 0.95, 0.02), _witness(5, 0.9, 0.05), 5),
        (_witness(5, 0.95, 0.005), _witness(5, 0.9, 0.2), None),
        (_witness(5, 0.95, 0.08), _witness(4, 0.9, 0.1), None),
        (_witness(5, 0.95, 0.08), _witness(4, 0.4, 0.1), 5),
        (_witness(5, 0.6, 0.2), _witness(5, 0.9, 0.2), None),
        (_witness(5, 0.95, 0.04), _witness(5, 0.9, 0.9, (5,)), None),
        (None, _witness(5, 0.95, 0.3), None),
    ],
    ids=[
        "a plain number",
        "an unclear number",
        "an unclear number and its name",
        "a number that is a draw, whatever the name says",
        "a plain number with another's name",
        "a plain number with a name that is like none",
        "what is hardly like a number",
        "a single name, which has nothing to be ahead of",
        "a name alone",
    ],
)
def test_a_party_is_named_by_a_plain_number_or_by_two_that_agree(
    number: Witness | None, name: Witness | None, partai: int | None
) -> None:
    assert Witnesses(number, name).partai == partai
