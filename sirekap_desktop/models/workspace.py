"""The workspace: the one door to what is known. Every call is thread-safe; every write is one user action.

A write is one IMMEDIATE transaction that holds its audit rows, done by one writer at a time; subscribers hear of it
after the commit. Values that come out are frozen dataclasses (:mod:`models.records`, :mod:`models.recap`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Contestant, FormDefinition
from sirekap_desktop.forms.reading import Check, FieldReading, PageReading, TpsReading
from sirekap_desktop.models import (
    backup,
    entries,
    locks,
    placements,
    progress,
    readings,
    recap_query,
    schema,
    settings,
    state,
    table_import,
    verification,
    wilayah,
)
from sirekap_desktop.models.audit import AuditReport, AuditRow
from sirekap_desktop.models.core import WorkspaceCore
from sirekap_desktop.models.database import Transaction
from sirekap_desktop.models.placements import Corners, Place
from sirekap_desktop.models.recap import RecapSnapshot, RecapTable
from sirekap_desktop.models.records import (
    Desa,
    Entry,
    EntryHow,
    ImageVersion,
    ImportOutcome,
    LockEvent,
    NewEntry,
    RuleReason,
    Status,
    TableReport,
    Tps,
    TpsProgress,
)
from sirekap_desktop.models.schema import Image, ImageState
from sirekap_desktop.models.settings import SettingValue

DEFAULT_FORMS = ("c-hasil-ppwp-2024",)


class Workspace(WorkspaceCore):
    """See :class:`~sirekap_desktop.models.core.WorkspaceCore` for create, open, close and subscribe."""

    # forms and settings

    def forms(self) -> tuple[FormDefinition, ...]:
        """The form of each pemilihan of this workspace."""
        return tuple(self.form(form_id) for form_id in DEFAULT_FORMS)

    def form(self, form_id: str) -> FormDefinition:
        """A form with this workspace's contestants (those the paper prints, as long as none are known)."""
        default = load_form(form_id)
        contestants = self.contestants(default.pemilihan)
        return load_form(form_id, contestants) if contestants else default

    def pemilihan(self) -> tuple[str, ...]:
        return tuple(form.pemilihan for form in self.forms())

    def settings(self) -> settings.Settings:
        with self.read() as session:
            rows = session.tuples(schema.Setting.select(schema.Setting.name, schema.Setting.value))
        return settings.decode(dict(rows))

    def setting(self, name: str) -> SettingValue:
        value: SettingValue = getattr(self.settings(), name)
        return value

    def set_setting(self, name: str, value: SettingValue) -> None:
        """Raises UserError ``setting.unknown`` or ``setting.value``."""
        with self.write() as tx:
            if tx.put(schema.Setting, name=name, value=settings.encode(name, value)):
                tx.changed.add("settings")

    # wilayah

    def desa(self) -> tuple[Desa, ...]:
        with self.read() as session:
            return wilayah.desa(session)

    def tps(self, desa_code: str | None = None) -> tuple[Tps, ...]:
        """By desa and number."""
        with self.read() as session:
            return wilayah.tps(session, *((schema.Tps.desa == desa_code,) if desa_code is not None else ()))

    def find_tps(self, code: str) -> Tps | None:
        with self.read() as session:
            return next(iter(wilayah.tps(session, schema.Tps.code == code)), None)

    def contestants(self, pemilihan: str = "ppwp") -> tuple[Contestant, ...]:
        with self.read() as session:
            return wilayah.contestants(session, pemilihan)

    def add_wilayah(
        self, desa: Iterable[Desa], tps: Iterable[Tps], contestants: Sequence[Contestant] = (), pemilihan: str = "ppwp"
    ) -> None:
        """Insert or change; contestants, if any are given, replace the list of their pemilihan."""
        with self.write() as tx:
            changed = wilayah.add(tx, desa, tps)
            if contestants:
                wilayah.set_contestants(tx, pemilihan, contestants)
            self._refresh_tps(tx, changed, everything=bool(contestants))

    def import_table(self, path: Path) -> TableReport:
        """Wilayah with DPT and contestants from the program's template (XLSX or CSV); all rows or none."""
        table = table_import.read(path, self.kecamatan)
        if table.problems:
            return TableReport(problems=table.problems)
        self.add_wilayah(table.desa, table.tps, table.contestants)
        return TableReport(len(table.desa), len(table.tps), len(table.contestants))

    # images

    def store_original(self, data: bytes, suffix: str) -> tuple[str, bool]:
        """Keep the original bytes under their SHA-256; on disk for good on return. (sha256, whether new)."""
        self._store.refuse_reader()
        return self._images.store(data, suffix)

    def original_path(self, sha256: str) -> Path:
        return self._images.path(sha256)

    def known(self, sha256: str) -> tuple[ImageVersion, ...]:
        """Pictures already made from this content."""
        with self.read() as session:
            return placements.find(session, Image.sha256 == sha256)

    def add_image(
        self,
        *,
        sha256: str,
        index: int = 0,
        source: str,
        outcome: ImportOutcome,
        reason: str = "",
        tps: str | None = None,
        form: str | None = None,
        page: int | None = None,
        reading: PageReading | None = None,
        rotation: int = 0,
        corners: Corners = None,
        replace: bool = False,
    ) -> ImageVersion:
        """A picture with its place and reading, in one transaction.

        An accepted picture for a page that has a photo already comes back ``unassigned`` with the reason (TPS, form and
        page kept as a suggestion, version 0), unless ``replace``: then it is the next version, and entries made on the
        photo before are to be rechecked. A TPS that the workspace does not know makes it ``unassigned`` too.
        """
        file_name = self.original_path(sha256).name
        with self.write() as tx:
            image_id = placements.add(
                tx, self.form, sha256=sha256, index=index, source=source, file_name=file_name,
                outcome=ImportOutcome(outcome), reason=reason, tps=tps, form=form, page=page, rotation=rotation,
                corners=corners, replace=replace,
            )  # fmt: skip
            if reading is not None:
                readings.add(tx, self.form, image_id, reading)
            return placements.find(tx, ImageState.image == image_id)[0]

    def assign(self, image_id: str, tps: str, form: str, page: int, reason: str = "") -> ImageVersion:
        """Put a picture in a place as its newest version."""
        with self.write() as tx:
            placements.assign(tx, self.form, image_id, Place(tps, form, page), reason)
            return placements.find(tx, ImageState.image == image_id)[0]

    def move(self, image_id: str, tps: str, reason: str = "") -> ImageVersion:
        """To another TPS, same form and page; where it was, the version before counts again."""
        with self.write() as tx:
            placements.move(tx, self.form, image_id, tps, reason)
            return placements.find(tx, ImageState.image == image_id)[0]

    def set_aside(self, image_id: str, outcome: ImportOutcome, reason: str) -> ImageVersion:
        """Take a picture out of its place."""
        with self.write() as tx:
            placements.set_aside(tx, self.form, image_id, ImportOutcome(outcome), reason)
            return placements.find(tx, ImageState.image == image_id)[0]

    def set_geometry(
        self, image_id: str, rotation: int, corners: Corners, reading: PageReading | None = None
    ) -> ImageVersion:
        """Rotation (degrees clockwise) and corners given by hand, with the reading made with them."""
        with self.write() as tx:
            placements.set_geometry(tx, self.form, image_id, rotation, corners)
            if reading is not None:
                readings.add(tx, self.form, image_id, reading)
            return placements.find(tx, ImageState.image == image_id)[0]

    def image(self, image_id: str) -> ImageVersion | None:
        with self.read() as session:
            return next(iter(placements.find(session, ImageState.image == image_id)), None)

    def images(self, tps: str | None = None, outcome: ImportOutcome | None = None) -> tuple[ImageVersion, ...]:
        """Pictures in order of arrival: those in place at ``tps``, those with ``outcome``, or all."""
        conditions = []
        if tps is not None:
            conditions += [ImageState.tps == tps, ImageState.version > 0]
        if outcome is not None:
            conditions.append(ImageState.outcome == str(outcome))
        with self.read() as session:
            return placements.find(session, *conditions)

    def current_image(self, tps: str, form: str, page: int) -> ImageVersion | None:
        """The photo that counts for a page."""
        here = (ImageState.tps == tps, ImageState.form == form, ImageState.page == page, ImageState.current == 1)
        with self.read() as session:
            return next(iter(placements.find(session, *here)), None)

    def versions(self, tps: str, form: str, page: int) -> tuple[ImageVersion, ...]:
        """All photos in a place, the first version first."""
        here = (ImageState.tps == tps, ImageState.form == form, ImageState.page == page, ImageState.version > 0)
        with self.read() as session:
            return tuple(sorted(placements.find(session, *here), key=lambda item: item.version))

    # readings

    def add_reading(self, image_id: str, reading: PageReading) -> None:
        with self.write() as tx:
            readings.add(tx, self.form, image_id, reading)

    def reading(self, image_id: str) -> PageReading | None:
        """The newest."""
        with self.read() as session:
            return readings.newest(session, image_id)

    def save_fusion(self, tps: str, form: str, reading: TpsReading) -> None:
        with self.write() as tx:
            readings.save_fusion(tx, self.form(form), tps, reading)

    def tps_reading(self, tps: str, form: str) -> Mapping[str, FieldReading]:
        """Per field what the machine saw on the photos that count now, fused if a fusion of just these is stored."""
        with self.snapshot() as session:
            return readings.of_tps(session, form, tps)

    # entries

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
            return entries.record(tx, self.form(form), tps, tuple(new))

    def withdraw(self, tps: str, form: str, field: str) -> Entry:
        """Undo: the value before counts again, or none; returns the entry that says so."""
        with self.write() as tx:
            return entries.withdraw(tx, self.form(form), tps, field)

    def withdraw_many(self, tps: str, form: str, fields: Iterable[str]) -> tuple[Entry, ...]:
        """Undo of several fields of one TPS in one transaction: a confirmed page."""
        with self.write() as tx:
            return tuple(entries.withdraw(tx, self.form(form), tps, field) for field in fields)

    def entries(self, tps: str, form: str) -> Mapping[str, Entry]:
        with self.read() as session:
            return entries.entries(session, form, tps)

    def history(self, tps: str, form: str, field: str) -> tuple[Entry, ...]:
        with self.read() as session:
            return entries.history(session, form, tps, field)

    def values(self, tps: str, form: str) -> dict[str, int | None]:
        """Recorded values: absent is not yet recorded, ``None`` is empty on the paper."""
        with self.read() as session:
            return entries.values(session, form, tps)

    def rule_values(self, tps: str, form: str) -> dict[str, int | None]:
        """The same with the workspace's DPT (``dpt_l``, ``dpt_p``), as ``check_rules`` wants them."""
        with self.snapshot() as session:
            return state.values_with_dpt(session, tps, entries.values(session, form, tps))

    def give_reason(self, tps: str, form: str, check: Check, reason: str) -> RuleReason:
        with self.write() as tx:
            return entries.give_reason(tx, self.form(form), tps, check, reason)

    def reasons(self, tps: str, form: str) -> tuple[RuleReason, ...]:
        with self.read() as session:
            return entries.reasons(session, form, tps)

    # status, lock

    def status(self, tps: str, form: str) -> Status:
        return self.tps_progress(tps, form).status

    def tps_progress(self, tps: str, form: str) -> TpsProgress:
        """Raises UserError ``tps.unknown``."""
        definition = self.form(form)
        with self.snapshot() as session:
            entries.require_tps(session, tps)
            return progress.progress(session, definition, tps)[0]

    def progress(self, form: str = DEFAULT_FORMS[0]) -> tuple[TpsProgress, ...]:
        """Every TPS by desa and number."""
        definition = self.form(form)
        with self.snapshot() as session:
            return progress.progress(session, definition)

    def lock(self, reason: str) -> None:
        """*Kunci*: no figure and no photo changes any more. Raises UserError ``lock.already``, ``lock.reason``."""
        with self.write() as tx:
            locks.lock(tx, self.kecamatan.code, reason)

    def unlock(self, reason: str) -> None:
        """*Buka kunci*: the next revision begins. UserError ``lock.not_locked``, ``lock.reason``."""
        with self.write() as tx:
            locks.unlock(tx, self.kecamatan.code, reason)

    @property
    def is_locked(self) -> bool:
        with self.read() as session:
            return locks.is_locked(session)

    @property
    def revision(self) -> int:
        with self.read() as session:
            return locks.revision(session)

    def lock_events(self) -> tuple[LockEvent, ...]:
        with self.read() as session:
            return locks.events(session)

    # recap

    def recap(self, form_id: str = DEFAULT_FORMS[0]) -> RecapSnapshot:
        definition = self.form(form_id)
        with self.snapshot() as session:
            return recap_query.snapshot(session, definition, simulation=self.simulation)

    def recap_desa(self, desa_code: str, form_id: str = DEFAULT_FORMS[0]) -> RecapTable:
        definition = self.form(form_id)
        with self.snapshot() as session:
            return recap_query.desa_table(session, definition, desa_code)

    def recap_kecamatan(self, form_id: str = DEFAULT_FORMS[0]) -> RecapTable:
        definition = self.form(form_id)
        with self.snapshot() as session:
            return recap_query.kecamatan_table(session, definition, self.kecamatan)

    # audit and backup

    def verify(self) -> AuditReport:
        """Everything that can be checked: chain, rows, derived figures, photos, structure of the database."""
        forms = self.forms()
        with self.snapshot() as session:
            return verification.verify(session, forms, self.images_folder)

    def audit_rows(self, tps: str | None = None, limit: int | None = None) -> tuple[AuditRow, ...]:
        """The newest last; of one TPS, or the last ``limit``."""
        with self.read() as session:
            return verification.audit_rows(session, tps=tps, limit=limit)

    def audit_export(self) -> bytes:
        """All audit rows as JSON lines, in order: what a package carries."""
        with self.snapshot() as session:
            return verification.export(session)

    def backup(self, target: Path) -> Path:
        """A whole copy (database and photos) in folder ``target``, itself a workspace; checked; returns it."""
        with self.read() as session:
            return backup.backup(session, self.folder, target, workspace_id=self.workspace_id)

    def _refresh_tps(self, tx: Transaction, codes: Iterable[str], *, everything: bool) -> None:
        """DPT and contestants enter the rules: derive again where something was recorded."""
        table = schema.TpsState
        known = tx.tuples(table.select(table.tps, table.form))
        wanted = set(codes)
        forms = {form_id: self.form(form_id) for _, form_id in known}
        for code, form_id in known:
            if everything or code in wanted:
                state.refresh(tx, forms[form_id], code)
