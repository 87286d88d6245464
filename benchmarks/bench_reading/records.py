"""What stands on the forms: published records of 2024, as they were published; what is missing is made up plausibly."""

from __future__ import annotations

import csv
import gzip
import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

Values = dict[str, int]

INCONSISTENT_SHARE = 0.1
_VOTES_ONLY_SHARE = 0.1
"""Records of which only the votes were published: all else is made up."""
_LARGEST = 999
_ROWS = ("pemilih_dpt", "pengguna_dpt", "pengguna_dptb", "pengguna_dpk", "pengguna_total")
_VOTES = {"p1": "suara_1", "p2": "suara_2", "p3": "suara_3"}
_SUMS = {"sah": "suara_sah", "tidak_sah": "suara_tidak_sah", "total": "suara_total"}
_COLUMNS = {**_VOTES, **_SUMS} | {f"{row}_{part}": f"{row}_{part}" for row, part in product(_ROWS, "lpj")}


@dataclass(frozen=True, slots=True)
class Record:
    """All 28 numbers of one TPS."""

    code: str
    desa: str
    values: Mapping[str, int]
    consistent: bool
    """All sums printed on the form hold."""


@dataclass(frozen=True, slots=True)
class Published:
    """The published records by kind, in the order of the file."""

    consistent: tuple[tuple[str, str, Values], ...]
    inconsistent: tuple[tuple[str, str, Values], ...]
    votes_only: tuple[tuple[str, str, Values], ...]


@lru_cache(maxsize=1)
def load_published(path: Path) -> Published:
    """Read the table once per process; numbers that no three boxes hold are left out with their record."""
    kinds: dict[str, list[tuple[str, str, Values]]] = {"consistent": [], "inconsistent": [], "votes": []}
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            values = {name: int(row[column]) for column, name in _COLUMNS.items() if row[column]}
            if any(not 0 <= value <= _LARGEST for value in values.values()):
                continue
            kind = _kind(values)
            if kind:
                kinds[kind].append((row["kode"], row["desa"], values))
    return Published(tuple(kinds["consistent"]), tuple(kinds["inconsistent"]), tuple(kinds["votes"]))


def _kind(values: Values) -> str:
    if len(values) == len(_COLUMNS):
        return "consistent" if sums_hold(values) else "inconsistent"
    votes = all(name in values for name in _VOTES.values())
    used = sum(values.get(name, 0) for name in _VOTES.values())
    return "votes" if votes and len(values) == len(_VOTES) and 20 <= used <= 320 else ""


def sums_hold(values: Mapping[str, int]) -> bool:
    """R1 to R4 and R7 of the voters' part."""
    v = values
    across = all(v[f"{row}_l"] + v[f"{row}_p"] == v[f"{row}_j"] for row in _ROWS)
    down = all(sum(v[f"{row}_{part}"] for row in _ROWS[1:4]) == v[f"{_ROWS[4]}_{part}"] for part in "lpj")
    votes = v["suara_1"] + v["suara_2"] + v["suara_3"] == v["suara_sah"]
    total = v["suara_sah"] + v["suara_tidak_sah"] == v["suara_total"] == v["pengguna_total_j"]
    return across and down and votes and total


def draw_record(published: Published, rng: random.Random) -> Record:
    """One record: one in ten breaks a sum as it was published."""
    consistent = rng.random() >= INCONSISTENT_SHARE
    if not consistent:
        code, desa, values = rng.choice(published.inconsistent)
        values = dict(values)
    elif rng.random() < _VOTES_ONLY_SHARE:
        code, desa, values = rng.choice(published.votes_only)
        values = values | _sums(values, rng)
    else:
        code, desa, values = rng.choice(published.consistent)
        values = dict(values)
    values |= _ballots(values, rng) | _disability(values, rng)
    return Record(code, desa, values, consistent)


def _sums(votes: Values, rng: random.Random) -> Values:
    """Sections I and V for votes: DPT and turnout as usual, DPTb and DPK split at random."""
    valid = sum(votes.values())
    invalid = rng.choice((0, 0, 1, 1, 2, 2, 3, 4, 5, 7, 9, 12))
    values = {"suara_sah": valid, "suara_tidak_sah": invalid, "suara_total": valid + invalid}
    left = valid + invalid
    for row in ("pengguna_dptb", "pengguna_dpk"):
        for part in "lp":
            values[f"{row}_{part}"] = min(left, rng.choice((0, 0, 0, 0, 1, 1, 2, 3, 5)))
            left -= values[f"{row}_{part}"]
    values["pengguna_dpt_l"] = round(left * rng.uniform(0.44, 0.54))
    values["pengguna_dpt_p"] = left - values["pengguna_dpt_l"]
    for part in "lp":
        values[f"pengguna_total_{part}"] = sum(values[f"{row}_{part}"] for row in _ROWS[1:4])
        values[f"pemilih_dpt_{part}"] = round(values[f"pengguna_dpt_{part}"] / rng.uniform(0.72, 0.95))
    for row in _ROWS:
        values[f"{row}_j"] = values[f"{row}_l"] + values[f"{row}_p"]
    return values


def _ballots(values: Values, rng: random.Random) -> Values:
    """II: DPT and 2 % more were delivered (R8), or as many as were used."""
    used, returned = values["suara_total"], rng.choice((0, 0, 0, 0, 1, 1, 2))
    received = min(_LARGEST, max(math.ceil(values["pemilih_dpt_j"] * 1.02), used + returned))
    used = min(used, received - returned)
    return {
        "ss_diterima": received,
        "ss_digunakan": used,
        "ss_dikembalikan": returned,
        "ss_tidak_digunakan": received - used - returned,
    }


def _disability(values: Values, rng: random.Random) -> Values:
    left, right = (min(rng.choice((0, 0, 0, 1, 1, 2, 3)), values["pengguna_total_j"]) for _ in "lp")
    return {"disabilitas_l": left, "disabilitas_p": right, "disabilitas_j": left + right}
