"""The meeting: place, days, panels, attendance; then every TPS read out, compared, put right, approved or postponed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.pleno.facts import Delay, Fact
from sirekap_desktop.models.pleno.machine import Stage
from sirekap_desktop.models.pleno.meeting import Meeting, meeting_of
from sirekap_desktop.models.records import EntryHow
from sirekap_desktop.ui.pleno.jadwal import day_shown
from tools.rapat import story
from tools.rapat.desk import CONTROL, Desk, RehearsalError
from tools.rapat.preparing import place
from tools.rapat.rehearsal import Rehearsal, Step
from tools.rapat.story import FORM

Done = Callable[[Rehearsal, Desk], bool]
Act = Callable[[Rehearsal, Desk], None]
_SEAT_ACTS = {1: story.KETUA, 2: story.ANGGOTA}
"""Who leads each panel."""


def meeting_now(desk: Desk) -> Meeting:
    """What is true of the meeting."""
    return meeting_of(desk.workspace.meeting(FORM))


def opening_steps(seat: str) -> Iterator[Step]:
    """Days, panels, place, and everybody who comes."""
    yield Step("Jadwal dan panel", seat, story.OPERATOR, _schedule, lambda _r, desk: len(meeting_now(desk).panels) == 2)
    yield Step("Rapat dibuka", seat, story.OPERATOR, _open, lambda _r, desk: meeting_now(desk).open)
    for guest in story.GUESTS:
        yield Step(f"{guest.name} hadir", seat, story.OPERATOR, _attends(guest), _is_there(guest))


def plan_step(seat: str) -> Step:
    """Place and agenda, for the invitation of the day before."""

    def act(_rehearsal: Rehearsal, desk: Desk) -> None:
        card = _rapat(desk).meeting
        desk.type(story.PLACE, card.place)
        desk.type(story.AGENDA, card.agenda)
        desk.click(card.plan_button)

    return Step("Tempat rapat untuk undangan", seat, story.OPERATOR, act, lambda _r, d: bool(meeting_now(d).place))


def _rapat(desk: Desk) -> Any:  # noqa: ANN401
    page = desk.go("pleno")
    desk.press(Qt.Key.Key_F2)
    return page.rapat


def _schedule(_rehearsal: Rehearsal, desk: Desk) -> None:
    card = _rapat(desk).schedule
    for desa in story.DESA:
        desk.type(day_shown(desa.day), card.days[desa.code])
        desk.pick(card.panels[desa.code], desa.panel)
    for number, leader in story.LEADERS.items():
        desk.type(leader, card.leaders[number - 1])
    desk.click(card.save)


def _open(_rehearsal: Rehearsal, desk: Desk) -> None:
    desk.click(_rapat(desk).meeting.open_button)


def _attends(guest: story.Guest) -> Act:
    def act(_rehearsal: Rehearsal, desk: Desk) -> None:
        card = _rapat(desk).attendance
        desk.click(card.add)
        given = {"capacity": str(guest.capacity), "contestant": guest.contestant, "name": guest.name}
        desk.fill(card.form, **given, office=guest.office, mandate=guest.mandate)

    return act


def _is_there(guest: story.Guest) -> Done:
    def done(_rehearsal: Rehearsal, desk: Desk) -> bool:
        seats = {one.fact.name: one.fact for one in meeting_now(desk).seats}
        return guest.name in seats and seats[guest.name].present is not guest.outside

    return done


# --- one TPS --------------------------------------------------------------------------------------------------------


def tps_steps(seat: str, panel: int) -> Iterator[Step]:
    """TPS by TPS of one panel, in order."""
    for desa, code in story.TPS:
        if desa.panel == panel:
            yield from (_postponed(seat, code) if code == story.POSTPONED else _held(seat, code, panel))


def _held(seat: str, code: str, panel: int) -> Iterator[Step]:
    yield read_out(seat, code, _SEAT_ACTS[panel])
    yield from _SPECIAL.get(code, _compared)(seat, code)
    yield approve(seat, code, _SEAT_ACTS[panel])


def read_out(seat: str, code: str, who: story.Person) -> Step:
    """Row by row on the projector; Enter on the last row says that it was read out."""
    return Step(f"{place(code)} dibacakan", seat, who, _read(code), _noted(code, facts.ReadOut))


def approve(seat: str, code: str, who: story.Person) -> Step:
    """Sahkan."""
    return Step(f"{place(code)} disahkan", seat, who, _acts(code, Qt.Key.Key_S), _stands_at(code, Stage.APPROVED))


def resume_steps(seat: str) -> Iterator[Step]:
    """What was postponed goes on; its figures are typed by then."""
    code = story.POSTPONED
    act = _acts(code, Qt.Key.Key_L, note=story.DELAY_NOTE)
    yield Step(f"{place(code)} dilanjutkan", seat, story.KETUA, act, _noted(code, facts.Resumed))


def _stage(desk: Desk, code: str) -> Stage:
    return desk.workspace.tps_state(FORM, code).stage


def _stands_at(code: str, stage: Stage) -> Done:
    return lambda _r, desk: _stage(desk, code) is stage


def _noted(code: str, kind: type[Fact], **wanted: object) -> Done:
    """Whether such a fact is in the history of the TPS."""

    def done(_rehearsal: Rehearsal, desk: Desk) -> bool:
        history = (event.fact for event in desk.workspace.tps_meeting(FORM, code))
        return any(isinstance(one, kind) and all(getattr(one, n) == v for n, v in wanted.items()) for one in history)

    return done


def before_the_meeting(desk: Desk, code: str) -> Any:  # noqa: ANN401
    """Put a TPS before the meeting, as Enter in the list does, with the room's screen open."""
    page = desk.go("pleno")
    desk.press(Qt.Key.Key_F3)
    if page.projector is None:
        page.toggle_projector()
        desk.front()
    sidang = page.sidang
    row = next(number for number, line in enumerate(sidang.list.lines) if line.code == code)
    sidang.list.setCurrentIndex(sidang.list.model().index(row, 0))
    QTest.keyClick(sidang.list, Qt.Key.Key_Return)
    desk.settle()
    if sidang.tps.code != code:
        raise RehearsalError(f"{code} is not before the meeting")
    return page


