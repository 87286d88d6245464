"""Reads cases in a process of its own, which may run out of time or memory, or die."""

from __future__ import annotations

import resource
import signal
import time
import traceback
from multiprocessing.connection import Connection

import cv2

from benchmarks.fuzz.cases import Case, make
from benchmarks.fuzz.outcome import Outcome, Trade, forget_peak, peak_mb
from sirekap_desktop.forms.loader import default_form_ids, load_form
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.ocr import engine

_ADDRESSES = 4 << 30
"""Bytes of addresses that the process may ask for: keeps a mistake from taking the machine down. The memory it really
takes is measured case by case."""


def work(pipe: Connection, seed: int) -> None:
    """Answer every index that comes through the pipe with an :class:`Outcome`, until None comes."""
    cv2.setNumThreads(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the run, not a case
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    forms = [load_form(form_id) for form_id in default_form_ids()]
    while (index := pipe.recv()) is not None:
        case = make(seed, index)
        pipe.send(None)  # the file is made: from here the clock runs
        forget_peak()
        started, cpu = time.perf_counter(), time.process_time()
        try:
            result, said = judged(case, engine.read_file(case.data, "berkas", forms=forms))
        except BaseException:  # noqa: BLE001 - whatever it is, it must not happen
            result, said = "raised", traceback.format_exc()
        took = time.perf_counter() - started, time.process_time() - cpu
        pipe.send(Outcome(index, case.kind, case.container, result, said, *took, peak_mb()))


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


READING = Trade(work, "read", 10.0, 1000)
