"""Whose page it is: pages of all parties, drawn in several types and photographed, read with the whole form.

    python -m benchmarks.partai --pages 400

Every page is read with the form of 18 or 24 parties that it belongs to. Some are read again with a list that leaves its
party out or has another number of calon: these must be refused.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2

from benchmarks._contestants import NATIONAL, PARTAI, parties
from benchmarks._fonts import printed_in, typefaces
from benchmarks._table import show
from benchmarks.bench_reading.statistics import upper_bound
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Calon, Contestant, FormDefinition, FormPage
from sirekap_desktop.ocr import engine
from sirekap_desktop.samples.sheets import sample_photo
from sirekap_desktop.samples.votes import invented_values

BODIES = ("dpr", "dpr", "dprd-prov", "dprd-kabko")
WIDTHS = (900, 1100, 1300, 1600, 2000)
LEVELS = ("easy", "normal", "normal", "hard")
SEATS = {"dpr": (3, 6, 8, 10), "dprd-prov": (4, 8, 10, 12), "dprd-kabko": (4, 8, 10, 12)}
SALINAN_SHARE = 0.25
NEGATIVE_EVERY = 8
"""Every so many pages one is read with wrong lists, too."""


@dataclass(frozen=True)
class Case:
    """One photo and how the program must take it."""

    form: FormDefinition
    page: FormPage
    typeface: str
    level: str
    jpeg: bytes

    @property
    def kind(self) -> str:
        return "salinan" if "salinan" in self.form.id else "plano"


@dataclass(frozen=True)
class Verdict:
    """How it took it."""

    case: Case
    outcome: str
    """``right``, ``refused`` or ``wrong``."""
    reason: str
    ms: float


def cases(count: int, seed: int) -> Iterator[Case]:
    """Pages of random parties, types, levels and sizes."""
    rng = random.Random(seed)
    faces = list(typefaces().items())
    for number in range(count):
        name, face = faces[number % len(faces)]
        body = rng.choice(BODIES)
        form_id = f"c-hasil-{'salinan-' if rng.random() < SALINAN_SHARE else ''}{body}-2024"
        numbers = NATIONAL if rng.random() < 0.6 else tuple(PARTAI)
        form = load_form(form_id, parties(numbers, rng.choice(SEATS[body]), rng))
        page = rng.choice([page for page in form.pages if page.partai is not None])
        level, width = rng.choice(LEVELS), rng.choice(WIDTHS)
        values = invented_values(form, seed=seed + number)
        with printed_in(face):
            photo = sample_photo(form, page.number, values, seed=seed + number, level=level, width_px=width)
        yield Case(form, page, name, level, photo.jpeg)


def judged(case: Case, form: FormDefinition) -> Verdict:
    """Read with a form; right is the page of the case alone."""
    started = time.process_time()
    readings = engine.read_file(case.jpeg, "page.jpg", forms=[form])
    ms = 1000 * (time.process_time() - started)
    read = [(item.page, item.partai) for item in readings if item.status == "read"]
    right = read == [(case.page.number, case.page.partai)] and form is case.form
    outcome = "right" if right else "wrong" if read else "refused"
    return Verdict(case, outcome, readings[0].reason or "", ms)


def wrong_lists(case: Case) -> dict[str, FormDefinition]:
    """The same form with lists that do not fit its page."""
    own = next(one for one in case.form.contestants if one.number == case.page.partai)
    others = [one for one in case.form.contestants if one is not own]
    added = (*own.calon, Calon(len(own.calon) + 1, "CALON TAMBAHAN"))
    lists = {"one calon more": replace(own, calon=added)}
    if own.calon:
        lists["one calon fewer"] = replace(own, calon=own.calon[:-1])
    made = {name: load_form(case.form.id, _sorted([*others, one])) for name, one in lists.items()}
    # A first sheet is the same whether one or two calon more stand on the further one.
    made = {name: form for name, form in made.items() if not _same_sheet(case, form)}
    return made | {"its party not listed": load_form(case.form.id, others)}


def _sorted(contestants: Sequence[Contestant]) -> list[Contestant]:
    return sorted(contestants, key=lambda one: one.number)


def _same_sheet(case: Case, form: FormDefinition) -> bool:
    own = [field.boxes for field in case.form.fields_on(case.page.number)]
    return any(
        [field.boxes for field in form.fields_on(page.number)] == own
        for page in form.pages
        if page.partai == case.page.partai and page.tag == case.page.tag
    )


def run(pages: int = 120, seed: int = 40_000) -> None:
    cv2.setNumThreads(1)
    found: list[Verdict] = []
    negatives: Counter[tuple[str, str]] = Counter()
    for number, case in enumerate(cases(pages, seed)):
        found.append(judged(case, case.form))
        if number % NEGATIVE_EVERY == 0:
            negatives.update((name, judged(case, form).outcome) for name, form in wrong_lists(case).items())
    _show(found)
    names = sorted({name for name, _ in negatives})
    show(
        ("read with a wrong list", "refused", "wrong"),
        [(n, negatives[n, "refused"], negatives[n, "wrong"]) for n in names],
    )
    reasons = Counter(item.reason.partition(",")[0][:70] for item in found if item.outcome == "refused")
    for reason, count in reasons.most_common():
        print(f"  refused {count}: {reason} …")


def _show(found: Sequence[Verdict]) -> None:
    groups = {"all": list(found)}
    for item in found:
        for group in (
            item.case.kind,
            item.case.level,
            item.case.typeface,
            f"{len(item.case.form.contestants)} parties",
        ):
            groups.setdefault(group, []).append(item)
    rows = []
    for name, items in groups.items():
        counts = Counter(item.outcome for item in items)
        bound = f"{100 * upper_bound(counts['wrong'], len(items)):.2f} %"
        ms = sorted(item.ms for item in items)[len(items) // 2]
        share = f"{100 * counts['right'] / len(items):.1f} %"
        rows.append((name, len(items), counts["right"], share, counts["refused"], counts["wrong"], bound, f"{ms:.0f}"))
    show(("pages", "count", "right", "share", "refused", "wrong", "95 % bound", "CPU ms"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument("--seed", type=int, default=40_000, help="other pages than usual")
    options = parser.parse_args()
    run(options.pages, options.seed)


if __name__ == "__main__":
    main()
