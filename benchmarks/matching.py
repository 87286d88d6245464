"""Photos without a code: how many get the right TPS proposed, and whether any is placed wrongly without asking.

    python -m benchmarks.matching [KECAMATAN]

Readings are simulated from the published records of a large kecamatan of 2024, where many TPS share their DPT figures
and one record in ten breaks a sum; the share of unclear and misread numbers is that of hard photos.
"""

from __future__ import annotations

import csv
import gzip
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks._table import show
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.reading import Evidence, FieldReading, FieldStatus
from sirekap_desktop.jobs.matching import Knowledge, Sheet, certain, match
from sirekap_desktop.models.records import Tps

SHARED = Path(__file__).resolve().parents[2] / "shared" / "tps" / "ppwp-published-ntb-sulbar.csv.gz"
FORM = "c-hasil-ppwp-2024"
KECAMATAN = "520204"
FOREIGN = "520103"
UNCLEAR, MISREAD = 0.05, 0.005
_COLUMNS = {
    1: {"pemilih_dpt_l": "pemilih_dpt_l", "pemilih_dpt_p": "pemilih_dpt_p", "pemilih_dpt_j": "pemilih_dpt_j",
        "ss_digunakan": "pengguna_total_j"},
    2: {"suara_1": "p1", "suara_2": "p2", "suara_3": "p3"},
    3: {"suara_sah": "sah", "suara_tidak_sah": "tidak_sah", "suara_total": "total"},
}  # fmt: skip

Row = dict[str, str]
T = TypeVar("T")


def records(kecamatan: str) -> list[Row]:
    """Complete records of a kecamatan, by code."""
    with gzip.open(SHARED, "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kode"].startswith(kecamatan)]
    wanted = [name for columns in _COLUMNS.values() for name in columns.values()]
    return sorted((row for row in rows if all(row[name].isdecimal() for name in wanted)), key=lambda row: row["kode"])


def tps_of(rows: Sequence[Row]) -> list[Tps]:
    return [
        Tps(r["kode"], r["kode"][:10], int(r["kode"][10:]), int(r["pemilih_dpt_l"]), int(r["pemilih_dpt_p"]))
        for r in rows
    ]


def simulated(name: str, value: int, rng: np.random.Generator) -> FieldReading:
    """A number as the engine might read it: mostly clear, sometimes with a rival, rarely wrong."""
    rival = int(np.clip(value + rng.choice([-60, -7, -3, -1, 1, 3, 7, 60]), 0, 999))
    if rng.random() < MISREAD:
        value, rival = rival, value
    unclear = rng.random() < UNCLEAR
    share = float(rng.uniform(0.4, 0.9)) if unclear else 0.999
    status = FieldStatus.TYPE if unclear else FieldStatus.PROVEN
    candidates = ((value, share), (rival, (1 - share) * 0.9))
    return FieldReading(name, value, value, share, status, (), Evidence(value), candidates=candidates)


def sheet(row: Row, page: int, rng: np.random.Generator) -> Sheet:
    fields = {name: simulated(name, int(row[column]), rng) for name, column in _COLUMNS[page].items()}
    return Sheet(f"{row['kode']}/{page}", FORM, page, 0, fields)


def grouped(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Number the runs of neighbours, as an import does for one folder."""
    result: list[Sheet] = []
    seen: set[int] = set()
    number = 0
    for item in sheets:
        if item.page == 1 or item.page in seen:
            number, seen = number + 1, set()
        seen.add(item.page)
        result.append(replace(item, group=number))
    return result


@dataclass(frozen=True, slots=True)
class Case:
    """What lies in the folder, beside what the workspace knows."""

    name: str
    tps: Sequence[Tps]
    sheets: Sequence[Sheet]


def cases(own: Sequence[Row], foreign: Sequence[Row], seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    tps = tps_of(own)
    whole = [sheet(row, page, rng) for row in own for page in (1, 2, 3)]
    others = [sheet(row, page, rng) for row in foreign for page in (1, 2, 3)]
    some = others[: 3 * (len(own) // 5)]
    mixed = [s for part in _shuffled(_triples(whole) + _triples(some), rng) for s in part]
    few = [s for part in _shuffled(_triples(whole), rng)[:20] for s in part]
    return [
        Case("in order", tps, whole),
        Case("shuffled", tps, _shuffled(whole, rng)),
        Case("1 in 10 DPT figures of the list altered", [_altered(item, rng) for item in tps], whole),
        Case("1 in 3 page 1 missing", tps, [s for s in whole if s.page > 1 or rng.random() > 1 / 3]),
        Case("1 in 6 pages missing", tps, [s for s in whole if rng.random() > 1 / 6]),
        Case("1 in 6 photos of another kecamatan", tps, mixed),
        Case("20 TPS only", tps, few),
        Case("all of another kecamatan", tps, others),
        Case("20 TPS of another kecamatan", tps, [s for part in _shuffled(_triples(others), rng)[:20] for s in part]),
        Case("no DPT in the workspace", [replace(item, dpt_l=None, dpt_p=None) for item in tps], whole),
    ]


def _triples(sheets: Sequence[Sheet]) -> list[Sequence[Sheet]]:
    return [sheets[start : start + 3] for start in range(0, len(sheets), 3)]


def _shuffled(items: Sequence[T], rng: np.random.Generator) -> list[T]:
    return [items[k] for k in rng.permutation(len(items))]


def _altered(tps: Tps, rng: np.random.Generator) -> Tps:
    change: Callable[[int | None], int] = lambda v: max(1, (v or 0) + int(rng.choice([-9, -1, 1, 2, 10])))  # noqa: E731
    dpt_l = change(tps.dpt_l) if rng.random() < 0.1 else tps.dpt_l
    return replace(tps, dpt_l=dpt_l, dpt_p=change(tps.dpt_p) if rng.random() < 0.1 else tps.dpt_p)


def measure(case: Case) -> tuple[object, ...]:
    known = Knowledge.of(load_form(FORM), case.tps, {})
    sheets = grouped(case.sheets)
    started = time.process_time()
    found = match(known, sheets)
    placed = certain(known, sheets, found, frozenset((1, 2, 3)), lambda _sheet: True)
    seconds = time.process_time() - started
    codes = {item.code for item in case.tps}
    own = [s for s in sheets if s.id[:13] in codes]
    counts: Counter[str] = Counter()
    for s in own:
        listed = [m.tps for m in found[s.id]]
        counts["first"] += listed[:1] == [s.id[:13]]
        counts["among"] += s.id[:13] in listed
        counts["none"] += not listed
    wrong = sum(m.tps != name[:13] for name, m in placed.items())
    far = sum(bool(found[s.id]) and found[s.id][0].probability > 0.5 for s in sheets if s.id[:13] not in codes)
    share = [f"{counts[key] / len(own):.1%}" if own else "–" for key in ("first", "among", "none")]
    return case.name, len(sheets), len(placed) - wrong, wrong, *share, far, f"{seconds:.1f}"


def run(kecamatan: str = KECAMATAN) -> None:
    if not SHARED.exists():
        print("  nothing to measure here: the published records are not beside the checkout")
        return
    own, foreign = records(kecamatan), records(FOREIGN)
    print(f"  {kecamatan}: {len(own)} TPS with complete records; foreign photos from {FOREIGN}")
    head = ("folder", "photos", "placed right", "wrong", "first right", "among 3", "none", "foreign > 50 %", "CPU s")
    show(head, [measure(case) for case in cases(own, foreign, seed=7)])


if __name__ == "__main__":
    run(*sys.argv[1:2])
