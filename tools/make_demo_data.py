"""Makes ``sirekap_desktop/resources/demo/ulumanda.json`` from the published figures of February 2024.

Run once, when the source changes::

    python tools/make_demo_data.py [SHARED_FOLDER]

Every published number is kept as it was published, misreadings included. What Sirekap never published (surat suara,
disabilitas) and what it lacked (the votes of 14 TPS, everything of 6) is filled by the seeded rules below and named in
``filled``, so that nobody takes an invented number for a published one.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import random
import sys
from pathlib import Path

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition, Severity
from sirekap_desktop.forms.rules import check_rules

KECAMATAN = "760505"
TARGET = Path(__file__).parents[1] / "sirekap_desktop" / "resources" / "demo" / "ulumanda.json"
RENAMED = {"suara_1": "p1", "suara_2": "p2", "suara_3": "p3"} | {
    f"suara_{name}": name for name in ("sah", "tidak_sah", "total")
}
Values = dict[str, int]


def main(shared: Path) -> None:
    """Read the sources, fill the gaps, write the file and print what is broken in it."""
    form = load_form("c-hasil-ppwp-2024")
    rows = _published(shared / "tps" / "ppwp-published-ntb-sulbar.csv.gz", form)
    shares = _shares(rows)
    tps = [_entry(code, values, shares, form) for code, values in sorted(rows.items())]
    wilayah = _wilayah(shared / "wilayah" / "desa-2024.csv.gz")
    names = [field.name for field in form.fields]
    head = {
        "source": "Sirekap, hitung suara Pemilu Presiden 2024, Februari 2024; isian pada 'filled' adalah rekaan",
        "form": form.id,
        **wilayah,
        "fields": names,
    }
    lines = ",\n  ".join(json.dumps(entry, ensure_ascii=False) for entry in tps)
    text = json.dumps(head, ensure_ascii=False, indent=1)[:-2] + f',\n "tps": [\n  {lines}\n ]\n}}\n'
    TARGET.write_text(text, encoding="utf-8")
    for entry in tps:
        if entry["broken"]:
            print(entry["code"], ", ".join(entry["broken"]))


def _published(path: Path, form: FormDefinition) -> dict[str, Values]:
    """What stands in the published table, per TPS code; a number that is not there is left out."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["kode"].startswith(KECAMATAN)]
    columns = {field.name: RENAMED.get(field.name, field.name) for field in form.fields}
    return {
        row["kode"]: {name: int(row[column]) for name, column in columns.items() if row.get(column)} for row in rows
    }


def _wilayah(path: Path) -> dict[str, object]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["kode_desa"].startswith(KECAMATAN)]
    first = rows[0]
    return {
        "kecamatan": {
            "code": KECAMATAN,
            "name": first["kecamatan"],
            "kabupaten": first["kabupaten_kota"],
            "provinsi": first["provinsi"],
        },
        "desa": [{"code": row["kode_desa"], "name": row["desa"]} for row in rows],
    }


def _shares(rows: dict[str, Values]) -> dict[str, tuple[float, float, float]]:
    """Share of each paslon per desa, over the TPS whose votes are published."""
    shares = {}
    for desa in sorted({code[:10] for code in rows}):
        known = [v for code, v in rows.items() if code.startswith(desa) and "suara_1" in v]
        sums = [sum(v[f"suara_{i}"] for v in known) for i in (1, 2, 3)]
        shares[desa] = (sums[0] / sum(sums), sums[1] / sum(sums), sums[2] / sum(sums))
    return shares


def _entry(
    code: str, published: Values, shares: dict[str, tuple[float, float, float]], form: FormDefinition
) -> dict[str, list[str] | list[int] | str]:
    rng = random.Random(f"ulumanda {code}")
    values = _filled(published, shares[code[:10]], rng)
    sums = {rule.id for rule in form.rules if rule.severity is Severity.SUM}
    broken = [
        f"{check.rule} {check.at}".strip()
        for check in check_rules(form, values)
        if check.ok is False and check.rule in sums
    ]
    return {
        "code": code,
        "values": [values[field.name] for field in form.fields],
        "filled": [field.name for field in form.fields if field.name not in published],
        "broken": broken,
    }


def _filled(published: Values, shares: tuple[float, float, float], rng: random.Random) -> Values:
    values = dict(published)
    if not published:
        values |= _voters(rng)
    used = values.get("suara_total") or values["pengguna_total_j"]
    invalid = values.setdefault("suara_tidak_sah", min(used, rng.choice((0, 0, 1, 1, 2, 3, 4))))
    values.setdefault("suara_total", used)
    values.setdefault("suara_sah", used - invalid)
    if "suara_1" not in values:
        values |= _votes(values["suara_sah"] or used - invalid, shares, rng)
    return values | _ballots(values["pemilih_dpt_j"], used, rng) | _disability(used, rng)


def _voters(rng: random.Random) -> Values:
    """A TPS of which nothing was published: as large and as eager as its neighbours."""
    values = {"pemilih_dpt_l": rng.randint(35, 125)}
    values["pemilih_dpt_p"] = max(20, values["pemilih_dpt_l"] + rng.randint(-12, 12))
    for part in "lp":
        values[f"pengguna_dpt_{part}"] = round(values[f"pemilih_dpt_{part}"] * rng.uniform(0.78, 0.93))
        values[f"pengguna_dptb_{part}"] = rng.choice((0, 0, 0, 1, 2))
        values[f"pengguna_dpk_{part}"] = rng.choice((0, 0, 1, 1, 2))
        values[f"pengguna_total_{part}"] = sum(values[f"pengguna_{kind}_{part}"] for kind in ("dpt", "dptb", "dpk"))
    for row in ("pemilih_dpt", "pengguna_dpt", "pengguna_dptb", "pengguna_dpk", "pengguna_total"):
        values[f"{row}_j"] = values[f"{row}_l"] + values[f"{row}_p"]
    return values


def _votes(valid: int, shares: tuple[float, float, float], rng: random.Random) -> Values:
    weights = [share * rng.uniform(0.6, 1.4) for share in shares]
    third = round(valid * weights[2] / sum(weights))
    first = min(valid - third, round(valid * weights[0] / sum(weights)))
    return {"suara_1": first, "suara_2": valid - first - third, "suara_3": third}


def _ballots(dpt: int, used: int, rng: random.Random) -> Values:
    """II: DPT and 2 % more were delivered (R8), or as many as were used."""
    returned = rng.choice((0, 0, 0, 0, 1, 1, 2))
    received = max(math.ceil(dpt * 1.02), used + returned)
    return {
        "ss_diterima": received,
        "ss_digunakan": used,
        "ss_dikembalikan": returned,
        "ss_tidak_digunakan": received - used - returned,
    }


def _disability(used: int, rng: random.Random) -> Values:
    left, right = (min(rng.choice((0, 0, 0, 1, 1, 2, 3)), used) for _ in "lp")
    return {"disabilitas_l": left, "disabilitas_p": right, "disabilitas_j": left + right}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared")