def _read(code: str) -> Act:
    def act(_rehearsal: Rehearsal, desk: Desk) -> None:
        page = before_the_meeting(desk, code)
        table = page.sidang.table
        table.go_to(0)
        for figure in page.sidang.tps.figures:
            if page.projector.slide.figure != figure:
                raise RehearsalError(f"the room does not see {figure.field.name}")
            QTest.keyClick(table, Qt.Key.Key_Return)
        desk.settle()

    return act


def _acts(code: str, key: Qt.Key, **values: object) -> Act:
    """A key, and the answers to its form."""

    def act(_rehearsal: Rehearsal, desk: Desk) -> None:
        sidang = before_the_meeting(desk, code).sidang
        QTest.keyClick(sidang.table, key)
        desk.idle()
        if not sidang.asking:
            raise RehearsalError(f"{code}: {desk.window.message_bar.text}")
        desk.fill(sidang.form, **values)

    return act


def _typed_in_rows(code: str, key: Qt.Key, figures: Mapping[str, int], **values: object) -> Act:
    """A key, then figures on their rows; Ctrl Enter."""

    def act(_rehearsal: Rehearsal, desk: Desk) -> None:
        sidang = before_the_meeting(desk, code).sidang
        QTest.keyClick(sidang.table, key)
        desk.idle()
        for name, value in values.items():
            desk.pick(sidang.form.controls[name], value) if name == "holder" else desk.type(
                str(value), sidang.form.controls[name]
            )
        for name, value in figures.items():
            sidang.table.go_to(_row(sidang, name))
            QTest.keyClicks(sidang.table, str(value))
        QTest.keyClick(sidang.table, Qt.Key.Key_Return, CONTROL)
        desk.settle()

    return act


def _row(sidang: Any, field: str) -> int:  # noqa: ANN401
    return [one.field.name for one in sidang.tps.figures].index(field)


# --- what happens to some of them -------------------------------------------------------------------------------------


def _compared(seat: str, code: str) -> Iterator[Step]:
    yield compare(seat, code, "panwaslu", {})


def compare(seat: str, code: str, holder: str, differs: Mapping[str, int]) -> Step:
    """With the copy that somebody holds; only what differs is typed."""
    act = _typed_in_rows(code, Qt.Key.Key_B, differs, holder=holder)
    return Step(
        f"{place(code)} dibandingkan dengan {holder}", seat, story.OPERATOR, act,
        _noted(code, facts.Compared, holder=holder, differences=tuple(differs.items())),
    )  # fmt: skip


