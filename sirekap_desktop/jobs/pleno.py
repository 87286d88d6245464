"""The rapat pleno as window and projector show it: where the meeting stands, one TPS in it, and what is next.

Frozen views, read in one go; nothing here is shown that is still to be typed blind (design.md §6): the figures of a TPS
come only when every one of them is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sirekap_desktop.forms.elections import kabko_of
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import Field, FormDefinition
from sirekap_desktop.jobs.tps_view import TpsView, load_tps_view
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.models.pleno import facts
from sirekap_desktop.models.pleno.facts import Answered, Compared, Event, Fact, Incident, Objection
from sirekap_desktop.models.pleno.machine import Stage, TpsState, state_of
from sirekap_desktop.models.pleno.meeting import Meeting, meeting_of
from sirekap_desktop.models.pleno.store import by_tps
from sirekap_desktop.models.records import Desa, Entry, EntryHow, NewEntry, TpsProgress
from sirekap_desktop.models.roles import Act
from sirekap_desktop.models.sirekap_compare import differs
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.captions import load_captions

_CORRECTIONS = frozenset({EntryHow.CORRECTED, EntryHow.RECOUNTED})
_SETTLED = frozenset({Stage.APPROVED, Stage.POSTPONED})
SUMS = ("suara_sah", "suara_tidak_sah", "pengguna_total_j")  # shown below the contestants


@dataclass(frozen=True, slots=True)
class TpsLine:
    """One TPS in the list of the meeting."""

    desa: Desa
    progress: TpsProgress
    state: TpsState

    @property
    def code(self) -> str:
        return self.progress.tps.code

    @property
    def stage(self) -> Stage:
        return self.state.stage

    @property
    def elsewhere(self) -> bool:
        """Heard in another room, and recorded on the laptop there."""
        return self.progress.elsewhere

    @property
    def complete(self) -> bool:
        """Every figure recorded, none to be checked again: it can be read out."""
        return self.progress.fields_recorded >= self.progress.fields_total and not self.progress.rechecks


@dataclass(frozen=True, slots=True)
class Sitting:
    """The meeting of one ballot, with all its TPS in the order of reading."""

    contest: Contest
    meeting: Meeting
    lines: tuple[TpsLine, ...]
    totals: tuple[tuple[str, int], ...]
    """Contestant or row, and its sum over the TPS that are approved so far."""
    locked: frozenset[str]
    """Desa whose figures are locked, by whatever lock."""
    final: bool
    """Locked as a whole."""
    revision: int
    simulation: bool = False

    @property
    def form(self) -> FormDefinition:
        return self.contest.form

    @property
    def approved(self) -> int:
        return sum(line.stage is Stage.APPROVED for line in self.lines)

    @property
    def desa(self) -> tuple[Desa, ...]:
        """In the order of reading."""
        return tuple(dict.fromkeys(line.desa for line in self.lines))

    def of_panel(self, number: int) -> tuple[TpsLine, ...]:
        """What one panel reads; all for 0."""
        return tuple(line for line in self.lines if not number or self.meeting.panel_of(line.desa.code) == number)

    def line(self, code: str) -> TpsLine | None:
        return next((line for line in self.lines if line.code == code), None)


def load_sitting(workspace: Workspace, form_id: str, dapil: str = "") -> Sitting:
    """Read where the meeting of a ballot stands."""
    contest = workspace.contest(form_id, dapil)
    events = workspace.pleno_events(form_id)
    meeting = meeting_of(event for event in events if event.tps is None)
    states = {code: state_of(history) for code, history in by_tps(events).items()}
    names = {item.code: item for item in contest.only(workspace.desa())}
    lines = [
        TpsLine(names[item.tps.desa_code], item, states.get(item.tps.code, TpsState()))
        for item in workspace.progress(form_id, dapil)
    ]
    return Sitting(
        contest,
        meeting,
        in_order(lines, [code for code, _ in meeting.days]),
        _totals(workspace, contest),
        frozenset(code for code in names if workspace.is_locked_for(form_id, code)),
        workspace.is_final(form_id),
        workspace.revision_of(form_id),
        workspace.simulation,
    )


def in_order(lines: Iterable[TpsLine], desa: Sequence[str]) -> tuple[TpsLine, ...]:
    """In the order in which the desa are scheduled; what is not scheduled comes after, as it was."""
    place = {code: number for number, code in enumerate(desa)}
    return tuple(sorted(lines, key=lambda line: place.get(line.desa.code, len(place))))


def next_line(lines: Sequence[TpsLine], after: str = "") -> TpsLine | None:
    """The next TPS of this laptop that is neither approved nor postponed, from ``after`` on and round again."""
    codes = [line.code for line in lines]
    start = codes.index(after) + 1 if after in codes else 0
    turned = [*lines[start:], *lines[:start]]
    return next((line for line in turned if line.stage not in _SETTLED and not line.elsewhere), None)


def total_fields(form: FormDefinition, pattern: str) -> dict[str, str]:
    """What the room follows, field and words: all votes of each contestant, then the sums.

    ``pattern`` names the field that holds all votes of a contestant: ``partai_{nomor:02d}_jumlah``.
    """
    known = {field.name: field.short_label for field in form.fields}
    names = {pattern.format(nomor=one.number): f"{one.number:02d}  {one.name}" for one in form.contestants}
    names |= {name: known.get(name, "") for name in ("kolom_kosong", *SUMS)}
    return {name: words for name, words in names.items() if name in known}


def _totals(workspace: Workspace, contest: Contest) -> tuple[tuple[str, int], ...]:
    captions = load_captions(contest.form.pemilihan, kabko_of(workspace.kecamatan.code))
    wanted = total_fields(contest.form, captions.contestant_field)
    dapil = contest.dapil if contest.desa is not None else ""
    sums = workspace.approved_totals(contest.form.id, tuple(wanted), dapil)
    return tuple((words, sums[name]) for name, words in wanted.items())


# --- one TPS --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as it is read out."""

    field: Field
    entry: Entry
    sirekap: int | None = None
    """What Sirekap published, where it is known."""

    @property
    def value(self) -> int | None:
        return self.entry.value

    @property
    def corrected(self) -> bool:
        """Whether the meeting changed it."""
        return self.entry.how in _CORRECTIONS

    @property
    def sirekap_differs(self) -> bool:
        """Whether Sirekap has another figure."""
        return self.sirekap is not None and differs(self.value, self.sirekap)


