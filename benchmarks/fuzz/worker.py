"""Reads cases in a process of its own, which may run out of time or memory, or die."""

from __future__ import annotations

import resource
import signal
import time
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import cv2

from benchmarks.fuzz.cases import Case, make
from sirekap_desktop.forms.loader import default_form_ids, load_form
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.ocr import engine

_ADDRESSES = 4 << 30
"""Bytes of addresses that the process may ask for: keeps a mistake from taking the machine down. The memory it really
takes is measured case by case."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case."""

    index: int
    kind: str
    container: str
    result: str
    """``read``, ``refused``, or a fault: ``wrong``, ``speechless``, ``raised``, ``hung``, ``died``."""
    said: str
    seconds: float
    cpu_seconds: float
    megabytes: float
    """Largest resident memory of the process while it read this file; 0 where the system does not tell."""


def work(pipe: Connection, seed: int) -> None:
    """Answer every index that comes through the pipe with an :class:`Outcome`, until None comes."""
    cv2.setNumThreads(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the run, not a case
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    forms = [load_form(form_id) for form_id in default_form_ids()]
    while (index := pipe.recv()) is not None:
        case = make(seed, index)
        pipe.send(None)  # the file is made: from here the clock runs
        _forget_peak()
        started, cpu = time.perf_counter(), time.process_time()
        try:
            result, said = judged(case, engine.read_file(case.data, "berkas", forms=forms))
        except BaseException:  # noqa: BLE001 - whatever it is, it must not happen
            result, said = "raised", traceback.format_exc()
        took = time.perf_counter() - started, time.process_time() - cpu
        pipe.send(Outcome(index, case.kind, case.container, result, said, *took, _peak_mb()))


def judged(case: Case, readings: tuple[PageReading, ...]) -> tuple[str, str]:
    """Whether the readings are an acceptable end for the case."""
    if not readings:
        return "speechless", "no reading at all"
    for item in readings:
        if item.status == "unreadable" and (not _is_sentence(item.reason or "") or item.fields):
            return "speechless", repr(item.reason)
        if item.status not in {"read", "unreadable"}:
            return "speechless", item.status
    shown = [(str(item.form), item.page or 0) for item in readings if item.status == "read"]
    if case.may_show is not None and any(page not in case.may_show for page in shown):
        return "wrong", f"read as {shown}, shows {case.may_show}"
    return ("read", str(shown)) if shown else ("refused", readings[0].reason or "")


def _is_sentence(text: str) -> bool:
    return text[:1].isupper() and text.endswith(".") and "Error" not in text and len(text) > 20


def _forget_peak() -> None:
    """Begin to measure the largest memory anew (Linux)."""
    path = Path("/proc/self/clear_refs")
    if path.exists():
        path.write_text("5")


def _peak_mb() -> float:
    path = Path("/proc/self/status")
    if not path.exists():
        return 0.0
    line = next((line for line in path.read_text().splitlines() if line.startswith("VmHWM")), "VmHWM: 0")
    return int(line.split()[1]) / 1024
