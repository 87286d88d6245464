"""A folder that a scanner or phone writes into: which files in it are complete. Without Qt; whoever watches looks.

A file counts as complete when two looks, some time apart, find the same size and time of change, and it is not empty:
scanners and copies over a network write slowly, and no system tells reliably when they are done.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop.jobs.files import looks_like_photo

_Mark = tuple[int, int]
"""Size and time of change in ns."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found."""

    ready: tuple[Path, ...]
    """Complete, and not reported before with this content."""
    waiting: tuple[Path, ...]
    """New, empty or still growing."""
    problem: str
    """Why the folder could not be looked at, a sentence; else empty."""


class FolderWatch:
    """Remembers what it saw.

    Args:
        folder: what to watch, with its subfolders.
        settle_seconds: how long a file must have stayed the same.
        clock: monotonic seconds; for tests.
    """

    def __init__(
        self, folder: Path, *, settle_seconds: float = 2.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.folder = folder
        self._settle = settle_seconds
        self._clock = clock
        self._seen: dict[Path, tuple[_Mark, float]] = {}
        self._reported: dict[Path, _Mark] = {}

    def look(self) -> Look:
        """Look once. A folder that is gone (an unplugged disk) is a problem told, never an error."""
        now = self._clock()
        try:
            marks = dict(self._marks())
        except OSError as error:
            self._seen.clear()
            return Look((), (), f"Folder pemindai {self.folder} tidak dapat dibuka: {error.strerror or error}.")
        fresh = {path: mark for path, mark in marks.items() if self._reported.get(path) != mark}
        ready = tuple(path for path, mark in fresh.items() if self._is_settled(path, mark, now))
        self._seen = {path: self._since(path, mark, now) for path, mark in marks.items()}
        self._reported |= {path: marks[path] for path in ready}
        return Look(ready, tuple(path for path in fresh if path not in ready), "")

    def _is_settled(self, path: Path, mark: _Mark, now: float) -> bool:
        before = self._seen.get(path)
        return mark[0] > 0 and before is not None and before[0] == mark and now - before[1] >= self._settle

    def _since(self, path: Path, mark: _Mark, now: float) -> tuple[_Mark, float]:
        before = self._seen.get(path)
        return before if before is not None and before[0] == mark else (mark, now)

    def _marks(self) -> Iterator[tuple[Path, _Mark]]:
        for folder, names, files in os.walk(self.folder, onerror=_raise):
            names.sort()
            for name in sorted(files):
                path = Path(folder, name)
                if not looks_like_photo(path):
                    continue
                try:
                    state = path.stat()
                except FileNotFoundError:
                    continue  # renamed or removed between listing and look
                yield path, (state.st_size, state.st_mtime_ns)


def _raise(error: OSError) -> None:
    raise error
