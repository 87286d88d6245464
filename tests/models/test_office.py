"""The kabupaten's key and book on its own computer."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aktivasi import PIN, quick_pins
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.office import BOOK_FILE, KEY_FILE, EnrolledKey, Office, default_folder

from .factories import TickingClock

KEY = EnrolledKey("760505", "ULUMANDA", "ab" * 32, "0011223344556677", "laptop", "w1", "2024-02-10", "")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with quick_pins(monkeypatch):
        yield


@pytest.fixture
def office(clock: TickingClock) -> Office:
    return Office.create("76.05", "  KPU   MAJENE ", PIN, clock=clock)


def _code(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.code


def test_the_key_is_there_again_with_its_pin_only(office: Office) -> None:
    again = Office.open()
    assert again is not None
    assert (again.code, again.name, again.public_key) == ("7605", "KPU MAJENE", office.public_key)
    signature = again.unlock(PIN).sign(b"x")
    Ed25519PublicKey.from_public_bytes(office.public_key).verify(signature, b"x")


def test_nothing_readable_of_the_key_lies_on_the_disk(office: Office) -> None:
    raw = office.unlock(PIN).private.private_bytes_raw()
    kept = b"".join(path.read_bytes() for path in default_folder().iterdir())
    assert raw.hex().encode() not in kept
    assert raw not in kept
    assert PIN.encode() not in kept
    if sys.platform != "win32":
        assert stat.S_IMODE((default_folder() / KEY_FILE).stat().st_mode) == 0o600


def test_wrong_pins_make_every_further_try_wait(office: Office, clock: TickingClock) -> None:
    for _ in range(3):
        with pytest.raises(UserError) as refusal:
            office.unlock("481620")
        assert _code(refusal) == "pin.wrong"
    again = Office.open(clock=clock)
    assert again is not None
    with pytest.raises(UserError) as refusal:
        again.unlock(PIN)
    assert _code(refusal) == "pin.wait"
    clock.now += timedelta(minutes=20)
    again.unlock(PIN)
    again.unlock(PIN)


def test_a_new_pin_takes_the_place_of_the_old_one(office: Office) -> None:
    office.change_pin(PIN, "481620")
    assert office.unlock("481620")
    with pytest.raises(UserError) as refusal:
        office.unlock(PIN)
    assert _code(refusal) == "pin.wrong"


@pytest.mark.parametrize(
    ("code", "name", "pin", "expected"),
    [
        ("760", "KPU", PIN, "office.code"),
        ("7605", " ", PIN, "office.name"),
        ("7605", "KPU", "123456", "pin.weak"),
    ],
)
def test_a_key_is_not_made_of_half_an_answer(code: str, name: str, pin: str, expected: str) -> None:
    with pytest.raises(UserError) as refusal:
        Office.create(code, name, pin)
    assert _code(refusal) == expected
    assert Office.open() is None


def test_a_key_that_is_there_is_never_overwritten(office: Office) -> None:
    with pytest.raises(UserError) as refusal:
        Office.create("7605", "KPU", PIN)
    assert _code(refusal) == "office.exists"
    assert office.unlock(PIN)


def test_the_book_counts_versions_per_kecamatan_and_knows_keys_once(office: Office) -> None:
    assert office.next_version("760505") == 1
    office.note_issued([("760505", 1), ("760506", 1)])
    office.note_issued([("760505", 2)])
    assert (office.next_version("760505"), office.next_version("760506")) == (3, 2)
    other = replace(KEY, public_key="cd" * 32)
    assert [one.public_key for one in office.enrol([KEY, other])] == [KEY.public_key, other.public_key]
    assert office.enrol([KEY]) == ()
    assert len(office.enrolled()) == 2
    assert all(one.enrolled_at for one in office.enrolled())
    assert office.next_version("760505") == 3


@pytest.mark.parametrize("name", [KEY_FILE, BOOK_FILE])
@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": 1}', '{"schema": 2}'])
def test_a_damaged_file_is_named_and_never_written_over(office: Office, name: str, text: str) -> None:
    path: Path = default_folder() / name
    path.write_text(text)
    with pytest.raises(UserError) as refusal:
        office.unlock(PIN) if name == KEY_FILE else office.enrol([KEY])
    assert _code(refusal) == "office.damaged"
    assert path.read_text() == text