@dataclass(frozen=True, slots=True)
class Objected:
    """A keberatan with its answer."""

    id: str
    fact: Objection
    answer: Answered | None


@dataclass(frozen=True, slots=True)
class TpsInMeeting:
    """One TPS as the meeting has it before it."""

    view: TpsView
    state: TpsState
    figures: tuple[Figure, ...]
    """In the order of the form; before the reading out none while one is still to be typed or checked again."""
    comparisons: tuple[Compared, ...]
    """Since it was last read out, the newest of each holder."""
    objections: tuple[Objected, ...]
    incidents: tuple[Incident, ...]
    history: tuple[Event, ...]
    refusals: Mapping[str, str]
    """Why an act may not be done now, by its kind (``read_out``, ``approved`` …, ``pembetulan``)."""

    @property
    def code(self) -> str:
        return self.view.tps.code

    @property
    def stage(self) -> Stage:
        return self.state.stage

    @property
    def open_objections(self) -> tuple[Objected, ...]:
        return tuple(one for one in self.objections if one.answer is None)

    def copies(self, field: str) -> tuple[tuple[str, int], ...]:
        """Who holds another figure of a field, and which."""
        return tuple(
            (one.holder, value) for one in self.comparisons for name, value in one.differences if name == field
        )


PEMBETULAN = "pembetulan"
_ASKED: tuple[Fact, ...] = (
    facts.ReadOut(),
    facts.Compared(),
    facts.RecountOrdered(),
    facts.Recounted(),
    facts.Incident(),
    facts.Objection(),
    facts.Approved(),
    facts.Postponed(),
    facts.Resumed(),
    facts.Reverted(),
)


def load_tps(workspace: Workspace, form_id: str, code: str) -> TpsInMeeting:
    """Read one TPS. Raises UserError ``tps.unknown``."""
    view = load_tps_view(workspace, code, form_id)
    history = workspace.tps_meeting(form_id, code)
    state = state_of(history)
    refusals = {fact.kind: workspace.may(form_id, fact, code) for fact in _ASKED}
    refusals[Answered.kind] = refusals[facts.Postponed.kind] or ("" if state.open_objections else _NO_OBJECTION)
    refusals[PEMBETULAN] = refuse_correction(state, workspace_refuses(workspace, Act.ENTRY) or locked_words(view))
    return TpsInMeeting(
        view,
        state,
        figures_of(view, was_read=state.was_read),
        comparisons_of(history),
        objections_of(history),
        tuple(event.fact for event in history if isinstance(event.fact, Incident)),
        history,
        refusals,
    )


