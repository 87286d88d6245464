"""A small kecamatan to try everything on: drawn, photographed, imported, read, recorded, printed, packed.

The only path of the program that records without a person; it records what was *drawn*, as user SIMULASI, never what
was read, and every document of it says SIMULASI.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from sirekap_desktop.exchange.package import writing
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.reading import FieldReading
from sirekap_desktop.jobs.demo_photos import draw_all, jobs_for
from sirekap_desktop.jobs.demo_workspace import new_workspace, record_drawn
from sirekap_desktop.jobs.documents import write_documents
from sirekap_desktop.jobs.export import package_name, write_package
from sirekap_desktop.jobs.importing import ImportSummary, import_paths
from sirekap_desktop.models.records import ImportOutcome
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.reports.captions import load_captions
from sirekap_desktop.samples.demo_elections import PEMILU, DemoElection, demo_elections
from sirekap_desktop.samples.ulumanda import DemoTps, load_ulumanda

WORKSPACE_FOLDER = "ulumanda"
PHOTO_FOLDER = "foto"
KEEP_OPEN = 6

PHOTOGRAPHED = 2
"""TPS whose forms are photographed in each election but the presidential one, whose photos are all drawn."""


@dataclass(frozen=True, slots=True)
class DemoProgress:
    """Which of the five steps is under way, and how far."""

    step: str
    """A sentence's worth: ``"Menggambar dan memfoto formulir"``."""
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class StatusCount:
    """Fields that ended with one reading status: how many, and how many with the drawn value."""

    status: str
    fields: int
    right: int


@dataclass(frozen=True, slots=True)
class ElectionReport:
    """How one election of the demo ended."""

    form: str
    name: str
    """``DPRD-KAB/KOTA``"""
    photographed: int
    """TPS read from photos; all others were entered as numbers."""
    recorded: int
    open_tps: tuple[str, ...]
    """Codes of the TPS left to check by hand."""
    pdf: Path
    """D.HASIL of the kecamatan."""


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What was built, and how the reading compares with what was drawn."""

    workspace: Path
    desa: int
    tps: int
    photos: int
    accepted: int
    elections: tuple[ElectionReport, ...]
    fields: tuple[StatusCount, ...]
    """``proven``, ``confirm``, ``type``, ``empty``, ``unseen``, missing ones left out."""
    xlsx: Path
    package: Path
    fingerprint: str
    seconds: float
    reading_seconds: float

    @property
    def recorded_tps(self) -> int:
        """Of the first election, whose photos are all there."""
        return self.elections[0].recorded

    @property
    def open_tps(self) -> tuple[str, ...]:
        return self.elections[0].open_tps

    @property
    def pdf(self) -> Path:
        return self.elections[0].pdf

    @property
    def fields_total(self) -> int:
        return sum(item.fields for item in self.fields)

    @property
    def fields_right(self) -> int:
        return sum(item.right for item in self.fields)


Progress = Callable[[DemoProgress], None]


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """What the demo shows."""

    day: str = PEMILU
    """Voting day (:mod:`samples.demo_elections`), or ``ppwp`` for the presidential election alone."""
    all_photos: bool = False
    """Photograph every TPS in every election, not only :data:`PHOTOGRAPHED`."""
    width_px: int = 2000
    """Width of the photos."""
    keep_open: int = KEEP_OPEN
    """How many TPS are left without entries; of the other elections one, if any."""
    tps_limit: int | None = None
    """Only the first so many TPS; for tests."""

    def tps(self) -> tuple[DemoTps, ...]:
        return load_ulumanda().tps[: self.tps_limit]

    def photographed(self, election: DemoElection) -> tuple[str, ...]:
        """TPS whose form is photographed: of every election but the presidential one those of two desa."""
        codes = tuple(item.code for item in self.tps())
        if self.all_photos or election.form.pemilihan == "ppwp":
            return codes
        first_of_desa = {code[:10]: code for code in reversed(codes)}.values()
        return tuple(sorted([*sorted(first_of_desa), *codes][:PHOTOGRAPHED]))


def build_demo(
    folder: Path, plan: DemoPlan | None = None, *, progress: Progress | None = None, workers: int | None = None
) -> DemoReport:
    """Build the demo in ``folder``: photos in ``foto/``, the workspace in ``ulumanda/``.

    The workspace takes its name when it is complete; a demo that was stopped is begun anew.

    Args:
        folder: where there is no demo yet.
        plan: what it shows; the five elections of a Pemilu by default.
        progress: told about each step.
        workers: processes for drawing and reading; 0 none, None one per core.

    Raises:
        UserError: ``workspace.exists`` (there is a demo already), ``demo.running`` (another is being built there),
            disk errors.
    """
    final, unfinished = folder / WORKSPACE_FOLDER, folder / f".{WORKSPACE_FOLDER}.belum-selesai"
    with _alone(folder):
        _refuse_existing(final)
        shutil.rmtree(unfinished, ignore_errors=True)  # of a demo that was stopped half-way
        report = _Build(plan or DemoPlan(), unfinished, folder / PHOTO_FOLDER, progress or _silent, workers).run()
        with writing(final):
            unfinished.rename(final)
    return _moved(report, final)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep a second demo out of the folder while one is being built there; the lock dies with the process."""
    path = folder / f".{WORKSPACE_FOLDER}.lock"
    lock = FileLock(path, timeout=0)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout as error:
            raise UserError(
                f"Demo lain sedang dibuat di folder {folder}.",
                "Tunggu sampai selesai, atau pilih folder lain.",
                code="demo.running",
            ) from error
    try:
        yield
    finally:
        lock.release()
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _refuse_existing(final: Path) -> None:
    if final.exists():
        raise UserError(
            f"Folder {final.parent} sudah berisi demo.",
            "Buka demo itu, atau pilih folder lain.",
            code="workspace.exists",
        )


