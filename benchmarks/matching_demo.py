"""The demo's 120 photos under neutral names: placed without asking right and wrong, proposed right.

    python -m benchmarks.matching_demo [FOLDER]

The photos are drawn and read once; every case then puts these readings into a workspace of its own, under names like
``IMG_0001.jpg``. With FOLDER, photos and readings are kept there for the next run.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2

from benchmarks._table import show
from sirekap_desktop.forms.reading import PageReading
from sirekap_desktop.jobs.demo_photos import DrawJob, draw_tps
from sirekap_desktop.jobs.importing import import_paths
from sirekap_desktop.jobs.proposing import place_certain, propose
from sirekap_desktop.models.records import Desa, ImportOutcome, Kecamatan, Tps
from sirekap_desktop.models.workspace import Workspace
from sirekap_desktop.samples.ulumanda import load_ulumanda

WIDTH_PX = 1600
LEVELS = ("easy", "normal", "easy", "normal", "hard")

Name = tuple[str, int]
"""Code of the TPS, and page."""


@dataclass(frozen=True, slots=True)
class Case:
    """Which photos come in, in which order, and what the workspace knows."""

    name: str
    photos: Sequence[Name]
    tps: Sequence[Tps]


def cases(seed: int = 5) -> list[Case]:
    chance = random.Random(seed)
    tps = [Tps(t.code, t.desa_code, t.number, t.dpt_l, t.dpt_p) for t in load_ulumanda().tps]
    photos = [(item.code, page) for item in tps for page in (1, 2, 3)]
    twins = [replace(t, dpt_l=tps[3].dpt_l, dpt_p=tps[3].dpt_p) if n == 9 else t for n, t in enumerate(tps)]
    altered = [replace(t, dpt_l=_altered(t.dpt_l, chance), dpt_p=_altered(t.dpt_p, chance)) for t in tps]
    return [
        Case("in order", photos, tps),
        Case("shuffled", chance.sample(photos, len(photos)), tps),
        Case("1 in 10 DPT figures of the list altered", photos, altered),
        Case("two TPS share their DPT", photos, twins),
        Case("1 in 6 pages missing", [item for item in photos if chance.random() > 1 / 6], tps),
        Case("half of the TPS not in the workspace", photos, tps[::2]),
        Case("no DPT in the workspace", photos, [replace(item, dpt_l=None, dpt_p=None) for item in tps]),
    ]


def _altered(value: int | None, chance: random.Random) -> int:
    return (value or 0) + (chance.choice([-3, 1, 2, 10]) if chance.random() < 0.1 else 0)


def new_workspace(folder: Path, tps: Sequence[Tps]) -> Workspace:
    demo = load_ulumanda()
    area = Kecamatan(demo.code, demo.name, demo.kabupaten, demo.provinsi)
    made = Workspace.create(folder, area, operator="ukur", simulation=True, key_folder=folder.parent / "keys")
    made.add_wilayah([Desa(item.code, item.name) for item in demo.desa], tps)
    return made


def readings(folder: Path) -> dict[Name, PageReading]:
    """Draw and read the photos, unless the folder holds them."""
    photos, workspace = folder / "foto", folder / "terbaca"
    if not workspace.exists():
        photos.mkdir(parents=True, exist_ok=True)
        for number, tps in enumerate(load_ulumanda().tps):
            level = LEVELS[number % len(LEVELS)]
            draw_tps(DrawJob(str(photos), tps.code, load_ulumanda().form, WIDTH_PX, level))
        with new_workspace(workspace, cases()[0].tps) as made:
            import_paths(made, [photos], workers=0)
    with Workspace.open(workspace, operator="ukur", key_folder=folder / "keys") as opened:
        found = ((Path(image.source).stem, opened.reading(image.id)) for image in opened.images())
        return {(name[:13], int(name[-1])): reading for name, reading in found if reading is not None}


def bring(workspace: Workspace, photos: Sequence[Name], read: dict[Name, PageReading]) -> dict[str, Name]:
    """Put the readings in as photos that tell no TPS; returns what each image really is."""
    truth = {}
    for number, name in enumerate(photos, start=1):
        if (reading := read[name]).status == "read":
            sha256, _ = workspace.store_original(repr(name).encode(), ".jpg")
            image = workspace.add_image(
                sha256=sha256, source=f"/kartu/IMG_{number:04d}.jpg", outcome=ImportOutcome.UNASSIGNED, reason="–",
                form=reading.form, page=reading.page, reading=reading,
            )  # fmt: skip
            truth[image.id] = name
    return truth


def measure(case: Case, read: dict[Name, PageReading], folder: Path) -> tuple[object, ...]:
    with new_workspace(folder, case.tps) as workspace:
        truth = bring(workspace, case.photos, read)
        placed = place_certain(workspace, truth)
        offers = propose(workspace).offers
    codes = {item.code for item in case.tps}
    wrong = sum((image.tps, image.page) != truth[name] for name, image in placed.items())
    asked = [(truth[name][0], [offer.tps for offer in found]) for name, found in offers.items()]
    own = [(code, found) for code, found in asked if code in codes]
    first = sum(found[:1] == [code] for code, found in own)
    among = sum(code in found for code, found in own)
    return case.name, len(truth), len(placed) - wrong, wrong, f"{first}/{len(own)}", f"{among}/{len(own)}"


def run(folder: str | None = None) -> None:
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as temporary:
        read = readings(Path(folder) if folder else Path(temporary))
        rows = [measure(case, read, Path(temporary, f"ruang-{n}")) for n, case in enumerate(cases())]
    show(("photos", "read", "placed right", "wrong", "asked: first right", "among 3"), rows)


if __name__ == "__main__":
    run(*sys.argv[1:2])
