"""How KPPS shape their digits: skeletons in a unit box, taken from looking at several thousand real boxes of 2024.

Most digits are traced over the printed dot guides, so they are seven-segment shapes; the rest are ordinary
handwriting. Weights say roughly how often each shape was seen.
"""

from __future__ import annotations

from dataclasses import dataclass

from sirekap_desktop.samples.strokes import Points, ellipse, smooth, straight

Knots = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Path:
    """Knots of one stroke: joined by straight lines or by a smooth curve."""

    knots: Knots
    curved: bool = False

    def points(self, knots: Points | None = None) -> Points:
        """The stroke, optionally through displaced knots."""
        through = self.knots if knots is None else knots
        return smooth(through) if self.curved else straight(through)


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to write a digit or letter."""

    paths: tuple[Path, ...]
    weight: float = 1.0
    traced: bool = False
    """Follows the dotted seven-segment guides."""
    width: float = 1.0
    """Width of the glyph's frame, as a part of the usual width."""


def _lines(*knots: tuple[float, float]) -> Path:
    return Path(knots)


def _curve(*knots: tuple[float, float]) -> Path:
    return Path(knots, curved=True)


def _oval(
    start: float,
    sweep: float,
    center: tuple[float, float] = (0.5, 0.5),
    radii: tuple[float, float] = (0.5, 0.5),
) -> Path:
    points = ellipse(center, radii, start, sweep)
    return Path(tuple((float(x), float(y)) for x, y in points[:: max(1, len(points) // 9)]), curved=True)


_TL, _TR, _ML, _MR, _BL, _BR = (0.0, 0.0), (1.0, 0.0), (0.0, 0.5), (1.0, 0.5), (0.0, 1.0), (1.0, 1.0)

DIGITS: dict[str, tuple[Shape, ...]] = {
    "0": (
        Shape((_lines(_TL, _BL, _BR, _TR, _TL),), 5, traced=True),
        Shape((_lines(_TR, _TL, _BL, _BR, (1.0, -0.04)),), 3, traced=True),
        Shape((_lines(_TL, _BL), _lines(_TL, _TR, _BR, _BL)), 2, traced=True),
        Shape((_oval(-80, -372),), 4),
        Shape((_oval(-100, 368, radii=(0.42, 0.5)),), 2),
        Shape((_curve((0.55, 0.0), (0.15, 0.55), (0.25, 0.95), (0.7, 0.95), (0.85, 0.6), (0.5, 0.02)),), 1),
        Shape((_oval(-80, -365), _lines((0.95, 0.0), (0.05, 1.0))), 0.5),
        Shape((_lines(_TL, _BL, _BR, _TR, _TL), _lines((1.0, 0.05), (0.0, 0.95))), 0.4, traced=True),
    ),
    "1": (
        Shape((_lines((0.5, 0.0), (0.5, 1.0)),), 9, traced=True),
        Shape((_lines((0.55, 0.02), (0.47, 1.0)),), 2),
        Shape((_lines((1.0, 0.0), (1.0, 1.0)),), 0.8, traced=True),
        Shape((_lines((0.2, 0.3), (0.52, 0.0), (0.52, 1.0)),), 1.6),
        Shape((_lines((0.22, 0.27), (0.52, 0.0), (0.52, 1.0)), _lines((0.1, 1.0), (0.92, 1.0))), 1.0),
        Shape((_lines((0.5, 0.0), (0.5, 1.0)), _lines((0.2, 1.0), (0.8, 1.0))), 0.4, traced=True),
    ),
    "2": (
        Shape((_lines(_TL, _TR, _MR, _ML, _BL, _BR),), 7, traced=True),
        Shape((_lines(_TL, _TR, _MR, _ML, _BL, (1.06, 1.02)),), 2, traced=True),
        Shape((_curve((0.05, 0.22), (0.4, 0.0), (0.9, 0.15), (0.8, 0.5), (0.05, 1.0)), _lines((0.03, 1.0), _BR)), 3),
        Shape(
            (_curve((0.05, 0.15), (0.5, 0.0), (0.95, 0.25), (0.5, 0.7), (0.08, 1.0), (0.15, 0.85), (0.5, 0.95), _BR),),
            1.2,
        ),
        Shape((_lines((0.0, 0.06), (0.95, 0.0), (0.05, 1.0), _BR),), 0.8),
    ),
    "3": (
        Shape((_lines(_TL, _TR, _BR, _BL), _lines((0.1, 0.5), _MR)), 6, traced=True),
        Shape((_lines(_TL, _TR, _MR, (0.15, 0.5)), _lines(_MR, _BR, _BL)), 3, traced=True),
        Shape((_lines(_TL, _TR, (0.35, 0.42)), _curve((0.35, 0.42), (0.95, 0.6), (0.9, 0.9), (0.4, 1.0), _BL)), 1.6),
        Shape(
            (
                _curve((0.05, 0.12), (0.5, 0.0), (0.92, 0.2), (0.4, 0.46)),
                _curve((0.4, 0.46), (1.0, 0.65), (0.85, 0.95), (0.4, 1.0), (0.0, 0.88)),
            ),
            3,
        ),
        Shape((_lines(_TL, _TR, (0.45, 0.45), (1.0, 0.62), (0.85, 1.0), (0.05, 0.98)),), 1),
    ),
    "4": (
        Shape((_lines(_TL, _ML, _MR), _lines(_TR, _BR)), 6, traced=True),
        Shape((_lines((0.12, 0.0), (0.0, 0.55), (1.1, 0.55)), _lines((0.82, 0.0), (0.82, 1.0))), 4),
        Shape((_lines((0.62, 0.0), (0.0, 0.66), (1.05, 0.66)), _lines((0.68, 0.25), (0.66, 1.0))), 1.2),
        Shape((_lines((0.75, 1.0), (0.75, 0.0), (0.0, 0.64), (1.05, 0.64)),), 1.0),
        Shape((_lines((0.2, 0.0), (0.1, 0.5), (1.0, 0.5)), _lines((0.7, 0.1), (0.62, 1.0))), 2),
    ),
    "5": (
        Shape((_lines(_TR, _TL, _ML, _MR, _BR, _BL),), 7, traced=True),
        Shape((_lines(_TL, _ML, _MR, _BR, _BL), _lines((-0.04, 0.0), (1.05, 0.0))), 3, traced=True),
        Shape(
            (
                _lines((0.15, 0.02), (0.08, 0.44)),
                _curve((0.08, 0.44), (0.6, 0.36), (0.98, 0.66), (0.6, 1.0), (0.0, 0.92)),
                _lines((0.12, 0.02), (0.95, 0.0)),
            ),
            3,
        ),
        Shape(
            (_curve((0.95, 0.0), (0.15, 0.03), (0.1, 0.42), (0.7, 0.42), (0.95, 0.75), (0.5, 1.0), (0.0, 0.93)),),
            1.2,
        ),
    ),
    "6": (
        Shape((_lines(_TR, _TL, _BL, _BR, _MR, _ML),), 6, traced=True),
        Shape((_lines(_TL, _BL, _BR, _MR, _ML),), 1.4, traced=True),
        Shape((_lines(_TR, _TL, _BL), _lines(_ML, _MR, _BR, _BL)), 2, traced=True),
        Shape(
            (_curve((0.75, 0.0), (0.2, 0.4), (0.05, 0.8), (0.5, 1.0), (0.95, 0.78), (0.6, 0.52), (0.1, 0.75)),),
            3,
        ),
        Shape(
            (_curve((0.4, 0.0), (0.08, 0.55), (0.25, 0.98), (0.8, 0.95), (0.9, 0.62), (0.5, 0.52), (0.1, 0.68)),),
            1.5,
        ),
    ),
    "7": (
        Shape((_lines(_TL, _TR, _BR),), 6, traced=True),
        Shape((_lines((0.0, 0.14), _TL, _TR, _BR),), 1.0, traced=True),
        Shape((_lines((0.0, 0.02), _TR, (0.35, 1.0)),), 4),
        Shape((_lines((0.0, 0.02), _TR, (0.4, 1.0)), _lines((0.28, 0.52), (0.98, 0.48))), 1.6),
        Shape((_lines((0.02, 0.2), (0.05, 0.02), _TR, (0.35, 1.0)),), 1.0),
        Shape((_lines(_TL, _TR, _BR), _lines((0.55, 0.5), (1.4, 0.48))), 0.4, traced=True),
    ),
    "8": (
        Shape((_lines(_TL, _BL, _BR, _TR, _TL), _lines(_ML, _MR)), 6, traced=True),
        Shape((_lines(_MR, _ML, _TL, _TR, _BR, _BL, _ML),), 3, traced=True),
        Shape(
            (
                _curve(
                    (0.85, 0.1),
                    (0.4, 0.0),
                    (0.12, 0.2),
                    (0.5, 0.48),
                    (0.92, 0.75),
                    (0.5, 1.0),
                    (0.08, 0.75),
                    (0.5, 0.48),
                    (0.88, 0.22),
                    (0.8, 0.06),
                ),
            ),
            4,
        ),
        Shape((_oval(90, 368, (0.5, 0.23), (0.4, 0.24)), _oval(-90, 368, (0.5, 0.73), (0.48, 0.27))), 2),
    ),
    "9": (
        Shape((_lines(_MR, _ML, _TL, _TR, _BR, _BL),), 6, traced=True),
        Shape((_lines(_MR, _ML, _TL, _TR, _BR),), 1.4, traced=True),
        Shape(
            (
                _curve((0.9, 0.15), (0.45, 0.0), (0.08, 0.25), (0.45, 0.5), (0.9, 0.2)),
                _lines((0.92, 0.08), (0.85, 1.0)),
            ),
            2,
        ),
        Shape(
            (
                _curve(
                    (0.9, 0.2),
                    (0.45, 0.0),
                    (0.1, 0.25),
                    (0.45, 0.48),
                    (0.9, 0.22),
                    (0.93, 0.6),
                    (0.7, 0.98),
                    (0.15, 0.96),
                ),
            ),
            3,
        ),
        Shape((_lines(_MR, _ML, _TL, _TR, (0.98, 1.0), (0.0, 0.98)),), 2, traced=True),
    ),
}
"""Every way a digit is written, most usual first."""

CROSSES: tuple[Shape, ...] = (
    Shape((_lines((0.0, 0.0), (1.0, 1.0)), _lines((1.0, 0.0), (0.0, 1.0))), 6),
    Shape((_curve((0.0, 0.04), (0.45, 0.5), (0.6, 0.72), (1.0, 0.97)), _lines((1.0, 0.02), (0.0, 1.0))), 2),
    Shape((_curve((0.0, 0.0), (0.4, 0.3), (1.0, 1.0), (1.02, 0.9), (0.9, 0.35), (0.97, 0.02), (0.0, 1.0)),), 0.3),
)
"""X, drawn in its frame: the whole box, or the dot guides."""
