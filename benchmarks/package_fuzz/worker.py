"""Tries cases in a process of its own, which may run out of time or memory, and in which every write is watched."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.fuzz.outcome import Outcome, Trade, forget_peak, peak_mb
from benchmarks.package_fuzz.cases import Case, make
from benchmarks.package_fuzz.judging import FETCHED, tried

_ADDRESSES = 2 << 30
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ACTS = {
    "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate", "os.chmod", "os.chown",
    "os.utime", "shutil.rmtree", "shutil.move", "shutil.copyfile", "tempfile.mkdtemp", "tempfile.mkstemp",
    "subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn", "socket.connect", "sqlite3.connect",
    "import.exec",
}  # fmt: skip


class Watch:
    """Notes everything that is written, made, moved or started elsewhere than in the one folder where it may be."""

    def __init__(self) -> None:
        self._allowed: str | None = None
        self._on = False
        self.seen: list[str] = []
        sys.addaudithook(self._hook)

    @contextmanager
    def over(self, allowed: Path | None) -> Iterator[None]:
        self.seen = []
        self._allowed, self._on = (os.path.realpath(allowed) if allowed else None), True
        try:
            yield
        finally:
            self._on = False

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._on:
            return
        if event == "open":
            path, _, flags = arguments
            is_number = isinstance(path, int)  # of a file that was opened by its name before
            if isinstance(flags, int) and flags & _WRITING and not is_number:
                self._note(event, path)
        elif event in _ACTS:
            self._note(event, arguments[0] if arguments else "")

    def _note(self, event: str, path: object) -> None:
        text = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else repr(path)
        if self._allowed is None or not f"{os.path.realpath(text)}{os.sep}".startswith(self._allowed + os.sep):
            self.seen.append(f"{event} {text}"[:200])


def work(pipe: Connection, seed: int) -> None:
    """Answer every index that comes through the pipe with an :class:`Outcome`, until None comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    watch = Watch()
    with tempfile.TemporaryDirectory() as folder:
        for number in (-1, -2, -3):  # what is loaded and made once is no case's time
            outcome(make(seed, number), Path(folder), watch)
        while (index := pipe.recv()) is not None:
            case = make(seed, index)
            pipe.send(None)
            pipe.send(outcome(case, Path(folder), watch))


def outcome(case: Case, folder: Path, watch: Watch) -> Outcome:
    """Put the files of a case down, take them, and look at what happened."""
    place = folder / "kasus"
    case.put(place)
    before = _listed(place)
    forget_peak()
    started, cpu = time.perf_counter(), time.process_time()
    try:
        with watch.over(place / FETCHED if case.road == "store" else None):
            result, said = tried(case, place)
    except BaseException:  # noqa: BLE001 - whatever it is, it must not happen
        result, said = "raised", traceback.format_exc()
    took = time.perf_counter() - started, time.process_time() - cpu
    peak = peak_mb()
    changed = {name for name in before ^ _listed(place) if name.partition("/")[0] != FETCHED}
    if watch.seen or changed:
        result, said = "wrote", f"{watch.seen[:3]} {sorted(changed)[:3]}"
    shutil.rmtree(place)
    return Outcome(case.index, case.kind, case.road, result, said, *took, peak)


def _listed(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


PACKAGES = Trade(work, "accepted", 2.0, 400)
