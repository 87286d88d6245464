"""The photos that wait for a place, one after the other, and what is remembered about those that belong together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from sirekap_desktop.jobs.proposing import Offer
from sirekap_desktop.jobs.regroup import Loose, group

LIKELY = 0.5
"""A TPS that is less likely is shown, and taken only when the operator points at it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A TPS that an image most likely belongs to; ``file`` is the photo that it belongs with, if that is why."""

    tps: str
    file: str = ""
    offer: Offer | None = None
    """Set when the figures on the photo, its sums or its neighbours are why."""

    @property
    def is_likely(self) -> bool:
        """Whether Enter alone may take it."""
        return self.offer is None or self.offer.probability >= LIKELY


class AssignQueue:
    """Photos in the order of arrival. The current one stays current when others are added or leave."""

    def __init__(self) -> None:
        self.items: tuple[Loose, ...] = ()
        self._place = 0
        self._proposals: dict[str, Proposal] = {}
        self.offers: Mapping[str, tuple[Offer, ...]] = {}

    @property
    def current(self) -> Loose | None:
        return self.items[self._place] if self.items else None

    @property
    def number(self) -> int:
        """The place of the current photo, counted from 1."""
        return self._place + 1 if self.items else 0

    def update(self, items: Sequence[Loose], want: str | None = None) -> None:
        """New state of the workspace. ``want`` is the id of the image to go to."""
        wanted = want or (self.current.image.id if self.current else None)
        self.items = tuple(items)
        places = {item.image.id: place for place, item in enumerate(self.items)}
        # when the current photo has left, the one that stood behind it has moved to its place
        self._place = places.get(wanted or "", min(self._place, max(0, len(self.items) - 1)))

    def step(self, by: int) -> None:
        """To a neighbour, round the end."""
        if self.items:
            self._place = (self._place + by) % len(self.items)

    def mates(self) -> tuple[Loose, ...]:
        """The photos that most likely show the same TPS as the current one, with it."""
        current = self.current
        if current is None:
            return ()
        return next(found.items for found in group(self.items) if current in found.items)

    def remember(self, tps: str) -> None:
        """The current photo goes to ``tps``: those that belong with it get the same TPS proposed."""
        current = self.current
        if current is None:
            return
        file = PurePath(current.image.source).name
        for item in self.mates():
            if item is not current:
                self._proposals[item.image.id] = Proposal(tps, file)

    def proposals(self) -> tuple[Proposal, ...]:
        """What the current photo may be, the best first: what its name or its mates say, then what it shows itself."""
        current = self.current
        if current is None:
            return ()
        said = [Proposal(current.image.tps)] if current.image.tps else []
        if current.image.id in self._proposals:
            said.append(self._proposals[current.image.id])
        offered = (Proposal(offer.tps, offer.mate, offer) for offer in self.offers.get(current.image.id, ()))
        found: dict[str, Proposal] = {}
        for proposal in (*said[:1], *offered):
            found.setdefault(proposal.tps, proposal)
        return tuple(found.values())

    def clear(self) -> None:
        self.items, self._place = (), 0
        self._proposals.clear()
        self.offers = {}
