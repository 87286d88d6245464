"""Case number n of a seed: always the same bytes, whatever machine and process make them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from benchmarks.fuzz.damage import DAMAGES, spliced
from benchmarks.fuzz.nonsense import MEANINGLESS, PIECES, encoded
from benchmarks.fuzz.sources import Source, sources

_SCENE_SHARE = 0.12
"""How many cases are whole pictures; the others are damaged files."""
_SPLICE = "stretch of another file"


@dataclass(frozen=True, slots=True)
class Case:
    """One file to read."""

    index: int
    kind: str
    container: str
    data: bytes
    may_show: tuple[tuple[str, int], ...] | None
    """Pages that may be read from it; None where any may."""


def make(seed: int, index: int) -> Case:
    """The file of case ``index``."""
    rng = np.random.default_rng((seed, index))
    return _scene(rng, index) if rng.random() < _SCENE_SHARE else _damaged(rng, index)


def _scene(rng: np.random.Generator, index: int) -> Case:
    scenes = {**MEANINGLESS, **PIECES}
    kind = str(rng.choice(list(scenes)))
    data = encoded(rng, scenes[kind](rng))
    return Case(index, kind, "picture", data, () if kind in MEANINGLESS else None)


def _damaged(rng: np.random.Generator, index: int) -> Case:
    source = _source(rng)
    names = [*DAMAGES, _SPLICE]
    kinds = [str(rng.choice(names)) for _ in range(int(rng.choice((1, 1, 1, 2, 3))))]
    data = source.data
    shows = source.shows
    for kind in kinds:
        if not data:
            break
        if kind == _SPLICE:
            data, shows = spliced(rng, data, _all_bytes()), _all_pages()
        else:
            data = DAMAGES[kind](rng, data)
    return Case(index, kinds[0] if len(kinds) == 1 else "several", source.container, data, shows)


def _source(rng: np.random.Generator) -> Source:
    return sources()[int(rng.integers(len(sources())))]


@cache
def _all_bytes() -> tuple[bytes, ...]:
    return tuple(source.data for source in sources())


@cache
def _all_pages() -> tuple[tuple[str, int], ...]:
    return tuple({page: None for source in sources() for page in source.shows})