def _corrected(seat: str, code: str) -> Iterator[Step]:
    yield compare(seat, code, "saksi 02", {"suara_2": story.right(code)["suara_2"]})
    yield _correct(seat, code, "suara_2", story.PEMBETULAN)


def _correct(seat: str, code: str, field: str, why: tuple[str, str]) -> Step:
    reason, witness = why

    def act(_rehearsal: Rehearsal, desk: Desk) -> None:
        sidang = before_the_meeting(desk, code).sidang
        sidang.table.go_to(_row(sidang, field))
        QTest.keyClick(sidang.table, Qt.Key.Key_P)
        desk.fill(sidang.form, value=story.right(code)[field], reason=reason, witness=witness)

    def done(_rehearsal: Rehearsal, desk: Desk) -> bool:
        entry = desk.workspace.entries(code, FORM)[field]
        return (entry.how, entry.value) == (EntryHow.CORRECTED, story.right(code)[field])

    return Step(f"{place(code)} pembetulan", seat, story.OPERATOR, act, done)


def _recounted(seat: str, code: str) -> Iterator[Step]:
    reason, witnesses = story.RECOUNT
    yield compare(seat, code, "saksi 03", story.put_right(code))
    order = _acts(code, Qt.Key.Key_U, reason=reason, witnesses=witnesses)
    yield Step(f"{place(code)} hitung ulang dimulai", seat, story.KETUA, order, _noted(code, facts.RecountOrdered))
    result = _typed_in_rows(code, Qt.Key.Key_H, story.put_right(code), note=story.RECOUNT_NOTE)
    yield Step(f"{place(code)} hasil hitung ulang", seat, story.OPERATOR, result, _noted(code, facts.Recounted))


def _objected(seat: str, code: str, contestant: int, said: tuple[str, str], *, accepted: bool) -> Iterator[Step]:
    text, answer = said
    name = next(one.name for one in story.GUESTS if one.contestant == contestant and not one.outside)
    objects = _acts(code, Qt.Key.Key_O, who=f"{contestant}|{name}", text=text)
    yield Step(f"{place(code)} keberatan", seat, story.OPERATOR, objects, _noted(code, facts.Objection, text=text))
    answers = _acts(code, Qt.Key.Key_J, accepted=int(accepted), text=answer)
    yield Step(f"{place(code)} jawaban", seat, story.KETUA, answers, _noted(code, facts.Answered, text=answer))


def _settled(seat: str, code: str) -> Iterator[Step]:
    yield from _compared(seat, code)
    yield from _objected(seat, code, 2, story.OBJECTION_SETTLED, accepted=True)


def _carried(seat: str, code: str) -> Iterator[Step]:
    yield _incident(seat, code, story.KEJADIAN)
    yield from _objected(seat, code, 3, story.OBJECTION_CARRIED, accepted=False)
    yield from _compared(seat, code)


def _incident(seat: str, code: str, what: tuple[str, str]) -> Step:
    act = _acts(code, Qt.Key.Key_K, text=what[0], settled=what[1])
    return Step(f"{place(code)} kejadian khusus", seat, story.OPERATOR, act, _noted(code, facts.Incident, text=what[0]))


def _rained_on(seat: str, code: str) -> Iterator[Step]:
    yield _incident(seat, code, story.KEJADIAN_2)
    yield from _compared(seat, code)


def _miscounted(seat: str, code: str) -> Iterator[Step]:
    yield from _compared(seat, code)
    yield _correct(seat, code, "suara_tidak_sah", story.PEMBETULAN_2)


def _postponed(seat: str, code: str) -> Iterator[Step]:
    act = _acts(code, Qt.Key.Key_T, delay=str(Delay.PSU), reason=story.DELAY)
    yield Step(f"{place(code)} ditunda", seat, story.KETUA, act, _noted(code, facts.Postponed))


_SPECIAL: Mapping[str, Callable[[str, str], Iterator[Step]]] = {
    story.MISWRITTEN: _corrected,
    story.RECOUNTED: _recounted,
    story.SETTLED: _settled,
    story.CARRIED: _carried,
    story.INCIDENT: _rained_on,
    story.MISCOUNTED: _miscounted,
}
