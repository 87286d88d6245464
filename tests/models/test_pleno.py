"""The rapat pleno: no order of actions reaches what its rules forbid."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.rules import check_rules
from sirekap_desktop.models import pins
from sirekap_desktop.models.people import Person
from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.pleno.facts import (
    Answered,
    Approved,
    Attended,
    Capacity,
    Closed,
    Compared,
    Incident,
    Objection,
    Opened,
    Postponed,
    ReadOut,
    Recounted,
    RecountOrdered,
    Resumed,
    Reverted,
    Signed,
    decode,
    encode,
)
from sirekap_desktop.models.pleno.machine import Stage
from sirekap_desktop.models.records import EntryHow, ImportOutcome, Status
from sirekap_desktop.models.roles import RIGHTS, Act, Role
from sirekap_desktop.models.workspace import Workspace

from .factories import FORM, SAMBABO, TPS_1, TPS_2, add_photo, make_workspace, record_all, reopen


def _code(act: Callable[[], object]) -> str:
    try:
        act()
    except UserError as error:
        return error.code
    return ""


@pytest.fixture
def meeting(workspace: Workspace) -> Workspace:
    workspace.note(FORM, Opened(place="Aula kecamatan"))
    record_all(workspace, TPS_1)
    return workspace


def _stage(workspace: Workspace) -> Stage:
    return workspace.tps_progress(TPS_1, FORM).stage


def test_a_tps_goes_from_reading_out_to_approval(meeting: Workspace) -> None:
    meeting.note(FORM, ReadOut(), TPS_1)
    meeting.note(FORM, Compared(holder="panwaslu", differences=(("suara_1", 61),)), TPS_1)
    assert _stage(meeting) is Stage.READ
    meeting.note(FORM, Approved(), TPS_1)
    assert meeting.status(TPS_1, FORM) is Status.DISAHKAN
    assert meeting.tps_state(FORM, TPS_1).compared == {"panwaslu"}
    with reopen(meeting) as again:
        assert again.status(TPS_1, FORM) is Status.DISAHKAN
        assert again.verify().ok


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (Approved(), "pleno.unread"),
        (Compared(holder="panwaslu"), "pleno.unread"),
        (Objection(name="SAKSI", text="beda"), "pleno.unread"),
        (RecountOrdered(reason="beda"), "pleno.unread"),
        (Recounted(), "pleno.order"),
        (Resumed(), "pleno.order"),
        (Reverted(reason="keliru"), "pleno.order"),
        (Answered(text="diterima"), "pleno.order"),
        (Postponed(), "pleno.text"),
        (Incident(), "pleno.text"),
    ],
)
def test_what_comes_before_its_time_is_refused(meeting: Workspace, fact: facts.Fact, code: str) -> None:
    assert _code(lambda: meeting.note(FORM, fact, TPS_1)) == code
    assert meeting.tps_meeting(FORM, TPS_1) == ()


def test_nothing_is_read_out_before_the_meeting_is_open_or_after_it_closed(workspace: Workspace) -> None:
    record_all(workspace, TPS_1)
    assert _code(lambda: workspace.note(FORM, ReadOut(), TPS_1)) == "pleno.closed"
    workspace.note(FORM, Opened(place="Aula"))
    workspace.note(FORM, Closed())
    assert _code(lambda: workspace.note(FORM, ReadOut(), TPS_1)) == "pleno.closed"
    workspace.note(FORM, Opened(place="Aula"))
    workspace.note(FORM, ReadOut(), TPS_1)


def test_an_incomplete_tps_is_not_read_out(meeting: Workspace) -> None:
    assert _code(lambda: meeting.note(FORM, ReadOut(), TPS_2)) == "pleno.incomplete"
    add_photo(meeting, replace=True)
    meeting.note(FORM, ReadOut(), TPS_1)


def test_an_objection_is_answered_before_approval(meeting: Workspace) -> None:
    meeting.note(FORM, ReadOut(), TPS_1)
    objection = meeting.note(FORM, Objection(name="SAKSI 02", contestant=2, text="turus kurang"), TPS_1)
    assert _code(lambda: meeting.note(FORM, Approved(), TPS_1)) == "pleno.objection"
    assert "keberatan" in meeting.may(FORM, Approved(), TPS_1)
    assert _code(lambda: meeting.note(FORM, Answered(text="x"), TPS_1, ref="lain")) == "pleno.order"
    meeting.note(FORM, Answered(accepted=False, text="dibawa ke kabupaten"), TPS_1, ref=objection.id)
    assert _code(lambda: meeting.note(FORM, Answered(text="lagi"), TPS_1, ref=objection.id)) == "pleno.order"
    assert meeting.may(FORM, Approved(), TPS_1) == ""
    meeting.note(FORM, Approved(), TPS_1)


def test_after_the_reading_out_only_a_pembetulan_changes_a_figure(meeting: Workspace) -> None:
    meeting.note(FORM, ReadOut(), TPS_1)
    typed = lambda: meeting.record(TPS_1, FORM, "suara_1", 5, EntryHow.TYPED)  # noqa: E731
    assert _code(typed) == "pleno.read_out"
    assert _code(lambda: meeting.withdraw(TPS_1, FORM, "suara_1")) == "pleno.read_out"
    meeting.record(TPS_1, FORM, "suara_1", 5, EntryHow.CORRECTED, before=60, reason="salah tulis", witness="saksi 02")
    meeting.withdraw(TPS_1, FORM, "suara_1")
    add_photo(meeting, content=b"formulir yang dibetulkan", replace=True)


def test_a_recount_brings_new_figures_and_keeps_the_old_ones(meeting: Workspace) -> None:
    meeting.note(FORM, ReadOut(), TPS_1)
    meeting.note(FORM, RecountOrdered(reason="salinan berbeda"), TPS_1)
    assert _code(lambda: meeting.note(FORM, Approved(), TPS_1)) == "pleno.recount"
    assert _code(lambda: meeting.note(FORM, RecountOrdered(reason="lagi"), TPS_1)) == "pleno.order"
    meeting.record(TPS_1, FORM, "suara_1", 62, EntryHow.RECOUNTED, before=60, reason="hitung ulang")
    meeting.note(FORM, Recounted(), TPS_1)
    meeting.note(FORM, Approved(), TPS_1)
    assert [entry.value for entry in meeting.history(TPS_1, FORM, "suara_1")] == [60, 62]


def test_what_is_approved_changes_only_after_it_was_taken_back(meeting: Workspace) -> None:
    photo = add_photo(meeting)
    meeting.note(FORM, ReadOut(), TPS_1)
    meeting.note(FORM, Approved(), TPS_1)
    correct = lambda: meeting.record(  # noqa: E731
        TPS_1, FORM, "suara_1", 5, EntryHow.CORRECTED, before=60, reason="x"
    )
    assert _code(correct) == "pleno.approved"
    assert _code(lambda: meeting.withdraw(TPS_1, FORM, "suara_1")) == "pleno.approved"
    assert _code(lambda: add_photo(meeting, content=b"lain", replace=True)) == "pleno.approved"
    assert _code(lambda: meeting.set_aside(photo.id, ImportOutcome.UNASSIGNED, "x")) == "pleno.approved"
    assert _code(lambda: meeting.move(photo.id, TPS_2)) == "pleno.approved"
    assert _code(lambda: meeting.note(FORM, Incident(text="x"), TPS_1)) == "pleno.approved"
    meeting.note(FORM, Reverted(reason="salah baca"), TPS_1)
    assert _code(lambda: meeting.note(FORM, Approved(), TPS_1)) == "pleno.unread"
    meeting.record(TPS_1, FORM, "suara_1", 5, EntryHow.TYPED)


def test_what_is_approved_can_still_be_explained_until_the_lock(workspace: Workspace) -> None:
    workspace.note(FORM, Opened(place="Aula kecamatan"))
    record_all(workspace, TPS_1, {"suara_1": 61})
    workspace.note(FORM, ReadOut(), TPS_1)
    workspace.note(FORM, Approved(), TPS_1)
    broken = [one for one in check_rules(workspace.form(FORM), workspace.values(TPS_1, FORM)) if one.ok is False]
    workspace.give_reason(TPS_1, FORM, broken[0], "begitu di kertas")
    assert workspace.reasons(TPS_1, FORM)[0].reason == "begitu di kertas"
    assert workspace.status(TPS_1, FORM) is Status.DISAHKAN
    workspace.lock("rapat selesai")
    assert _code(lambda: workspace.give_reason(TPS_1, FORM, broken[-1], "kata orang")) == "entry.locked"


def test_a_postponed_tps_waits_until_it_is_resumed(meeting: Workspace) -> None:
    meeting.note(FORM, Postponed(delay=facts.Delay.PSU, reason="PSU 24 Februari"), TPS_2)
    assert _code(lambda: meeting.note(FORM, ReadOut(), TPS_2)) == "pleno.postponed"
    meeting.note(FORM, Resumed(), TPS_2)
    assert _code(lambda: meeting.note(FORM, ReadOut(), TPS_2)) == "pleno.incomplete"
    assert meeting.verify().ok


def test_facts_of_the_meeting_and_of_a_tps_keep_to_their_places(meeting: Workspace) -> None:
    assert _code(lambda: meeting.note(FORM, Attended(name="ANI"), TPS_1)) == "pleno.place"
    assert _code(lambda: meeting.note(FORM, ReadOut())) == "pleno.place"
    assert _code(lambda: meeting.note(FORM, Signed(name="ANI", refuses=True))) == "pleno.text"
    meeting.note(FORM, Attended(name="ANI", capacity=Capacity.SAKSI, contestant=2, mandate="12/2024"))
    assert [type(event.fact) for event in meeting.meeting(FORM)] == [Opened, Attended]


# --- locks by scope -------------------------------------------------------------------------------------------------


def test_a_locked_desa_leaves_the_other_elections_open(meeting: Workspace) -> None:
    other = "c-hasil-dpd-2024"
    meeting.set_elections((FORM, other))
    meeting.lock("disahkan", FORM, SAMBABO)
    assert meeting.status(TPS_1, FORM) is Status.TERKUNCI
    assert _code(lambda: meeting.record(TPS_1, FORM, "suara_1", 5, EntryHow.TYPED)) == "entry.locked"
    assert _code(lambda: meeting.note(FORM, ReadOut(), TPS_1)) == "pleno.locked"
    meeting.record(TPS_1, other, "pemilih_dpt_l", 5, EntryHow.TYPED)
    assert not meeting.is_final(FORM)
    assert _code(lambda: meeting.lock("lagi", FORM, SAMBABO)) == "lock.already"
    meeting.lock("final", FORM)
    assert (meeting.is_final(FORM), meeting.is_final(other)) == (True, False)
    assert (meeting.recap(FORM).locked, meeting.recap(FORM).revision) == (True, 1)
    meeting.unlock("keliru", FORM)
    assert (meeting.recap(FORM).locked, meeting.recap(FORM).revision) == (False, 2)
    assert meeting.recap(other).revision == 1
    assert meeting.is_locked_for(FORM, SAMBABO)


# --- every order of actions -----------------------------------------------------------------------------------------

_FACTS = st.sampled_from(
    [
        ReadOut(), Approved(), Compared(holder="panwaslu"), Objection(name="S", text="t"), Incident(text="t"),
        RecountOrdered(reason="r"), Recounted(), Postponed(reason="r"), Resumed(), Reverted(reason="r"),
    ]
)  # fmt: skip


@contextlib.contextmanager
def quick_pins() -> Iterator[None]:
    """How slow hashing must be is tested with the PINs themselves."""
    with mock.patch.object(pins, "TARGET_SECONDS", 0.0), mock.patch.object(pins, "_MEMORY_KIB", 64):
        pins._hasher.cache_clear()
        yield
    pins._hasher.cache_clear()


class AnyOrder(RuleBasedStateMachine):
    """Whatever is tried, in whatever order, by whom ever: what the rules forbid is never reached."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = contextlib.ExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.workspace = self.stack.enter_context(make_workspace(Path(folder), tps_count=1))
        self.approved_values: dict[str, int | None] | None = None
        self.locked_state: tuple[object, ...] | None = None
        self.reopened = 0
        self.people: dict[Role, Person] = {}

    def teardown(self) -> None:
        self.stack.close()

    def _try(self, act: Callable[[], object], needs: Act) -> bool:
        """Whether it was done; what a role may not do is never done."""
        try:
            act()
        except UserError:
            return False
        seat = self.workspace.person
        assert not self.people or (seat is not None and needs in RIGHTS[seat.role])
        return True

    @rule(role=st.sampled_from(list(Role)))
    def sit(self, role: Role) -> None:
        """Somebody of another role takes the seat; the first who has a PIN is the ketua."""
        with quick_pins():
            for one in (Role.KETUA, role):
                if one not in self.people:
                    self.workspace._take_seat(self.people.get(Role.KETUA))
                    self.people[one] = self.workspace.add_person(f"SI {one}", one, "481926")
        self.workspace._take_seat(self.people[role])

    @rule()
    def stand_up(self) -> None:
        self.workspace.sign_out()

    @rule()
    def open_meeting(self) -> None:
        self._try(lambda: self.workspace.note(FORM, Opened(place="Aula")), Act.MEETING)

    @rule()
    def close_meeting(self) -> None:
        self._try(lambda: self.workspace.note(FORM, Closed()), Act.APPROVE)

    @rule()
    def fill(self) -> None:
        self._try(lambda: record_all(self.workspace, TPS_1), Act.ENTRY)

    @rule(value=st.integers(0, 9), how=st.sampled_from([EntryHow.TYPED, EntryHow.CORRECTED, EntryHow.RECOUNTED]))
    def change(self, value: int, how: EntryHow) -> None:
        self._try(lambda: self.workspace.record(TPS_1, FORM, "suara_1", value, how, reason="r"), Act.ENTRY)

    @rule()
    def undo(self) -> None:
        self._try(lambda: self.workspace.withdraw(TPS_1, FORM, "suara_1"), Act.ENTRY)

    @rule(fact=_FACTS)
    def note(self, fact: facts.Fact) -> None:
        decides = (Approved, Postponed, Resumed, RecountOrdered)
        needs = Act.REOPEN if isinstance(fact, Reverted) else Act.APPROVE if isinstance(fact, decides) else Act.MEETING
        self._try(lambda: self.workspace.note(FORM, fact, TPS_1), needs)

    @rule()
    def answer(self) -> None:
        waiting = self.workspace.tps_state(FORM, TPS_1).open_objections
        ref = waiting[0] if waiting else "x"
        self._try(lambda: self.workspace.note(FORM, Answered(text="a"), TPS_1, ref=ref), Act.APPROVE)

    @rule(desa=st.sampled_from(["", SAMBABO]))
    def lock(self, desa: str) -> None:
        self._try(lambda: self.workspace.lock("r", FORM, desa), Act.LOCK)

    @rule(desa=st.sampled_from(["", SAMBABO]))
    def unlock(self, desa: str) -> None:
        self.reopened += self._try(lambda: self.workspace.unlock("r", FORM, desa), Act.REOPEN)

    @invariant()
    def what_is_locked_stays_as_it_is(self) -> None:
        now = self.workspace.values(TPS_1, FORM), self.workspace.tps_state(FORM, TPS_1)
        locked = self.workspace.is_locked_for(FORM, TPS_1)
        assert self.locked_state is None or not locked or now == self.locked_state
        self.locked_state = now if locked else None

    @invariant()
    def every_reopening_begins_a_revision(self) -> None:
        assert self.workspace.revision_of(FORM) == 1 + self.reopened

    @invariant()
    def what_is_approved_is_complete_answered_and_keeps_its_figures(self) -> None:
        progress, state = self.workspace.tps_progress(TPS_1, FORM), self.workspace.tps_state(FORM, TPS_1)
        values = self.workspace.values(TPS_1, FORM)
        assert progress.stage is state.stage
        if state.stage is not Stage.APPROVED:
            self.approved_values = None
            return
        assert progress.fields_recorded == progress.fields_total
        assert state.open_objections == ()
        assert state.was_read
        self.approved_values = values if self.approved_values is None else self.approved_values
        assert values == self.approved_values


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("kind", sorted(facts.KINDS))
def test_a_fact_is_read_back_as_it_was_written(kind: str) -> None:
    plain = facts.KINDS[kind]()
    assert decode(kind, encode(plain)) == plain
    rich = Compared(holder="saksi 02", differences=(("suara_1", 7), ("suara_2", 0)))
    assert decode("compared", encode(rich)) == rich
