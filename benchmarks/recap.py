"""Recap and progress of the largest kecamatan (1,591 TPS), beside a bare SQL SUM over the same rows.

Run: ``python -m benchmarks.recap [--tps 1591]``. Writes nothing outside a temporary folder.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sirekap_desktop.models.records import Desa, EntryHow, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace

FORM = "c-hasil-ppwp-2024"
KECAMATAN = Kecamatan("320105", "SIMULASI", "SIMULASI", "SIMULASI")
TPS_PER_DESA = 120


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tps", type=int, default=1591)
    count = parser.parse_args().tps
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        with build(Path(folder), count) as workspace:
            print(f"{count} TPS x 28 entries recorded in {time.perf_counter() - started:.1f} s")
            report(workspace)


def build(folder: Path, count: int) -> Workspace:
    """A kecamatan with figures in every field."""
    dice = random.Random(1591)
    workspace = Workspace.create(
        folder / "ws", KECAMATAN, operator="SIMULASI", simulation=True, key_folder=folder / "keys"
    )
    desa = [Desa(f"320105{2001 + n}", f"DESA {n + 1}") for n in range(-(-count // TPS_PER_DESA))]
    places = [(desa[n // TPS_PER_DESA].code, n % TPS_PER_DESA + 1) for n in range(count)]
    tps = [Tps(f"{code}{number:03d}", code, number, 140, 145) for code, number in places]
    workspace.add_wilayah(desa, tps)
    for item in tps:
        new = [NewEntry(name, value, EntryHow.TYPED) for name, value in figures(dice).items()]
        workspace.record_many(item.code, FORM, new)
    return workspace


def figures(dice: random.Random) -> dict[str, int | None]:
    """A TPS as they are: sums hold, but in 13 of 100 one number is off; now and then a field is empty."""
    used = {part: (dice.randint(80, 130), dice.randint(0, 3), dice.randint(0, 4)) for part in "lp"}
    disabled = {part: dice.randint(0, 2) for part in "lp"}
    values: dict[str, int | None] = {}
    for row, (left, right) in {
        "pemilih_dpt": (140, 145),
        **{
            name: (used["l"][n], used["p"][n])
            for n, name in enumerate(("pengguna_dpt", "pengguna_dptb", "pengguna_dpk"))
        },
        "pengguna_total": (sum(used["l"]), sum(used["p"])),
        "disabilitas": (disabled["l"], disabled["p"]),
    }.items():
        values |= {f"{row}_l": left, f"{row}_p": right, f"{row}_j": left + right}
    total = sum(used["l"]) + sum(used["p"])
    invalid, first, second = dice.randint(0, 9), dice.randint(20, 60), dice.randint(20, 60)
    votes = (first, second, total - invalid - first - second)
    values |= {f"suara_{number}": count for number, count in enumerate(votes, start=1)}
    values |= {"suara_sah": total - invalid, "suara_tidak_sah": invalid, "suara_total": total}
    values |= {"ss_diterima": 291, "ss_digunakan": total, "ss_dikembalikan": 0, "ss_tidak_digunakan": 291 - total}
    name = dice.choice(sorted(values))
    if dice.random() < 0.13:
        values[name] = (values[name] or 0) + 1
    elif dice.random() < 0.05:
        values[name] = None
    return values


def report(workspace: Workspace) -> None:
    """Print each time, and as a ratio to the bare sum."""
    bare = measure(lambda: bare_sum(workspace))
    print(f"{'bare SQL SUM by field and desa':40} {bare * 1000:8.1f} ms")
    for name, act in (
        ("recap_kecamatan (table by SQL)", workspace.recap_kecamatan),
        ("recap_desa (120 TPS)", lambda: workspace.recap_desa(workspace.desa()[0].code)),
        ("recap (snapshot: every TPS, notes)", workspace.recap),
        ("progress (every TPS)", workspace.progress),
        ("record one entry", lambda: workspace.record(workspace.tps()[0].code, FORM, "suara_1", 66, EntryHow.TYPED)),
    ):
        seconds = measure(act)
        print(f"{name:40} {seconds * 1000:8.1f} ms {seconds / bare:8.1f} x")
    started = time.perf_counter()
    found = workspace.verify()
    print(
        f"{'verify (all rows, chain, structure)':40} {(time.perf_counter() - started) * 1000:8.1f} ms, ok: {found.ok}"
    )
    size = (workspace.folder / "sirekap.db").stat().st_size
    print(f"database {size / 1e6:.0f} MB, {found.audit_rows} audit rows")
    check(workspace)


def bare_sum(workspace: Workspace) -> list[tuple[object, ...]]:
    sql = (
        "SELECT e.field, t.desa, sum(e.value), count(*), count(e.value) FROM entry_state e "
        "JOIN tps t ON t.code = e.tps WHERE e.form = ? GROUP BY e.field, t.desa"
    )
    with workspace.read() as session:
        return list(session.database.execute_sql(sql, (FORM,)).fetchall())


def check(workspace: Workspace) -> None:
    """The recap says what the bare sum says."""
    sums = {(field, desa): value for field, desa, value, _, _ in bare_sum(workspace)}
    table = workspace.recap_kecamatan()
    for field, row in zip(workspace.form(FORM).fields, table.cells, strict=True):
        for column, cell in zip(table.columns, row, strict=True):
            assert cell.value == sums[field.name, column.code]


def measure(act: Callable[[], object], rounds: int = 7) -> float:
    """Least seconds of several rounds after one warm-up: what else the computer does only ever adds."""
    act()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    main()
