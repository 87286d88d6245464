"""First stage: photos and their truth on disk, a folder per TPS; what is there already is kept."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from benchmarks.bench_reading import crops, negatives, scenes
from benchmarks.bench_reading.pages import FilledForm, draw_filled, fill_form, spoil_tag, tear_corner
from benchmarks.bench_reading.records import draw_record, load_published
from benchmarks.bench_reading.scenes import Scene
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.forms.terbilang import terbilang
from sirekap_desktop.samples.camera import Photo, photograph, photograph_together
from sirekap_desktop.samples.optics import Sheet
from sirekap_desktop.samples.raster import Image

FORM = "c-hasil-ppwp-2024"
GENERATOR_VERSION = "4"
"""Raised whenever the same settings give other photos."""
SEEDS = {"tuning": 1_000_000, "final": 7_000_000}
_DRAWN_AT = (1.9, 2.5, 3.4, 4.6, 6.4, 7.5)
"""Pixels per mm at which pages are drawn: few, so that printed blanks are reused."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What makes a set of photos: the same settings give the same bytes."""

    draw: str = "tuning"
    """``tuning`` or ``final``."""
    seed: int = SEEDS["tuning"]

    @property
    def final(self) -> bool:
        return self.draw == "final"

    @property
    def key(self) -> str:
        text = f"{GENERATOR_VERSION} {crops.INK_VERSION} {self.draw} {self.seed}"
        return f"{self.draw}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


@dataclass(frozen=True, slots=True)
class Job:
    """One TPS, or one picture that holds no page of the form."""

    settings: Settings
    kind: str
    """``tps`` or ``negative``."""
    number: int
    shared: Path
    inks: Path
    folder: Path

    @property
    def target(self) -> Path:
        return self.folder / f"{self.kind}-{self.number:05d}"

    @property
    def seed(self) -> int:
        return self.settings.seed + self.number + (500_000 if self.kind == "negative" else 0)

    @property
    def done(self) -> bool:
        return (self.target / "truth.json").exists()


