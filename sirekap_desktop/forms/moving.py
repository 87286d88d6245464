"""Parts of a form shifted to where a further block is printed; offsets in mm."""

from __future__ import annotations

from dataclasses import replace

from sirekap_desktop.forms.model import Bubbles, Circle, Fill, Label, Line, Rect, TallyGrid

Offset = tuple[float, float]


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


def move_label(label: Label, by: Offset) -> Label:
    """The text shifted by (x, y) mm."""
    return replace(label, x=_plus(label.x, by[0]), y=_plus(label.y, by[1]))


def move_fill(fill: Fill, by: Offset) -> Fill:
    """The filled area shifted by (x, y) mm."""
    return replace(fill, area=move_rect(fill.area, by))


def move_circle(circle: Circle, by: Offset) -> Circle:
    """The circle shifted by (x, y) mm."""
    return replace(circle, x=_plus(circle.x, by[0]), y=_plus(circle.y, by[1]))
