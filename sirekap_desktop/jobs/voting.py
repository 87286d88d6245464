"""Which elections a workspace can be set to: those of a voting day in its region, or the presidential one alone."""

from __future__ import annotations

from dataclasses import dataclass

from sirekap_desktop.forms.elections import elections_of, voting_days
from sirekap_desktop.models.settings import Settings


@dataclass(frozen=True, slots=True)
class ElectionSet:
    """Elections that are recapitulated together."""

    id: str
    """``pemilu-2024``, ``pilkada-2024``, or ``ppwp`` for the first one alone."""
    forms: tuple[str, ...]
    """Ids of their forms, in the order of the ballots."""


def election_sets(region: str) -> tuple[ElectionSet, ...]:
    """The choices of a region (code of the kecamatan), the whole Pemilu first."""
    days = [ElectionSet(day, tuple(one.plano for one in elections_of(day, region))) for day in voting_days()]
    return (*(found for found in days if found.forms), ElectionSet("ppwp", (Settings().elections,)))
