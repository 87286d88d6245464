"""How far the reading engine may be trusted: status, confidence and evidence beside what is really written.

    python -m benchmarks.calibration [--tps 40] [--levels easy,normal,hard] [--seed 50000] [--keep FOLDER]

Draws and photographs C.HASIL-PPWP of Ulumanda, one hand and one phone per TPS, reads each TPS and compares; then reads
the measuring half of the real photos where the shared data lie beside the checkout. In one TPS of ten the paper is
unsound: a broken sum, a wrong circle, a forgotten number. Takes minutes; ``docs/reading.md`` holds what it printed.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import cv2

from benchmarks._table import show
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition, Rect
from sirekap_desktop.forms.reading import FieldReading, FieldStatus, PageReading
from sirekap_desktop.ocr import engine, fusion, imageio
from sirekap_desktop.samples.handwriting import make_hand
from sirekap_desktop.samples.plan import Deviation, plan_field
from sirekap_desktop.samples.sheets import header_of, sample_photo
from sirekap_desktop.samples.ulumanda import DemoTps, load_ulumanda
from tools import calibrate_fusion as tool

FORM = "c-hasil-ppwp-2024"
LEVELS = ("easy", "normal", "hard")
SEED = 50_000
"""Hands that neither the digit model (seeds below 10,000) nor the constants of the fusion (20,000 on) have seen."""
WIDTHS = (1200, 1600, 2000, 2400, 3000)
EDGES = (0.0, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0 + 1e-9)
UNSOUND_EVERY = 10


@dataclass(frozen=True)
class Job:
    """One TPS to draw, photograph and read."""

    number: int
    level: str
    seed: int
    width_px: int
    keep: str = ""
    """Folder for the crops of what was read wrong or not at all."""


@dataclass(frozen=True)
class Outcome:
    """One number: what stands on the paper and what the machine made of it."""

    where: str
    group: str
    sound: bool
    truth: int | None
    reading: FieldReading

    @property
    def right(self) -> bool:
        return self.reading.value == self.truth


@dataclass(frozen=True)
class Measured:
    """One TPS read."""

    job: Job
    found: int
    wrong_page: int
    outcomes: tuple[Outcome, ...]


# --- drawing and reading --------------------------------------------------------------------------------------------


def unsound(tps: DemoTps, seed: int) -> tuple[dict[str, int | None], dict[str, Deviation]]:
    """A paper on which not everything agrees; the returned values are what its boxes say."""
    values = dict(tps.values)
    values["suara_sah"] = (values["suara_sah"] or 0) + (1, 10, 2, 9)[seed % 4]
    values["pengguna_total_l"] = (values["pengguna_total_l"] or 0) + (3, 10)[seed % 2]
    values["disabilitas_j"] = None
    field = load_form(FORM).field("suara_1")
    plan = plan_field(field, values["suara_1"], make_hand(seed))
    wrong = (*plan.bubbles[:-1], (int(plan.cells[-1]) + 1 + seed % 8) % 10)
    return values, {"suara_1": Deviation(bubbles=wrong)}


def measure(job: Job) -> Measured:
    """Draw, photograph and read one TPS."""
    cv2.setNumThreads(1)
    form, demo = load_form(FORM), load_ulumanda()
    tps = demo.tps[job.number % len(demo.tps)]
    sound = job.number % UNSOUND_EVERY != UNSOUND_EVERY - 1
    values, deviations = (dict(tps.values), {}) if sound else unsound(tps, job.seed)
    pages: list[PageReading] = []
    images = {}
    wrong_page = 0
    for number in (1, 2, 3):
        photo = sample_photo(
            form, number, values, seed=job.seed, level=job.level, width_px=job.width_px,
            header=header_of(demo, tps), deviations=deviations,
        )  # fmt: skip
        images[number] = imageio.decode(photo.jpeg).page(0)
        found = engine.read_page(images[number])
        wrong_page += sum((item.form, item.page) != (FORM, number) for item in found if item.status == "read")
        pages += [item for item in found if item.status == "read" and item.page == number]
    fused = fusion.fuse(form, pages)
    sound = sound and not tps.broken
    where = f"{job.level}-{job.seed}-{job.width_px}"
    outcomes = tuple(
        Outcome(f"{where}-{item.name}", job.level, sound, values[item.name], item) for item in fused.fields
    )
    if job.keep:
        keep_crops(Path(job.keep), form, pages, images, outcomes)
    return Measured(job, len({item.page for item in pages}), wrong_page, outcomes)


def doubtful(outcome: Outcome) -> bool:
    """Worth looking at: a wrong number, or one that a person must type though everything on the paper is sound."""
    silent = outcome.reading.status in (FieldStatus.PROVEN, FieldStatus.CONFIRM, FieldStatus.EMPTY)
    return (not outcome.right and silent) or outcome.reading.status is FieldStatus.TYPE


def keep_crops(
    folder: Path,
    form: FormDefinition,
    pages: Sequence[PageReading],
    images: dict[int, imageio.Picture],
    outcomes: Iterable[Outcome],
) -> None:
    """Write a picture of each doubtful number, named by what was written and read."""
    found = {item.page: item.registration for item in pages}
    for outcome in filter(doubtful, outcomes):
        field, reading = form.field(outcome.reading.name), outcome.reading
        registration = found.get(field.page)
        if registration is None:
            continue
        area = field.box_area if field.bubbles is None else field.number_area
        area = Rect(area.x - 6, area.y - 6, area.w + 12, area.h + 12)
        crop = engine.warp(images[field.page], registration, area, 4.0)
        name = f"{reading.status}-{outcome.where}-is-{outcome.truth}-read-{reading.value}-{reading.confidence:.3f}.png"
        cv2.imwrite(str(folder / name), crop)


# --- tables ---------------------------------------------------------------------------------------------------------


def upper_bound(wrong: int, count: int, level: float = 0.95) -> float:
    """Clopper-Pearson: the rate of errors that would give so few of them in only 1 of 20 such runs."""
    if wrong >= count:
        return 1.0
    low, high = wrong / count, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(wrong, count, middle) > 1 - level:
            low = middle
        else:
            high = middle
    return high


def _at_most(wrong: int, count: int, rate: float) -> float:
    def term(k: int) -> float:
        choose = math.lgamma(count + 1) - math.lgamma(k + 1) - math.lgamma(count - k + 1)
        return math.exp(choose + k * math.log(rate) + (count - k) * math.log1p(-rate))

    return sum(term(k) for k in range(wrong + 1))


def calibration_error(outcomes: Sequence[Outcome]) -> float:
    """Mean distance of confidence and share of right numbers over the bins, weighted by their size."""
    total = sum(abs(conf - right) * count for _, count, conf, right in reliability(outcomes))
    return total / max(1, len(outcomes))


def reliability(outcomes: Sequence[Outcome]) -> list[tuple[str, int, float, float]]:
    """Per bin of confidence: its name, numbers, mean confidence, share right."""
    rows = []
    for low, high in itertools.pairwise(EDGES):
        inside = [item for item in outcomes if low <= item.reading.confidence < high]
        if inside:
            confidence = sum(item.reading.confidence for item in inside) / len(inside)
            right = sum(item.right for item in inside) / len(inside)
            rows.append((f"{low:g}–{min(high, 1):g}", len(inside), confidence, right))
    return rows


def show_statuses(outcomes: Sequence[Outcome]) -> None:
    """How many ended with each status, and how many of them wrong."""
    rows = []
    for status in FieldStatus:
        inside = [item for item in outcomes if item.reading.status is status]
        if inside:
            wrong = sum(not item.right for item in inside)
            bound = f"{100 * upper_bound(wrong, len(inside)):.2f} %" if status != FieldStatus.UNSEEN else ""
            rows.append((status.value, len(inside), f"{100 * len(inside) / len(outcomes):.1f} %", wrong, bound))
    show(("status", "numbers", "share", "wrong", "95 % bound"), rows)


def show_confidence(outcomes: Sequence[Outcome]) -> None:
    """Reliability of numbers that have a value."""
    valued = [item for item in outcomes if item.reading.value is not None]
    rows = [(name, count, f"{conf:.4f}", f"{right:.4f}") for name, count, conf, right in reliability(valued)]
    show(("confidence", "numbers", "mean confidence", "right"), rows)
    print(f"  expected calibration error {calibration_error(valued):.4f}")


def show_evidence(outcomes: Sequence[Outcome]) -> None:
    """What each kind of evidence says alone, before and after the sums."""
    written = [item for item in outcomes if item.truth is not None and item.reading.status is not FieldStatus.UNSEEN]
    kinds: list[tuple[str, Callable[[FieldReading], int | None]]] = [
        ("boxes alone", lambda item: item.evidence.digits),
        ("circles alone", lambda item: item.evidence.bubbles),
        ("together, before sums", lambda item: item.raw),
        ("after sums", lambda item: item.value),
    ]
    rows = []
    for name, value in kinds:
        pool = [item for item in written if name != "circles alone" or item.reading.name.startswith("suara_")]
        pool = [item for item in pool if name != "circles alone" or item.reading.name[-1].isdigit()]
        said = [item for item in pool if value(item.reading) is not None]
        right = sum(value(item.reading) == item.truth for item in said)
        rows.append((name, len(pool), len(pool) - len(said), right, len(said) - right))
    show(("evidence", "numbers", "silent", "right", "wrong"), rows)
    spoiled = sum(item.reading.raw == item.truth and not item.right for item in written)
    print(f"  right numbers changed by sums: {spoiled}")


def show_problems(outcomes: Sequence[Outcome]) -> None:
    """Why numbers must be typed."""
    typed = [item.reading for item in outcomes if item.reading.status is FieldStatus.TYPE]
    counts = Counter(", ".join(item.problems) or "confidence too low" for item in typed)
    if counts:
        show(("must be typed because", "numbers"), counts.most_common())


def tell(title: str, outcomes: Sequence[Outcome]) -> None:
    """All tables of one set."""
    print(f"\n{title}: {len(outcomes)} numbers")
    if outcomes:
        show_statuses(outcomes)
        show_confidence(outcomes)
        show_evidence(outcomes)
        show_problems(outcomes)


def tell_drawn(measured: Sequence[Measured]) -> None:
    """The tables of the drawn forms, by level."""
    rows = []
    for level in dict.fromkeys(item.job.level for item in measured):
        mine = [item for item in measured if item.job.level == level]
        fields = [o for item in mine for o in item.outcomes if o.sound]
        proven = [o.reading.status is FieldStatus.PROVEN for o in fields]
        sound = [item for item in mine if item.outcomes[0].sound]
        whole = sum(all(o.reading.status is FieldStatus.PROVEN for o in item.outcomes) for item in sound)
        pages = 3 * len(mine)
        share = f"{100 * sum(proven) / max(1, len(proven)):.1f} %"
        lost = sum(item.wrong_page for item in mine)
        rows.append((level, len(mine), pages, sum(item.found for item in mine), lost, len(sound), share, whole))
    show(("level", "TPS", "pages", "found", "taken wrongly", "sound TPS", "of these proven", "wholly proven"), rows)
    for level in dict.fromkeys(item.job.level for item in measured):
        tell(f"drawn, {level}", [o for item in measured if item.job.level == level for o in item.outcomes])
    tell("drawn, all", [o for item in measured for o in item.outcomes])
    tell("drawn, unsound papers", [o for item in measured for o in item.outcomes if not o.sound])


# --- real photos ----------------------------------------------------------------------------------------------------


def real_photos(folder: Path, wanted: range) -> list[Outcome]:
    """The votes on real photos that two transcriptions agree on; each is found by its printed lines."""
    truth = tool.read_truth(folder)
    names = [name for name in sorted(truth) if int(Path(name).stem[-3:]) in wanted]
    rows = [row for name in names for row in tool.rows_of(folder / name, truth[name])]
    found = len({row.photo for row in rows})
    print(f"\nreal photos {wanted.start} to {wanted.stop - 1}: table found in {found} of {len(names)}")
    return [
        Outcome(f"{row.photo}-{row.field}", "real", sound=True, truth=row.value, reading=tool.reading_of(row))
        for row in rows
    ]


def jobs(tps: int, levels: Sequence[str], seed: int, keep: str) -> list[Job]:
    """Every level gets hands of its own; widths come in turn."""
    return [
        Job(number, level, seed + 1000 * place + number, WIDTHS[(number + place) % len(WIDTHS)], keep)
        for place, level in enumerate(levels)
        for number in range(tps)
    ]


def shared_photos() -> Path | None:
    shared = Path(os.environ.get("SIREKAP_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    folder = shared / "photos" / "ppwp-page2-2024"
    return folder if folder.is_dir() else None


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tps", type=int, default=40, help="TPS per level")
    parser.add_argument("--levels", default=",".join(LEVELS))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--keep", type=Path, help="folder for crops of doubtful numbers")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    options = parser.parse_args(arguments)
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    todo = jobs(options.tps, options.levels.split(","), options.seed, str(options.keep or ""))
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        measured = list(pool.map(measure, todo))
    tell_drawn(measured)
    folder = shared_photos()
    if folder is None:
        print("\nreal photos: the shared data folder is not beside this checkout, so they are left out")
    else:
        tell("real photos 176 to 350, boxes and circles without sums", real_photos(folder, range(176, 351)))


if __name__ == "__main__":
    main()
