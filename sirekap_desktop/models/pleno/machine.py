"""What may happen to a TPS in the meeting, and when: a pure state machine.

Its rules, each proven for all orders of actions by a property test:

1. Nothing happens to a TPS before the meeting of its pemilihan is open, nor while it is locked.
2. It is read out only when every figure is recorded and none is to be checked again.
3. It is approved only when it was read out, every objection is answered and no recount is open.
4. What is approved changes only after the ketua has taken the approval back, and is then read out again.
5. What is postponed waits until it is resumed.
6. After the reading out a figure changes only as pembetulan or by a recount.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.pleno.facts import (
    Answered,
    Approved,
    Compared,
    Event,
    Fact,
    Incident,
    Objection,
    Postponed,
    ReadOut,
    Recounted,
    RecountOrdered,
    Resumed,
    Reverted,
)


class Stage(StrEnum):
    """How far a TPS is in the meeting; stored in ``tps_state``."""

    WAITING = ""
    READ = "read"
    RECOUNT = "recount"
    POSTPONED = "postponed"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class TpsState:
    """What the meeting knows of one TPS in one pemilihan."""

    stage: Stage = Stage.WAITING
    was_read: bool = False
    """Read out, and not reverted since."""
    objections: dict[str, bool] = field(default_factory=dict)
    """Event of each objection, and whether it is answered."""
    compared: frozenset[str] = frozenset()
    """Holders of the copies that it was compared with."""
    incidents: int = 0

    @property
    def open_objections(self) -> tuple[str, ...]:
        return tuple(name for name, answered in self.objections.items() if not answered)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the machine must know besides the history of the TPS."""

    meeting_open: bool
    locked: bool
    complete: bool
    """Every figure recorded, none to be checked again."""


def state_of(events: Iterable[Event]) -> TpsState:
    """Replay the history of one TPS in one pemilihan, oldest first."""
    state = TpsState()
    for event in events:
        state = after(state, event)
    return state


def after(state: TpsState, event: Event) -> TpsState:
    """The state once a permitted event has happened."""
    step = _AFTER.get(type(event.fact))
    return step(state, event) if step else state


def _at(stage: Stage) -> Callable[[TpsState, Event], TpsState]:
    return lambda state, _event: replace(state, stage=stage)


def _with_objection(state: TpsState, name: str, *, answered: bool) -> TpsState:
    return replace(state, objections={**state.objections, name: answered})


def _compared(state: TpsState, event: Event) -> TpsState:
    assert isinstance(event.fact, Compared)
    return replace(state, compared=state.compared | {event.fact.holder})


_AFTER: Mapping[type[Fact], Callable[[TpsState, Event], TpsState]] = {
    ReadOut: lambda state, _: replace(state, stage=Stage.READ, was_read=True, compared=frozenset()),
    Compared: _compared,
    Objection: lambda state, event: _with_objection(state, event.id, answered=False),
    Answered: lambda state, event: _with_objection(state, event.ref or "", answered=True),
    Incident: lambda state, _: replace(state, incidents=state.incidents + 1),
    RecountOrdered: _at(Stage.RECOUNT),
    Recounted: _at(Stage.READ),
    Approved: _at(Stage.APPROVED),
    Postponed: _at(Stage.POSTPONED),
    Resumed: lambda state, _: replace(state, stage=Stage.READ if state.was_read else Stage.WAITING),
    Reverted: lambda state, _: replace(state, stage=Stage.WAITING, was_read=False),
}


def refuse(state: TpsState, fact: Fact, ref: str | None, around: Circumstances) -> None:
    """Refuse what may not happen now.

    Raises:
        UserError: ``pleno.closed``, ``pleno.locked``, ``pleno.approved``, ``pleno.postponed``, ``pleno.incomplete``,
            ``pleno.unread``, ``pleno.recount``, ``pleno.objection``, ``pleno.order``.
    """
    if around.locked:
        raise _no("pleno.locked", "Hasil ini sudah dikunci.", "Ketua dapat membukanya dengan alasan.")
    if not around.meeting_open:
        raise _no("pleno.closed", "Rapat pemilihan ini belum dibuka.", "Buka rapatnya di Pleno, bagian Rapat (F2).")
    if state.stage is Stage.APPROVED and not isinstance(fact, Reverted):
        raise approved()
    if state.stage is Stage.POSTPONED and not isinstance(fact, Resumed | Incident):
        raise _no("pleno.postponed", "TPS ini ditunda.", "Lanjutkan dahulu TPS ini.")
    if rule := _RULES.get(type(fact)):
        rule(state, ref, around)


