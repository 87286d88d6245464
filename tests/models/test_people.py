"""People, their PINs and their rights."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models import pins
from sirekap_desktop.models.people import Person
from sirekap_desktop.models.pleno.facts import Approved, Opened, ReadOut, Reverted
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.models.roles import Role
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, TPS_1, TickingClock, record_all, reopen

PIN = "907351"
OTHER = "481620"


@pytest.fixture(autouse=True)
def quick_pins(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashing as slow as it must be would take minutes here; one test measures it."""
    monkeypatch.setattr(pins, "TARGET_SECONDS", 0.0)
    monkeypatch.setattr(pins, "_MEMORY_KIB", 64)
    pins._hasher.cache_clear()
    yield
    pins._hasher.cache_clear()


@pytest.fixture
def ketua(workspace: Workspace) -> Person:
    return workspace.add_person("IBU KETUA", Role.KETUA, PIN)


def _code(act: Callable[[], object]) -> str:
    try:
        act()
    except UserError as error:
        return error.code
    return ""


def test_a_workspace_without_people_leaves_everything_to_its_operator(workspace: Workspace) -> None:
    workspace.record(TPS_1, FORM, "suara_1", 1, EntryHow.TYPED)
    workspace.lock("selesai")
    workspace.unlock("keliru")
    assert workspace.people() == ()


def test_the_first_person_is_the_ketua_and_works_at_once(workspace: Workspace) -> None:
    assert _code(lambda: workspace.add_person("ANI", Role.OPERATOR, PIN)) == "person.first"
    ketua = workspace.add_person("  IBU   KETUA ", Role.KETUA, PIN)
    assert (ketua.name, workspace.person, workspace.operator) == ("IBU KETUA", ketua, "IBU KETUA")
    assert workspace.record(TPS_1, FORM, "suara_1", 1, EntryHow.TYPED).who == "IBU KETUA"


@pytest.mark.parametrize("pin", ["", "12345", "abcdef", "１２３４５６", "123456", "654321", "777777", "890123"])
def test_a_pin_that_is_guessed_at_once_is_refused(workspace: Workspace, pin: str) -> None:
    assert _code(lambda: workspace.add_person("IBU KETUA", Role.KETUA, pin)) == "pin.weak"
    assert workspace.people() == ()


def test_after_opening_nobody_writes_before_signing_in(workspace: Workspace, ketua: Person) -> None:
    with reopen(workspace) as again:
        write = lambda: again.record(TPS_1, FORM, "suara_1", 1, EntryHow.TYPED)  # noqa: E731
        assert _code(write) == "right.sign_in"
        assert _code(lambda: again.set_operator("PENYUSUP")) == "right.sign_in"
        assert again.sign_in(ketua.id, PIN) == ketua
        assert write().who == "IBU KETUA"
        again.sign_out()
        assert _code(write) == "right.sign_in"
        assert again.verify().ok


def _acts(workspace: Workspace, operator: Person) -> dict[str, Callable[[], object]]:
    return {
        "entry": lambda: workspace.record(TPS_1, FORM, "suara_1", 1, EntryHow.TYPED),
        "settings": lambda: workspace.set_setting("paper", "A4"),
        "wilayah": lambda: workspace.add_wilayah([], workspace.tps()),
        "meeting": lambda: workspace.note(FORM, Opened(place="Aula")),
        "approve": lambda: workspace.note(FORM, Approved(), TPS_1),
        "reopen": lambda: workspace.note(FORM, Reverted(reason="keliru"), TPS_1),
        "lock": lambda: workspace.lock("selesai"),
        "unlock": lambda: workspace.unlock("keliru"),
        "people": lambda: workspace.reset_pin(operator.id, OTHER),
    }


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.KETUA, {"entry", "settings", "wilayah", "meeting", "approve", "reopen", "lock", "unlock", "people"}),
        (Role.ANGGOTA, {"entry", "settings", "wilayah", "meeting", "approve"}),
        (Role.OPERATOR, {"entry", "settings", "wilayah", "meeting"}),
        (Role.SAKSI, set()),
        (Role.PANWASLU, set()),
    ],
)
def test_each_role_does_what_it_may_and_nothing_else(
    workspace: Workspace, ketua: Person, role: Role, allowed: set[str]
) -> None:
    operator = workspace.add_person("ANI", Role.OPERATOR, OTHER)
    person = ketua if role is Role.KETUA else workspace.add_person("BUDI", role, OTHER)
    workspace.sign_in(person.id, PIN if role is Role.KETUA else OTHER)
    refused = {name for name, act in _acts(workspace, operator).items() if _code(act) == "right.missing"}
    assert refused == _acts(workspace, operator).keys() - allowed


