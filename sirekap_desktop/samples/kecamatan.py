"""Any kecamatan for the demo: places drawn or given, figures invented; the same code gives the same kecamatan."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.samples.sheets import tps_seed
from sirekap_desktop.samples.ulumanda import DemoDesa, DemoKecamatan, DemoTps
from sirekap_desktop.samples.votes import invented_values

_FORM = "c-hasil-ppwp-2024"
_FIRST_DESA = 2001
"""Kemendagri numbers kelurahan from 1001 and desa from 2001."""
_SYLLABLES = ("BA", "LA", "MA", "NU", "SA", "RI", "TO", "PA", "KA", "LE", "MBO", "NDA", "WA", "TI", "GU", "RA")


def drawn_kecamatan(
    code: str, *, kabupaten: str = "CONTOH", provinsi: str = "PROVINSI CONTOH", desa: int = 2, tps: int = 2
) -> DemoKecamatan:
    """A kecamatan with drawn names.

    Args:
        code: six digits.
        kabupaten: its kabupaten's name.
        provinsi: its province's name.
        desa: how many.
        tps: how many in each.
    """
    dice = np.random.default_rng(int(code))
    places = [DemoDesa(f"{code}{_FIRST_DESA + number}", _name(dice)) for number in range(desa)]
    codes = [f"{place.code}{number:03d}" for place in places for number in range(1, tps + 1)]
    return listed_kecamatan(code, _name(dice), kabupaten, provinsi, places, codes)


def listed_kecamatan(
    code: str, name: str, kabupaten: str, provinsi: str, desa: Sequence[DemoDesa], tps: Sequence[str]
) -> DemoKecamatan:
    """A kecamatan whose places are known; ``tps`` are codes of 13 digits."""
    drawn = tuple(_tps(one, int(code)) for one in tps)
    return DemoKecamatan(code, name, kabupaten, provinsi, _FORM, tuple(desa), drawn)


def _tps(code: str, taste: int) -> DemoTps:
    form = load_form(_FORM)
    values = invented_values(form, seed=tps_seed(code), taste=taste)
    return DemoTps(code, values, frozenset(values), ())


def _name(dice: np.random.Generator) -> str:
    return "".join(str(part) for part in dice.choice(_SYLLABLES, size=int(dice.integers(2, 5))))
