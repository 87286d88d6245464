"""A table of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.bench_reading.statistics import upper_bound

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what must be said under it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""

    def markdown(self) -> str:
        """GitHub table under a heading of the third level."""
        lines = [f"### {self.title}", "", _line(self.head), _line(["---"] * len(self.head))]
        lines += [_line([str(cell) for cell in row]) for row in self.rows]
        return "\n".join([*lines, "", *([self.note, ""] if self.note else [])])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def percent(part: float, whole: float, digits: int = 2) -> str:
    """Share in percent; a dash of nothing."""
    return f"{100 * part / whole:.{digits}f} %" if whole else "–"


def bound(wrong: int, count: int) -> str:
    """Upper 95 % bound."""
    return f"{100 * upper_bound(wrong, count):.3f} %" if count else "–"