_NO_OBJECTION = "Tidak ada keberatan yang menunggu jawaban."


def figures_of(view: TpsView, *, was_read: bool) -> tuple[Figure, ...]:
    """The recorded figures; before the reading out none at all while one is missing.

    What is typed blind must not be betrayed. What the room has heard is no secret any more.
    """
    if not (view.finished or was_read):
        return ()
    return tuple(Figure(task.field, task.entry, task.sirekap) for task in view.tasks if task.entry is not None)


def comparisons_of(history: Sequence[Event]) -> tuple[Compared, ...]:
    """What was compared since the TPS was last read out."""
    found: dict[str, Compared] = {}
    for event in history:
        if isinstance(event.fact, facts.ReadOut):
            found.clear()
        elif isinstance(event.fact, Compared):
            found[event.fact.holder] = event.fact
    return tuple(found.values())


def objections_of(history: Sequence[Event]) -> tuple[Objected, ...]:
    """Every keberatan with the answer that it got."""
    answers = {event.ref: event.fact for event in history if isinstance(event.fact, Answered)}
    return tuple(
        Objected(event.id, event.fact, answers.get(event.id)) for event in history if isinstance(event.fact, Objection)
    )


def refuse_correction(state: TpsState, otherwise: str = "") -> str:
    """Why a figure may not be corrected now; before the reading out it is simply checked again in *Periksa*."""
    if otherwise:
        return otherwise
    if state.stage is Stage.APPROVED:
        return "TPS ini sudah disahkan."
    if state.stage is not Stage.READ:
        return "Pembetulan dicatat setelah TPS dibacakan."
    return ""


def locked_words(view: TpsView) -> str:
    """Why nothing changes any more in a locked desa."""
    return "Hasil ini sudah dikunci." if view.locked else ""


def workspace_refuses(workspace: Workspace, act: Act) -> str:
    """Why whoever sits here may not do this; empty when they may."""
    try:
        workspace.require(act)
    except UserError as refused:
        return refused.message
    return ""


def correct(
    workspace: Workspace, tps: TpsInMeeting, field: str, value: int | None, *, reason: str, witness: str
) -> tuple[Entry, ...]:
    """*Pembetulan* of one figure: what stood there before, why, and who gave paraf.

    Raises:
        UserError: ``entry.reason``, ``entry.value``, ``pleno.text`` (nobody gave paraf), ``pleno.same``, and those of
            recording.
    """
    old = next(one.entry for one in tps.figures if one.field.name == field)
    if old.value == value and not old.recheck:
        raise UserError("Angka ini sama dengan yang sudah dicatat.", code="pleno.same")
    if not witness.strip():
        raise UserError("Yang memberi paraf belum diisi.", "Ketua PPK dan saksi yang hadir.", code="pleno.text")
    new = NewEntry(field, value, EntryHow.CORRECTED, before=old.value, reason=reason, witness=witness)
    return workspace.record_many(tps.code, tps.view.form.id, [new])


def record_recount(
    workspace: Workspace, tps: TpsInMeeting, counted: Mapping[str, int], *, note: str = ""
) -> tuple[Entry, ...]:
    """The figures of a *hitung suara ulang*, with its end, as one action; what was not typed is as before.

    Only what the recount changed is written: a figure that it confirmed was not changed in the meeting, and no document
    may say so.

    Raises:
        UserError: ``pleno.order`` when no recount is under way, and those of recording.
    """
    order = next((event.fact for event in reversed(tps.history) if isinstance(event.fact, facts.RecountOrdered)), None)
    if order is None:
        raise UserError("Tidak ada penghitungan ulang yang berjalan.", code="pleno.order")
    new = [
        NewEntry(
            one.field.name,
            counted[one.field.name],
            EntryHow.RECOUNTED,
            before=one.value,
            reason=order.reason,
            witness=order.witnesses,
        )
        for one in tps.figures
        if counted.get(one.field.name, one.value) != one.value
    ]
    form_id = tps.view.form.id
    with workspace.action(Act.MEETING):
        written = workspace.record_many(tps.code, form_id, new) if new else ()
        workspace.note(form_id, facts.Recounted(note=note), tps.code)
    return written


def with_entries(tps: TpsInMeeting, entries: Iterable[Entry]) -> TpsInMeeting:
    """The same TPS with figures that were just written: what the room sees before all is read again."""
    new = {entry.field: entry for entry in entries}
    figures = tuple(replace(one, entry=new.get(one.field.name, one.entry)) for one in tps.figures)
    return replace(tps, figures=figures)
