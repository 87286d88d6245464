"""Runs jobs on all cores and says how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from sirekap_desktop.jobs.reading_pool import follow_parent

T = TypeVar("T")


def on_all_cores(name: str, work: Callable[[T], object], todo: Sequence[T], workers: int) -> None:
    """Do every job; prints a line now and then. A job that fails ends the run, what is done stays on disk."""
    if not todo:
        return
    started = said = time.monotonic()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=follow_parent) as pool:
        for count, _ in enumerate(pool.map(work, todo, chunksize=4), start=1):
            if time.monotonic() - said > 30 or count == len(todo):
                said = time.monotonic()
                print(f"  {name}: {count} of {len(todo)}, {said - started:.0f} s", flush=True)
