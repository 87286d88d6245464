"""Counts how often each printed sum fails, and sets from that how much a sum that holds is worth.

    python -m tools.calibrate_sums ../shared/tps/ppwp-published-ntb-sulbar.csv.gz [--write]

The published records hold misreadings as well as what people wrote, but were also made to agree by those who entered
them; so the share that fails is neither a bound from above nor from below, and twice of it is taken. A sum that holds
makes numbers likelier by ``(1 - fails) / (fails × same)``: against numbers that miss it by one certain amount, of which
``same`` is the share of the commonest. Section II is not published: its sum counts as the weakest of the others.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.ocr.sums import LinearRule, linear_rules

_PUBLISHED = {
    "suara_1": "p1",
    "suara_2": "p2",
    "suara_3": "p3",
    "suara_sah": "sah",
    "suara_tidak_sah": "tidak_sah",
    "suara_total": "total",
}
_MARGIN = 2.0
_PARTY_SUMS_FAIL = 0.22
"""Of DPR records (domain.md §2): misread numbers of parties and calon, so a bound."""

Record = dict[str, int]


def read_records(path: Path) -> list[Record]:
    """The published numbers of each TPS by field name; what is missing is left out."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [{name: int(text) for name, text in row.items() if text.isdigit()} for row in csv.DictReader(file)]


def differences(rule: LinearRule, records: list[Record]) -> Counter[int]:
    """How far a rule is missed, over all records that hold its numbers and not only zeros."""
    names = [_PUBLISHED.get(name, name) for name in rule.fields]
    found: Counter[int] = Counter()
    for record in records:
        values = [record.get(name) for name in names]
        if any(values) and None not in values:
            found[sum(c * (v or 0) for c, v in zip(rule.coefficients, values, strict=True))] += 1
    return found


def measure(records: list[Record]) -> dict[str, dict[str, float | str]]:
    """Per rule: numbers seen, share that fails, share of the commonest miss among those, weight."""
    missed: dict[str, Counter[int]] = defaultdict(Counter)
    for rule in linear_rules(load_form("c-hasil-ppwp-2024")):
        name = {"R7a": "R7", "R7b": "R7"}.get(rule.id, rule.id)
        missed[name] += differences(rule, records)
    across = LinearRule("R7", ("pengguna_total_j", "suara_total"), (1, -1), 0)  # II.2 between them is not published
    missed["R7"] = differences(across, records)
    found = {name: _row(counts) for name, counts in missed.items() if counts}
    worst = min(found.values(), key=lambda row: float(row["weight"]))
    same = float(found["R3"]["same"])
    party = {"fails": _PARTY_SUMS_FAIL, "same": same, "weight": _weight(_PARTY_SUMS_FAIL / _MARGIN, same)}
    return {
        "R1": found["R1"],
        "R2": found["R2"],
        "R3": found["R3"],
        "R4": found["R4"],
        "R5": {**party, "source": "domain.md §2, DPR"},
        "R6": {**worst, "source": "not published: as the weakest of the others"},
        "R7a": found["R7"],
        "R7b": found["R7"],
    }


def _row(counts: Counter[int]) -> dict[str, float | str]:
    total = sum(counts.values())
    failed = total - counts[0]
    fails = failed / total
    same = max(count for miss, count in counts.items() if miss) / failed
    source = f"{failed} of {total} published sums"
    return {"fails": round(fails, 4), "same": round(same, 4), "weight": _weight(fails, same), "source": source}


def _weight(fails: float, same: float) -> float:
    fails *= _MARGIN
    return float(round((1 - fails) / (fails * same)))


def main() -> None:
    """Count, print, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rules = measure(read_records(options.records))
    for name, row in rules.items():
        print(name, row)
    if options.write:
        target = Path(str(files("sirekap_desktop.resources") / "models" / "fusion.json"))
        data = json.loads(target.read_text("utf-8"))
        target.write_text(json.dumps(data | {"rules": rules}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
