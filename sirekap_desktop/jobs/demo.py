"""A small kecamatan to try everything on: drawn, photographed, imported, read, recorded, printed, packed.

The only path of the program that records without a person; it records what was *drawn*, as user SIMULASI, never what
was read, and every document of it says SIMULASI.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import cv2
from filelock import FileLock, Timeout

from sirekap_desktop.exchange.package import writing
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.forms.reading import FieldReading
from sirekap_desktop.jobs.documents import write_documents
from sirekap_desktop.jobs.export import package_name, write_package
from sirekap_desktop.jobs.importing import ImportSummary, import_paths
from sirekap_desktop.jobs.reading_pool import follow_parent
from sirekap_desktop.models.records import Desa, EntryHow, ImportOutcome, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.sheets import demo_photos
from sirekap_desktop.samples.ulumanda import DemoKecamatan, DemoTps, load_ulumanda

OPERATOR = "SIMULASI"
WORKSPACE_FOLDER = "ulumanda"
PHOTO_FOLDER = "foto"
KEEP_OPEN = 6

_LEVELS = ("easy", "normal", "easy", "normal", "easy", "normal", "normal", "easy", "normal", "hard")
"""How well each TPS is photographed, in turn: as people do who were shown how, with a few bad ones."""


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
class DemoReport:
    """What was built, and how the reading compares with what was drawn."""

    workspace: Path
    desa: int
    tps: int
    photos: int
    accepted: int
    recorded_tps: int
    open_tps: tuple[str, ...]
    """Codes of the TPS left to check by hand."""
    fields: tuple[StatusCount, ...]
    """``proven``, ``confirm``, ``type``, ``empty``, ``unseen``, missing ones left out."""
    pdf: Path
    xlsx: Path
    package: Path
    fingerprint: str
    seconds: float
    reading_seconds: float

    @property
    def fields_total(self) -> int:
        return sum(item.fields for item in self.fields)

    @property
    def fields_right(self) -> int:
        return sum(item.right for item in self.fields)


Progress = Callable[[DemoProgress], None]


def build_demo(
    folder: Path,
    *,
    progress: Progress | None = None,
    width_px: int = 2000,
    keep_open: int = KEEP_OPEN,
    tps_limit: int | None = None,
    workers: int | None = None,
) -> DemoReport:
    """Build the demo in ``folder``: photos in ``foto/``, the workspace in ``ulumanda/``.

    The workspace takes its name when it is complete; a demo that was stopped is begun anew.

    Args:
        folder: where there is no demo yet.
        progress: told about each step.
        width_px: width of the photos.
        keep_open: how many TPS are left without entries.
        tps_limit: only the first so many TPS; for tests.
        workers: processes for drawing and reading; 0 none, None one per core.

    Raises:
        UserError: ``workspace.exists`` (there is a demo already), ``demo.running`` (another is being built there),
            disk errors.
    """
    final, unfinished = folder / WORKSPACE_FOLDER, folder / f".{WORKSPACE_FOLDER}.belum-selesai"
    with _alone(folder):
        _refuse_existing(final)
        shutil.rmtree(unfinished, ignore_errors=True)  # of a demo that was stopped half-way
        report = _build(
            unfinished, folder / PHOTO_FOLDER, width_px=width_px, keep_open=keep_open, tps_limit=tps_limit,
            workers=workers, tell=progress or _silent,
        )  # fmt: skip
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


def _build(
    folder: Path,
    photos: Path,
    *,
    width_px: int,
    keep_open: int,
    tps_limit: int | None,
    workers: int | None,
    tell: Progress,
) -> DemoReport:
    started = time.monotonic()
    demo = load_ulumanda()
    tps = demo.tps[:tps_limit]
    with _new_workspace(folder, demo, tps) as workspace:
        drawn = _draw_all(photos, [item.code for item in tps], width_px, workers, tell)
        imported = _import(workspace, drawn, workers, tell)
        chosen = choose_open(tps, {item.code: _misread(workspace, demo.form, item) for item in tps}, keep_open)
        _record(workspace, demo.form, [item for item in tps if item.code not in chosen], tell)
        return _finish(workspace, demo, tps, imported=imported, chosen=chosen, started=started, tell=tell)


def _refuse_existing(final: Path) -> None:
    if final.exists():
        raise UserError(
            f"Folder {final.parent} sudah berisi demo.",
            "Buka demo itu, atau pilih folder lain.",
            code="workspace.exists",
        )


def _moved(report: DemoReport, final: Path) -> DemoReport:
    """The report after the finished workspace has taken its name."""
    paths = {name: final / getattr(report, name).relative_to(report.workspace) for name in ("pdf", "xlsx", "package")}
    return replace(report, workspace=final, **paths)


def _silent(_progress: DemoProgress) -> None:
    return


def _new_workspace(folder: Path, demo: DemoKecamatan, tps: Sequence[DemoTps]) -> Workspace:
    area = Kecamatan(demo.code, demo.name, demo.kabupaten, demo.provinsi)
    workspace = Workspace.create(folder, area, operator=OPERATOR, simulation=True)
    form = load_form(demo.form)
    workspace.add_wilayah(
        [Desa(item.code, item.name) for item in demo.desa],
        [Tps(item.code, item.desa_code, item.number, item.dpt_l, item.dpt_p) for item in tps],
        [Contestant(item.number, f"PASANGAN CALON {item.number:02d}") for item in form.contestants],
        form.pemilihan,
    )
    return workspace


# --- photos ---------------------------------------------------------------------------------------------------------


def _draw_all(folder: Path, codes: Sequence[str], width_px: int, workers: int | None, tell: Progress) -> list[Path]:
    """Returns the photos: nothing else that lies in the folder belongs to the demo."""
    step = "Menggambar dan memfoto formulir"
    tell(DemoProgress(step, 0, len(codes)))
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        paths: list[Path] = []
        for done, names in enumerate(_drawn(folder, codes, width_px, workers), start=1):
            paths += [folder / name for name in names]
            tell(DemoProgress(step, done, len(codes)))
    return paths


def _drawn(folder: Path, codes: Sequence[str], width_px: int, workers: int | None) -> Iterable[list[str]]:
    jobs = [(str(folder), code, width_px, _LEVELS[number % len(_LEVELS)]) for number, code in enumerate(codes)]
    if workers == 0:
        yield from map(draw_tps, jobs)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=follow_parent) as pool:
        yield from pool.map(draw_tps, jobs)


def draw_tps(job: tuple[str, str, int, str]) -> list[str]:
    """Draw and photograph the pages of one TPS (folder, code, width in px, level); returns the names of the files."""
    folder, code, width_px, level = job
    cv2.setNumThreads(1)
    demo = load_ulumanda()
    tps = next(item for item in demo.tps if item.code == code)
    names = []
    for name, photo in demo_photos(load_form(demo.form), demo, tps, level=level, width_px=width_px):
        Path(folder, name).write_bytes(photo.jpeg)
        names.append(name)
    return names


# --- reading, recording ---------------------------------------------------------------------------------------------


def _import(workspace: Workspace, photos: list[Path], workers: int | None, tell: Progress) -> ImportSummary:
    step = "Mengimpor dan membaca foto"
    return import_paths(
        workspace, photos, workers=workers, progress=lambda p: tell(DemoProgress(step, p.done, p.total))
    )


def _misread(workspace: Workspace, form_id: str, tps: DemoTps) -> frozenset[str]:
    """Fields that the machine saw as another number than the drawn one."""
    readings = workspace.tps_reading(tps.code, form_id)
    return frozenset(
        name for name, item in readings.items() if item.value is not None and item.value != tps.values[name]
    )


def choose_open(tps: Sequence[DemoTps], misread: dict[str, frozenset[str]], count: int) -> frozenset[str]:
    """Which TPS are left to the hand: one misread, one whose paper breaks a sum, the rest from many desa."""
    wanted = [item for item in tps if misread[item.code]][:1] + [item for item in tps if item.broken][:1]
    seen = {item.desa_code for item in wanted}
    last_of_desa = {item.desa_code: item for item in tps if item.desa_code not in seen}
    wanted += [*last_of_desa.values(), *reversed(tps)]
    return frozenset(list(dict.fromkeys(item.code for item in wanted))[:count])


def _record(workspace: Workspace, form_id: str, tps: Sequence[DemoTps], tell: Progress) -> None:
    """Enter what was drawn, as an operator would who makes no mistakes; broken sums still wait for their reason."""
    form = workspace.form(form_id)
    for done, item in enumerate(tps, start=1):
        images = {page.number: workspace.current_image(item.code, form_id, page.number) for page in form.pages}
        new = []
        for field in form.fields:
            image = images[field.page]
            new.append(NewEntry(field.name, item.values[field.name], EntryHow.TYPED, image.id if image else None))
        workspace.record_many(item.code, form_id, new)
        tell(DemoProgress("Mencatat isian yang digambar", done, len(tps)))


def _compare(readings: dict[str, FieldReading], tps: DemoTps, counts: Counter[tuple[str, bool]]) -> None:
    for name, reading in readings.items():
        counts[reading.status.value, reading.value == tps.values[name]] += 1


def _counts(workspace: Workspace, form_id: str, tps: Sequence[DemoTps]) -> tuple[StatusCount, ...]:
    counts: Counter[tuple[str, bool]] = Counter()
    for item in tps:
        _compare(dict(workspace.tps_reading(item.code, form_id)), item, counts)
    order = ("proven", "confirm", "type", "empty", "unseen")
    totals = {status: counts[status, True] + counts[status, False] for status in order}
    return tuple(StatusCount(status, totals[status], counts[status, True]) for status in order if totals[status])


def _finish(
    workspace: Workspace,
    demo: DemoKecamatan,
    tps: Sequence[DemoTps],
    *,
    imported: ImportSummary,
    chosen: frozenset[str],
    started: float,
    tell: Progress,
) -> DemoReport:
    paths = write_documents(
        workspace,
        workspace.documents_folder,
        lambda p: tell(DemoProgress("Menulis dokumen", p.done, p.total)),
    )
    tell(DemoProgress("Menulis paket", 0, 1))
    package = write_package(workspace, workspace.packages_folder / package_name(workspace))
    tell(DemoProgress("Menulis paket", 1, 1))
    return DemoReport(
        workspace=workspace.folder,
        desa=len(demo.desa),
        tps=len(tps),
        photos=imported.files,
        accepted=imported.count(ImportOutcome.ACCEPTED),
        recorded_tps=len(tps) - len(chosen),
        open_tps=tuple(sorted(chosen)),
        fields=_counts(workspace, demo.form, tps),
        pdf=next(path for path in paths if path.suffix == ".pdf"),
        xlsx=next(path for path in paths if path.suffix == ".xlsx"),
        package=package.path,
        fingerprint=package.report.fingerprint or "",
        seconds=time.monotonic() - started,
        reading_seconds=imported.seconds,
    )
