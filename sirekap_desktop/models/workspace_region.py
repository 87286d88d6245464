"""The part of the workspace that knows elections, forms, settings, wilayah and contestants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import form_ids
from sirekap_desktop.forms.model import Contestant, FormDefinition
from sirekap_desktop.forms.strict import FormError
from sirekap_desktop.models import (
    contests,
    form_files,
    list_changes,
    locks,
    panels,
    schema,
    settings,
    state,
    table_import,
    wilayah,
)
from sirekap_desktop.models.contests import Contest
from sirekap_desktop.models.core import WorkspaceCore
from sirekap_desktop.models.database import Session, Transaction
from sirekap_desktop.models.records import Desa, TableReport, Tps
from sirekap_desktop.models.roles import Act
from sirekap_desktop.models.settings import SettingValue

if TYPE_CHECKING:
    from collections.abc import Iterator

PPWP = "c-hasil-ppwp-2024"


class RegionPart(WorkspaceCore):
    """Elections with their forms, settings, wilayah."""

    # elections

    def form_ids(self) -> tuple[str, ...]:
        """Ids of the forms of this workspace's elections, in the order of the ballots."""
        return tuple(self.settings().elections.split())

    def contests(self, form_id: str | None = None) -> tuple[Contest, ...]:
        """Every ballot that is counted here, or those of one pemilihan: one, or one per dapil.

        A form that is not among the workspace's elections gives its one ballot too, so that a photo of it can be read.
        """
        known = self._ballots()
        if form_id is None:
            return known
        found = contests.of_form(known, form_id)
        return found or self._foreign(form_id)

    def contest(self, form_id: str, dapil: str = "") -> Contest:
        """One ballot; ``dapil`` may be left out where there is only one. Raises UserError ``dapil.unknown``."""
        found = self.contests(form_id)
        if len(found) == 1 and not dapil:
            return found[0]
        for contest in found:
            if contest.dapil == dapil:
                return contest
        names = ", ".join(contest.dapil for contest in found)
        raise UserError(f"Dapil “{dapil}” tidak dikenal.", f"Yang dikenal: {names}.", code="dapil.unknown")

    def forms(self) -> tuple[FormDefinition, ...]:
        """The form of each pemilihan of this workspace; where desa lie in several dapil, that of the first dapil."""
        return tuple(self.form(form_id) for form_id in self.form_ids())

    def form(self, form_id: str, place: str = "") -> FormDefinition:
        """A form with the contestants of a desa or TPS (those that the paper prints, as long as none are known)."""
        return contests.at(self.contests(form_id), place)

    def pemilihan(self) -> tuple[str, ...]:
        return tuple(form.pemilihan for form in self.forms())

    def set_elections(self, form_ids: Sequence[str]) -> None:
        """Which elections are recapitulated here, by form.

        Raises:
            UserError: ``form.unknown``; ``election.none``; ``election.in_use`` when one that has entries or photos
                would go.
        """
        chosen = tuple(dict.fromkeys(form_ids))
        if not chosen:
            raise UserError("Pilih paling sedikit satu pemilihan.", code="election.none")
        for form_id in chosen:
            self._load(form_id, None)
        with self._changing_ballots(), self.write(Act.WILAYAH) as tx:
            panels.refuse_shared(tx)
            for form_id in set(self.form_ids()) - set(chosen):
                _refuse_in_use(tx, self._load(form_id, None))
            if tx.put(schema.Setting, name="elections", value=settings.encode("elections", " ".join(chosen))):
                tx.changed.update({"settings", "wilayah"})
            for form_id in chosen:
                state.refresh_all(tx, self.contests(form_id))

    def import_form(self, path: Path) -> FormDefinition:
        """Take a self-contained form file into this workspace: all of it, or nothing.

        It stands for the program's own form of the same id; a form with an id of its own becomes that of its
        pemilihan here.

        Raises:
            UserError: what :func:`load_form_bytes` raises; ``file.read``; ``entry.locked``; ``right.missing``;
                ``form.foreign`` for a pemilihan that is not recapitulated here; ``election.in_use``,
                ``contestant.in_use`` or ``contestant.pages`` where what is recorded would lose its place.
        """
        form, body = form_files.read(path)
        chosen = self._with_form(form)
        with self._changing_ballots(), self.action(Act.WILAYAH):
            before = self.contests(form.id) if form.id in chosen and form.id in self.form_ids() else ()
            with self.write(Act.WILAYAH) as tx:
                locks.refuse_if_locked(tx)
                if form_files.store(tx, form, path.name, body):
                    tx.changed.update({"settings", "wilayah"})
                if before:
                    list_changes.refuse_losses(tx, before, self._new_ballots(form.id))
                    state.refresh_all(tx, self.contests(form.id))
            if chosen != self.form_ids():
                self.set_elections(chosen)
        return form

    def _with_form(self, form: FormDefinition) -> tuple[str, ...]:
        """The elections of this workspace once a form has come."""
        known = self.form_ids()
        if form.id in known or form.id in form_ids():
            return known
        here = {form_id: self._load(form_id, None).pemilihan for form_id in known}
        if form.pemilihan not in here.values():
            raise UserError(
                f"{form.model} adalah formulir pemilihan yang tidak direkap di ruang kerja ini.",
                "Pilih dahulu pemilihannya di Setelan, lalu impor lagi.",
                code="form.foreign",
            )
        return tuple(form.id if here[form_id] == form.pemilihan else form_id for form_id in known)

    def _load(self, form_id: str, contestants: Sequence[Contestant] | None) -> FormDefinition:
        with self.read() as session:
            return form_files.load(session, form_id, contestants)

    def _foreign(self, form_id: str) -> tuple[Contest, ...]:
        with self.read() as session:
            return contests.read(session, (form_id,), self._load)

    def _ballots(self) -> tuple[Contest, ...]:
        """Kept until lists change: they are asked for with every entry, and hold hundreds of calon."""
        cache = self._ballot_cache
        if (known := cache.value) is not None:
            return known
        generation = cache.generation
        with self.read() as session:
            found = contests.beside_each_other(contests.read(session, self.form_ids(), self._load))
        cache.keep(found, generation)
        return found

    @contextmanager
    def _changing_ballots(self) -> Iterator[None]:
        """Around the transaction that changes them: until it ends, everybody reads for themselves."""
        with self._ballot_cache.set_aside():
            yield

    # settings

    def settings(self) -> settings.Settings:
        with self.read() as session:
            rows = session.tuples(schema.Setting.select(schema.Setting.name, schema.Setting.value))
        return settings.decode(dict(rows))

    def setting(self, name: str) -> SettingValue:
        value: SettingValue = getattr(self.settings(), name)
        return value

    def set_setting(self, name: str, value: SettingValue) -> None:
        """Raises UserError ``setting.unknown`` or ``setting.value``; elections have :meth:`set_elections`."""
        if name == "elections":
            self.set_elections(str(value).split())
            return
        with self.write(Act.SETTINGS) as tx:
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
        """Paslon, parties (their calon stand in :meth:`contests`) or calon of the DPD, by nomor urut."""
        with self.read() as session:
            return wilayah.contestants(session, pemilihan)

    def dapil(self, pemilihan: str) -> dict[str, str]:
        """Desa → name of its daerah pemilihan; empty where the election has none."""
        with self.read() as session:
            return contests.dapil_of(session, pemilihan)

    def add_wilayah(
        self, desa: Iterable[Desa], tps: Iterable[Tps], contestants: Sequence[Contestant] = (), pemilihan: str = "ppwp"
    ) -> None:
        """Insert or change; contestants, if any are given, replace the list of their pemilihan.

        Raises:
            UserError: ``entry.locked``, ``wilayah.code``, and what :meth:`add_lists` raises.
        """
        lists = {pemilihan: {"": tuple(contestants)}} if contestants else {}
        self.add_lists(lists, {}, desa=desa, tps=tps)

    def add_lists(
        self,
        lists: Mapping[str, Mapping[str, Sequence[Contestant]]],
        dapil: Mapping[str, Mapping[str, str]],
        *,
        desa: Iterable[Desa] = (),
        tps: Iterable[Tps] = (),
    ) -> None:
        """Contestants and daerah pemilihan, with wilayah, in one action.

        Args:
            lists: pemilihan → dapil (``""`` where the election has none) → its whole list.
            dapil: pemilihan → desa → name of the dapil, for all desa.
            desa: inserted or changed; none is removed.
            tps: likewise.

        Raises:
            UserError: ``entry.locked``, ``wilayah.code``, ``contestant.in_use``, ``contestant.pages``,
                ``contestant.too_many``, ``dapil.missing`` (a desa in no dapil).
        """
        before = {form.pemilihan: self.contests(form.id) for form in self.forms()}
        with self._changing_ballots(), self.write(Act.WILAYAH) as tx:
            changed = wilayah.add(tx, desa, tps)
            for pemilihan, items in dapil.items():
                wilayah.set_dapil(tx, pemilihan, items)
            for pemilihan, by_dapil in lists.items():
                wilayah.set_lists(tx, pemilihan, by_dapil)
            _refuse_desa_without_dapil(tx)
            for pemilihan in {*lists, *dapil} & before.keys():
                after = self._new_ballots(before[pemilihan][0].form.id)
                list_changes.refuse_losses(tx, before[pemilihan], after)
            self._refresh_tps(tx, changed, {*lists, *dapil})

    def import_table(self, path: Path) -> TableReport:
        """Wilayah with DPT, dapil and contestants from the program's template (XLSX or CSV); all rows or none."""
        table = table_import.read(path, self._known())
        if table.problems:
            return TableReport(problems=table.problems)
        self.add_lists(table.lists, table.dapil, desa=table.desa, tps=table.tps)
        return table.report()

    def _known(self) -> table_import.Known:
        """What a table is compared with."""
        return table_import.Known(
            kecamatan=self.kecamatan,
            forms=self.forms(),
            desa=tuple(self.desa()),
            dapil={form.pemilihan: frozenset(self.dapil(form.pemilihan).values()) for form in self.forms()},
        )

    def _new_ballots(self, form_id: str) -> tuple[Contest, ...]:
        """The ballots after a change of lists. Raises UserError ``contestant.too_many`` when the paper has no room."""
        try:
            return self._foreign(form_id)
        except FormError as error:
            raise UserError(
                f"Daftar peserta ini tidak muat di {self._load(form_id, None).model}: {error.problem}.",
                "Periksa daftarnya, lalu impor lagi.",
                code="contestant.too_many",
            ) from error

    def _take_up(self) -> None:
        super()._take_up()
        with self.read() as session:
            elections = [self.contests(form_id) for form_id in self.form_ids()]
            stale = [found for found in elections if not state.is_current(session, found)]
        if stale:
            with self._store.write(machine=self.machine_id, who=self._operator or "program", clock=self._clock) as tx:
                for found in stale:
                    state.refresh_all(tx, found)

    def _refresh_tps(self, tx: Transaction, codes: Iterable[str], pemilihan: Iterable[str]) -> None:
        """DPT and contestants enter the rules: derive again where something is known."""
        table, wanted, changed = schema.TpsState, set(codes), set(pemilihan)
        for form_id in self.form_ids():
            found = self.contests(form_id)
            if found[0].form.pemilihan in changed:
                state.refresh_all(tx, found)
                continue
            for (code,) in tx.tuples(table.select(table.tps).where(table.form == form_id)):
                if code in wanted:
                    state.refresh(tx, contests.at(found, code), code)


def _refuse_in_use(session: Session, form: FormDefinition) -> None:
    entry, image = schema.EntryState, schema.ImageState
    recorded = entry.select(entry.tps).where(entry.form == form.id)
    placed = image.select(image.tps).where(image.form == form.id, image.version > 0)
    for query, kind in ((recorded, "isian"), (placed, "foto")):
        if session.one(query) is not None:
            raise UserError(
                f"{form.short_name} tidak dapat dilepas karena sudah ada {kind} yang tersimpan.",
                code="election.in_use",
            )


def _refuse_desa_without_dapil(session: Session) -> None:
    """Where an election has dapil, every desa lies in one."""
    table = schema.Dapil
    everywhere = {item.code: item.name for item in wilayah.desa(session)}
    for (pemilihan,) in session.tuples(table.select(table.pemilihan).distinct().order_by(table.pemilihan)):
        for code in sorted(everywhere.keys() - contests.dapil_of(session, pemilihan).keys()):
            raise UserError(
                f"Desa {everywhere[code]} belum masuk dapil mana pun untuk pemilihan {pemilihan}.",
                "Lengkapi lembar Dapil, lalu impor lagi.",
                code="dapil.missing",
            )