def generate(job: Job) -> None:
    """Write one folder: pictures, then ``truth.json`` last."""
    if job.done:
        return
    cv2.setNumThreads(1)
    draft = job.target.with_name(f"draft-{os.getpid()}-{job.target.name}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    truth = _tps(job, draft) if job.kind == "tps" else negatives.make(job.shared, draft, job.seed, job.settings.final)
    (draft / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    try:
        draft.rename(job.target)
    except OSError:  # another process was faster
        shutil.rmtree(draft)


@lru_cache(maxsize=1)
def _form() -> FormDefinition:
    return load_form(FORM)


def _tps(job: Job, folder: Path) -> dict[str, Any]:
    form, rng = _form(), np.random.default_rng((job.seed, 0))
    fold = job.number % crops.FOLDS
    bank = crops.load_bank(job.inks, fold, reserved=job.settings.final)
    published = load_published(job.shared / "tps" / "ppwp-published-ntb-sulbar.csv.gz")
    record = draw_record(published, random.Random(job.seed))
    header = {
        "provinsi": "SIMULASI",
        "kabupaten": "SIMULASI",
        "kecamatan": record.code[:6],
        "desa": record.desa.replace("-", " ").upper(),
        "nomor_tps": record.code[10:],
        "nomor_tps_huruf": terbilang(int(record.code[10:])),
    }
    filled = fill_form(form, record.values, header, bank, job.seed)
    photos = _photos(form, filled, bank, job, rng, folder)
    return {
        "number": job.number,
        "fold": fold,
        "code": record.code,
        "consistent": record.consistent,
        "fields": {name: asdict(item) for name, item in filled.truths.items()},
        "photos": photos,
    }


def _photos(
    form: FormDefinition, filled: FilledForm, bank: crops.InkBank, job: Job, rng: np.random.Generator, folder: Path
) -> list[dict[str, Any]]:
    """Every page once; now and then two of them in one picture."""
    found = []
    waiting = [sheet.number for sheet in form.pages]
    while waiting:
        page = waiting.pop(0)
        kind = scenes.kind_of_page(page, rng)
        pages = [page]
        if kind == "two_forms":
            if waiting:
                pages.append(waiting.pop(0))
            else:
                kind = "complete"
        found.append(_photo(form, filled, bank, job, kind, pages, rng, folder))
    return found


def _photo(
    form: FormDefinition,
    filled: FilledForm,
    bank: crops.InkBank,
    job: Job,
    kind: str,
    pages: Sequence[int],
    rng: np.random.Generator,
    folder: Path,
) -> dict[str, Any]:
    width = max(scenes.draw_width(rng), 1400 if len(pages) > 1 else 0)
    scene = scenes.draw_scene(kind, form, form.page(pages[0]), width, rng, final=job.settings.final)
    scale = drawn_at(scene, form, len(pages))
    images = [draw_filled(form, page, filled, bank, scale) for page in pages]
    for page, image in zip(pages, images, strict=True):
        spoil_tag(image, form.page(page), scene.tag, scale, rng)
        tear_corner(image, scene.corner, scale, rng)
    taken = _take(form, images, scene, (job.seed, pages[0]))
    name = f"hal{pages[0]}.jpg"
    (folder / name).write_bytes(taken[0].jpeg)
    sheets = {page: photo.sheet for page, photo in zip(pages, taken, strict=True)}
    return {"file": name, **described(scene, form, sheets)}


def _take(form: FormDefinition, images: Sequence[Image], scene: Scene, seed: tuple[int, int]) -> tuple[Photo, ...]:
    if len(images) == 1:
        settings = scene.settings
        return (photograph(images[0], seed=seed, width_px=scene.width_px, settings=settings, paper=form.paper),)
    return photograph_together(
        images, seed=seed, width_px=scene.width_px, settings=scene.settings, paper=form.paper, gap_mm=25 + seed[0] % 40
    )


def drawn_at(scene: Scene, form: FormDefinition, sheets: int) -> float:
    """Pixels per mm to draw with: a little more than the photo keeps."""
    _, _, wide, high = scene.settings.frame or (0, 0, form.paper[0], form.paper[1])
    kept = min(scene.width_px / wide, scene.width_px * 4 / 3 / high)
    if sheets > 1:
        kept = min(scene.width_px * 4 / 3 / (wide * sheets), scene.width_px / high)
    return next((scale for scale in _DRAWN_AT if scale >= 1.05 * kept), _DRAWN_AT[-1])


def described(scene: Scene, form: FormDefinition, sheets: dict[int, Sheet]) -> dict[str, Any]:
    """What is known of a photo: scene, true quality, which number is in it, and where every box lies."""
    boxes: dict[str, list[float]] = {}
    seen: dict[str, str] = {}
    for page, sheet in sheets.items():
        for field in form.fields_on(page):
            corners = np.array([corner for box in field.boxes for corner in box.corners])
            boxes[field.name] = [round(float(v), 2) for v in sheet.project(corners).ravel()]
            inside = scenes.inside(sheet, corners)
            seen[field.name] = "full" if inside.all() else "part" if inside.any() else "none"
    first = next(iter(sheets.values()))
    density = min(_density(sheet) for sheet in sheets.values())
    return {
        "pages": list(sheets),
        "scene": scene.kind,
        "marks": sum(scenes.marks_seen(form.page(page), sheet) for page, sheet in sheets.items()),
        "settings": asdict(scene.settings),
        "size": list(first.size),
        "px_per_mm": round(density, 3),
        "tilt": round(scene.tilt_deg, 2),
        "blur": round(scene.blur_px, 3),
        "jpeg": scene.settings.jpeg_quality,
        "normal": is_normal(scene, density),
        "boxes": boxes,
        "seen": seen,
    }


def _density(sheet: Sheet) -> float:
    """Pixels per mm, averaged over the sheet's area."""
    width, height = sheet.paper
    outline = sheet.project(np.array([(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]))
    return float(np.sqrt(cv2.contourArea(outline.astype(np.float32)) / (width * height)))


def is_normal(scene: Scene, px_per_mm: float) -> bool:
    """ "Normal quality", fixed before any measuring: ≥ 1.8 px/mm, tilt to 20°, JPEG ≥ 60, blur to 1 px, no part cut."""
    whole = scene.kind in scenes.WHOLE
    sharp = scene.settings.jpeg_quality >= 60 and scene.blur_px <= 1.0
    return bool(whole and sharp and px_per_mm >= 1.8 and scene.tilt_deg <= 20)
