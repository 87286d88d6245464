"""Kecamatan Ulumanda, Kabupaten Majene: the demo's 8 desa and 40 TPS with their published figures of 2024."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class DemoDesa:
    """A desa of the demo."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class DemoTps:
    """A TPS of the demo: all 28 numbers of C.HASIL-PPWP, published or filled."""

    code: str
    """13 digits."""
    values: Mapping[str, int | None]
    filled: frozenset[str]
    """Fields that Sirekap did not publish; their numbers are invented."""
    broken: tuple[str, ...]
    """Sums that do not hold, as they were published: rule and row (``"R2 pengguna_total_j"``)."""

    @property
    def desa_code(self) -> str:
        return self.code[:10]

    @property
    def number(self) -> int:
        return int(self.code[10:])

    @property
    def dpt_l(self) -> int:
        return self.values["pemilih_dpt_l"] or 0

    @property
    def dpt_p(self) -> int:
        return self.values["pemilih_dpt_p"] or 0


@dataclass(frozen=True, slots=True)
class DemoKecamatan:
    """The kecamatan of the demo."""

    code: str
    name: str
    kabupaten: str
    provinsi: str
    form: str
    desa: tuple[DemoDesa, ...]
    tps: tuple[DemoTps, ...]

    def desa_of(self, tps: DemoTps) -> DemoDesa:
        return next(desa for desa in self.desa if desa.code == tps.desa_code)


@cache
def load_ulumanda() -> DemoKecamatan:
    """Read the file that ``tools/make_demo_data.py`` makes."""
    text = (files("sirekap_desktop.resources") / "demo" / "ulumanda.json").read_text(encoding="utf-8")
    data = json.loads(text)
    fields: list[str] = data["fields"]
    place = data["kecamatan"]
    return DemoKecamatan(
        code=place["code"],
        name=place["name"],
        kabupaten=place["kabupaten"],
        provinsi=place["provinsi"],
        form=data["form"],
        desa=tuple(DemoDesa(desa["code"], desa["name"]) for desa in data["desa"]),
        tps=tuple(
            DemoTps(
                code=row["code"],
                values=MappingProxyType(dict(zip(fields, row["values"], strict=True))),
                filled=frozenset(row["filled"]),
                broken=tuple(row["broken"]),
            )
            for row in data["tps"]
        ),
    )
