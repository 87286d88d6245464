"""Counts on real photos of the vote table how people fill circles beside the digits and crosses that they write.

    python -m tools.calibrate_fusion ../shared/photos/ppwp-page2-2024 [--write]

Only photos 1–175, and only rows on which two transcriptions agree and the boxes are read as they say: where the boxes
were not found, circles say nothing. With ``--write`` the shares go to ``resources/models/fusion.json``; thresholds of
statuses are set by hand, the weights of sums by ``tools.calibrate_sums``, and both stay as they are. What all of it is
worth is measured by ``benchmarks.real_photos`` and ``benchmarks.bench_reading``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from sirekap_desktop.ocr import bubbles, engine, evidence, imageio
from sirekap_desktop.ocr.fusion import FieldEvidence
from sirekap_desktop.ocr.gathering import gather, readers
from sirekap_desktop.ocr.plane import Pyramid
from tools.table_photos import LEARN, find_table, read_truth

Truth = dict[str, tuple[str, str]]
"""Field → (value, cells)."""


def evidence_of(path: Path, truth: Truth) -> Iterator[tuple[tuple[str, str], FieldEvidence]]:
    """What is written and what is seen, number by number; nothing when the table was not found."""
    pyramid = Pyramid(engine.grey(imageio.decode(path.read_bytes()).page(0)))
    fit = find_table(pyramid)
    if fit is not None:
        (page,) = gather(pyramid, [fit], readers())
        yield from ((truth[field.name], found) for field, found in page.fields if field.name in truth)


def kinds_of(written: tuple[str, str], found: FieldEvidence) -> Iterator[str]:
    """What each column of circles shows beside its box."""
    value, cells = written
    if not value or found.cells is None or found.bubbles is None:
        return
    if evidence.parse(found.cells).best[0] != int(value):
        return
    for cell, digit in zip(cells, found.bubbles.digits, strict=True):
        if cell.isdigit():
            yield "match" if digit == int(cell) else "missing" if digit == bubbles.NONE else "wrong"
        else:
            yield "zero" if digit == 0 else "none" if digit == bubbles.NONE else "other"


def shares(counts: Counter[str]) -> dict[str, float]:
    """The constants, each count begun at one half so that none is zero."""
    begun = {kind: counts[kind] + 0.5 for kind in ("match", "missing", "wrong", "zero", "none", "other")}
    digits = begun["match"] + begun["missing"] + begun["wrong"]
    crosses = begun["zero"] + begun["none"] + begun["other"]
    return {
        "match": round(begun["match"] / digits, 4),
        "missing": round(begun["missing"] / digits, 4),
        "cross_zero": round(begun["zero"] / crosses, 4),
        "cross_none": round(begun["none"] / crosses, 4),
    }


def main() -> None:
    """Count, print, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    truth = read_truth(options.folder)
    counts: Counter[str] = Counter()
    for name in sorted(truth):
        if int(Path(name).stem[-3:]) in LEARN:
            for written, found in evidence_of(options.folder / name, truth[name]):
                counts.update(kinds_of(written, found))
    print(dict(counts), shares(counts))
    if options.write:
        target = Path(str(files("sirekap_desktop.resources") / "models" / "fusion.json"))
        data = json.loads(target.read_text("utf-8"))
        data["bubbles"] |= shares(counts)
        target.write_text(json.dumps(data, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