def test_wrong_pins_make_everybody_wait_longer_also_after_a_restart(workspace: Workspace, ketua: Person) -> None:
    for _ in range(3):
        assert _code(lambda: workspace.sign_in(ketua.id, OTHER)) == "pin.wrong"
    assert _code(lambda: workspace.sign_in(ketua.id, PIN)) == "pin.wait"
    later = TickingClock(datetime(2024, 2, 18, 9, 0, tzinfo=UTC))
    with reopen(workspace, clock=later) as again:
        assert _code(lambda: again.sign_in(ketua.id, OTHER)) == "pin.wrong"
        assert _code(lambda: again.sign_in(ketua.id, PIN)) == "pin.wait"
        later.now += timedelta(minutes=1)
        assert again.sign_in(ketua.id, PIN) == ketua
        assert again.verify().ok


def test_the_pause_grows_to_a_quarter_of_an_hour() -> None:
    assert [pins.pause(n).total_seconds() for n in (0, 2, 3, 4, 5, 50)] == [0, 0, 5, 10, 20, 900]


def test_the_ketua_gives_a_new_pin_to_others_and_everybody_changes_their_own(
    workspace: Workspace, ketua: Person
) -> None:
    ani = workspace.add_person("ANI", Role.OPERATOR, OTHER)
    workspace.reset_pin(ani.id, "730194")
    assert _code(lambda: workspace.sign_in(ani.id, OTHER)) == "pin.wrong"
    workspace.sign_in(ani.id, "730194")
    assert _code(lambda: workspace.change_pin(OTHER, "582047")) == "pin.wrong"
    workspace.change_pin("730194", "582047")
    workspace.sign_in(ani.id, "582047")
    workspace.sign_in(ketua.id, PIN)


def test_who_is_taken_off_the_list_does_not_sign_in_and_what_they_did_stays(
    workspace: Workspace, ketua: Person
) -> None:
    ani = workspace.add_person("ANI", Role.OPERATOR, OTHER)
    workspace.set_person_active(ani.id, active=False)
    assert _code(lambda: workspace.sign_in(ani.id, OTHER)) == "person.unknown"
    assert _code(lambda: workspace.set_person_active(ketua.id, active=False)) == "person.last_ketua"


def test_no_pin_stands_anywhere_in_the_workspace(workspace: Workspace, ketua: Person) -> None:
    assert _code(lambda: workspace.sign_in(ketua.id, OTHER)) == "pin.wrong"
    record_all(workspace, TPS_1)
    audit = workspace.audit_export().decode()
    assert PIN not in audit
    assert OTHER not in audit
    assert "argon2" not in audit
    workspace.close()
    for path in (item for item in workspace.folder.rglob("*") if item.is_file()):
        assert PIN.encode() not in path.read_bytes(), path


def test_a_guess_takes_a_quarter_of_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "TARGET_SECONDS", 0.25)
    monkeypatch.setattr(pins, "_MEMORY_KIB", 65_536)
    pins._hasher.cache_clear()
    stored = pins.hashed(PIN)
    started = time.perf_counter()
    assert not pins.matches(stored, OTHER)
    assert time.perf_counter() - started > 0.1  # the machine may be twice as fast for a moment, never ten times


def test_reading_out_is_minuted_by_an_operator(workspace: Workspace, ketua: Person) -> None:
    ani = workspace.add_person("ANI", Role.OPERATOR, OTHER)
    workspace.note(FORM, Opened(place="Aula"))
    record_all(workspace, TPS_1)
    workspace.sign_in(ani.id, OTHER)
    assert workspace.note(FORM, ReadOut(), TPS_1).who == "ANI"
