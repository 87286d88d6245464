"""A plain stroke alphabet of capitals: what KPPS write names and numbers in words with."""

from __future__ import annotations

from sirekap_desktop.samples.glyphs import DIGITS, Path, Shape
from sirekap_desktop.samples.strokes import Points, smooth, straight

_SOURCE: dict[str, str] = {
    "A": "0,1 .5,0 1,1|.2,.62 .82,.62",
    "B": "0,0 0,1|~0,0 .8,.08 .8,.42 .05,.5 .95,.6 .9,.95 0,1",
    "C": "~1,.15 .6,0 .1,.2 .02,.6 .3,.98 1,.9",
    "D": "0,0 0,1|~0,0 .7,.08 1,.5 .7,.94 0,1",
    "E": "1,0 0,0 0,1 1,1|0,.5 .8,.5",
    "F": "1,0 0,0 0,1|0,.48 .8,.48",
    "G": "~1,.15 .5,0 .05,.35 .15,.9 .6,1 1,.8|.55,.58 1,.58 1,1",
    "H": "0,0 0,1|1,0 1,1|0,.5 1,.5",
    "I": ".5,0 .5,1",
    "J": "~.8,0 .8,.7 .6,1 .2,.98 0,.75",
    "K": "0,0 0,1|.95,0 0,.55 1,1",
    "L": "0,0 0,1 .95,1",
    "M": "0,1 .05,0 .5,.7 .95,0 1,1",
    "N": "0,1 0,0 1,1 1,0",
    "O": "~.5,0 .05,.35 .12,.85 .55,1 .95,.65 .88,.15 .5,0",
    "P": "0,1 0,0|~0,0 .8,.05 .85,.45 0,.55",
    "Q": "~.5,0 .05,.35 .12,.85 .55,1 .95,.65 .88,.15 .5,0|.6,.75 1,1.05",
    "R": "0,1 0,0|~0,0 .8,.05 .85,.42 .05,.52|.3,.52 1,1",
    "S": "~.95,.12 .5,0 .05,.2 .4,.47 .92,.7 .6,1 0,.88",
    "T": "0,0 1,0|.5,0 .5,1",
    "U": "~0,0 .02,.6 .3,1 .8,.95 1,.5 1,0",
    "V": "0,0 .5,1 1,0",
    "W": "0,0 .25,1 .5,.3 .75,1 1,0",
    "X": "0,0 1,1|1,0 0,1",
    "Y": "0,0 .5,.48|1,0 .5,.48 .45,1",
    "Z": "0,0 1,0 0,1 1,1",
    "-": ".1,.5 .9,.5",
    "/": ".8,0 .2,1",
    ".": ".45,.96 .55,1",
    "'": ".5,0 .45,.2",
}
"""Strokes apart by ``|``, knots by spaces; ``~`` makes a stroke a curve."""

WIDTHS: dict[str, float] = {"I": 0.35, ".": 0.3, "'": 0.3, "M": 1.2, "W": 1.25, " ": 0.75}
"""Advance of the narrow and the wide ones, as a part of the usual letter width."""


def _parse(source: str) -> Shape:
    return Shape(tuple(_path(part) for part in source.split("|")))


def _path(source: str) -> Path:
    knots = tuple((float(x), float(y)) for x, y in (pair.split(",") for pair in source.lstrip("~").split()))
    return Path(knots, curved=source.startswith("~"))


LETTERS: dict[str, Shape] = {letter: _parse(source) for letter, source in _SOURCE.items()} | {
    digit: next(shape for shape in shapes if not shape.traced) for digit, shapes in DIGITS.items()
}
"""Capitals, digits and the few signs of place names, in a unit box."""


def letter_points(letter: str) -> tuple[Points, ...]:
    """The strokes of one letter in its unit box; nothing for a space or an unknown sign."""
    shape = LETTERS.get(letter)
    if shape is None:
        return ()
    return tuple(smooth(path.knots, 4) if path.curved else straight(path.knots, 3) for path in shape.paths)
