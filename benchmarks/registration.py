"""Finding pages: how often, and how far boxes are cut from where they are, on drawn photos of bent sheets.

``python -m benchmarks.registration --pages 60 --level hard --cut two``. An error is the distance, in mm of paper,
between where a box's centre or corner is cut and where the camera put it; boxes outside the picture do not count.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np

from benchmarks._table import show
from sirekap_desktop.forms.loader import load_form
from sirekap_desktop.forms.model import FormDefinition
from sirekap_desktop.ocr import cutting, engine, imageio, registration
from sirekap_desktop.ocr.edges import measure_boxes
from sirekap_desktop.ocr.imageio import Picture
from sirekap_desktop.ocr.plane import Floats, Pyramid, fit_shifts, point_shifts, project, px_per_mm
from sirekap_desktop.ocr.refine import Fit
from sirekap_desktop.ocr.registration import Refusal
from sirekap_desktop.samples.camera import CameraSettings, random_settings
from sirekap_desktop.samples.optics import Sheet
from sirekap_desktop.samples.sheets import sample_photo
from sirekap_desktop.samples.ulumanda import load_ulumanda

FORM = "c-hasil-ppwp-2024"
LEVELS = ("easy", "normal", "hard", "curl")
CUTS = ("none", "two", "tag", "both")
WIDTHS = (1200, 2000, 3000)
_CURL = 3.0
"""How much more than the hard level's a sheet of the level ``curl`` bends."""
_WRONG_MM = 10.0
"""A page whose boxes are this far off (median) is accepted wrongly: that is a box of the neighbouring number."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo and where the paper is in it."""

    image: Picture
    jpeg: bytes
    page: int
    sheet: Sheet
    moved: tuple[int, int]
    """What was cropped from the left and the top, px."""

    def truth(self, points: Floats) -> Floats:
        return self.sheet.project(points) - self.moved


@dataclass(frozen=True, slots=True)
class Result:
    """What finding one page came to."""

    fit: Fit | None
    wrong: bool
    errors: Floats
    """mm, one per centre and corner of every box in the picture."""
    bend: float
    """mm: the farthest that a box really lies from where the best flat sheet has it."""
    cpu: float
    """Time taken by finding and placing, as a multiple of decoding the same file to grey."""


def settings_of(rng: np.random.Generator, level: str) -> CameraSettings:
    """How the photo of this level is taken."""
    if level != "curl":
        return random_settings(rng, level)
    most = random_settings(rng, "hard")
    return replace(most, curl_mm=_CURL * max(most.curl_mm, 2.0), crease_mm=1.5 * most.crease_mm)


