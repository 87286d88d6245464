"""Which elections a region holds on a voting day, on which forms, and for which parties; data in ``pemilihan/``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from sirekap_desktop.forms.strict import Node, parse_json

_ENTRY_OPTIONAL = "not_in kabko partai"
_FIRST_KOTA = "71"
"""Kemendagri numbers kabupaten from 01 and kota from 71."""
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Pemilihan:
    """One election of a voting day."""

    code: str
    """``ppwp``, ``pdpr`` … (domain.md §6)."""
    plano: str
    """Id of the form, as :func:`sirekap_desktop.forms.loader.load_form` knows it."""
    salinan: str
    not_in: tuple[str, ...] = ()
    """Leading digits of the codes of regions that do not hold it."""
    kabko: str = ""
    """``kabupaten`` or ``kota`` where only one of them holds it."""
    partai: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Numbers on the ballot by leading digits of the region; empty where no parties stand."""

    def held_in(self, region: str) -> bool:
        """Whether a region votes in it; one known by its province only has neither kabupaten nor kota."""
        if region.startswith(self.not_in):
            return False
        return not self.kabko or self.kabko == kabko_of(region)

    def partai_in(self, region: str) -> tuple[int, ...]:
        """Numbers of the parties on the ballot of a region: in Aceh also those of the local parties."""
        codes = [code for code in self.partai if region.startswith(code)]
        return self.partai[max(codes, key=len)] if codes else ()


def voting_days() -> tuple[str, ...]:
    """``pemilu-2024``, ``pilkada-2024``."""
    return tuple(_days())


def elections_of(day: str, region: str) -> tuple[Pemilihan, ...]:
    """The elections that a region holds on a voting day, in the order of the ballots.

    Args:
        day: one of :func:`voting_days`.
        region: Kemendagri code of province, kabupaten, kecamatan, desa or TPS, with or without points;
            ``99…`` is overseas.

    Raises:
        KeyError: no such voting day.
    """
    code = region.replace(".", "")
    return tuple(one for one in _days()[day] if one.held_in(code))


def partai_on_ballot(pemilihan: str, region: str) -> tuple[int, ...]:
    """Numbers of the parties that may stand in an election of a region; empty where the data know of none.

    Args:
        pemilihan: ``pdpr`` …
        region: as in :func:`elections_of`.
    """
    known = (one for day in _days().values() for one in day if one.code == pemilihan)
    return next((numbers for one in known if (numbers := one.partai_in(region.replace(".", "")))), ())


def kabko_of(region: str) -> str:
    """``kabupaten`` or ``kota``; empty for the code of a province."""
    number = region[2:4]
    if len(number) < 2:
        return ""
    return "kota" if number >= _FIRST_KOTA else "kabupaten"


def read_elections(root: Node) -> dict[str, tuple[Pemilihan, ...]]:
    """All voting days of a file; a wrong key is refused with its path."""
    if root.at("schema").integer() != _SCHEMA:
        root.at("schema").fail(f"seharusnya {_SCHEMA}; program ini tidak mengenal susunan lain")
    days = (key for key, _ in root.entries() if key not in {"schema", "note"})
    return {day: tuple(_pemilihan(item) for item in root.at(day).items()) for day in days}


@cache
def _days() -> dict[str, tuple[Pemilihan, ...]]:
    path = files("sirekap_desktop.resources") / "forms" / "pemilihan" / "2024.json"
    return read_elections(parse_json(path.read_text(encoding="utf-8"), path.name))


def _pemilihan(node: Node) -> Pemilihan:
    node.only("pemilihan plano salinan", _ENTRY_OPTIONAL)
    return Pemilihan(
        code=node.at("pemilihan").text(),
        plano=node.at("plano").text(),
        salinan=node.at("salinan").text(),
        not_in=tuple(item.text() for item in node.at("not_in").items()) if node.has("not_in") else (),
        kabko=node.at("kabko").choice("kabupaten", "kota") if node.has("kabko") else "",
        partai=dict(_numbers(node.at("partai"))) if node.has("partai") else {},
    )


def _numbers(node: Node) -> Iterator[tuple[str, tuple[int, ...]]]:
    for region, item in node.entries():
        yield region, tuple(number.integer() for number in item.items())
