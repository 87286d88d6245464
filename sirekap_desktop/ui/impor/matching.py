"""Which TPS a few typed letters and a number mean: ``sam 3`` is SAMBABO TPS 003, ``4`` the fourth of the last desa."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sirekap_desktop.models.records import Desa, Tps, TpsProgress

_PIECES = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class TpsChoice:
    """A TPS that may be chosen, and which pages of it have a photo already."""

    tps: Tps
    desa: str
    pages_present: tuple[int, ...] = ()
    pages_missing: tuple[int, ...] = ()

    @property
    def code(self) -> str:
        return self.tps.code


def choices(progress: Sequence[TpsProgress], desa: Sequence[Desa]) -> tuple[TpsChoice, ...]:
    """All TPS of the workspace in their order."""
    names = {item.code: item.name for item in desa}
    return tuple(
        TpsChoice(item.tps, names.get(item.tps.desa_code, ""), item.pages_present, item.pages_missing)
        for item in progress
    )


def match(text: str, items: Sequence[TpsChoice], last: TpsChoice | None = None) -> list[TpsChoice]:
    """The TPS that ``text`` can mean, best first.

    Letters begin (or, if no desa begins so, stand in) the name of the desa; the last number is the TPS, exactly. A
    number alone means the desa of ``last``, and every desa when it has no such TPS. A 13-digit code means itself.
    """
    pieces = _PIECES.findall(text.casefold())
    if len(pieces) == 1 and len(pieces[0]) == 13 and pieces[0].isdecimal():
        return [item for item in items if item.code == pieces[0]]
    if not pieces:
        return []
    number = int(pieces[-1]) if pieces[-1].isdecimal() else None
    words = [piece for piece in pieces[: None if number is None else -1] if piece != "tps"]
    numbered = [item for item in items if number is None or item.tps.number == number]
    if not words:
        near = [item for item in numbered if last and item.tps.desa_code == last.tps.desa_code]
        return near or (numbered if number is not None else [])
    ranked = [(rank, item) for item in numbered if (rank := _rank(words, item.desa.casefold())) is not None]
    best = min((rank for rank, _ in ranked), default=0)
    return [item for rank, item in ranked if rank == best]


def _rank(words: Sequence[str], name: str) -> int | None:
    """0: the words begin the name's words in order; 1: they begin some of its words; 2: they stand in it."""
    parts = _PIECES.findall(name)
    if len(words) <= len(parts) and all(part.startswith(word) for part, word in zip(parts, words, strict=False)):
        return 0
    if all(any(part.startswith(word) for part in parts) for word in words):
        return 1
    return 2 if all(word in name for word in words) else None


def following(last: TpsChoice | None, items: Sequence[TpsChoice]) -> TpsChoice | None:
    """The TPS after ``last`` in the same desa: people photograph one TPS after the other."""
    if last is None:
        return None
    later = (item for item in items if item.tps.desa_code == last.tps.desa_code and item.tps.number > last.tps.number)
    return min(later, key=lambda item: item.tps.number, default=None)
