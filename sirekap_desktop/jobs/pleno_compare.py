"""*Bandingkan*: what the meeting notes of a copy that somebody holds, and of imported data of Sirekap."""

from __future__ import annotations

from collections.abc import Sequence

from sirekap_desktop.jobs.pleno import Figure
from sirekap_desktop.models.pleno.facts import Compared

SIREKAP = "sirekap"
"""Holder of what Sirekap published."""


def knows_sirekap(figures: Sequence[Figure]) -> bool:
    """Whether something of Sirekap was imported for these figures."""
    return any(one.sirekap is not None for one in figures)


def compared(figures: Sequence[Figure], holder: str, typed: Sequence[tuple[str, int]]) -> Compared:
    """What was typed, and of imported data of Sirekap every figure that differs; typed figures go first."""
    found: dict[str, int] = {}
    if holder == SIREKAP:
        found = {one.field.name: one.sirekap for one in figures if one.sirekap is not None and one.sirekap_differs}
    return Compared(holder, tuple((found | dict(typed)).items()))
