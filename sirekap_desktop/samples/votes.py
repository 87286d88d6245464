"""Invented figures of one TPS that fit together on any form: for demo, tests and benchmarks.

Who came to vote may be given (the same people vote in all elections of a day); who they voted for is drawn by chance
from tastes that the TPS of one kecamatan share. Every sum of the form holds.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping

import numpy as np

from sirekap_desktop.forms.model import Field, FormDefinition

Values = dict[str, int]
_NOBODY: Mapping[str, int | None] = {}
_PEMILU = {"pengguna_dpt": "pengguna_dpt", "pengguna_dptb": "pengguna_dptb", "pengguna_dpk": "pengguna_dpk"}
_PILKADA = {"pengguna_dpt": "pengguna_dpt", "pengguna_dpph": "pengguna_dptb", "pengguna_dptb_ktp": "pengguna_dpk"}
"""Rows of voters: as the form calls them, and as the presidential form does."""
_SPARE = {300: 0.02, 600: 0.025}
"""Ballots beyond the DPT by voters per TPS: Pemilu and Pilkada (domain.md §1.5)."""


def invented_values(
    form: FormDefinition, voters: Mapping[str, int | None] = _NOBODY, *, seed: int, taste: int = 0
) -> Values:
    """All numbers of a form.

    Args:
        form: any C.HASIL of 2024.
        voters: rows of section I by the names of the presidential form (``pengguna_dpt_l``); what is missing is drawn.
        seed: of this TPS.
        taste: of the kecamatan: how its people vote.
    """
    dice = _dice(form, seed)
    values = _voters(form, voters, dice)
    values |= _ballots(form, values, dice)
    invalid = min(values["pengguna_total_j"], int(dice.choice((0, 1, 1, 2, 2, 3, 4, 6))))
    valid = values["pengguna_total_j"] - invalid
    values |= {"suara_sah": valid, "suara_tidak_sah": invalid, "suara_total": valid + invalid}
    return values | _votes(form, valid, dice, _dice(form, taste))


def _voters(form: FormDefinition, given: Mapping[str, int | None], dice: np.random.Generator) -> Values:
    names = {field.row for field in form.fields}
    rows = _PEMILU if "pengguna_dptb" in names else _PILKADA
    values: Values = {}
    for part in "lp":
        dpt = given.get(f"pemilih_dpt_{part}")
        values[f"pemilih_dpt_{part}"] = registered = dpt if dpt is not None else int(dice.integers(60, 145))
        for name, known_as in rows.items():
            came = given.get(f"{known_as}_{part}")
            drawn = (
                round(registered * dice.uniform(0.7, 0.95))
                if name == "pengguna_dpt"
                else int(dice.choice((0, 0, 1, 2)))
            )
            values[f"{name}_{part}"] = drawn if came is None else came
        values[f"pengguna_total_{part}"] = sum(values[f"{name}_{part}"] for name in rows)
        values[f"disabilitas_{part}"] = min(int(dice.choice((0, 0, 1, 1, 2))), values[f"pengguna_total_{part}"])
    for row in ("pemilih_dpt", *rows, "pengguna_total", "disabilitas"):
        values[f"{row}_j"] = values[f"{row}_l"] + values[f"{row}_p"]
    return values


def _ballots(form: FormDefinition, voters: Values, dice: np.random.Generator) -> Values:
    used, returned = voters["pengguna_total_j"], int(dice.choice((0, 0, 0, 1)))
    spare = math.ceil(voters["pemilih_dpt_j"] * _SPARE.get(form.max_voters, 0.02))
    received = max(voters["pemilih_dpt_j"] + spare, used + returned)
    return {
        "ss_diterima": received,
        "ss_digunakan": used,
        "ss_dikembalikan": returned,
        "ss_tidak_digunakan": received - used - returned,
    }


def _votes(form: FormDefinition, valid: int, dice: np.random.Generator, tastes: np.random.Generator) -> Values:
    """Shares every valid vote out; of a party first over parties, then over the party itself and its calon."""
    if not form.by_partai:
        fields = [field.name for field in form.fields if field.section == "IV"]
        return dict(zip(fields, _shared_out(valid, len(fields), dice, tastes), strict=True))
    partai = {page.number: page.partai for page in form.pages}
    of_partai: dict[int, list[Field]] = {}
    for field in form.fields:
        if (number := partai[field.page]) is not None:
            of_partai.setdefault(number, []).append(field)
    values: Values = {}
    for fields_of_one, votes in zip(of_partai.values(), _shared_out(valid, len(of_partai), dice, tastes), strict=True):
        *single, total = (field.name for field in fields_of_one)
        values |= dict(zip(single, _shared_out(votes, len(single), dice, tastes), strict=True))
        values[total] = votes
    return values


def _shared_out(votes: int, count: int, dice: np.random.Generator, tastes: np.random.Generator) -> list[int]:
    """Votes for each of ``count``: a few get most, many get none, as in any TPS."""
    weights = tastes.exponential(size=count) ** 1.5 * dice.uniform(0.6, 1.4, count)
    return [int(number) for number in dice.multinomial(votes, weights / weights.sum())]


def _dice(form: FormDefinition, seed: int) -> np.random.Generator:
    return np.random.default_rng((zlib.crc32(form.id.encode()), seed))
