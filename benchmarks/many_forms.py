"""What it costs to look for many forms: a DPR page beside a PPWP page, alone, with 18 parties, with five elections."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace

import cv2

from benchmarks._contestants import NATIONAL, calon_dpd, parties, person
from benchmarks._table import show
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import Calon, Contestant, FormDefinition
from sirekap_desktop.ocr import engine, imageio
from sirekap_desktop.samples.sheets import sample_photo
from sirekap_desktop.samples.votes import invented_values

ROUNDS = 5
SEEDS = (51, 52, 53)
BODIES = ("dpr", "dprd-prov", "dprd-kabko")

Row = tuple[str, FormDefinition, int, Sequence[FormDefinition]]


def run() -> None:
    cv2.setNumThreads(1)
    rng = random.Random(1)
    ppwp, ppwp_salinan = load_form("c-hasil-ppwp-2024"), load_form("c-hasil-salinan-ppwp-2024")
    mixed = {body: parties(NATIONAL, 10, rng) for body in BODIES}
    dpd = calon_dpd(18, rng)
    planos = [ppwp, *_of(mixed, ""), load_form("c-hasil-dpd-2024", dpd)]
    every = [*planos, ppwp_salinan, *_of(mixed, "salinan-"), load_form("c-hasil-salinan-dpd-2024", dpd)]
    even = _even(mixed["dpr"], rng)
    dpr, one = load_form("c-hasil-dpr-2024", even), load_form("c-hasil-dpr-2024", even[4:5])
    rows: list[Row] = [
        ("PPWP page 2, PPWP alone", ppwp, 2, [ppwp, ppwp_salinan]),
        ("PPWP page 2, five elections, plano", ppwp, 2, [*planos, ppwp_salinan]),
        ("PPWP page 2, five elections, plano and salinan", ppwp, 2, every),
        ("DPR page of 10 calon, form of this party alone", one, 2, [one]),
        ("DPR page of 10 calon, form of 18 parties alike", dpr, 6, [dpr]),
        ("DPR page, 18 parties with lists of any length", planos[1], 6, [planos[1]]),
        ("DPR page, five elections, plano and salinan", planos[1], 6, every),
        ("salinan PPWP page 2 (no tag), PPWP alone", ppwp_salinan, 2, [ppwp, ppwp_salinan]),
        ("salinan PPWP page 2 (no tag), five elections, plano and salinan", ppwp_salinan, 2, every),
        ("salinan DPR page (no tag), 18 parties", every[6], 6, [every[6]]),
        ("salinan DPR page (no tag), five elections, plano and salinan", every[6], 6, every),
    ]
    timed = [(name, *_ms(form, page, forms)) for name, form, page, forms in rows]
    base = timed[0][1]
    head = ("page and forms looked for", "find ms", "whole ms", "beside PPWP")
    show(head, [(name, f"{find:.0f}", f"{whole:.0f}", f"{whole / timed[0][2]:.2f}") for name, find, whole in timed])
    print(f"  median CPU of {ROUNDS} rounds of {len(SEEDS)} photos; finding a PPWP page alone takes {base:.0f} ms")


def _of(lists: dict[str, tuple[Contestant, ...]], kind: str) -> list[FormDefinition]:
    return [load_form(f"c-hasil-{kind}{body}-2024", found) for body, found in lists.items()]


def _even(found: Sequence[Contestant], rng: random.Random) -> list[Contestant]:
    """Lists of ten calon each."""
    return [replace(one, calon=tuple(Calon(n, person(rng)) for n in range(1, 11))) for one in found]


def _ms(form: FormDefinition, page: int, forms: Sequence[FormDefinition]) -> tuple[float, float]:
    """Median CPU time of finding and of all, ms."""
    photos = [sample_photo(form, page, invented_values(form, seed=seed), seed=seed).jpeg for seed in SEEDS]
    find, whole = [], []
    for number in range(ROUNDS + 1):
        for photo in photos:
            started = time.process_time()
            engine.find(imageio.decode(photo), 0, forms)
            between = time.process_time()
            engine.read_file(photo, "page.jpg", forms=forms)
            if number:
                find.append(1000 * (between - started))
                whole.append(1000 * (time.process_time() - between))
    return statistics.median(find), statistics.median(whole)


if __name__ == "__main__":
    run()
