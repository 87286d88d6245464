"""Reads files on all cores: processes, because reading is computing; none at all for a handful of files.

A process that dies on a file (out of memory, a fault in a decoder) costs that one file, which is read again alone and
then called unreadable; the import goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2

from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.ocr import engine

Readings = tuple[PageReading, ...]
Forms = Sequence[FormDefinition]
Read = Callable[[str, str, Forms], Readings]

_CRASHED = "Pembacaan berkas ini berhenti tiba-tiba; fotonya tersimpan dan dapat dibaca ulang."


def read_stored(path: str, name: str, forms: Forms) -> Readings:
    """Read one original. Never raises on bad input."""
    return engine.read_file(Path(path).read_bytes(), name, forms=forms)


def follow_parent() -> None:
    """End this process when the one that started it is gone.

    A program that is killed cannot tell its processes, and they would wait for work, and hold their memory, for ever.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), name="follow-parent", daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _prepare_worker() -> None:
    """One core each: the processes are the parallelism. Ctrl+C is the main process's business."""
    follow_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)


def _read_in_worker(read: Read, path: str, name: str, packed: bytes) -> Readings:
    return read(path, name, _unpacked(packed))


def _packed(forms: Forms) -> bytes:
    return zlib.compress(pickle.dumps(tuple(forms)), 1)


@lru_cache(maxsize=4)
def _unpacked(packed: bytes) -> Forms:
    forms: Forms = pickle.loads(zlib.decompress(packed))  # noqa: S301 - from this program's own main process
    return forms


@dataclass(frozen=True, slots=True)
class ReadingFile:
    """What is to be read, and what to look for in it."""

    path: Path
    name: str
    forms: Forms


class ReadingPool:
    """Takes files, gives back readings in the order in which they are asked for.

    Args:
        forms: what to look for, unless a file says otherwise.
        workers: processes; 0 reads in the calling thread, None takes one per core.
        read: what reads a file; must be importable by name in the processes.
    """

    def __init__(self, forms: Forms, workers: int | None = None, *, read: Read = read_stored) -> None:
        self.workers = workers if workers is not None else os.cpu_count() or 1
        self._forms = forms
        # Small, and with each file instead of with the start of a process: what a process is started with goes through
        # a pipe that holds 64 KB, and a process that dies before it reads would leave the program writing for ever.
        self._packed: dict[int, tuple[Forms, bytes]] = {}
        self._read = read
        self._executor: ProcessPoolExecutor | None = None

    def submit(self, path: Path, name: str, forms: Forms | None = None) -> ReadingTicket:
        """Begin to read a file (or, without processes, remember to).

        Args:
            path: the file.
            name: what it is called.
            forms: what to look for in this one; the same object for files that have the same forms.
        """
        wanted = self._forms if forms is None else forms
        future = self._begin(path, name, wanted) if self.workers else None
        return ReadingTicket(self, ReadingFile(path, name, wanted), future)

    def read_here(self, file: ReadingFile) -> Readings:
        return self._read(str(file.path), file.name, file.forms)

    def read_alone(self, file: ReadingFile) -> Readings:
        """After a process has died: once more in fresh processes, with nothing else in them."""
        self.close()
        try:
            return self._begin(file.path, file.name, file.forms).result()
        except BrokenProcessPool:
            self.close()
            return (engine.unreadable(_CRASHED),)

    def _begin(self, path: Path, name: str, forms: Forms) -> Future[Readings]:
        if self._executor is None:
            # spawn: the window's process has threads, which a fork would copy in the middle of their work
            self._executor = ProcessPoolExecutor(
                self.workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_prepare_worker,
            )
        return self._executor.submit(_read_in_worker, self._read, str(path), name, self._pack(forms))

    def _pack(self, forms: Forms) -> bytes:
        """Packed once for all files with these forms, which are kept so that their place in memory stays theirs."""
        if id(forms) not in self._packed:
            self._packed[id(forms)] = (forms, _packed(forms))
        return self._packed[id(forms)][1]

    def close(self) -> None:
        """End the processes; files that are being read are finished first, waiting ones are dropped."""
        executor, self._executor = self._executor, None
        if executor:
            executor.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class ReadingTicket:
    """One file that is being read, or waits to be."""

    def __init__(self, pool: ReadingPool, file: ReadingFile, future: Future[Readings] | None) -> None:
        self._pool, self._file, self._future = pool, file, future

    def is_ready(self, seconds: float) -> bool:
        """Wait up to ``seconds``; True when :meth:`result` will not wait (or is itself what does the work)."""
        if self._future is None:
            return True
        try:
            self._future.exception(timeout=seconds)
        except TimeoutError:
            return False
        except CancelledError:
            return True
        return True

    def result(self) -> Readings:
        if self._future is None:
            return self._pool.read_here(self._file)
        try:
            return self._future.result()
        except (BrokenProcessPool, CancelledError):  # cancelled: it waited behind a file on which a process died
            return self._pool.read_alone(self._file)

    @property
    def is_done(self) -> bool:
        """Read already: its result is worth keeping when the import is cancelled."""
        future = self._future
        return future is not None and future.done() and not future.cancelled() and future.exception() is None
