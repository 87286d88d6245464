"""Reading the forms of all elections: drawn, photographed, found, read, fused per TPS and compared with what is drawn.

    python -m benchmarks.every_form                 # about 45 pages of each form, ten minutes on one core
    python -m benchmarks.every_form --pages 100 --forms c-hasil-dpr-2024

Ink, bubbles and tally are drawn by hands of ``samples``, not real ones: the figures say how the layout of a form reads,
not how people write. One paper in five breaks a sum.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from benchmarks._contestants import NATIONAL, calon_dpd, parties, paslon
from benchmarks._table import show
from sirekap_desktop.forms.loader import form_ids, load_form
from sirekap_desktop.forms.model import Contestant, FormDefinition, FormPage
from sirekap_desktop.forms.reading import FieldReading, FieldStatus, PageReading
from sirekap_desktop.ocr import engine
from sirekap_desktop.ocr.fusion import fuse
from sirekap_desktop.ocr.view import placed
from sirekap_desktop.samples.camera import Photo
from sirekap_desktop.samples.sheets import sample_photo
from sirekap_desktop.samples.votes import invented_values

LEVELS = ("easy", "normal", "normal", "hard")
WIDTHS = (1100, 1300, 1600, 2000)
SEATS = {"dpr": 8, "dprd-prov": 10, "dprd-kabko": 12}
BROKEN_EVERY = 5
_FORMS = ("dpr", "dpd", "dprd-prov", "dprd-kabko", "kwk-gubernur", "kwk-bupati", "kwk-walikota")


@dataclass
class Tally:
    """What was counted of one form."""

    form: str
    provenance: str
    tps: int = 0
    pages: int = 0
    found: int = 0
    wrong_pages: int = 0
    methods: Counter[str] = field(default_factory=Counter)
    errors_mm: list[float] = field(default_factory=list)
    numbers: list[tuple[int | None, FieldReading]] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    """Places in ``numbers`` whose page was found."""


def new_forms() -> list[str]:
    """Ids of plano and salinan of every election but the presidential one."""
    wanted = [f"c-hasil-{kind}{name}-2024" for kind in ("", "salinan-") for name in _FORMS]
    return [form_id for form_id in wanted if form_id in form_ids()]


def contestants_for(form_id: str, rng: random.Random) -> tuple[Contestant, ...]:
    """Who stands: 18 parties with lists of about the dapil's seats, 14 calon of the DPD, two to five paslon."""
    if "kwk" in form_id:
        return paslon(rng.randint(2, 5), rng)
    if "dpd" in form_id.split("-"):
        return calon_dpd(rng.choice((9, 14, 20)), rng)
    body = form_id.removeprefix("c-hasil-").removeprefix("salinan-").removesuffix("-2024")
    return parties(NATIONAL, SEATS[body], rng)


def measure(form_id: str, least_pages: int, seed: int) -> Tally:
    """As many whole TPS as give so many pages."""
    tally = Tally(form_id, load_form(form_id).provenance)
    while tally.pages < least_pages:
        rng = random.Random(f"{seed} {form_id} {tally.tps}")
        form = load_form(form_id, contestants_for(form_id, rng))
        _tps(tally, form, rng, seed + tally.tps)
        tally.tps += 1
    return tally


def _tps(tally: Tally, form: FormDefinition, rng: random.Random, seed: int) -> None:
    values = invented_values(form, seed=seed)
    if tally.tps % BROKEN_EVERY == BROKEN_EVERY - 1:
        values = _broken(form, values, rng)
    pages: list[PageReading] = []
    for page in form.pages:
        level, width = rng.choice(LEVELS), rng.choice(WIDTHS)
        photo = sample_photo(form, page.number, values, seed=seed, level=level, width_px=width)
        pages += _page(tally, form, page, photo)
    there = {page.page for page in pages}
    for item in fuse(form, pages).fields:
        if form.field(item.name).page in there:
            tally.seen.add(len(tally.numbers))
        tally.numbers.append((values[item.name], item))


