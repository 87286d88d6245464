"""What is fuzzed, what became of a case, and what it took."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case."""

    index: int
    kind: str
    container: str
    result: str
    """``read``, ``refused``, or a fault: ``wrong``, ``speechless``, ``raised``, ``hung``, ``died``; of packages
    also ``accepted`` and the fault ``wrote``."""
    said: str
    seconds: float
    cpu_seconds: float
    megabytes: float
    """Largest resident memory of the process while it read this file; 0 where the system does not tell."""


@dataclass(frozen=True, slots=True)
class Trade:
    """What is fuzzed, and what one case may take."""

    work: Callable[[Connection, int], None]
    """Answers the numbers of cases that come through a pipe, in a process of its own."""
    passes: str
    """The result that is neither a refusal nor a fault."""
    most_seconds: float
    """Of processor time: on a machine that does other things as well, the clock on the wall says little."""
    most_mb: int


def forget_peak() -> None:
    """Begin to measure the largest memory anew (Linux)."""
    path = Path("/proc/self/clear_refs")
    if path.exists():
        path.write_text("5")


def peak_mb() -> float:
    path = Path("/proc/self/status")
    if not path.exists():
        return 0.0
    line = next((line for line in path.read_text().splitlines() if line.startswith("VmHWM")), "VmHWM: 0")
    return int(line.split()[1]) / 1024
