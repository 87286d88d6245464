"""Changes of an audit, or of any file with a JSON row in each line."""

from __future__ import annotations

import hashlib
import json
import random

from benchmarks.package_fuzz.bytechange import damaged
from benchmarks.package_fuzz.jsonchange import changed_text, misspelled
from benchmarks.package_fuzz.sources import spelled

Dice = random.Random


def lines_changed(dice: Dice, data: bytes) -> bytes:
    """An audit in which a row says something else; mostly every row after it is hashed anew."""
    lines = data.splitlines() or [b"{}"]
    at = dice.randrange(len(lines))
    way = dice.randrange(8)
    if way == 0:
        lines[at] = misspelled(dice, lines[at])
    elif way == 1:
        del lines[at]
    elif way == 2:
        lines.insert(dice.randrange(len(lines)), lines[at])
    elif way == 3:
        return damaged(dice, data)
    else:
        lines[at] = changed_text(dice, lines[at])
    return b"".join(line + b"\n" for line in (_chained(lines) if dice.random() < 0.7 else lines))


def _chained(lines: list[bytes]) -> list[bytes]:
    """Every row that can be hashed follows the one before."""
    heads: dict[str, str] = {}
    return [_hashed(line, heads) for line in lines]


def _hashed(line: bytes, heads: dict[str, str]) -> bytes:
    try:
        row = json.loads(line)
        before = heads.get(row["machine"], "0" * 64)
        row |= {"prev_hash": before}
        plain = {key: value for key, value in row.items() if key != "hash"}
        row["hash"] = heads[row["machine"]] = hashlib.sha256(spelled(plain)).hexdigest()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return line
    return spelled(row)
