"""The workspace: the one door to what is known. Every call is thread-safe; every write is one user action.

A write is one IMMEDIATE transaction that holds its audit rows, done by one writer at a time; subscribers hear of it
after the commit. Values that come out are frozen dataclasses (:mod:`models.records`, :mod:`models.recap`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from sirekap_desktop.forms.reading import Check
from sirekap_desktop.forms.slips import Figures
from sirekap_desktop.models import (
    backup,
    beside,
    doubts,
    entries,
    figures,
    locks,
    progress,
    recap_query,
    state,
    verification,
)
from sirekap_desktop.models.audit import AuditReport, AuditRow
from sirekap_desktop.models.backup import Step
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.models.database import Session, Transaction
from sirekap_desktop.models.recap import RecapSnapshot, RecapTable
from sirekap_desktop.models.records import (
    Doubt,
    Entry,
    EntryHow,
    NewDoubt,
    NewEntry,
    RuleReason,
    Status,
    TpsImport,
    TpsProgress,
)
from sirekap_desktop.models.seals import PrintedHead
from sirekap_desktop.models.workspace_region import PPWP
from sirekap_desktop.models.workspace_sirekap import SirekapPart


class Workspace(SirekapPart):
    """Entries, status, recap, audit and backup; forms, wilayah, photos, readings and the meeting come from its parts.

    See :class:`~sirekap_desktop.models.core.WorkspaceCore` for create, open, close and subscribe.
    """

    def record(
        self,
        tps: str,
        form: str,
        field: str,
        value: int | None,
        how: EntryHow,
        *,
        image_id: str | None = None,
        before: int | None = None,
        reason: str = "",
        witness: str = "",
    ) -> Entry:
        """A person's value for one field. Raises UserError ``entry.locked``, ``entry.value``, ``entry.reason``."""
        return self.record_many(tps, form, [NewEntry(field, value, how, image_id, before, reason, witness)])[0]

    def record_many(self, tps: str, form: str, new: Iterable[NewEntry]) -> tuple[Entry, ...]:
        """Several fields of one TPS in one transaction: confirming a page."""
        with self.write() as tx:
            made = entries.record(tx, self.form(form, tps), tps, tuple(new))
            self._refresh_across(tx, form, tps, [entry.field for entry in made])
        return made

    def record_imports(self, items: Iterable[TpsImport]) -> int:
        """Values of many TPS from a file, in one transaction; returns how many.

        Raises:
            UserError: what :meth:`record` raises; ``entry.changed`` when something else was recorded since the
                operator compared the file with the workspace. Then nothing is recorded.
        """
        with self.write() as tx:
            return sum(entries.record_import(tx, self.form(item.form, item.tps), item) for item in items)

    def withdraw(self, tps: str, form: str, field: str) -> Entry:
        """Undo: the value before counts again, or none; returns the entry that says so."""
        return self.withdraw_many(tps, form, (field,))[0]

    def withdraw_many(self, tps: str, form: str, fields: Iterable[str]) -> tuple[Entry, ...]:
        """Undo what one ``record_many`` recorded, in one transaction."""
        with self.write() as tx:
            definition = self.form(form, tps)
            made = tuple(entries.withdraw(tx, definition, tps, field) for field in fields)
            self._refresh_across(tx, form, tps, [entry.field for entry in made])
        return made

    def _refresh_across(self, tx: Transaction, form: str, tps: str, fields: Sequence[str]) -> None:
        """Rules on the forms of other elections look at what was recorded on this one."""
        for other in (self.form(form_id, tps) for form_id in self.form_ids()):
            if any(form_id == form for _, form_id in other.beside):
                state.refresh_across(tx, other, tps, fields)

    def entries(self, tps: str, form: str) -> Mapping[str, Entry]:
        with self.read() as session:
            return entries.entries(session, form, tps)

    def history(self, tps: str, form: str, field: str) -> tuple[Entry, ...]:
        with self.read() as session:
            return entries.history(session, form, tps, field)

    def histories(self, tps: str, form: str) -> tuple[Entry, ...]:
        """The histories of all fields of a TPS together, oldest first."""
        with self.read() as session:
            return entries.histories(session, form, tps)

    def doubt(self, new: Iterable[NewDoubt]) -> tuple[Doubt, ...]:
        """Digits that looked odd: their numbers are typed again, until an entry answers them; of any TPS and form.

        Raises:
            UserError: ``entry.locked``, ``pleno.approved``, ``pleno.read_out``, ``tps.unknown``, ``entry.field``.
        """
        with self.write() as tx:
            found = []
            for item in new:
                entries.require_tps(tx, item.tps)
                entries.refuse_change(tx, item.form, item.tps, corrects=False)  # what must be typed must be typable
                found.append(doubts.add(tx, self.form(item.form, item.tps), item))
            self._refresh_doubted(tx, found)
            return tuple(found)

    def withdraw_doubts(self, ids: Iterable[str]) -> None:
        """Undo: these doubts count no more. Raises UserError ``doubt.none`` or ``entry.locked``."""
        with self.write() as tx:
            gone = [doubts.withdraw(tx, doubt_id) for doubt_id in ids]
            for item in gone:
                locks.refuse_if_locked(tx, item.form, item.tps)
            self._refresh_doubted(tx, gone)

    def _refresh_doubted(self, tx: Transaction, changed: Iterable[Doubt]) -> None:
        for form_id, tps in sorted({(item.form, item.tps) for item in changed}):
            state.refresh(tx, self.form(form_id, tps), tps)

    def doubts(self, tps: str, form: str) -> Mapping[str, Doubt]:
        """Per field the doubt that no entry has answered yet."""
        with self.read() as session:
            return doubts.of_tps(session, form, tps)

    def doubt_log(self, tps: str, form: str) -> tuple[Doubt, ...]:
        """All doubts ever had, oldest first."""
        with self.read() as session:
            return doubts.log(session, tps, form)

    def values_beside(self, tps: str, form: str, values: Mapping[str, int | None]) -> dict[str, int | None]:
        """What rules of a form may know of the other forms of its TPS, given the values recorded on this one."""
        with self.read() as session:
            return beside.values_beside(session, self.form(form, tps), tps, values)

    def values(self, tps: str, form: str) -> dict[str, int | None]:
        """Recorded values: absent is not yet recorded, ``None`` is empty on the paper."""
        with self.read() as session:
            return entries.values(session, form, tps)

    def give_reason(self, tps: str, form: str, check: Check, reason: str) -> RuleReason:
        with self.write() as tx:
            return entries.give_reason(tx, self.form(form, tps), tps, check, reason)

    def reasons(self, tps: str, form: str) -> tuple[RuleReason, ...]:
        with self.read() as session:
            return entries.reasons(session, form, tps)

    # likely slips

    def figures(self, contest: Contest) -> tuple[Figures, ...]:
        """What is recorded on one ballot, per TPS: where likely slips are looked for."""
        with self.snapshot() as session:
            return figures.figures(session, contest)

    def slip_reasons(self, form: str) -> tuple[RuleReason, ...]:
        """Why likely slips of a form were found to be none, the newest reason for each."""
        with self.read() as session:
            return figures.reasons(session, form)

    def forms_recorded_since(self, row: int) -> tuple[int, frozenset[str]]:
        """Forms with entries newer than ``row``, and the row to ask with the next time."""
        with self.read() as session:
            return figures.changed_forms(session, row)

    # status

    def status(self, tps: str, form: str) -> Status:
        return self.tps_progress(tps, form).status

    def tps_progress(self, tps: str, form: str) -> TpsProgress:
        """Raises UserError ``tps.unknown``."""
        with self.snapshot() as session:
            entries.require_tps(session, tps)
            return progress.progress(session, self.contests(form), tps)[0]

    def progress(self, form: str = PPWP, dapil: str = "") -> tuple[TpsProgress, ...]:
        """Every TPS by desa and number; with ``dapil`` those that vote with its ballot."""
        with self.snapshot() as session:
            contests = self.contests(form)
            found = progress.progress(session, contests)
        wanted = [contest for contest in contests if dapil and contest.dapil == dapil]
        return tuple(item for item in found if wanted[0].covers(item.tps.code)) if wanted else found

    # recap

    def recap(self, form_id: str = PPWP, dapil: str = "") -> RecapSnapshot:
        """Of one ballot; raises UserError ``dapil.unknown``."""
        with self.snapshot() as session:
            return recap_query.snapshot(session, self.contest(form_id, dapil), simulation=self.simulation)

    def recaps(self) -> tuple[RecapSnapshot, ...]:
        """Of every ballot, all showing one moment."""
        with self.snapshot() as session:
            return tuple(
                recap_query.snapshot(session, contest, simulation=self.simulation) for contest in self.contests()
            )

    def recap_desa(self, desa_code: str, form_id: str = PPWP) -> RecapTable:
        with self.snapshot() as session:
            contests = self.contests(form_id)
            contest = next((item for item in contests if item.covers(desa_code)), contests[0])
            return recap_query.desa_table(session, contest, desa_code)

    def recap_kecamatan(self, form_id: str = PPWP, dapil: str = "") -> RecapTable:
        with self.snapshot() as session:
            return recap_query.kecamatan_table(session, self.contest(form_id, dapil), self.kecamatan)

    # audit and backup

    def verify(self, head: PrintedHead | None = None) -> AuditReport:
        """Everything that can be checked: chain, rows, derived figures, photos, structure of the database.

        Args:
            head: what a document printed at a lock says of the chain (:func:`models.seals.parse_head`).
        """
        with self.snapshot() as session:
            elections = tuple(self.contests(form_id) for form_id in self.form_ids())
            return verification.verify(session, elections, self.images_folder, head)

    def audit_rows(self, tps: str | None = None, limit: int | None = None) -> tuple[AuditRow, ...]:
        """The newest last; of one TPS, or the last ``limit``."""
        with self.read() as session:
            return verification.audit_rows(session, tps=tps, limit=limit)

    def audit_export(self) -> bytes:
        """All audit rows as JSON lines, in order: what a package carries."""
        with self.snapshot() as session:
            return b"".join(verification.export(session))

    def write_audit(self, write: Callable[[bytes], object]) -> None:
        """The same line by line: the chain of a large kecamatan is larger than what memory should hold."""
        with self.snapshot() as session:
            for line in verification.export(session):
                write(line)

    def backup(self, target: Path) -> Path:
        """A whole copy (database and photos) in folder ``target``, itself a workspace; checked; returns it."""
        with self.read() as session:
            return backup.backup(session, self.folder, target, workspace_id=self.workspace_id)

    def copy_beside(self, database: Path, images: Path, step: Step) -> None:
        """The database as it is now in a file of its own, and its photos in a folder; see :func:`backup.copy_beside`.

        Work goes on meanwhile: only reading is held.
        """
        with self._store.connection():
            backup.copy_beside(Session(self._store.database), self.folder, database, images, step)