def _moved(report: DemoReport, final: Path) -> DemoReport:
    """The report after the finished workspace has taken its name."""

    def there(path: Path) -> Path:
        return final / path.relative_to(report.workspace)

    elections = tuple(replace(one, pdf=there(one.pdf)) for one in report.elections)
    return replace(report, workspace=final, elections=elections, xlsx=there(report.xlsx), package=there(report.package))


def _silent(_progress: DemoProgress) -> None:
    return


class _Build:
    """One run: draws, imports, records what was drawn, writes documents and package."""

    def __init__(self, plan: DemoPlan, folder: Path, photos: Path, tell: Progress, workers: int | None) -> None:
        self.plan, self.folder, self.photos, self.tell, self.workers = plan, folder, photos, tell, workers
        self.started = time.monotonic()
        self.elections = demo_elections(plan.day)
        self.tps = plan.tps()

    def run(self) -> DemoReport:
        photographed = {one.form.id: self.plan.photographed(one) for one in self.elections}
        with new_workspace(self.folder, load_ulumanda(), self.elections, self.tps) as workspace:
            jobs = jobs_for(self.elections, photographed, self.photos, self.plan.width_px)
            step = "Menggambar dan memfoto formulir"
            drawn = draw_all(self.photos, jobs, self.workers, lambda n, total: self.tell(DemoProgress(step, n, total)))
            imported = self._import(workspace, drawn)
            chosen = {one.form.id: self._left_open(workspace, one, photographed) for one in self.elections}
            self._record_all(workspace, chosen)
            return self._finish(workspace, imported, photographed, chosen)

    def _import(self, workspace: Workspace, photos: list[Path]) -> ImportSummary:
        step = "Mengimpor dan membaca foto"
        return import_paths(
            workspace, photos, workers=self.workers, progress=lambda p: self.tell(DemoProgress(step, p.done, p.total))
        )

    def _left_open(
        self, workspace: Workspace, election: DemoElection, photographed: dict[str, tuple[str, ...]]
    ) -> frozenset[str]:
        """Of an election photographed as a whole several, with something to see; of another one, which has photos."""
        if len(photographed[election.form.id]) < len(self.tps):
            return frozenset(photographed[election.form.id][-1:] if self.plan.keep_open else ())
        misread = {item.code: _misread(workspace, election, item.code) for item in self.tps}
        return choose_open(self.tps, misread, self.plan.keep_open)

    def _record_all(self, workspace: Workspace, chosen: dict[str, frozenset[str]]) -> None:
        """Enter what was drawn, as an operator would who makes no mistakes; broken sums still wait for their reason."""
        todo = [(one, tps) for one in self.elections for tps in self.tps if tps.code not in chosen[one.form.id]]
        for done, (one, tps) in enumerate(todo, start=1):
            record_drawn(workspace, one, tps.code)
            self.tell(DemoProgress("Mencatat isian yang digambar", done, len(todo)))

    def _finish(
        self,
        workspace: Workspace,
        imported: ImportSummary,
        photographed: dict[str, tuple[str, ...]],
        chosen: dict[str, frozenset[str]],
    ) -> DemoReport:
        paths = write_documents(
            workspace,
            workspace.documents_folder,
            lambda p: self.tell(DemoProgress("Menulis dokumen", p.done, p.total)),
        )
        self.tell(DemoProgress("Menulis paket", 0, 1))
        package = write_package(workspace, workspace.packages_folder / package_name(workspace))
        self.tell(DemoProgress("Menulis paket", 1, 1))
        return DemoReport(
            workspace=workspace.folder,
            desa=len({item.desa_code for item in self.tps}),
            tps=len(self.tps),
            photos=imported.files,
            accepted=imported.count(ImportOutcome.ACCEPTED),
            elections=tuple(self._ended(one, photographed, chosen, paths) for one in self.elections),
            fields=_counts(workspace, self.elections, photographed),
            xlsx=next(path for path in paths if path.suffix == ".xlsx"),
            package=package.path,
            fingerprint=package.report.fingerprint or "",
            seconds=time.monotonic() - self.started,
            reading_seconds=imported.seconds,
        )

    def _ended(
        self,
        election: DemoElection,
        photographed: dict[str, tuple[str, ...]],
        chosen: dict[str, frozenset[str]],
        paths: Sequence[Path],
    ) -> ElectionReport:
        form, left_open = election.form, chosen[election.form.id]
        return ElectionReport(
            form=form.id,
            name=form.short_name,
            photographed=len(photographed[form.id]),
            recorded=len(self.tps) - len(left_open),
            open_tps=tuple(sorted(left_open)),
            pdf=_certificate(paths, election),
        )


