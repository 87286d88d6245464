"""Likely slips: how many published records are alarmed, what planted slips are found, and how long a kecamatan takes.

Run: ``python -m benchmarks.slips [--tps 1591] [--kecamatan 40]``. The published records are those of the shared folder;
without them that part says so. Drawn records follow :func:`drawn`. Writes nothing outside a temporary folder.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import random
import sqlite3
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import sqrt
from pathlib import Path

from benchmarks._table import show
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.slips import Figures, Slip, SlipKind, find_slips
from sirekap_desktop.forms.slips.records import Block, blocks
from sirekap_desktop.jobs.slips import SlipFinder
from sirekap_desktop.models.records import Desa, Kecamatan, Tps
from sirekap_desktop.models.workspace import Workspace

SHARED = Path(os.environ.get("SIREKAP_SHARED", Path(__file__).resolve().parents[2] / "shared"))
PUBLISHED = SHARED / "tps" / "ppwp-published-ntb-sulbar.csv.gz"
NAMES = {"p1": "suara_1", "p2": "suara_2", "p3": "suara_3", "sah": "suara_sah", "tidak_sah": "suara_tidak_sah",
         "total": "suara_total"}  # fmt: skip
NOT_NUMBERS = {"kode", "prov", "kab", "kec", "desa", "tps", "ts"}
PPWP, DPR = "c-hasil-ppwp-2024", "c-hasil-dpr-2024"
PEMILU = (PPWP, DPR, "c-hasil-dpd-2024", "c-hasil-dprd-prov-2024", "c-hasil-dprd-kabko-2024")
TPS_PER_DESA = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tps", type=int, default=1591)
    parser.add_argument("--kecamatan", type=int, default=20)
    options = parser.parse_args()
    published()
    planted(options.kecamatan)
    speed(options.tps)


# -- published records ---------------------------------------------------------------------------------------------


def published() -> None:
    """Alarms over what Sirekap published for PPWP, with the pairs of S1, so that each can be judged."""
    if not PUBLISHED.is_file():
        print("no published records beside this checkout: nothing measured on them")
        return
    form = load_form(PPWP)
    kecamatan = read_published()
    count = sum(map(len, kecamatan.values()))
    found = [(slip, figures) for figures in kecamatan.values() for slip in find_slips(form, figures)]
    kinds = Counter((slip.kind.value, slip.detail[0] if slip.kind is SlipKind.SAME else "", slip.likelihood)
                    for slip, _ in found)  # fmt: skip
    print(f"{count} published TPS of {len(kecamatan)} kecamatan")
    show(("slip", "about", "likelihood", "alarms"), [(*key, number) for key, number in sorted(kinds.items())])
    for slip, figures in found:
        if slip.kind is SlipKind.SAME:
            print("   ", *(_told(figures, code) for code in (slip.partner, slip.tps)), sep="  ")


def read_published() -> dict[str, list[Figures]]:
    """Kecamatan → its TPS; fields that were not published are not recorded."""
    found: dict[str, list[Figures]] = defaultdict(list)
    with gzip.open(PUBLISHED, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            values = {
                NAMES.get(name, name): int(text) for name, text in row.items() if name not in NOT_NUMBERS and text
            }
            if values:
                found[row["kode"][:6]].append(Figures(row["kode"], values))
    return found


def _told(figures: Sequence[Figures], code: str) -> str:
    values = next(item.values for item in figures if item.tps == code)
    rows = (("suara_1", "suara_2", "suara_3", "suara_tidak_sah"), ("pemilih_dpt_l", "pemilih_dpt_p"),
            ("pengguna_dpt_l", "pengguna_dpt_p"))  # fmt: skip
    return f"{code} " + " | ".join(" ".join(str(values.get(name, "-")) for name in row) for row in rows)


# -- planted slips -------------------------------------------------------------------------------------------------


def planted(kecamatan: int) -> None:
    """False alarms in clean drawn records, and the share of planted slips that is found."""
    form = load_form(DPR)
    clean, total = Counter[str](), 0
    hits: dict[str, list[bool]] = defaultdict(list)
    for seed in range(kecamatan):
        dice = random.Random(seed)
        figures = drawn(form, dice, desa=12)
        total += len(figures)
        clean.update(slip.kind.value for slip in find_slips(form, figures))
        for name, plant in PLANTS.items():
            for _ in range(6):
                spoiled, is_it, size = plant(form, list(figures), dice)
                hits[f"{name} {size}"].append(any(map(is_it, find_slips(form, spoiled))))
    print(f"{total} clean drawn TPS of {form.model}: false alarms {dict(clean) or 'none'}")
    show(("planted", "found", "of"), [(name, sum(found), len(found)) for name, found in sorted(hits.items())])


def drawn(form: FormDefinition, dice: random.Random, *, desa: int, tps: int = TPS_PER_DESA) -> list[Figures]:
    """Records of a kecamatan that differ as widely as people do.

    Shares of contestants fall like 1, ½, ⅓ … in random order; from desa to desa and again from TPS to TPS each is
    multiplied by a lognormal number of sigma 0.6, votes inside a list by 1.0 and 0.9. Published PPWP votes of one desa
    differ by about 0.43 (docs/slips.md), so these are the harder ones.
    """
    ballot = blocks(form)
    order = list(range(1, len(ballot) + 1))
    dice.shuffle(order)
    lists = [[0.8] + [dice.lognormvariate(-1.2, 1.2) for _ in block.fields[1:]] for block in ballot]
    found = []
    for one in range(desa):
        shares = [dice.lognormvariate(0, 0.6) / rank for rank in order]
        here = [[weight * dice.lognormvariate(0, 1.0) for weight in weights] for weights in lists]
        for number in range(1, tps + 1):
            code = f"320105{2001 + one}{number:03d}"
            found.append(_tps(form, dice, code, [share * dice.lognormvariate(0, 0.6) for share in shares], here))
    return found


def _tps(
    form: FormDefinition, dice: random.Random, code: str, shares: list[float], lists: list[list[float]]
) -> Figures:
    """Votes first; the voters are as many as the votes, and every rule of the form holds but the hints."""
    values: dict[str, int] = {}
    cast = dice.randint(100, 210)
    for block, share, weights in zip(blocks(form), shares, lists, strict=True):
        own = [weight * dice.lognormvariate(0, 0.9) for weight in weights]
        votes = [poisson(dice, cast * share / sum(shares) * weight / sum(own)) for weight in own]
        values |= dict(zip(block.fields, votes, strict=True))
        values[block.total] = sum(votes)
    sah, invalid = sum(values[block.total] for block in blocks(form)), dice.randint(0, 12)
    values |= {"suara_sah": sah, "suara_tidak_sah": invalid, "suara_total": sah + invalid}
    voters, dpt = _voters(dice, sah + invalid)
    spare = -(-sum(dpt) // 50)
    values |= {"ss_diterima": sum(dpt) + spare, "ss_digunakan": sah + invalid, "ss_dikembalikan": 0}
    return Figures(code, {**values, **voters, "ss_tidak_digunakan": sum(dpt) + spare - sah - invalid}, dpt)


def _voters(dice: random.Random, total: int) -> tuple[dict[str, int], tuple[int, int]]:
    """Rows I and III for so many voters, and the DPT."""
    men = dice.randint(total * 2 // 5, total * 3 // 5)
    rows = {row: (dice.randint(0, 3), dice.randint(0, 4)) for row in ("pengguna_dptb", "pengguna_dpk")}
    used = [count - sum(pair[n] for pair in rows.values()) for n, count in enumerate((men, total - men))]
    dpt = (used[0] + dice.randint(8, 35), used[1] + dice.randint(8, 35))
    rows |= {"pemilih_dpt": dpt, "pengguna_dpt": (used[0], used[1]), "pengguna_total": (men, total - men)}
    rows |= {"disabilitas": (dice.randint(0, 2), 0)}
    values = {f"{row}_{part}": pair[n] for row, pair in rows.items() for n, part in enumerate("lp")}
    return values | {f"{row}_j": sum(pair) for row, pair in rows.items()}, dpt


def poisson(dice: random.Random, mean: float) -> int:
    """Votes that scatter around a mean as chance has it."""
    if mean > 50:
        return max(0, round(dice.gauss(mean, sqrt(mean))))
    left, count = dice.random(), 0
    chance = 2.718281828459045**-mean
    while left > chance and count < 500:
        left -= chance
        count += 1
        chance *= mean / count
    return count


Planted = tuple[list[Figures], Callable[[Slip], bool], str]
"""The records with the slip, what tells it among the found, and its size in words."""


def _with(figures: list[Figures], index: int, **values: int) -> None:
    figures[index] = replace(figures[index], values={**figures[index].values, **values})


def _at(kind: SlipKind, *codes: str) -> Callable[[Slip], bool]:
    return lambda slip: slip.kind is kind and slip.tps in codes


def _copy(form: FormDefinition, figures: list[Figures], dice: random.Random) -> Planted:
    one, other = dice.sample(range(len(figures)), 2)
    names = [field.name for field in form.fields if field.section in {"IV", "V"}]
    _with(figures, one, **{name: figures[other].values[name] or 0 for name in names})
    return figures, _at(SlipKind.SAME, figures[one].tps, figures[other].tps), ""


def _copy_page(form: FormDefinition, figures: list[Figures], dice: random.Random) -> Planted:
    one, other = dice.sample(range(len(figures)), 2)
    block = dice.choice(blocks(form))
    _with(figures, one, **{name: figures[other].values[name] or 0 for name in (*block.fields, block.total)})
    return figures, _at(SlipKind.SAME, figures[one].tps, figures[other].tps), _size(figures[one], block)


def _shift(form: FormDefinition, figures: list[Figures], dice: random.Random) -> Planted:
    """The block of a party at the place of the next one, nothing at its own."""
    index, first, second = _pair(form, figures, dice)
    values = [figures[index].values[name] or 0 for name in first.fields]
    size = _size(figures[index], first)
    _with(figures, index, **dict.fromkeys((*first.fields, first.total), 0))
    _with(figures, index, **dict(zip(second.fields, values, strict=True)), **{second.total: sum(values)})
    return figures, _at(SlipKind.SHIFTED, figures[index].tps), size


def _exchange(form: FormDefinition, figures: list[Figures], dice: random.Random) -> Planted:
    """The blocks of two neighbours exchanged."""
    index, first, second = _pair(form, figures, dice)
    one, two = ([figures[index].values[name] or 0 for name in block.fields] for block in (first, second))
    size = max(_size(figures[index], first), _size(figures[index], second))
    _with(figures, index, **dict(zip(first.fields, two, strict=True)), **dict(zip(second.fields, one, strict=True)))
    return figures, _at(SlipKind.SHIFTED, figures[index].tps), size


def _pair(form: FormDefinition, figures: list[Figures], dice: random.Random) -> tuple[int, Block, Block]:
    ballot = blocks(form)
    at = dice.randrange(len(ballot) - 1)
    return dice.randrange(len(figures)), ballot[at], ballot[at + 1]


def _size(one: Figures, block: Block) -> str:
    votes = sum(one.values[name] or 0 for name in block.fields)
    return "0-9 votes" if votes < 10 else "10-19 votes" if votes < 20 else "20-39 votes" if votes < 40 else "40+ votes"


def _turn(row: str) -> Callable[[FormDefinition, list[Figures], random.Random], Planted]:
    def plant(_form: FormDefinition, figures: list[Figures], dice: random.Random) -> Planted:
        differing = [n for n, one in enumerate(figures) if one.values[f"{row}_l"] != one.values[f"{row}_p"]]
        index = dice.choice(differing)
        values = figures[index].values
        _with(figures, index, **{f"{row}_l": values[f"{row}_p"] or 0, f"{row}_p": values[f"{row}_l"] or 0})
        return figures, _at(SlipKind.SWAPPED, figures[index].tps), ""

    return plant


def _foreign_dpt(_form: FormDefinition, figures: list[Figures], dice: random.Random) -> Planted:
    index = dice.randrange(len(figures))
    mates = [one for one in figures if one.desa == figures[index].desa and one.dpt != figures[index].dpt]
    left, right = dice.choice(mates).dpt or (0, 0)
    _with(figures, index, pemilih_dpt_l=left, pemilih_dpt_p=right, pemilih_dpt_j=left + right)
    return figures, _at(SlipKind.DPT, figures[index].tps), ""


def _zero(form: FormDefinition, figures: list[Figures], dice: random.Random) -> Planted:
    index = dice.randrange(len(figures))
    names = [name for block in blocks(form) for name in (*block.fields, block.total)]
    _with(figures, index, **dict.fromkeys(names, 0))
    return figures, _at(SlipKind.ZERO, figures[index].tps), ""


PLANTS: dict[str, Callable[[FormDefinition, list[Figures], random.Random], Planted]] = {
    "S1 all votes of another TPS": _copy,
    "S1 one party page of another TPS,": _copy_page,
    "S2 block at the next place,": _shift,
    "S2 neighbours exchanged,": _exchange,
    "S3 L and P of I.A": _turn("pemilih_dpt"),
    "S3 L and P of I.B.1": _turn("pengguna_dpt"),
    "S3 L and P of I.B.3": _turn("pengguna_dpk"),
    "S3 L and P of I.B.4": _turn("pengguna_total"),
    "S4 DPT of another TPS": _foreign_dpt,
    "S5 no votes": _zero,
}


# -- speed ---------------------------------------------------------------------------------------------------------


def speed(count: int) -> None:
    """The list over five elections of the largest kecamatan, first and after one entry."""
    with tempfile.TemporaryDirectory() as folder, _workspace(Path(folder), count) as workspace:
        finder = SlipFinder(workspace)
        for name in ("first look", "nothing changed"):
            started, busy = time.perf_counter(), time.process_time()
            count_lines = len(finder.lines())
            took = f"{time.perf_counter() - started:.2f} s ({time.process_time() - busy:.2f} s of a core)"
            print(f"{count} TPS x {len(PEMILU)} elections, {name}: {took}, {count_lines} lines")


def _workspace(folder: Path, count: int) -> Workspace:
    area = Kecamatan("320105", "SIMULASI", "SIMULASI", "SIMULASI")
    workspace = Workspace.create(folder / "ws", area, operator="SIMULASI", simulation=True, key_folder=folder / "keys")
    workspace.set_elections(PEMILU)
    forms = {
        form.id: drawn(form, random.Random(7), desa=-(-count // TPS_PER_DESA))[:count] for form in workspace.forms()
    }
    places = [one.tps for one in forms[PPWP]]
    workspace.add_wilayah(
        [Desa(code, f"DESA {code[6:]}") for code in sorted({place[:10] for place in places})],
        [Tps(place, place[:10], int(place[10:]), 120, 120) for place in places],
    )
    with sqlite3.connect(workspace.folder / "sirekap.db") as database:
        columns = "INSERT INTO entry_state (form, field, tps, entry, value, how, recheck)"
        database.executemany(f"{columns} VALUES (?, ?, ?, '', ?, 'typed', 0)", sorted(_rows(forms)))
    database.close()
    return workspace


def _rows(forms: dict[str, list[Figures]]) -> Iterator[tuple[str, str, str, int | None]]:
    """Only what the list reads: recording two million entries one by one would take an hour."""
    for form_id, figures in forms.items():
        for one in figures:
            yield from ((form_id, name, one.tps, value) for name, value in one.values.items())


if __name__ == "__main__":
    main()
