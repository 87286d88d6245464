"""Tables of numbers: how they were read, with what status, and how far they may be trusted."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.bench_reading._table import Row, Table, bound, percent
from benchmarks.bench_reading.crops import is_reserved
from benchmarks.bench_reading.outcomes import Outcome
from benchmarks.bench_reading.statistics import calibration_error, reliability

STATUSES = ("proven", "confirm", "type", "empty", "unseen")


def _visible(fields: Iterable[Outcome]) -> list[Outcome]:
    """Numbers whose boxes are in the picture, of pages that were found."""
    return [item for item in fields if item.seen == "full" and item.page is not None]


def accuracy(fields: Sequence[Outcome]) -> Table:
    """Each kind of evidence alone, before and after the sums."""
    written = [item for item in _visible(fields) if item.value is not None]
    marked = [item for item in written if item.bubbles]
    tallied = [item for item in written if item.tally is not None]
    kinds: list[tuple[str, list[Outcome], Callable[[Outcome], int | None]]] = [
        ("digits alone", written, lambda item: _page(item, "digits")),
        ("bubbles alone", marked, lambda item: _page(item, "bubbles")),
        ("tally alone", tallied, lambda item: _page(item, "tally")),
        ("fused, before sums", written, lambda item: _read(item, "raw")),
        ("after sums", written, lambda item: _read(item, "value")),
    ]
    rows: list[Row] = []
    for name, pool, value in kinds:
        said = [item for item in pool if value(item) is not None]
        right = sum(value(item) == item.value for item in said)
        share = percent(right, len(pool))
        rows.append(
            (name, len(pool), right, len(said) - right, len(pool) - len(said), share, percent(right, len(said)))
        )
    head = ("evidence", "numbers", "right", "wrong", "silent", "right of all", "right of those said")
    note = (
        "Numbers written on pages that were found, boxes whole in the picture. Bubbles and tally are compared with "
        "what the boxes say, so a slip of the pen (forgotten, double or wrong bubble, miscounted tally) counts "
        "against them."
    )
    return Table("Whole numbers by evidence", head, tuple(rows), note)


def _page(item: Outcome, key: str) -> int | None:
    said = item.page[key] if item.page else None
    return None if said is None else int(said)


def _read(item: Outcome, key: str) -> int | None:
    said = item.read[key]
    return None if said is None else int(said)


def cells(fields: Sequence[Outcome]) -> Table:
    """Boxes by what stands in them: the digit model alone."""
    counts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    mixed: Counter[tuple[str, str]] = Counter()
    for item in _visible(fields):
        for true, seen in zip(item.cells, item.page["cells"] if item.page else (), strict=False):
            counts[true] += 1
            if true != seen:
                wrong[true] += 1
                mixed[true, seen] += 1
    rows: list[Row] = []
    for label in sorted(counts):
        confused = [f"{_shown(seen)} {n}" for (true, seen), n in mixed.most_common() if true == label]
        right = percent(counts[label] - wrong[label], counts[label], 3)
        rows.append((_shown(label), counts[label], wrong[label], right, ", ".join(confused[:4])))
    total, lost = sum(counts.values()), sum(wrong.values())
    rows.append(("all", total, lost, percent(total - lost, total, 3), ""))
    ink = sum(counts[label] for label in counts if label in "0123456789" and label)
    bad = sum(wrong[label] for label in wrong if label in "0123456789" and label)
    rows.append(("digits only", ink, bad, percent(ink - bad, ink, 3), ""))
    note = "Likeliest class of the digit model. 0 to 9 and X are real ink; - / . and empty boxes are drawn."
    return Table("Boxes", ("box", "boxes", "wrong", "right", "taken for"), tuple(rows), note)


def _shown(label: str) -> str:
    return label or "empty"


def _written(fields: Iterable[Outcome]) -> list[Outcome]:
    return [item for item in fields if item.value is not None and item.seen == "full"]


def statuses(title: str, fields: Sequence[Outcome]) -> Table:
    """How many ended with each status, wrong ones, and their bound."""
    rows: list[Row] = []
    for status in STATUSES:
        inside = [item for item in fields if item.status == status]
        lost = sum(item.silent_error for item in inside)
        risky = status in {"proven", "confirm", "empty"}
        rows.append(
            (
                f"`{status}`",
                len(inside),
                percent(len(inside), len(fields)),
                lost if risky else f"({sum(not item.right for item in inside)} without the right value)",
                bound(lost, len(inside)) if risky else "",
            )
        )
    seen = _written(fields)
    good = [item for item in seen if item.status in {"proven", "confirm"}]
    lost = sum(item.silent_error for item in good)
    careful = [item for item in seen if item.consistent and not item.deviation]
    fine = sum(item.status in {"proven", "confirm"} for item in careful)
    note = (
        f"Of {len(seen)} numbers that are written and in the picture, `proven` or `confirm`: "
        f"{percent(len(good), len(seen))}, of these wrong {percent(lost, len(good), 3)} ({lost}). "
        "Without slips of the pen and broken sums: "
        f"{percent(fine, len(careful))} of {len(careful)}."
    )
    return Table(title, ("status", "numbers", "share", "wrong", "95 % bound"), tuple(rows), note)


def silent_errors(fields: Sequence[Outcome]) -> Table:
    """Wrong numbers that nobody would be told to type, by what they are."""
    parts: list[tuple[str, list[Outcome]]] = [
        ("all", list(fields)),
        ("held out (model never saw the kecamatan)", [item for item in fields if item.held_out]),
        ("normal quality", [item for item in fields if item.normal]),
        ("consistent records", [item for item in fields if item.consistent]),
        ("inconsistent records", [item for item in fields if not item.consistent]),
    ]
    rows: list[Row] = []
    for name, pool in parts:
        row: list[object] = [name]
        for status in ("proven", "confirm", "empty"):
            inside = [item for item in pool if item.status == status]
            lost = sum(item.silent_error for item in inside)
            row += [f"{lost} of {len(inside)}", bound(lost, len(inside))]
        rows.append(tuple(row))
    head = ("numbers", "`proven` wrong", "bound", "`confirm` wrong", "bound", "`empty` wrong", "bound")
    return Table("Silent errors", head, tuple(rows))


def by_crop(fields: Sequence[Outcome]) -> Table:
    """The same crops recur: bounds with the number of distinct crops in ``proven`` numbers, by fold."""
    rows: list[Row] = []
    pools: list[tuple[str, list[Outcome]]] = [
        (f"fold {fold}", [item for item in fields if item.fold == fold]) for fold in sorted({i.fold for i in fields})
    ]
    pools += [("all folds", list(fields))]
    for name, pool in pools:
        inside = [item for item in pool if item.status == "proven"]
        crops = {crop for item in inside for crop in item.crops if crop}
        bad = {crop for item in inside if item.silent_error for crop in item.crops if crop}
        kept = {crop for crop in crops if is_reserved(crop)}
        held = (
            "yes" if all(item.held_out for item in pool) else "no" if not any(i.held_out for i in pool) else "in part"
        )
        lost = sum(item.silent_error for item in inside)
        rows.append(
            (
                name,
                held,
                f"{lost} of {len(inside)}",
                f"{len(bad)} of {len(crops)}",
                bound(len(bad), len(crops)),
                f"{len(bad & kept)} of {len(kept)}",
                bound(len(bad & kept), len(kept)),
            )
        )
    head = ("", "held out", "`proven` wrong", "crops in wrong ones", "bound by crop", "kept crops", "bound")
    note = "Bound by crop: as if every distinct crop were one trial, failed when any `proven` number with it is wrong."
    return Table("`proven` by distinct crop, five folds by kecamatan", head, tuple(rows), note)


def valued(fields: Iterable[Outcome]) -> list[tuple[float, bool]]:
    """Confidence and rightness of numbers that have a value."""
    return [(float(item.read["confidence"]), item.right) for item in fields if item.read["value"] is not None]


def calibration_table(fields: Sequence[Outcome]) -> Table:
    """Reliability and expected calibration error."""
    bins = reliability(valued(fields))
    rows: list[Row] = [(f"{b.low:g} to {b.high:g}", b.count, f"{b.confidence:.4f}", f"{b.right:.4f}") for b in bins]
    parts = [
        ("all", bins),
        ("inconsistent records", reliability(valued(item for item in fields if not item.consistent))),
        ("normal quality", reliability(valued(item for item in fields if item.normal))),
    ]
    said = "; ".join(f"{name} {calibration_error(of):.4f}" for name, of in parts)
    head = ("confidence", "numbers", "mean confidence", "right")
    return Table("Calibration", head, tuple(rows), f"Expected calibration error over numbers with a value: {said}.")


def inconsistent(fields: Sequence[Outcome]) -> Table:
    """Rules must not repair paper."""
    rows: list[Row] = []
    for name, pool in (
        ("inconsistent records", [item for item in fields if not item.consistent]),
        ("consistent records", [item for item in fields if item.consistent]),
    ):
        clear = [item for item in pool if item.value is not None and item.read["raw"] == item.value]
        changed = [item for item in clear if item.read["value"] != item.value]
        mended = [item for item in pool if item.value is not None and item.read["raw"] != item.value and item.right]
        rows.append((name, len(pool), len(clear), len(changed), len(mended)))
    head = ("", "numbers", "read rightly before sums", "of these changed by sums", "misread, mended by sums")
    return Table("What sums change", head, tuple(rows))


def deviations(fields: Sequence[Outcome]) -> Table:
    """Slips of the pen: how their numbers end."""
    rows: list[Row] = []
    for name in sorted({item.deviation for item in fields}):
        pool = [item for item in fields if item.deviation == name and item.seen == "full"]
        counts = Counter(item.status for item in pool)
        rows.append(
            (name or "none", len(pool), *(counts[status] for status in STATUSES), sum(i.silent_error for i in pool))
        )
    return Table("Slips of the pen", ("slip", "numbers", *STATUSES, "silent errors"), tuple(rows))


def typed(fields: Sequence[Outcome]) -> Table:
    """Why numbers must be typed."""
    pool = [item for item in fields if item.status == "type"]
    counts = Counter(", ".join(item.read["problems"]) or "confidence too low" for item in pool)
    rows: list[Row] = [(name, count, percent(count, len(pool), 1)) for name, count in counts.most_common(12)]
    return Table("Why numbers must be typed", ("problem", "numbers", "share"), tuple(rows))


SLICES: dict[str, tuple[Callable[[Outcome], float], tuple[float, ...]]] = {
    "px per mm": (lambda item: item.px_per_mm, (0, 1.4, 1.6, 1.8, 2.2, 3, 4, 9)),
    "tilt °": (lambda item: item.tilt, (0, 5, 10, 15, 20, 25, 30, 36)),
    "JPEG quality": (lambda item: item.jpeg, (30, 40, 50, 60, 70, 80, 90, 96)),
    "blur px": (lambda item: item.blur, (0, 0.5, 0.8, 1.0, 1.3, 1.7, 2.2, 9)),
}
"""What accuracy and statuses are split by: value and bin edges."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Numbers within a band of something."""

    low: float
    high: float
    fields: tuple[Outcome, ...]

    @property
    def digits_right(self) -> float:
        """Share of numbers that the boxes alone say rightly."""
        pool = [item for item in self.fields if item.page is not None]
        return sum(item.page is not None and item.page["digits"] == item.value for item in pool) / max(1, len(pool))

    def share(self, *wanted: str) -> float:
        return sum(item.status in wanted for item in self.fields) / max(1, len(self.fields))


def sliced(fields: Sequence[Outcome], name: str) -> list[Slice]:
    """Bands that hold at least 20 numbers."""
    value, edges = SLICES[name]
    pool = _written(fields)
    found = []
    for low, high in itertools.pairwise(edges):
        within = tuple(item for item in pool if low <= value(item) < high)
        if len(within) >= 20:
            found.append(Slice(low, high, within))
    return found


def slices(fields: Sequence[Outcome]) -> Table:
    """What makes reading hard."""
    rows: list[Row] = []
    for name in SLICES:
        for part in sliced(fields, name):
            lost = sum(item.silent_error for item in part.fields)
            rows.append(
                (
                    f"{name} {part.low:g}–{part.high:g}",
                    len(part.fields),
                    f"{100 * part.digits_right:.2f} %",
                    f"{100 * part.share('proven'):.1f} %",
                    f"{100 * part.share('confirm'):.1f} %",
                    lost,
                )
            )
    head = ("band", "numbers", "digits alone right", "proven", "confirm", "silent errors")
    return Table("By size, tilt, compression and blur", head, tuple(rows))
