"""The part of the workspace that knows people, the rapat pleno, and locks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peewee import fn

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.models import beside, locks, panels, people, pins, progress, schema, seals, state
from sirekap_desktop.models.database import Session, Transaction
from sirekap_desktop.models.people import Person
from sirekap_desktop.models.pleno import facts, machine, query, store
from sirekap_desktop.models.pleno.facts import Event, Fact
from sirekap_desktop.models.pleno.machine import Circumstances, TpsState
from sirekap_desktop.models.pleno.snapshot import PlenoSnapshot
from sirekap_desktop.models.pleno.store import Approvals
from sirekap_desktop.models.records import LockEvent
from sirekap_desktop.models.roles import Act, Role
from sirekap_desktop.models.workspace_photos import PhotoPart

_ACTS: Mapping[type[Fact], Act] = {
    facts.Approved: Act.APPROVE,
    facts.Postponed: Act.APPROVE,
    facts.Resumed: Act.APPROVE,
    facts.Answered: Act.APPROVE,
    facts.RecountOrdered: Act.APPROVE,
    facts.Closed: Act.APPROVE,
    facts.Reverted: Act.REOPEN,
}
"""What more than taking minutes needs."""


class PlenoPart(PhotoPart):
    """People, meeting, locks."""

    # people

    def people(self) -> tuple[Person, ...]:
        """Everybody who may sign in, by role and name; none: the workspace leaves all to its operator."""
        with self.read() as session:
            return people.everyone(session)

    def add_person(self, name: str, role: Role, pin: str) -> Person:
        """The first one is the ketua, and is signed in at once.

        Raises:
            UserError: ``pin.weak``, ``person.name``, ``person.first``, ``right.missing``.
        """
        first = not self.people()
        with self.write(Act.PEOPLE) as tx:
            person = people.add(tx, name, role, pin)
        self._know_people()
        if first:
            self._take_seat(person)
        return person

    def set_person_active(self, person_id: str, *, active: bool) -> None:
        """Take a person off the list, or put them back. UserError ``person.last_ketua``, ``right.missing``."""
        with self.write(Act.PEOPLE) as tx:
            people.set_active(tx, person_id, active=active)

    def reset_pin(self, person_id: str, pin: str) -> None:
        """The ketua gives somebody else a new PIN. Raises UserError ``pin.weak``, ``right.missing``."""
        with self.write(Act.PEOPLE) as tx:
            people.set_pin(tx, person_id, pin)
            tx.event("pin.reset", person=person_id)

    def change_pin(self, old: str, new: str) -> None:
        """One's own PIN. Raises UserError ``pin.wrong``, ``pin.wait``, ``pin.weak``, ``right.sign_in``."""
        if self.person is None:
            raise UserError("Masuk dahulu dengan nama dan PIN.", code="right.sign_in")
        self._check_pin(self.person.id, old)
        with self.write(Act.SIGN_IN) as tx:
            people.set_pin(tx, self.person.id, new)

    def sign_in(self, person_id: str, pin: str) -> Person:
        """Work as this person from now on; takes at least a quarter of a second.

        Raises:
            UserError: ``pin.wrong``, ``pin.wait``, ``person.unknown``.
        """
        person = self._check_pin(person_id, pin)
        self._take_seat(person)
        with self.write(Act.SIGN_IN) as tx:
            tx.event("sign_in", person=person.id, role=str(person.role))
        return person

    def sign_out(self) -> None:
        """Nobody works here until somebody signs in; reading stays possible."""
        self._take_seat(None)

    def _check_pin(self, person_id: str, pin: str) -> Person:
        """Hashing takes long, so it is done outside the transaction."""
        with self.read() as session:
            person = people.require(session, person_id)
            row = people.pin_row(session, person_id, self._clock())
        right = pins.matches(row["secret"], pin)
        if not right or row["failures"]:
            self._note_try(person, right=right)
        if not right:
            raise people.wrong_pin()
        return person

    def _note_try(self, person: Person, *, right: bool) -> None:
        with self._store.write(machine=self.machine_id, who=person.name, clock=self._clock) as tx:
            people.note_try(tx, people.pin_row(tx, person.id, self._clock()), self._clock(), right=right)

    # the meeting

    def note(self, form_id: str, fact: Fact, tps: str | None = None, *, ref: str | None = None) -> Event:
        """Write down what happened in the meeting of a pemilihan, or to one of its TPS.

        Raises:
            UserError: see :func:`models.pleno.store.append`; ``right.missing``, ``tps.unknown``.
        """
        with self.write(_ACTS.get(type(fact), Act.MEETING)) as tx:
            around = self._around(tx, form_id, tps)
            panels.refuse_fact(tx, fact, tps, meeting_open=around.meeting_open)
            event = store.append(tx, form_id, tps, fact, ref, around)
            if tps is not None:
                state.refresh(tx, self.form(form_id, tps), tps)
            return event

    def meeting(self, form_id: str) -> tuple[Event, ...]:
        """What happened in the meeting of a pemilihan, and to no TPS; oldest first."""
        with self.read() as session:
            return store.of_meeting(session, form_id)

    def tps_meeting(self, form_id: str, tps: str) -> tuple[Event, ...]:
        """What happened to one TPS; oldest first."""
        with self.read() as session:
            return store.of_tps(session, form_id, tps)

    def pleno_events(self, form_id: str) -> tuple[Event, ...]:
        """Everything of a pemilihan; oldest first."""
        with self.read() as session:
            return store.events(session, form_id)

    def pleno_snapshot(self, form_id: str) -> PlenoSnapshot:
        """The meeting of a pemilihan, frozen: what its documents print."""
        with self.snapshot() as session:
            return query.snapshot(session, self.contests(form_id), simulation=self.simulation)

    def pleno_snapshots(self) -> tuple[PlenoSnapshot, ...]:
        """Of every pemilihan, in the order of the ballots, all showing one moment."""
        with self.snapshot() as session:
            return tuple(
                query.snapshot(session, self.contests(form_id), simulation=self.simulation)
                for form_id in self.form_ids()
            )

    def approved_totals(self, form_id: str, fields: Sequence[str], dapil: str = "") -> dict[str, int]:
        """Running totals: the sum of each field over the TPS of a ballot that are approved so far."""
        contest = self.contest(form_id, dapil)
        with self.read() as session:
            return store.approved_totals(
                session, form_id, fields, *contest.where(fn.SUBSTR(schema.EntryState.tps, 1, 10))
            )

    def tps_state(self, form_id: str, tps: str) -> TpsState:
        """How far one TPS is in the meeting."""
        return machine.state_of(self.tps_meeting(form_id, tps))

    def approvals(self) -> Approvals:
        """How much of the recap is final, and how often *sahkan* was said."""
        with self.snapshot() as session:
            return store.approvals(session, len(self.form_ids()))

    def may(self, form_id: str, fact: Fact, tps: str, *, ref: str | None = None) -> str:
        """Why something may not happen to a TPS now, as a sentence; empty when it may."""
        with self.snapshot() as session:
            try:
                panels.refuse_elsewhere(session, tps)
                history = store.of_tps(session, form_id, tps)
                machine.refuse(machine.state_of(history), fact, ref, self._around(session, form_id, tps))
                self.require(_ACTS.get(type(fact), Act.MEETING))
            except UserError as refusal:
                return refusal.message
        return ""

    def _around(self, session: Session, form_id: str, tps: str | None) -> Circumstances:
        is_open = store.is_open(store.of_meeting(session, form_id))
        scopes = locks.locked_scopes(session)
        if tps is None:
            return Circumstances(meeting_open=is_open, locked=False, complete=False)
        found = progress.progress(session, self.contests(form_id), tps)
        if not found:
            raise UserError(f"TPS {tps} tidak ada di ruang kerja ini.", code="tps.unknown")
        complete = found[0].fields_recorded >= found[0].fields_total and not found[0].rechecks
        return Circumstances(is_open, locks.holds(scopes, form_id, tps), complete)

    # locks

    def lock(self, reason: str, form_id: str = "", desa: str = "") -> None:
        """*Kunci* the kecamatan in all elections, in one, or one desa in one: no figure and no photo changes any more.

        The head of the audit chain is signed with it.

        Raises:
            UserError: ``lock.already``, ``lock.reason``, ``right.missing``, ``key.missing``.
        """
        key = self.signing_key()
        with self.write(Act.LOCK) as tx:
            event = locks.lock(tx, locks.scope_of(self.kecamatan.code, form_id, desa), reason)
            seals.write(tx, event, key)

    def unlock(self, reason: str, form_id: str = "", desa: str = "") -> None:
        """*Buka kunci*: the next revision begins. UserError ``lock.not_locked``, ``lock.reason``, ``right.missing``."""
        with self.write(Act.REOPEN) as tx:
            scope = locks.scope_of(self.kecamatan.code, form_id, desa)
            since = locks.newest(tx, scope)
            locks.unlock(tx, scope, reason)
            for form in self.forms():
                if form.beside and form_id in ("", form.id):
                    self._see_again(tx, form, desa, since)

    def _see_again(self, tx: Transaction, form: FormDefinition, desa: str, since: int) -> None:
        """While it was locked, a form saw nothing of later entries in other elections."""
        for code in beside.tps_changed(tx, form, since):
            if code.startswith(desa):
                state.refresh_across(tx, self.form(form.id, code), code)

    @property
    def is_locked(self) -> bool:
        """Whether the kecamatan is locked in all elections at once."""
        with self.read() as session:
            return locks.is_locked(session)

    def is_locked_for(self, form_id: str, place: str) -> bool:
        """Whether the figures of a desa or TPS in a pemilihan are locked, by whatever lock."""
        with self.read() as session:
            return locks.holds(locks.locked_scopes(session), form_id, place)

    def is_final(self, form_id: str) -> bool:
        """Whether the recap of a pemilihan is locked as a whole."""
        with self.read() as session:
            return locks.is_final(session, self.kecamatan.code, form_id)

    @property
    def revision(self) -> int:
        with self.read() as session:
            return locks.revision(session)

    def revision_of(self, form_id: str) -> int:
        """1 until the first reopening that concerns this pemilihan."""
        with self.read() as session:
            return locks.revision(session, form_id)

    def lock_events(self) -> tuple[LockEvent, ...]:
        with self.read() as session:
            return locks.events(session)