Rule = Callable[[TpsState, str | None, Circumstances], None]


def _refuse_reading(state: TpsState, _ref: str | None, around: Circumstances) -> None:
    _require_stage(state, Stage.WAITING, "TPS ini sudah dibacakan.")
    _require_complete(around, "Isian TPS ini belum lengkap.", "Periksa dahulu semua isiannya.")


def _refuse_recount(state: TpsState, _ref: str | None, _around: Circumstances) -> None:
    _require_read(state)
    _require_stage(state, Stage.READ, "Penghitungan ulang TPS ini masih berjalan.")


def _refuse_result(state: TpsState, _ref: str | None, around: Circumstances) -> None:
    _require_stage(state, Stage.RECOUNT, "Tidak ada penghitungan ulang yang berjalan.")
    _require_complete(around, "Angka hitung ulang belum lengkap.", "Ketik semua angkanya dahulu.")


def _refuse_answer(state: TpsState, ref: str | None, _around: Circumstances) -> None:
    if ref not in state.open_objections:
        raise _no("pleno.order", "Keberatan ini sudah dijawab atau tidak ada.", "")


def _refuse_approval(state: TpsState, _ref: str | None, around: Circumstances) -> None:
    _require_read(state)
    if state.stage is Stage.RECOUNT:
        raise _no("pleno.recount", "Penghitungan ulang belum selesai.", "Catat hasilnya dahulu.")
    if state.open_objections:
        raise _no("pleno.objection", "Masih ada keberatan yang belum dijawab.", "Jawab dahulu keberatan itu.")
    _require_complete(around, "Isian TPS ini belum lengkap.", "Periksa dahulu semua isiannya.")


_RULES: Mapping[type[Fact], Rule] = {
    ReadOut: _refuse_reading,
    Compared: lambda state, _ref, _around: _require_read(state),
    Objection: lambda state, _ref, _around: _require_read(state),
    RecountOrdered: _refuse_recount,
    Recounted: _refuse_result,
    Answered: _refuse_answer,
    Approved: _refuse_approval,
    Resumed: lambda state, _ref, _around: _require_stage(state, Stage.POSTPONED, "TPS ini tidak ditunda."),
    Reverted: lambda state, _ref, _around: _require_stage(state, Stage.APPROVED, "TPS ini belum disahkan."),
}


def _require_complete(around: Circumstances, message: str, hint: str) -> None:
    if not around.complete:
        raise _no("pleno.incomplete", message, hint)


def _require_read(state: TpsState) -> None:
    if not state.was_read:
        raise _no("pleno.unread", "TPS ini belum dibacakan.", "Bacakan dahulu hasilnya.")


def _require_stage(state: TpsState, stage: Stage, otherwise: str) -> None:
    if state.stage is not stage:
        raise _no("pleno.order", otherwise, "")


def refuse_entry(stage: Stage, *, corrects: bool) -> None:
    """Whether figures of a TPS may change at this stage.

    Args:
        stage: of the TPS.
        corrects: whether the change is a pembetulan, or a figure of a recount.

    Raises:
        UserError: ``pleno.approved``, ``pleno.read_out``.
    """
    if stage is Stage.APPROVED:
        raise approved()
    if stage in {Stage.READ, Stage.RECOUNT} and not corrects:
        raise _no(
            "pleno.read_out",
            "TPS ini sudah dibacakan, jadi angkanya hanya berubah sebagai pembetulan.",
            "Catat pembetulan dengan alasan dan saksinya, atau hitung suara ulang.",
        )


def approved() -> UserError:
    """What is approved stays."""
    return _no("pleno.approved", "TPS ini sudah disahkan.", "Ketua dapat membatalkan pengesahannya dengan alasan.")


def _no(code: str, message: str, hint: str) -> UserError:
    return UserError(message, hint, code=code)