def _broken(form: FormDefinition, values: dict[str, int], rng: random.Random) -> dict[str, int]:
    """Two numbers as somebody miscounted them."""
    names = rng.sample([item.name for item in form.fields if item.section in {"IV", "V"}], 2)
    return values | {name: max(0, values[name] + rng.choice((-10, -2, -1, 1, 2, 10))) for name in names}


def _page(tally: Tally, form: FormDefinition, page: FormPage, photo: Photo) -> Iterator[PageReading]:
    readings = engine.read_file(photo.jpeg, "page.jpg", forms=[form])
    read = [item for item in readings if item.status == "read"]
    own = [item for item in read if item.page == page.number]
    tally.pages += 1
    tally.found += bool(own)
    tally.wrong_pages += len(own) < len(read)
    tally.methods.update(item.registration.method for item in own if item.registration)
    for item in own:
        tally.errors_mm += position_errors(form, page, item, photo)
    yield from own


def position_errors(form: FormDefinition, page: FormPage, reading: PageReading, photo: Photo) -> list[float]:
    """How far the middle of each box lies from where it truly is, mm on the paper."""
    if reading.registration is None:
        return []
    boxes = [box for item in form.fields_on(page.number) for box in item.boxes]
    middles = np.array([(box.x + box.w / 2, box.y + box.h / 2) for box in boxes])
    right = middles + np.array([1.0, 0.0])
    true = photo.sheet.project(middles)
    per_mm = np.hypot(*(photo.sheet.project(right) - true).T)
    away = np.hypot(*(placed(reading.registration, middles) - true).T)
    return [float(value) for value in away / np.maximum(per_mm, 1e-6)]


def _row(tally: Tally) -> tuple[object, ...]:
    seen = [tally.numbers[place] for place in sorted(tally.seen)]
    kinds = Counter(reading.status for _, reading in tally.numbers)
    wrong = Counter(reading.status for truth, reading in tally.numbers if reading.value != truth)
    digits = sum(reading.evidence.digits == truth for truth, reading in seen)
    fused = sum(reading.value == truth for truth, reading in seen)
    p95 = float(np.percentile(tally.errors_mm, 95)) if tally.errors_mm else float("nan")
    return (
        f"{tally.form} ({tally.provenance})",
        f"{tally.tps} / {tally.pages}",
        f"{100 * tally.found / tally.pages:.1f} %",
        tally.wrong_pages,
        f"{p95:.2f}",
        len(tally.numbers),
        f"{100 * digits / max(len(seen), 1):.2f} %",
        f"{100 * fused / max(len(seen), 1):.2f} %",
        f"{kinds[FieldStatus.PROVEN]} ({wrong[FieldStatus.PROVEN]})",
        f"{kinds[FieldStatus.CONFIRM]} ({wrong[FieldStatus.CONFIRM]})",
        kinds[FieldStatus.TYPE],
        f"{kinds[FieldStatus.EMPTY]} ({wrong[FieldStatus.EMPTY]})",
        kinds[FieldStatus.UNSEEN],
    )


HEAD = (
    "form",
    "TPS / pages",
    "found",
    "wrong page",
    "boxes p95 mm",
    "numbers",
    "digits right",
    "fused right",
    "proven (wrong)",
    "confirm (wrong)",
    "type",
    "empty (wrong)",
    "unseen",
)


def run(pages: int = 45, forms: Sequence[str] = (), seed: int = 60_000) -> None:
    cv2.setNumThreads(1)
    rows = []
    for form_id in forms or new_forms():
        tally = measure(form_id, pages, seed)
        rows.append(_row(tally))
        print(f"  {form_id}: {dict(tally.methods)}", flush=True)
    show(HEAD, rows)
    print("  digits right, fused right: of the numbers on pages that were found; unseen: on pages that were not")
    print("\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in (HEAD, ("---",) * len(HEAD), *rows)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=45, help="at least so many of each form")
    parser.add_argument("--forms", nargs="*", default=(), help="only these")
    parser.add_argument("--seed", type=int, default=60_000, help="other papers than usual")
    options = parser.parse_args()
    run(options.pages, options.forms, options.seed)


if __name__ == "__main__":
    main()
