"""Plots for ``docs/reading.md``: small SVG pictures."""

from __future__ import annotations

from pathlib import Path

from benchmarks.bench_reading.outcomes import Results


def write(results: Results, folder: Path) -> None:
    del results
    folder.mkdir(parents=True, exist_ok=True)
