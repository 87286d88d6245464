"""What benchmarks of readings share: a number beside what is really written, and tables of statuses and confidence."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks._table import show
from benchmarks.bench_reading.statistics import calibration_error, reliability, upper_bound
from sirekap_desktop.forms.reading import FieldReading, FieldStatus


@dataclass(frozen=True)
class Outcome:
    """One number: what stands on the paper and what the machine made of it."""

    where: str
    group: str
    sound: bool
    truth: int | None
    reading: FieldReading

    @property
    def right(self) -> bool:
        return self.reading.value == self.truth


def show_statuses(outcomes: Sequence[Outcome]) -> None:
    """How many ended with each status, and how many of them wrong."""
    rows = []
    for status in FieldStatus:
        inside = [item for item in outcomes if item.reading.status is status]
        if inside:
            wrong = sum(not item.right for item in inside)
            bound = f"{100 * upper_bound(wrong, len(inside)):.2f} %" if status != FieldStatus.UNSEEN else ""
            rows.append((status.value, len(inside), f"{100 * len(inside) / len(outcomes):.1f} %", wrong, bound))
    show(("status", "numbers", "share", "wrong", "95 % bound"), rows)


def show_confidence(outcomes: Sequence[Outcome]) -> None:
    """Reliability of numbers that have a value."""
    bins = reliability((item.reading.confidence, item.right) for item in outcomes if item.reading.value is not None)
    rows = [(f"{b.low:g}–{b.high:g}", b.count, f"{b.confidence:.4f}", f"{b.right:.4f}") for b in bins]
    show(("confidence", "numbers", "mean confidence", "right"), rows)
    print(f"  expected calibration error {calibration_error(bins):.4f}")


def shared_photos() -> Path | None:
    """The real photos of the shared data, where they lie beside the checkout."""
    shared = Path(os.environ.get("SIREKAP_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    folder = shared / "photos" / "ppwp-page2-2024"
    return folder if folder.is_dir() else None
