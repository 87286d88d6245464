"""A checker of the audit CSV, written from docs/audit-export.md alone: the standard library, nothing of the program."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path

HASHED = (
    "machine", "seq", "at", "who", "kind", "subject", "row_id", "tps", "detail", "row_sha256", "prev_hash",
)  # fmt: skip


def plain(cell: str) -> str:
    return cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell


def check(path: Path) -> tuple[list[str], dict[str, tuple[int, str]], int]:
    """Problems, the head of each machine's chain, and how many acts are closed."""
    problems: list[str] = []
    heads: dict[str, tuple[int, str]] = {}
    closed = 0
    with path.open(encoding="utf-8", newline="") as file:
        for raw in csv.DictReader(file):
            act = {name: plain(cell) for name, cell in raw.items()}
            seq, before = int(act["seq"]), heads.get(act["machine"], (0, "0" * 64))
            if act["prev_hash"] != before[1]:
                problems.append(f"{seq}: link")
            if seq <= before[0]:
                problems.append(f"{seq}: order")
            if act["tertutup"] == "1":
                closed += 1
            elif digest(act) != act["hash"]:
                problems.append(f"{seq}: hash")
            heads[act["machine"]] = (seq, act["hash"])
    return problems, heads, closed


def digest(act: dict[str, str]) -> str:
    columns: dict[str, str | int] = {name: act[name] for name in HASHED}
    columns["seq"] = int(act["seq"])
    text = json.dumps(columns, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def printed_hash(heads: dict[str, tuple[int, str]]) -> str:
    """What the QR of the printed list must say."""
    if len(heads) == 1:
        return next(iter(heads.values()))[1]
    lines = "".join(f"{machine} {seq} {value}\n" for machine, (seq, value) in sorted(heads.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
