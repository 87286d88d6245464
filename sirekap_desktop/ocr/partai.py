"""Whose page it is: the pages of all parties carry the same tag, and often the same boxes.

Two witnesses are heard, the printed number of the party and its printed name. The number must be plain by itself, or
both must agree; a name that plainly speaks for another party silences the number. A page that is taken for another
party's is the worst error of this program, so nothing is concluded from what a page is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sirekap_desktop.forms.model import FormDefinition, FormPage, Label, Rect
from sirekap_desktop.ocr.plane import Floats
from sirekap_desktop.ocr.printed_names import name_likeness
from sirekap_desktop.ocr.printed_numbers import likeness
from sirekap_desktop.ocr.view import View

_BALLOT = range(1, 25)
"""Numbers of the ballot of 2024, Aceh included: what is printed may be the number of a party that nobody listed."""
_ACROSS, _ABOVE, _BELOW = 1.3, 1.25, 0.45
"""How far around a number, in sizes of its type, the paper is blank."""
_PER_SIZE = 30.0

_LIKE = 0.75
"""What is less like any number is none."""
_ALONE = 0.06
"""By how much a number must be ahead of all others where no name says the same: wrong ones were by 0.016 at most."""
_LEANING, _TOGETHER = 0.012, 0.03
"""The same with a name that says the same: the number by itself, and both together."""
_NAMED = 0.5
"""A name that is less like any of those listed says nothing: it may be printed otherwise than it is listed."""
_SAYS = 0.7
"""How much the lead of a name counts beside that of a number."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What one kind of print says: how like each candidate is."""

    candidates: tuple[int, ...]
    likeness: tuple[float, ...]

    @property
    def best(self) -> int:
        """The likest candidate."""
        return self.candidates[int(np.argmax(self.likeness))]

    @property
    def like(self) -> float:
        return max(self.likeness)

    def of(self, candidate: int) -> float:
        """How like one candidate is."""
        return self.likeness[self.candidates.index(candidate)]

    @property
    def ahead(self) -> float:
        """By how much the likest is ahead of the next; of a single candidate, by all."""
        ranked = sorted(self.likeness, reverse=True)
        return ranked[0] - ranked[1] if len(ranked) > 1 else ranked[0]


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What a page says of its party."""

    number: Witness | None
    name: Witness | None

    @property
    def partai(self) -> int | None:
        """The number of the party whose page this plainly is."""
        number = self.number
        if number is None or number.like < _LIKE:
            return None
        said = self._name_says(number.best)
        agreed = said > 0 and number.ahead >= _LEANING and number.ahead + said >= _TOGETHER
        return number.best if agreed or number.ahead + min(said, 0.0) >= _ALONE else None

    def _name_says(self, partai: int) -> float:
        """For a party: by how much its name is ahead of all others; against it: how far it is behind."""
        name = self.name
        if name is None or len(name.candidates) < 2 or name.like < _NAMED or partai not in name.candidates:
            return 0.0
        lead = name.ahead if name.best == partai else name.of(partai) - name.like
        return _SAYS * lead


def witnesses(view: View, form: FormDefinition, pages: Sequence[FormPage]) -> Witnesses:
    """Read number and name of the party on a page that is one of ``pages``, as far as they are in the picture."""
    unit = max(form.paper) / 900.0
    first = {page.partai: page for page in reversed(pages) if page.partai is not None}
    parties = tuple(sorted(first))
    places = {(label.x, label.y, label.size) for page in first.values() for label in _named(page, "p")}
    number = _number(view, next(iter(places)), parties) if len(places) == 1 else None
    names = [tuple(_named(first[party], "partai")) for party in parties]
    said = name_likeness(view, names, unit)
    return Witnesses(number, None if said is None else _witness(parties, said))


def _named(page: FormPage, names: str) -> list[Label]:
    return [label for label in page.labels if label.names == names]


def _witness(candidates: tuple[int, ...], likeness: Floats) -> Witness:
    return Witness(candidates, tuple(float(value) for value in likeness))


def _number(view: View, place: tuple[float, float, float], parties: tuple[int, ...]) -> Witness | None:
    x, y, size = place
    area = Rect(x - _ACROSS * size, y - _ABOVE * size, 2 * _ACROSS * size, (_ABOVE + _BELOW) * size)
    if not view.sees(area):
        return None
    step = size / _PER_SIZE
    across = area.x + (np.arange(round(area.w / step), dtype=np.float64) + 0.5) * step
    down = area.y + (np.arange(round(area.h / step), dtype=np.float64) + 0.5) * step
    numbers = tuple(sorted({*_BALLOT, *parties}))
    said = likeness(view.patch(across, down, 1.0 / step, area), numbers)
    return None if said is None else _witness(numbers, said)