def _certificate(paths: Sequence[Path], election: DemoElection) -> Path:
    """D.HASIL of the kecamatan: documents come by election, the certificate first."""
    name = load_captions(election.form.pemilihan).text("file_kecamatan", kode=load_ulumanda().code)
    return next(path for path in paths if path.suffix == ".pdf" and path.name.startswith(name))


def _misread(workspace: Workspace, election: DemoElection, tps: str) -> frozenset[str]:
    """Fields that the machine saw as another number than the drawn one."""
    readings, drawn = workspace.tps_reading(tps, election.form.id), election.papers[tps]
    return frozenset(name for name, item in readings.items() if item.value is not None and item.value != drawn[name])


def choose_open(tps: Sequence[DemoTps], misread: dict[str, frozenset[str]], count: int) -> frozenset[str]:
    """Which TPS are left to the hand: one misread, one whose paper breaks a sum, the rest from many desa."""
    wanted = [item for item in tps if misread[item.code]][:1] + [item for item in tps if item.broken][:1]
    seen = {item.desa_code for item in wanted}
    last_of_desa = {item.desa_code: item for item in tps if item.desa_code not in seen}
    wanted += [*last_of_desa.values(), *reversed(tps)]
    return frozenset(list(dict.fromkeys(item.code for item in wanted))[:count])


def _counts(
    workspace: Workspace, elections: Iterable[DemoElection], photographed: dict[str, tuple[str, ...]]
) -> tuple[StatusCount, ...]:
    counts: Counter[tuple[str, bool]] = Counter()
    for one in elections:
        for tps in photographed[one.form.id]:
            _compare(workspace.tps_reading(tps, one.form.id), one.papers[tps], counts)
    order = ("proven", "confirm", "type", "empty", "unseen")
    totals = {status: counts[status, True] + counts[status, False] for status in order}
    return tuple(StatusCount(status, totals[status], counts[status, True]) for status in order if totals[status])


def _compare(
    readings: Mapping[str, FieldReading], drawn: Mapping[str, int | None], counts: Counter[tuple[str, bool]]
) -> None:
    for name, reading in readings.items():
        counts[reading.status.value, reading.value == drawn[name]] += 1
