"""Where a number of a form stands in the published data of Sirekap (domain.md §6), and where it has no place there."""

from __future__ import annotations

import json
import os
import pathlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sirekap_desktop.models.recap import RecapRow

EXTRA = "tambahan"
"""Object for what Sirekap does not publish: ballots, disabled voters, kinds of voters of a Pilkada."""
TPS_NAME = re.compile(r"(?:.*/)?([0-9]{13})\.json")
"""The file of one TPS, in whichever folders."""
MAX_FILE = 2**20
"""Bytes of such a file."""
_CONTESTANT = re.compile(r"(?:suara|calon)_(\d+)")
_PARTAI = re.compile(r"partai_(\d+)_(suara|jumlah|calon_(\d+))")
_OF_PARTAI = {"suara": "jml_suara_partai", "jumlah": "jml_suara_total"}

Path = tuple[str, ...]
"""Keys from the outside in: ``("chart", "100025")``, ``("administrasi", "suara_sah")``."""


@dataclass(frozen=True, slots=True)
class Names:
    """The paths of a ballot."""

    pemilihan: str
    year: int

    def path(self, row: RecapRow) -> Path:
        """Where the figure of a row stands in the object of a TPS."""
        if found := _PARTAI.fullmatch(row.field):
            return "chart", str(int(found[1])), _OF_PARTAI.get(found[2]) or str(int(found[3]))
        if found := _CONTESTANT.fullmatch(row.field):
            number = str(int(found[1]))
            return "chart", str(_data()["chart"].get(f"{self.pemilihan}-{self.year}", {}).get(number, number))
        if row.field == "kolom_kosong":
            return "chart", row.field
        name = row.export_as or row.field
        return ("administrasi" if name in _data()["administrasi"] else EXTRA), name

    @property
    def folder(self) -> tuple[str, ...]:
        """Where the files of the election stand: ``pemilu/hhcw/ppwp``."""
        return str(_data()["folder"].get(self.pemilihan, "pemilu")), "hhcw", self.pemilihan

    @property
    def nested(self) -> tuple[str, ...]:
        """Pilkada: the figures of a TPS stand in an object of their own."""
        return ("tungsura",) if self.folder[0] == "pilkada" else ()


def is_published(row: RecapRow) -> bool:
    """Whether Sirekap publishes this number for a TPS."""
    return Names("", 0).path(row)[0] != EXTRA


def put(into: dict[str, Any], path: Iterable[str], value: object) -> None:
    """Set a value at a path; objects on the way are made."""
    *way, last = path
    for key in way:
        into = into.setdefault(key, {})
    into[last] = value


def published_elections() -> frozenset[str]:
    """Every pemilihan that Sirekap has a folder for: ``ppwp``, ``pdpr`` …"""
    return frozenset(_data()["folder"])


def get_at(value: object, path: Iterable[str]) -> object:
    """What stands at a path; ``None`` where the way is no object or ends before."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def json_below(root: pathlib.Path) -> Iterator[pathlib.Path]:
    """JSON files of a folder and below, by name, those of a folder before its folders; links to folders are not
    followed. Never all at once: a whole province is half a million files."""
    for folder, names, files in os.walk(root):
        names.sort()
        yield from (pathlib.Path(folder, name) for name in sorted(files) if name.endswith(".json"))


@cache
def _data() -> dict[str, Any]:
    path = resources.files("sirekap_desktop.resources") / "exchange" / "sirekap.json"
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data
