"""Takes figures back from a workbook, CSV or JSON: first a look that names every problem, then all of it or nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sirekap_desktop.exchange.csvtables import read_table
from sirekap_desktop.exchange.figures import Dpt, Figure, Figures, Problem
from sirekap_desktop.exchange.sirekap_json import folder_files, read_json
from sirekap_desktop.exchange.workbook_file import read_workbook
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.plainfile import TooLargeError, read_plain
from sirekap_desktop.forms.rules import RuleText, broken, explain, field_number
from sirekap_desktop.models import errors
from sirekap_desktop.models.records import EntryHow, NewEntry, TpsImport
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.ballot_facts import BallotFacts, form_digest

SUFFIXES = (".xlsx", ".csv", ".json", ".zip")
MAX_FILE = 256 * 2**20
Key = tuple[str, str, str]
"""Form, TPS and field."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of the file that is not what is recorded."""

    figure: Figure
    place: str
    """``PPWP · SAMBABO TPS 002 · IV.1``"""
    recorded: int | None

    @property
    def key(self) -> Key:
        return self.figure.form, self.figure.tps, self.figure.field


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that the figures break, once they are recorded; it warns, as everywhere."""

    place: str
    """``PPWP · SAMBABO TPS 002``"""
    text: RuleText


@dataclass(frozen=True, slots=True)
class Touched:
    """A TPS of which the file has a figure that is not recorded just so."""

    form: FormDefinition
    tps: str
    place: str
    recorded: Mapping[str, int | None]
    found: Mapping[str, int | None]
    beside: Mapping[str, int | None]
    """What rules may know of the other forms of this TPS, and its DPT."""

    @property
    def key(self) -> tuple[str, str]:
        """Form and TPS."""
        return self.form.id, self.tps

    def broken(self, replaced: Collection[Key] = ()) -> tuple[Broken, ...]:
        """Rules that are broken once the new figures, and those in ``replaced``, are recorded."""
        taken = {
            name: value
            for name, value in self.found.items()
            if name not in self.recorded or (*self.key, name) in replaced
        }
        known = {**self.recorded, **taken, **self.beside}
        return tuple(Broken(self.place, explain(self.form, check, known)) for check in broken(self.form, known))


@dataclass(frozen=True, slots=True)
class Look:
    """What a file holds beside what is recorded. Nothing is recorded by looking."""

    path: Path
    sha256: str
    ballots: tuple[BallotFacts, ...] = ()
    problems: tuple[Problem, ...] = ()
    new: tuple[Figure, ...] = ()
    """Of fields that have no entry yet."""
    same: int = 0
    """Figures that are recorded just so."""
    differing: tuple[Difference, ...] = ()
    tps: tuple[Touched, ...] = ()
    """TPS with a new or another figure."""

    @property
    def is_blocked(self) -> bool:
        """Whether a problem must be settled in the file first."""
        return any(problem.blocks for problem in self.problems)

    def broken(self, replaced: Collection[Key] = ()) -> tuple[Broken, ...]:
        """:meth:`Touched.broken` of every TPS."""
        return tuple(one for touched in self.tps for one in touched.broken(replaced))

    @property
    def reason(self) -> str:
        """What every entry from this file says of its origin."""
        return f"Impor {self.path.name}, SHA-256 {self.sha256}"


def look(workspace: Workspace, path: Path) -> Look:
    """Read a file and compare it with what is recorded.

    Raises:
        UserError: ``figures.missing``, ``figures.kind``, ``figures.large``, ``figures.damaged``, ``figures.unknown``,
            ``figures.identity``.
    """
    data = None if path.is_dir() else _bytes(path)
    figures = Figures()
    known = _Known(workspace, figures)
    suffix = path.suffix.lower()
    if suffix == ".xlsx" and data is not None:
        read_workbook(data, path.name, known.resolve, figures)
    elif suffix == ".csv" and data is not None:
        read_table(data, path.name, known.resolve, figures)
    elif data is None or suffix in SUFFIXES:
        read_json(path, data, known.resolve, figures)
    else:
        raise UserError(
            f"Berkas {path.name} bukan buku kerja XLSX, CSV, atau JSON.",
            "Simpan buku kerja sebagai XLSX (bukan ODS atau XLS), lalu impor lagi.",
            code="figures.kind",
        )
    known.check_places()
    found = Look(path, _hash(path, data), tuple(figures.ballots), tuple(figures.problems))
    return found if found.is_blocked else known.compare(found)


def take(workspace: Workspace, found: Look, replaced: Collection[Key] = ()) -> int:
    """Record the new figures, and of the differing ones those in ``replaced``; one transaction, returns how many.

    Raises:
        UserError: ``figures.blocked`` while a problem blocks; ``entry.changed``, ``entry.locked``.
    """
    if found.is_blocked:
        raise UserError(
            f"{found.path.name} belum dapat dicatat: ada yang harus diperbaiki dahulu di berkas itu.",
            code="figures.blocked",
        )
    items: dict[tuple[str, str], TpsImport] = {}
    for figure in found.new:
        _add(items, figure, NewEntry(figure.field, figure.value, EntryHow.IMPORTED, reason=found.reason), {})
    for one in found.differing:
        if one.key in replaced:
            new = NewEntry(
                one.figure.field, one.figure.value, EntryHow.IMPORTED, before=one.recorded, reason=found.reason
            )
            _add(items, one.figure, new, {one.figure.field: one.recorded})
    return workspace.record_imports(items.values())


def _add(
    items: dict[tuple[str, str], TpsImport], figure: Figure, new: NewEntry, known: Mapping[str, int | None]
) -> None:
    key = figure.form, figure.tps
    item = items.get(key) or TpsImport(figure.tps, figure.form, (), {})
    items[key] = replace(item, new=(*item.new, new), known={**item.known, **known})


def _bytes(path: Path) -> bytes:
    try:
        return read_plain(path, MAX_FILE)
    except TooLargeError as error:
        raise UserError(f"Berkas {path.name} terlalu besar untuk sebuah buku kerja.", code="figures.large") from error
    except FileNotFoundError as error:
        raise UserError(f"Berkas {path} tidak ada.", code="figures.missing") from error
    except OSError as error:
        unreadable = UserError(f"Berkas {path} tidak dapat dibaca.", code="figures.missing")
        raise errors.from_os_error(error, path) or unreadable from error


def _hash(path: Path, data: bytes | None) -> str:
    """SHA-256 of a file; of a folder that of its files in order, with their names."""
    if data is not None:
        return hashlib.sha256(data).hexdigest()
    digest = hashlib.sha256()
    for name, content in folder_files(path):
        digest.update(f"{name}\0".encode("utf-8", "surrogateescape"))
        digest.update(hashlib.sha256(content or b"").digest())
    return digest.hexdigest()


class _Known:
    """What the workspace knows: ballots, places, entries."""

    def __init__(self, workspace: Workspace, figures: Figures) -> None:
        self._workspace = workspace
        self._figures = figures
        self._tps = {one.code: one for one in workspace.tps()}
        self._desa = {one.code: one.name for one in workspace.desa()}

    def resolve(self, facts: BallotFacts) -> FormDefinition | None:
        """The form of the ballot that a file names; problems about it are noted."""
        problem, workspace = self._figures.problem, self._workspace
        if facts.kecamatan != workspace.kecamatan.code:
            own = f"{workspace.kecamatan.name} ({workspace.kecamatan.code})"
            problem("kecamatan", "Identitas", f"Berkas ini untuk kecamatan {facts.kecamatan}, bukan {own}.")
            return None
        if facts.formulir not in workspace.form_ids():
            problem("form", "Identitas", f"Formulir {facts.formulir} bukan formulir pemilihan di ruang kerja ini.")
            return None
        contests = workspace.contests(facts.formulir)
        contest = next((one for one in contests if one.dapil == facts.dapil), None)
        if contest is None:
            names = ", ".join(one.dapil or "tanpa dapil" for one in contests)
            problem("dapil", "Identitas", f"Dapil “{facts.dapil}” tidak dikenal di ruang kerja ini ({names}).")
            return None
        if form_digest(contest.form) != facts.sidik:
            message = (
                "Formulir atau daftar peserta berkas ini bukan yang di ruang kerja ini, jadi barisnya lain artinya."
            )
            problem("form", "Identitas", message)
            return None
        self._check_origin(facts)
        return contest.form

    def _check_origin(self, facts: BallotFacts) -> None:
        if facts.ruang_kerja == self._workspace.workspace_id:
            return
        if facts.ruang_kerja:
            message = (
                "Berkas ini ditulis dari ruang kerja lain untuk kecamatan yang sama: pastikan memang ini berkasnya."
            )
        else:
            message = "Berkas ini tidak menyebut ruang kerja asalnya: pastikan memang ini berkasnya."
        if not any(one.kind == "workspace" for one in self._figures.problems):
            self._figures.problem("workspace", "Identitas", message, blocks=False)

    def check_places(self) -> None:
        """Every TPS is known here and votes with the ballot of the file; its DPT is what the workspace says."""
        for ballot, code in dict.fromkeys((one.ballot, one.tps) for one in self._figures.found):
            if code not in self._tps:
                self._figures.problem("tps", f"TPS {code[:20]}", "TPS ini tidak ada di ruang kerja ini.")
            elif not self._workspace.contest(ballot.formulir, ballot.dapil).covers(code):
                self._figures.problem("tps", f"TPS {code}", "TPS ini tidak memilih di dapil berkas ini.")
        for one in self._figures.dpt:
            self._check_dpt(one)

    def _check_dpt(self, one: Dpt) -> None:
        tps = self._tps.get(one.tps)
        if tps is None or one.value == (tps.dpt_l if one.part == "l" else tps.dpt_p):
            return
        message = "DPT di berkas bukan DPT di ruang kerja ini; DPT ruang kerja tidak berubah."
        self._figures.problem("dpt", one.place, message, blocks=False)

    def compare(self, found: Look) -> Look:
        """Put the figures beside what is recorded."""
        new: list[Figure] = []
        differing: list[Difference] = []
        same = 0
        by_tps: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in self._figures.found:
            by_tps[figure.form, figure.tps].append(figure)
        touched: list[Touched] = []
        for (form_id, code), figures in by_tps.items():
            form = self._workspace.form(form_id, code)
            recorded = self._workspace.values(code, form_id)
            own_new = [one for one in figures if one.field not in recorded]
            other = [one for one in figures if one.field in recorded and recorded[one.field] != one.value]
            new += own_new
            same += len(figures) - len(own_new) - len(other)
            differing += [Difference(one, self._place(form, code, one.field), recorded[one.field]) for one in other]
            if own_new or other:
                values = {one.field: one.value for one in figures}
                beside = self._beside(form, code, {**recorded, **values})
                touched.append(Touched(form, code, self._place(form, code), recorded, values, beside))
        return replace(found, new=tuple(new), same=same, differing=tuple(differing), tps=tuple(touched))

    def _beside(self, form: FormDefinition, code: str, values: Mapping[str, int | None]) -> dict[str, int | None]:
        tps = self._tps[code]
        dpt = {"dpt_l": tps.dpt_l, "dpt_p": tps.dpt_p}
        return {**dpt, **self._workspace.values_beside(code, form.id, values)}

    def _place(self, form: FormDefinition, code: str, field: str = "") -> str:
        parts = [form.short_name, f"{self._desa[code[:10]]} {self._tps[code].label}"]
        parts += [field_number(form.field(field))] if field else []
        return " · ".join(parts)
