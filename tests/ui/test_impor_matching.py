"""What a few typed letters and a number mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap_desktop.jobs.regroup import Loose
from sirekap_desktop.models.records import ImageVersion, ImportOutcome, Tps
from sirekap_desktop.ui.impor.matching import TpsChoice, following, match
from sirekap_desktop.ui.impor.queue import AssignQueue, Proposal

NAMES = ("KABIRAAN", "SAMBABO", "SALUTAMBUNG", "ULUMANDA", "SULAI BARAT", "DESA 2")
CHOICES = tuple(
    TpsChoice(Tps(f"760505200{place}{number:03d}", f"760505200{place}", number), name)
    for place, name in enumerate(NAMES, start=1)
    for number in (1, 2, 3, 13)
)


def found(text: str, last: TpsChoice | None = None) -> list[str]:
    return [f"{item.desa} {item.tps.number}" for item in match(text, CHOICES, last)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sam 3", ["SAMBABO 3"]),
        ("SAM3", ["SAMBABO 3"]),
        ("sam 003", ["SAMBABO 3"]),
        ("sa 3", ["SAMBABO 3", "SALUTAMBUNG 3"]),
        ("kab tps 13", ["KABIRAAN 13"]),
        ("bar 1", ["SULAI BARAT 1"]),
        ("mand 2", ["ULUMANDA 2"]),
        ("sul bar 2", ["SULAI BARAT 2"]),
        ("sam", ["SAMBABO 1", "SAMBABO 2", "SAMBABO 3", "SAMBABO 13"]),
        ("sam 4", []),
        ("xyz 1", []),
        ("", []),
        ("7605052002003", ["SAMBABO 3"]),
    ],
)
def test_letters_mean_the_desa_and_the_number_the_tps(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_number_alone_means_the_last_desa_and_else_every_desa() -> None:
    last = match("sam 1", CHOICES)[0]
    assert found("13", last) == ["SAMBABO 13"]
    assert len(found("13")) == len(NAMES)


def test_a_desa_without_that_number_is_not_guessed() -> None:
    last = match("sam 1", CHOICES)[0]
    assert found("7", last) == []


@given(st.sampled_from(CHOICES), st.integers(3, 8))
def test_the_beginning_of_a_name_and_the_number_always_find_the_tps(choice: TpsChoice, letters: int) -> None:
    assert choice in match(f"{choice.desa[:letters]} {choice.tps.number}", CHOICES)


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    assert set(match(text, CHOICES)) <= set(CHOICES)


def test_the_tps_after_the_last_one_is_of_the_same_desa() -> None:
    first, last = match("sam 3", CHOICES)[0], match("sam 13", CHOICES)[0]
    assert following(first, CHOICES) == last
    assert following(last, CHOICES) is None
    assert following(None, CHOICES) is None


def loose(name: str, page: int | None, tps: str | None = None) -> Loose:
    image = ImageVersion(
        name, name, 0, f"/kartu/{name}.jpg", name, tps, None, None, 0, 0, None, ImportOutcome.UNASSIGNED, "", "", ""
    )
    return Loose(image, "c-hasil-ppwp-2024", page)


def test_photos_that_belong_together_get_the_same_tps_proposed() -> None:
    queue = AssignQueue()
    items = [loose("a1", 1), loose("a2", 2), loose("a3", 3), loose("b1", 1)]
    queue.update(items)
    assert queue.proposals() == ()
    assert [item.page for item in queue.mates()] == [1, 2, 3]

    queue.remember("7605052001001")
    queue.update(items[1:])
    assert queue.proposals() == (Proposal("7605052001001", "a1.jpg"),)
    queue.step(2)
    assert queue.current == items[3]
    assert queue.proposals() == ()


def test_a_code_in_the_name_is_proposed_first() -> None:
    queue = AssignQueue()
    queue.update([loose("a1", 1, tps="7605052001004")])
    assert queue.proposals() == (Proposal("7605052001004"),)


def test_the_current_photo_stays_when_others_come_and_go() -> None:
    queue = AssignQueue()
    first, second, third = loose("a", 1), loose("b", 1), loose("c", 1)
    queue.update([first, second, third])
    queue.step(1)
    queue.update([second, third, first])
    assert queue.current == second
    queue.update([third, first])
    assert queue.current == third
    queue.update([])
    assert queue.current is None
    assert queue.mates() == ()
