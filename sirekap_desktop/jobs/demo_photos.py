"""Draws and photographs the forms of the demo on all cores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import cv2

from sirekap_desktop.exchange.package import writing
from sirekap_desktop.jobs.reading_pool import follow_parent
from sirekap_desktop.samples.demo_elections import DemoElection, demo_election, demo_photos
from sirekap_desktop.samples.ulumanda import load_ulumanda

_LEVELS = ("easy", "normal", "easy", "normal", "easy", "normal", "normal", "easy", "normal", "hard")
"""How well each TPS is photographed, in turn: as people do who were shown how, with a few bad ones."""


@dataclass(frozen=True, slots=True)
class DrawJob:
    """The form of one TPS to draw and photograph."""

    folder: str
    tps: str
    form: str
    width_px: int
    level: str


def jobs_for(
    elections: Sequence[DemoElection], photographed: Mapping[str, Sequence[str]], folder: Path, width_px: int
) -> list[DrawJob]:
    """What is drawn of each election: the TPS of its form in ``photographed``."""
    return [
        DrawJob(str(folder), code, one.form.id, width_px, _LEVELS[number % len(_LEVELS)])
        for one in elections
        for number, code in enumerate(photographed[one.form.id])
    ]


def draw_all(
    folder: Path, jobs: Sequence[DrawJob], workers: int | None, tell: Callable[[int, int], None]
) -> list[Path]:
    """Returns the photos: nothing else that lies in the folder belongs to the demo.

    Args:
        folder: made if it is not there.
        jobs: what to draw.
        workers: processes; 0 none, None one per core.
        tell: told how many of how many are done.
    """
    tell(0, len(jobs))
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        paths: list[Path] = []
        for done, names in enumerate(_drawn(jobs, workers), start=1):
            paths += [folder / name for name in names]
            tell(done, len(jobs))
    return paths


def _drawn(jobs: Sequence[DrawJob], workers: int | None) -> Iterable[list[str]]:
    if workers == 0:
        yield from map(draw_tps, jobs)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=follow_parent) as pool:
        yield from pool.map(draw_tps, jobs)


def draw_tps(job: DrawJob) -> list[str]:
    """Draw and photograph the pages of one TPS; returns the names of the files."""
    cv2.setNumThreads(1)
    tps = next(item for item in load_ulumanda().tps if item.code == job.tps)
    names = []
    for name, photo in demo_photos(demo_election(job.form), tps, level=job.level, width_px=job.width_px):
        Path(job.folder, name).write_bytes(photo.jpeg)
        names.append(name)
    return names
