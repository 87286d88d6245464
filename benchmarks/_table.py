"""What the benchmarks share: time taken, and a small table."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence


def median_ms(action: Callable[[], object], repeats: int) -> float:
    """The median of ``repeats`` runs, in ms, after one that is not counted."""
    action()
    taken = []
    for _ in range(repeats):
        started = time.perf_counter()
        action()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def show(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under a head, the first column to the left, numbers to the right."""
    cells = [[str(value) for value in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        first, *rest = (
            text.ljust(w) if n == 0 else text.rjust(w) for n, (text, w) in enumerate(zip(row, widths, strict=True))
        )
        print("  " + "  ".join([first, *rest]))
