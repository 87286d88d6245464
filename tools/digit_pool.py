"""The boxes that all models learn from, photographed anew many times: made once, dealt to the folds by their source.

Drawing and photographing a box costs more than learning from it, and the five models of the cross-validation differ
only in the kecamatan they may see. Every box here knows the real crop that its ink comes from, so that a fold takes
exactly the boxes of its own training cells, and those that come from no crop at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from digit_augment import augment
from digit_data import Cell, Grey
from digit_scenes import Target, lift, scene, sure
from digit_synth import InkSource, Rng, synthetic_cell
from numpy.typing import NDArray

from sirekap_desktop.forms.reading import CELL_CLASSES

VIEWS = {"0": 4, "": 8}
"""How many times as often the real crops of a rare class are seen as those of the others."""
SHARES = {"0": 450, "X": 320, "-": 420, "/": 380, ".": 380, "": 900}
"""How the drawn boxes are spread over the classes; any other class has OTHERS."""
OTHERS = 170

PASTED = 2
"""Into how many other boxes the ink of a real crop is written (rare classes more)."""

Targets = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pool:
    """Boxes ready to learn from."""

    crops: NDArray[np.uint8]
    """(N, CELL_PX, CELL_PX) grey."""
    targets: Targets
    """(N, 15): what a reader should believe of each box; not one class where the box is not clear."""
    sources: NDArray[np.int32]
    """(N,): place of the real cell that the ink comes from, -1 where there is none."""

    def drawn(self) -> NDArray[np.intp]:
        """Places of the boxes without any real ink of the forms."""
        return np.flatnonzero(self.sources < 0)

    def of(self, places: Sequence[int]) -> NDArray[np.intp]:
        """Places of the boxes that come from these cells."""
        return np.flatnonzero(np.isin(self.sources, np.asarray(places, np.int32)))


def make_pool(cells: Sequence[Cell], data: Path, views: int, drawn: int, seed: int) -> Pool:
    """Photograph each real cell ``views`` times (rare classes more), lift its ink into other boxes, and draw more."""
    rng = np.random.default_rng(seed)
    ink = InkSource(data)
    made = [
        *((*item, -1) for item in _drawn(ink, drawn, rng)),
        *((*item, place) for place, cell in enumerate(cells) for item in _from_cell(cell, views, ink, rng)),
    ]
    crops, targets, sources = zip(*made, strict=True)
    return Pool(np.stack(crops), np.stack(targets), np.asarray(sources, np.int32))


def _from_cell(cell: Cell, views: int, ink: InkSource, rng: Rng) -> Iterator[tuple[Grey, Target]]:
    times = VIEWS.get(CELL_CLASSES[cell.label], 1)
    for _ in range(views * times):
        yield augment(cell.image, cell.corners, rng), sure(cell.label)
    lifted = lift(cell)
    if lifted is not None:
        for _ in range(PASTED * times):
            pasted = scene(cell.label, ink, rng, lifted)
            yield augment(pasted.image, pasted.corners, rng), pasted.target


def _drawn(ink: InkSource, count: int, rng: Rng) -> Iterator[tuple[Grey, Target]]:
    shares = [SHARES.get(name, OTHERS) for name in CELL_CLASSES]
    for label, share in enumerate(shares):
        for turn in range(round(count * share / sum(shares))):
            if turn % 2:
                made = scene(label, ink, rng)
                yield augment(made.image, made.corners, rng), made.target
            else:
                yield augment(*synthetic_cell(label, ink, rng), rng), sure(label)
