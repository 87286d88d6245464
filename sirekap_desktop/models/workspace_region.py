"""The part of the workspace that knows forms, settings, wilayah and contestants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Contestant, FormDefinition
from sirekap_desktop.models import schema, settings, state, table_import, wilayah
from sirekap_desktop.models.core import WorkspaceCore
from sirekap_desktop.models.database import Transaction
from sirekap_desktop.models.records import Desa, TableReport, Tps
from sirekap_desktop.models.settings import SettingValue

DEFAULT_FORMS = ("c-hasil-ppwp-2024",)


class RegionPart(WorkspaceCore):
    """Forms, settings, wilayah."""

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
        """Insert or change; contestants, if any are given, replace the list of their pemilihan.

        Raises:
            UserError: ``entry.locked``, ``wilayah.code``, ``contestant.in_use``, ``contestant.too_many``.
        """
        _refuse_too_many(pemilihan, contestants)
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

    def _take_up(self) -> None:
        super()._take_up()
        with self.read() as session:
            stale = [form for form in self.forms() if not state.is_current(session, form)]
        if stale:
            with self._store.write(machine=self.machine_id, who=self._operator or "program", clock=self._clock) as tx:
                for form in stale:
                    state.refresh_all(tx, form)

    def _refresh_tps(self, tx: Transaction, codes: Iterable[str], *, everything: bool) -> None:
        """DPT and contestants enter the rules: derive again where something is known."""
        table, wanted = schema.TpsState, set(codes)
        for form in self.forms():
            if everything:
                state.refresh_all(tx, form)
                continue
            for (code,) in tx.tuples(table.select(table.tps).where(table.form == form.id)):
                if code in wanted:
                    state.refresh(tx, form, code)


def _refuse_too_many(pemilihan: str, contestants: Sequence[Contestant]) -> None:
    """The paper has a fixed number of places; said here, because it is the list that is wrong and not the form."""
    for form in (load_form(form_id) for form_id in DEFAULT_FORMS):
        if form.pemilihan == pemilihan and len(contestants) > len(form.contestants):
            raise UserError(
                f"{form.model} hanya memuat {len(form.contestants)} pasangan calon, "
                f"sedangkan daftar ini memuat {len(contestants)}.",
                "Periksa daftar pasangan calon, lalu impor lagi.",
                code="contestant.too_many",
            )