def shots(level: str, pages: int, cut: str, seed: int, form: FormDefinition) -> Iterator[Shot]:
    """Photos of all pages in turn, of several sizes."""
    tps = load_ulumanda().tps
    for index in range(pages):
        rng = np.random.default_rng((seed, index))
        page, width = index % len(form.pages) + 1, WIDTHS[index // 3 % len(WIDTHS)]
        values, settings = tps[index % len(tps)].values, settings_of(rng, level)
        photo = sample_photo(form, page, values, seed=seed * 10_000 + index, width_px=width, settings=settings)
        image = imageio.decode(photo.jpeg).page(0)
        image, moved = damaged(image, photo.sheet, form, page, cut, rng)
        yield Shot(image, photo.jpeg, page, photo.sheet, moved)


def damaged(
    image: Picture, sheet: Sheet, form: FormDefinition, page: int, cut: str, rng: np.random.Generator
) -> tuple[Picture, tuple[int, int]]:
    """The picture without tag, without two of its corner marks, or without both; and what was cropped."""
    image = image.copy()
    moved = (0, 0)
    tag = form.page(page).tag
    marks = np.array([mark[0].united(mark[1]).grown(4).corners for mark in form.page(page).corner_marks])
    if cut in {"tag", "both"} and tag is not None:
        _cover(image, sheet, np.array(tag.rect.grown(rng.uniform(-6, 10)).corners), rng)
    if cut in {"two", "both"}:
        side = int(rng.integers(4))
        if rng.random() < 0.5:
            image, moved = _cropped(image, sheet.project(marks[[side, (side + 1) % 4]].reshape(-1, 2)))
        else:
            for corner in rng.permutation(4)[:2]:
                _cover(image, sheet, marks[corner], rng)
    return image, moved


def _cover(image: Picture, sheet: Sheet, corners: Floats, rng: np.random.Generator) -> None:
    """A thumb, or the table where a corner is torn off."""
    colour = [(120, 150, 200), (70, 80, 90), (200, 205, 205), (30, 40, 60)][int(rng.integers(4))]
    cv2.fillConvexPoly(image, sheet.project(corners).astype(np.int32), colour)


def _cropped(image: Picture, lost: Floats) -> tuple[Picture, tuple[int, int]]:
    """The picture cut straight so that the points on one side of the paper are lost, at the least cost."""
    height, width = image.shape[:2]
    low, high = lost.min(axis=0), lost.max(axis=0)
    cuts = {"left": high[0], "top": high[1], "right": width - low[0], "bottom": height - low[1]}
    side = min(cuts, key=lambda name: cuts[name])
    left, top = (max(0, int(high[0])) if side == "left" else 0), (max(0, int(high[1])) if side == "top" else 0)
    right, bottom = (int(low[0]) if side == "right" else width), (int(low[1]) if side == "bottom" else height)
    return np.ascontiguousarray(image[top:bottom, left:right]), (left, top)


def measured(shot: Shot, form: FormDefinition) -> Result:
    """Find the page of a photo and compare."""
    raw = np.frombuffer(shot.jpeg, np.uint8)
    started = time.process_time()
    cv2.imdecode(raw, cv2.IMREAD_GRAYSCALE)
    decoded = time.process_time()
    pyramid = Pyramid(engine.grey(shot.image))
    began = time.process_time()
    found = registration.find_pages(pyramid, (form,))
    fit = None if isinstance(found, Refusal) else found[0]
    offsets = (
        cutting.field_offsets(measure_boxes(fit.view(pyramid), fit.edges), form.fields_on(fit.page.number))
        if fit
        else {}
    )
    cpu = (time.process_time() - began) / (decoded - started)
    if fit is None:
        return Result(None, wrong=False, errors=np.zeros(0), bend=0.0, cpu=cpu)
    if fit.page.number != shot.page:
        return Result(fit, wrong=True, errors=np.zeros(0), bend=0.0, cpu=cpu)
    errors = box_errors(fit, pyramid, offsets, shot)
    wrong = len(errors) > 0 and float(np.median(errors)) > _WRONG_MM
    return Result(fit, wrong, errors, farthest(form, shot), cpu)


def box_errors(fit: Fit, pyramid: Pyramid, offsets: Mapping[str, cutting.Offset], shot: Shot) -> Floats:
    """How far centres and corners of the boxes are cut from where they are, mm."""
    view = fit.view(pyramid)
    found = [np.zeros(0)]
    for field in fit.form.fields_on(fit.page.number):
        if not view.sees(field.box_area):
            continue
        for box in field.boxes:
            points = np.array([*box.corners, (box.x + box.w / 2, box.y + box.h / 2)], np.float64)
            off = np.hypot(*(view.project(points + offsets[field.name]) - shot.truth(points)).T)
            found.append(off / view.resolution(box))
    return np.concatenate(found)


def farthest(form: FormDefinition, shot: Shot) -> float:
    """How much the sheet is bent: the best flat fit leaves at least one box this far off, mm."""
    boxes = [box for field in form.fields_on(shot.page) for box in field.boxes]
    points = np.array([(box.x + box.w / 2, box.y + box.h / 2) for box in boxes], np.float64)
    flat = shot.sheet.homography
    seen = shot.sheet.project(points)
    for _ in range(3):
        motion, _ = fit_shifts(
            point_shifts(flat, points, seen, 1.0), form.paper, tolerance_mm=1e4, ridge=(1e-6, 1e-6, 1e-6)
        )
        flat = flat @ motion
    off = np.hypot(*(project(flat, points) - seen).T)
    return float(max(o / px_per_mm(flat, (x, y)) for o, (x, y) in zip(off, points, strict=True)))


def row(level: str, cut: str, results: list[Result]) -> tuple[object, ...]:
    """One line of the table."""
    found = sum(item.fit is not None and not item.wrong for item in results)
    errors = np.concatenate([item.errors for item in results if not item.wrong])
    parts = np.percentile(errors, (50, 95, 99)) if len(errors) else np.full(3, np.nan)
    bends = np.percentile([item.bend for item in results if item.fit], (50, 100)) if found else np.full(2, np.nan)
    return (
        f"{level}, cut {cut}",
        f"{found}/{len(results)}",
        sum(item.wrong for item in results),
        *(f"{value:.2f}" for value in parts),
        f"{bends[0]:.1f}/{bends[1]:.1f}",
        f"{np.median([item.cpu for item in results]):.2f}",
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.registration")
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--level", choices=LEVELS, default="hard")
    parser.add_argument("--cut", choices=CUTS, default="none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="every photo on a line of its own")
    chosen = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    form = load_form(FORM)
    results: list[Result] = []
    for index, shot in enumerate(shots(chosen.level, chosen.pages, chosen.cut, chosen.seed, form)):
        results.append(measured(shot, form))
        if chosen.list or results[-1].wrong or results[-1].fit is None:
            print(f"  {index}: page {shot.page}, {line(results[-1])}")
    head = ("photos", "found", "wrong", "mm 50%", "95%", "99%", "bend mm 50%/most", "time/imdecode")
    show(head, [row(chosen.level, chosen.cut, results)])
    return 0


def line(result: Result) -> str:
    """One photo in words."""
    if result.fit is None:
        return "not found"
    most = f"{result.errors.max():.2f}" if len(result.errors) else "-"
    worst = np.percentile(result.errors, 95) if len(result.errors) else np.nan
    scores = f"{result.fit.score:.2f}/{result.fit.box_score:.2f}"
    return (
        f"{result.fit.method} page {result.fit.page.number} score {scores} 95% {worst:.2f} most {most} "
        f"bend {result.bend:.1f}{' WRONG' if result.wrong else ''}"
    )


if __name__ == "__main__":
    sys.exit(main())
