"""Repeating groups are written once and expanded from the contestants that the workspace knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sirekap_desktop.forms.model import Bubbles, Circle, Contestant, Fill, Label, Line, Rect, TallyGrid
from sirekap_desktop.forms.strict import Node

Offset = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Expansion:
    """Contestants, and where the paper prints the block of the first, second … one (offsets in mm)."""

    contestants: tuple[Contestant, ...]
    blocks: dict[str, tuple[Offset, ...]]

    def copies(self, repeat: Node | None) -> Iterator[tuple[Offset, Contestant | None]]:
        """Where a part of the form is printed: once, or once per contestant if ``repeat`` names a block row."""
        if repeat is None:
            yield (0.0, 0.0), None
            return
        yield from zip(self.blocks[repeat.choice(*self.blocks)], self.contestants, strict=False)


def read_blocks(node: Node) -> dict[str, tuple[Offset, ...]]:
    """``{"paslon": [[0, 0], [0, 151.95]]}``: offsets of each printed block from the first."""
    return {name: tuple(_offset(item) for item in blocks.items()) for name, blocks in node.entries()}


def _offset(node: Node) -> Offset:
    x, y = node.numbers(2)
    return x, y


def default_contestants(capacity: int, title: str = "PASANGAN CALON") -> tuple[Contestant, ...]:
    """As many as the paper prints: PASANGAN CALON 01, 02 …"""
    return tuple(Contestant(n, f"{title} {n:02d}") for n in range(1, capacity + 1))


def expansion_for(node: Node, contestants: Sequence[Contestant] | None, title: str = "PASANGAN CALON") -> Expansion:
    """Raises FormError if the paper has fewer blocks than there are contestants, or two share a number.

    ``title`` is what contestants are called as long as nobody knows their names.
    """
    blocks = read_blocks(node)
    capacity = min((len(offsets) for offsets in blocks.values()), default=0)
    chosen = default_contestants(capacity, title) if contestants is None else tuple(contestants)
    if len(chosen) > capacity:
        node.fail(f"formulir ini hanya memuat {capacity} peserta, padahal ada {len(chosen)}")
    if len({item.number for item in chosen}) != len(chosen):
        node.fail("dua peserta memakai nomor urut yang sama")
    return Expansion(chosen, blocks)


def fill(text: str, contestant: Contestant | None) -> str:
    """Put number and name of the contestant into a template: ``IV.{n}``, ``Paslon {nn}``, ``{name}``."""
    if contestant is None:
        return text
    filled = text.replace("{nn}", f"{contestant.number:02d}").replace("{n}", str(contestant.number))
    return filled.replace("{name}", contestant.name)


def _plus(value: float, offset: float) -> float:
    return round(value + offset, 3)


def move_rect(rect: Rect, by: Offset) -> Rect:
    """The rectangle shifted by (x, y) mm."""
    return Rect(_plus(rect.x, by[0]), _plus(rect.y, by[1]), rect.w, rect.h)


def move_bubbles(bubbles: Bubbles, by: Offset) -> Bubbles:
    """All bubble columns shifted by (x, y) mm."""
    columns = tuple(_plus(x, by[0]) for x in bubbles.column_x)
    return replace(bubbles, column_x=columns, first_y=_plus(bubbles.first_y, by[1]))


def move_tally(tally: TallyGrid, by: Offset) -> TallyGrid:
    """Tally grid and row-sum cells shifted by (x, y) mm."""
    return replace(
        tally,
        columns=tuple(_plus(x, by[0]) for x in tally.columns),
        rows=tuple(_plus(y, by[1]) for y in tally.rows),
        row_sum_columns=tuple(_plus(x, by[0]) for x in tally.row_sum_columns),
    )


def move_line(line: Line, by: Offset) -> Line:
    """The line shifted by (x, y) mm."""
    dx, dy = by
    x1, x2 = _plus(line.x1, dx), _plus(line.x2, dx)
    return replace(line, x1=x1, y1=_plus(line.y1, dy), x2=x2, y2=_plus(line.y2, dy))


def move_label(label: Label, by: Offset, contestant: Contestant | None) -> Label:
    """The text shifted by (x, y) mm, with number and name of its contestant put in."""
    return replace(label, x=_plus(label.x, by[0]), y=_plus(label.y, by[1]), text=fill(label.text, contestant))


def move_fill(fill: Fill, by: Offset) -> Fill:
    """The filled area shifted by (x, y) mm."""
    return replace(fill, area=move_rect(fill.area, by))


def move_circle(circle: Circle, by: Offset) -> Circle:
    """The circle shifted by (x, y) mm."""
    return replace(circle, x=_plus(circle.x, by[0]), y=_plus(circle.y, by[1]))
