"""The tables of ``docs/reading.md`` from what a run found."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from statistics import median

from benchmarks.bench_reading import field_tables as of
from benchmarks.bench_reading._table import Row, Table, bound, percent
from benchmarks.bench_reading.crops import is_reserved
from benchmarks.bench_reading.outcomes import NegativeOutcome, PhotoOutcome, Results
from benchmarks.bench_reading.statistics import percentile


def all_tables(results: Results) -> list[Table]:
    """Everything that is measured, in the order of the page."""
    fields = results.fields
    return [
        overview(results),
        of.accuracy(fields),
        of.cells(fields),
        of.statuses("Statuses, all numbers", fields),
        of.statuses("Statuses, photos of normal quality", [item for item in fields if item.normal]),
        of.silent_errors(fields),
        of.by_crop(fields),
        of.calibration_table(fields),
        registration(results.photos),
        negatives(results.negatives),
        of.inconsistent(fields),
        of.deviations(fields),
        of.typed(fields),
        of.slices(fields),
        times(results.photos),
    ]


def overview(results: Results) -> Table:
    """Size of the run, and what it was read with."""
    fields, photos = results.fields, results.photos
    files = {(item.tps, item.file) for item in photos}
    held = sum(item.held_out for item in fields)
    crops = {crop for item in fields for crop in item.crops if crop}
    rows: list[Row] = [
        ("TPS", len({item.tps for item in fields})),
        ("photos with pages of the form", len(files)),
        ("pages", len(photos)),
        ("photos without (negatives)", len(results.negatives)),
        ("numbers", len(fields)),
        ("boxes with real ink", sum(bool(crop) for item in fields for crop in item.crops)),
        ("distinct crops", len(crops)),
        ("of these kept for the final run", sum(is_reserved(crop) for crop in crops)),
        ("numbers read by a model that never saw their kecamatan", f"{held} ({percent(held, len(fields), 1)})"),
    ]
    return Table("What was measured", ("", "count"), tuple(rows))


def registration(photos: Sequence[PhotoOutcome]) -> Table:
    """Pages found, wrongly found, and how exactly, by scene."""
    pools: list[tuple[str, list[PhotoOutcome]]] = [
        (name, [item for item in photos if item.scene == name]) for name in dict.fromkeys(item.scene for item in photos)
    ]
    pools.sort(key=lambda pair: -len(pair[1]))
    complete = [item for item in photos if item.scene in {"complete", "upside_down", "two_forms"}]
    pools = [("no part cut or covered", complete), *pools]
    pools += [
        ("… photo of a screen", [item for item in complete if item.screen]),
        ("… held by hands", [item for item in complete if item.hands]),
        ("… normal quality", [item for item in complete if item.normal]),
        ("all", list(photos)),
    ]
    rows: list[Row] = []
    for name, pool in pools:
        errors = [error for item in pool for error in item.errors_mm]
        places = [percentile(errors, share) for share in (0.5, 0.95, 0.99)]
        found = sum(item.found for item in pool)
        methods = Counter(item.method for item in pool if item.found).most_common(4)
        rows.append(
            (
                name,
                len(pool),
                percent(found, len(pool)),
                sum(len(item.wrong) for item in pool),
                *("–" if math.isnan(place) else f"{place:.2f}" for place in places),
                ", ".join(f"{method} {count}" for method, count in methods),
            )
        )
    head = ("scene", "pages", "found", "wrong accepted", "p50 mm", "p95 mm", "p99 mm", "by")
    note = "Error: how far each visible box lies from its true place, before the fine shift of single numbers."
    return Table("Finding the page", head, tuple(rows), note)


def negatives(found: Sequence[NegativeOutcome]) -> Table:
    """Pictures on which nothing, or not that, may be read."""
    rows: list[Row] = []
    for kind in sorted({item.kind for item in found}):
        pool = [item for item in found if item.kind == kind]
        wrong = [name for item in pool for name in item.wrong]
        rows.append((kind, len(pool), len(wrong), bound(len(wrong), len(pool)), ", ".join(sorted(set(wrong)))))
    wrong = [name for item in found for name in item.wrong]
    rows.append(("all", len(found), len(wrong), bound(len(wrong), len(found)), ""))
    return Table("Pictures of something else", ("kind", "photos", "wrong accepted", "95 % bound", "as"), tuple(rows))


def times(photos: Sequence[PhotoOutcome]) -> Table:
    """CPU time of finding and reading a page, its JPEG decoded, beside decoding alone."""
    rows: list[Row] = []
    for low, high in ((0, 1.4), (1.4, 1.8), (1.8, 2.6), (2.6, 9)):
        pool = [item for item in photos if low <= item.px_per_mm < high]
        if pool:
            read, decode = median(item.read_ms for item in pool), median(item.imdecode_ms for item in pool)
            slow = percentile([item.read_ms for item in pool], 0.95)
            ratio = median(item.read_ms / max(item.imdecode_ms, 0.01) for item in pool)
            rows.append(
                (f"{low:g}–{high:g} px/mm", len(pool), f"{read:.0f}", f"{slow:.0f}", f"{decode:.0f}", f"{ratio:.1f}")
            )
    head = ("photos", "pages", "CPU ms per page (median)", "p95", "cv2.imdecode grey (median)", "ratio (median)")
    return Table("Time", head, tuple(rows), "Process CPU time on one core, decoding included.")
